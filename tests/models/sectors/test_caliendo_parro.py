from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.errors import ConvergenceError, MeasureError, UsageError
from counterpoise.models.sectors import caliendo_parro
from counterpoise.models.sectors import shocks as sector_shocks
from counterpoise.models.sectors.caliendo_parro import Equilibrium, Model, prepare, solve
from counterpoise.models.sectors.input_output import Economy, from_flows
from counterpoise.models.sectors.outcomes import (
    decomposition,
    terms_of_trade,
    trade_after,
    trade_before,
    unit_costs,
)
from counterpoise.models.sectors.shocks import SectorShocks, entries, none, stack, union
from counterpoise.models.trade import armington, markets
from counterpoise.models.trade import shocks as trade_shocks

SECTORS, COUNTRIES = 4, 5
THETA = np.array([4.0, 2.0, 8.0, 5.0])


def world(seed: int = 1, *, sectors: int = SECTORS, countries: int = COUNTRIES) -> Economy:
    """Return a made-up world; the last sector is not traded, unless it is the only one."""
    rng = np.random.default_rng(seed)
    size = rng.lognormal(3, 1, (sectors, countries, 1))
    flows = rng.lognormal(0, 1, (sectors, countries, countries)) * size * size.transpose(0, 2, 1)
    home = np.eye(countries, dtype=bool)
    flows = np.where(home, flows.sum(axis=(1, 2))[:, None, None] * rng.uniform(0.2, 1), flows)
    tariff = np.where(home, 0.0, rng.uniform(0, 0.3, flows.shape))
    labour = rng.uniform(0.4, 0.7, (sectors, countries))
    inputs = rng.dirichlet(np.ones(sectors), (countries, sectors)).transpose(0, 2, 1)
    if sectors > 1:
        flows[-1] *= home
    return from_flows(
        flows,
        tariff=tariff,
        value_added_share=labour,
        input_share=inputs * (1 - labour.T)[:, None, :],
    )


def one_sector(seed: int, countries: int = 6) -> tuple[np.ndarray, Economy]:
    rng = np.random.default_rng(seed)
    trade = rng.lognormal(0, 1, (countries, countries)) + np.diag(rng.uniform(2, 9, countries))
    economy = from_flows(
        trade[None],
        tariff=np.zeros((1, countries, countries)),
        value_added_share=np.ones((1, countries)),
        input_share=np.zeros((countries, 1, 1)),
    )
    return trade, economy


def changes(rng: np.random.Generator, *, cuts: bool = True) -> SectorShocks:
    """Return one scenario of tariffs, costs, leaks and cuts on some of the ties."""
    ties = rng.integers(1, 12)
    importer = rng.integers(0, COUNTRIES, ties)
    exporter = (importer + rng.integers(1, COUNTRIES, ties)) % COUNTRIES
    where = np.unique(np.stack([rng.integers(0, SECTORS, ties), importer, exporter]), axis=1)
    count = where.shape[1]
    factor = rng.choice([0.0, 0.1, 1.0] if cuts else [1.0], count)
    return entries(
        1,
        0,
        *where,
        factor=factor,
        cost=rng.uniform(0.9, 1.3, count),
        tariff=rng.choice([np.nan, 0.0, 0.5], count),
        technology=rng.uniform(0.8, 1.2, (1, SECTORS, COUNTRIES)),
    )


