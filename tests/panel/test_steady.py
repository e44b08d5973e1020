"""A page is of one evidence: what is held is looked up once, and what was read serves who asks less."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import polars.testing
import pytest

from counterpoise import schema
from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.panel import candidates as panel
from counterpoise.panel.memory import MEMORY
from counterpoise.panel.store import Store
from counterpoise.reference import products
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

COVERED = [Covered(2000, 2001, side, ("*",)) for side in ("origin", "destination")]
ROWS = [("CHN", "VNM", 2000, 6.0), ("USA", "VNM", 2001, 3.0), ("VNM", "USA", 2001, 2.0)]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    MEMORY.forget()


def test_a_steady_store_is_as_it_was_first_found_and_the_store_itself_as_it_is(
    tmp_path: Path,
) -> None:
    store = Store((tmp_path,))
    steady = store.steady()
    keep(tmp_path, "cow_trade", "4.0", ties("goods", ROWS), COVERED)
    assert [held.vintage for held in steady.releases("cow_trade")] == ["4.0"]

    keep(tmp_path, "cow_trade", "4.1", ties("goods", ROWS), COVERED)

    assert [held.vintage for held in steady.releases("cow_trade")] == ["4.0"]
    assert [held.vintage for held in store.releases("cow_trade")] == ["4.1", "4.0"]
    assert [held.vintage for held in store.steady().releases("cow_trade")] == ["4.1", "4.0"]


def test_ties_of_state_years_are_those_of_all_years(tmp_path: Path) -> None:
    keep(tmp_path, "cow_trade", "4.0", ties("goods", ROWS), COVERED)
    (one,) = panel.candidates(Store((tmp_path,)), "goods", side=schema.DESTINATION)
    wanted = pl.DataFrame(
        {"state": ["VNM", "USA"], "year": [2000, 2001]}, schema_overrides={"year": pl.Int32}
    )

    found = one.ties_of(wanted).sort("state")

    whole = one.ties().join(wanted, on=["state", "year"], how="semi").sort("state")
    polars.testing.assert_frame_equal(found, whole)
    assert found["partner"].to_list() == ["VNM", "CHN"]


@pytest.mark.parametrize("years", [(2000, 2001), (2001, 2001)])
def test_a_product_answers_alike_alone_and_after_the_basket_that_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: tuple[int, int]
) -> None:
    items = {"crude_oil": "270900", "coal": "270111"}
    covered = [
        Covered(2000, 2001, side, ("*",), items=tuple(products.codes("energy")))
        for side in ("origin", "destination")
    ]
    rows = [
        ties("goods", [("RUS", "DEU", 2000, 60e6), ("NOR", "DEU", 2001, 4e7 + n)], item=item)
        for n, item in enumerate(items.values())
    ]
    silent = ties("goods", [("RUS", "DEU", 2001, None)], item=items["crude_oil"])
    keep(tmp_path, "cepii_baci", "V202601-HS92", pl.concat([*rows, silent]), covered)
    store = Store((tmp_path,))

    def shares(name: str) -> pl.DataFrame:
        return told(store, view(name), ["DEU"], years=years).shares

    alone = {name: shares(name) for name in items}
    MEMORY.forget()
    monkeypatch.setattr("counterpoise.measures.answers._ANSWERED", {})
    told(store, view("energy"), ["DEU"]).shares  # noqa: B018  read all years of all energy

    assert alone["crude_oil"].height
    for name, expected in alone.items():
        polars.testing.assert_frame_equal(shares(name), expected)


def test_a_steady_store_remembers_the_last_answers_asked_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr("counterpoise.panel.store.RECENT", 2)
    steady, made = Store((tmp_path,)).steady(), list[str]()

    def answer(name: str) -> str:
        return steady.recent(name, lambda: made.append(name) or name.upper())

    assert [answer(name) for name in "abac"] == ["A", "B", "A", "C"]
    assert made == ["a", "b", "c"]
    assert steady.has_recent("a")
    assert not steady.has_recent("b")
    assert answer("b") == "B"
    assert made == ["a", "b", "c", "b"]
