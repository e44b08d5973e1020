"""The briefs on several states or all: a file each, in a folder, made on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from counterpoise.cli import deliver, door
from counterpoise.errors import CounterpoiseError, StoreError

if TYPE_CHECKING:
    from counterpoise.panel.store import Store
    from counterpoise.report.pages import Page
    from counterpoise.report.question import Question

Pages = Literal["2", "full"]
FEW: Final = 4
"""Briefs up to which one process is faster: another takes as long to begin as to make a few."""
ENDINGS: Final = {
    "html": "html",
    "json": "json",
    "text": "txt",
    "csv": "csv",
    "pdf": "pdf",
    "docx": "docx",
}


@dataclass(frozen=True)
class Asked:
    """What is asked of each state.

    Parameters
    ----------
    as_of, blocs, rivals, pages
        As `report.brief` takes them.
    paper : str
        "a4" or "letter".
    """

    as_of: int | None
    blocs: tuple[str, ...]
    rivals: tuple[str, ...]
    pages: Pages
    paper: Literal["a4", "letter"]

    def resolved(self) -> Asked:
        """Return the same with blocs and rivals by their ids."""
        from counterpoise.reference import groups
        from counterpoise.reference import states as registry

        blocs = tuple(groups.resolve(bloc) for bloc in self.blocs)
        return replace(self, blocs=blocs, rivals=tuple(map(registry.state, self.rivals)))

    def question(self, state: str, form: str | None) -> Question:
        """Return the question of a state's brief."""
        from counterpoise.reference import states as registry
        from counterpoise.report.question import Question

        options: dict[str, str | int | tuple[str, ...] | None] = {
            "as-of": self.as_of, "blocs": self.blocs, "rivals": self.rivals,
        }  # fmt: skip
        if form in deliver.PRINTED:  # two pages of A4 are the usual, and need not be said
            options |= {
                "pages": "full" if self.pages == "full" else None,
                "paper": self.paper if self.paper != "a4" else None,
            }
        return Question("brief", (registry.state(state),), options)

    def page(self, store: Store, state: str, form: str | None) -> Page:
        """Return a state's brief."""
        from counterpoise.report.brief import brief

        return brief(
            store, state, as_of=self.as_of, blocs=self.blocs, rivals=self.rivals,
            pages=self.length(form),
        )  # fmt: skip

    def length(self, form: str | None) -> Pages:
        """Return how long it is: of two pages only in print."""
        return self.pages if form in deliver.PRINTED else "full"


def form_of(form: str | None, output: str | None, pages: Pages | None) -> tuple[str, Pages]:
    """Return the format and the length of several briefs, which go to a folder."""
    if output == deliver.STANDARD or (output and Path(output).suffix.lower() in deliver.PAGES):
        raise click.UsageError("the briefs on several states go to a folder: -o FOLDER")
    form = form or ("pdf" if pages == "2" else "html")
    if pages == "2" and form not in deliver.PRINTED:
        raise click.UsageError("--pages 2 is a PDF: leave --format out, or say --format pdf")
    deliver.form_of_page(form, None)
    return form, pages or ("2" if form in deliver.PRINTED else "full")


def write(states: Sequence[str], asked: Asked, *, form: str, folder: str, force: bool) -> None:
    """Write a brief of each state to a folder; of all that there are where none is named."""
    from counterpoise.reference import states as registry

    asked = asked.resolved()
    there = Path(folder)
    if there.exists() and not there.is_dir():
        raise StoreError("Can't write several briefs: it is no folder.", where=folder)
    named = [registry.state(state) for state in states] or _all(asked.as_of)
    places = [_place(state, asked, form, there, force) for state in dict.fromkeys(named)]
    try:
        there.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError(f"Can't make the folder: {fault.strerror}.", where=folder) from fault
    refused = 0
    for place, why in _made(places, asked):
        refused += why is not None
        door.say(f"{place.question.subjects[0]}: {why or place.path}", err=bool(why))
    if refused:
        raise StoreError(
            f"Can't make {refused} of {len(places)} briefs: the reasons stand above.", where=folder
        )


def _all(as_of: int | None) -> list[str]:
    """Return the states of a year, by default of this one."""
    from counterpoise.reference import states as registry
    from counterpoise.report.dating import today

    return sorted(registry.members(as_of or int(today()[:4])))


def _place(state: str, asked: Asked, form: str, folder: Path, force: bool) -> deliver.Place:
    question = asked.question(state, form)
    output = str(folder / f"{question.stem}.{ENDINGS[form]}")
    return deliver.place(
        question, form=form, output=output, force=force, pages=asked.pages, paper=asked.paper
    )


def _made(places: list[deliver.Place], asked: Asked) -> Iterator[tuple[deliver.Place, str | None]]:
    """Make every brief, and yield its place and why it was refused, if it was, in their order."""
    workers = min(os.cpu_count() or 1, len(places) // FEW)
    if workers < 2:
        yield from ((place, _one(place, asked)) for place in places)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # No copies of this process: it may have threads, whose locks a copy would wait for.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        begun = [executor.submit(_one, place, asked) for place in places]
        yield from ((place, one.result()) for place, one in zip(places, begun, strict=True))


@cache
def _store() -> Store:
    """Return the store that all briefs of this process ask: what one looked up the next finds."""
    from counterpoise.panel.store import Store

    return Store.open().steady()


def _one(place: deliver.Place, asked: Asked) -> str | None:
    """Make one brief, and return why it was refused, if it was."""
    try:
        page = asked.page(_store(), str(place.question.subjects[0]), place.form)
        deliver.page(page, place, quiet=True)
    except CounterpoiseError as fault:
        return f"{fault.problem} {fault.attempt}".strip()
    return None
