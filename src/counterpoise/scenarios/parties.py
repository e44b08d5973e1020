"""Who is meant by a side of a shock: states, blocs, or everybody.

A side is a tuple of words: ids of the registry, names of blocs, and "*" for everybody. A bloc stays
a word until the year of the baseline is known, because its members depend on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from counterpoise.bounds import Bound
from counterpoise.errors import CounterpoiseError, ScenarioError, UsageError
from counterpoise.reference import groups, states

EVERYBODY: Final = "*"
HORIZONS: Final = ("short", "medium", "long")
HUGE: Final = 1e300

Side = str | Sequence[str]
"""A state, a bloc, "*", or several of them, in any spelling."""


def side(given: Side, key: str) -> tuple[str, ...]:
    """Return a side as ids, bloc names and "*", or refuse what is empty, unknown or there twice."""
    words = texts(given, key)
    if not words:
        raise ScenarioError(f"`{key}` must name at least one state, not none.", key=key)
    found = tuple(_word(word, key) for word in words)
    return once(found, key)


def _word(word: str, key: str) -> str:
    """Return one bloc, "*" or state as the registry writes it."""
    if word.strip() == EVERYBODY:
        return EVERYBODY
    try:
        if bloc := groups.party(word):
            return bloc
        entity = states.resolve(word)
        kind = states.kind(entity)
    except CounterpoiseError as fault:
        raise ScenarioError.of(fault, key=key) from fault
    if kind not in ("state", "territory"):
        raise ScenarioError(f"`{key}` must name states or blocs, not {word!r} ({kind}).", key=key)
    return entity


def expanded(words: Iterable[str], year: int, everybody: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the states meant in `year`, each once; "*" stands for `everybody`."""
    found: dict[str, None] = {}
    for word in words:
        if word == EVERYBODY:
            found.update(dict.fromkeys(everybody))
        elif word in groups.blocs():
            found.update(dict.fromkeys(groups.members(word, year)))
        else:
            found[word] = None
    return tuple(found)


def texts(given: Side, key: str) -> tuple[str, ...]:
    """Return one text, or several, as a tuple."""
    several = (given,) if isinstance(given, str) else given
    if not isinstance(several, (list, tuple)) or not all(isinstance(word, str) for word in several):
        raise ScenarioError(f"`{key}` must be text or a list of texts, not {given!r}.", key=key)
    return tuple(several)


def once(words: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Return the words, or refuse one that is there twice."""
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ScenarioError(f"`{key}` must name {twice[0]!r} once, not twice.", key=key)
    return words


def horizons(given: Side, key: str) -> tuple[str, ...]:
    """Return horizons in the order of time, or refuse what is none."""
    words = once(texts(given, key), key)
    for word in words:
        choice(word, HORIZONS, key)
    return tuple(horizon for horizon in HORIZONS if horizon in words)


def choice(given: object, allowed: Sequence[str], key: str) -> str:
    """Return a word that is one of those allowed, or refuse it."""
    if not isinstance(given, str) or given not in allowed:
        fault = UsageError.not_among(f"`{key}`", given, allowed)
        raise ScenarioError.of(fault, key=key)
    return given


def number(given: object, key: str, rule: str, *, low: float, high: float = math.inf) -> float:
    """Return a finite number within [low, high], or refuse it with the rule in words."""
    value = math.nan
    if isinstance(given, (int, float)) and not isinstance(given, bool) and abs(given) < HUGE:
        value = float(given)
    if not low <= value <= high:
        raise ScenarioError(f"`{key}` must be {rule}, not {given!r}.", key=key)
    return value


def bounded(given: object, key: str, bound: Bound) -> float:
    """Return a number within its bounds, which are said once for all who may ask, or refuse it."""
    if not bound.holds(given):
        raise ScenarioError(f"`{key}` must be {bound.rule}, not {given!r}.", key=key)
    return given  # type: ignore[return-value]


def whole(given: object, key: str, rule: str, *, low: int, high: int) -> int:
    """Return a whole number within [low, high], or refuse it with the rule in words."""
    if not isinstance(given, int) or isinstance(given, bool) or not low <= given <= high:
        raise ScenarioError(f"`{key}` must be {rule}, not {given!r}.", key=key)
    return given
