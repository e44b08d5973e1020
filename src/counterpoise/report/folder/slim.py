"""A page without what no reader sees: the engine's empty shapes and names, and blanks between tags."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.report import charts
from counterpoise.report.pages import Chart

_EMPTY: Final = re.compile(r'<path class="(?:foreground|background)" d="(?:M0,0h0v0h0Z)?"[^>]*/>')
_USUAL: Final = re.compile(
    r' (?:class="(?:mark-|root|role-)[^"]*"|pointer-events="none"|opacity="1"|font-weight="normal"'
    r'|font-family="system-ui, sans-serif"|font-size="14(?:px)?"|text-anchor="start"'
    r'|transform="translate\(0,0\)"|stroke-width="1"|xmlns="http://www.w3.org/2000/svg")'
)
"""Names of the engine's own, and what is so on a page without being said."""
_UNDRAWN: Final = re.compile(r'<path class="background" d="[^"]*"/>')
"""Ground without a colour."""
_NOTHING: Final = re.compile(r"<g[^>]*></g>")
_ENDS: Final = re.compile(r"</(?:td|th|tr|tbody|thead|li|dt|dd)>")
"""Ends that HTML lets be left out (the standard, 13.1.2.4): what comes next ends the element."""
_BLANKS: Final = re.compile(r"\n\s+")


def svg(chart: Chart, width: int) -> str:
    """Return a chart's drawing as `charts.svg` has it, in fewer bytes: its letters are the page's."""
    slim = _UNDRAWN.sub("", _USUAL.sub("", _EMPTY.sub("", charts.svg(chart, width))))
    while (less := _NOTHING.sub("", slim)) != slim:
        slim = less
    return slim


def page(html: str) -> str:
    """Return a page without the blanks before its lines and the ends that say nothing."""
    return _BLANKS.sub("\n", _ENDS.sub("", html))
