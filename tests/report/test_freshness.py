"""The foot of a channel: to which year it is told, how long ago, and what makes it newer."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.pages import Section
from counterpoise.report.sections.state import freshness
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(autouse=True)
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "today", lambda: "2026-11-28")


def foot(store: Store, section: str, **asked: object) -> str:
    study = Study(store, "VNM", **asked)  # type: ignore[arg-type]
    return freshness.footed(study, Section(section, "x")).foot


def test_a_channel_says_to_which_year_it_is_told_and_by_which_release(store: Store) -> None:
    told = foot(store, "aid")
    assert "Net aid received: told to 2020, 6 years ago, by World Development Indicators" in told
    assert "figures to 2023 state no shares" in told  # repayments were larger than new aid
    assert "counterpoise refresh --only" in told
    assert "world_bank_aid" in told


def test_a_source_that_ends_before_is_not_asked_for_newer_figures(store: Store) -> None:
    """COW's trade can be fetched, and ends in 2014."""
    told = foot(store, "trade")
    assert "cow_trade" not in told
    assert "counterpoise" in told


def test_other_sections_and_earlier_years_have_no_foot(store: Store) -> None:
    assert foot(store, "hedging") == ""
    assert foot(store, "aid", as_of=2015) == ""


def test_every_channel_of_a_brief_has_one(store: Store) -> None:
    feet = {section.id for section in brief(store, "VNM").sections if section.foot}
    assert {"arms", "trade", "aid", "investment"} <= feet


def test_capital_coming_in_and_capital_held_are_told_each_to_its_own_year(store: Store) -> None:
    told = freshness.footed(Study(store, "JPN"), Section("investment", "x")).foot
    assert "Foreign capital held: told to 2024" in told
    assert "Foreign capital coming in: told to 2011, 15 years ago, by UNCTAD" in told
