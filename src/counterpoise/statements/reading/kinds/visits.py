"""Visits of leaders: "China's president visited Viet Nam in 2017". Nobody else's journey is read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.around import around, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.years_of_list import each_year
from counterpoise.statements.reading.tokens.clauses import clause_at

VISIT: Final = re.compile(
    r"\b(?:visited(?! by\b)|(?:paid|made) (?:an? |two |three )?(?:\w+ )?visits? to"
    r"|travell?ed to|went to|flew to)\b"
)
LEADER: Final = re.compile(
    r"\b(?:president|premier|prime minister|head of (?:state|government)|(?:party|paramount) leader"
    r"|general secretary|chairman|chancellor(?! of the exchequer))\b"
)
TRAVELLED: Final = re.compile(rf"{LEADER.pattern}.{{0,80}}{VISIT.pattern}")
"""A leader who went somewhere, told by a word too common to be looked for."""
NOT_HE: Final = re.compile(
    r"\b(?:vice|deputy|former|late|opposition|ex)[- ](?:president|premier|prime minister|leader)\b"
    r"|\b(?:president|premier|leader|minister|chairman)(?:[’']s| of (?!the (?:people|state)\b)(?:a|the) )"
)
"""Whoever held the office at another time, is its deputy, or of somebody's family or firm."""

WENT: Final = re.compile(r"travell?ed to|went to|flew to")
THERE: Final = re.compile(r" (?:the |neighbouring |nearby )?")
APPOSED: Final = re.compile(r", [^,;.]{4,80}, (?:\w+ )?$")
COUNTED: Final = re.compile(
    r"\b(?:twice|thrice|\w+ times|several|many|often|frequently|first|last|since)\b"
)
"""What makes of a visit several, or one of a row: of which a year alone tells nothing."""


def visit(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | tuple[Draft, ...] | None:
    """Return whose leader visited whom, and when; one for each year of a list of them."""
    draft = _visit(at, found)
    years = each_year(at, place_of(at, found)) if draft else ()
    if draft is None or len(years) < 2:
        return draft
    return tuple(replace(draft, parts=draft.parts | {"years": (one, one)}) for one in years)


def _visit(at: Sense, found: re.Match[str]) -> Draft | None:
    """Return whose leader visited whom, and when."""
    plain = at.line.plain
    near = clause_at(plain, found.start())
    ahead = near[: max(near.find(found.group()), 0)]
    if not ahead.strip() and (aside := APPOSED.search(plain, 0, found.start())):
        ahead = aside.group()  # "Xi Jinping, China's president, visited"
    if not LEADER.search(ahead) or _tells_of_figures(at):
        return None
    if NOT_HE.search(ahead):
        raise Unreadable("a visit, and not of a leader in office")
    if COUNTED.search(near):
        raise Unreadable("how often somebody was visited, and not whether in one year")
    before, after = around(at, found)
    if len(before) != 1 or len(after) != 1:
        raise Unreadable("a visit, and not of whom to whom")
    if WENT.fullmatch(found.group()) and not _is_there(at, found):
        raise Unreadable("a visit, and not of whom to whom")
    place = place_of(at, found)
    time = at.time(place)
    if time is None or time.years is None:
        raise Unreadable("a visit, and not when")
    parts = {
        "kind": "event", "event": "visit", "years": time.years, "subject": before[0],
        "partners": tuple(after),
    }  # fmt: skip
    return Draft(parts, (found.group(),), place, (), frozenset({"event"}))


def _tells_of_figures(at: Sense) -> bool:
    """Return whether a sentence tells of figures or places; a prime minister is none."""
    return any(
        one.tag in "FMT" or (one.tag == "K" and one.text != "prime") for one in at.line.chunks
    )


def _is_there(at: Sense, found: re.Match[str]) -> bool:
    """Return whether a state stands right behind a verb: nobody "went to the theatre in Vienna"."""
    return any(THERE.fullmatch(at.line.plain, found.end(), one.start) for one in at.line.said)
