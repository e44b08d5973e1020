"""Draw a page: as a self-contained HTML file, as PDF or for Word, as text for a terminal, as CSV or as JSON.

The functions have the names of what they make, and stand here in place of the modules that they
are in: ``render.html(page)``.
"""

from counterpoise.report.render.csv import as_csv, chart_csv
from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.drawn import Drawn
from counterpoise.report.render.frame import Frame
from counterpoise.report.render.html import html
from counterpoise.report.render.json import as_json
from counterpoise.report.render.printed.pdf import pdf
from counterpoise.report.render.text import as_text, text
from counterpoise.report.render.word.document import docx

__all__ = [
    "Drawings",
    "Drawn",
    "Frame",
    "as_csv",
    "as_json",
    "as_text",
    "chart_csv",
    "docx",
    "html",
    "pdf",
    "text",
]
