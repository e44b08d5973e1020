"""Weigh the ways to mean a figure: by labelled sentences, which is likely, and how sure that is.

Rules read what they know. Beside them every way in which a figure could be meant (:mod:`.possible`) is
weighed by its marks (:mod:`.marks`), each with a weight that was fitted to labelled sentences
(``marks.csv``, written by ``tools/weigh.py``). One of the ways is that the figure is of nothing that
passes between states. So a rule has a second opinion, and what no rule reads may still be read.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from operator import attrgetter
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import SUBJECT, Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import DESCRIBED
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.lexicon import Noun, Place
from counterpoise.statements.reading.tokens.stocks import as_held
from counterpoise.statements.reading.weighed.marks import GROUPS, Spot, is_open, silent, way_of
from counterpoise.statements.reading.weighed.possible import UNSAID, Possible, possibles

KINDS: Final = {"F": "share", "M": "amount", "T": "amount", "K": "rank"}
"""What a figure, an amount or a place may be of."""
UNITS: Final = ("%", "USD", "million TIV")
LEAST: Final = 0.5
"""The chance from which a way is told where no rule reads the figure."""
BINS: Final = {
    "never": 0.02,
    "hardly": 0.1,
    "seldom": 0.3,
    "maybe": 0.7,
    "likely": 0.9,
    "surely": 2.0,
}
OTHERS: Final = re.compile(r"\b(?:others?|elsewhere|the rest|the remainder|somebody|someone)\b")
TOLD_OF: Final = re.compile(rf"\b(?:{'|'.join(DESCRIBED)})\b")
"""Who is told of, and not by name."""
NEAR: Final = 24
PARTS: Final = {group: attrgetter(*parts) for group, parts in GROUPS.items()}
FLOW: Final = {"investment": "investment-flow"}
"""What is weighed alike: what was invested, and what is held of it."""
OTHER_WAY: Final = {"trade": "trade", "imports": "exports", "exports": "imports",
                    "arms": "arms-exports", "arms-exports": "arms"}  # fmt: skip


def weigh(at: Sense, place: int, reason: str = "") -> list[tuple[Possible, float]]:
    """Return the ways to mean the figure at a chunk with their chances, which leave some to none of them."""
    spot = Spot(at, place)
    ways = possibles(at, place)
    if not ways:
        return []
    known: dict[Any, float] = {}
    weights = table()
    sums = [sum(weights.get(mark, 0.0) for mark in set(silent(spot, reason)))]
    for one in ways:
        way = way_of(at, one)
        total = 0.0
        for group, parts in PARTS.items():
            key = (group, way, parts(one))
            if key not in known:
                known[key] = sum(weights.get(mark, 0.0) for mark in group(spot, one, way))
            total += known[key]
        sums.append(total)
    most = max(sums)
    powers = [math.exp(one - most) for one in sums]
    whole = math.fsum(powers)
    return [(one, power / whole) for one, power in zip(ways, powers[1:], strict=True)]


def agreement(at: Sense, draft: Draft) -> str:
    """Return how likely a rule's reading is as the ways of its figure are weighed, "" if they are not."""
    if not 0 <= draft.at < len(at.shape) or not draft.parts.get("partners"):
        return ""
    if KINDS.get(at.shape[draft.at]) != draft.parts["kind"]:
        return ""
    chances = [sure for one, sure in weigh(at, draft.at) if is_same(one, draft.parts)]
    return f"weighed {_bin(sum(chances))}" if chances else "not weighed"


def drafts(at: Sense, read: Sequence[Draft], refused: Sequence[Unreadable]) -> Iterator[Draft]:
    """Yield the likeliest way to mean each figure, or place, of which no rule made anything."""
    places = {one.at for one in read}
    reasons = {one.at: str(one) for one in refused if one.at >= 0}
    for place, tag in enumerate(at.shape):
        if tag not in KINDS or place in places or not is_weighed(at, place):
            continue
        reason = reasons.get(place, "")
        ways = weigh(at, place, reason) if is_open(reason) else []
        best, chance = max(ways, key=lambda each: each[1], default=(None, 0.0))
        if best is None or chance < LEAST or _is_vague(at, place, best):
            continue
        try:
            yield _draft(at, place, best, chance)
        except Unreadable:
            continue


def is_weighed(at: Sense, place: int) -> bool:
    """Return whether a chunk is a part of a whole, an amount, or a place among partners."""
    value = at.line.chunks[place].value
    if isinstance(value, Figure):
        return value.unit in UNITS
    return isinstance(value, Place) and not value.world


def _is_vague(at: Sense, place: int, best: Possible) -> bool:
    """Return whether others are meant than who is named: "from others", "a neighbour", "it" of nobody."""
    end = at.line.chunks[place].end
    if OTHERS.search(at.line.plain, end, end + NEAR) or TOLD_OF.search(at.line.plain):
        return True
    return best.subject_at == UNSAID and not set(at.shape) & set("sp")


def _draft(at: Sense, place: int, best: Possible, chance: float) -> Draft:
    """Return a statement of the likeliest way to mean a figure."""
    value: Figure | Place = at.line.chunks[place].value
    if isinstance(value, Figure):
        parts = {"comparison": value.comparison, "quantity": value.value}
        parts |= {"unit": value.unit}
        words = value.words
    else:
        parts = {"comparison": "largest", "quantity": float(value.place)}
        words = at.line.chunks[place].text
    assumed = (SUBJECT,) if best.subject_at == UNSAID else ()
    cues = frozenset({f"alone {_bin(chance)}"})
    kind = KINDS[at.shape[place]]
    parts["channel"] = as_held(Noun(best.channel), at.line.plain).channel
    return timed(
        at, place, Draft({"kind": kind, **best.parts, **parts}, (words,), place, assumed, cues)
    )


def is_same(one: Possible, parts: Mapping[str, Any]) -> bool:
    """Return whether a way to mean a figure is a rule's; of an amount, from either side."""
    channel = FLOW.get(parts["channel"], parts["channel"])
    told = (parts["subject"], set(parts["partners"]), channel)
    if told == (one.subject, set(one.partners), FLOW.get(one.channel, one.channel)):
        return True
    turned = OTHER_WAY.get(one.channel, "")
    either = parts["kind"] == "amount" and len(one.partners) == 1
    return either and told == (one.partners[0], {one.subject}, turned)


def _bin(chance: float) -> str:
    return next(name for name, most in BINS.items() if chance < most)


@cache
def table() -> Mapping[str, float]:
    """Return the weight of each mark."""
    text = resources.files(__package__).joinpath("marks.csv").read_text("utf-8")
    return {row["mark"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
