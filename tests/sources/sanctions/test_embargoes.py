from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Reading
from counterpoise.sources.sanctions import _embargoes, eu_sanctions_map, gsdb, ist
from tests.sources.broken import eu_sanctions_map as maps
from tests.sources.broken import gsdb as cases
from tests.sources.broken import ist as ends

EU, UN = _embargoes.EU, _embargoes.UN


def plain(found: Reading) -> set[tuple[str, str, int]]:
    assert set(found.rows["value"]) == {1.0}
    return set(found.rows.select("origin", "destination", "year").rows())


def test_the_map_tells_of_embargoes_on_states_in_force(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_bytes(maps.GOOD)
    (found,) = eu_sanctions_map.read([path])
    assert found.vintage == "2026-05-28"  # the newest amendment
    assert plain(found) == {(EU, "BLR", 2026), (EU, "LBY", 2026), (UN, "LBY", 2026)}
    assert "1 on groups" in found.notes[1]


def test_a_case_counts_from_its_first_year_to_its_last(tmp_path: Path) -> None:
    path = tmp_path / "ist.xlsx"
    path.write_bytes(ends.book(ends.ROWS))
    (found,) = ist.read([path])
    expected = {("USA", "VNM", year) for year in (1990, 1991, 1992)}
    expected |= {(EU, "YUG", 1991), (EU, "YUG", 1992)}
    expected |= {(UN, "PRK", year) for year in range(2006, 2019)}
    assert plain(found) == expected


def test_several_parties_stand_in_a_cell_and_names_hold_commas(tmp_path: Path) -> None:
    path = tmp_path / "GSDB_V4.csv"
    path.write_bytes(cases.GOOD)
    (found,) = gsdb.read([path])
    assert plain(found) == {
        *((sender, "BLR", year) for sender in (EU, "KOR", "NOR") for year in (2011, 2012)),
        *(("USA", "VNM", year) for year in (2014, 2015, 2016)),
        *((UN, target, year) for target in ("ETH", "ERI") for year in (2000, 2001)),
    }


@pytest.mark.evidence
def test_the_whole_table_of_ends(evidence: Path) -> None:
    (found,) = ist.read([evidence / "sanctions" / "IST_JPR_Attia_Grauvogel.xlsx"])
    ist.check(found.rows)
    assert "140 cases with an arms embargo, of 399" in found.notes[0]
    burundi = found.rows.filter(origin="organisation:East African Community", destination="BDI")
    assert burundi["year"].to_list() == [1996, 1997, 1998, 1999, 2000]
    south_africa = found.rows.filter(pl.col("origin") == "USA", pl.col("destination") == "ZAF")
    assert south_africa["year"].max() == 1998
