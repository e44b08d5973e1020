"""Where axes are marked: round numbers that read differently and hold all values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.report.charts.labels import letters
from counterpoise.report.charts.scales import ticks

SIZES = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-6)


@pytest.mark.parametrize(
    ("low", "high", "kind", "labels"),
    [
        (0, 2.6, ".0f", ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0"]),
        (0, 12, ".0f", ["0", "2", "4", "6", "8", "10", "12"]),
        (0, 1, ".0%", ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (0, 0.02, ".0%", ["0.0%", "0.5%", "1.0%", "1.5%", "2.0%"]),
        (-0.3, 0.05, ".1f", ["−0.30", "−0.25", "−0.20", "−0.15", "−0.10", "−0.05", "0.00", "0.05"]),
        (0, 4300, ".0f", ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
    ],
)  # fmt: skip
def test_marks_are_round_and_have_the_digits_that_tell_them_apart(low, high, kind, labels):
    assert ticks.labels(ticks.value_axis(low, high, kind)["axis"]) == labels


@given(SIZES, SIZES, st.sampled_from([".0f", ".1f", ".0%", "~%"]))
def test_no_two_marks_read_the_same_and_all_values_lie_between_them(one, other, kind):
    low, high = sorted((one, other))
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-6):
        return
    axis = ticks.value_axis(low, high, kind)
    labels, values = ticks.labels(axis["axis"]), axis["axis"]["values"]
    assert len(set(labels)) == len(labels)
    assert 2 <= len(labels) <= 10
    assert values == sorted(values)
    assert values[0] <= low + 1e-6 * (high - low)
    assert values[-1] >= high - 1e-6 * (high - low)


def test_an_axis_of_nothing_or_of_one_value_still_has_two_ends():
    assert ticks.spread([]) == (0.0, 1.0)
    assert ticks.spread([None, 0.0]) == (0.0, 1.0)
    assert ticks.spread([3.0, 3.0]) == (0.0, 6.0)
    assert ticks.spread([-2.0]) == (-4.0, 0.0)


def test_what_must_be_on_an_axis_is():
    assert ticks.spread([5.0, 7.0, None], include=[0.0]) == (0.0, 7.0)


@given(st.integers(1800, 2020), st.integers(0, 200), st.sampled_from([340, 500, 720]))
def test_years_named_are_round_rising_and_few(first, length, width):
    years = ticks.year_ticks(first, first + length, width)
    assert years == sorted(set(years))
    assert all(first <= year <= first + length for year in years)
    assert len(years) <= 11


@given(SIZES, SIZES, st.floats(60, 500))
def test_marks_side_by_side_have_room_for_their_labels(one, other, room):
    low, high = sorted((one, other))
    if high - low <= 1e-6 * max(abs(low), abs(high), 1e-6):
        return
    found = ticks.labels(ticks.level_axis(low, high, ".0%", room=room, size=14)["axis"])
    wide = sum(letters.width(label, 14) for label in found)
    assert wide <= room or len(found) <= 4
