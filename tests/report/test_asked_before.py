"""A page asked for twice is read again, whole; whatever it follows from, once moved, makes it anew."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import polars as pl
import pytest

from counterpoise import sources
from counterpoise.panel import world_tables
from counterpoise.panel.store import Store
from counterpoise.report import asked_before, render
from counterpoise.report.brief import brief
from counterpoise.report.pages import Page
from counterpoise.report.render.json import as_json, of_json
from counterpoise.settings import embedded_folder

HELD = (embedded_folder(),)


class Made:
    """Makes a page, and counts how often."""

    def __init__(self, page: Page) -> None:
        self.page, self.times = page, 0

    def __call__(self, store: Store) -> Page:
        self.times += 1
        return self.page


@pytest.fixture(scope="module")
def nauru() -> Page:
    return brief(Store(HELD), "NRU")


def test_a_page_is_read_again_as_it_was_told(nauru: Page) -> None:
    again = of_json(render.as_json(nauru))
    assert again == nauru
    assert render.html(again) == render.html(nauru)


def test_a_page_is_made_once_for_all_processes(nauru: Page, tmp_path: Path) -> None:
    make = Made(nauru)
    for _ in range(2):
        assert asked_before.page(Store(HELD, None, tmp_path), "brief NRU", make) == nauru
    assert make.times == 1
    asked_before.page(Store(HELD, None, tmp_path), ("brief NRU", "2"), make)
    assert make.times == 2
    asked_before.page(Store(HELD), "brief NRU", make)  # nothing is kept
    assert make.times == 3


@pytest.mark.parametrize("moved", ["day", "code", "rule", "evidence", "sources"])
def test_what_a_page_follows_from_makes_it_anew(
    moved: str, nauru: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Made(nauru)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    asked_before.page(Store(HELD, None, tmp_path), "brief NRU", make)
    store = Store(HELD, None, tmp_path)
    if moved == "day":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    elif moved == "code":
        monkeypatch.setattr(world_tables, "_code", lambda: "other code")
    elif moved == "rule":
        monkeypatch.setenv("COUNTERPOISE_ENOUGH", "0.7,0.5")
    elif moved == "evidence":
        store = Store((tmp_path / "empty",), None, tmp_path)
    else:
        monkeypatch.setattr(sources, "ids", lambda: (*sources.IDS, "own_contracts"))

    asked_before.page(store, "brief NRU", make)

    assert make.times == 2


def _is_page(path: Path) -> bool:
    digest = hashlib.sha256().digest_size
    return pl.read_ipc(io.BytesIO(path.read_bytes()[digest:])).columns == ["page"]


def test_a_forged_page_is_made_anew(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    store = Store((tmp_path / "store", embedded_folder()), tables=tables)
    first = asked_before.page(store, "q", lambda held: brief(held, "NRU", pages="2"))
    (kept,) = [path for path in tables.iterdir() if _is_page(path)]
    buffer = io.BytesIO()
    pl.DataFrame({"page": ["{}"]}).write_ipc(buffer)
    body = buffer.getvalue()
    kept.write_bytes(hashlib.sha256(body).digest() + body)
    again = asked_before.page(store, "q", lambda held: brief(held, "NRU", pages="2"))
    assert as_json(again) == as_json(first)
