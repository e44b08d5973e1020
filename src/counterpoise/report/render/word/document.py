"""Write a page as a Word document: what the two pages hold, or all of it, in the same order."""

from __future__ import annotations

from typing import Final

from counterpoise.errors import ExtraError
from counterpoise.report.pages import Page
from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.printed.long import long
from counterpoise.report.render.printed.material import Data
from counterpoise.report.render.printed.pdf import PAPERS, Pages, require_sheet
from counterpoise.report.render.printed.pdf import Paper as Size
from counterpoise.report.render.printed.sheet import sheet
from counterpoise.report.render.word.paper import Paper

SOURCES: Final = "Where the numbers come from"


def require() -> None:
    """Refuse to write a Word document where the library that does is not installed.

    Raises
    ------
    ExtraError
        With how to get it.
    """
    ExtraError.require("docx", "word", what="a Word document")


def docx(
    page: Page, drawings: Drawings | None = None, *, pages: Pages | None = None, paper: Size = "a4"
) -> bytes:
    """Return a page as a Word document: headings, tables, pictures, marks and the notes to them.

    Parameters
    ----------
    page : Page
    drawings : Drawings, optional
        Who draws its charts, which stand in it as pictures.
    pages : str, optional
        "2" for what a fact sheet of a brief holds, "full" for all; by default the former of a brief.
    paper : str
        "a4" or "letter".

    Raises
    ------
    ExtraError
        If python-docx is not installed: it comes with the extra ``word``.
    UsageError
        If two pages are asked of what is no brief.
    """
    require()
    pages = pages or ("2" if page.kind == "brief" else "full")
    drawings = drawings or Drawings()
    if pages == "2":
        require_sheet(page.kind)
    data = (sheet if pages == "2" else long)(page, drawings, PAPERS[paper])
    written = Paper(data)
    _head(written, data)
    if pages == "2":
        _sheet(written, data)
    else:
        _long(written, data)
    written.heading("How to cite this page", 2)
    written.words([data["cite"]])
    if data["question"]:
        written.words([f"Asked with: {data['question']}"], faint=True)
    return written.bytes(title=page.title, question=page.question, made=page.made)


def _head(written: Paper, data: Data) -> None:
    written.heading(data["title"], 0)
    written.words([data["subtitle"]], faint=True)
    written.words([data["stamp"]], faint=True)
    plain = [line["cells"] for line in data["answer"] if not line["label"]]
    for cells in plain:
        written.words(cells)
    if len(plain) < len(data["answer"]):
        labelled = [line for line in data["answer"] if line["label"]]
        written.labelled((line["label"], line["cells"]) for line in labelled)
    if data["picture"]:
        _chart(written, data["picture"])


def _sheet(written: Paper, data: Data) -> None:
    """Write what the two pages of a brief hold."""
    for block in data["blocks"]:
        if block["kind"] == "table":
            written.heading(block["title"], 2)
            _table(written, block["caption"], [block])
        elif block["kind"] == "charts":
            for chart in block["charts"]:
                _chart(written, chart, part=0.7)
        elif block["kind"] == "finding":
            written.heading(block["title"], 2)
            written.words(block["cells"])
        else:
            written.words(["Beware: ", block["words"]], faint=True)
    written.heading(SOURCES, 1)
    for source in data["sources"]:
        written.words(
            [f"[{source['number']}] {source['title']}. {source['about']} {source['url']}"]
        )
    written.words([data["choices"]], faint=True)


def _long(written: Paper, data: Data) -> None:
    """Write all sections, notes and sources of a page."""
    for section in data["sections"]:
        written.heading(section["title"], 1)
        for sentence in section["lead"]:
            written.words(sentence)
        for part in section["parts"]:
            if part["kind"] == "chart":
                _chart(written, part, part=1.0 if part["wide"] else 0.7)
                continue
            if part["title"]:
                written.heading(part["title"], 2)
            _table(written, part["caption"], part["pieces"])
        for caveat in section["caveats"]:
            written.words([caveat], style="List Bullet")
        if section["foot"]:
            written.words([section["foot"]], faint=True)
    written.heading(SOURCES, 1)
    for note in data["notes"]:
        told = f"[{note['number']}] {note['title']}{note['words']}{note['command']}"
        written.words([told], faint=True)
    written.heading("Sources", 2)
    for source in data["sources"]:
        written.words([f"{source['title']} {source['about']} {source['url']}"])
    for choice in data["choices"]:
        written.words([choice], style="List Bullet")


def _chart(written: Paper, chart: Data, *, part: float = 1.0) -> None:
    written.heading(chart["title"], 3)
    written.picture(chart["svg"], chart["summary"], part=part)
    marks = [{"text": "", "firm": True, "note": note} for note in chart.get("notes", ())]
    marks += [{"text": "", "firm": True, "note": mark} for mark in chart.get("marks", ())]
    if chart["caption"] or marks:
        written.words([chart["caption"], *marks], faint=True)


def _table(written: Paper, caption: str, pieces: list[Data]) -> None:
    for piece in pieces:
        written.table(piece["head"], piece["rows"], piece["right"])
    if caption:
        written.words([caption], faint=True)
