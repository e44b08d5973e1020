"""The data sets: one module each, in rooms by subject, blind to one another.

A module holds its card (`SOURCE`), `read`, `check`, and declared corrections in
``<id>.corrections.toml`` beside it. `module` finds them by id; importing this package imports none.
Other packages bring sources by the entry point group ``counterpoise.sources`` (:mod:`._others`), and
the user's own tables are sources too (:mod:`._own`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from counterpoise.errors import UsageError
from counterpoise.snapshots.source import SourceModule
from counterpoise.sources import _others, _own

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
        "imf_imts",
        "atlas",
        "comtrade",
        "wits",
        "unctad_trade_matrix",
        "oecd_icio",
    ),
    "votes": ("unga_votes", "ideal_points"),
    "state": ("world_bank_gdp", "world_bank_population", "penn_world_table", "nmc", "sipri_milex"),
    "aid_and_capital": (
        "imf_dip",
        "oecd_fdi",
        "unctad_fdi",
        "oecd_dac2a",
        "world_bank_aid",
        "world_bank_ids",
        "aiddata_gcdf",
        "knomad",
    ),
    "agreements": ("desta", "unctad_iia"),
    "sanctions": ("eu_sanctions_map", "gsdb", "ist"),
    "security": (
        "atop_alliances",
        "cow_disputes",
        "gml_disputes",
        "cow_wars",
        "rivalries_thompson",
        "rivalries_dreyer",
        "ceias_visits",
        "colt_visits",
    ),
    "events": ("gdelt", "icews", "polecat"),
}
"""The sources by subject, each in the order in which they are listed."""

IDS: Final = tuple(source for room in ROOMS.values() for source in room)

_ROOM: Final = {source: room for room, inside in ROOMS.items() for source in inside}


def ids() -> tuple[str, ...]:
    """Return the ids of all sources: ours, those of other packages, and data of one's own."""
    return (*IDS, *_others.modules(), *_own.modules())


def module(source: str) -> SourceModule:
    """Return the module of a source by its id.

    Raises
    ------
    UsageError
        If no source bears that id.
    """
    if source in _ROOM:
        return _ours(source)
    known = {**_others.modules(), **_own.modules()}
    if source not in known:
        raise UsageError.not_among("SOURCE", source, ids(), attempt="counterpoise sources")
    return known[source]


@cache
def _ours(source: str) -> SourceModule:
    return cast(SourceModule, import_module(f"{__name__}.{_ROOM[source]}.{source}"))


def own() -> tuple[str, ...]:
    """Return the ids of data of one's own."""
    return tuple(_own.modules())


def own_removed(store: Path, source: str) -> None:
    """Forget data of one's own of which nothing is held any more."""
    _own.removed(store, source)


def set_aside() -> list[str]:
    """Return in words which cards and which sources of other packages can't be read."""
    return [
        *(
            f"the card {path} is set aside: {fault} To mend it: add the card anew."
            for path, fault in _own.BROKEN.items()
        ),
        *(
            f"the source {name!r} of another package is set aside: {fault}. To mend it: bring its"
            " package up to date, or uninstall it."
            for name, fault in _others.BROKEN.items()
        ),
    ]


def bring_own(store: Path) -> None:
    """Let the data of one's own be read that a store's folder holds, and no other's.

    Called whenever a store is opened.
    """
    _own.bring(store)
    _others.modules()
