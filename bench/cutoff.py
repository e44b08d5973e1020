"""Cut-offs in the one-sector model, beside a plain NumPy loop and gegravity.

Run ``python bench/cutoff.py`` from the repository (``--against PATH``: see `timing.py`), with
COUNTERPOISE_EVIDENCE naming the folder of the publishers' files (``baci_matrix_2023/`` and
``gegravity_sample/`` in it), on one core: ``OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1``. The line of
gegravity 0.3 runs where COUNTERPOISE_GEGRAVITY names the python of an environment that has it; its
imports and the reading of its table are not in its seconds.

Baseline: 194 countries in 2023, home sales by the gross-output rule; pairs that were not covered count
as no trade here, which no result may do.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import timing
from numpy.typing import NDArray

from counterpoise.models.trade import armington, markets
from counterpoise.models.trade import shocks as trade_shocks

Array = NDArray[np.float64]
FOLDER = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "../shared/data"))
GEGRAVITY_PYTHON = os.environ.get("COUNTERPOISE_GEGRAVITY", "")
THETA = 4.0
SCENARIOS = 1000
SOME = 10
LIMIT, LIMIT_OF_GEGRAVITY = 0.05, 0.1

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
started = time.process_time()
model.build_baseline(omr_rescale=10)
changed = model.baseline_data.copy()
pair = changed["importer"].isin(["CAN", "JPN"]) & changed["exporter"].isin(["CAN", "JPN"])
changed.loc[pair & (changed["importer"] != changed["exporter"]), "pta"] = 1
model.define_experiment(changed)
model.simulate()
print(time.process_time() - started)
"""
"""Its own example: Canada and Japan agree on free trade: seconds of the baseline and of the scenario."""


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


def model() -> armington.Model:
    trade = matrix(FOLDER / "baci_matrix_2023")
    return armington.prepare(markets.balanced(trade, theta=THETA), theta=THETA)


def largest(count: int) -> tuple[armington.Model, Any]:
    """Return the model, and the pairs that trade most."""
    world = model()
    n = len(world.baseline.income)
    abroad = world.baseline.trade * (1 - np.eye(n))
    order = np.argsort((abroad + abroad.T)[np.triu_indices(n, 1)])[::-1][:count]
    return world, np.array([side[order] for side in np.triu_indices(n, 1)])


def cut(given: tuple[armington.Model, Any]) -> Any:
    return armington.solve(given[0], trade_shocks.bilateral_cuts(*given[1]))


def plain_loop(given: tuple[armington.Model, Any]) -> Any:
    """Return real incomes after each cut, by damped substitution, one scenario at a time."""
    world, pairs = given
    trade, income = world.baseline.trade, world.baseline.income
    share = trade / trade.sum(axis=1, keepdims=True)
    found = []
    for a, b in pairs.T:
        kernel = share.copy()
        kernel[[a, b], [b, a]] = 0
        wage = np.ones(len(income))
        for _ in range(10_000):
            price = kernel @ wage**-THETA
            sold = (kernel * (wage * income / price)[:, None]).sum(axis=0) * wage**-THETA
            excess = sold / (wage * income)
            if np.abs(excess - 1).max() < 1e-10:
                break
            wage = wage * excess**0.25
        found.append(wage * price ** (1 / THETA))
    return np.array(found)


def draws() -> tuple[armington.Model, Any, Any]:
    world, pairs = largest(1)
    theta = np.exp(np.random.default_rng(0).normal(np.log(THETA), 0.3, SCENARIOS))
    return world, trade_shocks.repeat(trade_shocks.bilateral_cuts(*pairs), SCENARIOS), theta


def drawn_loops() -> tuple[armington.Model, Any, Any, Any]:
    """Return draws of the elasticity and of every country's share of value added."""
    world, cuts, theta = draws()
    rng = np.random.default_rng(1)
    shape = SCENARIOS, len(world.baseline.income)
    share = np.minimum(rng.uniform(0.35, 0.55, shape[1]) * np.exp(rng.normal(0, 0.15, shape)), 1)
    return world, cuts, theta, share


def pact(given: tuple[Array, list[str]]) -> Any:
    """Return what gegravity's own example comes to: Canada and Japan agree on free trade."""
    trade, names = given
    world = armington.prepare(markets.balanced(trade, theta=THETA), theta=THETA)
    canada, japan = names.index("CAN"), names.index("JPN")
    return armington.solve(
        world, trade_shocks.entries(1, 0, [canada, japan], [japan, canada], np.exp(0.47))
    )


def by_gegravity(given: Any) -> float:
    """Return gegravity's own count of its seconds."""
    path = str(FOLDER / "gegravity_sample" / "sample_data_set.dlm")
    command = [GEGRAVITY_PYTHON, "-c", GEGRAVITY, path]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return timing.told(float(ran.stdout.split()[-1]))


LINES = {
    "ten cuts, the largest pairs": timing.Line(
        cut,
        plain_loop,
        alternative="a plain NumPy loop, one scenario at a time",
        limit=LIMIT,
        ready=lambda: largest(SOME),
        apart=lambda a, b: float(np.abs(a.real_income - b).max()),
        near=1e-7,
    ),
    "1,000 cuts, the largest pairs": timing.Line(cut, ready=lambda: largest(SCENARIOS)),
    "whole matrix, supply cut": timing.Line(
        lambda world: armington.pair_losses(world, direction="supply"), ready=model
    ),
    "1,000 elasticity draws of one cut": timing.Line(
        lambda given: armington.solve(given[0], given[1], theta=given[2]), ready=draws
    ),
    "1,000 draws of elasticity and value-added shares": timing.Line(
        lambda given: armington.solve(
            given[0], given[1], theta=given[2], value_added_share=given[3]
        ),
        ready=drawn_loops,
    ),
    "baseline and pact, gegravity's sample": timing.Line(
        pact,
        by_gegravity if GEGRAVITY_PYTHON else None,
        alternative="gegravity 0.3"
        + (
            ""
            if GEGRAVITY_PYTHON
            else ", not run: COUNTERPOISE_GEGRAVITY names no python that has it"
        ),
        limit=LIMIT_OF_GEGRAVITY,
        ready=lambda: sample(FOLDER / "gegravity_sample" / "sample_data_set.dlm"),
    ),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
