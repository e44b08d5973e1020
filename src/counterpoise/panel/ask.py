"""Which holding answers: one function for every question, whichever way it is asked.

What answers a state's year depends on that state and year alone, never on who else is asked for: a
page, a table of all states, a comparison and a statement get the same rows. Of the releases that
cover the state on its side, with the items wanted, over the whole window, the first answers by

1. how much of the state's own total it tells (`LEVELS` of :mod:`panel.completeness`),
2. who tells: the state itself before a reconciliation, and that before its partners,
3. the standing of its source, and the newer vintage.

So a smaller or older holding never hides a larger one, and a part that says nothing of a state and
year changes nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from counterpoise import schema, sources
from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel import candidates as who
from counterpoise.panel import coverage, mirror_gaps
from counterpoise.panel.candidates import AGREED, MIRROR, OWN, Candidate, able_sources
from counterpoise.panel.completeness import (
    COUNTED,
    DISPUTED,
    ESTIMATED,
    KEYS,
    LARGEST,
    completeness,
)
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.items_held import not_held_whole
from counterpoise.panel.store import Holding, Store
from counterpoise.printable import whole_percent
from counterpoise.reference import states as registry

LEVELS: Final = (0.95, 0.8, 0.5)
"""Parts of a state's total between which a holding that tells more is preferred."""

TOLD_AS: Final = {
    OWN: "as the state itself tells it",
    AGREED: "as compiled or reconciled",
    MIRROR: "as its partners tell it",
}

CHOSEN: Final = {
    "state": pl.String,
    "year": pl.Int32,
    "place": pl.Int32,
    "teller": pl.Int32,
    "told": pl.Float64,
    "whole": pl.Float64,
    "completeness": pl.Float64,
    "yardstick": pl.String,
}
"""What is said of each state-year that is answered; `place` is that of the piece."""


