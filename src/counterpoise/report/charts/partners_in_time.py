"""The picture of a first screen: a row for each channel, the shares of its largest partners in time.

All rows share one scale of years and one of shares, so that they can be held against one another.
Whoever is first now is drawn thick and named in bold; a year that is not told is a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import Any, Final

from counterpoise.report.charts import LETTERS
from counterpoise.report.charts.labels import letters, placing
from counterpoise.report.charts.scales import colours, ticks
from counterpoise.report.charts.scales.colours import FAINT, RULE

ROW: Final = 54
"""Height of a row of lines, in pixels: three names have room beside it."""
GAP: Final = 16
SMALL: Final = 12
"""Size of letters in a drawing for a phone, and of what is said of a row's period."""
PART: Final = 0.46
"""The part of the drawing that names right of it may take."""
CROWDED: Final = 55
"""Pixels under which the years marked would touch one another."""
QUARTER: Final = 0.25

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class _Layout:
    """Where things stand, in pixels: the head of each row, and its lines beneath or beside."""

    size: int
    head: int
    left: int
    right: int
    room: float
    top: float

    def begin(self, place: int) -> float:
        """Return how deep the lines of a row begin."""
        return place * (ROW + GAP + self.head) + self.head

    def depth(self, place: int, share: float) -> float:
        """Return how deep a share of a row lies."""
        return self.begin(place) + ROW * (1 - share / self.top)


def partners_in_time(data: Rows, width: int) -> dict[str, Any]:
    """Draw rows of channel, told (its period), partner with id, year, share, and order (0 is first)."""
    channels = list(dict.fromkeys(row["channel"] for row in data))
    place = {channel: number for number, channel in enumerate(channels)}
    ends = [_end(data, channel) for channel in channels]
    box = _layout(data, [row for each in ends for row in each], width)
    drawn = [{**row, "at": _at(box, place, row)} for row in data]
    first, last = (end(row["year"] for row in data) for end in (min, max))
    height = box.begin(len(channels) - 1) + ROW
    x = {
        "field": "year", "type": "quantitative",
        "scale": {"domain": [min(first, last - 1), last], "nice": False},
        "axis": {"format": "d", "title": None, "values": _years(first, last, box.room),
                 "labelFontSize": box.size},
    }  # fmt: skip
    y = {
        "field": "at", "type": "quantitative", "axis": None,
        "scale": {"domain": [height, 0], "nice": False, "zero": False},
    }  # fmt: skip
    named = colours.named(data, "partner")
    colour = {
        "field": "partner", "type": "nominal", "legend": None,
        "scale": {"domain": list(named), "range": list(colours.of_series(named).values())},
    }  # fmt: skip
    names = [row for each in ends for row in _names(each, place, box, last)]
    return {
        "autosize": "none",
        "padding": {"left": box.left, "right": box.right, "top": 10, "bottom": 26},
        "width": box.room,
        "height": height,
        "layer": [
            *_rules(box, len(channels), y),
            *_heads(box, _told(data, channels), y),
            *(_lines(drawn, x, y, colour, leads=leads) for leads in (False, True)),
            _alone(drawn, x, y, colour),
            *_leads(names, x, y, colour),
            *(_written(names, y, colour, box, leads=leads) for leads in (False, True)),
        ],
    }  # fmt: skip


def _end(data: Rows, channel: str) -> list[dict[str, Any]]:
    """Return the last row told of each partner in a channel, the largest first."""
    own = [row for row in data if row["channel"] == channel and row["share"] is not None]
    last = {row["partner"]: row for row in sorted(own, key=lambda row: row["year"])}
    return sorted(last.values(), key=lambda row: row["order"])


def _layout(data: Rows, ends: Rows, width: int) -> _Layout:
    """Return the layout for a width: beside the lines is room for a row's head, or above them."""
    narrow = width < 500
    size = SMALL if narrow else LETTERS
    greatest = max((row["share"] for row in data if row["share"] is not None), default=1.0)
    top = min(1.0, ceil(greatest / QUARTER - 1e-9) * QUARTER) or 1.0
    scale = letters.width("100 %", SMALL) + 8
    heads = letters.widest([row["channel"] for row in data], size, bold=True) + 8
    right = min(letters.widest([_name(row) for row in ends], size, bold=True) + 14, PART * width)
    left = scale + (0 if narrow else heads)
    return _Layout(
        size, 26 if narrow else 0, int(left), int(right), width - int(left) - int(right), top
    )


def _years(first: int, last: int, room: float) -> list[int]:
    """Return the years that are marked, none so near the next that they touch."""
    found = ticks.year_ticks(first, last, int(room))
    return found if room / max(len(found), 1) >= CROWDED else found[::-1][::2][::-1]


def _at(box: _Layout, place: dict[str, int], row: dict[str, Any]) -> float | None:
    return None if row["share"] is None else box.depth(place[row["channel"]], row["share"])


def _name(row: dict[str, Any], room: float = inf, size: float = LETTERS) -> str:
    """Return a partner and its last share; a name that does not fit is cut, never the figure."""
    share = row["share"]
    figure = f" {100 * share:.0f}\u00a0%" if share >= 0.005 else " <1\u00a0%"
    return letters.cut(row["partner"], room - letters.width(figure, size), size) + figure


