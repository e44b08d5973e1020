"""Whether relations warm, cool or are those of a challenge: events and another channel must agree.

What the news tell is easily taken for what states do, so events alone bear nothing out and refute
nothing. They count where their intervals part, and only together with votes, trade or disputes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.dealings import Dealings, dealings
from counterpoise.measures.events import LEAST_DAYS, STATED
from counterpoise.reference import states
from counterpoise.statements import words
from counterpoise.statements.checking.courses import check_trend
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.happenings import check_event
from counterpoise.statements.checking.readings import LAG, Moment, computed, untold
from counterpoise.statements.checking.verdict import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    THEN,
    Found,
    Rows,
    Tested,
    judged,
    resting,
)
from counterpoise.statements.statement import Statement

SPAN: Final = 5
"""Years up to the last in which a course of no named years is looked for."""
COURSES: Final = {"warming": "rising", "cooling": "falling"}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Word:
    """What events say: whether as asserted (None where they say neither), in which years, of what."""

    holds: bool | None
    years: tuple[int, int]
    shown: str
    figure: float
    rows: Rows


def check_relations(facts: Facts, said: Statement) -> Found:
    """Return a reading for each channel beside events; only what both say is a verdict."""
    asked = f"relations {said.comparison}"
    if len(said.partners) != 1 or any(
        one not in states.ids() for one in (said.subject, *said.partners)
    ):
        return Found((untold({"relations": asked}, "two states are needed, and no more"),))
    word = _word(facts, said)
    if isinstance(word, Missing):
        return Found((untold({"source": "events", "relations": asked}, word.what),))
    return Found(
        tuple(_together(word, title, found) for title, found in _beside(facts, said, word)),
        remarks=(f"{word.rows.title} tells: {word.shown}.",),
    )


def _word(facts: Facts, said: Statement) -> Word | Missing:
    """Return what events say, as either state's mean has it; of two that differ, nothing."""
    both = (said.subject, *said.partners)
    last = said.years[1] if said.years else said.known_to
    try:
        found = dealings(facts.store, both, years=(last - SPAN, last))
    except EvidenceError as fault:
        return Missing(f"{fault.problem} {fault.attempt}")
    views = [_stated(found.rows, *way) for way in (both, both[::-1])]
    ends = [_ends(said, view, last) for view in views if view.height]
    known = [pair for pair in ends if pair is not None]
    if not known:
        return Missing(f"{found.holding.card.title} tells of two such years on {LEAST_DAYS} days")
    says = {_says(said.comparison, *pair) for pair in known}
    first, final = known[0]
    challenged = said.comparison == "challenged"
    return Word(
        says.pop() if len(says) == 1 else None,
        (final["year"] if challenged else first["year"], final["year"]),
        _shown(known, challenged),
        final["conflict"],
        _cited(found, both, (first["year"], final["year"])),
    )


def _stated(rows: pl.DataFrame, state: str, partner: str) -> pl.DataFrame:
    of_both = (pl.col("state") == state) & (pl.col("partner") == partner)
    return rows.filter(of_both, pl.col("state_of_conflict") == STATED).sort("year", "segment")


def _ends(said: Statement, view: pl.DataFrame, last: int) -> tuple[Row, Row] | None:
    """Return the first and the last year to be compared, on one side of any change of the source."""
    final = view.row(-1, named=True)
    if last - final["year"] > (0 if said.years else LAG):
        return None
    if said.comparison == "challenged":
        return final, final
    alike = view.filter(pl.col("segment") == final["segment"], pl.col("year") < final["year"])
    if said.years:
        wanted = said.years[0] if said.years[0] < said.years[1] else said.years[1] - 1
        alike = alike.filter(pl.col("year") == wanted)
    return (alike.row(0, named=True), final) if alike.height else None


def _says(comparison: str, first: Row, last: Row) -> bool | None:
    """Return whether it is as asserted; None where intervals overlap, so that neither is said."""
    if comparison == "challenged":
        mean = last["conflict_mean"]
        if mean is None or last["conflict_low"] <= mean <= last["conflict_high"]:
            return None
        return bool(last["conflict_low"] > mean)
    if last["conflict_low"] > first["conflict_high"]:
        return comparison == "cooling"
    if last["conflict_high"] < first["conflict_low"]:
        return comparison == "warming"
    return None


def _shown(known: Sequence[tuple[Row, Row]], challenged: bool) -> str:
    told = []
    for first, last in known:
        ends = [last] if challenged else [first, last]
        parts = [f"{_share(row)} in {row['year']}" for row in ends]
        mean = last["conflict_mean"]
        beside = (
            f", with all partners {100 * mean:.0f} %" if challenged and mean is not None else ""
        )
        told.append(f"conflict as {words.names([last['state']])} {', '.join(parts)}{beside}")
    return "; ".join(told)


def _share(row: Row) -> str:
    share, low, high = (100 * row[name] for name in ("conflict", "conflict_low", "conflict_high"))
    return f"{share:.0f} % ({low:.0f}–{high:.0f})"


def _cited(found: Dealings, both: tuple[str, ...], years: tuple[int, int]) -> Rows:
    held = found.holding
    return Rows(
        held.source, held.vintage, held.card.title,
        f"words and deeds between {both[0]} and {both[1]}, {words.span(*years)}; {found.told}",
        found.rows.height, *years, held.excerpt,
        f"counterpoise table relations {both[0]} --source {held.source} --vintage {held.vintage}"
        f" --years {years[0]}-{years[1]}",
    )  # fmt: skip


def _beside(facts: Facts, said: Statement, word: Word) -> Iterator[tuple[str, Found]]:
    """Yield what another channel says of the same years."""
    plain: dict[str, Any] = {
        "id": said.id, "text": said.text, "stated": said.stated, "subject": said.subject,
        "partners": said.partners, "years": word.years,
    }  # fmt: skip
    if said.comparison == "challenged":
        disputed = Statement(kind="event", event="dispute", **plain)
        yield "militarised disputes", check_event(facts, disputed)
        return
    course: dict[str, Any] = {**plain, "kind": "trend", "comparison": COURSES[said.comparison]}
    yield "votes alike", check_trend(facts, Statement(**course, of="agreement"))
    yield "part of trade", check_trend(facts, Statement(**course, of="share", channel="trade"))


def _together(word: Word, title: str, found: Found) -> Tested:
    """Return the reading of events and one other channel."""
    facets = {
        "source": f"{word.rows.title} and {title}",
        "years": words.span(*word.years),
    }
    basis = resting(found.tested)
    other = judged(basis)
    mine = {True: HOLDS, False: FAILS, None: CANNOT_TELL}[word.holds]
    if CANNOT_TELL in (mine, other) or mine != other:
        said = {HOLDS: "say so", FAILS: "say the opposite", CANNOT_TELL: "say neither"}
        why = f"events {said[mine]}, {title} {said.get(other, 'say both')}"
        return untold(facets, why)
    rows = [word.rows, *dict.fromkeys(each for one in basis for each in one.rows)]
    shown = f"{word.shown}; {title} too"
    return computed(facets, Moment(word.years[1], THEN), word.figure, "", (mine, None), rows, shown)
