from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

from counterpoise.errors import MeasureError, UsageError
from counterpoise.models.votes import vote_tables as vt

YES_MOSTLY = np.array([[12.0, 6, 64], [3, 2, 0], [2, 0, 0]])
"""Viet Nam and the United States, 74th session: yes, abstain, no."""


def codes(states: int, calls: int, *, seed: int = 5) -> Any:
    dice = random.Random(seed)
    cells = [[dice.choice([-1, 0, 0, 1, 2]) for _ in range(calls)] for _ in range(states)]
    return np.array(cells, dtype=np.int8)


def test_the_matrix_product_gives_every_table_that_counting_gives() -> None:
    votes = codes(7, 40)

    found = vt.joint_tables(votes, categories=3)

    for i in range(7):
        for j in range(7):
            expected = np.zeros((3, 3))
            for a, b in zip(votes[i], votes[j], strict=True):
                if a >= 0 and b >= 0:
                    expected[a, b] += 1
            assert np.array_equal(found[i, j], expected)


def test_some_states_against_all_are_rows_of_all_against_all() -> None:
    votes = codes(7, 40)

    some = vt.joint_tables(votes[2:4], votes, categories=3)

    assert np.array_equal(some, vt.joint_tables(votes, categories=3)[2:4])


def test_a_roll_call_of_weight_two_counts_as_two_roll_calls() -> None:
    votes = codes(5, 12)
    weights = np.array([2.0] * 6 + [1.0] * 6)

    weighed = vt.joint_tables(votes, categories=3, weights=weights)

    twice = vt.joint_tables(np.hstack([votes, votes[:, :6]]), categories=3)
    assert np.array_equal(weighed, twice)


def test_no_roll_calls_make_empty_tables() -> None:
    assert vt.joint_tables(codes(3, 0), categories=3).shape == (3, 3, 3, 3)
    assert not vt.joint_tables(codes(3, 0), categories=3).any()


def test_picked_tables_are_those_of_the_pairs() -> None:
    tables = vt.joint_tables(codes(6, 30), categories=3)
    first, second = np.array([0, 4]), np.array([3, 5])

    found = vt.picked(tables, first, second)

    assert found.dtype == np.float64
    assert np.array_equal(found, np.stack([tables[0, 3], tables[4, 5]]))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("voeten", 18.5 / 89),
        ("exact", 14 / 89),
        ("two_category", 12 / 78),
        ("state_department", 18.5 / 89),
        ("joint_abstention_disagrees", 16.5 / 89),
        ("joint_abstention_left_out", 16.5 / 87),
    ],
)
def test_each_rule_of_agreement_counts_as_it_says(rule: vt.Rule, expected: float) -> None:
    assert vt.agreement(YES_MOSTLY, rule=rule) == pytest.approx(expected, abs=1e-15)


def test_the_base_of_agreement_is_what_the_rule_counts() -> None:
    bases = {rule: float(vt.agreement_base(YES_MOSTLY, rule=rule)) for rule in vt.get_args(vt.Rule)}

    assert bases == {
        "voeten": 89,
        "exact": 89,
        "two_category": 78,
        "state_department": 89,
        "joint_abstention_disagrees": 89,
        "joint_abstention_left_out": 87,
    }


def test_a_rule_that_counts_no_vote_gives_nothing() -> None:
    abstained = np.zeros((3, 3))
    abstained[1, 1] = 4

    assert math.isnan(vt.agreement(abstained, rule="two_category"))
    assert math.isnan(vt.agreement(abstained, rule="joint_abstention_left_out"))
    assert vt.agreement(abstained, rule="joint_abstention_disagrees") == 0
    assert vt.agreement(abstained, rule="state_department") == 1
    assert vt.agreement(abstained, rule="exact") == 1


