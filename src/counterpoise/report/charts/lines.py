"""Lines over years, each with its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoise.report.charts import RULE, palette, year_ticks


def lines(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of series, year, value and, in the first, axis (title), format, base (a rule)."""
    first = data[0]
    names = list(dict.fromkeys(row["series"] for row in data))
    colours = palette(names)
    ends = _end_labels(data, names)
    gutter = min(150, 16 + 8 * max(len(name) for name in names))
    years = [row["year"] for row in data]
    x = {
        "field": "year", "type": "quantitative",
        "scale": {"domain": [min(years), max(years)], "nice": False},
        "axis": {"format": "d", "title": None, "values": year_ticks(min(years), max(years), width)},
    }  # fmt: skip
    y = {
        "field": "value", "type": "quantitative",
        "axis": {"title": first["axis"], "format": first["format"], "tickCount": 5},
        "scale": {"zero": first.get("zero", True)},
    }  # fmt: skip
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": names, "range": [colours[name] for name in names]},
    }  # fmt: skip
    layers: list[dict[str, Any]] = []
    if "base" in first:
        layers.append(
            {
                "data": {"values": [{"base": first["base"]}]},
                "mark": {"type": "rule", "color": RULE, "strokeWidth": 2},
                "encoding": {"y": {"field": "base", "type": "quantitative"}},
            }
        )  # fmt: skip
    layers += [
        {
            "data": {"values": list(data)},
            "mark": {
                "type": "line", "strokeWidth": 2.2, "invalid": "break-paths-filter-domains",
                "point": len(years) < 14 * len(names),
            },
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold", "clip": False},
            "encoding": {
                "x": x,
                "y": {"field": "at", "type": "quantitative"},
                "text": {"field": "series"},
                "color": colour,
            },
        },
    ]  # fmt: skip
    # The browser's letters may be wider than those that the engine reckons with.
    return {
        "padding": {"left": 5, "top": 5, "bottom": 5, "right": 16},
        "height": 240,
        "width": width - 62 - gutter,
        "layer": layers,
    }


def _end_labels(data: Sequence[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """Return where the names go: at the lines' ends, pushed apart so that they can be read."""
    known = sorted((row for row in data if row["value"] is not None), key=lambda row: row["year"])
    last = {row["series"]: row for row in known}
    rising = sorted((last[name] for name in names if name in last), key=lambda row: row["value"])
    values = [row["value"] for row in known]
    gap = (max(values) - min(*values, 0)) * 0.065
    end = max(row["year"] for row in data)
    heights = _apart([row["value"] for row in rising], gap)
    return [{**row, "year": end, "at": at} for row, at in zip(rising, heights, strict=True)]


def _apart(heights: list[float], gap: float) -> list[float]:
    """Return rising heights moved as little as it takes to keep them a gap apart."""
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while (
            len(groups) > 1
            and _lowest(groups[-1], gap) < _lowest(groups[-2], gap) + len(groups[-2]) * gap
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_lowest(group, gap) + gap * place for group in groups for place in range(len(group))]


def _lowest(group: list[float], gap: float) -> float:
    return sum(group) / len(group) - gap * (len(group) - 1) / 2