@dataclass(frozen=True, eq=False)
class Piece:
    """What one release answers of a question.

    Parameters
    ----------
    candidate : Candidate
        The release, asked from the side of the states.
    chosen : polars.DataFrame
        The state-years that it answers (`CHOSEN`).
    covered : polars.DataFrame
        All state-years that it covers, as `panel.completeness.completeness` has them.
    states : tuple of str
        The states asked for; none for all.
    years : (int, int) or None
        The years that its rows must be of; None for all.
    as_of : int or None
        The last year that may be known.
    among : tuple of Candidate
        All releases that could have answered.
    """

    candidate: Candidate
    chosen: pl.DataFrame
    covered: pl.DataFrame
    states: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    as_of: int | None = None
    among: tuple[Candidate, ...] = ()

    @property
    def holding(self) -> Holding:
        return self.candidate.holding

    @cached_property
    def evidence(self) -> Evidence:
        """All rows of the release, by all who tell, and where they come from."""
        one, rows = self.candidate, self.candidate.said()
        if self.as_of is not None:
            rows = rows.filter(pl.col("year") <= self.as_of)
        return Evidence(rows, one.indicator, one.holding, self.as_of)

    @cached_property
    def ties(self) -> pl.DataFrame:
        """The ties of the states and years asked for (`Candidate.ties`), none after `as_of`."""
        ties = self.candidate.ties(self.states, self.years)
        return ties if self.as_of is None else ties.filter(pl.col("year") <= self.as_of)

    @cached_property
    def granted(self) -> pl.DataFrame:
        """The ties chosen that only partners tell, with what of their word the states granted before."""
        return mirror_gaps.granted(self.candidate, self.chosen, self.among)

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The ties as panel rows, added up over items.

        `origin`, `destination`, `year`, `value` (null where it is not covered, as often as rows are),
        `indicator`, `source`, `vintage`.
        """
        one, held, ties = self.candidate, self.holding, self.ties
        silent = ties.filter(pl.col("unknown") > 0).with_columns(value=pl.lit(None, pl.Float64))
        silent = silent.select(pl.all().repeat_by("unknown").explode())
        rows = pl.concat([ties.filter(pl.col("known") > 0), silent])
        return rows.select(
            pl.col("state").alias(one.side), pl.col("partner").alias(one.over), "year", "value",
            indicator=pl.lit(one.indicator), source=pl.lit(held.source), vintage=pl.lit(held.vintage),
        )  # fmt: skip

    @cached_property
    def rows_by_year(self) -> dict[int, int]:
        """How many rows of the release each year's ties rest on."""
        rows = self.ties.group_by("year")
        return dict(rows.agg(pl.col("known").sum() + pl.col("unknown").sum()).rows())

    def told_as(self, teller: int) -> str:
        """Return in words who tells, by the rank of the teller."""
        return TOLD_AS[MIRROR if self.candidate.by_others(teller) else teller]

    def years_covered(self, state: str, partner: str) -> set[int]:
        """Return the years in which a partner of a state is covered, by whoever tells of the state.

        Where only its partners tell of a state, one who tells nothing is not covered, though others say
        what passed between them.
        """
        own = self._tellers_by_year.get(state, [])
        spans = {teller: self.candidate.covered_by(teller, partner) for _, teller in own}
        return {
            year
            for year, teller in own
            if any(first <= year <= last for first, last in spans[teller])
        }

    @cached_property
    def _tellers_by_year(self) -> dict[str, list[tuple[int, int]]]:
        """Of each state, its years covered with the rank of who tells of each."""
        found: dict[str, list[tuple[int, int]]] = {}
        for state, year, teller in self.covered[["state", "year", "teller"]].rows():
            found.setdefault(state, []).append((year, teller))
        return found

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last year that the release covers, of those asked for."""
        spans = self.candidate.spans()
        first, last = min(spans["first"].to_list()), max(spans["last"].to_list())
        asked = self.years or (first, last)
        return max(first, asked[0]), min(last, asked[1], self.as_of or schema.FAR_YEAR)


@dataclass(frozen=True, eq=False)
class Answer:
    """The rows that answer a question, by release, and why those.

    Parameters
    ----------
    indicator, side : str
        What was asked, and where the states stand.
    window : int
        Years that an answer of a year rests on, that year the last.
    pieces : tuple of Piece
        One for each release that answers some of the question.
    """

    indicator: str
    side: str
    window: int
    pieces: tuple[Piece, ...]

    @cached_property
    def chosen(self) -> pl.DataFrame:
        """Every state-year answered, by state and year (`CHOSEN`)."""
        if not self.pieces:
            return pl.DataFrame(schema=CHOSEN)
        return pl.concat(piece.chosen for piece in self.pieces).sort(KEYS)

    def piece(self, state: str, year: int) -> Piece | None:
        """Return the piece that answers for a state and year."""
        return self._piece_of.get((state, year))

    @cached_property
    def _piece_of(self) -> dict[tuple[str, int], Piece]:
        return {key: one for one in self.pieces for key in one.chosen[[*KEYS]].rows()}

    def reason(self, state: str, year: int) -> str:
        """Return in words what answers for a state and year, and how much of the truth it tells."""
        found = self.chosen.filter(pl.col("state") == state, pl.col("year") == year)
        piece = self.piece(state, year)
        if piece is None:
            return f"no holding covers {state} in {year}"
        row = found.row(0, named=True)
        held = piece.holding
        return (
            f"{held.source} {held.vintage}, {piece.told_as(row['teller'])};"
            f" {tells_of(row['completeness'], row['yardstick'])}"
        )


def tells_of(part: float, yardstick: str) -> str:
    """Return in words how much of a state's total is told, and by what that is judged."""
    if yardstick == LARGEST:
        less = f"; another holding tells more, of which this is {whole_percent(part)}"
        unsaid = "can't be judged by the state's total, which no source held says"
        return unsaid + (less if part < 0.995 else "")
    if yardstick == COUNTED:
        return (
            "is told by partners alone, of whom some are silent, and no source held says the state's"
            " total"
        )
    by = {
        ESTIMATED: "of its total, estimated from what partners not covered had before",
        DISPUTED: (
            "of its total, estimated from what partners not covered had before, and from how much of"
            " its partners' word its own customs recorded when it last told itself"
        ),
    }.get(yardstick, f"of its own total in {yardstick}")
    return f"tells of {whole_percent(part)} {by}"


def ask(
    store: Store,
    indicator: str,
    *,
    side: str,
    states: Sequence[str] = (),
    item: str = schema.ALL_ITEMS,
    window: int = 1,
    years: tuple[int, int] | None = None,
    as_of: int | None = None,
    source: str = "",
    vintage: str = "",
) -> Answer:
    """Return what answers a question about states' ties, for every year that any holding covers.

    Parameters
    ----------
    store : Store
    indicator : str
        What is asked for.
    side : {"origin", "destination"}
        Where the states asked for stand.
    states : sequence of str
        Their ids; none for all.
    item : str
        What is carried: "all", a basket of `reference.products`, or how the items wanted begin.
    window : int
        Years up to each that its answer rests on; one release must cover them all.
    years : (int, int) or None
        The years asked for; None for all.
    as_of : int, optional
        The last year that may be known.
    source, vintage : str
        The only ones to be asked; "" for all that are held.

    Raises
    ------
    UsageError
        If there is no such indicator, or the source named does not have it.
    EvidenceError
        If no source of it is held, or none with all of the items, or none of that vintage.
    """
    able = require_able(indicator, source)
    found = who.candidates(store, indicator, side=side, item=item)
    asked = [
        place
        for place, one in enumerate(found)
        if one.holding.source in {source or one.holding.source}
        and one.holding.vintage in {vintage or one.holding.vintage}
    ]
    if not asked:
        named = (source,) if source else able
        _require_vintage(store, indicator, named, vintage)
        if item == schema.ALL_ITEMS and any(map(store.releases, named)):
            return Answer(indicator, side, window, ())  # held is a part of the items alone
        part = None if item == schema.ALL_ITEMS else not_held_whole(store, indicator, named, item)
        raise part or nothing_held(indicator, named)
    # How much one release tells is judged by all that are held, whichever of them is asked.
    reach = (years[0] - window + 1, years[1]) if years else None
    rows = completeness(store, found, states, reach)
    at, known = pl.col("place"), pl.col("year") <= (as_of or schema.FAR_YEAR)
    rows = rows.filter(at.is_in(asked), known) if rows.height else rows
    best = _best(rows, found, window) if rows.height else pl.DataFrame(schema=CHOSEN)
    best = best.filter(pl.col("year") >= years[0]) if years else best
    asked_of = (tuple(states), reach, as_of, tuple(found))
    places = sorted(set(best["place"].to_list()))
    pieces = (
        Piece(
            found[place],
            best.filter(at == place) if len(places) > 1 else best,
            rows.filter(at == place),
            *asked_of,
        )
        for place in places
    )
    return Answer(indicator, side, window, tuple(pieces))


