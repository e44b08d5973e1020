"""The picture of a brief's first screen: who held which part of each channel, through time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from counterpoise.measures.frames import UNALLOCATED
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Chart
from counterpoise.report.sections.first_screen.leaders import TIES
from counterpoise.report.sections.state.channels import label, period, told_flows
from counterpoise.report.study import Flow, Study

SHOWN: Final = 3
"""Partners of a channel that are drawn: the largest of its last year told."""
YEARS: Final = 35
"""Years before the last one told that are shown."""


def picture(study: Study) -> Chart | None:
    """Return the shares of the largest partners in each channel that is told; None if none is."""
    told = told_flows(study)
    if not told:
        return None
    last = max(year for _, year in told.values())
    first = max(last - YEARS, min(_begun(flow) for flow, _ in told.values()))
    shown = {name: one for name, one in told.items() if one[1] >= first}
    rows = [row for name, one in shown.items() for row in _rows(name, *one, first)]
    notes = [note for flow, year in shown.values() for note in study.cites(flow, (first, year))]
    return Chart(
        "partners-in-time",
        "partners_in_time",
        f"Between whom {study.place} stands, {wording.span(first, last)}",
        f"Share of the largest partners of {study.place} in {_listed(shown)}, year by year.",
        tuple(rows),
        caption="Part of each channel, year by year; drawn are the three largest of its last year told,"
        " whoever is first thick. A gap is not told or not covered, which is not zero."
        + _windows(shown),
        notes=tuple(dict.fromkeys(notes)),
    )


def _begun(flow: Flow) -> int:
    shared = flow.shares.filter(pl.col("state_of_share") == "shared")
    return int(shared["year"].min())  # type: ignore[arg-type]


def _listed(told: dict[str, tuple[Flow, int]]) -> str:
    return wording.listed([label(name).lower() for name in told])


def _windows(told: dict[str, tuple[Flow, int]]) -> str:
    """Return which channels are summed over several years up to each."""
    by_length: dict[int, list[str]] = {}
    for name, (flow, _) in told.items():
        if flow.view.window > 1:
            by_length.setdefault(flow.view.window, []).append(label(name).lower())
    said = [
        f"{wording.listed(names)} over the {number_of(years, 'year')} up to each"
        for years, names in by_length.items()
    ]
    return f" {wording.started('; '.join(said))}." if said else ""


def _rows(name: str, flow: Flow, year: int, first: int) -> list[dict[str, Any]]:
    over = flow.view.over
    way = "from" if over == "origin" else "to"
    words = wording.started(TIES.get(name) or f"{label(name).lower()} {way}")
    largest = flow.year(year).filter(~pl.col(over).str.contains(UNALLOCATED), pl.col("share") > 0)[
        over
    ][:SHOWN]
    shared = flow.shares.filter(
        pl.col("state_of_share") == "shared", pl.col("year").is_between(first, year)
    )
    years = set(shared["year"].to_list())
    told: dict[str, list[tuple[int, float | None, int]]] = {}
    own = shared.filter(pl.col(over).is_in(largest.implode()))
    for partner, *tie in own[[over, "year", "share", "unknown"]].rows():
        told.setdefault(partner, []).append(tuple(tie))
    return [
        {
            "channel": words, "told": period(flow, year), "partner": states.name(partner),
            "id": partner, "year": at, "share": share, "order": place,
        }
        for place, partner in enumerate(largest)
        for at, share in _through(flow, told.get(partner, []), partner, years, first, year)
    ]  # fmt: skip


def _through(
    flow: Flow,
    told: Sequence[tuple[int, float | None, int]],
    partner: str,
    years: set[int],
    first: int,
    last: int,
) -> list[tuple[int, float | None]]:
    """Return a partner's share by year: 0 where it is covered and nothing passed, None if not told."""
    share = {at: part for at, part, _ in told}
    unknown = {at for at, part, hidden in told if hidden and part is None}
    covered = {
        at
        for piece, begin, end in flow.pieces()
        for at in piece.years_covered(flow.state, partner)
        if begin <= at <= end
        and states.exists(partner, at)  # before Russia there was the Soviet Union: no share of 0
    }
    begun = min(years, default=first)
    return [
        (at, share[at] if share.get(at) is not None
         else 0.0 if at in years and at in covered and at not in unknown else None)
        for at in range(max(first, begun), last + 1)
    ]  # fmt: skip
