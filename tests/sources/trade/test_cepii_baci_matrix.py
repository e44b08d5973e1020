from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import gaps
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.trade import cepii_baci_matrix
from tests.sources.broken.cepii_baci_matrix import LABELS, MATRIX


def reading(folder: Path, **contents: bytes) -> Reading:
    paths = [folder / f"{name}.csv" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    (found,) = cepii_baci_matrix.read(paths)
    return found


def test_rows_export_and_columns_import_in_whole_dollars(tmp_path: Path) -> None:
    rows = reading(tmp_path, a=MATRIX, b=LABELS).rows.filter(pl.col("status") == "reported")
    assert sorted(rows.select("origin", "destination", "value").rows()) == [
        ("DEU", "KOR", 15_000_000_400.0),
        ("DEU", "LAO", 2_500.0),
        ("DEU", "USA", 160_000_000_000.0),
        ("KOR", "DEU", 14_000_000_000.0),
        ("KOR", "USA", 120_000_000_000.0),
        ("LAO", "DEU", 3_000.0),  # 3.0005 thousand: round half to even of 3000.5
        ("LAO", "USA", 70_000.0),
        ("RUS", "DEU", 9_000_000_000.0),
        ("RUS", "USA", 4_000_000_000.0),
        ("USA", "DEU", 80_000_000_000.0),
        ("USA", "KOR", 65_000_000_000.0),
        ("USA", "RUS", 600_000_000.0),
    ]
    assert rows["year"].unique().to_list() == [2023]


def test_who_had_not_reported_is_not_covered_with_each_other(tmp_path: Path) -> None:
    found = reading(tmp_path, a=MATRIX, b=LABELS)
    unknown = found.rows.filter(pl.col("status") == "not covered")
    assert unknown["value"].null_count() == unknown.height
    assert set(unknown.select("origin", "destination").rows()) == set(
        permutations(("KOR", "LAO", "RUS"), 2)
    )
    assert "3 economies had not reported" in found.notes[1]


def test_any_other_blank_is_within_coverage_and_no_row(tmp_path: Path) -> None:
    found = reading(tmp_path, a=MATRIX, b=LABELS)
    assert found.coverage == (Covered(2023, 2023, "either", ("DEU", "KOR", "LAO", "RUS", "USA")),)
    pairs = found.rows.select("origin", "destination").rows()
    assert ("DEU", "RUS") not in pairs
    assert ("USA", "LAO") not in pairs


def test_the_files_may_be_given_in_any_order(tmp_path: Path) -> None:
    straight = reading(tmp_path, a=MATRIX, b=LABELS)
    assert reading(tmp_path, a=LABELS, b=MATRIX).rows.equals(straight.rows)


def test_check_refuses_a_value_between_two_that_had_not_reported() -> None:
    rows = pl.DataFrame({"origin": ["RUS"], "destination": ["VNM"], "value": [5e9]})
    with pytest.raises(SourceError, match=r"no record with each other"):
        cepii_baci_matrix.check(rows)


@pytest.mark.evidence
def test_the_matrix_of_2023(evidence: Path) -> None:
    folder = evidence / "baci_matrix_2023"
    paths = [folder / "trade_cepii.csv", folder / "country_labels.csv"]
    (found,) = cepii_baci_matrix.read(paths)
    cepii_baci_matrix.check(found.rows)
    with paths[1].open(newline="") as stream:
        labels = [row["iso3"] for row in csv.DictReader(stream)]
    with paths[0].open(newline="") as stream:
        cells = list(csv.reader(stream))[1:]
    filled = {
        (labels[i], labels[j]): float(cell)
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        if cell
    }
    rows = found.rows.filter(pl.col("status") == "reported")
    values = {(o, d): v for o, d, v in rows.select("origin", "destination", "value").rows()}
    assert len(labels) == 194
    parts = {
        (origin, destination)
        for one in gaps.declared("counterpoise.sources.trade", "cepii_baci_matrix")
        for origin, destination, _ in one.ties()
    }
    assert len(parts) == 16
    assert parts <= filled.keys()
    filled = {pair: cell for pair, cell in filled.items() if pair not in parts}
    assert values.keys() == filled.keys()
    assert len(values) == 25_382
    assert values["VNM", "USA"] == 117_675_985_329
    assert values["CHN", "VNM"] == 134_746_112_097
    assert sum(values.values()) == pytest.approx(1000 * sum(filled.values()), abs=25_382 / 2)

    silent = set(permutations(cepii_baci_matrix.SILENT, 2)) - filled.keys()
    unknown = found.rows.filter(pl.col("status") == "not covered")
    pairs = set(unknown.select("origin", "destination").rows())
    assert len(silent) == 13 * 12
    assert silent <= pairs
    # Beyond the thirteen, 63 have no record with any of them, nor with each other.
    assert len(pairs) == unknown.height == 76 * 75 + len(parts)
    assert ("VNM", "LAO") in pairs
    assert ("RUS", "BLR") in pairs
    assert not pairs & filled.keys()
