from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Reading
from counterpoise.sources.aid_and_capital import knomad
from tests.sources.broken.knomad import CODED, MATRIX, TABLE
from tests.sources.xlsx import workbook


def reading(folder: Path, *books: list[list[str | float | None]], sheet: str = "Data") -> Reading:
    paths = [folder / f"{number}.xlsx" for number in range(len(books))]
    for path, rows in zip(paths, books, strict=True):
        path.write_bytes(workbook({sheet: rows}))
    (found,) = knomad.read(paths)
    knomad.check(found.rows)
    return found


def test_a_matrix_has_senders_down_and_receivers_across(tmp_path: Path) -> None:
    found = reading(tmp_path, MATRIX, sheet="Bilateral_Remittance_2017")
    assert found.rows.select("origin", "destination", "year", "value", "status").rows() == [
        ("USA", "PHL", 2017, 11_099e6, "imputed"),
        ("VNM", "PHL", 2017, 0.0, "imputed"),
        ("USA", "VNM", 2017, 7_700.5e6, "imputed"),
        ("residual:Other South", "VNM", 2017, 1.5e6, "imputed"),
        ("USA", "residual:Other South", 2017, 5e6, "imputed"),
    ]


def test_the_matrix_of_2018_has_codes_and_the_table_of_2021_a_row_a_corridor(
    tmp_path: Path,
) -> None:
    found = reading(tmp_path, CODED, TABLE)
    assert found.vintage == "2018-2021"
    assert found.rows.select("origin", "destination", "year", "value").rows() == [
        ("USA", "PHL", 2018, 11_100e6),
        ("USA", "VNM", 2018, 7_800e6),
        ("USA", "VNM", 2021, 8_000_250_000.0),
    ]
    covered = {(one.side, one.first, one.states) for one in found.coverage}
    assert ("destination", 2021, ("VNM",)) in covered
    assert ("origin", 2021, ("USA",)) in covered


def test_a_year_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="once in a year"):
        reading(tmp_path, MATRIX, MATRIX)
