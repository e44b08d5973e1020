"""Tables of all states are kept from run to run, and made anew when anything that they rest on moves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import world_tables
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder

TABLE = pl.DataFrame({"state": ["VNM", "LAO"], "herfindahl": [0.25, None]})
ASKED = ("concentrations", "imports", 2019, None, ())


class Made:
    """Makes a table, and counts how often."""

    times = 0

    def __call__(self) -> pl.DataFrame:
        self.times += 1
        return TABLE


def test_a_table_is_made_once_for_all_processes(tmp_path: Path) -> None:
    make = Made()
    for _ in range(2):
        store = Store((embedded_folder(),), None, tmp_path).steady()
        assert store.kept(ASKED, make).equals(TABLE)
        assert store.kept(ASKED, make).equals(TABLE)
    assert make.times == 1
    assert store.kept(("another",), make).equals(TABLE)
    assert make.times == 2


def test_a_store_that_may_change_or_keeps_none_makes_it_each_time(tmp_path: Path) -> None:
    make = Made()
    for store in (Store((embedded_folder(),), None, tmp_path), Store((embedded_folder(),))):
        assert store.kept(ASKED, make).equals(TABLE)
    assert Store((embedded_folder(),)).steady().kept(ASKED, make).equals(TABLE)
    assert make.times == 3


def test_what_is_held_and_the_rule_of_trust_are_part_of_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = Store((embedded_folder(),)).holdings()
    mark = world_tables.mark(held)
    assert mark == world_tables.mark(held[::-1])
    assert mark != world_tables.mark(held[1:])
    monkeypatch.setenv("COUNTERPOISE_ENOUGH", "0.7,0.5")
    assert mark != world_tables.mark(held)


def test_a_damaged_table_is_made_anew(tmp_path: Path) -> None:
    make = Made()
    world_tables.kept(tmp_path, "mark", ASKED, make)
    (file,) = tmp_path.iterdir()
    for content in (b"", file.read_bytes()[:-1], file.read_bytes()[:40] + b"x" * 900):
        file.write_bytes(content)
        assert world_tables.kept(tmp_path, "mark", ASKED, make).equals(TABLE)
    assert make.times == 4
    (tmp_path / "file").write_text("")
    assert world_tables.kept(tmp_path / "file", "mark", ASKED, make).equals(TABLE)
