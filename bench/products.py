"""Questions by product of a release of full size: ours beside DuckDB, Polars and pandas by hand.

Run ``python bench/products.py`` from the repository (see `timing.py`). The release is made up
(`baci.py`) and kept with its store in ``COUNTERPOISE_BENCH``, by default a folder among the system's
temporary ones: three years of 11.2 million rows take 0.5 GB and some minutes, once. Alternatives start
from the same Parquet files and end with the same figures, which are compared.

``COUNTERPOISE_BENCH_YEARS=1996-2023 COUNTERPOISE_BENCH_ROWS=9000000`` makes 28 years of 252 million rows in
all: 3.4 GB, half an hour to make and a quarter of an hour to add.

``python bench/products.py --plans`` writes the plans of Polars and DuckDB for one state's page to
``bench/plans_of_one_state.txt``, and says whether the filters reach the files. ``--memory LINE`` runs one
line of ours alone, in a process of its own, and prints its seconds and the most memory that it took.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

import baci
import polars as pl
import timing

from counterpoise.measures.concentration import herfindahl
from counterpoise.measures.products.persistence import persistent
from counterpoise.measures.products.strategic_products import strategic_products
from counterpoise.measures.shares import shares
from counterpoise.panel import build
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.report import products as page

FIRST, _, LAST = os.environ.get("COUNTERPOISE_BENCH_YEARS", "2021-2023").partition("-")
YEARS = range(int(FIRST), int(LAST or FIRST) + 1)
ROWS = int(os.environ.get("COUNTERPOISE_BENCH_ROWS", baci.ROWS))
PLANS = Path(__file__).with_name("plans_of_one_state.txt")
STATE = "VNM"
VINTAGE = f"{baci.RELEASE}-{baci.EDITION}"


def folder() -> Path:
    return Path(
        os.environ.get("COUNTERPOISE_BENCH", Path(tempfile.gettempdir()) / "counterpoise-bench")
    )


def store() -> Store:
    """Return the store that holds the made-up release, which is made if it is not there."""
    found = Store((folder() / "store",))
    if not found.releases("cepii_baci", VINTAGE):
        path = baci.write(folder(), YEARS, ROWS)
        build.add(found, "cepii_baci", [path], accept_changes=True)
    return found


def held() -> Holding:
    return store().releases("cepii_baci", VINTAGE)[0]


def files(last: int = 1) -> list[str]:
    """Return the files of the last so many years."""
    one = held()
    parts = sorted(one.parts, key=lambda part: part.first)[-last:]
    return [str(one.folder / one.source / part.file) for part in parts]


def by_products(paths: list[str]) -> pl.DataFrame:
    plan = strategic_products(pl.scan_parquet(paths), once=True)
    return plan.collect(engine="streaming")


FLAGS = """
WITH sold AS (
  SELECT origin, item, year, sum(value)::DOUBLE AS x FROM rows GROUP BY ALL
), world AS (
  SELECT item, year, sum(x * x) / sum(x) ** 2 AS w FROM sold GROUP BY ALL
), bought AS (
  SELECT destination AS state, item, year, sum(value)::DOUBLE AS m,
    sum(value::DOUBLE * value::DOUBLE) / sum(value::DOUBLE) ** 2 AS h, arg_max(origin, value) AS leader
  FROM rows WHERE value IS NOT NULL GROUP BY ALL
)
SELECT state, item, year, m, h, w, leader, h > 0.4 AND m > coalesce(x, 0) AS eu,
  h > 0.4 AND w > 0.4 AND m > coalesce(x, 0) AS geodep, h > 0.4 AND m >= 2 * coalesce(x, 0) AS merics
