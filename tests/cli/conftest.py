"""What the tests of several commands share."""

import sys

import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an empty folder, with an empty store of one's own."""
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str):
        monkeypatch.setattr(sys, "argv", ["counterpoise", *arguments])
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False)

    return command
