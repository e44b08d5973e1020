"""A pact holds where it was in force in all years named, and the record reaches so far."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS
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
