"""World Development Indicators: gross domestic product in current US dollars.

The ``.xls`` that the World Bank offers as "Excel", and the ``API_NY.GDP.MKTP.CD_DS2_en_csv_v2_….csv`` of
its zip archive, have a few lines with the day of the last update above the header, and one column per
year; the API's JSON has one record an economy and year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Reading, Source
from counterpoise.sources.state import _world_bank_indicator

INDICATOR: Final = "NY.GDP.MKTP.CD"

SOURCE = Source(
    id="world_bank_gdp",
    title="World Development Indicators: GDP (current US$)",
    publisher="World Bank",
    terms="Creative Commons Attribution 4.0 (CC BY 4.0).",
    citation="World Bank, World Development Indicators, GDP (current US$), NY.GDP.MKTP.CD.",
    url="https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
    table="state_years",
    indicators=("gdp",),
    unit_note="Current US dollars, rounded to whole dollars.",
    layout=_world_bank_indicator.LAYOUT.format(code=INDICATOR),
    caveats=(
        "Converted at yearly average exchange rates: a fall may be the currency's, not the economy's.",
        "Regions and income groups of the same table are left aside: they repeat the states.",
        "Revised several times a year; compare ratios only within one vintage.",
    ),
    requests=(
        Request(
            "https://api.worldbank.org/v2/en/indicator/NY.GDP.MKTP.CD?downloadformat=csv",
            kind="zip",
        ),
    ),
)


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table; a year that a state lacks between its first and last is "not covered"."""
    return _world_bank_indicator.read(paths, SOURCE, INDICATOR)


def check(rows: pl.DataFrame) -> None:
    """Refuse a GDP that no state has had in dollars: thousands, millions, or a national currency."""
    wrong = rows.filter(~pl.col("value").is_between(1e6, 1e14))
    large = rows.filter((pl.col("state") == "USA") & (pl.col("value") < 1e11))
    if not (bad := pl.concat([wrong, large])).is_empty():
        shown = [f"{state} {year}: {value:,.0f}" for state, year, value in _keys(bad)]
        raise SourceError.bad_layout(
            "GDP must lie between 1 million and 100 trillion dollars: the unit is wrong.",
            source=SOURCE.id,
            where=f"{number_of(bad.height, 'row')}: {'; '.join(shown[:5])}",
        )


def _keys(rows: pl.DataFrame) -> list[tuple[str, int, float]]:
    return rows.select("state", "year", "value").rows()
