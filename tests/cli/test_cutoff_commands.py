"""`cutoff`, `whatif` and `matrix` as a person runs them: pages, files, refusals with exit code 1."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.scenarios import scenario_file
from counterpoise.scenarios.baseline import world as baseline
from counterpoise.scenarios.cutoff import threats
from counterpoise.settings import embedded_folder

EXAMPLES = [
    path
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
    if "shock" in tomllib.loads(path.read_text(encoding="utf-8"))
]
"""Scenarios; other questions have files too."""
SCENARIO = """
name = "Viet Nam without China"
horizons = ["long"]

[elasticity]
draws = 5

[[shock]]
kind = "cut"
a = "VNM"
b = "CHN"
"""


@pytest.fixture(scope="module")
def worst_of_viet_nam() -> dict[str, float | None]:
    """Return what Viet Nam loses with each partner, in % in the long run."""
    world = baseline.build(Store((embedded_folder(),)).steady())
    rows = threats.n_minus(world, "VNM").select(pl.col("partners").list.first(), "loss_pct")
    return dict(rows.rows())


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def test_cutoff_shows_text_and_prints_the_path_of_the_page(run, tmp_path):
    result = run("cutoff", "Viet Nam", "--partner", "China")
    assert result.exit_code == 0
    assert "Viet Nam without China" in result.stdout
    assert "−17.2\u00a0%" in result.stdout
    (name,) = written(tmp_path)
    assert name.endswith(".html")
    assert str(tmp_path / name) in result.stdout.replace("\n", "")
    assert (tmp_path / name).read_text().startswith("<!doctype html>")


def test_cutoff_in_json_is_one_object_on_standard_output(run, tmp_path):
    told = json.loads(run("cutoff", "VNM", "--partner", "CHN", "--format", "json").stdout)
    assert (told["ok"], told["kind"], told["states"]) == (True, "cutoff", ["VNM", "CHN"])
    losses = [cell["value"] for cell in told["answer"][0] if isinstance(cell, dict)]
    assert losses == [pytest.approx(-33.4, abs=0.05), pytest.approx(-7.9, abs=0.05)]
    assert any(choice.startswith("With input-output loops") for choice in told["choices"])
    assert written(tmp_path) == []


@pytest.mark.parametrize(
    ("value", "loss", "convention"),
    [
        ("0.41", -7.88, "with input-output loops"),
        ("0.36-0.46", -7.93, "with input-output loops"),
        ("VNM=0.41", -7.88, "with input-output loops"),
        ("none", -3.43, "without input-output loops"),
    ],
)
def test_the_share_of_value_added_is_an_option_that_footnotes_repeat(run, value, loss, convention):
    asked = ("cutoff", "VNM", "--partner", "CHN", "--horizon", "long", "--format", "json")
    told = json.loads(run(*asked, "--value-added", value).stdout)
    found = [cell["value"] for cell in told["answer"][0] if isinstance(cell, dict)]
    assert found == [pytest.approx(loss, abs=0.02)]
    assert convention in told["answer"][2][0]
    command = told["notes"][0]["command"]
    assert command.endswith(f"--value-added {value}")
    again = json.loads(run(*command.split()[1:], "--format", "json").stdout)
    assert again["answer"] == told["answer"]


@pytest.mark.parametrize("value", ["0", "1.5", "much", "0.5-0.4", "Nowhere=0.4", "0.3-0.4-0.5", ""])
def test_a_share_that_is_none_is_misuse(run, value):
    result = run("cutoff", "VNM", "--partner", "CHN", "--value-added", value)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_the_option_goes_before_the_file(run, tmp_path):
    (tmp_path / "own.toml").write_text('value_added = "none"' + SCENARIO)
    plain, loops = (
        json.loads(run("whatif", "own.toml", *more, "--format", "json").stdout)
        for more in ((), ("--value-added", "0.41"))
    )
    losses = [
        next(c["value"] for c in told["answer"][0] if isinstance(c, dict))
        for told in (plain, loops)
    ]
    # Of five draws.
    assert losses == [pytest.approx(-3.43, rel=0.06), pytest.approx(-7.88, rel=0.06)]
    assert loops["notes"][0]["command"] == "counterpoise whatif own.toml --value-added 0.41"


def test_another_source_and_year_cover_another_partner(run):
    result = run(
        "cutoff", "VNM", "--partner", "RUS", "--source", "cow_trade", "--year", "2014",
        "--horizon", "short", "--format", "text",
    )  # fmt: skip
    assert "−0.38\u00a0%" in result.stdout
    assert "in the long run" not in result.stdout.partition("Trade among")[0]


def test_pairs_that_are_not_covered_can_be_imputed(run):
    result = run(
        "cutoff", "VNM", "--partner", "RUS", "--not-covered", "imputed", "--horizon", "long",
        "--format", "text",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert ": 0 are imputed" not in result.stdout
    # From the IMF's flows of 2020; without input-output loops.
    assert "−0.11\u00a0%" in result.stdout


def test_without_a_partner_the_worst_is_told(run, tmp_path):
    told = json.loads(run("cutoff", "VNM", "--horizon", "long", "-o", "worst.json").stdout or "{}")
    assert told == {}
    told = json.loads((tmp_path / "worst.json").read_text())
    assert (told["kind"], told["states"]) == ("worst", ["VNM"])
    assert written(tmp_path) == ["worst.json"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["VNM", "--partner", "RUS"], ["Viet Nam", "Russia", "not covered", "2023", "Try:"]),
        (["VNM", "--partner", "VNM"], ["from itself", "Viet Nam"]),
        (["VNM", "--partner", "CHN,VNM"], ["from itself"]),
        (["VNM", "--partner", "Nowhere"], ["Can't match 'Nowhere'", "Try:"]),
        (["Nowhere", "--partner", "CHN"], ["Can't match 'Nowhere'", "Try:"]),
        (["VNM", "--partner", "SUN"], ["Soviet Union", "not covered", "2023"]),
        (["VNM", "--partner", "CHN", "--year", "1700"], ["1700"]),
        (["VNM", "--partner", "CHN", "--source", "sipri_arms"], ["source", "cow_trade"]),
    ],
)
def test_a_refusal_says_what_and_exits_1_and_writes_nothing(run, tmp_path, arguments, words):
    result = run("cutoff", *arguments, "-o", "page.json")
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words), result.stderr
    assert "Traceback" not in result.stderr
    assert written(tmp_path) == []


@pytest.mark.parametrize("leak", ["1", "1.5", "-0.1", "much", "nan"])
def test_a_leak_out_of_range_is_misuse(run, leak):
    assert run("cutoff", "VNM", "--partner", "CHN", f"--leak={leak}").exit_code == 2


@pytest.mark.parametrize("theta", ["0", "1e4", "nan", "inf", "much"])
def test_an_elasticity_out_of_range_is_misuse_and_named_as_it_was_asked(run, theta):
    found = run("cutoff", "VNM", f"--elasticity={theta}")
    assert found.exit_code == 2
    assert "'--elasticity'" in found.output
    assert "a number from 0.01 to 1,000" in found.output


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_solved(run, tmp_path, path):
    result = run("whatif", str(path), "-o", "page.json")
    assert result.exit_code == 0, result.stderr
    told = json.loads((tmp_path / "page.json").read_text())
    assert told["kind"] == "whatif"
    assert "VNM" in told["states"]
    assert [section["id"] for section in told["sections"]] == ["trade", "replacement"]
    assert told["notes"][0]["command"] == f"counterpoise whatif {path.name}"


def test_the_scenario_in_the_manual_is_one():
    page = Path(__file__).parents[2] / "docs" / "how-to" / "cut-off-a-partner.md"
    whole, elasticity = re.findall(
        r"^```toml\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL
    )
    told = scenario_file.loads(whole + elasticity)
    assert (told.source, told.year, told.elasticity.draws) == ("cow_trade", 2014, 500)


def test_the_agreement_helps_members_and_turns_viet_nam_from_china(run, tmp_path):
    (path,) = [path for path in EXAMPLES if path.stem == "trans_pacific_partnership"]
    quick = path.read_text().replace("[baseline]", "[elasticity]\ndraws = 5\n\n[baseline]")
    (tmp_path / "quick.toml").write_text(quick)
    told = json.loads(run("whatif", "quick.toml", "--format", "json").stdout)
    assert all(cell["value"] > 0 for cell in told["answer"][0] if isinstance(cell, dict))
    drawn = told["sections"][1]["parts"][0]["data"]
    china, member = (
        next(row for row in drawn if row["partner"] == name) for name in ("China", "Japan")
    )
    assert china["there"] < china["here"]
    assert member["there"] > member["here"]


def test_a_name_reaches_html_only_escaped(run, tmp_path):
    name = "<script>alert(1)</script> [bold]x[/bold]"
    (tmp_path / "named.toml").write_text(SCENARIO.replace("Viet Nam without China", name))
    result = run("whatif", "named.toml", "-o", "page.html")
    assert result.exit_code == 0
    html = (tmp_path / "page.html").read_text()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    text = run("whatif", "named.toml", "--format", "text")
    assert name in text.stdout


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('b = "CHN"', 'b = "CHN"\nleek = 0.1', ["line 12", "leek", "Did you mean 'leak'"]),
        ('b = "CHN"', 'b = "CHN"\nleak = -0.1', ["line 12", "leak", "from 0 to below 1"]),
        ('b = "CHN"', 'b = "VNM"', ["line 11", "different"]),
        ('b = "CHN"', 'b = "Nowhere"', ["line 11", "Nowhere"]),
        ('b = "CHN"', "b = []", ["line 11", "at least one"]),
        ('b = "CHN"', 'b = "RUS"', ["not covered", "Viet Nam", "Russia"]),
        ('kind = "cut"', 'kind = "ban"', ["line 9", "ban"]),
        ("draws = 5", "draws = 5\ntheta = 0", ["line 7", "theta", "from 0.01 to 1,000"]),
        ('horizons = ["long"]', "horizons = []", ["line 3", "horizons"]),
        ('horizons = ["long"]', 'horizon = "long"', ["line 3", "horizon"]),
        ("[[shock]]", "[[shock", ["TOML", "line 8"]),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_nothing_is_written(
    run, tmp_path, old, new, words
):
    (tmp_path / "wrong.toml").write_text(SCENARIO.replace(old, new))
    result = run("whatif", "wrong.toml", "-o", "page.json")
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words), result.stderr
    assert "Traceback" not in result.stderr
    assert written(tmp_path) == ["wrong.toml"]


def test_a_refusal_in_json_has_the_one_shape_of_failures(run, tmp_path):
    (tmp_path / "wrong.toml").write_text(SCENARIO.replace("cut", "ban"))
    told = json.loads(run("whatif", "wrong.toml", "--format", "json").stdout)
    assert set(told) == {"ok", "kind", "error", "where", "try"}
    assert told["kind"] == "ScenarioError"


def test_a_file_that_is_not_there_is_misuse(run):
    assert run("whatif", "nowhere.toml").exit_code == 2


def test_matrix_writes_every_ordered_pair_and_a_picture(run, tmp_path, worst_of_viet_nam):
    result = run("matrix")
    assert result.exit_code == 0, result.stderr
    assert written(tmp_path) == ["matrix.parquet", "matrix.svg"]
    table = pl.read_parquet(tmp_path / "matrix.parquet")
    count = table["state"].n_unique()
    assert (count, table.height) == (194, 194 * 193)
    assert (tmp_path / "matrix.svg").read_text().startswith("<svg")
    found = dict(table.filter(state="VNM").select("partner", "loss_pct").rows())
    assert found.keys() == worst_of_viet_nam.keys()
    for partner in ("CHN", "USA", "JPN", "HKG"):
        assert found[partner] == pytest.approx(worst_of_viet_nam[partner], rel=1e-6)


def test_matrix_as_csv_leaves_what_is_not_covered_empty(run, tmp_path):
    result = run("matrix", "--horizon", "short", "-o", "short.csv")
    assert written(tmp_path) == ["short.csv", "short.svg"]
    table = pl.read_csv(tmp_path / "short.csv")
    assert table.filter(state="VNM", partner="CHN")["loss_pct"][0] == pytest.approx(33.4, abs=0.05)
    assert table["convention"].unique().to_list() == ["with input-output loops"]
    assert "with input-output loops" in result.stdout
    unknown = table.filter(status="not covered")
    assert unknown["loss_pct"].null_count() == unknown.height > 0
    assert table.filter(pl.col("status") != "not covered")["loss_pct"].null_count() == 0
    russia = table.filter(state="VNM", partner="RUS")
    assert (russia["status"][0], russia["loss_pct"][0]) == ("not covered", None)
    assert f"{unknown.height:,} not covered" in result.stdout


def test_matrix_refuses_what_is_not_held_and_writes_nothing(run, tmp_path):
    result = run("matrix", "--source", "sipri_arms")
    assert result.exit_code == 1
    assert "cow_trade" in result.stderr
    assert written(tmp_path) == []


def test_an_empty_coalition_is_refused_not_taken_for_the_worst(run):
    assert run("cutoff", "VNM", "--partner", ",", "-o", "page.json").exit_code in (1, 2)


def test_matrix_into_no_folder_is_refused(run):
    result = run("matrix", "-o", "no/such/m.parquet")
    assert result.exit_code == 1
    assert "Can't write the file" in result.stderr


def test_example_without_a_shock_is_refused_with_the_command_that_takes_it(run):
    path = Path(__file__).parents[2] / "examples" / "embargo_lifted.toml"
    result = run("whatif", str(path), "-o", "page.json")
    assert result.exit_code == 1
    assert "outlook" in result.stderr
