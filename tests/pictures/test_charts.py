"""Laws that every chart of a brief must keep, read from the drawings themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate

from counterpoise.report import charts
from counterpoise.report.charts.scales import ticks
from counterpoise.report.charts.share_windows import first_year

KINDS = {
    "partners_in_time", "lines", "bands", "loss_curve", "share_fan", "ternary", "dumbbell", "share_windows",
    "stacked_years", "dispute_years", "world_map",
}  # fmt: skip


def _named(picture) -> str:
    return f"{picture.state} {picture.chart.id} ({picture.width} px)"


def test_the_briefs_hold_every_kind_of_chart_that_a_brief_can_have(pictures):
    assert {picture.chart.draw for picture in pictures} == KINDS
    assert KINDS - {"partners_in_time", "world_map"} == charts.HALF - {"premium_curve"}


def test_no_two_labels_cover_each_other(pictures):
    wrong = {
        _named(picture): picture.drawing.overlaps()
        for picture in pictures
        if picture.drawing.overlaps()
    }
    assert not wrong, "\n".join(f"{name}: {pairs}" for name, pairs in wrong.items())


def test_no_label_is_cut_at_the_edge_of_its_drawing(pictures):
    wrong = {
        _named(picture): picture.drawing.cut() for picture in pictures if picture.drawing.cut()
    }
    assert not wrong, "\n".join(f"{name}: {words}" for name, words in wrong.items())


def test_no_axis_says_the_same_twice(pictures):
    """Ticks of one axis that read alike, such as 0, 1, 1, 2, 2, 3, are rounded too far."""
    for picture in pictures:
        for axis in _axes(picture.svg):
            assert len(axis) == len(set(axis)), f"{_named(picture)}: {axis}"


def test_numbers_along_an_axis_rise_or_fall_all_the_way(pictures):
    for picture in pictures:
        for axis in _axes(picture.svg):
            if not all(re.fullmatch(r"[−\d,.]+%?", label) for label in axis):
                continue
            values = [float(re.sub("[,%]", "", label).replace("−", "-")) for label in axis]
            assert values in (sorted(values), sorted(values, reverse=True)), _named(picture)


def test_every_mark_of_an_axis_is_named(pictures):
    """Marks are chosen so that their labels fit: the engine must drop none of them."""
    for picture in pictures:
        if picture.chart.draw != "lines":
            continue
        spec = charts.spec(picture.chart, picture.width)
        line = next(layer for layer in spec["layer"] if layer["mark"].get("type") == "line")
        named = {words for axis in _axes(picture.svg) for words in axis}
        assert set(ticks.labels(line["encoding"]["y"]["axis"])) <= named, _named(picture)


def test_windows_and_years_stand_in_the_order_of_time(pictures):
    for picture in pictures:
        if picture.chart.draw not in {"share_windows", "stacked_years"}:
            continue
        axis = next(
            axis for axis in _axes(picture.svg) if all(label[:4].isdigit() for label in axis)
        )
        years = [first_year(label) for label in axis]
        assert years == sorted(years), f"{_named(picture)}: {axis}"
        assert years, _named(picture)


def test_a_line_runs_from_left_to_right(pictures):
    """A path that turns back has its years out of order."""
    for picture in pictures:
        if picture.chart.draw not in {"lines", "bands"}:
            continue
        assert _lines(picture.svg), _named(picture)
        for path in _lines(picture.svg):
            assert path == sorted(path), _named(picture)


def test_a_state_has_one_colour_in_all_charts_of_all_pages(pictures):
    """Only where two of one chart would have the same colour may one of them take another."""
    found = defaultdict(lambda: defaultdict(list))
    for picture in pictures:
        for state, colour in _colours(picture.chart).items():
            found[state][colour].append(_named(picture))
    apart = {
        state: dict(colours) for state, colours in found.items()
        if len(colours) > 1
    }  # fmt: skip
    moved = [name for colours in apart.values() for names in sorted(colours.values(), key=len)[:-1]
             for name in names]  # fmt: skip
    drawn = sum(len(names) for colours in found.values() for names in colours.values())
    assert len(found) > 25
    assert not set(apart) & {"USA", "CHN", "RUS", "JPN", "IND", "EU", "GBR", "FRA", "DEU", "KOR"}
    assert len(moved) <= 0.1 * drawn, apart


def test_nobody_in_a_chart_has_the_colour_of_another(pictures):
    for picture in pictures:
        colours = _colours(picture.chart)
        assert len(set(colours.values())) == len(colours), f"{_named(picture)}: {colours}"


def _axes(svg: str) -> list[list[str]]:
    """Return the labels of each axis, in the order in which they stand."""
    groups = re.findall(r'class="[^"]*role-axis-label"[^>]*>(.*?)</g>', svg, flags=re.DOTALL)
    shown = [re.findall(r"<text([^>]*)>([^<]*)</text>", group) for group in groups]
    return [
        [words for attributes, words in labels if 'opacity="0"' not in attributes]
        for labels in shown
        if labels
    ]


def _lines(svg: str) -> list[list[float]]:
    """Return how far right each point of each open line lies."""
    ways = re.findall(r'<path [^>]*stroke-width="22"[^>]* d="([^"]+)"', svg)
    found = []
    for part in (part for way in ways for part in way.split("M") if part):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        found.append(list(accumulate(numbers[::2])))
    return found


def _colours(chart) -> dict[str, str]:
    """Return the colours that a specification gives to the states of a chart."""
    of_name = {}
    for row in chart.data:
        name = row.get("series") or row.get("partner")
        if row.get("id") and name:
            of_name[name] = row["id"]
    found: dict[str, str] = {}
    if chart.draw in charts.BY_HAND:
        return found
    for scale in _scales(charts.spec(chart, charts.ONE)):
        for name, colour in zip(scale["domain"], scale["range"], strict=True):
            if name in of_name:
                found[of_name[name]] = colour
    return found


def _scales(spec) -> list[dict]:
    if isinstance(spec, list):
        return [scale for part in spec for scale in _scales(part)]
    if not isinstance(spec, dict):
        return []
    own = (
        [spec["color"]["scale"]]
        if isinstance(spec.get("color"), dict) and "scale" in spec["color"]
        else []
    )
    return own + [scale for key, part in spec.items() if key != "data" for scale in _scales(part)]
