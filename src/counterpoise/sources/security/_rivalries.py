"""Strategic rivalries: what the two lists of Thompson and his co-authors share.

A list gives spells: two states, a first and a last year, and what they contend about. A rivalry that
goes on ends, in the list, with the last year that its makers looked at.
"""

from __future__ import annotations

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import _dyads

TYPES = ("positional", "spatial", "ideological", "interventionary")
UNTYPED = "untyped"
FIRST_YEAR = 1494
UNIT_NOTE = (
    "1 in every year of a rivalry; `item` names all that it is about, joined by +, so that a rivalry"
    " about two things is still one."
)
CAVEATS = (
    "Rivals are states whose decision makers see each other as competitors, threats and enemies; that"
    " is judged from histories, not counted from disputes.",
    "A rivalry that has not ended ends, in the list, with the last year that the makers looked at.",
    "Before 1816 only major powers and their rivals are listed.",
    "Only states can be rivals: territories and organisations are not covered.",
)


def reading(spells: pl.DataFrame, *, source: str) -> Reading:
    """Return one row per pair and year of the spells.

    Parameters
    ----------
    spells : polars.DataFrame
        `row`, `ccode1`, `ccode2`, `first`, `last`, and a flag for each of `TYPES`.
    source : str
        The id of the source.

    Notes
    -----
    Two spells of a pair that share a year become one rivalry about all that either is about.
    """
    _dyads.require_once(spells, source=source, on=["first"])
    _refuse_backward(spells, source)
    named = _dyads.undirected(
        spells.with_columns(year=pl.int_ranges("first", pl.col("last") + 1)).explode("year"),
        source=source,
    )
    years = (
        named.group_by("origin", "destination", "year")
        .agg(pl.col(*TYPES).any(), value=pl.lit(1))
        .with_columns(item=_about())
        .sort("origin", "destination", "year")
    )
    first, last = min(spells["first"].to_list()), max(spells["last"].to_list())
    return Reading(
        rows=_dyads.rows(years, "rivalry", item="item"),
        vintage=str(last),
        coverage=_dyads.covered(years, first, last),
        notes=(
            f"{number_of(spells.height, 'rivalry')} became {number_of(years.height, 'dyad-year')}",
        ),
    )


def _about() -> pl.Expr:
    """Return all that a rivalry is about, in one word; `UNTYPED` where the list does not say."""
    words = pl.concat_str(
        [pl.when(kind).then(pl.lit(kind)) for kind in TYPES], separator="+", ignore_nulls=True
    )
    return pl.when(words == "").then(pl.lit(UNTYPED)).otherwise(words)


def _refuse_backward(spells: pl.DataFrame, source: str) -> None:
    backward = spells.filter(pl.col("first") > pl.col("last"))
    if backward.height:
        raise SourceError.bad_layout(
            "A rivalry must not end before it begins.",
            source=source,
            where="; ".join(
                f"row {row}: {first}–{last}"
                for row, first, last in backward.select("row", "first", "last").head(5).rows()
            ),
        )


def check(rows: pl.DataFrame, *, source: str) -> None:
    """Refuse rows in which a rivalry is anything but 1, or more pairs of rivals than ever were."""
    wrong = rows.filter(pl.col("value") != 1)
    if wrong.height:
        raise SourceError.bad_layout(
            "A rivalry must have the value 1.",
            source=source,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
