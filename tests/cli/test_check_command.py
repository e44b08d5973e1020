"""`counterpoise check` as a person runs it: lists and texts, answers and refusals, exit codes."""

from __future__ import annotations

import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from counterpoise.cli import check as command
from counterpoise.cli.main import main
from counterpoise.panel.store import Store
from counterpoise.statements import statement_file
from counterpoise.statements.checking.check import check as judge
from counterpoise.statements.reading.reader import Candidate, Found
from counterpoise.statements.statement import Position

HOLDS = """
[[statement]]
id = "one"
text = "China and Viet Nam fought a war in 1979."
kind = "event"
event = "war"
stated = 2020-02-26
subject = "VNM"
partners = ["CHN"]
years = [1979, 1979]
"""
DEPENDS = """
[[statement]]
id = "two"
text = "85 % or more of the arms are Russian."
kind = "share"
stated = 2020-02-26
subject = "VNM"
partners = ["RUS"]
channel = "arms"
comparison = "at least"
quantity = 85
unit = "%"
"""
BEYOND = """
[[statement]]
id = "three"
text = "Nobody can know this."
kind = "beyond"
stated = 2020-02-26
subject = "VNM"
needs = ["minds that can be read"]
"""
TEXT = """26 February 2020

China is Viet Nam's largest trade partner. It rained on the day of the talks.
"""
UNKNOWN = "Atlantis gets 85 % of its weapons from Ruritania.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on a file of this content in an empty folder, with an empty store of one's own."""
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def command(content: str | bytes, *options: str, name: str = "list.toml") -> Result:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        monkeypatch.setattr(sys, "argv", ["counterpoise", "check", str(path), *options])
        return CliRunner().invoke(main, ["check", str(path), *options], catch_exceptions=False)

    return command


def written() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_what_all_can_be_judged_exits_with_0(run) -> None:
    found = run(HOLDS + DEPENDS, "--format", "text")
    assert found.exit_code == 0, found.output
    assert "Of 2 statements, 1 holds and 1 depends on the reading." in found.output
    assert written() == []


def test_what_the_evidence_can_not_tell_exits_with_3(run) -> None:
    found = run(HOLDS + BEYOND, "--format", "text")
    assert found.exit_code == 3
    assert "Cannot tell. Missing: minds that can be read." in found.output


def test_without_a_format_the_page_is_written_beside_the_table(run) -> None:
    found = run(HOLDS)
    assert found.exit_code == 0, found.output
    assert written() == ["list-check.html"]
    assert "The page with charts" in found.output
    assert "<h1>list</h1>" in Path("list-check.html").read_text()


def test_json_parses_and_holds_every_reading(run) -> None:
    found = run(DEPENDS, "--format", "json")
    content = json.loads(found.stdout)
    (one,) = content["statements"]
    assert (one["statement"]["id"], one["verdict"]) == ("two", "depends")
    assert len(one["readings"]) > 10
    assert content["all_judged"] is True
    assert content["read"] is None


def test_a_text_brings_its_date_or_is_given_one(run) -> None:
    found = run(TEXT, "--format", "json", name="a.txt")
    assert found.exit_code == 0, found.output
    content = json.loads(found.stdout)
    assert [one["statement"]["stated"] for one in content["statements"]] == ["2020-02-26"]
    assert content["read"]["candidates"][0]["position"]["line"] == 3
    undated = TEXT.split("\n", 1)[1]
    assert run(undated, name="a.txt").exit_code == 2
    dated = run(undated, "--stated", "2020-02-26", "--format", "text", name="a.txt")
    assert dated.exit_code == 0, dated.output
    assert "trade partner.” (line 2)" in dated.output


def test_a_date_against_the_texts_own_is_told(run) -> None:
    found = run(TEXT, "--stated", "2018-01-01", "--format", "text", name="a.txt")
    said = " ".join(found.output.split())
    assert "own date line says 2020-02-26; it was read as of 2018-01-01" in said


def test_whom_a_text_is_about_is_filled_in_and_told(run) -> None:
    text = "The country gets at least 85 % of its weapons from Russia."
    options = ("--stated", "2020-02-26", "--format", "text")
    found = run(text, *options, "--about", "Vietnam", name="a.txt")
    assert found.exit_code == 0, found.output
    assert "subject" in found.output
    assert run(text, *options, name="a.txt").exit_code == 4


def test_what_could_not_be_read_is_listed_and_exits_with_4(run) -> None:
    found = run(TEXT + UNKNOWN, "--format", "text", name="a.txt")
    assert found.exit_code == 4
    assert "Could not be read" in found.output
    assert "Atlantis gets 85 %" in found.output


@pytest.mark.parametrize(
    "options", [("--stated", "2020-02-26"), ("--about", "VNM"), ("--stated", "soon")]
)
def test_a_list_says_its_own_date_and_subject(run, options) -> None:
    assert run(HOLDS, *options).exit_code == 2
    assert written() == []


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt", "UTF-8"),
        (b"PK\x03\x04\x00\x00", "a.txt", "binary"),
        (b"", "a.txt", "empty"),
        (b"", "a.toml", "statement"),
        (b"\xff\xfe", "a.toml", "UTF-8"),
        (b"title = ", "a.toml", "TOML"),
        (b'title = "none"\n', "a.toml", "statement"),
        (b"<html><body>text</body></html>", "a.txt", "markup"),
        (DEPENDS.replace("VNM", "Atlantis").encode(), "a.toml", "Atlantis"),
        (HOLDS.replace("1979, 1979", "2019, 2031").encode(), "a.toml", "must not lie after"),
        (HOLDS.replace("1979, 1979", "1999, 1979").encode(), "a.toml", "first not later"),
        ((HOLDS + HOLDS).encode(), "a.toml", "one"),
    ],
)
def test_what_is_no_list_and_no_text_is_refused_and_nothing_written(
    run, content, name, told
) -> None:
    found = run(content, name=name)
    assert found.exit_code == 1, found.output
    assert told in found.output
    assert "Traceback" not in found.output
    assert written() == []


