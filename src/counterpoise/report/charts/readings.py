"""The figure that each reading of a statement gives, by verdict, with the line that was asserted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report import charts
from counterpoise.report.charts import NARROW, WIDE
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import ticks
from counterpoise.report.charts.scales.colours import FAINT, INK, SERIES

VERDICTS: Final = {"holds": (SERIES[3], "circle"), "fails": (SERIES[1], "cross")}
ROOM: Final = {WIDE: 380, NARROW: 185}
"""Pixels that the name of a reading may take."""
LETTERS: Final = 11
"""Size of the letters of names: there are many."""


def readings(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of reading, figure and verdict; the first has base, the line, and format and axis."""
    first = data[0]
    # Cut here: to let the engine cut labels to a width takes it ten times as long as to draw. The
    # number tells apart what is cut alike, and stands for the reading's place in the table.
    rows = [
        {**row, "reading": f"{letters.cut(row['reading'], ROOM[width], LETTERS)}  {number}"}
        for number, row in enumerate(data, start=1)
    ]
    names = [row["reading"] for row in rows]
    gutter = letters.widest(names, LETTERS) + 10
    room = width - gutter - 22
    across = ticks.level_axis(
        *ticks.spread(row["figure"] for row in [*rows, {"figure": first["base"]}]),
        first["format"], room=room, size=charts.LETTERS,
    )  # fmt: skip
    x = {
        "field": "figure", "type": "quantitative", **across,
        "axis": {**across["axis"], "title": first["axis"] or None, "labelOverlap": True,
                 "labelSeparation": 6},
    }  # fmt: skip
    y = {
        "field": "reading", "type": "nominal", "sort": names,
        "axis": {"title": None, "labelColor": INK, "labelLimit": 0, "labelFontSize": LETTERS,
                 "minExtent": gutter,
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
        "padding": {"left": 4, "right": 18, "top": 4, "bottom": 4},
        "height": {"step": 17},
        "width": room,
        "layer": [line, points],
    }
