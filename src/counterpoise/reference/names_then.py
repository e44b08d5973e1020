"""What a state was called in the years in which its id stood for one part of what it is today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from counterpoise.reference import states

THEN: Final = {
    "DEU": ("West Germany", 1949, 1989),
    "VNM": ("North Vietnam", 1954, 1975),
    "YEM": ("North Yemen", 1967, 1989),
}
"""The name, and the first and last full year in which another part was a state of its own."""


def name_then(entity: str, years: Iterable[int]) -> str:
    """Return the name of a state in years: today's, that of the part it was, or both.

    Examples
    --------
    >>> name_then("DEU", [1984]), name_then("DEU", [2020]), name_then("FRA", [1984])
    ('West Germany', 'Germany', 'France')
    >>> name_then("DEU", [1939, 1984])
    'Germany (West Germany 1949–89)'
    """
    today = states.name(entity)
    if entity not in THEN:
        return today
    part, first, last = THEN[entity]
    within = {first <= year <= last for year in years}
    if within == {True}:
        return part
    return f"{today} ({part} {first}–{last % 100})" if True in within else today
