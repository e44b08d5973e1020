"""Wars, disputes, embargoes and the age of ties: whether, and when, something was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.statements import words
from counterpoise.statements.checking.embargoes import check_embargo
from counterpoise.statements.checking.facts import Facts, Missing, held_or_missing
from counterpoise.statements.checking.happened import LEAST_COVERED, covered_to
from counterpoise.statements.checking.pacts import check_pact
from counterpoise.statements.checking.readings import Moment, computed, untold
from counterpoise.statements.checking.verdict import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    THEN,
    TODAY,
    Found,
    Known,
    Rows,
    Tested,
)
from counterpoise.statements.checking.visits import check_visit
from counterpoise.statements.kinds import BEGUN, PACTS, SIGNED
from counterpoise.statements.statement import Statement

HIGHEST_LEVEL: Final = 5.0
FORCE: Final = 4.0
"""The level of a dispute from which force was used, and not only threatened or shown."""
DEFINITIONS: Final = {
    "war": ("war", 0.0, "war in the list of interstate wars"),
    "dispute": ("dispute_hostility", 0.0, "any militarised dispute"),
}
"""What counts as a war, and as a dispute: indicator, least hostility, words.

Wars come from the list of wars alone. A dispute of the highest level has that level in all of its
years, and in the dyad-years of India and Pakistan these are 1964 and 1993 to 1998, not 1965 and 1999.
"""
UNFOUGHT: Final = (
    "no force was used, shown or threatened in those years by this list, and a claim to land may stand"
    " without: no list of claims is held"
)
"""Why a dispute over territory is not refuted by a list of militarised disputes."""
GRAVEST: Final = (
    "dispute_hostility",
    HIGHEST_LEVEL,
    "dispute of the highest level, without which there is no war",
)


def check_event(facts: Facts, said: Statement) -> Found:
    """Return whether it happened, with each of the partners, in the years named."""
    if said.event.startswith("embargo"):
        return check_embargo(said)
    if said.event in (*PACTS, *SIGNED, *BEGUN):
        return check_pact(facts, said)
    if said.event == "visit":
        return check_visit(facts, said)
    absent = said.event == "no dispute"
    definition = DEFINITIONS["dispute" if absent else said.event]
    found = _readings(facts, said, definition, absent)
    if said.event == "war" and all(one.verdict == CANNOT_TELL for one in found):
        found += [_refuted_or_untold(one) for one in _readings(facts, said, GRAVEST, absent)]
    if said.event == "war" and (fought := _fought(facts, said)):
        found = [
            untold(dict(one.facets), fought, one.known) if one.verdict == FAILS else one
            for one in found
        ]
    if said.of == "territory":
        found = [
            untold(dict(one.facets), UNFOUGHT, one.known) if one.verdict == FAILS else one
            for one in found
        ]
    return Found(tuple(found), remarks=tuple(_remarks(facts, said)))


def _readings(
    facts: Facts, said: Statement, definition: tuple[str, float, str], absent: bool
) -> list[Tested]:
    """Return one reading for each source of a definition."""
    indicator, level, title = definition
    sources = held_or_missing(facts, indicator)
    if isinstance(sources, Missing):
        return [untold({"event": title}, sources.what)]
    return [_event(facts, said, indicator, source, level, title, absent) for source in sources]


def _refuted_or_untold(one: Tested) -> Tested:
    """Return a reading of disputes where no list of wars reaches: it may refute a war, never find one."""
    if one.verdict != HOLDS:
        return one
    return untold(dict(one.facets), "a dispute of the highest level is not yet a war", one.known)


def _fought(facts: Facts, said: Statement) -> str:
    """Return in words that force was used where no list has a war; "" if not with each of the partners.

    An invasion that cost fewer lives than a list asks for is none by its measure, and may be a war to who
    speaks of it.
    """
    first, last = said.years or (0, 0)
    told: set[int] = set()
    for partner in said.partners:
        years = {
            year
            for source in facts.sources("dispute_hostility")
            for year in _years(facts, said, "dispute_hostility", source, partner, FORCE)
            if first <= year <= last
        }
        if not years:
            return ""
        told |= years
    return (
        f"force was used in {words.spans(sorted(told))}, and the list has wars of at least 1,000 deaths in"
        " battle alone"
    )


def _event(
    facts: Facts,
    said: Statement,
    indicator: str,
    source: str,
    level: float,
    title: str,
    absent: bool,
) -> Tested:
    """Return one reading: a definition of the event, in one source."""
    held = facts.evidence(indicator, source).holding
    first, last = said.years or (0, 0)
    facets = {"source": held.card.title, "event": title, "years": words.span(first, last)}
    absent_from = [p for p in (said.subject, *said.partners) if not covered_to(held, p, last)]
    if absent_from:
        return untold(facets, held.lacks(words.names(absent_from)))
    end = min(covered_to(held, party, last) for party in (said.subject, *said.partners))
    if (end - first + 1) < LEAST_COVERED * (last - first + 1):
        return untold(
            facets, f"{held.card.title} ends in {end}, before most of {words.span(first, last)}"
        )
    by_partner = {p: _years(facts, said, indicator, source, p, level) for p in said.partners}
    within = {p: [y for y in years if first <= y <= last] for p, years in by_partner.items()}
    count = sum(bool(years) for years in within.values())
    told = [
        f"{words.spans(years) if years else 'none'} with {words.names([p])}"
        for p, years in within.items()
    ]
    wanted = count == 0 if absent else count == len(said.partners)
    stale = (
        f"{held.card.title} ends in {end}: {end + 1}–{last} is not covered" if end < last else ""
    )
    command = (
        f"counterpoise export --indicator {indicator} --source {source} --state {said.subject}"
        f" --years {first}-{end}"
    )
    rows = Rows(
        source, held.vintage, held.card.title,
        f"{title}: {said.subject} and {', '.join(said.partners)}, {words.span(first, end)}",
        sum(len(years) for years in within.values()), first, end, held.excerpt, command,
    )  # fmt: skip
    known: Known = THEN if first <= said.known_to or said.stated.year == last else TODAY
    moment = Moment(end, known, stale)
    unit = f"of {len(said.partners)}"
    margin = None
    return computed(
        facets, moment, count, unit, ((HOLDS if wanted else FAILS), margin), [rows], "; ".join(told)
    )


def _years(
    facts: Facts, said: Statement, indicator: str, source: str, partner: str, level: float
) -> list[int]:
    """Return the years in which it happened between the subject and a partner, predecessors too."""
    own, others = states.lineage(said.subject), states.lineage(partner)
    rows = facts.between(indicator, source, (said.subject,))
    if len(own) > 1:
        rows = facts.between(indicator, source, own)
    both = rows.filter(
        pl.col("origin").is_in([*own, *others]),
        pl.col("destination").is_in([*own, *others]),
        pl.col("value") >= max(level, 1.0),
    )
    one = both.filter(pl.col("origin").is_in(list(own)) != pl.col("destination").is_in(list(own)))
    return sorted({int(year) for year in one["year"]})


def _remarks(facts: Facts, said: Statement) -> Iterator[str]:
    """Yield when there were wars and disputes at all, for whom the years named have none."""
    for partner in said.partners:
        wars: set[int] = set()
        gravest: set[int] = set()
        disputes: set[int] = set()
        for source in facts.sources("war"):
            wars.update(_years(facts, said, "war", source, partner, 1.0))
        for source in facts.sources("dispute_hostility"):
            given = (facts, said, "dispute_hostility", source, partner)
            gravest.update(_years(*given, HIGHEST_LEVEL))
            disputes.update(_years(*given, 1.0))
        name = words.names([partner])
        if not wars and not disputes:
            yield f"With {name} neither an interstate war nor a militarised dispute is recorded."
            continue
        at_war = f"wars in {words.spans(sorted(wars))}" if wars else "no war"
        highest = sorted(gravest - wars)
        lesser = sorted(disputes - gravest - wars)
        grave = f"; disputes of the highest level in {words.spans(highest)}" if highest else ""
        below = f"; lesser disputes, which are no wars, in {words.spans(lesser)}" if lesser else ""
        yield f"With {name}: {at_war}{grave}{below}."


def check_duration(facts: Facts, said: Statement) -> Found:
    """Return for how long a tie is on record, predecessors of both states counted in."""
    found: list[Tested] = []
    for indicator, channel in (("arms", "arms"), ("goods", "trade")):
        if said.channel not in ("", channel):
            continue
        sources = held_or_missing(facts, indicator)
        if isinstance(sources, Missing):
            found.append(untold({"since": f"first year of {indicator}"}, sources.what))
            continue
        found += [_age(facts, said, indicator, source) for source in sources]
    return Found(tuple(found))


def _age(facts: Facts, said: Statement, indicator: str, source: str) -> Tested:
    held = facts.evidence(indicator, source).holding
    facets = {"source": held.card.title, "since": f"first year of {indicator}"}
    start = said.stated.year - int(said.quantity or 0)
    if held.years[0] > start:
        return untold(facets, f"{held.card.title} begins in {held.years[0]}, after {start}")
    first = _first_year(facts, said, indicator, source)
    if first is None or (first > start and not said.channel):
        # A tie is as old as its oldest record: a younger one does not contradict it.
        since = f"only from {first}" if first else "nothing"
        return untold(facets, f"{held.card.title} has {since} between the two")
    age = said.stated.year - first
    margin = age - float(said.quantity or 0)
    outcome = (HOLDS if margin >= 0 else FAILS), margin
    command = (
        f"counterpoise export --indicator {indicator} --source {source} --state {said.subject}"
        f" --years {first}-{first}"
    )
    rows = Rows(
        source, held.vintage, held.card.title, f"first {indicator} rows of the pair", 1, first, first,
        held.excerpt, command,
    )  # fmt: skip
    shown = f"since {first}: {number_of(age, 'year')}"
    return computed(facets, Moment(first, THEN), age, "years", outcome, [rows], shown)


def _first_year(facts: Facts, said: Statement, indicator: str, source: str) -> int | None:
    both: list[Sequence[str]] = [
        states.lineage(said.subject),
        [one for p in said.partners for one in states.lineage(p)],
    ]
    rows = facts.between(indicator, source, both[0]).filter(
        pl.col("origin").is_in([*both[0], *both[1]]),
        pl.col("destination").is_in([*both[0], *both[1]]),
        pl.col("value") > 0,
        pl.col("year") <= said.known_to,
    )
    return int(rows["year"].min()) if rows.height else None  # type: ignore[arg-type]
