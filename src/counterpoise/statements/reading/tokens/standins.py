"""Words that change whom a state's name stands for: its firms, a part of it; and verbs of places."""

from __future__ import annotations

from typing import Final

RANKS: Final = frozenset(["ranks", "tops", "heads", "leads", "topped", "headed", "led"])
"""Verbs that a place may begin with: "tops the list of"."""
PARTS: Final = frozenset(
    [
        "northern",
        "southern",
        "eastern",
        "western",
        "north-western",
        "north-eastern",
        "south-western",
        "south-eastern",
        "rural",
        "coastal",
        "upper",
        "lower",
        "northwestern",
        "northeastern",
        "southwestern",
        "southeastern",
    ]
)
SIDES: Final = frozenset(
    ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"]
)
"""Words before a state's name, or before its "of", that make it a part of that state."""
PEOPLE: Final = frozenset(
    [
        "yards",
        "shipyards",
        "plants",
        "factories",
        "ports",
        "harbours",
        "harbors",
        "workshops",
        "hands",
        "shores",
        "arsenals",
        "firms",
        "companies",
        "businesses",
        "makers",
        "manufacturers",
        "banks",
        "government",
        "authorities",
        "producers",
        "growers",
        "customers",
        "consumers",
        "enterprises",
        "groups",
        "capital",
        "money",
        "vendors",
        "yards",
        "shipyards",
        "donors",
        "importers",
        "exporters",
        "suppliers",
        "investors",
        "institutions",
        "buyers",
        "market",
        "markets",
        "factories",
        "economy",
        "hands",
        "ports",
        "sellers",
        "armed forces",
        "army",
        "military",
    ]
)
"""Whom an adjective stands for: "Chinese firms"."""
