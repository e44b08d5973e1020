"""Who told what in the IMF's trade tables: ids for names, and a judgement on each reporter's year.

A sheet with figures does not mean that the state reported. Where it did not, the Fund fills the
year with what partners tell of it, times or over the freight (1.10 until 1999, 1.06 since), and
marks it; Turkmenistan's years from 2004 on are filled so and not marked. In other years a sheet
names one or two of many partners. Of neither can it be said that who is not named sent nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import polars as pl

from counterpoise import schema
from counterpoise.reference import names
from counterpoise.snapshots.source import Covered
from counterpoise.snapshots.spans import spans
from counterpoise.sources.trade import _dots_workbooks as layout

SHEET: Final = ["state", "told_by", "year"]
OTHER_SIDE: Final[dict[str, Literal["origin", "destination"]]] = {
    schema.ORIGIN: "destination",
    schema.DESTINATION: "origin",
}
FREIGHT: Final = (1.06, 1.10)
"""Imports (CIF) over exports (FOB) by which the Fund turns one side's figure into the other's."""
EQUAL_WITHIN: Final = 0.0003
LARGE_ENOUGH: Final = 0.5
"""Million dollars from which six or fewer decimals show the ratio that closely."""
ENOUGH_PAIRS: Final = 10
FEWEST: Final = 5
"""Partners that a sheet must name in a year; the few sheets with less hold a part of the trade."""
LEAST_PART: Final = 0.25
"""Of the partners that the sheet usually names, within `NEAR` years; below it, many are lumped."""
NEAR: Final = 5
NAMED_BY: Final = 10
"""Reporters that name a partner, for the others' silence on it to say anything."""
UNION: Final = ("BWA", "LSO", "NAM", "SWZ")
"""Members of South Africa's customs union, within whose trade most partners tell theirs before
`UNION_UNTIL`."""
UNION_UNTIL: Final = 2000


