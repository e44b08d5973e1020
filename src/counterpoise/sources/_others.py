"""Sources that other packages bring: modules like ours, by the entry point group ``counterpoise.sources``.

A package names them in its ``pyproject.toml``::

    [project.entry-points."counterpoise.sources"]
    gas_pipes = "their_package.gas_pipes"

The module has `SOURCE`, `read` and `check` (`snapshots.source.SourceModule`), and `INDICATORS` where it
writes some that are not ours, by name. One that can't be read is set aside and named, and everything
else works as before.
"""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import Any, Final, cast

from counterpoise import schema
from counterpoise.snapshots.source import Source, SourceModule

GROUP: Final = "counterpoise.sources"
BROKEN: dict[str, str] = {}
"""Sources of other packages that can't be used, and why."""


@cache
def modules() -> dict[str, SourceModule]:
    """Return the sources that installed packages bring, by id."""
    found = {}
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found[point.name] = _module(point.name, point.load())
        except Exception as fault:  # whatever another's module does, ours go on
            BROKEN[point.name] = f"{type(fault).__name__}: {fault}"
    return found


def _module(name: str, module: Any) -> SourceModule:
    """Return a module as a source, or refuse it for what it lacks."""
    from counterpoise.sources import IDS

    card = module.SOURCE
    added: dict[str, schema.Indicator] = getattr(module, "INDICATORS", {})
    if name in IDS:
        raise ValueError("its id is one of ours")
    if not isinstance(card, Source) or card.id != name:
        raise ValueError(f"its SOURCE must be a Source with the id {name!r}")
    if card.table not in schema.TABLES or not (callable(module.read) and callable(module.check)):
        raise ValueError("it must have a table of the schema, read and check")
    if taken := set(added) & set(schema.INDICATORS):
        raise ValueError(f"indicators that are there already: {', '.join(sorted(taken))}")
    if unknown := set(card.indicators) - set(added) - set(schema.INDICATORS):
        raise ValueError(f"indicators that nobody knows: {', '.join(sorted(unknown))}")
    for indicator, one in added.items():
        schema.register(indicator, one)
    return cast(SourceModule, module)
