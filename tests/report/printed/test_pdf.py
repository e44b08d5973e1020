"""Pages as PDF: whatever words they hold are set as they are, and what can't be made is refused."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from counterpoise.errors import ExtraError, UsageError
from counterpoise.report import render
from counterpoise.report.pages import Chart, Note, Number, Page, Section, SourceCard, Table
from counterpoise.report.question import of_file
from counterpoise.report.render.printed.long import _spread

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
pytest.importorskip("typst", reason="Typst is not installed")

MARKUP = '#panic("no") $x^2$ *bold* _low_ @ref <label> `code` \\ #read("/etc/hostname") // end'


def _page(words: str, kind: str = "compare") -> Page:
    table = Table(
        "t", words, (words, "Figure"), ((words, Number(0.5, "50 %", "share", note=1)),), words
    )
    chart = Chart(
        "c", "lines", words, words,
        tuple({"series": words[:9], "year": year, "value": 1.0, "axis": "", "format": ".0f"}
              for year in (2000, 2001)),
        words, (1,),
    )  # fmt: skip
    return Page(
        kind=kind,
        states=("VNM",),
        title=words,
        subtitle=words,
        answer=((words, Number(0.5, words, "share", note=1)),),
        choices=(words,),
        sections=(Section("s", words, ((words,),), (table, chart), (words,), foot=words),),
        notes=(Note(1, "x", "1", words, words, 1, words),),
        sources=(SourceCard("x", words, words, "1", (2000, 2001), words, words, words, words),),
        made="2025-01-01",
        question=words,
    )


def _text(written: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(written)).pages)


@pytest.mark.parametrize("kind", ["brief", "compare"])
def test_words_of_others_are_set_as_they_are_and_never_run(kind):
    found = _text(render.pdf(_page(MARKUP, kind)))
    for word in MARKUP.split():
        assert word in found


def test_words_in_other_scripts_take_the_letters_of_the_system():
    assert render.pdf(_page("越南 Việt Nam فيتنام")).startswith(b"%PDF")


def test_a_pdf_says_which_question_it_answers(tmp_path):
    place = tmp_path / "page.pdf"
    page = replace(_page("words"), question='counterpoise check "a & b <c>.txt"')
    place.write_bytes(render.pdf(page))
    assert of_file(place) == page.question
    place.write_bytes(b"%PDF-1.7 of somebody else's")
    assert of_file(place) is None


def test_two_pages_are_those_of_a_brief():
    with pytest.raises(UsageError, match="two pages must be a brief"):
        render.pdf(_page("words"), pages="2")


def test_two_pages_that_cannot_hold_what_they_must_are_refused():
    page = replace(_page("words", "brief"), answer=(("word " * 9_000,),))
    with pytest.raises(UsageError, match="too little room"):
        render.pdf(page)


def test_without_typst_a_pdf_is_refused_and_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ExtraError) as refused:
        render.pdf(_page("words"))
    assert refused.value.attempt == "pip install 'counterpoise[pdf]'"


def test_columns_that_do_not_fit_follow_beneath_with_the_first_again():
    assert _spread(3) == [[0, 1, 2]]
    assert _spread(14) == [[0, *range(1, 12)], [0, 12, 13]]
    assert _spread(1) == [[0]]


def test_the_numbers_of_a_page_are_a_table_without_formulas():
    head, row = render.as_csv(_page("=1+1", "brief")).splitlines()
    assert head == "section,table,row,column,value,unit,text,status,source,vintage"
    assert row.split(",")[4:6] == ["0.5", "share"]
    assert not any(cell.startswith("=") for cell in row.split(","))
