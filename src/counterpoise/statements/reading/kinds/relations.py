"""How two states deal with each other: "relations between Viet Nam and China warmed", "challenged by".

What is hoped for, told of trade or of three at once is no such statement, nor is a word such as
"improve" of anything but the relations of two states.
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from counterpoise.statements.reading.kinds.happenings import WAR
from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.clauses import clause_at

COURSE: Final = re.compile(
    r"\b(?:relations?|relationship|(?:diplomatic|political|bilateral) ties|ties(?= between))\b"
    r"(?: between (?:(?! (?:that|which|who|and|but|to) )[^,.;:]){1,40} and)?"
    r"(?:(?! (?:that|which|who|and|but|to) )[^,.;:]){0,60}?"
    r" (?:(?:has|have|had|is|are|was|were) (?:been )?)?(?:\w+ly )?"
    r"(?:(?P<warm>warm(?:ed|ing)|improv(?:ed|ing)|thaw(?:ed|ing))"
    r"|(?P<cool>cool(?:ed|ing)|sour(?:ed|ing)|worsen(?:ed|ing)|deteriorat(?:ed|ing)))\b"
)
MENDED: Final = re.compile(
    r"\b(?:(?P<warm>mended|improved|repaired|normali[sz]ed)|(?P<cool>soured|worsened|damaged|chilled|poisoned))"
    r" (?:their |its |the )?(?:diplomatic |political |bilateral )?(?:relations|relationship)\b(?: between (?:the )?)?"
)
"""What somebody or something did to relations: "mended their relations", "soured relations between"."""
OTHER_RELATIONS: Final = re.compile(
    r"\b(?:trade|economic|commercial|business|military|defen[cs]e|security|energy|arms|cultural|financial"
    r"|public|labou?r|race|industrial|investor|community|customer|media|civil|family|international)"
    r"(?: and \w+)? (?:relations?|relationship|ties)\b"
)
"""Relations of another kind: their course is told by other channels."""
SOUGHT: Final = re.compile(
    r"\b(?:at|for|of|on|about|towards?|if|unless|until|want\w*|hop\w+|seek\w*|sought|aim\w*|plan\w*|tr(?:y|ies|ied)"
    r"|pledg\w+|vow\w+|promis\w+|agreed|help\w*|call\w*|need\w*|whether|could|may|might|would|should|despite"
    r"|without|lest)\b"
)
"""Before "relations": they are hoped for, spoken of or a condition, and not told to be so."""
CHALLENGED: Final = re.compile(r"\b(?:is|are|was|were|being|been|feels?|remains?) challenged by\b")


def course(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return whose relations warmed or cooled, and in which years if that is said."""
    plain = at.line.plain
    near = clause_at(plain, found.start())
    if OTHER_RELATIONS.search(near) or set(at.shape) & set("FMKT"):
        return None
    if SOUGHT.search(near[: max(near.find(found.group()), 0)]):
        raise Unreadable("relations hoped for or spoken of, and not told")
    way = "warming" if found["warm"] else "cooling"
    return _draft(at, found, way)


def mended(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return whose relations were mended or soured: those of the two behind "between", else of the two named."""
    near = clause_at(at.line.plain, found.start())
    if OTHER_RELATIONS.search(near) or set(at.shape) & set("FMKT"):
        return None
    if SOUGHT.search(near[: max(near.find(found.group()), 0)]):
        raise Unreadable("relations hoped for or spoken of, and not told")
    two = [m for m in at.line.said if m.start >= found.end()]
    if "between" in found.group():
        joined = len(two) > 1 and two[0].start == found.end()
        if not joined or at.line.plain[two[0].end : two[1].start] not in (" and ", " and the "):
            raise Unreadable("relations of more than two, and of which is not said")
        sides = [one.party for one in two[:2]]
    else:
        sides = list(dict.fromkeys(m.party for m in at.line.said))
    return _draft(at, found, "warming" if found["warm"] else "cooling", sides)


def challenged(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return by whom a state is challenged, where no year makes a dispute of it."""
    if at.time(place_of(at, found)) or set(at.shape) & set("FMKT") or WAR.search(at.line.plain):
        return None
    return _draft(at, found, "challenged")


def _draft(at: Sense, found: re.Match[str], comparison: str, told: Sequence[str] = ()) -> Draft:
    sides = list(told) or list(dict.fromkeys(one.party for one in at.line.said))
    subject, assumed = at.about if at.about in sides else "", tuple[str, ...]()
    if len(sides) < 2:
        subject, assumed = about(at, tuple(sides))
    subject = subject or sides[0]
    partners = [one for one in sides if one != subject]
    if not partners:
        raise Unreadable("the other side is not named")
    if len(partners) > 1:
        raise Unreadable("relations of more than two, and of which is not said")
    place = place_of(at, found)
    time = at.time(place)
    if time and time.years is None:
        raise Unreadable("relations, and not when")
    years = time.years if time else None
    if years and time and time.how == "since":
        years = (years[0], max(years[0], at.stated - 1))
    parts: dict[str, Any] = {
        "kind": "relations", "comparison": comparison, "subject": subject,
        "partners": tuple(partners), "years": years,
    }  # fmt: skip
    return Draft(parts, (found.group(),), place, assumed, frozenset({"relations"}))
