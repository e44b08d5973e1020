from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import ScenarioError
from counterpoise.scenarios.baseline import tables_io
from counterpoise.scenarios.baseline.sectors import SectorBaseline
from counterpoise.scenarios.cutoff.incidence import incidence
from counterpoise.scenarios.cutoff.sector_solving import (
    one_sector_economy,
    with_sectors,
    with_shares,
)
from counterpoise.scenarios.cutoff.solving import one_sector
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome, run
from counterpoise.scenarios.cutoff.worlds import solved
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import Cap, Cost, Cut, Shock, Tariff, Technology
from tests.scenarios import worlds
from tests.scenarios.baseline.test_tables_io import icio

THETA = np.array([0.9, 4.0])


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> SectorBaseline:
    path: Path = tmp_path_factory.mktemp("icio") / "2014.csv"
    path.write_text(icio())
    return tables_io.read_icio(path, year=2014)


def outcome(baseline: SectorBaseline, *shocks: Shock) -> Outcome:
    few = Elasticity(draws=5)
    return run(Scenario(shocks=shocks, horizons="long", elasticity=few), baseline)


def income(found: Outcome, state: str) -> float:
    return float(found.effects.filter(pl.col("state") == state)["income_pct"][0])


def test_both_models_agree_where_there_is_one_sector_and_no_tariff() -> None:
    world = worlds.four()
    shocks = [
        Cut(a="VNM", b="CHN", leak=0.2),
        Cost(origin="USA", destination="CHN", rate=0.3),
        Technology(state="RUS", change=-0.2),
    ]
    hit, none = incidence(shocks, world), np.ones((2, 0))
    market = world.market()
    one = one_sector(market, hit, THETA, none)
    many = with_sectors(one_sector_economy(market), hit, THETA, none, closure="balanced")

    assert many.found.real_income == pytest.approx(one.found.real_income, abs=1e-8)
    assert many.before == pytest.approx(one.before, rel=1e-8)
    assert many.severed(hit) == pytest.approx(one.severed(hit), rel=1e-8)
    for place in range(4):
        # Money is in units of the bloc's income in one model, of its wages in the other.
        for mine, theirs in ((many.bought, one.bought), (many.sold, one.sold)):
            share, other = mine(place), theirs(place)
            assert share / share.sum(axis=1, keepdims=True) == pytest.approx(
                other / other.sum(axis=1, keepdims=True), abs=1e-8
            )


def test_a_tariff_earns_what_a_cost_wastes() -> None:
    few = Elasticity(draws=1)
    taxed, wasted = (
        run(Scenario(shocks=[shock], horizons="long", elasticity=few), worlds.four())
        for shock in (
            Tariff(origin="CHN", destination="VNM", rate=0.2),
            Cost(origin="CHN", destination="VNM", rate=0.2),
        )
    )

    assert income(wasted, "VNM") < income(taxed, "VNM")
    row = taxed.effects.filter(pl.col("state") == "VNM").row(0, named=True)
    assert row["revenue_pct"] > 0
    assert "Caliendo-Parro" in taxed.certificate.model
    assert "Armington" in wasted.certificate.model
    assert taxed.certificate.residual <= 1e-9


def test_a_cut_of_one_sector_costs_less_than_of_all(table: SectorBaseline) -> None:
    mills = outcome(table, Cut(a="VNM", b="USA", sectors="C10"))
    every = outcome(table, Cut(a="VNM", b="USA"))

    assert income(every, "VNM") < income(mills, "VNM") < 0
    severed = mills.asymmetry.filter(pl.col("state") == "VNM")["severed_usd"][0]
    assert 0 < severed < every.asymmetry.filter(pl.col("state") == "VNM")["severed_usd"][0]


def test_caps_are_met_in_their_sector(table: SectorBaseline) -> None:
    hit = incidence([Cap(origin="USA", destination="VNM", limit=0.5, sectors="C10")], table)
    after = solved(table, hit, THETA, closure="balanced")

    assert after.quantity(hit) == pytest.approx(np.full((2, 1), 0.5), rel=1e-5)
    assert (after.cap_cost > 1).all()


def test_technology_may_be_of_one_sector(table: SectorBaseline) -> None:
    mills = income(outcome(table, Technology(state="VNM", change=-0.1, sectors="C10")), "VNM")
    every = income(outcome(table, Technology(state="VNM", change=-0.1)), "VNM")

    assert every < mills < 0


def test_a_sector_that_there_is_not_is_refused(table: SectorBaseline) -> None:
    with pytest.raises(ScenarioError, match="one of A01, C10"):
        outcome(table, Cut(a="VNM", b="USA", sectors="C11"))


def test_states_in_the_rest_of_the_world_are_refused(table: SectorBaseline) -> None:
    with pytest.raises(LookupError, match="rest of the world"):
        outcome(table, Cut(a="VNM", b="LAO"))


def test_a_table_has_its_own_loops_and_no_others(table: SectorBaseline) -> None:
    cut = Cut(a="VNM", b="USA")
    found = outcome(table, cut)

    assert found.certificate.convention == "with input-output loops"
    assert found.certificate.value_added_from == "the input-output table"
    assert found.beside.is_empty()
    for asked in ("none", 0.5):
        with pytest.raises(ScenarioError, match="input-output table, which has its own"):
            run(Scenario(shocks=[cut], value_added=asked), table)


def test_both_models_agree_with_loops_in_one_sector() -> None:
    world = worlds.four()
    hit = incidence([Cut(a="VNM", b="CHN", leak=0.2)], world)
    share = np.array([[0.5, 0.4, 0.45, 0.35], [0.6, 0.5, 0.55, 0.3]])
    none, market = np.ones((2, 0)), world.market()
    one = one_sector(market, hit, THETA, none, share=share)
    many = with_shares(market, hit, THETA, none, share=share, closure="balanced")

    assert many.found.real_income == pytest.approx(one.found.real_income, abs=1e-8)
    assert many.terms_of_trade == pytest.approx(one.terms_of_trade, rel=1e-7)
    for place in range(4):
        assert many.bought(place) == pytest.approx(one.bought(place), rel=1e-6)
        assert many.sold(place) == pytest.approx(one.sold(place), rel=1e-6)
