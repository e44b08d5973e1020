"""The tables of all states that travel with the package are what the embedded evidence gives anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from counterpoise.panel import worked_out
from counterpoise.panel.sealed import sealed
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from tools import judge

ASKED = ("concentrations", "imports", 2025, None, ())


def test_no_table_is_out_of_date() -> None:
    assert not judge.tables_are_due(), "run python tools/judge.py"


def test_what_travels_is_what_is_worked_out_anew() -> None:
    anew = judge.tables(("KAZ",), channels=())
    assert {asked[0] for asked in anew} >= {
        "concentrations",
        "divided",
        "hedging",
        "trade",
        "widest",
    }
    for asked, rows in anew.items():
        travelling = worked_out.kept(judge.marked(), asked)
        assert travelling is not None, asked
        assert_frame_equal(travelling, rows, check_row_order=False)


def test_a_home_with_nothing_of_its_own_takes_what_travels_once(tmp_path: Path) -> None:
    def never() -> pl.DataFrame:
        raise AssertionError("it was worked out")

    for _ in range(2):
        store = Store((tmp_path / "own", embedded_folder()), None, tmp_path / "tables").steady()
        assert store.kept(ASKED, never).height > 100
    assert len(list((tmp_path / "tables").iterdir())) == 1


def test_evidence_of_ones_own_or_another_rule_asks_for_another_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = Store((embedded_folder(),)).holdings()
    mark = worked_out.mark(held)
    assert worked_out.kept(mark, ASKED) is not None
    assert worked_out.mark([replace(held[0], embedded=False), *held[1:]]) == ""
    assert worked_out.kept(worked_out.mark(held[1:]), ASKED) is None
    monkeypatch.setenv("COUNTERPOISE_ENOUGH", "0.7,0.5")
    assert worked_out.mark(held) == ""
    monkeypatch.delenv("COUNTERPOISE_ENOUGH")
    monkeypatch.setattr(worked_out, "rules", lambda: "others")
    assert worked_out.kept(worked_out.mark(held), ASKED) is None


def test_a_damaged_table_is_worked_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worked_out, "embedded_folder", lambda: tmp_path)
    place = worked_out.place("mark", ASKED)
    place.parent.mkdir()
    whole = sealed(pl.DataFrame({"a": [1.0, 2.0]}))
    for content in (b"no table", b"", whole[:-9], whole[:50] + b"x" + whole[51:]):
        place.write_bytes(content)
        assert worked_out.kept("mark", ASKED) is None
    place.write_bytes(whole)
    assert worked_out.kept("mark", ASKED) is not None
