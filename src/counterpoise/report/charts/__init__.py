"""Charts as Vega-Lite specifications, drawn as SVG that follows the page's light or dark colours.

Each chart is a function from the data of a `pages.Chart` and a width to a specification; `svg`
draws one, most of them here (`plain`) and the rest by the chart engine. The specifications are plain
dictionaries: importing a library to build them would cost more time than the whole brief.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales.colours import FAINT, INK, RULE, VARIABLES
from counterpoise.report.pages import Chart

STYLE: Final = Path(__file__).parent.parent / "templates" / "page.css"
WIDE: Final = 720
NARROW: Final = 340
ONE: Final = 500
"""Width of a chart in print where it needs no whole column: two stand beside each other."""
LETTERS: Final = 14
"""Size of letters in pixels."""

CONFIG: Final[dict[str, Any]] = {
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": FAINT, "titleColor": FAINT, "gridColor": RULE, "domainColor": RULE,
        "tickColor": RULE, "labelFontSize": LETTERS, "titleFontSize": LETTERS,
        "titleFontWeight": "normal", "labelFontWeight": "normal",
    },
    "axisX": {"grid": False, "labelPadding": 6},
    "axisY": {
        "domain": False, "ticks": False, "titleAnchor": "start", "titleAngle": 0,
        "titleAlign": "left", "titleY": -12,
    },
    "text": {"fontSize": LETTERS, "color": INK},
    "legend": {
        "labelColor": INK, "titleColor": FAINT, "labelFontSize": LETTERS, "titleFontSize": LETTERS,
        "titleFontWeight": "normal", "orient": "top", "symbolType": "square", "columnPadding": 22,
        "labelLimit": 0, "titleLimit": 0,
    },
    "header": {"labelColor": INK, "labelFontSize": LETTERS, "titleColor": FAINT},
}  # fmt: skip


HALF: Final = frozenset({
    "lines", "bands", "loss_curve", "share_fan", "ternary", "dumbbell", "share_windows",
    "stacked_years", "dispute_years", "premium_curve",
})  # fmt: skip
"""Charts that in print need no whole column."""


BY_HAND: Final = frozenset({"world_map", "treemap"})
"""Charts whose functions return SVG themselves, in a thousandth of the engine's time."""
PLAIN: Final = frozenset({
    "lines", "bands", "partners_in_time", "loss_curve", "premium_curve", "ternary", "dumbbell",
    "dispute_years", "stacked_years", "share_windows", "share_fan",
})  # fmt: skip
"""Charts whose specifications are drawn here (`plain`), and not by the engine."""


def widths(chart: Chart) -> tuple[int, ...]:
    """Return the widths in pixels at which a chart is drawn for a page: for a desk, and for a phone."""
    return WIDE, NARROW


def print_width(chart: Chart) -> int:
    """Return the width in pixels at which a chart is drawn for print."""
    return ONE if chart.draw in HALF else WIDE


def spec(chart: Chart, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart at a width in pixels."""
    drawn: dict[str, Any] = _drawn(chart, width)
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": CONFIG, **drawn}


def _drawn(chart: Chart, width: int) -> Any:
    draw = import_module(f"{__name__}.{chart.draw}")
    return getattr(draw, chart.draw)(chart.data, width)


@cache
def _engine() -> Any:
    import vl_convert

    return vl_convert


def picture(chart: Chart, width: int) -> str:
    """Return a chart as an SVG file that stands alone, in the colours of the light page."""
    light = dict(
        re.findall(r"(--\w+):([^;}]+)", STYLE.read_text(encoding="utf-8").split("@media")[0])
    )
    title = {
        "text": letters.lines(chart.title, width - 40, LETTERS, bold=True), "anchor": "start",
        "frame": "bounds", "fontSize": LETTERS, "color": INK, "offset": 12,
    }  # fmt: skip
    if chart.draw in BY_HAND:
        by_hand = str(_drawn(chart, width))
        return re.sub(r"var\((--\w+)\)", lambda named: light.get(named[1], "#000"), by_hand)
    drawing: str = _engine().vegalite_to_svg({**spec(chart, width), "title": title})
    for colour, variable in VARIABLES.items():
        drawing = drawing.replace(colour, light.get(variable, colour))
    return drawing


def is_quick(chart: Chart) -> bool:
    """Return whether a chart is drawn without the engine: to keep its drawing saves nothing."""
    return chart.draw in BY_HAND or chart.draw in PLAIN


def svg(chart: Chart, width: int) -> str:
    """Return a chart as SVG without a fixed size, its colours taken from the page's variables."""
    if chart.draw in BY_HAND:
        return str(_drawn(chart, width))
    if chart.draw in PLAIN:
        from counterpoise.report.charts.plain import view

        return view.drawn(spec(chart, width))
    return finished(spec(chart, width))


def finished(specification: dict[str, Any]) -> str:
    """Return a specification as the engine draws it, finished for a page."""
    drawing = in_variables(_engine().vegalite_to_svg(specification))
    drawing = re.sub(r'<[^>"]*(?:"[^"]*"[^>"]*)*>', _shorter, drawing)
    size = re.search(r'width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"', drawing)
    if size:
        room = f'{size[0]} style="max-width:{size[1]}px"'
        if "viewBox" not in drawing[: size.end() + 80]:
            room += f' viewBox="0 0 {size[1]} {size[2]}"'
        drawing = drawing.replace(size[0], room, 1)
    return drawing


def in_variables(drawn: str) -> str:
    """Return a drawing, or what it is drawn from, with the page's variables in place of colours."""
    for colour, variable in VARIABLES.items():
        drawn = drawn.replace(colour, f"var({variable})")
    return drawn


def _shorter(tag: re.Match[str]) -> str:
    """Return a tag with lengths to a tenth of a pixel, and without words for readers of screens.

    They hear the summary of the chart and have its numbers below; the engine's own words name every
    point ("line mark, at: 54"), and leave pictures within the picture that have no name.
    """
    without = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", tag[0])
    return re.sub(r"(\d\.\d)\d+", r"\1", without)
