from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.errors import MeasureError
from counterpoise.measures.products.persistence import persistent, stability
from counterpoise.measures.products.strategic_products import CRITERIA, strategic_products
from counterpoise.measures.products.substitutes import substitutes, unit_prices
from tests.measures import tables
from tests.measures.products import brute

STATES = ("AAA", "BBB", "CCC", "DDD", "EEE")
COLUMNS = ["origin", "destination", "item", "year", "value"]


def frame(rows: list[Any]) -> pl.DataFrame:
    kinds = [pl.String, pl.String, pl.String, pl.Int16, pl.Float64]
    return pl.DataFrame(rows, schema=dict(zip(COLUMNS, kinds, strict=True)), orient="row")


def made_up(seed: int = 3, years: int = 4) -> list[brute.Row]:
    dice = random.Random(seed)
    sellers = (*STATES, "unknown:nes", "residual:areas")
    return [
        (origin, destination, item, 2020 + year, float(dice.choice([0, 1, 2, 5, 40, 40, 900])))
        for year in range(years)
        for item in ("270900", "280530", "283691")
        for origin in sellers
        for destination in (*STATES, "residual:areas")
        if origin != destination and dice.random() < 0.6
    ]


def only(found: pl.DataFrame, state: str) -> dict[str, Any]:
    return tables.only(found.filter(pl.col("state") == state))


def same_as_by_hand(found: pl.DataFrame, rows: list[brute.Row], state: str) -> None:
    by_hand = brute.strategic(rows, state)
    own = found.filter(pl.col("state") == state)
    assert {(row["item"], row["year"]) for row in own.iter_rows(named=True)} == set(by_hand)
    for row in own.iter_rows(named=True):
        for name, value in by_hand[row["item"], row["year"]].items():
            if name in CRITERIA and row["unknown"]:
                assert row[name] is None
            elif isinstance(value, float):
                assert row[name] == pytest.approx(value, rel=1e-9), name
            else:
                assert row[name] == value, name


@pytest.mark.parametrize("state", STATES)
def test_all_figures_are_those_of_a_loop_over_the_rows(state: str) -> None:
    same_as_by_hand(strategic_products(frame(made_up())), made_up(), state)


@pytest.mark.parametrize("kind", tables.KINDS)
def test_every_engine_gives_the_same_figures_to_the_digit(kind: str) -> None:
    turned, back = tables.KINDS[kind]
    plain = strategic_products(frame(made_up()))
    found = strategic_products(turned(frame(made_up())))

    assert isinstance(found, back)
    held = tables.back(found).sort("state", "item", "year")
    for name in plain.columns:
        assert held[name].to_list() == plain[name].to_list(), name


@pytest.mark.parametrize("kind", tables.KINDS)
def test_what_follows_is_the_same_in_every_engine(kind: str) -> None:
    turned, back = tables.KINDS[kind]
    priced = frame(made_up()).with_columns(quantity=pl.col("value") / 4)
    products = strategic_products(frame(made_up()))
    tried: list[tuple[Any, pl.DataFrame]] = [
        (persistent, products),
        (stability, products),
        (unit_prices, priced),
        (lambda one: substitutes(one, state="AAA", partners=["BBB"]), priced),
    ]
    for measure, rows in tried:
        plain, found = measure(rows), measure(turned(rows))
        assert isinstance(found, back)
        key = [name for name in ("state", "item", "year", "origin") if name in plain.columns]
        held = tables.back(found).sort(key)
        for name in plain.columns:
            assert held[name].to_list() == plain.sort(key)[name].to_list(), name


@given(seed=st.integers(0, 50), scale=st.sampled_from([2.0, 1000.0, 0.25]))
@settings(max_examples=8, deadline=None)
def test_another_unit_changes_sums_alone(seed: int, scale: float) -> None:
    plain = strategic_products(frame(made_up(seed, 1)))
    scaled = strategic_products(frame(made_up(seed, 1)).with_columns(pl.col("value") * scale))

    amounts = ["imports", "within", "exports", "from_leader"]
    assert scaled.drop(amounts).equals(plain.drop(amounts))
    assert scaled.select(amounts).equals(plain.select(pl.col(amounts) * scale))


