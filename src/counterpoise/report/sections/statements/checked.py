"""One statement on a page: its verdict, what settles it, a chart of its readings, and their table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.pages import Cell, Chart, Number, Section, Sentence, Table
from counterpoise.report.sections.statements.said import as_read, plain, short
from counterpoise.statements import words
from counterpoise.statements.checking.verdict import (
    CANNOT_TELL,
    DEPENDS,
    FAILS,
    HOLDS,
    Checked,
    Rows,
    Tested,
    by_facet,
    resting,
)

if TYPE_CHECKING:
    from counterpoise.statements.reading.reader import Candidate

CHARTED: Final = 3
"""Readings with a figure from which a chart says more than a table."""
LISTED: Final = 24
"""Readings in the table that is open; the others are folded."""
SETTLED: Final = (HOLDS, FAILS, DEPENDS)
MARKED: Final = 3
"""Footnotes of a chart."""
NEVER_USUAL: Final = ("years", "year", "test")
SHARES: Final = ("share", "place", words.POINTS, words.CHANGE)
"""Units whose margin is a difference of shares: a place is ahead or behind by a part of the whole."""
SIZES: Final = ((1e12, "trillion USD"), (1e9, "billion USD"), (1e6, "million USD"), (1.0, "USD"))
SHORT: Final[Mapping[str, str]] = {
    "atop_alliances": "ATOP alliances",
    "cepii_baci": "BACI",
    "cepii_baci_matrix": "BACI matrix of 2023",
    "cepii_baci_totals": "BACI totals 2010–19",
    "cow_disputes": "COW disputes",
    "cow_trade": "COW trade",
    "cow_trade_national": "COW national trade",
    "cow_wars": "COW wars",
    "gml_disputes": "GML disputes",
    "ideal_points": "Ideal points",
    "atlas": "Atlas",
    "comtrade": "Comtrade",
    "imf_dip": "IMF positions",
    "imf_dots": "IMF trade",
    "imf_dots_totals": "IMF trade totals",
    "imf_imts": "IMF trade from 2025",
    "aiddata_gcdf": "AidData",
    "knomad": "KNOMAD",
    "oecd_dac2a": "OECD aid",
    "oecd_fdi": "OECD investment",
    "oecd_icio": "OECD input-output",
    "unctad_trade_matrix": "UNCTAD trade",
    "gdelt": "GDELT",
    "icews": "ICEWS",
    "polecat": "POLECAT",
    "wits": "WITS",
    "penn_world_table": "Penn World Table",
    "rivalries_dreyer": "Dreyer’s rivalries",
    "rivalries_thompson": "Thompson’s rivalries",
    "sipri_arms": "SIPRI register",
    "sipri_arms_deals": "SIPRI deals",
    "sipri_arms_tables": "SIPRI tables",
    "unctad_fdi": "UNCTAD FDI",
    "ceias_visits": "CEIAS visits",
    "colt_visits": "COLT visits",
    "desta": "DESTA",
    "unctad_iia": "UNCTAD treaties",
    "eu_sanctions_map": "EU Sanctions Map",
    "gsdb": "GSDB",
    "ist": "IST",
    "nmc": "NMC",
    "sipri_milex": "SIPRI expenditure",
    "unga_votes": "UN votes",
    "world_bank_aid": "World Bank aid",
    "world_bank_gdp": "World Bank GDP",
    "world_bank_population": "World Bank people",
    "world_bank_ids": "World Bank debt",
}
"""Titles of sources as short as a label of a chart must be; footnotes have them in full."""
UNCOMPUTED: Final = re.compile(r"\d+ readings? could not be computed|an excerpt of the source: .*")
"""Marks that the page says elsewhere, in full: what is missing, and what a source's card says."""


