"""Which data of one's own there are: a card for each in the store's folder of its id.

::

    store/gas_contracts/card.toml       the card
    store/gas_contracts/2026-11.json    what is held, as of any source

The card is written before its rows and removed after the last of them, so that nothing is ever held
that nobody can name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from counterpoise import schema
from counterpoise.snapshots import lock
from counterpoise.snapshots.source import SourceModule

if TYPE_CHECKING:
    from counterpoise.sources._own_card import Card

CARD: Final = "card.toml"

_MODULES: dict[str, SourceModule] = {}
_INDICATORS: set[str] = set()
_SEEN: dict[str, object] = {}
BROKEN: dict[str, str] = {}
"""Cards that can't be read, and why: by their path."""


def modules() -> dict[str, SourceModule]:
    """Return the data of one's own, by id."""
    return _MODULES


def cards() -> list[Card]:
    """Return the cards of data of one's own."""
    return [one.card for one in _MODULES.values()]  # type: ignore[attr-defined]


def bring(store: Path) -> None:
    """Know the cards in a store's folder, and forget those of any other."""
    found = sorted(_cards(store))
    stamps = {str(path): _stamp(path) for path in found}
    if stamps == _SEEN:
        return
    _forget_all()
    _SEEN.update(stamps)
    for path in found:
        _know(path)


def _know(path: Path) -> None:
    from counterpoise.errors import SourceError
    from counterpoise.sources import _own_card

    try:
        card = _own_card.read(path)
    except SourceError as fault:
        BROKEN[str(path)] = fault.problem
        return
    if card.id == path.parent.name:
        register(card)


def register(card: Card) -> None:
    """Let a card's data be read, and its channel be asked for."""
    from counterpoise.sources._own_data import OwnData

    # A module has a constant where this has a property.
    _MODULES[card.id] = cast(SourceModule, OwnData(card))
    if card.own:
        schema.register(card.indicator, card.own)
        _INDICATORS.add(card.indicator)


@contextmanager
def written(store: Path, source: str, text: bytes) -> Iterator[None]:
    """Put a card in its place while its rows come; it is as it was if they do not."""
    path = store / source / CARD
    before = path.read_bytes() if path.is_file() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    lock.replace(path, text)
    bring(store)
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            lock.replace(path, before)
        bring(store)
        raise


def removed(store: Path, source: str) -> None:
    """Remove a card of which nothing is held any more."""
    folder = store / source
    if source in _MODULES and not list(folder.glob("*.json")):
        with suppress(FileNotFoundError):
            (folder / CARD).unlink()
        bring(store)


def _forget_all() -> None:
    for name in _INDICATORS:
        schema.forget(name)
    for known in (_INDICATORS, _MODULES, _SEEN, BROKEN):
        known.clear()


def _cards(store: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(store) as inside:
        for one in inside:
            path = Path(one.path, CARD)
            if one.is_dir() and path.is_file():
                yield path


def _stamp(path: Path) -> object:
    with suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size, status.st_ino
    return None
