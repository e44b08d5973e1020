"""The README says what is there: how much evidence, how many sources, files that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from counterpoise import sources
from counterpoise.settings import embedded_folder
from tools import reference

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for line in re.findall(r"^ *sh run\.sh (.*)$", README, re.M) if line]


def test_it_says_how_much_evidence_travels_and_how_many_sources_are_read() -> None:
    weight = sum(file.stat().st_size for file in embedded_folder().rglob("*") if file.is_file())
    assert f"evidence of {round(weight / 1e6)} MB" in README
    assert f"{len(sources.IDS)} public data sets" in README


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_and_their_examples_are_there(line: str) -> None:
    words = shlex.split(re.split(r"\s{2,}|#", line)[0])
    assert words[0] == "test" or words[0] in reference.commands()
    for file in (word for word in words if word.startswith("examples/")):
        assert (REPOSITORY / file).is_file()