@dataclass
class Citing:
    """The footnotes of a page on statements, and short names for the sources of its readings."""

    store: Store
    ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        """Learn which sources are held, and the short name of each by its title."""
        held = self.store.holdings()
        self.held = {one.source for one in held}
        self.short = {one.card.title: SHORT.get(one.source, one.card.title) for one in held}

    def named(self, text: str) -> str:
        """Return a text in which the sources have their short names."""
        # The longest first: the title of one source may begin with that of another.
        for title in sorted(self.short, key=len, reverse=True):
            text = text.replace(title, self.short[title])
        return text

    def note(self, rows: Rows) -> int:
        """Return the footnote of these rows."""
        if rows.source in self.held:
            holding = self.store.holding(rows.source, rows.vintage)
            return self.ledger.note(holding, rows.what, rows.rows, rows.command)
        # A table that travels with the package, such as that of embargoes.
        return self.ledger.bare(
            rows.source, rows.vintage, rows.title, rows.what, rows.rows, rows.command
        )

    def of(self, tested: Tested) -> int | None:
        """Return the footnote of a reading, if it rests on rows."""
        return self.note(tested.rows[0]) if tested.rows else None


def verdict(said: str, note: int | None = None, *, start: bool = False, told: str = "") -> Number:
    """Return a verdict as a cell that shows by its colour what it says; `told` as it is written."""
    text = told or said
    return Number(None, wording.started(text) if start else text, status=said, note=note)


def section(one: Checked, citing: Citing, anchor: str, read: Candidate | None = None) -> Section:
    """Return the section on a statement: the speaker's sentence, the reading under it, the verdict.

    Parameters
    ----------
    one : Checked
        The statement, checked.
    citing : Citing
        The footnotes of the page.
    anchor : str
        What the ids in the section begin with; another for every statement of the page.
    read : Candidate, optional
        What the statement was read from, if it was.
    """
    name = plain(one.statement.id)
    readings = Readings(one, citing, anchor)
    own = plain(read.sentence) if read else plain(one.statement.text)
    return Section(
        anchor,
        f"{name}. {short(own)}",
        lead=(*(as_read(read) if read else ()), *_lead(one, readings)),
        parts=(*readings.settling(), *readings.chart(), *readings.tables()),
        caveats=tuple(wording.started(plain(mark)) for mark in _caveats(one)),
        short=name,
        closed=(verdict(one.verdict, told=one.told),),
    )


def _lead(one: Checked, readings: Readings) -> list[Sentence]:
    shown = f": {one.shown}" if one.shown and one.shown != "–" else ""
    told: list[Sentence] = [
        (
            verdict(one.verdict, readings.note, start=True, told=one.told),
            f"{plain(shown)}. {plain(one.why)}",
        )
    ]
    if one.margin is not None and len(readings.basis) > 1:
        margin = _margin(one.margin, readings.unit)
        told.append((f"Of the readings, the one nearest to the line has a margin of {margin}.",))
    if one.held:
        spans = words.listed([words.span(*run) for run in one.held])
        told.append((f"Through the years it held in {spans} ({readings.series_of()}).",))
    if one.verdict_today != one.verdict:
        told.append(("With what is known today: ", verdict(one.verdict_today), "."))
    return told


def _caveats(one: Checked) -> list[str]:
    """Return what to beware of, each once: a verdict of "cannot tell" has said what is missing."""
    marks = [mark for mark in one.marks if not UNCOMPUTED.fullmatch(mark)]
    gaps = [gap for gap in one.missing if gap not in one.why]
    return [*marks, *([f"readings that lack evidence: {'; '.join(gaps)}"] if gaps else [])]


