from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.agreements import desta
from tests.sources.broken.desta import DEPTH, DYADS, ENDS


def reading(folder: Path, **contents: bytes) -> Reading:
    paths = []
    for name, content in contents.items():
        paths.append(folder / f"desta_{name}_02_03.txt")
        paths[-1].write_bytes(content)
    (found,) = desta.read(paths)
    desta.check(found.rows)
    return found


def values(found: Reading, indicator: str, one: str, other: str) -> dict[int, float | None]:
    rows = found.rows.filter(indicator=indicator, origin=one, destination=other)
    return dict(rows.select("year", "value").rows())


def test_a_treaty_and_its_accessions_count_once(tmp_path: Path) -> None:
    found = reading(tmp_path, dyads=DYADS, ends=ENDS, depth=DEPTH)
    pair = values(found, "trade_agreement", "CHL", "DEU")
    assert [pair.get(year) for year in (2002, 2003, 2005, 2012)] == [None, 1.0, 2.0, 2.0]


def test_a_treaty_ends_with_the_year_before_a_withdrawal(tmp_path: Path) -> None:
    found = reading(tmp_path, dyads=DYADS, ends=ENDS, depth=DEPTH)
    assert list(values(found, "trade_agreement", "CHL", "GBR")) == [2003, 2004]
    assert max(values(reading(tmp_path, dyads=DYADS), "trade_agreement", "CHL", "GBR")) == 2012


def test_the_deepest_text_in_force_counts_and_an_accession_has_its_bases(tmp_path: Path) -> None:
    found = reading(tmp_path, dyads=DYADS, ends=ENDS, depth=DEPTH)
    pair = values(found, "trade_agreement_depth", "CHL", "DEU")
    assert [pair[year] for year in (2003, 2005, 2006)] == [6.0, 6.0, 7.0]
    assert (
        values(found, "trade_agreement_depth", "CHL", "HRV") == {}
    )  # in force after the last year


def test_a_treaty_without_an_index_has_a_depth_that_nobody_knows(tmp_path: Path) -> None:
    found = reading(tmp_path, dyads=DYADS, depth=DEPTH)
    assert set(values(found, "trade_agreement_depth", "CHL", "CIV").values()) == {None}


def test_what_is_not_in_force_binds_nobody(tmp_path: Path) -> None:
    assert not values(reading(tmp_path, dyads=DYADS), "trade_agreement", "ALB", "XKX")


def test_without_indices_nothing_is_covered_of_depth(tmp_path: Path) -> None:
    found = reading(tmp_path, dyads=DYADS)
    names = ("trade_agreement", "trade_agreement_signed")
    assert found.coverage == [Covered(1948, 2012, indicator=name) for name in names]
    assert found.vintage == "2.03"


@pytest.mark.evidence
def test_the_whole_list(evidence: Path) -> None:
    (found,) = desta.read(sorted((evidence / "desta").glob("*.txt.gz")))
    assert values(found, "trade_agreement_depth", "DEU", "VNM")[2021] == 7.0
    assert min(values(found, "trade_agreement", "DEU", "VNM")) == 2020
    assert values(found, "trade_agreement", "CHN", "VNM")[2022] == 2.0


def test_what_was_signed_has_its_year_and_name_in_force_or_not(tmp_path: Path) -> None:
    never = DYADS.replace(b"0,2007,2007", b"0,2007,NA")
    found = reading(tmp_path, dyads=never, ends=ENDS, depth=DEPTH)
    assert not values(found, "trade_agreement", "CHL", "CIV")
    signed = found.rows.filter(indicator="trade_agreement_signed")
    told = signed.select("origin", "destination", "year", "item", "value").rows()
    assert told == [
        ("CHL", "CIV", 2007, "Small", 1.0),
        ("CHL", "DEU", 2002, "EC Chile", 1.0),  # and no text anew of 2005, nor a withdrawal
        ("CHL", "DEU", 2004, "Another", 1.0),
        ("CHL", "GBR", 2002, "EC Chile", 1.0),
        ("CHL", "HRV", 2012, "EC Chile Croatia", 1.0),
    ]
