r"""The Caliendo-Parro equations, with the sectors that nobody trades solved out.

A sector without trade costs what it costs to make, :math:`\hat P = \hat c`: it is linear in logs, and
its output is linear in that of the others. Both leave by one inverse per country, and what remains
are the t traded sectors with reduced weights:

.. math:: \ln\hat c = a \ln\hat w + Q^\top \ln\hat P - z, \qquad X = Q Y + q I, \qquad
   w L = a \cdot Y + b I

with z from technology. With :math:`u = \hat c^{-\theta}` and :math:`v = \sum_i \pi_{ni} k_{ni} u_i`,
:math:`k` the shock to the kernel, prices and output are two matrix products per sector,

.. math:: \hat P_n = v_n^{-1/\theta}, \qquad
   Y_i = u_i \sum_n \frac{\pi_{ni} k_{ni}}{1 + t'_{ni}} \frac{X_n}{v_n}.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.sectors.input_output import Economy, Floats
from counterpoise.models.trade.markets import Closure


@dataclass(frozen=True, eq=False)
class System:
    """Reduced weights of an economy; t traded sectors, n countries.

    Parameters
    ----------
    share : np.ndarray, shape (t, n, n); trade shares
    net : np.ndarray, shape (t, n, n); the same, of the value before tariffs: share / (1 + tariff)
    tariff : np.ndarray, shape (t, n, n)
    wage_weight : np.ndarray, shape (t, n); a, labour in a unit's cost, that in untraded inputs too
    input_weight : np.ndarray, shape (n, t, t); Q, [country, input, user]
    final_weight : np.ndarray, shape (t, n); q, what a unit of income buys, directly or not
    home_labour : np.ndarray, shape (n,); b, labour in the untraded goods that a unit of income buys
    untraded_cost : np.ndarray, shape (n, t, m); what the m untraded sectors' costs do to the t's
    value_added, deficit : np.ndarray, shape (n,); money
    spend_rate : np.ndarray, shape (n,); spending over own income
    closure : which of the closures of `markets`
    """

    share: Floats
    net: Floats
    tariff: Floats
    wage_weight: Floats
    input_weight: Floats
    final_weight: Floats
    home_labour: Floats
    untraded_cost: Floats
    value_added: Floats
    deficit: Floats
    spend_rate: Floats
    closure: Closure

    @property
    def own_net(self) -> Floats:
        """Return what buyers spend at home, shape (t, n)."""
        return np.asarray(np.einsum("tnn->tn", self.net))

    @property
    def countries(self) -> int:
        return len(self.value_added)


def reduce(economy: Economy, *, closure: Closure) -> System:
    """Return the system of the traded sectors alone."""
    traded = economy.traded
    untraded = np.setdiff1d(np.arange(len(economy.final_share)), traded)
    inputs = economy.input_share
    among = inputs[:, traded[:, None], traded]
    into = inputs[:, untraded[:, None], traded]  # untraded inputs of traded users
    outof = inputs[:, traded[:, None], untraded]
    within = np.eye(len(untraded)) - inputs[:, untraded[:, None], untraded]
    labour, final = economy.value_added_share, economy.final_share
    # What all traded users and households need of untraded goods, and these of one another.
    made = np.linalg.solve(within, np.concatenate([into, final[untraded].T[:, :, None]], axis=2))
    inside = np.einsum("mn,nmk->nk", labour[untraded], made)
    bought = outof @ made
    share, tariff = economy.trade_share[traded], economy.tariff[traded]
    return System(
        share=np.ascontiguousarray(share),
        net=share / (1 + tariff),
        tariff=tariff,
        wage_weight=labour[traded] + inside[:, :-1].T,
        input_weight=among + bought[:, :, :-1],
        final_weight=final[traded] + bought[:, :, -1].T,
        home_labour=inside[:, -1],
        untraded_cost=made[:, :, :-1].transpose(0, 2, 1),
        value_added=economy.value_added,
        deficit=np.zeros_like(economy.deficit) if closure == "balanced" else economy.deficit,
        spend_rate=economy.spend_rate,
        closure=closure,
    )


def all_prices(
    economy: Economy, wage: Floats, traded_price: Floats, technology: Floats | None
) -> Floats:
    """Return log prices (b, j, n) of all sectors: untraded ones cost what it takes to make them.

    wage (b, n) and traded_price (b, t, n) are logs; technology is (b, j, n) or None.
    """
    traded = economy.traded
    prices = np.empty((len(wage), *economy.final_share.shape))
    prices[:, traded] = traded_price
    untraded = np.setdiff1d(np.arange(prices.shape[1]), traded)
    if untraded.size:
        inputs = economy.input_share
        into = inputs[:, traded[:, None], untraded].transpose(0, 2, 1)
        cost = economy.value_added_share[untraded] * wage[:, None, :]
        cost += np.einsum("nmt,btn->bmn", into, traded_price, optimize=True)
        if technology is not None:
            cost -= np.log(technology[:, untraded])
        within = np.eye(untraded.size) - inputs[:, untraded[:, None], untraded].transpose(0, 2, 1)
        prices[:, untraded] = np.linalg.solve(within, cost.transpose(2, 1, 0)).transpose(2, 1, 0)
    return prices


def technology_cost(
    system: System, traded: NDArray[np.intp], technology: Floats | None
) -> Floats | None:
    """Return what technology (b, j, n) adds to log costs of traded sectors, shape (t, n, b)."""
    if technology is None:
        return None
    cost = -np.log(technology)
    untraded = np.setdiff1d(np.arange(cost.shape[1]), traded)
    through = np.einsum("ntm,bmn->tnb", system.untraded_cost, cost[:, untraded])
    return np.asarray(cost[:, traded].transpose(1, 2, 0) + through)
