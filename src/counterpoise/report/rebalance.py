"""The page on rebalancing: the cheapest mix that keeps to demands, its premium, odds and precedents."""

from __future__ import annotations

import math

from counterpoise.errors import EvidenceError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import set_aside, wording
from counterpoise.report.making import version
from counterpoise.report.pages import Page, Section
from counterpoise.report.question import Question
from counterpoise.report.sections.rebalancing import (
    answer,
    beyond,
    frontier,
    mix,
    precedents,
    since,
)
from counterpoise.report.study import Study
from counterpoise.scenarios.rebalance.arms_stock import Stock, stock
from counterpoise.scenarios.rebalance.equilibrium import in_equilibrium
from counterpoise.scenarios.rebalance.frontier import frontier as curve_of
from counterpoise.scenarios.rebalance.plan import Plan, elasticities, plan
from counterpoise.scenarios.rebalance.precedents import Precedents
from counterpoise.scenarios.rebalance.precedents import precedents as precedents_of
from counterpoise.scenarios.rebalance.question import CAPACITY, YEARS, Rebalance
from counterpoise.scenarios.rebalance.setting import Setting, setting
from counterpoise.scenarios.rebalance.today import OTHERS, priced
from counterpoise.scenarios.rebalance.usual import usual

LEAST_MOVE = 0.005
"""A fall of the first partner's share under which nobody asks for precedents."""


def asked(question: Rebalance) -> Question:
    """Return the command that asks a question."""
    told = {
        "channel": () if question.channels == ("imports",) else tuple(question.channels),
        "demand": [str(one) for one in question.demands],
        "years": question.years if question.years != YEARS else None,
        "capacity": f"{question.capacity:g}" if question.capacity != CAPACITY else None,
        "as-of": question.as_of,
    }
    return Question("rebalance", (question.state,), told)


def rebalance(
    store: Store,
    question: Rebalance | str,
    *,
    command: str = "",
) -> Page:
    """Return the page on a question of rebalancing.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    question : Rebalance or str
        A state alone is asked with the usual demand: half of today's worst single loss.
    command : str
        The command that makes this page, for its footnotes; by default the one that asks the same.

    Raises
    ------
    EvidenceError
        If a channel is not covered, or too little of it is told.
    ConvergenceError
        If the solver does not settle.
    """
    store = store.steady()
    if isinstance(question, str):
        question = Rebalance(state=question)
    command = command or asked(question).command
    question = usual(store, question)
    study = Study(store, question.state, question.as_of)
    at = setting(store, question)
    note = answer.cite(study, at, command)
    found = plan(at)
    past = _past(store, found)
    beside = note if past is None else _cite_past(study, at, past)
    sections: list[Section] = []
    if found.mix is not None:
        sections.append(mix.section(found, note))
    if answer.priced(at) and len(curve := curve_of(at)) > 1:
        sections.append(frontier.section(found, curve, note))
    if past is not None:
        sections.append(precedents.section(past, beside))
    if (checked := _checked(study, found, command)) is not None:
        sections.append(checked)
    if (arms := _arms(store, found)) is not None:
        sections.append(beyond.arms(study, *arms))
    if (later := since.section(study, found, note, command)) is not None:
        sections.append(later)
    return Page(
        kind="rebalance",
        states=(question.state,),
        title=states.name(question.state),
        subtitle=f"The cheapest mix that stands on its own: {_named(question)}",
        answer=(*set_aside.sentences(store), *answer.answer(study, found, past, note, beside)),
        choices=_choices(at),
        sections=tuple(sections),
        notes=tuple(study.ledger.notes),
        sources=study.ledger.cards(),
        version=version(),
        as_of=question.as_of,
    )


def _named(question: Rebalance) -> str:
    """Return the channels of a question as one says them: pipeline gas."""
    return wording.listed([one.replace("_", " ") for one in question.channels])


def _cite_past(study: Study, at: Setting, past: Precedents) -> int:
    """Return the footnote of precedents: every state's shares, and which release tells most of them."""
    name = at.today[0].name
    what = (
        f"{name} of all states, {past.first}–{past.last}: {past.rows:,} states' years, of which this"
        f" release answers {past.answered:,}"
    )
    return study.ledger.note(
        past.holding, what, past.rows, f"counterpoise table leadership --channel {name}",
        beside=past.beside,
    )  # fmt: skip


def _past(store: Store, found: Plan) -> Precedents | None:
    """Return precedents of what the plan asks of the first partner of its first channel."""
    if found.mix is None:
        return None
    at = found.setting.today[0]
    place = int(at.shares.argmax())
    down = float(at.shares[place] - found.mix.shares[place])
    if down < LEAST_MOVE:
        return None
    return precedents_of(
        store, at.name, share=float(at.shares[place]), down=down,
        years=found.setting.question.years, state=found.setting.question.state,
        as_of=found.setting.question.as_of,
    )  # fmt: skip


def _arms(store: Store, found: Plan) -> tuple[Stock, Stock] | None:
    """Return how long the stock outlives the deliveries of whoever has most of it, in the mix and as now."""
    names = [at.name for at in found.setting.today]
    if "arms" not in names or found.mix is None:
        return None
    number = names.index("arms")
    at = found.setting.today[number]
    parts = found.mix.shares[found.setting.channels.of == number]
    state, as_of = found.setting.question.state, found.setting.question.as_of
    every = [
        (kept, float(now))
        for one, part, now in zip(at.partners, parts, at.shares, strict=True)
        if one != OTHERS
        and (kept := stock(store, state, one, float(part), as_of=as_of)) is not None
    ]
    if not every:
        return None
    most, now = max(every, key=lambda one: one[0].share)
    usual = stock(store, state, most.partner, now, as_of=as_of)
    assert usual is not None, "deliveries are told"
    return most, usual


def _checked(study: Study, found: Plan, command: str) -> Section | None:
    """Return the check in general equilibrium, or why its world can't make it."""
    try:
        checked = in_equilibrium(study.store, found)
    except EvidenceError as fault:
        return beyond.unchecked(fault.problem)
    return None if checked is None else beyond.equilibrium(study, checked, command)


def _choices(at: Setting) -> tuple[str, ...]:
    long, short = elasticities(at)
    asked = at.question.elasticity
    told = [
        f"Trade elasticity {long:g} before, {short:g} when a cut comes;"
        f" {number_of(asked.draws, 'draw')} of both",
        f"Demands: {wording.listed([str(one) for one in at.demands]) or 'none'}",
        f"Within {number_of(at.question.years, 'year')}",
    ]
    if any(priced(one.name) for one in at.today):
        told.append(
            f"A partner turns at most {100 * at.question.capacity:g}\u00a0% of what it gives to others"
            if math.isfinite(at.question.capacity)
            else "What a partner can give is not bounded"
        )
    if at.weighed_by:
        told.append(f"Channels weighed {at.weighed_by}")
    if at.independent:
        told.append(f"Who is like whom by the votes of {at.votes_of}")
    if at.independent and at.likeness[1] > 1e-9:
        told.append(
            "Likeness in votes moved by at most"
            f" {at.likeness[1]:.3f} to the nearest that is positive semidefinite"
        )
    return tuple(told)
