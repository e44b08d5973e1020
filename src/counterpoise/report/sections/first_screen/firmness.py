"""How firmly a state stands: effective and independent partners by channel, and its place among all."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.levels import levels
from counterpoise.report.pages import Cell, Number, Sentence
from counterpoise.report.sections.state.channels import (
    cite,
    comparable,
    label,
    period,
    told_flows,
)
from counterpoise.report.sections.state.effective import effective_partners
from counterpoise.report.sections.state.independence import cite_independent, independent
from counterpoise.report.study import Flow, Study

PLACED: Final = ("imports", "exports")
"""Channels that are told of nearly all states, so that a place among them says something."""
FEWEST: Final = 30
"""States told of under which no place is stated."""


def sentence(study: Study) -> Sentence:
    """Return how concentrated the channels of the latest period are, in words and in figures."""
    told = comparable(told_flows(study))
    if not told:
        return ("Not known: no channel is told of well enough.",)
    return (
        f"{_in_words(told)}. ",
        *_effective(study, told),
        *_independent(study, told),
        *_place(study, told),
    )


def _in_words(told: dict[str, tuple[Flow, int]]) -> str:
    by_level: dict[str, list[str]] = {}
    for name, (flow, year) in told.items():
        found = flow.summary(year)
        word = levels(found["herfindahl_low"], found["herfindahl_high"])
        by_level.setdefault(word, []).append(label(name).lower())
    said = [f"{word} in {wording.listed(names)}" for word, names in by_level.items()]
    return wording.started("; ".join(said))


def _effective(study: Study, told: dict[str, tuple[Flow, int]]) -> list[Cell]:
    cells: list[Cell] = ["Effective partners (as many equal ones would weigh the same): "]
    for name, (flow, year) in told.items():
        number = effective_partners(flow.summary(year), cite(study, flow, year))
        cells += [number, f" in {label(name).lower()} ({period(flow, year)}), "]
    return [*cells[:-1], str(cells[-1])[:-2]]


def _independent(study: Study, told: dict[str, tuple[Flow, int]]) -> list[Cell]:
    """Return how many are left where partners who vote alike count as less than one each."""
    found = independent(study)
    known = [name for name in told if found.get(name, {}).get("independent") is not None]
    if not known:
        return ["."]
    cells: list[Cell] = ["; counting those who vote alike as less than one each, "]
    for name in known:
        flow, year = told[name]
        number = wording.count(
            found[name]["independent"],
            note=cite_independent(study, flow, year),
            digits=1,
            unit="independent partners",
        )
        cells += [number, ", "]
    cells[-1] = " are independent." if len(known) == len(told) else (
        f" are independent (in {wording.listed([label(name).lower() for name in known])})."
    )  # fmt: skip
    if len(known) > 1:
        cells[-3] = " and "
    return cells


def _place(study: Study, told: dict[str, tuple[Flow, int]]) -> list[Cell]:
    cells: list[Cell] = []
    for name in PLACED:
        if name not in told:
            continue
        flow, year = told[name]
        place = _among_all(study, flow, year)
        if place is None:
            continue
        number, of = place
        cells += [
            ", " if cells else " Among all states told of, the most concentrated first: ",
            f"{name} ",
            number,
            f" of {of} ({year})",
        ]
    return [*cells, "."] if cells else []


def _among_all(study: Study, flow: Flow, year: int) -> tuple[Number, int] | None:
    """Return the state's place by the HHI of a year, the most concentrated first, and of how many."""
    view = flow.view
    found = study.concentrations(view.name, year)
    own = found.filter(pl.col(view.of) == study.state)["herfindahl"]
    if own.is_empty() or found.height < FEWEST:
        return None
    place = int((found["herfindahl"] > own[0]).sum()) + 1
    note = study.ledger.cite(
        flow.evidence_of(year),
        f"{view.title}: concentration of {number_of(found.height, 'state')}, {year}",
        None,
        f"counterpoise table herfindahl --channel {view.name} --years {year}-{year}",
        beside=study.everybody(view.name, year).holdings,
    )
    return Number(place, wording.ordinal(place), "place", note=note), found.height
