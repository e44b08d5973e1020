"""What binds two states and what divides them: pacts, agreements, disputes, wars, rivalry, embargoes."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.panel.evidence import Evidence
from counterpoise.report import wording
from counterpoise.report.pages import NOT_COVERED, Cell, Section, Sentence, Table
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.pair.embargoes import embargoes
from counterpoise.report.sections.state.pacts import KINDS as PACTS
from counterpoise.report.sections.state.pacts import cite, partners
from counterpoise.report.study import Study

SINCE: Final = 1946
KINDS: Final = {
    **{kind: f"{word.capitalize()} pact" for kind, word in PACTS.items()},
    "trade_agreement": "Trade agreement",
    "investment_treaty": "Investment treaty",
    "dispute_hostility": "Militarised dispute",
    "war": "War between them",
    "rivalry": "Strategic rivalry",
}
"""What is told, by indicator: what binds before what divides."""


def section(couple: Couple) -> Section:
    """Return the years of each kind of bond or quarrel, and where its records end."""
    rows = [row for kind in KINDS if (row := _row(couple, kind))]
    return Section(
        "bonds",
        "What binds and divides them",
        lead=sentences(couple),
        parts=(
            Table(
                "bonds",
                "Pacts, agreements, disputes and rivalry",
                ("Kind", "Years", "In", "Records"),
                tuple(rows),
                caption=f"Counted from {SINCE} on, whatever came before. What came after the records"
                " end is not known, which is not none.",
            ),
            *refused(couple),
        ),
    )


def sentences(couple: Couple) -> tuple[Sentence, ...]:
    """Return which pacts and quarrels were on in the last year of each list."""
    on: list[str] = []
    off: list[str] = []
    for kind, title in KINDS.items():
        evidence, last = _held(couple.one, couple.other, kind)
        if evidence is None or last is None:
            continue
        years = _years(couple, evidence)
        word = title[0].lower() + title[1:]
        (on if last in years else off).append(f"{word} ({last})")
    said: list[Sentence] = []
    if on:
        said.append((f"In the last year on record they had: {wording.listed(on)}.",))
    if off:
        said.append((f"They had no {wording.listed(off)}.",))
    return tuple(said)


def spells(couple: Couple, kind: str) -> tuple[list[tuple[int, int]], int | None, int | None]:
    """Return the runs of years of a kind, the last year on record, and the footnote."""
    evidence, last = _held(couple.one, couple.other, kind)
    if evidence is None or last is None:
        return [], None, None
    runs = _runs(_years(couple, evidence))
    return runs, last, _note(couple, evidence, last)


def _row(couple: Couple, kind: str) -> tuple[Cell, ...] | None:
    evidence, last = _held(couple.one, couple.other, kind)
    if evidence is None:
        return None
    if last is None:
        return KINDS[kind], wording.absent(NOT_COVERED), "", ""
    years = _years(couple, evidence)
    shown = ", ".join(wording.span(first, end) for first, end in _runs(years)) or "none"
    return (
        KINDS[kind],
        wording.count(len(years), note=_note(couple, evidence, last), unit="years"),
        shown,
        wording.span(max(SINCE, _began(couple, evidence)), last),
    )


def _began(couple: Couple, evidence: Evidence) -> int:
    """Return the first year from which a list covers both."""
    both = (couple.one, couple.other)
    return max(evidence.spans(one.state, side="origin")[0][0] for one in both)


def _held(study: Study, other: Study, kind: str) -> tuple[Evidence | None, int | None]:
    """Return the list, and the last year to which it covers both."""
    evidence = study.evidence(kind)
    if evidence is None:
        return None, None
    ends = [evidence.spans(one.state, side="origin") for one in (study, other)]
    if not all(ends):
        return evidence, None
    return evidence, min(spans[-1][1] for spans in ends)


def _between(couple: Couple, evidence: Evidence) -> pl.DataFrame:
    return couple.one.once(f"between, {evidence.indicator}", lambda: _shared(couple, evidence))


def _shared(couple: Couple, evidence: Evidence) -> pl.DataFrame:
    own = partners(couple.one, evidence).filter(pl.col("partner") == couple.other.state)
    return own.filter(pl.col("year") >= SINCE, pl.col("value") > 0)


def _years(couple: Couple, evidence: Evidence) -> list[int]:
    return _between(couple, evidence)["year"].unique().sort().to_list()


def _note(couple: Couple, evidence: Evidence, last: int) -> int:
    rows = _between(couple, evidence)
    return cite(couple.one, evidence, rows, last, partner=couple.other.state)


def _runs(years: list[int]) -> list[tuple[int, int]]:
    """Return runs of years without a gap."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def refused(couple: Couple) -> tuple[Table, ...]:
    """Return the embargoes of either on the other, as the table of episodes has them."""
    rows = embargoes(couple)
    if not rows:
        return ()
    return (
        Table(
            "embargoes",
            "Arms embargoes between them",
            ("Who refused", "From", "To", "Scope", "Act"),
            rows,
            caption="From the project's own table of episodes; a pair that is not in it may have refused"
            " arms all the same.",
        ),
    )
