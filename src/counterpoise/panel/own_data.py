"""Bring data of one's own: the card first, then its rows by the way of every source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterpoise import sources
from counterpoise.errors import SourceError, UsageError
from counterpoise.panel import build
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.sources import _own, _own_card


def add(
    store: Store,
    card: Path,
    *,
    vintage: str = "",
    accept_changes: bool = False,
    report: build.Report = lambda step: None,
) -> Holding:
    """Read a card and the tables beside it into the store, as the source that the card describes.

    Parameters
    ----------
    store : Store
        Its first folder is written to.
    card : Path
        The card, a TOML file (`sources._own_card.Card`).
    vintage, accept_changes, report
        As of `build.add`.

    Raises
    ------
    SourceError
        Naming the key of the card, or the row and column of a table; the store is then as it was.
    """
    said = _own_card.read(card)
    sources.bring_own(store.folders[0])
    _require_free(said, card)
    tables = [card.parent / name for name in said.file]
    with _by_its_maker(said.id), _own.written(store.folders[0], said.id, card.read_bytes()):
        return build.add(
            store, said.id, tables, vintage=vintage, otherwise=_own_card.today(),
            accept_changes=accept_changes, report=report,
        )  # fmt: skip


@contextmanager
def _by_its_maker(name: str) -> Iterator[None]:
    """Say what the maker of a table can do: there is no publisher to download it from.

    Nor is the layout of a source shown that, refused, is none.
    """
    try:
        yield
    except SourceError as fault:
        if not fault.attempt.startswith((f"counterpoise sources {name}", "download")):
            raise
        raise SourceError(
            fault.problem,
            where=fault.where,
            attempt="mend the table, or say in the card what its columns mean (docs: your-own-data)",
        ) from fault


def _require_free(said: _own_card.Card, path: Path) -> None:
    """Refuse the id of a publisher's source, and a channel that another card describes otherwise."""
    if said.id in sources.ids() and said.id not in _own.modules():
        raise SourceError(
            f"`id` must not be that of a source there is, {said.id!r}.",
            where=f"card {path}",
            attempt="give it a name of your own",
        )
    for other in _own.cards():
        if other.channel != said.channel or other.id == said.id or not said.own:
            continue
        same = (other.unit, other.kind, other.of, other.window)
        if same != (said.unit, said.kind, said.of, said.window):
            raise SourceError(
                f"`channel` {said.channel!r} must have the unit, kind, of and window that the"
                f" card {other.id!r} gives it: {', '.join(map(str, same))}.",
                where=f"card {path}",
                attempt=f"another channel, or: counterpoise remove {other.id} VINTAGE",
            )


def is_card(name: str) -> bool:
    """Return whether what stands in the place of a source's id is the path of a card."""
    return name.lower().endswith(".toml")


def require_card_alone(files: int) -> None:
    """Refuse files beside a card, which names them itself."""
    if files:
        raise UsageError(
            "A card names its tables itself: give it alone.",
            attempt="counterpoise add own.toml",
        )


def require_files(source: str, files: int) -> None:
    """Refuse a source without a file."""
    if not files:
        raise UsageError(
            f"A file of {source!r} must be given.",
            attempt=f"counterpoise add {source} FILE…, or for data of your own: counterpoise add own.toml",
        )