def _best(rows: pl.DataFrame, found: Sequence[Candidate], window: int) -> pl.DataFrame:
    """Return the state-years with the release that answers each."""
    level = sum((pl.col("completeness") >= part).cast(pl.Int8) for part in LEVELS)
    if window > 1:
        rows = _whole_windows(rows, found, window)
    order = rows.sort(level, "teller", "place", descending=[True, False, False])
    return (
        order.unique(KEYS, keep="first", maintain_order=True)
        .select(pl.col(name).cast(kind) for name, kind in CHOSEN.items())
        .sort(KEYS)
    )


def _whole_windows(rows: pl.DataFrame, found: Sequence[Candidate], window: int) -> pl.DataFrame:
    """Return the rows that end a window which their release covers wholly.

    Of the years before a state began nothing is missing, if the release goes back that far: the
    release, whoever is asked for.
    """
    run = pl.col("year") - pl.int_range(pl.len()).over("place", "state")
    rows = rows.sort("place", *KEYS).with_columns(run=run)
    begun = rows.group_by("place", "state", "run").agg(begun=pl.col("year").min())
    born = [not registry.exists(state, year - 1) for _, state, _, year in begun.iter_rows()]
    rows = rows.join(
        begun.with_columns(born=pl.Series(born, dtype=pl.Boolean)), on=["place", "state", "run"]
    )
    goes_back = {place: one.spans()["first"].min() for place, one in enumerate(found)}
    release = pl.col("place").replace_strict(goes_back, return_dtype=pl.Int32)
    first = pl.when("born").then(release).otherwise("begun")
    return rows.filter(pl.col("year") - first >= window - 1).drop("run", "begun", "born")


def indicator_rows(
    store: Store, indicator: str, *, source: str = "", vintage: str = "", as_of: int | None = None
) -> Evidence:
    """Return the rows of an indicator: each dyad or state, and year, from the first that covers it.

    For facts that are looked up one by one (a pact, a war, a state's GDP). Holdings are asked in the
    order of their standing; what one does not cover, the next may tell. Of ties that both states
    tell, the rows of both are there (`told_by`).

    Raises
    ------
    UsageError
        If there is no such indicator, or the source named does not have it.
    EvidenceError
        If no source of it is held.
    """
    able = require_able(indicator, source)
    named = (source,) if source else able
    held = [release for each in named for release in store.releases(each, vintage)]
    held = [release for release in held if indicator in release.card.indicators]
    if not source:  # a part of what is carried is no fact on all of it
        held = [one for one in held if any(not each.items for each in one.coverage)] or held
    if not held:
        _require_vintage(store, indicator, named, vintage)
        raise nothing_held(indicator, named)
    return Evidence(_layered(held, indicator, as_of), indicator, held[0], as_of, tuple(held[1:]))


def source_rows(store: Store, source: str, *, vintage: str = "") -> pl.LazyFrame:
    """Return all rows held of a source: each indicator as `indicator_rows` has it.

    So a release of some indicators, states or years hides nothing else that is held.

    Raises
    ------
    EvidenceError
        If the source, or that vintage of it, is not held.
    """
    held = store.holding(source, vintage)
    if held.table == "events":
        return held.scan()
    if "indicator" not in schema.TABLES[held.table].schema:
        return votes(store, vintage=vintage).rows
    layers = [
        _layered(store.releases(source, vintage), indicator, None)
        for indicator in held.card.indicators
    ]
    return pl.concat(layers)


