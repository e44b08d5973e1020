from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.trade import cow_trade
from tests.sources.broken.cow_trade import GOOD
from tests.sources.case import gzipped


def reading(folder: Path, content: bytes) -> Reading:
    path = folder / "dyadic.csv.gz"
    path.write_bytes(gzipped(content))
    (found,) = cow_trade.read([path])
    return found


def flows(rows: pl.DataFrame, year: int) -> dict[tuple[str, str], float | None]:
    of_year = rows.filter(pl.col("year") == year)
    return {(o, d): v for o, d, v in of_year.select("origin", "destination", "value").rows()}


def test_flow1_is_what_the_first_state_imported_in_whole_dollars(tmp_path: Path) -> None:
    found = flows(reading(tmp_path, GOOD).rows, 1981)
    assert found[("CHN", "USA")] == 2_061_900_000
    assert found[("USA", "CHN")] == 3_602_700_000
    assert found[("JPN", "USA")] == 39_850_250_000
    assert found[("USA", "JPN")] == 1


def test_zero_is_reported_and_minus_nine_is_not_covered(tmp_path: Path) -> None:
    rows = reading(tmp_path, GOOD).rows
    found = flows(rows, 1980)
    assert found[("VNM", "USA")] == 0
    assert found[("USA", "VNM")] is None
    assert found[("CHN", "VNM")] is None
    unknown = rows.filter(pl.col("value").is_null())
    assert unknown["status"].unique().to_list() == ["not covered"]


def test_a_pair_that_the_file_leaves_out_is_not_covered(tmp_path: Path) -> None:
    found = reading(tmp_path, GOOD)
    assert flows(found.rows, 1981)[("CHN", "JPN")] is None
    assert flows(found.rows, 1981)[("JPN", "CHN")] is None
    assert any(note.startswith("2 pair-years of states") for note in found.notes)


def test_each_state_is_covered_in_the_years_in_which_it_appears(tmp_path: Path) -> None:
    assert reading(tmp_path, GOOD).coverage == (
        Covered(1980, 1980, "either", ("VNM",)),
        Covered(1980, 1981, "either", ("CHN", "USA")),
        Covered(1981, 1981, "either", ("JPN",)),
        Covered(1990, 1990, "either", ("IRN", "NIC", "YEM")),
    )


def test_the_records_left_under_a_code_of_the_past_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "dyadic.csv"
    path.write_bytes(GOOD)
    store = Store((tmp_path / "store",))
    held = build.add(store, "cow_trade", [path])
    assert held.vintage == "4.0"
    notes = [note for part in held.parts for note in part.notes]
    assert sum(note.startswith("corrected: 2 rows drop") for note in notes) == 2


@pytest.mark.evidence
def test_the_dyadic_table_4_0(evidence: Path) -> None:
    path = evidence / "cow_trade" / "Dyadic_COW_4.0.csv.gz"
    (found,) = cow_trade.read([path])
    cow_trade.check(found.rows)
    rows = found.rows
    assert found.notes[0].startswith("673,654 pair-years, 50,833 flows")
    assert rows["value"].null_count() == 50_833 + 2 * 153_216
    with gzip.open(path, "rt") as stream:
        cells = [line.split(",") for line in stream if ",2014," in line]
    raw = {(cell[0], cell[1]): (float(cell[3]), float(cell[4])) for cell in cells}
    of_2014 = flows(rows, 2014)
    imported, exported = raw[("710", "816")]
    assert of_2014[("VNM", "CHN")] == pytest.approx(1e6 * imported, abs=0.5)
    assert of_2014[("CHN", "VNM")] == pytest.approx(1e6 * exported, abs=0.5)
    to_viet_nam = sum(flow[1] for pair, flow in raw.items() if pair[1] == "816" and flow[1] > 0)
    to_viet_nam += sum(flow[0] for pair, flow in raw.items() if pair[0] == "816" and flow[0] > 0)
    read = sum(value or 0 for (_, state), value in of_2014.items() if state == "VNM")
    assert read == pytest.approx(1e6 * to_viet_nam, abs=100)
