"""UNCTAD's International Investment Agreements Navigator: investment treaties in force between states.

The list has a row for each treaty: bilateral investment treaties (BITs), and treaties with investment
provisions (TIPs), most of them trade agreements. A treaty between states that are named binds each two
of them from its entry into force to the year before it ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.agreements import _in_force, _parties

SOURCE = Source(
    id="unctad_iia",
    title="International Investment Agreements Navigator",
    publisher="United Nations Conference on Trade and Development",
    terms="Free use with attribution to UNCTAD.",
    citation="UNCTAD, International Investment Agreements Navigator, Investment Policy Hub.",
    url="https://investmentpolicy.unctad.org/international-investment-agreements",
    table="panel",
    indicators=("investment_treaty", "investment_treaty_signed"),
    unit_note="Treaties in force at the end of the year, and those signed in it, by day.",
    layout=(
        "CSV of the list of treaties: short_title, type (BITs, TIPs), status, parties,"
        " date_of_signature, date_of_entry_into_force, termination_date (YYYY-MM-DD)"
    ),
    caveats=(
        "Treaties to which an organisation is a party (the EU, EFTA, ACP) are left out: whom they bind"
        " changes with its members. Pairs with members of the EU have more than is counted here.",
        "A treaty signed and not in force is not counted among those in force; one that ended binds old"
        " investments for years to come (sunset clauses), which is not counted either.",
        "A treaty that ended on a day that the list does not give is not covered from its start on.",
    ),
)

COLUMNS: Final = (
    "short_title", "type", "status", "parties", "date_of_signature", "date_of_entry_into_force",
    "termination_date",
)  # fmt: skip
KINDS: Final = ("BITs", "TIPs")
STATUSES: Final = ("In force", "Signed (not in force)", "Terminated")
DAY: Final = r"^\d{4}-\d\d-\d\d$"
FIRST: Final = 1959
"""The first treaty, Germany's with Pakistan."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the list of treaties."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        table = tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, final_newline=True)
    treaties = _treaties(table)
    bound = treaties.filter(pl.col("start").is_not_null(), pl.col("named").is_not_null())
    last = _last_whole_year(path.name, treaties)
    years = _in_force.by_year(_pairs(bound), last=last)
    signed = treaties.filter(pl.col("named").is_not_null(), pl.col("signed") <= last)
    signings = _pairs(signed.with_columns(start="signed", end=pl.lit(None, pl.Int32)))
    days = signings.join(signed.select("row", item="day"), on="row", validate="m:1")
    pairs = years.group_by("origin", "destination", "year").agg(
        treaties=pl.len(), unsure=pl.col("unsure").any()
    )
    value = pl.when(~pl.col("unsure")).then("treaties")
    rows = [
        _in_force.rows(pairs, "investment_treaty", value),
        _in_force.signed(
            days.select("one", "other", "item", year="start"), "investment_treaty_signed"
        ),
    ]
    yield Reading(
        rows=pl.concat(rows).sort("indicator", "origin", "destination", "year", "item"),
        vintage=_vintage(path.name, treaties),
        coverage=[Covered(FIRST, last)],
        notes=_notes(treaties, bound),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse more treaties between two states than any two have."""
    wrong = rows.filter(pl.col("value") > 12)
    if wrong.height:
        raise SourceError.bad_layout(
            "Two states must have at most 12 treaties in force with each other.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )


def _treaties(table: pl.DataFrame) -> pl.DataFrame:
    """Return the treaties with their years and, where all parties are states, the parties' names."""
    for column, allowed in (("type", KINDS), ("status", STATUSES)):
        wrong = ~table[column].is_in(list(allowed))
        rule = f"must be one of {', '.join(allowed)}"
        tables.refuse_cells(table, column, wrong, rule, source=SOURCE.id)
    for column in COLUMNS[4:]:
        wrong = (table[column] != "") & ~table[column].str.contains(DAY)
        tables.refuse_cells(table, column, wrong, "must be days as 1999-12-31", source=SOURCE.id)
    named = [_parties.named(cell, SOURCE.id) for cell in table["parties"]]

    def year(column: str) -> pl.Expr:
        return pl.col(column).replace("", None).str.slice(0, 4).cast(pl.Int32)

    return table.select(
        "row",
        ended=pl.col("status") == "Terminated",
        named=pl.Series(named, dtype=pl.List(pl.String)),
        signed=year("date_of_signature"),
        day=pl.col("date_of_signature"),
        start=year("date_of_entry_into_force"),
        end=year("termination_date"),
    ).with_columns(unsure=pl.col("ended") & pl.col("end").is_null())


def _pairs(bound: pl.DataFrame) -> pl.DataFrame:
    """Return each two parties of a treaty with its first and last year."""
    found = []
    for row, unsure, start, end, parties in bound.select(
        "row", "unsure", "start", "end", "named"
    ).iter_rows():
        for one, other in combinations(parties, 2):
            sides = (_parties.UNIONS.get(side, (side,)) for side in (one, other))
            first, second = sides
            found += [(row, unsure, start, end, a, b) for a in first for b in second]
    table = pl.DataFrame(
        found,
        schema={
            "row": pl.UInt32, "unsure": pl.Boolean, "start": pl.Int32, "end": pl.Int32,
            "one": pl.String, "other": pl.String,
        },
        orient="row",
    )  # fmt: skip
    ids = {
        side: names.identify(table[side], source=SOURCE.id, column="parties", years=table["start"])
        for side in ("one", "other")
    }
    return table.with_columns(**ids, end=pl.col("end") - 1)


def _last_whole_year(name: str, treaties: pl.DataFrame) -> int:
    """Return the last year of which the list is whole: the one before that of its making."""
    made = re.search(r"(20\d\d)[-_](\d\d)", name)
    latest = treaties.select(pl.max_horizontal("signed", "start").max()).item()
    return (int(made[1]) if made else int(latest)) - 1


def _vintage(name: str, treaties: pl.DataFrame) -> str:
    made = re.search(r"(20\d\d)[-_](\d\d)", name)
    return f"{made[1]}-{made[2]}" if made else ""


def _notes(treaties: pl.DataFrame, bound: pl.DataFrame) -> list[str]:
    other = treaties.filter(pl.col("named").is_null(), pl.col("start").is_not_null())
    return [
        f"{number_of(treaties.height, 'treaty')}, {treaties['start'].null_count():,} of them never in force",
        f"{bound.height:,} between states count; {other.height:,} to which an organisation is a party"
        " are left out",
        f"{bound['unsure'].sum():,} ended on a day that is not given: not covered from their start on",
    ]
