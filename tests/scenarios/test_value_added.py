"""The share of value added: what may be asked, what is drawn, and what it does to a loss."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import ScenarioError
from counterpoise.panel.store import Store
from counterpoise.scenarios import scenario_file, value_added
from counterpoise.scenarios.baseline import world as baseline
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import cut_losses, threats
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome, run
from counterpoise.scenarios.horizons import QUANTILES, Elasticity
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import Cost, Cut, Shock, Tariff, Technology
from counterpoise.scenarios.value_added import WITH, WITHOUT, Asked
from counterpoise.settings import embedded_folder
from tests.scenarios import worlds

NAMES = ("CHN", "USA", "VNM")
GDP, OUTPUT = np.array([5.0, 6.0, 4.1]), np.array([10.0, 10.0, 10.0])
ONE = Elasticity(draws=1)


@pytest.fixture(scope="module")
def world() -> Baseline:
    """Return the embedded matrix of 2023."""
    return baseline.build(
        Store((embedded_folder(),)).steady(), source="cepii_baci_matrix", year=2023
    )


def outcome(
    built: Baseline, *shocks: Shock, asked: Asked = "accounts", elasticity: Elasticity = ONE
) -> Outcome:
    return run(
        Scenario(shocks=shocks, horizons="long", elasticity=elasticity, value_added=asked), built
    )


def figures(found: Outcome, state: str) -> tuple[float, float, float]:
    row = found.effects.filter(pl.col("state") == state).row(0, named=True)
    return row["income_pct_low"], row["income_pct"], row["income_pct_high"]


def test_viet_nam_without_china_by_both_conventions(world: Baseline) -> None:
    """The figures of the issue: -3.4 % of output's worth, -7.9 % of income with .41 value added."""
    cut = Cut(a="VNM", b="CHN")

    assert figures(outcome(world, cut, asked="none"), "VNM")[1] == pytest.approx(-3.43, abs=5e-3)
    assert figures(outcome(world, cut, asked=0.41), "VNM")[1] == pytest.approx(-7.88, abs=5e-3)
    found = outcome(world, cut)
    assert figures(found, "VNM")[1] == pytest.approx(-7.87, abs=5e-3)
    ((_, low, middle, high), _) = found.certificate.value_added
    assert (low, middle, high) == pytest.approx((0.321, 0.411, 0.526), abs=5e-4)


def test_the_accounts_are_gdp_over_gross_output_by_the_rule(world: Baseline) -> None:
    place = world.place("VNM")
    gdp, exports = world.gdp[place], world.gross_output[place] - world.flows[place, place]

    assert world.gross_output[place] == pytest.approx(1.79 * gdp + 0.68 * exports)
    found = value_added.loops("accounts", world.states, world.gdp, world.gross_output)
    assert found.middle[place] == pytest.approx(1 / (1.79 + 0.68 * exports / gdp))


def test_twins_lose_what_the_closed_form_says_with_loops() -> None:
    cut = Cut(a="VNM", b="USA")
    for share in (1.0, 0.7, 0.41):
        found = outcome(worlds.twins(), cut, asked=share)
        assert figures(found, "VNM")[1] == pytest.approx(100 * (0.8 ** (1 / (4 * share)) - 1))


def test_the_less_is_value_added_the_more_a_cut_costs() -> None:
    losses = [
        figures(outcome(worlds.four(), Cut(a="VNM", b="CHN"), asked=share), "VNM")[1]
        for share in (1.0, 0.8, 0.6, 0.4)
    ]
    assert losses == sorted(losses, reverse=True)


def test_none_and_a_share_of_one_are_the_same_to_the_last_digit() -> None:
    cut = Cut(a="VNM", b="CHN")
    tables = [outcome(worlds.four(), cut, asked=asked).effects for asked in ("none", 1.0)]

    assert tables[0].equals(tables[1])
    assert tables[0]["convention"].unique().to_list() == [WITHOUT]


