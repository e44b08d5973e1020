"""Colours of charts: stand-ins that become variables of the page, and one for each state.

A specification names stand-ins, and the drawing refers to the style sheet's variables in their
place, so that light, dark and print each have colours of their own. A state has the same colour in
every chart of every page: a major power one that nobody else has, anybody else one of six, by the
table here or by its id. Where two of one chart would have the same, the later takes the next free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from zlib import crc32

INK, FAINT, RULE, PAPER, OTHER = "#010203", "#010204", "#010205", "#010206", "#010207"
SERIES: Final = tuple(f"#0102{number:02x}" for number in range(0x10, 0x18))
HEAT: Final = tuple(f"#0102{number:02x}" for number in range(0x20, 0x26))
SHADES: Final = tuple(f"#0102{number:02x}" for number in range(0x30, 0x35))
STATES: Final = tuple(f"#0103{number:02x}" for number in range(0x10, 0x20))
VARIABLES: Final = {
    INK: "--ink",
    FAINT: "--faint",
    RULE: "--rule",
    PAPER: "--paper",
    OTHER: "--other",
    **{colour: f"--s{number}" for number, colour in enumerate(SERIES, start=1)},
    **{colour: f"--h{number}" for number, colour in enumerate(HEAT)},
    **{colour: f"--m{number}" for number, colour in enumerate(SHADES, start=1)},
    **{colour: f"--c{number}" for number, colour in enumerate(STATES, start=1)},
}
"""Stand-in colours of a specification, and the style sheet's variables that take their place."""

MAJOR: Final = ("USA", "CHN", "RUS", "JPN", "IND", "EU", "GBR", "FRA", "DEU", "KOR")
"""Who has a colour alone, in the order of the first ten."""
HEIRS: Final = MappingProxyType({"SUN": "RUS"})
"""Predecessors that are drawn in the colour of who came after."""
GROUPS: Final = (
    "ITA UKR TWN AUS BRA UZB ARG",
    "THA CAN BEL AUT KAZ TKM",
    "SGP NLD ISR ARE NOR VNM",
    "IDN CZE SWE MEX SAU HKG PAK ZAF",
    "MYS ESP BLR EGY FIN NZL NGA BGD",
    "PHL CHE POL TUR IRN DNK",
)
"""Who shares each of the six other colours: seldom partners of one and the same state."""

_OWN: Final = MappingProxyType(
    {
        **{state: place for place, state in enumerate(MAJOR)},
        **{
            state: place
            for place, group in enumerate(GROUPS, start=len(MAJOR))
            for state in group.split()
        },
    }
)


def named(rows: Sequence[Mapping[str, Any]], key: str) -> dict[str, str | None]:
    """Return the names that rows have under a key, in order, each with the id beside it if any."""
    return {row[key]: row.get("id") for row in rows}


def of_state(entity: str) -> str:
    """Return the colour that a state, a former state or a bloc has where nobody else claims it."""
    return STATES[_place(entity)]


def of_series(named: Mapping[str, str | None]) -> dict[str, str]:
    """Return a colour for each name, given the id of the state that it is, if it is one.

    Names of no state among names of states are in ink; if there is no state at all, names take the
    colours of the series in their order, and that of "other" beyond them.
    """
    if not any(named.values()):
        spare = [OTHER] * max(0, len(named) - len(SERIES))
        return dict(zip(named, [*SERIES, *spare], strict=False))
    held = _apart([entity for entity in named.values() if entity])
    return {name: held[entity] if entity else INK for name, entity in named.items()}


def _apart(entities: list[str]) -> dict[str, str]:
    """Return the colours of states in one chart: their own, or the next that is free."""
    # Whoever has a colour alone comes first, so that no other can hold it.
    ordered = sorted(dict.fromkeys(entities), key=lambda entity: entity not in MAJOR)
    taken: dict[str, int] = {}
    for entity in ordered:
        taken[entity] = next(
            (place for place in _wished(_place(entity)) if place not in taken.values()),
            _place(entity),
        )
    return {entity: STATES[place] for entity, place in taken.items()}


def _wished(own: int) -> list[int]:
    """Return the places of all colours in the order in which a state asks for them."""
    first = len(MAJOR)
    others = [first + (own + step) % (len(STATES) - first) for step in range(len(GROUPS))]
    return [own, *others, *range(first)]


def _place(entity: str) -> int:
    entity = HEIRS.get(entity, entity)
    return _OWN.get(entity, len(MAJOR) + crc32(entity.encode()) % len(GROUPS))
