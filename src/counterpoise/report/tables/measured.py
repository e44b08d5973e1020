"""The rows of one measure of the states asked for, with every choice said (`counterpoise table`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.measures import MEASURES, Measure
from counterpoise.measures.alignment import alignment
from counterpoise.measures.answers import (
    TOLD_BY,
    Told,
    bloc_members,
    ties_told,
    ties_totals,
    told,
    with_partners,
)
from counterpoise.measures.diversity import similarity_from_agreement
from counterpoise.measures.share_bounds import EARLIER, LATER, share_bounds
from counterpoise.measures.views import VIEWS, View, of_item, view
from counterpoise.panel.ask import Piece, indicator_rows, votes
from counterpoise.panel.store import Store
from counterpoise.printable import number_of, whole_percent
from counterpoise.reference import groups
from counterpoise.report.rival_ties import CHANNELS, PACTS, everybodys, require_rivals
from counterpoise.report.roll_calls import contested
from counterpoise.report.sections.state.rival_partition import parted, partition, weighing
from counterpoise.report.study import Study, years_of
from counterpoise.report.tables import of_events, own_settings
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.named import BETWEEN, named, of_release, with_whence
from counterpoise.schema import INDICATORS
from counterpoise.settings import Enough

ALSO: Final = {
    "hhi": "herfindahl",
    "votes": "alignment",
    "agreement": "alignment",
    "effective_partners": "hill_number",
    "n_1": "lose_worst_partner",
    "independent_partners": "independence",
    "trade": "ties",
}
"""What else measures are called."""
OF_ALL_YEARS: Final = ("leadership", "turnover", "decayed_stock")
"""Measures whose figure of one year rests on years before it."""
WITHOUT_ITEMS: Final = ("channels", "votes", "positions", "rivals", "events")
"""What measures take that has no products."""


@dataclass(frozen=True)
class Answer:
    """A measure's rows, their keys and sources named alike, and what they rest on, in words."""

    measure: Measure
    rows: pl.DataFrame
    choices: tuple[str, ...]
    unit: str = ""


def measured(store: Store, name: str, states: Sequence[str], asked: Asked = Asked()) -> Answer:
    """Return a measure of the states named, or of all states if none is.

    Raises
    ------
    UsageError
        If there is no such measure, or it wants something that was not given.
    EvidenceError
        If no evidence of the channel is held.
    """
    measure = called(name)
    own_settings.require_settings(measure, asked)
    if asked.item and (_paired(measure) or measure.needs in WITHOUT_ITEMS):
        raise UsageError(
            f"{measure.name} is of no single products.",
            attempt=f"counterpoise table herfindahl --item {asked.item}",
        )
    if measure.needs == "channels":
        return _over_channels(store, measure, states, asked)
    if measure.needs == "votes":
        return _of_votes(store, measure, states, asked)
    if measure.needs == "positions":
        return _positions(store, measure, states, asked)
    if measure.needs == "events":
        return Answer(measure, *of_events.told(store, states, asked))
    if measure.needs == "rivals":
        return _between_rivals(store, measure, states, asked)
    seen = _chosen_view(measure, asked)
    if _paired(measure):
        return _of_pairs(store, measure, seen, states, asked)
    found = told(store, seen, states, **_asked(measure, asked))
    rows = _computed(store, measure, found, asked)
    rows = _kept(_with_source(rows, found), asked, seen)
    return Answer(measure, rows, _choices(measure, found, asked), INDICATORS[seen.indicator].unit)


def called(name: str) -> Measure:
    """Return the measure of a name, which may be written with dashes or in the words of the field.

    Raises
    ------
    UsageError
        If there is none.
    """
    chosen = name.strip().lower().replace("-", "_").replace(" ", "_")
    chosen = ALSO.get(chosen, chosen)
    if chosen not in MEASURES:
        raise UsageError.not_among(
            "The measure", name, MEASURES, attempt="counterpoise table --list"
        )
    return MEASURES[chosen]


def _asked(measure: Measure, asked: Asked) -> dict[str, Any]:
    """Return what is asked of the evidence, whatever the measure."""
    # Groups of a measure between and within groups are told apart later.
    blocs = () if measure.needs == "groups" else asked.blocs
    return {
        "years": None if measure.name in OF_ALL_YEARS else asked.years,
        "as_of": asked.as_of,
        "source": asked.source,
        "vintage": asked.vintage,
        "blocs": bloc_members(blocs, asked.as_of),
    }


