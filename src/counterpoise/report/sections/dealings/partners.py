"""With whom a state deals as the news tell it, in the last year of which enough is told."""

from __future__ import annotations

import polars as pl

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.dealings import told
from counterpoise.report.study import Study

SHOWN = 8
NAMED = 3


def section(study: Study) -> tuple[Section, ...]:
    """Return the partners of most days; nothing where no events of the state are held."""
    found = told.held(study, (study.state,))
    if found is None or found.rows.is_empty():
        return ()
    of = found.holding
    year, segment = told.last(found.rows)
    found = told.held(
        study, (study.state,), years=(year, year), source=of.source, vintage=of.vintage
    )
    if found is None:
        return ()
    now = found.rows.filter(pl.col("segment") == segment)
    now = now.sort("days", "partner", descending=[True, False])
    note = told.note(
        study.ledger, found, study.state, (year, year), f"of {study.state} with each other"
    )
    when = told.stretch(of.source, year, segment)
    shown = list(now.head(SHOWN).iter_rows(named=True))
    rows: list[tuple[Cell, ...]] = [
        (
            states.name(row["partner"]),
            wording.count(row["days"], note=note, unit="days"),
            told.attention(row, note),
            told.conflict(row, note),
            *told.word(row, note),
        )
        for row in shown
    ]
    table = Table(
        "dealings-partners", f"Partners of most days, {when}",
        ("Partner", "Days", "Of all", "Conflict", "Largest publisher", "Its reports", "Rests on it alone"),
        tuple(rows),
        caption="Days on which an act between the two is told of, never reports; conflict as a part of days"
        f" and classes of acts, with its 90 % interval. {told.REFUSAL}"
        + wording.cut(len(rows), now.height, "partners", "those of most days"),
    )  # fmt: skip
    return (
        Section(
            "dealings", "With whom it deals", lead=_lead(study, of.card.title, when, now, note, found.told),
            parts=(table,), caveats=of.card.caveats,
        ),
    )  # fmt: skip


def _lead(
    study: Study, title: str, when: str, now: pl.DataFrame, note: int, files: str
) -> tuple[Sentence, ...]:
    """Return the first partners with their parts, or that too little is told of the state."""
    known = now.filter(pl.col("attention").is_not_null()).head(NAMED)
    if known.is_empty():
        return ((f"{title} tells too little of {study.place} in {when} ({files}) for shares.",),)
    cells: list[Cell] = [f"Of {when} ({files}) {title} tells most of {study.place} with "]
    for number, row in enumerate(known.iter_rows(named=True)):
        joint = "" if not number else " and " if number == known.height - 1 else ", "
        cells += [f"{joint}{wording.place(row['partner'])} (", told.attention(row, note), ")"]
    return ((*cells, " of the days told of it with each partner."),)
