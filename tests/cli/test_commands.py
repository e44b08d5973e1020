"""The commands as a person runs them: output, files, exit codes, and errors with a cure."""

import json
import os
import subprocess
import sys

import click
import polars as pl
import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main
from counterpoise.cli.options import Names


def test_brief_shows_text_and_prints_the_path_of_the_page(run, tmp_path):
    result = run("brief", "Viet Nam")
    assert result.exit_code == 0
    assert "Between whom: Arms from Russia" in result.stdout
    assert str(tmp_path / "vnm-brief.html") in result.stdout.replace("\n", "")
    assert (tmp_path / "vnm-brief.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", "<!doctype"), ("a.json", "{"), ("a.txt", "\n")]
)
def test_the_ending_of_output_decides_the_format(run, tmp_path, name, start):
    assert run("brief", "VNM", "-o", name).exit_code == 0
    assert (tmp_path / name).read_text().startswith(start)


def test_json_is_one_object_on_standard_output(run, tmp_path):
    result = run("brief", "VNM", "--format", "json")
    assert json.loads(result.stdout)["states"] == ["VNM"]
    assert list(tmp_path.glob("*.html")) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief", "Vietnamm"], ["Can't match 'Vietnamm'", "'Vietnam'", "Try:"]),
        (["brief", "VNM", "--blocs", "EUU"], ["Bloc must be one of", "EU"]),
        (["table", "herfindal", "VNM"], ["The measure must be one of", "'herfindahl'"]),
        (["table", "shares", "VNM", "--channel", "weapons"], ["The channel must be one of"]),
        (["table", "shares", "VNM", "--source", "cow_trade"], ["source"]),
        (["table", "theil_decomposition", "VNM"], ["no group was named", "--blocs"]),
        (["add", "sipri", "x.csv"], ["SOURCE must be one of", "sipri_arms"]),
        (["add", "sipri_arms", "x.csv"], ["Can't find the file", "x.csv", "sipri_arms"]),
        (["export", "--source", "gdelt"], ["Can't find 'gdelt'"]),
        (["remove", "sipri_arms", "1999"], ["Can't remove"]),
        (["compare", "VNM"], ["two or more"]),
        (["brief", "VNM", "-o", "no/such/folder.html"], ["Can't write the file"]),
    ],
)
def test_a_refusal_says_problem_and_cure_and_exits_1(run, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words), result.stderr
    assert "Traceback" not in result.stderr


