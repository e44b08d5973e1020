"""A stock is told of one year, whatever the window asked for."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder


def test_years_of_a_stock_are_never_added_up() -> None:
    store = Store((embedded_folder(),)).steady()
    one, five = (
        told(store, view("investment"), ("CHN",), window=window, years=(2020, 2024)).shares
        for window in (1, 5)
    )
    assert five.equals(one)
    hong_kong = one.filter(pl.col("origin") == "HKG", pl.col("year") == 2024)
    assert hong_kong["share"].round(3).to_list() == [0.585]
