"""Courses beside a figure or another course: of a clause without one, of "that of Italy", "at the expense of"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.roles.compared import courses

FIGURES: Final = frozenset("FMTB")
LASTS: Final = re.compile(
    r"\b(?:has|have|is|are|keeps?|kept|continu(?:es?|ed|ing)|been|steadily|constantly|gradually|progressively)\b"
)
"""What makes a course one over years: "has been rising", "kept falling"."""
OVER: Final = ("since", "past", "vague")
"""Times over which a course lasts."""
TURNS: Final = re.compile(r"C[^,;]*?[ud]x{0,2}(?:Y|$|,|x)|[ud]nx{0,2}[OAs]?C[hft]P")
"""A noun and its course, and nothing behind it that tells by how much."""
EXPENSE: Final = re.compile(r"ox{0,2}(?:[sOA]?C[hft])?x{0,2}(?P<who>P)")
"""At whose expense something grew: "at the expense of trade with the Soviet Union"."""
STILL: Final = re.compile(
    r"[FMT][^;FMT]{0,12}?[;,&]+(?P<it>p|sS|S|sC)?x{0,2}(?P<is>b)x{0,3}(?P<course>[ud])(?=[xY]{0,3}(?:$|[,;]))"
)
"""The course of what a figure was told of: "amounts to 67 per cent, and it is constantly growing"."""
PARTED: Final = re.compile(r";|,(?=x?[lhq])")
"""Where what is told without a figure may end: "has risen, reaching $900 million"."""
THAT_OF: Final = re.compile(
    r"[&;,]+(?P<what>C)(?P<prep>[othf])x{0,2}(?P<who>P)[xbHY]{0,3}(?P<course>[ud])(?!x?[FMty])"
)
"""The course of the same of another: "and that of Italy is growing"."""


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the courses that are told without a figure in a sentence that has some, and those beside one."""
    if not set(at.shape) & set("ud"):
        return
    found = [one for one in read if one.parts["kind"] == "trend"]
    if FIGURES & set(at.shape):
        for one in _of_clauses(at):
            yield one
            found.append(one)
    if not found:
        yield from _still(at, read)
    for one in found:
        if len(one.parts.get("partners") or ()) == 1:
            yield from _that_of(at, one)
            yield from _expense(at, one)


def _of_clauses(at: Sense) -> Iterator[Draft]:
    """Yield the course of each clause that has no figure: "has steadily declined: to $3 billion in 2021"."""
    if not PARTED.search(at.shape):
        return
    begin = 0
    for end in (*(one.start() for one in PARTED.finditer(at.shape)), len(at.shape)):
        clause = at.shape[begin:end]
        if not FIGURES & set(clause) and TURNS.search(clause) and _lasts(at, begin, end):
            line = replace(at.line, chunks=at.line.chunks[begin:end])
            for one in courses(replace(at, line=line)):
                if isinstance(one, Draft) and one.parts.get("partners") and not one.assumed:
                    yield replace(one, at=one.at + begin, cues=one.cues | {"course of a clause"})
        begin = end + 1


def _lasts(at: Sense, begin: int, end: int) -> bool:
    """Return whether what a clause tells goes on over years."""
    chunks = at.line.chunks[begin:end]
    text = at.line.plain[chunks[0].start : chunks[-1].end]
    return LASTS.search(text) is not None or any(
        one.tag == "Y" and one.value.how in OVER for one in chunks
    )


def _still(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the course of a share or an amount that was told just before."""
    for found in STILL.finditer(at.shape):
        told = [
            one
            for one in read
            if one.at == found.start()
            and one.parts["kind"] in ("share", "amount")
            and one.parts.get("partners")
        ]
        it = found["it"] or ""
        named = at.line.chunks[found.start("it")].text if it == "p" else ""
        if len(told) != 1 or told[0].assumed or named not in ("", "it"):
            continue
        if (
            it == "sC"
            and at.line.chunks[found.start("it") + 1].value.channel != told[0].parts["channel"]
        ):
            continue  # "and its debt is growing"
        kept = ("subject", "partners", "channel", "product")
        parts = {key: told[0].parts[key] for key in kept if told[0].parts.get(key)}
        parts |= {"kind": "trend", "of": told[0].parts["kind"],
                  "comparison": "rising" if found["course"] == "u" else "falling"}  # fmt: skip
        words = (at.line.chunks[found.start("course")].text,)
        yield Draft(
            parts, words, found.start("course"), (), told[0].cues | {"course", "course beside"}
        )


def _that_of(at: Sense, one: Draft) -> Iterator[Draft]:
    """Yield the course of the same with another partner."""
    for found in THAT_OF.finditer(at.shape, max(one.at, 0)):
        who = at.line.parties(found.start("who"))
        text = at.line.chunks[found.start("what")].text
        known = {one.parts["subject"], *one.parts["partners"]}
        if text not in ("that", "those") or len(who) != 1 or known & set(who):
            continue
        if set(at.shape[one.at : found.start()]) & FIGURES:
            continue
        up = found["course"] == "u"
        yield _made(one, found.start("course"), who, "rising" if up else "falling", text)


def _expense(at: Sense, one: Draft) -> Iterator[Draft]:
    """Yield what fell where another grew at its expense."""
    if one.parts["comparison"] != "rising" or "expense of" not in at.line.plain:
        return
    for spot in range(one.at + 1, len(at.shape)):
        if at.line.chunks[spot].text != "expense":
            continue
        found = EXPENSE.match(at.shape, spot + 1)
        who = at.line.parties(found.start("who")) if found else ()
        known = {one.parts["subject"], *one.parts["partners"]}
        if not known & set(who) and ";" not in at.shape[one.at : spot]:
            for each in who:
                yield _made(one, spot, (each,), "falling", "at the expense of")


def _made(one: Draft, spot: int, who: tuple[str, ...], comparison: str, words: str) -> Draft:
    """Return a course like another, of another partner."""
    parts = one.parts | {"partners": who, "comparison": comparison}
    return Draft(parts, (words, *one.words), spot, one.assumed, one.cues | {"course beside"})
