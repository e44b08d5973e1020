"""Cut-offs in the one-sector model: how long they take on one core, and how near to the machine's bound.

Run ``python bench/cutoff.py`` from the repository, with COUNTERPOISE_EVIDENCE naming the folder of the
publishers' files (``baci_matrix_2023/`` and ``gegravity_sample/`` in it) and COUNTERPOISE_GEGRAVITY the
python of an environment in which gegravity 0.3 is installed (``pip install gegravity==0.3``). On one
core: ``OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 taskset -c 0 python …``.

The bound is the time that the matrix products alone would take, at the speed at which this machine
multiplies matrices of the same shape in the same run. Baseline: 194 countries in 2023, home sales by
the gross-output rule; pairs that were not covered count as no trade here, which no result may do.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.trade import armington, markets, scenario_markets
from counterpoise.models.trade import shocks as trade_shocks
from counterpoise.models.trade.armington_chunk import CHUNK
from counterpoise.models.trade.shocks import Shocks

Array = NDArray[np.float64]
THETA = 4.0
SCENARIOS = 1000

GEGRAVITY = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import pandas as pd, gegravity as ge
rows = pd.read_csv(sys.argv[1], dtype={"year": str})
costs = {"lndist": -0.39, "contiguity": 0.89, "pta": 0.47, "common_language": 0.25, "international": -3.41}
coefficients = pd.DataFrame({"var": list(costs), "coeff": list(costs.values())})
baseline = ge.BaselineData(rows, trade_var_name="trade", expend_var_name="E", output_var_name="Y")
model = ge.OneSectorGE(baseline, year="2006", reference_importer="DEU", sigma=5, quiet=True,
                       cost_variables=list(costs),
                       cost_coeff_values=ge.CostCoeffs(coefficients, identifier_col="var", coeff_col="coeff"))
started = time.perf_counter()
model.build_baseline(omr_rescale=10)
built = time.perf_counter()
changed = model.baseline_data.copy()
pair = changed["importer"].isin(["CAN", "JPN"]) & changed["exporter"].isin(["CAN", "JPN"])
changed.loc[pair & (changed["importer"] != changed["exporter"]), "pta"] = 1
model.define_experiment(changed)
model.simulate()
print(built - started, time.perf_counter() - built)
"""
"""Its own example: Canada and Japan agree on free trade; seconds of the baseline and of the scenario."""


def matrix(folder: Path) -> Array:
    """Return sales, importers by exporters, in dollars, with home sales by the gross-output rule."""
    with (folder / "trade_cepii.csv").open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    exports = np.array([[float(cell) if cell.strip() else 0.0 for cell in row] for row in rows])
    exports *= 1000
    np.fill_diagonal(exports, 0)
    gdp = np.array([float(line) for line in (folder / "gdp.csv").read_text().split()[1:]])
    abroad = exports.sum(axis=1)
    output = gdp * (1.79 + 0.68 * abroad / gdp)
    trade = exports.T.copy()
    np.fill_diagonal(trade, np.maximum(output - abroad, 0.01 * output))
    return trade


def best(call: Callable[[], object], times: int) -> float:
    """Return the least seconds that `call` took."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return min(taken)


def product_seconds(n: int) -> tuple[float, float]:
    """Return the seconds of one chunk's matrix product, in double and in single precision."""
    left, right = np.random.default_rng(0).random((2, CHUNK, n))[0], np.ones((n, n))
    double = best(lambda: [left @ right for _ in range(50)], 5) / 50
    left32, right32 = left.astype(np.float32), right.astype(np.float32)
    return double, best(lambda: [left32 @ right32 for _ in range(50)], 5) / 50


def bound(model: armington.Model, cuts: Shocks, iterations: NDArray[np.int64]) -> float:
    """Return the seconds of the products alone: two in double, one in single per iteration."""
    double, single = product_seconds(len(model.baseline.income))
    difficulty = scenario_markets.severity(model.baseline, cuts)
    order = scenario_markets.chunks(
        np.arange(cuts.count), difficulty, np.full(cuts.count, THETA), CHUNK
    )
    rows = sum(int(iterations[chunk].max()) * chunk.size for chunk in order)
    return rows / CHUNK * (2 * double + single)


