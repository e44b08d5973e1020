"""The page by product, from rows made by hand and from the evidence that travels with the package."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.report import products as making
from counterpoise.report.pages import Number, Table
from counterpoise.report.render import as_json, as_text
from counterpoise.report.sections.by_product import pictures
from counterpoise.report.sections.by_product.dependences import SOURCE, dependences
from counterpoise.report.sections.by_product.listed import label
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties


def test_a_page_lists_what_the_measure_finds() -> None:
    found = dependences(Store.open(), "KOR", basket="lithium", year=2024)
    page = making.products(Store.open(), "KOR", basket="lithium", year=2024)

    table = next(part for part in page.sections[0].parts if isinstance(part, Table))
    assert found.rows["item"].to_list() == ["282520", "283691"]
    assert [row[0] for row in table.rows] == [
        "lithium oxide and hydroxide (282520)",
        "lithium carbonate (283691)",
    ]
    assert [row[2] for row in table.rows] == ["China", "Chile"]
    values = [cell.value for row in table.rows for cell in row[1:2] if isinstance(cell, Number)]
    assert values == found.rows["imports"].to_list()
    assert "Korea" in as_text(page)
    assert '"products"' in as_json(page)


def test_alternatives_are_those_who_sell_elsewhere() -> None:
    found = dependences(Store.open(), "KOR", basket="283691", year=2024)
    row = found.rows.row(0, named=True)

    held = Store.open().releases(SOURCE)[0].scan()
    sold = held.filter(
        pl.col("year") == 2024, pl.col("item") == "283691", pl.col("origin") != "CHL",
        ~pl.col("destination").is_in(["KOR", "CHL"]), ~pl.col("origin").str.contains(":"),
        pl.col("origin") != pl.col("destination"), pl.col("origin") != "KOR",
    ).group_by("origin").agg(pl.col("value").sum()).sort("value", descending=True).collect()  # fmt: skip
    assert row["leader"] == "CHL"
    assert row["needed"] == pytest.approx(row["from_leader"] / sold["value"].sum())
    assert row["alternatives"].split(", ") == sold["origin"].head(3).to_list()


def test_a_partner_keeps_products_that_it_is_first_in() -> None:
    every = dependences(Store.open(), "DEU").rows
    china = dependences(Store.open(), "DEU", partner="CHN").rows

    assert china["item"].to_list() == every.filter(pl.col("leader") == "CHN")["item"].to_list()
    assert china.height


def test_what_is_not_judged_and_what_is_a_part_is_said() -> None:
    caveats = " ".join(making.products(Store.open(), "USA", year=2024).sections[0].caveats)

    assert "part of the release" in caveats
    assert "last year of the release" in caveats
    assert "not judged" in caveats


def test_a_newer_part_of_a_release_hides_nothing_of_a_whole_one(tmp_path: Path) -> None:
    part = ties("goods", [("CHN", "JPN", 2025, 5e6)], item="270112")
    covered = [
        Covered(2025, 2025, side, ("*",), items=("270112",)) for side in ("origin", "destination")
    ]
    keep(tmp_path, "cepii_baci", "V202701-HS92", part, covered)
    store = Store((tmp_path, embedded_folder()))

    found = dependences(store, "JPN")

    alone = dependences(Store((embedded_folder(),)), "JPN")
    assert (found.held.vintage, found.year) == (alone.held.vintage, alone.year)
    assert found.rows.equals(alone.rows)
    assert dependences(store, "JPN", year=2025).held.vintage == "V202701-HS92"
    with pytest.raises(UsageError, match="from 1995 to 2025, not 1960"):
        dependences(store, "JPN", year=1960)


def test_a_world_that_is_told_in_part_is_said() -> None:
    (section,) = making.products(Store.open(), "JPN", basket="energy", year=2024).sections

    (caveat,) = [one for one in section.caveats if "ties of others are not covered" in one]
    assert "natural gas by pipeline (271121)" in caveat


def test_no_dependence_is_a_page_too() -> None:
    found = dependences(Store.open(), "VNM", partner="ISL")
    page = making.products(Store.open(), "VNM", partner="ISL")

    assert (found.rows.height, page.sections[0].parts) == (0, ())
    assert "Viet Nam" in as_text(page)


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="from 1995 to 2024, not 1960"):
        making.products(Store.open(), "VNM", year=1960)
    with pytest.raises(UsageError, match="The product must be one of"):
        making.products(Store.open(), "VNM", basket="zzz")
    with pytest.raises(UsageError, match="nothing is told"):
        making.products(Store.open(), "VNM", basket="999999")
    with pytest.raises(UsageError, match="nothing is told"):
        making.products(Store.open(), "SUN")


@pytest.mark.parametrize(
    ("item", "called"),
    [
        ("270900", "crude oil (270900)"),
        ("681011", "HS 681011, of stone, ceramics and glass"),
        ("009999", "HS 009999"),
    ],
)
def test_a_product_is_called_by_its_basket_or_its_section(item: str, called: str) -> None:
    assert label(item) == called


def test_what_is_not_judged_is_in_no_part_of_the_imports() -> None:
    found = dependences(Store.open(), "DEU", year=2024)
    rows = Store.open().releases(SOURCE)[0].scan().filter(pl.col("year") == 2024).collect()
    outside = rows.filter(pl.col("origin") != pl.col("destination"))
    untold = outside.filter(
        pl.col("value").is_null(), (pl.col("destination") == "DEU") | (pl.col("origin") == "DEU")
    )["item"].unique()

    bought = outside.filter(pl.col("destination") == "DEU", ~pl.col("item").is_in(untold.implode()))
    assert found.imports == pytest.approx(bought["value"].sum())
    assert (
        found.not_judged
        == outside.filter(
            pl.col("destination") == "DEU",
            pl.col("value") > 0,
            pl.col("item").is_in(untold.implode()),
        )["item"].n_unique()
    )


def test_a_page_shows_the_baskets_the_sources_and_the_years() -> None:
    (section,) = making.products(Store.open(), "KOR", year=2024).sections

    charts = {part.id: part for part in section.parts if not isinstance(part, Table)}
    assert [part.draw for part in charts.values()] == ["treemap", "world_map", "stacked_years"]
    tiles = charts["products-by-basket"]
    assert sum(row["value"] for row in tiles.data) == pytest.approx(
        dependences(Store.open(), "KOR", year=2024).rows["imports"].sum()
    )
    assert "Tiles for" in tiles.summary
    shares = [row["value"] for row in charts["products-map"].data if row["value"]]
    assert sum(shares) <= 1 + 1e-9


def test_in_text_no_figure_is_cut() -> None:
    page = making.products(Store.open(), "VNM", year=2024)
    written = as_text(page)

    assert "…" not in written
    (table,) = (part for part in page.sections[0].parts if isinstance(part, Table))
    numbers = [cell.text for row in table.rows for cell in row if isinstance(cell, Number)]
    assert [text for text in numbers if text not in written] == []
    assert "over\u00a01,000" in written


def test_who_else_exports_is_asked_of_those_that_are_shown() -> None:
    every = dependences(Store.open(), "JPN").rows
    few = dependences(Store.open(), "JPN", shown=3).rows

    assert few.drop("needed", "alternatives").equals(every.drop("needed", "alternatives"))
    assert few.head(3).equals(every.head(3))
    assert few["alternatives"].slice(3).null_count() == few.height - 3


def test_beyond_many_products_tiles_are_of_baskets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "TILES", 2)
    found = dependences(Store.open(), "JPN")
    chart = pictures.by_basket(found, 1)

    assert sum(row["value"] for row in chart.data) == pytest.approx(found.rows["imports"].sum())
    assert [row["share"] is None for row in chart.data[:3]] == [False, False, True]
    assert any(re.search(r"\d products? more", row["part"]) for row in chart.data)
