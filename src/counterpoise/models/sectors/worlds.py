r"""Prices and spending of a chunk of scenarios, swept towards what the equations ask of them.

Working arrays have the axes (sector, country, scenario): a product with shares or with inputs then
runs over all scenarios of the chunk at once, and nothing is transposed.

A plain sweep puts the right-hand side of an equation in the place of its left. What is missed comes
back through traded inputs only, so that each sweep takes it down by the eigenvalues of their loop, of
which the greatest is about 0.5. Sweeps are stretched by the roots of Chebyshev's polynomial
(`relaxation`), and four of them do what ten plain ones would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.sectors.input_output import Floats
from counterpoise.models.sectors.system import System

Whole = NDArray[np.integer[Any]]
Factors = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Links:
    """The ties that differ from the baseline in a chunk of s scenarios, and the blocs that they leave.

    Parameters
    ----------
    buyer, seller : np.ndarray of int, shape (k,); flat (sector, country, scenario) of either side
    price : np.ndarray, shape (k,); what the tie adds to v per unit of u
    net : np.ndarray, shape (k,); what it adds to sales before tariffs
    kept : np.ndarray, shape (t, n, s), or None; 0 for a buyer whose baseline suppliers don't count,
        because all that remain are listed: so much is cut that a difference would lose digits
    home : np.ndarray of int, shape (h,); which of the ties are a country's with itself
    bloc : np.ndarray of int, shape (n, s); countries that trade with one another, both ways
    """

    buyer: Whole
    seller: Whole
    price: Floats
    net: Floats
    kept: Floats | None
    home: Whole
    bloc: Whole

    def take(self, rows: Whole) -> Links:
        """Return the links of some scenarios, numbered in the order of `rows`."""
        count = self.bloc.shape[1]
        place = np.full(count, -1)
        place[rows] = np.arange(len(rows))
        scenario = place[self.buyer % count]
        mine = scenario >= 0
        is_home = np.zeros(len(mine), dtype=bool)
        is_home[self.home] = True
        return Links(
            buyer=self.buyer[mine] // count * len(rows) + scenario[mine],
            seller=self.seller[mine] // count * len(rows) + scenario[mine],
            price=self.price[mine],
            net=self.net[mine],
            kept=None if self.kept is None else self.kept[..., rows],
            home=np.flatnonzero(is_home[mine]),
            bloc=self.bloc[:, rows],
        )


def relaxation(radius: float, sweeps: int) -> Factors:
    """Return the factors by which sweeps are stretched, for eigenvalues in about [-radius/3, radius]."""
    low, high = 1 - min(1.1 * radius, 0.9), 1 + radius / 3
    angles = np.pi * (np.arange(sweeps) + 0.5) / sweeps
    return tuple((1 / ((high + low) / 2 + (high - low) / 2 * np.cos(angles))).tolist())


def bloc_sums(values: Floats, bloc: Whole) -> Floats:
    """Return for each country the sum over its bloc; values (n, s), bloc (n, s) -> (n, s)."""
    if (bloc == bloc[:1]).all():
        return np.asarray(np.broadcast_to(values.sum(axis=0), values.shape))
    place = bloc * values.shape[1] + np.arange(values.shape[1])
    sums = np.bincount(place.ravel(), values.ravel(), minlength=values.size)
    return np.asarray(sums[place])


class Worlds:
    """A chunk of s scenarios: prices and spending, as far as they have been worked out.

    Parameters
    ----------
    system : System
    links : Links
    theta : np.ndarray, shape (t, s) or (t, 1)
    cost : np.ndarray, shape (t, n, s), or None; what technology adds to log costs
    spending : np.ndarray, shape (t, n, s); first guess, money, tariffs included

    Attributes
    ----------
    price : np.ndarray, shape (t, n, s); log change of the buyers' prices
    u, v : np.ndarray, shape (t, n, s); as in :mod:`counterpoise.models.sectors.system`
    output, exports, imports : before tariffs; income, revenue, earned : shape (n, s); money
    """

    income: Floats
    revenue: Floats
    earned: Floats
    exports: Floats
    imports: Floats

    def __init__(
        self, system: System, links: Links, theta: Floats, cost: Floats | None, spending: Floats
    ) -> None:
        self.system, self.links, self.theta, self.cost = system, links, theta, cost
        self.spending = spending
        self.price = np.zeros(spending.shape)
        self.minus_theta = -theta[:, None, :]
        self.minus_inverse = -1.0 / theta[:, None, :]
        self.u, self.v, self.output, self.net_part, self.work = (
            np.empty(spending.shape) for _ in range(5)
        )

    def take(self, rows: Whole) -> Worlds:
        """Return some of the scenarios, as far as they have come."""
        theta = self.theta if self.theta.shape[1] == 1 else self.theta[:, rows]
        cost = None if self.cost is None else self.cost[..., rows]
        taken = Worlds(self.system, self.links.take(rows), theta, cost, self.spending[..., rows])
        taken.price = self.price[..., rows]
        return taken

    def sweep_prices(self, wage: Floats, factors: Factors) -> Floats:
        """Bring log prices nearer to what log `wage` (n, s) asks; return what they miss it by, (s,).

        One sweep per factor; what is missed is measured before the last of them.
        """
        labour = self.system.wage_weight[:, :, None] * wage
        if self.cost is not None:
            labour += self.cost
        missed = wage[0]
        for sweep, factor in enumerate(factors, start=1):
            self._deliver(labour)
            found = np.log(self.v, out=self.work)
            found *= self.minus_inverse
            found -= self.price
            if sweep == len(factors):
                missed = np.abs(found).max(axis=(0, 1))
            found *= factor
            self.price += found
        self._bought(self.system.net, self.links.net, self.net_part)
        self.net_part /= self.v
        return np.asarray(missed)

    def sweep_spending(self, wage: Floats, factors: Factors) -> Floats:
        """Bring spending nearer to what incomes and inputs ask; return what it misses, relatively."""
        system, links = self.system, self.links
        inverse = 1.0 / self.v
        kept = inverse if links.kept is None else inverse * links.kept
        taxed = 1.0 - self.net_part
        missed = wage[0]
        self.earned = system.value_added[:, None] * np.exp(wage)
        for sweep, factor in enumerate(factors, start=1):
            self._sold(inverse, kept)
            self.revenue = np.einsum("tns,tns->ns", taxed, self.spending)
            self.income = self._income()
            found = self.work
            np.matmul(
                system.input_weight, self.output.transpose(1, 0, 2), out=found.transpose(1, 0, 2)
            )
            found += system.final_weight[:, :, None] * self.income
            found -= self.spending
            if sweep == len(factors):
                missed = np.abs(found).max(axis=(0, 1)) / self.spending.max(axis=(0, 1))
                self._cross_borders(inverse, kept)
            found *= factor
            self.spending += found
        return np.asarray(missed)

    def balance(self) -> Floats:
        """Return the log of exports over the imports that they have to pay for, shape (n, s)."""
        lent = self.income - self.revenue - self.earned
        least = 1e-15 * self.earned  # who trades with nobody has rounding errors for trade
        earns = np.maximum(self.exports + np.maximum(lent, 0), least)
        return np.log(earns / np.maximum(self.imports + np.maximum(-lent, 0), least))

    def own_response(self) -> Floats:
        r"""Return how far the log balance of a country falls with its own log wage, shape (n, s).

        .. math:: 1 + \sum_j \theta^j (e^j_n + m^j_n \pi^j_{nn})

        with e and m the sectors' parts of exports and imports: costs are taken to move with wages.
        """
        part = self.u / self.v
        own = np.einsum("tnn->tn", self.system.share)[:, :, None] * part
        at_home = self.system.own_net[:, :, None] * part * self.spending
        theta = -self.minus_theta
        exports = np.maximum(self.output - at_home, 0)
        imports = np.maximum(self.spending * self.net_part - at_home, 0)
        least = np.finfo(float).tiny
        sold = (exports * theta).sum(axis=0) / (exports.sum(axis=0) + least)
        bought = (imports * own * theta).sum(axis=0) / (imports.sum(axis=0) + least)
        return np.asarray(1 + sold + bought)

    def labour_missed(self) -> Floats:
        """Return the greatest |value added paid / wages due - 1| of each scenario, shape (s,)."""
        paid = np.einsum("tn,tns->ns", self.system.wage_weight, self.output)
        paid += self.system.home_labour[:, None] * self.income
        return np.asarray(np.abs(paid / self.earned - 1).max(axis=0))

    def shares(self, scenario: int) -> Floats:
        """Return trade shares after the shock, shape (t, n, n); rows sum to 1."""
        links, size = self.links, self.spending.shape[-1]
        kernel = self.system.share.copy()
        if links.kept is not None:
            kernel *= links.kept[:, :, scenario, None]
        mine = links.buyer % size == scenario
        sector, importer, _ = np.unravel_index(links.buyer[mine], self.spending.shape)
        exporter = links.seller[mine] // size % self.system.countries
        kernel[sector, importer, exporter] += links.price[mine]
        after = kernel * self.u[:, None, :, scenario] / self.v[:, :, None, scenario]
        return np.asarray(after)

    def _deliver(self, labour: Floats) -> None:
        """Work out u of every seller and v of every buyer from the prices of inputs."""
        weights, cost = self.system.input_weight.transpose(0, 2, 1), self.work
        np.matmul(weights, self.price.transpose(1, 0, 2), out=cost.transpose(1, 0, 2))
        cost += labour
        np.exp(np.multiply(cost, self.minus_theta, out=cost), out=self.u)
        self._bought(self.system.share, self.links.price, self.v)

    def _bought(self, weights: Floats, changed: Floats, out: Floats) -> None:
        """Add up u over suppliers with the weights of the baseline, and what has changed in them."""
        links = self.links
        np.matmul(weights, self.u, out=out)
        if links.kept is not None:
            out *= links.kept
        if len(links.buyer):
            values = changed * self.u.ravel()[links.seller]
            out += np.bincount(links.buyer, values, minlength=out.size).reshape(out.shape)

    def _sold(self, inverse: Floats, kept: Floats) -> None:
        """Work out the output of every sector, before tariffs, that meets the spending."""
        links, weights = self.links, self.system.net.transpose(0, 2, 1)
        np.matmul(weights, np.multiply(self.spending, kept, out=self.work), out=self.output)
        if len(links.buyer):
            asked = self.spending.ravel()[links.buyer] * inverse.ravel()[links.buyer]
            extra = np.bincount(links.seller, links.net * asked, minlength=self.output.size)
            self.output += extra.reshape(self.output.shape)
        self.output *= self.u

    def _cross_borders(self, inverse: Floats, kept: Floats) -> None:
        """Work out exports and imports before tariffs, from one and the same spending."""
        links = self.links
        own = self.u * self.spending
        at_home = np.einsum("tn,tns,tns->ns", self.system.own_net, own, kept)
        if links.home.size:
            buyer = links.buyer[links.home]
            sales = links.net[links.home] * own.ravel()[buyer] * inverse.ravel()[buyer]
            country = buyer % at_home.size
            at_home += np.bincount(country, sales, minlength=at_home.size).reshape(at_home.shape)
        self.exports = self.output.sum(axis=0) - at_home
        self.imports = np.einsum("tns,tns->ns", self.spending, self.net_part) - at_home

    def _income(self) -> Floats:
        """Return what is spent in the end: wages, tariff revenue, and what is borrowed."""
        own = self.earned + self.revenue
        if self.system.closure == "multiplicative":
            wanted = self.system.spend_rate[:, None] * own
            bloc = self.links.bloc
            return np.asarray(wanted * (bloc_sums(own, bloc) / bloc_sums(wanted, bloc)))
        return np.asarray(own + self.system.deficit[:, None])
