"""What could be done: “could replace Russian arms within five years”."""

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.around import about, around
from counterpoise.statements.reading.parties.drafts import Draft, Sense

COULD: Final = re.compile(
    r"\b(?P<may>could|can|cannot|can[’']t|couldn[’']t)(?P<not> not)?"
    r"(?: (?:fully|entirely|largely|completely|easily|realistically|in theory|still|also))*"
    r" (?:replace|do without|wean itself off)\b"
)
NUMBERS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                  "eight": 8, "ten": 10, "fifteen": 15, "twenty": 20}  # fmt: skip
WITHIN: Final = re.compile(
    rf"\b(?:with)?in (?:the (?:next|coming) )?(?P<count>\d{{1,2}}|{'|'.join(NUMBERS)})"
    r" (?P<unit>years?|decades?)\b"
)
BY: Final = re.compile(r"\bby (?P<year>20\d\d)\b")
UNSAID: Final = re.compile(r"\b(?:if|unless|whether|wonders?|asks?|hopes?|only)\b|\?")
"""What makes of it a condition, a question or a wish."""


def could(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """“could replace Russian arms within five years”, or could not; of a time alone that is said."""
    plain = at.line.plain
    nouns = [
        one.noun
        for one in at.wholes
        if one.noun.channel in ("arms", "imports")
        or (one.noun.channel == "goods" and one.noun.product)
    ]
    end = _end(plain, at.stated)
    if not nouns or end is None or UNSAID.search(plain):
        return None
    before, after = around(at, found)
    if len(after) != 1 or len(before) > 1:
        return None
    partners = tuple(after)
    subject, assumed = (before[0], ()) if before else about(at, partners)
    if within := WITHIN.search(plain):
        assumed = (*assumed, counted_from(within.group(), at.stated - 1, end))
    denied = found["not"] or found["may"] not in ("could", "can")
    channel = "arms" if nouns[0].channel == "arms" else "imports"
    parts: dict[str, Any] = {
        "kind": "could", "channel": channel, "product": nouns[0].product,
        "subject": subject, "partners": partners, "to": end,
        "comparison": "could not" if denied else "could",
    }  # fmt: skip
    return Draft(parts, (found.group(),), -1, assumed, frozenset({"could"}))


def counted_from(words: str, last: int, end: int) -> str:
    """Return from which year a time to come is counted, and where it ends, in words."""
    return f"“{words}” ends in {end}, counted from {last}, the last full year"


def _end(plain: str, stated: int) -> int | None:
    """Return the last year of the time that is said; five years end where a forecast's would."""
    if by := BY.search(plain):
        year = int(by["year"])
        return year if stated <= year <= stated + 50 else None
    within = WITHIN.search(plain)
    if within is None:
        return None
    count = NUMBERS.get(within["count"]) or int(within["count"] or 0)
    return stated - 1 + count * (10 if within["unit"].startswith("decade") else 1)
