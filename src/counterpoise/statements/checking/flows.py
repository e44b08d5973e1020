"""Shares, ranks, amounts and balances of a channel, under every reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from counterpoise.measures.views import VIEWS
from counterpoise.reference import groups
from counterpoise.schema import INDICATORS
from counterpoise.statements import words
from counterpoise.statements.checking.facts import (
    NAMED_BY_NOBODY,
    TRADE,
    Facts,
    Flow,
    Missing,
    Part,
    held_or_missing,
    joint,
)
from counterpoise.statements.checking.readings import (
    HALF_LIVES,
    Moment,
    compared,
    computed,
    countings,
    moments,
    untold,
    windows,
    with_lineage,
)
from counterpoise.statements.checking.verdict import FAILS, HOLDS, Found, Point, Rows, Tested
from counterpoise.statements.statement import Statement, members

Figure = Callable[[dict[str, Part], int], float | None]
"""What is followed through the years: parts of a window, and its last year, to one figure."""


def check_share(facts: Facts, said: Statement) -> Found:
    """Return the partners' joint share under every source, window and counting, and as a stock."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said)
    for flow in flows:
        for moment in _moments(said, flow, found):
            for length in windows(said, flow, moment.year):
                for counting, partners in countings(said):
                    found.append(_share(said, flow, moment, length, counting, partners))
    for flow in flows if said.channel == "arms" and not (said.items or said.years) else ():
        found += _stocks(said, flow)
    return Found(
        (*found, *missing),
        *_course(said, flows, lambda parts, year: _joint(said, parts, year).share),
    )


def check_rank(facts: Facts, said: Statement) -> Found:
    """Return the partners' place among all partners, a bloc counting as one."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said, blocs=_blocs(said))
    for flow in flows:
        for moment in _moments(said, flow, found):
            for length in windows(said, flow, moment.year):
                found.append(_place(said, flow, moment, length))
    return Found(
        (*found, *missing), *_course(said, flows, lambda parts, _: _rank(said, parts)[0], rank=True)
    )


def check_amount(facts: Facts, said: Statement) -> Found:
    """Return the yearly volume, of the last year and as the mean of several."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said)
    for flow in flows:
        for moment in _moments(said, flow, found):
            for length in windows(said, flow, moment.year):
                found.append(_amount(said, flow, moment, length))
    return Found(
        (*found, *missing),
        *_course(said, flows, lambda parts, year: _volume(said, parts, year).value),
    )


def check_balance(facts: Facts, said: Statement) -> Found:
    """Return the balance of trade with the partners, against a quantity if one is named."""
    found: list[Tested] = []
    points: list[Point] = []
    sources = held_or_missing(facts, "goods")
    if isinstance(sources, Missing):
        return Found(missing=(sources.what,))
    for source in sources:
        course = deficits(facts, said, source)
        if isinstance(course, Missing):
            found.append(untold({"source": source}, course.what))
            continue
        flow, by_year = course
        sign = 1.0 if said.comparison == "deficit" else -1.0
        for moment in _moments(said, flow, found):
            figure = by_year.get(moment.year)
            facets = {"source": flow.title, "years": str(moment.year)}
            if figure is None:
                found.append(untold(facets, f"{flow.title} lacks a direction in {moment.year}"))
                continue
            outcome = compared("more than", sign * figure, said.threshold or 0.0)
            rows = [flow.cite(moment.year, moment.year)]
            found.append(computed(facets, moment, sign * figure, "USD", outcome, rows))
        points = points or [
            Point(year, sign * v, sign * v > (said.threshold or 0.0)) for year, v in by_year.items()
        ]
    return Found(tuple(found), tuple(points), f"{said.comparison} by year")


def deficits(facts: Facts, said: Statement, source: str) -> tuple[Flow, dict[int, float]] | Missing:
    """Return imports less exports with the partners by year, years with both directions alone."""
    flow = facts.flow(said.subject, "trade", source, year=said.known_to)
    if isinstance(flow, Missing):
        return flow
    sides: list[dict[int, float]] = []
    for channel in ("imports", "exports"):
        one = facts.flow(said.subject, channel, source, year=said.known_to)
        if isinstance(one, Missing):
            return one
        sides.append(yearly(one, said, 1))
    both = sorted(sides[0].keys() & sides[1].keys())
    return flow, {year: sides[0][year] - sides[1][year] for year in both}


def yearly(flow: Flow, said: Statement, length: int, *, share: bool = False) -> dict[int, float]:
    """Return the partners' value or share in every year that is covered and known."""
    found: dict[int, float] = {}
    for year, parts in sorted(flow.window(length).items()):
        part = _volume(said, parts, year)
        wanted = members(said.partners, year)
        if _gap(flow, year - length + 1, year, wanted) or not flow.covers(year, year):
            continue
        figure = part.share if share else part.value
        if figure is not None:
            found[year] = figure / (1 if share else length)
    return found


