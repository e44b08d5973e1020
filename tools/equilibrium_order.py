"""Whether plans and general equilibrium order losses alike, over random states and demands.

``python tools/equilibrium_order.py 500`` draws a state and a worst loss, asks for the cheapest mix of
its imports, brings it about by tariffs in the model of the cut-offs, and cuts the first partner off in
both worlds. It prints how often both say that the mix lowers the loss, and every case that does not.
"""

from __future__ import annotations

import sys

import numpy as np

from counterpoise.errors import CounterpoiseError
from counterpoise.panel.store import Store
from counterpoise.scenarios.baseline.world import build
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.rebalance.demands import Demand
from counterpoise.scenarios.rebalance.equilibrium import InEquilibrium, in_equilibrium
from counterpoise.scenarios.rebalance.plan import elasticities, plan, worst_loss
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.setting import setting
from counterpoise.settings import embedded_folder


def main(cases: int) -> None:
    """Print how many of so many cases are ordered alike."""
    store = Store((embedded_folder(),))
    rng = np.random.default_rng(15)
    states = build(store).states
    tried = alike = passed = 0
    while tried < cases:
        state = str(rng.choice(states))
        found = case(store, state, float(rng.uniform(0.3, 0.95)))
        if found is None:
            passed += 1
            continue
        tried += 1
        lower = found.after < found.before
        alike += lower
        if not lower:
            print(f"{state} without {found.partner}: {found.before:.2f} % and {found.after:.2f} %")
    print(
        f"{alike} of {tried} cases are ordered alike; {passed} draws had no plan or no world for it"
    )


def case(store: Store, state: str, part: float) -> InEquilibrium | None:
    """Return the check of a plan that leaves a part of today's worst loss; None where there is none."""
    asked = Rebalance(state=state, elasticity=Elasticity(draws=1))
    try:
        at = setting(store, asked)
        today = worst_loss(at, at.free, elasticities(at)[1])
        wanted = asked.demanding(Demand("worst loss", today * part))
        return in_equilibrium(store, plan(setting(store, wanted)))
    except CounterpoiseError:
        return None


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
