"""A channel of the subject as the evidence answers for it, window by window, held to the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

import polars as pl

from counterpoise import schema, sources
from counterpoise.measures.answers import Members, Told, told
from counterpoise.measures.stock import decayed_stock
from counterpoise.measures.sufficiency import PARTLY_KNOWN, TOO_LITTLE
from counterpoise.measures.views import VIEWS, View
from counterpoise.panel.ask import Piece
from counterpoise.panel.completeness import DISPUTED, ESTIMATED, LARGEST, partners_covered
from counterpoise.panel.store import Store
from counterpoise.reference import groups, products, states
from counterpoise.settings import Enough
from counterpoise.statements import words
from counterpoise.statements.checking.own_word import own_windows
from counterpoise.statements.checking.pooled import (
    REACH,
    pooled,
    told_parts,
    whole_years,
    years_told,
)
from counterpoise.statements.checking.verdict import Rows
from counterpoise.statements.checking.window import Window, by_year_of, held_back, unnamed, unshared
from counterpoise.statements.statement import members

TRADE: Final = View("trade", "goods", "destination", "origin", 1, 1e6, "goods traded", "partner")
"""Both directions together: the partner stands as origin of all of it."""

MOST_REASONS: Final = 2
"""Different answers up to which each says how much of the truth it tells."""

Answering = tuple[Told, str, Piece]
"""A question, a state that it is asked of, and the release that answers."""


@dataclass(frozen=True, eq=False)
class Flow:
    """A channel of the subject, from one source or from whatever answers for each year.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    view : View
        Which flow; both sides of trade are `TRADE`.
    subject : str
        Id of a state, or name of a bloc.
    states : tuple of str
        The state itself, or the bloc's members.
    source : str
        Id of the only source asked; "" for the pages' answer, each year's from what tells most.
    blocs : mapping
        Blocs that count as one partner each.
    items : tuple of str
        How the items wanted begin; none for all.
    by_own_word : bool
        Whether what only partners tell is read as the state itself may have told it.
    """

    store: Store
    view: View
    subject: str
    states: tuple[str, ...]
    source: str = ""
    blocs: Members = field(default_factory=dict)
    items: tuple[str, ...] = ()
    by_own_word: bool = False
    _told: dict[int, tuple[Told, ...]] = field(default_factory=dict, repr=False)
    _tables: dict[int, pl.DataFrame] = field(default_factory=dict, repr=False)
    _windows: dict[int, dict[int, Window]] = field(default_factory=dict, repr=False)
    _stocks: dict[float, dict[int, Window]] = field(default_factory=dict, repr=False)
    _parts: dict[int, pl.DataFrame] = field(default_factory=dict, repr=False)
    _pieces: dict[tuple[int, int], list[Answering]] = field(default_factory=dict, repr=False)
    _absent: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def headline(self) -> bool:
        """Whether this is the answer that pages and tables give."""
        return not self.source

    def ways(self, length: int) -> tuple[Told, ...]:
        """Return the questions asked: one for each direction and item, over windows of so many years."""
        if length not in self._told:
            sides = (VIEWS["imports"], VIEWS["exports"]) if self.view is TRADE else (self.view,)
            self._told[length] = tuple(
                told(
                    self.store, seen, self.states, window=length, item=item, source=self.source,
                    blocs=self.blocs,
                )
                for seen in sides
                for item in self.items or (schema.ALL_ITEMS,)
            )  # fmt: skip
        return self._told[length]

    def table(self, length: int) -> pl.DataFrame:
        """Return shares over trailing windows, as `measures.answers.Told.shares` has them."""
        if length not in self._tables:
            ways = self.ways(length)
            alone = len(ways) == 1 and self.states == (self.subject,)
            self._tables[length] = (
                ways[0].shares.with_columns(
                    sure=pl.col("value").is_not_null() & (pl.col("unknown") == 0)
                )
                if alone
                else pooled(ways, subject=self.subject, states=self.states, view=self.view)
            )
        return self._tables[length]

    def window(self, length: int) -> dict[int, Window]:
        """Return what is told of every window of so many years that is covered, by its last year."""
        if length not in self._windows:
            ways = self.ways(length)
            years = years_told(self.parts(length), self.states, len(ways))
            found = by_year_of(self.table(length), self.view.over)
            short = {year for _, _, year, _ in self._short(length).iter_rows()}
            self._windows[length] = {
                year: held_back(found.get(year, Window({})), year in short) for year in years
            }
            if self.by_own_word:
                self._windows[length] |= own_windows(self._windows[length], ways, length)
        return self._windows[length]

    def parts(self, length: int) -> pl.DataFrame:
        """Return every answer over windows of so many years, with how much it tells."""
        if length not in self._parts:
            self._parts[length] = told_parts(self.ways(length))
        return self._parts[length]

    def _short(self, length: int) -> pl.DataFrame:
        """Return the answers that tell less than the rule asks for: `way`, `state`, `year`, `part`."""
        named = Enough.of_the_environment().named
        short = self.parts(length).filter(pl.col("part") < named).sort("part", "way", "state")
        return short.select("way", "state", "year", "part")

    def mirror(self, year: int, partners: Sequence[str]) -> float | None:
        """Return what partners tell of a single year's ties that the states tell of, too, or None."""
        sums = []
        for way in self.ways(1):
            rows = way.shares.filter(
                pl.col("year") == year, pl.col("value") > 0,
                pl.col(way.view.over).is_in(list(partners)),
                ~pl.col(way.view.over).is_in(list(self.states)),
            )  # fmt: skip
            if rows.is_empty() or rows["mirror"].null_count():
                return None
            sums.append(float(rows["mirror"].sum()))
        return sum(sums)

    def stock(self, keep: float) -> dict[int, Window]:
        """Return parts of the stock of which `keep` is left a year later, by its last year."""
        if keep not in self._stocks:
            found: dict[int, Window] = {}
            (way,) = self.ways(self.view.window)
            for piece in way.answer.pieces:
                table = decayed_stock(
                    self._rows(way, piece), of=self.view.of, over=self.view.over, keep=keep,
                    floor=self.view.floor,
                )  # fmt: skip
                years = whole_years(piece.chosen, self.states)
                by_year = by_year_of(table, self.view.over)
                found |= {year: by_year[year] for year in years if year in by_year}
            self._stocks[keep] = found
        return self._stocks[keep]

    def _rows(self, way: Told, piece: Piece) -> pl.DataFrame:
        rows = way.rows(piece)
        if self.subject in groups.TITLES:
            rows = rows.filter(~pl.col(self.view.over).is_in(list(self.states)))
            rows = rows.with_columns(pl.lit(self.subject).alias(self.view.of))
        return rows

    @cached_property
    def covered(self) -> list[tuple[int, int]]:
        """The years in which the subject is covered."""
        return words.runs(list(years_told(self.parts(1), self.states, len(self.ways(1)))))

    @cached_property
    def told(self) -> list[tuple[int, int]]:
        """The years up to which a window of the usual length is told as far as the rule asks for."""
        usual = self.window(self.view.window)
        short = (PARTLY_KNOWN, TOO_LITTLE)
        return words.runs([year for year, seen in usual.items() if seen.told not in short])

    @property
    def last(self) -> int:
        """The last year covered."""
        return self.covered[-1][1]

    def pieces(self, year: int, length: int) -> list[Answering]:
        """Return the releases that answer for a window, with the question and the state."""
        if (year, length) not in self._pieces:
            found = [
                (way, state, way.answer.piece(state, year))
                for way in self.ways(length)
                for state in self.states
            ]
            self._pieces[year, length] = [(way, one, piece) for way, one, piece in found if piece]
        return self._pieces[year, length]

    def first(self, year: int) -> int:
        """Return the first year of the release that answers for a year."""
        return min(p.span[0] for _, _, p in self.pieces(year, self.view.window))

    @cached_property
    def title(self) -> str:
        """The title of the source, or of all that answer."""
        if self.source:
            return sources.module(self.source).SOURCE.title
        pieces = [piece for way in self.ways(self.view.window) for piece in way.answer.pieces]
        pieces.sort(key=lambda piece: -int(piece.chosen["year"].max()))  # type: ignore[arg-type]
        titles = words.listed(list(dict.fromkeys(p.holding.card.title for p in pieces)))
        return titles or "what is held"

    def title_of(self, year: int, length: int) -> str:
        """Return the title of what answers for a window."""
        if self.source:
            return self.title
        titles = [piece.holding.card.title for _, _, piece in self.pieces(year, length)]
        return words.listed(list(dict.fromkeys(titles))) or self.title

    def reason(self, year: int, length: int) -> str:
        """Return in words what answers for a window, and how much of the truth it tells."""
        by_answer: dict[str, list[str]] = {}
        for way, state, piece in self.pieces(year, length):
            row = way.answer.chosen.filter(state=state, year=year).row(0, named=True)
            answer = f"{piece.holding.card.title}, {piece.told_as(row['teller'])}{_tells(row)}"
            asked = [way.view.name] if self.view is TRADE else []
            asked += [words.names([state])] if len(self.states) > 1 else []
            by_answer.setdefault(answer, []).append(" of ".join(asked))
        if len(by_answer) > MOST_REASONS:
            return self.title_of(year, length)
        if len(by_answer) == 1:
            return next(iter(by_answer))
        return "; ".join(f"{words.listed(asked)}: {one}" for one, asked in by_answer.items())

    def short(self, length: int) -> dict[int, str]:
        """Return the years of which less is told than the rule asks for, and how much that is."""
        return {
            year: self.untold(year, length)
            for year, seen in self.window(length).items()
            if seen.state in (PARTLY_KNOWN, TOO_LITTLE)
        }

    def untold(self, year: int, length: int) -> str:
        """Return in words why no share of a window is told."""
        seen = self.window(length).get(year)
        years = words.span(year - length + 1, year)
        if seen is None:
            return self._not_covered(year, length)
        leaves = self._leaves(year, length)
        if seen.state not in (PARTLY_KNOWN, TOO_LITTLE):
            return unshared(seen, years, leaves)
        told = [
            self._falls_short(place, state, year, length, part)
            for place, state, _, part in self._short(length).filter(year=year).iter_rows()
        ]
        if not told and seen.unnamed:
            told.append(unnamed(seen, years, leaves))
        if gone := self.gone(year, length):
            told.append(f"{self.title} does not cover {words.names(gone)} in {years}")
        return "; ".join(told)

    def _leaves(self, year: int, length: int) -> tuple[str, str]:
        """Return what answers for a window, and whose flow it tells of, in words."""
        what = f"{words.whose(self.subject)} {words.CARRIED.get(self.view.name, self.view.title)}"
        return self.title_of(year, length), what

    def gone(self, year: int, length: int) -> tuple[str, ...]:
        """Return the members of the bloc asked for who are not told of in a window."""
        told = years_told(self.parts(length), self.states, len(self.ways(length)))
        return told.get(year, (0.0, ()))[1]

    def _falls_short(self, place: int, state: str, year: int, length: int, part: float) -> str:
        way = self.ways(length)[place]
        piece = way.answer.piece(state, year)
        title = piece.holding.card.title if piece else self.title
        what = words.CARRIED.get(way.view.name, way.view.title) + self._of_items
        years = words.span(year - length + 1, year)
        return f"{title} tells of {100 * part:.0f} % of {words.whose(state)} {what} in {years}"

    @property
    def _of_items(self) -> str:
        """Of which products, in a sentence; "" for all."""
        return f" of {', '.join(map(products.title, self.items))}" if self.items else ""

    def _not_covered(self, year: int, length: int) -> str:
        """Return whom, or from when, what is asked does not cover."""
        absent = [
            state
            for state in self.states
            if states.exists(state, year)
            and any(way.answer.piece(state, year) is None for way in self.ways(1))
        ]
        what = f"{words.names(absent)} in {year}" if absent else str(year - length + 1)
        held = self.store.releases(self.source) if self.source else []
        return held[0].lacks(what) if held else f"no holding covers {what}"

    def uncovered(self, partners: Sequence[str], first: int, last: int) -> str:
        """Return in words which of the partners what answers does not cover; "" if none.

        A partner that the source does not cover has no rows, which is not the same as no trade.
        """
        for way, _, piece in self.pieces(last, last - first + 1):
            if absent := _uncovered(way, piece, partners, first, last):
                return piece.evidence.lacks(absent)
        return ""

    def gapped(self, first: int, last: int, partners: Sequence[str]) -> tuple[str, ...]:
        """Return the partners of whom not every year is told."""
        found: dict[str, None] = {}
        for way, _, piece in self.pieces(last, last - first + 1):
            found |= dict.fromkeys(_uncovered(way, piece, partners, first, last))
            found |= dict.fromkeys(_silent(way, piece, first, last, partners))
        return tuple(found)

    def gap(self, first: int, last: int, partners: Sequence[str]) -> str:
        """Return which of the partners are not covered in which of the years; "" if none."""
        real = [one for one in partners if not one.startswith("bloc:")]
        if absent := self.uncovered(real, first, last):
            return absent
        for way, _, piece in self.pieces(last, last - first + 1):
            silent = _silent(way, piece, first, last, partners)
            if silent:
                named = words.names([one.removeprefix("bloc:") for one in silent])
                years = words.spans([year for years in silent.values() for year in years])
                if self.items:
                    title = piece.holding.card.title
                    return f"{title} does not tell all{self._of_items} with {named} in {years}"
                return piece.holding.lacks(f"{named} in {years}")
        return ""

    def absent(self, year: int, length: int) -> tuple[str, ...]:
        """Return the partners of whom what answers for a window tells nothing, the largest first.

        States that there were, of whom it covers no year to the end, or has rows without a figure.
        What they have is in no share, place or sum; how much it may be says `Window.hidden`.
        """
        key = (year, length)
        if key not in self._absent:
            found: dict[str, None] = {}
            for way, state, piece in self.pieces(year, length):
                row = way.answer.chosen.filter(state=state, year=year)
                teller = int(row["teller"][0])
                whole, named = partners_covered(piece.candidate, [year], teller)
                if year not in whole:
                    there = registered(year) - {*named.collect()["partner"], *self.states}
                    found |= dict.fromkeys(sorted(there))
                silent = _silent(way, piece, year - length + 1, year)
                found |= dict.fromkeys(one for one in silent if ":" not in one)
            self._absent[key] = tuple(sorted(found, key=lambda one: (-self._had(one, year), one)))
        return self._absent[key]

    def _had(self, partner: str, year: int) -> float:
        """Return what a partner last had, in the ten years before, for the order in which it is named."""
        usual = self.window(self.view.window)
        values = (
            usual[then].parts[partner].value
            for then in range(year, year - REACH - 1, -1)
            if then in usual and partner in usual[then].parts
        )
        return next((value for value in values if value), 0.0)

    def cite(self, first: int, last: int, command: str = "") -> tuple[Rows, ...]:
        """Return what figures of these years rest on: rows of each release that answers for the last."""
        length = last - first + 1
        counted: dict[tuple[str, str], Rows] = {}
        seen: set[int] = set()
        for _, _, piece in self.pieces(last, length) or self.pieces(last, 1):
            if id(piece) in seen:
                continue
            seen.add(id(piece))
            held = piece.holding
            by_year = piece.rows_by_year
            count = sum(by_year.get(year, 0) for year in range(first, last + 1))
            before = counted.get((held.source, held.vintage))
            counted[held.source, held.vintage] = Rows(
                held.source,
                held.vintage,
                held.card.title,
                f"{self.view.title} of {self.subject}, {words.span(first, last)}",
                count + (before.rows if before else 0),
                first,
                last,
                held.excerpt,
                command or self._command(first, last),
            )
        return tuple(counted.values())

    def _command(self, first: int, last: int) -> str:
        """Return the command that shows the figures."""
        whose = " ".join(members((self.subject,), last))
        source = f" --source {self.source}" if self.source else ""
        if self.items:
            basket = VIEWS.get(self.items[0])
            if basket is None or (basket.of, len(self.items)) != (self.view.of, 1):
                asked = f"{source or f' --indicator {self.view.indicator}'} --state {whose.replace(' ', ',')}"
                return f"counterpoise export{asked} --years {first}-{last}"
            return (
                f"counterpoise table shares {whose} --channel {basket.name}{source}"
                f" --window {last - first + 1} --years {last}-{last}"
            )
        if self.view is TRADE:
            return f"counterpoise table ties {whose}{source} --years {first}-{last}"
        return (
            f"counterpoise table shares {whose} --channel {self.view.name}{source}"
            f" --window {last - first + 1} --years {last}-{last}"
        )


