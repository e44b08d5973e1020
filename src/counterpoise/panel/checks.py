"""What every row must satisfy, whatever its source; a source's own `check` comes on top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NoReturn

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots.source import Covered, Source

ENTITY = r"^([A-Z]{3}|(group|organisation|unknown|residual):.+)$"

MAY_BE_MISSING: Final = ("value", "resolution", "issues", "goldstein")


def check(rows: pl.DataFrame, *, source: Source, coverage: Sequence[Covered]) -> None:
    """Refuse rows that break the schema, repeat a key, or lie outside what the source covers.

    Raises
    ------
    SourceError
        Naming the rule, the source, and the first five offenders.
    """
    table = schema.TABLES[source.table]
    _columns(rows, table, source)
    _entities(rows, source)
    if table.name == "votes":
        _vocabulary(rows, "vote", schema.VOTE_VALUES, source)
    elif table.name == "events":
        _counts(rows, source)
    else:
        _vocabulary(rows, "indicator", source.indicators, source)
        _vocabulary(rows, "status", schema.STATUSES, source)
        if "told_by" in table.schema:
            _vocabulary(rows, "told_by", schema.TELLERS, source)
        _values(rows, source)
        _years(rows, coverage, source)
    _unique(rows, table, source)


def _columns(rows: pl.DataFrame, table: schema.Table, source: Source) -> None:
    if rows.schema != table.schema:
        raise SourceError.bad_layout(
            f"Rows must have the columns and types of the table {table.name!r}.",
            source=source.id,
            where=f"found {dict(rows.schema)}",
        )
    filled = [name for name in table.schema if name not in MAY_BE_MISSING]
    for name in filled:
        _refuse(rows, pl.col(name).is_null(), f"{name!r} must not be missing", source)
    if rows.is_empty():
        refuse_no_rows(source)


def refuse_no_rows(source: Source) -> NoReturn:
    """Refuse a file of which no row is left."""
    raise SourceError.bad_layout(
        "The file must hold at least one row that can be used.",
        source=source.id,
        where="all rows",
    )


def _entities(rows: pl.DataFrame, source: Source) -> None:
    for side in {"origin", "destination", "state"} & set(rows.columns):
        each = rows[side].unique()  # there are few, and may be millions of rows
        wrong = each.filter(~each.str.contains(ENTITY))
        if wrong.len():
            bad = pl.col(side).is_in(wrong.implode())
            _refuse(rows, bad, f"{side!r} must be an entity's id", source)
    if "origin" in rows.columns:
        _refuse(
            rows, pl.col("origin") == pl.col("destination"), "a tie must join two entities", source
        )


def _vocabulary(rows: pl.DataFrame, column: str, words: Sequence[str], source: Source) -> None:
    rule = f"{column!r} must be one of {', '.join(words)}"
    _refuse(rows, ~pl.col(column).is_in(list(words)), rule, source)


def _values(rows: pl.DataFrame, source: Source) -> None:
    unknown = pl.col("status") == schema.NOT_COVERED
    _refuse(
        rows, pl.col("value").is_null() != unknown, "only 'not covered' rows have no value", source
    )
    _refuse(rows, ~pl.col("value").is_finite(), "'value' must be finite", source)
    unsigned = [name for name in source.indicators if not schema.INDICATORS[name].signed]
    below = (pl.col("value") < 0) & pl.col("indicator").is_in(unsigned)
    _refuse(rows, below, "'value' must not be negative", source)


def _counts(rows: pl.DataFrame, source: Source) -> None:
    """Refuse events of no class, of no report, of two directions, or told before they were."""
    reports, stories = pl.col("reports"), pl.col("stories")
    rules = {
        f"'act' must be one of {', '.join(map(str, schema.ACTS))}": ~pl.col("act").is_in(
            list(schema.ACTS)
        ),
        "a row must rest on a report, and on no more stories than reports": (reports < 1)
        | (stories < 1)
        | (stories > reports),
        "a pair must stand in one order": pl.col("origin") > pl.col("destination"),
        "no file must tell of days to come": pl.col("date") > pl.col("added"),
        "'added' must be no day to come": pl.col("added") > date.today(),
    }
    for rule, broken in rules.items():
        _refuse(rows, broken, rule, source)


def _years(rows: pl.DataFrame, coverage: Sequence[Covered], source: Source) -> None:
    first = min((covered.first for covered in coverage), default=0)
    last = max((covered.last for covered in coverage), default=0)
    today = date.today().year
    if last > today:
        raise SourceError.bad_layout(
            f"Years must not be after this one, {today}.",
            source=source.id,
            where=f"the file covers years up to {last}",
            attempt="compare the years with the publisher's; a projection is no record",
        )
    outside = ~pl.col("year").is_between(first, last)
    _refuse(rows, outside, f"'year' must lie in the years covered, {first}–{last}", source)


def _unique(rows: pl.DataFrame, table: schema.Table, source: Source) -> None:
    key = [name for name in table.key if name not in {"source", "vintage"}]
    # Rows whose hashes are all different are; only where two are alike is it worth a closer look.
    if rows.select(key).hash_rows().n_unique() == rows.height:
        return
    if rows.select(pl.struct(key).n_unique()).item() == rows.height:
        return
    _refuse(rows, pl.struct(key).is_duplicated(), f"one row for each {', '.join(key)}", source)


def _refuse(rows: pl.DataFrame, wrong: pl.Expr, rule: str, source: Source) -> None:
    """Raise if any row is `wrong`, showing the keys and values of the first five."""
    bad = rows.filter(wrong.fill_null(False))
    if bad.is_empty():
        return
    shown = [
        " ".join(str(cell) for cell in row if cell is not None)
        for row in bad.drop("source", "vintage", "channel", "unit", strict=False).head(5).rows()
    ]
    raise SourceError.bad_layout(
        f"Rows must satisfy: {rule}.",
        source=source.id,
        where=f"{number_of(bad.height, 'row')}: {'; '.join(shown)}",
        attempt="compare the file with the publisher's; it was edited, doubled or is another release",
    )
