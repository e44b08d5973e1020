"""A made-up year of machine-coded events: seconds of CPU and memory to count days of each pair.

::

    python bench/events.py make FOLDER FILE [MILLIONS]     so many million reports, as Parquet by month
    python bench/events.py duckdb|spark|polars|pandas FOLDER [MONTHS]

Reports are drawn from a genuine file of GDELT (``YYYYMMDDHHMMSS.export.CSV.gz``): whole pages with all
their reports, types, classes and scores, each given a day, an address of a publisher of the file, and
states in place of its own, as often as the file has them. Each engine runs in a process of its own. It
makes the daily table out of the reports (`daily_events`), which is kept as Parquet as the store keeps
it, and counts that by pair and month (`event_counts`); both are timed. `MONTHS` of the year are read,
so that pandas can be compared, and the sums of all columns printed, which engines must share.
"""

from __future__ import annotations

import calendar
import gzip
import resource
import shutil
import sys
import tempfile
import time
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from counterpoise.measures.daily_events import daily_events
from counterpoise.measures.events import event_counts

MONTHS = 12
SEED = 20260229
KEPT = {"type_one": 12, "type_two": 22, "main": 25, "act": 29, "goldstein": 30}
"""Where what is kept of a report stands in the publisher's layout."""
KINDS = {"main": pl.Int8, "act": pl.Int8, "goldstein": pl.Float64}


class Drawn:
    """The pages of a genuine file, out of which others are drawn."""

    def __init__(self, path: Path) -> None:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        reports = sorted((line.split("\t") for line in lines), key=lambda cells: cells[60])
        pages = [list(page) for _, page in groupby(reports, key=lambda cells: cells[60])]
        self.hosts = pl.Series([page[0][60].split("/")[2].removeprefix("www.") for page in pages])
        self.states = pl.Series([c for cells in reports for c in (cells[7], cells[17]) if c])
        self.size = np.array([len(page) for page in pages])
        self.start = self.size.cumsum() - self.size
        # The states of a page by number: the same state of a page stays one in what is drawn.
        self.actors = np.array([pair for page in pages for pair in _numbered(page)])
        self.reports: pl.DataFrame = pl.DataFrame(
            {
                name: pl.Series([cells[place] or None for cells in reports]).cast(
                    KINDS.get(name, pl.String)
                )
                for name, place in KEPT.items()
            }
        )

    def month(self, number: int, many: int, dice: np.random.Generator) -> pl.DataFrame:
        """Return about so many reports of a month."""
        drawn = dice.integers(0, len(self.size), int(1.1 * many / self.size.mean()))
        drawn = drawn[: int(np.searchsorted(self.size[drawn].cumsum(), many)) + 1]
        sizes = self.size[drawn]
        page = np.repeat(np.arange(len(drawn)), sizes)
        within = np.arange(len(page)) - np.repeat(sizes.cumsum() - sizes, sizes)
        row = self.start[drawn][page] + within
        states = dice.integers(0, len(self.states), (len(drawn), self.actors.max() + 1))
        days = np.sort(dice.integers(0, calendar.monthrange(2019, number)[1], len(drawn)))
        day = pl.Series(np.datetime64(f"2019-{number:02}-01") + days[page]).cast(pl.Date)
        host = self.hosts.gather(dice.integers(0, len(self.hosts), len(drawn))).gather(page)
        address = pl.format(
            "https://{}/{}/{}", pl.lit(host), pl.lit(number), pl.lit(pl.Series(page))
        )
        rows: pl.DataFrame = self.reports[row]
        return rows.with_columns(
            date=day, added=day, url=address,
            one=self._named(states, page, self.actors[row, 0]),
            two=self._named(states, page, self.actors[row, 1]),
        )  # fmt: skip

    def _named(self, states: np.ndarray, page: np.ndarray, actor: np.ndarray) -> pl.Series:
        """Return the state drawn for each actor of a page; null for one who has none."""
        name = self.states.gather(states[page, np.maximum(actor, 0)])
        return pl.select(pl.when(pl.lit(pl.Series(actor >= 0))).then(pl.lit(name))).to_series()


