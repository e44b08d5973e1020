r"""Wages that clear every market of many worlds at once, and how a baseline answers to a wage.

Wages move until what a country exports pays for what it imports. How exports over imports answer to
every wage, with prices and spending moving along, is measured once at the baseline; its inverse is
the step (Newton's, with the baseline's Jacobian), and Anderson's mixing does the rest. Where a shock
splits the world into blocs, so that the whole matrix would carry news from bloc to bloc, or leaves
little of its trade, each country's own answer is used, as elasticities and shares have it by then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.models.fixed_point import Settled, iterate
from counterpoise.models.sectors.input_output import Floats
from counterpoise.models.sectors.links import Ties, lay_out
from counterpoise.models.sectors.system import System
from counterpoise.models.sectors.worlds import Factors, Worlds, bloc_sums, relaxation

DEPTH: Final = 8
LIMIT: Final = 300
SWEEPS: Final = 4
FARTHEST: Final = 0.5
"""No wage moves by more than this in one step, in logs: a guess from far off can overflow."""
NEAR: Final = 0.5
"""With less than this part of the world's trade left, the baseline's answer is no guide."""
NUDGE: Final = 1e-4
"""The change of a log wage by which the baseline's answer is measured."""
EXACT: Final = 1e-12
"""Miss of prices and spending, relative, that counts as none."""


@dataclass(frozen=True, eq=False)
class Response:
    """What a baseline does when wages move, the m = t * n prices flat.

    Parameters
    ----------
    price, spending : np.ndarray, shape (m, n); derivative of log prices, log spending
    exports : float; of all countries together, money
    newton : np.ndarray, shape (n, n); log balance -> change of log wages
    factors : how sweeps are stretched
    """

    price: Floats
    spending: Floats
    exports: float
    newton: Floats
    factors: Factors


def response(system: System, theta: Floats, start: Floats) -> tuple[Response, Floats]:
    """Measure the response; also return spending (t, n) at unchanged wages.

    theta has the shape (t,), `start` the shape (t, n): a first guess of spending.
    """
    n = system.countries
    wage = np.zeros((n, n + 1))
    wage[np.arange(n), np.arange(n)] = NUDGE
    links, _ = lay_out(system, nothing(), n + 1, theta[:, None])
    worlds = Worlds(
        system, links, theta[:, None], None, np.repeat(start[:, :, None], n + 1, axis=2)
    )
    factors = relaxation(_radius(system), SWEEPS)
    for sweep in (worlds.sweep_prices, worlds.sweep_spending):
        for _ in range(LIMIT):
            if (sweep(wage, factors) <= EXACT).all():
                break
    balance = worlds.balance()
    slope = (balance[:, :n] - balance[:, n:]) / NUDGE
    weight = system.value_added / system.value_added.sum()
    spending = worlds.spending.reshape(-1, n + 1)
    moved = spending[:, :n] / np.where(spending[:, n:] > 0, spending[:, n:], 1.0)
    measured = Response(
        price=(worlds.price[..., :n] - worlds.price[..., n:]).reshape(-1, n) / NUDGE,
        spending=np.where(spending[:, n:] > 0, moved - 1, 0.0) / NUDGE,
        exports=float(worlds.exports[:, n].sum()),
        newton=np.linalg.pinv(weight - slope),
        factors=factors,
    )
    return measured, worlds.spending[..., n]


def nothing() -> Ties:
    """Return no ties at all."""
    where, value = np.zeros(0, dtype=np.intp), np.zeros(0)
    return Ties(where, where, where, where, value, value)


