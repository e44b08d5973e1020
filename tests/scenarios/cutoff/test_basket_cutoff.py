"""Laws of a cut-off of some goods, on a small world of three states and two products."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError
from counterpoise.models.sectors.short_run import lost_in_prices
from counterpoise.panel.store import Store
from counterpoise.scenarios.baseline.world import Baseline, from_flows
from counterpoise.scenarios.cutoff.basket_cutoff import BasketLoss, basket_cutoff, supply
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

YEAR = 2023
TRADE = [("CHN", "VNM", 60.0), ("USA", "VNM", 30.0), ("VNM", "CHN", 40.0), ("VNM", "USA", 50.0),
         ("CHN", "USA", 20.0), ("USA", "CHN", 25.0)]  # fmt: skip
OIL = [("CHN", "VNM", 6.0), ("USA", "VNM", 2.0)]
BILLION = 1e9


@pytest.fixture
def world() -> Baseline:
    flows = pl.DataFrame(
        [(one, other, value * BILLION) for one, other, value in TRADE],
        ["origin", "destination", "value"], orient="row",
    ).with_columns(status=pl.lit("reported"))  # fmt: skip
    gdp = pl.DataFrame(
        {"state": ["CHN", "USA", "VNM"], "gdp": [500 * BILLION] * 3, "gdp_year": YEAR}
    )
    return from_flows(flows, gdp, year=YEAR)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A release by product in which oil is a part and goods of chapter 61 are the rest."""
    oil = {(one, other): value for one, other, value in OIL}
    rest = [(one, other, value - oil.get((one, other), 0.0)) for one, other, value in TRADE]
    rows = [
        ties("goods", [(o, d, YEAR, v * BILLION) for o, d, v in told], item=item)
        for item, told in (("270900", OIL), ("610110", rest))
    ]
    keep(tmp_path, "cepii_baci", "V202501-HS92", pl.concat(rows), [Covered(YEAR, YEAR)])
    return Store((tmp_path,))


def loss(
    store: Store, world: Baseline, basket: str, partners: list[str], **more: object
) -> BasketLoss:
    bought = supply(store, "VNM", partners, basket, YEAR)
    return basket_cutoff(bought, "VNM", world, at=("short", "long"), **more)  # type: ignore[arg-type]


def test_what_is_bought_and_from_whom(store: Store) -> None:
    found = supply(store, "VNM", ["CHN"], "crude_oil", YEAR)

    assert (found.imports, found.stops, found.exports) == (8e9, 6e9, 0.0)
    assert found.parts == {"CHN": 6e9}
    assert supply(store, "VNM", [], "crude_oil", YEAR).parts == {"CHN": 6e9}


def test_one_draw_is_the_formula_by_hand(store: Store, world: Baseline) -> None:
    found = loss(store, world, "crude_oil", ["CHN"], asked="none", elasticity=Elasticity(draws=1))

    spending = float(world.flows[world.place("VNM")].sum())
    eta = np.sqrt(0.04 * 0.25)
    expected = lost_in_prices(0.75, spending_share=8e9 / spending, theta=0.76, elasticity=eta)
    assert found.prices["short"][1] == pytest.approx(float(expected), rel=1e-9)


def test_a_basket_of_all_goods_is_the_cut_off_of_all(store: Store, world: Baseline) -> None:
    """All goods that the state buys and makes: told as the basket, with its sales at home drawn at most."""
    place = world.place("VNM")
    home = float(world.flows[place, place])
    bought = supply(store, "VNM", ["CHN"], "crude_oil", YEAR)
    every = replace(bought, imports=90e9 + home, stops=60e9, exports=0.0, parts={"CHN": 60e9})
    found = basket_cutoff(every, "VNM", world, at=("short", "long"))

    assert found.spending_share == pytest.approx((1.0, 1.0, 1.0))
    for horizon in ("short", "long"):
        assert found.prices[horizon] == pytest.approx(found.all_goods[horizon])


def test_no_imports_no_loss(store: Store, world: Baseline) -> None:
    bought = supply(store, "VNM", ["JPN"], "crude_oil", YEAR)
    found = basket_cutoff(bought, "VNM", world, at=("short",))

    assert bought.stops == 0.0
    assert found.prices["short"] == (0.0, 0.0, 0.0)
    assert found.quantities == (0.0, 0.0, 0.0)


def test_more_that_stops_costs_more_and_a_leak_less(store: Store, world: Baseline) -> None:
    one, both = (loss(store, world, "crude_oil", cut) for cut in (["USA"], ["CHN"]))
    leaking = loss(store, world, "crude_oil", ["CHN"], leak=0.5)

    assert one.prices["short"] < both.prices["short"]
    assert leaking.prices["short"] < both.prices["short"]
    assert both.quantities is None
    assert leaking.quantities is None
    low, middle, high = both.prices["short"]
    assert 0 < low < middle < high < 1


def test_a_basket_costs_less_than_all_goods_where_it_can_be_exchanged(
    store: Store, world: Baseline
) -> None:
    found = loss(store, world, "crude_oil", ["CHN"])

    assert found.prices["long"][1] < found.all_goods["long"][1]


def test_home_production_lessens_what_is_lost(store: Store, world: Baseline) -> None:
    bought = supply(store, "VNM", ["USA"], "crude_oil", YEAR)
    none, some = (
        basket_cutoff(replace(bought, exports=sold), "VNM", world, at=("short",))
        for sold in (0.0, 5e9)
    )
    assert some.quantities is not None
    assert none.quantities is not None
    assert some.quantities[1] < none.quantities[1]
    assert some.spending_share[1] > none.spending_share[1]


def test_a_money_of_another_size_changes_nothing(store: Store, world: Baseline) -> None:
    bought = supply(store, "VNM", ["USA"], "crude_oil", YEAR)
    larger = replace(
        bought, imports=3 * bought.imports, stops=3 * bought.stops, parts={"USA": 3 * bought.stops}
    )
    thrice = replace(
        world, flows=3 * world.flows, gdp=3 * world.gdp, gross_output=3 * world.gross_output
    )
    one = basket_cutoff(bought, "VNM", world, at=("short",))
    other = basket_cutoff(larger, "VNM", thrice, at=("short",))
    assert other.prices["short"] == pytest.approx(one.prices["short"])
    assert other.quantities == pytest.approx(one.quantities)


def test_what_is_not_held_or_hardly_known_is_refused() -> None:
    embedded = Store((embedded_folder(),)).steady()
    with pytest.raises(EvidenceError, match="Can't find tea"):
        supply(embedded, "JPN", ["CHN"], "tea", YEAR)
    with pytest.raises(EvidenceError, match="Too little is known of natural gas"):
        supply(embedded, "DEU", ["RUS"], "gas", YEAR)
    with pytest.raises(EvidenceError, match="Too little is known"):
        supply(embedded, "AUT", ["RUS"], "pipeline_gas", 2022, exact=True)
