"""Anderson acceleration: right where the plain step is slow or diverges, and honest where it fails."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError
from counterpoise.models.fixed_point import settle

Array = NDArray[np.float64]


def linear(matrix: Array, target: Array):
    """Return the step towards matrix x = target, whose plain form is Richardson's."""

    def step(x: Array) -> tuple[Array, Array]:
        gap = target - x @ matrix.T
        return gap, np.abs(gap).max(axis=1)

    return step


def test_linear_equations_are_solved_in_as_many_steps_as_there_are_unknowns() -> None:
    matrix = np.array([[1.5, 0.2, 0.0], [0.1, 0.7, 0.3], [0.0, 0.4, 1.1]])
    target = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 5.0]])

    found = settle(linear(matrix, target), np.zeros((2, 3)), what="x", tolerance=1e-12)

    assert found.x == pytest.approx(np.linalg.solve(matrix, target.T).T)
    assert found.iterations.max() <= 6


def test_a_plain_step_that_diverges_is_made_to_converge() -> None:
    """x -> x + (1 - 3x) runs away from 1/3 by a factor of 2 a step."""
    found = settle(
        linear(np.array([[3.0]]), np.array([[1.0]])), np.zeros((1, 1)), what="x", tolerance=1e-12
    )

    assert found.x == pytest.approx(1 / 3)


def test_each_row_settles_on_its_own_and_says_when() -> None:
    def step(x: Array) -> tuple[Array, Array]:
        move = np.cos(x) - x
        return move, np.abs(move[:, 0])

    start = np.array([[0.7390851332151607], [0.0], [3.0]])
    found = settle(step, start, what="x")

    assert found.x == pytest.approx(0.7390851332151607)
    assert found.iterations[0] == 1
    assert found.iterations[1:].min() > 1
    assert (found.residual <= 1e-9).all()


def test_what_does_not_settle_is_refused_and_named() -> None:
    def restless(x: Array) -> tuple[Array, Array]:
        return np.ones_like(x), np.array([0.0, 0.5, 0.0])

    with pytest.raises(ConvergenceError, match=r"scenario 1.*miss their equations by 5\.0e-01"):
        settle(restless, np.zeros((3, 2)), what="prices", limit=20)


def test_a_small_step_is_no_proof() -> None:
    def stuck(x: Array) -> tuple[Array, Array]:
        return np.zeros_like(x), np.full(len(x), 1e-3)

    with pytest.raises(ConvergenceError):
        settle(stuck, np.zeros((1, 2)), what="prices", limit=5)


def test_what_is_not_a_number_is_refused_at_once() -> None:
    calls = []

    def broken(x: Array) -> tuple[Array, Array]:
        calls.append(1)
        return np.full_like(x, np.nan), np.full(len(x), np.nan)

    with pytest.raises(ConvergenceError, match=r"grew beyond what a number holds\."):
        settle(broken, np.zeros((1, 2)), what="prices")
    assert len(calls) == 1
