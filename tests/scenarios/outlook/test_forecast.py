"""Outlooks from the evidence that travels with the package: Viet Nam, and who gets no answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import answers as outlook_tables
from counterpoise.scenarios.outlook.forecast import Outlook, latest_origin, outlook
from counterpoise.settings import embedded_folder

EMBEDDED = Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def vietnam() -> Outlook:
    return outlook(EMBEDDED, "VNM", channel="arms", as_of=2015, to=2025, draws=1500)


def test_vietnam_is_answered_from_the_excerpt_with_fits_that_end_in_2015(vietnam: Outlook) -> None:
    assert (vietnam.past.source, vietnam.as_of, vietnam.learnt_to) == ("sipri_arms", 2015, 2015)
    assert vietnam.model == "hurdle"
    assert vietnam.known_to == 2024


def test_russia_is_expected_to_lead_but_less_than_it_did(vietnam: Outlook) -> None:
    """Share of 2011-15: .91; of 2016-24 as the register shows: .616."""
    leaders = dict(outlook_tables.leaders(vietnam).select("supplier", "probability").iter_rows())
    assert 0.7 < leaders["RUS"] < 0.95
    russia = outlook_tables.shares(vietnam).row(0, named=True)
    assert russia["supplier"] == "RUS"
    assert russia["past"] == pytest.approx(0.911, abs=0.001)
    assert russia["happened"] == pytest.approx(0.616, abs=0.001)
    assert russia["mean"] < russia["past"]
    assert russia["low80"] < russia["happened"] < russia["high80"]


def test_what_happened_is_told_as_far_as_it_is_known(vietnam: Outlook) -> None:
    fan = outlook_tables.fan(vietnam).filter(supplier="RUS")
    assert fan["year"].to_list() == list(range(2016, 2026))
    assert fan["happened"].null_count() == 1
    assert fan.filter(year=2020)["happened"][0] == pytest.approx(0.665, abs=0.001)
    by_year = outlook_tables.leaders_by_year(vietnam).filter(supplier="RUS")
    led = dict(by_year.select("year", "happened").iter_rows())
    assert [year for year, did in led.items() if did is False] == [2020, 2021, 2023, 2024]
    assert led[2025] is None


def test_intervals_lie_in_one_another(vietnam: Outlook) -> None:
    for table in (
        outlook_tables.shares(vietnam),
        outlook_tables.fan(vietnam),
        outlook_tables.effective(vietnam),
        outlook_tables.volumes(vietnam),
    ):
        for narrow, wide in (("50", "80"), ("80", "95")):
            assert (table[f"low{wide}"] <= table[f"low{narrow}"]).all()
            assert (table[f"high{wide}"] >= table[f"high{narrow}"]).all()


def test_paths_add_up_and_the_last_widening_window_is_the_window(vietnam: Outlook) -> None:
    assert vietnam.path.sum(axis=-1) == pytest.approx(vietnam.volume, rel=1e-3)
    assert vietnam.widening[-1] == pytest.approx(vietnam.share, abs=1e-6)
    assert vietnam.share.sum(axis=-1) == pytest.approx(1, abs=1e-4)


def test_the_usa_could_enter_and_a_lifted_embargo_makes_it_likelier(vietnam: Outlook) -> None:
    lifted = outlook(
        EMBEDDED,
        "VNM",
        as_of=2015,
        to=2025,
        draws=1500,
        activity_shift={"USA": 1.08},
        volume_shift={"USA": np.full(1500, 0.77)},
    )
    plain, shifted = (
        dict(outlook_tables.entries(one).select("supplier", "probability").iter_rows())["USA"]
        for one in (vietnam, lifted)
    )
    assert 0.2 < plain < 0.6
    assert shifted > plain + 0.15
    assert outlook_tables.entries(vietnam).filter(supplier="USA")["happened"].item()


def test_the_future_of_the_store_changes_no_draw(vietnam: Outlook) -> None:
    again = outlook(EMBEDDED, "VNM", as_of=2015, to=2025, draws=1500)
    assert np.array_equal(again.volume, vietnam.volume)
    assert vietnam.past.volume.shape[-1] == 2015 - vietnam.past.first + 1


def test_the_yardsticks_stand_beside(vietnam: Outlook) -> None:
    table = outlook_tables.beside(vietnam)
    assert table.columns == [
        "supplier",
        "hurdle",
        "persistence",
        "average",
        "dirichlet",
        "happened",
    ]
    assert table.filter(supplier="RUS")["average"][0] == pytest.approx(0.911, abs=0.001)


def test_trade_is_answered_too() -> None:
    trade = outlook(EMBEDDED, "VNM", channel="trade", as_of=2009, to=2014, draws=400)
    # In the Correlates of War too little of Viet Nam's imports of 1990 and 1991 is told.
    assert trade.past.source == "imf_dots"
    assert trade.anything > 0.99
    leaders = outlook_tables.leaders(trade)
    assert leaders["supplier"][0] == "CHN"
    assert leaders.filter("happened")["supplier"].to_list() == ["CHN"]
    china = outlook_tables.shares(trade).filter(supplier="CHN")
    assert china["low95"][0] < china["happened"][0] < china["high95"][0]


def test_newcomers_are_still_there_and_not_the_state_itself() -> None:
    trade = outlook(EMBEDDED, "DEU", channel="trade", as_of=2015, to=2020, draws=400)
    assert {"DEU", "DDR"} <= set(trade.suppliers)

    found = outlook_tables.entries(trade, also=trade.suppliers)

    assert not {"DEU", "DDR"} & set(found["supplier"])


def test_who_has_next_to_nothing_has_not_entered(vietnam: Outlook) -> None:
    shares = np.zeros((2, len(vietnam.suppliers)), dtype=np.float32)
    shares[:, vietnam.suppliers.index("RUS")] = 1.0
    shares[:, vietnam.suppliers.index("USA")] = [outlook_tables.LEAST / 2, 0.25]

    found = outlook_tables.entries(replace(vietnam, volume=shares, anything=1.0), also=["USA"])

    assert found.filter(supplier="USA")["probability"][0] == 0.5


@pytest.mark.parametrize(("chances", "same"), [([0.05, 0.051, 0.049], True), ([0.05, 0.2], False)])
def test_an_order_by_chance_alone_is_none(
    vietnam: Outlook, chances: list[float], same: bool
) -> None:
    assert outlook_tables.alike(vietnam, pl.DataFrame({"probability": chances})) is same


def test_a_past_of_which_too_little_is_told_is_not_carried_forward() -> None:
    with pytest.raises(EvidenceError, match="too little of it is told in 15 of the 20 years"):
        outlook(EMBEDDED, "AUT", channel="trade", as_of=1994, to=1999, source="cow_trade", draws=20)


def test_the_latest_origin_has_a_memory_behind_it() -> None:
    # The matrix of 2023 is of one year.
    assert latest_origin(EMBEDDED, "trade", "VNM") == 2020
    assert latest_origin(EMBEDDED, "arms", "VNM") == 2024


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"to": 2015}, UsageError, "1 to 10 years"),
        ({"to": 2026}, UsageError, "1 to 10 years"),
        ({"channel": "harms"}, UsageError, "channel"),
        ({"model": "oracle"}, UsageError, "model"),
        ({"state": "EGY"}, EvidenceError, "recipients"),
        ({"as_of": 2030, "to": 2031}, EvidenceError, "from 2030"),
        ({"activity_shift": {"XXX": 1.0}}, UsageError, "supplier of an intervention"),
        ({"model": "dirichlet", "activity_shift": {"USA": 1.0}}, UsageError, "hurdle"),
    ],
)
def test_what_can_not_be_meant_is_refused(
    asked: dict[str, object], error: type[Exception], words: str
) -> None:
    given = {"state": "VNM", "as_of": 2015, "to": 2020, "draws": 20} | asked
    with pytest.raises(error, match=words):
        outlook(EMBEDDED, given.pop("state"), **given)  # type: ignore[arg-type]