def test_the_other_convention_stands_beside_the_one_asked_for() -> None:
    cut = Cut(a="VNM", b="CHN")
    loops, none = (outcome(worlds.four(), cut, asked=asked) for asked in ("accounts", "none"))

    assert loops.effects["convention"].unique().to_list() == [WITH]
    assert loops.certificate.convention == WITH
    assert loops.beside.equals(none.effects)
    assert none.beside.equals(loops.effects)


def test_better_work_and_inputs_of_all_multiply_through_the_loops() -> None:
    found = outcome(worlds.four(), Technology(state="*", change=0.1), asked=0.5)

    assert found.effects["income_pct"].to_list() == pytest.approx([100 * (1.1**2 - 1)] * 4)


def test_a_tariff_with_loops_goes_to_the_model_with_sectors_and_agrees_with_a_cost() -> None:
    """A tariff of next to nothing is next to nothing; with a cost beside it both models agree."""
    cost = Cost(origin="CHN", destination="VNM", rate=0.3)
    faint = Tariff(origin="USA", destination="CHN", rate=1e-9)
    one, many = (outcome(worlds.four(), *shocks, asked=0.45) for shocks in ([cost], [cost, faint]))

    assert "Caliendo-Parro" in many.certificate.model
    assert many.effects["income_pct"].to_list() == pytest.approx(
        one.effects["income_pct"].to_list(), abs=1e-6
    )


def test_draws_with_a_tariff_are_joined_in_their_order() -> None:
    few = Elasticity(draws=20)
    shocks = [Tariff(origin="CHN", destination="VNM", rate=0.2), Cut(a="VNM", b="USA", leak=0.5)]
    found = outcome(worlds.four(), *shocks, elasticity=few)
    low, middle, high = figures(found, "VNM")

    assert low < middle < high < 0
    assert found.partners.filter(side="imports", state="VNM")["share_after"].sum() == pytest.approx(
        1, abs=0.01
    )


def test_a_band_widens_the_range_and_its_middle_stays() -> None:
    cut, many = Cut(a="VNM", b="CHN"), Elasticity(draws=400)
    sharp, wide = (
        figures(outcome(worlds.four(), cut, asked=asked, elasticity=many), "VNM")
        for asked in (0.4, (0.3, 0.4**2 / 0.3))
    )

    assert wide[0] < sharp[0] < sharp[1] < sharp[2] < wide[2] < 0
    assert wide[1] == pytest.approx(sharp[1], rel=0.01)


@pytest.mark.parametrize("asked", ["accounts", "none", 0.41, (0.3, 0.5), {"VNM": (0.3, 0.5)}])
def test_quantiles_told_by_three_solutions_are_those_of_many_draws(asked: Asked) -> None:
    four = worlds.four()
    drawn = figures(
        outcome(four, Cut(a="VNM", b="CHN"), asked=asked, elasticity=Elasticity(draws=2000)), "VNM"
    )
    place, other = four.place("VNM"), four.place("CHN")
    found = cut_losses.losses(four, place, [[other]], "long", None, asked)[:, 0]

    assert sorted(-found) == pytest.approx(drawn, rel=0.02)


def test_matrix_and_worst_losses_follow_the_convention_asked_for() -> None:
    four = worlds.four()
    for asked, convention in (("accounts", WITH), ("none", WITHOUT), (0.4, WITH)):
        expected = -figures(outcome(four, Cut(a="VNM", b="CHN"), asked=asked), "VNM")[1]
        table = threats.matrix(four, value_added=asked)
        row = table.filter(state="VNM", partner="CHN").row(0, named=True)
        assert row["loss_pct"] == pytest.approx(expected, rel=1e-6)
        assert row["convention"] == convention
        worst = threats.n_minus(four, "VNM", value_added=asked).row(0, named=True)
        assert worst["loss_pct"] == pytest.approx(expected, rel=1e-6)


