"""Shares over windows that do not overlap, stacked, with the volume of each window beneath."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import colours
from counterpoise.report.charts.scales.colours import FAINT, INK, OTHER, PAPER

REST = "others"
MARGIN: Final = 60
TOLD: Final = 0.07
"""A smaller share is too thin a piece to write in."""
SMALL: Final = 12
"""Size of letters in a piece and on a volume."""


def share_windows(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of window, partner, share and volume; partners in the order of their colours.

    Windows stand in the order of their first years, whoever happened to deliver in which.
    """
    named = {
        name: entity for name, entity in colours.named(data, "partner").items() if name != REST
    }
    range_of = {**colours.of_series(named), REST: OTHER}
    windows = sorted({row["window"] for row in data}, key=first_year)
    room = width - MARGIN
    across = _across(windows, room)
    shares = {
        "data": {"values": _stacked(data, list(range_of))},
        "height": 220,
        "width": room,
        "layer": [
            _bars(across, range_of, width),
            *([_written(data, list(range_of), across)] if _fits("100%", windows, room) else []),
        ],
    }
    volume = {"height": 46, "width": room, **_volumes(data, windows, across, room)}
    return {
        "vconcat": [shares, volume],
        "spacing": 12,
        "padding": {"left": 5, "right": 20, "top": 5, "bottom": 5},
    }


def _stacked(data: Sequence[dict[str, Any]], order: list[str]) -> list[dict[str, Any]]:
    """Return the rows with where each begins and ends in its window, upon those before it."""
    found, reached = [], dict[str, float]()
    for row in sorted(data, key=lambda one: order.index(one["partner"])):
        begin = reached.get(row["window"], 0.0)
        end = reached[row["window"]] = begin + (row["share"] or 0.0)
        found.append({**row, "from": begin, "to": end, "middle": (begin + end) / 2})
    return found


def first_year(window: str) -> int:
    """Return the first year of a window as it is written: 1995 of 1995–99."""
    found = re.match(r"\d+", window)
    if not found:
        raise ValueError(f"A window must begin with a year, not be {window!r}.")
    return int(found[0])


def _across(windows: list[str], room: float) -> dict[str, Any]:
    """Return the windows as a channel, in order of time, with as many named as can be read."""
    every = 1 + int(letters.widest(windows, LETTERS) + 6) // max(int(room / len(windows)), 1)
    return {
        "field": "window", "type": "ordinal", "sort": windows, "scale": {"domain": windows},
        "axis": {
            "title": None, "labelAngle": 0, "ticks": False, "domain": False,
            # The last window is the one that matters most, so it is named whatever falls out.
            "values": windows[::-1][::every][::-1],
        },
    }  # fmt: skip


def _bars(across: dict[str, Any], range_of: dict[str, str], width: int) -> dict[str, Any]:
    names = list(range_of)
    return {
        "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1},
        "encoding": {
            "x": {**across, "axis": None},
            "y": {
                "field": "from", "type": "quantitative", "scale": {"domain": [0, 1]},
                "axis": {"format": ".0%", "title": None, "values": [0, 0.2, 0.4, 0.6, 0.8, 1]},
            },
            "y2": {"field": "to"},
            "color": {
                "field": "partner", "type": "nominal", "title": None,
                "scale": {"domain": names, "range": list(range_of.values())},
                "legend": {"columns": letters.columns(names, width, LETTERS)},
            },
        },
    }  # fmt: skip


def _written(
    data: Sequence[dict[str, Any]], order: list[str], across: dict[str, Any]
) -> dict[str, Any]:
    """Return the shares as text in the pieces that are high enough."""
    high = [row for row in _stacked(data, order) if row["share"] and row["share"] >= TOLD]
    return {
        "data": {"values": high},
        "mark": {"type": "text", "color": PAPER, "fontSize": SMALL, "fontWeight": "bold"},
        "encoding": {
            "x": {**across, "axis": None},
            "y": {"field": "middle", "type": "quantitative"},
            "text": {"field": "share", "format": ".0%"},
        },
    }


def _volumes(
    data: Sequence[dict[str, Any]], windows: list[str], across: dict[str, Any], room: float
) -> dict[str, Any]:
    """Return the volume of each window as a bar with its number, where numbers have room."""
    of = {row["window"]: row["volume"] for row in data}
    rows = [
        {"window": window, "volume": of[window], "told": _volume(of[window])} for window in windows
    ]
    most = max((volume for volume in of.values() if volume is not None), default=0.0) or 1.0
    y = {"field": "volume", "type": "quantitative", "axis": None, "scale": {"domain": [0, most]}}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "color": FAINT, "opacity": 0.45},
            "encoding": {"x": across, "y": y},
        }
    ]
    if all(_fits(row["told"], windows, room) for row in rows):
        layers.append(
            {
                "mark": {"type": "text", "dy": -8, "fontSize": SMALL, "color": INK},
                "encoding": {"x": across, "y": y, "text": {"field": "told"}},
            }
        )
    return {"data": {"values": rows}, "layer": layers}


def _volume(value: float | None) -> str:
    """Return a volume as it is written: with a digit after the point where there is little."""
    return "" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:,.1f}"


def _fits(words: str, windows: list[str], room: float) -> bool:
    return letters.width(words, SMALL, bold=True) + 4 <= room / len(windows)
