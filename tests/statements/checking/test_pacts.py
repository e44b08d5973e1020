"""A pact holds where it was in force in all years named, and the record reaches so far."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS
from counterpoise.statements.statement import Statement
from tests.panel.holding import keep, ties
from tests.statements.checking.hand_made import judged


@pytest.fixture
def pacts(tmp_path: Path) -> Store:
    """Return a store in which Japan and America are bound from 2001 on; the record ends in 2010."""
    rows = ties("alliance_defense", [("JPN", "USA", year, 1.0) for year in range(2001, 2011)])
    keep(tmp_path, "atop_alliances", "5.1", rows, [Covered(1990, 2010)])
    return Store((tmp_path,))


@pytest.mark.parametrize(
    ("partners", "years", "verdict"),
    [
        (("USA",), (2001, 2010), HOLDS),
        (("USA",), (2000, 2010), FAILS),  # not in all of them
        (("USA",), (2005, 2012), HOLDS),  # most of the years are on record
        (("USA",), (2012, 2012), CANNOT_TELL),
        (("CHN",), (2010, 2010), FAILS),
        (("USA", "CHN"), (2010, 2010), FAILS),  # with each of them
    ],
)
def test_a_pact_is_in_force_in_all_years_or_it_is_not(
    pacts: Store, partners: tuple[str, ...], years: tuple[int, int], verdict: str
) -> None:
    found = judged(
        pacts, "event", event="defence pact", subject="JPN", partners=partners, years=years,
        channel="", stated=date(2014, 1, 1),
    )  # fmt: skip
    assert found.verdict == verdict


def test_treaties_of_the_union_are_not_told_of_its_members() -> None:
    """The list of investment treaties leaves out those of the EU: "none" says nothing of its members."""
    store = Store((embedded_folder(),)).steady()
    said = {"event": "investment treaty", "subject": "CAN", "years": (2020, 2020), "channel": ""}
    day = date(2021, 1, 1)
    assert judged(store, "event", **said, partners=("DEU",), stated=day).verdict == CANNOT_TELL
    assert judged(store, "event", **said, partners=("PRK",), stated=day).verdict == FAILS


def test_a_bloc_as_partner_stands_for_its_members() -> None:
    store = Store((embedded_folder(),)).steady()
    found = judged(
        store, "event", event="trade agreement", subject="VNM", partners=("EU",),
        years=(2021, 2021), channel="", stated=date(2022, 1, 1),
    )  # fmt: skip
    assert found.verdict == HOLDS
    assert "in force in 2020–23 with Austria" in found.tested[0].shown


@pytest.mark.parametrize(
    ("event", "partner", "year", "verdict"),
    [
        ("defence pact begun", "USA", 2001, HOLDS),
        ("defence pact begun", "USA", 2000, HOLDS),  # signed, and in force from the next year on
        ("defence pact begun", "USA", 1998, FAILS),
        (
            "defence pact begun",
            "USA",
            2005,
            CANNOT_TELL,
        ),  # one was there: of another nothing is told
        ("defence pact begun", "CHN", 2005, FAILS),
        ("defence pact begun", "USA", 2012, CANNOT_TELL),
    ],
)
def test_a_pact_begins_in_its_first_year_in_force(
    pacts: Store, event: str, partner: str, year: int, verdict: str
) -> None:
    found = judged(
        pacts, "event", event=event, subject="JPN", partners=(partner,), years=(year, year),
        channel="", stated=date(2014, 1, 1),
    )  # fmt: skip
    assert found.verdict == verdict


def test_what_was_signed_is_of_that_year_and_no_other(tmp_path: Path) -> None:
    rows = ties("trade_agreement_signed", [("CHL", "CHN", 2005, 1.0)])
    keep(tmp_path, "desta", "2.02", rows, [Covered(1990, 2010)])
    said = {"event": "trade agreement signed", "subject": "CHL", "channel": ""}
    for year, verdict in ((2005, HOLDS), (2006, FAILS), (2011, CANNOT_TELL)):
        one = judged(
            Store((tmp_path,)), "event", **said, partners=("CHN",), years=(year, year),
            stated=date(2014, 1, 1),
        )  # fmt: skip
        assert one.verdict == verdict


def test_who_left_a_bloc_in_a_year_belonged_before_and_no_more_then(tmp_path: Path) -> None:
    told = {"id": "a", "text": "b", "kind": "membership", "stated": date(2023, 5, 1)}
    for year, verdict in ((2020, HOLDS), (2021, FAILS), (2019, FAILS)):
        said = Statement(**told, bloc="EU", subject="GBR", comparison="left", years=(year, year))
        (found,) = check(Store((tmp_path,)), [said])
        assert found.verdict == verdict
        assert found.shown == "United Kingdom from 1 January 1973 to 31 January 2020"
