"""Dependence, diversification, hedging and inertia: what a state's whole mix of partners tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from counterpoise.measures.effective_partners import hill_number
from counterpoise.measures.hedging import FAINT, GROUPS, hedging, tie_strengths
from counterpoise.measures.leadership import turnover
from counterpoise.measures.pole_shares import with_poles
from counterpoise.measures.sufficiency import PARTLY_KNOWN
from counterpoise.measures.tie_strengths import ALLIANCES, pacts_in_force
from counterpoise.measures.views import VIEWS
from counterpoise.printable import number_of
from counterpoise.reference.states import name as name_of
from counterpoise.statements import words
from counterpoise.statements.checking import agreement
from counterpoise.statements.checking.courses import Course, dependences, followed
from counterpoise.statements.checking.facts import (
    NAMED_BY_NOBODY,
    Facts,
    Missing,
    held_or_missing,
)
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.nearness import reach
from counterpoise.statements.checking.readings import (
    Moment,
    borne_out,
    compared,
    computed,
    decided,
    each_once,
    moments,
    moments_of,
    untold,
    windows,
)
from counterpoise.statements.checking.verdict import FAILS, HOLDS, Found, Point, Tested
from counterpoise.statements.checking.window import Part, Window
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
    for definition, flow, by_year, short in dependences(facts, said, ("", *sources)):
        at = moments(said, words.runs(list(by_year)), flow.title)
        if isinstance(at, Missing):
            why = short.get(said.years[1] if said.years else said.known_to, at.what)
            facets = {"source": flow.title, "definition": definition}
            found.append(untold(facets, why, flow=flow))
            continue
        found += [_bound(said, flow, definition, by_year, moment) for moment in at]
        points = points or tuple(
            Point(y, a - b, sign * (a - b) > 0) for y, (a, b) in sorted(by_year.items())
        )
    title = "what trade weighs for the subject less for the partner"
    return Found(tuple(each_once(found)), points, title)


def _bound(
    said: Statement,
    flow: Flow,
    definition: str,
    by_year: dict[int, tuple[float, float]],
    moment: Moment,
) -> Tested:
    """Return what trade weighs for both sides by one definition."""
    last, first = moment.year, said.years[0] if said.years else moment.year
    facets = {
        "source": flow.title_of(last, 1),
        "definition": definition,
        "years": f"{'mean of ' if first < last else ''}{words.span(first, last)}",
    }
    both = [by_year[year] for year in range(first, last + 1) if year in by_year]
    if len(both) < last - first + 1:
        return untold(facets, f"{flow.title} lacks years of {words.span(first, last)}", flow=flow)
    own, other = (sum(side) / len(both) for side in zip(*both, strict=True))
    shown = f"{words.figure(own, words.SHARE)} against {words.figure(other, words.SHARE)}"
    margin = (own - other) if said.comparison == "depends more" else (other - own)
    outcome = (HOLDS if margin > 0 else FAILS), margin
    rows = flow.cite(first, last)
    return computed(facets, moment, own - other, words.SHARE, outcome, rows, shown, flow=flow)


def check_diversification(facts: Facts, said: Statement) -> Found:
    """Return how many equal partners there are, or how large the largest is, channel by channel."""
    if said.comparison in COURSES:
        return followed(said, list(_effective_courses(facts, said)))
    found: list[Tested] = []
    points: tuple[Point, ...] = ()
    for channel, flow in _flows(facts, said, found, headline=True):
        at = moments_of(said, flow)
        if isinstance(at, Missing):
            if not flow.headline:
                found.append(untold({"channel": channel, "source": flow.title}, at.what))
            continue
        for moment in at:
            for length in windows(said, flow, moment.year):
                found.append(_spread(said, channel, flow, moment, length))
        if not points:
            by_year = _spread_by_year(said, flow, flow.view.window)
            points = tuple(Point(y, v, borne_out(said, v)[0] == HOLDS) for y, v in by_year.items())
    return Found(tuple(each_once(found)), points, f"{said.of or 'effective partners'}, by year")


def _spread(said: Statement, channel: str, flow: Flow, moment: Moment, length: int) -> Tested:
    year = moment.year
    first = year - length + 1
    facets = {
        "channel": channel,
        "source": flow.title_of(year, length),
        "years": words.span(first, year),
    }
    seen = flow.window(length).get(year)
    if seen and seen.state == PARTLY_KNOWN and said.of == "largest share":
        return _largest_bounded(said, flow, moment, length, facets, seen)
    figure = _spread_by_year(said, flow, length).get(year)
    if figure is None:
        return untold(facets, flow.untold(year, length), moment.known, flow=flow)
    unit = words.SHARE if said.of == "largest share" else "partners"
    outcome = borne_out(said, figure)
    rows = flow.cite(first, year)
    return computed(facets, moment, figure, unit, outcome, rows, flow=flow, length=length)


def _largest_bounded(
    said: Statement,
    flow: Flow,
    moment: Moment,
    length: int,
    facets: dict[str, str],
    seen: Window,
) -> Tested:
    """Return the largest share where only part is told: it, or another, may have all the rest."""
    low = max((part.low or 0.0 for _, part in _named(seen)), default=0.0)
    bounds = low, min(low + seen.untold, 1.0)
    outcome = decided(said.comparison, *bounds, said.threshold or 0.0, reach(said))
    shown = words.between(*bounds, words.SHARE)
    if outcome is None:
        why = f"{flow.untold(moment.year, length)}: {shown}"
        return untold(facets, why, moment.known, flow=flow)
    verdict, margin, figure = outcome
    rows = flow.cite(moment.year - length + 1, moment.year)
    return computed(
        facets, moment, figure, words.SHARE, (verdict, margin), rows, shown, flow=flow, length=length,
        bounds=bounds,
    )  # fmt: skip


def _spread_by_year(said: Statement, flow: Flow, length: int) -> dict[int, float]:
    """Return the largest share of a named partner, or the number of effective partners, by year."""
    if said.of == "largest share":
        largest = {year: _largest(seen) for year, seen in sorted(flow.window(length).items())}
        return {year: share for year, share in largest.items() if share is not None}
    table = hill_number(flow.table(length), of=flow.view.of, over=flow.view.over, q=2)
    known = table.drop_nulls("hill_2").sort("year").select("year", "hill_2")
    return {int(year): value for year, value in known.iter_rows()}


def _largest(seen: Window) -> float | None:
    """Return what is lost with the largest named partner (N-1); null if no share is stated."""
    known = [part.share for _, part in _named(seen) if part.share is not None]
    return max(known, default=None)


def _named(seen: Window) -> list[tuple[str, Part]]:
    """Return the partners who are named, with their parts."""
    return [one for one in seen.parts.items() if not one[0].startswith(NAMED_BY_NOBODY)]


def _effective_courses(facts: Facts, said: Statement) -> Iterator[Course | Tested]:
    missing: list[Tested] = []
    for channel, flow in _flows(facts, said, missing):
        by_year = _spread_by_year(said, flow, flow.view.window)
        facets = {"channel": channel, "source": flow.title}
        unit = words.SHARE if said.of == "largest share" else "partners"
        short = flow.short(flow.view.window)
        yield Course(facets, flow.title, by_year, unit, flow.cite, short)
    yield from missing


def _flows(
    facts: Facts, said: Statement, found: list[Tested], *, headline: bool = False
) -> Iterator[tuple[str, Flow]]:
    """Yield the channels asked for, the pages' answer and by source; note those that are not there."""
    for channel in (said.channel,) if said.channel else ALL_CHANNELS:
        indicator = "goods" if channel == "trade" else VIEWS[channel].indicator
        sources = held_or_missing(facts, indicator)
        if isinstance(sources, Missing):
            found.append(untold({"channel": channel}, sources.what))
            continue
        for source in ("", *sources) if headline else sources:
            flow = facts.flow(said.subject, channel, source, year=said.known_to)
            if isinstance(flow, Flow):
                yield channel, flow
            elif source:
                found.append(untold({"channel": channel, "source": source}, flow.what))


