"""What could be done: judged by who has done it and by the stock, on panels made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterpoise.statements.checking.verdict import CANNOT_TELL, DEPENDS, FAILS, HOLDS, Checked
from tests.statements.checking.hand_made import arms, goods, judged

COULD = {"kind": "could", "partners": ("RUS",), "stated": date(2016, 6, 1)}
"""Said in 2016: known are rows to 2015."""


def bought(*then_and_after: tuple[str, float, float]) -> list[tuple[str, str, int, float]]:
    """India buys 50 of 100 of Russia in 2015; others bought 50 in 2000, and in 2005 what is told."""
    rows = [("RUS", "IND", 2015, 50.0), ("USA", "IND", 2015, 30.0), ("FRA", "IND", 2015, 20.0)]
    for state, before, after in then_and_after:
        for year, part in ((2000, before), (2005, after)):
            rows += [("RUS", state, year, part), ("USA", state, year, (100 - part) / 2),
                     ("FRA", state, year, (100 - part) / 2)]  # fmt: skip
    return rows


def imports(folder: Path, *then_and_after: tuple[str, float, float], **said: object) -> Checked:
    store = goods(folder, bought(*then_and_after))
    return judged(store, **{**COULD, "channel": "imports", "to": 2020, **said})


def test_what_a_state_has_done_could_be_done(tmp_path: Path) -> None:
    found = imports(tmp_path, ("KAZ", 50.0, 5.0))
    assert found.verdict == HOLDS
    assert "1 of 1 state had done as much" in found.shown
    assert "In 2015 Russia had 50.0 %" in found.why
    assert [one.facets["sense"] for one in found.tested] == ["at least once", "in one year of ten"]


def test_what_nobody_has_done_could_not_be_done_by_precedent(tmp_path: Path) -> None:
    assert imports(tmp_path, ("KAZ", 50.0, 40.0)).verdict == FAILS


def test_could_not_is_the_reverse(tmp_path: Path) -> None:
    assert imports(tmp_path, ("KAZ", 50.0, 40.0), comparison="could not").verdict == HOLDS


def test_what_was_done_once_in_many_years_depends_on_what_could_means(tmp_path: Path) -> None:
    others = ["MEX", "BRA", "ARG", "CHL", "PER", "COL", "POL", "HUN", "ITA", "ESP"]
    found = imports(tmp_path, ("KAZ", 50.0, 5.0), *((one, 50.0, 50.0) for one in others))
    assert found.verdict == DEPENDS
    assert found.by("sense") == {"at least once": HOLDS, "in one year of ten": FAILS}


def test_a_figure_says_how_far_down(tmp_path: Path) -> None:
    assert imports(tmp_path, ("KAZ", 50.0, 40.0), quantity=40, unit="%").verdict == HOLDS
    (tmp_path / "b").mkdir()
    already = imports(tmp_path / "b", ("KAZ", 50.0, 40.0), quantity=60, unit="%")
    assert already.verdict == HOLDS
    assert "50.0 % already" in already.shown


def test_years_that_nobody_is_told_of_so_long_after_leave_it_open(tmp_path: Path) -> None:
    assert imports(tmp_path, ("KAZ", 50.0, 5.0), to=2022).verdict == CANNOT_TELL


def test_nothing_of_later_years_is_a_precedent(tmp_path: Path) -> None:
    rows = [(o, d, year + 14 if d == "KAZ" else year, v) for o, d, year, v in
            bought(("KAZ", 50.0, 5.0))]  # fmt: skip
    found = judged(goods(tmp_path, rows), **COULD, channel="imports", to=2020)
    assert found.verdict == CANNOT_TELL


@pytest.mark.parametrize(
    "more",
    [
        {"partners": ("RUS", "USA")},
        {"channel": "trade"},
        {"product": "unobtainium"},
        {"subject": "BTN"},
    ],
)
def test_what_cannot_be_told_says_why(tmp_path: Path, more: dict[str, object]) -> None:
    found = imports(tmp_path, ("KAZ", 50.0, 5.0), **more)
    assert found.verdict == CANNOT_TELL
    assert found.missing


def test_a_stock_of_arms_outlives_what_precedent_allows(tmp_path: Path) -> None:
    """Kazakhstan dropped Russia in five years; India's stock is 100 Russian, and gets 20 a year.

    With 5 % of it gone a year and nothing Russian: 95/115, 90.25/129.25, … to 10 % takes far longer.
    """
    rows = [("RUS", "IND", year, 20.0) for year in range(2011, 2016)]
    rows += [("RUS", "KAZ", 1990, 95.0), ("USA", "KAZ", 1990, 5.0), ("USA", "KAZ", 1996, 50.0)]
    store = arms(tmp_path, rows, 1986, 2015)
    found = judged(store, **COULD, channel="arms", to=2021)
    assert found.by("index") == {"precedent": HOLDS, "stock in service": FAILS}
    assert found.verdict == DEPENDS
    # To half, at the soonest: 90.49 is left of 100 at first, .95 of it and 20 more each year.
    half = judged(store, **COULD, channel="arms", to=2021, quantity=50, unit="%")
    stock = next(one for one in half.tested if one.facets.get("service") == "5 % of it gone a year")
    own, whole, years = sum(20 * 0.95**age for age in range(5)), 0.0, 0
    whole = own
    while own >= 0.5 * whole:
        own, whole, years = own * 0.95, whole * 0.95 + 20, years + 1
    assert stock.shown == f"not before {2015 + years}"
    assert stock.verdict == (HOLDS if 2015 + years <= 2021 else FAILS)
