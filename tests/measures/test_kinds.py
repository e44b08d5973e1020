"""Every measure gives the same numbers from every kind of frame, and gives that kind back."""

from __future__ import annotations

import random
from typing import Any

import duckdb
import polars as pl
import polars.testing
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures import MEASURES
from counterpoise.measures.blocs import as_one_partner
from counterpoise.measures.pairs import ties
from counterpoise.measures.shares import shares
from tests.measures import tables

STATES = ("AAA", "BBB", "CCC", "DDD", "EEE")


def rows() -> pl.DataFrame:
    """Return goods of five states over six years: zeros, nulls, ties, nobody, negatives, gaps."""
    dice = random.Random(7)
    flows: list[tables.Flow] = []
    for year in range(2010, 2016):
        for origin in (*STATES, "unknown:supplier", "residual:nes"):
            for destination in STATES:
                if origin != destination and dice.random() < 0.8:
                    flows.append(
                        (
                            origin,
                            destination,
                            year,
                            dice.choice([0.0, 0.1, 0.2, 3.0, 7.0, 7.0, None]),
                        )
                    )
    flows += [("AAA", "ZER", 2012, 0.0), ("AAA", "NEG", 2012, 5.0), ("BBB", "NEG", 2012, -1.0)]
    flows += [("AAA", "NUL", 2013, None), ("AAA", "TNY", 2012, 0.01), ("AAA", "EVE", 2011, 2.0)]
    flows += [("BBB", "EVE", 2011, 2.0), ("CCC", "EVE", 2011, 2.0), ("unknown:x", "UNK", 2011, 2.0)]
    return tables.panel(flows, indicator="goods")


def groups() -> pl.DataFrame:
    return pl.DataFrame(
        {"origin": list(STATES), "group": ["north", "north", "south", "south", "east"]}
    )


def gdp() -> pl.DataFrame:
    cells = [(s, y, 100.0 + 10 * i) for i, s in enumerate(STATES[:4]) for y in range(2010, 2015)]
    return pl.DataFrame(cells, schema=["state", "year", "value"], orient="row")


def arguments(needs: str, panel: pl.DataFrame) -> list[pl.DataFrame]:
    """Return what a measure takes, all but names and numbers, as Polars frames."""
    if needs == "panel":
        return [panel]
    if needs in ("ties", "gdp"):
        return [ties(panel), *([gdp()] if needs == "gdp" else [])]
    table = shares(panel, window=2, floor=0.05)
    if needs == "channels":
        arms = table.with_columns(channel=pl.lit("arms"))
        one = shares(panel).with_columns(channel=pl.lit("trade"))
        return [pl.concat([arms, one])]
    return [table, *([groups()] if needs == "groups" else [])]


def options(name: str) -> list[dict[str, Any]]:
    """Return the keyword arguments to try a measure with."""
    more: dict[str, list[dict[str, Any]]] = {
        "shares": [{}, {"window": 3, "floor": 0.05}, {"of": "origin", "over": "destination"}],
        "hill_number": [{"q": q} for q in (0, 0.5, 1, 2, float("inf"))],
        "concentration": [{}, {"universe": 9}],
        "normalised_herfindahl": [{}, {"universe": 9}],
        "acting_together": [{"partners": ["AAA", "BBB", "CCC"]}],
        "turnover": [{}, {"lag": 2}],
        "ties": [{}, {"absent": "zero"}],
        "entropy_chain": [{}, {"weights": {"arms": 3.0, "trade": 1.0}}],
    }
    return more.get(name, [{}])


# Votes, likeness and rivals are frames of other shapes: alignment, diversity and hedging try their kinds.
OTHER_SHAPES = {"votes", "similarity", "rivals", "positions", "events"}
OF_FLOWS = [name for name, measure in MEASURES.items() if measure.needs not in OTHER_SHAPES]
CASES = [(name, i) for name in OF_FLOWS for i in range(len(options(name)))]


