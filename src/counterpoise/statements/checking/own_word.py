"""What only partners tell decides nothing that the state's own customs may say otherwise.

A figure of imports that only the sellers tell is as far from the importer's own as former years show
(`panel.mirror_gaps`). So what it decides is asked again between the bounds of what the importer may say;
unless that decides alike, it can't be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from counterpoise.measures.answers import Told
from counterpoise.measures.shares import SHARED
from counterpoise.measures.sufficiency import PARTLY_KNOWN
from counterpoise.panel.mirror_gaps import SPREAD, TIES, by_own_word
from counterpoise.statements import words
from counterpoise.statements.checking.verdict import CANNOT_TELL, Found, Point, Tested
from counterpoise.statements.checking.window import Window


def own_windows(told: Mapping[int, Window], ways: Sequence[Told], length: int) -> dict[int, Window]:
    """Return the windows of which only partners tell, with bounds of what the state may say itself.

    Parameters
    ----------
    told : mapping of int to Window
        What is told, by the last year of each window.
    ways : sequence of Told
        The questions that the windows answer.
    length : int
        Years of a window. Of several, of several states and of both ways of trade it is not asked what
        of whose word was recorded: the part that only partners tell is as far off as it usually is.
    """
    pieces = [one for way in ways for one in way.answer.pieces]
    ties = pl.concat([pl.DataFrame(schema=TIES), *(one.granted for one in pieces)])
    single = length == len(ways) == 1 and not ways[0].blocs
    alone = single and all(len(one.states) == 1 for one in pieces)
    return {
        int(year): _by_own_word(told[year], some, alone=alone)
        for (year,), some in ties.group_by("year")
        if year in told and told[year].state in (SHARED, PARTLY_KNOWN)
    }


def _by_own_word(seen: Window, ties: pl.DataFrame, *, alone: bool) -> Window:
    """Return a window with the bounds of its ties; of those without a row the usual ones."""
    bounds = {row["partner"]: row for row in by_own_word(ties).iter_rows(named=True)}
    by_others = min(float(ties["value"].sum()) / seen.volume, 1.0) if seen.volume > 0 else 1.0
    spread, told = 1.0 + by_others * (SPREAD - 1.0), 1.0 - (seen.hidden or 0.0)
    parts = {}
    for partner, part in seen.parts.items():
        own = bounds.get(partner) if alone else None
        low, high = (part.low, part.low) if part.share is None else (told * part.share, part.share)
        parts[partner] = replace(
            part, share=None,
            low=told * own["share_low"] if own else (low or 0.0) / spread,
            high=own["share_high"] if own else (high or 0.0) * spread,
            least=own["least"] if own else part.value / spread,
            most=own["most"] if own else part.value * spread,
        )  # fmt: skip
    return replace(seen, parts=parts, state=PARTLY_KNOWN, by_others=seen.state)


def settled_by_own_word(found: Found, own: Found) -> Found:
    """Return what was found, without verdicts that what the state may say itself leaves open.

    `own` is what the same check finds between the bounds of that (`Facts.of_own_word`).
    """
    may = {_which(one): one for one in own.tested}
    tested = (_left_open(one, may.get(_which(one), one)) for one in found.tested)
    years = {point.year: point.holds for point in own.series}
    series = (
        one if years.get(one.year, one.holds) == one.holds else Point(one.year, None, None)
        for one in found.series
    )
    return replace(found, tested=tuple(tested), series=tuple(series))


def _which(one: Tested) -> tuple[object, ...]:
    """Return the choices that tell a reading from others."""
    return (*sorted(one.facets.items()), one.known, one.headline)


def _left_open(one: Tested, own: Tested) -> Tested:
    """Return a reading; as one that cannot tell, if its verdict is by partners' word alone."""
    if one.verdict == CANNOT_TELL or one.verdict == own.verdict:
        return one
    may = (
        f": {words.between(*own.bounds, one.unit)} as its customs may record that"
        if own.bounds
        else ""
    )
    source = one.facets.get("source", "the source")
    why = (
        f"{source} tells {one.shown} by partners' word alone, and the state's own is not held{may}"
    )
    return replace(
        one, figure=None, shown="–", verdict=CANNOT_TELL, margin=None, rows=(), missing=why,
        bounds=own.bounds, left_open=True,
    )  # fmt: skip
