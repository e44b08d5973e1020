"""Pacts, trade agreements and investment treaties: whether they were in force, signed or begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise.reference import groups, states
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts, Missing, held_or_missing
from counterpoise.statements.checking.happened import LEAST_COVERED, covered_to
from counterpoise.statements.checking.readings import Moment, computed, untold
from counterpoise.statements.checking.verdict import FAILS, HOLDS, THEN, Found, Rows, Tested
from counterpoise.statements.statement import Statement, members

INDICATORS: Final = {
    "defence pact": "alliance_defense",
    "non-aggression pact": "alliance_nonaggression",
    "trade agreement": "trade_agreement",
    "investment treaty": "investment_treaty",
}
SIGNINGS: Final = {
    "trade agreement signed": "trade_agreement_signed",
    "investment treaty signed": "investment_treaty_signed",
}
LATER: Final = 1
"""Years after the one named in which a pact may have come to be in force: some records count whole years."""
LEFT_OUT: Final = "EU"
"""Whose treaties on investment the list leaves out: of its members it never tells that there is none."""


def check_pact(facts: Facts, said: Statement) -> Found:
    """Return whether it was in force with each of the partners in all of the years named, by source.

    A bloc as partner stands for its members of the last year. What was signed and not in force is no
    row of any source.
    """
    pact = said.event.removesuffix(" begun")
    indicator = SIGNINGS.get(said.event) or INDICATORS[pact]
    sources = held_or_missing(facts, indicator)
    if isinstance(sources, Missing):
        return Found((untold({"event": said.event}, sources.what),))
    if said.subject in groups.TITLES:
        why = f"of {said.subject} as one no pact is on record, of its members there are"
        return Found((untold({"event": said.event}, why),))
    test = _in_force if pact == said.event and said.event in INDICATORS else _happened
    return Found(tuple(test(facts, said, indicator, source) for source in sources))


def _in_force(facts: Facts, said: Statement, indicator: str, source: str) -> Tested:
    held = facts.evidence(indicator, source).holding
    first, last = said.years or (0, 0)
    partners = [one for one in members(said.partners, last) if one != said.subject]
    facets = {
        "source": held.card.title,
        "event": f"{said.event} in force",
        "years": words.span(first, last),
    }
    ends = {one: covered_to(held, one, last, indicator) for one in (said.subject, *partners)}
    if gone := [one for one, end in ends.items() if not end]:
        return untold(facets, held.lacks(words.names(gone)))
    end = min(ends.values())
    if end - first + 1 < LEAST_COVERED * (last - first + 1):
        return untold(
            facets, f"{held.card.title} ends in {end}, before most of {words.span(first, last)}"
        )
    by_partner = {one: _years(facts, said, indicator, source, one) for one in partners}
    bound = [one for one, years in by_partner.items() if set(range(first, end + 1)) <= set(years)]
    if len(bound) < len(partners) and _may_be_left_out(said, partners, last):
        why = f"{held.card.title} leaves out the treaties of the EU, which bind its members"
        return untold(facets, why)
    shown = "; ".join(
        f"{f'in force in {words.spans(years)}' if years else 'none'} with {words.names([one])}"
        for one, years in by_partner.items()
    )
    stale = (
        f"{held.card.title} ends in {end}: {end + 1}–{last} is not covered" if end < last else ""
    )
    rows = Rows(
        source, held.vintage, held.card.title,
        f"{said.event}: {said.subject} and {', '.join(partners)}, {words.span(first, end)}",
        sum(first <= year <= end for years in by_partner.values() for year in years), first, end,
        held.excerpt,
        f"counterpoise export --indicator {indicator} --source {source} --state {said.subject}"
        f" --years {first}-{end}",
    )  # fmt: skip
    outcome = (HOLDS if len(bound) == len(partners) else FAILS), None
    unit = f"of {len(partners)}"
    return computed(facets, Moment(end, THEN, stale), len(bound), unit, outcome, [rows], shown)


def _happened(facts: Facts, said: Statement, indicator: str, source: str) -> Tested:
    """Return whether it was signed, or came to be in force, with each of the partners in the years named.

    Where one was in force already, whether another came to be is not on record.
    """
    held = facts.evidence(indicator, source).holding
    first, last = said.years or (0, 0)
    begun = said.event.endswith("begun")
    partners = [one for one in members(said.partners, last) if one != said.subject]
    facets = {"source": held.card.title, "event": said.event, "years": words.span(first, last)}
    ends = {
        one: covered_to(held, one, last + LATER, indicator) for one in (said.subject, *partners)
    }
    if gone := [one for one, end in ends.items() if not end]:
        return untold(facets, held.lacks(words.names(gone)))
    end = min(ends.values())
    if end < last:
        return untold(facets, f"{held.card.title} ends in {end}, before {last}")
    by_partner = {one: _years(facts, said, indicator, source, one) for one in partners}
    before = [one for one, years in by_partner.items() if begun and first - 1 in years]
    if before:
        return untold(facets, f"in {first - 1} one was in force already with {words.names(before)}")
    wanted = set(range(first, last + (LATER if begun else 0) + 1))
    done = [one for one, years in by_partner.items() if wanted & set(years)]
    if len(done) < len(partners) and _may_be_left_out(said, partners, last):
        why = f"{held.card.title} leaves out the treaties of the EU, which bind its members"
        return untold(facets, why)
    verb = "in force" if begun else "signed"
    shown = "; ".join(
        f"{f'{verb} in {words.spans(years)}' if years else 'none'} with {words.names([one])}"
        for one, years in by_partner.items()
    )
    rows = Rows(
        source, held.vintage, held.card.title,
        f"{said.event}: {said.subject} and {', '.join(partners)}, {words.span(first, last)}",
        sum(year in wanted for years in by_partner.values() for year in years), first, last,
        held.excerpt,
        f"counterpoise export --indicator {indicator} --source {source} --state {said.subject}"
        f" --years {first}-{last}",
    )  # fmt: skip
    outcome = (HOLDS if len(done) == len(partners) else FAILS), None
    unit = f"of {len(partners)}"
    return computed(facets, Moment(last, THEN), len(done), unit, outcome, [rows], shown)


def _may_be_left_out(said: Statement, partners: Sequence[str], year: int) -> bool:
    """Return whether a treaty of the EU may bind both, of which the list of treaties does not tell."""
    inside = set(groups.members(LEFT_OUT, year))
    return said.event.startswith("investment treaty") and bool(inside & {said.subject, *partners})


def _years(facts: Facts, said: Statement, indicator: str, source: str, partner: str) -> list[int]:
    """Return the years in which it was in force between the subject and a partner."""
    own, others = states.lineage(said.subject), states.lineage(partner)
    rows = facts.between(indicator, source, own).filter(pl.col("value") >= 1.0)
    one = pl.col("origin").is_in(list(own)) & pl.col("destination").is_in(list(others))
    other = pl.col("origin").is_in(list(others)) & pl.col("destination").is_in(list(own))
    return sorted({int(year) for year in rows.filter(one | other)["year"]})
