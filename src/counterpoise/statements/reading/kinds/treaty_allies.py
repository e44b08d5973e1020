"""Allies by treaty: "Kazakhstan, a treaty ally of Russia", "North Korea's sole treaty ally is China"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.around import place_of
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.right_before import right_before
from counterpoise.statements.reading.tokens.mentions import BLOC, Mention

TREATY_ALLY: Final = re.compile(r"\b(?:treaty[- ](?:ally|allies)|(?:ally|allies) by treaty)\b")
NON_NATO: Final = re.compile(r"\bnon-nato (?:ally|allies)\b")
RANK: Final = "a major non-NATO ally, a rank that the United States gives, and no pact"
NOT: Final = re.compile(
    r"\b(?:not|never|no|nobody|neither|nor|lost|without|hardly|like|than)\b|n[’']t\b"
)
WAS: Final = re.compile(r"\b(?:was|were|had been|once|former|formerly|until)\b")
BEHIND: Final = re.compile(r" (?:of|to|with) (?:the |both )?")
OWNED: Final = re.compile(
    r"['’]s? (?:(?:sole|only|oldest|main|chief|closest|last|treaty|other|own|formal|asian|pacific) ?)*(?:five |two |three |four |six )?$"
)
"""Between whoever has an ally and "treaty ally"."""
IS: Final = re.compile(
    r",? (?:(?:in|of) [\w ]{3,30} )?(?:is|are|remains?|include|includes|have been|has been|,|among them|such as)? ?(?:the |both )?"
)
"""Between "North Korea's treaty ally" and who it is."""
LISTED: Final = re.compile(r",? (?:and )?(?:the )?|,? as well as (?:the )?")


def treaty_ally(at: Sense, found: re.Match[str], _: frozenset[str]) -> tuple[Draft, ...]:
    """Return between whom a defence pact is in force, as they are allies by treaty."""
    plain = at.line.plain
    begin = max(plain.rfind(mark, 0, found.start()) for mark in (";", ":", ". ")) + 1
    if NON_NATO.search(plain):
        raise Unreadable(RANK)
    if NOT.search(plain, max(begin, found.start() - 40), found.end() + 12):
        raise Unreadable("negated")
    sides = _owned(at, found) or _of(at, found)
    if not all(sides):
        raise Unreadable("an ally, and not whose")
    subjects, partners = sides
    place = place_of(at, found)
    time = at.time(place)
    near = plain[max(begin, found.start() - 40) : found.end() + 40]
    years = (at.stated - 1, at.stated - 1)
    told: tuple[str, ...] = (f"in {at.stated - 1}, the last full year",)
    since = "since" in plain[found.end() :] and "ever since" not in plain
    if time and time.years and (WAS.search(near) or since):
        last = max(time.years[0], at.stated - 1) if time.how == "since" else time.years[1]
        years, told = (time.years[0], last), ()
    elif WAS.search(near):
        raise Unreadable("allies, and not when")
    return tuple(
        Draft(
            {"kind": "event", "event": "defence pact", "years": years, "subject": one, "partners": (other,)},
            (found.group(),), place, told, frozenset({"event"}),
        )
        for one in subjects for other in partners if one != other
    )  # fmt: skip


def _of(at: Sense, found: re.Match[str]) -> tuple[list[str], list[str]]:
    """Return whose ally somebody is who stands before: "Thailand, a treaty ally of the United States"."""
    behind = [m for m in at.line.said if m.start >= found.end()]
    partners = (
        behind[:1]
        if behind and BEHIND.fullmatch(at.line.plain, found.end(), behind[0].start)
        else []
    )
    subjects = right_before(at, found.start())
    if not behind and not partners and len(subjects) == 2:
        return subjects[:1], subjects[1:]  # "Belarus and Russia have been treaty allies"
    return subjects, [m.party for m in partners if m.form != BLOC]


def _owned(at: Sense, found: re.Match[str]) -> tuple[list[str], list[str]] | None:
    """Return who has an ally and who that is: "North Korea's sole treaty ally is China"."""
    plain = at.line.plain
    owner = [
        m
        for m in at.line.said
        if m.end <= found.start() and OWNED.fullmatch(plain, m.end, found.start())
    ]
    if not owner:
        return None
    behind = [m for m in at.line.said if m.start >= found.end() and m.form != BLOC]
    if behind and IS.fullmatch(plain, found.end(), behind[0].start):
        return [owner[-1].party], [m.party for m in _run(plain, behind)]
    ahead = right_before(at, owner[-1].start)
    return ([owner[-1].party], ahead) if len(ahead) == 1 else None


def _run(plain: str, said: list[Mention]) -> list[Mention]:
    """Return those that stand in one list from the first on."""
    found = said[:1]
    for one in said[1:]:
        if not LISTED.fullmatch(plain, found[-1].end, one.start):
            break
        found.append(one)
    return found