def misses(model: Model, shocks: SectorShocks, found: Equilibrium) -> dict[str, float]:
    """Return by how much one scenario misses each equation of the model, sector by sector."""
    economy, home = model.baseline, np.eye(COUNTRIES)
    tariff, kernel = economy.tariff.copy(), np.ones_like(economy.tariff)
    for k in range(len(shocks.scenario)):
        tie = shocks.sector[k], shocks.importer[k], shocks.exporter[k]
        after = tariff[tie] if np.isnan(shocks.tariff[k]) else shocks.tariff[k]
        ratio = (1 + after) / (1 + tariff[tie]) * shocks.cost[k]
        kernel[tie] = shocks.factor[k] * ratio ** -model.theta[tie[0]]
        tariff[tie] = after
    technology = (
        np.ones((SECTORS, COUNTRIES)) if shocks.technology is None else shocks.technology[0]
    )
    wage, price = found.wage[0], found.sector_price[0]
    cost = np.empty_like(price)
    for n in range(COUNTRIES):
        for j in range(SECTORS):
            bundle = np.prod(price[:, n] ** economy.input_share[n, :, j])
            cost[j, n] = wage[n] ** economy.value_added_share[j, n] * bundle / technology[j, n]
    parts = economy.trade_share * kernel * cost[:, None, :] ** -model.theta[:, None, None]
    total = parts.sum(axis=2)
    share = parts / total[:, :, None]
    net = share / (1 + tariff)
    # Spending as a linear system in all sectors and countries, solved outright.
    size = SECTORS * COUNTRIES
    system, wages = np.eye(size), wage * economy.value_added
    constant = economy.final_share * (wages + model.system.deficit)
    taxed = 1 - net.sum(axis=2)
    for j in range(SECTORS):
        for n in range(COUNTRIES):
            row = system[j * COUNTRIES + n]
            for k in range(SECTORS):
                for m in range(COUNTRIES):
                    row[k * COUNTRIES + m] -= economy.input_share[n, j, k] * net[k, m, n]
                row[k * COUNTRIES + n] -= economy.final_share[j, n] * taxed[k, n]
    spending = np.linalg.solve(system, constant.ravel()).reshape(SECTORS, COUNTRIES)
    output = np.einsum("jni,jn->ji", net, spending)
    revenue = (spending * taxed).sum(axis=0)
    index = np.prod(price**economy.final_share, axis=0)
    flows = (net * spending[:, :, None])[economy.traded]
    abroad = flows * (1 - home)
    return {
        "prices": np.abs(np.log(total ** (-1 / model.theta[:, None]) / price)).max(),
        "wages": np.abs((economy.value_added_share * output).sum(axis=0) / wages - 1).max(),
        "balance": np.abs(
            abroad.sum(axis=(0, 2)) - abroad.sum(axis=(0, 1)) - model.system.deficit
        ).max()
        / wages.max(),
        "spending": np.abs(found.spending[0] / spending[economy.traded] - 1).max(),
        "revenue": np.abs(found.tariff_revenue[0] - revenue).max() / wages.max(),
        "real income": np.abs(
            found.real_income[0] / ((wages + model.system.deficit + revenue) / index / model.income)
            - 1
        ).max(),
        "real wage": np.abs(found.real_wage[0] / (wage / index) - 1).max(),
        "costs": np.abs(unit_costs(model, found, shocks.technology)[0] / cost - 1).max(),
        "flows": np.abs(trade_after(model, shocks, found, scenario=0) - flows).max() / flows.max(),
    }


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.booleans())
def test_an_equilibrium_satisfies_every_equation_in_levels(seed: int, borrowing: bool) -> None:
    model = prepare(world(seed), theta=THETA, closure="additive" if borrowing else "balanced")
    shocks = changes(np.random.default_rng(seed))
    for name, miss in misses(model, shocks, solve(model, shocks)).items():
        assert miss < 1e-8, name


def test_no_shock_changes_nothing() -> None:
    model = prepare(world(), theta=THETA)
    found = solve(model, none(3))
    for hat in (found.wage, found.price, found.real_income, found.real_wage, found.sector_price):
        np.testing.assert_allclose(hat, 1, rtol=1e-10)
    np.testing.assert_allclose(found.tariff_revenue, np.tile(model.revenue, (3, 1)), rtol=1e-9)
    np.testing.assert_allclose(terms_of_trade(model, found), 1, rtol=1e-10)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from([1.5, 4.0, 8.0]))
def test_one_sector_without_inputs_is_the_armington_model(seed: int, theta: float) -> None:
    trade, economy = one_sector(seed)
    cuts = trade_shocks.stack(
        trade_shocks.bilateral_cuts([0, 1], [2, 3]),
        trade_shocks.coalition_cut([1, 2, 3], [4]),
        trade_shocks.isolation([5], 6),
        trade_shocks.costs([0, 3], [1, 2], 0.4, theta=theta),
    )
    wanted = armington.solve(
        armington.prepare(markets.balanced(trade, theta=theta), theta=theta), cuts
    )
    model = prepare(economy, theta=np.array([theta]))
    found = solve(model, sector_shocks.in_sectors(cuts, [0]))
    np.testing.assert_allclose(found.real_income, wanted.real_income, rtol=2e-8)
    np.testing.assert_allclose(found.real_wage, wanted.real_wage, rtol=2e-8)
    np.testing.assert_array_equal(found.bloc, wanted.bloc)


