"""Format, lint, types and layers hold: the tools run as tests, so that one command passes all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TOOLS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "lint-imports": ("lint-imports", "--no-cache"),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_has_nothing_to_say(tool: str) -> None:
    program, *arguments = TOOLS[tool]
    found = Path(sys.executable).with_name(program)
    assert found.exists(), f"{program} is missing: pip install -e '.[test]'"
    done = subprocess.run(
        [found, *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": "src", "NO_COLOR": "1", "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"\n{done.stdout[-8_000:]}\n{done.stderr[-4_000:]}"
