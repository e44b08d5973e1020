"""Laws of the rule of trust: over all states and years, nothing firm is said on thin ground.

The page that lists what the rule takes back is made of the same answers, and is held here.
"""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import Told, told
from counterpoise.measures.concentration import concentration
from counterpoise.measures.leadership import leadership
from counterpoise.measures.views import VIEWS
from counterpoise.panel.store import Store
from counterpoise.settings import Enough, embedded_folder
from tools import thin_ground

RULE = Enough()


@cache
def answers(view: str) -> tuple[pl.DataFrame, pl.DataFrame, thin_ground.Ground]:
    """Return the shares of all states that break a law, all leaders and indices, and the ground.

    What all states have of all partners is not kept: it is large.
    """
    try:
        found = told(Store((embedded_folder(),)).steady(), VIEWS[view], years=thin_ground.YEARS)
    except EvidenceError:
        pytest.skip(f"nothing of {view} travels with the package")
    ground = (
        thin_ground.ground(found) if view in thin_ground.CHANNELS else thin_ground.Ground((), ())
    )
    return broken(found), summed_up(found), ground


def broken(found: Told) -> pl.DataFrame:
    """Return the shares stated under the rule, the bounds stated under it, and completeness beyond 1."""
    share, bounds = pl.col("share"), pl.col("share_low", "share_high")
    return found.shares.filter(
        (share.is_not_null() & (pl.col("completeness") < RULE.named))
        | (pl.any_horizontal(bounds.is_not_null()) & (pl.col("completeness") < RULE.shown))
        | ~pl.col("completeness").is_between(0.0, 1.0)
        | (share < pl.col("share_low") - 1e-12)
        | (share > pl.col("share_high") + 1e-12)
    )


def summed_up(found: Told) -> pl.DataFrame:
    """Return leader and indices of each state and year, with the completeness of its shares."""
    of, over = found.view.of, found.view.over
    key = [of, "year"]
    parts = found.shares.select(*key, "completeness").unique()
    indices = concentration(found.shares, of=of, over=over, indices=["herfindahl", "hill_2"])
    leaders = leadership(found.shares, of=of, over=over).select(*key, "leader", "led_since")
    return leaders.join(
        indices.select(*key, "herfindahl", "hill_2"), on=key, validate="1:1"
    ).join(parts, on=key, validate="1:1")  # fmt: skip


@pytest.fixture(autouse=True)
def _usual_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNTERPOISE_ENOUGH", raising=False)


@pytest.mark.parametrize("view", VIEWS)
def test_no_leader_and_no_index_rests_on_less_than_the_rule_asks_for(view: str) -> None:
    _, years, _ = answers(view)
    # No evidence of high technology by partner travels with the package.
    assert (years["leader"].count() > 0) == (view.removesuffix("-exports") != "technology")
    firm = years.filter(pl.any_horizontal(pl.col("leader", "herfindahl", "hill_2").is_not_null()))
    thin = firm.filter(pl.col("completeness") < RULE.named)
    assert thin.is_empty(), thin.head()


@pytest.mark.parametrize("view", VIEWS)
def test_no_share_and_no_bound_is_stated_under_the_rule(view: str) -> None:
    stated, _, _ = answers(view)
    assert stated.is_empty(), stated.head()


@pytest.mark.parametrize("view", thin_ground.CHANNELS)
def test_every_state_year_is_led_or_lost_or_has_no_share(view: str) -> None:
    _, years, ground = answers(view)
    answered, named, unjudged, partly, hardly, nobody = ground.counts
    assert answered == years.height == named + partly + hardly + nobody
    assert len(ground.lost) == partly + hardly
    assert all(one.part < RULE.named for one in ground.lost)
    assert unjudged <= named


def test_the_page_of_thin_ground_is_up_to_date() -> None:
    page = thin_ground.written({name: answers(name)[2] for name in thin_ground.CHANNELS})
    held = thin_ground.PAGE.read_text(encoding="utf-8")
    assert held == page, "run python tools/thin_ground.py"


def test_runs_join_years_of_one_source_and_one_yardstick() -> None:
    years = [(1962, "a"), (1963, "a"), (1964, "b"), (1966, "b")]
    lost = [
        thin_ground.Lost("LUX", year, source, "estimated", 0.7999, leader, 0.25)
        for (year, source), leader in zip(years, ["DEU", "FRA", "FRA", "FRA"], strict=True)
    ]
    page = thin_ground.written({"imports": thin_ground.Ground((4, 0, 0, 4, 0, 0), tuple(lost))})
    rows = [line for line in page.splitlines() if line.startswith("| Luxembourg")]
    assert rows == [
        "| Luxembourg | 1962–1963 | `a` | 79.9 % | estimated"
        " | Germany 1962 (25.0 %); France 1963 (25.0 %) |",
        "| Luxembourg | 1964 | `b` | 79.9 % | estimated | France (25.0 %) |",
        "| Luxembourg | 1966 | `b` | 79.9 % | estimated | France (25.0 %) |",
    ]
