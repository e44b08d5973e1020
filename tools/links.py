"""Whether every link of a folder of pages leads somewhere, and none of them away from it.

::

    python tools/links.py FOLDER

Publishers' own addresses, on which a page's sources stand, are named and not followed.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

POINTS = {"href", "src", "srcset", "action"}
LOADS = {"link", "script", "img", "source", "form"}
"""Elements whose addresses a browser asks for by itself, or sends to."""


@dataclass
class Read(HTMLParser):
    """The anchors of a page, and what it points to: element, address."""

    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.anchors.add(str(said["id"]))
        if tag == "link" and said.get("rel") == "canonical":
            return
        self.links += [(tag, str(said[name])) for name in POINTS if said.get(name)]


def read(path: Path) -> Read:
    """Return what a page points to."""
    found = Read()
    found.feed(re.sub(r"<use [^>]*>", "", path.read_text(encoding="utf-8")))
    return found


def broken(folder: Path) -> list[str]:
    """Return every link of the pages of a folder that leads nowhere in it, or loads from elsewhere."""
    pages = {path.resolve(): read(path) for path in sorted(folder.rglob("*.html"))}
    return [
        f"{path.relative_to(folder.resolve())}: <{tag}> {address}"
        for path, page in pages.items()
        for tag, address in page.links
        if not _holds(path, tag, address, pages, folder.resolve())
    ]


def _holds(path: Path, tag: str, address: str, pages: dict[Path, Read], folder: Path) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "data":  # it is in the page itself
        return True
    if parts.scheme or parts.netloc:
        return tag not in LOADS and parts.scheme in {"http", "https"}
    if parts.path.startswith("/"):  # holds on a server alone, and there at its root
        return False
    there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not there.is_relative_to(folder) or not there.is_file():
        return False
    return not parts.fragment or there not in pages or parts.fragment in pages[there].anchors


if __name__ == "__main__":
    found = broken(Path(sys.argv[1]))
    print(*found, sep="\n")
    sys.exit(bool(found))
