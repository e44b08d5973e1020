"""Compiled templates: kept beside Python's own, made anew when a text changes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from counterpoise.report.render.compiled import Compiled


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.html").write_text("one", encoding="utf-8")
    return tmp_path


def _said(templates: Path) -> str:
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, bytecode_cache=Compiled(templates, "x")
    )
    return environment.get_template("page.html").render()


def test_a_compiled_template_is_kept_and_gives_the_same_page(templates):
    assert [_said(templates), _said(templates)] == ["one", "one"]
    assert len(list((templates / "__pycache__").glob("*.x.jinja"))) == 1


def test_a_template_that_changed_is_compiled_anew(templates):
    _said(templates)
    (templates / "page.html").write_text("two", encoding="utf-8")
    assert _said(templates) == "two"


def test_a_damaged_file_is_made_anew(templates):
    _said(templates)
    kept = next((templates / "__pycache__").glob("*.x.jinja"))
    kept.write_bytes(kept.read_bytes()[:-5])
    assert _said(templates) == "one"


def test_nothing_is_kept_where_python_keeps_nothing(templates, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _said(templates) == "one"
    assert not (templates / "__pycache__").exists()


def test_a_folder_that_can_not_be_written_is_no_fault(templates):
    (templates / "__pycache__").write_text("a file in its place", encoding="utf-8")
    assert _said(templates) == "one"
