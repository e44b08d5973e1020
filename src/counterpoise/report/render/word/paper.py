"""A Word document from our side: headings, words with figures and marks, tables, pictures.

python-docx writes it; what that library has no call for (fields, repeated heads, the words for who does
not see a picture) is set here in the XML of the format, ISO/IEC 29500.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from counterpoise.report.render.printed.material import Data
from counterpoise.report.render.word.columns import widths

ACCENT, FAINT = "0B6477", "5D6775"
SIZES: Final = {"a4": (21.0, 29.7), "us-letter": (21.59, 27.94)}
"""Width and height of a sheet in centimetres."""
MARGIN: Final = 1.8
LABEL: Final = 3.2
"""Centimetres of a column of labels."""
LETTERS: Final = "Calibri, Carlito, Arial, Liberation Sans, DejaVu Sans, sans-serif"
"""Those of a picture: the first that is there."""
SHARPNESS: Final = 2.0
"""Pixels of a picture for each of its drawing."""
JOINER: Final = "\u2060"
"""What keeps a span of years on one line in other forms; some letters of Word show it as a box."""
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a part of a file can have: the same page is the same bytes on any day."""


class Paper:
    """A document that is being written.

    Parameters
    ----------
    head : dict
        What `printed.material.head` gives.
    """

    def __init__(self, head: Data) -> None:
        from docx import Document
        from docx.shared import Cm, Pt, RGBColor

        self.document = Document()
        sheet = self.document.sections[0]
        width, height = SIZES[head["paper"]]
        sheet.page_width, sheet.page_height = Cm(width), Cm(height)
        for side in ("left", "right", "top", "bottom"):
            setattr(sheet, f"{side}_margin", Cm(MARGIN))
        self.room = width - 2 * MARGIN
        styles = self.document.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10)
        styles["Normal"].paragraph_format.space_after = Pt(5)
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
            styles[name].font.color.rgb = RGBColor.from_string(ACCENT)
            styles[name].font.name = "Calibri"
        self._footer(f"{head['title']} · {head['stamp']} · ")

    def heading(self, words: str, level: int) -> None:
        """Set a heading, which word processors list for going to it; level 0 is the title."""
        self.document.add_heading(words, level)

    def words(self, cells: Iterable[str | Data], *, faint: bool = False, style: str = "") -> Any:
        """Set a paragraph of words and figures, each figure with its mark raised."""
        paragraph = self.document.add_paragraph(style=style or None)
        self._into(paragraph, cells, faint=faint)
        return paragraph

    def table(
        self,
        head: Sequence[str | Data],
        rows: Sequence[Sequence[str | Data]],
        right: Sequence[bool],
    ) -> None:
        """Set a table whose head stands again on every sheet that it runs over to."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        wide, size = widths((head, *rows), self.room)
        grid = self._grid("Table Grid", wide)
        for number, row in enumerate((head, *rows)):
            line = grid.add_row()
            self._whole(line, repeated=number == 0)
            # Through the row: by the table, each cell would be looked up among all others.
            for cell, item, aligned in zip(line.cells, row, right, strict=True):
                (paragraph,) = cell.paragraphs
                paragraph.paragraph_format.space_after = Pt(0)
                if aligned:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._into(paragraph, [item], size=size, bold=number == 0)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def labelled(self, lines: Iterable[tuple[str, Sequence[str | Data]]]) -> None:
        """Set lines of two columns, the first a label."""
        from docx.shared import RGBColor

        grid = self._grid("Normal Table", [LABEL, self.room - LABEL])
        for label, cells in lines:
            row = grid.add_row().cells
            run = row[0].paragraphs[0].add_run(label)
            run.bold, run.font.color.rgb = True, RGBColor.from_string(ACCENT)
            self._into(row[1].paragraphs[0], cells)

    def _grid(self, style: str, wide: Sequence[float]) -> Any:
        """Return a table without rows whose columns have the widths given, in centimetres."""
        from docx.shared import Cm

        grid = self.document.add_table(rows=0, cols=len(wide), style=style)
        grid.autofit = False
        for column, width in zip(grid.columns, wide, strict=True):
            column.width = Cm(width)  # rows that are added take it over
        return grid

    def picture(self, svg: str, told: str, *, part: float = 1.0) -> None:
        """Set a drawing as a picture over a part of the column, with words for who does not see it."""
        from docx.shared import Cm
        from vl_convert import svg_to_png

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        # Whoever draws it knows the letters of this machine alone: of a family that is not there, none.
        svg = re.sub(r'font-family="[^"]*"', f'font-family="{LETTERS}"', svg)
        drawn = io.BytesIO(svg_to_png(svg, scale=SHARPNESS))
        placed = paragraph.add_run().add_picture(drawn, width=Cm(self.room * part))
        placed._inline.docPr.set("descr", told)  # python-docx has no call for it

    def bytes(self, *, title: str, question: str, made: str) -> bytes:
        """Return the document: the same bytes for the same page."""
        told = self.document.core_properties
        told.title, told.author, told.keywords = title, "Counterpoise", question
        told.created = told.modified = datetime.fromisoformat(made)
        told.comments = told.last_modified_by = ""
        held = io.BytesIO()
        self.document.save(held)
        return _without_times(held)

    def _into(
        self, paragraph: Any, cells: Iterable[str | Data], *, size: float = 0, bold: bool = False,
        faint: bool = False,
    ) -> None:  # fmt: skip
        from docx.shared import Pt, RGBColor

        for item in cells:
            words, note = (item, None) if isinstance(item, str) else (item["text"], item["note"])
            run = paragraph.add_run(words.replace(JOINER, ""))
            run.bold = bold or None
            run.italic = (not isinstance(item, str) and not item["firm"]) or None
            if size:
                run.font.size = Pt(size)
            if faint or run.italic:
                run.font.color.rgb = RGBColor.from_string(FAINT)
            if note:
                mark = paragraph.add_run(f"[{note}]")
                mark.font.superscript = True
                mark.font.color.rgb = RGBColor.from_string(ACCENT)

    def _whole(self, row: Any, *, repeated: bool) -> None:
        """Let a row stay on one sheet, and the first come again on each."""
        from docx.oxml import OxmlElement

        settings = row._tr.get_or_add_trPr()
        settings.append(OxmlElement("w:cantSplit"))
        if repeated:
            settings.append(OxmlElement("w:tblHeader"))

    def _footer(self, words: str) -> None:
        """Set words and the number of the sheet at the foot of each."""
        from docx.oxml import OxmlElement
        from docx.shared import Pt

        run = self.document.sections[0].footer.paragraphs[0].add_run(words)
        field = OxmlElement("w:fldSimple")
        field.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr", "PAGE")
        run.font.size = Pt(8)
        run._r.addnext(field)


def _without_times(held: io.BytesIO) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(held) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as anew,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            anew.writestr(part, parts.read(name))
    return written.getvalue()
