"""What every row must satisfy, whatever its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterpoise import sources
from counterpoise.errors import SourceError
from counterpoise.panel import build
from counterpoise.panel.store import Store
from tests.panel import made_up


def test_years_that_are_still_to_come_are_no_record(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sources, "module", lambda _: made_up)
    store, year = Store((tmp_path / "store",)), date.today().year
    path = made_up.write(tmp_path / "a.csv", value=1, years=range(year - 1, year + 1))
    assert build.add(store, "made_up", [path], vintage="1").years == (year - 1, year)
    path = made_up.write(tmp_path / "b.csv", value=1, years=range(year, year + 2))
    with pytest.raises(SourceError, match=f"must not be after this one, {year}"):
        build.add(store, "made_up", [path], vintage="2")
