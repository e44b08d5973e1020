"""States that told nothing themselves, in a table that is filled in from what others tell.

``<id>.untold.csv`` beside the source holds `state`, `first`, `last`: the years in which nothing of the
state's own went into the table. Its rows then hold what partners tell, and a zero between two such
states is nobody's figure.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl


@cache
def declared(package: str, source: str) -> pl.DataFrame:
    """Return the `state` and `year` of those who told nothing; none where nothing is declared."""
    path = files(package) / f"{source}.untold.csv"
    if not path.is_file():
        return pl.DataFrame(schema={"state": pl.String, "year": pl.Int32})
    years = pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32).alias("year")
    return pl.read_csv(path.read_bytes()).select("state", years).explode("year")