def test_a_refusal_in_json_has_the_one_shape_of_failures(run):
    result = run("brief", "Nowhere", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["ok"] is False
    assert set(told) == {"ok", "kind", "error", "where", "try"}


@pytest.mark.parametrize(
    "arguments", [["brief"], ["brief", "VNM", "--format", "odt"], ["table", "shares", "--years", "19-x"],
                  ["table", "shares", "VNM", "--years", "2019-2010"], ["export"], ["nothing"]],
)  # fmt: skip
def test_misuse_exits_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_measure_gives_the_published_shares_of_the_older_vintage(run):
    result = run(
        "table", "shares", "VNM", "--source", "sipri_arms_tables", "--years", "2021", "--format", "csv"
    )  # fmt: skip
    rows = pl.read_csv(result.stdout.encode())
    share = dict(rows.select("partner", "share").rows())
    assert rows["volume"][0] == 1824
    percent = {state: round(100 * share[state], 1) for state in ("RUS", "ISR", "KOR", "BLR", "USA")}
    assert percent == {"RUS": 55.7, "ISR": 19.2, "KOR": 6.6, "BLR": 6.3, "USA": 5.9}


@pytest.mark.parametrize(("year", "herfindahl"), [(2021, 0.36147), (2016, 0.75326), (2011, 0.9067)])
def test_measure_gives_the_published_concentration(run, year, herfindahl):
    result = run(
        "table", "herfindahl", "VNM", "--source", "sipri_arms_tables", "--years", str(year),
        "--format", "csv",
    )  # fmt: skip
    assert pl.read_csv(result.stdout.encode())["herfindahl"][0] == pytest.approx(
        herfindahl, abs=5e-6
    )


@pytest.mark.parametrize(("window", "share"), [(25, 0.835), (5, 0.720)])
def test_measure_gives_russias_share_over_longer_windows(run, window, share):
    result = run(
        "table", "shares", "VNM", "--years", "2019", "--window", str(window), "--format", "csv"
    )
    rows = pl.read_csv(result.stdout.encode()).filter(pl.col("partner") == "RUS")
    assert rows["share"][0] == pytest.approx(share, abs=5e-4)


def test_every_measure_answers_for_one_state(run):
    from counterpoise.measures import MEASURES

    for name, measure in MEASURES.items():
        more = ["--channel", "imports"]
        if measure.needs in {"ties", "gdp"} or name == "ties":
            more += ["--source", "cepii_baci_totals"]
        if measure.needs == "groups":
            more += ["--blocs", "EU,ASEAN"]
        if name == "acting_together":
            more += ["--partners", "CHN,RUS"]
        result = run("table", name, "VNM", *more, "--format", "csv")
        if measure.needs == "events":  # none travel with the package
            assert "fetch gdelt" in result.stderr
            continue
        assert result.exit_code == 0, (name, result.stderr)
        assert result.stdout.count("\n") > 2, name


def test_a_measure_of_partners_named_asks_for_them(run):
    result = run("table", "acting_together", "VNM")
    assert result.exit_code == 1
    assert "acting_together needs partners to be named" in result.stderr
    assert "--partners" in result.stderr


def test_measure_of_years_not_covered_says_so(run):
    result = run("table", "shares", "VNM", "--years", "1900", "--format", "csv")
    assert result.exit_code == 0
    assert "not covered (which is not zero)" in result.stderr


def test_export_writes_parquet_by_the_ending_of_the_file(run, tmp_path):
    assert (
        run("export", "--source", "sipri_arms", "--state", "VNM", "-o", "a.parquet").exit_code == 0
    )
    rows = pl.read_parquet(tmp_path / "a.parquet")
    assert set(rows["destination"]) | set(rows["origin"]) >= {"VNM", "RUS"}
    assert rows["unit"].unique().to_list() == ["million TIV"]


def test_sources_lists_each_with_its_vintage_and_terms(run):
    told = json.loads(run("sources", "--format", "json").stdout)
    held = {record["id"]: record["held"] for record in told}
    assert held["sipri_arms"][0]["excerpt"]
    assert held["sipri_arms_deals"] == []
    assert all(record["terms"] and record["citation"] for record in told)
    assert "under 10 %" in run("sources", "sipri_arms").stdout


def test_states_finds_a_name(run):
    assert "VNM" in run("states", "viet").stdout


@pytest.mark.parametrize(("typed", "meant"), [("UK", "GBR"), ("816", "VNM"), ("Burma", "MMR")])
def test_states_says_what_every_command_takes_a_text_for(run, typed, meant):
    told = run("states", typed).stdout
    assert f"{typed!r} is read as {meant} (" in told
    assert f"\n{meant} " in told


def test_a_process_of_its_own_draws_every_chart(tmp_path):
    """Run as a person does: there the process that draws is a copy, in other tests a new one."""
    path = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "COUNTERPOISE_HOME": str(tmp_path / "home"),
    }
    command = [sys.executable, "-m", "counterpoise", "compare", "VNM", "IDN", "--format", "html"]
    done = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "vnm-idn-compare.html").read_text()
    assert 2 * page.count("<figure") == page.count("<svg") > 6, "for a desk, and for a phone"


