"""Charts as Vega-Lite specifications, drawn as SVG that follows the page's light or dark colours.

Each chart is a function from the data of a `pages.Chart` and a width to a specification; `svg`
draws one. The specifications are plain dictionaries: importing a library to build them would cost
more time than the whole brief.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from counterpoise.report.pages import Chart

STYLE: Final = Path(__file__).parent.parent / "templates" / "page.css"
WIDE: Final = 720
NARROW: Final = 340
INK, FAINT, RULE, PAPER, OTHER = "#010203", "#010204", "#010205", "#010206", "#010207"
SERIES: Final = tuple(f"#0102{number:02x}" for number in range(0x10, 0x18))
HEAT: Final = tuple(f"#0102{number:02x}" for number in range(0x20, 0x26))
SHADES: Final = tuple(f"#0102{number:02x}" for number in range(0x30, 0x35))
VARIABLES: Final = {
    INK: "--ink",
    FAINT: "--faint",
    RULE: "--rule",
    PAPER: "--paper",
    OTHER: "--other",
    **{colour: f"--s{number}" for number, colour in enumerate(SERIES, start=1)},
    **{colour: f"--h{number}" for number, colour in enumerate(HEAT)},
    **{colour: f"--m{number}" for number, colour in enumerate(SHADES, start=1)},
}
"""Stand-in colours of a specification, and the style sheet's variables that take their place."""

CONFIG: Final[dict[str, Any]] = {
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": FAINT, "titleColor": FAINT, "gridColor": RULE, "domainColor": RULE,
        "tickColor": RULE, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelFontWeight": "normal",
    },
    "axisX": {"grid": False},
    "axisY": {
        "domain": False, "ticks": False, "titleAnchor": "start", "titleAngle": 0,
        "titleAlign": "left", "titleY": -10,
    },
    "text": {"fontSize": 12, "color": INK},
    "legend": {
        "labelColor": INK, "titleColor": FAINT, "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "orient": "top", "symbolType": "square", "columnPadding": 22,
    },
    "header": {"labelColor": INK, "labelFontSize": 12, "titleColor": FAINT},
}  # fmt: skip


ONCE: Final = {
    "lines": 500,
    "bands": 500,
    "loss_curve": 500,
    "share_fan": 480,
    "ternary": 440,
    "dumbbell": 500,
    "share_windows": 480,
    "stacked_years": 500,
    "dispute_years": 500,
    "world_map": WIDE,
}
"""Charts drawn once, at a width that can be read on a desk and on a phone."""


def widths(chart: Chart) -> tuple[int, ...]:
    """Return the widths in pixels at which a chart is drawn for a page."""
    return (ONCE[chart.draw],) if chart.draw in ONCE else (WIDE, NARROW)


def spec(chart: Chart, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart at a width in pixels."""
    draw = import_module(f"{__name__}.{chart.draw}")
    drawn: dict[str, Any] = getattr(draw, chart.draw)(chart.data, width)
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": CONFIG, **drawn}


@cache
def _engine() -> Any:
    import vl_convert

    return vl_convert


def warm_up() -> None:
    """Start the drawing engine, which takes longer than to draw."""
    _engine().vegalite_to_svg({"data": {"values": []}, "mark": "point"})


def picture(chart: Chart, width: int) -> str:
    """Return a chart as an SVG file that stands alone, in the colours of the light page."""
    light = dict(
        re.findall(r"(--\w+):([^;}]+)", STYLE.read_text(encoding="utf-8").split("@media")[0])
    )
    drawing: str = _engine().vegalite_to_svg({**spec(chart, width), "title": chart.title})
    for colour, variable in VARIABLES.items():
        drawing = drawing.replace(colour, light.get(variable, colour))
    return drawing


def svg(chart: Chart, width: int) -> str:
    """Return a chart as SVG without a fixed size, its colours taken from the page's variables."""
    drawing: str = _engine().vegalite_to_svg(spec(chart, width))
    for colour, variable in VARIABLES.items():
        drawing = drawing.replace(colour, f"var({variable})")
    drawing = re.sub(r"<[^>]+>", _shorter, drawing)
    size = re.search(r'width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"', drawing)
    if size:
        room = f'{size[0]} style="max-width:{size[1]}px"'
        if "viewBox" not in drawing[: size.end() + 80]:
            room += f' viewBox="0 0 {size[1]} {size[2]}"'
        drawing = drawing.replace(size[0], room, 1)
    return drawing


def _shorter(tag: re.Match[str]) -> str:
    """Return a tag with its lengths to a tenth of a pixel, which is enough."""
    return re.sub(r"(\d\.\d)\d+", r"\1", tag[0])


def palette(names: list[str]) -> dict[str, str]:
    """Return a colour for each name in order; those beyond the series share the colour of "other"."""
    colours = [*SERIES, *([OTHER] * max(0, len(names) - len(SERIES)))]
    return dict(zip(names, colours, strict=False))


def year_ticks(first: int, last: int, width: int) -> list[int]:
    """Return round years to label, few enough for the width and none too near the end."""
    most = 9 if width > 500 else 4
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= most)
    return [year for year in range(first, last + 1) if year % step == 0]
