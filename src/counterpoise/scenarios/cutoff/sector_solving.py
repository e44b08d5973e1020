"""Worlds of the model with sectors, input-output links and tariffs with revenue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.sectors import caliendo_parro
from counterpoise.models.sectors import outcomes as sector_outcomes
from counterpoise.models.sectors import shocks as sector_shocks
from counterpoise.models.sectors.input_output import Economy, from_flows
from counterpoise.models.sectors.shocks import SectorShocks
from counterpoise.models.trade.markets import Baseline as Market
from counterpoise.scenarios.cutoff.incidence import Incidence, Ties
from counterpoise.scenarios.scenario import Closure

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sectors:
    """Worlds of the model with sectors; see `solving.Solved`.

    Parameters
    ----------
    economy : caliendo_parro.Model
    theta : np.ndarray, shape (b,); of all sectors
    shocks : SectorShocks
    found : caliendo_parro.Equilibrium
    cap_cost : np.ndarray, shape (b, caps)
    """

    economy: caliendo_parro.Model
    theta: Array
    shocks: SectorShocks
    found: caliendo_parro.Equilibrium
    cap_cost: Array
    model: str = "sectors with inputs and tariff revenue, all prices and incomes solved anew (Caliendo-Parro)"

    @property
    def before(self) -> Array:
        return np.asarray(self._before.sum(axis=0))

    @property
    def terms_of_trade(self) -> Array:
        return sector_outcomes.terms_of_trade(self.economy, self.found, self.shocks.technology)

    @property
    def revenue_pct(self) -> Array:
        return np.asarray(100 * self.found.tariff_revenue / self.economy.income)

    def bought(self, place: int) -> Array:
        return np.asarray(self._after[:, :, place].sum(axis=1))

    def sold(self, place: int) -> Array:
        return np.asarray(self._after[..., place].sum(axis=1))

    def severed(self, hit: Incidence) -> Array:
        severed, cut = np.zeros_like(self._before), hit.cut
        sector, traded = self._traded(cut)
        where = (sector, cut.importer[traded], cut.exporter[traded])
        severed[where] = self._before[where] * (1 - cut.value[traded])
        return np.asarray(severed.sum(axis=0))

    def quantity(self, hit: Incidence) -> Array:
        cap = hit.cap
        quantity = np.zeros_like(self.cap_cost)
        sector, traded = self._traded(cap)
        where = (sector, cap.importer[traded], cap.exporter[traded])
        costs = sector_outcomes.unit_costs(self.economy, self.found, self.shocks.technology)
        cost = costs[:, cap.sector[traded], cap.exporter[traded]] * self.cap_cost[:, traded]
        whole, after = self._before[where] * cost, self._after[:, *where]
        quantity[:, traded] = np.divide(after, whole, out=np.zeros_like(after), where=whole > 0)
        return quantity

    @cached_property
    def _before(self) -> Array:
        """Flows before, tariffs not included, shape (t, n, n): sectors that are traded."""
        return sector_outcomes.trade_before(self.economy)

    @cached_property
    def _after(self) -> Array:
        """Flows after, tariffs not included, shape (b, t, n, n)."""
        return np.stack(
            [
                sector_outcomes.trade_after(
                    self.economy, self.shocks, self.found, scenario=draw, theta=self._theta
                )
                for draw in range(self.shocks.count)
            ]
        )

    @property
    def _theta(self) -> Array:
        return np.repeat(self.theta[:, None], len(self.economy.theta), axis=1)

    def _traded(self, ties: Ties) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return the places of the ties' sectors among those traded, and which ties have one."""
        place = np.full(len(self.economy.theta), -1)
        traded = self.economy.baseline.traded
        place[traded] = np.arange(traded.size)
        found = place[ties.sector]
        return found[found >= 0], found >= 0


