"""What must hold of any small world."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.scenarios.baseline.world import Baseline, from_flows
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome, run
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import Cut
from tests.scenarios import worlds

NAMES = ("CHN", "RUS", "USA", "VNM")
PAIRS = [(one, other) for one in NAMES for other in NAMES if one != other]
FLOWS = st.lists(st.floats(1.0, 100.0), min_size=12, max_size=12)
GDP = st.lists(st.floats(100.0, 5000.0), min_size=4, max_size=4)


def world(flows: list[float], gdp: list[float], *, unit: float = 1.0) -> Baseline:
    table = pl.DataFrame(
        {"state": NAMES, "gdp": [g * unit for g in gdp], "gdp_year": [worlds.YEAR] * 4}
    )
    rows = worlds.rows({pair: flow * unit for pair, flow in zip(PAIRS, flows, strict=True)})
    return from_flows(rows, table, year=worlds.YEAR)


def cut(baseline: Baseline, leak: float = 0.0) -> Outcome:
    scenario = Scenario(
        shocks=[Cut(a="VNM", b="CHN", leak=leak)],
        horizons="long",
        elasticity=Elasticity(draws=1),
    )
    return run(scenario, baseline)


def loss(found: Outcome) -> list[float]:
    return found.effects["income_pct"].to_list()


@settings(max_examples=10)
@given(FLOWS, GDP, st.sampled_from([1e-3, 1e6]))
def test_the_unit_of_money_does_not_matter(
    flows: list[float], gdp: list[float], unit: float
) -> None:
    before, after = cut(world(flows, gdp)), cut(world(flows, gdp, unit=unit))

    assert loss(after) == pytest.approx(loss(before), abs=1e-5)


@settings(max_examples=10)
@given(FLOWS, GDP, st.floats(0.01, 0.95))
def test_a_leak_never_costs_more_than_a_full_cut(
    flows: list[float], gdp: list[float], leak: float
) -> None:
    baseline = world(flows, gdp)
    place = baseline.place("VNM")

    full, leaking = loss(cut(baseline))[place], loss(cut(baseline, leak))[place]

    assert full <= leaking + 1e-6 <= 1e-5


@settings(max_examples=10)
@given(FLOWS, GDP)
def test_parts_of_spending_and_sales_add_up_to_one(flows: list[float], gdp: list[float]) -> None:
    found = cut(world(flows, gdp))

    sums = found.partners.group_by("state", "side").agg(
        pl.col("share_before").sum(), pl.col("share_after").sum()
    )
    assert sums["share_before"].to_list() == pytest.approx([1.0] * 4)
    assert sums["share_after"].to_list() == pytest.approx([1.0] * 4)
