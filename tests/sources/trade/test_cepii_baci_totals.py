from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.trade import cepii_baci_totals
from tests.sources.broken.cepii_baci_totals import GOOD


def reading(folder: Path, content: bytes) -> Reading:
    path = folder / "totals.csv"
    path.write_bytes(content)
    (found,) = cepii_baci_totals.read([path])
    return found


def test_thousands_become_whole_dollars(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD).rows
    assert rows["value"].to_list() == [
        380_000_000_000.0,
        20_000_000_500.0,
        90_000_000_000.0,
        2.0,
        1_430_578_800.0,
        1_000_000.0,
        400_000_000_000.0,
        5_000.0,
        6_001.0,
    ]
    assert rows.select("origin", "destination", "year", "indicator", "item", "status").row(3) == (
        *("USA", "VNM", 2010),
        *("goods", "all", "reported"),
    )


def test_the_economies_of_the_table_are_covered_and_nobody_else(tmp_path: Path) -> None:
    found = reading(tmp_path, GOOD)
    assert found.coverage == (Covered(2010, 2011, "either", ("CHN", "USA", "VNM")),)
    assert found.notes == ("3 economies; 3 of 12 pairs and years have no row: they traded nothing",)


@pytest.mark.evidence
def test_viet_nam_and_china_2010_to_2019(evidence: Path) -> None:
    (path,) = (evidence / "baci_totals_2010_2019").glob("*.csv.gz")
    (found,) = cepii_baci_totals.read([path])
    cepii_baci_totals.check(found.rows)
    assert found.rows.height == 24_403
    (covered,) = found.coverage
    assert (covered.first, covered.last, len(covered.states)) == (2010, 2019, 50)
    assert not {"RUS", "HKG", "TWN"} & set(covered.states)

    exports = found.rows.filter(pl.col("origin") == "VNM").select(
        "year", partner="destination", exports=pl.col("value") / 1e9
    )
    imports = found.rows.filter(pl.col("destination") == "VNM").select(
        "year", partner="origin", imports=pl.col("value") / 1e9
    )
    both = exports.join(imports, on=["year", "partner"], validate="1:1").with_columns(
        trade=pl.col("exports") + pl.col("imports"), balance=pl.col("exports") - pl.col("imports")
    )
    china = {row["year"]: row for row in both.filter(partner="CHN").iter_rows(named=True)}
    assert {year: round(china[year]["trade"], 1) for year in (2015, 2017, 2018, 2019)} == {
        2015: 75.3,
        2017: 103.7,
        2018: 117.8,
        2019: 131.4,
    }
    assert [round(china[year]["balance"], 1) for year in (2010, 2015)] == [-15.3, -42.0]
    first = both.sort("trade").group_by("year").last()
    assert first["partner"].to_list() == ["CHN"] * 10
    markets = both.filter(year=2019).sort("exports", descending=True).head(2)
    assert markets["partner"].to_list() == ["USA", "CHN"]
    assert markets["exports"].round(1).to_list() == [63.7, 40.3]
