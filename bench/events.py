"""A made-up year of machine-coded events: seconds of CPU and memory to count days of each pair.

::

    python bench/events.py make FOLDER [MILLIONS]      rows in the layout of the daily table, as Parquet
    python bench/events.py duckdb|spark|polars|pandas FOLDER [PART]

Each engine runs in a process of its own; `PART` of the files is read, so that pandas can be compared.
The rows are drawn at random: states by a steep law (the first few hold most), a page of ten reports,
publishers by another, classes as GDELT's: what is timed is their number and shape, not what they say.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from counterpoise.measures.events import event_counts
from counterpoise.reference import states

FILES = 12
SEED = 20260229


def make(folder: Path, millions: float) -> None:
    """Write a year of so many million reports, a file a month."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = np.random.default_rng(SEED)
    names = np.array(sorted(states.members(2019)))
    many = int(millions * 1e6 / FILES)
    for month in range(FILES):
        one = np.minimum(dice.zipf(1.3, many) - 1, len(names) - 1)
        two = (one + 1 + np.minimum(dice.zipf(1.2, many) - 1, len(names) - 2)) % len(names)
        low, high = np.minimum(one, two), np.maximum(one, two)
        frame = pl.DataFrame(
            {
                "origin": names[low], "destination": names[high],
                "date": np.datetime64(f"2019-{month + 1:02}-01") + dice.integers(0, 28, many),
                "act": dice.choice([1, 2, 3, 4], many, p=[0.6, 0.11, 0.12, 0.17]).astype(np.int8),
                "publisher": dice.zipf(1.4, many) % 5_000,
                "goldstein": dice.integers(-100, 80, many) / 10,
            }
        )  # fmt: skip
        frame = frame.with_columns(
            pl.format("paper{}.org", "publisher").alias("publisher"), reports=pl.lit(1, pl.Int32),
            stories=pl.lit(1, pl.Int32), source=pl.lit("gdelt"), date=pl.col("date").cast(pl.Date),
        )  # fmt: skip
        frame.write_parquet(folder / f"2019-{month + 1:02}.parquet", row_group_size=500_000)


def opened(engine: str, files: list[str]) -> Any:
    """Return the rows as a frame of an engine, unread where it reads lazily."""
    if engine == "duckdb":
        import duckdb

        connection = duckdb.connect(config={"memory_limit": "700MB", "threads": 1})
        return connection.read_parquet(files)
    if engine == "spark":
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        spark = spark.config("spark.driver.memory", "2g").config(
            "spark.sql.shuffle.partitions", "8"
        )
        return spark.getOrCreate().read.parquet(*files)
    if engine == "polars":
        return pl.scan_parquet(files)
    return pl.read_parquet(files).to_pandas()


def counted(engine: str, folder: Path, part: float) -> None:
    """Count by month with an engine, and print what it took."""
    files = sorted(str(path) for path in folder.glob("*.parquet"))
    files = files[: max(1, round(part * len(files)))]
    rows = pl.scan_parquet(files).select(pl.len()).collect().item()
    start, wall = time.process_time(), time.perf_counter()
    import narwhals as nw

    found = nw.from_native(event_counts(opened(engine, files), by="month"))
    table = found.collect() if isinstance(found, nw.LazyFrame) else found
    cpu, took = time.process_time() - start, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    days = int(table["days"].sum())
    print(
        f"{engine}: {rows:,} rows, {table.shape[0]:,} pairs and months, {days:,} days:"
        f" {cpu:.1f} CPU s, {took:.1f} s, {peak:,.0f} MB"
    )


if __name__ == "__main__":
    verb, where, *more = sys.argv[1:]
    if verb == "make":
        make(Path(where), float(more[0]) if more else 60.0)
    else:
        counted(verb, Path(where), float(more[0]) if more else 1.0)