def test_the_real_wage_of_one_sector_is_the_home_share_to_the_power_of_minus_one_over_theta() -> (
    None
):
    _, economy = one_sector(3)
    model = prepare(economy, theta=np.array([4.0]))
    shocks = entries(1, 0, 0, [0, 1], [1, 4], factor=[0.0, 0.3])
    found = solve(model, shocks)
    after = trade_after(model, shocks, found, scenario=0)[0]
    before = trade_before(model)[0]
    ratio = np.diag(after / after.sum(axis=1)[:, None]) / np.diag(
        before / before.sum(axis=1)[:, None]
    )
    np.testing.assert_allclose(found.real_wage[0], ratio ** (-1 / 4), rtol=1e-9)


def test_the_order_of_countries_and_the_unit_of_money_do_not_matter() -> None:
    rng = np.random.default_rng(7)
    order = rng.permutation(COUNTRIES)
    place = np.argsort(order)
    flows = rng.lognormal(0, 1, (2, COUNTRIES, COUNTRIES)) + 5 * np.eye(COUNTRIES)
    tariff = np.where(np.eye(COUNTRIES, dtype=bool), 0, rng.uniform(0, 0.2, flows.shape))
    labour = np.full((2, COUNTRIES), 0.5)
    inputs = np.full((COUNTRIES, 2, 2), 0.25)

    def solved(chosen: np.ndarray, unit: float, rank: np.ndarray) -> Equilibrium:
        economy = from_flows(
            flows[:, chosen][:, :, chosen] * unit,
            tariff=tariff[:, chosen][:, :, chosen],
            value_added_share=labour,
            input_share=inputs,
        )
        shocks = entries(1, 0, 0, rank[[0, 2]], rank[[1, 3]], factor=0.0, tariff=[np.nan, 0.4])
        return solve(prepare(economy, theta=THETA[:2]), shocks)

    plain = solved(np.arange(COUNTRIES), 1.0, np.arange(COUNTRIES))
    other = solved(order, 1e6, place)
    np.testing.assert_allclose(other.real_income[0], plain.real_income[0][order], rtol=1e-9)
    np.testing.assert_allclose(
        other.tariff_revenue[0], 1e6 * plain.tariff_revenue[0][order], rtol=1e-8
    )


def test_a_bloc_does_not_feel_what_happens_in_another() -> None:
    model = prepare(world(2), theta=THETA)
    apart = sector_shocks.in_sectors(trade_shocks.coalition_cut([0, 1], [2, 3, 4]), range(SECTORS))
    elsewhere = np.ones((1, SECTORS, COUNTRIES))
    elsewhere[:, :, 3] = 0.6
    both = stack(apart, union(apart, entries(1, [], [], [], [], technology=elsewhere)))
    found = solve(model, both)
    np.testing.assert_array_equal(found.bloc, [[0, 0, 2, 2, 2]] * 2)
    np.testing.assert_allclose(found.real_income[0, :2], found.real_income[1, :2], rtol=1e-9)
    np.testing.assert_allclose(found.wage[0, :2], found.wage[1, :2], rtol=1e-9)
    assert found.real_income[1, 3] < 0.99 * found.real_income[0, 3]


def test_who_can_sell_to_nobody_buys_from_nobody() -> None:
    model = prepare(world(2), theta=THETA)
    one_way = trade_shocks.coalition_cut([1, 2, 3, 4], [0], direction="sales")
    whole = trade_shocks.coalition_cut([1, 2, 3, 4], [0])
    found = solve(
        model, sector_shocks.in_sectors(trade_shocks.stack(one_way, whole), range(SECTORS))
    )
    np.testing.assert_allclose(found.real_income[0], found.real_income[1], rtol=1e-9)


def test_a_full_cut_is_the_limit_of_a_leak() -> None:
    model = prepare(world(4), theta=THETA)
    leaks = [
        sector_shocks.in_sectors(trade_shocks.bilateral_cuts(0, 1, leak=leak), range(SECTORS))
        for leak in (0.0, 1e-9, 0.3, 1.0)
    ]
    income = solve(model, stack(*leaks)).real_income[:, 0]
    np.testing.assert_allclose(income[1], income[0], rtol=1e-7)
    assert income[0] < income[2] < 1
    np.testing.assert_allclose(income[3], 1, rtol=1e-9)


