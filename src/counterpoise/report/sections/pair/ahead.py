"""Where the tie of two states is going: the outlook of each one's arms and imports for the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from counterpoise.errors import CounterpoiseError
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Number, Section, Table
from counterpoise.report.sections.forecasts.begun import VIEWS, since
from counterpoise.report.sections.forecasts.outlook import AHEAD, chance, cite
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study
from counterpoise.scenarios.outlook import answers as tables
from counterpoise.scenarios.outlook.forecast import Outlook, latest_origin
from counterpoise.scenarios.outlook.forecast import outlook as forecast

TITLE: Final = "Where it is going"


def section(couple: Couple) -> Section | None:
    """Return the share that each may have of the other's arms and imports; None if nothing is told."""
    rows = [
        row
        for channel in VIEWS
        for study, partner in couple.ways()
        if (row := _row(couple, study, partner, channel))
    ]
    if not rows:
        return None
    return Section(
        "outlook",
        TITLE,
        parts=(
            Table(
                "outlook",
                "Shares over the next years",
                (
                    "Whose",
                    "Seen to",
                    "Forecast for",
                    "5 years before",
                    "Mean",
                    "80 %",
                    "Leads",
                    "Told since",
                ),
                tuple(rows),
                caption="The mean of the draws, the shortest interval that holds 80 % of them, and how often"
                " the partner leads. A forecast sees no year after that named; told since is the last year"
                " of the window that any source tells of, one year and not the whole. How well such"
                " forecasts did is under `counterpoise outlook`.",
            ),
        ),
    )


def _row(couple: Couple, study: Study, partner: Study, channel: str) -> tuple[Cell, ...] | None:
    part = couple.part(study, VIEWS[channel])
    if part is None or not part.share:
        return None
    found = study.once(f"outlook {channel}", lambda: _outlook(study, channel))
    if found is None:
        return None
    table = tables.shares(found, also=[partner.state])
    rows = table.filter(pl.col("supplier") == partner.state).rows(named=True)
    if not rows:
        return None
    note = cite(study, found, channel, f"counterpoise outlook {study.state} --channel {channel}")
    row = rows[0]
    ends = f"{100 * row['low80']:.0f}–{100 * row['high80']:.0f}\u00a0%"
    return (
        f"{partner.name} in {wording.possessive(study.name)} {VIEWS[channel]}",
        str(found.as_of),
        wording.span(found.as_of + 1, found.to),
        wording.percent(row["past"], note=note),
        chance(row["mean"], note),
        Number(row["median"], ends, "share", note=note),
        chance(row["leads"], note),
        since(study, channel, found, partner.state),
    )


def _outlook(study: Study, channel: str) -> Outlook | None:
    """Return the outlook from the last year that it can be made from, of what may be known."""
    try:
        latest = latest_origin(study.store, channel, study.state)
        as_of = min(latest, study.as_of or latest)
        found = forecast(study.store, study.state, channel=channel, as_of=as_of, to=as_of + AHEAD)
    except CounterpoiseError:
        return None
    return replace(found, came=found.past)
