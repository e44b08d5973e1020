"""The channels of a state as pages tell of them: each flow with its last year that can be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from counterpoise import schema
from counterpoise.measures.few_ties import BOTH, THEIRS
from counterpoise.measures.frames import UNALLOCATED
from counterpoise.measures.resilience import lose_worst_partner
from counterpoise.measures.views import view
from counterpoise.panel.candidates import able_sources
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import NO_STATE, NONE, NOT_COVERED, NOT_HELD, TOO_LITTLE, Number
from counterpoise.report.study import Flow, Study, years_of
from counterpoise.schema import own_channels

CHANNELS = ("arms", "imports", "exports", "aid", "investment-flow")
VIEWS_OF = {"investment-flow": ("investment-flow", "investment")}
"""Capital that came in, or that is held: the one can't be held against the other."""
KINDS = {"investment-flow": "coming in", "investment": "held"}
"""What such a view's figures are of, in words."""
SAME_PERIOD = 5
"""Years within which channels are of one period, and may be held against one another."""
LABELS = {
    "arms": "Arms", "imports": "Imports", "exports": "Exports", "aid": "Aid", "investment-flow": "Investment",
}  # fmt: skip


def own_names() -> tuple[str, ...]:
    """Return the channels that one indicator makes by itself: debt, remittances, data of one's own."""
    return tuple(own_channels())


def section_of(name: str) -> str:
    """Return the id of such a channel's section; those of one's own can't be taken for ours."""
    return name if name in schema.CHANNELS else f"own-{name}"


def names() -> tuple[str, ...]:
    """Return the channels that pages set side by side: ours, and those of one indicator each."""
    return (*CHANNELS, *own_names())


def label(name: str) -> str:
    """Return what a channel is called in a table's head."""
    return LABELS.get(name) or wording.started(named(name))


def named(name: str) -> str:
    """Return a channel, a basket or a column in words: crude oil, not crude_oil."""
    return name.replace("-", " ").replace("_", " ")


def told_flows(study: Study) -> dict[str, tuple[Flow, int]]:
    """Return each channel's flow with the last year whose shares can be stated."""
    return study.once("told flows", lambda: _told_flows(study))


def _told_flows(study: Study) -> dict[str, tuple[Flow, int]]:
    told = {}
    for name in names():
        found = [stated(study, each) for each in VIEWS_OF.get(name, (name,))]
        if known := [one for one in found if one]:
            # Of what came in and what is held, the one that is known of a later year.
            told[name] = max(known, key=lambda one: one[1])
    return told


def stated(study: Study, name: str) -> tuple[Flow, int] | None:
    """Return a view of the state with the last year whose shares can be stated."""
    flow = study.flow(name)
    if flow is None:
        return None
    stated = (pl.col("state_of_share") == "shared") & pl.col("leader").is_not_null()
    known = flow.concentration.filter(stated)
    return (flow, years_of(known)[1]) if known.height else None


def nothing(study: Study, name: str, views: tuple[str, ...] = ()) -> Number:
    """Return what stands in place of a channel's figures where none can be told, and why it is so.

    No such state as far as may be known; no source held; a source that does not cover it; little known,
    or little passed; and nothing passed: five things that must not be taken for each other. A state that
    ended before a source begins was there, and is not covered.
    """
    names = views or VIEWS_OF.get(name, (name,))
    for flow in filter(None, map(study.flow, names)):
        last = flow.volumes.row(-1, named=True)
        if last["volume"] == 0:
            # What some partners tell is not all: others may have given.
            partly = flow.year(last["year"])["told_by"].is_in([THEIRS, BOTH]).any()
            return wording.absent(TOO_LITTLE) if partly else wording.absent(NONE, value=0.0)
        told = last["state_of_share"]
        return wording.absent(told if told in wording.ABSENT else TOO_LITTLE)
    indicator = view(names[0]).indicator
    held = [study.evidence(indicator, source=source) for source in able_sources(indicator)]
    if not any(held):
        return wording.absent(NOT_HELD)
    began = states.began(study.state)
    there = began is None or study.as_of is None or began <= study.as_of
    return wording.absent(NOT_COVERED if there else NO_STATE)


