"""Gibler, Miller and Little: the same layout as Correlates of War, under columns of its own."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.sources.security import gml_disputes
from tests.sources.case import parquet
from tests.sources.security.covering import years_of

HEADER = "dispnum ccode1 ccode2 year gmlmidongoing gmlmidonset hostlev1 hostlev2"


def test_both_directions_become_one_row(tmp_path: Path) -> None:
    path = tmp_path / "gml.parquet"
    path.write_bytes(parquet(HEADER, (9, 816, 2, 1964, 1, 1, 5, 4), (9, 2, 816, 1964, 1, 1, 4, 5)))
    (reading,) = gml_disputes.read([path])
    gml_disputes.check(reading.rows)
    assert reading.rows.select("origin", "destination", "indicator", "value").rows() == [
        ("USA", "VNM", "dispute", 1.0),
        ("USA", "VNM", "dispute_onset", 1.0),
        ("USA", "VNM", "dispute_hostility", 5.0),
    ]


@pytest.mark.evidence
def test_china_and_viet_nam_at_level_five_in_five_years(evidence: Path) -> None:
    (reading,) = gml_disputes.read([evidence / "ir_tables" / "gml_mid_ddydisps.parquet"])
    gml_disputes.check(reading.rows)
    pair = reading.rows.filter((pl.col("origin") == "CHN") & (pl.col("destination") == "VNM"))
    war = pair.filter((pl.col("indicator") == "dispute_hostility") & (pl.col("value") == 5))
    # Read off the raw rows of 710 and 816: disputes 3007, 3622 and 3628.
    assert set(war["year"]) == {1978, 1979, 1984, 1985, 1986}
    assert years_of(reading) == (1816, 2010)
    assert reading.rows.filter(pl.col("indicator") == "dispute").height == 4642
