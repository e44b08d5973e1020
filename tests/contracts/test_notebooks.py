"""The notebooks of the manual give today what stands in them."""

from __future__ import annotations

import json

import pytest

from tools import notebooks

ALL = sorted(notebooks.FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_notebook_gives_what_stands_in_it(path):
    assert len(ALL) == 4
    for file, text in notebooks.written(path).items():
        assert file.read_text(encoding="utf-8") == text, "python tools/notebooks.py"


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_notebook_is_small_and_has_run_in_order(path):
    assert path.stat().st_size < 20_000
    code = [
        one for one in json.loads(path.read_text("utf-8"))["cells"] if one["cell_type"] == "code"
    ]
    assert [one["execution_count"] for one in code] == list(range(1, len(code) + 1))
    assert all(one["outputs"] for one in code)