class Readings:
    """The readings of a statement, in an order, with short names: what chart and tables show."""

    def __init__(self, one: Checked, citing: Citing, anchor: str) -> None:
        self.one, self.citing, self.anchor = one, citing, anchor
        self.basis = _telling(resting(one.tested), LISTED)
        computed = [each for each in one.tested if each.verdict != CANNOT_TELL]
        self.others = _ordered([each for each in computed if each not in self.basis])
        self.usual = _usual(computed)
        self.unit = self.basis[0].unit if self.basis else ""
        # The figure's own footnote comes first, so that the page's notes follow its text.
        self.note = citing.of(self.basis[0]) if self.basis else None

    def value(self, facet: str, value: str) -> str:
        """Return a choice as it is written: a source by its short name."""
        return self.citing.short.get(value, value) if facet == "source" else value

    def name(self, tested: Tested) -> str:
        """Return a reading by the choices in which it is not the usual one, its source last."""
        own = {
            facet: self.value(facet, value)
            for facet, value in tested.facets.items()
            if self.usual.get(facet) != value
        }
        source = own.pop("source", "")
        named = ", ".join(part for part in (*own.values(), source) if part)
        return plain(named or tested.reading)

    def settling(self) -> tuple[Table, ...]:
        """Return how the verdict goes with each choice, where some value of one settles it."""
        if self.one.verdict != DEPENDS:
            return ()
        basis = resting(self.one.tested)
        facets = dict.fromkeys(facet for each in basis for facet in each.facets)
        rows = [row for facet in facets if (row := self._settled(facet, basis))]
        if not rows:
            return ()
        return (
            Table(
                f"{self.anchor}-settles",
                "What settles it",
                ("By", *(wording.started(said) for said in SETTLED)),
                tuple(rows),
            ),
        )

    def _settled(self, facet: str, basis: Sequence[Tested]) -> tuple[Cell, ...]:
        """Return the values of a choice by the verdict of all their readings."""
        verdicts = by_facet(basis, facet)
        if len(verdicts) < 2 or set(verdicts.values()) == {DEPENDS}:
            return ()
        parts = [
            "; ".join(self.value(facet, value) for value, told in verdicts.items() if told == said)
            for said in SETTLED
        ]
        return (facet, *(plain(part) or "–" for part in parts))

    def series_of(self) -> str:
        """Return what the series through the years is of, its source by its short name."""
        return plain(self.citing.named(self.one.series_of))

    def tables(self) -> tuple[Table, ...]:
        """Return the readings that the verdict rests on, and folded, all others."""
        tables = []
        if self.basis:
            then = self.basis[0].known == "then"
            day = f"{self.one.statement.stated:%-d %B %Y}"
            title = f"As known on {day}" if then else "As known today"
            usual = ", ".join(
                f"{facet} {self.value(facet, value)}" for facet, value in self.usual.items()
            )
            caption = f"Where nothing else is said: {usual}." if usual else ""
            tables.append(self._table("readings", title, self.basis, plain(caption), ""))
        if self.others:
            later = sum(each.known == "today" for each in self.others)
            folded = f"{number_of(len(self.others), 'more reading')}"
            if later:
                part = f", {later} of them" if later < len(self.others) else ""
                folded += f"{part} with what is known today"
            tables.append(self._table("others", "", self.others, "", folded))
        return tuple(tables)

    def _table(
        self, kind: str, title: str, readings: Sequence[Tested], caption: str, folded: str
    ) -> Table:
        both = len({each.known for each in readings}) > 1
        head = ("Reading", *(("Known",) if both else ()), "Figure", "Verdict", "Margin")
        rows: list[tuple[Cell, ...]] = [
            (
                self.name(each),
                *((each.known,) if both else ()),
                plain(each.shown),
                verdict(each.verdict, self.citing.of(each)),
                _margin(each.margin, each.unit),
            )
            for each in readings
        ]
        return Table(f"{self.anchor}-{kind}", title, head, tuple(rows), caption, folded)

    def chart(self) -> tuple[Chart, ...]:
        """Return how the verdict moves with the reading, if enough of them can be compared."""
        asserted = _asserted(self.one)
        measured = [each.margin if asserted is None else each.figure for each in self.basis]
        figures = [figure for figure in measured if figure is not None]
        units = {each.unit for each in self.basis}
        if len(figures) < max(CHARTED, len(self.basis)) or len(units) != 1:
            return ()
        size, axis, form = _scale(self.unit, figures)
        if asserted is None:
            axis = "margin" if not axis else f"margin, {axis}"
        data = tuple(
            {
                "reading": self.name(each),
                "figure": figure / size,
                "verdict": each.verdict,
                "base": (asserted or 0.0) / size,
                "format": form,
                "axis": axis,
            }
            for each, figure in zip(self.basis, figures, strict=True)
        )
        notes = tuple(dict.fromkeys(note for each in self.basis if (note := self.citing.of(each))))
        return (
            Chart(
                f"{self.anchor}-chart",
                "readings",
                "How the verdict moves with the reading",
                f"{number_of(len(data), 'reading')} by {axis or 'figure'}: "
                f"{wording.listed(_counted(self.basis))}.",
                data,
                caption="Dashed: the line between holds and fails."
                if asserted is None
                else "Dashed: what was asserted.",
                notes=notes[:MARKED],
            ),
        )


