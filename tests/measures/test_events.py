"""Events: days are counted and rows are not; too few days are refused; breaks are not bridged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from counterpoise.errors import UsageError
from counterpoise.measures.events import event_counts, relations, shrunk
from tests.measures import tables

DAY = date(2019, 1, 1)
Row = tuple[str, str, date, int, str, int, int, float | None]


def events(*rows: Row, source: str = "gdelt") -> pl.DataFrame:
    """Return rows of (origin, destination, date, act, publisher, reports, stories, goldstein)."""
    return pl.DataFrame(
        list(rows),
        schema={
            "origin": pl.String, "destination": pl.String, "date": pl.Date, "act": pl.Int8,
            "publisher": pl.String, "reports": pl.Int32, "stories": pl.Int32, "goldstein": pl.Float64,
        },
        orient="row",
    ).with_columns(source=pl.lit(source))  # fmt: skip


def told(one: str, two: str, day: int, act: int, by: str = "x.org", reports: int = 1) -> Row:
    return (one, two, DAY + timedelta(day), act, by, reports, 1, 1.0 if act < 3 else -2.0)


rows_told = st.lists(
    st.builds(
        told,
        st.sampled_from(["AAA", "BBB"]),
        st.sampled_from(["CCC", "DDD"]),
        st.integers(0, 60),
        st.integers(1, 4),
        st.sampled_from(["x.org", "y.org", "BBC Monitoring"]),
        st.integers(1, 9),
    ),
    min_size=1, max_size=80,
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(rows_told)
def test_printing_every_report_twice_changes_nothing_but_the_reports(rows: list[Row]) -> None:
    once = relations(events(*rows), least=0)
    twice = relations(events(*rows, *rows), least=0)
    counts = ["stories", "reports"]
    assert_frame_equal(once.drop(counts), twice.drop(counts))
    assert (twice["reports"] == 2 * once["reports"]).all()


@settings(max_examples=30, deadline=None)
@given(rows_told)
def test_states_under_other_names_have_the_same_figures(rows: list[Row]) -> None:
    other = {"AAA": "ZZA", "BBB": "YYB", "CCC": "XXC", "DDD": "WWD"}
    plain = events(*rows)
    named = plain.with_columns(
        origin=pl.col("destination").replace(other), destination=pl.col("origin").replace(other)
    )
    mine = relations(plain, least=0).with_columns(pl.col("state", "partner").replace(other))
    assert_frame_equal(
        mine.sort("state", "partner"), relations(named, least=0).sort("state", "partner")
    )


@settings(max_examples=30, deadline=None)
@given(rows_told)
def test_a_source_taken_out_moves_the_share_within_what_was_said(rows: list[Row]) -> None:
    whole = events(*rows)
    for pair in event_counts(whole).to_dicts():
        without = whole.filter(
            pl.col("origin") == pair["origin"], pl.col("destination") == pair["destination"],
            pl.col("publisher") != pair["publisher"],
        )  # fmt: skip
        if without.is_empty():
            assert pair["resting"] == 1.0
            continue
        left = event_counts(without).row(0, named=True)
        (mine, of), (theirs, out_of) = (
            (one["d3"] + one["d4"], sum(one[f"d{act}"] for act in range(1, 5)))
            for one in (pair, left)
        )
        part = pair["resting"]
        low, high = max((mine / of - part) / (1 - part), 0.0), min(mine / of / (1 - part), 1.0)
        assert low - 1e-9 <= theirs / out_of <= high + 1e-9
        assert out_of == pytest.approx(of * (1 - part))


@settings(max_examples=30, deadline=None)
@given(rows_told)
def test_attention_of_a_state_adds_up_to_one(rows: list[Row]) -> None:
    sums = relations(events(*rows), least=0).group_by("state").agg(pl.col("attention").sum())
    assert sums["attention"].to_list() == pytest.approx([1.0] * sums.height)


@pytest.mark.parametrize("kind", tables.KINDS)
@pytest.mark.parametrize("by", ["year", "month"])
def test_every_engine_counts_the_same(kind: str, by: Any) -> None:
    dice = np.random.default_rng(7)
    rows = [
        told(
            "ABC"[dice.integers(3)] * 3, "XYZ"[dice.integers(3)] * 3, int(dice.integers(500)),
            int(dice.integers(1, 5)), f"{dice.integers(4)}.org", int(dice.integers(1, 5)),
        )
        for _ in range(2_000)
    ]  # fmt: skip
    rows[5] = (*rows[5][:7], None)
    make, _ = tables.KINDS[kind]
    assert_frame_equal(
        tables.back(event_counts(make(events(*rows)), by=by)), event_counts(events(*rows), by=by),
        check_dtypes=False,
    )  # fmt: skip
    assert_frame_equal(relations(make(events(*rows)), by=by), relations(events(*rows), by=by))


def test_a_period_across_a_break_is_parted() -> None:
    days = [date(2013, 3, 31), date(2013, 4, 1), date(2015, 2, 18), date(2015, 2, 19)]
    rows = [("AAA", "BBB", day, 1, "x", 1, 1, 1.0) for day in days]
    found = event_counts(events(*rows)).select("year", "segment", "days")
    assert found.rows() == [(2013, 0, 1), (2013, 1, 1), (2015, 1, 1), (2015, 2, 1)]
    assert event_counts(events(*rows, source="icews"))["segment"].to_list() == [0, 0]


def test_under_twenty_days_nothing_is_said() -> None:
    few = relations(events(*[told("AAA", "BBB", day, 3) for day in range(19)])).row(0, named=True)
    enough = relations(events(*[told("AAA", "BBB", day, 3) for day in range(20)])).row(
        0, named=True
    )
    assert few["state_of_conflict"] == "too few days"
    assert [
        few[name] for name in ("conflict", "conflict_low", "net", "goldstein", "lift", "attention")
    ] == [None] * 6
    assert enough["state_of_conflict"] == "stated"
    assert enough["net"] == -1.0
    assert (few["days"], few["material_cooperation"], enough["material_cooperation"]) == (
        19,
        None,
        None,
    )


def test_a_day_counts_once_in_each_class_and_a_score_that_is_missing_in_no_mean() -> None:
    rows = [
        told("AAA", "BBB", 0, 1, "x.org", 9), told("AAA", "BBB", 0, 1, "y.org"), told("AAA", "BBB", 0, 3),
        ("AAA", "BBB", DAY, 4, "z.org", 1, 1, None),
    ]  # fmt: skip
    one = event_counts(events(*rows)).row(0, named=True)
    assert [one[name] for name in ("days", "d1", "d2", "d3", "d4", "reports")] == [
        1,
        1,
        0,
        1,
        1,
        12,
    ]
    assert one["goldstein"] == pytest.approx((1.0 - 2.0) / 2)
    assert (one["publisher"], one["resting"]) == ("x.org", pytest.approx(1 / 3))
    assert one["publisher_share"] == pytest.approx(10 / 12)


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="must be one of month, year"):
        event_counts(events(told("AAA", "BBB", 0, 1)), by="week")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("conflict", "acts", "mean", "printed"),
    [
        (8, 12, 0.30, ".52 [.34, .70]"),
        (1, 6, 0.313, ".25 [.09, .45]"),
    ],
)
def test_shares_drawn_to_a_mean_are_those_worked_by_hand(
    conflict: int, acts: int, mean: float, printed: str
) -> None:
    figures = [
        f"{float(one[0]):.2f}"[1:]
        for one in shrunk(*(np.array([x]) for x in (conflict, acts, mean)))
    ]
    assert "{} [{}, {}]".format(*figures) == printed
