"""Dependence, diversification, hedging and inertia: what a state's whole mix of partners tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import polars as pl

from counterpoise.measures.effective_partners import hill_number
from counterpoise.measures.hedging import FAINT, GROUPS, hedging, tie_strengths
from counterpoise.measures.leadership import turnover
from counterpoise.measures.tie_strengths import ALLIANCES, pacts_in_force
from counterpoise.measures.views import VIEWS
from counterpoise.statements import words
from counterpoise.statements.checking import agreement
from counterpoise.statements.checking.courses import Course, dependences, followed
from counterpoise.statements.checking.facts import (
    NAMED_BY_NOBODY,
    Facts,
    Flow,
    Missing,
    Part,
    held_or_missing,
)
from counterpoise.statements.checking.readings import (
    Moment,
    compared,
    computed,
    moments,
    untold,
    windows,
)
from counterpoise.statements.checking.verdict import FAILS, HOLDS, Found, Point, Tested
from counterpoise.statements.kinds import COURSES
from counterpoise.statements.statement import Statement

ALL_CHANNELS: Final = ("arms", "imports", "exports", "aid", "investment")
MOST_TILT: Final = 0.25
"""Up to here a mix stands between the poles: of two, net tilt within one half of even."""
PORTFOLIOS: Final = {
    "arms, pacts, trade and votes": ("arms", ALLIANCES, "imports", "exports", "votes"),
    "trade alone": ("imports", "exports"),
    "arms, pacts and votes": ("arms", ALLIANCES, "votes"),
}
PACTS: Final = "alliance_defense"
RECENT: Final = 10
"""Years over which the turnover of partners is averaged."""


def check_dependence(facts: Facts, said: Statement) -> Found:
    """Return whether trade binds the subject more than the partner, or less."""
    found: list[Tested] = []
    points: tuple[Point, ...] = ()
    sign = 1.0 if said.comparison == "depends more" else -1.0
    sources = held_or_missing(facts, "goods")
    if isinstance(sources, Missing):
        return Found(missing=(sources.what,))
    for facets, title, by_year, cite in dependences(facts, said):
        at = moments(said, words.runs(list(by_year)), title) if by_year else Missing(title)
        if isinstance(at, Missing):
            found.append(untold(facets, at.what))
            continue
        for moment in at:
            own, other = by_year[moment.year]
            shown = f"{words.figure(own, words.SHARE)} against {words.figure(other, words.SHARE)}"
            margin = sign * (own - other)
            outcome = (HOLDS if margin > 0 else FAILS), margin
            rows = [cite(moment.year, moment.year)]
            facets_then = {**facets, "years": str(moment.year)}
            found.append(
                computed(facets_then, moment, own - other, words.SHARE, outcome, rows, shown)
            )
        points = points or tuple(
            Point(y, a - b, sign * (a - b) > 0) for y, (a, b) in sorted(by_year.items())
        )
    return Found(tuple(found), points, "what trade weighs for the subject less for the partner")


def check_diversification(facts: Facts, said: Statement) -> Found:
    """Return how many equal partners there are, or how large the largest is, channel by channel."""
    if said.comparison in COURSES:
        return followed(said, list(_effective_courses(facts, said)))
    found: list[Tested] = []
    points: tuple[Point, ...] = ()
    for channel, flow in _flows(facts, said, found):
        at = moments(said, flow.spans, flow.title)
        if isinstance(at, Missing):
            found.append(untold({"channel": channel, "source": flow.title}, at.what))
            continue
        for moment in at:
            for length in windows(said, flow, moment.year):
                found.append(_spread(said, channel, flow, moment, length))
        if not points:
            by_year = _spread_by_year(said, flow, flow.view.window)
            points = tuple(
                Point(y, v, compared(said.comparison, v, said.threshold or 0)[0] == HOLDS)
                for y, v in by_year.items()
            )
    return Found(tuple(found), points, f"{said.of or 'effective partners'}, by year")


def _spread(said: Statement, channel: str, flow: Flow, moment: Moment, length: int) -> Tested:
    first = moment.year - length + 1
    facets = {
        "channel": channel,
        "source": flow.title,
        "years": words.span(first, moment.year),
    }
    figure = _spread_by_year(said, flow, length).get(moment.year)
    if figure is None or not flow.covers(first, moment.year):
        return untold(facets, f"{flow.title}: no shares in {facets['years']}", moment.known)
    unit = words.SHARE if said.of == "largest share" else "partners"
    outcome = compared(said.comparison, figure, said.threshold or 0.0)
    rows = [flow.cite(first, moment.year)]
    return computed(facets, moment, figure, unit, outcome, rows)


def _spread_by_year(said: Statement, flow: Flow, length: int) -> dict[int, float]:
    """Return the largest share of a named partner, or the number of effective partners, by year."""
    if said.of == "largest share":
        largest = {year: _largest(parts) for year, parts in sorted(flow.window(length).items())}
        return {year: share for year, share in largest.items() if share is not None}
    table = hill_number(flow.table(length), of=flow.view.of, over=flow.view.over, q=2)
    known = table.drop_nulls("hill_2").sort("year").select("year", "hill_2")
    return {int(year): value for year, value in known.iter_rows()}


def _largest(parts: Mapping[str, Part]) -> float | None:
    """Return what is lost with the largest named partner (N-1); null if no share is stated."""
    known = [
        part.share
        for partner, part in parts.items()
        if part.share is not None and not partner.startswith(NAMED_BY_NOBODY)
    ]
    return max(known, default=None)


def _effective_courses(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    missing: list[Tested] = []
    for channel, flow in _flows(facts, said, missing):
        by_year = _spread_by_year(said, flow, flow.view.window)
        facets = {"channel": channel, "source": flow.title}
        unit = words.SHARE if said.of == "largest share" else "partners"
        yield Course(facets, flow.title, by_year, unit, flow.cite)
    yield from missing


def _flows(facts: Facts, said: Statement, found: list[Tested]) -> Iterator[tuple[str, Flow]]:
    """Yield the channels asked for by source; note in `found` those that are not there."""
    for channel in (said.channel,) if said.channel else ALL_CHANNELS:
        indicator = "goods" if channel == "trade" else VIEWS[channel].indicator
        sources = held_or_missing(facts, indicator)
        if isinstance(sources, Missing):
            found.append(untold({"channel": channel}, sources.what))
            continue
        for source in sources:
            flow = facts.flow(said.subject, channel, source, year=said.known_to)
            if isinstance(flow, Missing):
                found.append(untold({"channel": channel, "source": source}, flow.what))
            else:
                yield channel, flow


def check_hedging(facts: Facts, said: Statement) -> Found:
    """Return whether the subject stands between the poles, by how far its ties lean to one."""
    found: list[Tested] = []
    sources = held_or_missing(facts, "goods")
    if isinstance(sources, Missing):
        return Found(missing=(sources.what,))
    for source in sources:
        flows = _three_flows(facts, said, source)
        if isinstance(flows, Missing):
            found.append(untold({"source": source}, flows.what))
            continue
        at = moments(said, flows[1].spans, flows[1].title)
        if isinstance(at, Missing):
            found.append(untold({"source": flows[1].title}, at.what))
            continue
        strengths = _strengths(facts, said, flows, max(moment.year for moment in at))
        for moment in at:
            for name, channels in PORTFOLIOS.items():
                here = strengths.filter(
                    pl.col("channel").is_in(list(channels)), year=moment.year, state=said.subject
                )
                found.append(_tilt(said, flows, moment, _dated(facts, name, moment), here))
    return Found(tuple(found))


def _three_flows(facts: Facts, said: Statement, source: str) -> list[Flow] | Missing:
    """Return arms, imports and exports, trade from one source that covers every pole."""
    arms = facts.sources("arms")
    if not arms:
        return Missing("no arms transfers are held")
    asked = (("arms", arms[0]), ("imports", source), ("exports", source))
    flows = []
    for channel, of in asked:
        flow = facts.flow(said.subject, channel, of, year=said.known_to)
        if isinstance(flow, Missing):
            return flow
        if absent := flow.uncovered(said.poles, *flow.spans[-1]):
            return Missing(absent)
        flows.append(flow)
    return flows


def _strengths(facts: Facts, said: Statement, flows: Sequence[Flow], until: int) -> pl.DataFrame:
    """Return the subject's ties with the poles by channel and year, pacts as far as they are known."""
    pairs = agreement.compared(facts, said, window=1)
    kappa = pl.DataFrame(
        [
            (said.subject, other, year, row["kappa_squared"])
            for (other, year), row in ({} if isinstance(pairs, Missing) else pairs).items()
        ],
        schema={"state": str, "other": str, "year": int, "kappa_squared": float},
        orient="row",
    )
    given = {flow.view.name: flow.table(flow.view.window) for flow in flows}
    ties: pl.DataFrame = tie_strengths(
        poles=said.poles, shares=given, votes=kappa, alliances=_pacts(facts, until)
    )
    return ties


