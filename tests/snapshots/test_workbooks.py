from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import workbooks


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


@pytest.mark.evidence
def test_a_sheet_that_is_not_there(evidence: Path) -> None:
    path = evidence / "macro" / "wdi_gdp_current_usd_1960-2023.xls"
    with pytest.raises(SourceError, match="must have a sheet 'Sheet1'") as caught:
        workbooks.read_sheet(path, "Sheet1", source="world_bank_gdp")
    assert "found Data, Data_stata" in caught.value.where
