"""What is demanded where nobody says, or only how fast it may go: the worst single loss halved."""

from __future__ import annotations

from counterpoise.panel.store import Store
from counterpoise.scenarios.rebalance.demands import Demand
from counterpoise.scenarios.rebalance.plan import elasticities, worst_loss
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.setting import setting


def usual(store: Store, question: Rebalance) -> Rebalance:
    """Return a question as it is, or with the demand of half of today's worst loss if it has none.

    A pace alone asks for no mix: it says how fast the usual one may be reached.
    """
    if any(isinstance(one, Demand) and one.kind != "pace" for one in question.demands):
        return question
    at = setting(store, question)
    today = worst_loss(at, at.free, elasticities(at)[1])
    return question.demanding(Demand("worst loss", round(today / 2, 2)))