def votes(store: Store, *, vintage: str = "", as_of: int | None = None) -> Evidence:
    """Return the votes held, up to the end of a year: each roll call from the newest that has it.

    Raises
    ------
    EvidenceError
        If no votes are held.
    """
    held = store.releases("unga_votes", vintage) or [store.holding("unga_votes", vintage)]
    parts = [held[0].scan()]
    for older in held[1:]:
        known = pl.concat(parts).select(pl.col("date").dt.year()).unique()
        others = older.scan().with_columns(_year=pl.col("date").dt.year())
        parts.append(others.join(known, left_on="_year", right_on="date", how="anti").drop("_year"))
    rows = pl.concat(parts)
    if as_of is not None:
        rows = rows.filter(pl.col("date").dt.year() <= as_of)
    return Evidence(rows, "votes", held[0], as_of, tuple(held[1:]))


def _layered(held: Sequence[Holding], indicator: str, as_of: int | None) -> pl.LazyFrame:
    """Return rows of the first release, and of the next those that no release before it covers."""
    layers: list[pl.LazyFrame] = []
    for place, release in enumerate(held):
        rows = release.scan().filter(pl.col("indicator") == indicator)
        if as_of is not None:
            rows = rows.filter(pl.col("year") <= as_of)
        for earlier in held[:place]:
            rows = _not_covered_by(rows, earlier, indicator)
            if any(each.items for each in earlier.coverage):  # of its items it tells all the same
                key = [name for name in schema.TABLES[release.table].key if name != "vintage"]
                told = earlier.scan().filter(pl.col("indicator") == indicator)
                rows = rows.join(told, on=key, how="anti")
        layers.append(rows)
    if len(layers) == 1:
        return layers[0]
    rows = pl.concat(layers)
    key = [one for one in schema.TABLES[held[0].table].key if one not in ("source", "vintage")]
    if "state" not in key:
        return rows
    # What none of several releases covers is a gap once; what one of them tells is none.
    known = pl.col("value").is_not_null()
    first = pl.int_range(pl.len()).over(key) == 0
    return rows.filter(known | (~known.any().over(key) & first))


def _not_covered_by(rows: pl.LazyFrame, earlier: Holding, indicator: str) -> pl.LazyFrame:
    """Return the rows of which an earlier release does not cover all states in their year."""
    columns = rows.collect_schema().names()
    sides = [side for side in ("origin", "destination", "state") if side in columns]
    for side in sides:
        spans = coverage.speaking_of(earlier.coverage, side=side, indicator=indicator)
        everyone = [(one.first, one.last) for one in spans if coverage.EVERYONE in one.states]
        named = pl.LazyFrame(
            [(state, one.first, one.last) for one in spans for state in one.states],
            schema={side: pl.String, "first": pl.Int16, "last": pl.Int16},
            orient="row",
        )
        years = pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int16)
        named = named.select(side, year=years).explode("year").unique()
        named = named.with_columns(_named=pl.lit(True))
        covered = pl.col("_named").fill_null(False)
        for first, last in everyone:
            covered = covered | pl.col("year").is_between(first, last)
        rows = (
            rows.join(named, on=[side, "year"], how="left")
            .with_columns(covered.alias(f"_{side}"))
            .drop("_named")
        )
    flags = [f"_{side}" for side in sides]
    return rows.filter(~pl.all_horizontal(flags)).drop(flags)


def require_able(indicator: str, source: str = "") -> tuple[str, ...]:
    """Return the sources of an indicator, or refuse one that there is not."""
    if indicator not in schema.INDICATORS:
        raise UsageError.not_among("The indicator", indicator, schema.INDICATORS)
    able = able_sources(indicator)
    if source and source not in able:
        raise UsageError.not_among(f"The source of {indicator!r}", source, able)
    return able


def _require_vintage(store: Store, indicator: str, named: Sequence[str], vintage: str) -> None:
    """Refuse a vintage of which no source named is held, where others are."""
    held = [one for each in named for one in store.releases(each)]
    if vintage and held and vintage not in {one.vintage for one in held}:
        raise EvidenceError(
            f"Can't find any release of vintage {vintage!r} on {schema.INDICATORS[indicator].title}.",
            where=f"held are {', '.join(f'{one.source} {one.vintage}' for one in held)}",
            attempt="counterpoise sources",
        )


def nothing_held(indicator: str, named: Sequence[str]) -> EvidenceError:
    """Return the refusal of what no holding tells of; the cure is what can be fetched, if anything can."""
    cards = [sources.module(one).SOURCE for one in named]
    fetched = [one.id for one in cards if one.requests or one.daily]
    return EvidenceError(
        f"Can't find any evidence on {schema.INDICATORS[indicator].title}.",
        where=f"none of {', '.join(named)} is in the store",
        attempt=f"counterpoise fetch {fetched[0]}"
        if fetched
        else f"counterpoise add {named[0]} FILE…",
    )
