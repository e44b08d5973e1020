"""A scenario written down in TOML; every refusal names file, line and key.

::

    name = "Viet Nam without China"
    horizons = ["short", "long"]
    value_added = [0.36, 0.46]

    [baseline]
    year = 2023

    [elasticity]
    draws = 500

    [[shock]]
    kind = "cut"
    a = "VNM"
    b = "CHN"
    leak = 0.1

    [[shock]]
    kind = "tariff"
    origin = "VNM"
    destination = "USA"
    rate = 0.2
    retaliation = true

    [[intervention]]
    kind = "embargo lifted"
    state = "VNM"
    partner = "USA"
    channel = "arms"
    year = 2016
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from counterpoise.errors import CounterpoiseError, ScenarioError, UsageError
from counterpoise.scenarios import _toml_lines, parties
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import (
    Cap,
    CoalitionCut,
    Cost,
    Cut,
    Intervention,
    Shock,
    Tariff,
    Technology,
    retaliation,
)
from counterpoise.snapshots import small_files

T = TypeVar("T")

SHOCKS: Final[Mapping[str, type[Shock]]] = {
    "tariff": Tariff,
    "cost": Cost,
    "cap": Cap,
    "cut": Cut,
    "coalition_cut": CoalitionCut,
    "technology": Technology,
}
SETTINGS: Final = ("horizons", "closure", "value_added")
TOP: Final = ("name", *SETTINGS, "baseline", "elasticity", "shock", "intervention")
BASELINE: Final = ("source", "year", "not_covered")
RETALIATION: Final = "retaliation"
LARGEST: Final = 1_000_000
"""Bytes; a scenario is written by hand."""


def read(path: Path | str, *, sectors: Sequence[str] = ()) -> Scenario:
    """Return the scenario that a file describes.

    Parameters
    ----------
    path : Path or str
        A TOML file, UTF-8.
    sectors : sequence of str
        The sectors there are, if the baseline is known: others are then refused here, with the line.

    Raises
    ------
    ScenarioError
        If the file can't be read, is not TOML, or asks what can't be asked.
    """
    content = small_files.content(
        Path(path), largest=LARGEST, refuse=partial(ScenarioError, where=str(path))
    )
    if len(content) > LARGEST:
        raise ScenarioError("A scenario must be below 1 MB.", where=str(path))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ScenarioError("A scenario must be text in UTF-8.", where=str(path)) from fault
    return loads(text, name=str(path), sectors=sectors)


def loads(text: str, *, name: str = "scenario", sectors: Sequence[str] = ()) -> Scenario:
    """Return the scenario that a text describes; `name` stands for the file in errors."""
    content = small_files.toml(text, refuse=partial(ScenarioError, where=name))
    return _Reader(content, _toml_lines.lines(text), name, tuple(sectors)).scenario()


class _Reader:
    """One file being read: what it says, and where each key of it stands."""

    def __init__(
        self,
        content: dict[str, Any],
        lines: dict[_toml_lines.Path, int],
        name: str,
        sectors: tuple[str, ...],
    ) -> None:
        self.content = content
        self.lines = lines
        self.name = name
        self.sectors = sectors

    def scenario(self) -> Scenario:
        self.require_keys(self.content, TOP, ())
        told: dict[str, Any] = {key: self.content[key] for key in SETTINGS if key in self.content}
        told |= self.table("baseline", BASELINE)
        self.text(told, "source", ("baseline", "source"))
        self.year(told)
        elasticity = self.table("elasticity", [field.name for field in fields(Elasticity)])
        self.text(self.content, "name", ("name",))
        told |= {
            "name": self.content.get("name", Path(self.name).stem),
            "elasticity": self.made(("elasticity",), lambda: Elasticity(**elasticity)),
            "shocks": [
                s for i, each in enumerate(self.tables("shock")) for s in self.shocks(each, i)
            ],
            "interventions": [
                self.intervention(each, i) for i, each in enumerate(self.tables("intervention"))
            ],
        }
        return self.made((), lambda: Scenario(**told))

    def shocks(self, given: dict[str, Any], place: int) -> list[Shock]:
        """Return one entry's shock, and the other side's answer if it has one."""
        path = ("shock", place)
        kind = self.made(
            (*path, "kind"), lambda: parties.choice(given.get("kind"), [*SHOCKS], "kind")
        )
        self.require_fields(given, SHOCKS[kind], path, extra=(RETALIATION,))
        answered = given.get(RETALIATION, False)
        if not isinstance(answered, bool):
            raise self.fault("`retaliation` must be true or false.", (*path, RETALIATION))
        told = {key: value for key, value in given.items() if key not in ("kind", RETALIATION)}
        shock = self.made(path, lambda: SHOCKS[kind](**told, where=self.where(path)))
        for sector in shock.sectors:
            if self.sectors and sector not in self.sectors:
                raise self.located(
                    UsageError.not_among("`sectors`", sector, self.sectors), (*path, "sectors")
                )
        return (
            [shock, self.made((*path, RETALIATION), lambda: retaliation(shock))]
            if answered
            else [shock]
        )

    def intervention(self, given: dict[str, Any], place: int) -> Intervention:
        path = ("intervention", place)
        self.require_fields(given, Intervention, path)
        return self.made(path, lambda: Intervention(**given, where=self.where(path)))

    def year(self, told: dict[str, Any]) -> None:
        if "year" in told:
            rule = "a year from 1816 to 2200"
            self.made(
                ("baseline",),
                lambda: parties.whole(told["year"], "year", rule, low=1816, high=2200),
            )

    def text(self, held: Mapping[str, Any], key: str, path: _toml_lines.Path) -> None:
        if not isinstance(held.get(key, ""), str):
            raise self.fault(f"`{key}` must be text, not {held[key]!r}.", path)

    def table(self, key: str, allowed: Sequence[str]) -> dict[str, Any]:
        """Return a table of the file, empty if it is not there."""
        held = self.content.get(key, {})
        if not isinstance(held, dict):
            raise self.fault(f"`{key}` must be a table, [{key}], not {held!r}.", (key,))
        self.require_keys(held, allowed, (key,))
        return dict(held)

    def tables(self, key: str) -> list[dict[str, Any]]:
        """Return an array of tables of the file, empty if it is not there."""
        held = self.content.get(key, [])
        if not isinstance(held, list) or not all(isinstance(each, dict) for each in held):
            raise self.fault(f"`{key}` must be an array of tables, [[{key}]].", (key,))
        return held

    def require_fields(
        self,
        given: Mapping[str, Any],
        kind: type[Shock] | type[Intervention],
        path: _toml_lines.Path,
        extra: Sequence[str] = (),
    ) -> None:
        """Refuse keys that the kind does not have, or a key that it must have and that is missing."""
        known = [field for field in fields(kind) if field.name != "where"]
        names = [*(field.name for field in known), *extra, "kind"]
        self.require_keys(given, names, path)
        for field in known:
            if field.default is MISSING and field.name not in given:
                raise self.fault(f"`{field.name}` is missing.", (*path, field.name))

    def require_keys(
        self, given: Mapping[str, Any], allowed: Sequence[str], path: _toml_lines.Path
    ) -> None:
        for key in given:
            if key not in allowed:
                raise self.located(UsageError.not_among("A key", key, set(allowed)), (*path, key))

    def made(self, path: _toml_lines.Path, make: Callable[[], T]) -> T:
        """Return what `make` makes, or its refusal with file, line and key."""
        try:
            return make()
        except ScenarioError as fault:
            if fault.where.startswith(self.name):
                raise
            key = (fault.key,) if fault.key and fault.key != (path or ("",))[-1] else ()
            raise self.located(fault, (*path, *key)) from fault

    def located(self, fault: CounterpoiseError, path: _toml_lines.Path) -> ScenarioError:
        return ScenarioError.of(fault, key=_written(path), where=self.where(path))

    def fault(self, problem: str, path: _toml_lines.Path) -> ScenarioError:
        return ScenarioError(problem, key=_written(path), where=self.where(path))

    def where(self, path: _toml_lines.Path) -> str:
        line = _toml_lines.nearest(self.lines, path)
        return f"{self.name}, line {line}, {_written(path) or 'the whole'}"


def _written(path: _toml_lines.Path) -> str:
    """Return a path as it is written: shock[2].leak, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
