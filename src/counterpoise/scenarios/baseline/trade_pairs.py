"""Trade of one year as the panel tells it: every ordered pair, with what is not covered left null."""

from __future__ import annotations

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
    first, last = evidence.holding.years
    if not first <= year <= last:
        raise EvidenceError(
            f"Can't build a baseline of {year}: the source has no such year.",
            where=f"{evidence.holding.source} {evidence.holding.vintage}, years {first}–{last}",
        )
    held = (
        evidence.rows.filter(pl.col("year") == year)
        .group_by("origin", "destination")
        .agg(pl.col("value").sum(), unknown=(pl.col("status") == schema.NOT_COVERED).any())
        .collect()
    )
    everybody = _everybody(evidence, held, year)
    value = (
        pl.when(pl.col("unknown").fill_null(~(pl.col("sends") & pl.col("receives"))))
        .then(None)
        .otherwise(pl.col("value").fill_null(0.0))
    )
    return (
        everybody.select("sends", origin="state")
        .join(everybody.select("receives", destination="state"), how="cross")
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


def _everybody(evidence: Evidence, held: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return every state that is spoken of, and whether it is covered on either side."""
    told = evidence.holding.coverage
    listed = {state for covered in told if covered.first <= year <= covered.last
              for state in covered.states}  # fmt: skip
    spoken_of = listed | {*held["origin"].unique(), *held["destination"].unique()}
    everybody = sorted(spoken_of - {coverage.EVERYONE})
    covered = {
        name: coverage.covered_in(told, year, side=side, indicator="goods")
        for name, side in (("sends", "origin"), ("receives", "destination"))
    }
    return pl.DataFrame(
        {
            "state": everybody,
            **{
                name: [coverage.EVERYONE in on or state in on for state in everybody]
                for name, on in covered.items()
            },
        }
    )
