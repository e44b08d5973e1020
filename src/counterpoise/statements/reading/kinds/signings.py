"""What is done to a pact: "Peru and China signed a free trade agreement in 2009, in force since 2010".

Signed is what the lists of trade agreements and of investment treaties tell the year of; of an alliance
only from when on it binds is on record, which is its signature as a rule.
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from counterpoise.reference import groups
from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, CAPITAL, PLACE, Mention

DONE: Final = re.compile(
    r"\b(?:(?P<signed>(?:re-?)?signed|inked|concluded)"
    r"|(?P<begun>(?:entered|came|went|(?:was|been) (?:put|brought)) into (?:force|effect|operation)|took effect|became effective))\b"
)
ELSE: Final = re.compile(
    r"\b(?:negotiat\w+|talks|rounds?|initial(?:l?ed|s)|ratif\w+|agreed|draft\w*|renew\w*|suspend\w*|end(?:s|ed|ing)?|expir\w+"
    r"|withdr\w+|denounc\w+|renegotiat\w+|revis\w+|torn up|scrap\w*|abrogat\w+|terminat\w+|upgrad\w+|offer\w*|amend\w*"
    r"|extend\w*|protocols?|memorand\w+|letters? of|intent|framework|replac\w+|supersed\w+|due|yet|not|never|no|re-?signed"
    r"|applied|accession|first phase|interim|early harvest)\b|n[’']t\b"
)
"""What is done besides, or instead: of which pact and of which act the year is, is not told."""
SEVERAL: Final = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens?(?: of)?|several|many|some|various|numerous|a number of|more) (?:\w+ )?$"
)
"""Before a pact: of which of several the year is, is not told."""
BETWEEN: Final = re.compile(r"\b(?:between|of) (?:the )?$")
WITH: Final = re.compile(r"\bwith (?:(?:the|both|neighbouring|fellow) )*$")
LISTED: Final = re.compile(r",? (?:and |as well as )?(?:the )?|,? and (?:with )?(?:the )?")
JOINED: Final = re.compile(r" (?:and|with) (?:the )?|[-–—/](?:the )?")
EACH_DATED: Final = re.compile(r"P[^P;]*h(?P<list>PY(?:,?&?h?PY)+)x?$")
"""As chunks: who, and with whom when, each with its year."""
BY: Final = re.compile(r"\b(?:signed|concluded|inked) by (?:the )?$")
DATED: Final = re.compile(r"(?:1[89]|20)\d\d$")
NOT_SAID: Final = "a pact signed or spoken of, and not whether it is in force"
WHOSE: Final = "a pact, and not between whom"


def acts(at: Sense, found: re.Match[str], event: str, *, free: bool) -> tuple[Draft, ...]:
    """Return what was done to a pact: signed, or begun to be in force, each with its year."""
    plain = at.line.plain
    verbs = list(DONE.finditer(plain))
    several = SEVERAL.search(plain, 0, found.start())
    if not verbs or len(verbs) > 2 or several or ELSE.search(plain) or set(at.shape) & set("FMT"):
        raise Unreadable(NOT_SAID)
    if event == "trade agreement" and not free:
        raise Unreadable("a trade agreement, and whether it gives a preference is not said")
    if len(verbs) == 1 and (each := _each_with_its_year(at)):
        who, pairs = each
        whole = {"kind": "event", "event": _event(event, verbs[0]), "subject": who}
        return tuple(
            Draft(
                whole | {"years": (year, year), "partners": (other,)}, (found.group(), verbs[0].group()),
                place_of(at, verbs[0]), (), frozenset({"event"}),
            )
            for other, year in pairs
        )  # fmt: skip
    subject, partners, assumed = _between(at, found, verbs[0])
    if (
        subject in groups.TITLES and len(partners) == 1
    ):  # what binds a bloc is on record of the state
        subject, partners = partners[0], (subject,)
    told = []
    for number, verb in enumerate(verbs):
        stop = verbs[number + 1].start() if number + 1 < len(verbs) else len(plain)
        year = _year(at, verb, stop, alone=len(verbs) == 1)
        parts: dict[str, Any] = {
            "kind": "event", "event": _event(event, verb), "years": (year, year),
            "subject": subject, "partners": partners,
        }  # fmt: skip
        words = (found.group(), verb.group())
        told.append(Draft(parts, words, place_of(at, verb), assumed, frozenset({"event"})))
    return tuple(told)


def _event(event: str, verb: re.Match[str]) -> str:
    """Return what was done: signed, where the year of that is on record, else begun."""
    signed = bool(verb["signed"]) and event in ("trade agreement", "investment treaty")
    return f"{event} {'signed' if signed else 'begun'}"


def _each_with_its_year(at: Sense) -> tuple[str, list[tuple[str, int]]] | None:
    """Return with whom when, where each has a year: "with Peru in 2011 and Colombia in 2013"."""
    found = EACH_DATED.search(at.shape)
    if not found:
        return None
    spots = [spot for spot in range(found.start("list"), found.end()) if at.shape[spot] in "PY"]
    pairs = []
    for who, when in zip(spots[::2], spots[1::2], strict=True):
        years, parties = at.line.chunks[when].value.years, at.line.parties(who)
        if not years or years[0] != years[1] or len(parties) != 1:
            return None
        pairs.append((parties[0], int(years[0])))
    ahead = at.line.parties(found.start())
    return (ahead[0], pairs) if len(ahead) == 1 else None


def _year(at: Sense, verb: re.Match[str], stop: int, *, alone: bool) -> int:
    """Return the year of an act: behind its verb, else the only one of the sentence."""
    times = [one for one in at.line.chunks if one.tag == "Y"]
    near = [one for one in times if verb.end() <= one.start < stop]
    own = near if len(near) == 1 else times if alone and len(times) == 1 else []
    if own and own[0].value.how == "part" and (dated := DATED.search(own[0].text)):
        return int(dated.group())  # "on 1 January 2018"
    years = own[0].value.years if own else None
    if not years or years[0] != years[1] or own[0].value.how not in ("", "month"):
        raise Unreadable("a pact, and not when")
    return int(years[0])


def _between(
    at: Sense, found: re.Match[str], verb: re.Match[str]
) -> tuple[str, Parties, tuple[str, ...]]:
    """Return who is bound to whom, and what was assumed; nobody who is only named by the way."""
    plain, said = at.line.plain, _parties(at)
    for place, one in enumerate(said):
        if BETWEEN.search(plain, 0, one.start) or _right_before(said, place, found.start(), plain):
            both = _run(said, place, plain, JOINED)
            if len(both) == 2:
                return both[0], both[1:], ()
    withs = [place for place, one in enumerate(said) if WITH.search(plain, 0, one.start)]
    if withs:
        partners = _run(said, withs[0], plain, LISTED)
        before = [one.party for one in said[: withs[0]]]
        others = {one.party for one in said} - set(partners)
        by = [one.party for one in said if BY.search(plain, 0, one.start)]
        if len(by) == 1 and others == set(by):
            return by[0], partners, ()
        if len(others) == 1 and before:
            return before[0], partners, ()
        if not others and at.about and at.about not in partners:  # nobody of a sentence before
            who, assumed = about(at, partners)
            return who, partners, assumed
    for place, one in enumerate(said):
        listed = _run(said, place, plain, LISTED)
        if len(listed) == len(said) > 1 and one.end <= verb.start():
            return listed[0], listed[1:], ()
    raise Unreadable(WHOSE)


def _parties(at: Sense) -> list[Mention]:
    """Return the parties named, but for a capital that something is signed in and an adjective alone."""
    plain = at.line.plain
    return [
        one for one in at.line.said
        if one.party != PLACE
        and not (one.form == CAPITAL and plain.endswith((" in ", " at "), 0, one.start))
        and not (one.form == ADJECTIVE and plain[one.end : one.end + 1] not in "-–—/" and plain[one.start - 1] not in "-–—/")
    ]  # fmt: skip


def _right_before(said: Sequence[Mention], place: int, pact: int, plain: str) -> bool:
    """Return whether two stand joined right before a pact: "the Chile–Japan free trade agreement"."""
    if place + 1 >= len(said):
        return False
    between = plain[said[place].end : said[place + 1].start]
    gap = plain[said[place + 1].end : pact] if said[place + 1].end <= pact else "?"
    return between in ("-", "–", "—", "/") and len(gap.split()) <= 1


def _run(said: Sequence[Mention], place: int, plain: str, joint: re.Pattern[str]) -> Parties:
    """Return the parties that stand in a list from one on."""
    found = [said[place].party]
    for one, after in zip(said[place:], said[place + 1 :], strict=False):
        if not joint.fullmatch(plain, one.end, after.start):
            break
        found.append(after.party)
    return tuple(dict.fromkeys(found))
