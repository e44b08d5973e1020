"""Damaged tables and cards of one's own: rows or a refusal in words, and never anything else."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from counterpoise import faults
from counterpoise.panel import own_data
from counterpoise.panel.store import Store
from counterpoise.sources import _own, _own_card
from tests.sources.fuzz.damage import damaged
from tests.sources.fuzz.run import case, wrong
from tests.sources.xlsx import workbook

EXAMPLE = Path(__file__).parents[2] / "examples" / "own_data"
CASES = 150


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    _own.register(_own_card.read(EXAMPLE / "gas.toml"))
    yield
    _own.bring(Path("/nowhere"))


def tables() -> list[dict[str, bytes]]:
    """Return the example's table as text, as Parquet and as a workbook."""
    text = (EXAMPLE / "gas.csv").read_bytes()
    lines = [line.split(",") for line in text.decode().splitlines()]
    cells = [lines[0], *([*line[:2], float(line[2]), float(line[3])] for line in lines[1:])]
    frame = pl.read_csv(text)
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return [
        {"gas.csv": text},
        {"gas.parquet": buffer.getvalue()},
        {"gas.xlsx": workbook({"Gas": cells})},
    ]


def test_damaged_tables_end_in_rows_or_in_words(tmp_path: Path) -> None:
    ends: Counter[str] = Counter()
    for number in range(CASES):
        dice = random.Random(number)
        # A workbook is read in a process of its own, which takes its time.
        whole = tables()[2 if number % 15 == 0 else number % 2]
        done, given = damaged(whole, dice)
        ended, fault = case("gas_contracts", given, tmp_path)
        assert not fault, f"case {number}, {done}: {fault}"
        ends[ended] += 1
    assert ends["refused"] > ends["read"] > 10, ends


def test_damaged_cards_end_in_words_and_leave_no_card(tmp_path: Path) -> None:
    _own.bring(Path("/nowhere"))
    (tmp_path / "gas.csv").write_bytes((EXAMPLE / "gas.csv").read_bytes())
    card = tmp_path / "gas.toml"
    for number in range(CASES):
        _, given = damaged({"gas.toml": (EXAMPLE / "gas.toml").read_bytes()}, random.Random(number))
        card.write_bytes(next(iter(given.values())))
        store = Store((tmp_path / f"store {number}",))
        try:
            own_data.add(store, card)
        except BaseException as fault:
            assert not wrong(fault, faults.told(fault)), f"case {number}"  # noqa: PT017
            assert not list(store.folders[0].glob("*/card.toml")), f"case {number}"
