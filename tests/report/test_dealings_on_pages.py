"""Words and deeds on the pages of two states and of one: what is refused is not drawn, nor joined across."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.report import charts
from counterpoise.report.ledger import Ledger
from counterpoise.report.pages import Chart, Number, Section, Table
from counterpoise.report.sections.dealings import between, by_month, partners, told
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study
from tests.pictures import drawn
from tests.sources.events import written

MONTHS = {"201302": 24, "201303": 24, "201304": 24, "201305": 5, "201306": 24, "201307": 24}
"""Days told of in each month; that of May is too little, and April begins after a change."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("events")
    paths = []
    for month, days in MONTHS.items():
        for number in range(1, days + 1):
            day = f"{month}{number:02}"
            width, more = (57, {"added": day}) if month < "201304" else (58, {})
            lines = [
                written.line(day, width=width, act=1 if number % 3 else 4, **more),
                written.line(day, "CHN", "USA", width=width, act=3, **more),
                written.line(day, "CHN", "USA", width=width, act=3, **more),
            ]
            path = folder / f"{day}.export.CSV"
            path.write_bytes(written.file(*lines))
            paths.append(path)
    held = Store((folder / "store",))
    build.add(held, "gdelt", paths)
    return held


def _couple(store: Store, one: str, other: str) -> Couple:
    ledger = Ledger()
    return Couple(
        *(Study(store, each, ledger=ledger, beside=(one, other)) for each in (one, other))
    )


def _charts(section: Section) -> dict[str, Chart]:
    return {part.id: part for part in section.parts if isinstance(part, Chart)}


def _table(section: Section) -> Table:
    return next(part for part in section.parts if isinstance(part, Table))


def test_a_month_of_too_few_days_is_not_drawn_and_no_run_crosses_it_or_a_change(
    store: Store,
) -> None:
    section = between.section(_couple(store, "VNM", "CHN"))
    assert section is not None
    data = _charts(section)["dealings-conflict"].data
    own = [row for row in data if row.get("id") == "VNM"]
    assert [row["month"] for row in own] == ["2013-02", "2013-03", "2013-04", "2013-06", "2013-07"]
    runs = [row["run"] for row in own]
    assert runs[0] == runs[1] != runs[2] != runs[3] == runs[4]
    assert [row["change"] for row in data if "change" in row] == ["1 Apr 2013"]
    assert all(row["low"] < row["value"] < row["high"] for row in own)
    assert "Not drawn: 1 of 6 months" in _charts(section)["dealings-conflict"].caption


def test_figures_are_those_of_the_measure_and_both_stretches_of_a_year_stand_apart(
    store: Store,
) -> None:
    couple = _couple(store, "VNM", "CHN")
    section = between.section(couple)
    assert section is not None
    rows = {row[0]: row for row in _table(section).rows}
    assert list(rows) == ["2013 to 31 March", "2013 from 1 April"]
    found = told.held(couple.one, ("VNM",))
    assert found is not None
    for segment, row in enumerate(rows.values()):
        own = found.rows.filter(pl.col("segment") == segment).row(0, named=True)
        shown = [cell.value for cell in row if isinstance(cell, Number)]
        assert shown[:3] == [own["days"], own["attention"], own["conflict"]]
        assert {cell.note for cell in row if isinstance(cell, Number)} <= {1, 2}
    assert "not named" in rows["2013 to 31 March"]
    assert "example.org" in rows["2013 from 1 April"]


def test_turned_round_it_tells_the_same(store: Store) -> None:
    here, there = (
        between.section(_couple(store, *both)) for both in (("VNM", "CHN"), ("CHN", "VNM"))
    )
    assert here is not None
    assert there is not None
    assert _charts(here)["dealings-attention"].data == _charts(there)["dealings-attention"].data


def test_two_of_whom_nothing_is_told_are_not_at_peace(store: Store) -> None:
    section = between.section(_couple(store, "VNM", "USA"))
    assert section is not None
    assert "not peace" in str(section.lead)
    assert not section.parts


def test_a_state_deals_most_with_whom_most_days_are_told(store: Store) -> None:
    (section,) = partners.section(Study(store, "CHN"))
    assert [row[:2] for row in _table(section).rows] == [
        ("United States", _table(section).rows[0][1]), ("Viet Nam", _table(section).rows[1][1]),
    ]  # fmt: skip
    shares = [row[2].value for row in _table(section).rows if isinstance(row[2], Number)]
    assert shares == [0.5, 0.5]
    assert "2013 from 1 April" in str(section.lead)


def test_a_year_of_too_few_days_does_not_hide_the_one_before() -> None:
    rows = pl.DataFrame(
        {"year": [2018, 2019, 2020], "segment": [2, 2, 2], "attention": [0.1, 0.2, None]}
    )
    assert told.last(rows) == (2019, 2)
    assert told.last(rows.tail(1)) == (2020, 2)


def test_where_no_events_are_held_nothing_is_said(tmp_path: Path) -> None:
    empty = Store((tmp_path / "store",))
    assert between.section(_couple(empty, "VNM", "CHN")) is None
    assert partners.section(Study(empty, "VNM")) == ()


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_no_words_of_a_strip_are_cut_or_cover_others(store: Store, width: int) -> None:
    section = between.section(_couple(store, "VNM", "CHN"))
    assert section is not None
    for chart in _charts(section).values():
        picture = drawn.read(charts.svg(chart, width))
        assert not picture.overlaps()
        assert not picture.cut()


@given(
    st.dictionaries(
        st.tuples(st.integers(2012, 2016), st.integers(1, 12)), st.booleans(), min_size=1
    )
)
def test_a_run_is_of_months_that_follow_each_other_in_one_segment(
    told_of: dict[tuple[int, int], bool],
) -> None:
    def segment(year: int, month: int) -> int:
        return ((year, month) >= (2013, 4)) + ((year, month) >= (2015, 3))

    rows = pl.DataFrame(
        [
            {"state": "VNM", "year": year, "month": month, "segment": segment(year, month),
             "conflict": 0.5 if stated else None, "conflict_low": 0.4, "conflict_high": 0.6}
            for (year, month), stated in told_of.items()
        ],
        schema_overrides={"conflict": pl.Float64},
    )  # fmt: skip
    figures = [row for row in by_month.strip(rows, "gdelt", "conflict") if "run" in row]
    assert len(figures) == sum(told_of.values())
    for one, two in pairwise(figures):
        (y1, m1), (y2, m2) = (tuple(map(int, row["month"].split("-"))) for row in (one, two))
        follows = (y2 * 12 + m2) - (y1 * 12 + m1) == 1 and segment(y1, m1) == segment(y2, m2)
        assert (one["run"] == two["run"]) == follows
        assert one["at"] < two["at"]
