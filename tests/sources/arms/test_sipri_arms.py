from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.arms import sipri_arms
from tests.sources.broken.sipri_arms import GOOD


def reading(folder: Path, content: bytes) -> Reading:
    path = folder / "register.csv"
    path.write_bytes(content)
    (found,) = sipri_arms.read([path])
    return found


def test_deliveries_of_one_pair_year_and_category_are_added_up(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD).rows
    assert rows.select("origin", "destination", "year", "item", "value").rows() == [
        ("RUS", "VNM", 2001, "Ships", 10.5),
        ("RUS", "VNM", 2002, "Ships", 9.25),
        ("RUS", "VNM", 2002, "Sensors", 2.0),
        ("ISR", "VNM", 2003, "Artillery", 0.6),
        ("unknown:supplier", "group:Hezbollah (Lebanon)", 2003, "Missiles", None),
    ]


def test_a_delivery_without_tiv_is_not_covered_and_not_zero(tmp_path: Path) -> None:
    last = reading(tmp_path, GOOD).rows.row(-1, named=True)
    assert (last["value"], last["status"]) == (None, "not covered")


def test_the_vintage_is_the_day_of_generation(tmp_path: Path) -> None:
    assert reading(tmp_path, GOOD).vintage == "2005-03-05"


def test_coverage_ends_with_the_last_delivery_not_with_the_last_year_asked_for(
    tmp_path: Path,
) -> None:
    found = reading(tmp_path, GOOD)
    assert found.coverage == (Covered(2001, 2003),)
    assert any("2004 and later are not covered" in note for note in found.notes)


def test_a_register_of_one_recipient_covers_that_recipient_only(tmp_path: Path) -> None:
    narrowed = GOOD.replace(b"to All countries ", b"to Viet Nam ")
    narrowed = b"".join(line for line in narrowed.splitlines(True) if not line.startswith(b"105"))
    assert reading(tmp_path, narrowed).coverage == (
        Covered(2001, 2003, "origin", ("*",)),
        Covered(2001, 2003, "destination", ("VNM",)),
    )


def test_a_year_of_absurd_size_is_refused() -> None:
    rows = pl.DataFrame({"year": [2001, 2001], "value": [60_000.0, 60_000.0]})
    with pytest.raises(SourceError, match=r"at most 100,000 million TIV"):
        sipri_arms.check(rows)


@pytest.mark.evidence
def test_the_register_of_february_2026(evidence: Path) -> None:
    path = evidence / "sipri" / "trade_register_1995-2025_generated20260212.csv"
    (found,) = sipri_arms.read([path])
    sipri_arms.check(found.rows)
    assert found.vintage == "2026-02-12"
    assert found.coverage == (Covered(1995, 2024),)
    assert found.notes[0].startswith("25,024 deliveries")
    bought = found.rows.filter(pl.col("destination") == "VNM")
    for first, last, total, russia in (
        (1995, 2019, 8864.2, 83.5),
        (2015, 2019, 3341.35, 72.0),
        (2020, 2020, 32.5, 30.8),
    ):
        window = bought.filter(pl.col("year").is_between(first, last))
        assert window["value"].sum() == pytest.approx(total)
        share = window.select(pl.col("value").filter(pl.col("origin") == "RUS").sum() / total)
        assert round(100 * share.item(), 1) == russia
