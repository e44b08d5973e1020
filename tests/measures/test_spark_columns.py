"""The check of columns in Spark frames, where Spark and its Java are at hand."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.shares import shares
from tests.measures import tables
from tests.measures.test_wrong_columns import REFUSED, ROWS, of

pyspark = pytest.importorskip("pyspark.sql", reason="needs pyspark")
if not shutil.which("java"):
    pytest.skip("needs Java for Spark", allow_module_level=True)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    session = (
        pyspark.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    yield session
    session.stop()


def frame(session: Any, rows: pl.DataFrame) -> Any:
    """Return Spark's frame of the rows, a missing value as null."""
    return session.createDataFrame(rows.rows(), schema=_schema(rows))


def _schema(rows: pl.DataFrame) -> Any:
    from pyspark.sql import types

    kinds: dict[Any, Any] = {
        pl.String: types.StringType(), pl.Float64: types.DoubleType(), pl.Int16: types.ShortType(),
        pl.Int64: types.LongType(), pl.Int32: types.IntegerType(), pl.Boolean: types.BooleanType(),
        pl.Date: types.DateType(), pl.Datetime: types.TimestampType(),
        pl.Decimal: types.DecimalType(38, 2), pl.List: types.ArrayType(types.DoubleType()),
        pl.Struct: types.StructType([types.StructField("a", types.DoubleType())]),
    }  # fmt: skip
    return types.StructType(
        [types.StructField(name, kinds[kind.base_type()]) for name, kind in rows.schema.items()]
    )


def test_sound_rows_give_what_they_give_elsewhere(spark: Any) -> None:
    found = tables.back(shares(frame(spark, ROWS)))
    assert sorted(found.rows()) == sorted(shares(ROWS).select(found.columns).rows())


@pytest.mark.parametrize("fault", REFUSED)
def test_wrong_columns_are_refused_alike(spark: Any, fault: str) -> None:
    change, words = REFUSED[fault]
    with pytest.raises(MeasureError, match=words):
        shares(frame(spark, change(ROWS)))


def test_a_number_that_is_none_counts_as_missing(spark: Any) -> None:
    found = tables.back(shares(frame(spark, of("value", math.nan)(ROWS))))
    expected = shares(of("value", None)(ROWS)).select(found.columns)
    assert sorted(map(str, found.rows())) == sorted(map(str, expected.rows()))
