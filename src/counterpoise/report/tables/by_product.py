"""The table of dependent products of many states, on an engine of one's choice.

The same measure runs on Polars, which is the default, on DuckDB, and on a cluster of Spark by a Connect
session; all read the files of the release as they lie in the store, so that a cluster must see that
folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import polars as pl

from counterpoise.errors import ExtraError, UsageError
from counterpoise.measures import BY_PRODUCT
from counterpoise.measures.products.strategic_products import strategic_products
from counterpoise.panel import ask
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.report.dating import today
from counterpoise.report.ledger import card_of
from counterpoise.report.making import version
from counterpoise.report.sections.by_product.dependences import of_items
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.codebook import codebook
from counterpoise.report.tables.named import with_codes
from counterpoise.report.tables.result import Table

NAME: Final = BY_PRODUCT.name
SOURCE: Final = "cepii_baci"
POLARS, DUCKDB = "polars", "duckdb"
CLUSTERS: Final = ("spark://", "sc://")
"""How the address of a Spark Connect server begins; the first is the second in other words."""


def table(store: Store, states: Sequence[str], asked: Asked, *, engine: str = POLARS) -> Table:
    """Return what states depend on others for, product by product, of some years.

    Parameters
    ----------
    store : Store
    states : sequence of str
        Ids; none for all.
    asked : Asked
        `years` (by default the last of the release), `vintage` and `item`.
    engine : str
        "polars", "duckdb", or the address of a Spark Connect server such as "spark://localhost:15002".

    Raises
    ------
    EvidenceError
        If no release by product is held.
    UsageError
        If there is no such engine, or none of the years is held.
    ExtraError
        If the engine is not installed.
    """
    held = _release(store, asked.vintage)
    years = asked.years or (held.years[1], held.years[1])
    rows = run(held, states, years, item=asked.item, engine=engine)
    rows = rows.with_columns(source=pl.lit(held.source), vintage=pl.lit(held.vintage))
    rows = with_codes(rows.sort("state", "item", "year"))
    book = codebook(BY_PRODUCT, rows.schema)
    command = asked.question(NAME, states).command
    return Table(rows, book, (), (card_of(held),), command, today(), version())


def _release(store: Store, vintage: str) -> Holding:
    found = store.releases(SOURCE, vintage)
    if not found:
        raise ask.nothing_held("goods", (SOURCE,))
    return max(found, key=lambda one: one.rows)


def run(
    held: Holding,
    states: Sequence[str],
    years: tuple[int, int],
    *,
    item: str = "",
    engine: str = POLARS,
) -> pl.DataFrame:
    """Return `strategic_products` of a release as the engine computes it, in no order."""
    parts = [part for part in held.parts if part.first <= years[1] and years[0] <= part.last]
    if not parts:
        raise UsageError(
            f"None of the years {years[0]}-{years[1]} is held.",
            where=f"{held.source} {held.vintage}, {held.years[0]}-{held.years[1]}",
        )
    files = [str(held.folder / held.source / part.file) for part in parts]
    begins = of_items(held, item)
    if engine == POLARS:
        # What travels with the package comes along here, and on no other engine.
        rows = pl.scan_parquet(files, glob=False) if held.beneath is None else held.scan()
        own: pl.DataFrame = _found(rows, states, years, begins).collect(engine="streaming")
        return own
    if engine == DUCKDB:
        ExtraError.require("duckdb", "duckdb", what="a table with DuckDB")
        import duckdb

        with duckdb.connect() as connection:
            plan = _found(connection.read_parquet(files), states, years, begins)
            made: pl.DataFrame = plan.pl()
        return made
    if engine.startswith(CLUSTERS):
        return _on_spark(files, engine, lambda rows: _found(rows, states, years, begins))
    raise UsageError.not_among("The engine", engine, (POLARS, DUCKDB, "spark://HOST:PORT"))


def _found(rows: Any, states: Sequence[str], years: tuple[int, int], begins: Sequence[str]) -> Any:
    """Return the plan of the measure on rows of any engine."""
    import narwhals as nw

    frame = nw.from_native(rows).filter(nw.col("year") >= years[0], nw.col("year") <= years[1])
    if begins:
        wanted = [nw.col("item").str.starts_with(code) for code in begins]
        frame = frame.filter(nw.any_horizontal(*wanted, ignore_nulls=True))
    found = strategic_products(frame.to_native(), once=True)
    if states:
        found = nw.from_native(found).filter(nw.col("state").is_in([*states])).to_native()
    return found


def _on_spark(files: Sequence[str], address: str, plan: Callable[[Any], Any]) -> pl.DataFrame:
    ExtraError.require("pyspark", "spark", what="a table with Spark")
    from pyspark.sql.connect.session import SparkSession

    place = address.replace("spark://", "sc://", 1)
    session: Any = SparkSession.builder.remote(place).getOrCreate()
    try:
        found: Any = pl.from_arrow(plan(session.read.parquet(*files)).toArrow())
    finally:
        session.stop()
    made: pl.DataFrame = found
    return made
