"""Shares, ranks, amounts and balances of a channel, under every reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterpoise.measures.views import VIEWS
from counterpoise.printable import number_of
from counterpoise.reference import groups
from counterpoise.schema import INDICATORS
from counterpoise.statements import words
from counterpoise.statements.checking.bounds import amount_ends, not_told, share_ends
from counterpoise.statements.checking.facts import (
    Facts,
    Missing,
    held_or_missing,
)
from counterpoise.statements.checking.flow import TRADE, Flow
from counterpoise.statements.checking.nearness import ABOUT, reach, settled
from counterpoise.statements.checking.products import items_of
from counterpoise.statements.checking.readings import (
    HALF_LIVES,
    LAG,
    Moment,
    borne_out,
    compared,
    computed,
    countings,
    decided,
    each_once,
    moments_of,
    untold,
    windows,
    with_lineage,
)
from counterpoise.statements.checking.series import point, through_the_years, titled
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, Found, Tested
from counterpoise.statements.checking.window import Window, unshared
from counterpoise.statements.statement import Statement, members


def check_share(facts: Facts, said: Statement) -> Found:
    """Return the partners' joint share as pages have it; by source, window and counting; as a stock."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said)
    for flow in flows:
        for moment in moments(said, flow, found):
            for length in windows(said, flow, moment.year):
                for counting, partners in countings(said)[: 1 if flow.headline else None]:
                    found.append(_share(said, flow, moment, length, counting, partners))
    found = settled(said, _left_open(found) if said.comparison == ABOUT else found)
    plain = not (said.items or said.product or said.years or said.comparison == ABOUT)
    stocks = said.channel == "arms" and plain
    for flow in flows if stocks else ():
        found += [] if flow.headline else _stocks(said, flow)
    return Found(
        tuple(each_once([*found, *missing])),
        through_the_years(flows, lambda *of: point(said, of[1], _share_told(said, *of))),
        titled(flows),
    )


def _left_open(found: Sequence[Tested]) -> list[Tested]:
    """Return readings; one that rests on bounds refutes nothing that another source's leave open.

    Between bounds lies what is not told, and not by how much sources differ on what is.
    """
    opened = {
        (one.facets.get("years"), one.facets.get("counting")): one.missing
        for one in found
        if one.verdict == CANNOT_TELL and one.bounds is not None
    }
    kept: list[Tested] = []
    for one in found:
        why = opened.get((one.facets.get("years"), one.facets.get("counting")))
        if one.bounds is None or one.verdict != FAILS or why is None:
            kept.append(one)
            continue
        between = f"{one.facets['source']} tells {one.shown}, and not all; {why}"
        kept.append(replace(untold(dict(one.facets), between, one.known), bounds=one.bounds))
    return kept


def check_amount(facts: Facts, said: Statement) -> Found:
    """Return the volume of the years named, or of the last year: an amount is of its own year."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said)
    own = said.years[1] - said.years[0] + 1 if said.years else 1
    for flow in flows:
        for moment in moments(said, flow, found, lag=0):
            for length in _lengths(said, flow, moment.year):
                found.append(_amount(said, flow, moment, length))
            found += _mirrored(said, flow, moment)
    return Found(
        tuple(settled(said, each_once([*found, *missing]))),
        through_the_years(
            flows, lambda *of: point(said, of[1], _amount_told(said, *of)), length=own
        ),
        titled(flows, length=own),
    )


def yearly(flow: Flow, said: Statement, length: int, *, share: bool = False) -> dict[int, float]:
    """Return the partners' value or share in every year that is covered and told enough of."""
    found: dict[int, float] = {}
    for year, seen in sorted(flow.window(length).items()):
        wanted = members(said.partners, year)
        part = seen.joint(wanted)
        ends = seen.amount(wanted if said.partners else None) or (0.0, 1.0)
        figure = part.share if share else ends[0] if ends[0] == ends[1] else None
        if figure is None or flow.gap(year - length + 1, year, wanted):
            continue
        found[year] = figure / (1 if share else length)
    return found


def flows_of(
    facts: Facts, said: Statement, *, blocs: Sequence[str] = (), headline: bool = True
) -> tuple[list[Flow], list[Tested]]:
    """Return the flows that a statement is about, and the readings that lack one.

    First what pages answer, each year's from the release that tells most; then one per source.
    """
    items = items_of(said)
    if isinstance(items, Missing):
        return [], [untold({"source": "none"}, items.what)]
    view = TRADE if said.channel == "trade" else VIEWS[said.channel]
    sources = held_or_missing(facts, view.indicator)
    if isinstance(sources, Missing):
        return [], [untold({"source": "none"}, sources.what)]
    flows: list[Flow] = []
    missing: list[Tested] = []
    for source in ("", *sources) if headline else sources:
        flow = facts.flow(
            said.subject, said.channel, source, year=year_of(said), blocs=blocs, items=items
        )
        if isinstance(flow, Flow):
            flows.append(flow)
        elif source:  # what nobody covers is said source by source
            missing.append(untold({"source": source}, flow.what))
    return flows, missing


def year_of(said: Statement) -> int:
    """Return the year of memberships: the last of those named, else the last before it was said."""
    return min(said.years[1], said.known_to) if said.years else said.known_to


def moments(
    said: Statement, flow: Flow, found: list[Tested], *, lag: int = LAG
) -> Iterator[Moment]:
    """Yield the years of a reading; note in `found` that there are none."""
    at = moments_of(said, flow, lag=lag)
    if isinstance(at, Missing):
        if not flow.headline:  # each source says for itself which years it covers
            found.append(untold({"source": flow.title}, at.what))
        return
    yield from at


