"""Whether a state's leaders visited another: a list of visits and the news must both say so."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.dealings import Dealings, dealings
from counterpoise.measures.events import LEAST_DAYS
from counterpoise.panel import coverage
from counterpoise.panel.store import Holding
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts, Missing, held_or_missing
from counterpoise.statements.checking.readings import Moment, computed, untold
from counterpoise.statements.checking.verdict import FAILS, HOLDS, THEN, Found, Rows, Tested
from counterpoise.statements.statement import Statement

INDICATOR: Final = "leader_visits"
COOPERATION: Final = (1, 2)
"""The classes of acts, words and deeds, of which a visit is one."""


def check_visit(facts: Facts, said: Statement) -> Found:
    """Return whether the subject's leaders visited the partner in the years named, by list of visits.

    A visit on the list holds where the news of those years tell of cooperation of the two. None on a list
    that covers the travellers fails only where the news tell of no words or deeds of cooperation
    either, though they tell enough of the subject.
    """
    sources = held_or_missing(facts, INDICATOR)
    if isinstance(sources, Missing):
        return Found((untold({"event": "visit"}, sources.what),))
    if len(said.partners) != 1 or any(
        one not in states.ids() for one in (said.subject, *said.partners)
    ):
        return Found((untold({"event": "visit"}, "two states are needed, and no more"),))
    return Found(tuple(_listed(facts, said, source) for source in sources))


def _listed(facts: Facts, said: Statement, source: str) -> Tested:
    """Return the reading of one list of visits together with events."""
    held = facts.evidence(INDICATOR, source).holding
    first, last = said.years or (said.known_to, said.known_to)
    facets = {"source": f"{held.card.title} and events", "years": words.span(first, last)}
    if not _covers(held, said.subject, first, last):
        return untold(facets, held.lacks(words.names([said.subject])))
    rows = facts.between(INDICATOR, source, (said.subject,)).filter(
        pl.col("origin") == said.subject,
        pl.col("destination") == said.partners[0],
        pl.col("year").is_between(first, last),
    )
    visits = float(rows["value"].sum())
    cited = Rows(
        source, held.vintage, held.card.title,
        f"visits of {said.subject} to {said.partners[0]}, {words.span(first, last)}", rows.height,
        first, last, held.excerpt,
        f"counterpoise export --indicator {INDICATOR} --source {source} --state {said.subject}"
        f" --years {first}-{last}",
    )  # fmt: skip
    told = _told(facts, said, first, last)
    if isinstance(told, Missing):
        listed = f"{visits:.0f} on the list" if visits else "none on the list"
        return untold(facets, f"{listed}, and of events: {told.what}")
    friendly, news = told
    shown = f"{visits:.0f} on the list; cooperation told of on {number_of(friendly, 'day')}"
    if bool(visits) != bool(friendly):
        return untold(facets, f"{shown}: list and news do not agree")
    outcome = (HOLDS if visits else FAILS), None
    return computed(facets, Moment(last, THEN), visits, "", outcome, [cited, news], shown)


def _covers(held: Holding, state: str, first: int, last: int) -> bool:
    """Return whether a list covers a state's travellers in all years named."""
    spans = coverage.years_covered(held.coverage, state, side="origin", indicator=INDICATOR)
    return any(begin <= first and last <= end for begin, end in spans)


def _told(facts: Facts, said: Statement, first: int, last: int) -> tuple[int, Rows] | Missing:
    """Return on how many days the news tell of cooperation of the two, or why they say nothing."""
    both = (said.subject, *said.partners)
    try:
        found = dealings(facts.store, both, years=(first, last))
    except EvidenceError as fault:
        return Missing(f"{fault.problem} {fault.attempt}")
    own = found.rows.filter(pl.col("state") == said.subject)
    if own["days"].sum() < LEAST_DAYS:
        return Missing(f"{found.holding.card.title} tells of the subject on too few days")
    friendly = (
        found.holding.scan()
        .filter(
            pl.col("origin") == min(both), pl.col("destination") == max(both),
            pl.col("act").is_in(COOPERATION), pl.col("date").dt.year().is_between(first, last),
        )
        .select("date")
        .unique()
        .collect()
    )  # fmt: skip
    return friendly.height, _cited(found, said, first, last, friendly.height)


def _cited(found: Dealings, said: Statement, first: int, last: int, rows: int) -> Rows:
    held = found.holding
    return Rows(
        held.source, held.vintage, held.card.title,
        f"days of cooperation told of {said.subject} and {said.partners[0]}, {words.span(first, last)};"
        f" {found.told}",
        rows, first, last, held.excerpt,
        f"counterpoise table relations {said.subject} --source {held.source}"
        f" --years {first}-{last}",
    )  # fmt: skip
