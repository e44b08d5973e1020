"""The brief on one state, and the comparison of several: evidence in, page out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report import levels, set_aside
from counterpoise.report.making import choices, version
from counterpoise.report.pages import Page, Section
from counterpoise.report.rival_ties import require_rivals
from counterpoise.report.sections.by_product import first
from counterpoise.report.sections.dealings import partners
from counterpoise.report.sections.first_screen import lines
from counterpoise.report.sections.first_screen.picture import picture
from counterpoise.report.sections.forecasts import outlook
from counterpoise.report.sections.state import (
    aid,
    alignment,
    arms,
    coverage,
    cutoff,
    disputes,
    freshness,
    hedging,
    investment,
    overview,
    own,
    products,
    trade,
)
from counterpoise.report.study import Study

SECTIONS: Final[tuple[Callable[[Study], Section], ...]] = (
    overview.section,
    arms.section,
    outlook.section,
    trade.section,
    products.energy,
    products.materials,
    products.technology,
    cutoff.section,
    aid.section,
    investment.section,
    alignment.section,
    hedging.section,
    disputes.section,
    coverage.section,
)


IN_TWO_PAGES: Final = (
    overview.section, arms.section, outlook.section, trade.section, cutoff.section, alignment.section,
    hedging.section, disputes.section,
)  # fmt: skip
"""What a fact sheet of two pages is made from: a part of all sections, in their order."""


def brief(
    store: Store,
    state: str,
    *,
    as_of: int | None = None,
    blocs: Sequence[str] = (),
    rivals: Sequence[str] = (),
    pages: Literal["2", "full"] = "full",
) -> Page:
    """Return the brief on a state.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    state : str
        The state or territory, by id, name or code.
    as_of : int, optional
        Compute as if nothing after this year were known. Sources are held in their latest vintage,
        so a value may still have been revised since.
    blocs : sequence of str
        Blocs whose members are counted as one partner; none by default.
    rivals : sequence of str
        The powers between which it may balance; by default the strongest rivalry among major ones.
    pages : str
        "full" for all sections; "2" for those alone that a fact sheet of two pages is made from.

    Raises
    ------
    UnknownNameError
        If it is no state: a sum of states, a residual, an organisation, an armed group.
    UsageError
        If the rivals are not two or more, each once.
    """
    state = registry.state(state)
    require_rivals(rivals)
    store = store.steady()
    study = Study(store, state, as_of, tuple(blocs), tuple(rivals), short=pages == "2")
    told = lines.answer(study)
    aside = set_aside.sentences(store)
    pictured = picture(study)
    sections: list[Section] = []
    for part in IN_TWO_PAGES if pages == "2" else SECTIONS:
        more = (*partners.section(study), *own.sections(study)) if part is coverage.section else ()
        more = first.section(study) if part is cutoff.section and pages != "2" else more
        made = (*more, part(study))
        sections += made if study.short else [freshness.footed(study, one) for one in made]
    return Page(
        kind="brief",
        states=(state,),
        title=study.name,
        subtitle="How it balances its outside partners",
        answer=(*aside, *(sentence for _, sentence in told)),
        labels=(*("" for _ in aside), *(label for label, _ in told)),
        choices=(*choices(as_of, blocs), levels.SOURCE),
        sections=tuple(sections),
        notes=tuple(study.ledger.notes),
        sources=study.ledger.cards(),
        version=version(),
        as_of=as_of,
        picture=pictured,
    )