def _share(
    said: Statement, flow: Flow, moment: Moment, length: int, counting: str, partners: Sequence[str]
) -> Tested:
    year = moment.year
    first = year - length + 1
    facets = {
        "source": flow.title_of(year, length),
        "years": words.span(first, year),
        "way": "deliveries" if said.channel == "arms" else "flows",
        "counting": counting,
    }
    ends = _share_told(said, flow, year, length, partners)
    if isinstance(ends, Missing):
        return untold(facets, ends.what, moment.known, flow=flow)
    if ends[0] < ends[1]:
        return _bounded(said, flow, moment, length, facets, ends)
    outcome = borne_out(said, ends[0])
    rows = flow.cite(first, year)
    return computed(facets, moment, ends[0], words.SHARE, outcome, rows, flow=flow, length=length)


def _share_told(
    said: Statement, flow: Flow, year: int, length: int, partners: Sequence[str] = ()
) -> tuple[float, float] | Missing:
    """Return between what the share of a window lies, of the statement's partners by default."""
    wanted = members(tuple(partners or said.partners), year)
    return share_ends(flow, flow.window(length).get(year), year, length, wanted)


def _bounded(
    said: Statement,
    flow: Flow,
    moment: Moment,
    length: int,
    facets: dict[str, str],
    bounds: tuple[float, float],
    unit: str = words.SHARE,
) -> Tested:
    """Return a reading of which only bounds are known: told if all between them decides alike."""
    outcome = decided(said.comparison, *bounds, said.threshold or 0.0, reach(said))
    if outcome is None:
        why = f"{not_told(flow, moment.year, length)}: {words.between(*bounds, unit)}"
        return replace(untold(facets, why, moment.known, flow=flow), bounds=bounds, left_open=True)
    verdict, margin, figure = outcome
    rows = flow.cite(moment.year - length + 1, moment.year)
    shown = words.between(*bounds, unit)
    return computed(
        facets,
        moment,
        figure,
        unit,
        (verdict, margin),
        rows,
        shown,
        flow=flow,
        length=length,
        bounds=bounds,
    )


def _stocks(said: Statement, flow: Flow) -> Iterator[Tested]:
    """Yield the share of the stock, predecessors counted in, where the rows reach back far enough."""
    for moment in moments(said, flow, []):
        if moment.year - flow.first(moment.year) + 1 < 2 * max(HALF_LIVES):
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
    first = flow.first(moment.year)
    facets = {
        "source": flow.title,
        "years": words.span(first, moment.year),
        "way": f"stock of which half is gone in {number_of(half_life, 'year')}",
        "counting": counting + with_before,
    }
    seen = flow.stock(keep).get(moment.year, Window({}))
    part = seen.joint(partners)
    if part.share is None:
        return untold(facets, unshared(seen, str(moment.year)), moment.known)
    command = (
        f"counterpoise table decayed_stock {flow.subject} --channel {flow.view.name}"
        f" --source {flow.source} --keep {keep:.4f} --years {moment.year}-{moment.year}"
    )
    outcome = compared(said.comparison, part.share, said.threshold or 0.0)
    rows = flow.cite(first, moment.year, command)
    return computed(facets, moment, part.share, words.SHARE, outcome, rows)


def _lengths(said: Statement, flow: Flow, year: int) -> list[int]:
    """Return the years that an amount is of: those named, else the last; of lumpy flows a mean, too."""
    if said.years:
        return windows(said, flow, year)
    return list(dict.fromkeys((1, flow.view.window)))


def _amount(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    year = moment.year
    first = year - length + 1
    mean = length > 1 and not said.years
    years = f"{'mean of ' if mean else ''}{words.span(first, year)}"
    facets = {"source": flow.title_of(year, length), "years": years}
    unit = INDICATORS[flow.view.indicator].unit
    if said.unit != unit:
        why = f"{flow.title} is in {unit}, not in {said.unit}"
        return untold(facets, why, moment.known, flow=flow)
    ends = _amount_told(said, flow, year, length)
    if isinstance(ends, Missing):
        return untold(facets, ends.what, moment.known, flow=flow)
    low, high = (end / (length if mean else 1) for end in ends)
    if low < high:
        return _bounded(said, flow, moment, length, facets, (low, high), unit)
    outcome = borne_out(said, low)
    return computed(
        facets, moment, low, unit, outcome, flow.cite(first, year), flow=flow, length=length
    )


def _amount_told(
    said: Statement, flow: Flow, year: int, length: int
) -> tuple[float, float] | Missing:
    """Return between what the partners' amount of a window lies, or that of all where none is named."""
    wanted = members(said.partners, year) if said.partners else None
    return amount_ends(flow, year, length, wanted)


def _mirrored(said: Statement, flow: Flow, moment: Moment) -> Iterator[Tested]:
    """Yield what the partners tell of the same trade in a single year, where both sides tell of it."""
    single = not said.years or said.years[0] == said.years[1]
    if flow.headline or not said.partners or not single:
        return
    year = moment.year
    value = flow.mirror(year, members(said.partners, year))
    if value is None or said.unit != INDICATORS[flow.view.indicator].unit:
        return
    facets = {"source": flow.title, "years": str(year), "told by": words.names(said.partners)}
    rows = flow.cite(year, year)
    outcome = borne_out(said, value)
    yield computed(facets, moment, value, said.unit, outcome, rows, flow=flow)
