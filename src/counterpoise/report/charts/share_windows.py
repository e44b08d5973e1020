"""Shares over windows that do not overlap, stacked, with the volume of each window beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import FAINT, INK, OTHER, PAPER, palette

REST = "others"


def share_windows(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of window, partner, share, volume, unit; partners in the order of their colours."""
    partners = list(dict.fromkeys(row["partner"] for row in data if row["partner"] != REST))
    colours = {**palette(partners), REST: OTHER}
    windows = list(dict.fromkeys(row["window"] for row in data))
    order = {partner: number for number, partner in enumerate(colours)}
    rows = [{**row, "order": order[row["partner"]]} for row in data]
    volumes = [
        {"window": window, "volume": next(row["volume"] for row in data if row["window"] == window)}
        for window in windows
    ]
    axis = {"title": None, "labelAngle": 0, "ticks": False, "domain": False, "labelOverlap": True}
    horizontal = {"field": "window", "type": "ordinal", "sort": windows, "axis": axis}
    bars = {
        "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 1},
        "encoding": {
            "x": {**horizontal, "axis": None},
            "y": {
                "field": "share", "type": "quantitative", "stack": "zero", "scale": {"domain": [0, 1]},
                "axis": {"format": ".0%", "title": None, "tickCount": 4},
            },
            "color": {
                "field": "partner", "type": "nominal", "title": None,
                "scale": {"domain": list(colours), "range": list(colours.values())},
                "legend": {"columns": 4},
            },
            "order": {"field": "order", "type": "quantitative"},
        },
    }  # fmt: skip
    labels = {
        "mark": {"type": "text", "color": PAPER, "fontSize": 11, "fontWeight": "bold"},
        "encoding": {
            "x": horizontal,
            "y": {"field": "share", "type": "quantitative", "stack": "zero", "bandPosition": 0.5},
            "text": {
                "condition": {"test": "datum.share >= 0.07", "field": "share", "format": ".0%"},
                "value": "",
            },
            "order": {"field": "order", "type": "quantitative"},
        },
    }
    volume = {
        "data": {"values": volumes},
        "height": 46,
        "width": width - 60,
        "layer": [
            {
                "mark": {"type": "bar", "color": FAINT, "opacity": 0.45},
                "encoding": {
                    "x": horizontal,
                    "y": {"field": "volume", "type": "quantitative", "axis": None},
                },
            },
            {
                "mark": {"type": "text", "dy": -7, "fontSize": 11, "color": INK},
                "encoding": {
                    "x": horizontal,
                    "y": {"field": "volume", "type": "quantitative", "axis": None},
                    "text": {"field": "volume", "type": "quantitative", "format": ",.0f"},
                },
            },
        ],
    }
    shares = {"data": {"values": rows}, "height": 220, "width": width - 60, "layer": [bars, labels]}
    return {"vconcat": [shares, volume], "spacing": 12}
