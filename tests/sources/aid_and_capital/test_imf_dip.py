from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import corrections
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.aid_and_capital import imf_dip
from tests.sources.broken.imf_dip import GOOD, NAME, line


def reading(folder: Path, content: bytes = GOOD) -> Reading:
    path = folder / NAME
    path.write_bytes(content)
    (found,) = imf_dip.read([path])
    imf_dip.check(found.rows)
    return found


def test_each_side_tells_its_own_row(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows
    assert rows.select("origin", "destination", "told_by", "value").rows() == [
        ("THA", "LAO", "origin", 300e6),
        ("JPN", "THA", "destination", 700.25e6),
        ("JPN", "THA", "origin", 810e6),
        ("LAO", "THA", "destination", None),
        ("USA", "THA", "destination", -20e6),
        ("residual:Not specified, confidential included", "THA", "destination", 19.75e6),
        ("THA", "XKX", "destination", 0.0),
    ]


def test_an_empty_figure_is_not_covered(tmp_path: Path) -> None:
    rows = reading(tmp_path).rows.filter(origin="LAO")
    assert rows["status"].to_list() == ["not covered"]


def test_a_country_is_covered_where_its_partners_add_up_to_its_total(tmp_path: Path) -> None:
    """Inward 700.25 - 20 + 19.75 = 700; outward 300 of 500."""
    assert reading(tmp_path).coverage == [
        Covered(2020, 2020, states=()),
        Covered(2020, 2020, "destination", ("THA",), told_by="destination"),
        Covered(2020, 2020, "origin", told_by="destination"),
    ]


def test_who_ascribes_most_to_nobody_covers_no_partner(tmp_path: Path) -> None:
    mostly = GOOD.replace(b'"700.25"', b'"100"').replace(b'"19.75"', b'"620"')
    assert reading(tmp_path, mostly).coverage == [Covered(2020, 2020, states=())]


def test_a_figure_in_dollars_among_millions_is_turned(tmp_path: Path) -> None:
    """A partner can't hold more than ten times what all partners hold."""
    found = reading(tmp_path, GOOD.replace(b'"700.25"', b'"700250000"', 1))
    assert found.rows.filter(origin="JPN", told_by="destination")["value"].to_list() == [700.25e6]
    assert "1 figure in dollars among millions turned: THA with JPN" in found.notes


def test_the_release_stands_in_the_file_name(tmp_path: Path) -> None:
    assert reading(tmp_path).vintage == "12.0.1"


def test_the_tellers_own_table_counts_before_its_mirror(tmp_path: Path) -> None:
    japan = line("JPN", "O", "out", "THA", 2020, "811").encode() + b"\r\n"
    rows = reading(tmp_path, GOOD + japan).rows.filter(origin="JPN", told_by="origin")
    assert rows["value"].to_list() == [811e6]


@pytest.mark.evidence
def test_positions_of_five_countries(evidence: Path) -> None:
    (found,) = imf_dip.read(sorted((evidence / "imf_dip_2014_2024").glob("*.csv.gz")))
    rows, notes = corrections.apply(
        found.rows, corrections.declared("imf_dip"), source="imf_dip", vintage=found.vintage
    )
    imf_dip.check(rows)
    assert len(notes) == 1
    held = rows.filter(origin="JPN", destination="VNM", year=2024, told_by="origin")
    assert held["value"].to_list() == [28_671_060_923.0]
    korea = rows.filter(origin="KOR", destination="CHN", year=2014, told_by="destination")
    assert korea["value"].to_list() == [55_887_562_364.0]
    assert rows.filter(pl.col("value").is_null()).height == 5_341
