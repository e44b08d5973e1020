"""Votes in the United Nations told in other words: the same vote, and the course of agreement."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.kinds.leanings import FORUM, SELDOM
from counterpoise.statements.reading.kinds.rates import rated
from counterpoise.statements.reading.parties.around import about, around, place_of
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import PLACE

SAME: Final = re.compile(
    r"\bcast (?:\w+ )?the same (?:votes?|ballots?) as\b|\b(?:vot(?:e|es|ed|ing)|ballots?)\b[^,;.]{0,40}?\b(?:the same (?:way )?as|identical (?:to|with)|coincid(?:e|es|ed) with"
    r"|match(?:es|ed)?|tall(?:y|ies|ied) with)\b"
)
"""What says that two vote alike: "its vote is the same as Russia's"."""
COURSE: Final = re.compile(
    r"\b(?:(?:voting )?agreement with|(?:drift(?:ed|s)|mov(?:ed|es)|edg(?:ed|es)|shift(?:ed|s)|inch(?:ed|es)) (?:\w+ )?"
    r"(?:(?P<off>away from|further from|apart from)|(?P<near>closer to|nearer to))"
    r"|(?P<apart>diverg(?:ed|es|ing) from)|(?P<alike>converg(?:ed|es|ing) with))\b"
)
COMPARED: Final = re.compile(r"\bthan\b|\bmore often\b")


def same(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return the same vote as alignment, where it is not told of less than half of them."""
    plain = at.line.plain
    told = rated(at)
    if (not told and SELDOM.search(plain)) or COMPARED.search(plain):
        raise Unreadable("votes alike, and in how many is not told or less than half")
    before, after = around(at, found)
    after = [one for one in after if one != PLACE]
    if not after:
        raise Unreadable("votes alike, and not with whom")
    subject, assumed = (before[-1], ()) if before else about(at, tuple(after))
    parts = {
        "kind": "alignment",
        "comparison": "aligned",
        "subject": subject,
        "partners": (after[0],),
    } | told
    assumed = (*assumed, "by votes in the United Nations")
    place = at.shape.index("F") if told else place_of(at, found)
    return timed(
        at, place, Draft(parts, (found.group(),), place, assumed, frozenset({"alignment"}))
    )


def course(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """Return how agreement in votes has moved."""
    plain = at.line.plain
    if not FORUM.search(plain) or "trend" in told or COMPARED.search(plain, found.end()):
        return None
    moved = next((tag for tag in at.shape if tag in "ud"), "")
    off, near = found["off"] or found["apart"], found["near"] or found["alike"]
    way = "falling" if off else "rising" if near else {"u": "rising", "d": "falling"}.get(moved)
    before, after = around(at, found)
    after = [one for one in after if one != PLACE]
    if way is None or not after:
        return None
    subject, assumed = (before[-1], ()) if before else about(at, tuple(after))
    parts = {
        "kind": "trend",
        "of": "agreement",
        "comparison": way,
        "subject": subject,
        "partners": (after[0],),
    }
    assumed = (*assumed, "by votes in the United Nations")
    place = place_of(at, found)
    draft = timed(
        at, place, Draft(parts, (found.group(),), place, assumed, frozenset({"alignment"}))
    )
    kept = {key: value for key, value in draft.parts.items() if key != "when"}
    spans = [one.value.years for one in at.line.chunks if one.tag == "Y" and one.value.years]
    if len(spans) == 2:  # "from 20 per cent in 2012 to 61 per cent in 2019"
        kept["years"] = (min(spans)[0], max(spans)[1])
    return Draft(kept, draft.words, draft.at, draft.assumed, draft.cues)
