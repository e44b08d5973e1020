"""The figure that each reading of a statement gives, by verdict, with the line that was asserted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import FAINT, INK, NARROW, SERIES, WIDE

VERDICTS: Final = {"holds": (SERIES[3], "circle"), "fails": (SERIES[1], "cross")}
LETTERS: Final = {WIDE: 58, NARROW: 26}
LETTER: Final = 6.6
"""Width of a letter of a label in pixels; what a reader's own letters may take beyond is margin."""


def readings(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of reading, figure and verdict; the first has base, the line, and format and axis."""
    first = data[0]
    # Cut here: to let the engine cut labels to a width takes it ten times as long as to draw. The
    # number tells apart what is cut alike, and stands for the reading's place in the table.
    rows = [
        {**row, "reading": f"{_cut(row['reading'], LETTERS[width])}  {number}"}
        for number, row in enumerate(data, start=1)
    ]
    names = [row["reading"] for row in rows]
    gutter = round(LETTER * max(len(name) for name in names)) + 14
    # The browser's letters may be wider than those that the engine reckons with.
    spare = 8 + gutter // 7
    x = {
        "field": "figure", "type": "quantitative", "scale": {"zero": False, "nice": True},
        "axis": {"title": first["axis"] or None, "format": first["format"], "tickCount": 4,
                 "labelOverlap": True, "labelSeparation": 6},
    }  # fmt: skip
    y = {
        "field": "reading", "type": "nominal", "sort": names,
        "axis": {"title": None, "labelColor": INK, "labelLimit": 0, "labelFontSize": 11,
                 "domain": False, "ticks": False, "grid": True},
    }  # fmt: skip
    shown = [verdict for verdict in VERDICTS if any(row["verdict"] == verdict for row in rows)]
    scales = {
        "color": [VERDICTS[verdict][0] for verdict in shown],
        "shape": [VERDICTS[verdict][1] for verdict in shown],
    }
    encoded = {
        channel: {
            "field": "verdict", "type": "nominal", "title": None,
            "scale": {"domain": shown, "range": scale},
            "legend": {"symbolType": "circle"} if channel == "color" else None,
        }
        for channel, scale in scales.items()
    }  # fmt: skip
    line = {
        "data": {"values": [{"base": first["base"]}]},
        "mark": {"type": "rule", "color": FAINT, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "base", "type": "quantitative"}},
    }
    points = {
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
        "encoding": {"x": x, "y": y, **encoded},
    }
    return {
        "padding": {"left": spare, "right": 14, "top": 4, "bottom": 4},
        "height": {"step": 17},
        "width": width - gutter - spare - 14,
        "layer": [line, points],
    }


def _cut(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1]}…"
