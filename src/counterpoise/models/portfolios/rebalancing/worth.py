r"""What a mix of partners is worth, what moving to it costs, and what it loses when some stop.

Sources are good substitutes in the long run, trade elasticity e_L with sigma = e_L + 1, and bad ones
when a cut comes, trade elasticity e_S. A mix is revealed as the best one by its free choice s.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def worth(free: Array, mix: Array, elasticity: float) -> float:
    r"""Return what a mix is worth, as a part of the free choice's.

    .. math:: U(x) = \Bigl(\sum_j s_j^{1/\sigma} x_j^{(\sigma-1)/\sigma}\Bigr)^{\sigma/(\sigma-1)}

    Concave, homogeneous of degree 1 in x, and 1 at x = s.

    Parameters
    ----------
    free : np.ndarray, shape (n,); s, shares that are chosen freely; they add up to 1
    mix : np.ndarray, shape (n,); x, shares of the other mix
    elasticity : float; e_L > 0, the long run's trade elasticity; sigma = e_L + 1

    Returns
    -------
    float; no unit, at most 1 where the mix adds up to 1

    References
    ----------
    Armington, P. S. (1969). A theory of demand for products distinguished by place of production.
    *IMF Staff Papers* 16(1), 159-178.
    """
    sigma = elasticity + 1
    inside = np.sum(free ** (1 / sigma) * mix ** (elasticity / sigma))
    return float(inside ** (sigma / elasticity))


def premium(free: Array, mix: Array, elasticity: float) -> float:
    """Return 1 - U(x): what a mix costs each year, as a part of the channel's worth; see `worth`."""
    return 1.0 - worth(free, mix, elasticity)


def wedges(free: Array, mix: Array, elasticity: float) -> Array:
    r"""Return the tariffs that would bring a mix about, the least of them nil.

    .. math:: 1 + t_j \propto (x_j / s_j)^{-1/\sigma}

    Parameters
    ----------
    free, mix, elasticity : as in `worth`

    Returns
    -------
    np.ndarray, shape (n,); ad valorem, 0.16 is 16 %; not a number where a partner is not used freely,
    infinite where one that is used freely has nothing in the mix
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        prices = np.where(free > 0, mix / free, np.nan) ** (-1 / (elasticity + 1))
    return np.asarray(prices / np.nanmin(prices) - 1, dtype=float)


def loss(part: Array | float, elasticity: float) -> Array:
    r"""Return what of a channel's worth is lost when partners with a part of it stop.

    .. math:: L = 1 - (1 - \sum_{j \in B} x_j)^{1/e_S}

    Parameters
    ----------
    part : np.ndarray or float; joint share of those who stop, 0 to 1
    elasticity : float; e_S > 0, the short run's trade elasticity

    Returns
    -------
    np.ndarray; 0 to 1
    """
    return np.asarray(1 - (1 - np.asarray(part, dtype=float)) ** (1 / elasticity), dtype=float)


def largest_part(loss: Array | float, elasticity: float) -> Array:
    """Return the joint share that costs a loss: c = 1 - (1 - L)^e_S, the inverse of `loss`."""
    return np.asarray(1 - (1 - np.asarray(loss, dtype=float)) ** elasticity, dtype=float)


def part_per_loss(loss: float, elasticity: float) -> float:
    """Return dc/dL: by how much a cap falls for one unit less of loss; see `largest_part`."""
    return float(elasticity * (1 - loss) ** (elasticity - 1))


def break_even(premium: float, before: float, after: float) -> float:
    r"""Return the yearly odds of the worst threat above which a mix pays on the average.

    .. math:: p^* = \frac{1 - U(x)}{L(s) - L(x)}

    Parameters
    ----------
    premium : float; a part of the channel's worth a year
    before, after : float; the worst loss today and in the mix, parts of the same worth

    Returns
    -------
    float; not a number where the mix does not lower the loss
    """
    return premium / (before - after) if before > after else float("nan")
