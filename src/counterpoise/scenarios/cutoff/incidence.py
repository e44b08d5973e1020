"""Whom a scenario hits: shocks of states and blocs as positions in the baseline's arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError, ScenarioError, UsageError
from counterpoise.models.trade import shocks as trade_shocks
from counterpoise.printable import number_of
from counterpoise.reference import groups, states
from counterpoise.scenarios import parties
from counterpoise.scenarios.hits import flows, require_consistent
from counterpoise.scenarios.shocks import Cap, CoalitionCut, Cost, Cut, Shock, Tariff, Technology

Array = NDArray[np.float64]
Index = NDArray[np.intp]


class World(Protocol):
    """What a baseline must tell: `baseline.Baseline`, or `sector_baseline.SectorBaseline`."""

    @property
    def states(self) -> tuple[str, ...]: ...
    @property
    def sectors(self) -> tuple[str, ...]: ...
    @property
    def known(self) -> NDArray[np.bool_]: ...
    @property
    def gdp(self) -> Array: ...
    @property
    def year(self) -> int: ...
    @property
    def trade(self) -> str: ...
    @property
    def gdp_from(self) -> str: ...

    def place(self, state: str) -> int: ...


@dataclass(frozen=True, eq=False)
class Ties:
    """Flows, by position, and one figure for each.

    Parameters
    ----------
    sector, importer, exporter : np.ndarray of int, shape (k,)
    value : np.ndarray, shape (k,)
    """

    sector: Index
    importer: Index
    exporter: Index
    value: Array


@dataclass(frozen=True, eq=False)
class Incidence:
    """A scenario at one horizon, in positions.

    Parameters
    ----------
    cut : Ties; value: the part of the flow that is kept
    cost, tariff : Ties; value: ad valorem rate
    cap : Ties; value: the most of the baseline's quantity
    technology : np.ndarray, shape (sectors, n), or None; what productivity is multiplied by
    not_covered : tuple of (origin, destination); flows hit of which nothing is known
    """

    cut: Ties
    cost: Ties
    tariff: Ties
    cap: Ties
    technology: Array | None
    not_covered: tuple[tuple[str, str], ...]

    def hit(self, n: int) -> NDArray[np.bool_]:
        """Return which flows are hit, shape (n, n), importer by exporter."""
        found = np.zeros((n, n), dtype=bool)
        for ties in (self.cut, self.cost, self.tariff, self.cap):
            found[ties.importer, ties.exporter] = True
        return found


def incidence(shocks: Sequence[Shock], baseline: World) -> Incidence:
    """Return where shocks hit the baseline.

    Raises
    ------
    ScenarioError
        If shocks contradict each other in the baseline's year, or name sectors that it does not have.
    EvidenceError
        If a state is not in the baseline, or nothing is known of any flow that a shock hits.
    """
    require_consistent(shocks, baseline.year, baseline.states)
    unknown: dict[tuple[str, str], None] = {}
    for shock in shocks:
        sectors_of(shock, baseline)
        unknown.update(dict.fromkeys(_unknown(shock, baseline)))
    return Incidence(
        cut=_ties(shocks, (Cut, CoalitionCut), "leak", baseline),
        cost=_ties(shocks, (Cost,), "rate", baseline),
        tariff=_ties(shocks, (Tariff,), "rate", baseline),
        cap=_ties(shocks, (Cap,), "limit", baseline),
        technology=_technology(shocks, baseline),
        not_covered=tuple(unknown),
    )


def model_shocks(
    hit: Incidence, theta: Array, *, cap_cost: Array | None = None
) -> trade_shocks.Shocks:
    """Return the batch for the one-sector model, one scenario for each elasticity drawn.

    Parameters
    ----------
    hit : Incidence
    theta : np.ndarray, shape (b,)
    cap_cost : np.ndarray, shape (b, caps), or None
        What the cost of each capped flow is multiplied by, at least 1.
    """
    draws = np.arange(theta.size)
    parts = [
        (hit.cut, np.tile(hit.cut.value, (theta.size, 1))),
        (hit.cost, trade_shocks.cost_factor(hit.cost.value[None, :], theta[:, None])),
    ]
    if cap_cost is not None:
        parts.append((hit.cap, cap_cost ** -theta[:, None]))
    technology = None if hit.technology is None else np.tile(hit.technology[0], (theta.size, 1))
    return trade_shocks.entries(
        theta.size,
        np.concatenate([np.repeat(draws, ties.importer.size) for ties, _ in parts]),
        np.concatenate([np.tile(ties.importer, theta.size) for ties, _ in parts]),
        np.concatenate([np.tile(ties.exporter, theta.size) for ties, _ in parts]),
        np.concatenate([factor.ravel() for _, factor in parts]),
        technology=technology,
    )


def _ties(
    shocks: Iterable[Shock], kinds: tuple[type[Shock], ...], key: str, baseline: World
) -> Ties:
    """Return the flows hit by shocks of some kinds, with the figure under `key`."""
    place = {state: position for position, state in enumerate(baseline.states)}
    found = [
        (sector, place[destination], place[origin], getattr(shock, key))
        for shock in shocks
        if isinstance(shock, kinds)
        for origin, destination in _present(shock, baseline)
        for sector in sectors_of(shock, baseline)
    ]
    columns = list(zip(*found, strict=True)) or [(), (), (), ()]
    sector, importer, exporter = (np.array(column, dtype=np.intp) for column in columns[:3])
    return Ties(sector, importer, exporter, np.array(columns[3], dtype=np.float64))


def _present(shock: Shock, baseline: World) -> list[tuple[str, str]]:
    """Return the flows of a shock; a state named must be in the baseline, a bloc's member need not."""
    for word in {word for side in shock.sides for word in side} - {*groups.blocs()}:
        if word not in (parties.EVERYBODY, *baseline.states):
            _refuse_absent(word, shock, baseline)
    inside = set(baseline.states)
    return [
        (origin, destination)
        for origin, destination in flows(shock, baseline.year, baseline.states)
        if {origin, destination} <= inside
    ]


