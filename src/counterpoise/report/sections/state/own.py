"""A channel of one indicator (debt, remittances, data of one's own), and what a loss leaves of it.

Who brings how much, and what is left without the first.
"""

from __future__ import annotations

import polars as pl

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.state import channels, windows
from counterpoise.report.study import Flow, Study

PARTNERS_SHOWN = 8
FEWEST_YEARS = 3
"""Years from which on a chart of them says something."""


def sections(study: Study) -> tuple[Section, ...]:
    """Return a section for each such channel in which the state stands."""
    told = [(name, study.flow(name)) for name in channels.own_names()]
    return tuple(_section(study, name, flow) for name, flow in told if flow is not None)


def _section(study: Study, name: str, flow: Flow) -> Section:
    chart = _chart(study, name, flow)
    return Section(
        channels.section_of(name),
        channels.label(name),
        lead=_findings(study, name, flow),
        parts=(*([chart] if chart else []), _table(study, name, flow)),
        caveats=flow.evidence.holding.card.caveats,
    )


def _findings(study: Study, name: str, flow: Flow) -> tuple[Sentence, ...]:
    """Return who has the largest share in the last year told, and what is left without it."""
    title = wording.started(flow.view.title)
    stated = (pl.col("state_of_share") == "shared") & pl.col("leader").is_not_null()
    known = flow.concentration.filter(stated)
    if known.is_empty():
        return ((f"{title}: too little is known of {study.place} for shares.",),)
    year = int(known["year"].max())  # type: ignore[arg-type]
    partner, share = channels.leader(flow, year)
    note = channels.cite(study, flow, year)
    loss = channels.losses({name: (flow, year)})[name]
    unit = flow.evidence.rows.select(pl.col("unit").first()).collect().item()
    side = "came from" if flow.view.over == "origin" else "went to"
    return (
        (
            f"{title}, {channels.period(flow, year)}: ",
            wording.percent(share, note=note, bar=False),
            f" {side} {wording.place(partner)}, of ",
            _amount(flow.summary(year).get("volume"), unit, note),
            " in all; without it " if unit == "USD" else f" {unit} in all; without it ",
            wording.percent(loss["share_left"], note=note, bar=False),
            " would be left.",
        ),
    )


def _amount(value: float | None, unit: str, note: int) -> Cell:
    if unit == "USD":
        return wording.dollars(value, note=note)
    digits = 0 if value is None or value >= 100 else 1 if value >= 1 else 3
    return wording.count(value, note=note, digits=digits, unit=unit)


def _chart(study: Study, name: str, flow: Flow) -> Chart | None:
    """Return the yearly figures by partner; None where the years are too few for a course."""
    mine = pl.col(flow.view.of) == study.state
    rows = flow.evidence.rows.filter(mine, pl.col("value").is_not_null()).collect()
    yearly = rows.group_by(flow.view.over, "year").agg(pl.col("value").sum())
    if yearly["year"].n_unique() < FEWEST_YEARS:
        return None
    shown = windows.largest(flow, flow.shares["year"].unique().to_list(), PARTNERS_SHOWN)
    unit = rows["unit"][0]
    data = [
        {"partner": states.name(partner), "id": partner, "year": year, "value": value}
        for partner in shown
        for year, value in yearly.filter(pl.col(flow.view.over) == partner)
        .sort("year").select("year", "value").rows()
    ]  # fmt: skip
    title = f"{wording.started(flow.view.title)}, {study.place}, {unit}"
    return Chart(
        f"{channels.section_of(name)}-years", "stacked_years", title, f"{title}, by partner and year.",
        tuple(data),
        caption=f"In {unit}.", notes=study.cites(flow),
    )  # fmt: skip


def _table(study: Study, name: str, flow: Flow) -> Table:
    ends = windows.window_ends(flow)
    marks = windows.notes(study, flow, ends)
    partners = windows.largest(flow, ends, PARTNERS_SHOWN)
    unit = flow.evidence.rows.select(pl.col("unit").first()).collect().item()
    whole = [_amount(flow.summary(end).get("volume"), unit, marks[end]) for end in ends]
    return Table(
        f"{channels.section_of(name)}-partners",
        f"{wording.started(flow.view.title)}: partners of {study.place}",
        ("Partner", *(wording.span(*windows.span(flow, end)) for end in ends)),
        (*windows.share_rows(study, flow, partners, ends), (f"In all, {unit}", *whole)),
        caption="Shares of all that is told of in the window."
        + wording.cut(len(partners), windows.there(flow, ends), "partners", windows.NOW_OR_ONCE),
    )
