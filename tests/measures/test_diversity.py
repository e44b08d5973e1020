from __future__ import annotations

import math
from itertools import product
from typing import Any

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.concentration import hill_number
from counterpoise.measures.diversity import (
    independence,
    independence_over_channels,
    similarity_from_agreement,
    similarity_from_alliances,
    similarity_from_distance,
)
from counterpoise.measures.shares import shares
from counterpoise.panel.store import Store
from tests.measures import tables

SEVEN = shares(tables.suppliers([7.0, 3.0]))
NEITHER = shares(tables.panel([("P00", "VNM", 2019, 0.0)]))


def alike(
    *pairs: tuple[str, str, float | None], year: int = 2019, basis: str = "votes"
) -> pl.DataFrame:
    return pl.DataFrame(
        [(one, other, year, similarity, basis) for one, other, similarity in pairs],
        schema={
            "state": pl.String,
            "other": pl.String,
            "year": pl.Int32,
            "similarity": pl.Float64,
            "basis": pl.String,
        },
        orient="row",
    )


def only(table: Any, similarity: Any, **given: Any) -> dict[str, Any]:
    return tables.only(independence(table, similarity, channel="arms", **given))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (0, 1.6028708133971292),
        (1, 1.5502248076567504),
        (2, 1.5060240963855422),
        (math.inf, 1.3157894736842106),
    ],
)
def test_sentropy_agrees(order: float, expected: float) -> None:
    row = only(SEVEN, alike(("P00", "P01", 0.2)), order=order)

    assert row["independent"] == pytest.approx(expected, rel=1e-15)
    assert row["effective"] == pytest.approx(
        tables.only(hill_number(SEVEN, q=order))[f"hill_{order:g}"]
    )
    assert row["gap"] == pytest.approx(row["effective"] - expected)
    assert (row["known"], row["state_of_share"]) == (1.0, "shared")


def test_what_is_unknown_is_bounded_by_all_alike_and_all_unlike() -> None:
    table = shares(tables.suppliers([5.0, 3.0, 2.0]))
    row = only(table, alike(("P00", "P01", 0.5), ("P00", "P02", None)))

    # Of the pairs .15, .10 and .06 only the first is known.
    assert row["known"] == pytest.approx(0.15 / 0.31)
    squares = 0.25 + 0.09 + 0.04
    assert row["independent_high"] == pytest.approx(1 / (squares + 2 * 0.15 * 0.5))
    assert row["independent_low"] == pytest.approx(1 / (squares + 2 * (0.15 * 0.5 + 0.10 + 0.06)))
    assert row["independent"] == row["independent_high"]
    half = only(table, alike(("P00", "P01", 0.5)), unknown=0.5)
    assert half["independent"] == pytest.approx(1 / (squares + 0.31))


def test_where_nothing_is_known_there_is_no_figure_but_its_ends() -> None:
    row = only(SEVEN, alike(("P00", "P01", 0.2), year=2018))

    assert (row["independent"], row["gap"], row["known"]) == (None, None, 0.0)
    assert row["independent_low"] == pytest.approx(1.0)
    assert row["independent_high"] == pytest.approx(row["effective"])


def test_with_one_partner_nothing_is_unknown() -> None:
    row = only(shares(tables.suppliers([3.0])), alike(("P00", "P01", 0.2)))
    assert (row["independent"], row["independent_low"], row["known"]) == (1.0, 1.0, 1.0)


def test_without_a_stated_share_figures_are_null_with_the_reason() -> None:
    row = only(NEITHER, alike(("P00", "P01", 0.2)))
    assert row["state_of_share"] == "undefined"
    assert {row[name] for name in ("effective", "independent", "gap", "known")} == {None}


def test_the_unallocated_are_one_partner_whom_nobody_knows() -> None:
    rows = [("P00", "VNM", 2019, 5.0), ("unknown:a", "VNM", 2019, 3.0)]
    rows += [("residual:b", "VNM", 2019, 2.0)]
    table = shares(tables.panel(rows))
    row = only(table, alike(("P00", "P01", 0.2)))

    assert row["effective"] == pytest.approx(tables.only(hill_number(table))["hill_2"])
    assert row["effective"] == pytest.approx(2.0)
    assert (row["known"], row["independent"]) == (0.0, None)


