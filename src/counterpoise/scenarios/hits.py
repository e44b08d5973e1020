"""Which flows a shock hits, and which shocks contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from counterpoise.errors import ScenarioError
from counterpoise.reference import states
from counterpoise.scenarios import parties
from counterpoise.scenarios.parties import Side
from counterpoise.scenarios.shocks import Cap, CoalitionCut, Cost, Cut, Shock, Tariff, Technology

T = TypeVar("T")

Flow = tuple[str, str]
"""Origin and destination."""


def flows(shock: Shock, year: int, everybody: Sequence[str] = ()) -> tuple[Flow, ...]:
    """Return the flows that a shock hits, (origin, destination), each once; technology hits none.

    Raises
    ------
    ScenarioError
        If a bloc had no member in `year`, or a state stands on both sides of a cut.
    """
    sides = [_members(words, year, everybody, shock) for words in shock.sides]
    if isinstance(shock, (Cut, CoalitionCut)):
        own, others = sides
        _require_apart(own, others, shock)
        sent = [(one, other) for one in own for other in others]
        bought = [(other, one) for one in own for other in others]
        return tuple({"exports": sent, "imports": bought, "both": sent + bought}[shock.direction])
    if len(sides) < 2:
        return ()
    return tuple((one, other) for one in sides[0] for other in sides[1] if one != other)


def require_consistent(
    shocks: Sequence[Shock], year: int, everybody: Sequence[str] | None = None
) -> None:
    """Refuse two shocks that say different things of the same flow, sector and horizon.

    Two of one kind do, and so does a full cut with anything else, or a cap with any cut.
    """
    world = states.states(year)["id"].to_list() if everybody is None else everybody
    kinds: dict[object, list[tuple[str, Shock]]] = {}
    for shock in shocks:
        for hit in _hits(shock, year, world):
            kinds.setdefault(hit, []).append((_kind(shock), shock))
    for hit, found in kinds.items():
        for (kind, shock), (earlier, before) in _pairs(found):
            if _contradict(kind, earlier) and _overlap(shock, before):
                raise _contradiction(hit, shock, before)


def _members(
    words: Sequence[str], year: int, everybody: Sequence[str], shock: Shock
) -> tuple[str, ...]:
    """Return the states of a side in `year`, of which there must be one."""
    found = parties.expanded(words, year, everybody)
    if not found:
        raise ScenarioError(
            f"A coalition must have members, not none: {', '.join(words)} had none in {year}.",
            key="year",
            where=shock.where,
        )
    return found


def _require_apart(own: Sequence[str], others: Sequence[str], shock: Shock) -> None:
    """Refuse a state that would be cut off from itself."""
    both = sorted(set(own) & set(others))
    if both:
        raise ScenarioError(
            f"Can't cut {both[0]!r} off from itself: it stands on both sides.",
            key=type(shock).__name__,
            where=shock.where,
            attempt="name the other members of the bloc one by one",
        )


def _hits(shock: Shock, year: int, world: Sequence[str]) -> Sequence[object]:
    """Return what a shock acts on: flows, or states."""
    if isinstance(shock, Technology):
        return _members(shock.sides[0], year, world, shock)
    return flows(shock, year, world)


def _kind(shock: Shock) -> str:
    """Return what a shock does to a flow, in a word."""
    if isinstance(shock, (Cut, CoalitionCut)):
        return "cut" if shock.leak == 0 else "leaking cut"
    return {Tariff: "tariff", Cost: "cost", Cap: "cap", Technology: "technology"}[type(shock)]


def _contradict(kind: str, other: str) -> bool:
    cuts = {"cut", "leaking cut"}
    return (
        kind == other
        or "cut" in (kind, other)
        or ({kind, other} & cuts != set() and "cap" in (kind, other))
        or {kind, other} <= cuts
    )


def _overlap(shock: Shock, other: Shock) -> bool:
    """Return whether two shocks share a sector and a horizon; none named means all."""

    def meet(one: Side, two: Side) -> bool:
        return not one or not two or bool(set(one) & set(two))

    return meet(shock.sectors, other.sectors) and meet(shock.during, other.during)


def _pairs(found: Sequence[T]) -> Iterator[tuple[T, T]]:
    return ((later, found[i]) for j, later in enumerate(found) for i in range(j))


def _contradiction(hit: object, shock: Shock, before: Shock) -> ScenarioError:
    what = " to ".join(hit) if isinstance(hit, tuple) else str(hit)
    return ScenarioError(
        f"Shocks must not contradict each other, as {_kind(before)} and {_kind(shock)} on {what} do.",
        key=_kind(shock).split()[-1],
        where=shock.where or before.where,
        attempt="keep one of them, or give them different horizons (during)",
    )
