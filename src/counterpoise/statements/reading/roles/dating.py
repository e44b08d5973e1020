"""The time of a place: held since, no longer, once."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterpoise.measures.views import VIEWS, view
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable

ENDED: Final = re.compile(
    r"\b(?:no longer|lost (?:its|the) (?:place|position) as|ceased to be|stopped being)\b"
)
ANEW: Final = re.compile(r"[;:—]|, (?:and|but|while|whereas)\b")
DOING: Final = re.compile(r", (?:having|\w{3,}ing) \w")
"""Between a place and a time: what whoever has it does besides."""
STILL: Final = re.compile(
    r"\b(?:has|have) (?:always |long )?(?:been|remained) (?:so |that |it |one )?(?:ever )?(?P<how>since|for)\b"
)
"""A place that is held, and was before: "is its biggest donor, and has been since 2000"."""


APPOSED: Final = re.compile(r"K[^,;]*R[^,;]*,[xbH]*[udgka]")
"""A place told by the way, before the verb of the clause: "from China, its second partner, fell"."""
BEING: Final = re.compile(r"hx*Px*b[^,;K]*(?P<place>K)[^,;]*,[^,;]*[CSR][^,;]*[udlgkab]")
"""The same with "with": "with Russia being its second partner, trade grew"."""


def _in_part_of_year(at: Sense, place: int, how: str) -> bool:
    """Return whether a place is told by the way of what passed in a part of a year, and has no time itself."""
    if how not in ("part", "month"):
        return False
    being = BEING.match(at.shape)
    if being and being.start("place") == place:
        return True
    before = at.shape[:place].rstrip("xsO")
    return before.endswith("P,") and APPOSED.match(at.shape, place) is not None


def dated(at: Sense, place: int, draft: Draft) -> Iterator[Draft]:
    """Yield a place with its time; until a year, or no longer, is two statements or a denied one."""
    found = at.time(place)
    if found is not None and _in_part_of_year(at, place, found.how):
        yield draft
        return
    if found is not None and found.how == "since" and _of_what_is_done(at, place, found.start):
        yield replace(draft, cues=draft.cues | {"vague time"})
        return
    ended = ENDED.search(at.line.plain)
    if ended and ANEW.search(at.line.plain, ended.end(), at.line.chunks[max(draft.at, 0)].start):
        ended = None
    if ended and ANEW.search(at.line.plain, at.line.chunks[max(draft.at, 0)].end, ended.start()):
        ended = None  # "no longer buys gas from Russia, and Norway has become its main supplier"
    until = found is not None and found.how == "until" and found.years is not None
    if until and draft.parts["kind"] == "rank" and found and found.years:
        last = found.years[1]
        known = max(last, at.stated - 1)
        window = view(draft.parts["channel"]).window if draft.parts["channel"] in VIEWS else 1
        yield Draft(
            draft.parts | {"years": (last - window + 1, last)},
            draft.words,
            draft.at,
            draft.assumed,
            draft.cues | {"until"},
        )
        if known > last:
            later = draft.parts | {"years": (last + 1, known), "comparison": "not largest"}
            yield Draft(later, draft.words, draft.at, draft.assumed, draft.cues | {"until"})
        return
    if found is not None and found.how == "since":
        draft = Draft(
            draft.parts | {"when": "throughout"}, draft.words, draft.at, draft.assumed, draft.cues
        )
    if (
        found is not None
        and found.how == "past"
        and found.years
        and at.line.plain.startswith(("for ", "throughout "))
    ):
        draft = Draft(
            draft.parts | {"when": "throughout"}, draft.words, draft.at, draft.assumed, draft.cues
        )
    told = _since(at, place, timed(at, place, draft))
    if ended and told.parts["kind"] == "rank":
        told = Draft(
            told.parts | {"comparison": "not largest"},
            told.words,
            told.at,
            told.assumed,
            told.cues | {"ended"},
        )
    yield told


def _of_what_is_done(at: Sense, place: int, start: int) -> bool:
    """Return whether since when is told of another deed: "is its largest donor, having lent since 1958"."""
    return DOING.search(at.line.plain, at.line.chunks[place].end, start) is not None


def _since(at: Sense, place: int, told: Draft) -> Draft:
    """Return a place with the years since when it is held, where a clause behind it says so."""
    still = STILL.search(at.line.plain, at.line.chunks[place].end)
    if still is None or "years" in told.parts or told.parts["kind"] != "rank":
        return told
    for one in at.line.chunks:
        if one.tag == "Y" and one.value.years and one.start <= still.end() < one.end + 2:
            return replace(
                told, parts=told.parts | {"when": "throughout", "years": one.value.years}
            )
    raise Unreadable(f"“{still.group()}”, and not since when")