def test_a_scenario_does_not_depend_on_its_batch() -> None:
    model = prepare(world(5), theta=THETA)
    rng = np.random.default_rng(5)
    many = [changes(rng) for _ in range(130)]
    together = solve(model, stack(*many))
    assert together.residual.max() <= 1e-9
    for row in (0, 57, 129):
        alone = solve(model, many[row])
        np.testing.assert_allclose(together.real_income[row], alone.real_income[0], rtol=1e-8)
        np.testing.assert_array_equal(together.infinite[row], alone.infinite[0])


def test_drawn_elasticities_are_those_of_a_model_that_has_them() -> None:
    balanced = prepare(world(6), theta=THETA).baseline
    draws = np.array([[4.0, 2, 8, 5], [1, 6, 3, 5]])
    shocks = entries(1, 0, 0, [0, 1], [1, 3], factor=0.0, tariff=[np.nan, 0.2])
    shocks = union(shocks, entries(1, 0, 1, 2, 0, cost=1.3))
    drawn = solve(prepare(balanced, theta=THETA), sector_shocks.repeat(shocks, 2), theta=draws)
    for row, theta in enumerate(draws):
        single = solve(prepare(balanced, theta=theta), shocks)
        np.testing.assert_allclose(drawn.real_income[row], single.real_income[0], rtol=1e-8)


def test_a_country_without_home_and_third_supply_is_flagged_and_never_nan() -> None:
    economy = world(8)
    share = economy.trade_share.copy()
    share[1, 0] = [0, 1, 0, 0, 0]  # country 0 buys all of sector 1 from country 1
    flows = share * np.full((SECTORS, COUNTRIES), 10.0)[:, :, None] / (1 + economy.tariff)
    starving = from_flows(
        flows,
        tariff=economy.tariff,
        value_added_share=economy.value_added_share,
        input_share=economy.input_share,
    )
    found = solve(prepare(starving, theta=THETA), entries(1, 0, 1, 0, 1, factor=0.0))
    assert found.infinite[0].tolist() == [True, False, False, False, False]
    assert found.real_income[0, 0] == 0
    assert found.price[0, 0] == np.inf
    for values in (found.wage, found.real_income, found.real_wage, found.sector_price):
        assert np.isfinite(values).all()


@pytest.mark.parametrize("closure", ["additive", "multiplicative"])
def test_deficits_stay_as_the_closure_says(closure: Any) -> None:
    model = prepare(world(9), theta=THETA, closure=closure)
    shocks = entries(1, 0, 0, [0, 1], [1, 4], factor=[0.2, 1.0], tariff=[np.nan, 0.3])
    found = solve(model, shocks)
    economy = model.baseline
    assert np.abs(economy.deficit).max() > 0.01 * economy.value_added.max()
    own = found.wage[0] * economy.value_added + found.tariff_revenue[0]
    if closure == "additive":
        np.testing.assert_allclose(found.income[0] - own, economy.deficit, rtol=1e-7)
    else:
        rate = found.income[0] / own / economy.spend_rate
        np.testing.assert_allclose(rate, rate[0], rtol=1e-9)
        np.testing.assert_allclose(found.income[0].sum(), own.sum(), rtol=1e-9)


def test_a_borrower_can_not_be_isolated_with_its_deficit() -> None:
    model = prepare(world(9), theta=THETA, closure="additive")
    alone = sector_shocks.in_sectors(trade_shocks.isolation([0], COUNTRIES), range(SECTORS))
    with pytest.raises(MeasureError, match="borrowing"):
        solve(model, alone)
    assert solve(prepare(world(9), theta=THETA), alone).real_income[0, 0] < 1


def test_a_tariff_brings_in_revenue_and_a_cost_does_not() -> None:
    model = prepare(world(10), theta=THETA)
    importers = np.repeat(0, COUNTRIES - 1)
    exporters = np.arange(1, COUNTRIES)
    before = model.baseline.tariff[0, 0, 1:]
    taxed = entries(1, 0, 0, importers, exporters, tariff=(1 + before) * 1.05 - 1)
    costly = entries(1, 0, 0, importers, exporters, cost=1.05)
    found = solve(model, stack(taxed, costly))
    assert found.tariff_revenue[0, 0] > found.tariff_revenue[1, 0]
    assert found.real_income[0, 0] > found.real_income[1, 0]
    assert terms_of_trade(model, found)[0, 0] > 1


