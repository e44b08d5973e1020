"""What is drawn here says what the chart engine says of the same specification, and is where it should be."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.report import charts
from counterpoise.report.charts import bands, dumbbell, lines
from counterpoise.report.charts.plain import strokes, view
from tests.pictures import drawn

PLACES = st.lists(
    st.tuples(st.floats(-2_000, 2_000), st.floats(-2_000, 2_000)), min_size=1, max_size=12
)


def _words(svg: str) -> list[str]:
    return sorted(text.words for text in drawn.read(svg).texts)


def test_every_kind_says_the_words_that_the_engine_says(pictures):
    first = {
        picture.chart.draw: picture
        for picture in reversed(pictures)
        if picture.chart.draw in charts.PLAIN and picture.width == charts.WIDE
    }
    assert first.keys() == charts.PLAIN - {"premium_curve"}
    for kind, picture in first.items():
        spec = charts.spec(picture.chart, charts.WIDE)
        assert _words(view.drawn(spec)) == _words(charts.finished(spec)), kind


@given(PLACES, st.booleans())
def test_a_path_leads_to_every_place_however_long_it_is(
    places: list[tuple[float, float]], closed: bool
) -> None:
    way = strokes.run(places, closed=closed)
    numbers = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", way)]
    reached = zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True)
    for (x, y), (at_x, at_y) in zip(places, reached, strict=True):
        assert (at_x, at_y) == pytest.approx((x, y), abs=0.051)


def test_a_value_that_is_not_known_breaks_a_line_and_a_band():
    rows = [
        {"series": "one", "year": year, "value": value, "low": value, "high": value,
         "axis": "", "format": ".0f"}
        for year, value in ((2000, 1.0), (2001, 2.0), (2002, None), (2003, 3.0), (2004, 1.0))
    ]  # fmt: skip
    line = view.drawn(lines.lines(rows, 500))
    ways = re.findall(r'stroke-width="22"[^>]* d="([^"]+)"', line)
    assert [way.count("M") for way in ways] == [2]
    band = re.findall(r'd="([^"]+z)"', view.drawn(bands.bands(rows, 500)))
    assert [way.count("M") for way in band] == [2]


def test_a_mark_that_is_not_known_here_is_refused():
    spec = {"width": 10, "height": 10, "layer": [{"mark": {"type": "arc"}, "encoding": {}}]}
    with pytest.raises(KeyError, match="arc"):
        view.drawn(spec)


def test_words_of_others_are_letters_and_not_markup():
    rows = ({"partner": '<a href="x">&', "here": 0.2, "there": 0.1, "ends": ("<b>", "after")},)
    svg = view.drawn(dumbbell.dumbbell(rows, 500))
    assert '<a href="x">&' in _words(svg)
    assert "<b>" in _words(svg)