def check_hedging(facts: Facts, said: Statement) -> Found:
    """Return whether the subject stands between the poles, by how far its ties lean to one."""
    found: list[Tested] = []
    sources = held_or_missing(facts, "goods")
    if isinstance(sources, Missing):
        return Found(missing=(sources.what,))
    for source in ("", *sources):
        flows = _three_flows(facts, said, source)
        if isinstance(flows, Missing):
            found.append(untold({"source": source or "any"}, flows.what))
            continue
        at = moments_of(said, flows[1])
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
    return Found(tuple(each_once(found)))


def _three_flows(facts: Facts, said: Statement, source: str) -> list[Flow] | Missing:
    """Return arms, imports and exports, trade from one source that covers every pole."""
    if not facts.sources("arms"):
        return Missing("no arms transfers are held")
    flows = []
    for channel, of in (("arms", ""), ("imports", source), ("exports", source)):
        flow = facts.flow(said.subject, channel, of, year=said.known_to)
        if isinstance(flow, Missing):
            return flow
        year = min(flow.last, said.known_to)
        if absent := flow.uncovered(said.poles, year, year):
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
    ties: pl.DataFrame = tie_strengths(
        poles=said.poles,
        shares={flow.view.name: _shares_of_poles(said, flow) for flow in flows},
        votes=kappa,
        alliances=_pacts(facts, until),
    )
    return ties


