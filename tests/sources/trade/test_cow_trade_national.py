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


def test_totals_under_one_of_two_codes_are_the_state_s(tmp_path: Path) -> None:
    path = tmp_path / "national.csv"
    path.write_bytes(GOOD + b"255.0,1990.0,346464.0,409229.5\n")
    held = build.add(Store((tmp_path / "store",)), "cow_trade_national", [path])
    rows = held.scan().filter(pl.col("year") == 1990).collect()
    assert dict(rows.filter(pl.col("indicator") == "imports").select("state", "value").rows()) == {
        "DEU": 346_464_000_000.0,
        "YEM": 2_384_250_000.0,
    }
    assert (
        "two codes of one state in one year: 8 rows, 4 of them without a figure added up to 4:"
        " DEU (255 and 260), YEM (678 and 679)"
    ) in held.notes


def test_the_south_s_totals_under_the_north_s_code(tmp_path: Path) -> None:
    given = b"816.0,%d.0,%d.5,1.5\n"
    years = b"".join(given % (year, year) for year in (1960, 1962, 1963, 1973, 1974, 1975, 1976))
    found = reading(tmp_path, GOOD + years + b"817.0,1960.0,,\n817.0,1959.0,224.25,75.0\n")
    told = found.rows.filter(
        pl.col("state").is_in(["VNM", "RVN"]), pl.col("year") < 1980, pl.col("value").is_not_null()
    )
    assert told.filter(pl.col("indicator") == "imports").sort("year").select(
        "state", "year", "value"
    ).rows() == [
        ("RVN", 1959, 224_250_000.0),
        ("RVN", 1960, 1_960_500_000.0),
        ("RVN", 1962, 1_962_500_000.0),
        ("VNM", 1976, 1_976_500_000.0),
    ]


@pytest.mark.evidence
def test_the_national_table_4_0(evidence: Path) -> None:
    path = evidence / "cow_trade" / "National_COW_4.0_import_export.csv"
    (found,) = cow_trade_national.read([path])
    cow_trade_national.check(found.rows)
    assert found.vintage == "4.0"
    # Thirteen totals of the South, 1963 to 1975, are set aside.
    assert found.rows.height == 2 * (14_410 - 13)
    assert found.rows["value"].null_count() == 1_548 + 821
    viet_nam = found.rows.filter((pl.col("state") == "VNM") & (pl.col("year") == 2014))
    assert dict(viet_nam.select("indicator", "value").rows()) == {
        "imports": 144_557_595_452.0,
        "exports": 143_039_434_549.0,
    }