def test_similarity_may_differ_by_direction() -> None:
    both = alike(("P00", "P01", 0.2), ("P01", "P00", 0.6))
    row = only(SEVEN, both)
    expected = 1 / (0.7 * (0.7 + 0.2 * 0.3) + 0.3 * (0.3 + 0.6 * 0.7))
    assert row["independent"] == pytest.approx(expected)


def test_several_channels_at_once() -> None:
    arms = SEVEN.with_columns(channel=pl.lit("arms"))
    trade = shares(tables.suppliers([1.0, 1.0])).with_columns(channel=pl.lit("imports"))
    found = independence(pl.concat([arms, trade]), alike(("P00", "P01", 0.2)))

    assert found["channel"].to_list() == ["arms", "imports"]
    assert found["independent"].to_list() == pytest.approx([1.5060240963855422, 1 / 0.6])


@pytest.mark.parametrize(
    ("similarity", "says"),
    [
        (alike(("P00", "P01", -0.1)), "from 0 to 1"),
        (alike(("P00", "P01", 1.1)), "from 0 to 1"),
        (alike(("P00", "P00", 0.9)), "1 with itself"),
        (alike(("P00", "P01", 0.1), ("P00", "P01", 0.2)), "once"),
        (alike(("P00", "P01", 0.1), basis=""), "what it was made from"),
        (alike(("P00", "P01", 0.1), basis="arms"), "must not be made from the flows"),
        (alike(("P00", "P01", 0.1)).drop("basis"), "basis"),
    ],
    ids=["negative", "above one", "unlike itself", "twice", "no basis", "same flows", "no column"],
)
def test_what_is_no_similarity_is_refused(similarity: pl.DataFrame, says: str) -> None:
    with pytest.raises(MeasureError, match=says):
        independence(SEVEN, similarity, channel="arms")


@pytest.mark.parametrize("basis", ["trade", "goods", "exports"])
def test_trade_by_any_name_is_trade(basis: str) -> None:
    with pytest.raises(MeasureError, match="must not be made from the flows"):
        independence(SEVEN, alike(("P00", "P01", 0.1), basis=basis), channel="imports")


def test_it_must_be_said_what_the_shares_are_of() -> None:
    with pytest.raises(MeasureError, match="said what the shares are of"):
        independence(SEVEN, alike(("P00", "P01", 0.1)))


def channels() -> pl.DataFrame:
    arms = shares(tables.suppliers([8.0, 2.0])).with_columns(channel=pl.lit("arms"))
    trade = shares(tables.suppliers([4.0, 6.0])).with_columns(channel=pl.lit("imports"))
    return pl.concat([arms, trade])


def test_over_channels_by_hand() -> None:
    weights = {"arms": 3.0, "imports": 1.0}
    row = tables.only(independence_over_channels(channels(), alike(("P00", "P01", 0.5)), weights))

    # Distance 1/2; pooled .75 * (.8, .2) + .25 * (.4, .6) = (.7, .3).
    assert row["alpha"] == pytest.approx(0.75 * 0.16 + 0.25 * 0.24)
    assert row["gamma"] == pytest.approx(0.21)
    assert row["beta"] == pytest.approx(0.03)
    assert row["independent_within"] == pytest.approx(1 / (1 - 0.18))
    assert row["independent_overall"] == pytest.approx(1 / (1 - 0.21))
    assert (row["channels"], row["weight"], row["known"]) == (2, 1.0, 1.0)
    assert row["definite"] is True


def test_a_channel_without_a_stated_share_is_left_out_and_said() -> None:
    both = pl.concat([channels().filter(channel="arms"), NEITHER.with_columns(channel=pl.lit("x"))])
    row = tables.only(independence_over_channels(both, alike(("P00", "P01", 0.5))))
    assert (row["channels"], row["weight"], row["beta"]) == (1, 0.5, 0.0)


def test_rao_wants_one_similarity_for_both_directions() -> None:
    both = alike(("P00", "P01", 0.2), ("P01", "P00", 0.6))
    with pytest.raises(MeasureError, match="same in both directions"):
        independence_over_channels(channels(), both)


