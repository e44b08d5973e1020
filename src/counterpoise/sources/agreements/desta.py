"""Design of Trade Agreements (DESTA): preferential trade agreements between two states, and how deep.

The list of dyads has a row for each pair and treaty: a base treaty, later accessions to it and
consolidated texts, all under the number of the base treaty, so that they count once. Base treaties and
accessions were signed in a year, whatever became of them; a treaty binds a
pair from its entry into force to the year before a withdrawal; one that has not entered into force
binds nobody. The table of indices says how deep a treaty is, from 0 (a partial tariff cut) to 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.agreements import _in_force

SOURCE = Source(
    id="desta",
    title="Design of Trade Agreements (DESTA), dyads, withdrawals and indices",
    publisher="World Trade Institute, University of Bern, and others (Andreas Dür, Manfred Elsig et al.)",
    terms="Free to use with citation.",
    citation=(
        "Dür, Andreas, Leonardo Baccini and Manfred Elsig (2014). The Design of International Trade"
        " Agreements: Introducing a New Dataset. The Review of International Organizations 9(3),"
        " 353-375."
    ),
    url="https://www.designoftradeagreements.org/downloads/",
    table="panel",
    indicators=("trade_agreement", "trade_agreement_depth", "trade_agreement_signed"),
    unit_note="Agreements in force at the end of the year, and those signed in it, by name; depth as the"
    " additive index, 0 to 7.",
    layout=(
        "CSV (Latin-1), given together: the list of treaties in dyadic form (iso1, iso2, number,"
        " base_treaty, name, entry_type, year, entryforceyear), the dyadic withdrawals, and the indices"
        " (number, depth_index)"
    ),
    caveats=(
        "Preferential agreements only: membership of the WTO is none of them.",
        "What a union signed, such as the EU, counts for each of its members.",
        "A treaty signed and not in force is not counted among those in force; one applied provisionally"
        " stands as its makers date it.",
        "Half of the treaties, mostly accessions and small ones, have no index of their own: an"
        " accession has its base treaty's, and a pair of which none is known has no depth.",
    ),
)

DYADS: Final = (
    "iso1", "iso2", "number", "base_treaty", "name", "entry_type", "year", "entryforceyear",
)  # fmt: skip
INDICES: Final = ("number", "base_treaty", "depth_index")
WITHDRAWN: Final = "withdrawal"
CONSOLIDATED: Final = "consolidated"
"""Entries that are a text anew, and no signature."""
KOSOVO: Final = "900"
MISSING: Final = ("", "NA")
FIRST: Final = 1948
DEEPEST: Final = 7
PAIR: Final = ["one", "other", "base_treaty"]


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the dyads, with the withdrawals and the indices where they are given."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        dyads, withdrawn, indices = _parted(plain)
        vintage = _vintage(plain)
    told = _entries(dyads)
    entries, ends = told.filter(~pl.col("ends")), told.filter("ends")
    if withdrawn is not None:
        ends = pl.concat([ends, _entries(withdrawn).filter("ends")])
    depth = _depths(indices)
    last = max(entries["signed"].to_list(), default=0)
    years = _in_force.by_year(_spans(entries, ends, depth), last=last)
    pairs = years.group_by("origin", "destination", "year").agg(
        treaties=pl.col("base_treaty").n_unique(), depth=pl.col("depth").max()
    )
    counted = _in_force.rows(pairs, "trade_agreement", pl.col("treaties"))
    deep = _in_force.rows(pairs, "trade_agreement_depth", pl.col("depth"))
    signings = _in_force.signed(_signings(entries), "trade_agreement_signed")
    rows = pl.concat([counted, signings] if indices is None else [counted, deep, signings])
    names = [one for one in SOURCE.indicators if indices is not None or not one.endswith("depth")]
    yield Reading(
        rows=rows.sort("indicator", "origin", "destination", "year", "item"),
        vintage=vintage,
        coverage=[Covered(FIRST, last, indicator=name) for name in names],
        notes=_notes(entries, ends, pairs, indices),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a depth beyond the index's scale."""
    wrong = rows.filter(pl.col("indicator") == "trade_agreement_depth", pl.col("value") > DEEPEST)
    if wrong.height:
        raise SourceError.bad_layout(
            f"The depth of an agreement must be from 0 to {DEEPEST}.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )


def _parted(
    plain: Sequence[Path],
) -> tuple[pl.DataFrame, pl.DataFrame | None, pl.DataFrame | None]:
    """Return the dyads, the withdrawals and the indices, each told by its columns and entries."""
    dyads: list[pl.DataFrame] = []
    withdrawn: list[pl.DataFrame] = []
    indices: list[pl.DataFrame] = []
    for path in plain:
        header = tables.header(path, source=SOURCE.id)
        if "depth_index" in header:
            indices.append(_table(path, INDICES))
        elif "iso1" not in header and "c1" in header:
            continue  # the list of treaties, which the dyads repeat
        else:
            table = _table(path, DYADS)
            ends = (table["entry_type"] == WITHDRAWN).all()
            (withdrawn if ends else dyads).append(table)
    if len(dyads) != 1 or len(withdrawn) > 1 or len(indices) > 1:
        raise SourceError.bad_layout(
            "The list of treaties in dyadic form must be given once, with at most one table of"
            " withdrawals and one of indices.",
            source=SOURCE.id,
            where=f"found {len(dyads)}, {len(withdrawn)} and {len(indices)} of them",
        )
    return dyads[0], *(found[0] if found else None for found in (withdrawn, indices))  # type: ignore[return-value]


def _table(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    return tables.read_csv(path, source=SOURCE.id, columns=columns, final_newline=True)


def _vintage(plain: Sequence[Path]) -> str:
    """Return the version, which stands in the names of the files: 02_03 is 2.03."""
    found = {match for path in plain for match in re.findall(r"_0*(\d+)_(\d\d)(?!\d)", path.name)}
    return ".".join(found.pop()) if len(found) == 1 else ""


def _entries(table: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each pair and entry: who, which treaty, signed and in force when."""
    signed = tables.years(table, "year", source=SOURCE.id, first=FIRST)
    force = tables.numbers(
        table, "entryforceyear", source=SOURCE.id, missing=MISSING, low=FIRST, high=2100, whole=True
    )
    base = tables.numbers(table, "base_treaty", source=SOURCE.id, low=1, whole=True)
    unnamed = table["name"].str.strip_chars() == ""
    for column, empty in (("base_treaty", base.is_null()), ("name", unnamed)):
        tables.refuse_cells(table, column, empty, "must not be empty", source=SOURCE.id)
    return table.select(
        one=_ids(table, "iso1", signed),
        other=_ids(table, "iso2", signed),
        number="number",
        base_treaty=base.cast(pl.Int32),
        name=pl.col("name").str.replace_all(r"\s+", " ").str.strip_chars(),
        kind="entry_type",
        signed=signed,
        force=force.cast(pl.Int16),
        ends=pl.col("entry_type") == WITHDRAWN,
    )


def _signings(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the treaties and accessions that each pair signed, by name; a text anew is no signature."""
    return (
        entries.filter(pl.col("kind") != CONSOLIDATED)
        .select("one", "other", "base_treaty", year=pl.col("signed").cast(pl.Int32), item="name")
        .unique()
        .drop("base_treaty")
    )


def _ids(table: pl.DataFrame, column: str, years: pl.Series) -> pl.Series:
    """Return ids of ISO's numbers; 900 is Kosovo here."""
    kosovo = table[column].str.strip_chars() == KOSOVO
    number = tables.numbers(table, column, source=SOURCE.id, low=1, high=999, whole=True)
    known = states.from_m49(
        number.set(kosovo, None).cast(pl.Int32), years, source=SOURCE.id, column=column
    )
    ids = known.set(kosovo, "XKX")
    tables.refuse_cells(table, column, ids.is_null(), "must not be empty", source=SOURCE.id)
    return ids


def _depths(indices: pl.DataFrame | None) -> pl.DataFrame:
    """Return the depth of each numbered text."""
    if indices is None:
        return pl.DataFrame(schema={"number": pl.String, "depth": pl.Float64})
    depth = tables.numbers(
        indices, "depth_index", source=SOURCE.id, missing=MISSING, low=0, high=DEEPEST
    )
    table = indices.select("number", depth=depth)
    twice = table["number"].is_duplicated()
    tables.refuse_cells(indices, "number", twice, "must stand once", source=SOURCE.id)
    return table


def _spans(entries: pl.DataFrame, ends: pl.DataFrame, depth: pl.DataFrame) -> pl.DataFrame:
    """Return the years in force of each pair's entries, with the depth of their text.

    An entry without an index of its own has that of the base treaty.
    """
    base = depth.with_columns(base_treaty=pl.col("number").cast(pl.Int32, strict=False))
    left = ends.drop_nulls("force").group_by(PAIR).agg(end=pl.col("force").min().cast(pl.Int32) - 1)
    turned = left.rename({"one": "other", "other": "one"}).select(left.columns)
    left = pl.concat([left, turned]).unique(PAIR)
    return (
        entries.drop_nulls("force")
        .join(depth, on="number", how="left", validate="m:1")
        .join(
            base.drop_nulls("base_treaty").select("base_treaty", of_base="depth"),
            on="base_treaty", how="left", validate="m:1",
        )
        .join(left, on=PAIR, how="left", validate="m:1")
        .select(
            "one", "other", "base_treaty", "end",
            start=pl.col("force").cast(pl.Int32),
            depth=pl.coalesce("depth", "of_base"),
        )
    )  # fmt: skip


def _notes(
    entries: pl.DataFrame, ends: pl.DataFrame, pairs: pl.DataFrame, indices: pl.DataFrame | None
) -> list[str]:
    notes = [
        f"{number_of(entries.height, 'entry')} of {number_of(entries['base_treaty'].n_unique(), 'treaty')};"
        f" {entries['force'].null_count():,} are not in force and bind nobody",
        f"{number_of(ends.height, 'withdrawal')}",
    ]
    if indices is None:
        return [*notes, "no indices given: nothing is said of depth"]
    return [
        *notes,
        f"{pairs['depth'].null_count():,} of {number_of(pairs.height, 'pair-year')} have no"
        " index: depth not covered",
    ]