def pairs(figures: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the figures of partners, and those of the World rows, both with ids.

    Parameters
    ----------
    figures : polars.DataFrame
        As :mod:`._dots_workbooks` gives them.

    Returns
    -------
    pairs : polars.DataFrame
        `state`, `other`, `told_by`, `year`, `million`, `estimated`, `names` (how many names are of
        this partner); regions are left out.
    world : polars.DataFrame
        `state`, `told_by`, `year`, `million`.
    """
    known = figures.with_columns(
        state=names.identify(
            figures["reporter"],
            source=layout.SPELLED_IN,
            column="reporter (B4)",
            years=figures["year"],
        ),
        other=names.identify(
            figures["partner"],
            source=layout.SPELLED_IN,
            column="partner (B)",
            years=figures["year"],
        ),
    )
    world = known.filter(pl.col("partner") == layout.WORLD).select(*SHEET, "million")
    named = (
        known.filter(~pl.col("other").str.starts_with("aggregate:"))
        .group_by("state", "other", "told_by", "year")
        .agg(
            pl.col("million").sum(),
            pl.col("estimated").any(),
            names=pl.len(),
        )
    )
    return _with_unmarked(named), world


def _with_unmarked(named: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs, marking as estimates the years that repeat what partners tell."""
    turned = named.select(
        state="other",
        other="state",
        year="year",
        told_by=pl.col("told_by").replace_strict(dict(OTHER_SIDE)),
        mirror="million",
        mirror_estimated="estimated",
    )
    firm = ~pl.col("estimated") & ~pl.col("mirror_estimated")
    large = pl.min_horizontal("million", "mirror") > LARGE_ENOUGH
    imports = pl.col("told_by") == schema.DESTINATION
    ratio = (
        pl.when(imports)
        .then(pl.col("million") / pl.col("mirror"))
        .otherwise(pl.col("mirror") / pl.col("million"))
    )
    repeats = pl.any_horizontal((ratio - freight).abs() < EQUAL_WITHIN for freight in FREIGHT)
    filled = (
        named.join(turned, on=["state", "other", "told_by", "year"], validate="1:1")
        .filter(firm, large)
        .group_by(SHEET)
        .agg(repeated=repeats.mean(), compared=pl.len())
        .filter(pl.col("compared") >= ENOUGH_PAIRS, pl.col("repeated") > 0.5)
        .select(*SHEET, unmarked=True)
    )
    return (
        named.join(filled, on=SHEET, how="left", validate="m:1")
        .with_columns(pl.col("unmarked").fill_null(False))
        .with_columns(estimated=pl.col("estimated") | pl.col("unmarked"))
    )


def sheet_years(named: pl.DataFrame, world: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each reporter, teller and year: what its sheet holds, and if it `told`.

    Returns
    -------
    polars.DataFrame
        `state`, `told_by`, `year`; `world`, `total`, `estimated` in million dollars (the World row,
        the sum of partners, the part of it that the Fund estimated); `partners` named with trade;
        `told`: the state itself named partners for at least half of the sum, at least `FEWEST` of
        them, and not under a quarter of those that it names in the years about.
    """
    nobody = pl.col("other").str.starts_with("residual:")
    own = ~pl.col("estimated") & ~nobody
    years = (
        world.rename({"million": "world"})
        .join(
            named.group_by(SHEET).agg(
                total=pl.col("million").sum(),
                estimated=pl.col("million").filter(pl.col("estimated")).sum(),
                own=pl.col("million").filter(own).sum(),
                partners=(~nobody & (pl.col("million") > 0)).sum(),
            ),
            on=SHEET,
            how="left",
            validate="1:1",
        )
        .with_columns(pl.col("total", "estimated", "own", "partners").fill_null(0))
    )
    enough = (
        (pl.col("own") >= 0.5 * pl.col("total"))
        & (pl.col("own") > 0)
        & (pl.col("partners") >= FEWEST)
    )
    years = years.with_columns(told=enough)
    usual = _usual(years)
    return (
        years.join(usual, on=SHEET, how="left", validate="1:1")
        .with_columns(
            told=pl.col("told") & (pl.col("partners") >= LEAST_PART * pl.col("usual").fill_null(0))
        )
        .sort(SHEET)
    )


def _usual(years: pl.DataFrame) -> pl.DataFrame:
    """Return the median number of partners that a sheet names in the years about."""
    about = years.filter("told").select("state", "told_by", about="year", named="partners")
    return (
        years.select(SHEET)
        .join(about, on=["state", "told_by"])
        .filter((pl.col("about") - pl.col("year")).abs() <= NEAR)
        .group_by(SHEET)
        .agg(usual=pl.col("named").median())
    )


def covered(named: pl.DataFrame, years: pl.DataFrame) -> tuple[Covered, ...]:
    """Return for each teller the years in which a state told, and the partners that it can name."""
    # Of nobody in these years, so far: a lone workbook with few partners covers no more.
    first, last = years.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    statements = [Covered(first, last, states=())]
    for teller, partner_side in OTHER_SIDE.items():
        told = years.filter("told", pl.col("told_by") == teller)
        side: Literal["origin", "destination"] = "origin" if teller == "origin" else "destination"
        statements += spans(told, side=side, told_by=teller)
        statements += spans(
            partners_named(named.filter(pl.col("told_by") == teller)),
            state="other",
            side=partner_side,
            told_by=teller,
        )
    return tuple(statements)


def partners_named(told: pl.DataFrame) -> pl.DataFrame:
    """Return the years in which enough reporters name a partner, for silence to mean nothing sent."""
    return (
        told.filter(~pl.col("other").str.starts_with("residual:"))
        .filter(~(pl.col("other").is_in(UNION) & (pl.col("year") < UNION_UNTIL)))
        .group_by("other", "year")
        .agg(by=pl.col("state").n_unique())
        .filter(pl.col("by") >= NAMED_BY)
    )


def set_aside(found: layout.Workbooks) -> Sequence[str]:
    """Return notes on the workbooks that were not used."""
    notes = []
    if found.aggregates:
        notes.append(f"{len(found.aggregates)} workbooks of regions set aside")
    if found.repeated:
        notes.append(f"given twice and read once: {', '.join(found.repeated)}")
    return notes
