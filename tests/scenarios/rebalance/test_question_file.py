"""Questions written down in TOML: read as they are asked, refused with file, line and key."""

import math
from pathlib import Path

import pytest

from counterpoise.errors import ScenarioError
from counterpoise.scenarios.rebalance import question_file
from counterpoise.scenarios.rebalance.question import Rebalance

WHOLE = """\
state = "Viet Nam"
channels = ["imports", "exports"]
demands = ["worst loss <= 30 %", "independent >= 4"]
years = 5
capacity = inf

[weights]
imports = 2

[elasticity]
draws = 7
"""


def test_a_file_asks_what_python_asks(tmp_path: Path) -> None:
    file = tmp_path / "question.toml"
    file.write_text(WHOLE, encoding="utf-8")
    found = question_file.read(file)
    assert isinstance(found, Rebalance)
    assert found.state == "VNM"
    assert [str(one) for one in found.demands] == ["worst loss <= 30 %", "independent >= 4"]
    assert (found.years, found.capacity, found.elasticity.draws) == (5, float("inf"), 7)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('state = "Viet Nam"', 'state = "Atlantis"', 1),
        ("years = 5", "years = 500", 4),
        ("years = 5", "year = 5", 4),
        ("draws = 7", "drawn = 7", 11),
        ("independent >= 4", "independent <= 4", 3),
        ("draws = 7", "draws = 0", 10),
        ("imports = 2", "arms = 2", 7),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(ScenarioError) as refused:
        question_file.loads(WHOLE.replace(old, new), name="question.toml")
    told = refused.value.where
    assert told.startswith("question.toml, line ")
    assert abs(int(told.rsplit(" ", 1)[1]) - line) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "state = 3",
        "state = ['VNM', 'IDN']",
        "demands = 3\nstate = 'VNM'",
        "state = [",
        "elasticity = 3\nstate='VNM'",
        *(
            f"state = 'VNM'\n{line}"
            for line in (
                "as_of = [2015]",
                "as_of = '2015'",
                "as_of = true",
                "as_of = -3",
                "as_of = 999999",
                "as_of = 2015.5",
                "as_of = 2015-01-01",
                "capacity = 'inf'",
                "capacity = true",
                "capacity = nan",
                "capacity = -inf",
                "capacity = [1]",
            )
        ),
    ],
)
def test_what_is_no_question_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        question_file.loads(text)


def test_no_bound_on_what_a_partner_turns_is_infinite() -> None:
    assert question_file.loads("state = 'VNM'\ncapacity = inf").capacity == math.inf
