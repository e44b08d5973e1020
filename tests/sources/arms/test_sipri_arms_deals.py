from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.arms import sipri_arms_deals
from tests.sources.broken.sipri_arms_deals import GOOD


def reading(folder: Path, content: bytes) -> Reading:
    path = folder / "register.csv"
    path.write_bytes(content)
    (found,) = sipri_arms_deals.read([path])
    return found


def test_a_deal_is_spread_evenly_and_what_rests_on_it_is_imputed(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD).rows.filter(pl.col("indicator") == "arms")
    assert rows.select("origin", "destination", "year", "item", "value", "status").rows() == [
        ("RUS", "VNM", 2001, "all", 2.0, "imputed"),
        ("RUS", "VNM", 2002, "all", 6.0, "imputed"),  # 2 of a spread deal and 4 of a plain one
        ("RUS", "VNM", 2004, "all", 2.0, "imputed"),
        ("RUS", "VNM", 2003, "all", 2.5, "reported"),
        ("SUN", "VNM", 1986, "all", 0.9, "reported"),
    ]


def test_spreading_keeps_the_sum(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD).rows.filter(pl.col("indicator") == "arms")
    assert rows["value"].sum() == pytest.approx(6 + 4 + 2.5 + 0.9)


def test_deals_without_a_delivery_are_counted_and_set_aside(tmp_path: Path) -> None:
    found = reading(tmp_path, GOOD)
    assert any(note.startswith("1 deal without a delivery") for note in found.notes)
    assert "ISR" not in found.rows["origin"].to_list()


def test_a_deal_without_tiv_is_not_covered_and_not_zero(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD.replace(b",2.5\n", b",\n")).rows
    assert rows.filter(pl.col("year") == 2003).select("value", "status").rows() == [
        (None, "not covered")
    ]


def test_a_register_of_all_years_covers_from_1950_to_its_last_delivery(tmp_path: Path) -> None:
    found = reading(tmp_path, GOOD)
    assert found.coverage == (Covered(1950, 2004),)
    assert found.vintage == "2005-06-05"


def test_the_register_of_2026_calls_the_number_delivered_otherwise(tmp_path: Path) -> None:
    assert b",Number delivered," in GOOD
    today = GOOD.replace(b",Number delivered,", b",Deliveries in the Year Range,")
    assert reading(tmp_path, today).rows.equals(reading(tmp_path, GOOD).rows)


def test_a_register_with_semicolons_is_a_spreadsheet_s(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="resaved by a spreadsheet"):
        reading(tmp_path, GOOD.replace(b",", b";"))


def test_a_year_of_absurd_size_is_refused() -> None:
    with pytest.raises(SourceError, match=r"at most 100,000 million TIV"):
        sipri_arms_deals.check(
            pl.DataFrame({"year": [2001], "indicator": ["arms"], "value": [100_001.0]})
        )


@pytest.mark.evidence
def test_the_register_of_may_2026(evidence: Path) -> None:
    path = evidence / "sipri" / "trade-register_all-years_generated20260518.csv"
    (found,) = sipri_arms_deals.read([path])
    sipri_arms_deals.check(found.rows)
    assert found.vintage == "2026-05-18"
    assert found.coverage == (Covered(1950, 2025),)
    assert found.notes[0].startswith("28,696 deals with deliveries, of which 13,348")
    assert found.notes[2].startswith("1,220 deals")
    rows = found.rows.filter(pl.col("indicator") == "arms")
    assert rows["value"].sum() == pytest.approx(2_133_347.71)
    window = rows.filter((pl.col("destination") == "VNM") & pl.col("year").is_between(2015, 2019))
    assert window["value"].sum() == pytest.approx(3465.035714)
    assert window.filter(pl.col("origin") == "RUS")["value"].sum() == pytest.approx(2536.0)
