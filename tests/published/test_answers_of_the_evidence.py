"""What the embedded evidence answers where a part once hid the whole: each case with its new answer.

Before, one holding answered for all, chosen by the name of its vintage; see the manual's page on
reading the numbers.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.answers import told
from counterpoise.measures.views import VIEWS
from counterpoise.panel.store import Store
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import measured
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

EVIDENCE = Store((embedded_folder(),)).steady()


def first(state: str, channel: str, year: int) -> dict[str, object]:
    seen = VIEWS[channel]
    rows = told(EVIDENCE, seen, [state], years=(year, year)).shares
    top = rows.sort("value", descending=True, nulls_last=True).row(0, named=True)
    return {"partner": top[seen.over], **top}


def test_viet_nams_imports_of_2019_are_answered_by_its_own_customs() -> None:
    # 39.1 % was a share of 50 economies; customs print 75.45 of 253.07 billion dollars, 29.8 %.
    rows = measured(EVIDENCE, "shares", ["VNM"], Asked(channel="imports", years=(2019, 2019))).rows
    china = rows.filter(pl.col("partner") == "CHN").row(0, named=True)
    assert china["value"] == pytest.approx(75.45e9, rel=1e-3)
    assert china["share"] == pytest.approx(0.298, abs=0.006)
    assert (china["told_by"], china["source"]) == ("the state", "imf_dots")
    # China tells of more: the share lies between the two.
    assert china["mirror"] == pytest.approx(97.9e9, rel=0.02)
    assert china["mirror_share"] > china["share"]


@pytest.mark.parametrize(
    ("state", "channel", "year", "partner", "share"),
    [
        ("DEU", "imports", 1980, "NLD", 0.115),  # once "95.7 % from Belgium"
        ("AUT", "imports", 1980, "DEU", 0.408),
        ("NLD", "imports", 1980, "DEU", 0.219),
        ("YUG", "imports", 1980, "SUN", 0.179),
        ("KAZ", "imports", 2023, "CHN", 0.324),
        ("KAZ", "imports", 2014, "RUS", 0.333),
    ],
)
def test_the_first_partner_is_that_of_the_whole(
    state: str, channel: str, year: int, partner: str, share: float
) -> None:
    found = first(state, channel, year)
    assert (found["partner"], found["share"]) == (partner, pytest.approx(share, abs=0.0006))


def test_nothing_firm_is_said_of_south_sudans_first_years() -> None:
    for channel in ("exports", "imports"):
        found = first("SSD", channel, 2012)
        assert (found["share"], found["state_of_share"]) == (None, "too little known")


def test_next_to_nothing_told_is_never_taken_for_the_whole() -> None:
    # Of a part told that is estimated at 0 the state's own total once stood for the whole, so that
    # Mongolia's first customer of the 1960s was the United States.
    for state, year in (("MNG", 1965), ("MDV", 1975), ("GEO", 1992)):
        shares = told(EVIDENCE, VIEWS["exports"], [state], years=(year, year)).shares
        assert shares["share"].null_count() == shares.height > 0
        assert set(shares["state_of_share"]) <= {"too little known", "partly known"}


def test_a_state_in_whose_name_others_tell_has_no_first_supplier() -> None:
    # The importer tells in that table: of Mongolia and Cuba then what others sold them, and no Soviet row.
    for state in ("MNG", "CUB"):
        assert first(state, "imports", 1985)["share"] is None
    # Taiwan told the table's makers itself.
    assert first("TWN", "imports", 2010)["partner"] == "JPN"


@pytest.mark.parametrize(
    ("state", "year"),
    [("MNG", 1980), ("VNM", 1980), ("CUB", 1984), ("CUB", 1990), ("AFG", 1984), ("PRK", 1985)],
)
def test_no_first_customer_where_the_soviet_union_and_the_state_are_silent(
    state: str, year: int
) -> None:
    # Only others tell of these; "36 % to Czechoslovakia" once hid what Mongolia sold next door, and a
    # zero of a table all that Cuba sold to the Soviet Union.
    found = first(state, "exports", year)
    assert (found["share"], found["state_of_share"] != "shared") == (None, True)


@pytest.mark.parametrize(
    ("state", "channel", "year", "claimed"),
    [
        ("MAC", "imports", 2010, "SDN"),
        ("KIR", "exports", 2020, "SRB"),
        ("STP", "exports", 2018, "DZA"),
    ],
)
def test_what_a_partner_claims_is_not_added_to_what_a_state_tells(
    state: str, channel: str, year: int, claimed: str
) -> None:
    # Sudan says that it sold Macao more than Macao says it bought from all the world.
    assert first(state, channel, year)["partner"] != claimed


def test_malaysias_arms_are_told_to_the_last_year_covered() -> None:
    shares = told(EVIDENCE, VIEWS["arms"], ["MYS"]).shares
    assert shares["year"].max() == 2024


def test_a_table_of_one_host_does_not_take_the_investment_of_all(tmp_path: Path) -> None:
    seen = VIEWS["investment-flow"]
    before = told(EVIDENCE, seen, ["KAZ", "VNM"], window=1).shares
    assert before.height
    one = ties("fdi_flow", [("USA", "NRU", 2012, 1e6)])
    spans = [Covered(2012, 2012, "destination", ("NRU",)), Covered(2012, 2012, "origin")]
    keep(tmp_path / "store", "unctad_fdi", "2026", one, spans)
    both = Store((tmp_path / "store", embedded_folder()))
    assert told(both, seen, ["KAZ", "VNM"], window=1).shares.equals(before)


def test_hedging_is_the_same_alone_and_in_the_table_of_all() -> None:
    asked = Asked(years=(2014, 2014), rivals=("USA", "CHN"))
    alone = measured(EVIDENCE, "hedging", ["VNM"], asked).rows
    everybody = measured(EVIDENCE, "hedging", [], asked).rows.filter(pl.col("state") == "VNM")
    for name in ("balance", "tilt", "offset"):
        assert alone[name].to_list() == pytest.approx(everybody[name].to_list(), abs=1e-12)
