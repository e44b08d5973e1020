"""Trade by partner and product as others publish it: rows, units, who tells, and what is covered."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from counterpoise.measures.answers import told
from counterpoise.measures.views import view
from counterpoise.panel import build, coverage
from counterpoise.panel.store import Store
from counterpoise.snapshots import stata
from counterpoise.snapshots.source import Reading
from counterpoise.sources.trade import (
    atlas,
    comtrade,
    imf_imts,
    oecd_icio,
    unctad_trade_matrix,
    wits,
)
from tests.sources.broken import atlas as atlas_files
from tests.sources.broken import comtrade as comtrade_files
from tests.sources.broken import imf_imts as imts_files
from tests.sources.broken import oecd_icio as icio_files
from tests.sources.broken import unctad_trade_matrix as unctad_files
from tests.sources.broken import wits as wits_files

KOREA_TO_CHINA = 132_902_972_288.0


def only(module: ModuleType, folder: Path, **contents: bytes) -> Reading:
    """Return the one reading of files written to a folder."""
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (found,) = module.read([folder / name for name in contents])
    module.check(found.rows)
    reading: Reading = found
    return reading


def pairs(rows: pl.DataFrame, *more: str) -> list[tuple[object, ...]]:
    return rows.select("origin", "destination", "year", *more, "value").rows()


def test_the_imfs_api_gives_plain_dollars_whatever_its_scale_says(tmp_path: Path) -> None:
    found = only(imf_imts, tmp_path, **{"a.csv": imts_files.API})
    assert pairs(found.rows, "told_by", "status") == [
        ("KOR", "CHN", 2024, "origin", "reported", KOREA_TO_CHINA),
        ("KOR", "USA", 2024, "origin", "reported", 127_800_000_000.0),
        ("CHN", "KOR", 2024, "destination", "imputed", 139_900_000_000.0),
    ]
    assert "1 of months and quarters, 1 of other indicators" in found.notes[0]


@pytest.mark.parametrize("content", [imts_files.LONG, imts_files.WIDE], ids=["long", "wide"])
def test_the_data_explorer_gives_millions_in_both_its_shapes(
    tmp_path: Path, content: bytes
) -> None:
    found = only(imf_imts, tmp_path, **{"dataset.csv": content})
    rows = found.rows.filter(pl.col("destination") == "CHN", pl.col("year") == 2024)
    assert rows["value"].to_list() == [KOREA_TO_CHINA]
    assert "XKX" in set(found.rows["destination"]) or "column" not in found.layout


def test_a_state_of_whom_all_is_estimated_told_nothing_of_that_year(tmp_path: Path) -> None:
    found = only(imf_imts, tmp_path, **{"a.csv": imts_files.API})
    by = {"side": "origin", "told_by": "origin"}
    assert coverage.years_covered(found.coverage, "KOR", **by) == [(2024, 2024)]  # type: ignore[arg-type]
    by = {"side": "destination", "told_by": "destination"}
    assert coverage.years_covered(found.coverage, "KOR", **by) == []  # type: ignore[arg-type]


def test_the_exports_of_2025_are_estimates_with_holes(tmp_path: Path) -> None:
    found = only(imf_imts, tmp_path, **{"trade_data.json": imts_files.CARRIED})
    assert found.vintage == "2025-exports"
    rows = {
        (o, d): (v, s)
        for o, d, s, v in found.rows.select("origin", "destination", "status", "value").rows()
    }
    assert rows["KOR", "CHN"] == (130_000_500_000.0, "imputed")
    assert rows["KAZ", "RUS"] == rows["RUS", "KAZ"] == (None, "not covered")


def test_comtrades_csv_is_told_by_either_side_without_what_is_in_it_twice(tmp_path: Path) -> None:
    found = only(comtrade, tmp_path, **{"c.csv": comtrade_files.GOOD})
    assert pairs(found.rows, "item", "told_by") == [
        ("CHN", "VNM", 2023, "27", "destination", 1_500_000.0),
        ("RUS", "VNM", 2023, "27", "destination", 500_000.0),
        ("VNM", "CHN", 2023, "27", "origin", 2_000_000.0),
    ]
    assert found.vintage == "HS22"
    by = {"side": "destination", "told_by": "destination"}
    assert coverage.years_covered(found.coverage, "VNM", **by) == []  # type: ignore[arg-type]
    assert coverage.years_covered(found.coverage, "VNM", item="fuels", **by) == [(2023, 2023)]  # type: ignore[arg-type]


def test_comtrades_older_csv_of_35_columns_is_read(tmp_path: Path) -> None:
    found = only(comtrade, tmp_path, **{"o.csv": comtrade_files.OLD})
    assert pairs(found.rows, "item") == [
        ("CHN", "VNM", 2010, "27", 3_665_972.0),
        ("VNM", "JPN", 2010, "27", 49_220_778.0),
    ]
    assert found.vintage == "HS07"


def test_comtrades_totals_by_json_are_all_that_is_traded(tmp_path: Path) -> None:
    found = only(comtrade, tmp_path, **{"a.json": comtrade_files.ANSWER})
    assert pairs(found.rows, "item") == [("CHN", "VNM", 2023, "all", 110.6e9)]
    by = {"side": "destination", "told_by": "destination"}
    assert coverage.years_covered(found.coverage, "VNM", **by) == [(2023, 2023)]  # type: ignore[arg-type]


@pytest.mark.evidence
def test_comtrades_older_csv_as_published(evidence: Path) -> None:
    path = evidence / "layout_samples" / "comtrade_legacy_layout_35_columns_2010.csv"
    (found,) = comtrade.read([path])
    comtrade.check(found.rows)
    assert set(found.rows["item"]) == {"27", "39", "40"}
    assert found.vintage == "HS"


def test_wits_gives_groups_by_partner_in_thousands_without_the_world(tmp_path: Path) -> None:
    found = only(wits, tmp_path, **{"w.json": wits_files.GOOD})
    assert pairs(found.rows, "item", "told_by") == [
        ("CHN", "VNM", 2022, "wits:27-27_Fuels", "destination", 1_000_500.0),
        ("CHN", "VNM", 2023, "wits:27-27_Fuels", "destination", 2_000_000.0),
        ("TWN", "VNM", 2023, "wits:27-27_Fuels", "destination", 300_000.0),
    ]


def test_a_group_of_wits_answers_for_its_basket_and_not_for_all(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(wits_files.GOOD.replace(b"[2000]", b"[7000000]"))
    store = Store((tmp_path / "store",))
    build.add(store, "wits", [path], vintage="2026-08")
    rows = told(store, view("fuels"), ["VNM"]).shares.filter(pl.col("year") == 2023)
    assert rows.sort("value", descending=True)["origin"].to_list() == ["CHN", "TWN"]
    assert told(store, view("imports"), ["VNM"]).shares.is_empty()


def test_the_atlas_gives_pairs_once_in_whole_dollars(tmp_path: Path) -> None:
    found = only(atlas, tmp_path, **{"hs92_country_country_year.csv": atlas_files.GOOD})
    assert sorted(pairs(found.rows)) == [
        ("CHN", "VNM", 2024, 158_800_000_000.0),
        ("USA", "VNM", 2024, 14_000_000_000.0),
        ("VNM", "CHN", 2024, 60_000_000_000.0),
        ("VNM", "USA", 2024, 130_000_000_000.0),
    ]
    assert coverage.years_covered(found.coverage, "VNM", side="origin") == [(2024, 2024)]


def test_unctads_sections_are_items_of_sitc(tmp_path: Path) -> None:
    found = only(unctad_trade_matrix, tmp_path, **{unctad_files.NAME: unctad_files.GOOD})
    assert pairs(found.rows, "item") == [
        ("VNM", "USA", 2015, "sitc:3", 12_500.0),
        ("SAU", "VNM", 2015, "sitc:3", 1_000_000.0),
        ("CHN", "VNM", 2015, "sitc:3", 3_000.0),
    ]
    by = {"side": "destination", "item": "fuels"}
    assert coverage.years_covered(found.coverage, "VNM", **by) == [(2015, 2015)]  # type: ignore[arg-type]
    assert coverage.years_covered(found.coverage, "VNM", side="destination") == []


def test_a_missing_number_of_stata_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    path.write_bytes(unctad_files.dta([("a", "bü", 1.5), ("c", "d", unctad_files.MISSING)]))
    assert stata.read(path, source="x").rows() == [("a", "bü", 1.5), ("c", "d", None)]


def test_what_leaves_an_economy_is_summed_over_all_that_takes_it(tmp_path: Path) -> None:
    """VNM_C26 to China: 2 + 3 + 6; China's two parts to Viet Nam: 1 + 2 + 6 and 20 + .5 + 6."""
    found = only(oecd_icio, tmp_path, **{icio_files.NAME: icio_files.GOOD})
    rows = {
        (o, d, i): v
        for o, d, i, v in found.rows.select("origin", "destination", "item", "value").rows()
    }
    rest = "residual:rest of the world"
    assert rows == {
        ("VNM", "CHN", "icio:C26"): 11e6,
        ("VNM", rest, "icio:C26"): 11e6,
        ("CHN", "VNM", "icio:C26"): 35.5e6,
        ("CHN", rest, "icio:C26"): 26e6,
        (rest, "CHN", "icio:B05_06"): 14e6,
    }
    assert "1 flow under zero" in found.notes[0]
