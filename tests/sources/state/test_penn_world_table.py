from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise import schema
from counterpoise.snapshots.source import Reading
from counterpoise.sources.state import penn_world_table as pwt
from tests.sources.broken.penn_world_table import EXPORTS, IMPORTS, OUTPUT, POP, name


def reading(folder: Path, **files: bytes) -> Reading:
    paths = [folder / name(variable) for variable in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    (found,) = pwt.read(paths)
    pwt.check(found.rows)
    return found


def test_millions_become_persons_and_dollars(tmp_path: Path) -> None:
    rows = reading(tmp_path, pop=POP, rgdpe=OUTPUT).rows
    america = rows.filter(pl.col("state") == "USA", pl.col("year").is_in([1999, 2019]))
    assert america.sort("indicator", "year").select("indicator", "year", "value").rows() == [
        ("population", 1999, 270_250_000.0),
        ("population", 2019, 330_500_000.0),
        ("rgdpe", 2019, 20_000_000_500_000.0),
    ]


def test_a_year_without_a_value_is_not_covered(tmp_path: Path) -> None:
    found = reading(tmp_path, pop=POP)
    america = found.rows.filter(pl.col("state") == "USA").sort("year")
    assert america["year"].to_list() == list(range(1999, 2020))
    known = america.filter(pl.col("status") == "reported")["year"].to_list()
    assert known == [1999, 2001, 2019]
    assert america.filter(pl.col("status") == "not covered")["value"].null_count() == 18
    spans = {(one.first, one.last) for one in found.coverage if "USA" in one.states}
    assert spans == {(1999, 1999), (2001, 2001), (2019, 2019)}


def test_shares_of_an_output_below_zero_mean_nothing(tmp_path: Path) -> None:
    rows = reading(tmp_path, csh_x=EXPORTS, csh_m=IMPORTS).rows
    assert rows.sort("indicator", "state", "year").select(
        "state", "year", "indicator", "value", "status"
    ).rows() == [
        ("BMU", 1998, "export_share", 0.5, "reported"),
        ("BMU", 1999, "export_share", None, "not covered"),
        ("USA", 1999, "export_share", 0.1, "reported"),
        ("BMU", 1998, "import_share", -0.5, "reported"),
        ("BMU", 1999, "import_share", None, "not covered"),
        ("USA", 1999, "import_share", -0.2, "reported"),
    ]


def test_every_variable_has_an_indicator_of_the_schema() -> None:
    assert set(pwt.SOURCE.indicators) <= set(schema.INDICATORS)
    assert len(pwt.SOURCE.downloads) == len(pwt.VARIABLES)


@pytest.mark.evidence
def test_the_publishers_files(evidence: Path) -> None:
    paths = sorted((evidence / "macro" / "penn_world_table_ddf").glob("*.csv"))
    (found,) = pwt.read(paths)
    pwt.check(found.rows)
    viet_nam = dict(
        found.rows.filter(pl.col("state") == "VNM", pl.col("year") == 2019)
        .select("indicator", "value")
        .rows()
    )
    assert viet_nam["population"] == 96_462_106
    assert viet_nam["employment"] == 50_399_563
    assert viet_nam["rgdpe"] == 750_726_750_000
    assert viet_nam["exchange_rate"] == 23050.2416666667
    assert viet_nam["export_share"] == 0.526032030582428
    assert viet_nam["import_share"] == -0.5180662274360657
    # 10,395 + 7 times 10,399 + 9,529 lines, less the 8 shares of Bermuda that mean nothing.
    assert found.rows["status"].value_counts(sort=True).rows() == [
        ("reported", 92_709),
        ("not covered", 12),
    ]
    assert set(found.rows.filter(pl.col("value").is_null())["state"]) == {"BMU"}
    assert found.rows["state"].n_unique() == 183
