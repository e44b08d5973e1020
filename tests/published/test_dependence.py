"""The worked example of Barbieri (1996) and Oneal and Russett (1997) in the methods paper.

Two states trade 30 with each other, 220 and 780 in all, and earn 250 and 2000; values are derived
there, to 16 digits.
"""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.measures.dependence import barbieri, gartzke_li, oneal_russett, ties
from tests.measures import tables

GOODS = tables.panel([("III", "JJJ", 2000, 20.0), ("JJJ", "III", 2000, 10.0)], indicator="goods")
TOTALS = pl.DataFrame(
    {
        "state": ["III", "JJJ"],
        "year": [2000, 2000],
        "imports": [100.0, 400.0],
        "exports": [120.0, 380.0],
    }
)
GDP = pl.DataFrame({"state": ["III", "JJJ"], "year": [2000, 2000], "value": [250.0, 2000.0]})


def first(frame: pl.DataFrame) -> dict[str, float]:
    return tables.only(frame.filter(pl.col("state") == "III"))


def test_barbieri() -> None:
    row = first(barbieri(ties(GOODS, totals=TOTALS)))

    assert row["trade_share"] == pytest.approx(0.13636363636363635)
    assert row["partner_trade_share"] == pytest.approx(0.038461538461538464)
    assert row["salience"] == pytest.approx(0.07242068243779014)
    assert row["symmetry"] == pytest.approx(0.9020979020979021)
    assert row["interdependence"] == pytest.approx(0.06533054569562886)


def test_oneal_and_russett() -> None:
    row = first(oneal_russett(ties(GOODS, totals=TOTALS), GDP))

    assert (row["dependence"], row["partner_dependence"]) == (0.12, 0.015)
    assert (row["lower"], row["higher"]) == (0.015, 0.12)


def test_gartzke_and_li() -> None:
    row = first(gartzke_li(ties(GOODS, totals=TOTALS), GDP))

    assert (row["dependence"], row["openness"]) == (0.12, 0.88)
    assert row["trade_share"] == pytest.approx(0.13636363636363635)