def _pacts(facts: Facts, until: int) -> pl.DataFrame | None:
    """Return the pacts in force by year; None if none are held."""
    if not facts.sources(PACTS):
        return None
    held = facts.evidence(PACTS)
    return pacts_in_force(held.holding.scan().collect(), last=held.last, until=until)


def _dated(facts: Facts, name: str, moment: Moment) -> str:
    """Return the name of a portfolio, with the year of its pacts where they are of an earlier one."""
    last = facts.evidence(PACTS).last if facts.sources(PACTS) else moment.year
    return name if last >= moment.year else name.replace("pacts", f"pacts of {last}")


def _tilt(
    said: Statement, flows: Sequence[Flow], moment: Moment, name: str, ties: pl.DataFrame
) -> Tested:
    facets = {"source": flows[1].title, "channels": name, "year": str(moment.year)}
    found = hedging(ties, poles=said.poles, groups=GROUPS, faint=FAINT) if ties.height else ties
    tilt = found["tilt"][0] if found.height else None
    if tilt is None:
        return untold(facets, f"no ties with all poles known in {moment.year}", moment.known)
    wanted = "at most" if said.comparison == "balanced" else "more than"
    outcome = compared(wanted, tilt, said.threshold or MOST_TILT)
    parts = ", ".join(f"{part} {found[part][0]:.2f}" for part in ("balance", "tilt", "offset"))
    rows = [flow.cite(moment.year - flow.view.window + 1, moment.year) for flow in flows]
    return computed(facets, moment, tilt, "tilt", outcome, rows, parts)


