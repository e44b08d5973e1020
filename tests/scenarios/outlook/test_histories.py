"""From rows to arrays: years, sums over items, states that go on, and who is left out."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import histories
from counterpoise.settings import embedded_folder

EMBEDDED = Store((embedded_folder(),))


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


def test_a_state_goes_on_under_its_later_id() -> None:
    trade = histories.history(EMBEDDED, "goods", source="cow_trade")
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
