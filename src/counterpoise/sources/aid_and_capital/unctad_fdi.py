"""UNCTAD bilateral investment: flows into, and stocks in, each host economy, by origin.

Table 1 (flows) and Table 3 (stock) are read. The host reports, with a World row and regions, or,
where it does not, its partners do, each for itself and without a total. In both, what is missing is
often written 0, so that a zero is believed only where the arithmetic says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import names, states
from counterpoise.snapshots import files, spans
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.aid_and_capital import _unctad_tables

SOURCE = Source(
    id="unctad_fdi",
    title="UNCTAD Bilateral FDI Statistics, 2014 edition",
    publisher="United Nations Conference on Trade and Development",
    terms="Free use with attribution to UNCTAD.",
    citation="UNCTAD (2014). Bilateral FDI Statistics. Geneva: UNCTAD.",
    url="https://unctad.org/topic/investment/investment-statistics-and-trends",
    table="panel",
    indicators=("fdi_flow", "fdi_stock"),
    unit_note="Million US dollars in the tables; whole dollars here. Negative where capital leaves.",
    layout=(
        "CSV, one per host economy, 'Table 1. FDI flows in the host economy' or 'Table 3. FDI stock"
        " in the host economy', (Millions of US dollars), years in columns; give many at once"
    ),
    caveats=(
        "The immediate investor is shown, not the last owner: much comes by way of Hong Kong,"
        " Singapore, the Netherlands, Luxembourg and the British Virgin Islands.",
        "Some hosts report themselves, for others their partners do; the two do not compare well,"
        " and stocks reported by partners miss every partner that does not report.",
        "A zero of a stock table, of a table by partners, or of a year in which countries do not add"
        " up to the World row may be a gap: it is kept as 'not covered'.",
        "Flows may be negative (divestment): shares of a year are then undefined.",
        "Some hosts count approvals, equity alone, or fiscal years: see the notes of the reading.",
    ),
    told_by="destination",
)

VINTAGE = "2014"
"""The only edition; its tables end in 2012."""
INDICATORS = {1: "fdi_flow", 3: "fdi_stock"}
WORLD = "World"
MILLION = 1e6
LARGEST = 5e12
"""Dollars between two economies; British capital in the United States stood at 5e11 in 2012."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read any number of tables: flows, stocks, or both."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        sheets = [_unctad_tables.read(path, source=SOURCE.id) for path in plain]
    used = [sheet for sheet in sheets if sheet.number in INDICATORS]
    if not used:
        raise SourceError.bad_layout(
            "The tables must be Table 1 or Table 3, of the host economy; these are flows abroad.",
            source=SOURCE.id,
            where=", ".join(sheet.file for sheet in sheets[:5]),
        )
    _refuse_twice(used)
    figures = _identified(used)
    years = _years_added_up(figures)
    figures = _judged(figures, years)
    rows = _rows(figures)
    yield Reading(
        rows=rows,
        vintage=VINTAGE,
        coverage=_coverage(rows, years),
        notes=_notes(sheets, figures, years),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse amounts that are no whole millions, or larger than any investment has been."""
    million = pl.col("value") / MILLION
    wrong = rows.filter(
        ((million - million.round()).abs() > 1e-6) | (pl.col("value").abs() > LARGEST)
    )
    if not wrong.is_empty():
        shown = wrong.select("origin", "destination", "year", "value").head(5).rows()
        raise SourceError.bad_layout(
            f"Amounts must be whole millions of dollars, at most {LARGEST:,.0f}.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
        )


def _refuse_twice(sheets: Sequence[_unctad_tables.Sheet]) -> None:
    seen: dict[tuple[str, int], str] = {}
    for sheet in sheets:
        key = (sheet.host, sheet.number)
        if key in seen:
            raise SourceError.bad_layout(
                f"Table {sheet.number} of {sheet.host} must be given once.",
                source=SOURCE.id,
                where=f"files {seen[key]} and {sheet.file}",
            )
        seen[key] = sheet.file


def _identified(sheets: Sequence[_unctad_tables.Sheet]) -> pl.DataFrame:
    """Return the figures of all tables, with the partner's id."""
    figures = pl.concat(
        sheet.figures.with_columns(
            destination=pl.lit(sheet.host),
            indicator=pl.lit(INDICATORS[sheet.number]),
            by_host=pl.lit(sheet.by_host),
        )
        for sheet in sheets
    )
    return figures.with_columns(
        origin=names.identify(
            figures["partner"], source=SOURCE.id, column="partner", years=figures["year"]
        )
    ).with_columns(aggregate=pl.col("origin").str.starts_with("aggregate:"))


def _years_added_up(figures: pl.DataFrame) -> pl.DataFrame:
    """Return the years of reporting hosts, with the gap between World and the countries named.

    They are `whole` if the gap is one of rounding: half a million for each figure.
    """
    part = ~pl.col("aggregate") & pl.col("million").is_not_null()
    return (
        figures.filter("by_host")
        .group_by("indicator", "destination", "year")
        .agg(
            world=pl.col("million").filter(pl.col("partner") == WORLD).first(),
            named=pl.col("million").filter(part).sum(),
            figures=part.sum(),
        )
        # A World of 0 is no year without investment but one without a report.
        .filter(pl.col("world") != 0, pl.col("figures") > 0)
        .with_columns(gap=pl.col("world") - pl.col("named"))
        .with_columns(whole=pl.col("gap").abs() <= 0.5 * (pl.col("figures") + 1))
        .sort("indicator", "destination", "year")
    )


def _judged(figures: pl.DataFrame, years: pl.DataFrame) -> pl.DataFrame:
    """Return the countries' figures, zeros that may be gaps made null."""
    whole = years.select("indicator", "destination", "year", "whole")
    believed = pl.col("whole").fill_null(False) & (pl.col("indicator") == "fdi_flow")
    doubtful = (pl.col("million") == 0) & ~pl.col("signed_zero") & ~believed
    return (
        figures.filter(~pl.col("aggregate"))
        .join(whole, on=["indicator", "destination", "year"], how="left", validate="m:1")
        .with_columns(doubtful=doubtful.fill_null(False))
        .with_columns(
            million=pl.when("doubtful").then(None).otherwise(pl.col("million")),
        )
    )


def _rows(figures: pl.DataFrame) -> pl.DataFrame:
    """Return panel rows, partners of one id added up, without the host and what was no more."""
    key = ["origin", "destination", "year", "indicator"]
    rows = (
        figures.filter(pl.col("origin") != pl.col("destination"))
        .group_by(key, maintain_order=True)
        .agg(
            value=(pl.col("million").sum() * MILLION).round(),
            unknown=pl.col("million").is_null().all(),
        )
        .select(
            *key,
            item=pl.lit("all"),
            value=pl.when("unknown").then(None).otherwise(pl.col("value")),
            status=pl.when("unknown").then(pl.lit("not covered")).otherwise(pl.lit("reported")),
        )
    )
    return rows.filter(~_idle(rows)).sort("indicator", "destination", "year", "origin")


def _idle(rows: pl.DataFrame) -> pl.Series:
    """Return which rows say nothing of an origin that was no more: Serbia and Montenegro in 2010."""
    empty = rows.filter(pl.col("value").fill_null(0) == 0).select("origin", "year").unique()
    gone = [(origin, year) for origin, year in empty.rows() if not states.exists(origin, year)]
    past = pl.DataFrame(gone, schema={"origin": pl.String, "year": pl.Int16}, orient="row")
    joined = rows.join(
        past.with_columns(gone=True),
        on=["origin", "year"],
        how="left",
        validate="m:1",
        maintain_order="left",
    )
    return joined["gone"].fill_null(False) & (rows["value"].fill_null(0) == 0)


def _coverage(rows: pl.DataFrame, years: pl.DataFrame) -> list[Covered]:
    """Return the hosts' years whose countries add up: there, who is not named sent nothing.

    Of other years, and of hosts that do not report, the rows alone speak.
    """
    covered = []
    for indicator, part in rows.group_by("indicator", maintain_order=True):
        name = str(indicator[0])
        span = sorted(part["year"].unique())
        covered.append(Covered(span[0], span[-1], "origin", indicator=name))
        whole = years.filter("whole", pl.col("indicator") == name)
        covered += spans.spans(whole, state="destination", side="destination", indicator=name)
    return covered


def _notes(
    sheets: Sequence[_unctad_tables.Sheet], figures: pl.DataFrame, years: pl.DataFrame
) -> list[str]:
    used = [sheet for sheet in sheets if sheet.number in INDICATORS]
    aside = [sheet.file for sheet in sheets if sheet.number not in INDICATORS]
    apart = years.filter(~pl.col("whole"))
    far = apart.filter(pl.col("gap").abs() > 0.05 * pl.col("world").abs())
    own = figures.filter(pl.col("origin") == pl.col("destination"), pl.col("million") != 0)
    notes = [
        f"{len(used)} tables, {sum(sheet.by_host for sheet in used)} of them as the host reports;"
        " regions set aside",
        f"{own.height} amounts that hosts ascribe to themselves left out",
        f"{figures['doubtful'].sum():,} zeros that may be gaps: not covered",
        f"warning: in {apart.height:,} of {number_of(years.height, 'year')} of reporting hosts the countries"
        f" do not add up to World, in {far.height:,} by more than 5 %; such years are not covered"
        " beyond the rows given",
    ]
    if aside:
        notes.append(f"{len(aside)} tables of flows abroad set aside: {', '.join(aside[:5])}")
    return notes + [
        f"{sheet.host}, {INDICATORS[sheet.number]}: {remark}"
        for sheet in used
        for remark in sheet.remarks
        if remark != _unctad_tables.BY_PARTNERS
    ]