def _paired(measure: Measure) -> bool:
    return measure.needs in {"ties", "gdp"} or measure.name == "ties"


def taken(measure: Measure, asked: Asked) -> str:
    """Return the channel that is taken where none is named, of a measure that has one; else "".

    >>> taken(MEASURES["herfindahl"], Asked()), taken(MEASURES["herfindahl"], Asked(channel="imports"))
    ('arms', '')
    """
    of_one = measure.needs not in WITHOUT_ITEMS and not _paired(measure)
    return "arms" if of_one and not (asked.channel or asked.item) else ""


def _chosen_view(measure: Measure, asked: Asked) -> View:
    usual = "imports" if asked.item else "arms"
    channel = asked.channel or ("trade" if _paired(measure) else usual)
    seen = view("imports" if channel == "trade" else channel)
    seen = of_item(seen, asked.item) if asked.item else seen
    return replace(
        seen,
        window=seen.window if asked.window is None else asked.window,
        floor=seen.floor if asked.floor is None else asked.floor,
    )


def _computed(store: Store, measure: Measure, found: Told, asked: Asked) -> pl.DataFrame:
    """Return a measure of the shares told, or of the rows that they rest on."""
    function, settings, seen = measure.load(), dict(asked.settings or {}), found.view
    sides: dict[str, Any] = {"of": seen.of, "over": seen.over}
    if measure.name == "shares":
        return found.shares if asked.blocs else _bounded(found)
    if measure.needs == "panel":
        parts = [
            function(rows, **sides, **settings) for rows in map(found.rows, found.answer.pieces)
        ]
        whole = [
            _answered(part, piece, seen)
            for part, piece in zip(parts, found.answer.pieces, strict=True)
        ]
        return pl.concat(whole) if whole else found.shares.clear()
    given = found.shares
    if measure.needs == "groups":
        return _table(function(given, _grouped(given, seen, asked), **sides, **settings))
    if measure.needs == "similarity":
        alike = _similarity(store, given, asked)
        return _table(function(given, alike, **sides, channel=seen.indicator, **settings))
    return _table(function(given, **sides, **settings))


def _bounded(found: Told) -> pl.DataFrame:
    """Return shares, with bounds from releases that do not tell all years of delivery."""
    parts = []
    for (source, vintage), rows in found.shares.group_by("source", "vintage", maintain_order=True):
        held = [
            piece.holding
            for piece in found.answer.pieces
            if (piece.holding.source, piece.holding.vintage) == (source, vintage)
        ]
        if found.view.indicator == "arms" and held and EARLIER in held[0].card.indicators:
            edges = held[0].scan().filter(pl.col("indicator").is_in([EARLIER, LATER])).collect()
            view = found.view
            rows = share_bounds(rows, edges, of=view.of, over=view.over, window=view.window)
        parts.append(rows)
    return pl.concat(parts, how="diagonal") if parts else found.shares


def _answered(rows: pl.DataFrame, piece: Piece, seen: View) -> pl.DataFrame:
    """Return the rows of the state-years that a release answers for."""
    chosen = piece.chosen.select(pl.col("state").alias(seen.of), "year")
    return rows.join(chosen, on=[seen.of, "year"], how="semi")


def _with_source(rows: pl.DataFrame, found: Told) -> pl.DataFrame:
    """Return rows with how much of the state's total is told, and by which release."""
    side = found.view.of
    if side not in rows.columns or "source" in rows.columns:
        return rows
    whence = found.shares.select(side, "year", *TOLD_BY).unique()
    named = [name for name in TOLD_BY if name not in rows.columns]
    return rows.join(whence.select(side, "year", *named), on=[side, "year"], how="left")


def _of_pairs(
    store: Store, measure: Measure, seen: View, states: Sequence[str], asked: Asked
) -> Answer:
    """Return a measure of pairs: each state's trade both ways, as it is told of that state.

    What the tie weighs for the partner is told of the partner, so that everybody is asked for.
    """
    ways = [told(store, view(name), **_asked(measure, asked)) for name in ("imports", "exports")]
    pairs = with_partners(ties_told(*ways), ties_totals(*ways))
    if states:
        pairs = pairs.filter(pl.col("state").is_in(list(states)))
    function, settings = measure.load(), dict(asked.settings or {})
    beside: tuple[str, ...] = ()
    if measure.needs == "gdp":
        income = indicator_rows(store, "gdp", as_of=asked.as_of)
        gdp = income.rows.select("state", "year", "value")
        pairs = _table(function(pairs, gdp.collect(), **settings))
        beside = (f"GDP: source {income.holding.source}, vintage {income.holding.vintage}",)
    elif measure.name != "ties":
        pairs = _table(function(pairs, **settings))
    choices = _choices(measure, ways[0], asked)
    return Answer(measure, _kept(with_whence(pairs, ways), asked), (*choices, *beside))