def test_other_names_in_the_same_order_change_names_alone() -> None:
    names = dict(zip(STATES, ("FFF", "GGG", "HHH", "III", "JJJ"), strict=True))
    renamed = frame(made_up()).with_columns(pl.col("origin", "destination").replace(names))
    plain = strategic_products(frame(made_up()))

    expected = plain.with_columns(pl.col("state", "leader").replace(names))
    assert strategic_products(renamed).equals(expected)


def test_a_union_is_one_state_with_trade_within() -> None:
    rows = [
        ("AAA", "BBB", "270900", 2024, 30.0),
        ("CCC", "AAA", "270900", 2024, 60.0),
        ("CCC", "BBB", "270900", 2024, 10.0),
        ("AAA", "DDD", "270900", 2024, 5.0),
    ]
    row = only(strategic_products(frame(rows), unions={"UNI": ["AAA", "BBB"]}), "UNI")

    assert (row["imports"], row["within"], row["exports"]) == (70, 30, 35)
    assert (row["outside_share"], row["imports_over_exports"]) == (0.7, 2)
    assert row["world_concentration"] == pytest.approx((70 / 75) ** 2 + (5 / 75) ** 2)
    assert (row["eu"], row["geodep"], row["merics"]) == (True, True, True)


def test_a_union_that_buys_most_within_does_not_depend_on_outsiders() -> None:
    rows = [("AAA", "BBB", "270900", 2024, 80.0), ("CCC", "AAA", "270900", 2024, 70.0)]
    row = only(strategic_products(frame(rows), unions={"UNI": ["AAA", "BBB"]}), "UNI")

    assert row["above_outside"] < 0
    assert (row["eu"], row["merics"]) == (False, False)


def test_a_state_that_exports_nothing_has_no_ratio_and_a_deficit() -> None:
    row = only(strategic_products(frame([("AAA", "BBB", "270900", 2024, 1.0)])), "BBB")

    assert (row["exports"], row["imports_over_exports"], row["above_deficit"]) == (0, None, None)
    assert (row["eu"], row["geodep"], row["merics"]) == (True, True, True)


def test_exactly_at_a_threshold_is_not_above_it() -> None:
    # Four shares whose squares are 0.4, and as much sold as bought.
    rows = [(name, "ZZZ", "270900", 2024, value) for name, value in
            (("AAA", 60.0), ("BBB", 20.0), ("CCC", 0.0), ("DDD", 20.0))]  # fmt: skip
    row = only(strategic_products(frame([*rows, ("ZZZ", "AAA", "270900", 2024, 100.0)])), "ZZZ")
    assert row["import_concentration"] == 0.44
    assert (row["eu"], row["above_deficit"]) == (False, 0)
    rows = [(name, "ZZZ", "1", 2024, value) for name, value in (("AAA", 5.0), ("BBB", 3.0),
            ("CCC", 1.0), ("DDD", 1.0), ("EEE", 0.0))]  # fmt: skip
    row = only(strategic_products(frame([*rows, ("ZZZ", "AAA", "1", 2024, 5.0)])), "ZZZ")
    assert (row["import_concentration"], row["eu"], row["imports_over_exports"]) == (0.36, False, 2)


def test_a_tie_that_is_not_covered_leaves_the_criteria_open() -> None:
    rows = [("NOR", "DEU", "271121", 2021, 9.0), ("RUS", "DEU", "271121", 2021, None)]
    row = only(strategic_products(frame(rows)), "DEU")

    assert (row["unknown"], row["leader"], row["imports"]) == (1, "NOR", 9)
    assert [row[name] for name in CRITERIA] == [None, None, None]


