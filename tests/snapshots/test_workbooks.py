from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import workbooks
from tests.sources.xlsx import workbook


@pytest.mark.parametrize(
    "content", [workbooks.OLE, workbooks.OLE + bytes(2_000), workbooks.OLE + b"\xff" * 5_000]
)
def test_a_damaged_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gdp.xls"
    path.write_bytes(content)
    assert workbooks.is_workbook(path)
    with pytest.raises(SourceError, match="Can't read the workbook") as caught:
        workbooks.read_sheet(path, "Data", source="world_bank_gdp")
    assert "gdp.xls" in caught.value.where


def test_a_reader_that_dies_or_hangs_does_not_take_us_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gdp.xls"
    path.write_bytes(workbooks.OLE)
    monkeypatch.setattr(workbooks, "CHILD", "import os; os.abort()")
    with pytest.raises(SourceError, match="it is damaged"):
        workbooks.read_sheet(path, "Data", source="x")
    monkeypatch.setattr(workbooks, "CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(workbooks, "SECONDS", 0.2)
    with pytest.raises(SourceError, match="Can't read the workbook") as caught:
        workbooks.read_sheet(path, "Data", source="x")
    assert isinstance(caught.value.__cause__, subprocess.TimeoutExpired)


def test_many_workbooks_are_read_in_order_with_all_their_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "BATCH", 2)
    paths = [tmp_path / f"{number}.xlsx" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(workbook({"A": [["name", 0.5 + number]], "B": [[None, "0.03 e"]]}))
    books = list(workbooks.read_books(paths, source="x"))
    assert [path for path, _ in books] == paths
    assert books[2][1] == {"A": [["name", "2.5"]], "B": [["", "0.03 e"]]}


def test_a_damaged_workbook_among_many_is_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(workbook({"A": [["name"]]}))
    bad.write_bytes(b"PK\x03\x04" + bytes(500))
    read = workbooks.read_books([good, bad], source="x")
    assert next(read)[0] == good
    with pytest.raises(SourceError, match="Can't read the workbook") as caught:
        next(read)
    assert "bad.xlsx" in caught.value.where


def test_a_reader_of_many_that_dies_or_hangs_does_not_take_us_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"A": [["name"]]}))
    for child in ("import os; os.abort()", "import time; time.sleep(60)", "pass"):
        monkeypatch.setattr(workbooks, "MANY", child)
        monkeypatch.setattr(workbooks, "SECONDS", 1)
        with pytest.raises(SourceError, match="Can't read the workbook") as caught:
            list(workbooks.read_books([path], source="x"))
        assert "book.xlsx" in caught.value.where


@pytest.mark.evidence
def test_a_sheet_that_is_not_there(evidence: Path) -> None:
    path = evidence / "macro" / "wdi_gdp_current_usd_1960-2023.xls"
    with pytest.raises(SourceError, match="must have a sheet 'Sheet1'") as caught:
        workbooks.read_sheet(path, "Sheet1", source="world_bank_gdp")
    assert "found Data, Data_stata" in caught.value.where
