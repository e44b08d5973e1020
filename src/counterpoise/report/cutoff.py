"""The pages on what ends: a state cut off from partners, any scenario, and the worst that can be lost."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from counterpoise.errors import EvidenceError, ScenarioError, UsageError
from counterpoise.measures.answers import LAST_YEAR
from counterpoise.panel.store import Store
from counterpoise.reference import groups, states
from counterpoise.report import set_aside, wording
from counterpoise.report.making import Done, version
from counterpoise.report.pages import Page, Section, Sentence
from counterpoise.report.sections.losses import (
    at_quantiles,
    channel_loss,
    conventions,
    replacement,
    trade_loss,
    worst_loss,
)
from counterpoise.report.study import Study
from counterpoise.scenarios import parties
from counterpoise.scenarios.baseline.world import Baseline, Treatment, build
from counterpoise.scenarios.cutoff.trade_cutoff import run
from counterpoise.scenarios.horizons import Elasticity, theta
from counterpoise.scenarios.scenario import NOT_COVERED, Scenario
from counterpoise.scenarios.shocks import DIRECTIONS, CoalitionCut, Cut, Direction
from counterpoise.scenarios.value_added import ACCOUNTS, checked, written
from counterpoise.scenarios.value_added import Asked as ValueAdded

HORIZONS = ("short", "long")
ANSWERED = 3
"""States whose loss the page opens with."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a cut-off starts from, and how far ahead it looks.

    Parameters
    ----------
    horizons : tuple of str
        "short", "medium", "long".
    source, year, not_covered
        The trade of the baseline, as `scenarios.baseline.world` takes them.
    value_added : as in `Scenario`
        Which part of gross output is value added; "none", no input-output loops.
    """

    horizons: tuple[str, ...] = HORIZONS
    source: str = ""
    year: int | None = None
    not_covered: str = "left out"
    value_added: ValueAdded = ACCOUNTS

    @property
    def options(self) -> str:
        """What a command line must say, beside the states, to ask the same; "" for the defaults."""
        told = [f"--horizon {at}" for at in self.horizons if self.horizons != HORIZONS]
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


def cutoff(
    store: Store,
    state: str,
    partners: Sequence[str],
    asked: Asked = Asked(),
    *,
    leak: float = 0.0,
    direction: Direction = "both",
    baseline: Baseline | None = None,
    done: Done = lambda section: None,
) -> Page:
    """Return the page on a state that loses partners, in every channel.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    state : str
        The id of the state.
    partners : sequence of str
        Who stops trading with it: one, or a coalition; a bloc stands for its members, but for the state.
    asked : Asked
        The baseline and the horizons.
    leak : float
        The part of trade that goes on, from 0 to below 1.
    direction : str
        What of the state's trade ends: "imports", "exports" or "both". Other channels than trade are
        told of where both end.
    baseline : Baseline, optional
        The world before, such as your own (`cpo.baseline_from`); by default from the store.
    done : callable
        Given each section as soon as it is made.

    Raises
    ------
    UsageError, ScenarioError
        If no partner is named, one is the state itself, or `leak` is out of range.
    EvidenceError
        If a state is not in the baseline, or their trade is not covered.
    """
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
        source=asked.source,
        year=asked.year,
        not_covered=asked.not_covered,
        value_added=asked.value_added,
    )
    leaking = f" --leak {leak:g}" if leak else ""
    one_way = f" --direction {direction}" if direction != "both" else ""
    said = shlex.quote(",".join(partners))
    command = f"counterpoise cutoff {state} --partner {said}{leaking}{one_way}{asked.options}"
    study = Study(store, state, asked.year)
    whole = direction == "both"
    return _page(
        study, scenario, world, (state, *members), command, "cutoff",
        more=(lambda: [channel_loss.section(study, members)]) if whole else list,
        exact=members if whole and not leak else (), done=done,
    )  # fmt: skip


WAYS: Final = {"imports": "imports from ", "exports": "exports to "}


def _named(party: str) -> str:
    return f"the members of {party}" if party in groups.blocs() else wording.place(party)


def whatif(
    store: Store,
    scenario: Scenario,
    *,
    command: str,
    baseline: Baseline | None = None,
    done: Done = lambda section: None,
) -> Page:
    """Return the page on a scenario.

    In focus is the state that its shocks name first, or the largest economy if they name nobody. The
    world before is `baseline`, such as your own (`cpo.baseline_from`), else as the scenario says.

    Raises
    ------
    ScenarioError
        If it holds no shock to trade.
    """
    if not scenario.shocks:
        raise ScenarioError(
            "A scenario must hold a shock to trade.",
            attempt="add a [[shock]]; interventions are for `counterpoise outlook STATE --shock FILE`",
        )
    asked = Asked(source=scenario.source, year=scenario.year, not_covered=scenario.not_covered)
    baseline = asked.baseline(store) if baseline is None else baseline
    focus = scenario.mentioned or _largest(baseline)
    study = Study(store.steady(), focus[0], scenario.year)
    return _page(study, scenario, baseline, focus, command, "whatif", done=done)


def _largest(baseline: Baseline) -> tuple[str, ...]:
    """Return the largest economies: those in focus where a scenario names everybody."""
    order = sorted(zip(baseline.gdp.tolist(), baseline.states, strict=True), reverse=True)
    return tuple(state for _, state in order[:ANSWERED])


def worst(
    store: Store,
    state: str,
    asked: Asked = Asked(),
    *,
    baseline: Baseline | None = None,
    done: Done = lambda section: None,
) -> Page:
    """Return the page on the worst that a state can lose: one partner, two, an aligned coalition."""
    state, store = states.state(state), store.steady()
    study = Study(store, state, asked.year)
    baseline = asked.baseline(store) if baseline is None else baseline
    horizons = asked.horizons
    loops = checked(asked.value_added)
    note = trade_loss.cite(study, baseline, f"counterpoise cutoff {state}{asked.options}")
    sections: list[Section] = []
    for made in (
        worst_loss.section(study, baseline, horizons, note, loops),
        channel_loss.worst(study),
    ):
        sections.append(made)
        done(made)
    return Page(
        kind="worst",
        states=(state,),
        title=states.name(state),
        subtitle="The worst that it can lose",
        answer=(
            *set_aside.sentences(study.store),
            *worst_loss.answer(study, baseline, horizons[-1], note, loops),
        ),
        choices=_choices(baseline, horizons, loops),
        sections=tuple(sections),
        notes=tuple(study.ledger.notes),
        sources=study.ledger.cards(),
        version=version(),
    )


def _page(
    study: Study,
    scenario: Scenario,
    baseline: Baseline,
    focus: Sequence[str],
    command: str,
    kind: str,
    *,
    more: Callable[[], list[Section]] = list,
    exact: Sequence[str] = (),
    done: Done,
) -> Page:
    """Return the page of a scenario: trade first, then whatever else ends.

    With `exact`, those whose whole trade with the first in focus ends, its loss is that of all pages.
    """
    focus = [state for state in focus if state in baseline.states] or list(focus)
    outcome = run(scenario, baseline, focus=focus)
    if exact:
        outcome = at_quantiles.told(outcome, baseline, focus[0], exact)
    note = trade_loss.cite(study, baseline, command)
    sections = [
        trade_loss.section(outcome, baseline, focus, note),
        replacement.section(
            outcome, focus[0], note, replacement.told_parts(study, baseline, focus[0])
        ),
        *more(),
    ]
    for section in sections:
        done(section)
    unknown = trade_loss.not_covered(baseline, scenario, focus)
    answer: list[Sentence] = [
        trade_loss.loss_sentence(outcome, state, note)
        for state in focus[:ANSWERED]
        if state not in unknown
    ]
    if focus[0] not in unknown:
        answer += conventions.sentence(outcome, focus[0], note)
    if unknown:
        answer.append(trade_loss.unknown_sentence(focus[0], unknown))
    return Page(
        kind=kind,
        states=tuple(focus),
        title=scenario.name,
        subtitle="What it costs, whom, and who takes the place",
        answer=(*set_aside.sentences(study.store), *answer),
        choices=_choices(
            baseline,
            scenario.horizons,
            scenario.value_added,
            scenario.elasticity,
            scenario.closure,
        ),
        sections=tuple(sections),
        notes=tuple(study.ledger.notes),
        sources=study.ledger.cards(),
        version=version(),
    )


CLOSURES = {
    "balanced": "Trade is balanced before the shock, so that no result rests on who lends to whom",
    "additive": "Trade deficits stay the same sums of money",
    "multiplicative": "Trade deficits stay the same parts of income",
}


def _choices(
    baseline: Baseline,
    horizons: Sequence[str],
    loops: ValueAdded,
    elasticity: Elasticity | None = None,
    closure: str = "balanced",
) -> tuple[str, ...]:
    thetas = [f"{conventions.HORIZONS[at]} {theta(at, elasticity):g}" for at in horizons]
    return (
        f"Trade among {len(baseline.states)} economies in {baseline.year}, from {baseline.trade}, with"
        f" GDP of {baseline.gdp_from}",
        f"What a state sells to itself is {'as given, else ' if baseline.own else ''}gross output less"
        " exports, gross output being GDP times 1.79 plus 0.68 times exports",
        conventions.headline(loops),
        CLOSURES[closure],
        f"Trade elasticity, the median of the draws: {', '.join(thetas)}; a scenario file may name"
        " others",
    )
