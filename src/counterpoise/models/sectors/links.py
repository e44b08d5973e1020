"""Which ties a chunk of scenarios changes, into which blocs it splits the world, and who is starved.

Cuts are masks: a tie with factor 0 is not in the sums, whatever the elasticity.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from counterpoise.models.sectors.input_output import Flags, Floats
from counterpoise.models.sectors.shocks import SectorShocks
from counterpoise.models.sectors.system import System
from counterpoise.models.sectors.worlds import Links, Whole
from counterpoise.models.trade.markets import blocs

HEAVY: Final = 0.5
"""Of a buyer who loses more than this part of its supply in a sector, what remains is added up afresh.

Otherwise the loss is taken off the sum of all suppliers. That loses digits also where the lost ones
would have become much the cheapest, which a high elasticity does to small parts: see `_limit`.
"""


class Ties(NamedTuple):
    """Changed ties of s scenarios: where (sectors are numbered among the traded ones), and how."""

    scenario: Whole
    sector: Whole
    importer: Whole
    exporter: Whole
    kernel: Floats
    """What the share's kernel is multiplied by, tariffs and costs included; 0 is cut."""
    tariff: Floats
    """After the shock."""

    def take(self, first: int, last: int) -> Ties:
        """Return the ties of scenarios first .. last - 1, numbered from 0."""
        low, high = np.searchsorted(self.scenario, [first, last])
        mine = slice(low, high)
        return Ties(
            self.scenario[mine] - first,
            self.sector[mine],
            self.importer[mine],
            self.exporter[mine],
            self.kernel[mine],
            self.tariff[mine],
        )


def ties_of(
    system: System, traded: Whole, shocks: SectorShocks, theta: Floats, rank: Whole | None = None
) -> Ties:
    """Return the shocks to ties that exist, scenario by scenario; `rank` renumbers these.

    theta has the shape (t, b) or (t, 1). A shock to a tie without trade changes nothing, and a sector
    that nobody trades has no ties.
    """
    place = np.full(int(max(traded.max(initial=0), shocks.sector.max(initial=0))) + 1, -1)
    place[traded] = np.arange(len(traded))
    sector = place[shocks.sector]
    there = (sector >= 0) & (system.share[sector, shocks.importer, shocks.exporter] > 0)
    scenario, sector = shocks.scenario[there], sector[there]
    importer, exporter = shocks.importer[there], shocks.exporter[there]
    before = system.tariff[sector, importer, exporter]
    tariff = np.where(np.isnan(shocks.tariff[there]), before, shocks.tariff[there])
    power = -theta[sector, scenario if theta.shape[1] > 1 else 0]
    cost = shocks.cost[there] * (1 + tariff) / (1 + before)
    kernel = shocks.factor[there] * cost**power
    new = scenario if rank is None else rank[scenario]
    order = np.argsort(new, kind="stable")
    columns = (new, sector, importer, exporter, kernel, tariff)
    return Ties(*(column[order] for column in columns))


def lay_out(system: System, ties: Ties, count: int, theta: Floats) -> tuple[Links, Flags]:
    """Return what `ties` change in `count` scenarios, and who is starved, shape (n, count).

    theta has the shape (t, count) or (t, 1).

    Trade between blocs (who buys but can't sell, even by way of others, can't pay) ends. A buyer of
    whom every supplier is cut is given home supply at its own cost, so that the others' figures are
    finite, and is flagged: its own loss has no bound.
    """
    bloc = _blocs(system, ties, count)
    ties = _within(system, ties, bloc)
    shape = (*system.share.shape[:2], count)
    share = system.share[ties.sector, ties.importer, ties.exporter]
    before = system.tariff[ties.sector, ties.importer, ties.exporter]
    buyer = np.ravel_multi_index((ties.sector, ties.importer, ties.scenario), shape)
    seller = np.ravel_multi_index((ties.sector, ties.exporter, ties.scenario), shape)
    lost = np.bincount(buyer, share * np.maximum(1 - ties.kernel, 0), minlength=np.prod(shape))
    fresh = lost > np.broadcast_to(_limit(theta)[:, None, :], shape).ravel()
    heavy, light = np.flatnonzero(fresh), ~fresh[buyer]
    price = share * (ties.kernel - 1)
    net = share * (ties.kernel / (1 + ties.tariff) - 1 / (1 + before))
    afresh = _afresh(system, ties, buyer, heavy, shape)
    kept = None
    if heavy.size:
        kept = np.ones(shape)
        kept.ravel()[heavy] = 0.0
    links = Links(
        buyer=np.concatenate([buyer[light], afresh.buyer]),
        seller=np.concatenate([seller[light], afresh.seller]),
        price=np.concatenate([price[light], afresh.price]),
        net=np.concatenate([net[light], afresh.net]),
        kept=kept,
        home=np.flatnonzero(afresh.buyer == afresh.seller) + np.count_nonzero(light),
        bloc=bloc,
    )
    starved = np.zeros(shape[1:], dtype=bool)
    _, country, scenario = np.unravel_index(afresh.starved, shape)
    starved[country, scenario] = True
    return links, starved


