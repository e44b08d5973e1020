"""A baseline of one's own flows: any frame or a matrix, home sales as told, gaps as gaps."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest

import counterpoise as cpo
from counterpoise.errors import CounterpoiseError, EvidenceError, MeasureError, UsageError
from counterpoise.scenarios.baseline.world import Baseline

GDP = {"Viet Nam": 40.0, "USA": 2500.0, "People's Republic of China": 1500.0}
FLOWS: dict[str, list[object]] = {
    "origin": ["Viet Nam", "China", "USA", "China", "Viet Nam", "USA"],
    "destination": ["China", "Viet Nam", "China", "USA", "USA", "Viet Nam"],
    "value": [6.0, 14.0, 15.0, 50.0, 12.0, 2.0],
}
MATRIX = [[0.0, 15.0, 6.0], [50.0, 0.0, 12.0], [14.0, 2.0, 0.0]]
"""The same: buyers China, the United States, Viet Nam in the rows."""
LABELS = ["CHN", "USA", "VNM"]


def same(one: Baseline, other: Baseline) -> bool:
    return one.states == other.states and np.array_equal(one.flows, other.flows)


def test_frames_of_any_kind_and_a_matrix_are_the_same_world() -> None:
    made = cpo.baseline_from(pl.DataFrame(FLOWS), GDP, year=2020)
    gdp = pd.DataFrame({"state": list(GDP), "gdp": list(GDP.values())})

    assert made.states == ("CHN", "USA", "VNM")
    assert made.flows[2, 0] == 14.0  # Viet Nam buys of China
    assert same(made, cpo.baseline_from(pd.DataFrame(FLOWS), gdp, year=2020))
    assert same(made, cpo.baseline_from(MATRIX, GDP, year=2020, labels=LABELS))
    labelled = pd.DataFrame(MATRIX, index=LABELS, columns=LABELS)
    assert same(made, cpo.baseline_from(labelled, GDP, year=2020, labels=LABELS))


def test_sales_at_home_follow_the_rule_or_are_as_told() -> None:
    rule = cpo.baseline_from(MATRIX, GDP, year=2020, labels=LABELS)
    told = np.array(MATRIX) + np.diag([3000.0, 0.0, math.nan])
    mixed = cpo.baseline_from(told, GDP, year=2020, labels=LABELS)

    assert np.diag(rule.flows) == pytest.approx(
        [1.79 * 1500 - 0.32 * 64, 1.79 * 2500 - 0.32 * 17, 1.79 * 40 - 0.32 * 18]
    )
    assert np.diag(mixed.flows) == pytest.approx([3000.0, *np.diag(rule.flows)[1:]])
    assert mixed.gross_output[0] == 3064.0


def test_what_is_null_is_not_covered_and_zero_is_no_trade() -> None:
    cells = np.array(MATRIX)
    cells[2, 1], cells[1, 2] = math.nan, 0.0
    made = cpo.baseline_from(cells, GDP, year=2020, labels=LABELS)

    assert not made.known[2, 1]
    assert made.known[1, 2]
    assert made.report.partners_not_covered("VNM") == ("USA",)


def test_a_pair_without_a_row_is_what_is_said_of_it() -> None:
    rows = pl.DataFrame(FLOWS).head(5)

    assert not cpo.baseline_from(rows, GDP, year=2020).known[2, 1]
    assert cpo.baseline_from(rows, GDP, year=2020, absent="zero").known.all()


def test_a_state_without_gdp_is_left_out_and_named() -> None:
    made = cpo.baseline_from(MATRIX, {"VNM": 40.0, "USA": 2500.0}, year=2020, labels=LABELS)

    assert made.states == ("USA", "VNM")
    assert made.report.without_gdp["state"].to_list() == ["CHN"]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: cpo.baseline_from(MATRIX, GDP, year=2020), UsageError, "each label"),
        (lambda: cpo.baseline_from(MATRIX, GDP, year=2020, labels=LABELS[:2]), UsageError, "2 labels"),
        (lambda: cpo.baseline_from(pl.DataFrame({"origin": ["VNM"]}), GDP, year=2020), UsageError,
         "destination"),
        (lambda: cpo.baseline_from(MATRIX, 5, year=2020, labels=LABELS), UsageError, "frame"),
        (lambda: cpo.baseline_from(FLOWS, GDP, year=2020, absent="none"), UsageError, "absent"),  # type: ignore[arg-type]
        (lambda: cpo.baseline_from(MATRIX, {"VNM": 40.0}, year=2020, labels=LABELS), EvidenceError,
         "two states"),
        (lambda: cpo.baseline_from(MATRIX, {**GDP, "VNM": 0.0}, year=2020, labels=LABELS), CounterpoiseError,
         "GDP|once"),
        (lambda: cpo.baseline_from(np.array(MATRIX) - 3, GDP, year=2020, labels=LABELS), MeasureError,
         "at least 0"),
        (lambda: cpo.baseline_from(np.array(MATRIX) + np.eye(3), GDP, year=2020, labels=LABELS),
         MeasureError, "at least GDP"),
        (lambda: cpo.baseline_from(MATRIX, GDP, year=2020, labels=["CHN", "China", "VNM"]), MeasureError,
         "once, not twice"),
        (lambda: cpo.baseline_from(MATRIX, GDP, year=2020, labels=["CHN", "Nowhere", "VNM"]),
         CounterpoiseError, "Nowhere"),
    ],
)  # fmt: skip
def test_what_is_no_world_is_refused(call, error, words) -> None:
    with pytest.raises(error, match=words):
        call()
