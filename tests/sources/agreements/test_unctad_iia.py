from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.agreements import _parties, unctad_iia
from tests.sources.broken.unctad_iia import GOOD


def reading(folder: Path) -> Reading:
    path = folder / "iia_2005-04.csv"
    path.write_bytes(GOOD)
    (found,) = unctad_iia.read([path])
    unctad_iia.check(found.rows)
    return found


def years(found: Reading, one: str, other: str) -> dict[int, float | None]:
    rows = found.rows.filter(indicator="investment_treaty", origin=one, destination=other)
    return dict(rows.select("year", "value").rows())


def test_a_treaty_binds_from_its_start_to_the_year_before_its_end(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert years(found, "DEU", "VNM") == {1998: 1.0, 1999: 1.0, 2000: 1.0}
    assert list(years(found, "CHL", "PER")) == [2002, 2003, 2004]


def test_a_union_binds_its_members_and_an_organisation_nobody(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert min(years(found, "BEL", "CHL")) == min(years(found, "CHL", "LUX")) == 1999
    assert years(found, "CHL", "DEU") == {}


def test_every_two_of_many_parties_are_bound(tmp_path: Path) -> None:
    found = reading(tmp_path)
    four = ("CHL", "HKG", "KOR", "PER")
    pairs = [(one, other) for one in four for other in four if one < other]
    assert all(years(found, *pair)[2003] == 1.0 for pair in pairs)


def test_an_end_without_its_day_is_not_covered(tmp_path: Path) -> None:
    assert set(years(reading(tmp_path), "CHL", "CUB").values()) == {None}


def test_the_year_of_the_list_is_not_over(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert (found.vintage, found.coverage) == ("2005-04", [Covered(1959, 2004)])


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Austria, Hungary", ("Austria", "Hungary")),
        ("Korea, Republic of, Serbia", ("Korea, Republic of", "Serbia")),
        ("Hong Kong, China SAR, Peru", ("Hong Kong, China SAR", "Peru")),
        ("Chile, EU (European Union)", None),
    ],
)
def test_names_that_hold_a_comma_are_one_party(cell: str, names: tuple[str, ...] | None) -> None:
    assert _parties.named(cell, "unctad_iia") == names


@pytest.mark.evidence
def test_the_whole_navigator(evidence: Path) -> None:
    (found,) = unctad_iia.read(list((evidence / "bits").glob("*.csv.gz")))
    unctad_iia.check(found.rows)
    assert years(found, "DEU", "VNM")[2024] == 1.0
    assert min(years(found, "DEU", "PAK")) == 1962
    left = [note for note in found.notes if "organisation" in note]
    assert left == [
        "2,996 between states count; 177 to which an organisation is a party are left out"
    ]


def test_what_was_signed_has_its_day_in_force_or_not(tmp_path: Path) -> None:
    signed = reading(tmp_path).rows.filter(indicator="investment_treaty_signed")
    days = {
        (one, other): item
        for one, other, item in signed.select("origin", "destination", "item").rows()
    }
    assert days["CHL", "PER"] == "2001-02-02"  # the last of two
    assert signed.filter(origin="CHL", destination="PER").select("year", "item").rows() == [
        (2000, "2000-02-02"), (2001, "2001-02-02"),
    ]  # fmt: skip
    assert days["DEU", "VNM"] == "1993-04-03"
    assert ("CHL", "DEU") not in days  # signed by an organisation
    assert days["BEL", "CHL"] == days["CHL", "LUX"] == "1992-07-15"
