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
from tools import untold_trade


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


def added(folder: Path, content: bytes) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows as the store holds them, and the notes."""
    path = folder / "dyadic.csv"
    path.write_bytes(content)
    held = build.add(Store((folder / "store",)), "cow_trade", [path])
    return held.scan().collect(), [note for part in held.parts for note in part.notes]


def test_yemen_under_two_codes_in_1990_is_added_up_and_said(tmp_path: Path) -> None:
    rows, notes = added(tmp_path, GOOD)
    found = flows(rows, 1990)
    # Iran imported 0 from 678 and 1.5 from 679; of 678 nobody knows what it imported.
    assert found[("YEM", "IRN")] == 1_500_000
    assert found[("IRN", "YEM")] == 24_000_000
    assert found[("YEM", "NIC")] is None
    assert [note for note in notes if note.startswith("two codes")] == [
        "two codes of one state in one year: 8 rows, 3 of them without a figure added up to 4:"
        " YEM (678 and 679)"
    ]


def test_a_part_of_the_file_is_read_whatever_pairs_and_years_it_holds(tmp_path: Path) -> None:
    header = GOOD.splitlines(keepends=True)[0]
    rows, _ = added(tmp_path, header + b"811,812,2011,3.5,7.25,3.5,7.25\n")
    assert flows(rows, 2011) == {("LAO", "KHM"): 3_500_000, ("KHM", "LAO"): 7_250_000}


SOUTH = b"""\
ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2
2,817,1954,0,0,0,0
2,817,1959,11.5,57.25,0,0
2,816,1960,5.5,60.75,0,0
310,816,1969,1,15,0,0
2,816,1969,6,175,0,0
2,816,1975,7,213,0,0
2,816,1976,1,0.5,0,0
"""
"""Made up: the United States and Hungary with Viet Nam under the codes that the file gives."""


def test_the_south_s_trade_under_the_north_s_code_is_the_south_s(tmp_path: Path) -> None:
    rows, notes = added(tmp_path, SOUTH)
    told = rows.filter(pl.col("value").is_not_null()).sort("year")
    assert told.filter(pl.col("origin") == "USA").select("destination", "year", "value").rows() == [
        ("RVN", 1959, 57_250_000.0),
        ("RVN", 1960, 60_750_000.0),
        ("RVN", 1969, 175_000_000.0),
        ("VNM", 1976, 500_000.0),
    ]
    assert sorted(note.split(":")[0] for note in notes if "under code" in note) == [
        "1 row under code 816 set aside, not covered",
        "1 row under code 816 set aside, not covered",
        "1 row under code 817 set aside, not covered",
        "2 rows under code 816 taken for 817",
    ]


def test_what_can_t_be_told_of_the_two_viet_nams_is_not_covered(tmp_path: Path) -> None:
    path = tmp_path / "dyadic.csv"
    path.write_bytes(SOUTH)
    (found,) = cow_trade.read([path])
    covered = [(span.first, span.last, span.states) for span in found.coverage]
    assert (1959, 1960, ("RVN", "USA")) in covered
    assert (1976, 1976, ("USA", "VNM")) in covered
    assert not [span for span in covered if span[0] <= 1975 <= span[1] or span[0] == 1954]
    # Hungary's trade of 1969 was with the North: neither Viet Nam has it.
    assert not {"HUN"} & set(found.rows["origin"])


@pytest.mark.evidence
def test_the_dyadic_table_4_0(evidence: Path) -> None:
    path = evidence / "cow_trade" / "Dyadic_COW_4.0.csv.gz"
    (found,) = cow_trade.read([path])
    cow_trade.check(found.rows)
    rows = found.rows
    assert found.notes[0].startswith("673,515 pair-years, 50,790 flows")
    assert rows["value"].null_count() == 50_790 + 16_502 + 2 * 153_129
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
    # South Viet Nam stands under the North's code; Hungary traded with the North.
    of_1965 = flows(rows, 1965)
    assert of_1965[("USA", "RVN")] == 162_000_000
    assert ("USA", "VNM") not in of_1965
    assert flows(rows, 1970)[("HUN", "RVN")] is None
    assert not {"VNM", "RVN"} & {state for pair in flows(rows, 1975) for state in pair}
    assert flows(rows, 1976)[("JPN", "VNM")] == 168_000_000


def test_who_told_nothing_is_as_the_evidence_says() -> None:
    assert untold_trade.TABLE.read_text(encoding="utf-8") == untold_trade.untold().write_csv()


def test_a_zero_between_two_states_that_told_nothing_is_not_covered(tmp_path: Path) -> None:
    table = tmp_path / "Dyadic_COW_4.0.csv"
    table.write_text(
        "ccode1,ccode2,year,flow1,flow2\n"
        "2,40,1984,0,0\n"  # the United States told
        "40,365,1984,0,12.5\n"  # neither did; a figure stays
        "40,365,1992,191,632\n"
    )
    (found,) = cow_trade.read([table])
    told = {(row["origin"], row["destination"], row["year"]): row for row in found.rows.to_dicts()}
    assert told["USA", "CUB", 1984]["value"] == told["CUB", "USA", 1984]["value"] == 0
    assert told["SUN", "CUB", 1984]["value"] is None
    assert told["SUN", "CUB", 1984]["status"] == "not covered"
    assert told["CUB", "SUN", 1984]["value"] == 12_500_000
    assert any(note.startswith("1 zeros between two states") for note in found.notes)
