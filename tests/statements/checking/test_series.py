"""The main reading through the years says of each year what a statement on that year is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS
from tests.statements.checking.hand_made import goods, judged, totals

KOREAN = {"subject": "PRK", "partners": ("CHN",), "channel": "imports", "stated": date(2021, 6, 1)}


@pytest.fixture(scope="module")
def embedded() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": "share", "comparison": "more than", "quantity": 70},
        {"kind": "share", "comparison": "at most", "quantity": 80},
        {"kind": "rank", "comparison": "largest"},
        {"kind": "rank", "comparison": "among", "quantity": 2},
        {"kind": "comparison", "comparison": "more than", "quantity": 5, "poles": ("RUS",)},
        {"kind": "comparison", "comparison": "more than", "quantity": 0.1},
        {"kind": "amount", "comparison": "at least", "quantity": 2e9, "unit": "USD"},
        {
            "kind": "amount",
            "comparison": "at least",
            "quantity": 2e9,
            "unit": "USD",
            "partners": (),
        },
    ],
)
def test_each_year_holds_where_a_statement_on_it_does(
    embedded: Store, parts: dict[str, Any]
) -> None:
    """North Korea's trade is partly told, and of some years what is told decides."""
    said = {**KOREAN, **parts}
    points = {one.year: one for one in judged(embedded, **said).series}
    seen = set()
    for year in range(2008, 2021, 4):
        one = judged(embedded, **said, years=(year, year)).headline
        verdict = one.verdict if one else CANNOT_TELL
        point = points.get(year)
        assert {True: HOLDS, False: FAILS, None: CANNOT_TELL}[
            point.holds if point else None
        ] == verdict, year
        seen.add(verdict)
    assert seen - {CANNOT_TELL}


def test_no_year_holds_that_bounds_leave_open(tmp_path: Path) -> None:
    # Of 100, Germany's 10 have no figure: China has 46 of the 90 told, and of all 46.
    totals(tmp_path, ("IND", 2014, 100, 100))
    rows = [("CHN", "IND", 2014, 46), ("USA", "IND", 2014, 44), ("DEU", "IND", 2014, None)]
    found = judged(goods(tmp_path, rows), comparison="at least", quantity=50, years=(2014, 2014))
    assert (found.verdict, found.held) == (CANNOT_TELL, ())
    assert [(one.figure, one.holds) for one in found.series] == [(None, None)]


def test_an_amount_is_followed_in_single_years(embedded: Store) -> None:
    """Arms are shown over five years; an amount is of its own, or of those that are named."""
    said: dict[str, Any] = {
        "kind": "amount", "subject": "VNM", "channel": "arms", "partners": ("RUS",),
        "comparison": "more than", "quantity": 100, "unit": "million TIV",
        "stated": date(2021, 6, 1),
    }  # fmt: skip
    assert judged(embedded, **said).series_of.endswith("single years")
    five = judged(embedded, **said, years=(2016, 2020))
    assert five.series_of.endswith("windows of 5 years")
    (last,) = (one.figure for one in five.series if one.year == 2020)
    assert five.headline is not None
    assert last == five.headline.figure
