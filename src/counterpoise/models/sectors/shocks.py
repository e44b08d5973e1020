"""What is done to the ties between countries, sector by sector: sparse, many scenarios at once.

The sectoral twin of :mod:`counterpoise.models.trade.shocks`; a shock of that kind becomes one of this
with `in_sectors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.errors import UsageError
from counterpoise.models.trade.shocks import Shocks

Floats = NDArray[np.float64]
Whole = NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class SectorShocks:
    """Changes of single ties; a tie that is not named stays as it is.

    Parameters
    ----------
    count : int
        How many scenarios there are, b.
    scenario, sector, importer, exporter : np.ndarray of int, shape (k,)
    factor : np.ndarray, shape (k,)
        Multiplies the kernel of the trade share: 0 a full cut, l a leak of l, 1 nothing.
    cost : np.ndarray, shape (k,)
        Multiplies the cost of delivery: 1.1 for 10 % more; nobody earns it.
    tariff : np.ndarray, shape (k,)
        The ad valorem rate after the shock; NaN leaves it as it was.
    technology : np.ndarray or None, shape (b, j, n)
        Multiplies productivity.
    """

    count: int
    scenario: Whole
    sector: Whole
    importer: Whole
    exporter: Whole
    factor: Floats
    cost: Floats
    tariff: Floats
    technology: Floats | None = None


def entries(
    count: int,
    scenario: ArrayLike,
    sector: ArrayLike,
    importer: ArrayLike,
    exporter: ArrayLike,
    *,
    factor: ArrayLike = 1.0,
    cost: ArrayLike = 1.0,
    tariff: ArrayLike = np.nan,
    technology: Floats | None = None,
) -> SectorShocks:
    """Return the shocks; entries of one tie in one scenario multiply, two unlike tariffs are refused.

    Raises
    ------
    UsageError
        If a factor or tariff is negative, a cost is not above 0, technology is not above 0, a
        country is cut from itself, a scenario is not in 0 .. count - 1, or a tie has two tariffs.
    """
    parts = (scenario, sector, importer, exporter)
    where = [np.ravel(np.asarray(part, dtype=np.intp)) for part in parts]
    values = [np.ravel(np.asarray(part, dtype=np.float64)) for part in (factor, cost, tariff)]
    row, branch, buyer, seller = np.broadcast_arrays(*where)
    kept, dearer, rate = (np.broadcast_to(value, row.shape) for value in values)
    _check_places(count, row, branch, buyer, seller)
    _check_values(kept, dearer, rate, technology)
    order = np.lexsort((seller, buyer, branch, row))
    row, branch, buyer, seller = row[order], branch[order], buyer[order], seller[order]
    kept, dearer, rate = kept[order], dearer[order], rate[order]
    same = np.stack([np.diff(part) == 0 for part in (row, branch, buyer, seller)]).all(axis=0)
    if same.any():
        first = np.flatnonzero(np.concatenate([[True], ~same]))
        row, branch, buyer, seller = row[first], branch[first], buyer[first], seller[first]
        kept = np.multiply.reduceat(kept, first)
        dearer = np.multiply.reduceat(dearer, first)
        rate = _one_tariff(rate, first)
    return SectorShocks(count, row, branch, buyer, seller, kept, dearer, rate, technology)


def none(count: int = 1) -> SectorShocks:
    """Return scenarios in which nothing happens."""
    return entries(count, [], [], [], [])


def in_sectors(shocks: Shocks, sectors: ArrayLike) -> SectorShocks:
    """Return shocks between countries as shocks in each of the sectors."""
    chosen = np.asarray(sectors, dtype=np.intp)
    ties = len(shocks.scenario)
    repeated = [
        np.repeat(a, len(chosen)) for a in (shocks.scenario, shocks.importer, shocks.exporter)
    ]
    if shocks.technology is not None:
        raise UsageError("Technology must be given by sector: `entries(..., technology=…)`.")
    return entries(
        shocks.count,
        repeated[0],
        np.tile(chosen, ties),
        *repeated[1:],
        factor=np.repeat(shocks.factor, len(chosen)),
    )


def tariffs(
    sector: ArrayLike, importer: ArrayLike, exporter: ArrayLike, rate: ArrayLike
) -> SectorShocks:
    """Return one scenario: the ties named have the rate after it."""
    return entries(1, 0, sector, importer, exporter, tariff=rate)


def union(*shocks: SectorShocks) -> SectorShocks:
    """Return scenarios in which all of these happen together."""
    count = max(each.count for each in shocks)
    if any(each.count not in (1, count) for each in shocks):
        raise UsageError("Shocks that happen together must have the same number of scenarios.")
    parts = [repeat(each, count) if each.count == 1 else each for each in shocks]
    technology = [each.technology for each in parts if each.technology is not None]
    return _collected(count, parts, technology=np.prod(technology, axis=0) if technology else None)


def stack(*shocks: SectorShocks) -> SectorShocks:
    """Return the scenarios of the first, then those of the second, and so on."""
    before = np.cumsum([0, *(each.count for each in shocks)])
    parts = [
        replace(each, scenario=each.scenario + start)
        for each, start in zip(shocks, before[:-1], strict=True)
    ]
    shapes = {each.technology.shape[1:] for each in shocks if each.technology is not None}
    technology = None
    if shapes:
        shape = shapes.pop()
        technology = np.concatenate(
            [
                np.ones((each.count, *shape)) if each.technology is None else each.technology
                for each in shocks
            ]
        )
    return _collected(int(before[-1]), parts, technology=technology)


def repeat(shocks: SectorShocks, count: int) -> SectorShocks:
    """Return one scenario `count` times, for as many draws of the elasticities."""
    if shocks.count != 1:
        raise UsageError("Only a single scenario can be repeated.")
    return stack(*[shocks] * count)


def single(shocks: SectorShocks, scenario: int) -> SectorShocks:
    """Return one of the scenarios as a batch of one."""
    mine = shocks.scenario == scenario
    technology = shocks.technology
    return SectorShocks(
        1,
        np.zeros(np.count_nonzero(mine), dtype=np.intp),
        shocks.sector[mine],
        shocks.importer[mine],
        shocks.exporter[mine],
        shocks.factor[mine],
        shocks.cost[mine],
        shocks.tariff[mine],
        None if technology is None else technology[scenario : scenario + 1],
    )


def _collected(
    count: int, parts: Sequence[SectorShocks], *, technology: Floats | None
) -> SectorShocks:
    """Put the entries of all parts together."""

    def column(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    return entries(
        count,
        column("scenario"),
        column("sector"),
        column("importer"),
        column("exporter"),
        factor=column("factor"),
        cost=column("cost"),
        tariff=column("tariff"),
        technology=technology,
    )


def _one_tariff(rate: Floats, first: Whole) -> Floats:
    """Return the one rate that the entries of each tie give, NaN where none of them gives any."""
    low, high = np.fmin.reduceat(rate, first), np.fmax.reduceat(rate, first)
    if (high > low).any():
        raise UsageError("A tie must have one tariff after the shock, not two that differ.")
    return low


def _check_places(
    count: int, scenario: Whole, sector: Whole, importer: Whole, exporter: Whole
) -> None:
    """Refuse places that can't be, whatever the baseline."""
    if (importer == exporter).any():
        raise UsageError("A country can't be cut from itself: importer and exporter are the same.")
    for name, index in (
        ("scenario", scenario),
        ("sector", sector),
        ("importer", importer),
        ("exporter", exporter),
    ):
        if index.size and index.min() < 0:
            raise UsageError.out_of_range(name, int(index.min()), "a position of 0 or more")
    if count < 1 or (scenario.size and scenario.max() >= count):
        raise UsageError.out_of_range(
            "scenario", int(scenario.max(initial=0)), f"in 0 .. {count - 1}"
        )


def _check_values(factor: Floats, cost: Floats, tariff: Floats, technology: Floats | None) -> None:
    """Refuse what a tie or a productivity can't be multiplied by."""
    if not (np.isfinite(factor) & (factor >= 0)).all():
        raise UsageError("`factor` must be 0 or more: a leak is a share, and 0 is a full cut.")
    if not (np.isfinite(cost) & (cost > 0)).all():
        raise UsageError("`cost` must be above 0: 1.1 is 10 % more, a cut is `factor=0`.")
    if (tariff < 0).any() or np.isinf(tariff).any():
        raise UsageError("`tariff` must be 0 or more: the rate after the shock, 0.1 for 10 %.")
    if technology is not None and not (np.isfinite(technology) & (technology > 0)).all():
        raise UsageError("`technology` must be above 0: 1 leaves it as it was.")
