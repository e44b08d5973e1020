"""A sentence being read: its words and clauses, the parties it names, and which side each is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from counterpoise.statements.reading import grammar
from counterpoise.statements.reading.mentions import ADJECTIVE, CAPITAL, Mention

AHEAD: Final = 5
"""Years that a forecast without a time is taken to look ahead."""
SURE, LIKELY, LOOSE = 0.9, 0.75, 0.5
"""How sure a rule is: a quantity and its channel; a rank or a course; words that mean many things."""
ASSUMED: Final = 0.85
"""What each thing filled in leaves of it; and each party named by its capital."""
CLAUSE: Final = re.compile(r"[,;:—–]\s|\s(?:but|while|whereas|although|though|because)\s")


class Unreadable(Exception):  # noqa: N818 - says why a sentence is listed as not read
    """A rule found its words, and not all that it needs."""


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that is negated, or a condition, by itself."""

    start: int
    text: str

    @cached_property
    def not_plain(self) -> str:
        """Why it asserts nothing that can be read; "" if it does."""
        if grammar.NEGATED.search(self.text) and not grammar.NO_SINGLE.search(self.text):
            return "negated, which the grammar does not read"
        if grammar.DOUBTED.search(self.text):
            return "a condition, wish or question, and no assertion"
        return ""


@dataclass(frozen=True)
class Context:
    """A sentence being read.

    Parameters
    ----------
    plain : str
        The sentence in small letters, place by place the same.
    stems : frozenset of str
        The first four letters of its words, and the signs for per cent and dollars.
    said : sequence of Mention
        The parties that it names.
    stated : date
        The day of the text.
    subject : str
        Whom "the country" means where a sentence does not say; "" if nobody.
    """

    plain: str
    stems: frozenset[str]
    said: Sequence[Mention]
    stated: date
    subject: str

    @cached_property
    def channel(self) -> tuple[str, str] | None:
        """The channel spoken of, and the word for it."""
        return grammar.channel(self.plain, self.stems)

    @cached_property
    def quantity(self) -> grammar.Quantity | None:
        """The first quantity named."""
        return grammar.quantity(self.plain)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses, in order."""
        cuts = [0, *(cut.end() for cut in CLAUSE.finditer(self.plain)), len(self.plain)]
        return [Clause(a, self.plain[a:b]) for a, b in pairwise(cuts)]

    def clause(self, place: int) -> Clause:
        """Return the clause at a place."""
        return next(one for one in reversed(self.clauses) if one.start <= place)

    @cached_property
    def parties(self) -> list[str]:
        """The parties named, each once, in order."""
        return list(dict.fromkeys(mention.party for mention in self.said))


@dataclass(frozen=True)
class Draft:
    """What a rule makes of a sentence: the parts of a statement, and what they rest on."""

    parts: dict[str, Any]
    words: tuple[str, ...]
    sure: float
    assumed: tuple[str, ...] = ()


def asserted(at: Context, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return where a pattern stands, or refuse it where its clause is negated or a condition."""
    found = pattern.search(at.plain)
    if found:
        require_asserted(at, found.start())
    return found


def require_asserted(at: Context, place: int) -> None:
    """Refuse what is negated, a condition or a question in the clause at a place."""
    if why := at.clause(place).not_plain:
        raise Unreadable(why)


def course_of(at: Context) -> tuple[str, str] | None:
    """Return rising or falling, with the word for it; None if neither is said."""
    for comparison, pattern in (("falling", grammar.FALLING), ("rising", grammar.RISING)):
        if found := pattern.search(at.plain):
            require_asserted(at, found.start())
            return comparison, found.group()
    return None


def is_ahead(at: Context, found: re.Match[str]) -> bool:
    """Return whether the words before the match speak of what is to come."""
    return bool(grammar.FUTURE.search(at.plain[max(0, found.start() - 60) : found.end()]))


def last_year(at: Context) -> int:
    """Return the last year that a forecast speaks of."""
    return at.stated.year + (grammar.horizon(at.plain) or AHEAD) - 1