FROM bought JOIN world USING (item, year)
LEFT JOIN sold ON sold.origin = state AND sold.item = bought.item AND sold.year = bought.year
"""


def duckdb_with(paths: list[str]) -> Any:
    import duckdb

    connection = duckdb.connect(config={"threads": os.cpu_count() or 1, "memory_limit": "4GB"})
    connection.read_parquet(paths).create_view("rows")
    return connection


def flags_in_duckdb(paths: list[str]) -> pl.DataFrame:
    return duckdb_with(paths).sql(FLAGS).pl()


def flags_in_polars(paths: list[str]) -> pl.DataFrame:
    rows = pl.scan_parquet(paths)
    value = pl.col("value").cast(pl.Float64)
    sold = rows.group_by("origin", "item", "year").agg(x=value.sum())
    world = sold.group_by("item", "year").agg(w=(pl.col("x") ** 2).sum() / pl.col("x").sum() ** 2)
    bought = rows.group_by("destination", "item", "year").agg(
        m=value.sum(), h=(value**2).sum() / value.sum() ** 2,
        leader=pl.col("origin").get(pl.col("value").arg_max()),
    ).rename({"destination": "state"})  # fmt: skip
    both = bought.join(world, on=["item", "year"]).join(
        sold.rename({"origin": "state"}), on=["state", "item", "year"], how="left"
    )
    short, dear = pl.col("m") > pl.col("x").fill_null(0), pl.col("h") > 0.4
    return both.with_columns(
        eu=dear & short, geodep=dear & short & (pl.col("w") > 0.4),
        merics=dear & (pl.col("m") >= 2 * pl.col("x").fill_null(0)),
    ).collect(engine="streaming")  # fmt: skip


def flags_in_pandas(paths: list[str]) -> Any:
    import pandas as pd

    columns = ["origin", "destination", "item", "year", "value"]
    rows = pd.concat(pd.read_parquet(path, columns=columns) for path in paths)
    rows["value"] = rows["value"].astype(float)
    rows["square"] = rows["value"] ** 2
    sold = rows.groupby(["origin", "item", "year"], as_index=False)["value"].sum()
    sold["square"] = sold["value"] ** 2
    world = sold.groupby(["item", "year"])[["value", "square"]].sum()
    bought = rows.groupby(["destination", "item", "year"]).agg(
        m=("value", "sum"), square=("square", "sum")
    )
    found = bought.reset_index().rename(columns={"destination": "state"})
    found["h"] = found["square"] / found["m"] ** 2
    found = found.merge((world["square"] / world["value"] ** 2).rename("w").reset_index())
    own = sold.rename(columns={"origin": "state", "value": "x"})[["state", "item", "year", "x"]]
    found = found.merge(own, how="left")
    short = found["m"] > found["x"].fillna(0)
    found["geodep"] = (found["h"] > 0.4) & (found["w"] > 0.4) & short
    return pl.from_pandas(found)


def far(ours: pl.DataFrame, theirs: pl.DataFrame) -> float:
    """Return how far concentrations are apart, or the rows of which the criteria differ."""
    both = ours.with_columns(pl.col("year").cast(pl.Int64)).join(
        theirs.with_columns(pl.col("year").cast(pl.Int64)), on=["state", "item", "year"], suffix="_"
    )
    if both.height != ours.height:
        return float("nan")
    known = both.filter(pl.col("geodep").is_not_null())
    differ = known.filter(pl.col("geodep") != pl.col("geodep_")).height
    apart = both.select((pl.col("import_concentration") - pl.col("h")).abs().max()).item()
    return max(float(differ), float(apart))


def index_of_all(paths: list[str]) -> pl.DataFrame:
    """Return the index of all states in as many of the last years as there are files."""
    since = YEARS[-1] - len(paths) + 1
    return herfindahl(shares(held().scan_totals().filter(pl.col("year") >= since).collect()))


def index_in_duckdb(paths: list[str]) -> pl.DataFrame:
    sums = "SELECT destination, origin, year, sum(value)::DOUBLE v FROM rows GROUP BY ALL"
    return duckdb_with(paths).sql(
        f"SELECT destination, year, sum(v * v) / sum(v) ** 2 AS h FROM ({sums}) GROUP BY ALL"
    ).pl()  # fmt: skip


def index_in_polars(paths: list[str]) -> pl.DataFrame:
    value = pl.col("v").cast(pl.Float64)
    sums = (
        pl.scan_parquet(paths)
        .group_by("destination", "origin", "year")
        .agg(v=pl.col("value").sum())
    )
    found = sums.group_by("destination", "year").agg(h=(value**2).sum() / value.sum() ** 2)
    return found.collect(engine="streaming")


def index_in_pandas(paths: list[str]) -> pl.DataFrame:
    import pandas as pd

    columns = ["origin", "destination", "year", "value"]
    rows = pd.concat(pd.read_parquet(path, columns=columns) for path in paths)
    sums = rows.groupby(["destination", "origin", "year"], observed=True)["value"].sum()
    sums = sums.astype(float).rename("v").reset_index()
    sums["square"] = sums["v"] ** 2
    found = sums.groupby(["destination", "year"])[["v", "square"]].sum()
    return pl.from_pandas((found["square"] / found["v"] ** 2).rename("h").reset_index())


def index_apart(ours: pl.DataFrame, theirs: pl.DataFrame) -> float:
    both = ours.with_columns(pl.col("year").cast(pl.Int64)).join(
        theirs.with_columns(pl.col("year").cast(pl.Int64)), on=["destination", "year"]
    )
    if both.height != ours.height:
        return float("nan")
    return float(both.select((pl.col("herfindahl") - pl.col("h")).abs().max()).item())


def geodep(paths: list[str]) -> pl.DataFrame:
    plan = persistent(strategic_products(pl.scan_parquet(paths), once=True))
    return plan.collect(engine="streaming")


def ready(years: int) -> Any:
    return lambda: files(years)


LINES = {
    "flags of one year, beside DuckDB": timing.Line(
        by_products, flags_in_duckdb, alternative="SQL by hand in DuckDB, three criteria",
        limit=2.5, ready=ready(1), apart=far, seconds=15, runs=2,
    ),
    "flags of one year, beside Polars": timing.Line(
        by_products, flags_in_polars, alternative="Polars by hand, streaming",
        limit=2.0, ready=ready(1), apart=far, seconds=15, runs=2,
    ),
    "flags of one year, beside pandas": timing.Line(
        by_products, flags_in_pandas, alternative="pandas by hand, of one criterion",
        limit=1.0, ready=ready(1), apart=far, seconds=15, runs=2,
    ),
    "HHI of all states, beside DuckDB": timing.Line(
        index_of_all, index_in_duckdb, alternative="SQL by hand in DuckDB, of all rows",
        limit=1.0, ready=ready(len(YEARS)), apart=index_apart, seconds=12, runs=2,
    ),
    "HHI of all states, beside Polars": timing.Line(
        index_of_all, index_in_polars, alternative="Polars by hand, streaming, of all rows",
        limit=1.0, ready=ready(len(YEARS)), apart=index_apart, seconds=12, runs=2,
    ),
    "HHI of all states, beside pandas": timing.Line(
        index_of_all, index_in_pandas, alternative="pandas by hand, of all rows of three years",
        limit=0.5, ready=ready(min(3, len(YEARS))), apart=index_apart, seconds=12, runs=1,
    ),
    "GeoDep of three years": timing.Line(geodep, ready=ready(3), seconds=40, runs=1),
    "one state's page": timing.Line(
        lambda given: page.products(given, STATE), ready=lambda: store().steady(), seconds=3, runs=2
    ),
}  # fmt: skip


READ = re.compile(
    r"^(Parquet SCAN|SELECTION: |PROJECT \d)|PARQUET_SCAN|Function:|Filters:|destination=|year="
)


def reads(plan: str) -> str:
    """Return the lines of a plan that tell what is read from the files, without where these lie."""
    lines = [re.sub(r"[│├┤]", " ", line).strip() for line in plan.splitlines()]
    return "\n".join(
        re.sub(r"[^\s\"\[]*/cepii_baci/", "STORE/", re.sub(r" {2,}", "  ", line))
        for line in lines
        if READ.search(line)
    )


def plans() -> int:
    """Write the plans of what a state's page reads, and return 0 if the filters reach the files."""
    paths = files(3)
    own = pl.scan_parquet(paths).filter(pl.col("destination") == STATE, pl.col("year") == YEARS[-1])
    told = strategic_products(own, once=True).explain()
    import duckdb

    rows = duckdb.read_parquet(paths).filter(f"destination = '{STATE}' AND year = {YEARS[-1]}")
    planned = strategic_products(rows, once=True).explain()
    text = f"Polars\n======\n{reads(told)}\n\nDuckDB\n======\n{reads(planned)}\n"
    PLANS.write_text(text, encoding="utf-8")
    print(f"written to {PLANS}")
    scans = told.count("Parquet SCAN")
    polars = told.count("SELECTION: ")
    read = planned.count("Function:")
    reached = planned.count(f"destination='{STATE}'")
    print(f"Polars: {polars} of {scans} reads are filtered; DuckDB: {reached} of {read}")
    return int(polars < scans or reached < read)


def memory(name: str) -> int:
    """Run a line of ours alone and print what it took; the peak is that of this whole process."""
    line = LINES[name]
    given = line.ready()
    before = timing.seconds()
    line.ours(given)
    used = timing.seconds() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name}: {used:.1f} CPU s, {peak:.2f} GB")
    return 0


if __name__ == "__main__":
    if "--memory" in sys.argv:
        sys.exit(memory(sys.argv[sys.argv.index("--memory") + 1]))
    sys.exit(plans() if "--plans" in sys.argv else timing.main(LINES, __file__, __doc__))
