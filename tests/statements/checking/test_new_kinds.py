"""Changes, comparisons, and places in the world, on panels made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.flow import registered
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS
from tests.panel.holding import keep, ties
from tests.statements.checking.hand_made import arms, goods, judged

LATER, EARLIER = (2015, 2019), (2010, 2014)
ARMS = {"kind": "change", "channel": "arms", "partners": ("RUS",), "stated": date(2020, 6, 1),
        "comparison": "falling"}  # fmt: skip


def two_windows(folder: Path) -> Store:
    """Russia 80 of 100 million TIV in 2010–14, and 30 of 60 in 2015–19."""
    rows = [("RUS", "IND", 2012, 80.0), ("USA", "IND", 2012, 20.0), ("RUS", "IND", 2017, 30.0),
            ("USA", "IND", 2017, 30.0)]  # fmt: skip
    return arms(folder, rows, 2010, 2019)


@pytest.mark.parametrize(
    ("of", "comparison", "quantity", "unit", "verdict", "shown"),
    [
        ("amount", "falling", 62.5, "%", HOLDS, "−62.5 %: 80.00 million TIV in 2010–14, 30.00"),
        ("amount", "falling", 26, "%", FAILS, "−62.5 %"),
        ("amount", "rising", None, "", FAILS, "−62.5 %"),
        ("amount", "falling", 50, "million TIV", HOLDS, "−50.00 million TIV"),
        (
            "share",
            "falling",
            30,
            "points",
            HOLDS,
            "−30.0 points: 80.0 % in 2010–14, 50.0 % in 2015–19",
        ),
        ("share", "falling", 37.5, "%", HOLDS, "−37.5 %"),
        ("share", "falling", 10, "points", FAILS, "−30.0 points"),
    ],
)
def test_a_change_compares_two_periods_in_the_unit_said(
    tmp_path: Path, of: str, comparison: str, quantity: float | None, unit: str, verdict: str,
    shown: str,
) -> None:  # fmt: skip
    parts = {**ARMS, "of": of, "comparison": comparison, "quantity": quantity, "unit": unit}
    found = judged(two_windows(tmp_path), **parts, years=LATER, before=EARLIER)
    assert found.verdict == verdict
    assert shown in found.shown


def test_a_change_without_periods_is_of_the_last_two_windows(tmp_path: Path) -> None:
    store = two_windows(tmp_path)
    found = judged(store, **ARMS, of="amount", quantity=62.5, unit="%")
    assert found.verdict == HOLDS
    assert found.tested[0].facets["years"] == "2015–19 against 2010–14"


def test_both_periods_of_a_change_must_be_covered(tmp_path: Path) -> None:
    store = two_windows(tmp_path)
    parts = {**ARMS, "of": "amount", "quantity": 62.5, "unit": "%"}
    assert judged(store, **parts, years=LATER, before=(2005, 2009)).verdict == CANNOT_TELL
    # Of periods that are not as long, a year's: 80 in five years, 30 in one.
    one_year = judged(store, **parts, years=(2017, 2017), before=EARLIER)
    assert one_year.verdict == FAILS
    assert one_year.shown.startswith("+87.5 %: 16.00 million TIV in 2010–14, 30.00")


def test_a_change_from_nothing_is_no_part_of_it(tmp_path: Path) -> None:
    store = arms(tmp_path, [("RUS", "IND", 2017, 30.0), ("USA", "IND", 2012, 60.0)], 2010, 2019)
    parts = {**ARMS, "of": "amount", "comparison": "rising", "quantity": 50, "unit": "%"}
    assert judged(store, **parts, years=LATER, before=EARLIER).verdict == CANNOT_TELL


@pytest.mark.parametrize(
    ("partners", "poles", "comparison", "quantity", "verdict"),
    [
        (("CHN",), ("RUS",), "more than", None, HOLDS),
        (("RUS",), ("CHN",), "more than", None, FAILS),
        (("CHN",), ("RUS",), "about", 3, HOLDS),
        (("CHN",), ("RUS",), "about", 2, FAILS),
        (("CHN",), (), "more than", None, HOLDS),  # 60 against all others' 40
        (("CHN",), ("RUS", "USA"), "at least", 1.5, HOLDS),
        (("RUS",), (), "more than", None, FAILS),
        (("CHN",), ("JPN",), "more than", 100, HOLDS),  # any number of times nothing
    ],
)
def test_partners_are_compared_with_others_or_all_others(
    tmp_path: Path, partners: tuple[str, ...], poles: tuple[str, ...], comparison: str,
    quantity: float | None, verdict: str,
) -> None:  # fmt: skip
    rows = [("CHN", "IND", 2014, 60), ("RUS", "IND", 2014, 20), ("USA", "IND", 2014, 20)]
    store = goods(tmp_path, rows)
    parts = {"partners": partners, "poles": poles, "comparison": comparison, "quantity": quantity}
    assert judged(store, "comparison", **parts, years=(2014, 2014)).verdict == verdict


def test_who_is_not_covered_is_not_compared(tmp_path: Path) -> None:
    store = goods(tmp_path, [("CHN", "IND", 2014, 60), ("RUS", "IND", 2014, None)])
    parts = {"poles": ("RUS",), "comparison": "more than", "years": (2014, 2014)}
    assert judged(store, "comparison", **parts).verdict == CANNOT_TELL


def test_a_coalition_is_one_partner(tmp_path: Path) -> None:
    rows = [("FRA", "IND", 2014, 40), ("DEU", "IND", 2014, 35), ("USA", "IND", 2014, 25)]
    store = goods(tmp_path, rows)
    found = judged(store, partners=("FRA", "DEU"), comparison="about", quantity=75,
                   years=(2014, 2014))  # fmt: skip
    assert found.verdict == HOLDS
    assert found.shown == "75.0 %"


WORLD = [("CHN", "IND", 2014, 30.0), ("CHN", "USA", 2014, 60.0), ("USA", "CHN", 2014, 10.0)]


@pytest.mark.parametrize(
    ("state", "place", "comparison", "verdict"),
    [("USA", 1, "largest", HOLDS), ("IND", 2, "largest", HOLDS), ("USA", 2, "largest", FAILS),
     ("IND", 2, "among", HOLDS), ("CHN", 2, "among", FAILS)],
)  # fmt: skip
def test_a_place_in_the_world_is_that_of_the_state_itself(
    tmp_path: Path, state: str, place: int, comparison: str, verdict: str
) -> None:
    store = goods(tmp_path, WORLD)
    found = judged(store, "world rank", partners=(), subject=state, quantity=place,
                   comparison=comparison, years=(2014, 2014))  # fmt: skip
    assert found.verdict == verdict


def test_a_part_of_the_world_is_of_all_that_all_receive(tmp_path: Path) -> None:
    found = judged(goods(tmp_path, WORLD), "world share", partners=(), comparison="about",
                   quantity=30, unit="%", years=(2014, 2014))  # fmt: skip
    assert (found.verdict, found.shown) == (HOLDS, "30.0 %")


def test_an_excerpt_of_a_few_states_says_nothing_of_the_world(tmp_path: Path) -> None:
    covered = [Covered(2010, 2014, "origin"), Covered(2010, 2014, "destination", ("IND", "USA"))]
    keep(tmp_path, "sipri_arms", "1", ties("arms", [("RUS", "IND", 2014, 90.0)]), covered,
         excerpt="destination one of IND, USA")  # fmt: skip
    parts = {"partners": (), "channel": "arms", "years": (2010, 2014)}
    found = judged(Store((tmp_path,)), "world rank", **parts, quantity=1)
    assert found.verdict == CANNOT_TELL
    assert "the other states of the world" in found.why


@pytest.mark.parametrize(
    ("comparison", "quantity", "verdict"),
    [("at least", 26, HOLDS), ("at least", 29, CANNOT_TELL), ("at most", 31, HOLDS)],
)
def test_states_that_are_not_told_of_leave_bounds_by_their_output(
    tmp_path: Path, comparison: str, quantity: float, verdict: str
) -> None:
    # Of 100 told India has 30; Germany, not told of, has a tenth of the world's output: 27 to 30 %.
    there = tuple(sorted(registered(2014) - {"DEU"}))
    covered = [Covered(2014, 2014, "origin"), Covered(2014, 2014, "destination", there)]
    output = {one: 10.0 if one == "DEU" else 90.0 / len(there) for one in (*there, "DEU")}
    gdp = pl.DataFrame(
        {"state": list(output), "year": 2014, "indicator": "gdp", "value": list(output.values())},
        schema_overrides={"year": pl.Int16},
    )
    keep(tmp_path, "world_bank_gdp", "1", gdp, [Covered(2014, 2014)])
    store = goods(tmp_path, WORLD, covered)
    parts = {"partners": (), "unit": "%", "years": (2014, 2014)}
    found = judged(store, "world share", **parts, comparison=comparison, quantity=quantity)
    assert found.verdict == verdict
    if verdict == HOLDS:
        assert found.shown == "27.0 % to 30.0 %"
