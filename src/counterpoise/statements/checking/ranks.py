"""The place of partners among all of a channel's, a bloc counting as one, under every reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from counterpoise.measures.sufficiency import PARTLY_KNOWN
from counterpoise.reference import groups
from counterpoise.statements import words
from counterpoise.statements.checking.bounds import not_told
from counterpoise.statements.checking.facts import NAMED_BY_NOBODY, Facts, Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import flows_of, moments
from counterpoise.statements.checking.readings import (
    Moment,
    computed,
    each_once,
    placed,
    untold,
    windows,
)
from counterpoise.statements.checking.series import through_the_years, titled
from counterpoise.statements.checking.verdict import HOLDS, Found, Point, Tested
from counterpoise.statements.checking.window import Window, of_two
from counterpoise.statements.statement import Statement, members

Ends = tuple[float, float]


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
        through_the_years(flows, lambda *of: _point(said, *of)),
        titled(flows),
    )


@dataclass(frozen=True)
class Place:
    """The best and the worst place that the partners may have, and what all have of the whole."""

    best: int
    worst: int
    own: Ends
    others: Mapping[str, Ends]
    untold: float


def _place(said: Statement, flow: Flow, moment: Moment, length: int) -> Tested:
    year = moment.year
    first = year - length + 1
    facets = {"source": flow.title_of(year, length), "years": words.span(first, year)}
    place = _place_told(said, flow, year, length)
    if isinstance(place, Missing):
        return untold(facets, place.what, moment.known, flow=flow)
    verdict = _verdict(said, place)
    if verdict is None:
        why = not_told(flow, year, length)
        return replace(untold(facets, why, moment.known, flow=flow), left_open=True)
    lead = _lead(said, place.own, place.others, place.untold)
    shown = _written(place)
    rows = flow.cite(first, year)
    return computed(
        facets, moment, place.best, "place", (verdict, lead), rows, shown, flow=flow,
        length=length, bounds=place.own if place.own[0] < place.own[1] else None,
    )  # fmt: skip


def _place_told(said: Statement, flow: Flow, year: int, length: int) -> Place | Missing:
    """Return the places that the partners may have in a window."""
    seen = flow.window(length).get(year)
    if seen is None or (seen.state != PARTLY_KNOWN and seen.joint(_as_one(said)).share is None):
        return Missing(flow.untold(year, length))
    partly = seen.state == PARTLY_KNOWN
    if not partly and (
        gap := flow.gap(year - length + 1, year, (*_as_one(said), *members(said.partners, year)))
    ):
        return Missing(gap)
    own, others = _parts(said, seen)
    if seen.by_others:
        own, others = of_two(own), {partner: of_two(ends) for partner, ends in others.items()}
    hidden = 0.0 if partly or not seen.hidden else seen.hidden
    absent = flow.absent(year, length) if hidden else ()
    rest = seen.untold if partly else 0.0
    best, worst = _bounds(own, others, rest)
    if absent and own[0] > 0:  # what is hidden is that of partners not covered alone
        worst += min(int(hidden / (1.0 - hidden) // own[0]), len(absent))
    return Place(best, worst, own, others, rest)


def _verdict(said: Statement, place: Place) -> str | None:
    return placed(said.comparison, said.quantity or 1, place.best, place.worst)


def _point(said: Statement, flow: Flow, year: int, length: int) -> Point:
    """Return the place in a window, where it is told for certain."""
    place = _place_told(said, flow, year, length)
    if isinstance(place, Missing) or place.own[1] <= 0:
        return Point(year, None, None)
    verdict = _verdict(said, place)
    figure = place.best if place.best == place.worst else None
    return Point(year, figure, None if verdict is None else verdict == HOLDS)


def _parts(said: Statement, seen: Window) -> tuple[Ends, dict[str, Ends]]:
    """Return between what the partners' share lies, and that of every other named partner."""
    ours = seen.joint(_as_one(said))
    own = (
        (ours.share, ours.share) if ours.share is not None else (ours.low or 0.0, ours.high or 0.0)
    )
    if (most := seen.unrowed(_as_one(said))) is not None:
        own = (0.0, most)
    others = {
        partner: (part.share, part.share)
        if part.share is not None
        else (seen.joint([partner]).low or 0.0, seen.joint([partner]).high or 0.0)
        for partner, part in seen.parts.items()
        if partner not in _as_one(said) and not partner.startswith(NAMED_BY_NOBODY)
    }
    return own, others


def _bounds(own: Ends, others: Mapping[str, Ends], untold: float) -> tuple[int, int]:
    """Return the best and the worst place that the partners may have: anybody may have the untold."""
    best = 1 + sum(low > own[1] for low, _ in others.values())
    return best, 1 + sum(high > own[0] for _, high in others.values()) + (untold > own[0])


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


def _written(place: Place) -> str:
    """Return a place with its share, and behind whom it is."""
    share, best = words.between(*place.own, words.SHARE), place.best
    if best != place.worst:
        return f"place {best} to {place.worst}, {share}"
    largest = max(place.others, key=lambda one: place.others[one][0], default="")
    behind = f" behind {words.names([largest.removeprefix('bloc:')])}" if best > 1 else ""
    return f"place {best}{behind}, {share}"


def _as_one(said: Statement) -> tuple[str, ...]:
    """Return partners as they stand in rows where every bloc is one partner."""
    return tuple(f"bloc:{one}" if one in groups.TITLES else one for one in said.partners)


def _blocs(said: Statement) -> tuple[str, ...]:
    return tuple(one for one in said.partners if one in groups.TITLES)