def _grouped(given: pl.DataFrame, seen: View, asked: Asked) -> pl.DataFrame:
    """Return each partner's bloc, by membership in the last year asked for, or "others"."""
    if not asked.blocs:
        raise UsageError(
            "This measure is between groups of partners, and no group was named.",
            attempt="--blocs EU,ASEAN",
        )
    year = asked.years[1] if asked.years else years_of(given)[1]
    partners = given.select(pl.col(seen.over).unique())
    of_bloc = {state: bloc for bloc in asked.blocs for state in groups.members(bloc, year)}
    return partners.with_columns(group=pl.col(seen.over).replace_strict(of_bloc, default="others"))


def _over_channels(store: Store, measure: Measure, states: Sequence[str], asked: Asked) -> Answer:
    """Return a measure of one portfolio over several channels, with equal weights."""
    own_settings.require_no_release(measure, asked, states)
    parts: list[pl.DataFrame] = []
    choices: list[str] = []
    ways: list[Told] = []
    for name in ("arms", "imports", "exports", "aid"):
        found = told(store, VIEWS[name], states, **_asked(measure, asked))
        parts.append(
            found.shares.rename({found.view.of: "state", found.view.over: "partner"})
            .select("state", "partner", pl.exclude("state", "partner"))
            .with_columns(channel=pl.lit(name))
        )
        choices += _choices(measure, found, asked)[:1]
        ways.append(found)
    rows = _table(
        measure.load()(pl.concat(parts), of="state", over="partner", **dict(asked.settings or {}))
    )
    rows = _kept(with_whence(rows, ways), asked)
    return Answer(measure, rows, (*choices, "channels weigh the same"))


def _of_votes(store: Store, measure: Measure, states: Sequence[str], asked: Asked) -> Answer:
    """Return how each state votes with every other, or with the rivals named."""
    evidence = votes(store, vintage=asked.vintage, as_of=asked.as_of)
    own_settings.require_source(measure, asked, evidence.holding.source)
    rows = contested(evidence).collect()
    if asked.rivals:
        rows = rows.filter(pl.col("state").is_in([*states, *asked.rivals]))
    pooled = {"window": asked.window or 1, "unanimous": "keep", "between": list(states) or None}
    found = _table(
        measure.load()(rows, by="year", both=True, **pooled, **dict(asked.settings or {}))
    )
    if states:
        found = found.filter(pl.col("state").is_in(list(states)))
    held = evidence.holding
    years = (
        f"trailing window {number_of(asked.window or 1, 'year')}"
        if (asked.window or 1) > 1
        else "single years"
    )
    return Answer(
        measure,
        _kept(of_release(found, held.source, held.vintage, "compiled"), asked),
        (
            f"{measure.title}: {measure.help}; {years}; an abstention is half an agreement;"
            " unanimous roll calls left out",
            f"source {held.source}, vintage {held.vintage}",
        ),
    )


def _positions(store: Store, measure: Measure, states: Sequence[str], asked: Asked) -> Answer:
    """Return the ideal points held; to estimate them anew is a matter of minutes, not of a page."""
    evidence = indicator_rows(store, "ideal_point", vintage=asked.vintage, as_of=asked.as_of)
    own_settings.require_source(measure, asked, evidence.holding.source)
    wanted = [*states, *asked.rivals]
    rows = evidence.holding.scan().filter(pl.col("year") <= evidence.last)
    if wanted:
        rows = rows.filter(pl.col("state").is_in(wanted))
    table = rows.collect().pivot("indicator", index=["state", "year"], values="value")
    held = evidence.holding
    return Answer(
        measure,
        _kept(of_release(table, held.source, held.vintage, "compiled"), asked),
        (
            f"{measure.title}: {measure.help}",
            f"source {held.source}, from the votes of vintage {held.vintage}; {'; '.join(held.notes)}",
        ),
    )