def test_distances_of_no_negative_type_are_told() -> None:
    table = shares(tables.suppliers([1.0, 1.0, 1.0])).with_columns(channel=pl.lit("arms"))
    # Both ends are nothing to each other, yet as good as one with the middle.
    ends = alike(("P00", "P01", 0.99), ("P01", "P02", 0.99), ("P00", "P02", 0.0))
    assert tables.only(independence_over_channels(table, ends))["definite"] is False


def test_agreement_below_chance_is_no_similarity_and_null_stays_unknown() -> None:
    kappa = pl.DataFrame(
        {
            "state": ["A", "A", "B"],
            "other": ["B", "C", "C"],
            "session": [74, 74, 74],
            "kappa_squared": [0.46, -0.09, None],
        }
    )
    found = similarity_from_agreement(kappa)

    assert found["similarity"].to_list() == [0.46, 0.0, None]
    assert found["year"].unique().to_list() == [2019]
    assert found["basis"].unique().to_list() == ["votes"]


def test_similarity_fades_with_distance() -> None:
    positions = pl.DataFrame(
        {"state": ["B", "A", "C"], "year": [2019, 2019, 2018], "position": [1.5, 1.0, 0.0]}
    )
    found = similarity_from_distance(positions, 0.5)
    assert found.rows() == [("A", "B", 2019, pytest.approx(math.exp(-1)), "votes")]


def test_only_a_pact_to_fight_makes_states_alike() -> None:
    rows = [("CHN", "VNM", "alliance_nonaggression"), ("CHN", "PRK", "alliance_defense")]
    panel = pl.DataFrame(
        [(one, other, 2018, kind, 1.0) for one, other, kind in rows],
        schema=["origin", "destination", "year", "indicator", "value"],
        orient="row",
    )
    found = similarity_from_alliances(panel)
    pairs = {row[:2]: row[3] for row in found.rows()}

    assert pairs["CHN", "PRK"] == 1.0
    assert pairs["CHN", "VNM"] == pairs["THA", "VNM"] == 0.0
    assert found.height == math.comb(195, 2)  # members of the system in 2018


@pytest.mark.parametrize("kind", tables.KINDS)
def test_every_kind_of_frame_is_given_back(kind: str) -> None:
    convert, kept = tables.KINDS[kind]
    similarity = alike(("P00", "P01", 0.2))

    found = independence(convert(SEVEN), convert(similarity), channel="arms")
    parted = independence_over_channels(convert(channels()), convert(similarity))

    assert isinstance(found, kept)
    assert isinstance(parted, kept)
    assert tables.only(tables.back(found))["independent"] == pytest.approx(1.5060240963855422)
    assert tables.only(tables.back(parted))["channels"] == 2


def test_no_shares_at_all_give_no_rows() -> None:
    similarity = alike(("P00", "P01", 0.2))
    assert independence(SEVEN.clear(), similarity, channel="arms").height == 0
    assert independence_over_channels(channels().clear(), similarity).height == 0


def test_viet_nams_imports_by_loops_over_the_embedded_evidence() -> None:
    """Partners bound to fight for one another count as one: 7.13 of 2014 become 5.56."""
    store = Store.open()
    goods = store.holding("cow_trade").scan().filter(year=2014, destination="VNM").collect()
    pacts = store.holding("atop_alliances").scan().filter(year=2014).collect()
    found = tables.only(
        independence(shares(goods), similarity_from_alliances(pacts), channel="imports")
    )

    value = {row["origin"]: row["value"] or 0.0 for row in goods.to_dicts()}
    total = sum(value.values())
    fighting = pacts.filter(pl.col("indicator").is_in(["alliance_defense", "alliance_offense"]))
    allied = {frozenset(row) for row in fighting.select("origin", "destination").rows()}
    alike_pairs = sum(
        x * y / total**2
        for (j, x), (k, y) in product(value.items(), repeat=2)
        if j == k or frozenset((j, k)) in allied
    )
    assert found["independent"] == pytest.approx(1 / alike_pairs)
    assert found["independent"] == pytest.approx(5.56, abs=0.005)
    assert found["effective"] == pytest.approx(7.13, abs=0.005)
