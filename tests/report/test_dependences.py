"""The page on what a state depends on others for, product by product, from the embedded evidence."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.report.products import dependences, products
from counterpoise.settings import embedded_folder

STORE = Store((embedded_folder(),)).steady()


def test_lithium_comes_from_chile_and_few_others_could_sell_it() -> None:
    found = dependences(STORE, "KOR", year=2024).rows
    lithium = found.filter(item="283691").row(0, named=True)
    assert lithium["leader"] == "CHL"
    assert lithium["leader_share"] == pytest.approx(0.764, abs=0.001)
    assert (lithium["eu"], lithium["geodep"]) == (True, True)
    assert lithium["alternatives"].startswith("ARG")


def test_only_products_of_a_partner_and_a_basket_are_asked_for() -> None:
    found = dependences(STORE, "DEU", partner="CHN", basket="materials", year=2024).rows
    assert found["leader"].unique().to_list() == ["CHN"]
    every = dependences(STORE, "DEU", year=2024).rows
    assert set(found["item"]) == set(every.filter(pl.col("leader") == "CHN")["item"])


def test_what_is_not_covered_is_said() -> None:
    page = products(STORE, "DEU", basket="energy", year=2022)
    (section,) = page.sections
    assert any("not judged" in caveat for caveat in section.caveats)
    assert any(
        "ties of others are not covered in" in caveat and "(271121)" in caveat
        for caveat in products(STORE, "JPN", basket="energy").sections[0].caveats
    )
    gas = dependences(STORE, "DEU", basket="energy", year=2022).rows.filter(item="271121")
    assert gas.is_empty()


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"year": 1990}, "from 1995 to 2024, not 1990"),
        ({"basket": "nosuch"}, "not 'nosuch'"),
        ({"basket": "999999"}, "nothing is told"),
    ],
)
def test_what_can_not_be_meant_is_refused(asked: dict[str, object], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        dependences(STORE, "VNM", **asked)  # type: ignore[arg-type]


def test_a_state_that_ended_is_told_of_in_no_year() -> None:
    with pytest.raises(UsageError, match="nothing is told"):
        dependences(STORE, "SUN")
