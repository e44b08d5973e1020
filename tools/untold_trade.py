"""Write which states told the International Monetary Fund nothing of their trade, and when.

::

    python tools/untold_trade.py           write sources/trade/cow_trade.untold.csv
    python tools/untold_trade.py --check   say whether it is out of date, and exit 1 if it is

A year counts as told if the Direction of Trade Statistics that travel with the package hold a sheet of
the state's own, of its imports or of its exports. Left out are states that told the table's makers by
another way: of which it has figures for a good part of the ties with others who told nothing (Taiwan;
Belgium and Luxembourg, whose union told). `counterpoise.sources.trade.cow_trade` reads what is
written: between two states that told nothing, its zeros are nobody's figure.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from counterpoise.panel.store import Store
from counterpoise.reference import state_system
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.spans import spans

TABLE = (
    Path(__file__).parents[1] / "src" / "counterpoise" / "sources" / "trade" / "cow_trade.untold.csv"
)  # fmt: skip
YEARS = (1960, 2014)
"""From the first year of the statistics at hand to the last of the table that is read by them."""

FIGURES = 0.25


def untold() -> pl.DataFrame:
    """Return the spans of years in which a state of the system told nothing: `state`, `first`, `last`."""
    store = Store((embedded_folder(),))
    (release, *_) = store.releases("imf_dots")
    told = [
        (state, year)
        for part in release.parts
        for span in part.coverage
        if span.told_by == span.side
        for state in span.states
        for year in range(span.first, span.last + 1)
    ]
    itself = pl.DataFrame(
        told, schema={"state": pl.String, "year": pl.Int32}, orient="row"
    ).unique()
    there = state_system.existing(set(range(YEARS[0], YEARS[1] + 1))).rename({"id": "state"})
    silent = there.select("state", "year").join(itself, on=["state", "year"], how="anti")
    silent = silent.filter(~pl.col("state").is_in(_told_otherwise(store, silent)))
    rows = [
        (state, span.first, span.last) for span in spans(silent) for state in sorted(span.states)
    ]
    return pl.DataFrame(rows, schema=["state", "first", "last"], orient="row").sort(
        "state", "first"
    )


def _told_otherwise(store: Store, silent: pl.DataFrame) -> list[str]:
    """Return who has figures for at least `FIGURES` of the ties with others who told nothing."""
    (release, *_) = store.releases("cow_trade")
    ties = release.scan().select("origin", "destination", pl.col("year").cast(pl.Int32), "value")
    for side in ("origin", "destination"):
        ties = ties.join(silent.lazy().rename({"state": side}), on=[side, "year"], how="semi")
    sides = [ties.select("value", state=side) for side in ("origin", "destination")]
    figures = (pl.col("value") > 0).fill_null(value=False).mean()
    parts = pl.concat(sides).group_by("state").agg(figures.alias("part"))
    told: list[str] = parts.filter(pl.col("part") >= FIGURES).collect()["state"].to_list()
    return told


def main() -> int:
    """Write the table, or say whether it is out of date."""
    written = untold().write_csv()
    if "--check" in sys.argv[1:]:
        same = TABLE.is_file() and TABLE.read_text(encoding="utf-8") == written
        print("up to date" if same else f"{TABLE.name} is out of date: python {sys.argv[0]}")
        return 0 if same else 1
    TABLE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
