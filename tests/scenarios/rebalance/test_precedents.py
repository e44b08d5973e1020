"""Precedents: counted on rows in view."""

from pathlib import Path

import pytest

from counterpoise.panel.store import Store
from counterpoise.scenarios.rebalance.precedents import Case, precedents
from counterpoise.snapshots.source import Covered
from tests.panel.holding import Tie, keep, ties


@pytest.fixture
def held(tmp_path: Path) -> Store:
    """Imports of three states in 2000 and 2010: each had one partner of 40 % or so."""
    rows: list[Tie] = []
    for buyer, seller, then, after in (
        ("VNM", "CHN", 40e6, 20e6),  # came down by half
        ("KAZ", "RUS", 45e6, 44e6),  # stayed
        ("MEX", "USA", 80e6, 30e6),  # was no leader of like size
    ):
        for year, part in ((2000, then), (2010, after)):
            # The rest comes from several, none of them larger.
            rest = (100e6 - part) / 4
            others = [one for one in ("DEU", "FRA", "JPN", "ITA", "GBR") if one != seller][:4]
            rows += [(seller, buyer, year, part), *((o, buyer, year, rest) for o in others)]
    keep(tmp_path, "cow_trade", "4.0", ties("goods", rows), [Covered(2000, 2010)])
    return Store((tmp_path,))


def test_who_came_down_as_far_in_as_many_years_is_a_precedent(held: Store) -> None:
    found = precedents(held, "imports", share=0.42, down=0.1, years=10)
    assert (found.states, found.moved) == (2, 1)
    assert (found.starts, found.starts_moved) == (2, 1)
    assert found.nearest == (Case("VNM", "CHN", 2000, 2010, 0.4, 0.2),)


def test_more_years_than_are_told_leave_no_precedent(held: Store) -> None:
    found = precedents(held, "imports", share=0.42, down=0.1, years=11)
    assert (found.states, found.moved, found.nearest) == (0, 0, ())


def test_the_state_itself_counts_and_is_not_shown(held: Store) -> None:
    found = precedents(held, "imports", share=0.42, down=0.1, years=10, state="VNM")
    assert (found.moved, found.nearest) == (1, ())
