"""Every command explains itself, and starts without loading anything heavy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tools import reference

COMMANDS = reference.commands()
HEAVY = {
    "clarabel",
    "duckdb",
    "httpx",
    "jinja2",
    "narwhals",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "rich",
    "scipy",
    "typst",
    "vl_convert",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_given(name: str) -> None:
    result = CliRunner().invoke(COMMANDS[""], [*name.split(), "--help"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Usage:")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained(name: str) -> None:
    command = COMMANDS[name]
    assert (command.help or "").strip()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} has no help"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_misuse_ends_with_2(name: str) -> None:
    result = CliRunner().invoke(COMMANDS[""], [name, "--no-such-option"])
    assert result.exit_code == 2


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from counterpoise.cli.main import main\n"
        "main(['--help'], standalone_mode=False); print('loaded', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()
