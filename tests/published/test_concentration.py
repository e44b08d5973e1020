"""Published figures of concentration, reproduced from the shares that were published with them.

Values and their standing are those of the methods paper's table of check values. Tolerances are half
a unit of the last digit given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl
import pytest

from counterpoise import measures as c
from counterpoise.measures.from_tables import topk_bounds
from counterpoise.measures.shares import shares
from tests.measures import tables

GIRDLED = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, *[1] * 12]
LOGGED = [
    88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, *[1] * 14,
]  # fmt: skip


def table(values: Sequence[float]) -> pl.DataFrame:
    return shares(tables.suppliers(float(value) for value in values))


@pytest.mark.parametrize(
    ("values", "points", "effective"),
    [
        # Merger Guidelines of the United States: four firms with 30, 30, 20 and 20 per cent.
        ([30, 30, 20, 20], 2600, 3.846154),
        # World Mining Data, page on concentration.
        ([50, 30, 15, 5], 3650, 2.739726),
    ],
)
def test_herfindahl_in_points(values: list[float], points: float, effective: float) -> None:
    row = tables.only(c.concentration(table(values)))

    assert row["herfindahl"] * 10_000 == pytest.approx(points)
    assert row["hill_2"] == pytest.approx(effective, abs=5e-7)


@pytest.mark.parametrize(("n", "index"), [(2, 0.5), (3, 0.3333)])
def test_equal_suppliers_of_statistics_netherlands(n: int, index: float) -> None:
    row = tables.only(c.herfindahl(table([1] * n)))

    assert row["herfindahl"] == pytest.approx(index, abs=5e-5)


def test_all_indices_of_the_world_mining_data_shares() -> None:
    four = table([50, 30, 15, 5])
    row = tables.only(c.concentration(four))

    assert row["normalised_herfindahl"] == pytest.approx(0.15333333333333332)
    assert row["shannon"] == pytest.approx(1.1421200429883351)
    assert row["theil"] == pytest.approx(0.24417431813155543)
    assert row["hill_1"] == pytest.approx(3.1334042802620585)
    assert row["hill_2"] == pytest.approx(2.73972602739726)
    assert row["hill_inf"] == pytest.approx(2.0)
    unctad = tables.only(c.normalised_hirschman(four))["normalised_hirschman"]
    assert unctad == pytest.approx(0.20830459735945728)
    assert tables.only(c.hirschman(four))["hirschman"] == pytest.approx(100 * 0.365**0.5)


@pytest.mark.parametrize(
    ("counts", "numbers"),
    [
        (GIRDLED, {0: 26, 1: 12.05965, 2: 7.84, math.inf: 3.652174}),
        (LOGGED, {0: 37, 1: 14.421002, 2: 6.761499, math.inf: 2.863636}),
    ],
)
def test_hill_numbers_of_the_spiders_of_inext(
    counts: list[int], numbers: dict[float, float]
) -> None:
    """Chao et al. 2014, Ecol. Monogr. 84:45; R package iNEXT, data `spider`."""
    assert sum(counts) in (168, 252)
    for q, number in numbers.items():
        row = tables.only(c.hill_number(table(counts), q=q))
        assert row[f"hill_{q:g}"] == pytest.approx(number, abs=5e-6)


def test_bounds_from_the_three_shares_that_sipri_printed_for_viet_nam() -> None:
    """SIPRI on arms imports 2017-21: Russia 56, Israel 19, South Korea 6.6 per cent."""
    bounds = topk_bounds([0.56, 0.19, 0.066])

    assert (bounds.low, bounds.high) == (
        pytest.approx(0.354056, abs=5e-7),
        pytest.approx(0.365472, abs=5e-7),
    )
    assert bounds.effective == (
        pytest.approx(2.736188, abs=5e-7),
        # Cut after six digits in the table of check values, not rounded: 1/.354056 is 2.8244119...
        pytest.approx(2.824411, abs=1e-6),
    )
    # The index of the whole table of eight suppliers, .36147, lies between them.
    assert bounds.low < 0.36147 < bounds.high


def test_five_suppliers_of_viet_nam_bound_the_index_of_all_eight() -> None:
    """Shares of 2017-21 to one decimal, from the same table: the rest is of three suppliers."""
    listed = [0.557, 0.192, 0.066, 0.063, 0.059]
    rest = 1 - sum(listed)
    rows = tables.panel(
        [(f"P{i}", "VNM", 2021, share) for i, share in enumerate(listed)]
        + [("residual:others", "VNM", 2021, rest)]
    )

    row = tables.only(c.concentration(shares(rows)))
    bounds = topk_bounds(listed)
    assert row["herfindahl_low"] == pytest.approx(bounds.low)
    assert row["herfindahl_low"] < 0.36147 + 5e-4
    assert 0.36147 - 5e-4 < row["herfindahl"] < row["herfindahl_high"]
    assert pytest.approx(row["herfindahl_low"], abs=4e-3) == 0.36147
