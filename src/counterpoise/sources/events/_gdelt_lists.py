"""GDELT's own lists of its files: their sizes and sums, by which a copy is known to be whole.

``md5sums`` and ``filesizes`` of GDELT 1.0 have lines of a sum or a size, and a name; ``masterfilelist.txt``
of 2.0 has size, sum and address. They may be given together with the files that they name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counterpoise.errors import SourceError, offenders
from counterpoise.printable import number_of

SOURCE: Final = "gdelt"
NAMES: Final = re.compile(r"^(md5sums|filesizes|masterfilelist[\w-]*)(\.txt)?$", re.IGNORECASE)
LINE: Final = re.compile(r"^(?:(\d{1,15})\s+)?(?:([0-9a-fA-F]{32})\s+)?(?:\S*/)?([\w.-]+)$")
"""A size, a sum, and a name or the address that ends in it; one of the two may be absent."""
CHUNK: Final = 2**20


@dataclass(frozen=True)
class Listed:
    """What a list says of a file: bytes and sum; None where it does not say."""

    size: int | None = None
    md5: str | None = None


def is_list(path: Path) -> bool:
    """Return whether a file is one of the publisher's lists, by its name."""
    return bool(NAMES.match(path.name))


def read(paths: Sequence[Path]) -> dict[str, Listed]:
    """Return what lists say of files, by name.

    Raises
    ------
    SourceError
        If a line is none of a list.
    """
    found: dict[str, Listed] = {}
    for path in paths:
        for name, listed in _lines(path.read_text(encoding="utf-8", errors="replace"), path.name):
            old = found.get(name, Listed())
            found[name] = Listed(listed.size or old.size, listed.md5 or old.md5)
    return found


def _lines(text: str, name: str) -> Iterator[tuple[str, Listed]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = LINE.match(line.strip())
        if match is None or not (match[1] or match[2]):
            raise SourceError.bad_layout(
                "A line of a list must give a size or a sum, and a file.",
                source=SOURCE,
                where=f"file {name}, line {number}",
            )
        yield (
            match[3],
            Listed(int(match[1]) if match[1] else None, (match[2] or "").lower() or None),
        )


def require_whole(paths: Sequence[Path], listed: dict[str, Listed]) -> int:
    """Return how many files are as the lists say, or refuse those that are not.

    A file that no list names is not judged.
    """
    wrong, judged = [], 0
    for path in paths:
        said = listed.get(path.name)
        if said is None:
            continue
        judged += 1
        size = path.stat().st_size
        if said.size is not None and size != said.size:
            wrong.append(f"{path.name}: {number_of(size, 'byte')}, not {said.size:,}")
        elif said.md5 and (found := md5(path)) != said.md5:
            wrong.append(f"{path.name}: md5 {found}, not {said.md5}")
    if wrong:
        raise SourceError.bad_layout(
            "Each file must be as the publisher's list says.",
            source=SOURCE,
            where=offenders(wrong, quote=False),
            attempt="download these files anew",
        )
    return judged


def md5(path: Path) -> str:
    """Return the sum of a file, as the publisher prints it."""
    found = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
