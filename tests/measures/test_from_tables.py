from __future__ import annotations

import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.concentration import simpson_unbiased, topk_bounds


def test_a_whole_table_leaves_no_doubt() -> None:
    bounds = topk_bounds([0.5, 0.3, 0.2])

    assert bounds.low == bounds.high == pytest.approx(0.38)


def test_the_rest_is_at_most_as_concentrated_as_the_smallest_listed_allows() -> None:
    # .5 + .2, rest .3: one of .2 and one of .1.
    bounds = topk_bounds([0.5, 0.2])

    assert bounds.low == pytest.approx(0.29)
    assert bounds.high == pytest.approx(0.29 + 0.04 + 0.01)
    assert bounds.effective == (pytest.approx(1 / 0.34), pytest.approx(1 / 0.29))


@pytest.mark.parametrize(
    "listed", [[], [56.0, 19.0], [-0.1], [float("nan")], [0.6, 0.6], [0.5, 0.0]]
)
def test_shares_that_can_not_be_are_refused(listed: list[float]) -> None:
    with pytest.raises(MeasureError, match="must"):
        topk_bounds(listed)


def test_simpson_counts_pairs_of_events() -> None:
    assert simpson_unbiased([4]) == 1.0
    assert simpson_unbiased([1, 1, 1]) == 0.0
    assert simpson_unbiased([3, 2, 0]) == pytest.approx((3 + 1) / 10)


@pytest.mark.parametrize("counts", [[], [1], [0, 1], [-1, 3]])
def test_too_few_events_are_refused(counts: list[int]) -> None:
    with pytest.raises(MeasureError, match="must"):
        simpson_unbiased(counts)
