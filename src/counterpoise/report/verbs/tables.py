"""The verbs that end in a table: measures, their code books, states, sources, who could hurt whom."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from counterpoise import sources as listed
from counterpoise.panel.store import Store
from counterpoise.reference import groups, searched
from counterpoise.reference import states as registry
from counterpoise.report.ledger import card_of
from counterpoise.report.pages import SourceCard
from counterpoise.report.tables import codebook as books
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.named import BETWEEN, iso3, with_codes
from counterpoise.report.tables.result import Table, of_frame
from counterpoise.report.tables.result import table as table_of
from counterpoise.report.verbs.spoken import State, States, Years, every, one_year, span
from counterpoise.scenarios.baseline.world import Baseline, Treatment, build
from counterpoise.scenarios.cutoff import threats
from counterpoise.scenarios.cutoff.cut_losses import Direction
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.value_added import ACCOUNTS
from counterpoise.scenarios.value_added import Asked as ValueAdded
from counterpoise.settings import FIRST_YEAR, LAST_YEAR


def table(
    store: Store,
    measure: str,
    states: States = None,
    *,
    channel: str = "",
    item: str = "",
    years: Years = None,
    source: str = "",
    vintage: str = "",
    window: int | None = None,
    floor: float | None = None,
    rivals: Sequence[State] = (),
    blocs: Sequence[str] = (),
    as_of: int | None = None,
    engine: str = "",
    **settings: Any,
) -> Table:
    """Return a measure of some states, or of all, year by year, with all that it rests on.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    measure : str
        One of `counterpoise.measures.MEASURES`, such as "shares", "herfindahl", "hedging".
    states : state, or sequence of them, optional
        Ids, names or codes, in a list or a column of a frame; none for all. A bloc is its members.
    channel : str
        "arms", "imports", …; by default trade where the measure is of pairs, else arms.
    item : str
        Of imports (the default channel then) or exports these goods alone: how their HS codes begin, or
        a basket such as "energy".
    years : int, (int, int), str or range, optional
        One year, or the first and the last, such as "1990-2024".
    source, vintage : str
        By default whatever tells most of each state's year.
    window, floor : int, float, optional
        By default the channel's own.
    rivals, blocs : sequence
        Powers between which a state may balance; blocs that count as one partner.
    as_of : int, optional
        The last year that may be known.
    engine : str
        Of "strategic_products" alone: "polars" (the default), "duckdb", or the address of a Spark Connect
        server such as "spark://localhost:15002", which must see the store's folder.
    **settings
        Arguments of the measure itself, such as `q` of a Hill number.

    Returns
    -------
    Table
        `.frame()`, `.pandas()`, `.save(path)`, `.codebook`, `.sources`, `.citation`; `.silence` says of
        which states there is no row. If there is none at all, that is a warning too.

    Raises
    ------
    UsageError
        If there is no such measure, channel or setting.
    UnknownNameError
        If a name or a code is no state.
    EvidenceError
        If nothing of it is held.
    """
    if "partners" in settings:
        settings["partners"] = tuple(map(registry.resolve, every(settings["partners"])))
    asked = Asked(
        channel=channel, source=source, vintage=vintage, years=span(years), window=window, floor=floor,
        as_of=as_of, blocs=tuple(map(groups.resolve, every(blocs))),
        rivals=tuple(map(registry.state, every(rivals))), settings=settings, item=item,
    )  # fmt: skip
    made = table_of(store, measure, asked.states(every(states)), asked, engine=engine)
    if made.silence and not len(made):
        warnings.warn(made.silence, stacklevel=4)  # beyond the two that open the store and guard
    return made


def codebook(measure: str) -> books.CodeBook:
    """Return what each column of a measure's table is, with its unit.

    Raises
    ------
    UsageError
        If there is no such measure.
    """
    return books.of_name(measure)


def states(text: str | int | None = None, year: int | None = None) -> Table:
    """Return the states and territories of the registry: all, those of a name, or those of a year.

    Parameters
    ----------
    text : str or int, optional
        Letters of a name, or a code: `cpo.states("guinea")`. A year alone, such as 1990, is `year`.
    year : int, optional
        Only states that existed in it.

    Returns
    -------
    Table
        `state`, its id; `name`; `iso2`, `iso3`; `cow` and `gw`, the codes of the year, or of today or
        its last; `kind`; `of`, whom a territory belongs to; `region`; `first` and `last`, the years of
        its existence, null where it has no dates, `last` null where it is there today.

    Raises
    ------
    UnknownNameError
        If nobody is called so.
    """
    number = None if text is None or isinstance(text, str) else int(text)
    if number is not None and FIRST_YEAR <= number <= LAST_YEAR:
        text, year = None, number
    year = None if year is None else one_year(year)
    chosen = registry.states(year) if text is None else searched.search(str(text), year)[0]
    rows = chosen.select(
        pl.col("id").alias("state"), "name", "iso2",
        *(_each(find, year).alias(name) for name, find in FINDERS.items()),
        "kind", "of", "region",
        first=pl.col("id").map_elements(registry.began, pl.Int64),
        last=pl.col("id").map_elements(registry.ended, pl.Int64),
    )  # fmt: skip
    return _of_no_measure("states", "states and territories", "who is in the registry", rows)


def _iso3(entity: str, year: int | None) -> str | None:
    return iso3(entity)


def _cow(entity: str, year: int | None) -> int | None:
    return registry.cow(entity, year or registry.ended(entity) or registry.TODAY)


def _gw(entity: str, year: int | None) -> int | None:
    return registry.gw(entity, year or registry.ended(entity) or registry.TODAY)


FINDERS: Final[dict[str, Any]] = {"iso3": _iso3, "cow": _cow, "gw": _gw}


def _each(find: Any, year: int | None) -> pl.Expr:
    kind = pl.String if find is _iso3 else pl.Int64
    return pl.col("id").map_elements(lambda entity: find(entity, year), kind)


def sources(store: Store, source: str = "") -> Table:
    """Return every source that is known, or the one named, with each release of it that is held.

    Returns
    -------
    Table
        `source`, `title`, `publisher`; of each release held `vintage`, `first`, `last` (years), `rows`,
        `where` ("embedded" or "your store"), `excerpt` (of what it is a part; empty if whole), all null
        where nothing is held; `terms`, `citation`, `url`. Its `.sources` are the releases' cards.

    Raises
    ------
    UsageError
        If there is no such source.
    """
    rows: list[tuple[Any, ...]] = []
    cards: list[SourceCard] = []
    for each in [source] if source else listed.ids():
        card = listed.module(each).SOURCE
        about = (card.terms, card.citation, card.url)
        held = store.holdings(each)
        for one in held:
            where = "embedded" if one.embedded else "your store"
            rows.append((each, card.title, card.publisher, one.vintage, *one.covered_years, one.rows,
                         where, one.excerpt, *about))  # fmt: skip
            cards.append(card_of(one))
        if not held:
            rows.append((each, card.title, card.publisher, *(None,) * 6, *about))
    names = ("source", "title", "publisher", "vintage", "first", "last", "rows", "where", "excerpt",
             "terms", "citation", "url")  # fmt: skip
    whole = {"first", "last", "rows"}
    kinds = {name: pl.Int64 if name in whole else pl.String for name in names}
    made = pl.DataFrame(rows, kinds, orient="row")
    return _of_no_measure(
        "sources", "sources", "what is known, and what of it is held", made, cards
    )


def matrix(
    store: Store,
    baseline: Baseline | None = None,
    *,
    horizon: str = "long",
    elasticity: Elasticity | None = None,
    direction: Direction = "both",
    leak: float = 0.0,
    value_added: ValueAdded = ACCOUNTS,
    source: str = "",
    year: int | None = None,
    not_covered: Treatment = "left out",
) -> Table:
    """Return what each state loses when it and one partner stop trading, for every ordered pair.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    baseline : Baseline, optional
        The world before, such as your own (`cpo.baseline_from`); by default from the store.
    horizon : {"short", "medium", "long"}
    elasticity, direction, leak, value_added
        As `scenarios.cutoff.threats.matrix` takes them.
    source, year, not_covered
        The trade that a baseline from the store is of, as `cpo.baseline` takes them.

    Returns
    -------
    Table
        `state`, `partner`, `year`, `loss_pct`, `partner_loss_pct`, `ratio`, `trade_usd`, `trade_share`,
        `status`, `convention`, source, names and codes.

    Raises
    ------
    ConvergenceError
        If any pair does not settle.
    """
    built = baseline or build(store, source=source, year=year, not_covered=not_covered)
    rows = threats.matrix(
        built, horizon=horizon, elasticity=elasticity, direction=direction, leak=leak,
        value_added=value_added,
    )  # fmt: skip
    told = [one.partition(" ") for one in (built.trade, built.gdp_from)]
    held = [
        found[0]
        for name, _, vintage in told
        if not built.own and (found := store.releases(name, vintage))
    ]
    rows = rows.select(
        "state", "partner", pl.lit(built.year, pl.Int32).alias("year"),
        pl.exclude("state", "partner"),
        source=pl.lit(BETWEEN.join(built.trade if built.own else name for name, _, _ in told)),
        vintage=pl.lit(BETWEEN.join(vintage for _, _, vintage in told)),
    )  # fmt: skip
    return _of_no_measure(
        "matrix", "who could hurt whom", "what each loses if its trade with one partner stops",
        with_codes(rows), [card_of(one) for one in held],
        choices=(f"{horizon} horizon, {rows['convention'][0]}", *built.report.sentences()),
    )  # fmt: skip


def _of_no_measure(
    name: str,
    title: str,
    tells: str,
    rows: pl.DataFrame,
    cards: Sequence[SourceCard] = (),
    choices: Sequence[str] = (),
) -> Table:
    book = books.CodeBook(name, title, tells, books.described(name, rows.schema), {})
    return of_frame(rows, book, sources=cards, choices=choices, command=f"counterpoise {name}")
