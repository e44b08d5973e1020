"""A cut-off as it is asked, and as it is reckoned: by whom, from whom, how far ahead, in which world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.measures.answers import LAST_YEAR
from counterpoise.panel.store import Store
from counterpoise.reference import groups, states
from counterpoise.report import wording
from counterpoise.report.sections.losses import at_quantiles
from counterpoise.report.study import Study
from counterpoise.scenarios import parties
from counterpoise.scenarios.baseline.world import Baseline, Treatment, build
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome, run
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import NOT_COVERED, Scenario
from counterpoise.scenarios.shocks import DIRECTIONS, CoalitionCut, Cut, Direction
from counterpoise.scenarios.value_added import ACCOUNTS, checked, written
from counterpoise.scenarios.value_added import Asked as ValueAdded

HORIZONS = ("short", "long")
FAR = ("long",)
"""What an elasticity of one's own is of, where no horizon is named."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a cut-off starts from, and how far ahead it looks.

    Parameters
    ----------
    horizons : tuple of str
        "short", "medium", "long".
    elasticity : float, optional
        The median trade elasticity in place of the usual one; of one horizon, by default the long run.
    source, year, not_covered
        The trade of the baseline, as `scenarios.baseline.world` takes them.
    value_added : as in `Scenario`
        Which part of gross output is value added; "none", no input-output loops.
    """

    horizons: tuple[str, ...] = HORIZONS
    elasticity: float | None = None
    source: str = ""
    year: int | None = None
    not_covered: str = "left out"
    value_added: ValueAdded = ACCOUNTS

    def __post_init__(self) -> None:
        if self.elasticity is None:
            return
        if self.horizons == HORIZONS:
            object.__setattr__(self, "horizons", FAR)
        if len(self.horizons) > 1:
            raise UsageError(
                "An elasticity must be of one horizon, not of several: each has its own.",
                attempt=f"--horizon long --elasticity {self.elasticity:g}",
            )

    @property
    def drawn(self) -> Elasticity:
        """The elasticities that are drawn."""
        return Elasticity(theta=self.elasticity)

    @property
    def options(self) -> str:
        """What a command line must say, beside the states, to ask the same; "" for the defaults."""
        told = [f"--horizon {at}" for at in self.horizons if self.horizons != HORIZONS]
        if self.elasticity is not None:
            told.append(f"--elasticity {self.elasticity:g}")
        told += [f"--source {self.source}"] * bool(self.source)
        told += [f"--year {self.year}"] * (self.year is not None)
        told += [f'--not-covered "{self.not_covered}"'] * (self.not_covered != NOT_COVERED[0])
        if checked(self.value_added) != ACCOUNTS:
            told.append(f"--value-added {written(checked(self.value_added))}")
        return "".join(f" {option}" for option in told)

    def baseline(self, store: Store) -> Baseline:
        """Return the trade and output that the models start from."""
        treatment = parties.choice(self.not_covered, NOT_COVERED, "not_covered")
        return store.same(
            ("baseline", self.source, self.year, treatment),
            lambda: build(
                store, source=self.source, year=self.year, not_covered=cast(Treatment, treatment)
            ),
        )


USUAL: Final = Asked()


def partner(word: str) -> str:
    """Return the state meant as a partner, or the bloc, whose members stop together.

    Raises
    ------
    UnknownNameError
        If it is neither, or may be either.
    """
    return groups.state_or_bloc(word)


def require_partner(direction: str) -> None:
    """Refuse one way of trade where no partner is named: the worst loss is of all trade.

    Raises
    ------
    UsageError
        If it is not "both".
    """
    if direction != "both":
        raise UsageError(
            "The worst loss is that of all trade with a partner; one way of it is of a partner named.",
            attempt=f"--partner CHN --direction {direction}",
        )


def require_usual(asked: Asked) -> None:
    """Refuse an elasticity of one's own where the usual ones are part of the answer.

    Raises
    ------
    UsageError
        If one is given.
    """
    if asked.elasticity is not None:
        raise UsageError(
            "An elasticity of one's own is of all trade with a partner that is named.",
            attempt=f"--partner CHN --elasticity {asked.elasticity:g}",
        )


def _members(partners: Sequence[str], state: str, baseline: Baseline) -> tuple[str, ...]:
    """Return the states among partners, and of each bloc the members that the baseline has.

    Those of a bloc stand in the order of their trade with the state.
    """
    own = baseline.place(state) if state in baseline.states else 0
    trade = baseline.flows[own] + baseline.flows[:, own]
    size = dict(zip(baseline.states, trade.tolist(), strict=True))
    of_blocs: dict[str, None] = {}
    for bloc in filter(set(groups.blocs()).__contains__, partners):
        there = set(groups.members(bloc, min(baseline.year, LAST_YEAR))) - {state}
        of_blocs |= dict.fromkeys(sorted(there & set(size), key=lambda one: (-size[one], one)))
    # A state named twice stays so, and is refused.
    named = [one for one in partners if one not in groups.blocs() and one not in of_blocs]
    return (*named, *of_blocs)


@dataclass(frozen=True, eq=False)
class Cutting:
    """A cut-off as it is reckoned: by whom, from whom, and in which world.

    Parameters
    ----------
    study : Study
    scenario : Scenario
    baseline : Baseline
    focus : tuple of str
        The state, and those that it is cut off from.
    exact : tuple of str
        Those whose whole trade with the state ends; none where a part goes on.
    """

    study: Study
    scenario: Scenario
    baseline: Baseline
    focus: tuple[str, ...]
    exact: tuple[str, ...]


def cutting(
    store: Store,
    state: str,
    partners: Sequence[str],
    asked: Asked = USUAL,
    *,
    leak: float = 0.0,
    direction: Direction = "both",
    baseline: Baseline | None = None,
) -> Cutting:
    """Return how a cut-off is reckoned; arguments and refusals as of `cutoff`."""
    state, partners = states.state(state), [partner(each) for each in partners]
    parties.choice(direction, DIRECTIONS, "direction")
    if not partners:
        raise UsageError("There must be a partner to be cut off from.", attempt="--partner CHN")
    if state in partners:
        raise UsageError(
            f"{states.name(state)} can't be cut off from itself.", attempt="name another --partner"
        )
    store = store.steady()
    world = asked.baseline(store) if baseline is None else baseline
    members = _members(partners, state, world)
    if not members:
        raise EvidenceError(
            f"The trade of {world.year} covers no member of {wording.listed(list(partners))}.",
            attempt="name states with --partner",
        )
    names = wording.listed([_named(each) for each in partners])
    # By their names: the letters NAM are Namibia's code, and a bloc.
    cut = tuple(map(states.name, members))
    shock = (
        Cut(a=state, b=cut[0], leak=leak, direction=direction)
        if len(cut) == 1
        else CoalitionCut(members=cut, target=state, leak=leak, direction=direction)
    )
    scenario = Scenario(
        name=f"{states.name(state)} without {'' if direction == 'both' else WAYS[direction]}{names}",
        shocks=(shock,),
        horizons=asked.horizons,
        elasticity=asked.drawn,
        source=asked.source,
        year=asked.year,
        not_covered=asked.not_covered,
        value_added=asked.value_added,
    )
    exact = members if direction == "both" and not leak else ()
    return Cutting(Study(store, state, asked.year), scenario, world, (state, *members), exact)


WAYS: Final = {"imports": "imports from ", "exports": "exports to "}


def _named(party: str) -> str:
    return f"the members of {party}" if party in groups.blocs() else wording.place(party)


def placed(cut: Cutting) -> list[str]:
    """Return those in focus that the baseline has; all of them if it has none."""
    there = [state for state in cut.focus if state in cut.baseline.states]
    return there or list(cut.focus)


def solved(cut: Cutting, *, whole: bool = True) -> Outcome:
    """Return what a cut-off does; with `exact`, the loss of the first in focus is that of all pages."""
    focus = placed(cut)
    outcome = run(cut.scenario, cut.baseline, focus=focus, whole=whole)
    if cut.exact:
        outcome = at_quantiles.told(outcome, cut.baseline, focus[0], cut.exact)
    return outcome
