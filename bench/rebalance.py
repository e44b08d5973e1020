"""What it costs to find mixes of partners under terms.

Run ``python bench/rebalance.py`` from the repository (``--against PATH``: see `timing.py`). The
alternative is cvxpy with the same conic solver, as its manual would have one write the problem; it is
timed where it is installed.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

import numpy as np
import timing

from counterpoise.errors import CounterpoiseError
from counterpoise.models.portfolios.rebalancing import terms
from counterpoise.models.portfolios.rebalancing.bounded_mix import bounded_mix
from counterpoise.models.portfolios.rebalancing.partner_mix import cheapest
from counterpoise.panel.store import Store
from counterpoise.scenarios.baseline.world import build
from counterpoise.scenarios.rebalance.frontier import frontier
from counterpoise.scenarios.rebalance.plan import plan
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.setting import setting
from counterpoise.scenarios.rebalance.usual import usual
from counterpoise.settings import embedded_folder

PARTNERS, CAP, JOINT, ELASTICITY = 200, 0.05, 0.08, 4.0


def shares(partners: int = PARTNERS) -> Any:
    drawn = np.random.default_rng(1).pareto(1, partners)
    return drawn / drawn.sum()


def ours(free: Any) -> Any:
    wanted = [
        terms.each_at_most(CAP, len(free)),
        terms.together_at_most(JOINT, [0, 1, 2], len(free)),
    ]
    found = cheapest(free, wanted, elasticity=ELASTICITY)
    assert found is not None
    return found.shares


def independent(free: Any) -> Any:
    places = np.random.default_rng(2).normal(size=len(free))
    near = np.exp(-np.abs(places[:, None] - places))
    wanted = [terms.each_at_most(CAP, len(free)), terms.Alike("votes", near, 2.0)]
    found = cheapest(free, wanted, elasticity=ELASTICITY)
    assert found is not None
    return found.shares


def by_cvxpy(free: Any) -> Any:
    import cvxpy

    mix = cvxpy.Variable(len(free), nonneg=True)
    power = ELASTICITY / (ELASTICITY + 1)
    worth = cvxpy.sum(cvxpy.multiply(free ** (1 - power), cvxpy.power(mix, power)))
    rules = [cvxpy.sum(mix) == 1, mix <= CAP, cvxpy.sum(mix[:3]) <= JOINT]
    cvxpy.Problem(cvxpy.Maximize(worth), rules).solve(solver=cvxpy.CLARABEL)
    return mix.value


def watered(free: Any) -> Any:
    caps = np.linspace(CAP, 0.2, 20)
    return [bounded_mix(np.tile(free, (200, 1)), cap) for cap in caps]


def curve(at: Any) -> Any:
    return frontier(at, points=20)


def everybody(store: Any) -> Any:
    found = 0
    for state in build(store).states:
        try:
            found += plan(setting(store, usual(store, Rebalance(state=state)))).mix is not None
        except CounterpoiseError:  # too little is told of it
            continue
    return found


LINES = {
    "one mix of 200 partners, a coalition among the terms": timing.Line(
        ours,
        by_cvxpy if find_spec("cvxpy") else None,
        alternative="cvxpy and Clarabel" if find_spec("cvxpy") else "cvxpy, which is not installed",
        limit=1.0,
        ready=shares,
        apart=lambda a, b: float(np.abs(a - b).max()),
        near=1e-3,
        seconds=0.05,
    ),
    "one mix of 200 partners, independence among the terms": timing.Line(independent, ready=shares),
    "20 points of 200 draws each, by water-filling": timing.Line(watered, ready=shares),
    "Viet Nam's frontier: 20 points, 200 draws": timing.Line(
        curve,
        ready=lambda: setting(Store((embedded_folder(),)), Rebalance(state="VNM")),
        seconds=10.0,
    ),
    "every state's imports, half of the worst loss": timing.Line(
        everybody, ready=lambda: Store((embedded_folder(),)), seconds=300.0, runs=1
    ),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
