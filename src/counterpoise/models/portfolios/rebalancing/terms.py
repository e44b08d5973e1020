"""What a mix of partners must keep to: terms as small objects, each with one bound.

Three kinds suffice. `Joint`: the shares of some partners, weighted, add up to a bound at most (a
single partner, a coalition, what a partner can give, a floor, a tilt). `Alike`: independence under a
similarity. `Moved`: how much may change hands. A bound is always an upper one, so that a looser term
never costs more and a price has one sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Joint:
    """Weighted sums of shares, each at most its bound: A x <= b.

    Parameters
    ----------
    name : str
    weights : np.ndarray, shape (m, n); A
    bounds : np.ndarray, shape (m,); b
    """

    name: str
    weights: Array
    bounds: Array


@dataclass(frozen=True, eq=False)
class Alike:
    """Independence: x' Z x <= 1/D, for at least D partners that are independent of one another.

    Parameters
    ----------
    name : str
    similarity : np.ndarray, shape (n, n); Z, symmetric, 1 on its diagonal; see `nearest_semidefinite`
    partners : float; D, 1 or more
    """

    name: str
    similarity: Array
    partners: float


@dataclass(frozen=True, eq=False)
class Moved:
    """Pace: the shares that grow may grow by so much together.

    Parameters
    ----------
    name : str
    start : np.ndarray, shape (n,); shares to start from
    most : float; the part of the whole that may change hands
    """

    name: str
    start: Array
    most: float


Term = Joint | Alike | Moved


def each_at_most(part: float, partners: int, name: str = "worst single loss") -> Joint:
    """Return the term that no single partner holds more than a part."""
    return Joint(name, np.eye(partners), np.full(partners, part))


def together_at_most(
    part: float, members: Sequence[int], partners: int, name: str = "coalition"
) -> Joint:
    """Return the term that partners together hold a part at most."""
    return Joint(name, _row(members, partners), np.array([part]))


def together_at_least(
    part: float, members: Sequence[int], partners: int, name: str = "floor"
) -> Joint:
    """Return the term that partners together hold a part at least, such as contracts in force."""
    return Joint(name, -_row(members, partners), np.array([-part]))


def capacity(most: Array, name: str = "capacity") -> Joint:
    """Return the term that no partner gives more than it can; infinite where that is not known."""
    known = np.flatnonzero(np.isfinite(most))
    return Joint(name, np.eye(len(most))[known], np.asarray(most, dtype=float)[known])


def tilt(sides: Array, most: float, name: str = "net tilt") -> Joint:
    """Return the term that the mix leans to neither of two rivals by more than `most`.

    `sides`, shape (n,), is 1 for who stands with the one, -1 for who stands with the other.
    """
    return Joint(name, np.array([sides, -np.asarray(sides)], dtype=float), np.full(2, most))


def nearest_semidefinite(similarity: Array) -> tuple[Array, float]:
    """Return the nearest positive semidefinite matrix, and how far the farthest entry moved.

    In the Frobenius norm, without regard to the diagonal: negative eigenvalues become 0. A similarity
    such as kappa need not be semidefinite; that it was projected must be said where it moved.

    References
    ----------
    Higham, N. J. (1988). Computing a nearest symmetric positive semidefinite matrix. *Linear Algebra
    and its Applications* 103, 103-118.
    """
    even = (similarity + similarity.T) / 2
    values, vectors = np.linalg.eigh(even)
    if values[0] >= 0:
        return even, float(np.abs(even - similarity).max())
    found = (vectors * np.maximum(values, 0)) @ vectors.T
    return found, float(np.abs(found - similarity).max())


def _row(members: Sequence[int], partners: int) -> Array:
    row = np.zeros((1, partners))
    row[0, list(members)] = 1.0
    return row
