from __future__ import annotations

from pathlib import Path

import polars as pl

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.aid_and_capital import oecd_dac2a
from counterpoise.sources.aid_and_capital.oecd_dac2a import REST
from tests.sources.broken.oecd_dac2a import GOOD, WHOLE
from tests.sources.case import zipped


def reading(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    (found,) = oecd_dac2a.read([path])
    oecd_dac2a.check(found.rows)
    return found


def plain(found: Reading) -> list[tuple[object, ...]]:
    return found.rows.select("origin", "destination", "year", "value", "status").rows()


def test_states_alone_are_kept_and_an_empty_figure_is_not_covered(tmp_path: Path) -> None:
    found = reading(tmp_path / "aid.csv", GOOD)
    assert plain(found) == [
        ("JPN", "VNM", 2022, -168_500_000.0, "reported"),
        ("JPN", "VNM", 2023, 300_250_000.0, "reported"),
        ("USA", "VNM", 2023, None, "not covered"),
        (REST, "VNM", 2023, 399_750_000.0, "imputed"),
        ("TUR", "XKX", 2023, 5_000_000.0, "reported"),
    ]
    assert found.coverage == [
        Covered(2022, 2023, "origin", ("JPN",)),
        Covered(2023, 2023, "origin", ("TUR",)),
        Covered(2023, 2023, "origin", (REST,)),
        Covered(2022, 2023, "destination", ("VNM", "XKX")),
    ]
    assert "3 figures of institutions" in found.notes[1]


def test_the_rest_of_the_committee_is_never_less_than_nothing(tmp_path: Path) -> None:
    less = GOOD.replace(b",700,", b",300.2,")
    assert (REST, "VNM", 2023, 0.0, "imputed") in plain(reading(tmp_path / "aid.csv", less))


def test_the_whole_file_has_numbers_in_place_of_letters(tmp_path: Path) -> None:
    found = reading(tmp_path / "Table2a_Data.zip", zipped(**{"Table2a_Data.csv": WHOLE}))
    assert plain(found) == [
        ("JPN", "VNM", 2023, 300_250_000.0, "reported"),
        ("TUR", "XKX", 2023, 5_000_000.0, "reported"),
    ]


def test_parquet_says_the_same_as_csv(tmp_path: Path) -> None:
    said = []
    for number, content in enumerate((GOOD, WHOLE)):
        text = reading(tmp_path / f"{number}.csv", content)
        path = tmp_path / f"{number}.parquet"
        pl.read_csv(content).write_parquet(path)
        (found,) = oecd_dac2a.read([path])
        said.append(plain(found) == plain(text))
    assert said == [True, True]
