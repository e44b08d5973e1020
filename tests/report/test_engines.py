"""Dependence by product is the same on every engine, to the digit, from the files of the store."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import counterpoise as cpo
from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from tests.panel.test_large import CHAPTERS, TIES, added, file

VALUES = {("CHN", "VNM"): 900.5, ("USA", "VNM"): 100, ("VNM", "CHN"): 7, ("TWN", "USA"): 0.5}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("engines")
    found = Store((folder / "store",))
    for year in (2021, 2022):
        parts = [
            file(folder, year, value, ties=[tie], name=f"{place}.csv").read_text().splitlines()
            for place, (tie, value) in enumerate(VALUES.items())
        ]
        whole = folder / f"BACI_HS92_Y{year}_V202501.csv"
        whole.write_text(
            "\n".join([parts[0][0], *(line for part in parts for line in part[1:]), ""])
        )
        added(found, whole)
    return found


def told(store: Store, engine: str, *states: str) -> pl.DataFrame:
    found = cpo.table(
        store, "strategic_products", [*states], years=(2021, 2022), item="27", engine=engine
    )
    return found.frame()


def test_it_is_what_the_rows_say(store: Store) -> None:
    rows = told(store, "polars", "VNM")
    assert rows.height == 2
    first = rows.row(0, named=True)
    assert (first["leader"], first["imports"], first["exports"]) == ("CHN", 1_000_500.0, 7_000.0)
    assert first["eu"]
    assert first["source"] == "cepii_baci"
    assert {one for tie in TIES for one in tie} >= set(told(store, "")["state"])
    assert len(CHAPTERS) == 96


@pytest.mark.parametrize("states", [(), ("VNM", "USA")])
def test_duckdb_gives_the_same(store: Store, states: tuple[str, ...]) -> None:
    assert_frame_equal(told(store, "duckdb", *states), told(store, "polars", *states))


def test_there_is_no_other_engine_and_no_other_measure(store: Store) -> None:
    with pytest.raises(UsageError, match="engine"):
        told(store, "postgres")
    with pytest.raises(UsageError, match="Only strategic_products"):
        cpo.table(store, "shares", ["VNM"], engine="duckdb")


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a master, two workers and a Connect server of Spark on this machine."""
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None or find_spec("grpc") is None:
        pytest.skip("needs pyspark[connect]")
    if not shutil.which("java"):
        pytest.skip("needs Java for Spark")
    home, folder, port = Path(spec.origin).parent, tmp_path_factory.mktemp("spark"), _free()
    places = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    settings = {
        "spark.connect.grpc.binding.port": port, "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": 2,
    }  # fmt: skip
    confs = [word for name, one in settings.items() for word in ("--conf", f"{name}={one}")]
    server = subprocess.Popen(
        [
            str(home / "bin" / "spark-submit"), "--master", "local-cluster[2,1,1024]",
            "--driver-memory", "1g", *confs,
            "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal",
        ],
        env={**os.environ, **places}, cwd=folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, server)
        yield f"spark://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail("the Spark Connect server did not start")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail("the Spark Connect server did not answer")


def test_a_cluster_of_spark_gives_the_same(store: Store, cluster: str) -> None:
    assert_frame_equal(told(store, cluster), told(store, "polars"))


def test_the_code_book_names_the_columns_that_the_table_has() -> None:
    table = cpo.table("strategic_products", ["VNM"], years=2024, item="lithium")

    book = cpo.codebook("strategic_products")
    assert {one.name for one in book.columns} == set(table.rows.columns)
    assert [one.label for one in book.columns if one.name == "eu"] == [
        "Meets the European Commission's criteria"
    ]
    assert table.codebook.notes == book.notes