def test_kendalls_tau_b_agrees_with_counting_pairs_of_roll_calls() -> None:
    cells = [(a, b) for a in range(3) for b in range(3) for _ in range(int(YES_MOSTLY[a, b]))]
    up = down = tied_first = tied_second = 0
    for i, (a, b) in enumerate(cells):
        for c, d in cells[:i]:
            up += (a - c) * (b - d) > 0
            down += (a - c) * (b - d) < 0
            tied_first += a == c
            tied_second += b == d
    pairs = len(cells) * (len(cells) - 1) / 2
    expected = (up - down) / math.sqrt((pairs - tied_first) * (pairs - tied_second))

    assert vt.kendall_tau_b(YES_MOSTLY) == pytest.approx(expected, rel=1e-12)


def constant(*cells: tuple[int, int]) -> Any:
    table = np.zeros((3, 3))
    for a, b in cells:
        table[a, b] += 1
    return table


@pytest.mark.parametrize(
    ("table", "reason", "defined"),
    [
        (constant(), "nothing in common", set()),
        (
            constant((0, 0), (0, 2)),
            "the state is constant",
            {"pi_nominal", "pi_linear", "pi_squared"},
        ),
        (
            constant((0, 1), (1, 1)),
            "the other is constant",
            {"pi_nominal", "pi_linear", "pi_squared"},
        ),
        (constant((0, 0), (0, 0)), "both are constant", set()),
        (
            constant((0, 2), (0, 2)),
            "both are constant",
            {"pi_nominal", "pi_linear", "pi_squared"},
        ),
    ],
)
def test_what_is_not_defined_is_nan_with_its_reason_and_never_zero(
    table: Any, reason: str, defined: set[str]
) -> None:
    found = vt.compared(table)
    corrected = {
        name: float(found[name]) for name in found if name.startswith(("kappa", "pi", "tau"))
    }

    assert vt.REASONS[int(found["undefined"])] == reason
    assert {name for name, value in corrected.items() if not math.isnan(value)} == defined
    assert math.isnan(found["s_absolute"]) == (table.sum() == 0)
    assert math.isnan(found["agree"]) == (table.sum() == 0)


def test_a_table_is_compared_alone_as_among_others() -> None:
    many = vt.picked(
        vt.joint_tables(codes(6, 25), categories=3), np.arange(6), np.arange(6)[::-1].copy()
    )

    found = vt.compared(many.reshape(2, 3, 3, 3))

    for i in range(6):
        alone = vt.compared(many[i].copy())
        for name in alone:
            assert found[name][divmod(i, 3)] == pytest.approx(alone[name], nan_ok=True, rel=1e-14)


def test_levels_need_not_be_evenly_spaced() -> None:
    table = vt.joint_table([0, 1, 5], [5, 1, 1], levels=[0, 1, 5])

    assert vt.signorino_ritter(table, distance="linear", levels=[0, 1, 5]) == pytest.approx(
        1 - 2 * (5 + 0 + 4) / 15
    )
    assert vt.signorino_ritter(table, distance="nominal", levels=[0, 1, 5]) == pytest.approx(
        1 - 2 * 2 / 3
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: vt.joint_table([0, 4], [0, 1], levels=[0, 1]), "must be one of the levels"),
        (lambda: vt.joint_table([0, 1], [0], levels=[0, 1]), "same length"),
        (
            lambda: vt.joint_table([0], [1], levels=[0, 1], weights=[-1.0]),
            "Every weight",
        ),
        (
            lambda: vt.joint_table([0], [1], levels=[0, 1], weights=[1.0, 1.0]),
            "one weight",
        ),
        (lambda: vt.signorino_ritter(YES_MOSTLY, distance="linear", levels=[0, 1]), "2 rows"),
        (lambda: vt.disagreement([1, 1], distance="linear"), "different numbers"),
        (lambda: vt.agreement(np.eye(4), rule="two_category", levels=range(4)), "abstain"),
    ],
)
def test_what_cannot_be_meant_is_refused(call: Any, words: str) -> None:
    with pytest.raises(MeasureError, match=words):
        call()


def test_a_misspelt_distance_or_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="Did you mean 'squared'"):
        vt.disagreement([0, 1], distance="square")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Did you mean 'voeten'"):
        vt.agreement(YES_MOSTLY, rule="voten")  # type: ignore[arg-type]
