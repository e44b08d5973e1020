"""The first page of the explorer: the world by a measure of one's choice, and what is held of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from counterpoise import sources as listed
from counterpoise.errors import EvidenceError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.report import set_aside, wording
from counterpoise.report.dating import today
from counterpoise.report.joined import Joined
from counterpoise.report.ledger import card_of
from counterpoise.report.making import version
from counterpoise.report.pages import (
    Cell,
    Chart,
    Note,
    Number,
    Page,
    Section,
    Sentence,
    SourceCard,
    Table,
)
from counterpoise.report.question import Question
from counterpoise.report.rank import rank

FIRST: Final = 10
"""States of each order that the first page shows; all of them are on the page of the ranking."""


@dataclass(frozen=True)
class Ranking:
    """A measure by which the first page shades the world.

    Parameters
    ----------
    id, title, short : str
        Its anchor, and what it is called: in full, and where there is little room.
    measure : str
        As `rank` takes it.
    options : mapping
        Its channel and its partner, as `rank` takes them.
    """

    id: str
    title: str
    short: str
    measure: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        """The question whose page has all states."""
        return Question("rank", (self.measure,), self.options)

    def page(self, store: Store) -> Page:
        """Return the page of all states in its order."""
        made = rank(store, self.measure, **self.options)  # type: ignore[arg-type]
        return replace(made, question=self.question.command)


IMPORTS: Final = {"channel": "imports"}
RANKINGS: Final = (
    Ranking("dependence", "Dependence on the first partner", "First partner", "shares", IMPORTS),
    Ranking("independence", "Independent partners", "Independence", "independence", IMPORTS),
    Ranking("china", "Dependence on China", "China", "shares", {**IMPORTS, "partner": "CHN"}),
    Ranking(
        "usa", "Dependence on the United States", "United States", "shares",
        {**IMPORTS, "partner": "USA"},
    ),
    Ranking("russia", "Dependence on Russia", "Russia", "shares", {**IMPORTS, "partner": "RUS"}),
    Ranking("hedging", "Hedging between rivals", "Hedging", "hedging"),
)  # fmt: skip
"""What the first page is shaded by. A page shows one at a time, and names the others (`home.css`)."""
HELD: Final = "held"


def home(store: Store, made: Callable[[Ranking], Page] | None = None) -> Page:
    """Return the first page: the world by each of `RANKINGS`, who comes first, and what is held.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    made : callable, optional
        Gives the page of a ranking, for whoever keeps them; by default each is worked out.

    Returns
    -------
    Page
        A section `by-…` for each ranking that anything is known of, and one of the sources held.
    """
    store = store.steady()
    joined, kept = Joined(), list[str]()
    told, sections = list[tuple[str, Sentence]](), list[Section]()
    for ranking in RANKINGS:
        try:
            page = made(ranking) if made else ranking.page(store)
        except EvidenceError:  # nothing held of it: the section of what is held says so
            continue
        taken = joined.taken(page)
        told.append((ranking.title, taken.answer[-1]))
        sections.append(_section(ranking, taken, first=not sections))
        kept.extend(page.choices)
    sections.append(_held(store, joined))
    aside = set_aside.sentences(store)
    return Page(
        kind="home",
        states=(),
        title="How states balance their outside partners",
        subtitle="Who depends on whom, measured from public data; every number with its source",
        # One line, so that the map is on the first screen; the others stand above their own.
        answer=(*aside, *(sentence for _, sentence in told[:1])),
        labels=(*("" for _ in aside), *(label for label, _ in told[:1])),
        choices=tuple(dict.fromkeys(kept)),
        sections=tuple(sections),
        notes=tuple(joined.notes),
        sources=_cards(store),
        version=version(),
    )


def _section(ranking: Ranking, page: Page, *, first: bool) -> Section:
    """Return the map of a ranking, the first states of it, and what it can't say."""
    (section,) = page.sections
    chart = next(part for part in section.parts if isinstance(part, Chart))
    table = next(part for part in section.parts if isinstance(part, Table))
    return Section(
        f"by-{ranking.id}",
        ranking.title,
        lead=() if first else page.answer[-1:],
        parts=(
            replace(chart, id=f"{ranking.id}-map"),
            replace(table, id=f"{ranking.id}-first", rows=table.rows[:FIRST]),
        ),
        caveats=section.caveats,
        short=ranking.short,
        foot=f"{number_of(len(table.rows), 'state')} in all: `{ranking.question.command}`",
    )


def _held(store: Store, joined: Joined) -> Section:
    """Return what is held of each source, to which year, and how long ago that was."""
    now, rows, silent = int(today()[:4]), list[tuple[int, tuple[Cell, ...]]](), list[str]()
    for source in listed.ids():
        card = listed.module(source).SOURCE
        held = store.holdings(source)
        if not held:
            silent.append(card.title)
        for one in held:
            first, last = one.covered_years
            note = Note(
                len(joined.notes) + 1, source, one.vintage, card.title, "all that is held", one.rows,
                f"counterpoise sources {source}",
            )  # fmt: skip
            joined.notes.append(note)
            years = Number(float(last), wording.span(first, last), "last year", note=note.number)
            cells: tuple[Cell, ...] = (
                card.title, one.vintage, years,
                Number(float(max(now - last, 0)), _ago(now - last), "years", note=note.number),
                Number(float(one.rows), f"{one.rows:,}", "rows", note=note.number),
                one.excerpt or "whole",
            )  # fmt: skip
            rows.append((last, cells))
    rows.sort(key=lambda row: -row[0])
    head = ("Source", "Vintage", "Years", "How old", "Rows", "Held")
    table = Table(HELD, "", head, tuple(cells for _, cells in rows), brief=True)
    unheld = f"Not held, but read: {wording.listed(sorted(silent))}." if silent else ""
    return Section(
        HELD,
        "What is held, and how old it is",
        parts=(table,) if rows else (),
        caveats=(unheld,) if unheld else (),
        short="What is held",
        foot="To bring newer: `counterpoise refresh`",
        closed=(_told(rows),),
    )


def _told(rows: list[tuple[int, tuple[Cell, ...]]]) -> str:
    """Return how much is held in a line, for the section when it is closed."""
    if not rows:
        return "nothing is held"
    return f"{number_of(len(rows), 'release')}; the newest tells to {rows[0][0]}"


def _ago(years: int) -> str:
    """Return how many years ago the last year is that a release tells of."""
    return (
        "this year" if years <= 0 else "last year" if years == 1 else f"{number_of(years, 'year')}"
    )


def _cards(store: Store) -> tuple[SourceCard, ...]:
    return tuple(card_of(held) for source in listed.ids() for held in store.holdings(source))
