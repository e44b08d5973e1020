"""A map of the world, shaded by a number for each state.

A dark outline is a state of which something is held, but too little for a number; a faint one a state
of which nothing is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import classes
from counterpoise.report.charts.scales.colours import FAINT, INK, PAPER, SHADES

OUTLINES = Path(__file__).parent.parent / "assets" / "outlines.json"


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
    """Draw rows of state (id) and value or None, and, in the first, title, centre (id or "") and scale.

    The scale is "share", of values in [0, 1] that are written in per cent, or "number".

    A state without a value is an empty outline: no shade of the scale can be taken for it; of one
    whose row has none, too little is known to tell.
    """
    values = {row["state"]: row["value"] for row in data if row["value"] is not None}
    untold = {row["state"] for row in data if row["value"] is None}
    between = classes.bounds(
        [value for state, value in values.items() if state != data[0]["centre"]]
    )
    names = classes.words(between, percent=data[0].get("scale", "share") == "share")
    features = [
        {
            **feature,
            "class": names[classes.class_of(values[feature["id"]], between)]
            if feature["id"] in values
            else None,
        }
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
                "mark": {**shape, "fill": PAPER, "stroke": FAINT, "strokeWidth": 0.5},
            },
            {
                "data": {"values": [one for one in features if one["id"] in untold]},
                "mark": {**shape, "fill": PAPER, "stroke": INK, "strokeWidth": 0.8},
            },
            {
                "data": {"values": [one for one in features if one["class"] is not None]},
                "mark": shape,
                "encoding": {
                    "color": {
                        "field": "class", "type": "ordinal", "title": data[0]["title"],
                        "scale": {
                            "domain": names,
                            "range": classes.shades(len(names), SHADES),
                        },
                        "legend": {
                            "orient": "bottom", "symbolSize": 180,
                            "columns": letters.columns(names, width, LETTERS),
                        },
                    }
                },
            },
            {
                "data": {"values": [one for one in features if one["id"] == data[0]["centre"]]},
                "mark": {**shape, "fill": INK},
            },
        ],
    }  # fmt: skip
