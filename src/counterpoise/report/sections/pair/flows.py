"""Arms, capital and aid between two states, each way, over time."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Table
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.state import windows
from counterpoise.report.study import Flow, Study

VIEWS: Final = ("arms", "investment", "aid")
TITLES: Final = {"arms": "Arms", "investment": "Capital held", "aid": "Aid"}
YEARS: Final = 7


def section(couple: Couple) -> Section:
    """Return what each got from the other besides goods, in windows that do not overlap."""
    tables = [
        table
        for name in VIEWS
        for study, partner in couple.ways()
        if (table := _table(study, partner, name))
    ]
    title = "Arms, capital and aid"
    if not tables:
        return Section(
            "flows", title, lead=(("Nothing that passed between them is told of any of it.",),)
        )
    return Section("flows", title, parts=tuple(tables))


def _table(study: Study, partner: Study, name: str) -> Table | None:
    """Return what a state got from the partner by window; None if it is not covered, or never any."""
    flow = study.flow(name)
    if flow is None:
        return None
    own = flow.shares.filter(pl.col(flow.view.over) == partner.state, pl.col("value") > 0)
    if own.is_empty():
        return None
    ends = windows.window_ends(flow) if flow.view.window > 1 else _last(own)
    if own.filter(pl.col("year").is_in(ends)).is_empty():
        return None
    rows = [_row(study, flow, partner.state, end) for end in ends]
    return Table(
        f"{name}-{partner.state.lower()}-{study.state.lower()}",
        f"{TITLES[name]}: from {partner.place} to {study.place}",
        ("Period", _unit(flow), "Of all", "Largest"),
        tuple(rows),
    )


def _last(own: pl.DataFrame) -> list[int]:
    return own["year"].unique().sort().tail(YEARS).to_list()


def _unit(flow: Flow) -> str:
    return "Million TIV" if flow.view.indicator == "arms" else "US dollars"


def _row(study: Study, flow: Flow, partner: str, end: int) -> tuple[Cell, ...]:
    first, last = windows.span(flow, end)
    note = study.cite(flow, first, last)
    rows = flow.year(end)
    own = rows.filter(pl.col(flow.view.over) == partner).rows(named=True)
    stated = str(flow.summary(end).get("state_of_share", "shared"))
    value, share = (own[0]["value"], own[0]["share"]) if own else (0.0, 0.0)
    arms = flow.view.indicator == "arms"
    amount = wording.tiv(value, note=note) if arms else wording.dollars(value, note=note)
    leader = flow.summary(end).get("leader")
    return (
        wording.span(first, last),
        amount,
        wording.percent(share, note=note, status="" if stated == "shared" else stated),
        wording.started(wording.place(leader)) if leader else "–",
    )
