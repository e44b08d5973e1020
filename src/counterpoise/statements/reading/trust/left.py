"""What a reading leaves unexplained: figures, parties, courses and comparisons that nothing was made of.

A sentence of which all figures and parties found their place was most likely understood. Where a
figure or a party is left over beside a statement, it may be its.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.parties.set_aside import is_set_aside

MOST: Final = 2
"""From so many on, what is left is not counted further."""
TIMES_OTHERS: Final = re.compile(r"Bx?[sOA]x?C")
"""So many times what passes with another: "nine times its exports to"."""
READ: Final = re.compile(r"[ud][xYtfyo(]*$")
"""A course right before a figure is read with it."""


def left(sense: Sense, draft: Draft, drafts: Sequence[Draft]) -> frozenset[str]:
    """Return cues of what a sentence holds that none of its statements tells.

    Parameters
    ----------
    sense : Sense
        The sentence.
    draft : Draft
        The statement of which the confidence is reckoned: parties and words are counted in its clause.
    drafts : sequence of Draft
        All that were made of the sentence.
    """
    shape = sense.shape
    places = {one.at for one in drafts}
    begin, end = clause(shape, draft.at)
    figures = [
        at
        for at, tag in enumerate(shape)
        if tag in "FMT"
        and at not in places
        and not (_is_told(sense, at, drafts) or is_set_aside(sense, at))
    ]
    told = {
        party
        for one in drafts
        for party in (
            one.parts.get("subject", ""),
            one.parts.get("bloc", ""),
            *one.parts.get("partners", ()),
            *one.parts.get("poles", ()),
        )
    }
    parties = {
        party
        for at in range(begin, end)
        if shape[at] in "POA"
        for party in sense.line.parties(at)
        if party not in told and party != sense.about
    }
    found = set()
    if figures:
        found.add(f"figures left {min(len(figures), MOST)}")
    if parties:
        found.add(f"parties left {min(len(parties), MOST)}")
    kinds = {one.parts["kind"] for one in drafts}
    dated = draft.parts["kind"] in ("membership", "event") and draft.parts.get("years")
    if parties and dated and _elsewhen(sense, drafts):
        found.add("time left")  # "Finland joined in 2023 and Sweden followed in 2021"
    if TIMES_OTHERS.search(shape) and not kinds & {"comparison", "change", "trend"}:
        found.add("measure left")  # "$104 billion, nine times its exports to"
    moved = [
        at
        for at in range(begin, end)
        if shape[at] in "ud" and not any(READ.search(shape, at, place) for place in places)
    ]
    if moved and not kinds & {"change", "trend", "forecast"}:
        found.add("course left")
    if set(shape[begin:end]) & set("EB") and not kinds & {"comparison", "change"}:
        found.add("compared left")
    if any(sense.line.is_name(at) for at in range(begin, end)):
        found.add("names left")
    return frozenset(found)


def _is_told(sense: Sense, at: int, drafts: Sequence[Draft]) -> bool:
    """Return whether a figure is that of a statement found by another word: the sum of a deficit."""
    value = sense.line.chunks[at].value.value
    return any(
        one.parts["kind"] == "balance" and one.parts.get("quantity") == value for one in drafts
    )


def _elsewhen(sense: Sense, drafts: Sequence[Draft]) -> bool:
    """Return whether a sentence names a year that none of its statements has."""
    told = {year for one in drafts for year in one.parts.get("years") or ()}
    named = [one.value for one in sense.line.chunks if one.tag == "Y" and one.value.years]
    # "since 1995" ends today, whatever year that is
    return any(
        not told.issuperset(one.years[:1] if one.how == "since" else one.years) for one in named
    )


def clause(shape: str, at: int) -> tuple[int, int]:
    """Return where the clause of a chunk begins and ends."""
    spot = max(at, 0)
    begin = shape.rfind(";", 0, spot) + 1
    end = shape.find(";", spot)
    return begin, end if end >= 0 else len(shape)
