"""The words of an address, and what they mean: states, years, choices, numbers.

Every kind says in OpenAPI's own terms what it takes (`schema`), and makes a value of a word (`parse`), or
refuses it as the command line would.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from counterpoise.bounds import Bound
from counterpoise.errors import UsageError
from counterpoise.printable import number_of
from counterpoise.reference import groups
from counterpoise.reference import states as registry
from counterpoise.settings import FIRST_YEAR, LAST_YEAR

LONGEST = 200
"""Letters of a word; a text to be checked may be longer (`Text`)."""
MOST = 200
"""States in one list: all there are."""


class Kind(Protocol):
    """A kind of value."""

    def parse(self, name: str, word: str) -> Any:
        """Return the value that a word means; `name` is the parameter's."""

    def schema(self) -> dict[str, Any]:
        """Return what it takes, as JSON Schema."""


@dataclass(frozen=True)
class Text:
    """Any words, up to so many letters."""

    longest: int = LONGEST

    def parse(self, name: str, word: str) -> str:
        if len(word) > self.longest:
            raise UsageError.out_of_range(
                f"`{name}`", f"{number_of(len(word), 'letter')} long", f"at most {self.longest:,}"
            )
        return word

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.longest}


@dataclass(frozen=True)
class State:
    """A state or territory by id, name or code; with `blocs`, or a bloc."""

    blocs: bool = False

    def parse(self, name: str, word: str) -> str:
        word = Text().parse(name, word)
        return groups.state_or_bloc(word) if self.blocs else registry.state(word)

    def schema(self) -> dict[str, Any]:
        examples = ["CHN", "ASEAN"] if self.blocs else ["VNM", "IDN"]
        return {"type": "string", "maxLength": LONGEST, "minLength": 1, "examples": examples}


@dataclass(frozen=True)
class Measure:
    """A measure by name, which may be written with dashes or in the words of the field."""

    def parse(self, name: str, word: str) -> str:
        from counterpoise.report.tables.measured import called

        return called(Text().parse(name, word)).name

    def schema(self) -> dict[str, Any]:
        from counterpoise.measures import MEASURES

        return {"type": "string", "enum": sorted(MEASURES)}


@dataclass(frozen=True)
class Several:
    """Values of a kind joined by commas."""

    each: Kind
    most: int = MOST

    def parse(self, name: str, word: str) -> tuple[Any, ...]:
        words = [one.strip() for one in word.split(",") if one.strip()]
        if not 1 <= len(words) <= self.most:
            rule = f"1 to {self.most} values joined by commas"
            raise UsageError.out_of_range(f"`{name}`", word, rule)
        return tuple(dict.fromkeys(self.each.parse(name, one) for one in words))

    def schema(self) -> dict[str, Any]:
        told = {"type": "string", "minLength": 1, "maxLength": min(LONGEST * self.most, 2_000)}
        examples = self.each.schema().get("examples", [])
        return {**told, **({"examples": [",".join(examples)]} if examples else {})}


@dataclass(frozen=True)
class Bloc:
    """A bloc that counts as one partner."""

    def parse(self, name: str, word: str) -> str:
        return groups.resolve(Text().parse(name, word))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST, "minLength": 1}


@dataclass(frozen=True)
class Whole:
    """A whole number between two others, both included."""

    low: int
    high: int

    def parse(self, name: str, word: str) -> int:
        whole = word.isascii() and word.removeprefix("-").isdigit() and len(word) < 12
        if whole and self.low <= int(word) <= self.high:
            return int(word)
        rule = f"a whole number from {self.low:,} to {self.high:,}"
        raise UsageError.out_of_range(f"`{name}`", word, rule)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


def whole(bound: Bound) -> Whole:
    """Return the kind of a whole number within its bounds."""
    return Whole(int(bound.low), int(bound.high))


YEAR = Whole(FIRST_YEAR, LAST_YEAR)


@dataclass(frozen=True)
class Span:
    """A year, or the first and the last: ``1990-2024``."""

    def parse(self, name: str, word: str) -> tuple[int, int]:
        first, dash, last = word.partition("-")
        years = YEAR.parse(name, first.strip()), YEAR.parse(name, (last if dash else first).strip())
        if years[1] < years[0]:
            raise UsageError.out_of_range(f"`{name}`", word, "the first and then the last")
        return years

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{4})?$"}


@dataclass(frozen=True)
class Number:
    """A number within its bounds; `usual` is meant where none is given, if one is.

    A slider goes over `handy`, the part of the bounds in which answers differ.
    """

    bound: Bound
    handy: tuple[float, float]
    usual: float | None = None

    def parse(self, name: str, word: str) -> float:
        try:
            number = float(word) if word.isascii() else math.nan
        except ValueError:
            number = math.nan
        if not self.bound.holds(number):
            raise UsageError.out_of_range(f"`{name}`", word, self.bound.rule)
        return number

    def schema(self) -> dict[str, Any]:
        low = "exclusiveMinimum" if self.bound.above else "minimum"
        high = "exclusiveMaximum" if self.bound.below else "maximum"
        finite = {"type": "number", low: self.bound.low, high: self.bound.high}
        if not self.bound.endless:
            return finite
        return {"anyOf": [finite, {"type": "string", "enum": ["inf"]}]}


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def parse(self, name: str, word: str) -> str:
        if word not in self.words:
            raise UsageError.not_among(f"`{name}`", word, self.words)
        return word

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True)
class Day:
    """A day: ``2020-02-26``."""

    def parse(self, name: str, word: str) -> date:
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise UsageError.out_of_range(f"`{name}`", word, "a day such as 2020-02-26") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address.

    Parameters
    ----------
    name : str
        As it stands in the address.
    kind : Kind
        What it takes.
    about : str
        What it is, in a sentence.
    needed : bool
        Whether the question can't be asked without it.
    """

    name: str
    kind: Kind
    about: str
    needed: bool = False


def parsed(parameters: Sequence[Parameter], given: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the values of an address: those left empty are not given.

    Raises
    ------
    UsageError
        If one is unknown, given twice, missing, or not what its kind takes.
    """
    known = {one.name: one for one in parameters}
    found: dict[str, Any] = {}
    for name, word in given:
        if name not in known:
            raise UsageError.not_among("A parameter", name, known)
        if not word.strip():
            continue
        if name in found:
            raise UsageError(f"`{name}` must be given once, not twice.")
        found[name] = known[name].kind.parse(name, word.strip())
    for one in parameters:
        if one.needed and one.name not in found:
            raise UsageError(f"`{one.name}` must be given: {one.about[0].lower()}{one.about[1:]}")
    return found


def written(value: Any) -> str:
    """Return a value as it stands in an address."""
    if isinstance(value, tuple):
        if value and all(isinstance(one, int) for one in value):
            return str(value[0]) if value[0] == value[-1] else f"{value[0]}-{value[-1]}"
        return ",".join(written(one) for one in value)
    if not isinstance(value, float):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)
