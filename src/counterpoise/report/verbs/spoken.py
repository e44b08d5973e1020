"""How Python may say what a verb is asked: with or without a store, states by name or number, years."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from inspect import signature
from numbers import Integral
from typing import Any, Final

from counterpoise.bounds import TO
from counterpoise.errors import UnknownNameError, UsageError
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report.verbs.threads import one_thread
from counterpoise.settings import FIRST_YEAR, LAST_YEAR

State = str | int
"""An id, a name or a code; a number is a code of the Correlates of War or of Gleditsch and Ward."""
States = State | Iterable[State] | None
Years = int | str | Sequence[int] | range | None
"""A year, the first and the last, ``"1990-2024"``, or a range of Python's, which ends before its end."""


def stored(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a verb that opens the user's store where none is given, and takes numbers for states.

    A function whose first parameter is no store stays as it is.
    """
    if next(iter(signature(function).parameters), "") != "store":
        return function

    @functools.wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        given = args[1:] if args and isinstance(args[0], Store) else args
        store = kwargs.pop("store", None) or (args[0] if len(given) < len(args) else Store.open())
        named = {name: _named(one) if name in NAMING else one for name, one in kwargs.items()}
        for word in YEAR_WORDS.keys() & named.keys():
            if named[word] is not None:
                named[word] = _year(f"`{word}`", named[word], YEAR_WORDS[word])
        with one_thread():
            return function(store, *map(_named, given), **named)

    return asked


NAMING = frozenset({"state", "states", "partner", "partners", "rivals"})
"""Arguments that name states."""
YEAR_WORDS: Final = {"as_of": LAST_YEAR, "year": LAST_YEAR, "to": int(TO.high)}
"""Arguments that are a year, and the last that each may be."""


def _named(given: Any) -> Any:
    """Return codes of states as texts, in a list too; all else as it is."""
    if isinstance(given, bool):
        return given
    if isinstance(given, Integral):
        return str(int(given))
    if isinstance(given, (list, tuple)) and any(isinstance(one, Integral) for one in given):
        return [_named(one) for one in given]
    return given


def _year(what: str, given: Any, last: int = LAST_YEAR) -> int:
    """Return a year given as a whole number, in a text or as a column with gaps has it, or refuse it."""
    whole = isinstance(given, (Integral, str)) or (isinstance(given, float) and given.is_integer())
    with suppress(TypeError, ValueError):
        if whole and not isinstance(given, bool) and FIRST_YEAR <= int(given) <= last:
            return int(given)
    rule = f"a year from {FIRST_YEAR} to {last}"
    raise UsageError.out_of_range(what, given, rule, attempt=f"{what.strip(chr(96))}=2019")


def every(states: Any) -> list[str]:
    """Return the states named: one, several, a column of a frame, or none.

    Raises
    ------
    UsageError
        If one is neither a text nor a whole number.
    """
    if states is None or (isinstance(states, str) and not states):
        return []
    if hasattr(states, "columns"):
        raise UsageError(
            "States must be one column of a frame, not the whole of it.",
            attempt='cpo.table("shares", frame["state"])',
        )
    if isinstance(states, str):
        states = _one_or_several(states)
    elif isinstance(states, Integral):
        states = [states]
    found = []
    for one in states:
        if isinstance(one, float) and one.is_integer():  # how a column with gaps has its codes
            one = int(one)
        if type(one) is bool or not isinstance(one, (str, Integral)):
            raise UsageError.out_of_range(
                "A state", one, "a name or a code", attempt='cpo.table("shares", ["VNM", 816])'
            )
        found.append(str(one) if isinstance(one, str) else str(int(one)))
    return found


def _one_or_several(text: str) -> list[str]:
    """Return a text as the states that it names: "VNM, IDN" two, "Korea, South" one."""
    with suppress(UnknownNameError):
        registry.resolve(text)
        return [text]
    return [one for part in text.split(",") if (one := part.strip())] or [text]


def one_year(given: Any) -> int:
    """Return the year meant, or refuse what is none."""
    return _year("`year`", given)


def span(years: Any) -> tuple[int, int] | None:
    """Return the first and the last year meant.

    Raises
    ------
    UsageError
        If it is no year, and no span of years.
    """
    if years is None:
        return None
    if isinstance(years, range) and len(years):
        years = (years[0], years[-1])
    if isinstance(years, Integral) and years not in (True, False):
        years = (years, years)
    if isinstance(years, float) and years.is_integer():  # how a column with gaps has its years
        years = (int(years), int(years))
    if isinstance(years, str) and (
        found := re.fullmatch(r"(\d{4})(?:\s*(?:[-–:]|to)\s*(\d{4}))?", years)
    ):
        years = (int(found[1]), int(found[2] or found[1]))
    try:
        first, last = _ends([int(one) for one in years])
    except (TypeError, ValueError):
        raise UsageError.out_of_range(
            "`years`",
            years,
            "a year, the first and the last, or years in a row",
            attempt="years=(1990, 2024)",
        ) from None
    if last < first:
        raise UsageError.out_of_range("`years`", years, "the first and then the last")
    return first, last


def _ends(years: list[int]) -> list[int]:
    """Return the first and the last of years in a row, all of which are named; else what is given."""
    in_a_row = len(years) > 2 and years == list(range(years[0], years[-1] + 1))
    return [years[0], years[-1]] if in_a_row or len(years) == 1 else years
