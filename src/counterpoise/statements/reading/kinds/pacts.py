"""Pacts, trade agreements and investment treaties that are in force: "have had a defence pact since 1960"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.kinds.signings import acts
from counterpoise.statements.reading.parties.around import about
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.clauses import clause_at

PACT: Final = re.compile(
    r"\b(?:(?P<defence>(?:mutual |collective )?defen[cs]e (?:pact|treat(?:y|ies)|alliance)s?|allies by treaty|mutual (?:assistance|security) (?:pact|treat(?:y|ies))s?"
    r"|(?:pact|treat(?:y|ies)) (?:of|on) (?:friendship(?:,? (?:and )?cooperation,?)? and |alliance and )?mutual (?:assistance|defen[cs]e)|military alliance)"
    r"|(?P<peace>non-?aggression (?:pact|treat(?:y|ies))s?)"
    r"|(?P<trade>(?:preferential |free[- ]|bilateral |regional )*trade (?:agreement|pact|treat(?:y|ies)|deal|accord|area)s?|(?:bilateral )?ftas?"
    r"|(?:comprehensive )?economic partnership (?:agreement|pact)s?|cepas?)"
    r"|(?P<money>(?:bilateral )?investment (?:protection |promotion )?(?:agreement|treat(?:y|ies))s?"
    r"|(?:(?:promotion|reciprocal|mutual|encouragement|and) )*protection of investments?))\b"
)
EVENTS: Final = {
    "defence": "defence pact",
    "peace": "non-aggression pact",
    "trade": "trade agreement",
    "money": "investment treaty",
}
STANDS: Final = re.compile(
    r"\b(?:ha(?:s|ve|d)|having|shares?|shared|keeps?|kept|maintain(?:s|ed)?|enjoys?|bound by|binds?"
    r"|links?|linked|ties?|tied|(?:is|are|was|were|been)(?= (?:an? )?(?:\w+ )?(?:allies by))|in force|in effect|part(?:ies|y) to|protected by|(?:is|are|was|were) bound)\b"
)
"""What tells of a pact that is there, and not of the act."""
SIGNED: Final = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|conclud\w+|negotiat\w+|initial(?:l?ed|s)|ratif\w+|agreed|talks|draft\w*|renew\w*"
    r"|(?:entered|came|put|brought) into|took effect|suspend\w*|end(?:s|ed|ing)?|expir\w+|withdr\w+"
    r"|denounc\w+|renegotiat\w+|revis\w+|torn up|scrap\w*|abrogat\w+|terminat\w+|upgrad\w+|offer\w*)\b"
)
"""What is done to a pact: whether it is in force is not said, or only from when."""
FREE: Final = re.compile(
    r"\bfree[- ]trade\b|\bpreferential\b|\bftas?\b|\beconomic partnership\b|\bcepas?\b"
)
PREFERENCE: Final = (
    "any trade agreement that gives a preference, whether or not trade is free by it"
)
"""What is on record of an agreement on free trade."""
NONE: Final = re.compile(r"\b(?:no|not|never|without|neither|nor)\b|n[’']t\b")


def pact(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | tuple[Draft, ...] | None:
    """Return between whom a pact is in force, and in which years; or when it was signed or begun."""
    plain = at.line.plain
    near = clause_at(plain, found.start())
    stands = STANDS.search(near)
    if set(at.shape) & set("FMT") or not at.line.said:
        return None
    if NONE.search(near):
        raise Unreadable("negated")
    event = next(event for name, event in EVENTS.items() if found[name])
    if not stands or SIGNED.search(plain):
        return acts(at, found, event, free=bool(FREE.search(found.group())))
    if at.shape.count("Y") > 1:
        raise Unreadable("a pact, and of which time is not on record")
    sides = list(dict.fromkeys(one.party for one in at.line.said))
    subject, assumed = at.about if at.about in sides else "", tuple[str, ...]()
    if len(sides) < 2 or "s" in at.shape:
        subject, assumed = about(at, tuple(sides))
    subject = subject or sides[0]
    partners = tuple(one for one in sides if one != subject)
    if not partners:
        raise Unreadable("the other side is not named")
    place = next(n for n, one in enumerate(at.line.chunks) if one.end > found.start())
    time = at.time(place)
    years = time.years if time else None
    if time and years is None:
        raise Unreadable("a pact in force, and not when")
    if years and (time and time.how == "since"):
        years = (years[0], max(years[0], at.stated - 1))
    told = [] if years else [f"in {at.stated - 1}, the last full year"]
    told += [PREFERENCE] if FREE.search(found.group()) else []
    parts: dict[str, Any] = {
        "kind": "event",
        "event": event,
        "years": years or (at.stated - 1, at.stated - 1),
        "subject": subject,
        "partners": partners,
    }
    words = (found.group(), stands.group())
    return Draft(parts, words, place, (*assumed, *told), frozenset({"event"}))