def test_draws_have_their_quantiles_and_each_state_its_own() -> None:
    found = value_added.loops("accounts", NAMES, GDP, OUTPUT)
    drawn = value_added.draws(found, Elasticity(draws=2000))

    assert drawn.shape == (2000, 3)
    for place in range(3):
        assert np.quantile(drawn[:, place], QUANTILES) == pytest.approx(
            found.quantiles(place), rel=1e-3
        )
    assert np.abs(np.corrcoef(np.log(drawn).T) - np.eye(3)).max() < 0.1
    assert np.abs(np.corrcoef(np.log(drawn[:, 2]), np.arange(2000))[0, 1]) < 0.1


def test_a_band_of_everybody_moves_everybody_at_once() -> None:
    drawn = value_added.draws(
        value_added.loops((0.3, 0.5), NAMES, GDP, OUTPUT), Elasticity(draws=100)
    )

    assert (drawn == drawn[:, :1]).all()
    assert np.quantile(drawn[:, 0], (0.05, 0.95), method="hazen") == pytest.approx(
        (0.3, 0.5), rel=0.01
    )


def test_a_share_never_passes_one() -> None:
    drawn = value_added.draws(
        value_added.loops((0.8, 1.0), NAMES, GDP, OUTPUT), Elasticity(draws=500)
    )
    assert drawn.max() == 1.0


def test_states_that_are_named_have_their_share_and_others_that_of_the_accounts() -> None:
    found = value_added.loops({"VNM": 0.3, "USA": (0.5, 0.6)}, NAMES, GDP, OUTPUT)

    assert found.middle == pytest.approx([0.5, np.sqrt(0.3), 0.3])
    assert found.spread[[0, 2]] == pytest.approx([value_added.SPREAD, 0.0])
    assert found.quantiles(1) == pytest.approx((0.5, np.sqrt(0.3), 0.6))


@pytest.mark.parametrize(
    "text", ["none", "accounts", "0.41", "0.36-0.46", "VNM=0.41", "CHN=0.39-0.45,VNM=0.41"]
)
def test_what_a_command_line_says_can_be_written_again(text: str) -> None:
    assert value_added.written(value_added.parsed(text)) == text


@pytest.mark.parametrize(
    "wrong",
    ["all", 0, -0.4, 1.2, True, None, [0.4], [0.5, 0.4], [0.4, 0.5, 0.6], {"Nowhere": 0.4},
     {"VNM": 2}, {"VNM": 0.4, "Viet Nam": 0.5}, float("nan")],
)  # fmt: skip
def test_what_is_no_share_is_refused(wrong: object) -> None:
    with pytest.raises(ScenarioError) as refused:
        Scenario(shocks=[Cut(a="VNM", b="CHN")], value_added=wrong)  # type: ignore[arg-type]
    assert refused.value.key == "value_added"


def test_a_state_that_is_not_in_the_baseline_is_refused() -> None:
    with pytest.raises(ScenarioError, match="Japan"):
        outcome(worlds.four(), Cut(a="VNM", b="CHN"), asked={"JPN": 0.5})


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("value_added = 0.41", 0.41),
        ("value_added = [0.36, 0.46]", (0.36, 0.46)),
        ('value_added = "none"', "none"),
        ('value_added = { "Viet Nam" = 0.41, CHN = [0.4, 0.6] }', {"VNM": 0.41, "CHN": (0.4, 0.6)}),
        ("", "accounts"),
    ],
)
def test_a_file_says_it_too(line: str, asked: Asked) -> None:
    text = f'{line}\n[[shock]]\nkind = "cut"\na = "VNM"\nb = "CHN"\n'
    assert scenario_file.loads(text).value_added == asked


def test_a_wrong_share_in_a_file_is_refused_with_its_line() -> None:
    text = 'name = "x"\nvalue_added = 1.4\n[[shock]]\nkind = "cut"\na = "VNM"\nb = "CHN"\n'
    with pytest.raises(ScenarioError) as refused:
        scenario_file.loads(text, name="wrong.toml")
    assert refused.value.where == "wrong.toml, line 2, value_added"
