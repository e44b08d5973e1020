"""Concentration from what a page prints: the few largest shares, or how often each partner came up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterpoise.errors import MeasureError

ROUNDING = 1e-9


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest that an index can be, given what is known.

    Parameters
    ----------
    low, high : float
        The bounds of the Herfindahl index, in [0, 1]; both can be reached or come arbitrarily near.
    """

    low: float
    high: float

    @property
    def effective(self) -> tuple[float, float]:
        """The bounds of the number of equal partners, 1/H: from 1/`high` to 1/`low`."""
        return 1.0 / self.high, 1.0 / self.low


def topk_bounds(listed: Sequence[float]) -> Bounds:
    r"""Return the bounds of the Herfindahl index where only the largest shares are listed.

    .. math:: H^{low} = \sum_{j \le k} s_j^2, \qquad
       H^{high} = H^{low} + \lfloor r/m \rfloor m^2 + (r - \lfloor r/m \rfloor m)^2

    The rest r = 1 - sum is held by partners that are each no larger than the smallest one listed, m:
    low, if they are many and tiny; high, if they are as few and as large as can be.

    Parameters
    ----------
    listed : sequence of float
        The k largest shares, as parts of 1, in any order.

    Returns
    -------
    Bounds
        `low`, `high`, no unit; `effective`, the same as numbers of partners.

    Zeros and missing values
    ------------------------
    A share of zero can be listed only if nothing is left over.

    Raises
    ------
    MeasureError
        If nothing is listed, a share is not in [0, 1], or they add up to more than 1, or to less
        although the smallest listed is 0.

    References
    ----------
    Derived; SIPRI's 2017-21 shares of Viet Nam (56, 19, 6.6 per cent) give .354056 to .365472.

    Examples
    --------
    >>> bounds = topk_bounds([0.56, 0.19, 0.066])
    >>> round(bounds.low, 6), round(bounds.high, 6)
    (0.354056, 0.365472)
    """
    if not listed or not all(0.0 <= share <= 1.0 for share in listed):
        raise MeasureError(
            f"The shares listed must be numbers from 0 to 1, not {list(listed)}.",
            attempt="divide percentages by 100",
        )
    rest, smallest = 1.0 - sum(listed), min(listed)
    if rest < -ROUNDING or (rest > ROUNDING and smallest == 0):
        raise MeasureError(
            f"The largest shares must add up to 1 at most, and to 1 if one is 0, not to {1 - rest:g}."
        )
    low = sum(share * share for share in listed)
    if rest <= ROUNDING:
        return Bounds(low, low)
    whole = rest // smallest
    return Bounds(low, low + whole * smallest**2 + (rest - whole * smallest) ** 2)


def simpson_unbiased(counts: Sequence[int]) -> float:
    r"""Return Simpson's unbiased estimate of the Herfindahl index from counts of events.

    .. math:: \hat H = \frac{\sum_j n_j (n_j - 1)}{n (n - 1)}, \qquad n = \sum_j n_j

    The chance that two events drawn without replacement are with the same partner. Squared shares of
    a few events overstate concentration; this does not.

    Parameters
    ----------
    counts : sequence of int
        Events (visits, disputes) with each partner.

    Returns
    -------
    float
        In [0, 1], no unit.

    Zeros and missing values
    ------------------------
    A partner with 0 changes nothing. With fewer than two events nothing can be estimated.

    Raises
    ------
    MeasureError
        If a count is negative or not whole, or there are fewer than two events.

    References
    ----------
    Simpson's estimator by its definition; the source has not been confirmed.

    Examples
    --------
    >>> simpson_unbiased([2, 1, 1])
    0.16666666666666666
    """
    if any(count < 0 or count != int(count) for count in counts):
        raise MeasureError(f"Counts must be whole numbers from 0, not {list(counts)}.")
    events = sum(counts)
    if events < 2:
        raise MeasureError(f"There must be at least 2 events, not {events}.")
    return sum(count * (count - 1) for count in counts) / (events * (events - 1))