def test_an_unknown_state_to_be_about_is_refused(run) -> None:
    found = run(TEXT, "--about", "Ruritania", name="a.txt")
    assert found.exit_code == 1
    assert "Ruritania" in found.output


def test_a_file_that_is_not_there_is_misuse() -> None:
    assert CliRunner().invoke(main, ["check", "nowhere.toml"]).exit_code == 2


class Sure:
    """A reader of one statement, as sure as it is told to be, with or without something filled in."""

    name = "stub"

    def __init__(self, confidence: float, *assumed: str) -> None:
        self.confidence, self.assumed = confidence, assumed

    def read(self, text, *, stated, subject=""):
        said = statement_file.loads(DEPENDS).statements[0]
        told = replace(said, position=Position(0, 20, 1))
        candidate = Candidate(
            told, "Nearly all is \u202eRussian.", self.confidence, (), self.assumed
        )
        return Found((candidate,), (), 1, (), self.name)


@pytest.mark.parametrize(
    ("reader", "options", "judged", "code"),
    [
        (Sure(0.99), (), True, 0),
        (Sure(0.01), (), False, 4),
        (Sure(0.01), ("--all",), True, 0),
        (Sure(0.99, "the subject"), (), True, 0),
        (Sure(0.99, "the subject"), ("--strict",), False, 4),
    ],
)
def test_what_is_not_sure_is_proposed_and_not_judged(
    run, monkeypatch, reader, options, judged, code
) -> None:
    monkeypatch.setattr("counterpoise.statements.reading.reader.RoleReader", lambda: reader)
    found = run(TEXT, *options, "--format", "json", name="a.txt")
    assert found.exit_code == code, found.output
    content = json.loads(found.stdout)
    assert content["exit_code"] == code
    assert len(content["statements"]) == judged
    (one,) = content["read"]["candidates"]
    assert one["judged"] == judged
    told = run(TEXT, *options, "--format", "text", name="a.txt").output
    assert ("Proposed, not judged" in told) == (not judged)
    assert "Nearly all is" in told
    assert "\u202e" not in told


def test_all_and_strict_at_once_is_misuse(run) -> None:
    found = run(TEXT, "--all", "--strict", name="a.txt")
    assert found.exit_code == 2
    assert "say one" in found.output
    assert written() == []


def test_the_ledger_takes_a_line_each_of_80_columns(run, monkeypatch) -> None:
    from rich.console import Console

    from counterpoise.report import check as pages
    from counterpoise.report import render

    listed = statement_file.loads(DEPENDS.replace("Russian.", "Russian, " * 30))
    store = Store.open()
    page = pages.page(store, "one", judge(store, listed.statements))
    stream = io.StringIO()
    render.text(replace(page, sections=page.sections[:1]), Console(file=stream, width=80))
    lines = stream.getvalue().splitlines()
    (row,) = [line for line in lines if line.startswith("two ")]
    assert len(row.rstrip()) <= 80
    assert "depends" in row
    assert "…" in row


def test_no_statement_at_all_is_told_exits_with_5_and_writes_nothing(run) -> None:
    found = run("The minister arrived. It rained.", "--stated", "2020-02-26", name="a.txt")
    assert found.exit_code == 5
    assert "No statement that evidence could test was found in 2 sentences." in found.output
    assert written() == []


def test_a_file_of_10_mb_is_read_through(run) -> None:
    plain = "The delegation arrived in the morning and was met by a band.\n" * 165_000
    found = run(TEXT + plain, "--format", "text", name="a.txt")
    assert len(plain) > 10_000_000
    assert found.exit_code == 0, found.output[:500]
    assert "statements found: 1" in found.output


def test_a_text_of_too_many_statements_is_refused(run, monkeypatch) -> None:
    monkeypatch.setattr(command, "MOST", 1)
    found = run(TEXT + TEXT, "--stated", "2020-02-26", name="a.txt")
    assert found.exit_code == 1
    assert "at most 1 statements, not 2" in found.output
    assert written() == []


def test_letters_that_change_direction_or_steer_a_terminal_are_never_shown(run) -> None:
    hidden = HOLDS.replace("China and", "China \\u202e\\u001b[31mand")
    found = run(hidden, "--format", "text")
    assert not re.search("[\u202e\x1b]", found.output)
    text = TEXT.replace("largest", "\u202elargest\u202c") + UNKNOWN.replace("85", "\x1b[31m85")
    found = run(text, "--format", "text", name="a.txt")
    assert not re.search("[\u202e\x1b]", found.output)
    assert "3 invisible or direction-changing letters were ignored" in found.output


def test_a_script_in_a_list_is_text_on_the_page(run) -> None:
    script = "<script>alert(1)</script>"
    content = HOLDS.replace("China and", f"{script} and").replace('"one"', f'"{script}"')
    found = run(f'title = "{script}"\n' + content, "-o", "page.html")
    assert found.exit_code == 0, found.output
    html = Path("page.html").read_text()
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4


def test_a_page_that_can_not_be_written_says_so(run) -> None:
    found = run(HOLDS, "-o", "nowhere/page.html")
    assert found.exit_code == 1
    assert "nowhere/page.html" in found.output
