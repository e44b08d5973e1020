"""What is told of a window that a forecast looks ahead to, where the window has begun."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.report import wording
from counterpoise.report.dating import today
from counterpoise.report.pages import Cell, Number, Sentence
from counterpoise.report.sections.state.channels import label, part_of, period
from counterpoise.report.study import Flow, Study
from counterpoise.scenarios.outlook import answers as tables
from counterpoise.scenarios.outlook.forecast import Outlook

VIEWS: Final = {"arms": "arms", "trade": "imports"}
"""Channels of the outlook, with the views of a state's own past."""


def told_since(study: Study, channel: str, outlook: Outlook) -> tuple[Flow, int] | None:
    """Return the last year of the window whose shares are stated, of whatever source; None if none is.

    The release that a forecast is carried forward from may end years before others do.
    """
    flow = study.flow(VIEWS[channel])
    if flow is None:
        return None
    stated = flow.concentration.filter(
        pl.col("state_of_share") == "shared",
        pl.col("year").is_between(outlook.as_of + flow.view.window, outlook.to),
    )
    return (flow, int(stated["year"].max())) if stated.height else None  # type: ignore[arg-type]


def sentences(study: Study, channel: str, outlook: Outlook) -> tuple[Sentence, ...]:
    """Return what the likeliest leader has had since, where the forecast's own source does not tell."""
    found = told_since(study, channel, outlook) if outlook.known_to <= outlook.as_of else None
    if found is None:
        return ()
    flow, year = found
    top = str(tables.leaders(outlook)["supplier"][0])
    return (
        (
            f"That is a forecast from {outlook.as_of}, the last year that its model can start from;"
            f" {outlook.as_of + 1} and later are not seen by it. Other sources tell of"
            f" {period(flow, year)}: {wording.place(top)} had ",
            part_of(study, flow, year, top),
            f" of {label(VIEWS[channel]).lower()} ({flow.evidence_of(year).holding.card.title}).",
        ),
    )


def since(study: Study, channel: str, outlook: Outlook, partner: str) -> Cell:
    """Return what a partner had in the last year told of the window, with the year in the same cell."""
    found = told_since(study, channel, outlook)
    if found is None:
        return unknown(outlook)
    flow, year = found
    told = part_of(study, flow, year, partner)
    return Number(
        told.value, f"{told.text} ({period(flow, year)})", told.unit, told.status, told.note
    )


def unknown(outlook: Outlook) -> str:
    """Return that what happened is not known: yet, or by the source alone that is carried forward.

    >>> from types import SimpleNamespace
    >>> unknown(SimpleNamespace(to=2999))
    'not yet known'
    """
    return "not yet known" if outlook.to >= int(today()[:4]) else "not in its source"
