from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.errors import ScenarioError
from counterpoise.scenarios import scenario_file
from counterpoise.scenarios.shocks import Cut, Intervention, Tariff

TEXT = """\
name = "Viet Nam without China"
horizons = ["long", "short"]

[baseline]
year = 2023

[elasticity]
draws = 50
theta = { long = 5.0 }

[[shock]]
kind = "cut"
a = "Viet Nam"
b = ["China",  # and its city
     "HKG"]
leak = 0.1

[[shock]]
kind = "tariff"
origin = "VNM"
destination = "USA"
rate = 0.2
retaliation = true
during = "long"

[[intervention]]
kind = "embargo lifted"
state = "VNM"
partner = "USA"
channel = "arms"
year = 2016
"""


def test_a_file_says_what_python_says() -> None:
    scenario = scenario_file.loads(TEXT)

    assert scenario.name == "Viet Nam without China"
    assert scenario.horizons == ("short", "long")
    assert scenario.year == 2023
    assert (scenario.elasticity.draws, scenario.elasticity.theta) == (50, {"long": 5.0})
    assert scenario.shocks == (
        Cut(a="VNM", b=["CHN", "HKG"], leak=0.1),
        Tariff(origin="VNM", destination="USA", rate=0.2, during="long"),
        Tariff(origin="USA", destination="VNM", rate=0.2, during="long"),
    )
    assert scenario.interventions == (
        Intervention(kind="embargo lifted", state="VNM", partner="USA", channel="arms", year=2016),
    )


CASES = {
    "unknown key": ("leak = 0.1", "laek = 0.1", 16, "shock[1].laek"),
    "unknown top key": ("horizons =", "horizon =", 2, "horizon"),
    "unknown table": ("[baseline]", "[base]", 4, "base"),
    "unknown state": ('"China"', '"Chinaland"', 14, "shock[1].b"),
    "unknown kind": ('kind = "cut"', 'kind = "cutt"', 12, "shock[1].kind"),
    "negative leak": ("leak = 0.1", "leak = -0.1", 16, "shock[1].leak"),
    "leak in words": ("leak = 0.1", 'leak = "0.1"', 16, "shock[1].leak"),
    "self cut-off": ('"HKG"', '"VNM"', 14, "shock[1].b"),
    "negative tariff": ("rate = 0.2", "rate = -0.2", 22, "shock[2].rate"),
    "no rate": ("rate = 0.2\n", "", 18, "shock[2].rate"),
    "theta": ("long = 5.0", "long = 0.0", 9, "elasticity.theta"),
    "draws": ("draws = 50", "draws = 0.5", 8, "elasticity.draws"),
    "year": ("year = 2023", 'year = "2023"', 5, "baseline.year"),
    "horizon": ('"short"]', '"soon"]', 2, "horizons"),
    "intervention": ('channel = "arms"', 'channel = "arm"', 30, "intervention[1].channel"),
    "retaliation": ("retaliation = true", "retaliation = 1", 23, "shock[2].retaliation"),
}  # fmt: skip


@pytest.mark.parametrize(
    "case", [name for name in CASES if name not in ("inline", "contradiction")]
)
def test_refusals_name_file_line_and_key(case: str) -> None:
    old, new, line, key = CASES[case]
    assert old in TEXT

    with pytest.raises(ScenarioError) as caught:
        scenario_file.loads(TEXT.replace(old, new, 1), name="what.toml")

    assert caught.value.where == f"what.toml, line {line}, {key}"


def test_a_contradiction_names_the_later_shock() -> None:
    cut = '\n[[shock]]\nkind = "cap"\norigin = "CHN"\ndestination = "VNM"\nlimit = 0.5\n'

    with pytest.raises(ScenarioError, match="must not contradict") as caught:
        scenario_file.loads(TEXT + cut, name="what.toml")

    assert caught.value.where == "what.toml, line 33, shock[3]"


def test_sectors_are_checked_where_the_baseline_is_known() -> None:
    text = TEXT.replace("leak = 0.1", 'leak = 0.1\nsectors = ["stell"]')
    scenario_file.loads(text)

    with pytest.raises(ScenarioError, match="Did you mean 'steel'") as caught:
        scenario_file.loads(text, name="what.toml", sectors=["steel", "food"])

    assert caught.value.where == "what.toml, line 17, shock[1].sectors"


def test_keys_after_text_and_lists_of_many_lines_keep_their_line() -> None:
    title = 'name = """\n[[shock]]\nleak = 3\n"""\n'
    text = title + '[[shock]]\nkind = "cut"\na = [\n"VNM",\n]\nb = "CHN"\nleak = 2.0\n'

    with pytest.raises(ScenarioError) as caught:
        scenario_file.loads(text, name="what.toml")

    assert caught.value.where == "what.toml, line 11, shock[1].leak"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name = ", "Can't read it as TOML"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "a shock or an intervention"),
        (b"x" * 1_000_001, "below 1 MB"),
    ],
)
def test_what_is_no_scenario_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "what.toml"
    path.write_bytes(content)

    with pytest.raises(ScenarioError, match=words):
        scenario_file.read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="Can't read it"):
        scenario_file.read(tmp_path / "none.toml")
