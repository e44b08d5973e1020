"""A part of a source's indicators hides nothing that another part of the same source holds."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise import sources
from counterpoise.panel import ask
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep
from tests.sources.fuzz.whole_files import files

SEVERAL = [name for name in sources.IDS if len(sources.module(name).SOURCE.indicators) > 1]
YEARS = (2000, 2001, 2002)


def rows(source: str, indicators: tuple[str, ...], value: float) -> pl.DataFrame:
    """Return a row of each indicator and year."""
    panel = sources.module(source).SOURCE.table == "panel"
    who = {"origin": "CHN", "destination": "VNM"} if panel else {"state": "VNM"}
    return pl.DataFrame(
        [{**who, "year": y, "indicator": i, "value": value} for i in indicators for y in YEARS],
        schema_overrides={"year": pl.Int16},
    )


def coverage(source: str, indicators: tuple[str, ...]) -> list[Covered]:
    """Return statements on everybody, one for each indicator."""
    side = "either" if sources.module(source).SOURCE.table == "panel" else "state"
    return [Covered(2000, 2002, side, indicator=one) for one in indicators]


@pytest.mark.parametrize("vintage", ["1", "2"])
@pytest.mark.parametrize("folder", ["mine", "package"])
@pytest.mark.parametrize("source", SEVERAL)
def test_one_indicator_added_hides_no_other(
    source: str, folder: str, vintage: str, tmp_path: Path
) -> None:
    every = sources.module(source).SOURCE.indicators
    keep(tmp_path / folder, source, "1", rows(source, every, 1.0), coverage(source, every))
    one = every[:1]
    keep(tmp_path / "mine", source, vintage, rows(source, one, 2.0), coverage(source, one))
    store = Store((tmp_path / "mine", tmp_path / "package"))
    exported = ask.source_rows(store, source).collect()
    assert exported.height == len(every) * len(YEARS)
    assert exported.select("indicator", "year").is_unique().all()
    for indicator in every:
        value = 2.0 if indicator in one else 1.0
        told = ask.indicator_rows(store, indicator, source=source).rows.collect()
        for found in (told, exported.filter(pl.col("indicator") == indicator)):
            assert found["value"].to_list() == [value] * 3, indicator
    if vintage == "1":
        assert store.holding(source).scan().collect().height == exported.height


def test_years_of_an_older_vintage_are_exported_too(tmp_path: Path) -> None:
    some = ("goods",)
    keep(tmp_path, "cow_trade", "3.0", rows("cow_trade", some, 1.0), [Covered(2000, 2002)])
    newer = rows("cow_trade", some, 2.0).filter(pl.col("year") == 2002)
    keep(tmp_path, "cow_trade", "4.0", newer, [Covered(2002, 2002)])
    found = ask.source_rows(Store((tmp_path,)), "cow_trade").collect()
    assert found.sort("year")["value"].to_list() == [1.0, 1.0, 2.0]


def test_what_is_told_of_some_items_is_not_told_twice(tmp_path: Path) -> None:
    some, source = ("goods",), "cepii_baci"
    fuel = rows(source, some, 1.0).with_columns(item=pl.lit("270900"))
    cars = rows(source, some, 1.0).with_columns(item=pl.lit("870300"))
    keep(tmp_path, source, "202401", pl.concat([fuel, cars]), [Covered(2000, 2002)])
    newer = fuel.with_columns(value=pl.lit(2.0))
    keep(tmp_path, source, "202501", newer, [Covered(2000, 2002, items=("2709",))])
    found = ask.source_rows(Store((tmp_path,)), source).collect()
    assert sorted(found.select("item", "value").unique().rows()) == [
        ("270900", 2.0),
        ("870300", 1.0),
    ]


@pytest.mark.parametrize("source", SEVERAL)
def test_a_reader_claims_no_indicator_of_which_it_read_nothing(source: str, tmp_path: Path) -> None:
    card = sources.module(source).SOURCE
    lists = {"atop_alliances", "sipri_arms_deals"}  # that name whoever has none
    for given in files()[source]:
        paths = [tmp_path / name for name in given]
        for path, content in zip(paths, given.values(), strict=True):
            path.write_bytes(content)
        for reading in sources.module(source).read(paths):
            has = set(reading.rows["indicator"].unique())
            said = {each.indicator for each in reading.coverage if each.states != ()}
            claimed = set(card.indicators) if "" in said else said
            assert source in lists or claimed <= has
