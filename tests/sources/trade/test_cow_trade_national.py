from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.trade import cow_trade_national
from tests.sources.broken.cow_trade_national import GOOD, WEST_GERMANY


def reading(folder: Path, content: bytes) -> Reading:
    path = folder / "national.csv"
    path.write_bytes(content)
    (found,) = cow_trade_national.read([path])
    return found


def test_totals_are_whole_dollars_and_what_is_missing_is_not_covered(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD).rows.filter(pl.col("state").is_in(["USA", "VNM"]))
    assert rows.select("state", "year", "indicator", "value", "status").sort(
        "state", "year", "indicator"
    ).rows() == [
        ("USA", 1980, "exports", 225_566_100_000.0, "reported"),
        ("USA", 1980, "imports", 240_000_000_000.0, "reported"),
        ("VNM", 1954, "exports", None, "not covered"),
        ("VNM", 1954, "imports", None, "not covered"),
        ("VNM", 1980, "exports", None, "not covered"),
        ("VNM", 1980, "imports", 1_310_500_000.0, "reported"),
        ("VNM", 1981, "exports", 338_750_000.0, "reported"),
        ("VNM", 1981, "imports", 0.0, "reported"),
    ]


def test_coverage_leaves_out_the_years_without_a_row(tmp_path: Path) -> None:
    covered = reading(tmp_path, GOOD.replace(WEST_GERMANY, b"")).coverage
    assert [span for span in covered if "VNM" in span.states] == [
        Covered(1954, 1954, "either", ("VNM",)),
        Covered(1980, 1981, "either", ("VNM",)),
    ]


def test_empty_rows_under_a_second_code_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "national.csv"
    path.write_bytes(GOOD + b"255.0,1990.0,346464.0,409229.5\n")
    held = build.add(Store((tmp_path / "store",)), "cow_trade_national", [path])
    notes = [note for part in held.parts for note in part.notes]
    assert sum(note.startswith("corrected: 62 rows drop") for note in notes) == 1
    assert sum(note.startswith("corrected: 2 rows drop") for note in notes) == 1


@pytest.mark.evidence
def test_the_national_table_4_0(evidence: Path) -> None:
    path = evidence / "cow_trade" / "National_COW_4.0_import_export.csv"
    (found,) = cow_trade_national.read([path])
    cow_trade_national.check(found.rows)
    assert found.vintage == "4.0"
    assert found.rows.height == 2 * 14_410
    assert found.rows["value"].null_count() == 1_548 + 821
    viet_nam = found.rows.filter((pl.col("state") == "VNM") & (pl.col("year") == 2014))
    assert dict(viet_nam.select("indicator", "value").rows()) == {
        "imports": 144_557_595_452.0,
        "exports": 143_039_434_549.0,
    }