def sample(path: Path) -> tuple[Array, list[str]]:
    """Return the sales of gegravity's sample, importers by exporters, and the countries."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["importer"] for row in rows})
    place = {name: k for k, name in enumerate(names)}
    trade = np.zeros((len(names), len(names)))
    for row in rows:
        trade[place[row["importer"]], place[row["exporter"]]] += float(row["trade"])
    return trade, names


def beside_gegravity(path: Path) -> None:
    """Print the seconds of one scenario on gegravity's sample, by gegravity and by Counterpoise."""
    python = os.environ.get("COUNTERPOISE_GEGRAVITY")
    if not python:
        print("gegravity: not run; COUNTERPOISE_GEGRAVITY names no python in which it is installed")
        return
    ran = subprocess.run(
        [python, "-c", GEGRAVITY, str(path)], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        print(f"gegravity: failed\n{ran.stderr[-2000:]}", file=sys.stderr)
        return
    theirs = [float(part) for part in ran.stdout.split()[-2:]]
    trade, names = sample(path)
    ours_ready = best(lambda: armington.prepare(markets.balanced(trade, theta=4), theta=4), 5)
    model = armington.prepare(markets.balanced(trade, theta=4), theta=4)
    canada, japan = names.index("CAN"), names.index("JPN")
    pact = trade_shocks.entries(1, 0, [canada, japan], [japan, canada], np.exp(0.47))
    ours = best(lambda: armington.solve(model, pact), 50)
    print(f"gegravity 0.3, its sample, N = {len(names)}: baseline {theirs[0] * 1e3:.0f} ms, scenario "
          f"{theirs[1] * 1e3:.0f} ms; here {ours_ready * 1e3:.2f} ms and {ours * 1e3:.3f} ms: "
          f"{theirs[0] / ours_ready:.0f} and {theirs[1] / ours:.0f} times as fast")  # fmt: skip


def line(what: str, seconds: float, limit: float, note: str = "") -> None:
    verdict = "met" if seconds < limit else "MISSED"
    print(f"{what:52s} {seconds * 1e3:9.2f} ms   below {limit * 1e3:7.1f} ms: {verdict}   {note}")


def main() -> None:
    folder = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "../shared/data"))
    trade = matrix(folder / "baci_matrix_2023")
    n = len(trade)
    baseline = markets.balanced(trade, theta=THETA)
    model = armington.prepare(baseline, theta=THETA)
    ready = best(lambda: armington.prepare(markets.balanced(trade, theta=THETA), theta=THETA), 3)
    double, single = product_seconds(n)
    flop = 2 * CHUNK * n * n / 1e9
    print(f"N = {n}; set-up {ready * 1e3:.1f} ms; matrix products {flop / double:.0f} GFLOP/s double, "
          f"{flop / single:.0f} single; elasticity {THETA}")  # fmt: skip

    abroad = baseline.trade * (1 - np.eye(n))
    largest = np.argsort((abroad + abroad.T)[np.triu_indices(n, 1)])[::-1][:SCENARIOS]
    state, partner = (side[largest] for side in np.triu_indices(n, 1))
    one = trade_shocks.bilateral_cuts(state[0], partner[0])
    line("one scenario, the largest pair cut", best(lambda: armington.solve(model, one), 50), 1e-3)

    rng = np.random.default_rng(0)
    a = rng.integers(0, n, SCENARIOS)
    sets = {
        "1,000 scenarios, pairs at random": (a, (a + rng.integers(1, n, SCENARIOS)) % n),
        "1,000 scenarios, the largest pairs": (state, partner),
    }
    for what, pairs in sets.items():
        cuts = trade_shocks.bilateral_cuts(*pairs)
        found = armington.solve(model, cuts)
        seconds = best(lambda cuts=cuts: armington.solve(model, cuts), 5)
        least = bound(model, cuts, found.iterations)
        line(what, seconds, 0.12,
             f"{found.iterations.mean():.1f} iterations; products alone {least * 1e3:.1f} ms, "
             f"{100 * least / seconds:.0f} % of the time")  # fmt: skip

    supply = armington.pair_losses(model, direction="supply")
    line(f"whole matrix, {n * (n - 1):,} ordered pairs, supply cut",
         best(lambda: armington.pair_losses(model, direction="supply"), 2), 3.0,
         f"residual {supply.residual:.1e}")  # fmt: skip
    line(
        "whole matrix, all pairs, cut both ways", best(lambda: armington.pair_losses(model), 2), 3.0
    )

    draws = np.exp(rng.normal(np.log(THETA), 0.3, SCENARIOS))
    many = trade_shocks.repeat(one, SCENARIOS)
    line("1,000 elasticity draws of one scenario",
         best(lambda: armington.solve(model, many, theta=draws), 3), 0.5)  # fmt: skip
    share = np.minimum(rng.uniform(0.35, 0.55, n) * np.exp(rng.normal(0, 0.15, (SCENARIOS, n))), 1)
    line("1,000 draws of elasticity and value-added shares",
         best(lambda: armington.solve(model, many, theta=draws, value_added_share=share), 3),
         0.5)  # fmt: skip
    everyone = trade_shocks.isolation(np.arange(n), n)
    print(f"{'each country alone, 194 scenarios':52s} "
          f"{best(lambda: armington.solve(model, everyone), 2) * 1e3:9.2f} ms")  # fmt: skip
    beside_gegravity(folder / "gegravity_sample" / "sample_data_set.dlm")


if __name__ == "__main__":
    main()
