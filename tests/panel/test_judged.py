"""What was worked out of the embedded evidence beforehand is what the rules say of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import judged
from counterpoise.panel.candidates import candidates
from counterpoise.panel.completeness import completeness, totals_of
from counterpoise.panel.memory import MEMORY
from counterpoise.panel.store import Steady, Store
from counterpoise.settings import embedded_folder
from tools import judge

SOME = ("VNM", "USA", "NRU", "SUN", "XKX", "DEU", "SSD")
QUESTIONS = judge.questions()


@pytest.fixture(scope="module")
def store() -> Steady:
    return Store((embedded_folder(),)).steady()


def test_no_file_is_out_of_date() -> None:
    held = set((embedded_folder() / judged.FOLDER).glob("*.parquet"))
    assert held == set(QUESTIONS), "run python tools/judge.py"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids="-".join)
def test_what_was_worked_out_of_all_is_what_is_worked_out_of_each(
    question: tuple[str, str, str], store: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator, side, item = question
    found = candidates(store, indicator, side=side, item=item)
    MEMORY.forget()
    beforehand = completeness(store, found, SOME, (1950, 2030))
    monkeypatch.setattr(judged, "kept", lambda *_: None)
    MEMORY.forget()
    assert beforehand.equals(completeness(store, found, SOME, (1950, 2030)))


def test_another_release_or_another_rule_asks_for_another_file(
    store: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = candidates(store, "goods", side="destination")
    totals = totals_of(store, found[0])
    assert isinstance(judged.kept(found, totals), pl.DataFrame)
    assert judged.kept(found[1:], totals) is None
    assert judged.kept(found, totals[1:]) is None
    own = replace(found[0], holding=replace(found[0].holding, folder=Path("own"), embedded=False))
    assert judged.kept([own, *found[1:]], totals) is None
    monkeypatch.setattr(judged, "rules", lambda: "others")
    assert judged.kept(found, totals) is None