def _similarity(store: Store, given: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return how alike states voted in the years of the shares, nothing below chance."""
    years = given["year"].unique()
    if asked.years:
        years = years.filter(years.is_between(*asked.years))
    rows = votes(store, as_of=asked.as_of).rows.filter(
        pl.col("date").dt.year().is_in(years.implode())
    )
    return similarity_from_agreement(
        alignment(rows.collect(), by="year", indices=["kappa_squared"])
    )


def _between_rivals(store: Store, measure: Measure, states: Sequence[str], asked: Asked) -> Answer:
    """Return the partition of ties with the rivals named, or with the default ones."""
    require_rivals(asked.rivals)
    own_settings.require_no_release(
        measure, replace(asked, source=asked.source if states else ""), states
    )
    if states and set(states) <= set(asked.rivals):
        raise UsageError(
            f"Nobody stands between itself and another: {', '.join(states)} can't be among the rivals.",
            attempt="--rivals USA,CHN",
        )
    studies = [
        Study(store, state, asked.as_of, asked.blocs, asked.rivals, beside=tuple(states))
        for state in states
    ]
    if studies:
        rivals = studies[0].rivals
        rows = pl.concat([partition(study)[0] for study in studies], how="diagonal")
    else:
        studies = [Study(store, "", asked.as_of, asked.blocs, asked.rivals)]
        rivals = studies[0].rivals
        everybody = everybodys(
            store, rivals, years=asked.years, as_of=asked.as_of, source=asked.source
        )
        rows = parted(everybody, rivals)
    return Answer(
        measure,
        _kept(_with_releases(rows, studies[0], asked.years), asked) if rows.width else rows,
        (
            f"{measure.title}: {measure.help}",
            f"between {' and '.join(rivals)}; {weighing(studies[0])}; ranges over weights are 5 to 95 %"
            " of draws",
        ),
    )


def _table(found: Any) -> pl.DataFrame:
    table: pl.DataFrame = found
    return table


def _with_releases(rows: pl.DataFrame, study: Study, years: tuple[int, int] | None) -> pl.DataFrame:
    """Return the partition's rows with the releases of the channels that it may rest on."""
    states = [] if study.state == "" else rows["state"].unique().to_list()
    ways = []
    for name in CHANNELS:
        with suppress(EvidenceError):
            seen = VIEWS[name]
            ways.append(
                told(study.store, seen, states, years=years, as_of=study.as_of, blocs=study.members)
            )
    rows = with_whence(rows, ways)
    others = [one for one in (study.votes, study.evidence(PACTS[0])) if one]
    for name, own in (("source", "source"), ("vintage", "vintage")):
        more = [getattr(one.holding, own) for one in others]
        rows = rows.with_columns(
            pl.concat_str(name, *map(pl.lit, more), separator=BETWEEN, ignore_nulls=True).alias(
                name
            )
        )
    return rows


def _kept(rows: pl.DataFrame, asked: Asked, seen: View | None = None) -> pl.DataFrame:
    """Return the rows of the years asked for, their columns named alike."""
    if asked.years:
        rows = rows.filter(pl.col("year").is_between(*asked.years))
    if seen is not None:
        rows = rows.with_columns(channel=pl.lit(seen.name))
    return named(rows, seen)


def _choices(measure: Measure, found: Told, asked: Asked) -> tuple[str, ...]:
    seen, paired = found.view, _paired(measure)
    window = (
        ""
        if paired or (measure.needs == "panel" and measure.name != "shares")
        else (
            f"; {seen.title}, trailing window {number_of(seen.window, 'year')},"
            f" no share under {seen.floor:g}"
        )
    )
    rule = Enough.of_the_environment()
    return (
        f"{measure.title}: {measure.help}{window}",
        f"{_sources(found)}; unit of volumes: {INDICATORS[seen.indicator].unit}",
        f"no share where less than {whole_percent(rule.named)} of a state's total is told, no bounds under"
        f" {whole_percent(rule.shown)}",
        f"counted as one partner: {', '.join(asked.blocs)}"
        if asked.blocs and not paired
        else "blocs: every member counts by itself",
        *((f"as of {asked.as_of}",) if asked.as_of else ()),
    )


def _sources(found: Told) -> str:
    """Return the releases that answer, and whether one of them is an excerpt or of estimates."""
    told_by = []
    for piece in found.answer.pieces:
        held = piece.holding
        excerpt = f" (excerpt: {held.excerpt})" if held.excerpt else ""
        guessed = " (in part estimated)" if held.estimated else ""
        told_by.append(f"{held.source} {held.vintage}{guessed}{excerpt}")
    plural = "s" if len(told_by) > 1 else ""
    return f"source{plural} {', '.join(told_by) or 'none that covers them'}"
