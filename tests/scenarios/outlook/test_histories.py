"""From rows to arrays: years, sums over items, states that go on, and who is left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.models.forecasts.share_forecast import lessons
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import histories
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import Tie, keep, ties

EMBEDDED = Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def arms() -> histories.History:
    return histories.history(EMBEDDED, "arms", source="sipri_arms")


def test_sums_are_those_of_the_rows(arms: histories.History) -> None:
    rows = (
        EMBEDDED.holding("sipri_arms")
        .scan()
        .filter(
            (pl.col("destination") == "VNM")
            & (pl.col("origin") == "RUS")
            & pl.col("year").is_between(2016, 2020)
        )
        .collect()
    )
    own = arms.of("VNM").window(2016, 2020)[0, arms.suppliers.index("RUS")]
    assert own == pytest.approx(rows["value"].sum())
    assert own > 0


def test_nothing_is_known_after_the_origin(arms: histories.History) -> None:
    past = arms.until(2015)
    assert past.last == 2015
    assert past.volume.shape[-1] == 2015 - arms.first + 1
    assert arms.since(2001).first == 2001


@pytest.fixture(scope="module")
def trade() -> histories.History:
    return histories.history(EMBEDDED, "goods", source="cow_trade")


def test_a_state_goes_on_under_its_later_id(trade: histories.History) -> None:
    assert "SUN" not in trade.suppliers
    russia = trade.of("VNM").window(1985, 1985)[0, trade.suppliers.index("RUS")]
    assert russia >= 0
    assert trade.volume[:, trade.suppliers.index("RUS"), 1980 - trade.first].sum() > 0


def test_a_state_outside_an_excerpt_is_refused(arms: histories.History) -> None:
    with pytest.raises(EvidenceError, match="recipients") as fault:
        arms.of("EGY")
    assert "excerpt" in fault.value.where


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UsageError):
        histories.history(EMBEDDED, "harms")


def test_years_of_which_too_little_is_told_are_not_covered(tmp_path: Path) -> None:
    rows: list[Tie] = [
        (origin, "VNM", year, 5.0) for origin in ("CHN", "USA") for year in (2009, 2010)
    ]
    rows.append(("CHN", "SSD", 2012, 1.0))
    spans = [Covered(2009, 2012, "destination", ("VNM", "SSD")), Covered(2009, 2012, "origin")]
    keep(tmp_path, "cow_trade", "4.0", ties("goods", rows), spans)
    total = pl.DataFrame(
        {"state": ["VNM", "VNM"], "year": [2009, 2010], "indicator": ["imports"] * 2,
         "value": [12.0, 20.0]}, schema_overrides={"year": pl.Int16},
    )  # fmt: skip
    keep(tmp_path, "cow_trade_national", "4.0", total, [Covered(2009, 2010)])
    found = histories.history(Store((tmp_path,)), "goods")
    assert found.covered is not None
    told = dict(zip(found.recipients, found.covered.tolist(), strict=True))
    # 10 of 12 are enough, 10 of 20 are not; of no year is more said than that nothing came.
    assert told["VNM"] == [True, False, True, True]
    # Before South Sudan began there was nothing to be told.
    assert told["SSD"] == [True] * 4
    # What is not covered is no zero: the volume that is known stays.
    assert found.window(2010, 2010)[found.recipients.index("VNM")].sum() == 10.0
    assert found.state_years == (3, 1)
    assert found.of("VNM").until(2010).since(2010).covered.tolist() == [[False]]  # type: ignore[union-attr]


def test_west_germany_and_its_partners_teach_no_model(trade: histories.History) -> None:
    past = trade.since(1946).until(1990)
    assert past.covered is not None
    place = {name: number for number, name in enumerate(past.recipients)}
    for state in ("DEU", "AUT", "NLD", "CHE"):
        assert not past.covered[place[state], 1962 - 1946 : 1988 - 1946].any()
    taught = list(lessons(past.volume, horizon=5, covered=past.covered))
    assert len(taught) == 30
    of_late = np.stack([lesson.told for lesson in taught[-15:]])
    assert not of_late[:, [place[state] for state in ("DEU", "AUT", "NLD", "CHE")]].any()
    assert of_late[:, place["USA"]].all()
