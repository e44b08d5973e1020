"""Statements written down in TOML; every refusal names file, line and key.

::

    title = "What was said of Viet Nam"

    [[statement]]
    id = "arms"
    text = "At least 85 % of its arms come from Russia."
    kind = "share"
    stated = 2020-02-26
    subject = "VNM"
    partners = ["RUS"]
    channel = "arms"
    comparison = "at least"
    quantity = 85
    unit = "%"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from counterpoise.errors import CounterpoiseError, StatementError, UsageError
from counterpoise.scenarios import _toml_lines
from counterpoise.snapshots import small_files
from counterpoise.statements.kinds import KINDS, fields_of
from counterpoise.statements.statement import Position, Statement

LARGEST: Final = 1_000_000
"""Bytes; statements are written by hand."""
LISTS: Final = ("partners", "items", "issues", "poles", "related", "needs")
NUMBERS: Final = ("quantity",)
MOST: Final = 10**18
"""What no quantity exceeds; an integer may be longer than a number can be."""
REQUIRED: Final = ("id", "text", "kind", "stated", "subject")


@dataclass(frozen=True)
class StatementFile:
    """A title and the statements under it, each id once."""

    title: str
    statements: tuple[Statement, ...]


def read(path: Path | str) -> StatementFile:
    """Return the statements of a file.

    Parameters
    ----------
    path : Path or str
        A TOML file, UTF-8, below 1 MB.

    Raises
    ------
    StatementError
        If the file can't be read, is not TOML, or holds what can't be meant.
    """
    path = Path(path)
    content = small_files.content(
        path, largest=LARGEST, refuse=partial(StatementError, where=str(path))
    )
    if len(content) > LARGEST:
        raise StatementError("A file of statements must be below 1 MB.", where=str(path))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise StatementError("Statements must be text in UTF-8.", where=str(path)) from fault
    return loads(text, name=str(path))


def loads(text: str, *, name: str = "statements") -> StatementFile:
    """Return the statements of a text; `name` stands for the file in errors."""
    content = small_files.toml(text, refuse=partial(StatementError, where=name))
    return _Reader(content, _toml_lines.lines(text), name).file()


def made(given: Mapping[str, Any], *, position: Position | None = None) -> Statement:
    """Return the statement that plain values describe, wherever they come from, and its place.

    Raises
    ------
    StatementError
        If a key is missing, unknown or of another type; `key` names it.
    """
    for key in REQUIRED:
        if key not in given:
            raise StatementError(f"`{key}` is missing.", key=key)
    kind = given["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise StatementError.of(UsageError.not_among("`kind`", kind, KINDS), key="kind")
    known = _known(kind)
    for key in given:
        if key not in known:
            raise StatementError.of(
                UsageError.not_among(f"A key of {kind}", key, known), key=str(key)
            )
    typed = {key: _typed(key, value) for key, value in given.items()}
    return Statement(**typed, position=position)


@cache
def _known(kind: str) -> frozenset[str]:
    """Return the keys that a kind may have where it is written down."""
    return frozenset(fields_of(kind)) - {"position"}


class _Reader:
    """One file being read: what it says, and where each key of it stands."""

    def __init__(
        self, content: dict[str, Any], lines: dict[_toml_lines.Path, int], name: str
    ) -> None:
        self.content = content
        self.lines = lines
        self.name = name

    def file(self) -> StatementFile:
        for key in self.content:
            if key not in ("title", "statement"):
                unknown = UsageError.not_among("A key", key, ("title", "statement"))
                raise self.located(unknown, (key,))
        title = self.content.get("title", Path(self.name).stem)
        if not isinstance(title, str):
            raise self.located(StatementError("`title` must be text."), ("title",))
        given = self.content.get("statement", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            fault = StatementError("`statement` must be an array of tables, [[statement]].")
            raise self.located(fault, ("statement",))
        if not given:
            raise self.located(StatementError("There must be at least one [[statement]]."), ())
        return StatementFile(title, self.statements(given))

    def statements(self, given: list[dict[str, Any]]) -> tuple[Statement, ...]:
        found: dict[str, Statement] = {}
        for place, one in enumerate(given):
            path: _toml_lines.Path = ("statement", place)
            try:
                said = made(one)
            except StatementError as fault:
                raise self.located(fault, (*path, fault.key) if fault.key else path) from fault
            if said.id in found:
                twice = StatementError(f"`id` must be given once, not twice: {said.id!r}.")
                raise self.located(twice, (*path, "id"))
            found[said.id] = said
        return tuple(found.values())

    def located(self, fault: CounterpoiseError, path: _toml_lines.Path) -> StatementError:
        key = _written(path)
        line = _toml_lines.nearest(self.lines, path)
        where = f"{self.name}, line {line}, {key or 'the whole'}"
        return StatementError(fault.problem, key=key, where=where, attempt=fault.attempt)


def _typed(key: str, value: Any) -> Any:
    """Return a plain value as the model has it, or refuse its type."""
    if key in LISTS:
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise StatementError(f'`{key}` must be a list of texts, ["…"].', key=key)
        return tuple(value)
    if key == "stated":
        return _day(value)
    if key in ("years", "before"):
        whole = isinstance(value, list | tuple) and len(value) == 2
        if not whole or not all(type(year) is int for year in value):
            raise StatementError(f"`{key}` must be two years, [first, last].", key=key)
        return tuple(value)
    if key == "to":
        if type(value) is not int:
            raise StatementError("`to` must be a year.", key=key)
        return value
    if key in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise StatementError(f"`{key}` must be a number.", key=key)
        if abs(value) > MOST:
            raise StatementError(f"`{key}` must be a number of at most {MOST:.0e}.", key=key)
        return float(value)
    if not isinstance(value, str):
        raise StatementError(f"`{key}` must be text, not {value!r}.", key=key)
    return value


def _day(value: Any) -> date:
    """Return a TOML date, or an ISO date from JSON."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            value = None
    if type(value) is not date:
        raise StatementError("`stated` must be a day, such as 2020-02-26.", key="stated")
    return value


def _written(path: _toml_lines.Path) -> str:
    """Return a path as it is written: statement[2].kind, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
