from __future__ import annotations

import math

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.concentration import herfindahl, theil
from counterpoise.measures.decomposition import (
    acting_together,
    entropy_chain,
    herfindahl_by_bloc,
    theil_decomposition,
)
from counterpoise.measures.shares import shares
from tests.measures import tables

TABLE = shares(tables.suppliers([50.0, 30.0, 15.0, 5.0]))
GROUPS = pl.DataFrame(
    {
        "origin": ["P00", "P01", "P02", "P03", "P09"],
        "group": ["east", "west", "east", "west", "south"],
    }
)


def test_theil_by_hand() -> None:
    row = tables.only(theil_decomposition(TABLE, GROUPS))

    between = 0.65 * math.log(0.65 * 4 / 2) + 0.35 * math.log(0.35 * 4 / 2)
    within = sum(
        s * math.log(2 * s / whole)
        for s, whole in ((0.5, 0.65), (0.15, 0.65), (0.3, 0.35), (0.05, 0.35))
    )
    assert row["between"] == pytest.approx(between)
    assert row["within"] == pytest.approx(within)
    assert row["theil"] == pytest.approx(tables.only(theil(TABLE))["theil"])
    assert (row["groups"], row["partners"]) == (2, 4)


def test_blocs_by_hand() -> None:
    rows = {row["group"]: row for row in herfindahl_by_bloc(TABLE, GROUPS).iter_rows(named=True)}

    assert sorted(rows) == ["east", "west"]
    assert rows["east"]["group_share"] == pytest.approx(0.65)
    assert rows["east"]["herfindahl_within"] == pytest.approx((0.5**2 + 0.15**2) / 0.65**2)
    assert rows["west"]["contribution"] == pytest.approx(0.3**2 + 0.05**2)
    assert rows["west"]["herfindahl"] == pytest.approx(0.365)
    assert rows["west"]["herfindahl_blocs"] == pytest.approx(0.65**2 + 0.35**2)


def test_the_unallocated_are_a_group_of_one() -> None:
    rows = tables.panel(
        [
            ("P00", "VNM", 2019, 6.0),
            ("unknown:x", "VNM", 2019, 3.0),
            ("residual:nes", "VNM", 2019, 1.0),
        ]
    )
    table = shares(rows)

    row = tables.only(theil_decomposition(table, GROUPS))
    assert row["theil"] == pytest.approx(tables.only(theil(table))["theil"])
    assert (row["groups"], row["partners"], row["within"]) == (2, 1, pytest.approx(0))
    blocs = herfindahl_by_bloc(table, GROUPS).filter(pl.col("group") == "unallocated")
    assert tables.only(blocs)["contribution"] == pytest.approx(0.16)


def test_a_partner_without_a_group_is_refused_and_named() -> None:
    for function in (theil_decomposition, herfindahl_by_bloc):
        with pytest.raises(MeasureError, match="must have a group, not 'P03'"):
            function(TABLE, GROUPS.filter(pl.col("origin") != "P03"))


def test_a_partner_in_two_groups_is_refused() -> None:
    with pytest.raises(MeasureError, match="must have each origin once"):
        theil_decomposition(TABLE, pl.concat([GROUPS, GROUPS]))


def test_partners_that_act_together_add_twice_the_product() -> None:
    row = tables.only(acting_together(TABLE, ["P01", "P03", "ABSENT"]))

    assert row["merger_effect"] == pytest.approx(2 * 0.3 * 0.05)
    assert row["herfindahl_together"] == pytest.approx(0.365 + 0.03)
    assert row["share_together"] == pytest.approx(0.35)
    with pytest.raises(MeasureError, match="At least 2"):
        acting_together(TABLE, ["P01", "P01"])


def channels(**values: list[float | None]) -> pl.DataFrame:
    return pl.concat(
        [
            shares(tables.suppliers(numbers)).with_columns(channel=pl.lit(channel))
            for channel, numbers in values.items()
        ]
    )


def test_the_chain_rule_is_the_entropy_of_all_parts() -> None:
    row = tables.only(
        entropy_chain(channels(arms=[3.0, 1.0], trade=[1.0, 1.0, 2.0]), {"arms": 1, "trade": 3})
    )

    parts = [0.25 * 0.75, 0.25 * 0.25, 0.75 * 0.25, 0.75 * 0.25, 0.75 * 0.5]
    assert row["total"] == pytest.approx(-sum(p * math.log(p) for p in parts))
    assert row["between"] == pytest.approx(-0.25 * math.log(0.25) - 0.75 * math.log(0.75))
    assert (row["channels"], row["weight"]) == (2, pytest.approx(1))


def test_a_channel_without_shares_drops_out_and_says_so() -> None:
    row = tables.only(
        entropy_chain(channels(arms=[0.0], trade=[1.0, 1.0]), {"arms": 1, "trade": 3})
    )

    assert (row["channels"], row["weight"]) == (1, pytest.approx(0.75))
    assert (row["between"], row["within"]) == (pytest.approx(0), pytest.approx(math.log(2)))


def test_with_no_channel_left_there_is_no_entropy() -> None:
    row = tables.only(entropy_chain(channels(arms=[0.0], trade=[None])))

    assert (row["channels"], row["weight"]) == (0, 0.0)
    assert (row["total"], row["between"], row["within"]) == (None, None, None)


def test_every_channel_needs_a_weight_above_zero() -> None:
    table = channels(arms=[1.0], trade=[1.0])

    for weights in ({"arms": 1.0}, {"arms": 1.0, "trade": 0.0}):
        with pytest.raises(MeasureError, match="`weights` must give each of arms, trade"):
            entropy_chain(table, weights)


@pytest.mark.parametrize("values", [[0.0], [None], [5.0, -1.0]])
def test_undefined_shares_are_not_decomposed(values: list[float | None]) -> None:
    table = shares(tables.suppliers(values))

    assert tables.only(theil_decomposition(table, GROUPS))["theil"] is None
    assert tables.only(acting_together(table, ["P00", "P01"]))["merger_effect"] is None
    assert herfindahl_by_bloc(table, GROUPS)["contribution"].unique().to_list() == [None]
    assert tables.only(herfindahl(table))["herfindahl"] is None
