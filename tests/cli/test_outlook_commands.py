"""`outlook` and `backtest` as a person runs them: text, files, refusals with exit code 1."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from counterpoise.scenarios import scenario_file
from counterpoise.scenarios.outlook import record
from counterpoise.scenarios.outlook.histories import History
from tests.models.forecasts import deliveries

EXAMPLES = Path(__file__).parents[2] / "examples"
LIFTED = str(EXAMPLES / "embargo_lifted.toml")


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def test_outlook_shows_text_and_writes_the_page(run, tmp_path):
    result = run("outlook", "Viet Nam", "--as-of", "2015", "--to", "2020")
    assert result.exit_code == 0, result.stderr
    for title in ("Viet Nam: arms, 2016–20", "Who will lead", "Newcomers", "How far to trust it"):
        assert title in result.stdout
    assert written(tmp_path) == ["vnm-outlook-channel-arms-as-of-2015-to-2020.html"]
    page = (tmp_path / "vnm-outlook-channel-arms-as-of-2015-to-2020.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "<svg" in page


def test_outlook_in_json_has_both_with_and_without_the_intervention(run, tmp_path):
    result = run(
        "outlook", "VNM", "--as-of", "2015", "--to", "2025", "--shock", LIFTED, "--format", "json"
    )
    told = json.loads(result.stdout)
    assert (told["ok"], told["kind"], told["states"]) == (True, "outlook", ["VNM"])
    sections = {section["id"]: section for section in told["sections"]}
    assert list(sections) == ["leading", "newcomers", "record"]
    entries = sections["newcomers"]["parts"][0]
    (usa,) = [row for row in entries["rows"] if row[0] == "United States"]
    assert usa[2]["value"] > usa[1]["value"] + 0.15
    assert told["notes"][0]["command"] == (
        "counterpoise outlook VNM --channel arms --as-of 2015 --to 2025 --shock embargo_lifted.toml"
    )
    assert written(tmp_path) == []


def test_the_model_can_be_named(run):
    result = run("outlook", "VNM", "--as-of", "2015", "--model", "walk", "--format", "text")
    assert "“drift” (by its own name walk), lets shares drift on" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["EGY"], ["EGY", "excerpt", "counterpoise add"]),
        (["Nowhere"], ["Can't match 'Nowhere'"]),
        (["VNM", "--as-of", "2015", "--to", "2030"], ["1 to 10 years after 2015"]),
        (["VNM", "--as-of", "2015", "--to", "2010"], ["1 to 10 years after 2015"]),
        (["VNM", "--as-of", "1950"], ["Can't forecast from 1950"]),
        (["VNM", "--as-of", "1985"], ["1985", "1990"]),
        (["VNM", "--as-of", "2015", "--model", "oracle"], ["The model must be one of", "hurdle"]),
        (["IDN", "--as-of", "2015", "--shock", LIFTED], ["arms of IDN", "it has none"]),
        (["VNM", "--channel", "trade", "--as-of", "2009", "--shock", LIFTED],
         ["trade of VNM", "it has none"]),
        (["VNM", "--as-of", "2015", "--shock", str(EXAMPLES / "tariffs_and_retaliation.toml")],
         ["it has none", "whatif"]),
        (["VNM", "--as-of", "2015", "--model", "walk", "--shock", LIFTED], ["hurdle"]),
    ],
)  # fmt: skip
def test_a_refusal_says_what_and_exits_1_and_writes_nothing(run, tmp_path, arguments, words):
    result = run("outlook", *arguments, "-o", "page.json")
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words), result.stderr
    assert "Traceback" not in result.stderr
    assert written(tmp_path) == []


def test_a_refusal_in_json_has_the_one_shape_of_failures(run):
    told = json.loads(run("outlook", "EGY", "--format", "json").stdout)
    assert set(told) == {"ok", "kind", "error", "where", "try"}


def test_the_intervention_in_the_manual_is_one():
    page = Path(__file__).parents[2] / "docs" / "how-to" / "forecast-partners.md"
    (told,) = re.findall(r"^```toml\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    assert scenario_file.loads(told).interventions == scenario_file.read(Path(LIFTED)).interventions


def test_an_unknown_channel_or_file_is_misuse(run):
    assert run("outlook", "VNM", "--channel", "votes").exit_code == 2
    assert run("outlook", "VNM", "--shock", "nowhere.toml").exit_code == 2
    assert run("backtest", "votes").exit_code == 2


def test_a_backtest_of_arms_needs_the_whole_register(run):
    result = run("backtest", "arms")
    assert result.exit_code == 1
    assert "counterpoise add sipri_arms" in result.stderr
    excerpt = run("backtest", "arms", "--source", "sipri_arms")
    assert excerpt.exit_code == 1
    assert "excerpt" in excerpt.stderr


def test_a_backtest_scores_the_development_cases_only(run, monkeypatch):
    volume = deliveries.lumpy(recipients=10, suppliers=4, years=40)
    names = [tuple(f"{side}{n}" for n in range(count)) for side, count in (("R", 10), ("S", 4))]
    history = History(volume, *names, 1970, 2009, "arms", "made_up", "1")
    monkeypatch.setattr(record, "evidence", lambda *_, **__: history)
    result = run("backtest", "arms", "--processes", "1")
    assert result.exit_code == 0, result.stderr
    assert "made_up 1" in result.stdout
    assert "hurdle" in result.stdout
    assert "development" in result.stdout
    assert "held out" not in result.stdout
