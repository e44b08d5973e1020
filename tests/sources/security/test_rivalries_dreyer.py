"""Thompson and Dreyer: spells of rivalry with up to three ranked types."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.sources.security import rivalries_dreyer
from tests.sources.case import parquet
from tests.sources.security.covering import years_of

HEADER = "ccode1 ccode2 styear endyear type1 type2 type3"


def test_types_stand_in_one_order_whatever_their_rank(tmp_path: Path) -> None:
    path = tmp_path / "rivalries.parquet"
    path.write_bytes(
        parquet(
            HEADER,
            (811, 816, 1976, 1977, "spatial", "ideological", None),
            (800, 816, 1976, 1976, "ideological", "positional", None),
            (220, 816, 1858, 1858, "spatial", None, None),
        )
    )
    (reading,) = rivalries_dreyer.read([path])
    rivalries_dreyer.check(reading.rows)
    assert reading.rows.select("origin", "destination", "year", "item").rows() == [
        ("FRA", "VNM", 1858, "spatial"),
        ("KHM", "VNM", 1976, "spatial+ideological"),
        ("KHM", "VNM", 1977, "spatial+ideological"),
        ("THA", "VNM", 1976, "positional+ideological"),
    ]


@pytest.mark.evidence
def test_rivalries_of_the_real_list(evidence: Path) -> None:
    path = evidence / "ir_tables" / "td_rivalries.parquet"
    (reading,) = rivalries_dreyer.read([path])
    rivalries_dreyer.check(reading.rows)
    pair = (pl.col("origin") == "CHN") & (pl.col("destination") == "VNM")
    rows = reading.rows.filter(pair)
    assert sorted(rows["year"]) == list(range(1973, 1992))
    assert rows["item"].unique().to_list() == ["positional+spatial"]
    raw = pl.read_parquet(path)
    assert reading.rows.height == int((raw["endyear"] - raw["styear"] + 1).sum()) == 10_589
    assert years_of(reading) == (1494, 2010)
