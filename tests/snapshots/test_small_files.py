"""Questions, lists and texts that somebody gives: read within bounds, refused by whoever reads them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from counterpoise.errors import ScenarioError, StatementError
from counterpoise.scenarios import scenario_file
from counterpoise.statements import statement_file
from counterpoise.statements.reading.tokens.sentences import open_text

READERS = [
    (scenario_file.read, ScenarioError), (statement_file.read, StatementError),
    (open_text, StatementError),
]  # fmt: skip
TOML = [
    ("a = " + "[" * 100_000, "nested too deeply"),
    ("a = " + "9" * 5_000, "4300 digits"),
    ("a = \x00", "as TOML"),
]


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize(("read", "error"), READERS)
def test_a_pipe_is_refused_at_once(tmp_path: Path, read, error) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    with pytest.raises(error, match="it must be a file, not a pipe or a device"):
        read(pipe)
    with pytest.raises(error, match="Can't read it"):
        read(tmp_path)
    with pytest.raises(error, match="Can't read it"):
        read(tmp_path / ("x" * 5_000))


@pytest.mark.parametrize(("text", "words"), TOML)
@pytest.mark.parametrize(
    ("loads", "error"),
    [(scenario_file.loads, ScenarioError), (statement_file.loads, StatementError)],
)
def test_depths_and_endless_numbers_are_refused(loads, error, text: str, words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        loads(text)
    assert len(str(caught.value)) < 2_000
