"""Set a page as PDF with Typst: two pages to be handed on, or all of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final, Literal

from counterpoise.errors import ExtraError, UsageError
from counterpoise.report.pages import Page
from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.html import TEMPLATES
from counterpoise.report.render.printed.long import long
from counterpoise.report.render.printed.material import Data
from counterpoise.report.render.printed.sheet import sheet

Pages = Literal["2", "full"]
Paper = Literal["a4", "letter"]
PAPERS: Final = {"a4": "a4", "letter": "us-letter"}
BEYOND: Final = 0x0530
"""The first letter of the scripts that the letters of print lack; marks of general use are not of them."""
MARKS: Final = range(0x1E00, 0x2300)


def require() -> None:
    """Refuse to make a PDF where what sets it is not installed.

    Raises
    ------
    ExtraError
        With how to get it.
    """
    ExtraError.require("typst", "pdf", what="a PDF")


def require_sheet(kind: str) -> None:
    """Refuse two pages of what is no brief.

    Raises
    ------
    UsageError
    """
    if kind != "brief":
        raise UsageError(
            f"A page of two pages must be a brief, not {kind!r}.",
            attempt="--pages full, which is as long as it is",
        )


def pdf(
    page: Page, drawings: Drawings | None = None, *, pages: Pages | None = None, paper: Paper = "a4"
) -> bytes:
    """Return a page as PDF, the same bytes for the same page.

    Parameters
    ----------
    page : Page
    drawings : Drawings, optional
        Who draws its charts.
    pages : str, optional
        "2" for a fact sheet of exactly two pages, "full" for all; by default two of a brief.
    paper : str
        "a4" or "letter".

    Raises
    ------
    ExtraError
        If Typst is not installed: it comes with the extra ``pdf``.
    UsageError
        If two pages are asked of what is no brief, or can't hold it.
    """
    require()
    pages = pages or ("2" if page.kind == "brief" else "full")
    drawings = drawings or Drawings()
    if pages == "2":
        require_sheet(page.kind)
        return _bytes("sheet.typ", sheet(page, drawings, PAPERS[paper]), page.made)
    return _bytes("long.typ", long(page, drawings, PAPERS[paper]), page.made)


def _bytes(template: str, data: Data, made: str) -> bytes:
    written: bytes = typeset(template, data, made)
    return written


def typeset(template: str, data: Data, made: str, **options: Any) -> Any:
    """Return what a template makes of data: a PDF, or with options of Typst pictures of its pages."""
    import typst

    told = json.dumps(data, ensure_ascii=False)
    try:
        written = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            sys_inputs={"page": told},
            timestamp=datetime.fromisoformat(made).replace(tzinfo=UTC),
            # Those of the system only for words in a script that ours lack: else pages would differ.
            ignore_system_fonts=not any(map(_of_another_script, told)),
            **{"format": "pdf", **options},
        )
    except typst.TypstError as fault:
        raise UsageError(
            f"Can't set the page: {fault.message}.", attempt="--pages full, or a page in HTML"
        ) from fault
    return written


def _of_another_script(letter: str) -> bool:
    code = ord(letter)
    return code >= BEYOND and code not in MARKS
