"""The question: which state is to stand on what terms, and how it is to be reckoned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from counterpoise import bounds
from counterpoise.errors import ScenarioError
from counterpoise.measures.views import SOLD
from counterpoise.reference import products, states
from counterpoise.scenarios import parties
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.rebalance.demands import Demand, parsed
from counterpoise.schema import own_channels
from counterpoise.settings import FIRST_YEAR, LAST_YEAR

CHANNELS: Final = ("imports", "exports", "arms", "aid", "investment")
"""Channels whose mix may be planned, besides each basket of goods, bought or, with `SOLD`, sold, and
the user's own."""
CAPACITY: Final = 0.2
"""The part of what a partner sells to all others that it could turn to one state; our choice."""
YEARS: Final = 10


@dataclass(frozen=True, kw_only=True)
class Rebalance:
    """A question about the mix of a state's partners.

    Parameters
    ----------
    state : str
        Any spelling.
    channels : sequence of str
        One, or several under one budget.
    demands : sequence of Demand or str
        What the mix must keep to; of several channels "at most", "at least", "loss", "worst loss" and
        "independent" are demanded of all together.
    weights : mapping of channel to float
        What each of several channels counts; none for its money, if all have any, else alike.
    capacity : float
        The part of what a partner sells to all others that it could turn to the state; infinite for
        no bound.
    years : int
        Within which the mix is to be reached: what a pace allows, and what precedents are counted of.
    elasticity : Elasticity
        Which elasticities are drawn, of both horizons at once: cheap long run, dear short run.
    as_of : int, optional
        The last year that may be known.

    Raises
    ------
    ScenarioError
        If a part can't be meant; names the key.
    """

    state: str
    channels: Sequence[str] | str = ("imports",)
    demands: Sequence[Demand | str] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    capacity: float = CAPACITY
    years: int = YEARS
    elasticity: Elasticity = field(default_factory=Elasticity)
    as_of: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.state, str):
            raise ScenarioError(f"`state` must be one state, not {self.state!r}.", key="state")
        object.__setattr__(self, "state", states.state(self.state))
        channels = parties.once(parties.texts(self.channels, "channels"), "channels")
        for name in channels:
            parties.choice(name, (*CHANNELS, *_baskets(), *own_channels()), "channels")
        if not channels:
            raise ScenarioError("`channels` must name at least one, not none.", key="channels")
        object.__setattr__(self, "channels", channels)
        given = (self.demands,) if isinstance(self.demands, str) else self.demands
        made = tuple(parsed(one) if isinstance(one, str) else one for one in given)
        if any(self.state in one.parties for one in made):
            raise ScenarioError("`demands` must name partners, not the state.", key="demands")
        object.__setattr__(self, "demands", made)
        for name, weight in self.weights.items():
            parties.choice(name, channels, "weights")
            parties.number(weight, "weights", "a number above 0", low=1e-12)
        parties.bounded(self.capacity, "capacity", bounds.CAPACITY)
        parties.bounded(self.years, "years", bounds.CHANGE)
        if self.as_of is not None:
            years = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
            parties.whole(self.as_of, "as_of", years, low=FIRST_YEAR, high=LAST_YEAR)

    def demanding(self, *more: Demand) -> Rebalance:
        """Return the same question with further demands, in place of those of the same of the same."""
        kept = [
            one
            for one in self.demands
            if isinstance(one, Demand)
            and not any((one.kind, one.parties) == (each.kind, each.parties) for each in more)
        ]
        return replace(self, demands=(*kept, *more))


def _baskets() -> tuple[str, ...]:
    return tuple(name + side for name in products.baskets() for side in ("", SOLD))