class Clearing:
    """The step of the wages of one chunk; what has settled is put away and computed no more.

    Attributes
    ----------
    wage : np.ndarray, shape (n, s); log changes
    price, spending : np.ndarray, shape (t, n, s); log change; money
    income, revenue : np.ndarray, shape (n, s); money
    """

    def __init__(self, worlds: Worlds, answer: Response, *, tolerance: float) -> None:
        shape = worlds.spending.shape
        self.worlds, self.answer, self.tolerance = worlds, answer, tolerance
        self.bloc = worlds.links.bloc
        self.live = np.arange(shape[2])
        self.wage, self.income, self.revenue = (np.zeros(shape[1:]) for _ in range(3))
        self.residual = np.full(shape[2], np.inf)
        self.price, self.spending = np.zeros(shape), np.zeros(shape)

    def run(self) -> Settled:
        """Move wages until every scenario is settled, or one diverges; the caller must ask which."""
        start = np.zeros(self.wage.T.shape)
        with np.errstate(all="ignore"):  # what overflows ends as not a number, and is refused
            found = iterate(self.step, start, depth=DEPTH, tolerance=self.tolerance, limit=LIMIT)
        return found._replace(residual=self.residual)

    def step(self, x: Floats) -> tuple[Floats, Floats]:
        """Return the move from log wages x (s, n), and the residual of each scenario."""
        worlds, live = self.worlds, self.live
        before = self.wage[:, live]
        far = self._normal(x.T[:, live]) - before
        wage = self._normal(before + np.clip(far, -FARTHEST, FARTHEST))
        self._follow(wage - before)
        missed = worlds.sweep_prices(wage, self.answer.factors)
        missed = np.maximum(missed, worlds.sweep_spending(wage, self.answer.factors))
        self.wage[:, live] = wage
        self.residual[live] = np.maximum(missed, worlds.labour_missed())
        move = np.zeros_like(x)
        move[live] = (wage + self._change()).T - x[live]
        settled = self.residual[live] <= self.tolerance
        move[live[settled]] = 0.0
        if settled.any():
            self._put_away(settled)
        return move, self.residual.copy()

    def _normal(self, wage: Floats) -> Floats:
        """Return wages at which the value added of each bloc is what it was."""
        value_added = np.broadcast_to(self.worlds.system.value_added[:, None], wage.shape)
        bloc = self.bloc[:, self.live]
        after = bloc_sums(value_added * np.exp(wage), bloc)
        return np.asarray(wage - np.log(after / bloc_sums(value_added, bloc)))

    def _follow(self, change: Floats) -> None:
        """Move prices and spending with wages, as they would at the baseline."""
        worlds = self.worlds
        worlds.price += (self.answer.price @ change).reshape(worlds.price.shape)
        near = np.clip(change, -0.1, 0.1)
        worlds.spending *= np.exp(self.answer.spending @ near).reshape(worlds.price.shape)

    def _change(self) -> Floats:
        """Return by how much log wages should move."""
        worlds = self.worlds
        balance = worlds.balance()
        bloc = self.bloc[:, self.live]
        afar = (bloc != bloc[:1]).any(axis=0)
        afar |= worlds.exports.sum(axis=0) < NEAR * self.answer.exports
        change = self.answer.newton @ balance
        if afar.any():
            change[:, afar] = (balance / worlds.own_response())[:, afar]
        return np.asarray(change)

    def _put_away(self, settled: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        worlds, rows = self.worlds, self.live[settled]
        self.price[..., rows] = worlds.price[..., settled]
        self.spending[..., rows] = worlds.spending[..., settled]
        self.income[:, rows] = worlds.income[:, settled]
        self.revenue[:, rows] = worlds.revenue[:, settled]
        self.live = self.live[~settled]
        if self.live.size:
            self.worlds = worlds.take(np.flatnonzero(~settled))


def _radius(system: System, rounds: int = 30) -> float:
    """Return the greatest eigenvalue of the loop of traded inputs, or of taxed spending."""
    taxed = 1 - system.net.sum(axis=2)

    def dearer(price: Floats) -> Floats:
        cost = np.einsum("ikj,ki->ji", system.input_weight, price)
        return np.asarray(np.einsum("jni,ji->jn", system.share, cost))

    def respent(spending: Floats) -> Floats:
        output = np.einsum("jni,jn->ji", system.net, spending)
        inputs = np.einsum("nkj,jn->kn", system.input_weight, output)
        return np.asarray(inputs + system.final_weight * (taxed * spending).sum(axis=0))

    return max(_growth(loop, system.final_weight.shape, rounds) for loop in (dearer, respent))


def _growth(loop: Callable[[Floats], Floats], shape: tuple[int, ...], rounds: int) -> float:
    """Return by how much `loop` multiplies what it has been applied to many times."""
    values, growth = np.ones(shape), 0.0
    for _ in range(rounds):
        found = loop(values)
        growth = float(found.sum() / values.sum())
        if growth <= 1e-12:
            return 0.0
        values = found / found.sum()
    return growth
