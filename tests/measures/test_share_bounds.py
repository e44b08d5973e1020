from __future__ import annotations

import polars as pl
import polars.testing
import pytest

from counterpoise.measures.share_bounds import share_bounds
from counterpoise.measures.shares import shares
from tests.measures import tables


def given(window: int) -> pl.DataFrame:
    flows = [("RUS", "IND", 2001, 20.0), ("RUS", "IND", 2002, 20.0), ("FRA", "IND", 2002, 60.0)]
    return shares(tables.panel(flows), window=window)


def bounds(*rows: tuple[str, int, str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [("IND", *row) for row in rows],
        schema=["destination", "origin", "year", "indicator", "value"],
        orient="row",
    )


# Russia's deal of 40 over 2001-02, one unit (5) at least in each year: by the end of 2001 it may
# have had 15 more than the spread says, or 15 less; by the end of 2002 all is there.
OPEN = bounds(("RUS", 2001, "arms_earlier", 15.0), ("RUS", 2001, "arms_later", 15.0))


def row(table: pl.DataFrame, origin: str, year: int) -> dict[str, object]:
    found = table.filter((pl.col("origin") == origin) & (pl.col("year") == year))
    return found.to_dicts()[0]


def test_a_deal_within_the_window_is_certain_whatever_its_years_were() -> None:
    found = share_bounds(given(2), OPEN, window=2)

    russia = row(found, "RUS", 2002)
    assert (russia["share_low"], russia["share"], russia["share_high"]) == (0.4, 0.4, 0.4)


def test_a_window_that_cuts_a_deal_has_bounds_on_both_sides() -> None:
    russia = row(share_bounds(given(1), OPEN, window=1), "RUS", 2002)

    assert (russia["value_low"], russia["value_high"]) == (5.0, 35.0)
    assert russia["share"] == 0.25
    assert russia["share_low"] == pytest.approx(5 / 65)
    assert russia["share_high"] == pytest.approx(35 / 95)


def test_a_certain_partner_has_bounds_if_the_others_have() -> None:
    france = row(share_bounds(given(1), OPEN, window=1), "FRA", 2002)

    assert (france["value_low"], france["value_high"]) == (60.0, 60.0)
    assert france["share_low"] == pytest.approx(60 / 95)
    assert france["share_high"] == pytest.approx(60 / 65)


def test_without_bounds_a_share_is_its_own_bounds() -> None:
    found = share_bounds(given(1), OPEN.clear(), window=1)

    assert (found["share_low"] == found["share"]).all()
    assert (found["share_high"] == found["share"]).all()


@pytest.mark.parametrize("kind", tables.KINDS)
def test_bounds_are_the_same_in_every_kind_of_frame(kind: str) -> None:
    convert, kept = tables.KINDS[kind]

    found = share_bounds(convert(given(1)), convert(OPEN), window=1)

    assert isinstance(found, kept)
    polars.testing.assert_frame_equal(
        tables.back(found),
        share_bounds(given(1), OPEN, window=1),
        check_row_order=False,
        check_dtypes=False,
    )
