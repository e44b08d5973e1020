"""Check statements against the evidence: every reading computed, one verdict, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Final

from counterpoise.errors import CounterpoiseError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts
from counterpoise.statements.checking.nearness import undated
from counterpoise.statements.checking.own_word import settled_by_own_word
from counterpoise.statements.checking.readings import untold
from counterpoise.statements.checking.telling import told_as_of
from counterpoise.statements.checking.through_time import check_through_time
from counterpoise.statements.checking.verdict import (
    CANNOT_TELL,
    DEPENDS,
    HOLDS,
    MOST_MISSING,
    NOTHING_HELD,
    THEN,
    Checked,
    Found,
    Tested,
    judged,
    resting,
)
from counterpoise.statements.kinds import KINDS
from counterpoise.statements.statement import Statement, members

CHECKS: Final[Mapping[str, str]] = {
    "share": "flows:check_share",
    "rank": "ranks:check_rank",
    "amount": "flows:check_amount",
    "balance": "balances:check_balance",
    "trend": "courses:check_trend",
    "dependence": "mixes:check_dependence",
    "diversification": "mixes:check_diversification",
    "hedging": "mixes:check_hedging",
    "inertia": "mixes:check_inertia",
    "alignment": "agreement:check_alignment",
    "forecast": "foresight:check_forecast",
    "could": "prospects:check_could",
    "change": "changes:check_change",
    "comparison": "comparisons:check_comparison",
    "world share": "world:check_world_share",
    "world rank": "world:check_world_rank",
    "event": "happenings:check_event",
    "membership": "belonging:check_membership",
    "duration": "happenings:check_duration",
    "relations": "relations:check_relations",
}
"""Which function checks a kind; modules are imported when first needed."""
BY_OTHERS: Final = ("imports", "trade")
"""Channels of which only partners may tell what the state's own customs would tell otherwise."""
HINDSIGHT: Final = "rests on rows of years that were not over when it was said"
AS_OF_MEANS: Final = (
    "What was known then are the rows up to the last full year before the statement, in the vintage"
    " of the source that is held today: revisions made since are in them."
)
"""To be said once on every page of verdicts."""


def check(store: Store, statements: Sequence[Statement]) -> tuple[Checked, ...]:
    """Return each statement with its verdict.

    Parameters
    ----------
    store : Store
        Where evidence is looked up; each part of it is read once for all statements.
    statements : sequence of Statement
        In any order.

    Returns
    -------
    tuple of Checked
        In the order given.

    Notes
    -----
    A reading "then" uses rows up to the last full year before the statement, "today" also those of
    its own year. Only the latest vintage of each source is held, so revisions made since are in
    both. Where no reading could be computed then, the verdict rests on later rows and is marked so.
    """
    facts = Facts(store.steady(), _voters(statements))
    return tuple(check_one(facts, said) for said in statements)


def _voters(statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return the states whose votes the statements are about."""
    about = [
        said
        for said in statements
        if said.kind in ("alignment", "hedging", "relations") or said.of == "agreement"
    ]
    states = [state for said in about for state in members((said.subject,), said.known_to)]
    return tuple(dict.fromkeys(states))


def check_one(facts: Facts, said: Statement) -> Checked:
    """Return one statement with its verdict; `facts` keeps what others may need."""
    found = _found(facts, said)
    if (
        said.channel in BY_OTHERS
        or "deficit" in (said.of, said.comparison)
        or said.kind == "balance"
    ):
        found = settled_by_own_word(found, _found(facts.of_own_word, said))
    found = replace(found, tested=tuple(undated(said, found.tested)))
    basis = resting(found.tested)
    verdict = judged(basis)
    return Checked(
        said,
        verdict,
        _shown(basis),
        _why(said, verdict, basis, found),
        _margin(verdict, basis),
        tuple(_marks(said, basis, found)),
        found,
    )


def _found(facts: Facts, said: Statement) -> Found:
    """Return what the kind's check finds; a refusal of a measure is a reading that can't be told."""
    if said.kind not in CHECKS:
        return Found(missing=said.needs)
    module, function = CHECKS[said.kind].split(":")
    run: Callable[[Facts, Statement], Found] = getattr(
        import_module(f"counterpoise.statements.checking.{module}"), function
    )
    try:
        return check_through_time(facts, said, run) if said.when else run(facts, said)
    except CounterpoiseError as fault:
        return Found((untold({"kind": KINDS[said.kind].title}, fault.problem),))


def _shown(basis: Sequence[Tested]) -> str:
    """Return the figure of one reading, or the range of those of the first definition."""
    known = [one for one in basis if one.figure is not None]
    if not known:
        return "–"
    if any("test" in one.facets for one in known):
        fresh = [one for one in known if not one.stale] or known
        longest = [one for one in fresh if _apart(one) == _apart(fresh[0])][-1]
        named = longest.facets.get("index", "")
        return " ".join(part for part in (named, longest.shown) if part)
    index = known[0].facets.get("index", "")
    alike = [one for one in known if one.facets.get("index", "") == index]
    if len({one.shown for one in alike}) == 1:
        return " ".join(part for part in (index, alike[0].shown) if part)
    figures = [one.figure for one in alike if one.figure is not None]
    shown = words.between(min(figures), max(figures), alike[0].unit)
    return " ".join(part for part in (index, shown) if part)


def _apart(one: Tested) -> dict[str, str]:
    """Return the choices of a reading of a course, but for its years and its test."""
    return {name: value for name, value in one.facets.items() if name not in ("years", "test")}


def _why(said: Statement, verdict: str, basis: Sequence[Tested], found: Found) -> str:
    """Return what decided, in one or two sentences."""
    told = []
    if verdict == CANNOT_TELL:
        lacking = "; ".join(found.lacking[:MOST_MISSING])
        told.append(f"Missing: {lacking or NOTHING_HELD}.")
    else:
        told.append(_borne_out(sum(one.verdict == HOLDS for one in basis), len(basis)))
    if headline := found.headline:
        told.append(told_as_of(said, headline))
    told += found.remarks
    if said.note:
        told.append(said.note)
    return " ".join(part for part in told if part)


def _borne_out(borne: int, readings: int) -> str:
    """Return how many readings bear a statement out, as a sentence."""
    if readings == 1:
        return "Its one reading bears it out." if borne else "Its one reading does not bear it out."
    if borne == readings == 2:
        return "Both readings bear it out."
    if borne in (0, readings):
        return f"{'All' if borne else 'None of'} {readings} readings bear{'' if borne else 's'} it out."
    return f"{borne} of {readings} readings bear it out."


def _margin(verdict: str, basis: Sequence[Tested]) -> float | None:
    """Return the margin nearest to the line among the readings of one unit."""
    margins = [one.margin for one in basis if one.margin is not None]
    if verdict in (DEPENDS, CANNOT_TELL) or not margins or len({one.unit for one in basis}) > 1:
        return None
    return min(margins, key=abs)


def _marks(said: Statement, basis: Sequence[Tested], found: Found) -> list[str]:
    marks = []
    if basis and all(one.known != THEN for one in basis):
        marks.append(HINDSIGHT)
    marks += dict.fromkeys(one.stale for one in basis if one.stale)
    excerpts = {rows.excerpt for one in basis for rows in one.rows if rows.excerpt}
    marks += [f"an excerpt of the source: {excerpt}" for excerpt in sorted(excerpts)]
    marks += [f"not tested: {need}" for need in said.needs if said.kind in CHECKS]
    lacking = {one.missing for one in found.tested if one.missing}
    if basis and lacking:
        marks.append(f"{number_of(len(lacking), 'reading')} could not be computed")
    return marks
