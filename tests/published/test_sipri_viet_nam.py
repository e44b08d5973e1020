"""Concentration of Viet Nam's arms imports, from SIPRI's own export tables of July 2022.

Expected figures were computed apart from this package, from the processed copy of the same tables
that 360info published (`sipri-exports-processed.csv`), and are given to the digits kept there. The
shares of 2017-21 are those that SIPRI printed: Russia 56, Israel 19, South Korea 6.6 per cent.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.concentration import concentration
from counterpoise.measures.shares import shares
from counterpoise.sources.arms import sipri_arms_tables
from tests.measures import tables

pytestmark = pytest.mark.evidence


@pytest.fixture(scope="module")
def deliveries(evidence: Path) -> pl.DataFrame:
    files = sorted((evidence / "sipri" / "tiv_exports_1950-2021").glob("*.csv"))
    rows = pl.concat(part.rows for part in sipri_arms_tables.read(files))
    return rows.filter(pl.col("destination") == "VNM").with_columns(
        source=pl.lit("sipri_arms_tables")
    )


@pytest.mark.parametrize(
    ("window", "last", "total", "russia", "index"),
    [
        (5, 2021, 1824, 0.557, 0.36147),
        (5, 2011, 1410, 0.952, 0.9067),
        (5, 2016, 4120, 0.866, 0.75326),
        (27, 2021, 9080, 0.816, 0.67109),
    ],
)
def test_windows_of_viet_nam(
    deliveries: pl.DataFrame, window: int, last: int, total: int, russia: float, index: float
) -> None:
    found = concentration(shares(deliveries, window=window))
    row = tables.only(found.filter(pl.col("year") == last))

    assert row["volume"] == total
    assert row["leader"] == "RUS"
    assert row["cr_1"] == pytest.approx(russia, abs=5e-4)
    assert row["herfindahl"] == pytest.approx(index, abs=5e-5)


def test_shares_of_2017_to_2021(deliveries: pl.DataFrame) -> None:
    found = shares(deliveries, window=5).filter(pl.col("year") == 2021)
    per_cent = {
        origin: round(100 * share, 1) for origin, share in found.select("origin", "share").rows()
    }

    assert found.height == 8
    assert {k: per_cent[k] for k in ("RUS", "ISR", "KOR", "BLR", "USA")} == {
        "RUS": 55.7,
        "ISR": 19.2,
        "KOR": 6.6,
        "BLR": 6.3,
        "USA": 5.9,
    }


def test_single_years_swing_where_the_window_does_not(deliveries: pl.DataFrame) -> None:
    found = concentration(shares(deliveries)).filter(pl.col("year") >= 2017)

    by_year = {2017: 0.412, 2018: 0.395, 2019: 0.754, 2020: 0.596, 2021: 0.271}
    assert dict(found.select("year", pl.col("herfindahl").round(3)).rows()) == by_year