def _refuse_absent(word: str, shock: Shock, baseline: World) -> None:
    """Say why a state is not in the baseline, and on which line it was asked for."""
    try:
        baseline.place(word)
    except EvidenceError as fault:
        where = "; ".join(text for text in (shock.where, fault.where) if text)
        raise EvidenceError(fault.problem, where=where, attempt=fault.attempt) from fault


def _unknown(shock: Shock, baseline: World) -> list[tuple[str, str]]:
    """Return the flows of a shock that are not covered; refuse a shock of nothing else.

    The model knows no trade there: cutting it would cost nothing, which is not what is known.
    """
    hit = _present(shock, baseline)
    places = {state: place for place, state in enumerate(baseline.states)}
    unknown = [(o, d) for o, d in hit if not baseline.known[places[d], places[o]]]
    if hit and len(unknown) == len(hit):
        origin, destination = unknown[0]
        raise EvidenceError(
            f"Can't say what it does: trade from {states.name(origin)} to"
            f" {states.name(destination)} is not covered"
            + (
                f"; of this shock's {number_of(len(unknown), 'flow')} none is."
                if unknown[1:]
                else "."
            ),
            where="; ".join(
                text for text in (shock.where, baseline.trade, str(baseline.year)) if text
            ),
            attempt="--source cow_trade --year 2014, another year, or --not-covered imputed",
        )
    return unknown


def sectors_of(shock: Shock, baseline: World) -> list[int]:
    """Return the positions of the sectors that a shock hits, or refuse one that there is not."""
    for sector in shock.sectors:
        if sector not in baseline.sectors:
            few = len(baseline.sectors) < 2
            fault = UsageError.not_among("`sectors`", sector, baseline.sectors)
            raise ScenarioError(
                f"`sectors` must be of the baseline, which has one sector, not {sector!r}."
                if few
                else fault.problem,
                key="sectors",
                where=shock.where,
                attempt="take a baseline with sectors, read from an input-output table"
                if few
                else "",
            )
    named = shock.sectors or baseline.sectors
    return [baseline.sectors.index(sector) for sector in named]


def _technology(shocks: Iterable[Shock], baseline: World) -> Array | None:
    """Return what each state's productivity is multiplied by; None if nothing happens to it."""
    given = [shock for shock in shocks if isinstance(shock, Technology)]
    if not given:
        return None
    factor = np.ones((len(baseline.sectors), len(baseline.states)))
    for shock in given:
        _present(shock, baseline)
        members = parties.expanded(shock.sides[0], baseline.year, baseline.states)
        places = [baseline.place(state) for state in members if state in baseline.states]
        factor[np.ix_(sectors_of(shock, baseline), places)] *= 1 + shock.change
    return factor
