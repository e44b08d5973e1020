"""Everything between two states, both ways, through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report import set_aside, wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.making import choices, version
from counterpoise.report.pages import Page, Section, Sentence
from counterpoise.report.sections.by_product import first
from counterpoise.report.sections.dealings import between
from counterpoise.report.sections.pair import (
    ahead,
    bonds,
    flows,
    losses,
    standing,
    timeline,
    trade,
    votes,
)
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study

NO_SHARE: Final[Sentence] = ("Of trade, arms and capital between them no share is told.",)


def pair(
    store: Store,
    state: str,
    partner: str,
    *,
    as_of: int | None = None,
) -> Page:
    """Return the page on two states.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    state, partner : str
        Two states or territories, by id, name or code.
    as_of : int, optional
        Compute as if nothing after this year were known.

    Raises
    ------
    UnknownNameError
        If one is no state.
    UsageError
        If both are the same.
    """
    one, other = registry.state(state), registry.state(partner)
    if one == other:
        raise UsageError(
            f"A pair must be of two states, not {registry.name(one)} twice.",
            attempt=f"counterpoise brief {one}",
        )
    store = store.steady()
    ledger, both = Ledger(), (one, other)
    # Nothing is known between a state and one that is no more but what was known when it ended.
    ends = {each: ended for each in both if (ended := registry.ended(each))}
    until = min([*ends.values(), *([as_of] if as_of else [])], default=None)
    couple = Couple(*(Study(store, each, until, ledger=ledger, beside=both) for each in both))
    answer = (*_ended(ends, until), *_answer(couple))
    made = [
        make(couple)
        for make in (
            standing.section,
            trade.section,
            _by_product,
            flows.section,
            votes.section,
            bonds.section,
            timeline.section,
            between.section,
            losses.section,
            ahead.section,
        )
    ]
    return Page(
        kind="pair",
        states=both,
        title=f"{couple.one.name} and {couple.other.name}",
        subtitle="All that is told of the two, both ways",
        answer=(*set_aside.sentences(store), *answer),
        choices=choices(until, ()),
        sections=tuple(section for section in made if section is not None),
        notes=tuple(ledger.notes),
        sources=ledger.cards(),
        version=version(),
        as_of=until,
    )


def _ended(ends: Mapping[str, int], until: int | None) -> tuple[Sentence, ...]:
    """Return who of the two is no more, so that all that follows is of the time of both."""
    return tuple(
        (wording.ended(wording.place(each), year), " What follows is as was known then.")
        for each, year in ends.items()
        if year == until
    )


def _by_product(couple: Couple) -> Section | None:
    return first.between(couple.ways())


def _answer(couple: Couple) -> tuple[Sentence, ...]:
    """Return what each is to the other, for whom it weighs more, how they vote, and what it would cost."""
    parts = standing.answer(couple)
    return (
        *(parts or (NO_SHARE,)),
        *trade.weight(couple),
        *losses.sentences(couple),
        *votes.sentences(couple),
        *bonds.sentences(couple)[:1],
    )
