"""Shares of a widening window as fans, a panel for each partner, with what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.scales import colours
from counterpoise.report.charts.scales.colours import INK

ROOMY: Final = 160
"""Width of a panel in pixels on which more than two years can be named."""


def share_fan(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of partner, year, median, low80, high80, low95, high95 and happened (or None)."""
    named = colours.named(data, "partner")
    partners = list(named)
    colour = {
        "field": "partner", "type": "nominal", "legend": None,
        "scale": {"domain": partners, "range": list(colours.of_series(named).values())},
    }  # fmt: skip
    years = sorted({row["year"] for row in data})
    columns = 2
    panel = (width - 60 * columns) / columns
    thinned = years[:: max(1, round(len(years) / 2))]
    marked = thinned if panel > ROOMY else [years[0], years[-1]]
    x = {
        "field": "year", "type": "quantitative",
        "scale": {"domain": [years[0], years[-1]], "nice": False},
        "axis": {"format": "d", "title": None, "values": marked},
    }  # fmt: skip
    y: dict[str, Any] = {
        "type": "quantitative", "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "title": None, "values": [0, 0.5, 1]},
    }  # fmt: skip
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "opacity": opacity},
            "encoding": {
                "x": x,
                "color": colour,
                "y": {**y, "field": f"low{level}"},
                "y2": {"field": f"high{level}"},
            },
        }
        for level, opacity in ((95, 0.16), (80, 0.26))
    ]
    layers += [
        {
            "mark": {"type": "line", "strokeWidth": 2.2},
            "encoding": {"x": x, "color": colour, "y": {**y, "field": "median"}},
        },
        {
            "mark": {
                "type": "line",
                "color": INK,
                "strokeWidth": 1.6,
                "point": {"color": INK},
                "invalid": "break-paths-filter-domains",
            },
            "encoding": {"x": x, "y": {**y, "field": "happened"}},
        },
    ]
    return {
        "data": {"values": sorted(data, key=lambda row: row["year"])},
        "facet": {
            "field": "partner", "type": "nominal", "sort": partners, "title": None,
            "header": {"labelFontWeight": "bold", "labelFontSize": LETTERS},
        },
        "columns": columns,
        "padding": {"left": 5, "right": 24, "top": 5, "bottom": 5},
        "spec": {"width": panel, "height": 130, "layer": layers},
    }  # fmt: skip
