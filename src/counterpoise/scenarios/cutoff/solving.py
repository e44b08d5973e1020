"""A scenario solved for every elasticity drawn, and what states buy and sell afterwards.

`Solved` is what the result tables need to know, whichever model it comes from; `OneSector` is the
one-sector model, in which shares have a closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.trade import armington, markets
from counterpoise.models.trade.clearing import Share
from counterpoise.models.trade.shocks import Shocks
from counterpoise.scenarios.cutoff.incidence import Incidence, model_shocks

Array = NDArray[np.float64]


class Equilibria(Protocol):
    """The hats that every model returns, shape (b, n)."""

    @property
    def wage(self) -> Array: ...
    @property
    def price(self) -> Array: ...
    @property
    def real_wage(self) -> Array: ...
    @property
    def real_income(self) -> Array: ...
    @property
    def residual(self) -> Array: ...
    @property
    def iterations(self) -> NDArray[Any]: ...
    @property
    def bloc(self) -> NDArray[Any]: ...
    @property
    def infinite(self) -> NDArray[np.bool_]: ...


class Solved(Protocol):
    """Worlds after a scenario, one for each draw b.

    `before`, (n, n): trade before, importer by exporter, home included. `bought` and `sold`, (b, n):
    what a state buys of each supplier, and sells to each customer. `severed`, (n, n): trade that is
    cut. `quantity`, (b, caps): of capped flows, over the baseline's. `terms_of_trade`, (b, n): a
    ratio; NaN where nobody is left to trade with. `revenue_pct`, (b, n): of tariffs, in % of income
    before. `cap_cost`, (b, caps): what the cost of capped flows was multiplied by.
    """

    @property
    def model(self) -> str: ...
    @property
    def theta(self) -> Array: ...
    @property
    def found(self) -> Equilibria: ...
    @property
    def cap_cost(self) -> Array: ...
    @property
    def before(self) -> Array: ...
    @property
    def terms_of_trade(self) -> Array: ...
    @property
    def revenue_pct(self) -> Array: ...

    def bought(self, place: int) -> Array: ...
    def sold(self, place: int) -> Array: ...
    def severed(self, hit: Incidence) -> Array: ...
    def quantity(self, hit: Incidence) -> Array: ...


@dataclass(frozen=True, eq=False)
class OneSector:
    """Worlds of the one-sector model; see `Solved`.

    Parameters
    ----------
    market : markets.Baseline
    theta : np.ndarray, shape (b,)
    shocks : Shocks; what was done, capped flows with the cost that meets the cap
    found : armington.Equilibrium
    cap_cost : np.ndarray, shape (b, caps)
    share : float, or np.ndarray, shape (b, n); value added over gross output
    prepared : armington.Model
    """

    market: markets.Baseline
    theta: Array
    shocks: Shocks
    found: armington.Equilibrium
    cap_cost: Array
    share: Share
    prepared: armington.Model
    model: str = "one sector, all prices and incomes solved anew (Armington, Eaton-Kortum)"

    @property
    def before(self) -> Array:
        return self.market.trade

    @cached_property
    def spending(self) -> Array:
        """Money spent by each state, on inputs too, shape (b, n)."""
        return armington.spending_after(self.prepared, self.found, value_added_share=self.share)

    @cached_property
    def cost(self) -> Array:
        """Hat of the cost of each state's goods, shape (b, n)."""
        cost = self.found.wage
        if isinstance(self.share, np.ndarray):
            price = np.where(self.found.infinite, 1.0, self.found.price)
            cost = cost**self.share * price ** (1 - self.share)
        return cost if self.shocks.technology is None else cost / self.shocks.technology

    @property
    def revenue_pct(self) -> Array:
        return np.zeros_like(self.found.wage)

    @property
    def terms_of_trade(self) -> Array:
        """Own cost over the geometric mean of that of remaining suppliers, by baseline imports."""
        weight = self.market.share.copy()
        np.fill_diagonal(weight, 0)
        # What is cut, and who is parted from whom, is the same in all draws.
        gone, bloc = self.shocks.factor == 0, self.found.bloc[0]
        weight[self.shocks.importer[gone], self.shocks.exporter[gone]] = 0
        weight *= bloc[:, None] == bloc[None, :]
        total = weight.sum(axis=1)
        log_cost = np.log(self.cost)
        nobody = np.full_like(log_cost, np.nan)
        mean = np.divide(log_cost @ weight.T, total, out=nobody, where=total > 0)
        return np.asarray(np.exp(log_cost - mean))

    def bought(self, place: int) -> Array:
        return self._parts(place, buys=True) * self.spending[:, [place]]

    def sold(self, place: int) -> Array:
        return self._parts(place, buys=False) * self.spending

    def severed(self, hit: Incidence) -> Array:
        severed, cut = np.zeros_like(self.before), hit.cut
        flows = self.before[cut.importer, cut.exporter]
        severed[cut.importer, cut.exporter] = flows * (1 - cut.value)
        return severed

    def quantity(self, hit: Incidence) -> Array:
        columns = []
        for cap, (buyer, seller) in enumerate(
            zip(hit.cap.importer.tolist(), hit.cap.exporter.tolist(), strict=True)
        ):
            whole = self.before[buyer, seller] * self.cost[:, seller] * self.cap_cost[:, cap]
            value = self.bought(buyer)[:, seller]
            columns.append(np.divide(value, whole, out=np.zeros_like(value), where=whole > 0))
        return np.stack(columns, axis=1)

    def _parts(self, place: int, *, buys: bool) -> Array:
        r"""Return shares of spending, :math:`s_{ij} f_{ij} (c_j / P_i)^{-θ}`.

        Of the row of `place` if it buys, else of its column. Trade between blocs has ended.
        """
        found, theta, own = self.found, self.theta[:, None], [place]
        price = np.where(found.infinite, 1.0, found.price)
        relative = self.cost / price[:, own] if buys else self.cost[:, own] / price
        share = self.market.share[place] if buys else self.market.share[:, place]
        parts = share * self._factor(place, buys=buys) * relative**-theta
        parted = found.bloc != found.bloc[:, own]
        lost = found.infinite | found.infinite[:, own]
        return np.where(parted | lost, 0.0, parts)

    def _factor(self, place: int, *, buys: bool) -> Array:
        """Return what shocks multiply the kernels of a row, or column, by; shape (b, n)."""
        shocks = self.shocks
        here, there = shocks.importer, shocks.exporter
        if not buys:
            here, there = there, here
        mine = here == place
        factor = np.ones((shocks.count, len(self.market.income)))
        factor[shocks.scenario[mine], there[mine]] = shocks.factor[mine]
        return factor


def one_sector(
    market: markets.Baseline,
    hit: Incidence,
    theta: Array,
    cap_cost: Array,
    *,
    share: Array | None = None,
) -> OneSector:
    """Return the worlds of the one-sector model after what hits it, with caps met at a given cost.

    `share`, shape (b, n), is value added over gross output; None, goods are not made of goods.
    """
    drawn: Share = 1.0 if share is None or (share == 1).all() else share
    middle = np.median(drawn, axis=0) if isinstance(drawn, np.ndarray) else drawn
    model = armington.prepare(market, theta=float(np.median(theta)), value_added_share=middle)
    shocks = model_shocks(hit, theta, cap_cost=cap_cost)
    found = armington.solve(model, shocks, theta=theta, value_added_share=drawn)
    return OneSector(market, theta, shocks, found, cap_cost, drawn, model)
