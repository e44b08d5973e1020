"""Few ties are shared out on arrays; many, or all states', as frames: both give the same shares."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.measures import answers
from counterpoise.measures.views import VIEWS
from counterpoise.panel.store import Steady, Store
from counterpoise.settings import embedded_folder

HELD = [name for name in VIEWS if name not in {"debt", "remittances"}]
"""The views of which evidence travels with the package."""


@pytest.fixture(scope="module")
def store() -> Steady:
    return Store((embedded_folder(),)).steady()


@pytest.mark.parametrize("states", [("VNM",), ("SSD",), ("SUN", "DEU", "NRU")])
@pytest.mark.parametrize("name", HELD)
def test_few_ties_are_shared_out_as_many_are(
    name: str, states: tuple[str, ...], store: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shares() -> tuple[pl.DataFrame, list[pl.DataFrame]]:
        monkeypatch.setattr(answers, "_ANSWERED", {})
        found = answers.told(store, VIEWS[name], states)
        return found.shares, [found.of(state).shares for state in states]

    on_arrays = shares()
    monkeypatch.setattr(answers, "FEW_TIES", 0)
    as_frames = shares()
    assert on_arrays[0].equals(as_frames[0])
    assert all(one.equals(other) for one, other in zip(on_arrays[1], as_frames[1], strict=True))
