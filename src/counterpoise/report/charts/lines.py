"""Lines over years, each with its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters, placing
from counterpoise.report.charts.scales import colours, ticks
from counterpoise.report.charts.scales.colours import RULE

HEIGHT: Final = 240
MOVED: Final = 6.0
"""A name that stands further than this from its line's end, in pixels, is led to it."""


def lines(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of series, year, value and, in the first, axis (title), format, base (a rule).

    A series that is a state has its `id`; rows of `bands` have low and high too.
    """
    first = data[0]
    named = colours.named(data, "series")
    gutter = letters.widest(list(named), LETTERS, bold=True) + 12
    years = [row["year"] for row in data]
    height = upright(data)
    margin = letters.widest(ticks.labels(height["axis"]), LETTERS) + 8
    x = {
        "field": "year", "type": "quantitative",
        "scale": {"domain": [min(years), max(years)], "nice": False},
        "axis": {"format": "d", "title": None,
                 "values": ticks.year_ticks(min(years), max(years), int(width - margin - gutter))},
    }  # fmt: skip
    y: dict[str, Any] = {
        "field": "value", "type": "quantitative", **height,
        "axis": {**height["axis"], "title": first["axis"]},
    }  # fmt: skip
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": list(named), "range": list(colours.of_series(named).values())},
    }  # fmt: skip
    at_end = ends(data, list(named), height["scale"]["domain"])
    return {
        # Laid out here and not by the engine, which reckons with narrower letters than some have.
        "autosize": "none",
        "padding": {"left": margin, "right": gutter, "top": 32, "bottom": 28},
        "height": HEIGHT,
        "width": width - margin - gutter,
        "layer": [
            *_base(first),
            {
                "data": {"values": sorted(data, key=lambda row: row["year"])},
                "mark": {
                    "type": "line", "strokeWidth": 2.2, "invalid": "break-paths-filter-domains",
                    "point": len(years) < 14 * len(named),
                },
                "encoding": {"x": x, "y": y, "color": colour},
            },
            *_alone(data, x, y, colour),
            *leads(at_end, x, y, colour),
            {
                "data": {"values": at_end},
                "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": "bold"},
                "encoding": {
                    "x": {**x, "field": "end"},
                    "y": {**y, "field": "at"},
                    "text": {"field": "series"},
                    "color": colour,
                },
            },
        ],
    }  # fmt: skip


def upright(data: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return scale and axis of the values, which hold all of them, their bands and the base."""
    first = data[0]
    must = [first["base"]] if "base" in first else []
    if first.get("zero", True):
        must.append(0.0)
    values = [row.get(key) for row in data for key in ("value", "low", "high")]
    return ticks.value_axis(*ticks.spread(values, include=must), first["format"])


def _base(first: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rule at the height that values are to be read against, if there is one."""
    if "base" not in first:
        return []
    return [
        {
            "data": {"values": [{"base": first["base"]}]},
            "mark": {"type": "rule", "color": RULE, "strokeWidth": 2},
            "encoding": {"y": {"field": "base", "type": "quantitative"}},
        }
    ]


def _alone(
    data: Sequence[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return points for years without a neighbour, of which a line shows nothing."""
    told = {(row["series"], row["year"]) for row in data if row["value"] is not None}
    alone = [
        row
        for row in data
        if row["value"] is not None
        and not told & {(row["series"], row["year"] - 1), (row["series"], row["year"] + 1)}
    ]
    if not alone:
        return []
    return [
        {
            "data": {"values": alone},
            "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour},
        }
    ]


def ends(
    data: Sequence[dict[str, Any]], names: list[str], domain: list[float]
) -> list[dict[str, Any]]:
    """Return where the names go: right of all lines, as high as their ends, pushed apart."""
    known = sorted((row for row in data if row["value"] is not None), key=lambda row: row["year"])
    last = {row["series"]: row for row in known}
    pixels = HEIGHT / (domain[1] - domain[0])
    falling = sorted((last[name] for name in names if name in last), key=lambda row: -row["value"])
    depths = placing.apart(
        [(domain[1] - row["value"]) * pixels for row in falling], LETTERS * letters.HEIGHT,
        top=0, bottom=HEIGHT,
    )  # fmt: skip
    end = max(row["year"] for row in data)
    return [
        {
            "series": row["series"], "year": row["year"], "value": row["value"], "end": end,
            "at": domain[1] - depth / pixels,
            "led": row["year"] < end or abs((domain[1] - row["value"]) * pixels - depth) > MOVED,
        }
        for row, depth in zip(falling, depths, strict=True)
    ]  # fmt: skip


def leads(
    ends: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return dotted rules from the ends of lines to names that could not stand beside them."""
    led = [row for row in ends if row["led"]]
    if not led:
        return []
    return [
        {
            "data": {"values": led},
            "mark": {"type": "rule", "strokeDash": [1, 3], "opacity": 0.8, "x2Offset": 5},
            "encoding": {
                "x": x, "y": y, "x2": {"field": "end"}, "y2": {"field": "at"}, "color": colour,
            },
        }
    ]  # fmt: skip
