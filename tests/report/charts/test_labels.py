"""Labels go where none covers another, and classes of maps where values are."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.report.charts.labels import letters, placing
from counterpoise.report.charts.scales import classes

ROOM = placing.Box(0, 0, 400, 300)
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=200)


@given(st.lists(st.tuples(st.floats(60, 340), st.floats(30, 270)), min_size=1, max_size=6))
def test_labels_beside_points_never_meet_while_there_is_room(points):
    labels = [placing.Label(x, y, 50, 16) for x, y in points]
    boxes = placing.beside(labels, ROOM)
    assert all(box.within(ROOM) for box in boxes)
    assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))


def test_a_label_alone_stands_right_of_its_point():
    [box] = placing.beside([placing.Label(100, 100, 50, 16)], ROOM)
    assert box == placing.Box(108, 92, 158, 108)


def test_a_label_at_the_right_edge_stands_left_of_its_point():
    [box] = placing.beside([placing.Label(380, 100, 50, 16)], ROOM)
    assert box.right == 372


def test_a_label_avoids_a_line_that_runs_through_its_place():
    line = placing.along([(100, 100), (300, 100)])
    [box] = placing.beside([placing.Label(100, 100, 50, 16)], ROOM, line)
    assert not any(box.top < y < box.bottom and box.left < x < box.right for x, y in line)


@given(st.lists(st.floats(0, 240), min_size=1, max_size=12), st.floats(1, 18))
def test_heights_are_a_gap_apart_in_order_and_between_the_ends(heights, gap):
    moved = placing.apart(sorted(heights), gap, top=0, bottom=240)
    least = min(gap, 240 / max(len(heights) - 1, 1))
    assert all(b - a >= least - 1e-6 for a, b in itertools.pairwise(moved))
    assert all(-1e-6 <= height <= 240 + 1e-6 for height in moved)


def test_heights_far_enough_apart_stay_where_they_are():
    assert placing.apart([10, 60, 200], 17, top=0, bottom=240) == [10, 60, 200]


def test_words_are_as_wide_as_their_letters_and_cut_where_they_do_not_fit():
    assert letters.width("ii", 10) == pytest.approx(6)
    assert letters.width("WW", 10) == pytest.approx(20)
    assert letters.width("WW", 10, bold=True) == pytest.approx(22.8)
    assert letters.cut("Viet Nam", 500, 14) == "Viet Nam"
    cut = letters.cut("Saint Vincent and the Grenadines", 100, 14)
    assert cut.endswith("…")
    assert letters.width(cut, 14) <= 100


@given(SHARES)
def test_every_value_has_a_class_and_every_class_a_value(values):
    between = classes.bounds(values)
    names = classes.words(between)
    found = {classes.class_of(value, between) for value in values}
    assert found == set(range(len(between) + 1))
    assert len(set(names)) == len(names) == len(between) + 1


def test_classes_part_what_lies_close_together():
    """With fifths from 0 to 1 all of these would be in the last class, and the map would be one blot."""
    values = [0.81 + 0.01 * place for place in range(18)]
    assert len(classes.words(classes.bounds(values))) == 5


def test_classes_by_hand():
    assert classes.bounds([0.1, 0.2, 0.3, 0.4, 0.5]) == [0.2, 0.3, 0.4, 0.5]
    assert classes.words([0.2, 0.5]) == ["under 20\u00a0%", "20 to 50", "50\u00a0% and over"]
    assert classes.bounds([0.5, 0.5]) == []
    assert classes.words([]) == ["all alike"]
