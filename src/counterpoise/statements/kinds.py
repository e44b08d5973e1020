"""What kinds of statement there are: what each must say, may say, and which comparisons it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from counterpoise.measures.views import VIEWS
from counterpoise.schema import own_channels

AMOUNTS: Final = ("at least", "more than", "about", "at most", "less than")
COURSES: Final = ("rising", "falling")
PLACES: Final = ("largest", "among", "not largest")
"""A place exactly; one of the first so many; and a place that was not held."""


def channels() -> tuple[str, ...]:
    """Return the views of `measures.views`, and both directions of trade together."""
    return (*VIEWS, "trade")


def units() -> tuple[str, ...]:
    """Return the units that a statement may use: ours, and those of data of one's own."""
    return (*UNITS, *(own.unit for _, own in own_channels().values()))


@dataclass(frozen=True)
class Kind:
    """What a kind of statement must say, may say, and the comparisons that it knows."""

    title: str
    required: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    comparisons: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


KINDS: Final[Mapping[str, Kind]] = {
    "share": Kind(
        "partners' share of a channel",
        ("partners", "channel", "comparison", "quantity"),
        ("unit", "years", "when", "items", "product", "related"),
        AMOUNTS,
    ),
    "rank": Kind(
        "place among the partners of a channel",
        ("partners", "channel"),
        ("comparison", "quantity", "years", "when", "items", "product", "related"),
        PLACES,
    ),
    "amount": Kind(
        "volume of a channel",
        ("channel", "comparison", "quantity", "unit"),
        ("partners", "years", "when", "items", "product"),
        AMOUNTS,
    ),
    "change": Kind(
        "size of a change from one period to another",
        ("channel", "of", "comparison"),
        ("partners", "years", "before", "quantity", "unit", "items", "product"),
        COURSES,
        ("amount", "share"),
    ),
    "comparison": Kind(
        "one partner beside another, or beside all others",
        ("partners", "channel", "comparison"),
        ("poles", "quantity", "unit", "years", "when", "items", "product"),
        AMOUNTS,
    ),
    "world share": Kind(
        "part of what all states receive or send",
        ("channel", "comparison", "quantity"),
        ("unit", "years", "when", "items", "product"),
        AMOUNTS,
    ),
    "world rank": Kind(
        "place among all states",
        ("channel", "quantity"),
        ("comparison", "years", "when", "items", "product"),
        PLACES,
    ),
    "balance": Kind(
        "balance of trade with a partner",
        ("partners", "comparison"),
        ("of", "quantity", "unit", "years", "when", "channel", "product"),
        ("deficit", "surplus"),
        AMOUNTS,
    ),
    "trend": Kind(
        "course of a figure over years",
        ("of", "comparison"),
        ("partners", "channel", "years", "items", "product"),
        COURSES,
        ("share", "amount", "deficit", "agreement", "dependence", "gdp"),
    ),
    "dependence": Kind(
        "which of two states trade binds more",
        ("partners", "comparison"),
        ("years", "channel"),
        ("depends more", "depends less"),
    ),
    "diversification": Kind(
        "spread over partners",
        ("comparison",),
        ("channel", "of", "quantity", "unit", "years"),
        (*COURSES, *AMOUNTS),
        ("effective partners", "largest share"),
    ),
    "forecast": Kind(
        "what was expected of the years to come",
        ("partners", "channel", "comparison", "to"),
        ("of", "items"),
        ("leader", "delivers", *COURSES),
        ("share", "amount"),
    ),
    "could": Kind(
        "what could be done in so many years",
        ("partners", "channel", "to"),
        ("comparison", "quantity", "unit", "product"),
        ("could", "could not"),
    ),
    "alignment": Kind(
        "voting alike in the United Nations",
        ("partners", "comparison"),
        ("poles", "issues", "years", "quantity", "unit"),
        ("aligned", "closer than", *AMOUNTS),
    ),
    "event": Kind(
        "something that happened or did not",
        ("partners", "event", "years"),
        ("of",),
        (),
        ("territory",),
    ),
    "membership": Kind(
        "membership of a bloc",
        ("bloc",),
        ("comparison", "quantity", "partners", "years"),
        ("member", "not a member", "joined", "left"),
    ),
    "hedging": Kind(
        "standing between rivals",
        ("poles", "comparison"),
        ("quantity", "years"),
        ("balanced", "tilted"),
    ),
    "relations": Kind(
        "how two states deal with each other",
        ("partners", "comparison"),
        ("years",),
        ("warming", "cooling", "challenged"),
    ),
    "duration": Kind(
        "age of a tie",
        ("partners", "quantity"),
        ("channel",),
    ),
    "inertia": Kind(
        "how fast partners change",
        ("channel", "comparison", "quantity"),
        ("unit",),
        ("at most", "less than"),
    ),
    "beyond": Kind("out of reach of the evidence", ("needs",), ("partners", "bloc")),
}
UNITS: Final = ("%", "points", "times", "USD", "million TIV", "partners", "years")
ACCOUNT: Final = "year of account"
TIMES: Final = ("throughout", "once", ACCOUNT)
"""In every year of the period, judged year by year; in some period of the past, and not today; in twelve
months that begin in one of the calendar years and end in the other."""
PACTS: Final = ("defence pact", "non-aggression pact", "trade agreement", "investment treaty")
"""In force in all of the years named: what is only signed binds nobody."""
SIGNED: Final = ("trade agreement signed", "investment treaty signed")
"""The act of signing, in one of the years named."""
BEGUN: Final = tuple(f"{pact} begun" for pact in PACTS)
"""In force from one of the years named on, and not before; an alliance begins with its signature."""
EVENTS: Final = (
    "war",
    "dispute",
    "no dispute",
    "embargo imposed",
    "embargo lifted",
    "embargo in force",
    "visit",
    *PACTS,
    *SIGNED,
    *BEGUN,
)
ALWAYS: Final = ("id", "text", "kind", "stated", "subject", "note", "speaker", "position", "needs")
"""What every kind may say."""


@cache
def fields_of(kind: str) -> tuple[str, ...]:
    """Return the keys that a kind may have."""
    known = KINDS[kind]
    return (*ALWAYS, *known.required, *known.allowed)