def _told(data: Rows, channels: list[str]) -> list[tuple[str, str]]:
    """Return each channel with the period of its last shares."""
    told = {row["channel"]: row["told"] for row in data}
    return [(channel, told[channel]) for channel in channels]


def _rules(box: _Layout, rows: int, y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the heights that shares are read against: nothing, the half and the top of the scale."""
    told = [
        {"at": box.depth(place, share), "share": f"{100 * share:.0f} %" if share else "0"}
        for place in range(rows)
        for share in (0.0, box.top / 2, box.top)
    ]
    ends = [row for number, row in enumerate(told) if number % 3 != 1]
    return [
        {
            "data": {"values": told},
            "mark": {"type": "rule", "color": RULE},
            "encoding": {"y": y, "x": {"value": 0}, "x2": {"value": box.room}},
        },
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "right", "dx": -6, "color": FAINT, "fontSize": SMALL},
            "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "share"}},
        },
    ]


def _heads(box: _Layout, told: list[tuple[str, str]], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what each row is of, and of when its last shares are: left of it, or above it."""
    narrow = box.head > 0
    rows = [
        {"at": box.begin(place) + (-18 if narrow else ROW / 2 - 8), "channel": channel,
         "told": told_of, "under": box.begin(place) + ROW / 2 + 10,
         "beside": f"{channel} ({told_of})"}
        for place, (channel, told_of) in enumerate(told)
    ]  # fmt: skip
    mark = {"type": "text", "align": "left", "dx": -box.left, "fontSize": box.size}
    head = {
        "data": {"values": rows},
        "mark": {**mark, "fontWeight": "bold"},
        "encoding": {
            "y": y, "x": {"value": 0}, "text": {"field": "beside" if narrow else "channel"},
        },
    }  # fmt: skip
    period = {
        "data": {"values": rows},
        "mark": {**mark, "color": FAINT, "fontSize": SMALL},
        "encoding": {
            "y": {**y, "field": "under"}, "x": {"value": 0}, "text": {"field": "told"},
        },
    }  # fmt: skip
    return [head] if narrow else [head, period]


def _lines(
    drawn: Rows, x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any], *, leads: bool
) -> dict[str, Any]:
    """Return the lines of whoever is first now, or of those after it."""
    return {
        "data": {"values": [row for row in drawn if (row["order"] == 0) is leads]},
        "mark": {
            "type": "line", "strokeWidth": 3 if leads else 1.4,
            "invalid": "break-paths-filter-domains",
        },
        "encoding": {"x": x, "y": y, "color": colour, "detail": {"field": "channel"}},
    }  # fmt: skip


def _alone(
    drawn: Rows, x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]
) -> dict[str, Any]:
    """Return points for years without a neighbour, of which a line shows nothing."""
    told = {(row["channel"], row["partner"], row["year"]) for row in drawn if row["at"] is not None}
    alone = [
        row
        for row in drawn
        if row["at"] is not None
        and not told & {(row["channel"], row["partner"], row["year"] + step) for step in (-1, 1)}
    ]
    return {
        "data": {"values": alone},
        "mark": {"type": "point", "filled": True, "size": 30, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": colour},
    }


def _names(
    ends: list[dict[str, Any]], place: dict[str, int], box: _Layout, last: int
) -> list[dict[str, Any]]:
    """Return where the names of a row go: right of its lines, as high as their ends, pushed apart."""
    if not ends:
        return []
    row = place[ends[0]["channel"]]
    begin = box.begin(row)
    high = sorted(ends, key=lambda one: -one["share"])
    wished = [box.depth(row, one["share"]) for one in high]
    depths = placing.apart(
        wished, SMALL * 1.35 if box.size == SMALL else box.size * letters.HEIGHT,
        top=begin - 4, bottom=begin + ROW + 4,
    )  # fmt: skip
    return [
        {
            "partner": one["partner"], "year": one["year"], "end": last, "from": wish, "at": depth,
            "first": one["order"] == 0,
            "name": _name(one, box.right - 8, box.size * letters.BOLD),
            "led": one["year"] < last,
        }
        for one, wish, depth in zip(high, wished, depths, strict=True)
    ]  # fmt: skip


def _leads(
    names: Rows, x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return dotted rules from lines that end before the last year to their names."""
    led = [row for row in names if row["led"]]
    if not led:
        return []
    return [
        {
            "data": {"values": led},
            "mark": {"type": "rule", "strokeDash": [1, 3], "opacity": 0.7, "x2Offset": 5},
            "encoding": {
                "x": x, "y": {**y, "field": "from"}, "x2": {"field": "end"}, "y2": {"field": "at"},
                "color": colour,
            },
        }
    ]  # fmt: skip


def _written(
    names: Rows, y: dict[str, Any], colour: dict[str, Any], box: _Layout, *, leads: bool
) -> dict[str, Any]:
    """Return the names, that of whoever is first in bold."""
    return {
        "data": {"values": [row for row in names if row["first"] is leads]},
        "mark": {
            "type": "text", "align": "left", "dx": 8, "fontSize": box.size,
            "fontWeight": "bold" if leads else "normal",
        },
        "encoding": {"x": {"value": box.room}, "y": y, "text": {"field": "name"}, "color": colour},
    }  # fmt: skip
