"""From baseline and shocks to markets: which scenarios share one matrix, which bring their own.

A scenario is *light* if each country keeps a fair part of its supplies and sales, and nobody is
parted from anybody. Light scenarios differ from the baseline's matrix by a sparse correction, so that
all of them need the same two matrix products. For the others the difference of two large numbers
would be small, or blocs must be found: they are written out whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import MeasureError, offenders
from counterpoise.models.trade.clearing import Corrections, Markets, Share, bloc_sum, sparse
from counterpoise.models.trade.markets import Baseline, blocs
from counterpoise.models.trade.shocks import Index, Shocks

Array = NDArray[np.float64]

LEAST_KEPT: Final = 0.05
"""Part of its supplies and of its sales that each country keeps in a light scenario."""


def light(baseline: Baseline, detours: NDArray[np.float32], shocks: Shocks) -> NDArray[np.bool_]:
    """Return which scenarios can share the baseline's matrix.

    Nobody is parted if each flow that is cut has a detour by way of one country, whatever else the
    scenario cuts; `detours` counts them, shape (n, n).
    """
    share = baseline.share[shocks.importer, shocks.exporter]
    sold = baseline.trade[shocks.importer, shocks.exporter] / baseline.income[shocks.exporter]
    gone = 1 - shocks.factor
    cut = (shocks.factor == 0) & (share > 0)
    around = detours[shocks.importer, shocks.exporter] + 2
    found = np.ones(shocks.count, dtype=bool)
    for country, part in ((shocks.importer, share), (shocks.exporter, sold)):
        flow = np.unique(shocks.scenario * len(baseline.income) + country, return_inverse=True)[1]
        found[shocks.scenario[np.bincount(flow, part * gone)[flow] > 1 - LEAST_KEPT]] = False
        around = around - np.bincount(flow, cut)[flow]
    found[shocks.scenario[cut & (around <= 0)]] = False
    return found


def severity(baseline: Baseline, shocks: Shocks) -> Array:
    """Return how hard each scenario is to solve, roughly: the shares it takes away, summed."""
    share = baseline.share[shocks.importer, shocks.exporter]
    sold = baseline.trade[shocks.importer, shocks.exporter] / baseline.income[shocks.exporter]
    taken = (share + sold) * np.abs(1 - shocks.factor)
    return np.bincount(shocks.scenario, taken, shocks.count).astype(np.float64)


def chunks(rows: Index, difficulty: Array, theta: Array, size: int) -> Iterator[Index]:
    """Yield `rows` in parts of like elasticity and like difficulty, which settle at the same time."""
    ordered = rows[np.lexsort((difficulty[rows], theta[rows]))]
    for start in range(0, ordered.size, size):
        yield ordered[start : start + size]


def shared(
    baseline: Baseline,
    shocks: Shocks,
    theta: Array,
    *,
    value_added_share: Share,
    labour_supply: float,
) -> Markets:
    """Return the markets of light scenarios: the baseline's matrix, and corrections to it."""
    n = len(baseline.income)
    weight = baseline.share[shocks.importer, shocks.exporter] * (shocks.factor - 1)
    buyer, seller = shocks.scenario * n + shocks.importer, shocks.scenario * n + shocks.exporter
    own = np.tile(np.diag(baseline.share), (shocks.count, 1))
    home = shocks.importer == shocks.exporter
    own.reshape(-1)[buyer[home]] += weight[home]
    return Markets(
        income=baseline.income,
        spending=baseline.spending,
        closure=baseline.closure,
        kernel_share=baseline.share,
        corrections=Corrections(
            supply=sparse(buyer, seller, weight), sales=sparse(seller, buyer, weight)
        ),
        own=own,
        theta=theta[:, None],
        value_added_share=value_added_share,
        labour_supply=labour_supply,
        technology=shocks.technology,
        bloc=None if (baseline.bloc == 0).all() else np.tile(baseline.bloc, (shocks.count, 1)),
    )


def whole(
    baseline: Baseline,
    shocks: Shocks,
    theta: Array,
    *,
    value_added_share: Share,
    labour_supply: float,
) -> tuple[Markets, NDArray[np.bool_]]:
    """Return the markets of any scenarios, each with its matrix and blocs, and who is left alone.

    Trade between blocs is taken away: nothing can pay for it. A country alone that doesn't serve
    itself has no supply; it is given its own, to keep the arithmetic sound, and is flagged.

    Raises
    ------
    MeasureError
        If deficits are kept and those of a bloc don't add to 0.
    """
    kernel = np.tile(baseline.share, (shocks.count, 1, 1))
    kernel[shocks.scenario, shocks.importer, shocks.exporter] *= shocks.factor
    bloc = np.stack([blocs(each > 0) for each in kernel])
    _check_deficits(baseline, bloc)
    kernel *= bloc[:, :, None] == bloc[:, None, :]
    alone = kernel.sum(axis=2) == 0
    scenario, country = np.nonzero(alone)
    kernel[scenario, country, country] = 1
    return Markets(
        income=baseline.income,
        spending=baseline.spending,
        closure=baseline.closure,
        kernel_share=kernel,
        corrections=None,
        own=np.einsum("bii->bi", kernel).copy(),
        theta=theta[:, None],
        value_added_share=value_added_share,
        labour_supply=labour_supply,
        technology=shocks.technology,
        bloc=bloc,
    ), alone


def _check_deficits(baseline: Baseline, bloc: NDArray[np.int64]) -> None:
    """Refuse blocs that would have to live on credit from nobody."""
    if baseline.closure != "additive":
        return
    shape = bloc.shape
    owed = bloc_sum(np.broadcast_to(baseline.spending - baseline.income, shape), bloc)
    earned = bloc_sum(np.broadcast_to(baseline.income, shape), bloc)
    unpaid = np.flatnonzero((np.abs(owed) > 1e-9 * earned).any(axis=0))
    if unpaid.size:
        raise MeasureError(
            "Can't keep the deficit of a country that is cut off from everybody who lends to it.",
            where=f"country {offenders(unpaid.tolist(), quote=False)}",
            attempt="a balanced baseline: markets.balanced(trade, theta=...)",
        )
