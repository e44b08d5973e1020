"""How two states deal with each other as the news tell it: month by month, with how much is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from counterpoise.measures.dealings import Dealings
from counterpoise.measures.events import BREAKS, LEAST_DAYS
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.dealings import by_month, told
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study, years_of

ID, TITLE = "dealings", "What the news tell of the two"


def section(couple: Couple) -> Section | None:
    """Return their dealings by month and by year; None where no events are held of either."""
    both = (couple.one.state, couple.other.state)
    found = told.held(couple.one, both)
    if found is None:
        return None
    of = found.holding
    monthly = told.held(couple.one, both, by="month", source=of.source, vintage=of.vintage)
    yearly = _of_the_two(found, both)
    if monthly is None or yearly.is_empty():
        silence = (
            f"{of.card.title} tells of no act between the two in {found.told}, which is not peace."
        )
        return Section(ID, TITLE, lead=((silence,),), caveats=of.card.caveats)
    notes = {
        study.state: _note(couple, found, study, yearly)
        for study, _ in couple.ways()
        if study.state in yearly["state"]
    }
    strips = _strips(couple, of.source, _of_the_two(monthly, both), tuple(notes.values()))
    return Section(
        ID, TITLE, lead=_lead(couple, found, yearly, notes),
        parts=(*strips, _table(couple, found, yearly, notes)), caveats=of.card.caveats,
    )  # fmt: skip


def _of_the_two(found: Dealings, both: tuple[str, str]) -> pl.DataFrame:
    return found.rows.filter(pl.col("state").is_in(both), pl.col("partner").is_in(both))


def _note(couple: Couple, found: Dealings, study: Study, yearly: pl.DataFrame) -> int:
    own = yearly.filter(pl.col("state") == study.state)
    what = (
        f"of {study.state} with all others, those with {_partner(couple, study).state} among them"
    )
    return told.note(couple.one.ledger, found, study.state, years_of(own), what)


def _partner(couple: Couple, study: Study) -> Study:
    return couple.other if study is couple.one else couple.one


def _lead(
    couple: Couple, found: Dealings, yearly: pl.DataFrame, notes: Mapping[str, int]
) -> tuple[Sentence, ...]:
    """Return what is told of the last year, and on whose word it rests."""
    year, segment = told.last(yearly)
    of_last = yearly.filter(pl.col("year") == year, pl.col("segment") == segment)
    now = {row["state"]: row for row in of_last.iter_rows(named=True)}
    last = of_last.row(-1, named=True)
    first, note = last, notes[last["state"]]
    parts: list[Cell] = []
    for study, _ in couple.ways():
        row = now.get(study.state)
        if row is None or row["attention"] is None:
            continue
        parts += [
            " and " if parts else ", ", told.attention(row, notes[study.state]),
            f" of what it tells of {study.place} and all partners" if not parts
            else f" of that of {study.place}",
        ]  # fmt: skip
    head: Sentence = (
        f"Of {told.stretch(found.holding.source, last['year'], last['segment'])}"
        f" {found.holding.card.title} tells of acts between the two on ",
        wording.count(first["days"], note=note, unit="days"),
        " day" if first["days"] == 1 else " days",
        *parts,
        ".",
    )
    return head, _conflict(couple, now, notes), _rests(first, note)


def _conflict(
    couple: Couple, now: Mapping[str, Mapping[str, Any]], notes: Mapping[str, int]
) -> Sentence:
    """Return the conflict share as drawn to each state's mean, or that there are too few days."""
    cells: list[Cell] = []
    for study, _ in couple.ways():
        row = now.get(study.state)
        if row is not None and row["conflict"] is not None:
            cells += [" or " if cells else "Conflict was ", told.conflict(row, notes[study.state]),
                      f", drawn to the mean of {study.place} with all partners"]  # fmt: skip
    if not cells:
        return (f"That is under {LEAST_DAYS} days: how much of it was conflict is not said.",)
    return (*cells, "; in brackets the 90 % interval.")


def _rests(row: Mapping[str, Any], note: int) -> Sentence:
    """Return how much is one publisher's word."""
    if not told.named(row):
        return ("The files of these days name no publishers: on whose word it rests is not known.",)
    return (
        wording.percent(row["publisher_share"], note=note, bar=False),
        f" of the reports are of one publisher ({row['publisher']}), which alone tells of ",
        wording.percent(row["resting"], note=note, bar=False),
        " of the days and classes of acts.",
    )


def _strips(
    couple: Couple, source: str, rows: pl.DataFrame, notes: tuple[int, ...]
) -> tuple[Chart, ...]:
    """Return the conflict share and the attention by month; none of what no month is told of."""
    names = f"{couple.one.place} and {couple.other.place}"
    months = rows.select("year", "month", "segment", "state_of_conflict").unique()
    few = months.filter(pl.col("state_of_conflict") != "stated").height
    refused = (
        f" Not drawn: {few} of {number_of(months.height, 'month')}, of too few days." if few else ""
    )
    broken = "" if source not in BREAKS else (
        " Dotted: days on which the source changed what it reads; no line crosses them, and levels on"
        " either side are not comparable."
    )  # fmt: skip
    told_of = {
        "conflict": (
            "Share of conflict by month",
            "Days and classes of conflict among all, drawn to each state's own mean; the band is a 90 %"
            f" interval.{refused}{broken}",
        ),
        "attention": (
            "Each one's part in the other's dealings by month",
            f"Days told of the two among the days of the state with each of its partners.{broken}",
        ),
    }
    drawn = {figure: by_month.strip(rows, source, figure) for figure in told_of}
    return tuple(
        Chart(
            f"dealings-{figure}", "months", title, f"{title}, {names}.", drawn[figure],
            caption=caption, notes=notes,
        )
        for figure, (title, caption) in told_of.items()
        if drawn[figure]
    )  # fmt: skip


def _table(
    couple: Couple, found: Dealings, yearly: pl.DataFrame, notes: Mapping[str, int]
) -> Table:
    """Return a row for each year, or part of one: days, both parts, both conflict shares, whose word."""
    ways = [(study, partner) for study, partner in couple.ways() if study.state in notes]
    rows = []
    for (year, segment), of_year in sorted(yearly.group_by("year", "segment")):
        now = {row["state"]: row for row in of_year.iter_rows(named=True)}
        some = next(iter(now.values()))
        note = notes[some["state"]]
        cells: list[Cell] = [
            told.stretch(found.holding.source, int(year), int(segment)),
            wording.count(some["days"], note=note, unit="days"),
        ]
        for study, _ in ways:
            mine = now.get(study.state, {**some, "attention": None, "conflict": None})
            cells += [
                told.attention(mine, notes[study.state]),
                told.conflict(mine, notes[study.state]),
            ]
        cells += told.word(some, note)
        rows.append(tuple(cells))
    heads = [
        head
        for study, partner in ways
        for head in (
            f"{partner.name} in {wording.possessive(study.name)}",
            f"Conflict, as {study.name}",
        )
    ]
    return Table(
        "dealings-years", "By year",
        ("Year", "Days", *heads, "Largest publisher", "Its reports", "Rests on it alone"),
        tuple(rows),
        caption=f"Days are counted, never reports. {told.FEW} \"Rests\": the part of days and classes that"
        f" the largest publisher alone tells of. From {found.told}.",
    )  # fmt: skip