def part_of(study: Study, flow: Flow, year: int, partner: str) -> Number:
    """Return a partner's share of a flow: a figure, none, not covered, or that there was no such state."""
    over, note = flow.view.over, cite(study, flow, year)
    begun = year - flow.view.window + 1
    if not _was_there(partner, begun, year):
        return wording.absent(NO_STATE, unit="share", note=note)
    rows = flow.year(year).filter(pl.col(over) == partner)
    if rows.height and rows["share"][0] is not None:
        return wording.percent(rows["share"][0], note=note)
    piece = flow.told.answer.piece(study.state, year)
    covered = piece is not None and year in piece.years_covered(study.state, partner)
    if rows.height or not covered:
        return wording.absent(NOT_COVERED, unit="share", note=note)
    return wording.percent(0.0, note=note)


def met(one: str, other: str, last: int | None) -> bool:
    """Return whether two states were ever there together, up to a year."""
    began = states.began(one)
    return began is None or _was_there(other, began, states.ended(one) or last)


def _was_there(entity: str, first: int, last: int | None) -> bool:
    """Return whether a state was there in some of the years; a territory without dates always."""
    began, ended = states.began(entity), states.ended(entity)
    return not (ended is not None and ended < first) and not (
        began is not None and last is not None and began > last
    )


def cite(study: Study, flow: Flow, year: int) -> int:
    """Return the footnote for the window of a flow that ends in `year`."""
    return study.cite(flow, year - flow.view.window + 1, year)


def years_led(flow: Flow, partner: str, year: int) -> tuple[list[int], bool]:
    """Return the years up to one in which a partner was the first, back to when another is named.

    And whether another is: years of which no first is named are passed over.
    """
    named = flow.concentration.filter(
        pl.col("state_of_share") == "shared",
        pl.col("leader").is_not_null(),
        pl.col("year") <= year,
    )
    led: list[int] = []
    for then, leader in named.sort("year", descending=True).select("year", "leader").iter_rows():
        if leader != partner:
            return led, True
        led.append(int(then))
    return led, False


def in_all_years(led: Sequence[int]) -> str:
    """Return in how many years a first is named, where some between them name none; else ""."""
    gaps = len(led) < led[0] - led[-1] + 1
    return f", in each of the {number_of(len(led), 'year')} known" if gaps else ""


def period(flow: Flow, year: int) -> str:
    """Return the window of a flow that ends in `year`, in words."""
    return wording.span(year - flow.view.window + 1, year)


def comparable(told: Mapping[str, tuple[Flow, int]]) -> dict[str, tuple[Flow, int]]:
    """Return the channels of the latest period: what is years older is not set beside it."""
    latest = max((year for _, year in told.values()), default=0)
    return {name: one for name, one in told.items() if one[1] > latest - SAME_PERIOD}


def of_the_unnamed(told: Mapping[str, tuple[Flow, int]], where: str) -> str:
    """Return what a caption says of partners who are not named, if any channel told has such."""
    names = [
        label(name).lower()
        for name, (flow, year) in told.items()
        if flow.year(year)
        .filter(pl.col("share") > 0)[flow.view.over]
        .str.contains(UNALLOCATED)
        .any()
    ]
    if not names:
        return ""
    return (
        f" Partners who are not named ({wording.listed(names)}) count together as one here; the range"
        f" in {where} tells how few or many they may be."
    )


def leader(flow: Flow, year: int) -> tuple[str, float]:
    """Return the named partner with the largest share, and its share."""
    named = (one for one in flow.ties(year).items() if not re.search(UNALLOCATED, one[0]))
    partner, (share, _) = next(named)
    assert share is not None
    return partner, share


def losses(told: Mapping[str, tuple[Flow, int]]) -> dict[str, dict[str, Any]]:
    """Return, by the names given to flows and years, what each loses with its largest partner."""
    stacked = [
        flow.shares.filter(pl.col("year") == year)
        .rename({flow.view.of: "state", flow.view.over: "partner"})
        .with_columns(state=pl.lit(name))
        .select("state", "partner", pl.exclude("state", "partner"))
        for name, (flow, year) in told.items()
    ]
    if not stacked:
        return {}
    rows = lose_worst_partner(pl.concat(stacked), of="state", over="partner")
    return {row["state"]: row for row in rows.rows(named=True)}
