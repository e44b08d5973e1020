"""One page of the folder, made and written: as HTML, as JSON and as CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from counterpoise.errors import CounterpoiseError
from counterpoise.panel.store import Store
from counterpoise.report.folder import changes, lists, numbers, slim
from counterpoise.report.folder.around import Around, described
from counterpoise.report.folder.leaf import Leaf
from counterpoise.report.folder.pictures import Pictures
from counterpoise.report.pages import Page
from counterpoise.report.render import Drawings, as_csv, as_json, html


@dataclass(frozen=True)
class Place:
    """Where pages are written, and what they stand among.

    Parameters
    ----------
    folder : Path
        The draft of the folder.
    before : Path or None
        The folder as it was written last, whose figures are compared.
    around : Around
        The other pages.
    """

    folder: Path
    before: Path | None
    around: Around


@dataclass(frozen=True)
class Written:
    """What became of a page.

    Parameters
    ----------
    leaf : Leaf
        The page.
    moved : str
        How many figures moved since it was written last, and the first of them; "" if none did.
    refused : str
        Why it can't be made, which its file says in its place; "" where it is.
    """

    leaf: Leaf
    moved: str = ""
    refused: str = ""


def write(place: Place, leaves: Sequence[Leaf]) -> list[Written]:
    """Make pages and write their files; what is made for one serves the next."""
    rankings: dict[str, Page] = {}
    return [_one(place, leaf, rankings) for leaf in leaves]


@cache
def _store() -> Store:
    """Return the store that all pages of this process ask: what one looked up the next finds."""
    return Store.open().steady()


def _one(place: Place, leaf: Leaf, rankings: dict[str, Page]) -> Written:
    there = place.folder / leaf.address
    there.parent.mkdir(parents=True, exist_ok=True)
    try:
        page = leaf.page(_store(), rankings)
    except CounterpoiseError as fault:
        told = fault.as_dict()
        _put(
            there, lists.refused(place.around, leaf, told), json.dumps(told, ensure_ascii=False), ""
        )
        return Written(leaf, refused=f"{fault.problem} {fault.attempt}".strip())
    frame = place.around.frame(leaf.address, page.title, described(page), leaf)
    stem, charts = there.name, numbers.anchored(page)
    files = Pictures(page, charts, stem)
    led = replace(numbers.led_to(frame, charts, stem), of_picture=files.of)
    drawn = html(page, Drawings(draw=slim.svg), led)
    if charts:
        there.mkdir(exist_ok=True)
        below = place.around.frame(f"{leaf.address}/{numbers.NAME}", page.title, described(page))
        figures = numbers.beside(page, charts, below, stem)
        _write(there / f"{numbers.NAME}.html", slim.page(figures))
    for name, drawing in files.files.items():
        _write(there / name, drawing)
    told_page = as_json(page, compact=True)
    _put(there, slim.page(drawn), told_page, as_csv(page))
    return Written(leaf, _moved(place, leaf, told_page))


def _put(there: Path, page: str, told: str, table: str) -> None:
    for ending, content in ((".html", page), (".json", told + "\n"), (".csv", table)):
        _write(there.with_name(there.name + ending), content)


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


def _moved(place: Place, leaf: Leaf, told: str) -> str:
    """Return what moved since the folder was written last, in words."""
    if place.before is None:
        return ""
    before = changes.read(place.before / f"{leaf.address}.json")
    found = changes.moved(before, json.loads(told)) if before else []
    return changes.in_words(found) if found else ""
