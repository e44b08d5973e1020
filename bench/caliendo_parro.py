"""Scenarios of the Caliendo-Parro model, 31 countries x 40 sectors, beside a plain NumPy loop.

Run ``python bench/caliendo_parro.py`` from the repository (``--against PATH``: see `timing.py`), on one
core: ``OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1``. COUNTERPOISE_EVIDENCE names the folder that has
``caliendo_parro_1993/``, the authors' files; without them a made-up world of the same size is solved.
The alternative is the authors' own way in plain NumPy, one scenario at a time: prices by repeated
substitution inside a loop over wages; it solves a few of the scenarios, and so does ours beside it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import timing

from counterpoise.models.sectors.caliendo_parro import Model, prepare, solve
from counterpoise.models.sectors.input_output import Economy, from_flows
from counterpoise.models.sectors.shocks import SectorShocks, in_sectors, repeat, stack, tariffs
from counterpoise.models.trade import shocks as trade_shocks

COUNTRIES, SECTORS, TRADED = 31, 40, 20
LIMIT = 0.05
CUTS = ((19, 29), (3, 12), (0, 1), (7, 15))
"""Pairs that the plain loop cuts, too."""


def made_up(seed: int = 1993) -> tuple[Economy, np.ndarray]:
    rng = np.random.default_rng(seed)
    size = rng.lognormal(3, 1.5, (SECTORS, COUNTRIES, 1))
    flows = rng.lognormal(0, 2, (SECTORS, COUNTRIES, COUNTRIES)) * size * size.transpose(0, 2, 1)
    home = np.eye(COUNTRIES, dtype=bool)
    flows = np.where(home, 2 * (flows * ~home).sum(axis=1)[:, None, :], flows)
    flows[TRADED:] *= home
    tariff = np.where(home, 0, rng.uniform(0, 0.2, flows.shape))
    labour = rng.uniform(0.3, 0.7, (SECTORS, COUNTRIES))
    inputs = rng.dirichlet(np.ones(SECTORS), (COUNTRIES, SECTORS)).transpose(0, 2, 1)
    inputs = inputs * (1 - labour.T)[:, None, :]
    economy = from_flows(flows, tariff=tariff, value_added_share=labour, input_share=inputs)
    return economy, rng.lognormal(2, 0.5, SECTORS)


def published(folder: Path) -> tuple[Economy, np.ndarray]:
    shape = (TRADED, COUNTRIES, COUNTRIES)
    flows, tariff = np.zeros((2, SECTORS, COUNTRIES, COUNTRIES))
    flows[:TRADED] = 1000 * np.loadtxt(folder / "xbilat1993.txt").reshape(shape)
    tariff[:TRADED] = np.loadtxt(folder / "tariffs1993.txt").reshape(shape) / 100
    exports = flows.sum(axis=1)
    home = np.arange(COUNTRIES)
    flows[:, home, home] = np.maximum(np.loadtxt(folder / "GO.txt"), exports) - exports
    labour = np.loadtxt(folder / "B.txt")
    inputs = np.loadtxt(folder / "IO.txt").reshape(COUNTRIES, SECTORS, SECTORS)
    inputs = np.maximum(inputs, 0)
    total = inputs.sum(axis=1, keepdims=True)
    inputs = inputs / np.where(total > 0, total, 1) * (1 - labour.T)[:, None, :]
    economy = from_flows(flows, tariff=tariff, value_added_share=labour, input_share=inputs)
    return economy, np.concatenate([np.loadtxt(folder / "T.txt"), np.full(20, 8.22)])


def mixture(seed: int = 1000) -> SectorShocks:
    rng = np.random.default_rng(seed)
    traded = np.arange(TRADED)
    one, other = np.triu_indices(COUNTRIES, 1)
    cuts = [trade_shocks.bilateral_cuts(one, other), trade_shocks.isolation(range(31), COUNTRIES)]
    for _ in range(200):
        order = rng.permutation(COUNTRIES)
        cuts.append(trade_shocks.coalition_cut(order[: rng.integers(2, 12)], order[-1]))
    taxed = []
    for _ in range(304):
        importer, *exporters = rng.permutation(COUNTRIES)[:4]
        sector, exporter = np.repeat(traded, 3), np.tile(exporters, TRADED)
        taxed.append(tariffs(sector, importer, exporter, rng.uniform(0, 0.5, sector.size)))
    return stack(in_sectors(trade_shocks.stack(*cuts), traded), *taxed)


def model() -> Model:
    folder = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "../shared/data")) / "caliendo_parro_1993"
    economy, theta = published(folder) if folder.is_dir() else made_up()
    return prepare(economy, theta=theta)


def some() -> tuple[Model, SectorShocks]:
    return model(), in_sectors(
        trade_shocks.bilateral_cuts(*zip(*CUTS, strict=True)), np.arange(TRADED)
    )


def draws() -> tuple[Model, SectorShocks, Any]:
    world = model()
    drawn = world.theta * np.random.default_rng(4).lognormal(0, 0.3, (1000, SECTORS))
    return (
        world,
        repeat(in_sectors(trade_shocks.bilateral_cuts(19, 29), np.arange(TRADED)), 1000),
        drawn,
    )


def plain_loop(world: Model, a: int, b: int) -> Any:
    """Return wages after a cut between two countries, by repeated substitution, deficits at zero."""
    base, theta = world.baseline, world.theta[:, None]
    kernel = base.trade_share.copy()
    kernel[:TRADED, [a, b], [b, a]] = 0
    tariff, labour, earned = base.tariff, base.value_added_share, base.value_added
    wage, price = np.ones(COUNTRIES), np.ones((SECTORS, COUNTRIES))
    spent = base.final_share * earned
    for _ in range(2000):
        for _ in range(500):
            inputs = np.einsum("nkj,kn->jn", base.input_share, np.log(price))
            cost = np.exp(labour * np.log(wage) + inputs) ** -theta
            new = np.einsum("jni,ji->jn", kernel, cost) ** (-1 / theta)
            change, price = np.abs(new / price - 1).max(), new
            if change < 1e-11:
                break
        share = kernel * cost[:, None, :] * (price**theta)[:, :, None]
        for _ in range(500):
            paid = share / (1 + tariff) * spent[:, :, None]
            revenue = (paid * tariff).sum(axis=(0, 2))
            used = np.einsum("njk,kn->jn", base.input_share, paid.sum(axis=1))
            new = used + base.final_share * (wage * earned + revenue)
            change, spent = np.abs(new - spent).max() / new.max(), new
            if change < 1e-12:
                break
        made = (labour * paid.sum(axis=1)).sum(axis=0) / (wage * earned)
        if np.abs(made - 1).max() < 1e-9:
            break
        wage = wage * made**0.3
        wage *= earned.sum() / (wage * earned).sum()
    return wage


def apart(found: Any, plain: Any) -> float:
    return float(np.abs(found.wage / np.array(plain) - 1).max())


LINES = {
    "four cuts": timing.Line(
        lambda given: solve(*given),
        lambda given: [plain_loop(given[0], a, b) for a, b in CUTS],
        alternative="a plain NumPy loop, one scenario at a time",
        limit=LIMIT,
        ready=some,
        apart=apart,
        near=1e-6,
    ),
    "1,000 scenarios": timing.Line(lambda given: solve(*given), ready=lambda: (model(), mixture())),
    "1,000 elasticity draws of one cut": timing.Line(
        lambda given: solve(given[0], given[1], theta=given[2]), ready=draws
    ),
    "set-up": timing.Line(lambda _: model()),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
