"""One name for one thing in every table: who, with whom, when, then the figures, then where from.

The state whose figures a row holds is `state` and whom it has to do with is `partner`, whichever of
the two is the origin. Behind the figures stand the release that answers and the codes by which other
data sets know the two, each in the row's own year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise.measures.answers import TOLD_BY, Told
from counterpoise.measures.views import View
from counterpoise.reference import states

KEYS: Final = ("state", "partner", "group", "channel", "year")
"""What names a row, in this order."""
WHO: Final = ("state", "partner")
CODES: Final = ("name", "iso3", "cow", "gw")
"""What stands behind a row for each of `WHO`, as in `state_iso3`."""
WHENCE: Final = ("source", "vintage", "told_by", "completeness")
BETWEEN: Final = " + "
"""Between releases that answer together."""
GIVEN_BY_ISO: Final = frozenset({"SCG", "SKM"})
"""Ids of ISO 3166-3 without letters of two in our table: theirs are another's (CS), or none here."""


def named(rows: pl.DataFrame, view: View | None = None) -> pl.DataFrame:
    """Return a measure's rows with their keys named alike, in order, and where they come from."""
    sides = {view.of: "state", view.over: "partner"} if view else {}
    words = {old: new for old, new in {**sides, "other": "partner"}.items() if old in rows.columns}
    rows = rows.rename(words).with_columns(pl.col("year").cast(pl.Int32))
    missing = [name for name in WHENCE if name not in rows.columns]
    kinds = dict.fromkeys(WHENCE, pl.String()) | {"completeness": pl.Float64()}
    rows = rows.with_columns(pl.lit(None, kinds[name]).alias(name) for name in missing)
    keys = [name for name in KEYS if name in rows.columns]
    return rows.select(*keys, pl.exclude(*keys, *WHENCE), *WHENCE).sort(
        keys, maintain_order=True, nulls_last=True
    )


def with_whence(rows: pl.DataFrame, ways: Sequence[Told]) -> pl.DataFrame:
    """Return rows of states and years with the releases that answer for them, in all ways at once.

    Where several do, they stand together; `completeness` is then the least of those known.
    """
    if not ways or set(TOLD_BY) <= set(rows.columns):
        return rows
    found = pl.concat(
        way.shares.select(pl.col(way.view.of).alias("state"), "year", *TOLD_BY).unique(
            maintain_order=True
        )
        for way in ways
    )
    key = ["state", "year"]
    releases = found.unique([*key, "source", "vintage"], maintain_order=True)
    together = releases.group_by(key).agg(
        pl.col("source").str.join(BETWEEN), pl.col("vintage").str.join(BETWEEN)
    )
    told = found.group_by(key).agg(
        pl.col("told_by").unique(maintain_order=True).str.join(BETWEEN),
        pl.col("completeness").min(),
    )
    whence = together.join(told, on=key, validate="1:1")
    return rows.drop(*(set(TOLD_BY) & set(rows.columns))).join(
        whence, on=key, how="left", validate="m:1", maintain_order="left"
    )


def of_release(rows: pl.DataFrame, source: str, vintage: str, told_by: str) -> pl.DataFrame:
    """Return rows that all come from one release."""
    return rows.with_columns(
        source=pl.lit(source), vintage=pl.lit(vintage), told_by=pl.lit(told_by),
        completeness=pl.lit(None, pl.Float64),
    )  # fmt: skip


def with_codes(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with names and codes of `state` and `partner` behind them, each of the row's year."""
    for who in WHO:
        if who not in rows.columns:
            continue
        dated = "year" in rows.columns
        key = [who, "year"] if dated else [who]
        asked = rows.select(key).unique().drop_nulls(who)
        found = [_codes(entity, year[0] if year else None) for entity, *year in asked.iter_rows()]
        kinds = {"name": pl.String, "iso3": pl.String, "cow": pl.Int32, "gw": pl.Int32}
        codes = pl.DataFrame(
            found, schema={f"{who}_{one}": kinds[one] for one in CODES}, orient="row"
        )
        rows = rows.join(
            pl.concat([asked, codes], how="horizontal"), on=key, how="left",
            validate="m:1", maintain_order="left",
        )  # fmt: skip
    return rows


def _codes(entity: str, year: int | None) -> tuple[str, str | None, int | None, int | None]:
    """Return name, ISO alpha-3, COW and GW code; those that are missing are null."""
    if entity not in states.ids():  # a bloc, an armed group, what a table ascribes to nobody
        return (states.name(entity) if ":" in entity else entity), None, None, None
    if year is None:
        return states.name(entity), iso3(entity), None, None
    return (
        states.name(entity),
        iso3(entity),
        states.cow(entity, year),
        states.gw(entity, year),
    )


def iso3(entity: str) -> str | None:
    """Return the code of ISO 3166-1 alpha-3, or of 3166-3 for what is gone; None if ISO gave none.

    Examples
    --------
    >>> iso3("VNM"), iso3("SUN"), iso3("RVN")
    ('VNM', 'SUN', None)
    """
    return entity if states.iso2(entity) or entity in GIVEN_BY_ISO else None
