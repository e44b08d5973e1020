from __future__ import annotations

import warnings

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError, ScenarioError
from counterpoise.models.trade import armington
from counterpoise.scenarios import horizons
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import trade_cutoff
from counterpoise.scenarios.cutoff.incidence import incidence
from counterpoise.scenarios.cutoff.solving import OneSector
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome, run
from counterpoise.scenarios.cutoff.worlds import solved
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import Cap, CoalitionCut, Cost, Cut, Shock, Technology
from counterpoise.scenarios.value_added import NONE, Asked
from tests.scenarios import worlds

ONE = Elasticity(draws=1)


def outcome(baseline: Baseline, *shocks: Shock, draws: int = 1, loops: Asked = NONE) -> Outcome:
    """Return the long run, by default without input-output loops: its answers are known by hand."""
    return run(
        Scenario(
            shocks=shocks,
            horizons="long",
            elasticity=Elasticity(draws=draws),
            value_added=loops,
        ),
        baseline,
    )


def income(found: Outcome, state: str) -> float:
    return float(found.effects.filter(pl.col("state") == state)["income_pct"][0])


def test_twins_cut_off_lose_what_their_share_at_home_says() -> None:
    found = outcome(worlds.twins(), Cut(a="VNM", b="USA"))

    assert income(found, "VNM") == pytest.approx(100 * (0.8**0.25 - 1))
    assert income(found, "USA") == pytest.approx(100 * (0.8**0.25 - 1))
    assert found.certificate.blocs == 2
    assert found.asymmetry["ratio"].to_list() == pytest.approx([1.0, 1.0])
    assert found.asymmetry["severed_usd"].to_list() == pytest.approx([40.0, 40.0])


def test_a_leak_keeps_its_part_of_the_kernel() -> None:
    found = outcome(worlds.twins(), Cut(a="VNM", b="USA", leak=0.3))

    assert income(found, "VNM") == pytest.approx(100 * ((0.8 + 0.2 * 0.3) ** 0.25 - 1))
    assert found.asymmetry["severed_usd"][0] == pytest.approx(40.0 * 0.7)


def test_a_cost_between_twins_raises_prices_as_ces_says() -> None:
    found = outcome(worlds.twins(), Cost(origin="*", destination="*", rate=0.1))

    assert income(found, "VNM") == pytest.approx(100 * ((0.8 + 0.2 * 1.1**-4) ** 0.25 - 1))


def test_the_cap_is_met_by_the_cost_that_it_takes() -> None:
    limit = 0.5
    both = [
        Cap(origin="VNM", destination="USA", limit=limit),
        Cap(origin="USA", destination="VNM", limit=limit),
    ]
    hit = incidence(both, worlds.twins())
    worlds_after = solved(worlds.twins(), hit, np.array([4.0]), closure="balanced")

    cost = worlds_after.cap_cost[0, 0]
    assert cost > 1
    # Wages stay equal, so the quantity is the share's change over the cost's.
    assert cost**-5 / (0.8 + 0.2 * cost**-4) == pytest.approx(limit, rel=1e-5)


def test_a_cap_that_does_not_bind_changes_nothing_and_says_so() -> None:
    found = outcome(worlds.twins(), Cap(origin="VNM", destination="USA", limit=1.5))

    assert income(found, "VNM") == pytest.approx(0, abs=1e-9)
    assert found.certificate.flags == (
        "The cap on trade from Viet Nam to United States does not bind.",
    )


def test_productivity_of_all_is_income_of_all() -> None:
    found = outcome(worlds.four(), Technology(state="*", change=0.1))

    assert found.effects["income_pct"].to_list() == pytest.approx([10.0] * 4)


def test_real_income_changes_as_the_share_at_home_says() -> None:
    found = outcome(worlds.four(), Cut(a="VNM", b="CHN"))

    home = found.partners.filter(
        pl.col("kind") == "home", pl.col("side") == "imports", pl.col("state") == "VNM"
    ).row(0, named=True)
    expected = (home["share_after"] / home["share_before"]) ** -0.25
    assert 1 + income(found, "VNM") / 100 == pytest.approx(expected, rel=1e-8)


def test_partners_are_those_of_the_models_own_matrix() -> None:
    world = worlds.four()
    shocks = [
        Cut(a="VNM", b="CHN", leak=0.2),
        Cost(origin="USA", destination="CHN", rate=0.3),
        Technology(state="RUS", change=-0.2),
    ]
    hit = incidence(shocks, world)
    after = solved(world, hit, np.array([0.9, 4.0]), closure="balanced")
    assert isinstance(after, OneSector)
    model = armington.prepare(world.market(), theta=4.0)

    for draw, theta in enumerate((0.9, 4.0)):
        matrix = armington.trade_after(model, after.shocks, after.found, scenario=draw, theta=theta)
        for place in range(4):
            assert after.bought(place)[draw] == pytest.approx(matrix[place], rel=1e-8)
            assert after.sold(place)[draw] == pytest.approx(matrix[:, place], rel=1e-8)


def test_shares_add_up_and_what_is_lost_is_replaced() -> None:
    found = outcome(worlds.four(), Cut(a="VNM", b="CHN"), draws=20)

    for side in ("imports", "exports"):
        mine = found.partners.filter(pl.col("state") == "VNM", pl.col("side") == side)
        assert mine["share_before"].sum() == pytest.approx(1.0)
        assert mine["replaces"].sum() == pytest.approx(1.0, abs=1e-3)
        assert mine.filter(pl.col("kind") == "hit")["share_after"].to_list() == [0.0]


