r"""The model of Caliendo and Parro (2015) in exact changes: sectors that buy from one another, tariffs.

Hats are ratios after/before. With the notation of :mod:`counterpoise.models.sectors.input_output`,

.. math::
   \hat c^j_n = \hat w_n^{\gamma^j_n} \prod_k (\hat P^k_n)^{\gamma^{k,j}_n}, \qquad
   \hat P^j_n = \Bigl(\sum_i \pi^j_{ni} (\hat\kappa^j_{ni} \hat c^j_i)^{-\theta^j}\Bigr)^{-1/\theta^j},
   \qquad \pi'^j_{ni} = \pi^j_{ni} (\hat\kappa^j_{ni} \hat c^j_i / \hat P^j_n)^{-\theta^j},

.. math::
   X'^j_n = \sum_k \gamma^{j,k}_n \sum_m \frac{\pi'^k_{mn}}{1 + t'^k_{mn}} X'^k_m + \alpha^j_n I'_n,
   \qquad I'_n = \hat w_n w_n L_n + R'_n + D'_n,

.. math:: \sum_{j,i} \frac{\pi'^j_{ni}}{1 + t'^j_{ni}} X'^j_n - D'_n
     = \sum_{j,i} \frac{\pi'^j_{in}}{1 + t'^j_{in}} X'^j_i

(their equations 10-14). Each bloc of countries that still trade with one another has a numeraire of its
own: the sum of its value added stays what it was. With one sector, no intermediate goods and no
tariffs this is the model of :mod:`counterpoise.models.trade.armington`.

References
----------
Caliendo, L., and Parro, F. (2015). Estimates of the trade and welfare effects of NAFTA. *Review of
Economic Studies*, 82(1), 1-44.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import MeasureError, UsageError, offenders
from counterpoise.models.fixed_point import Settled, require
from counterpoise.models.sectors.clearing import EXACT, Clearing, Response, nothing, response
from counterpoise.models.sectors.input_output import Economy, Flags, Floats
from counterpoise.models.sectors.links import lay_out, ties_of
from counterpoise.models.sectors.shocks import SectorShocks
from counterpoise.models.sectors.system import System, all_prices, reduce, technology_cost
from counterpoise.models.sectors.worlds import Links, Whole, Worlds, bloc_sums
from counterpoise.models.trade.markets import Closure

TOLERANCE: Final = 1e-10
"""Of prices, spending and value added, relative: a tenth of what a certificate is given for."""
CHUNK: Final = 64
"""Scenarios worked on at once: their arrays stay in the cache."""


@dataclass(frozen=True, eq=False)
class Model:
    """A baseline that clears its markets, and how it answers.

    Parameters
    ----------
    baseline : Economy
    theta : np.ndarray, shape (j,); trade elasticity of each sector, > 0
    closure : "balanced", "additive" or "multiplicative"; what becomes of deficits
    income : np.ndarray, shape (n,); money; wages, tariff revenue, what is borrowed
    revenue : np.ndarray, shape (n,); money; of tariffs
    system, spending, response : the traded sectors; spending (t, n) in money, tariffs included
    """

    baseline: Economy
    theta: Floats
    closure: Closure
    income: Floats
    revenue: Floats
    system: System
    spending: Floats
    response: Response


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """What b scenarios come to; hats are ratios after/before.

    Parameters
    ----------
    wage : np.ndarray, shape (b, n); hat; comparable inside a bloc only
    price : np.ndarray, shape (b, n); hat of the price index of final demand; inf where `infinite`
    real_income : np.ndarray, shape (b, n); hat; what income, tariff revenue included, buys: less 1,
        the equivalent variation over income; 0 where `infinite`
    real_wage : np.ndarray, shape (b, n); hat; 0 where `infinite`
    tariff_revenue, income : np.ndarray, shape (b, n); money after
    sector_price : np.ndarray, shape (b, j, n); hat of the buyers' price
    spending : np.ndarray, shape (b, t, n); money after, tariffs included, of the traded sectors
    residual : np.ndarray, shape (b,); how far prices, spending, or value added against wages are from
        their equations, the greatest of them, relatively
    iterations : np.ndarray of int, shape (b,)
    bloc : np.ndarray of int, shape (b, n); the smallest index of those one still trades with
    infinite : np.ndarray of bool, shape (b, n); lost every supplier of something that it needs. Its
        loss has no bound; the others' figures are those of a world in which it makes the thing at
        home as dear as its other goods, and so understate what they lose.
    """

    wage: Floats
    price: Floats
    real_income: Floats
    real_wage: Floats
    tariff_revenue: Floats
    income: Floats
    sector_price: Floats
    spending: Floats
    residual: Floats
    iterations: Whole
    bloc: Whole
    infinite: Flags


def prepare(economy: Economy, *, theta: Floats, closure: Closure = "balanced") -> Model:
    """Return the model of an economy, settled first so that its markets clear.

    "balanced": deficits go to zero before anything else happens, which moves the baseline. "additive":
    each stays what it is in money. "multiplicative": spending stays in proportion to own income. The
    baseline moves in these too if final demand has been `floored`.

    Raises
    ------
    UsageError
        If the closure is unknown, or theta is not (j,) numbers above 0.
    MeasureError
        If nobody trades, or a bloc of the baseline has a deficit that nobody in it lends ("additive").
    ConvergenceError
        If the baseline does not settle.
    """
    if closure not in ("balanced", "additive", "multiplicative"):
        raise UsageError.not_among("closure", closure, ["balanced", "additive", "multiplicative"])
    theta = _checked_theta(theta, (len(economy.final_share),))
    if not economy.traded.size:
        raise MeasureError("The baseline must have trade between countries in some sector.")
    found, settled = _settled(economy, theta, closure)
    system = reduce(settled, closure=closure)
    answer, spending = response(system, theta[settled.traded], found.spending[..., 0])
    revenue = found.revenue[:, 0]
    return Model(settled, theta, closure, found.income[:, 0], revenue, system, spending, answer)


def _settled(economy: Economy, theta: Floats, closure: Closure) -> tuple[Clearing, Economy]:
    """Clear the markets of the economy as it is; return the same economy with what comes of it."""
    system, traded = reduce(economy, closure=closure), economy.traded
    start = np.maximum(system.final_weight * system.value_added, 0.0)
    answer, spending = response(system, theta[traded], start)
    links, _ = lay_out(system, nothing(), 1, theta[traded, None])
    _check_deficits(system, links)
    worlds = Worlds(system, links, theta[traded, None], None, spending[:, :, None].copy())
    clearing = Clearing(worlds, answer, tolerance=EXACT)
    require(clearing.run(), what="the baseline", tolerance=EXACT)
    share = economy.trade_share.copy()
    share[traded] = clearing.worlds.shares(0)
    wages = economy.value_added * np.exp(clearing.wage[:, 0])
    own = wages + clearing.revenue[:, 0]
    lent = clearing.income[:, 0] - own
    return clearing, replace(
        economy,
        trade_share=share,
        value_added=wages,
        deficit=np.zeros_like(lent) if closure == "balanced" else lent,
        spend_rate=clearing.income[:, 0] / own,
    )


def solve(model: Model, shocks: SectorShocks, *, theta: Floats | None = None) -> Equilibrium:
    """Return the equilibrium of every scenario.

    Parameters
    ----------
    model : Model
    shocks : SectorShocks
        Shocks to sectors that nobody trades, or to ties without trade, change nothing.
    theta : np.ndarray, shape (b, j), or None
        Elasticities of each scenario, if they are drawn; the baseline is that of `model.theta`.

    Raises
    ------
    UsageError
        If an index is not in the baseline, or theta is not (b, j) numbers above 0.
    MeasureError
        If a shock cuts a country with a deficit off from its lenders ("additive").
    ConvergenceError
        If prices, spending and value added of any scenario miss their equations by more than 1e-10.
    """
    _check_shocks(model, shocks)
    traded = model.baseline.traded
    if theta is None:
        elasticity = model.theta[traded, None]
    else:
        elasticity = _checked_theta(theta, (shocks.count, len(model.theta))).T[traded]
    rank = _by_severity(model.system, traded, shocks, elasticity)
    ties = ties_of(model.system, traded, shocks, elasticity, rank)
    order = np.argsort(rank)
    cost = technology_cost(model.system, traded, shocks.technology)
    parts = []
    for first in range(0, shocks.count, CHUNK):
        rows = order[first : first + CHUNK]
        mine = elasticity if theta is None else elasticity[:, rows]
        part = ties.take(first, first + len(rows))
        links, starved = lay_out(model.system, part, len(rows), mine)
        _check_deficits(model.system, links)
        start = np.repeat(model.spending[:, :, None], len(rows), axis=2)
        offset = None if cost is None else cost[..., rows]
        worlds = Worlds(model.system, links, mine, offset, start)
        clearing = Clearing(worlds, model.response, tolerance=TOLERANCE)
        parts.append((clearing, clearing.run(), links.bloc, starved))
    return _equilibrium(model, shocks, parts, rank)


def _equilibrium(
    model: Model,
    shocks: SectorShocks,
    parts: Sequence[tuple[Clearing, Settled, Whole, Flags]],
    rank: Whole,
) -> Equilibrium:
    """Put the chunks together in the order of the shocks, and add what follows from them."""

    def joined(arrays: list[NDArray[Any]]) -> NDArray[Any]:
        return np.ascontiguousarray(np.moveaxis(np.concatenate(arrays, axis=-1), -1, 0)[rank])

    clearings = [part[0] for part in parts]
    infinite = joined([part[3] for part in parts])
    wage = joined([each.wage for each in clearings])
    residual = joined([part[1].residual for part in parts])
    iterations = joined([part[1].iterations for part in parts])
    require(Settled(wage, residual, iterations), what="worlds after a shock", tolerance=TOLERANCE)
    income = joined([each.income for each in clearings])
    prices = all_prices(
        model.baseline, wage, joined([each.price for each in clearings]), shocks.technology
    )
    index = np.einsum("jn,bjn->bn", model.baseline.final_share, prices)
    lost = np.where(infinite, 0.0, 1.0)
    return Equilibrium(
        wage=np.exp(wage),
        price=np.where(infinite, np.inf, np.exp(index)),
        real_income=lost * income / model.income * np.exp(-index),
        real_wage=lost * np.exp(wage - index),
        tariff_revenue=joined([each.revenue for each in clearings]),
        income=income,
        sector_price=np.exp(prices),
        spending=joined([each.spending for each in clearings]),
        residual=residual,
        iterations=iterations,
        bloc=joined([part[2] for part in parts]),
        infinite=infinite,
    )


def _by_severity(system: System, traded: Whole, shocks: SectorShocks, theta: Floats) -> Whole:
    """Return the place of each scenario, mild ones first: those of one chunk settle together."""
    ties = ties_of(system, traded, shocks, theta)
    share = system.share[ties.sector, ties.importer, ties.exporter]
    weight = share * np.abs(ties.kernel - 1)
    severity = np.bincount(ties.scenario, weight, minlength=shocks.count)
    rank = np.empty(shocks.count, dtype=np.intp)
    rank[np.argsort(severity, kind="stable")] = np.arange(shocks.count)
    return rank


def _check_deficits(system: System, links: Links) -> None:
    """Refuse blocs that borrow from nobody."""
    if system.closure != "additive":
        return
    bloc = links.bloc
    deficit = np.broadcast_to(system.deficit[:, None], bloc.shape)
    value_added = np.broadcast_to(system.value_added[:, None], bloc.shape)
    gap = np.abs(bloc_sums(deficit, bloc)) > 1e-6 * bloc_sums(value_added, bloc)
    if gap.any():
        country = np.flatnonzero(gap.any(axis=1)).tolist()
        raise MeasureError(
            "A bloc can't go on borrowing from, or lending to, those it no longer trades with.",
            where=f"country {offenders(country, quote=False)}",
            attempt='closure="balanced"',
        )


def _checked_theta(theta: Floats, shape: tuple[int, ...]) -> Floats:
    """Return theta as floats, or refuse it."""
    found = np.asarray(theta, dtype=float)
    if found.shape != shape:
        raise UsageError(f"`theta` must have the shape {shape}, not {found.shape}.")
    if not (np.isfinite(found).all() and (found > 0).all()):
        raise UsageError("`theta` must be finite and above 0 in every sector.")
    return found


def _check_shocks(model: Model, shocks: SectorShocks) -> None:
    """Refuse shocks to what is not in the baseline."""
    sectors, countries = model.baseline.final_share.shape
    for name, index, end in (
        ("sector", shocks.sector, sectors),
        ("importer", shocks.importer, countries),
        ("exporter", shocks.exporter, countries),
    ):
        if index.size and index.max() >= end:
            raise UsageError.out_of_range(name, int(index.max()), f"in 0 .. {end - 1}")
    technology, shape = shocks.technology, (shocks.count, sectors, countries)
    if technology is not None and technology.shape != shape:
        raise UsageError(f"`technology` must have the shape {shape}, not {technology.shape}.")
