"""Lists of ties between states speak of the members of the state system, in their years."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from counterpoise.panel.coverage import EVERYONE
from counterpoise.snapshots.source import Reading
from counterpoise.sources.security import _dyads, cow_wars
from tests.sources.case import parquet
from tests.sources.security.covering import covered

HEADER = "warnum ccode1 ccode2 year cowinterongoing resume"


def wars(folder: Path) -> Reading:
    path = folder / "wars.parquet"
    path.write_bytes(parquet(HEADER, (1, 220, 230, 1823, 1, 0), (1, 230, 220, 1823, 1, 0)))
    (reading,) = cow_wars.read([path])
    return reading


def test_a_state_is_covered_in_the_years_of_its_membership_alone(tmp_path: Path) -> None:
    reading = wars(tmp_path)
    assert covered(reading, "DDR") == [(1954, 1990)]
    assert covered(reading, "SUN") == [(1922, 1991)]
    # Estonia was a member from 1918 to 1940, and again from 1991.
    assert covered(reading, "EST") == [(1918, 1940), (1991, 2007)]
    # The Federal Republic joined the system in 1955; the Reich left it in 1945.
    assert covered(reading, "DEU")[-2:] == [(1816, 1945), (1955, 2007)]
    assert covered(reading, "SSD") == []  # independent in 2011, after the list


def test_what_is_no_member_is_not_covered(tmp_path: Path) -> None:
    reading = wars(tmp_path)
    for entity in ("HKG", "PSE", "ANT", "ABW", "group:European Union", "residual:Areas nes"):
        assert covered(reading, entity) == []
    assert EVERYONE not in {state for span in reading.coverage for state in span.states}


def test_a_state_that_a_list_names_before_the_system_begins_is_covered_then() -> None:
    rows = pl.DataFrame({"origin": ["FRA"], "destination": ["GBR"], "year": [1700]})
    (first, *_) = _dyads.covered(rows, 1700, 1820)
    assert (first.first, first.last, first.states) == (1700, 1700, ("FRA", "GBR"))