def _numbered(page: list[list[str]]) -> list[tuple[int, int]]:
    there: dict[str, int] = {}
    return [
        (
            there.setdefault(cells[7], len(there)) if cells[7] else -1,
            there.setdefault(cells[17], len(there)) if cells[17] else -1,
        )
        for cells in page
    ]


def make(folder: Path, genuine: Path, millions: float) -> None:
    """Write a year of so many million reports, a file a month."""
    folder.mkdir(parents=True, exist_ok=True)
    dice, drawn = np.random.default_rng(SEED), Drawn(genuine)
    for month in range(1, MONTHS + 1):
        reports = drawn.month(month, int(millions * 1e6 / MONTHS), dice)
        reports.write_parquet(folder / f"2019-{month:02}.parquet", row_group_size=500_000)


@cache
def _duckdb() -> Any:
    import duckdb

    return duckdb.connect(config={"memory_limit": "700MB", "threads": 1})


def opened(engine: str, files: list[str]) -> Any:
    """Return the rows as a frame of an engine, unread where it reads lazily."""
    if engine == "duckdb":
        return _duckdb().read_parquet(files)
    if engine == "spark":
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        spark = spark.config("spark.driver.memory", "2g")
        spark = spark.config("spark.sql.shuffle.partitions", "8")
        return spark.getOrCreate().read.parquet(*files)
    if engine == "polars":
        return pl.scan_parquet(files)
    return pl.read_parquet(files).to_pandas()


def kept(engine: str, table: Any, folder: Path) -> list[str]:
    """Write the daily table as Parquet by its engine, and return the files."""
    file = str(folder / "daily.parquet")
    if engine == "duckdb":
        table.write_parquet(file)
    elif engine == "spark":
        table.write.parquet(file)
        return sorted(str(part) for part in Path(file).glob("*.parquet"))
    elif engine == "polars":
        table.sink_parquet(file)
    else:
        table.to_parquet(file)
    return [file]


def spent() -> float:
    """Return the CPU seconds of this process and of those that it started and that have ended."""
    return sum(
        sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def counted(engine: str, folder: Path, months: int) -> None:
    """Count by month with an engine, and print what it took."""
    files = sorted(str(path) for path in folder.glob("*.parquet"))[:months]
    rows = pl.scan_parquet(files).select(pl.len()).collect().item()
    if engine == "spark":
        opened(engine, files)  # that Java starts is no part of it
    room = Path(tempfile.mkdtemp())
    start, wall = spent(), time.perf_counter()
    daily = kept(engine, daily_events(opened(engine, files)), room)
    halfway, half = spent(), time.perf_counter()
    found = nw.from_native(event_counts(opened(engine, daily), by="month"))
    table = found.collect("polars") if isinstance(found, nw.LazyFrame) else found
    end, last = spent(), time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{engine}: {rows:,} reports to the daily table {halfway - start:.1f} CPU s, {half - wall:.1f} s;"
        f" to {table.shape[0]:,} pairs and months {end - halfway:.1f} CPU s, {last - half:.1f} s;"
        f" {peak:,.0f} MB"
    )
    print("  " + "; ".join(f"{name} {total}" for name, total in sums(table).items()))
    shutil.rmtree(room)


def sums(table: Any) -> dict[str, Any]:
    """Return what engines must share: the sum of each column of numbers, and of all publishers' letters."""
    frame = table.to_polars()
    numbers = frame.select(pl.selectors.numeric().cast(pl.Float64).fill_nan(None).sum().round(6))
    letters = frame["publisher"].str.len_chars().sum()
    return {**numbers.row(0, named=True), "publisher": letters}


if __name__ == "__main__":
    verb, where, *more = sys.argv[1:]
    if verb == "make":
        make(Path(where), Path(more[0]), float(more[1]) if more[1:] else 60.0)
    else:
        counted(verb, Path(where), int(more[0]) if more else MONTHS)
