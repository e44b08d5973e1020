r"""The cheapest mix of partners that keeps to terms, the price of each term, and the best there is.

.. math:: \max_x \; \sum_c w_c U_c(x) \quad \text{subject to} \quad x \ge 0, \;
   \sum_{j \in c} x_j = 1, \; Ax \le b, \; x'Zx \le 1/D, \; \textstyle\sum_j (x_j - x^0_j)^+ \le m

with U_c the worth of channel c (:mod:`.worth`), of which there may be one or several under one
budget. A power cone for every partner, a second-order cone for independence. The program goes to the
conic solver as it stands, so that its dual values are the prices of the terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError
from counterpoise.models.portfolios.rebalancing import conic, worth
from counterpoise.models.portfolios.rebalancing.terms import Alike, Joint, Moved, Term

Array = NDArray[np.float64]
Index = NDArray[np.intp]

KEPT = 1e-6
"""What bounds may be exceeded by, and still be kept to: the solver's last digits."""


@dataclass(frozen=True, eq=False)
class Channels:
    """Which channel each partner's share is of, where there are several under one budget.

    Parameters
    ----------
    of : np.ndarray, shape (n,); from 0, the channel of each share
    weights : np.ndarray, shape (channels,); what each counts; they add up to 1
    """

    of: Index
    weights: Array


@dataclass(frozen=True, eq=False)
class Mix:
    """A mix of partners that keeps to its terms at the least cost.

    Parameters
    ----------
    shares : np.ndarray, shape (n,); they add up to 1 in each channel
    premium : float; what it costs a year, as a part of what all channels are worth
    prices : tuple of np.ndarray
        Of each term, for each of its bounds: by how much the premium would fall per unit by which the
        bound is looser (a share; one independent partner less; a part moved). 0 where it is slack.
    """

    shares: Array
    premium: float
    prices: tuple[Array, ...] = ()


def cheapest(
    free: Array, terms: Sequence[Term], *, elasticity: float, channels: Channels | None = None
) -> Mix | None:
    """Return the mix that keeps to all terms and is worth most, or None where there is none.

    Parameters
    ----------
    free : np.ndarray, shape (n,); s, shares that are chosen freely; they add up to 1 in each channel
    terms : sequence of terms, each over the same n shares
    elasticity : float; e_L > 0, the long run's trade elasticity
    channels : Channels, optional; one channel if left out

    Returns
    -------
    Mix or None
        Whom the free choice does not use, s = 0, stays unused: nothing tells what it would be worth.

    Raises
    ------
    ConvergenceError
        If the solver neither finds the mix nor shows that there is none.
    ExtraError
        If the solver is not installed.
    """
    used, own, of, weights = _used(free, terms, channels)
    n, exponent = len(used), elasticity / (elasticity + 1)
    first = 2 * n + len(weights)
    aim = np.zeros(first + n * _paces(own))
    aim[2 * n : first] = -weights
    fixed = [
        conic.whole(of, len(aim)),
        *conic.worths(free[used], of, len(aim), exponent),
    ]
    try:
        found = conic.solved(aim, [*fixed, *_blocks(own, len(aim), first)], what="the cheapest mix")
    except ConvergenceError:
        # Beside power cones the solver can fail to prove that there is none; without them it does not.
        if least_excess(free, terms, channels=channels) > KEPT:
            return None
        raise
    if found is None:
        return None
    shares = _spread(found.variables[:n], used, of, len(free))
    prices = tuple(map(_price, own, found.duals[len(fixed) :]))
    return Mix(shares, premium(free, shares, elasticity=elasticity, channels=channels), prices)


