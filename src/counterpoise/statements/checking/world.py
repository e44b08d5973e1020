"""A state's part of what all states receive or send, and its place among them.

Only where the evidence covers the world: an excerpt of a few states says nothing of it. What states
have that are not told of is bounded by their part of the world's output, and leaves bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from counterpoise import schema
from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import Told, told
from counterpoise.measures.frames import UNALLOCATED
from counterpoise.measures.views import VIEWS
from counterpoise.panel.coverage import EVERYONE
from counterpoise.printable import number_of
from counterpoise.reference import groups
from counterpoise.settings import Enough
from counterpoise.statements import words
from counterpoise.statements.checking.bounds import NAMED
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.flow import TRADE, Flow, registered
from counterpoise.statements.checking.flows import flows_of, moments
from counterpoise.statements.checking.nearness import reach, settled
from counterpoise.statements.checking.products import items_of
from counterpoise.statements.checking.readings import (
    LAG,
    Moment,
    computed,
    decided,
    each_once,
    placed,
    untold,
    windows,
)
from counterpoise.statements.checking.verdict import Found, Tested
from counterpoise.statements.statement import Statement

Ends = tuple[float, float]


@dataclass(frozen=True)
class World:
    """Between what the amount of every state lies in a window, and what is not told of at all.

    Parameters
    ----------
    title : str
        What answers.
    states : dict of str to (float, float)
        By state, in the channel's unit.
    absent : tuple of str
        The states that nothing is told of.
    rest : float
        What these may have together, at most.
    """

    title: str
    states: dict[str, Ends]
    absent: tuple[str, ...]
    rest: float

    @property
    def total(self) -> Ends:
        low, high = (sum(ends[side] for ends in self.states.values()) for side in (0, 1))
        return low, high + self.rest


def check_world_share(facts: Facts, said: Statement) -> Found:
    """Return the subject's part of what all states together receive or send."""
    return Found(tuple(settled(said, each_once(list(_readings(facts, said, _share))))))


def check_world_rank(facts: Facts, said: Statement) -> Found:
    """Return the subject's place among all states."""
    return Found(tuple(each_once(list(_readings(facts, said, _place)))))


Read = Callable[[Statement, World], tuple[float, str, tuple[str, float | None], str] | None]
"""From the world to figure, unit, verdict with margin, and the words; None if bounds leave it open."""


def _readings(facts: Facts, said: Statement, read: Read) -> Iterator[Tested]:
    items = items_of(said)
    flows, missing = flows_of(facts, said)
    yield from missing
    if said.subject in groups.TITLES or isinstance(items, Missing):
        why = "what passes within a bloc is in no sum of the world's"
        yield untold({"source": "none"}, items.what if isinstance(items, Missing) else why)
        return
    for flow in flows:
        nowhere: list[Tested] = []
        for moment in moments(said, flow, nowhere):
            lengths = windows(said, flow, moment.year) if said.years else [flow.view.window]
            for length in lengths:
                yield _reading(facts, said, flow, moment, length, read)
        yield from nowhere


def _reading(
    facts: Facts, said: Statement, flow: Flow, moment: Moment, length: int, read: Read
) -> Tested:
    first = moment.year - length + 1
    facets = {"source": flow.title_of(moment.year, length), "years": words.span(first, moment.year)}
    world = world_of(facts, flow, moment.year, length)
    if isinstance(world, Missing):
        return untold(facets, world.what, moment.known, flow=flow)
    found = read(said, world)
    if found is None:
        absent = number_of(len(world.absent), "state is", "states are")
        gone = f" ({absent} not told of)" if world.absent else ""
        why = f"{flow.title} leaves bounds of the world in {facets['years']}{gone}"
        return untold(facets, why, moment.known, flow=flow)
    figure, unit, outcome, shown = found
    rows = flow.cite(first, moment.year)
    return computed(facets, moment, figure, unit, outcome, rows, shown, flow=flow, length=length)


def _share(
    said: Statement, world: World
) -> tuple[float, str, tuple[str, float | None], str] | None:
    (low, high), total = world.states.get(said.subject, (0.0, 0.0)), world.total
    ends = low / total[1], min(high / max(total[0] - low + high, total[0]), 1.0)
    outcome = decided(said.comparison, *ends, said.threshold or 0.0, reach(said))
    if outcome is None:
        return None
    return outcome[2], words.SHARE, outcome[:2], words.between(*ends, words.SHARE)


