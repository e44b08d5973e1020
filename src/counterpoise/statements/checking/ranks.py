"""The place of partners among all of a channel's, a bloc counting as one, under every reading."""

from __future__ import annotations

from collections.abc import Mapping

from counterpoise.measures.sufficiency import PARTLY_KNOWN
from counterpoise.reference import groups
from counterpoise.statements import words
from counterpoise.statements.checking.bounds import not_told
from counterpoise.statements.checking.facts import NAMED_BY_NOBODY, Facts
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import course, flows_of, moments
from counterpoise.statements.checking.readings import (
    Moment,
    computed,
    each_once,
    placed,
    untold,
    windows,
)
from counterpoise.statements.checking.verdict import Found, Tested
from counterpoise.statements.checking.window import Window
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
        *course(said, flows, lambda seen, _: _exact_place(said, seen), rank=True),
    )


def _place(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    year = moment.year
    first = year - length + 1
    facets = {"source": flow.title_of(year, length), "years": words.span(first, year)}
    seen = flow.window(length).get(year)
    if seen is None or (seen.state != PARTLY_KNOWN and seen.joint(_as_one(said)).share is None):
        return untold(facets, flow.untold(year, length), moment.known, flow=flow)
    partly = seen.state == PARTLY_KNOWN
    if not partly and (
        gap := flow.gap(first, year, (*_as_one(said), *members(said.partners, year)))
    ):
        return untold(facets, gap, moment.known, flow=flow)
    own, others = _parts(said, seen)
    hidden = 0.0 if partly or not seen.hidden else seen.hidden
    absent = flow.absent(year, length) if hidden else ()
    best, worst = _bounds(own, others, seen.untold if partly else 0.0)
    if absent and own[0] > 0:  # what is hidden is that of partners not covered alone
        worst += min(int(hidden / (1.0 - hidden) // own[0]), len(absent))
    verdict = placed(said.comparison, said.quantity or 1, best, worst)
    if verdict is None:
        why = not_told(flow, year, length)
        return untold(facets, why, moment.known, flow=flow)
    lead = _lead(said, own, others, seen.untold if partly else 0.0)
    shown = _written(best, worst, own, others)
    rows = flow.cite(first, year)
    return computed(
        facets, moment, best, "place", (verdict, lead), rows, shown, flow=flow, length=length,
        bounds=own if own[0] < own[1] else None,
    )  # fmt: skip


Ends = tuple[float, float]


def _parts(said: Statement, seen: Window) -> tuple[Ends, dict[str, Ends]]:
    """Return between what the partners' share lies, and that of every other named partner."""
    ours = seen.joint(_as_one(said))
    own = (
        (ours.share, ours.share) if ours.share is not None else (ours.low or 0.0, ours.high or 0.0)
    )
    others = {
        partner: (part.share, part.share)
        if part.share is not None
        else (part.low or 0.0, min((part.low or 0.0) + seen.untold, 1.0))
        for partner, part in seen.parts.items()
        if partner not in _as_one(said) and not partner.startswith(NAMED_BY_NOBODY)
    }
    return own, others


def _bounds(own: Ends, others: Mapping[str, Ends], untold: float) -> tuple[int, int]:
    """Return the best and the worst place that the partners may have: anybody may have the untold."""
    best = 1 + sum(low > own[1] for low, _ in others.values())
    return best, 1 + sum(high > own[0] for _, high in others.values()) + (untold > own[0])


def _exact_place(said: Statement, seen: Window) -> int | None:
    """Return the place in a window of which enough is told for a share."""
    if seen.joint(_as_one(said)).share is None:
        return None
    return _bounds(*_parts(said, seen), 0.0)[0]


def _lead(said: Statement, own: Ends, others: Mapping[str, Ends], untold: float) -> float:
    """Return how far the partners' share is from losing, or from gaining, the place asserted."""
    rest = sorted((high for _, high in others.values()), reverse=True)
    wanted = int(said.quantity or 1)
    at = rest[wanted - 1] if len(rest) >= wanted else untold
    above = rest[wanted - 2] if 1 < wanted <= len(rest) + 1 else None
    ahead = own[0] - at
    if said.comparison == "among" or above is None:
        lead = ahead
    else:
        lead = min(ahead, above - own[1]) if ahead > 0 else ahead
    return -lead if said.comparison == "not largest" else lead


def _written(best: int, worst: int, own: Ends, others: Mapping[str, Ends]) -> str:
    """Return a place with its share, and behind whom it is."""
    share = words.between(*own, words.SHARE)
    if best != worst:
        return f"place {best} to {worst}, {share}"
    largest = max(others, key=lambda one: others[one][0], default="")
    behind = f" behind {words.names([largest.removeprefix('bloc:')])}" if best > 1 else ""
    return f"place {best}{behind}, {share}"


def _as_one(said: Statement) -> tuple[str, ...]:
    """Return partners as they stand in rows where every bloc is one partner."""
    return tuple(f"bloc:{one}" if one in groups.TITLES else one for one in said.partners)


def _blocs(said: Statement) -> tuple[str, ...]:
    return tuple(one for one in said.partners if one in groups.TITLES)
