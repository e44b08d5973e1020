"""A map of the world, shaded by a number for each state.

White is a state of which something is held, but too little for a number; grey one of which nothing is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from counterpoise.report.charts import INK, OTHER, PAPER, SHADES

OUTLINES = Path(__file__).parent.parent / "assets" / "outlines.json"
CLASSES = ("under .2", ".2 to .4", ".4 to .6", ".6 to .8", ".8 and over")
"""Fifths, from lower bound to below the next."""


@cache
def outlines() -> list[dict[str, Any]]:
    """Return the outline of each state or territory: `id` and a GeoJSON geometry."""
    return [
        {
            "type": "Feature",
            "id": one["id"],
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in one["rings"]]},
        }
        for one in json.loads(OUTLINES.read_text(encoding="utf-8"))
    ]


def world_map(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of state (id) and value in [0, 1] or None, and, in the first, title and centre (id)."""
    values = {row["state"]: row["value"] for row in data}
    untold = {state for state, value in values.items() if value is None}
    centre = data[0]["centre"]
    features = [
        {**feature, "centre": feature["id"] == centre, "class": _class(values.get(feature["id"]))}
        for feature in outlines()
    ]
    shape = {"type": "geoshape", "stroke": PAPER, "strokeWidth": 0.4}
    return {
        "width": width - 10,
        "height": round((width - 10) * 0.5),
        "projection": {"type": "equalEarth"},
        "layer": [
            {
                "data": {
                    "values": [
                        one for one in features if one["class"] is None and one["id"] not in untold
                    ]
                },
                "mark": {**shape, "fill": OTHER, "fillOpacity": 0.35},
            },
            {
                "data": {"values": [one for one in features if one["id"] in untold]},
                "mark": {**shape, "fill": PAPER, "stroke": OTHER, "strokeWidth": 0.8},
            },
            {
                "data": {"values": [one for one in features if one["class"] is not None]},
                "mark": shape,
                "encoding": {
                    "color": {
                        "field": "class", "type": "ordinal", "title": data[0]["title"],
                        "scale": {"domain": list(CLASSES), "range": list(SHADES)},
                        "legend": {
                            "orient": "bottom", "labelFontSize": 16, "titleFontSize": 16, "symbolSize": 220,
                            "columns": 5},
                    }
                },
            },
            {
                "data": {"values": [one for one in features if one["centre"]]},
                "mark": {**shape, "fill": INK},
            },
        ],
    }  # fmt: skip


def _class(value: float | None) -> str | None:
    return None if value is None else CLASSES[min(int(max(value, 0.0) * 5), 4)]
