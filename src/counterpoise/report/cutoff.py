"""The pages on what ends: a state cut off from partners, any scenario, and the worst that can be lost."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterpoise.errors import ScenarioError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import set_aside
from counterpoise.report.cutting import (
    USUAL,
    Asked,
    Cutting,
    cutting,
    partner,
    placed,
    require_usual,
    solved,
)
from counterpoise.report.making import version
from counterpoise.report.pages import Page, Section, Sentence, Table
from counterpoise.report.sections.losses import (
    channel_loss,
    conventions,
    replacement,
    trade_loss,
    worst_loss,
)
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome
from counterpoise.scenarios.horizons import Elasticity, theta
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import Direction
from counterpoise.scenarios.value_added import Asked as ValueAdded
from counterpoise.scenarios.value_added import checked

ANSWERED = 3
"""States whose loss the page opens with."""


def cutoff(
    store: Store,
    state: str,
    partners: Sequence[str],
    asked: Asked = USUAL,
    *,
    leak: float = 0.0,
    direction: Direction = "both",
    baseline: Baseline | None = None,
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

    Raises
    ------
    UsageError, ScenarioError
        If no partner is named, one is the state itself, or `leak` is out of range.
    EvidenceError
        If a state is not in the baseline, or their trade is not covered.
    """
    cut = cutting(store, state, partners, asked, leak=leak, direction=direction, baseline=baseline)
    leaking = f" --leak {leak:g}" if leak else ""
    one_way = f" --direction {direction}" if direction != "both" else ""
    said = shlex.quote(",".join(partner(each) for each in partners))
    options = f"--partner {said}{leaking}{one_way}{asked.options}"
    command = f"counterpoise cutoff {cut.focus[0]} {options}"
    others = cut.focus[1:]
    more = (lambda: [channel_loss.section(cut.study, others)]) if direction == "both" else list
    return _page(cut, command, "cutoff", more=more)


@dataclass(frozen=True, eq=False)
class Headline:
    """What a cut-off costs in a few words and figures: those of its page.

    Parameters
    ----------
    answer : tuple of Sentence
        What the page opens with.
    income : Table
        Real income of both sides, and of whoever else is hit most.
    """

    answer: tuple[Sentence, ...]
    income: Table


def headline(
    store: Store,
    state: str,
    partners: Sequence[str],
    asked: Asked = USUAL,
    *,
    leak: float = 0.0,
    direction: Direction = "both",
) -> Headline:
    """Return what the page of `cutoff` says first, from the same worlds, without making the page.

    Its cells name no footnote. Arguments and refusals as of `cutoff`.
    """
    cut = cutting(store, state, partners, asked, leak=leak, direction=direction)
    outcome = solved(cut, whole=False)
    return Headline(answer(cut, outcome, 0), trade_loss.income_table(outcome, placed(cut), 0))


def whatif(
    store: Store,
    scenario: Scenario,
    *,
    command: str,
    baseline: Baseline | None = None,
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
    return _page(Cutting(study, scenario, baseline, focus, ()), command, "whatif")


def _largest(baseline: Baseline) -> tuple[str, ...]:
    """Return the largest economies: those in focus where a scenario names everybody."""
    order = sorted(zip(baseline.gdp.tolist(), baseline.states, strict=True), reverse=True)
    return tuple(state for _, state in order[:ANSWERED])


def worst(
    store: Store,
    state: str,
    asked: Asked = USUAL,
    *,
    baseline: Baseline | None = None,
) -> Page:
    """Return the page on the worst that a state can lose: one partner, two, an aligned coalition."""
    require_usual(asked)
    state, store = states.state(state), store.steady()
    study = Study(store, state, asked.year)
    baseline = asked.baseline(store) if baseline is None else baseline
    horizons = asked.horizons
    loops = checked(asked.value_added)
    note = trade_loss.cite(study, baseline, f"counterpoise cutoff {state}{asked.options}")
    sections = (
        worst_loss.section(study, baseline, horizons, note, loops),
        channel_loss.worst(study),
    )
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
    cut: Cutting,
    command: str,
    kind: str,
    *,
    more: Callable[[], list[Section]] = list,
) -> Page:
    """Return the page of a scenario: trade first, then whatever else ends."""
    study, scenario, baseline = cut.study, cut.scenario, cut.baseline
    focus = placed(cut)
    outcome = solved(cut)
    note = trade_loss.cite(study, baseline, command)
    sections = [
        trade_loss.section(outcome, baseline, focus, note),
        replacement.section(
            outcome, focus[0], note, replacement.told_parts(study, baseline, focus[0])
        ),
        *more(),
    ]
    return Page(
        kind=kind,
        states=tuple(focus),
        title=scenario.name,
        subtitle="What it costs, whom, and who takes the place",
        answer=answer(cut, outcome, note),
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


def answer(cut: Cutting, outcome: Outcome, note: int) -> tuple[Sentence, ...]:
    """Return what the page opens with: what each loses, and by which convention that is told."""
    focus = placed(cut)
    unknown = trade_loss.not_covered(cut.baseline, cut.scenario, focus)
    told: list[Sentence] = [
        trade_loss.loss_sentence(outcome, state, note)
        for state in focus[:ANSWERED]
        if state not in unknown
    ]
    if focus[0] not in unknown:
        told += conventions.sentence(outcome, focus[0], note)
    if unknown:
        told.append(trade_loss.unknown_sentence(focus[0], unknown))
    return (*set_aside.sentences(cut.study.store), *told)


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
        f"Trade among {number_of(len(baseline.states), 'economy')} in {baseline.year}, from"
        f" {baseline.trade}, with GDP of {baseline.gdp_from}",
        f"What a state sells to itself is {'as given, else ' if baseline.own else ''}gross output less"
        " exports, gross output being GDP times 1.79 plus 0.68 times exports",
        conventions.headline(loops),
        CLOSURES[closure],
        f"Trade elasticity, the median of the draws: {', '.join(thetas)}; a scenario file may name"
        " others",
    )