def test_what_is_not_covered_is_marked_and_has_no_trade() -> None:
    found = outcome(worlds.four(), Cut(a="VNM", b="CHN"))

    marked = found.partners.filter(pl.col("not_covered"))
    assert set(marked.select("state", "partner").rows()) == {("VNM", "RUS")}


def test_a_cut_of_what_is_not_covered_is_refused_not_free() -> None:
    with pytest.raises(EvidenceError, match="Viet Nam to Russia is not covered"):
        outcome(worlds.four(), Cut(a="VNM", b="RUS"))


def test_a_coalition_with_one_member_not_covered_is_flagged() -> None:
    found = outcome(worlds.four(), CoalitionCut(members=["CHN", "RUS"], target="VNM"))

    assert (
        "Trade from Viet Nam to Russia is not covered: its loss is unknown."
        in found.certificate.flags
    )


def test_bands_widen_with_the_spread_and_hold_the_median() -> None:
    found = outcome(worlds.four(), Cut(a="VNM", b="CHN"), draws=100)
    row = found.effects.filter(pl.col("state") == "VNM").row(0, named=True)

    assert row["income_pct_low"] < row["income_pct"] < row["income_pct_high"] < 0


def test_the_short_run_is_dearer_than_the_long() -> None:
    found = run(Scenario(shocks=[Cut(a="VNM", b="CHN")], elasticity=ONE), worlds.four())
    loss = dict(
        found.effects.filter(pl.col("state") == "VNM").select("horizon", "income_pct").rows()
    )

    assert loss["short"] < loss["long"] < 0


def test_concentration_is_that_of_foreign_partners() -> None:
    found = outcome(worlds.four(), Cut(a="VNM", b="CHN"))
    row = found.concentration.filter(pl.col("state") == "VNM", pl.col("side") == "imports").row(
        0, named=True
    )

    assert row["effective_after"] == pytest.approx(1.0)  # the United States alone is left
    assert row["effective_before"] > 1


def test_a_state_cut_off_from_all_is_a_bloc_of_its_own() -> None:
    found = outcome(worlds.four(), CoalitionCut(members=["CHN", "USA"], target="VNM"))
    row = found.effects.filter(pl.col("state") == "VNM").row(0, named=True)

    assert found.certificate.blocs == 2
    assert row["terms_of_trade_pct"] is None
    place = worlds.four().place("VNM")
    own = worlds.four().market().share[place, place]
    assert row["income_pct"] == pytest.approx(100 * (own**0.25 - 1))


def test_the_certificate_says_what_the_result_rests_on() -> None:
    found = outcome(worlds.four(), Cut(a="VNM", b="CHN"), draws=50)
    told = found.certificate

    assert told.residual <= 1e-9
    assert (told.draws, told.seed, told.year) == (50, 1, worlds.YEAR)
    assert (told.trade, told.gdp, told.closure) == ("made_up 1", "made_up 2", "balanced")
    ((at, low, middle, high),) = told.theta
    assert at == "long"
    assert low < middle < high
    assert middle == pytest.approx(4.0, rel=0.01)


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (Scenario(shocks=[Cut(a="VNM", b="CHN", sectors="steel")]), "has one sector"),
        (Scenario(year=1999, shocks=[Cut(a="VNM", b="CHN")]), "must be .* 1999"),
        (Scenario(source="cow_trade", shocks=[Cut(a="VNM", b="CHN")]), "must be cow_trade"),
    ],
)
def test_a_scenario_that_does_not_fit_the_baseline_is_refused(
    scenario: Scenario, words: str
) -> None:
    with pytest.raises(ScenarioError, match=words):
        run(scenario, worlds.four())


def test_a_state_that_is_not_in_the_baseline_is_refused() -> None:
    with pytest.raises(EvidenceError, match="Japan"):
        outcome(worlds.four(), Cut(a="VNM", b="JPN"))


def test_deficits_can_be_kept_but_not_by_who_is_cut_off_from_all() -> None:
    kept = Scenario(shocks=[Cut(a="VNM", b="CHN", leak=0.5)], closure="additive", elasticity=ONE)

    assert trade_cutoff.run(kept, worlds.four()).certificate.closure == "additive"
    alone = CoalitionCut(members=["CHN", "USA"], target="VNM")
    with pytest.raises(ValueError, match="deficit"):
        run(Scenario(shocks=[alone], closure="additive", elasticity=ONE), worlds.four())


@pytest.mark.parametrize("theta", [horizons.SMALLEST, horizons.SMALLEST + 1e-9, horizons.LARGEST])
@pytest.mark.parametrize("loops", [NONE, 0.45])
def test_the_ends_of_what_an_elasticity_may_be_are_solved_without_a_warning(
    theta: float, loops: Asked
) -> None:
    scenario = Scenario(
        shocks=[Cut(a="VNM", b="USA")], horizons="long", value_added=loops,
        elasticity=Elasticity(theta=theta, draws=8),
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = run(scenario, worlds.twins())
    assert -100 <= income(found, "VNM") < 0
