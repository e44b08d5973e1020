"""What moved since the folder was last written: figure by figure, and told as a feed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from counterpoise.printable import number_of

SAID: Final = 5
"""Figures of one page that its entry names."""
KEPT: Final = 200
"""Entries that the feed keeps."""
FILE: Final = "changes.json"
FEED: Final = "changes.atom"


@dataclass(frozen=True)
class Entry:
    """What moved on one page, as the feed tells it.

    Parameters
    ----------
    day : str
        When the page was made on which it stood first, ISO.
    address, title : str
        Of the page, from the root, with its ending.
    words : str
        How many figures moved, and the first of them from what to what.
    """

    day: str
    address: str
    title: str
    words: str


def figures(page: Mapping[str, Any]) -> dict[tuple[str, ...], tuple[Any, str, str]]:
    """Return the figures of a page's JSON by what they are of: value, text, status.

    A figure is of a section, a table, a row (its first cell) and a column, or of a line of the answer.
    """
    found: dict[tuple[str, ...], tuple[Any, str, str]] = {}
    for key, cell in _cells(page):
        while key in found:  # two rows of one name
            key = (*key, "again")
        found[key] = (cell["value"], cell["text"], cell["status"])
    return found


def _cells(page: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    labels = page["labels"] or [""] * len(page["answer"])
    for label, sentence in zip(labels, page["answer"], strict=True):
        for place, cell in enumerate(one for one in sentence if isinstance(one, Mapping)):
            yield ("the answer", label or "in short", str(place + 1)), cell
    for section in page["sections"]:
        for part in section["parts"]:
            for row in part.get("rows", ()):
                for head, cell in zip(part["head"], row, strict=True):
                    if isinstance(cell, Mapping):
                        yield (section["title"], part["id"], _words(row[0]), head), cell


def _words(cell: Any) -> str:
    return str(cell["text"]) if isinstance(cell, Mapping) else str(cell)


def moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return each figure that is another than before, in words: what it is of, from what, to what."""
    old, new = figures(before), figures(after)
    return [
        f"{', '.join(part for part in (key[0], *key[2:]) if part)}: {old[key][1]} → {new[key][1]}"
        for key in new
        if key in old and (old[key][0], old[key][2]) != (new[key][0], new[key][2])
    ]


def read(path: Path) -> Mapping[str, Any] | None:
    """Return the JSON of a page as it was written before; None if there is none to be read."""
    try:
        page = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return page if isinstance(page, Mapping) and "sections" in page else None


def in_words(found: Sequence[str]) -> str:
    """Return how many figures moved, and the first of them."""
    rest = f"; and {len(found) - SAID:,} more" if len(found) > SAID else ""
    count = f"{number_of(len(found), 'figure')} moved"
    return f"{count}: {'; '.join(found[:SAID])}{rest}."


def kept(folder: Path) -> list[Entry]:
    """Return the entries of the feed that a folder holds."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [Entry(**one) for one in told["entries"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def write(folder: Path, entries: Sequence[Entry], *, day: str, base: str) -> None:
    """Write the feed: as JSON, and as Atom (RFC 4287)."""
    entries = list(entries)[:KEPT]
    told = json.dumps({"entries": [asdict(one) for one in entries]}, ensure_ascii=False)
    (folder / FILE).write_text(told + "\n", encoding="utf-8")
    (folder / FEED).write_text(_atom(entries, day, base), encoding="utf-8")


def _atom(entries: Sequence[Entry], day: str, base: str) -> str:
    """Return the feed as Atom; its addresses are relative where the folder has none on the web."""
    told = "".join(
        f"<entry><id>{_id(base, one.address, one.day, one.words)}</id><title>{escape(one.title)}</title>"
        f'<updated>{one.day}T00:00:00Z</updated><link href="{escape(base + one.address)}"/>'
        f"<summary>{escape(one.words)}</summary></entry>\n"
        for one in entries
    )
    own = f'<link rel="self" href="{escape(base)}{FEED}"/>' if base else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_id(base, 'feed')}</id><title>Counterpoise: what moved</title>"
        f"<updated>{day}T00:00:00Z</updated><author><name>Counterpoise</name></author>{own}"
        f'<link href="{escape(base)}index.html"/>\n{told}</feed>\n'
    )


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(parts))}"