def least_excess(free: Array, terms: Sequence[Term], *, channels: Channels | None = None) -> float:
    """Return by how much every bound must be exceeded so that there is a mix; at most 0 if there is one.

    In units of the bounds; of independence in the length of the mix, D^(-1/2).
    """
    used, own, of, _ = _used(free, terms, channels)
    n = len(used)
    aim = np.zeros(n + n * _paces(own) + 1)
    aim[-1] = 1.0
    first, blocks = n, [conic.whole(of, len(aim)), conic.not_negative(n, len(aim))]
    for term in own:
        blocks.append(conic.block(term, len(aim), first, len(aim) - 1, slack=True))
        first += n if isinstance(term, Moved) else 0
    found = conic.solved(aim, blocks, what="whether there is a mix")
    assert found is not None, "with bounds exceeded by enough any mix will do"
    return float(found.variables[-1])


def premium(
    free: Array, shares: Array, *, elasticity: float, channels: Channels | None = None
) -> float:
    """Return what a mix costs a year, as a part of what all channels are worth; as in `cheapest`."""
    if channels is None:
        return worth.premium(free, shares, elasticity)
    each = [
        worth.premium(free[channels.of == c], shares[channels.of == c], elasticity)
        for c in range(len(channels.weights))
    ]
    return float(channels.weights @ np.array(each))


def tightest(
    free: Array, term: Term, others: Sequence[Term], *, channels: Channels | None = None
) -> float | None:
    """Return the tightest that a term can be while others are kept to; None where those can't be.

    Parameters
    ----------
    free, channels : as in `cheapest`
    term : the term whose bound is sought
    others : sequence of terms

    Returns
    -------
    float or None
        For `Joint` by how much each of its bounds must be raised (may be lowered, if negative); for
        `Alike` the greatest number of independent partners; for `Moved` the least part moved.
    """
    used, own, of, _ = _used(free, (term, *others), channels)
    n = len(used)
    aim = np.zeros(n + n * _paces(own) + 1)
    aim[-1] = 1.0
    blocks = [
        conic.whole(of, len(aim)),
        conic.not_negative(n, len(aim)),
        *_blocks(own, len(aim), n, sought=len(aim) - 1),
    ]
    found = conic.solved(aim, blocks, what="the tightest bound")
    if found is None:
        return None
    bound = float(found.variables[-1])
    return bound**-2 if isinstance(term, Alike) else bound


def _used(
    free: Array, terms: Sequence[Term], channels: Channels | None
) -> tuple[Index, list[Term], Index, Array]:
    """Return who is used, the terms over them, their channels, and what each channel counts."""
    used = np.flatnonzero(np.asarray(free) > 0)
    kept = channels or Channels(np.zeros(len(free), dtype=np.intp), np.ones(1))
    return used, [_among(term, used) for term in terms], kept.of[used], kept.weights


def _among(term: Term, used: Index) -> Term:
    """Return a term over the partners that are used: the others have nothing."""
    if isinstance(term, Joint):
        return replace(term, weights=term.weights[:, used])
    if isinstance(term, Alike):
        return replace(term, similarity=term.similarity[np.ix_(used, used)])
    return replace(term, start=term.start[used])


def _paces(terms: Sequence[Term]) -> int:
    return sum(isinstance(term, Moved) for term in terms)


def _blocks(
    terms: Sequence[Term], variables: int, first: int, *, sought: int | None = None
) -> list[conic.Block]:
    """Return each term's rows; the bound of the first one is a variable if it is sought."""
    found: list[conic.Block] = []
    for term in terms:
        found.append(conic.block(term, variables, first, None if found else sought))
        first += len(term.start) if isinstance(term, Moved) else 0
    return found


def _spread(shares: Array, used: Index, of: Index, partners: int) -> Array:
    """Return the shares of all, those of each channel adding up to 1."""
    kept = np.maximum(shares, 0)
    found = np.zeros(partners)
    found[used] = kept / np.bincount(of, kept)[of]
    return found


def _price(term: Term, dual: Array) -> Array:
    """Return by how much the worth would grow per unit of each bound of a term."""
    if isinstance(term, Joint):
        return dual
    if isinstance(term, Alike):  # the bound of the cone is D^(-1/2)
        return np.asarray(dual[:1] * 0.5 * term.partners**-1.5)
    return dual[:1]
