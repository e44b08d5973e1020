"""Figures of months in their bands, with holes where nothing is told and rules where a source changed."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Sequence
from math import ceil, floor
from typing import Any, Final

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.lines import HEIGHT, ends, leads, upright
from counterpoise.report.charts.scales import colours, ticks
from counterpoise.report.charts.scales.colours import FAINT

NAMES: Final = list(month_abbr)[1:]
LINE: Final = 18
"""Height of a line of letters above the drawing, in pixels."""
SHORT: Final = 30
"""Months up to which the axis names months, and not years alone."""


def months(data: Sequence[dict[str, Any]], width: int) -> dict[str, Any]:
    """Draw rows of series, at (months since the year 0), run and value, maybe low and high.

    Only values of one run are joined. Rows with a `change` are rules at `at`, named above.
    """
    figures = [{**row, "year": row["at"]} for row in data if "change" not in row]
    changes = [row for row in data if "change" in row]
    named = colours.named(figures, "series")
    gutter = letters.widest(list(named), LETTERS, bold=True) + 12
    y: dict[str, Any] = {"field": "value", "type": "quantitative", **upright(figures)}
    margin = max(letters.widest(ticks.labels(y["axis"]), LETTERS) + 8, 40)
    room = width - margin - gutter
    first, last = (end(row["at"] for row in data) for end in (min, max))
    x = _across(floor(first), max(ceil(last), floor(first) + 1), int(room))
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": list(named), "range": list(colours.of_series(named).values())},
    }  # fmt: skip
    joined = {"x": x, "color": colour, "detail": {"field": "run", "type": "nominal"}}
    last_at = max(row["at"] for row in figures)
    names = [
        {**row, "end": x["scale"]["domain"][1], "led": row["led"] or row["year"] < last_at}
        for row in ends(figures, list(named), y["scale"]["domain"])
    ]
    return {
        "autosize": "none",
        "padding": {"left": margin, "right": gutter, "top": 14 + LINE * min(len(changes), 2),
                    "bottom": 28},
        "height": HEIGHT,
        "width": room,
        "layer": [
            *_ranges(figures, joined, y),
            {
                "data": {"values": figures},
                "mark": {"type": "line", "strokeWidth": 2.2},
                "encoding": {**joined, "y": y},
            },
            {
                "data": {"values": figures},
                "mark": {"type": "point", "filled": True, "size": 22, "opacity": 1},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            *_changes(changes, x, room),
            *leads(names, x, y, colour),
            {
                "data": {"values": names},
                "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": "bold"},
                "encoding": {
                    "x": {**x, "field": "end"}, "y": {**y, "field": "at"},
                    "text": {"field": "series"}, "color": colour,
                },
            },
        ],
    }  # fmt: skip


def _across(first: int, last: int, room: int) -> dict[str, Any]:
    """Return the months as a channel: its marks are years, or months where these are few."""
    if last - first > SHORT:
        years = ticks.year_ticks(ceil(first / 12), last // 12, room)
        marks, label = [12 * year for year in years], "floor(datum.value / 12)"
    else:
        fit = max(1, int(room / (letters.width("Mmm 0000", LETTERS) + 12)))
        step = next(step for step in (1, 2, 3, 6, 12) if (last - first) / step <= fit or step == 12)
        marks = [month for month in range(first, last) if month % step == 0]
        label = f"{NAMES}[datum.value % 12] + ' ' + floor(datum.value / 12)"
    return {
        "field": "year", "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False, "zero": False},
        "axis": {"title": None, "values": marks, "labelExpr": label, "labelOverlap": False,
                 "labelFlush": False},
    }  # fmt: skip


def _ranges(
    figures: Sequence[dict[str, Any]], joined: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the bands, and upright rules for months that stand alone, of which a band shows nothing."""
    known = [row for row in figures if row.get("low") is not None]
    if not known:
        return []
    runs = [row["run"] for row in known]
    alone = [row for row in known if runs.count(row["run"]) == 1]
    both = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    return [
        {"data": {"values": known}, "mark": {"type": "area", "opacity": 0.22},
         "encoding": {**joined, **both}},
        {"data": {"values": alone}, "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.22},
         "encoding": {**joined, **both}},
    ]  # fmt: skip


def _changes(
    changes: Sequence[dict[str, Any]], x: dict[str, Any], room: float
) -> list[dict[str, Any]]:
    """Return dotted rules, each named above: the names stand on two lines by turns, and none is cut."""
    first, last = x["scale"]["domain"]
    drawn: list[dict[str, Any]] = []
    for number, row in enumerate(changes):
        left = (row["at"] - first) / (last - first) < 0.5
        at = {"data": {"values": [row]}}
        across = {"x": {**x, "field": "at"}}
        drawn += [
            {**at, "mark": {"type": "rule", "color": FAINT, "strokeDash": [2, 3]}, "encoding": across},
            {**at, "mark": {"type": "text", "align": "left" if left else "right", "color": FAINT,
                            "y": -8 - LINE * (number % 2), "fontSize": LETTERS},
             "encoding": {**across, "text": {"field": "change"}}},
        ]  # fmt: skip
    return drawn