def check_inertia(facts: Facts, said: Statement) -> Found:
    """Return how much of a channel changes hands from one window to the next, on average."""
    found: list[Tested] = []
    points: tuple[Point, ...] = ()
    for _, flow in _flows(facts, said, found):
        at = moments(said, flow.spans, flow.title)
        if isinstance(at, Missing):
            found.append(untold({"source": flow.title}, at.what))
            continue
        for lag in (1, flow.view.window):
            by_year = _turnover(flow, lag)
            found += [_slow(said, flow, moment, lag, by_year) for moment in at]
            points = points or tuple(
                Point(y, v, compared(said.comparison, v, said.threshold or 0)[0] == HOLDS)
                for y, v in by_year.items()
            )
    return Found(tuple(found), points, "part that changed hands, by year")


def _slow(
    said: Statement, flow: Flow, moment: Moment, lag: int, by_year: dict[int, float]
) -> Tested:
    years = [year for year in by_year if moment.year - RECENT < year <= moment.year]
    window = flow.view.window
    facets = {
        "source": flow.title,
        "years": words.span(moment.year - RECENT + 1, moment.year),
        "change": f"{window}-year windows, {lag} year{'s' if lag > 1 else ''} apart",
    }
    if len(years) < RECENT // 2:
        return untold(facets, f"{flow.title}: too few years", moment.known)
    mean = sum(by_year[year] for year in years) / len(years)
    outcome = compared(said.comparison, mean, said.threshold or 0.0)
    command = (
        f"counterpoise measure turnover {flow.subject} --channel {flow.view.name}"
        f" --source {flow.source} --window {window} --lag {lag}"
        f" --years {years[0]}-{years[-1]}"
    )
    rows = [flow.cite(years[0] - window + 1, years[-1], command)]
    return computed(facets, moment, mean, words.SHARE, outcome, rows)


def _turnover(flow: Flow, lag: int) -> dict[int, float]:
    table = turnover(flow.table(flow.view.window), of=flow.view.of, over=flow.view.over, lag=lag)
    known = table.drop_nulls("turnover").sort("year").select("year", "turnover")
    return {int(year): value for year, value in known.iter_rows()}