def flows_of(
    facts: Facts, said: Statement, *, blocs: Sequence[str] = ()
) -> tuple[list[Flow], list[Tested]]:
    """Return the flows that a statement is about, one per source, and the readings without one."""
    view = TRADE if said.channel == "trade" else VIEWS[said.channel]
    sources = held_or_missing(facts, view.indicator)
    if isinstance(sources, Missing):
        return [], [untold({"source": "none"}, sources.what)]
    flows: list[Flow] = []
    missing: list[Tested] = []
    for source in sources:
        flow = facts.flow(
            said.subject, said.channel, source, year=said.known_to, blocs=blocs, items=said.items
        )
        if isinstance(flow, Missing):
            missing.append(untold({"source": source}, flow.what))
        else:
            flows.append(flow)
    return flows, missing


def _moments(said: Statement, flow: Flow, found: list[Tested]) -> Iterator[Moment]:
    """Yield the years of a reading; note in `found` that there are none."""
    at = moments(said, flow.spans, flow.title)
    if isinstance(at, Missing):
        found.append(untold({"source": flow.title}, at.what))
        return
    yield from at


def _share(
    said: Statement, flow: Flow, moment: Moment, length: int, counting: str, partners: Sequence[str]
) -> Tested:
    first = moment.year - length + 1
    facets = {
        "source": flow.title,
        "years": words.span(first, moment.year),
        "way": "deliveries" if said.channel == "arms" else "flows",
        "counting": counting,
    }
    parts = flow.window(length).get(moment.year, {})
    wanted = members(tuple(partners), moment.year)
    if not flow.covers(first, moment.year):
        return untold(facets, flow.evidence.holding.lacks(str(first)), moment.known)
    part = joint(parts, wanted)
    if part.share is None:
        return untold(facets, f"too little in {facets['years']} to state a share", moment.known)
    if unknown := _gap(flow, first, moment.year, wanted):
        return untold(facets, unknown, moment.known)
    outcome = compared(said.comparison, part.share, said.threshold or 0.0)
    return computed(
        facets, moment, part.share, words.SHARE, outcome, [_rows(said, flow, first, moment.year)]
    )


def _stocks(said: Statement, flow: Flow) -> Iterator[Tested]:
    """Yield the share of the stock, predecessors counted in, where the rows reach back far enough."""
    for moment in _moments(said, flow, []):
        if moment.year - flow.first + 1 < 2 * max(HALF_LIVES):
            continue
        for half_life in HALF_LIVES:
            keep = 0.5 ** (1 / half_life)
            for counting, partners in countings(said):
                wanted = with_lineage(members(partners, moment.year), groups.blocs())
                yield _stock(said, flow, moment, half_life, keep, counting, wanted)


def _stock(
    said: Statement,
    flow: Flow,
    moment: Moment,
    half_life: int,
    keep: float,
    counting: str,
    partners: Sequence[str],
) -> Tested:
    before = [one for one in partners if one not in (*said.partners, *said.related)]
    with_before = f", {words.names(before)} included" if before else ""
    facets = {
        "source": flow.title,
        "years": words.span(flow.first, moment.year),
        "way": f"stock of which half is gone in {half_life} years",
        "counting": counting + with_before,
    }
    part = joint(flow.stock(keep).get(moment.year, {}), partners)
    if part.share is None:
        return untold(facets, "too little to state a share", moment.known)
    command = (
        f"counterpoise measure decayed_stock {flow.subject} --channel {flow.view.name}"
        f" --source {flow.source} --keep {keep:.4f} --years {moment.year}-{moment.year}"
    )
    outcome = compared(said.comparison, part.share, said.threshold or 0.0)
    rows = flow.cite(flow.first, moment.year, command)
    return computed(facets, moment, part.share, words.SHARE, outcome, [rows])


