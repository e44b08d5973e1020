"""The data sets: one module each, in rooms by subject, blind to one another.

A module holds its card (`SOURCE`), `read`, `check`, and declared corrections in
``<id>.corrections.toml`` beside it. `module` finds them by id; importing this package imports none.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final, cast

from counterpoise.errors import UsageError
from counterpoise.snapshots.source import SourceModule

ROOMS: Final = {
    "arms": ("sipri_arms", "sipri_arms_deals", "sipri_arms_tables"),
    "trade": (
        "cow_trade",
        "cow_trade_national",
        "cepii_baci",
        "cepii_baci_totals",
        "cepii_baci_matrix",
        "imf_dots",
        "imf_dots_totals",
    ),
    "votes": ("unga_votes", "ideal_points"),
    "state": ("world_bank_gdp", "penn_world_table", "nmc", "sipri_milex"),
    "aid_and_capital": ("imf_dip", "oecd_fdi", "unctad_fdi", "world_bank_aid"),
    "agreements": ("desta", "unctad_iia"),
    "security": (
        "atop_alliances",
        "cow_disputes",
        "gml_disputes",
        "cow_wars",
        "rivalries_thompson",
        "rivalries_dreyer",
    ),
}
"""The sources by subject, each in the order in which they are listed."""

IDS: Final = tuple(source for room in ROOMS.values() for source in room)

_ROOM: Final = {source: room for room, inside in ROOMS.items() for source in inside}


@cache
def module(source: str) -> SourceModule:
    """Return the module of a source by its id.

    Raises
    ------
    UsageError
        If no source bears that id.
    """
    if source not in IDS:
        raise UsageError.not_among("SOURCE", source, IDS, attempt="counterpoise sources")
    return cast(SourceModule, import_module(f"{__name__}.{_ROOM[source]}.{source}"))