def _shares_of_poles(said: Statement, flow: Flow) -> pl.DataFrame:
    """Return the shares of a channel, with a row for every pole."""
    if flow.states != (flow.subject,):
        return flow.table(flow.view.window)
    (way,) = flow.ways(flow.view.window)
    return with_poles(way, said.poles)


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
    trade = flows[1]
    source = trade.title_of(moment.year, trade.view.window)
    facets = {"source": source, "channels": name, "year": str(moment.year)}
    found = hedging(ties, poles=said.poles, groups=GROUPS, faint=FAINT) if ties.height else ties
    tilt = found["tilt"][0] if found.height else None
    if tilt is None:
        why = f"no ties with all poles known in {moment.year}"
        return untold(facets, why, moment.known, flow=trade)
    wanted = "at most" if said.comparison == "balanced" else "more than"
    outcome = compared(wanted, tilt, said.threshold or MOST_TILT)
    towards = found["towards"][0]
    lean = f" towards {name_of(towards)}" if towards and f"{tilt:.2f}" != "0.00" else ""
    parts = ", ".join(
        f"{part} {found[part][0]:.2f}{lean if part == 'tilt' else ''}"
        for part in ("balance", "tilt", "offset")
    )
    rows = [
        row for flow in flows for row in flow.cite(moment.year - flow.view.window + 1, moment.year)
    ]
    return computed(
        facets, moment, tilt, "tilt", outcome, rows, parts, flow=trade, length=trade.view.window
    )


def check_inertia(facts: Facts, said: Statement) -> Found:
    """Return how much of a channel changes hands from one window to the next, on average."""
    found: list[Tested] = []
    points: tuple[Point, ...] = ()
    for _, flow in _flows(facts, said, found):
        at = moments_of(said, flow)
        if isinstance(at, Missing):
            found.append(untold({"source": flow.title}, at.what))
            continue
        for lag in (1, flow.view.window):
            by_year = _turnover(flow, lag)
            found += [_slow(said, flow, moment, lag, by_year) for moment in at]
            points = points or tuple(
                Point(y, v, borne_out(said, v)[0] == HOLDS) for y, v in by_year.items()
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
        "change": f"{window}-year windows, {number_of(lag, 'year')} apart",
    }
    if len(years) < RECENT // 2:
        return untold(facets, f"{flow.title}: too few years", moment.known)
    mean = sum(by_year[year] for year in years) / len(years)
    outcome = borne_out(said, mean)
    command = (
        f"counterpoise table turnover {flow.subject} --channel {flow.view.name}"
        f" --source {flow.source} --window {window} --lag {lag}"
        f" --years {years[0]}-{years[-1]}"
    )
    rows = flow.cite(years[0] - window + 1, years[-1], command)
    return computed(facets, moment, mean, words.SHARE, outcome, rows)


def _turnover(flow: Flow, lag: int) -> dict[int, float]:
    table = turnover(flow.table(flow.view.window), of=flow.view.of, over=flow.view.over, lag=lag)
    known = table.drop_nulls("turnover").sort("year").select("year", "turnover")
    return {int(year): value for year, value in known.iter_rows()}
