"""Laws of the measures: bounds, symmetry, change of unit and names, splitting and merging."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import polars as pl
import polars.testing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.measures.concentration import (
    concentration,
    concentration_ratio,
    herfindahl,
    hill_number,
    normalised_herfindahl,
    normalised_hirschman,
    topk_bounds,
)
from counterpoise.measures.decomposition import (
    acting_together,
    entropy_chain,
    herfindahl_by_bloc,
    theil_decomposition,
)
from counterpoise.measures.dependence import barbieri, gartzke_li, hirschman_asymmetry, ties
from counterpoise.measures.leadership import leadership, turnover
from counterpoise.measures.resilience import lose_worst_partner
from counterpoise.measures.shares import shares
from counterpoise.measures.stock import decayed_stock
from tests.measures import brute, tables

FEW = settings(max_examples=15, deadline=None)

AMOUNTS = st.integers(1, 10**6).map(float)
PARTNERS = st.lists(AMOUNTS, min_size=1, max_size=12)
NAMES = ("AAA", "BBB", "CCC", "DDD", "unknown:x", "residual:nes")
STATES = ("VNM", "IND")


@st.composite
def panels(draw: st.DrawFn, *, least: float = 0.0, nobody: bool = True) -> pl.DataFrame:
    """Return a panel of two states over some years, with zeros, nulls and gaps."""
    amount = st.one_of(st.none(), st.just(0.0), st.integers(int(least), 1000).map(float))
    cell = st.tuples(
        st.sampled_from(NAMES if nobody else NAMES[:4]),
        st.sampled_from(STATES),
        st.integers(2000, 2006),
        amount,
    )
    cells = draw(st.lists(cell, min_size=1, max_size=40, unique_by=lambda c: c[:3]))
    return tables.panel(cells)


def one(values: list[float]) -> dict[str, Any]:
    return tables.only(concentration(shares(tables.suppliers(values))))


def same(found: Any, expected: Any) -> bool:
    """Return whether two figures are equal, null being equal to null alone."""
    if found is None or expected is None or isinstance(expected, str):
        return bool(found == expected)
    return bool(math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9))


@FEW
@given(panels(least=-5), st.integers(1, 4))
def test_concentration_agrees_with_plain_python(panel: pl.DataFrame, window: int) -> None:
    found = concentration(shares(panel, window=window))
    rows = {(r["destination"], r["year"]): r for r in found.iter_rows(named=True)}

    for key, partners in brute.windows(panel.to_dicts(), window).items():
        expected = brute.concentration(partners)
        if expected is None:
            assert rows[key]["herfindahl"] is None
            assert rows[key]["state_of_share"] == "undefined"
        else:
            assert all(same(rows[key][name], expected[name]) for name in expected), (
                rows[key],
                expected,
            )


@FEW
@given(panels(), st.sampled_from([0.3, 0.95, 1.0]))
def test_a_stock_agrees_with_plain_python(panel: pl.DataFrame, keep: float) -> None:
    found = concentration(decayed_stock(panel, keep=keep))
    rows = {(r["destination"], r["year"]): r for r in found.iter_rows(named=True)}

    for key, partners in brute.stocks(panel.to_dicts(), keep).items():
        expected = brute.concentration(partners)
        figures = rows[key]
        assert same(figures["herfindahl"], expected["herfindahl"] if expected else None)


@FEW
@given(panels())
def test_losses_agree_with_trying_every_partner_and_pair(panel: pl.DataFrame) -> None:
    found = lose_worst_partner(shares(panel))
    rows = {(r["destination"], r["year"]): r for r in found.iter_rows(named=True)}

    for key, partners in brute.windows(panel.to_dicts(), 1).items():
        expected = brute.losses(partners)
        for name in ("share_lost", "pair_lost", "herfindahl_left"):
            assert same(rows[key][name], expected[name] if expected else None)


@FEW
@given(panels(), st.integers(1, 3))
def test_turnover_agrees_with_plain_python(panel: pl.DataFrame, lag: int) -> None:
    found = {
        (r[0], r[1]): r[2]
        for r in turnover(shares(panel), lag=lag).select("destination", "year", "turnover").rows()
    }
    by_year = brute.windows(panel.to_dicts(), 1)

    for (state, year), partners in by_year.items():
        before = by_year.get((state, year - lag))
        expected = brute.turnover(before, partners) if before else None
        assert same(found[state, year], expected)
        assert expected is None or 0 <= found[state, year] <= 1 + 1e-12


@FEW
@given(PARTNERS)
def test_herfindahl_lies_between_equal_shares_and_one(values: list[float]) -> None:
    row = one(values)

    assert 1 / len(values) - 1e-12 <= row["herfindahl"] <= 1 + 1e-12
    assert -1e-12 <= (row["normalised_herfindahl"] or 0) <= 1 + 1e-12
    assert -1e-12 <= row["theil"] <= math.log(len(values)) + 1e-12
    assert 0 <= (row["evenness"] or 0) <= 1 + 1e-12


@FEW
@given(PARTNERS)
def test_hill_numbers_never_rise_with_their_order(values: list[float]) -> None:
    table = shares(tables.suppliers(values))
    orders = (0, 0.5, 1, 1.5, 2, 5, math.inf)
    numbers = [
        tables.only(hill_number(table, q=q))[f"hill_{q:g}".replace(".", "_")] for q in orders
    ]

    assert all(high >= low * (1 - 1e-9) for high, low in pairwise(numbers))
    assert numbers[0] == len(values)
    assert numbers[-1] >= 1 - 1e-12


@FEW
@given(panels())
def test_bounds_hold_the_point_and_meet_where_all_is_allocated(panel: pl.DataFrame) -> None:
    found = concentration(shares(panel)).drop_nulls("herfindahl")

    low, point, high = (found[n] for n in ("herfindahl_low", "herfindahl", "herfindahl_high"))
    assert (low <= point + 1e-12).all()
    assert (point <= high + 1e-12).all()
    known = found.filter(pl.col("unallocated") == 0)
    assert (known["herfindahl_high"] - known["herfindahl_low"]).abs().sum() < 1e-12


@FEW
@given(st.lists(AMOUNTS, min_size=2, max_size=12), st.data())
def test_topk_bounds_hold_the_true_index(values: list[float], data: st.DataObject) -> None:
    total = sum(values)
    ranked = sorted((value / total for value in values), reverse=True)
    k = data.draw(st.integers(1, len(values)))

    bounds = topk_bounds(ranked[:k])

    assert bounds.low - 1e-9 <= sum(s * s for s in ranked) <= bounds.high + 1e-9


@FEW
@given(panels(), st.sampled_from([1, 2, 5]))
def test_a_change_of_unit_changes_no_figure(panel: pl.DataFrame, window: int) -> None:
    scaled = panel.with_columns(pl.col("value") * 1000)

    for measure in (concentration, lose_worst_partner, leadership, turnover):
        polars.testing.assert_frame_equal(
            measure(shares(scaled, window=window)).drop("volume"),
            measure(shares(panel, window=window)).drop("volume"),
            abs_tol=1e-12,
        )


@FEW
@given(PARTNERS, st.randoms())
def test_names_of_partners_do_not_matter(values: list[float], dice: Any) -> None:
    mixed = list(values)
    dice.shuffle(mixed)
    before, after = one(values), one(mixed)

    assert all(same(after[name], before[name]) for name in before if name != "leader")


@FEW
@given(st.lists(AMOUNTS, min_size=2, max_size=10))
def test_merging_two_partners_adds_twice_the_product_of_their_shares(values: list[float]) -> None:
    first, second = values[0] / sum(values), values[1] / sum(values)
    merged = one([values[0] + values[1], *values[2:]])["herfindahl"]
    row = tables.only(acting_together(shares(tables.suppliers(values)), ["P00", "P01"]))

    assert merged == pytest.approx(one(values)["herfindahl"] + 2 * first * second)
    assert row["merger_effect"] == pytest.approx(2 * first * second)
    assert row["herfindahl_together"] == pytest.approx(merged)


@FEW
@given(panels(nobody=False), st.lists(st.sampled_from("xyz"), min_size=4, max_size=4))
def test_theil_between_and_within_add_up(panel: pl.DataFrame, labels: list[str]) -> None:
    groups = pl.DataFrame({"origin": NAMES[:4], "group": labels})
    table = shares(panel)
    found = theil_decomposition(table, groups).drop_nulls("theil")
    whole = concentration(table).drop_nulls("theil")

    assert found["theil"].to_list() == pytest.approx(whole["theil"].to_list(), abs=1e-12)
    total = (found["between"] + found["within"]).to_list()
    assert total == pytest.approx(whole["theil"].to_list(), abs=1e-12)
    assert (found["between"] >= -1e-12).all()
    assert (found["within"] >= -1e-12).all()


@FEW
@given(panels(nobody=False), st.lists(st.sampled_from("xyz"), min_size=4, max_size=4))
def test_blocs_add_up_to_the_herfindahl_index(panel: pl.DataFrame, labels: list[str]) -> None:
    groups = pl.DataFrame({"origin": NAMES[:4], "group": labels})
    table = shares(panel)
    by_bloc = herfindahl_by_bloc(table, groups).drop_nulls("contribution")
    found = by_bloc.group_by("destination", "year").agg(pl.col("contribution").sum())
    found = found.sort("destination", "year")
    whole = herfindahl(table).drop_nulls("herfindahl")

    assert found["contribution"].to_list() == pytest.approx(whole["herfindahl"].to_list())
    assert (by_bloc["herfindahl_blocs"] >= by_bloc["herfindahl"] - 1e-12).all()


@FEW
@given(PARTNERS, PARTNERS, st.floats(0.01, 0.99))
def test_the_chain_rule_adds_up(first: list[float], second: list[float], weight: float) -> None:
    parts = {"arms": (first, weight), "trade": (second, 1 - weight)}
    table = pl.concat(
        shares(tables.suppliers(values)).with_columns(channel=pl.lit(name))
        for name, (values, _) in parts.items()
    )
    row = tables.only(entropy_chain(table, {name: w for name, (_, w) in parts.items()}))

    whole = [w * v / sum(values) for values, w in parts.values() for v in values]
    assert row["total"] == pytest.approx(-sum(p * math.log(p) for p in whole))
    assert row["total"] == pytest.approx(row["between"] + row["within"])


@FEW
@given(PARTNERS)
def test_a_row_of_zero_changes_nothing(values: list[float]) -> None:
    found, expected = one([*values, 0.0]), one(values)

    assert all(same(found[name], expected[name]) for name in expected)


@FEW
@given(PARTNERS)
def test_a_row_not_covered_is_counted_and_changes_nothing_else(values: list[float]) -> None:
    table, more = (shares(tables.suppliers(v)) for v in (values, [*values, None]))

    for measure in (concentration, lose_worst_partner, leadership, turnover):
        found, expected = tables.only(measure(more)), tables.only(measure(table))
        assert found["unknown"] == 1
        assert all(same(found[n], expected[n]) for n in expected if n != "unknown")


@FEW
@given(panels())
def test_a_window_of_one_year_is_the_year(panel: pl.DataFrame) -> None:
    polars.testing.assert_frame_equal(shares(panel, window=1), shares(panel))


@FEW
@given(panels(), st.integers(1, 4))
def test_shares_add_up_to_one_or_are_not_stated(panel: pl.DataFrame, window: int) -> None:
    sums = shares(panel, window=window).group_by("destination", "year", "state_of_share")
    for _, _, state, total in sums.agg(pl.col("share").sum()).rows():
        assert total == pytest.approx(1.0 if state == "shared" else 0.0)


@FEW
@given(PARTNERS)
def test_the_loss_of_the_worst_is_the_greatest_loss(values: list[float]) -> None:
    row = tables.only(lose_worst_partner(shares(tables.suppliers(values))))

    assert row["share_lost"] == pytest.approx(max(values) / sum(values))
    assert row["share_lost"] + row["share_left"] == pytest.approx(1)
    assert row["pair_lost"] + row["pair_left"] == pytest.approx(1)
    assert row["effective_left"] <= max(len(values) - 1, 0) + 1e-9


@FEW
@given(PARTNERS)
def test_more_partners_never_supply_less_together(values: list[float]) -> None:
    table = shares(tables.suppliers(values))
    ratios = [tables.only(concentration_ratio(table, k=k))[f"cr_{k}"] for k in (1, 2, 3, 20)]

    assert ratios == sorted(ratios)
    assert ratios[-1] == pytest.approx(1)


@FEW
@given(PARTNERS, st.integers(13, 200))
def test_rescaled_indices_lie_between_zero_and_one(values: list[float], universe: int) -> None:
    table = shares(tables.suppliers(values))
    for measure in (normalised_herfindahl, normalised_hirschman):
        found = tables.only(measure(table, universe=universe))[measure.__name__]
        assert -1e-12 <= found <= 1 + 1e-12


GOODS = st.lists(
    st.tuples(
        st.sampled_from(NAMES[:5]),
        st.sampled_from(NAMES[:4]),
        st.just(2014),
        st.one_of(st.none(), st.integers(0, 10**6).map(float)),
    ).filter(lambda row: row[0] != row[1]),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[:2],
).map(tables.panel)


def mirrored(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({"state": "partner", "partner": "state"}).sort("state", "partner")


@FEW
@given(GOODS)
def test_what_is_mutual_is_the_same_from_either_side(panel: pl.DataFrame) -> None:
    pairs = ties(panel)
    both, turned = barbieri(pairs), mirrored(barbieri(pairs))
    for name in ("salience", "symmetry", "interdependence"):
        polars.testing.assert_series_equal(both[name], turned[name])
    polars.testing.assert_series_equal(
        both["trade_share"], turned["partner_trade_share"], check_names=False
    )
    asymmetry = hirschman_asymmetry(pairs)
    polars.testing.assert_series_equal(
        asymmetry["asymmetry"], -mirrored(asymmetry)["asymmetry"], check_names=False
    )
    polars.testing.assert_series_equal(pairs["balance"], -mirrored(pairs)["balance"])
    polars.testing.assert_series_equal(
        pairs["state_total"], mirrored(pairs)["partner_total"], check_names=False
    )


@FEW
@given(GOODS)
def test_trade_shares_of_summed_totals_lie_between_zero_and_one(panel: pl.DataFrame) -> None:
    found = barbieri(ties(panel, absent="zero")).drop_nulls()

    for name in ("trade_share", "salience", "symmetry", "interdependence"):
        assert found[name].is_between(0, 1 + 1e-12).all()


@FEW
@given(GOODS)
def test_dependence_over_openness_is_the_trade_share(panel: pl.DataFrame) -> None:
    pairs = ties(panel)
    gdp = pl.DataFrame({"state": NAMES[:4], "year": [2014] * 4, "value": [1e6, 2e7, 3.0, 5e9]})

    polars.testing.assert_series_equal(
        gartzke_li(pairs, gdp)["trade_share"], barbieri(pairs)["trade_share"]
    )