@pytest.mark.parametrize(("name", "case"), CASES)
@pytest.mark.parametrize("kind", tables.KINDS)
def test_every_kind_of_frame_gives_the_numbers_of_polars(kind: str, name: str, case: int) -> None:
    measure, given = MEASURES[name], options(name)[case]
    function, frames = measure.load(), arguments(measure.needs, rows())
    expected = function(*frames, **given)
    convert, kept = tables.KINDS[kind]

    found = function(*(convert(frame) for frame in frames), **given)

    assert isinstance(found, kept)
    assert expected.height > 0
    polars.testing.assert_frame_equal(
        tables.back(found), expected, check_dtypes=False, rel_tol=1e-12, abs_tol=1e-14
    )


@pytest.mark.parametrize("name", OF_FLOWS)
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    measure = MEASURES[name]
    function, given = measure.load(), options(name)[0]
    expected = function(*arguments(measure.needs, rows()), **given)
    mixed = [
        frame.sample(fraction=1, shuffle=True, seed=3)
        for frame in arguments(measure.needs, rows().sample(fraction=1, shuffle=True, seed=2))
    ]

    polars.testing.assert_frame_equal(
        function(*mixed, **given), expected, rel_tol=1e-12, abs_tol=1e-14
    )


@pytest.mark.parametrize("name", OF_FLOWS)
def test_no_measure_changes_what_it_was_given(name: str) -> None:
    measure = MEASURES[name]
    frames = [frame.to_pandas() for frame in arguments(measure.needs, rows())]
    before = [frame.copy() for frame in frames]

    measure.load()(*frames, **options(name)[0])

    assert all(frame.equals(copy) for frame, copy in zip(frames, before, strict=True))


@pytest.mark.parametrize("name", OF_FLOWS)
@pytest.mark.parametrize("kind", ["polars", "pandas", "duckdb"])
def test_no_rows_give_no_rows(kind: str, name: str) -> None:
    measure = MEASURES[name]
    convert, kept = tables.KINDS[kind]
    nothing = [convert(frame.clear()) for frame in arguments(measure.needs, rows())]

    found = measure.load()(*nothing, **options(name)[0])

    assert isinstance(found, kept)
    assert tables.back(found).height == 0


@pytest.mark.parametrize("kind", tables.KINDS)
def test_a_bloc_is_the_same_in_every_kind_of_frame(kind: str) -> None:
    members = pl.DataFrame({"state": ["AAA", "BBB"], "year": [2012, 2012]})
    expected = as_one_partner(rows(), members, bloc="EU")
    convert, kept = tables.KINDS[kind]

    found = as_one_partner(convert(rows()), convert(members), bloc="EU")

    assert isinstance(found, kept)
    polars.testing.assert_frame_equal(tables.back(found), expected, check_row_order=False)


@pytest.mark.parametrize("kind", tables.KINDS)
def test_own_totals_are_the_same_in_every_kind_of_frame(kind: str) -> None:
    totals = gdp().select("state", "year", imports=pl.col("value"), exports=pl.col("value") / 2)
    expected = ties(rows(), totals=totals)
    convert, _ = tables.KINDS[kind]

    found = ties(convert(rows()), totals=convert(totals))

    polars.testing.assert_frame_equal(tables.back(found), expected, check_dtypes=False)


def test_a_long_arrow_table_gives_the_sums_of_polars() -> None:
    # Narwhals' `over` mixes up the groups of Arrow tables beyond some 30,000 rows.
    flows = [
        (f"P{partner:03}", f"S{state:03}", 2000 + year, float(partner * state + year + 1))
        for year in range(6)
        for state in range(150)
        for partner in range(150)
    ]
    long = tables.panel(flows)

    found = shares(long.to_arrow(), window=2)

    polars.testing.assert_frame_equal(
        tables.back(found), shares(long, window=2), check_dtypes=False, rel_tol=1e-12
    )


def test_frames_of_two_kinds_do_not_meet() -> None:
    with pytest.raises(MeasureError, match="must be of one kind"):
        as_one_partner(rows(), gdp().to_pandas(), bloc="EU")


def test_a_relation_on_another_relation_is_taken_too() -> None:
    connection = duckdb.connect()
    connection.register("goods", rows().to_arrow())

    found = shares(connection.sql("SELECT * FROM goods WHERE year > 2011"))

    polars.testing.assert_frame_equal(
        tables.back(found), shares(rows().filter(pl.col("year") > 2011)), check_dtypes=False
    )
