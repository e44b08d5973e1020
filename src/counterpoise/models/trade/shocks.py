r"""What happens to trade, as numbers: which importer, which exporter, times what, in which scenario.

An entry multiplies the kernel of a trade share, not its cost: 0 is a full cut (an infinite cost,
exactly), a leak l leaves l of it, an ad valorem cost t leaves :math:`(1 + t)^{-\theta}`. Entries on
the same flow multiply. Nothing is held of flows that are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.errors import UsageError
from counterpoise.printable import number_of

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Direction = Literal["both", "supply", "sales"]
DIRECTIONS = ("both", "supply", "sales")


@dataclass(frozen=True, eq=False)
class Shocks:
    """A batch of scenarios against one baseline.

    Parameters
    ----------
    count : int; scenarios, b
    scenario, importer, exporter : np.ndarray of int, shape (k,); where each entry applies, sorted
        by scenario
    factor : np.ndarray, shape (k,); what the kernel of that flow is multiplied by, at least 0
    technology : np.ndarray, shape (b, n), or None; what each country's productivity is multiplied by
    """

    count: int
    scenario: Index
    importer: Index
    exporter: Index
    factor: Array
    technology: Array | None = None


def entries(
    count: int,
    scenario: ArrayLike,
    importer: ArrayLike,
    exporter: ArrayLike,
    factor: ArrayLike,
    *,
    technology: ArrayLike | None = None,
) -> Shocks:
    """Return a batch from its entries; several entries on one flow multiply.

    Raises
    ------
    UsageError
        If a factor is negative or not a number, or a scenario is not in 0 … count - 1.
    """
    row, buyer, seller = (np.ravel(np.asarray(part, dtype=np.intp)) for part in
                          (scenario, importer, exporter))  # fmt: skip
    row, buyer, seller, value = np.broadcast_arrays(
        row, buyer, seller, np.ravel(np.asarray(factor, dtype=np.float64))
    )
    if count < 1 or (row.size and not (row.min() >= 0 and row.max() < count)):
        raise UsageError.out_of_range("scenario", row.tolist()[:5], f"in 0 … {count - 1}")
    if buyer.size and min(buyer.min(), seller.min()) < 0:
        raise UsageError.out_of_range("importer and exporter", -1, "positions of 0 or more")
    if not (np.isfinite(value) & (value >= 0)).all():
        bad = value[~(np.isfinite(value) & (value >= 0))]
        raise UsageError.out_of_range("factor", float(bad[0]), "a finite number of at least 0")
    merged = _merged(row, buyer, seller, value)
    return Shocks(count, *merged, technology=_technology(technology, count))


def none(count: int = 1) -> Shocks:
    """Return scenarios in which nothing happens."""
    return entries(count, [], [], [], [])


def bilateral_cuts(
    a: ArrayLike, b: ArrayLike, *, leak: float = 0.0, direction: Direction = "both"
) -> Shocks:
    """Return one scenario per pair, in which a[s] and b[s] stop trading but for `leak`.

    `direction` is seen from a: "supply", it no longer buys from b; "sales", it no longer sells.

    Raises
    ------
    UsageError
        If a country is cut off from itself, `leak` is not in [0, 1], or no pair is given.
    """
    one, other = (np.ravel(np.asarray(part, dtype=np.intp)) for part in (a, b))
    one, other = np.broadcast_arrays(one, other)
    if not one.size:
        raise UsageError("A cut must name at least one pair, not none.")
    if (one == other).any():
        raise UsageError(f"Can't cut country {one[one == other][0]} off from itself.")
    scenario = np.arange(one.size)
    return _cut(one.size, scenario, one, other, leak=leak, direction=direction)


def coalition_cut(
    members: ArrayLike,
    target: ArrayLike,
    *,
    leak: float = 0.0,
    direction: Direction = "both",
) -> Shocks:
    """Return one scenario, in which all `members` cut trade with `target`, one or several.

    `direction` is seen from the target: "supply", it no longer gets the members' goods.

    Raises
    ------
    UsageError
        If either side is empty, or they share a country, or `leak` is not in [0, 1].
    """
    coalition, hit = (np.unique(np.asarray(part, dtype=np.intp)) for part in (members, target))
    if not (coalition.size and hit.size):
        raise UsageError("A coalition and its target must each name at least one country.")
    both = np.intersect1d(coalition, hit)
    if both.size:
        raise UsageError(f"Can't cut country {both[0]} off from itself: it is on both sides.")
    one, other = np.repeat(hit, coalition.size), np.tile(coalition, hit.size)
    return _cut(1, np.zeros(one.size, np.intp), one, other, leak=leak, direction=direction)


def isolation(country: ArrayLike, n: int, *, leak: float = 0.0) -> Shocks:
    """Return one scenario per country given, cut off from all n - 1 others but for `leak`."""
    alone = np.ravel(np.asarray(country, dtype=np.intp))
    one = np.repeat(alone, n - 1)
    others = np.concatenate([np.delete(np.arange(n), each) for each in alone.tolist()])
    scenario = np.repeat(np.arange(alone.size), n - 1)
    return _cut(alone.size, scenario, one, others, leak=leak, direction="both")


def cost_factor(ad_valorem: ArrayLike, theta: ArrayLike) -> Array:
    r"""Return :math:`(1 + t)^{-\theta}`, what an ad valorem cost t leaves of a kernel."""
    rate = np.asarray(ad_valorem, dtype=np.float64)
    if not (rate > -1).all():
        raise UsageError.out_of_range("cost", float(rate.min()), "above -1 (-100 per cent)")
    return np.asarray((1 + rate) ** -np.asarray(theta, dtype=np.float64))


def costs(
    importers: ArrayLike, exporters: ArrayLike, ad_valorem: ArrayLike, *, theta: float
) -> Shocks:
    """Return one scenario, in which the paired flows bear a cost; it brings in no revenue."""
    return entries(1, 0, importers, exporters, cost_factor(ad_valorem, theta))


def union(*shocks: Shocks) -> Shocks:
    """Return the batch in which all of `shocks` happen together; a batch of one joins every other."""
    count = max(each.count for each in shocks)
    wide = [each if each.count == count else repeat(each, count) for each in shocks]
    technology: Array | None = None
    for each in wide:
        if each.technology is not None:
            technology = each.technology if technology is None else technology * each.technology
    return entries(count, *_joined(wide), technology=technology)


def stack(*shocks: Shocks) -> Shocks:
    """Return the scenarios of all of `shocks`, one after another."""
    first = np.cumsum([0, *(each.count for each in shocks)])
    scenario, *rest = _joined(shocks)
    scenario = scenario + np.repeat(first[:-1], [each.scenario.size for each in shocks])
    given = [each.technology for each in shocks if each.technology is not None]
    technology = None
    if given:
        technology = np.ones((int(first[-1]), given[0].shape[1]))
        for each, start in zip(shocks, first.tolist(), strict=False):
            if each.technology is not None:
                technology[start : start + each.count] = each.technology
    return entries(int(first[-1]), scenario, *rest, technology=technology)


def repeat(shocks: Shocks, count: int) -> Shocks:
    """Return one scenario `count` times, for as many draws of an elasticity."""
    if shocks.count != 1:
        raise UsageError.out_of_range("shocks", f"{shocks.count} scenarios", "one scenario")
    size = shocks.scenario.size
    technology = shocks.technology
    return Shocks(
        count=count,
        scenario=np.repeat(np.arange(count), size),
        importer=np.tile(shocks.importer, count),
        exporter=np.tile(shocks.exporter, count),
        factor=np.tile(shocks.factor, count),
        technology=None if technology is None else np.repeat(technology, count, axis=0),
    )


def part(shocks: Shocks, rows: Index) -> Shocks:
    """Return the scenarios `rows` of the batch, in that order."""
    low = np.searchsorted(shocks.scenario, rows, side="left")
    size = np.searchsorted(shocks.scenario, rows, side="right") - low
    scenario = np.repeat(np.arange(rows.size), size)
    taken = np.arange(scenario.size) - np.repeat(np.cumsum(size) - size, size)
    taken += np.repeat(low, size)
    technology = shocks.technology
    return Shocks(
        rows.size,
        scenario,
        shocks.importer[taken],
        shocks.exporter[taken],
        shocks.factor[taken],
        None if technology is None else technology[rows],
    )


def _cut(
    count: int, scenario: Index, one: Index, other: Index, *, leak: float, direction: Direction
) -> Shocks:
    """Return the cut of what `one` buys of, sells to, or trades with `other`."""
    if direction not in DIRECTIONS:
        raise UsageError.not_among("direction", direction, DIRECTIONS)
    if not 0 <= leak <= 1:
        raise UsageError.out_of_range("leak", leak, "in [0, 1]")
    sides = {"supply": [(one, other)], "sales": [(other, one)]}
    sides["both"] = sides["supply"] + sides["sales"]
    buyers, sellers = zip(*sides[direction], strict=True)
    rows = np.tile(scenario, len(buyers))
    return entries(count, rows, np.concatenate(buyers), np.concatenate(sellers), leak)


def _joined(shocks: Sequence[Shocks]) -> tuple[Index, Index, Index, Array]:
    """Return the entries of all batches in one row each of scenario, importer, exporter, factor."""
    return (
        np.concatenate([each.scenario for each in shocks]),
        np.concatenate([each.importer for each in shocks]),
        np.concatenate([each.exporter for each in shocks]),
        np.concatenate([each.factor for each in shocks]),
    )


def _merged(
    row: Index, buyer: Index, seller: Index, value: Array
) -> tuple[Index, Index, Index, Array]:
    """Return the entries sorted by scenario, importer, exporter, those on one flow multiplied."""
    order = np.lexsort((seller, buyer, row))
    row, buyer, seller, value = row[order], buyer[order], seller[order], value[order]
    same = (np.diff(row) == 0) & (np.diff(buyer) == 0) & (np.diff(seller) == 0)
    if not same.any():
        return row, buyer, seller, value
    first = np.flatnonzero(np.concatenate([[True], ~same]))
    return row[first], buyer[first], seller[first], np.multiply.reduceat(value, first)


def _technology(given: ArrayLike | None, count: int) -> Array | None:
    """Return the productivity factors, one row per scenario, or refuse them."""
    if given is None:
        return None
    factor = np.atleast_2d(np.asarray(given, dtype=np.float64))
    if not (np.isfinite(factor) & (factor > 0)).all():
        raise UsageError.out_of_range("technology", float(factor.min()), "finite and above 0")
    if len(factor) not in (1, count):
        told = number_of(len(factor), "row"), f"of {number_of(count, 'row')}"
        raise UsageError.out_of_range("technology", *told)
    return np.array(np.broadcast_to(factor, (count, factor.shape[1])))
