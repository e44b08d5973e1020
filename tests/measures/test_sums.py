"""What is added up is the same in any order, and ends as it would by hand."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import polars as pl
import pytest

import counterpoise
from counterpoise import schema, sums
from counterpoise.measures import MEASURES
from counterpoise.measures.share_bounds import share_bounds
from counterpoise.measures.shares import shares
from tests.measures import tables, test_kinds

EVIDENCE = Path(counterpoise.__file__).parent / "evidence"
TIV = sums.parts_of("arms")


def test_every_order_of_hundredths_ends_as_by_hand() -> None:
    """SIPRI's 517.45, of four deliveries: as floats they end in 517.45 or in 517.4500000000001."""
    values = (0.1, 0.2, 0.35, 516.8)
    floats = {sum(order) for order in itertools.permutations(values)}
    found = {sums.total(pl.Series(order), TIV) for order in itertools.permutations(values)}

    assert len(floats) > 1
    assert found == {517.45}


def test_an_expression_divides_as_one_number_does() -> None:
    """Polars multiplies by 1e-6 where an expression is divided by a number."""
    rows = pl.DataFrame({"state": range(1000), "value": [n * 0.01 for n in range(1000)]})
    found = rows.group_by("state", maintain_order=True).agg(sums.total(pl.col("value"), TIV))

    assert found["value"].to_list() == [n / 100 for n in range(1000)]


def test_nulls_add_nothing() -> None:
    assert sums.total(pl.Series([None, 0.25, None])) == 0.25
    assert sums.total(pl.Series([], dtype=pl.Float64)) == 0.0


def test_whole_numbers_are_added_as_they_are() -> None:
    assert sums.parts_of("goods") == 1
    assert sums.total(pl.Series([2.0**40, 1.0]), 1) == 2.0**40 + 1


@pytest.mark.parametrize("file", sorted(EVIDENCE.glob("*/*.parquet")), ids=lambda f: f.parent.name)
def test_values_that_are_added_up_are_whole_numbers_of_parts(file: Path) -> None:
    """Dollars are whole, TIV millionths of millions: of other values sums would depend on the order."""
    rows = pl.scan_parquet(file)
    columns = rows.collect_schema().names()
    if "destination" not in columns:
        pytest.skip("not of two states")
    found = rows.filter(pl.col("value").is_not_null()).select("indicator", "value").collect()
    for (indicator,), part in found.group_by("indicator"):
        if schema.INDICATORS[str(indicator)].flow:
            parts = sums.parts_of(str(indicator))
            values = part["value"].to_list()
            assert [value for value in values if round(value * parts) / parts != value] == []


def hundredths() -> pl.DataFrame:
    """Return deliveries of arms with two decimals, three of each pair and year."""
    dice = random.Random(11)
    return tables.panel(
        (origin, destination, year, dice.choice([None, 0.0, dice.randrange(1, 10**5) / 100]))
        for year in range(2010, 2016)
        for origin in (*test_kinds.STATES, "unknown:supplier", "residual:nes")
        for destination in test_kinds.STATES
        if origin != destination
        for _ in range(3)
    )


@pytest.mark.parametrize("name", test_kinds.OF_FLOWS)
def test_a_measure_is_equal_to_the_last_digit_in_any_order_of_rows(name: str) -> None:
    measure = MEASURES[name]
    function, given = measure.load(), test_kinds.options(name)[-1]
    expected = function(*test_kinds.arguments(measure.needs, hundredths()), **given)
    for seed in range(4):
        rows = hundredths().sample(fraction=1, shuffle=True, seed=seed)
        mixed = [
            frame.sample(fraction=1, shuffle=True, seed=seed)
            for frame in test_kinds.arguments(measure.needs, rows)
        ]
        assert function(*mixed, **given).equals(expected)


@pytest.mark.parametrize("kind", ["pandas", "arrow", "duckdb"])
def test_every_engine_gives_the_volume_as_by_hand(kind: str) -> None:
    convert, _ = tables.KINDS[kind]
    deliveries = tables.suppliers([0.1, 0.2, 0.35, 516.8])

    found = tables.back(shares(convert(deliveries)))

    assert found["volume"].unique().to_list() == [517.45]


def test_bounds_of_spread_deals_are_equal_in_any_order_of_rows() -> None:
    dice = random.Random(5)
    whole = shares(hundredths(), window=2)
    late = hundredths().with_columns(
        indicator=pl.Series(dice.choices(["arms_earlier", "arms_later"], k=hundredths().height))
    )
    late = late.with_columns(pl.col("value") / 3)
    expected = share_bounds(whole, late, window=2)
    for seed in range(4):
        mixed = [one.sample(fraction=1, shuffle=True, seed=seed) for one in (whole, late)]
        assert share_bounds(*mixed, window=2).equals(expected)
