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
_SHOWN: Final = re.compile(r'class="n shown"')
"""A figure like any other."""
_QUOTED: Final = re.compile(
    r' (class|scope|style|title|role|data-note|tabindex|aria-hidden)="([\w.:-]+)"(?=[ >])'
)
"""Values of what stands in every cell, which need no marks around them (13.1.2.3)."""
_CALLED: Final = re.compile(r' (id|href)="(#?(?:c|note-)\d[\d-]*)"(?=[ >])')
"""The same of calls of footnotes and of footnotes."""
_LONG: Final = re.compile(r'(?<=[#"])(call|outline)-(?=[\dA-Z])')
"""How anchors begin that a page has by the hundred."""
_SHORT: Final = {"call": "c", "outline": "o"}
_BLANKS: Final = re.compile(r"\n\s+")


def svg(chart: Chart, width: int) -> str:
    """Return a chart's drawing as `charts.svg` has it, in fewer bytes: its letters are the page's."""
    slim = _UNDRAWN.sub("", _USUAL.sub("", _EMPTY.sub("", charts.svg(chart, width))))
    while (less := _NOTHING.sub("", slim)) != slim:
        slim = less
    return slim


def page(html: str) -> str:
    """Return a page without the blanks before its lines, and the ends and marks that say nothing."""
    lean = _SHOWN.sub('class="n"', _ENDS.sub("", html))
    lean = _LONG.sub(lambda one: _SHORT[one[1]], lean)
    return _BLANKS.sub("\n", _CALLED.sub(r" \1=\2", _QUOTED.sub(r" \1=\2", lean)))
