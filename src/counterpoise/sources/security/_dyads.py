"""What the tables of dyad-years in Correlates of War codes share: read, held whole, made undirected.

The tables come as the R package peacesciencer carries them, Parquet or CSV, one row per directed dyad
and year, or as their publisher gives them under other names of columns. Both directions are there, so
a row without its twin shows that rows were lost. Lists of participants, one row per state and spell
on a side, become dyad-years here: each state with each of the other side while both took part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import state_system, states
from counterpoise.snapshots import spans, tables
from counterpoise.snapshots.source import Covered

PAIR = ("ccode1", "ccode2")
LARGEST_CODE = 999
MISSING = ("", "NA")
"""How an empty cell is written; R writes NA."""
UNKNOWN = (*MISSING, "-9", ".")
"""Where a cell may say that something is not known; Stata writes a dot."""
NO_SPELL = (*MISSING, "-8", "-9")


def read(
    path: Path,
    *,
    source: str,
    ranges: Mapping[str, tuple[int, int]],
    unknown: Sequence[str] = (),
    publisher: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """Return the codes of both states and the columns of `ranges` as whole numbers, with `row`.

    Parameters
    ----------
    path : Path
        A plain file, Parquet or CSV.
    source : str
        The id of the source, for errors.
    ranges : mapping of str to (int, int)
        The columns wanted, each with the least and largest number it may hold.
    unknown : sequence of str
        The columns in which -9 or nothing stands for "not known" and becomes null.
    publisher : mapping of str to str, optional
        What the publisher's own file calls the columns, where it has other names.
    """
    ranges = {**dict.fromkeys(PAIR, (1, LARGEST_CODE)), **ranges}
    named = dict(publisher or {})
    found = tables.columns_of(path, source=source)
    if not named or not set(named.values()) <= set(found):
        named = {}
    table = tables.read_table(
        path, source=source, columns=[named.get(column, column) for column in ranges]
    ).rename({theirs: ours for ours, theirs in named.items()})
    return whole(table, ranges, source=source, unknown=unknown)


def whole(
    table: pl.DataFrame,
    ranges: Mapping[str, tuple[int, int]],
    *,
    source: str,
    unknown: Sequence[str] = (),
) -> pl.DataFrame:
    """Return columns of a table as whole numbers within their ranges, with `row`."""
    numbers = []
    for column, (low, high) in ranges.items():
        missing = UNKNOWN if column in unknown else MISSING
        values = tables.numbers(
            table, column, source=source, missing=missing, low=low, high=high, whole=True
        )
        if column not in unknown:
            tables.refuse_cells(table, column, values.is_null(), "must not be empty", source=source)
        numbers.append(values.cast(pl.Int32).alias(column))
    return table.select("row", *numbers)


def opposed(
    spells: pl.DataFrame, *, of: str, sides: tuple[int, int], levels: str = ""
) -> pl.DataFrame:
    """Return each state with each of the other side, in the years in which both took part.

    Parameters
    ----------
    spells : polars.DataFrame
        `row`, `of` (the dispute or war), `ccode`, `side`, `first` and `last` year; a state may have
        several spells.
    of : str
        The column that numbers what they took part in.
    sides : pair of int
        How the two sides are numbered.
    levels : str
        A column whose highest value of either state comes along, numbered 1 and 2; "" for none.

    Returns
    -------
    polars.DataFrame
        `row`, `of`, `ccode1`, `ccode2`, `year`, each pair in one direction and once a year.
    """
    brought = [levels] if levels else []
    took_part = spells.select("row", of, "ccode", "side", "first", "last", *brought)
    one, other = (
        took_part.filter(pl.col("side") == side).drop("side").rename({"ccode": code})
        for side, code in zip(sides, PAIR, strict=True)
    )
    first, last = pl.max_horizontal("first", "first_other"), pl.min_horizontal("last", "last_other")
    both = one.join(other, on=of, suffix="_other").filter(first <= last)
    years = both.with_columns(year=pl.int_ranges(first, last + 1)).explode("year")
    highest = {"1": levels, "2": f"{levels}_other"} if levels else {}
    return years.group_by(of, *PAIR, "year", maintain_order=True).agg(
        pl.col("row").first(),
        *(pl.col(column).max().alias(f"{levels}{side}") for side, column in highest.items()),
    )


def require_once(table: pl.DataFrame, *, source: str, on: Sequence[str]) -> None:
    """Refuse a table that gives the two states and what `on` names more than once."""
    twice = table.filter(table.select(*PAIR, *on).is_duplicated())
    if twice.height:
        raise SourceError.bad_layout(
            f"Every {', '.join((*PAIR, *on))} must stand once;"
            f" {number_of(twice.height, 'row repeats', 'rows repeat')}.",
            source=source,
            where=_shown(twice, on),
            attempt="download it anew; rows were doubled",
        )


def require_twins(table: pl.DataFrame, *, source: str, on: Sequence[str]) -> None:
    """Refuse a directed table in which a row lacks its twin: the same, seen from the other state.

    `on` names what twins must agree in, beyond the two states; ``hostlev1`` of the one is
    ``hostlev2`` of the other.
    """
    columns = [*PAIR, *on]
    swapped = {column: _other(column, columns) for column in columns}
    twins = table.select(columns).rename(swapped)
    alone = table.join(twins, on=columns, how="anti", nulls_equal=True)
    if alone.height:
        raise SourceError.bad_layout(
            f"Every row must have its twin in the other direction; {alone.height:,} have none.",
            source=source,
            where=_shown(alone, on),
            attempt="download it anew; rows were lost or edited",
        )


def undirected(table: pl.DataFrame, *, source: str) -> pl.DataFrame:
    """Return the rows with ``origin < destination`` instead of codes, each dyad in one direction.

    A row that is given in both directions is given once afterwards.
    """
    one, other = (
        states.from_cow(table[column], table["year"], source=source, column=column)
        for column in PAIR
    )
    named = table.with_columns(one.alias("one"), other.alias("other"))
    return named.with_columns(
        origin=pl.min_horizontal("one", "other"), destination=pl.max_horizontal("one", "other")
    ).drop("one", "other", *PAIR)


def rows(
    table: pl.DataFrame, indicator: str, *, value: str = "value", item: str = "all"
) -> pl.DataFrame:
    """Return panel rows of one indicator; a null value is "not covered"."""
    return table.select(
        "origin",
        "destination",
        pl.col("year").cast(pl.Int16),
        indicator=pl.lit(indicator),
        item=pl.lit(item) if item == "all" else pl.col(item),
        value=pl.col(value).cast(pl.Float64),
        status=pl.when(pl.col(value).is_null())
        .then(pl.lit("not covered"))
        .otherwise(pl.lit("reported")),
    )


def _other(column: str, columns: Sequence[str]) -> str:
    """Return the column that says of the other state what `column` says of the one."""
    swap = {"1": "2", "2": "1"}
    turned = column[:-1] + swap.get(column[-1], column[-1])
    return turned if turned in columns else column


def span(table: pl.DataFrame, *, source: str) -> tuple[int, int]:
    """Return the first and the last year of the table, refusing one without any."""
    held = table["year"].to_list()
    if not held:
        raise SourceError.bad_layout(
            "The file must hold at least one row that can be used.", source=source, where="all rows"
        )
    return min(held), max(held)


def covered(rows: pl.DataFrame, first: int, last: int) -> tuple[Covered, ...]:
    """Return whom a list of ties between states speaks of: members of the state system in their years.

    Whoever the list names in a year counts too: it goes back before the system begins (1816), and
    some lists write a code a year or two beyond its spell.
    """
    named = [rows.select(pl.col(side).alias("state"), "year") for side in ("origin", "destination")]
    members = state_system.members(range(first, last + 1))
    return spans.spans(pl.concat([members, *named], how="vertical_relaxed"))


def _shown(rows: pl.DataFrame, on: Sequence[str]) -> str:
    """Return the first five rows in words, for an error."""
    first = rows.select("row", *PAIR, *on).head(5).rows()
    return "; ".join(f"row {row}: {', '.join(map(str, cells))}" for row, *cells in first)