def _place(
    said: Statement, world: World
) -> tuple[float, str, tuple[str, float | None], str] | None:
    own = world.states.get(said.subject, (0.0, 0.0))
    others = {state: ends for state, ends in world.states.items() if state != said.subject}
    best = 1 + sum(low > own[1] for low, _ in others.values())
    worst = 1 + sum(high > own[0] for _, high in others.values()) + (world.rest > own[0])
    verdict = placed(said.comparison, said.quantity or 1, best, worst)
    if verdict is None:
        return None
    largest = max(others, key=lambda one: others[one][0], default="")
    behind = f" behind {words.names([largest])}" if largest and best > 1 else ""
    place = f"place {best}" if best == worst else f"place {best} to {worst}"
    share = words.figure(own[0] / world.total[1], words.SHARE)
    return float(best), "place", (verdict, None), f"{place}{behind}, {share} of the world"


def world_of(facts: Facts, flow: Flow, year: int, length: int) -> World | Missing:
    """Return what every state has in a window, or why the world is not known."""
    key = ("world", flow.view.name, flow.source, flow.items, year, length)
    if key not in facts.kept:
        facts.kept[key] = _world(facts, flow, year, length)
    found: World | Missing = facts.kept[key]
    return found


def _world(facts: Facts, flow: Flow, year: int, length: int) -> World | Missing:
    sides = (VIEWS["imports"], VIEWS["exports"]) if flow.view is TRADE else (flow.view,)
    ways = [
        told(
            facts.store, seen, (), window=length, years=(year, year), item=item, source=flow.source
        )
        for seen in sides
        for item in flow.items or (schema.ALL_ITEMS,)
    ]
    states = [_states(way, year) for way in ways]
    both = set.intersection(*(set(one) for one in states)) if states else set()
    sizes = {s: (sum(o[s][0] for o in states), sum(o[s][1] for o in states)) for s in both}
    everybody = all(_covers_all(way, year) for way in ways)
    absent = () if everybody else tuple(sorted(registered(year) - both))
    part = _part_of_output(facts, absent, year)
    if not sizes or part is None:
        held = [piece.holding for way in ways for piece in way.answer.pieces]
        if cut := next((one for one in held if one.excerpt), None):
            return Missing(cut.lacks("the other states of the world"))
        named = ", ".join(words.names([one]) for one in absent[:NAMED])
        return Missing(f"{flow.title} does not cover the world in {year}: not {named} and others")
    high = sum(ends[1] for ends in sizes.values())
    world = World(flow.title, sizes, absent, high * part / (1.0 - part))
    if world.total[0] < Enough.of_the_environment().named * world.total[1]:
        known = 100 * world.total[0] / world.total[1]
        return Missing(f"{flow.title} tells of about {known:.0f} % of the world in {year}")
    return world


def _covers_all(way: Told, year: int) -> bool:
    """Return whether some release covers everybody: then whoever is in no row has nothing."""
    first = year - way.view.window + 1
    return any(
        state == EVERYONE and start <= first and year <= end
        for piece in way.answer.pieces
        for state, start, end, _ in piece.candidate.spans().iter_rows()
    )


def _states(way: Told, year: int) -> dict[str, Ends]:
    """Return between what each state's volume lies: what is told, and that with what is not."""
    one = way.shares.filter(pl.col("year") == year, ~pl.col(way.view.of).str.contains(UNALLOCATED))
    rows = one.unique(way.view.of).select(way.view.of, "volume", "completeness")
    nothing = dict.fromkeys(way.answer.chosen.filter(year=year)["state"], (0.0, 0.0))
    return nothing | {
        state: (volume or 0.0, (volume or 0.0) / known if known else volume or 0.0)
        for state, volume, known in rows.iter_rows()
    }


def _part_of_output(facts: Facts, absent: Sequence[str], year: int) -> float | None:
    """Return the part of the world's output that states have; None if too much or not known."""
    if not absent:
        return 0.0
    try:
        gdp = facts.evidence("gdp").rows
    except EvidenceError:
        return None
    rows = gdp.filter(pl.col("year").is_between(year - LAG, year)).drop_nulls("value").collect()
    latest = rows.sort("year").unique("state", keep="last").select("state", "value")
    size = dict(latest.iter_rows())
    whole = sum(size.values())
    silent = [one for one in absent if one not in size]
    part = sum(size.get(one, 0.0) for one in absent) / whole if whole else 1.0
    # States without a figure of output are few and small, or the world is not known.
    part += len(silent) / (10.0 * max(len(size), 1))
    return part if part < 1.0 - Enough.of_the_environment().named else None
