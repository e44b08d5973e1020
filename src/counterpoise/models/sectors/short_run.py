r"""What the loss of a supplier of some goods costs at given wages: in prices, and in quantities.

In prices, others step in: suppliers of the basket are nested, the basket and the rest of spending above
them. With :math:`\omega` the part of the basket's supply that stops, :math:`\theta` the trade elasticity,
:math:`e` the basket's part of spending, :math:`\eta` the elasticity between the basket and the rest, and
:math:`\beta` the part of output that is value added (the rest buys the same goods as inputs):

.. math::
   p = (1 - \omega)^{-1/\theta}, \qquad
   P = [1 - e + e\,p^{1-\eta}]^{1/(1-\eta)}, \qquad L = 1 - P^{-1/\beta}

With :math:`e = 1` it is the cut-off of all goods at given wages, :math:`1 - (1-\omega)^{1/(\theta\beta)}`.
In quantities, nobody steps in: what is left of the basket makes income with the rest,

.. math:: L = 1 - [\alpha x^{(\eta-1)/\eta} + 1 - \alpha]^{\eta/(\eta-1)}, \qquad x = 1 - \omega

with :math:`\alpha` what the basket costs over income.

References
----------
Arkolakis, C., Costinot, A. and Rodriguez-Clare, A. (2012). New trade models, same old gains? *AER*,
102(1), 94-130. Bachmann, R. et al. (2022). What if? The economic effects for Germany of a stop of energy
imports from Russia. ECONtribute Policy Brief 28.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

NEAR_ONE = 1e-6
"""How near to 1 an elasticity is taken for 1, where powers of the price give way to its logarithm."""


def lost_in_prices(
    stopped: ArrayLike,
    *,
    spending_share: ArrayLike,
    theta: ArrayLike,
    elasticity: ArrayLike,
    value_added: ArrayLike = 1.0,
) -> Array:
    """Return the part of real income lost when others step in, at their prices.

    Parameters
    ----------
    stopped : array, part of the basket's supply that stops, from 0 to 1
    spending_share : array, the basket's part of spending, from 0 to 1
    theta : array, trade elasticity, above 0
    elasticity : array, between the basket and the rest, above 0
    value_added : array, part of gross output, in (0, 1]

    Returns
    -------
    np.ndarray
        From 0 to 1, as the arguments broadcast. All of a basket that is needed stops: 1, unless the
        elasticity is above 1, where the rest can do without it.
    """
    omega, share, theta, eta, beta = (
        np.asarray(one, dtype=np.float64)
        for one in (stopped, spending_share, theta, elasticity, value_added)
    )
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        price = -np.log1p(-omega) / theta
        one = np.abs(eta - 1) < NEAR_ONE
        power = np.where(one, 0.5, 1 - eta)
        # In logarithms: the price of what nobody else supplies is beyond any number.
        nested = np.logaddexp(np.log1p(-share), np.log(share) + power * price) / power
        index = np.where(one, share * price, nested)
        index = np.where((share == 0) | (omega == 0), 0.0, np.maximum(index, 0.0))
        return np.asarray(0.0 - np.expm1(-index / beta))


def lost_in_quantities(
    stopped: ArrayLike, *, cost_share: ArrayLike, elasticity: ArrayLike
) -> Array:
    """Return the part of income lost when nobody steps in.

    Parameters
    ----------
    stopped : array, part of the basket's supply that stops, from 0 to 1
    cost_share : array, what the basket costs over income, from 0 to 1
    elasticity : array, between the basket and the rest, above 0; 1 is Cobb-Douglas

    Returns
    -------
    np.ndarray
        From 0 to 1. All of it stops: 1, unless the elasticity is above 1.

    Examples
    --------
    >>> round(float(lost_in_quantities(0.1, cost_share=0.04, elasticity=0.04)), 6)
    0.015686
    """
    omega, share, eta = (
        np.asarray(one, dtype=np.float64) for one in (stopped, cost_share, elasticity)
    )
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        left = np.log1p(-omega)
        one = np.abs(eta - 1) < NEAR_ONE
        power = np.where(one, 0.5, (eta - 1) / eta)
        nested = np.logaddexp(np.log1p(-share), np.log(share) + power * left) / power
        index = np.where(one, share * left, nested)
        index = np.where((share == 0) | (omega == 0), 0.0, np.minimum(index, 0.0))
        return np.asarray(0.0 - np.expm1(index))
