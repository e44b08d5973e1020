"""Draw a page: as a self-contained HTML file, as text for a terminal, or as JSON.

The functions have the names of what they make, and stand here in place of the modules that they
are in: ``render.html(page)``.
"""

from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.drawn import Drawn
from counterpoise.report.render.html import html
from counterpoise.report.render.json import as_json
from counterpoise.report.render.text import as_text, text

__all__ = ["Drawings", "Drawn", "as_json", "as_text", "html", "text"]