def years_at(at: Context, place: int) -> dict[str, Any]:
    """Return the years that the clause at a place names."""
    named = grammar.years(at.clause(place).text)
    return {"years": named} if named else {}


def owner_of(at: Context, found: re.Match[str]) -> str:
    """Return whose partner a rank is about: “Viet Nam's largest …”, “the largest … of Viet Nam”."""
    before = [m for m in at.said if m.end <= found.start()]
    gap = at.plain[before[-1].end : found.start()] if before else ""
    if before and re.fullmatch(r"['’]s?\s(?:\w+\s){0,2}", gap):
        return before[-1].party
    if before and before[-1].form == ADJECTIVE and len(gap) < 3:
        return before[-1].party
    after = [m for m in at.said if m.start >= found.end()]
    if after and re.fullmatch(
        r"\s(?:of|for|to|in)\s(?:the\s)?", at.plain[found.end() : after[0].start]
    ):
        return after[0].party
    return ""


def spoken_of(
    at: Context, others: Sequence[str], *, first: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return who is spoken of: the subject of the text if it is named or nobody else fits."""
    if at.subject in at.parties and not (first and others):
        return at.subject, ()
    left = [party for party in at.parties if party not in others]
    if first and others:
        return others[0], ()
    if left:
        return left[0], ()
    if at.subject and at.subject not in others:
        return at.subject, ("the subject of the text is meant",)
    raise Unreadable("it is not said of whom")


def sides(
    at: Context, *, several: bool = False, alone: bool = False
) -> tuple[str, list[str], tuple[str, ...]]:
    """Return subject and partners: whom “from”, “by” or “with” stands before is a partner."""
    marked = [
        m.party
        for m in at.said
        if grammar.BEFORE_PARTNER.search(at.plain[max(0, m.start - 16) : m.start])
    ]
    marked = [party for party in dict.fromkeys(marked) if party != at.subject]
    rest = [party for party in at.parties if party not in marked]
    if several and marked:
        marked = listed_from(at, marked[0])
        rest = [party for party in at.parties if party not in marked]
    if marked:
        subject, assumed = (
            spoken_of(at, marked)
            if not rest
            else ((at.subject, ()) if at.subject in rest else (rest[0], ()))
        )
        return subject, marked if several else marked[:1], assumed
    if at.subject in at.parties:
        others = [party for party in at.parties if party != at.subject]
        if not others and not alone:
            raise Unreadable("the other side is not named")
        return at.subject, others if several else others[:1], ()
    if len(at.parties) == 1 and at.subject:
        return at.subject, at.parties, ("the subject of the text is meant",)
    if len(at.parties) >= 2:
        told = ("the first named is the one spoken of",)
        return at.parties[0], at.parties[1:] if several else at.parties[1:2], told
    if alone and at.parties:
        return at.parties[0], [], ()
    raise Unreadable("the other side is not named")


def listed_from(at: Context, first: str) -> list[str]:
    """Return a list such as “by France, the United States and China”, from its first name on."""
    place = next(i for i, mention in enumerate(at.said) if mention.party == first)
    found = [first]
    for one, other in zip(at.said[place:], at.said[place + 1 :], strict=False):
        if not re.fullmatch(r",?\s(?:and\s)?(?:the\s)?", at.plain[one.end : other.start]):
            break
        found.append(other.party)
    return [party for party in dict.fromkeys(found) if party != at.subject]


def parties_of(subject: str, partners: Sequence[str]) -> dict[str, Any]:
    """Return both sides as parts of a statement."""
    return {"subject": subject, "partners": tuple(partners)}


def by_capital(at: Context, draft: Draft) -> int:
    """Return how many of the draft's parties are named by a capital alone."""
    parties = {draft.parts["subject"], *draft.parts.get("partners", ())}
    return sum(
        all(m.form == CAPITAL for m in at.said if m.party == party)
        for party in parties
        if party in at.parties
    )
