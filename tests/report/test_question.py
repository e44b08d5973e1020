"""A page is named by its question, and carries it in every form in which it is written."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from counterpoise.errors import UsageError
from counterpoise.report import dating, question, render
from counterpoise.report.pages import Page
from counterpoise.report.question import Question

HOSTILE = '"><script>alert(1)</script>'


def _page(asked: str) -> Page:
    return Page("brief", ("VNM",), "Viet Nam", "Test", (("It is.",),), (), (), (), (), "1",
                made="2026-01-01", question=asked)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "command", "stem"),
    [
        (Question("brief", ("VNM",)), "counterpoise brief VNM", "vnm-brief"),
        (
            Question("brief", ("VNM",), {"as-of": 2015, "blocs": ("EU", "Arab League"), "rivals": ()}),
            "counterpoise brief VNM --as-of 2015 --blocs 'EU,Arab League'",
            "vnm-brief-as-of-2015-blocs-eu-arab-league",
        ),
        (
            Question("cutoff", ("VNM",), {"partner": ("USA", "JPN"), "horizon": ["short", "long"]}),
            "counterpoise cutoff VNM --partner USA,JPN --horizon short --horizon long",
            "vnm-cutoff-partner-usa-jpn-horizon-short-horizon-long",
        ),
        (
            Question("check", (Path("texts/article.txt"),), {"stated": "2020-02-26"}),
            "counterpoise check texts/article.txt --stated 2020-02-26",
            "article-check-stated-2020-02-26",
        ),
    ],
)  # fmt: skip
def test_a_question_is_a_command_and_names_its_file(asked, command, stem):
    assert (asked.command, asked.stem) == (command, stem)


def test_long_names_are_cut_and_still_differ():
    states = tuple("ABCDEFGH"[place] * 12 for place in range(8))
    one = Question("compare", states, {"as-of": 2015})
    other = Question("compare", states, {"as-of": 2016})
    assert len(one.stem) == len(other.stem) == question.LONGEST
    assert one.stem != other.stem


def test_a_file_from_elsewhere_is_named_without_its_folders(tmp_path):
    assert Question("whatif", (tmp_path / "a.toml",)).command == "counterpoise whatif a.toml"


@pytest.mark.parametrize("asked", ["counterpoise brief VNM", f"counterpoise {HOSTILE}", "é " * 90])
@pytest.mark.parametrize("form", ["html", "json", "text"])
def test_a_page_gives_its_question_back_from_every_form(tmp_path, asked, form):
    asked, page = asked.strip(), _page(asked.strip())
    stream = io.StringIO()
    render.text(page, Console(file=stream, width=110))
    content = {"html": render.html(page), "json": render.as_json(page), "text": stream.getvalue()}
    file = tmp_path / "page"
    file.write_text(content[form], encoding="utf-8")
    assert question.of_file(file) == asked
    assert "<script" not in content["html"]


@pytest.mark.parametrize(
    "content", [b"", b"notes of mine", b"{}", b"[1]", b"\xff\xfe", b"<html>", b"{"]
)
def test_what_is_no_page_of_ours_has_no_question(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    assert question.of_file(file) is None
    assert question.of_file(tmp_path) is None


def test_a_page_made_again_on_the_same_day_is_the_same_byte_for_byte():
    assert render.html(_page("x")) == render.html(_page("x"))
    assert render.html(replace(_page("x"), made="2026-01-02")) != render.html(_page("x"))


def test_the_day_is_that_of_the_environment_where_one_is_set(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert dating.today() == "2025-01-01"
    made = Page("brief", (), "", "", (), (), (), (), (), "1")
    assert made.stamp() == "Made on 2025-01-01 by Counterpoise 1, with all that is held"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH must be a number"):
        dating.today()
