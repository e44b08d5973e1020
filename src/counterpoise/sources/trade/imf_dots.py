"""IMF Direction of Trade Statistics: trade between all states, as each of the two sides tells it.

A reporter's imports (CIF) are rows told by the destination, its exports (FOB) rows told by the
origin, so that a pair may have two rows in a year: a mirror each. The workbooks' layout is
described in :mod:`._dots_workbooks`, who told in :mod:`._dots_judged`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.trade import _dots_judged as judged
from counterpoise.sources.trade import _dots_workbooks as layout

SOURCE = Source(
    id="imf_dots",
    title="Direction of Trade Statistics",
    publisher="International Monetary Fund",
    terms="Free to copy and redistribute, unchanged or as tables, with attribution to the IMF.",
    citation=(
        "International Monetary Fund. Direction of Trade Statistics (DOTS). Washington, D.C.; Marini,"
        " Marco, Robert Dippelsman, and Michael Stanger (2018). New Estimates for Direction of Trade"
        " Statistics. IMF Working Paper 18/16."
    ),
    url="https://data.imf.org/DOT",
    table="panel",
    indicators=("goods",),
    unit_note="Million current US dollars, turned into whole dollars; imports CIF, exports FOB.",
    layout=(
        "Excel workbooks (.xlsx), one for each reporter, with the sheets 'Exports, FOB' and 'Imports, CIF';"
        " give many at once, or the .zip of all"
    ),
    caveats=(
        "The two sides of a pair tell different figures: imports hold freight and insurance.",
        "Figures that the Fund estimated, mostly from what the partner tells, are marked 'imputed'; a year"
        " of estimates alone is not covered: the state told nothing.",
        "A blank is no figure. Where a state told, one that it does not name can have no more than what its"
        " sheet ascribes to nobody ('not specified', 'Special Categories').",
        "South Africa's trade is told by its customs union until 1997, Belgium's and Luxembourg's by the two"
        " together until 1996; both stand as residuals. Taiwan tells nothing, others tell of it.",
        "Until 1975 'Vietnam' is the South, and the North has no name: Hungary's trade of 1968 to 1974, which"
        " is with the North, and all trade of 1975, which is with both, are not covered.",
    ),
    told_by="destination",
)

MILLION: Final = 1_000_000
LARGEST: Final = 2e12
"""Dollars between two states in a year; the United States bought for 5.4e11 from China in 2018."""
TOO_MUCH: Final = 1.02
ROUNDING: Final = 0.01
"""Million dollars by which an estimate with two decimals may be off."""
HEIRS: Final = {
    "residual:Belgium-Luxembourg": ("BEL", "LUX"),
    "residual:Czechoslovakia": ("CZE", "SVK"),
    "residual:Netherlands Antilles": ("CUW", "SXM"),
    "residual:USSR": states.successors("SUN"),
    "residual:Yugoslavia": ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN"),
}
"""Whose trade stands under an old name, where a reporter still writes it."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the workbooks of any number of reporters."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        found = layout.read(plain, source=SOURCE.id)
    named, world = judged.pairs(found.figures)
    years = judged.sheet_years(named, world)
    _refuse_counted_twice(years, found.figures)
    told = named.filter(pl.col("state") != pl.col("other"))
    hidden = _hidden(told)
    yield Reading(
        rows=_rows(pl.concat([told.select(hidden.columns), hidden])),
        vintage=found.vintage,
        coverage=judged.covered(told, years),
        notes=(*judged.set_aside(found), *_notes(named, hidden, years)),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse flows larger than any has been: the unit would be another."""
    wrong = rows.filter(pl.col("value") > LARGEST)
    if wrong.height:
        shown = wrong.select("origin", "destination", "year", "value").head(5).rows()
        raise SourceError.bad_layout(
            f"A flow must be at most {LARGEST:,.0f} dollars.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
        )


def _refuse_counted_twice(years: pl.DataFrame, figures: pl.DataFrame) -> None:
    """Refuse a sheet whose partners exceed its World row: a region would stand among them."""
    slack = ROUNDING * figures["partner"].n_unique()
    wrong = years.filter(pl.col("total") > TOO_MUCH * pl.col("world") + slack)
    if wrong.height:
        shown = wrong.select("state", "told_by", "year", "total", "world").head(5).rows()
        raise SourceError.bad_layout(
            "The partners of a sheet must not add up to more than its World row.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'year')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
            attempt="a sum of states stands among the partners: add it to spellings.csv as an aggregate",
        )


def _hidden(told: pl.DataFrame) -> pl.DataFrame:
    """Return, as unknown, the heirs of a partner that is told under its old name and not by theirs."""
    heirs = pl.DataFrame(
        [(old, heir) for old, new in HEIRS.items() for heir in new],
        schema=["old", "heir"],
        orient="row",
    )
    key = ["state", "other", "told_by", "year"]
    under = (
        told.filter(pl.col("million") > 0)
        .join(heirs, left_on="other", right_on="old")
        .select("state", "told_by", "year", other="heir")
        .unique()
    )
    return (
        under.join(told, on=key, how="anti")
        .filter(pl.col("state") != pl.col("other"))
        .select(*key, million=pl.lit(None, pl.Float64), estimated=False)
    )


def _rows(told: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows: who reports imports is the destination, who reports exports the origin."""
    imports = pl.col("told_by") == schema.DESTINATION
    status = (
        pl.when(pl.col("million").is_null())
        .then(pl.lit(schema.NOT_COVERED))
        .when("estimated")
        .then(pl.lit(schema.IMPUTED))
        .otherwise(pl.lit(schema.REPORTED))
    )
    return told.select(
        origin=pl.when(imports).then("other").otherwise("state"),
        destination=pl.when(imports).then("state").otherwise("other"),
        year="year",
        indicator=pl.lit("goods"),
        item=pl.lit(schema.ALL_ITEMS),
        value=(pl.col("million") * MILLION).round(),
        status=status,
        told_by="told_by",
    ).sort("destination", "origin", "year", "told_by")


def _notes(named: pl.DataFrame, hidden: pl.DataFrame, years: pl.DataFrame) -> list[str]:
    residual = named.filter(pl.col("other").str.starts_with("residual:"))
    self_told = named.filter(pl.col("state") == pl.col("other"))
    unmarked = named.filter("unmarked")
    short = years.filter(pl.col("total") < 0.98 * pl.col("world"))
    notes = [
        f"{number_of(named.height, 'figure')} of {number_of(named['state'].n_unique(), 'reporter')},"
        f" {named['estimated'].sum():,} of them estimates of the Fund; sums over regions set aside",
        f"{number_of(residual.height, 'figure is', 'figures are')} of nobody in"
        " particular and kept as residuals",
        f"{number_of(hidden.height, 'pair is', 'pairs are')} not covered: the partner"
        " stands under an older name",
        f"{years['told'].sum():,} of {years.height:,} sheet-years are the state's own telling and covered",
        f"in {short.height:,} sheet-years partners add up to less than 98 % of the World row",
    ]
    if self_told.height:
        notes.append(f"{number_of(self_told.height, 'figure')} of a state with itself set aside")
    if several := named.filter(pl.col("names") > 1).height:
        notes.append(
            f"{number_of(several, 'figure is', 'figures are')} sums of two names of one partner"
        )
    if unmarked.height:
        notes.append(
            f"{number_of(unmarked.height, 'figure')} without a mark, which repeat what partners tell, taken"
            f" for estimates: {', '.join(unmarked['state'].unique().sort().head(10))}"
        )
    return notes
