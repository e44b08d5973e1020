from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.panel import odd_rows
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.state import nmc
from tests.sources.broken.nmc import GOOD


def reading(folder: Path, content: bytes = GOOD, name: str = "cow_nmc_v7.csv") -> Reading:
    path = folder / name
    path.write_bytes(content)
    (found,) = nmc.read([path])
    nmc.check(found.rows)
    return found


def test_thousands_become_persons_and_the_index_stays(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows.filter(state="USA")
    assert rows.select("year", "indicator", "value").rows() == [
        (2001, "capability", 0.25),
        (2001, "soldiers", 1_382_000.0),
    ]


def test_minus_nine_is_not_covered(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows.filter(state="VNM", indicator="soldiers")
    assert rows.select("value", "status").rows() == [(None, "not covered")]


def test_two_codes_of_one_state_are_added_up(tmp_path: Path) -> None:
    rows, notes = odd_rows.settled(reading(tmp_path).rows, table="state_years")
    yemen = rows.filter(state="YEM").sort("indicator")["value"].to_list()
    assert yemen == [pytest.approx(0.03), 67_000.0]
    assert "YEM (678 and 679)" in notes[0]


@pytest.mark.parametrize(
    ("name", "vintage"),
    [
        ("cow_nmc_v7.csv", "7.0"),
        ("NMC-60-abridged.csv", "6.0"),
        ("NMC_v7.1.csv", "7.1"),
        ("a.csv", ""),
    ],
)
def test_the_version_stands_in_the_name(tmp_path: Path, name: str, vintage: str) -> None:
    assert reading(tmp_path, name=name).vintage == vintage


def test_a_state_is_covered_in_its_years(tmp_path: Path) -> None:
    assert Covered(1980, 1980, "either", ("VNM",)) in reading(tmp_path).coverage


@pytest.mark.evidence
def test_the_whole_table(evidence: Path) -> None:
    (found,) = nmc.read([evidence / "nmc" / "cow_nmc_v7.csv.gz"])
    nmc.check(found.rows)
    last = found.rows.filter(indicator="capability", year=2022).sort("value", descending=True)
    assert last["state"].head(3).to_list() == ["CHN", "USA", "IND"]
    assert last["value"][0] == 0.23409663
