"""GeoPolRisk: the figures of its authors' package, and what it does where nothing is told."""

from __future__ import annotations

import csv
import gzip
import zipfile
from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.products.supply_risk import supply_risk
from tests.measures import tables

MATERIALS = {
    "Cobalt": ("Cobalt", ["810510", "282200"]),
    "Lithium": ("Lithium (Li2O)", ["283691", "282520"]),
    "Nickel": ("Nickel", ["260400"]),
    "Graphite": ("Graphite", ["250410", "250490"]),
    "Rare earth": ("Rare Earths (REO)", ["284690", "280530", "284610"]),
}
"""Each material as the mining table calls it, and its products in HS92, found from the figures."""
STATES = {"DEU": "276", "JPN": "392", "KOR": "410", "VNM": "704"}


def rows() -> pl.DataFrame:
    cells = [
        ("COD", "JPN", "co", 2024, 3.0),
        ("TWN", "JPN", "co", 2024, 1.0),
        ("COD", "DEU", "co", 2024, None),
    ]
    return pl.DataFrame(
        cells, schema=["origin", "destination", "item", "year", "quantity"], orient="row"
    )


MINED = pl.DataFrame(
    {"state": ["COD", "JPN"], "item": ["co"] * 2, "year": [2024] * 2, "value": [3.0, 1.0]}
)
UNSTABLE = pl.DataFrame({"state": ["COD"], "year": [2024], "value": [0.8]})


@pytest.mark.parametrize("kind", tables.KINDS)
def test_by_hand_in_every_engine(kind: str) -> None:
    turned, back = tables.KINDS[kind]
    found = supply_risk(turned(rows()), turned(MINED), turned(UNSTABLE))

    assert isinstance(found, back)
    row = tables.only(tables.back(found))
    assert (row["imported"], row["mined"], row["assumed"]) == (4, 1, 0.25)
    assert row["production_concentration"] == 0.625
    assert row["import_risk"] == pytest.approx((3 * 0.8 + 0.5) / 5)
    assert row["supply_risk"] == pytest.approx(0.625 * 2.9 / 5)


def test_where_nobody_mines_there_is_no_score() -> None:
    row = tables.only(supply_risk(rows(), MINED.clear(), UNSTABLE))
    assert (row["mined"], row["production_concentration"], row["supply_risk"]) == (0, None, None)


@pytest.mark.evidence
def test_the_scores_are_those_of_the_authors_package(evidence: Path) -> None:
    with (evidence.parent / "checks" / "geopolrisk.csv").open() as stream:
        wanted = list(csv.DictReader(stream))
    years = sorted({row["year"] for row in wanted})
    instability = _table(evidence, "wgi_political_instability_scaled_0_1").unpivot(
        years, index="country_code", variable_name="year"
    )
    mined = _table(evidence, "world_mining_production_2018-2024").filter(
        pl.col("Country_ISO").str.len_chars() == 3
    )
    mined = mined.rename({"HS": "item", "Country_Code": "state"})
    found = supply_risk(
        pl.concat(_trade(evidence, year) for year in years),
        _numbers(mined.unpivot(years, index=["item", "state"], variable_name="year")),
        _numbers(instability.rename({"country_code": "state"})).drop_nulls("value"),
    )  # fmt: skip
    assert len(wanted) == 15
    for row in wanted:
        one = tables.only(found.filter(
            state=STATES[row["state"]], item=MATERIALS[row["material"]][0], year=int(row["year"])
        ))  # fmt: skip
        assert one["supply_risk"] == pytest.approx(float(row["score"]), abs=5e-6), row
        assert one["production_concentration"] == pytest.approx(
            float(row["production_hhi"]), abs=5e-6
        ), row
        assert one["import_risk"] == pytest.approx(float(row["import_risk"]), abs=5e-6), row


def _table(evidence: Path, name: str) -> pl.DataFrame:
    packed = (evidence / "wgi_and_mining" / f"{name}.csv.gz").read_bytes()
    content = gzip.decompress(packed)
    return pl.read_csv(content, infer_schema_length=0)


def _numbers(table: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("value").cast(pl.Float64, strict=False).fill_nan(None)
    return table.with_columns(pl.col("year").cast(pl.Int64), value)


def _trade(evidence: Path, year: str) -> pl.DataFrame:
    folder = evidence / "baci_raw_materials_1995_2024"
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as packed:
        table = pl.read_csv(packed.read(f"BACI_HS92_Y{year}_V202601.csv"), infer_schema_length=0)
    material = {code: name for name, codes in MATERIALS.values() for code in codes}
    return table.select(
        origin="i", destination="j", year=pl.col("t").cast(pl.Int64),
        item=pl.col("k").str.zfill(6).replace_strict(material, default=None),
        quantity=pl.col("q").str.strip_chars().cast(pl.Float64, strict=False),
    ).drop_nulls("item")  # fmt: skip