def _counted(readings: Sequence[Tested]) -> list[str]:
    told = [each.verdict for each in readings]
    return [f"{told.count(said)} {said}" for said in dict.fromkeys(told)]


def _asserted(one: Checked) -> float | None:
    """Return the figure that was asserted, if the readings' figures are of its kind."""
    if one.statement.kind in ("share", "amount", "balance", "inertia", "diversification"):
        return one.statement.threshold
    return None


def _scale(unit: str, figures: Sequence[float]) -> tuple[float, str, str]:
    """Return the size of an axis's unit, the axis's title, and how its numbers are written."""
    if unit in SHARES:
        return 1.0, "", ".0%"
    if unit == "USD":
        largest = max(abs(figure) for figure in figures)
        size, title = next((size, title) for size, title in SIZES if largest >= size or size == 1)
        return size, title, "~r"
    return 1.0, unit, "~r"


def _margin(margin: float | None, unit: str) -> str:
    """Return by how much a reading is on its side of the line; negative where it fails."""
    if margin is None:
        return "–"
    sign = "−" if margin < 0 else "+"
    if unit in SHARES:
        return f"{sign}{words.percentage(abs(margin))} points"
    return f"{sign}{words.figure(abs(margin), unit)}"


def _usual(readings: Sequence[Tested]) -> Mapping[str, str]:
    """Return the choices of the first reading that no other is commoner than: said once, for all.

    Years and tests are said with every reading where they differ: none of them goes without saying.
    """
    usual = {}
    for facet, value in readings[0].facets.items() if len(readings) > 1 else ():
        counts = Counter(each.facets.get(facet, "") for each in readings)
        if len(counts) == 1 or (facet not in NEVER_USUAL and counts[value] == max(counts.values())):
            usual[facet] = value
    return usual


def _ordered(readings: Sequence[Tested]) -> list[Tested]:
    """Return readings from the one that speaks most against the statement to that most for it."""
    if any(each.margin is None for each in readings):
        return list(readings)
    # Rounded, so that sums taken in another order on another machine don't change the order here.
    return sorted(readings, key=lambda each: round(each.margin or 0.0, 9))


def _telling(readings: Sequence[Tested], most: int) -> list[Tested]:
    """Return the readings in order; of too many, those that differ most in choice and verdict."""
    left = list(readings)
    if len(left) <= most:
        return _ordered(left)
    kept, seen = [left.pop(0)], set[tuple[str, str, str]]()
    while len(kept) < most:
        seen |= _choices(kept[-1])
        best = max(left, key=lambda each: len(_choices(each) - seen))
        left.remove(best)
        kept.append(best)
    return _ordered(kept)


def _choices(tested: Tested) -> set[tuple[str, str, str]]:
    return {(facet, value, tested.verdict) for facet, value in tested.facets.items()}
