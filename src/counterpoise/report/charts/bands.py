"""Lines over years inside the bands of what is not known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts.lines import lines


def bands(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows as `lines` does, each with low and high."""
    drawn = lines(data, width)
    line = next(layer for layer in drawn["layer"] if layer["mark"].get("type") == "line")
    encoding = line["encoding"]
    band = {
        "data": line["data"],
        "mark": {"type": "area", "opacity": 0.22},
        "encoding": {
            "x": encoding["x"],
            "y": {**encoding["y"], "field": "low"},
            "y2": {"field": "high"},
            "color": encoding["color"],
        },
    }
    return {**drawn, "layer": [band, *drawn["layer"]]}