def test_export_keeps_rows_between_two_states(run):
    told = run(
        "export", "--indicator", "goods", "--state", "VNM", "--partner", "CHN", "--years", "2019"
    )
    rows = pl.read_csv(told.stdout.encode())
    assert rows.height
    assert {frozenset(pair) for pair in rows.select("origin", "destination").rows()} == {
        frozenset(("VNM", "CHN"))
    }
    assert (
        "--partner needs --state"
        in run("export", "--indicator", "goods", "--partner", "CHN").output
    )
    one_sided = run("export", "--indicator", "gdp", "--state", "VNM", "--partner", "CHN")
    assert one_sided.exit_code == 2


def test_export_of_nothing_says_what_there_is(run):
    none = run("export", "--indicator", "goods", "--state", "VNM", "--years", "1800-1801")
    assert none.exit_code == 0
    assert "No rows of goods of Viet Nam are held in 1800–01; held are" in none.output
    bloc = run("export", "--indicator", "goods", "--state", "EU")
    assert bloc.exit_code == 1
    assert "name its members" in bloc.output


def test_a_question_of_rebalancing_comes_by_pipe(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    question = 'state = "VNM"\ndemands = ["CHN <= 40 %"]\n'
    asked = ["rebalance", "-", "--format", "json"]
    told = CliRunner().invoke(main, asked, input=question)
    assert json.loads(told.stdout)["states"] == ["VNM"]
    refused = CliRunner().invoke(main, asked, input="state = 1\n")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["where"] == "standard input, line 1"


def _worded() -> list[tuple[str, str]]:
    """Return every option of every command that takes words."""
    context = click.Context(main)
    return [
        (name, option.opts[0])
        for name in main.list_commands(context)
        for option in main.get_command(context, name).params
        if isinstance(option, click.Option)
        and not option.is_flag
        and option.nargs == 1
        and isinstance(option.type, click.types.StringParamType | Names)
    ]


@pytest.mark.parametrize(("command", "option"), _worded())
def test_an_option_given_as_nothing_is_refused_by_every_command_alike(run, command, option):
    refused = run(command, option, "")
    assert refused.exit_code == 2
    assert "it must not be empty" in refused.output or "Missing argument" in refused.output


@pytest.mark.parametrize(
    "arguments",
    [("brief", "VNM", "--rivals", ","), ("brief", "VNM", "-o", ""), ("states", ""), ("sources", " "),
     ("compare", "VNM", "IDN", "--partner", ""), ("refresh", "--only", ""), ("verify", "")],
)  # fmt: skip
def test_nothing_is_never_taken_for_an_option_left_out(run, arguments):
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "must not be empty" in refused.output


def test_products_says_in_words_that_nothing_depends_on_a_partner(run):
    told = run("products", "VNM", "--partner", "TUV", "--format", "csv")
    assert told.stdout.startswith("state,item")
    assert "No product of" in told.output
    page = run("products", "VNM", "--partner", "TUV", "--format", "text", "-o", "-")
    assert "it depends on others for none with Tuvalu" in " ".join(page.stdout.split())


def test_letters_of_a_state_and_a_bloc_have_one_answer(run):
    refused = run("cutoff", "VNM", "--partner", "AU")
    assert refused.exit_code == 1
    assert "'AU' may mean Australia (AUS) or the African Union." in refused.output


def test_a_bloc_in_place_of_a_state_is_told_what_to_try_there(run):
    refused = run("pair", "VNM", "EU")
    assert "name one of its members" in refused.output
    assert "counterpoise brief" not in refused.output


@pytest.mark.parametrize(
    "asked",
    [
        ("hedging", "--source", "nope"),
        ("hedging", "--source", "imf_imts"),
        ("hedging", "--vintage", "nope"),
        ("entropy_chain", "--source", "imf_imts"),
        ("alignment", "--source", "cow_trade"),
        ("ideal_points", "--source", "nope"),
    ],
)
def test_a_source_that_a_measure_does_not_rest_on_alone_is_refused(run, asked):
    measure, *rest = asked
    found = run("table", measure, "VNM", *rest)
    assert found.exit_code == 1
    assert any(word in found.stderr for word in ("rests on several sources", "must be one of"))
