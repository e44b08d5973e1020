"""Laws of the similarity of states: symmetry, names, order, bounds, and agreement with counting."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import polars.testing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.measures.alignment import alignment
from counterpoise.models.votes import vote_tables as vt

FEW = settings(max_examples=25, deadline=None)
STATES = ("AAA", "BBB", "CCC", "DDD")
VOTES = ("yes", "abstain", "no", "absent", "not a member")
LEVEL = {"yes": 0, "abstain": 1, "no": 2}
FIGURES = (
    "agree", "s_absolute", "s_squared", "kappa_nominal", "kappa_linear", "kappa_squared",
    "pi_nominal", "pi_linear", "pi_squared", "tau_b",
)  # fmt: skip


@st.composite
def cast(draw: st.DrawFn) -> pl.DataFrame:
    """Return votes of four states in two sessions, many of them not cast."""
    word = st.sampled_from(VOTES)
    rows = [
        (session * 1000 + i, session, state, draw(word))
        for session in (1, 2)
        for i in range(draw(st.integers(0, 7)))
        for state in STATES
    ]
    columns = {"roll_call": pl.Int32, "session": pl.Int16, "state": pl.String, "vote": pl.String}
    return pl.DataFrame(rows, schema=columns, orient="row")


def counted(votes: pl.DataFrame, state: str, other: str, session: int) -> dict[str, Any]:
    """Return the figures of one pair and session, roll call by roll call, in plain Python."""
    calls: dict[int, dict[str, int]] = {}
    for row in votes.filter(pl.col("session") == session).iter_rows(named=True):
        if row["vote"] in LEVEL:
            calls.setdefault(row["roll_call"], {})[row["state"]] = LEVEL[row["vote"]]
    divided = [call for call in calls.values() if len(set(call.values())) > 1]
    x, y = zip(*((c[state], c[other]) for c in divided if state in c and other in c), strict=True)
    n, found = len(x), {"n": float(len(x))}
    apart = {
        "nominal": lambda a, b: float(a != b),
        "linear": lambda a, b: float(abs(a - b)),
        "squared": lambda a, b: float((a - b) ** 2),
    }
    observed = {
        name: sum(d(a, b) for a, b in zip(x, y, strict=True)) / n for name, d in apart.items()
    }
    found["agree"] = 1 - observed["linear"] / 2
    found["s_absolute"] = 1 - observed["linear"]
    found["s_squared"] = 1 - observed["squared"] / 2
    for name, d in apart.items():
        by_habit = sum(d(a, b) for a in x for b in y) / n**2
        common = sum(d(a, b) for a in x + y for b in x + y) / (2 * n) ** 2
        varied = len(set(x)) > 1 and len(set(y)) > 1
        found[f"kappa_{name}"] = 1 - observed[name] / by_habit if varied else None
        found[f"pi_{name}"] = 1 - observed[name] / common if common else None
    pairs = [(i, j) for i in range(n) for j in range(i)]
    signs = [((x[i] > x[j]) - (x[i] < x[j]), (y[i] > y[j]) - (y[i] < y[j])) for i, j in pairs]
    untied = sum(a != 0 for a, _ in signs) * sum(b != 0 for _, b in signs)
    found["tau_b"] = sum(a * b for a, b in signs) / math.sqrt(untied) if untied else None
    return found


@FEW
@given(cast())
def test_the_matrix_product_agrees_with_counting_by_hand(votes: pl.DataFrame) -> None:
    for row in alignment(votes).iter_rows(named=True):
        if row["n"] == 0:
            assert row["reason"] == "no joint vote"
            assert all(row[name] is None for name in FIGURES)
            continue
        expected = counted(votes, row["state"], row["other"], row["session"])
        assert {name for name in expected if expected[name] is None} == {
            name for name in expected if row[name] is None
        }
        for name, figure in expected.items():
            assert row[name] is None or row[name] == pytest.approx(figure, rel=1e-9, abs=1e-9)
        assert (row["reason"] is None) == (row["kappa_linear"] is not None)


@FEW
@given(cast())
def test_a_pair_is_as_alike_from_either_side(votes: pl.DataFrame) -> None:
    found = alignment(votes, both=True).select("state", "other", "session", "n", *FIGURES)

    turned = found.rename({"state": "other", "other": "state"}).select(found.columns)
    polars.testing.assert_frame_equal(found, turned, check_row_order=False, abs_tol=1e-12)


@FEW
@given(cast(), st.permutations(STATES))
def test_new_names_for_states_change_nothing_else(votes: pl.DataFrame, names: list[str]) -> None:
    rename = dict(zip(STATES, names, strict=True))
    columns = [pl.col(name).replace(rename) for name in ("state", "other")]

    found = alignment(votes.with_columns(columns[0]), both=True)

    expected = alignment(votes, both=True).with_columns(*columns)
    polars.testing.assert_frame_equal(found, expected, check_row_order=False, abs_tol=1e-12)


@FEW
@given(cast(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_that_of_roll_calls_matters(
    votes: pl.DataFrame, dice: Any
) -> None:
    calls = votes["roll_call"].unique().to_list()
    numbers = dict(zip(calls, dice.sample(calls, len(calls)), strict=True))
    renumbered = votes.with_columns(
        roll_call=pl.col("roll_call").replace_strict(numbers, return_dtype=pl.Int32)
    ).sample(fraction=1, shuffle=True, seed=dice.randrange(99))

    polars.testing.assert_frame_equal(alignment(renumbered), alignment(votes), abs_tol=1e-12)


@FEW
@given(cast())
def test_a_state_that_copies_another_is_perfectly_aligned_with_it(votes: pl.DataFrame) -> None:
    copy = votes.filter(pl.col("state") == "AAA").with_columns(state=pl.lit("ZZZ"))

    found = alignment(pl.concat([votes, copy])).filter(
        pl.col("state") == "AAA", pl.col("other") == "ZZZ", pl.col("n") > 0
    )

    assert set(found["agree"]) | set(found["s_squared"]) <= {1.0}
    for name in FIGURES[3:]:
        assert found[name].drop_nulls().to_list() == pytest.approx([1.0] * found[name].count())
        assert (found[name].is_null() == (found["reason"] == "both are constant")).all()


@FEW
@given(cast())
def test_indices_keep_their_bounds(votes: pl.DataFrame) -> None:
    found = alignment(votes)

    for name in FIGURES:
        assert found.filter(pl.col(name) > 1 + 1e-12).is_empty()
        assert not found[name].is_nan().any()
    for name in ("s_absolute", "s_squared", "tau_b", "pi_nominal"):
        assert found.filter(pl.col(name) < -1 - 1e-12).is_empty()
    assert found.filter(~pl.col("agree").is_between(0, 1)).is_empty()
    assert found.filter(pl.col("n") < pl.col("n_agree")).is_empty()


@FEW
@given(cast(), st.sampled_from(vt.RULES))
def test_the_rule_moves_agreement_and_nothing_else(votes: pl.DataFrame, rule: Any) -> None:
    moved = ["agree", "n_agree"]

    polars.testing.assert_frame_equal(
        alignment(votes, rule=rule).drop(moved), alignment(votes).drop(moved)
    )


@FEW
@given(cast())
def test_s_is_agreement_on_another_scale(votes: pl.DataFrame) -> None:
    found = alignment(votes)

    assert found["s_absolute"].to_list() == pytest.approx((2 * found["agree"] - 1).to_list())


@FEW
@given(cast())
def test_two_sessions_pooled_are_one_session(votes: pl.DataFrame) -> None:
    voted = votes.filter(pl.col("vote").is_in(list(LEVEL)))["session"].n_unique()
    one = alignment(votes.with_columns(session=pl.lit(2, pl.Int16)))

    pooled = alignment(votes, window=2)

    if voted == 2:
        polars.testing.assert_frame_equal(pooled, one)
    else:  # a session in which nobody voted is no period
        assert pooled.is_empty()


TABLES = st.lists(st.integers(0, 30), min_size=9, max_size=9)


@FEW
@given(TABLES, st.floats(0.1, 50))
def test_a_common_weight_changes_no_index(cells: list[int], weight: float) -> None:
    import numpy as np

    table = np.array(cells, dtype=np.float64).reshape(3, 3)

    one, other = vt.compared(table), vt.compared(table * weight)

    for name in FIGURES:
        assert other[name] == pytest.approx(one[name], nan_ok=True, rel=1e-9, abs=1e-9)
    assert one["undefined"] == other["undefined"]
