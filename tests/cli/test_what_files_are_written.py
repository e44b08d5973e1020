"""A page is written as its file's ending says, or refused before any work; many go to a folder."""

import json
from pathlib import Path

import pytest

from counterpoise.cli import briefs
from counterpoise.report import brief as pages
from counterpoise.report.question import of_file


@pytest.fixture
def no_work(monkeypatch):
    """Let no page be made: whatever is refused is refused before."""

    def made(*args, **options):
        raise AssertionError("a page was made")

    monkeypatch.setattr(pages, "brief", made)


@pytest.mark.parametrize("name", ["page.odt", "page.xlsx", "page", "page.html.gz"])
def test_what_is_not_written_is_refused_in_words(run, no_work, name):
    refused = run("brief", "TUV", "-o", name)
    assert refused.exit_code == 2
    assert "name a file that ends in one of .html, .json, .txt, .csv, .pdf, .docx" in refused.output
    assert not Path(name).exists()


@pytest.mark.parametrize("verb", ["pair TUV AUS", "compare TUV NRU", "cutoff VNM", "outlook VNM"])
def test_every_page_is_refused_alike(run, verb):
    assert "no page is written as '.odt'" in run(*verb.split(), "-o", "page.odt").output


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["-o", "page.html", "--format", "json"], "--format json is not what 'page.html' ends in"),
        (["-o", "page.html", "--pages", "2"], "--pages 2 is a PDF"),
        (["--format", "json", "--pages", "2"], "--pages 2 is a PDF"),
        (["IDN", "-o", "page.pdf"], "the briefs on several states go to a folder"),
        (["IDN", "-o", "-"], "the briefs on several states go to a folder"),
        (["--all"], "name one state or more, or say --all: not both"),
    ],
)
def test_what_contradicts_itself_is_misuse(run, no_work, words, why):
    refused = run("brief", "TUV", *words)
    assert refused.exit_code == 2
    assert why in refused.output


def test_without_typst_a_pdf_is_refused_before_any_work(run, no_work, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    refused = run("brief", "TUV", "-o", "page.pdf")
    assert refused.exit_code == 1
    assert "pip install 'counterpoise[pdf]'" in refused.output


def test_without_its_library_a_word_document_is_refused_before_any_work(run, no_work, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    refused = run("brief", "TUV", "-o", "page.docx")
    assert refused.exit_code == 1
    assert "pip install 'counterpoise[word]'" in refused.output


def test_a_word_document_carries_its_question_and_is_not_written_over(run):
    pytest.importorskip("docx", reason="python-docx is not installed")
    assert run("brief", "TUV", "-o", "page.docx").exit_code == 0
    assert of_file(Path("page.docx")) == "counterpoise brief TUV"
    assert run("brief", "TUV", "-o", "page.docx").exit_code == 0
    refused = run("brief", "NRU", "-o", "page.docx")
    assert "it answers another question" in refused.output


def test_a_page_goes_to_standard_output(run):
    told = run("brief", "TUV", "-o", "-", "--format", "json")
    assert json.loads(told.stdout)["states"] == ["TUV"]
    assert [path for path in Path().iterdir() if path.is_file()] == []


def test_a_table_goes_to_standard_output(run):
    told = run("table", "shares", "VNM", "--years", "2019", "-o", "-", "--format", "csv")
    assert told.stdout.startswith("state,")
    assert list(Path().glob("*.csv")) == []


def test_several_briefs_go_to_a_folder_and_one_of_another_question_stays(run):
    pytest.importorskip("typst", reason="Typst is not installed")
    made = run("brief", "TUV", "Nauru", "--pages", "2", "-o", "sheets")
    assert made.exit_code == 0
    assert sorted(path.name for path in Path("sheets").iterdir()) == [
        "nru-brief.pdf", "tuv-brief.pdf",
    ]  # fmt: skip
    refused = run("brief", "TUV", "-o", "sheets/nru-brief.pdf")
    assert refused.exit_code == 1
    assert "it answers another question" in refused.output


def test_all_states_are_those_of_the_year():
    assert len(briefs._all(2020)) == 195
    assert "SUN" in briefs._all(1985)
    assert "SUN" not in briefs._all(2020)