def _place(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    first = moment.year - length + 1
    facets = {"source": flow.title, "years": words.span(first, moment.year)}
    if not flow.covers(first, moment.year):
        return untold(facets, flow.evidence.holding.lacks(str(first)), moment.known)
    parts = flow.window(length).get(moment.year, {})
    wanted_states = members(said.partners, moment.year)
    unknown = _gap(flow, first, moment.year, (*_as_one(said), *wanted_states))
    if unknown:
        return untold(facets, unknown, moment.known)
    place, lead, largest = _rank(said, parts)
    if place is None:
        return untold(facets, f"too little in {facets['years']} to rank", moment.known)
    rows = [_rows(said, flow, first, moment.year)]
    wanted = said.quantity or 1
    share = joint(parts, _as_one(said)).share
    behind = f" behind {largest}" if place > 1 else ""
    shown = f"place {place}{behind}, {words.figure(share, words.SHARE)}"
    verdict = HOLDS if place <= wanted else FAILS
    return computed(facets, moment, place, "place", (verdict, lead), rows, shown)


def _rank(said: Statement, parts: dict[str, Part]) -> tuple[int | None, float | None, str]:
    """Return place, lead over the largest other partner as a share, and who that is."""
    own = joint(parts, _as_one(said)).share
    if own is None:
        return None, None, ""
    others = {
        partner: part.share or 0.0
        for partner, part in parts.items()
        if partner not in _as_one(said) and not partner.startswith(NAMED_BY_NOBODY)
    }
    largest = max(others, key=lambda partner: others[partner], default="")
    place = 1 + sum(share > own for share in others.values())
    named = words.names([largest.removeprefix("bloc:")]) if largest else ""
    return place, own - others.get(largest, 0.0), named


def _amount(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    first = moment.year - length + 1
    mean = "mean of " if length > 1 else ""
    facets = {"source": flow.title, "years": mean + words.span(first, moment.year)}
    if not flow.covers(first, moment.year):
        return untold(facets, flow.evidence.holding.lacks(str(first)), moment.known)
    if said.partners and (gap := _gap(flow, first, moment.year, members(said.partners, first))):
        return untold(facets, gap, moment.known)
    parts = flow.window(length).get(moment.year, {})
    value = _volume(said, parts, moment.year).value / length
    unit = INDICATORS[flow.view.indicator].unit
    if said.unit != unit:
        return untold(facets, f"{flow.title} is in {unit}, not in {said.unit}", moment.known)
    outcome = compared(said.comparison, value, said.threshold or 0.0)
    return computed(facets, moment, value, unit, outcome, [_rows(said, flow, first, moment.year)])


def _volume(said: Statement, parts: dict[str, Part], year: int) -> Part:
    """Return the part of the partners, or all of it where none is named."""
    if not said.partners:
        return joint(parts, tuple(parts))
    return _joint(said, parts, year)


def _joint(said: Statement, parts: dict[str, Part], year: int) -> Part:
    return joint(parts, members(said.partners, year))


def _gap(flow: Flow, first: int, last: int, partners: Sequence[str]) -> str:
    """Return which of the partners are not covered in which of the years; "" if none."""
    real = [one for one in partners if not one.startswith("bloc:")]
    if absent := flow.uncovered(real, first, last):
        return absent
    hidden = [
        (partner, year)
        for year in range(first, last + 1)
        for partner in sorted(flow.gaps.get(year, set()) & set(partners))
    ]
    if not hidden:
        return ""
    gone = words.names(list(dict.fromkeys(p.removeprefix("bloc:") for p, _ in hidden)))
    years = words.spans([year for _, year in hidden])
    return flow.evidence.holding.lacks(f"{gone} in {years}")


def _as_one(said: Statement) -> tuple[str, ...]:
    """Return partners as they stand in rows where every bloc is one partner."""
    return tuple(f"bloc:{one}" if one in groups.TITLES else one for one in said.partners)


def _blocs(said: Statement) -> tuple[str, ...]:
    return tuple(one for one in said.partners if one in groups.TITLES)


def _rows(said: Statement, flow: Flow, first: int, last: int) -> Rows:
    """Return what a figure rests on; rows by item are shown by an export."""
    command = (
        f"counterpoise export --source {flow.source} --state {flow.subject} --years {first}-{last}"
    )
    return flow.cite(first, last, command if said.items else "")


def _course(
    said: Statement, flows: Sequence[Flow], figure: Figure, *, rank: bool = False
) -> tuple[tuple[Point, ...], str]:
    """Return the main reading through the years: the source with the most recent rows then."""
    if not flows:
        return (), ""
    flow = max(flows, key=lambda one: _last_known(one.spans, said.stated.year))
    length = flow.view.window
    points = []
    for year, parts in sorted(flow.window(length).items()):
        value = figure(parts, year)
        if rank:
            holds = None if value is None else value <= (said.quantity or 1)
        else:
            holds = _bears(said, value)
        points.append(Point(year, value, holds))
    years = f"windows of {length} years" if length > 1 else "single years"
    return tuple(points), f"{flow.title}, {years}"


def _last_known(spans: Sequence[tuple[int, int]], year: int) -> int:
    """Return the last year covered up to `year`; 0 if there is none."""
    return max((min(last, year) for first, last in spans if first <= year), default=0)


def _bears(said: Statement, value: float | None) -> bool | None:
    if value is None or said.threshold is None:
        return None
    return compared(said.comparison, value, said.threshold)[0] == HOLDS
