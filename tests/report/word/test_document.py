"""Pages as Word documents: all that is told stands in them, and pictures have words beside."""

from __future__ import annotations

import io
import zipfile

import pytest

from counterpoise.errors import UsageError
from counterpoise.report import render
from counterpoise.report.pages import Chart, Number, Page
from counterpoise.report.render.printed.material import FONT
from counterpoise.report.render.word.columns import LARGEST, widths
from counterpoise.report.render.word.paper import Paper
from tests.report.printed.test_pdf import MARKUP, _page

docx = pytest.importorskip("docx", reason="python-docx is not installed")


def opened(page: Page, **options: str) -> docx.Document:
    return docx.Document(io.BytesIO(render.docx(page, **options)))


def test_words_figures_and_marks_stand_as_they_are() -> None:
    found = opened(_page(MARKUP))
    said = "\n".join(paragraph.text for paragraph in found.paragraphs)
    assert MARKUP.replace("`", "") in said
    assert "[1]" in said
    head, row = ([cell.text for cell in line.cells] for line in found.tables[0].rows)
    assert head[1] == "Figure[1]"
    assert row[1] == "50 %"


def test_headings_are_those_of_the_page_and_it_says_how_it_is_cited() -> None:
    found = opened(_page("Trade"))
    titles = [one.text for one in found.paragraphs if one.style.name.startswith(("Title", "Head"))]
    assert titles[0] == "Trade"
    assert {"Where the numbers come from", "Sources", "How to cite this page"} <= set(titles)
    assert any(one.text.startswith("Counterpoise") for one in found.paragraphs)


def test_a_picture_has_its_summary_for_who_does_not_see_it() -> None:
    page = _page("Trade")
    (chart,) = (part for part in page.sections[0].parts if isinstance(part, Chart))
    found = opened(page)
    assert [one._inline.docPr.get("descr") for one in found.inline_shapes] == [chart.summary]
    with zipfile.ZipFile(io.BytesIO(render.docx(page))) as parts:
        assert [name for name in parts.namelist() if name.endswith(".png")]


def test_a_figure_that_is_not_known_is_slanted() -> None:
    page = _page("Trade")
    unknown = Number(None, "not covered", "share", "not covered")
    found = opened(_answering(page, unknown))
    (run,) = [run for one in found.paragraphs for run in one.runs if run.text == "not covered"]
    assert run.italic


def _answering(page: Page, cell: Number) -> Page:
    from dataclasses import replace

    return replace(page, answer=(("It is ", cell),))


def test_the_same_page_is_the_same_bytes() -> None:
    assert render.docx(_page("Trade")) == render.docx(_page("Trade"))


def test_two_pages_are_those_of_a_brief() -> None:
    assert opened(_page("Trade", "brief"))
    with pytest.raises(UsageError, match="must be a brief"):
        render.docx(_page("Trade"), pages="2")


def test_letter_and_a4_are_two_sizes() -> None:
    widths = {
        paper: opened(_page("T"), paper=paper).sections[0].page_width for paper in ("a4", "letter")
    }
    assert widths["letter"] > widths["a4"]


def test_a_picture_has_its_letters_on_any_machine() -> None:
    """A family that is not there draws none: what Word gets is not the sheet's drawing as it is."""
    paper = Paper({**_head(), "paper": "a4"})
    said, unsaid = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" font-family="{FONT}">'
        f'<text y="20">{words}</text></svg>'
        for words in ("China", "")
    )
    paper.picture(said, "China")
    paper.picture(unsaid, "nothing")
    first, second = (
        paper.document.part.related_parts[
            one._inline.graphic.graphicData.pic.blipFill.blip.embed
        ].blob
        for one in paper.document.inline_shapes
    )
    assert first != second


def test_a_column_is_as_wide_as_its_longest_word_asks_for() -> None:
    head = ["State", "Share"]
    (wide, narrow), size = widths([head, ["Saint Vincent and the Grenadines", "2 %"]], 10.0)
    assert wide > 2 * narrow
    assert size == LARGEST
    many, small = widths([["Kazakhstan"] * 12], 10.0)
    assert sum(many) == pytest.approx(10.0)
    assert small < LARGEST


def _head() -> dict[str, str]:
    return dict.fromkeys(("title", "stamp"), "Trade")
