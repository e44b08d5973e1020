"""Plans on the embedded evidence: published values, bounds that hold, and answers where none does."""

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError, ScenarioError
from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.models.portfolios.rebalancing import worth
from counterpoise.models.portfolios.rebalancing.bounded_mix import bounded_mix
from counterpoise.panel.store import Store
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.rebalance.equilibrium import in_equilibrium
from counterpoise.scenarios.rebalance.frontier import frontier
from counterpoise.scenarios.rebalance.plan import Plan, plan
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.setting import setting
from counterpoise.scenarios.rebalance.usual import usual
from counterpoise.settings import embedded_folder

STORE = Store((embedded_folder(),)).steady()
FEW = Elasticity(draws=5)


def _plan(*demands: str, state: str = "VNM", **asked: object) -> Plan:
    question = Rebalance(state=state, demands=demands, elasticity=FEW, **asked)  # type: ignore[arg-type]
    return plan(setting(STORE, question))


@pytest.mark.parametrize(
    ("loss", "premium", "moved", "odds"),
    [
        (0.45, 0.029, 2.6, 1.0), (0.40, 0.210, 7.0, 2.6), (0.35, 0.559, 11.2, 4.3),
        (0.30, 1.105, 15.4, 6.2), (0.25, 2.110, 20.4, 9.2), (0.20, 3.659, 28.5, 13.1),
    ],
)  # fmt: skip
def test_viet_nams_imports_of_2019_as_the_method_note_has_them(
    loss: float, premium: float, moved: float, odds: float
) -> None:
    """CEPII's totals of 2019, 49 partners, were solved there twice: premium, points, yearly odds."""
    table = told(STORE, view("imports"), ("VNM",), source="cepii_baci_totals", years=(2019, 2019))
    value = (
        table.rows(table.answer.pieces[0])
        .filter(pl.col("destination") == "VNM", pl.col("year") == 2019, pl.col("value") > 0)[
            "value"
        ]
        .to_numpy()
    )
    free = value / value.sum()
    assert len(free) == 49
    mix = bounded_mix(free, float(worth.largest_part(loss, 0.76)))
    assert mix is not None
    cost = worth.premium(free, mix, 4.0)
    assert 100 * cost == pytest.approx(premium, abs=6e-4)
    assert 50 * np.abs(mix - free).sum() == pytest.approx(moved, abs=0.06)
    today = float(worth.loss(float(free.max()), 0.76))
    assert 100 * today == pytest.approx(48.0, abs=0.06)
    assert 100 * worth.break_even(cost, today, loss) == pytest.approx(odds, abs=0.06)


def test_a_plan_keeps_to_what_is_demanded_and_costs_more_than_nothing() -> None:
    found = _plan("worst loss <= 30 %", "loss of CHN + HKG <= 35 %", "JPN >= 10 %")
    assert found.mix is not None
    assert found.premium is not None
    at = found.setting.today[0]
    share = dict(zip(at.partners, found.mix.shares.tolist(), strict=True))
    assert sum(share.values()) == pytest.approx(1)
    assert float(worth.loss(max(share.values()), 0.76)) <= 0.30 + 1e-6
    assert float(worth.loss(share["CHN"] + share["HKG"], 0.76)) <= 0.35 + 1e-6
    assert share["JPN"] >= 0.10 - 1e-6
    assert 0 < found.premium.low <= found.premium.middle <= found.premium.high


def test_without_demands_todays_mix_is_the_cheapest() -> None:
    found = _plan()
    assert found.mix is not None
    assert found.mix.shares == pytest.approx(found.setting.free, abs=1e-9)
    assert found.moved == pytest.approx(0, abs=1e-9)


def test_who_has_no_votes_does_not_grow_to_meet_independence() -> None:
    """Taiwan and Hong Kong have no seat in the General Assembly: nothing tells whom they are like."""
    found = _plan("independent >= 4", as_of=2022)
    assert found.mix is not None
    assert {"TWN", "HKG"} <= found.setting.without_votes
    at = found.setting.today[0]
    for one in ("TWN", "HKG"):
        place = at.partners.index(one)
        assert found.mix.shares[place] <= at.shares[place] + 1e-6
    assert found.setting.votes_of <= at.channel.year
    near = found.setting.likeness[0]
    assert 1 / float(found.mix.shares @ near @ found.mix.shares) >= 4 - 1e-5


def test_what_cannot_be_had_is_told_with_the_best_that_can() -> None:
    found = _plan("worst loss <= 5 %", "pace <= 1 points a year")
    assert found.mix is None
    best = {one.demand: one.best for one in found.shortfalls}
    # Ten points in ten years bring the first from 32.6 to 22.6 %, whose loss a year on is 28.6 %.
    first = float(found.setting.free.max())
    assert best["worst loss <= 5 %"] == pytest.approx(
        float(worth.loss(first - 0.1, 0.76)), abs=1e-4
    )
    assert best["pace <= 1 points a year"] > 0.01


def test_several_channels_share_a_budget() -> None:
    found = _plan("CHN <= 20 %", channels=("imports", "exports"))
    assert found.mix is not None
    china = found.setting.together(("CHN",))
    assert float(china @ found.mix.shares) == pytest.approx(0.20, abs=1e-6)
    for number in (0, 1):
        assert found.mix.shares[found.setting.channels.of == number].sum() == pytest.approx(1)
    total = [at.total for at in found.setting.today]
    assert found.setting.weights == pytest.approx(np.array(total) / sum(total))


def test_the_frontier_rises_as_the_loss_falls() -> None:
    curve = frontier(setting(STORE, Rebalance(state="VNM", elasticity=FEW)), points=6)
    assert len(curve) == 7
    losses = [point.worst for point in curve]
    costs = [point.premium.middle for point in curve]
    assert losses == sorted(losses, reverse=True)
    assert costs == sorted(costs)
    assert costs[0] == 0


def test_a_demand_that_nobody_makes_is_half_of_todays_worst_loss() -> None:
    asked = usual(STORE, Rebalance(state="VNM", elasticity=FEW, as_of=2022))
    assert [str(one) for one in asked.demands] == ["worst loss <= 20 %"]
    assert usual(STORE, asked) is asked


def test_general_equilibrium_bears_the_order_of_losses_out() -> None:
    for state in ("VNM", "KAZ", "MEX"):
        checked = in_equilibrium(STORE, _plan("worst loss <= 30 %", state=state))
        assert checked is not None
        assert checked.after < checked.before


def test_the_check_names_whom_its_world_does_not_know_and_makes_none_where_nothing_moves() -> None:
    moved = in_equilibrium(STORE, _plan("worst loss <= 30 %"))
    assert moved is not None
    assert "KOR" in moved.missing
    assert in_equilibrium(STORE, _plan("worst loss <= 99 %")) is None


def test_a_channel_that_is_too_little_told_is_refused() -> None:
    with pytest.raises(EvidenceError, match="Can't rebalance"):
        _plan("worst loss <= 30 %", state="TUV", channels=("arms",))


def test_a_party_without_a_part_is_named() -> None:
    with pytest.raises(ScenarioError, match="has a part today"):
        _plan("PRK <= 1 %", channels=("arms",))
