"""Relations warm, cool or are a challenge where events and another channel say so; else nobody can tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS, Checked
from tests.panel.holding import keep, ties
from tests.sources.events import written
from tests.statements.checking.hand_made import goods, judged

YEARS = (2017, 2018, 2019)


def told(folder: Path, *, warmer: bool = True, days: int = 25) -> None:
    """Put files of January of three years into a store: of Viet Nam and China conflict turns, or not."""
    paths = []
    for year in YEARS:
        for number in range(1, days + 1):
            day = f"{year}01{number:02}"
            grim = (year < 2019) == warmer
            lines = [
                written.line(day, act=4 if grim and number % 5 else 1),
                written.line(day, "CHN", "USA", act=1 if number % 4 else 3),
                written.line(day, "VNM", "USA", act=1 if number % 4 else 3),
            ]
            path = folder / f"{day}.export.CSV"
            path.write_bytes(written.file(*lines))
            paths.append(path)
    build.add(Store((folder,)), "gdelt", paths)


def traded(folder: Path, *with_china: float) -> Store:
    """Return the store with Viet Nam's trade: with China so much, with America the same each year."""
    rows = []
    for year, value in zip(YEARS, with_china, strict=True):
        rows += [("VNM", "CHN", year, value), ("CHN", "VNM", year, value)]
        rows += [("VNM", "USA", year, 10.0), ("USA", "VNM", year, 10.0)]
    return goods(folder, rows)


def check(store: Store, comparison: str = "warming", **more: Any) -> Checked:
    said = {"subject": "VNM", "partners": ("CHN",), "years": (2018, 2019), **more}
    return judged(
        store, "relations", channel="", comparison=comparison, stated=date(2020, 6, 1), **said
    )


@pytest.mark.parametrize(
    ("warmer", "trade", "comparison", "verdict"),
    [
        (True, (5.0, 5.0, 20.0), "warming", HOLDS),
        (True, (5.0, 5.0, 20.0), "cooling", FAILS),
        (True, (20.0, 20.0, 5.0), "warming", CANNOT_TELL),
        (False, (20.0, 20.0, 5.0), "cooling", HOLDS),
        (False, (5.0, 5.0, 20.0), "cooling", CANNOT_TELL),
    ],
)
def test_events_and_trade_must_say_the_same(
    tmp_path: Path,
    warmer: bool, trade: tuple[float, ...], comparison: str, verdict: str,
) -> None:  # fmt: skip
    told(tmp_path, warmer=warmer)
    found = check(traded(tmp_path, *trade), comparison)
    assert found.verdict == verdict
    if verdict == CANNOT_TELL:
        assert any("part of trade say the opposite" in one.missing for one in found.found.tested)


def test_events_alone_say_nothing_nor_does_trade_alone(tmp_path: Path) -> None:
    alone, without = tmp_path / "alone", tmp_path / "without"
    for folder in (alone, without):
        folder.mkdir()
    told(alone)
    assert check(Store((alone,))).verdict == CANNOT_TELL
    quiet = check(traded(without, 5.0, 5.0, 20.0))
    assert quiet.verdict == CANNOT_TELL
    assert "counterpoise fetch gdelt" in quiet.why


def test_years_of_too_few_days_say_nothing(tmp_path: Path) -> None:
    told(tmp_path, days=19)
    found = check(traded(tmp_path, 5.0, 5.0, 20.0))
    assert found.verdict == CANNOT_TELL
    assert "on 20 days" in found.why


def test_a_challenge_is_one_where_conflict_is_above_the_mean_and_disputes_are_on_record(
    tmp_path: Path,
) -> None:
    told(tmp_path)
    store = Store((tmp_path,))
    assert check(store, "challenged", years=(2018, 2018)).verdict == CANNOT_TELL
    disputes = ties("dispute_hostility", [("CHN", "VNM", 2018, 4.0)])
    keep(tmp_path, "cow_disputes", "5", disputes, [Covered(2010, 2020)])
    store = Store((tmp_path,))
    assert check(store, "challenged", years=(2018, 2018)).verdict == HOLDS
    assert check(store, "challenged", years=(2019, 2019)).verdict == FAILS
    assert check(store, "challenged", partners=("USA",), years=(2018, 2018)).verdict == CANNOT_TELL


def test_of_three_states_or_a_bloc_nothing_is_said(tmp_path: Path) -> None:
    store = Store((tmp_path,))
    for partners in (("CHN", "USA"), ("EU",)):
        assert "two states" in check(store, partners=partners).why
