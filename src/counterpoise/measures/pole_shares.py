"""Shares of the powers between which a state stands: a row for each of them, of zero or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise.measures.answers import Told
from counterpoise.measures.shares import SHARED
from counterpoise.panel.ask import Piece
from counterpoise.panel.candidates import Candidate
from counterpoise.panel.coverage import EVERYONE

EVERYBODY_ELSE: Final = "residual:everybody else"


def with_poles(found: Told, poles: Sequence[str]) -> pl.DataFrame:
    """Return shares in which every pole has a row: of zero, or of nobody knows.

    A pole without a row passed nothing if the release that answers covers it in that year, or if it
    covers everyone and the pole passed something to anybody; else nobody knows.
    """
    of, over, table = found.view.of, found.view.over, found.shares
    if table.is_empty():
        return table
    # Of everybody together each pole has something, so that whose share is zero is told of each state.
    years = table.select("year").unique().join(pl.DataFrame({over: poles}), how="cross")
    present = years.with_columns(pl.lit(EVERYBODY_ELSE).alias(of), value=1.0, share=1.0, unknown=0)
    grid = table.select(of, "year", "volume", "state_of_share").unique([of, "year"])
    grid = grid.join(pl.DataFrame({over: poles}), how="cross")
    absent = grid.join(table, on=[of, over, "year"], how="anti")
    known = pl.concat([_covers(piece, poles, of, over) for piece in found.answer.pieces])
    absent = absent.join(known.unique(), on=[of, over, "year"], how="left").with_columns(
        value=0.0, share=0.0, unknown=pl.col("covered").is_null().cast(pl.Int64)
    )
    columns = [of, over, "year", "value", "share", "unknown", "state_of_share"]
    present = present.with_columns(state_of_share=pl.lit(SHARED))
    kinds = {name: table.schema[name] for name in columns}
    rows = [
        each.select(pl.col(name).cast(kinds[name]) for name in columns)
        for each in (table, absent, present)
    ]
    return pl.concat(rows)


def _covers(piece: Piece, poles: Sequence[str], of: str, over: str) -> pl.DataFrame:
    """Return the state-years of a piece, with each pole that its release covers as a partner."""
    one = piece.candidate
    chosen = piece.chosen.select(pl.col("state").alias(of), "year", "teller")
    tables = [
        years.drop("teller").join(_covered(one, poles, years, teller, over), on="year")
        for (teller,), years in chosen.partition_by("teller", as_dict=True).items()
    ]
    kinds = {of: pl.String, "year": pl.Int32, over: pl.String}
    table = pl.concat([pl.DataFrame(schema=kinds), *tables])
    return table.select(of, over, "year", covered=True)


def _covered(
    one: Candidate, poles: Sequence[str], years: pl.DataFrame, teller: int, over: str
) -> pl.DataFrame:
    """Return the poles that a release covers as partners in each of the years, by a teller."""
    asked = set(years["year"].to_list())
    spans = one.partner_spans(teller)
    everyone = [(first, last) for state, first, last in spans if state == EVERYONE]
    covered = {
        (pole, year)
        for pole, first, last in spans
        if pole in poles
        for year in asked.intersection(range(first, last + 1))
    }
    if everyone:
        covered |= {
            (pole, year)
            for pole, year in _active(one, poles)
            if year in asked and any(first <= year <= last for first, last in everyone)
        }
    return pl.DataFrame(sorted(covered), schema={over: pl.String, "year": pl.Int32}, orient="row")


def _active(one: Candidate, poles: Sequence[str]) -> list[tuple[str, int]]:
    """Return the poles with the years in which something passed from or to them."""
    held = one.said().filter(pl.col(one.over).is_in(list(poles)), pl.col("value") > 0)
    found: list[tuple[str, int]] = held.select(one.over, "year").unique().collect().rows()
    return found
