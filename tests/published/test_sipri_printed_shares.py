"""Shares and changes that SIPRI printed, from the file of the release that they were printed of.

Printed are whole per cents; 2017-21 in *Trends in International Arms Transfers, 2021*, 2020-24 in that
of 2024, 2021-25 in that of 2025. The register at hand ends in 2024 and is of the release before the
last; the deals at hand are of the last release, so that a window up to 2024 is not theirs to print:
they were revised since. What a deal delivered in 2025 is known where the register tells the rest.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.share_bounds import share_bounds
from counterpoise.measures.shares import shares
from counterpoise.sources.arms import sipri_arms, sipri_arms_deals, sipri_arms_tables

pytestmark = pytest.mark.evidence
REGISTER = "trade_register_1995-2025_generated20260212.csv"
DEALS = "trade-register_all-years_generated20260518.csv"
WINDOW = 5


@pytest.fixture(scope="module")
def held(evidence: Path) -> dict[str, pl.DataFrame]:
    folder = evidence / "sipri"
    tables = sorted((folder / "tiv_exports_1950-2021").glob("*.csv"))
    read = {
        "tables": sipri_arms_tables.read(tables),
        "register": sipri_arms.read([folder / REGISTER]),
        "deals": sipri_arms_deals.read([folder / DEALS, folder / REGISTER]),
        "deals alone": sipri_arms_deals.read([folder / DEALS]),
    }
    return {name: pl.concat(part.rows for part in parts) for name, parts in read.items()}


def of(held: dict[str, pl.DataFrame], source: str, recipient: str, last: int) -> pl.DataFrame:
    """Return the shares of a recipient's five years, with their bounds."""
    rows = held[source].filter(pl.col("destination") == recipient)
    rows = rows.with_columns(source=pl.lit(source), vintage=pl.lit(""))
    shared = shares(rows.filter(pl.col("indicator") == "arms"), window=WINDOW)
    bounds = rows.filter(pl.col("indicator") != "arms")
    return share_bounds(shared, bounds, window=WINDOW).filter(pl.col("year") == last)


PRINTED = [
    ("tables", "VNM", 2021, "RUS", 56, 0.5),
    ("tables", "VNM", 2021, "ISR", 19, 0.5),
    ("tables", "VNM", 2021, "KOR", 6.6, 0.05),
    ("tables", "IND", 2021, "RUS", 46, 0.5),
    ("tables", "IND", 2021, "FRA", 27, 0.5),
    ("tables", "IND", 2021, "USA", 12, 0.5),
    ("register", "IND", 2024, "RUS", 36, 0.5),
    ("deals", "IND", 2025, "RUS", 40, 1.0),
]


@pytest.mark.parametrize(("source", "recipient", "last", "supplier", "printed", "within"), PRINTED)
def test_shares_that_sipri_printed(
    held: dict[str, pl.DataFrame],
    source: str,
    recipient: str,
    last: int,
    supplier: str,
    printed: float,
    within: float,
) -> None:
    found = of(held, source, recipient, last).filter(pl.col("origin") == supplier)

    assert 100 * found["share"][0] == pytest.approx(printed, abs=within)


@pytest.mark.parametrize("source", ["deals", "deals alone"])
def test_the_bounds_of_the_deals_hold_what_the_release_before_printed(
    held: dict[str, pl.DataFrame], source: str
) -> None:
    found = of(held, source, "IND", 2024).filter(pl.col("origin") == "RUS")

    assert found["share_low"][0] <= 0.36 <= found["share_high"][0]


def test_the_register_narrows_the_bounds(held: dict[str, pl.DataFrame]) -> None:
    width = {
        source: (found["share_high"] - found["share_low"])[0]
        for source in ("deals", "deals alone")
        for found in [of(held, source, "IND", 2025).filter(pl.col("origin") == "RUS")]
    }

    assert width["deals"] < 0.01 < 0.3 < width["deals alone"]


def test_the_change_of_indias_imports(held: dict[str, pl.DataFrame]) -> None:
    # Printed: -4 per cent from 2016-20 to 2021-25; a deal's TIV spread evenly made it -11.8.
    before, after = (of(held, "deals", "IND", last)["volume"][0] for last in (2020, 2025))

    assert 100 * (after / before - 1) == pytest.approx(-4, abs=1.5)
