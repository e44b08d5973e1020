"""1,000 scenarios of the Caliendo-Parro model, 31 countries x 40 sectors, on one core.

Run ``OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python bench/caliendo_parro.py [FOLDER]``; FOLDER holds
the authors' files of 1993 (``caliendo_parro_1993``), without it a made-up world of the same size is
solved. The scenarios are a mixture: every bilateral cut, tariffs of 0-50 % against three partners,
coalitions of 2-11 that cut off a target, and every country alone. A second line has 1,000 draws of the
elasticities for one cut. The bound is what the matrix products of the sweeps that were made would take
at the machine's own rate for a large product; the rest is exponentials, logarithms and memory.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from counterpoise.models.sectors.caliendo_parro import Equilibrium, Model, prepare, solve
from counterpoise.models.sectors.clearing import SWEEPS
from counterpoise.models.sectors.input_output import Economy, from_flows
from counterpoise.models.sectors.shocks import SectorShocks, in_sectors, repeat, stack, tariffs
from counterpoise.models.trade import shocks as trade_shocks

COUNTRIES, SECTORS, TRADED = 31, 40, 20
LIMIT_SECONDS = 1.2
REPEATS = 3


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


def rate() -> float:
    """Return the operations per second of a large matrix product on this machine."""
    matrix = np.random.default_rng(0).random((1000, 1000))
    return 2e9 / best(lambda: matrix @ matrix)[0]


def best(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of the clock, and of the processor, of a few runs."""
    clock, processor = [], []
    for _ in range(REPEATS):
        start, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return min(clock), min(processor)


def products(found: Equilibrium) -> float:
    """Return the operations in the matrix products that the solution made."""
    shares = 2 * TRADED * COUNTRIES**2
    inputs = 2 * COUNTRIES * TRADED**2
    wages = 4 * TRADED * COUNTRIES**2
    return float(found.iterations.sum()) * (2 * SWEEPS * (shares + inputs) + shares + wages)


def report(name: str, work: Callable[[], Equilibrium], speed: float) -> float:
    found = work()
    clock, processor = best(work)
    bound = products(found) / speed
    print(
        f"{name:24} {clock:6.2f} s  {processor:6.2f} s CPU  bound {bound:5.2f} s "
        f"({bound / processor:4.0%})  iterations {found.iterations.mean():4.1f} "
        f"(at most {found.iterations.max()})  residual {found.residual.max():.0e}"
    )
    return clock


def prepared(arguments: list[str]) -> tuple[Model, float]:
    economy, theta = published(Path(arguments[0])) if arguments else made_up()
    seconds = best(lambda: prepare(economy, theta=theta))[0]
    return prepare(economy, theta=theta), seconds


def main() -> None:
    model, seconds = prepared(sys.argv[1:])
    speed = rate()
    print(f"matrix products {speed / 1e9:.0f} GFLOP/s; set-up {seconds:.2f} s")
    shocks = mixture()
    clock = report(f"{shocks.count:,} scenarios", lambda: solve(model, shocks), speed)
    draws = model.theta * np.random.default_rng(4).lognormal(0, 0.3, (1000, SECTORS))
    cut = in_sectors(trade_shocks.bilateral_cuts(19, 29), np.arange(TRADED))
    many = repeat(cut, len(draws))
    report("1,000 elasticity draws", lambda: solve(model, many, theta=draws), speed)
    one = in_sectors(trade_shocks.bilateral_cuts(0, 1), np.arange(TRADED))
    report("1 scenario", lambda: solve(model, one), speed)
    print("target met" if clock <= LIMIT_SECONDS else f"target of {LIMIT_SECONDS} s missed")


if __name__ == "__main__":
    main()
