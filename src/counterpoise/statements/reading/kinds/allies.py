"""Who is whose ally: "South Korea is a treaty ally of the United States", told as what is, and not by the way."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.kinds.treaty_allies import NON_NATO, RANK, TREATY_ALLY
from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC

ALLY: Final = re.compile(
    r"\b(?:is|are|was|were|has been|have been|had been|became|become|becomes|remains?|remained)\b(?P<ahead>[^,;.:]{0,60}?)"
    r"\b(?P<treaty>treaty[- ]|formal )?(?:ally|allies)\b(?P<by> by treaty)?"
)
NOT: Final = re.compile(r"\b(?:not|never|no|hardly|neither|nor|longer|like|than)\b|n[’']t\b")
ELSE: Final = re.compile(r"\b(?:and|which|who|that|after|before|when) ")
BARE: Final = "an ally is taken for one by a defence pact"


def ally(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return between whom a defence pact is in force, as they are told to be allies."""
    plain = at.line.plain
    if NON_NATO.search(plain):
        raise Unreadable(RANK)
    if TREATY_ALLY.search(plain):
        return None  # which is read by its own rule
    sure = bool(found["treaty"] or found["by"])
    one_of = re.search(r"\b(?:one of|among)\b", found.group())
    if set(at.shape) & set("FMTK") or NOT.search(found.group()) or (one_of and not sure):
        return None
    said = [m for m in at.line.said if not (m.form == BLOC and m.party == "UN")]
    ahead = [m.party for m in said if m.end <= found.start()]
    inside = [m.party for m in said if found.start() < m.start < found.end()]
    behind = [
        m.party for m in said
        if m.start >= found.end() and re.fullmatch(r" (?:of|to|with) (?:the |both )?", plain[found.end() : m.start])
    ]  # fmt: skip
    others = tuple(dict.fromkeys((*inside, *behind)))
    subject = tuple(
        dict.fromkeys(m.party for m in said if m.end <= found.start() and m.form != ADJECTIVE)
    )
    if others and len(subject) == 1 and len(others) == 1:
        who, partners, assumed = subject[0], others, tuple[str, ...]()
    elif others and not ahead and len(others) == 1:
        who, assumed = about(at, others)
        partners = others
    elif not others and len(subject) == 2 and found.group().endswith(("allies", "treaty")):
        who, partners, assumed = subject[0], subject[1:], ()
    else:
        raise Unreadable("an ally, and not whose")
    time = at.time(place_of(at, found))
    if time and time.start > found.end() and ELSE.search(plain, found.end(), time.start):
        time = None  # "is a treaty ally and was designated … in 2003"
    if time and time.years is None:
        raise Unreadable("allies, and not when")
    years = time.years if time else (at.stated - 1, at.stated - 1)
    if years and time and time.how == "since":
        years = (years[0], max(years[0], at.stated - 1))
    told = () if time else (f"in {at.stated - 1}, the last full year",)
    parts: dict[str, Any] = {
        "kind": "event", "event": "defence pact", "years": years, "subject": who, "partners": partners,
    }  # fmt: skip
    cues = frozenset({"event"} if sure else {"event", "an ally of no treaty told"})
    bare = () if sure else (BARE,)
    return Draft(parts, (found.group(),), place_of(at, found), (*assumed, *told, *bare), cues)