@dataclass(frozen=True, eq=False)
class Joined:
    """Worlds of several economies as one batch; see `solving.Solved`.

    Parameters
    ----------
    parts : sequence of (rows, Sectors)
        The draws that each part answers, and its worlds.
    theta : np.ndarray, shape (b,)
    """

    parts: Sequence[tuple[NDArray[np.intp], Sectors]]
    theta: Array

    @property
    def model(self) -> str:
        return self.parts[0][1].model

    @property
    def before(self) -> Array:
        return self.parts[0][1].before

    @cached_property
    def found(self) -> caliendo_parro.Equilibrium:
        whole = {
            field.name: self._joined([getattr(part.found, field.name) for _, part in self.parts])
            for field in fields(caliendo_parro.Equilibrium)
        }
        return caliendo_parro.Equilibrium(**whole)

    @property
    def cap_cost(self) -> Array:
        return self._joined([part.cap_cost for _, part in self.parts])

    @property
    def terms_of_trade(self) -> Array:
        return self._joined([part.terms_of_trade for _, part in self.parts])

    @property
    def revenue_pct(self) -> Array:
        return self._joined([part.revenue_pct for _, part in self.parts])

    def bought(self, place: int) -> Array:
        return self._joined([part.bought(place) for _, part in self.parts])

    def sold(self, place: int) -> Array:
        return self._joined([part.sold(place) for _, part in self.parts])

    def severed(self, hit: Incidence) -> Array:
        return self.parts[0][1].severed(hit)

    def quantity(self, hit: Incidence) -> Array:
        return self._joined([part.quantity(hit) for _, part in self.parts])

    def _joined(self, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
        order = np.argsort(np.concatenate([rows for rows, _ in self.parts]))
        return np.asarray(np.concatenate(arrays)[order])


def one_sector_economy(market: Market, share: Array | None = None) -> Economy:
    """Return a world of one sector as the model with sectors takes it.

    `share`, shape (n,), is value added over gross output; the rest buys of the same sector.
    """
    n = len(market.income)
    share = np.ones(n) if share is None else share
    return from_flows(
        market.trade[None],
        tariff=np.zeros((1, n, n)),
        value_added_share=share[None],
        input_share=(1 - share)[:, None, None],
    )


def with_shares(
    market: Market, hit: Incidence, theta: Array, cap_cost: Array, *, share: Array, closure: Closure
) -> Joined:
    """Return the worlds of one sector with tariffs, an economy for each different row of `share`."""
    rows, place = np.unique(share, axis=0, return_inverse=True)
    parts = []
    for at, row in enumerate(rows):
        mine = np.flatnonzero(place.ravel() == at)
        economy = one_sector_economy(market, row)
        parts.append(
            (mine, with_sectors(economy, hit, theta[mine], cap_cost[mine], closure=closure))
        )
    return Joined(parts, theta)


def with_sectors(
    economy: Economy, hit: Incidence, theta: Array, cap_cost: Array, *, closure: Closure
) -> Sectors:
    """Return the worlds of the model with sectors after what hits it, with caps at a given cost."""
    sectors = len(economy.final_share)
    model = caliendo_parro.prepare(
        economy, theta=np.full(sectors, float(np.median(theta))), closure=closure
    )
    shocks = _shocks(hit, theta.size, cap_cost)
    every = np.repeat(theta[:, None], sectors, axis=1)
    found = caliendo_parro.solve(model, shocks, theta=every)
    return Sectors(model, theta, shocks, found, cap_cost)


def _shocks(hit: Incidence, count: int, cap_cost: Array) -> SectorShocks:
    """Return the batch for the model with sectors, one scenario for each draw."""

    def over_draws(ties: Ties, value: Array, key: str) -> SectorShocks:
        size = ties.importer.size
        return sector_shocks.entries(
            count,
            np.repeat(np.arange(count), size),
            *(np.tile(each, count) for each in (ties.sector, ties.importer, ties.exporter)),
            **{key: np.broadcast_to(value, (count, size)).ravel()},
        )

    parts = [
        over_draws(hit.cut, hit.cut.value, "factor"),
        over_draws(hit.cost, 1 + hit.cost.value, "cost"),
        over_draws(hit.cap, cap_cost, "cost"),
        over_draws(hit.tariff, hit.tariff.value, "tariff"),
    ]
    if hit.technology is not None:
        every = np.repeat(hit.technology[None], count, axis=0)
        parts.append(sector_shocks.entries(count, [], [], [], [], technology=every))
    return sector_shocks.union(*parts)
