"""A chart is drawn once: the next page takes it from the cache folder, byte for byte."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from counterpoise.report import charts
from counterpoise.report.pages import Chart
from counterpoise.report.render import drawn
from counterpoise.report.render.drawn import Drawn

CHART = Chart("one", "readings", "Shares", "They fall.", ())


class Hand:
    """Count what is drawn, and draw the specification's own words."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, extra: str = "") -> None:
        self.drawn = 0
        self.extra = extra
        monkeypatch.setattr(charts, "spec", lambda chart, width: {"title": chart.title, "w": width})
        monkeypatch.setattr(charts, "finished", self.finished)

    def finished(self, spec: dict[str, object]) -> str:
        self.drawn += 1
        return f"<svg{self.extra}>{spec['title']} {spec['w']}</svg>"


def test_a_chart_is_drawn_once_and_told_apart_by_all_that_it_is_drawn_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand, kept = Hand(monkeypatch), Drawn(tmp_path / "drawings")

    first = kept.svg(CHART, 500)

    assert kept.svg(CHART, 500) == Drawn(tmp_path / "drawings").svg(CHART, 500) == first
    assert hand.drawn == 1
    assert kept.svg(CHART, 340) != first
    assert kept.svg(replace(CHART, title="Other"), 500) != first
    assert hand.drawn == 3
    monkeypatch.setattr(drawn, "_hand", lambda: "another engine")
    assert kept.svg(CHART, 500) == first
    assert hand.drawn == 4


def test_half_a_drawing_is_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand, kept = Hand(monkeypatch), Drawn(tmp_path)
    whole = kept.svg(CHART, 500)
    (file,) = tmp_path.iterdir()
    file.write_text(whole[:-3], encoding="utf-8")

    assert kept.svg(CHART, 500) == whole
    assert hand.drawn == 2
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == [whole]


def test_a_drawing_with_numbers_of_its_engine_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(monkeypatch, ' id="clip1"')

    assert Drawn(tmp_path).svg(CHART, 500) == Drawn(tmp_path).svg(CHART, 500)
    assert hand.drawn == 2
    assert not list(tmp_path.iterdir())


def test_the_oldest_drawings_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Hand(monkeypatch)
    monkeypatch.setattr(drawn, "MOST", 2)
    kept = Drawn(tmp_path)
    for width in (1, 2):
        kept.svg(CHART, width)
    for file in tmp_path.iterdir():
        age = 100 if " 1<" in file.read_text(encoding="utf-8") else 200
        os.utime(file, (age, age))
    kept.svg(CHART, 1)  # used again, so it stays

    kept.svg(CHART, 3)

    texts = {one.read_text(encoding="utf-8") for one in tmp_path.iterdir()}
    assert texts == {"<svg>Shares 1</svg>", "<svg>Shares 3</svg>"}


def test_where_nothing_can_be_kept_each_chart_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(monkeypatch)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")

    kept = Drawn(tmp_path / "file")

    assert kept.svg(CHART, 500) == kept.svg(CHART, 500)
    assert hand.drawn == 2