def _uncovered(
    way: Told, piece: Piece, partners: Sequence[str], first: int, last: int
) -> list[str]:
    """Return which of the partners, who existed then, a release does not cover in every year."""
    absent = []
    for partner in partners:
        if partner.startswith("bloc:"):
            continue
        there = {year for year in range(first, last + 1) if states.exists(partner, year)}
        told = piece.covered.filter(pl.col("year").is_between(first, last))["state"].unique()
        if not all(there <= piece.years_covered(state, partner) for state in told) or (
            there and told.is_empty()
        ):
            absent.append(partner)
    return absent


def _silent(
    way: Told, piece: Piece, first: int, last: int, partners: Sequence[str] | None = None
) -> dict[str, list[int]]:
    """Return the partners, or those of them asked for, who have rows without a figure, by year."""
    over = way.view.over
    rows = way.rows(piece).filter(pl.col("value").is_null(), pl.col("year").is_between(first, last))
    if partners is not None:
        rows = rows.filter(pl.col(over).is_in(list(partners)))
    found: dict[str, list[int]] = {}
    for partner, year in rows.select(over, "year").unique().sort(over, "year").iter_rows():
        found.setdefault(partner, []).append(int(year))
    return found


@cache
def registered(year: int) -> frozenset[str]:
    """Return the states of a year, without territories and what is no state."""
    rows = states.states(year)
    return frozenset(rows.filter(pl.col("kind") == "state")["id"])


def _tells(row: Mapping[str, Any]) -> str:
    """Return how much of a state's own total an answer tells; "" if no source says the total."""
    if row["yardstick"] == LARGEST:
        return ""
    about = "about " if row["yardstick"] in (ESTIMATED, DISPUTED) else ""
    return f": {about}{100 * row['completeness']:.0f} % of its own total"
