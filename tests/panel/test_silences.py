"""How much of a basket is hidden is told from what the silent ties had when they were last told of."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

PIPES, LIQUID = "271121", "271111"
EVERYONE = ("RUS", "NOR", "QAT", "DEU")


def held(folder: Path, *rows: pl.DataFrame) -> Store:
    """Return a store of both kinds of gas, 2000 to 2001, of all that there are."""
    spans = [
        Covered(2000, 2001, side, ("*",), items=(PIPES, LIQUID))
        for side in ("origin", "destination")
    ]
    keep(folder, "cepii_baci", "V202601-HS92", pl.concat(rows), spans)
    return Store((folder,))


def silent(origin: str, destination: str, year: int, item: str) -> pl.DataFrame:
    rows = ties("goods", [(origin, destination, year, 1.0)], item=item)
    return rows.with_columns(value=pl.lit(None, pl.Float64))


def test_the_part_hidden_is_what_the_silent_tie_had_of_the_product(tmp_path: Path) -> None:
    """Russia had 60 of 100 in 2000; of the 80 that are told in 2001, as much again and a half is hidden."""
    store = held(
        tmp_path,
        ties("goods", [("RUS", "DEU", 2000, 60e6), ("NOR", "DEU", 2000, 40e6)], item=PIPES),
        ties("goods", [("NOR", "DEU", 2001, 80e6)], item=PIPES),
        silent("RUS", "DEU", 2001, PIPES),
    )
    rows = told(store, view("pipeline_gas"), ["DEU"]).shares.filter(pl.col("year") == 2001)
    assert rows["completeness"].unique().to_list() == [pytest.approx(80 / 200)]
    assert rows["state_of_share"].unique().to_list() == ["too little known"]
    assert rows.filter(pl.col("origin") == "RUS")["value"].to_list() == [None]
    before = told(store, view("pipeline_gas"), ["DEU"]).shares.filter(pl.col("year") == 2000)
    assert dict(before.select("origin", "share").rows()) == {"RUS": 0.6, "NOR": 0.4}


def test_of_a_sum_only_the_product_that_is_silent_is_hidden(tmp_path: Path) -> None:
    """Of 2001, 80 by pipe and 320 liquefied are told and 120 by pipe are hidden: 400 of 520."""
    store = held(
        tmp_path,
        ties("goods", [("RUS", "DEU", 2000, 60e6), ("NOR", "DEU", 2000, 40e6)], item=PIPES),
        ties("goods", [("NOR", "DEU", 2001, 80e6)], item=PIPES),
        ties("goods", [("QAT", "DEU", 2001, 320e6)], item=LIQUID),
        silent("RUS", "DEU", 2001, PIPES),
    )
    rows = told(store, view("gas"), ["DEU"]).shares.filter(pl.col("year") == 2001)
    assert rows["completeness"].unique().to_list() == [pytest.approx(400 / 520)]
    assert rows["state_of_share"].unique().to_list() == ["partly known"]


def test_where_the_only_seller_is_silent_its_last_value_is_hidden(tmp_path: Path) -> None:
    store = held(
        tmp_path,
        ties("goods", [("RUS", "DEU", 2000, 60e6)], item=PIPES),
        ties("goods", [("QAT", "DEU", 2001, 20e6)], item=LIQUID),
        silent("RUS", "DEU", 2001, PIPES),
    )
    rows = told(store, view("gas"), ["DEU"]).shares.filter(pl.col("year") == 2001)
    assert rows["completeness"].unique().to_list() == [pytest.approx(20 / 80)]


def test_a_basket_is_not_answered_by_a_part_of_it(tmp_path: Path) -> None:
    store = held(tmp_path, ties("goods", [("QAT", "DEU", 2001, 20e6)], item=LIQUID))
    assert told(store, view("lng"), ["DEU"]).shares.height
    assert told(store, view("imports"), ["DEU"]).shares.is_empty()


def test_an_old_value_grows_as_the_products_trade_has(tmp_path: Path) -> None:
    """The world's trade by pipe doubled, from 60 and 20 to 160: 60 then would be 120 now."""
    store = held(
        tmp_path,
        ties("goods", [("RUS", "DEU", 2000, 60e6), ("RUS", "NOR", 2000, 20e6)], item=PIPES),
        ties("goods", [("RUS", "NOR", 2001, 160e6)], item=PIPES),
        ties("goods", [("QAT", "DEU", 2001, 40e6)], item=LIQUID),
        silent("RUS", "DEU", 2001, PIPES),
    )
    rows = told(store, view("gas"), ["DEU"]).shares.filter(pl.col("year") == 2001)
    assert rows["completeness"].unique().to_list() == [pytest.approx(40 / 160)]
