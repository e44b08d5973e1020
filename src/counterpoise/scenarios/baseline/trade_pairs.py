"""Trade of one year as the panel tells it: every ordered pair, with what is not covered left null."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise import schema
from counterpoise.errors import EvidenceError
from counterpoise.panel import coverage
from counterpoise.panel.evidence import Evidence


def pairs(evidence: Evidence, year: int) -> pl.DataFrame:
    """Return every ordered pair of states: `origin`, `destination`, `value` (USD), `status`.

    Within coverage a pair without a row traded nothing, and its value is 0. Outside, and where a row
    says so, it is not covered, and null.

    Raises
    ------
    EvidenceError
        If the source has no such year.
    """
    held = (
        evidence.rows.filter(pl.col("year") == year)
        .group_by("origin", "destination")
        .agg(pl.col("value").sum(), unknown=(pl.col("status") == schema.NOT_COVERED).any())
        .collect()
    )
    told = coverage.blocks(evidence.holding.coverage, year, indicator=evidence.indicator)
    if held.is_empty() and not any(sends and receives for sends, receives in told):
        first, last = evidence.holding.years
        raise EvidenceError(
            f"Can't build a baseline of {year}: the source has no such year.",
            where=f"{evidence.holding.source} {evidence.holding.vintage}, years {first}–{last}",
        )
    everybody = _everybody(told, held)
    value = (
        pl.when(pl.col("unknown").fill_null(~_by_one_teller(len(told))))
        .then(None)
        .otherwise(pl.col("value").fill_null(0.0))
    )
    return (
        everybody.select(pl.all().name.prefix("from_"), origin="state")
        .join(everybody.select(pl.all().name.prefix("to_"), destination="state"), how="cross")
        .filter(pl.col("origin") != pl.col("destination"))
        .join(held, on=["origin", "destination"], how="left", validate="1:1")
        .select("origin", "destination", value=value)
        .with_columns(status=status())
        .sort("origin", "destination")
    )


def every_pair(entities: list[str]) -> pl.DataFrame:
    """Return every `origin` and `destination` that differ."""
    one = pl.DataFrame({"origin": entities}, schema={"origin": pl.String})
    both = one.join(one.select(destination="origin"), how="cross")
    return both.filter(pl.col("origin") != pl.col("destination"))


def status() -> pl.Expr:
    """Return the status of a value that is null only if it is not covered."""
    unknown = pl.col("value").is_null()
    return pl.when(unknown).then(pl.lit(schema.NOT_COVERED)).otherwise(pl.lit(schema.REPORTED))


def _everybody(told: Sequence[tuple[set[str], set[str]]], held: pl.DataFrame) -> pl.DataFrame:
    """Return every state that is spoken of, and whether each teller covers it on either side."""
    listed = {state for sides in told for side in sides for state in side}
    spoken_of = listed | {*held["origin"].unique(), *held["destination"].unique()}
    everybody = sorted(spoken_of - {coverage.EVERYONE})
    return pl.DataFrame(
        {"state": everybody}
        | {
            f"{side}_{number}": [coverage.EVERYONE in on or state in on for state in everybody]
            for number, sides in enumerate(told)
            for side, on in zip(("sends", "receives"), sides, strict=True)
        }
    )


def _by_one_teller(tellers: int) -> pl.Expr:
    """Return whether one and the same teller covers both states of a pair."""
    return pl.any_horizontal(
        pl.col(f"from_sends_{number}") & pl.col(f"to_receives_{number}")
        for number in range(tellers)
    )
