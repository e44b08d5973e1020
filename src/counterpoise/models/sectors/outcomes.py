r"""What follows from an equilibrium of sectors: flows, terms of trade, the paper's decomposition.

The decomposition of Caliendo and Parro is of first order,

.. math:: T_n = \frac{1}{I_n}\sum_{j,i}\bigl(E^j_{ni}\,d\ln c^j_n - M^j_{ni}\,d\ln c^j_i\bigr), \quad
   V_n = \frac{1}{I_n}\sum_{j,i} t^j_{ni} M^j_{ni}\bigl(d\ln M^j_{ni} - d\ln c^j_i\bigr)

terms of trade and volume of trade, with everything but the changes from the baseline: tariffs that
are gone afterwards weigh on all of the new trade as if they were still paid. For large changes it can
be far from the exact `real_income`; it is here to be laid beside the paper's Table 2, not to be
reported.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from counterpoise.models.sectors.caliendo_parro import Equilibrium, Model
from counterpoise.models.sectors.input_output import Floats
from counterpoise.models.sectors.links import lay_out, ties_of
from counterpoise.models.sectors.shocks import SectorShocks, single


class Decomposition(NamedTuple):
    """The first-order parts of a change of real income, shape (n,), as parts of income."""

    terms_of_trade: Floats
    volume_of_trade: Floats


def unit_costs(model: Model, equilibrium: Equilibrium, technology: Floats | None = None) -> Floats:
    """Return the hats of unit costs, which are the prices at the producer's gate; shape (b, j, n)."""
    economy = model.baseline
    cost = economy.value_added_share * np.log(equilibrium.wage)[:, None, :]
    cost += np.einsum(
        "nkj,bkn->bjn", economy.input_share, np.log(equilibrium.sector_price), optimize=True
    )
    if technology is not None:
        cost -= np.log(technology)
    return np.exp(cost)


def trade_before(model: Model) -> Floats:
    """Return the baseline's flows in money before tariffs, shape (t, n, n): traded sectors."""
    return model.system.net * model.spending[:, :, None]


def trade_after(
    model: Model,
    shocks: SectorShocks,
    equilibrium: Equilibrium,
    *,
    scenario: int,
    theta: Floats | None = None,
) -> Floats:
    """Return one scenario's flows in money before tariffs, shape (t, n, n), home sales included.

    The traded sectors, in the order of `baseline.traded`; all others are sold at home only. Give the
    `theta` that was given to `solve`.
    """
    system, traded = model.system, model.baseline.traded
    elasticity = (model.theta if theta is None else theta[scenario])[traded]
    alone = single(shocks, scenario)
    ties = ties_of(system, traded, alone, elasticity[:, None])
    links, _ = lay_out(system, ties, 1, elasticity[:, None])
    cost = unit_costs(model, equilibrium, shocks.technology)[scenario, traded]
    u = cost ** -elasticity[:, None]
    kernel, net = system.share.copy(), system.net.copy()
    if links.kept is not None:
        kernel *= links.kept[..., 0, None]
        net *= links.kept[..., 0, None]
    sector, importer = np.divmod(links.buyer, system.countries)
    where = (sector, importer, links.seller % system.countries)
    kernel[where] += links.price
    net[where] += links.net
    v = (kernel * u[:, None, :]).sum(axis=2)
    spent = equilibrium.spending[scenario] / v
    return np.asarray(net * u[:, None, :] * spent[:, :, None])


def terms_of_trade(
    model: Model, equilibrium: Equilibrium, technology: Floats | None = None
) -> Floats:
    """Return the hat of export prices over import prices before tariffs, shape (b, n).

    Geometric means of producers' prices with the baseline's flows for weights; 1 where there were
    none.
    """
    flows = _abroad(trade_before(model))
    cost = np.log(unit_costs(model, equilibrium, technology)[:, model.baseline.traded])
    exports, imports = flows.sum(axis=1), flows.sum(axis=(0, 2))
    sold = (exports * cost).sum(axis=1) / np.maximum(exports.sum(axis=0), 1e-300)
    bought = np.einsum("jni,bji->bn", flows, cost, optimize=True) / np.maximum(imports, 1e-300)
    both = (exports.sum(axis=0) > 0) & (imports > 0)
    return np.where(both, np.exp(sold - bought), 1.0)


def decomposition(
    model: Model, shocks: SectorShocks, equilibrium: Equilibrium, *, scenario: int
) -> Decomposition:
    """Return the paper's first-order parts of one scenario's change, for comparison with its tables.

    As the authors compute them: changes of costs are relative, not logs, and that of a flow is its
    difference.
    """
    before, after = trade_before(model), trade_after(model, shocks, equilibrium, scenario=scenario)
    traded = model.baseline.traded
    cost = unit_costs(model, equilibrium, shocks.technology)[scenario, traded]
    change = before * (cost - 1)[:, None, :]
    terms = change.sum(axis=(0, 1)) - change.sum(axis=(0, 2))
    volume = model.system.tariff * (after - before * cost[:, None, :])
    return Decomposition(terms / model.income, volume.sum(axis=(0, 2)) / model.income)


def _abroad(flows: Floats) -> Floats:
    """Return the flows without home sales."""
    return flows * ~np.eye(flows.shape[1], dtype=bool)
