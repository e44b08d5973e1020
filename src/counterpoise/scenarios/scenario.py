"""The question: one frozen description of what happens, and of how it is to be reckoned.

A scenario holds several shocks at once (a union). A sequence over horizons is a scenario whose
shocks are in force `during` some of its horizons only: cut off at first, tariffs later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from counterpoise.errors import ScenarioError
from counterpoise.scenarios import parties
from counterpoise.scenarios.hits import require_consistent
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.parties import Side
from counterpoise.scenarios.shocks import Intervention, Shock
from counterpoise.scenarios.value_added import ACCOUNTS, Asked, checked

Closure = Literal["balanced", "additive", "multiplicative"]
CLOSURES: Final = ("balanced", "additive", "multiplicative")
NOT_COVERED: Final = ("left out", "imputed")
LATEST: Final = 2025
"""The year whose members a bloc has while no baseline says another."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A question about shocks to trade, or about interventions in a channel, or both.

    Parameters
    ----------
    name : str
        Its title on a page.
    shocks : sequence of Shock
        What happens to trade, all of it at once.
    interventions : sequence of Intervention
        Events for the outlook.
    horizons : text or sequence of str
        "short", "medium", "long": each is solved with its own elasticities.
    elasticity : Elasticity
        Which elasticities are drawn.
    closure : {"balanced", "additive", "multiplicative"}
        What becomes of trade deficits: none, the same sum of money, the same part of income.
    source : str
        Source of trade; "" for the default of `baseline.build`.
    year : int or None
        Year of the baseline; None for the last one held.
    not_covered : {"left out", "imputed"}
        What the baseline does with pairs that are not covered.
    value_added : float, pair of float, mapping of state to either, "accounts" or "none"
        Which part of gross output is value added: a share of every state, or its 5 and 95 % quantiles,
        or those of some states; "accounts", GDP over gross output, or as an input-output table has
        it; "none", no input-output loops. See :mod:`counterpoise.scenarios.value_added`.
    """

    name: str = ""
    shocks: Sequence[Shock] = ()
    interventions: Sequence[Intervention] = ()
    horizons: Side = ("short", "long")
    elasticity: Elasticity = field(default_factory=Elasticity)
    closure: Closure = "balanced"
    source: str = ""
    year: int | None = None
    not_covered: str = "left out"
    value_added: Asked = ACCOUNTS

    def __post_init__(self) -> None:
        object.__setattr__(self, "shocks", tuple(self.shocks))
        object.__setattr__(self, "interventions", tuple(self.interventions))
        object.__setattr__(self, "horizons", parties.horizons(self.horizons, "horizons"))
        parties.choice(self.closure, CLOSURES, "closure")
        parties.choice(self.not_covered, NOT_COVERED, "not_covered")
        object.__setattr__(self, "value_added", checked(self.value_added))
        if not self.horizons:
            raise ScenarioError("`horizons` must name at least one, not none.", key="horizons")
        if not self.shocks and not self.interventions:
            raise ScenarioError(
                "A scenario must hold a shock or an intervention, not none.", key="shock"
            )
        for shock in self.shocks:
            _require_in_force(shock, self.horizons)
        require_consistent(self.shocks, self.year or LATEST)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The states that the shocks name, blocs spelt out; "*" names nobody."""
        words = [word for shock in self.shocks for side in shock.sides for word in side]
        return parties.expanded(words, self.year or LATEST)

    def at(self, horizon: str) -> tuple[Shock, ...]:
        """Return the shocks in force at a horizon."""
        return tuple(shock for shock in self.shocks if not shock.during or horizon in shock.during)


def union(*scenarios: Scenario, name: str = "") -> Scenario:
    """Return one scenario with the shocks of all, reckoned as the first is.

    Raises
    ------
    ScenarioError
        If none is given, they are to be reckoned differently, or their shocks contradict each other.
    """
    if not scenarios:
        raise ScenarioError("A union must be of at least one scenario, not none.")
    first = scenarios[0]
    for other in scenarios[1:]:
        alike = replace(
            other, name=first.name, shocks=first.shocks, interventions=first.interventions
        )
        if alike != first:
            raise ScenarioError(
                "Scenarios of a union must share horizons, elasticity, closure, baseline and value added.",
                where=f"{first.name!r} and {other.name!r}",
            )
    return replace(
        first,
        name=name or " and ".join(scenario.name for scenario in scenarios),
        shocks=[shock for scenario in scenarios for shock in scenario.shocks],
        interventions=[each for scenario in scenarios for each in scenario.interventions],
    )


def _require_in_force(shock: Shock, horizons: Side) -> None:
    """Refuse a shock whose horizons are none of the scenario's: it would be left out in silence."""
    if shock.during and not set(shock.during) & set(horizons):
        raise ScenarioError(
            f"`during` must name a horizon of the scenario ({', '.join(horizons)}), not only"
            f" {', '.join(shock.during)}.",
            key="during",
            where=shock.where,
        )
