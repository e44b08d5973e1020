"""World Development Indicators: population, in the layouts of the World Bank's tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.state import _world_bank_indicator

INDICATOR: Final = "SP.POP.TOTL"

SOURCE = Source(
    id="world_bank_population",
    title="World Development Indicators: population, total",
    publisher="World Bank",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation=f"World Bank, World Development Indicators, population, total, {INDICATOR}.",
    url=f"https://data.worldbank.org/indicator/{INDICATOR}",
    table="state_years",
    indicators=("population",),
    unit_note="Persons, at the middle of the year.",
    layout=_world_bank_indicator.LAYOUT.format(code=INDICATOR),
    caveats=(
        "All residents, whatever their citizenship; estimates between censuses.",
        "Regions and income groups of the same table are left aside: they repeat the states.",
    ),
    requests=(_world_bank_indicator.by_pages(INDICATOR),),
)

LARGEST: Final = 3e9
LEAST_OF_UNITED_STATES: Final = 1e8


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table; a year that a state lacks between its first and last is "not covered"."""
    return _world_bank_indicator.read(paths, SOURCE, INDICATOR)


def check(rows: pl.DataFrame) -> None:
    """Refuse a population that no state has had: thousands, or shares."""
    wrong = rows.filter(
        (pl.col("value") > LARGEST)
        | ((pl.col("state") == "USA") & (pl.col("value") < LEAST_OF_UNITED_STATES))
    )
    if wrong.height:
        shown = wrong.select("state", "year", "value").head(5).rows()
        raise SourceError.bad_layout(
            f"Population must be in persons, at most {LARGEST:,.0f}.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}: {'; '.join(' '.join(map(str, row)) for row in shown)}",
        )
