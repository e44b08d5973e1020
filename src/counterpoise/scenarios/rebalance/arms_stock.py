"""How long until a stock of arms is in the new mix: what is in service outlives who delivered it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.panel.store import Holding, Store
from counterpoise.reference import states

Array = NDArray[np.float64]

GONE: Final = 0.05
"""The part of a stock that goes out of service each year; our choice, half in 14 years."""
LONGEST: Final = 60


@dataclass(frozen=True)
class Stock:
    """The part that one supplier, and those that it continues, has of the arms in service.

    Parameters
    ----------
    partner : str
    year : int
        The last year of deliveries.
    share : float
        Its part then.
    deliveries : float
        Its part of what will be delivered.
    under : float
        The part below which the stock is to fall.
    reached : int or None
        The year in which it does, at the yearly volume of the last window; None if not in 60 years.
    first : int
        The first year of which deliveries are told.
    rows : int
        Deliveries told, by supplier and year.
    holdings : tuple of Holding
        The releases that tell of them, the one of most years first.
    """

    partner: str
    year: int
    share: float
    deliveries: float
    under: float
    reached: int | None
    first: int = 0
    rows: int = 0
    holdings: tuple[Holding, ...] = ()


def in_service(value: Array, *, gone: float = GONE) -> float:
    r"""Return what is left of yearly deliveries in the last year, :math:`\sum_t x_t (1-g)^{T-t}`.

    Parameters
    ----------
    value : np.ndarray, shape (years,); deliveries by year, the last one last, any unit
    gone : float; g, the part that goes out of service in a year
    """
    ages = np.arange(len(value))[::-1]
    return float(value @ (1 - gone) ** ages)


def years_until(
    own: float, stock: float, volume: float, part: float, under: float, *, gone: float = GONE
) -> int | None:
    """Return in how many years a supplier's part of the stock falls under a bound; None if never.

    Parameters
    ----------
    own, stock : float; what is in service of the supplier's, and of all, in one unit
    volume : float; what is delivered a year, in the same unit
    part : float; the supplier's part of what will be delivered
    under : float; the part of the stock to fall under
    gone : float; the part of the stock that goes out of service each year

    Examples
    --------
    A stock of 100, 80 of them the supplier's, that delivers nothing more of 10 a year:

    >>> years_until(80, 100, 10, 0.0, 0.5)
    6
    """
    for year in range(LONGEST + 1):
        if own < under * stock:
            return year
        own, stock = own * (1 - gone) + part * volume, stock * (1 - gone) + volume
    return None


def stock(
    store: Store,
    state: str,
    partner: str,
    part: float,
    *,
    under: float = 0.5,
    as_of: int | None = None,
    gone: float = GONE,
) -> Stock | None:
    """Return when a supplier's part of the arms in service falls under a bound.

    Parameters
    ----------
    store : Store
    state, partner : str
        Ids.
    part : float
        The supplier's part of what will be delivered.
    under : float
        The part of the stock below which it is to fall.
    as_of : int, optional
        The last year that may be known.
    gone : float
        The part of the stock that goes out of service each year.

    Returns
    -------
    Stock or None
        None where no deliveries are told. Deliveries of states that the supplier continues count as
        its own: what the Soviet Union delivered stands with what Russia did.
    """
    seen = view("arms")
    answered = told(store, seen, (state,), window=1, floor=0.0, as_of=as_of)
    rows = answered.shares.filter(pl.col("value").is_not_null()).select("origin", "year", "value")
    if rows.is_empty():
        return None
    years = rows["year"].to_numpy()
    first, last = int(years.min()), int(years.max())
    own = rows.filter(pl.col("origin").is_in(states.lineage(partner)))
    mine, whole = _by_year(own, first, last), _by_year(rows, first, last)
    volume = float(whole[-seen.window :].mean())
    left, all_of_it = in_service(mine, gone=gone), in_service(whole, gone=gone)
    if not all_of_it:
        return None
    ahead = years_until(left, all_of_it, volume, part, under, gone=gone)
    return Stock(
        partner,
        last,
        left / all_of_it,
        part,
        under,
        None if ahead is None else last + ahead,
        first,
        rows.height,
        answered.holdings,
    )


def _by_year(rows: pl.DataFrame, first: int, last: int) -> Array:
    found = np.zeros(last - first + 1)
    np.add.at(found, rows["year"].to_numpy() - first, rows["value"].to_numpy())
    return found