def _limit(theta: Floats) -> Floats:
    """Return the part that may be taken off: supply 30 % cheaper would weigh exp(0.3 theta) as much."""
    return np.minimum(HEAVY, 1e4 * np.exp(-0.3 * theta))


class _Afresh(NamedTuple):
    buyer: Whole
    seller: Whole
    price: Floats
    net: Floats
    starved: Whole


def _afresh(
    system: System, ties: Ties, buyer: Whole, heavy: Whole, shape: tuple[int, ...]
) -> _Afresh:
    """List every remaining tie of the buyers in `heavy`."""
    sector, importer, scenario = np.unravel_index(heavy, shape)
    kernel = system.share[sector, importer]  # (heavy, n), a copy
    tariff = system.tariff[sector, importer]
    place = np.full(int(np.prod(shape)), -1)
    place[heavy] = np.arange(len(heavy))
    mine = place[buyer] >= 0
    row, column = place[buyer[mine]], ties.exporter[mine]
    kernel[row, column] *= ties.kernel[mine]
    tariff[row, column] = ties.tariff[mine]
    starved = np.flatnonzero(~(kernel > 0).any(axis=1))
    kernel[starved, importer[starved]] = 1.0
    row, exporter = np.nonzero(kernel)
    price = kernel[row, exporter]
    return _Afresh(
        buyer=heavy[row],
        seller=np.ravel_multi_index((sector[row], exporter, scenario[row]), shape),
        price=price,
        net=price / (1 + tariff[row, exporter]),
        starved=heavy[starved],
    )


def _blocs(system: System, ties: Ties, count: int) -> Whole:
    """Return the bloc of each country, worked out anew only where something is cut in all sectors."""
    n = system.countries
    ways = (system.share > 0).sum(axis=0)
    np.fill_diagonal(ways, 1)
    bloc = np.repeat(blocs(ways > 0)[:, None], count, axis=1)
    cut = ties.kernel == 0
    pair = (ties.scenario[cut] * n + ties.importer[cut]) * n + ties.exporter[cut]
    closed, times = np.unique(pair, return_counts=True)
    scenario, importer, exporter = np.unravel_index(closed, (count, n, n))
    gone = times >= ways[importer, exporter]
    for each in np.unique(scenario[gone]).tolist():
        mine = gone & (scenario == each)
        open_ = ways > 0
        open_[importer[mine], exporter[mine]] = False
        if not (open_.all(axis=0) & open_.all(axis=1)).any():
            bloc[:, each] = blocs(open_)
    return bloc


def _within(system: System, ties: Ties, bloc: Whole) -> Ties:
    """Add the end of all trade between blocs."""
    split = np.flatnonzero((bloc != bloc[0]).any(axis=0))
    if not split.size:
        return ties
    apart = bloc[:, None, split] != bloc[None, :, split]
    sector, importer, exporter, which = np.nonzero((system.share > 0)[..., None] & apart)
    scenario = split[which]
    inside = bloc[ties.importer, ties.scenario] == bloc[ties.exporter, ties.scenario]
    added = Ties(
        scenario,
        sector,
        importer,
        exporter,
        np.zeros(len(scenario)),
        system.tariff[sector, importer, exporter],
    )
    return Ties(*(np.concatenate([old[inside], new]) for old, new in zip(ties, added, strict=True)))
