"""Our own file of ideal points: three rows for each state and year."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered
from counterpoise.sources.votes import ideal_points as source

TEXT = """\
# Ideal points by Counterpoise; votes: unga_votes 2024-06; settings: shrink 0.5, innovation 0.05, no bridges
state,session,year,position,low,high
USA,1,1946,1.2000,0.9000,1.5000
USA,3,1948,1.4000,1.1000,1.7000
SUN,1,1946,-1.3000,-1.6000,-1.0000
SUN,3,1948,-1.1000,-1.4000,-0.8000
"""


def test_a_state_and_year_gives_a_position_and_two_ends(tmp_path: Path) -> None:
    path = tmp_path / "ideal_points.csv"
    path.write_text(TEXT)
    (reading,) = source.read([path])
    source.check(reading.rows)
    rows = reading.rows.filter(state="SUN", year=1948).select("indicator", "value", "status").rows()
    assert rows == [
        ("ideal_point", -1.1, "reported"),
        ("ideal_point_low", -1.4, "reported"),
        ("ideal_point_high", -0.8, "reported"),
    ]
    assert reading.rows.height == 12
    assert reading.vintage == "2024-06"
    assert reading.coverage == (Covered(1946, 1946), Covered(1948, 1948))
    assert reading.notes == ("estimated with shrink 0.5, innovation 0.05, no bridges",)


def test_the_card_says_who_computed_it_from_what() -> None:
    assert source.SOURCE.publisher == "Counterpoise"
    assert "computed by Counterpoise from UN roll calls" in source.SOURCE.terms


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("USA,", "SUN ", "Every row must have 6 cells"),
        ("1.2000,0.9", "120.0,90.", "must be at most 15"),
    ],
)
def test_damage_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "ideal_points.csv"
    path.write_text(TEXT.replace(old, new, 1))
    with pytest.raises(SourceError, match=problem):
        list(source.read([path]))
