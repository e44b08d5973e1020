"""The place of partners among all of a channel's, a bloc counting as one, under every reading."""

from __future__ import annotations

from counterpoise.measures.sufficiency import PARTLY_KNOWN
from counterpoise.reference import groups
from counterpoise.statements import words
from counterpoise.statements.checking.facts import NAMED_BY_NOBODY, Facts
from counterpoise.statements.checking.flow import Flow, Part, Window
from counterpoise.statements.checking.flows import course, flows_of, moments
from counterpoise.statements.checking.readings import Moment, computed, each_once, untold, windows
from counterpoise.statements.checking.verdict import FAILS, HOLDS, Found, Tested
from counterpoise.statements.statement import Statement, members


def check_rank(facts: Facts, said: Statement) -> Found:
    """Return the partners' place among all partners, a bloc counting as one."""
    found: list[Tested] = []
    flows, missing = flows_of(facts, said, blocs=_blocs(said))
    for flow in flows:
        for moment in moments(said, flow, found):
            for length in windows(said, flow, moment.year):
                found.append(_place(said, flow, moment, length))
    return Found(
        tuple(each_once([*found, *missing])),
        *course(said, flows, lambda seen, _: _rank(said, seen)[0], rank=True),
    )


def _place(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    year = moment.year
    first = year - length + 1
    facets = {"source": flow.title_of(year, length), "years": words.span(first, year)}
    seen = flow.window(length).get(year)
    if seen is not None and seen.state == PARTLY_KNOWN:
        return _place_bounded(said, flow, moment, length, facets, seen)
    place, lead, largest = _rank(said, seen) if seen else (None, None, "")
    if seen is None or place is None:
        return untold(facets, flow.untold(year, length), moment.known, flow=flow)
    if gap := flow.gap(first, year, (*_as_one(said), *members(said.partners, year))):
        return untold(facets, gap, moment.known, flow=flow)
    share = seen.joint(_as_one(said)).share
    behind = f" behind {largest}" if place > 1 else ""
    shown = f"place {place}{behind}, {words.figure(share, words.SHARE)}"
    verdict = HOLDS if place <= (said.quantity or 1) else FAILS
    rows = flow.cite(first, year)
    return computed(
        facets, moment, place, "place", (verdict, lead), rows, shown, flow=flow, length=length
    )


def _rank(said: Statement, seen: Window) -> tuple[int | None, float | None, str]:
    """Return place, lead over the largest other partner as a share, and who that is."""
    own = seen.joint(_as_one(said)).share
    if own is None:
        return None, None, ""
    others = {partner: part.share or 0.0 for partner, part in _others(said, seen).items()}
    largest = max(others, key=lambda partner: others[partner], default="")
    place = 1 + sum(share > own for share in others.values())
    named = words.names([largest.removeprefix("bloc:")]) if largest else ""
    return place, own - others.get(largest, 0.0), named


def _others(said: Statement, seen: Window) -> dict[str, Part]:
    """Return the parts of all named partners but those spoken of."""
    return {
        partner: part
        for partner, part in seen.parts.items()
        if partner not in _as_one(said) and not partner.startswith(NAMED_BY_NOBODY)
    }


def _place_bounded(
    said: Statement,
    flow: Flow,
    moment: Moment,
    length: int,
    facets: dict[str, str],
    seen: Window,
) -> Tested:
    """Return a place of which all that is not told could not move it over the line; else untold."""
    own, wanted = seen.joint(_as_one(said)), said.quantity or 1
    low, high = own.low or 0.0, own.high or 0.0
    others = [part.low or 0.0 for part in _others(said, seen).values()]
    surely = sum(other > high for other in others)
    # Any of them may have all that is not told, and so may one that is not named.
    maybe = sum(other + seen.untold > low for other in others) + (seen.untold > low)
    if surely < wanted <= maybe:
        return untold(facets, flow.untold(moment.year, length), moment.known, flow=flow)
    holds = maybe < wanted
    lead = low - max([*others, 0.0]) - seen.untold if holds else high - max(others)
    place = 1 + (maybe if holds else surely)
    shown = f"place {place} or {'better' if holds else 'worse'}, {words.between(low, high, words.SHARE)}"
    rows = flow.cite(moment.year - length + 1, moment.year)
    outcome = (HOLDS if holds else FAILS), lead
    return computed(
        facets,
        moment,
        place,
        "place",
        outcome,
        rows,
        shown,
        flow=flow,
        length=length,
        bounds=(low, high),
    )


def _as_one(said: Statement) -> tuple[str, ...]:
    """Return partners as they stand in rows where every bloc is one partner."""
    return tuple(f"bloc:{one}" if one in groups.TITLES else one for one in said.partners)


def _blocs(said: Statement) -> tuple[str, ...]:
    return tuple(one for one in said.partners if one in groups.TITLES)