def test_under_the_floor_nothing_is_judged() -> None:
    found = strategic_products(frame([("AAA", "BBB", "1", 2024, 1.0)]), floor=2)
    assert [only(found, "BBB")[name] for name in CRITERIA] == [None, None, None]


def test_nobody_is_a_supplier_and_no_leader() -> None:
    rows = [("unknown:a", "BBB", "1", 2024, 2.0), ("residual:b", "BBB", "1", 2024, 2.0)]
    row = only(strategic_products(frame(rows)), "BBB")
    assert (row["leader"], row["suppliers"], row["import_concentration"]) == (None, 0, 1)


def test_two_years_of_three_and_what_is_not_known() -> None:
    cells: dict[str, list[bool | None]] = {
        "a": [True, None, True], "b": [True, None, False], "c": [False, None, False],
    }  # fmt: skip
    rows = [
        ("VNM", item, 2022 + at, cell) for item, row in cells.items() for at, cell in enumerate(row)
    ]
    table = pl.DataFrame(rows, schema=["state", "item", "year", "geodep"], orient="row")

    assert persistent(table)["persistent"].to_list() == [True, None, False]
    assert persistent(table)["year"].to_list() == [2024] * 3


def test_a_year_without_imports_does_not_hold() -> None:
    rows = [("VNM", "a", 2022, True), ("VNM", "b", 2023, True), ("VNM", "a", 2024, True)]
    table = pl.DataFrame(rows, schema=["state", "item", "year", "geodep"], orient="row")

    assert persistent(table).rows() == [
        ("VNM", "a", 2024, 2, 0, True),
        ("VNM", "b", 2024, 1, 0, False),
    ]
    assert stability(table).filter(year=2022).rows() == [("VNM", "a", 2022, None, False, False)]


def test_substitutes_are_those_who_sell_elsewhere() -> None:
    rows = [("CHN", "VNM", "1", 2024, 30.0), ("USA", "VNM", "1", 2024, 5.0), ("USA", "JPN", "1", 2024, 20.0),
            ("USA", "CHN", "1", 2024, 99.0), ("AUS", "JPN", "1", 2024, 40.0), ("VNM", "JPN", "1", 2024, 7.0),
            ("LAO", "VNM", "1", 2024, 1.0)]  # fmt: skip
    found = substitutes(frame(rows), state="VNM", partners=["CHN"])

    assert found.rows() == [
        ("1", 2024, "AUS", 30, 0, 40, 0.5, 0.75),
        ("1", 2024, "USA", 30, 5, 20, 0.5, 1.5),
    ]


def test_a_price_is_of_what_is_weighed() -> None:
    rows = frame([("AAA", "BBB", "1", 2024, 6.0), ("CCC", "BBB", "1", 2024, 4.0)])
    found = unit_prices(rows.with_columns(quantity=pl.Series([2.0, None])))
    assert found.rows() == [("BBB", "1", 2024, 3, 3, 1, 0.6)]


def test_a_plan_is_not_run_and_a_criterion_must_be_one() -> None:
    plan = frame(made_up()).lazy().with_columns(
        pl.col("value").map_batches(lambda _: pytest.fail("a row was looked at"), pl.Float64)
    )  # fmt: skip
    strategic_products(plan)
    with pytest.raises(MeasureError, match="must be one of eu, geodep, merics"):
        persistent(strategic_products(frame(made_up())), criterion="none")


@pytest.mark.parametrize("state", ["VNM", "JPN", "DEU", "USA", "KOR"])
def test_the_embedded_products_are_those_of_a_loop(state: str) -> None:

    rows = embedded().filter(pl.col("year") >= 2022)
    told = rows.filter(pl.col("value").is_not_null()).select(COLUMNS).rows()
    same_as_by_hand(strategic_products(rows), told, state)


def embedded() -> pl.DataFrame:
    from importlib.resources import files

    folder = files("counterpoise") / "evidence" / "cepii_baci"
    return pl.concat(
        pl.read_parquet(str(path)) for path in folder.iterdir() if path.name.endswith(".parquet")
    )
