"""The daily table out of single reports: every engine makes of a file what its reader makes."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from counterpoise.measures.daily_events import daily_events
from counterpoise.sources.events import gdelt
from tests.measures import tables
from tests.sources.events import written

DAY = "20190103"
LINES = [
    written.line(one="VNM", two="CHN", url="http://www.Example.org/a"),
    written.line(one="CHN", two="VNM", url="http://www.Example.org/a", goldstein=4.0),
    written.line(url="https://example.org:8080/b?c#d"),
    written.line(url="BBC Monitoring"),
    written.line(url="BBC Monitoring"),
    written.line(url=""),
    written.line(url="http:///nothing"),
    written.line("20190101", types=("GOV", "MIL"), act=4, added=DAY),
    written.line("20181227", added=DAY),
    written.line("20181204", added=DAY),
    written.line("20180103", added=DAY),
    written.line("20090105", added=DAY),
    written.line("20190104", added=DAY),
    written.line(types=("", "BUS")),
    written.line(main=0),
    written.line(two=""),
    written.line(two="EUR"),
    written.line(one="CHN", two="CHN"),
    written.line(one="ROM", two="MTN"),
    *[written.line(one="USA", two="NAM", act=3) for _ in range(60)],
]
"""What a reader keeps, counts once, or leaves out."""


def _reports() -> pl.DataFrame:
    cells = [line.split("\t") for line in LINES]
    places = {"one": 7, "type_one": 12, "two": 17, "type_two": 22, "url": 57}
    numbers = {"main": 25, "act": 29, "goldstein": 30}
    days = {"date": 1, "added": 56}
    columns = {name: [row[at] for row in cells] for name, at in (places | numbers | days).items()}
    return pl.DataFrame(columns).with_columns(
        pl.col(*places).replace({"": None}),
        pl.col("main", "act").cast(pl.Int64), pl.col("goldstein").cast(pl.Float64),
        pl.col(*days).str.to_date("%Y%m%d"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Return what the store keeps of the same lines as a file."""
    path: Path = tmp_path_factory.mktemp("day") / f"{DAY}.export.CSV"
    path.write_bytes(written.file(*LINES))
    (reading,) = gdelt.read([path])
    return reading.rows


@pytest.mark.parametrize("kind", tables.KINDS)
def test_reports_in_a_database_become_what_the_reader_keeps(kind: str, held: pl.DataFrame) -> None:
    make, expected = tables.KINDS[kind]
    found = daily_events(make(_reports()))
    assert isinstance(found, expected)
    cell = ["origin", "destination", "date", "act", "publisher"]
    rows = tables.back(found).with_columns(pl.col("date").cast(pl.Date)).sort(cell)
    assert set(rows["source"]) == {"gdelt"}
    columns = [*cell, "reports", "stories", "goldstein"]
    assert_frame_equal(rows.select(columns), held.sort(cell).select(columns), check_dtypes=False)


def test_a_score_beyond_the_scale_is_none_and_rows_of_nobody_leave_none() -> None:
    (row,) = daily_events(
        _reports().head(1).with_columns(goldstein=pl.lit(float("inf")))
    ).to_dicts()
    assert (row["reports"], row["goldstein"]) == (1, None)
    assert daily_events(_reports().head(0)).is_empty()