def test_the_decomposition_is_right_to_first_order() -> None:
    model = prepare(world(11), theta=THETA)
    shocks = entries(1, 0, 0, 0, 1, tariff=model.baseline.tariff[0, 0, 1] + 1e-5)
    found = solve(model, shocks)
    parts = decomposition(model, shocks, found, scenario=0)
    exact = found.real_income[0] - 1
    np.testing.assert_allclose(sum(parts), exact, atol=1e-3 * np.abs(exact).max())


BAD_ARRAYS = {
    "shape": ("flows", np.ones((2, 3, 4)), "shape"),
    "not square": ("tariff", np.zeros((2, 3, 2)), "shape"),
    "not a number": ("flows", np.full((2, 3, 3), np.nan), "finite"),
    "negative": ("flows", -np.ones((2, 3, 3)), "0 or more"),
    "tariff at home": ("tariff", np.full((2, 3, 3), 0.1), "at home"),
    "cost shares": ("input_share", np.full((3, 2, 2), 0.3), "add up to 1"),
    "no value added": ("value_added_share", np.zeros((2, 3)), "add up to 1"),
    "nobody produces": ("flows", np.zeros((2, 3, 3)), "above 0"),
}


@pytest.mark.parametrize("case", BAD_ARRAYS)
def test_arrays_that_can_not_be_are_refused(case: str) -> None:
    name, array, words = BAD_ARRAYS[case]
    good = {
        "flows": np.ones((2, 3, 3)),
        "tariff": np.zeros((2, 3, 3)),
        "value_added_share": np.full((2, 3), 0.5),
        "input_share": np.full((3, 2, 2), 0.25),
    }
    with pytest.raises(MeasureError, match=words):
        from_flows(**(good | {name: array}))


def test_a_world_without_trade_is_refused() -> None:
    closed = from_flows(
        np.eye(3)[None],
        tariff=np.zeros((1, 3, 3)),
        value_added_share=np.ones((1, 3)),
        input_share=np.zeros((3, 1, 1)),
    )
    with pytest.raises(MeasureError, match="trade between countries"):
        prepare(closed, theta=np.array([4.0]))


def test_shares_that_miss_one_by_rounding_are_brought_to_one() -> None:
    economy = from_flows(
        np.ones((2, 3, 3)),
        tariff=np.zeros((2, 3, 3)),
        value_added_share=np.full((2, 3), 0.5 + 4e-7),
        input_share=np.full((3, 2, 2), 0.25),
    )
    total = economy.value_added_share + economy.input_share.sum(axis=1).T
    np.testing.assert_allclose(total, 1, rtol=1e-15)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"factor": -0.1}, "factor"),
        ({"factor": np.nan}, "factor"),
        ({"cost": 0.0}, "cost"),
        ({"tariff": -0.1}, "tariff"),
        ({"tariff": np.inf}, "tariff"),
        ({"importer": 1}, "itself"),
        ({"scenario": 1}, "scenario"),
        ({"sector": [0, 0], "tariff": [0.1, 0.2]}, "two that differ"),
        ({"technology": np.zeros((1, 4, 5))}, "technology"),
    ],
)
def test_shocks_that_can_not_be_are_refused(given: dict[str, Any], words: str) -> None:
    tie = {"scenario": 0, "sector": 0, "importer": 0, "exporter": 1}
    with pytest.raises(UsageError, match=words):
        entries(1, **(tie | given))


def test_what_is_not_in_the_baseline_is_refused() -> None:
    model = prepare(world(), theta=THETA)
    with pytest.raises(UsageError, match="importer"):
        solve(model, entries(1, 0, 0, COUNTRIES, 0, factor=0.0))
    with pytest.raises(UsageError, match="technology"):
        solve(model, entries(1, [], [], [], [], technology=np.ones((1, 2, 2))))
    with pytest.raises(UsageError, match="theta"):
        solve(model, none(), theta=np.zeros((1, SECTORS)))
    with pytest.raises(UsageError, match="theta"):
        prepare(world(), theta=THETA[:2])
    with pytest.raises(UsageError, match="closure"):
        prepare(world(), theta=THETA, closure="open")  # type: ignore[arg-type]


def test_what_does_not_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = prepare(world(), theta=THETA)
    monkeypatch.setattr("counterpoise.models.sectors.clearing.LIMIT", 2)
    hard = stack(none(), entries(1, 0, 0, 0, 1, factor=0.0), none())
    with pytest.raises(ConvergenceError, match=r"\(scenario 1\)"):
        solve(model, hard)
    assert caliendo_parro.TOLERANCE <= 1e-9
