"""Charts as files beside their page, which a browser loads after what is read first.

A file brings the colours of light and dark for those that it has. The first picture of a page, and
maps, whose states lead to pages, stand on the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Final

from counterpoise.report import charts
from counterpoise.report.folder.numbers import Anchored
from counterpoise.report.pages import Chart, Page

NARROW: Final = "(max-width:40rem)"
"""Windows for which a chart is drawn narrow, as the style sheet has it."""
_SIZE: Final = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_UNSAFE: Final = re.compile(r"[^\w-]+")


@dataclass
class Pictures:
    """The drawings of a page that are files.

    Parameters
    ----------
    page : Page
    told : list of (str, Chart)
        Its charts, each with its anchor.
    stem : str
        The name of the page's file, which is that of the folder of its drawings.
    """

    page: Page
    told: Anchored
    stem: str
    files: dict[str, str] = field(default_factory=dict)

    def of(self, chart: Chart) -> str:
        """Return the markup that shows a chart's file; "" for one that stands on the page."""
        if chart is self.page.picture or chart.draw not in charts.PLAIN:
            return ""
        anchor = next(name for name, one in self.told if one is chart)
        wide, narrow = (self._file(chart, anchor, width) for width in charts.widths(chart))
        return (
            f'<picture><source media="{NARROW}" srcset="{narrow[0]}" {narrow[1]}>'
            f'<img src="{wide[0]}" {wide[1]} alt="{escape(chart.summary)}"></picture>'
        )

    def _file(self, chart: Chart, anchor: str, width: int) -> tuple[str, str]:
        """Return the address of a drawing, which is kept to be written, and its size as attributes."""
        drawing = charts.svg(chart, width)
        size = _SIZE.search(drawing)
        assert size is not None
        own = "" if width == charts.WIDE else "-narrow"
        name = f"{_UNSAFE.sub('-', anchor)}{own}.svg"
        self.files[name] = coloured(drawing)
        sides = " ".join(
            f'{side}="{float(told):.0f}"'
            for side, told in zip(("width", "height"), size.groups(), strict=True)
        )
        return f"{self.stem}/{name}", sides


def coloured(drawing: str) -> str:
    """Return a drawing with the colours, light and dark, of the variables that it refers to."""
    light, dark = _colours()
    used = [one for one in sorted(set(re.findall(r"var\((--\w+)\)", drawing))) if one in light]
    short = {name: f"--{chr(ord('a') + place)}" for place, name in enumerate(used)}
    told, also = (";".join(f"{short[one]}:{of[one]}" for one in used) for of in (light, dark))
    named = re.sub(r"var\((--\w+)\)", lambda one: f"var({short.get(one[1], one[1])})", drawing)
    dark_too = f"@media screen and (prefers-color-scheme:dark){{:root{{{also}}}}}"
    bare = re.sub(r' style="max-width:[^"]*"', "", named, count=1).replace(
        "system-ui, sans-serif", "system-ui", 1
    )
    return bare.replace(">", f"><style>:root{{{told}}}{dark_too}</style>", 1)


@cache
def _colours() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of the light page and of the dark one by their variables."""
    light, _, rest = charts.STYLE.read_text(encoding="utf-8").partition("@media")
    dark = rest.partition("}}")[0]
    found = (re.findall(r"(--\w+):([^;}]+)", part) for part in (light, dark))
    one, other = (dict(pairs) for pairs in found)
    return one, {**one, **other}
