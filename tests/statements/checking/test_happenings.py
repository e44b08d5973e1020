"""Wars come from the list of wars, disputes from lists of disputes, each of its members in their years."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS, Checked
from counterpoise.statements.statement import Statement


def checked(event: str, one: str, other: str, first: int, last: int, *, of: str = "") -> Checked:
    said = Statement(
        id="E", text="It was so.", kind="event", event=event, stated=date(2024, 6, 1), subject=one,
        partners=(other,), years=(first, last), of=of,
    )  # fmt: skip
    (found,) = check(Store((embedded_folder(),)).steady(), [said])
    return found


@pytest.mark.parametrize(
    ("one", "other", "year"),
    [("IND", "PAK", 1965), ("IND", "PAK", 1971), ("PAK", "IND", 1999), ("CHN", "VNM", 1979)],
)
def test_a_war_on_the_list_holds(one: str, other: str, year: int) -> None:
    assert checked("war", one, other, year, year).verdict == HOLDS


@pytest.mark.parametrize("year", [1964, 1996, 1998])
def test_a_dispute_in_which_force_was_used_is_no_war_of_the_list_and_may_be_one(year: int) -> None:
    found = checked("war", "IND", "PAK", year, year)
    assert found.verdict == CANNOT_TELL
    assert (
        "wars in 1947–49, 1965, 1971 and 1999; disputes of the highest level in 1964" in found.why
    )
    assert f"force was used in {year}, and the list has wars of at least 1,000" in found.why


@pytest.mark.parametrize(
    ("one", "other", "year"), [("RUS", "GEO", 2008), ("USA", "PAN", 1989), ("LBY", "EGY", 1977)]
)
def test_an_invasion_that_the_list_of_wars_does_not_have_is_not_refuted(
    one: str, other: str, year: int
) -> None:
    assert checked("war", one, other, year, year).verdict == CANNOT_TELL


def test_a_claim_to_land_that_is_not_fought_over_is_not_refuted() -> None:
    assert checked("dispute", "FJI", "TON", 2000, 2005).verdict == FAILS
    claimed = checked("dispute", "FJI", "TON", 2000, 2005, of="territory")
    assert claimed.verdict == CANNOT_TELL
    assert "no list of claims is held" in claimed.why
    assert checked("dispute", "IND", "PAK", 1999, 1999, of="territory").verdict == HOLDS


def test_where_no_force_was_used_there_was_no_war() -> None:
    assert checked("war", "FRA", "DEU", 1980, 1985).verdict == FAILS
    assert checked("war", "BRA", "ARG", 2009, 2010).verdict == FAILS  # after the list of wars
    assert checked("war", "IND", "PAK", 2015, 2020).verdict == CANNOT_TELL


@pytest.mark.parametrize(
    ("state", "bloc", "year", "verdict"),
    [("GBR", "EU", 1973, FAILS), ("VNM", "ASEAN", 1995, HOLDS), ("FIN", "NATO", 1999, FAILS)],
)
def test_a_member_since_a_year_is_one_still(state: str, bloc: str, year: int, verdict: str) -> None:
    said = Statement(
        id="S", text="It has been one since.", kind="membership", stated=date(2025, 6, 1),
        subject=state, bloc=bloc, comparison="joined", years=(year, 2025),
    )  # fmt: skip
    (found,) = check(Store((embedded_folder(),)).steady(), [said])
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("state", "year", "verdict"),
    [("LBY", 1992, FAILS), ("LBY", 2011, HOLDS), ("ERI", 2009, FAILS), ("SLE", 1997, FAILS)],
)
def test_an_embargo_in_force_since_a_year_was_not_lifted(
    state: str, year: int, verdict: str
) -> None:
    said = Statement(
        id="S", text="It has been under it since.", kind="event", event="embargo in force",
        stated=date(2025, 6, 1), subject=state, partners=("UN",), years=(year, 2025),
    )  # fmt: skip
    (found,) = check(Store((embedded_folder(),)).steady(), [said])
    assert found.verdict == verdict


def test_what_is_no_member_is_not_said_to_be_at_peace() -> None:
    found = checked("no dispute", "PSE", "ISR", 1990, 2010)
    assert found.verdict == CANNOT_TELL
    assert any("does not cover Palestine" in what for what in found.missing)


def test_predecessors_are_covered_for_their_successors() -> None:
    assert checked("dispute", "RUS", "USA", 1980, 1985).verdict == HOLDS


@pytest.mark.parametrize(
    ("state", "bloc", "year", "verdict"),
    [
        ("FIN", "NATO", 1999, FAILS),
        ("HRV", "EU", 2005, FAILS),
        ("HRV", "EU", 2013, HOLDS),
        ("HRV", "EU", 2020, FAILS),
        ("VNM", "ASEAN", 1995, HOLDS),
    ],
)
def test_a_bloc_is_joined_in_one_year(state: str, bloc: str, year: int, verdict: str) -> None:
    said = Statement(
        id="S", text="It joined then.", kind="membership", stated=date(2026, 6, 1), subject=state,
        bloc=bloc, comparison="joined", years=(year, year),
    )  # fmt: skip
    (found,) = check(Store((embedded_folder(),)).steady(), [said])
    assert found.verdict == verdict
