"""Every state with all that it may be called: for a search that knows what the command line knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from counterpoise.errors import UnknownNameError
from counterpoise.reference import states as registry
from counterpoise.reference.spelling import fold


@dataclass(frozen=True)
class Entry:
    """A state or territory in the index.

    Parameters
    ----------
    id, name, region : str
        As the registry has them.
    spellings : tuple of str
        Other names and codes that mean it, and nothing else, wherever a state is asked for.
    first, last : int or None
        The years of its existence; None without limit, or where it has no dates.
    """

    id: str
    name: str
    region: str
    spellings: tuple[str, ...]
    first: int | None
    last: int | None


@cache
def index() -> tuple[Entry, ...]:
    """Return every state and territory of the registry, by name."""
    words = _words()
    rows = registry.table("states").sort("name").iter_rows(named=True)
    return tuple(
        Entry(
            row["id"], row["name"], row["region"] or "",
            _meaning(row["id"], row["name"], (*words.get(row["id"], ()), *_codes(row["id"]))),
            registry.began(row["id"]), registry.ended(row["id"]),
        )
        for row in rows
    )  # fmt: skip


def _words() -> dict[str, list[str]]:
    """Return the spellings of each entity that are read so in all sources and years."""
    general = registry.table("spellings").filter(pl.col("source").is_null())
    found: dict[str, list[str]] = {}
    for row in general.iter_rows(named=True):
        found.setdefault(row["id"], []).append(row["spelling"])
    return found


def _codes(entity: str) -> tuple[str, ...]:
    year = registry.ended(entity) or registry.TODAY
    numbers = (registry.cow(entity, year), registry.gw(entity, year))
    return (
        entity,
        registry.iso2(entity) or "",
        *(str(code) for code in numbers if code is not None),
    )


def _meaning(entity: str, name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that are read as the entity, each once in whatever case."""
    kept = {fold(word): word for word in reversed(words) if word and fold(word) != fold(name)}
    return tuple(word for word in reversed(kept.values()) if _state(word) == entity)


def _state(word: str) -> str | None:
    try:
        return registry.state(word)
    except UnknownNameError:
        return None
