"""Not held, not cast, never contested, too few to tell: four things that no page takes for each other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.report.charts.world_map import world_map
from counterpoise.report.pages import Chart
from counterpoise.report.sections.state import alignment, votes_held
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder

VOTES = pl.DataFrame(
    [
        (call, date(2023, 1, 1), state, vote)
        for call in range(12)
        for state, vote, calls in (
            ("VNM", "yes", 12), ("USA", "no", 12), ("TUR", "yes", 9), ("FJI", "yes", 1),
        )
        if call < calls
    ],
    schema=["roll_call", "date", "state", "vote"], orient="row",
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


def _evidence(store: Store, *votes: tuple[str, str]) -> Evidence:
    rows = pl.DataFrame(votes, schema=["state", "vote"], orient="row").lazy()
    return Evidence(rows, "votes", store.holding("unga_votes"), 1990)


def test_nine_joint_votes_are_too_few_and_ten_are_not() -> None:
    assert votes_held.too_few(VOTES, "VNM") == {"FJI": 1, "TUR": 9}
    assert votes_held.too_few(VOTES, "TUR") == {"FJI": 1, "USA": 9, "VNM": 9}


def test_too_few_is_told_apart_from_none() -> None:
    told = votes_held.told_apart({"TUR": 9, "FJI": 1}, ["TUR", "FJI", "TWN"], 2023)
    assert told == (
        "With Türkiye only 9 contested roll calls of 2023 in common are held, too few to tell;"
        " with Fiji only 1 contested roll call of 2023 in common is held, too few to tell;"
        " with Taiwan no contested roll call of 2023 in common is held."
    )
    assert votes_held.told_apart({"TUR": 9}, [], 2023) == ""


def test_the_legend_names_those_of_whom_too_little_is_held() -> None:
    assert votes_held.legend({}) == "Hatched: no such roll call in common is held."
    assert "(Türkiye 9). Hatched" in votes_held.legend({"TUR": 9})
    assert "(5 states). Hatched" in votes_held.legend(dict.fromkeys(("A", "B", "C", "D", "E"), 2))


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ([("USA", "yes")], "No vote of Ukraine in the General Assembly between 1946 and 1990 is held"),
        ([("UKR", "absent")], "Ukraine cast no vote in the General Assembly between 1946 and 1990"),
        ([("UKR", "yes"), ("UKR", "absent")], "Ukraine cast 1 vote in the General Assembly"),
    ],
)  # fmt: skip
def test_a_silence_says_why(store: Store, votes: list[tuple[str, str]], words: str) -> None:
    assert words in votes_held.silence(_evidence(store, *votes), "UKR")


def test_a_page_never_says_that_a_state_did_not_vote_where_no_row_is_held(store: Store) -> None:
    said = str(alignment.section(Study(store, "XKX")).lead)
    assert "No vote of Kosovo" in said
    assert "cast no vote" not in said


def test_the_map_of_2023_draws_turkiye_as_too_few_and_not_as_silent(store: Store) -> None:
    section = alignment.section(Study(store, "VNM", as_of=2023))
    drawn = next(
        part for part in section.parts if isinstance(part, Chart) and part.id == "votes-map"
    )
    values = {row["state"]: row["value"] for row in drawn.data}
    assert "TUR" in values
    assert values["TUR"] is None
    assert "Türkiye 8" in drawn.caption
    assert filled(world_map(drawn.data, 700), "TUR") == "url(#dots)"
    assert filled(world_map(drawn.data[:1], 700), "TUR") == "url(#hatch)"


def filled(drawing: str, state: str) -> str:
    """Return how a state is filled on a map."""
    groups = re.findall(r'<g fill="([^"]+)"[^>]*>((?:<use [^>]*>)+)</g>', drawing)
    (fill,) = [fill for fill, calls in groups if f'"#outline-{state}"' in calls]
    return fill


def test_whoever_cites_votes_can_say_what_was_filled(store: Store) -> None:
    study = Study(store, "UKR", as_of=1985)
    section = alignment.section(study)
    assert any(text.startswith("Filled from the release of 2020-01") for text in section.caveats)
    card = next(card for card in study.ledger.cards() if card.id == "unga_votes")
    assert "7,218 of them filled from 2020-01" in card.held
    held = store.holding("unga_votes")
    assert [part.rows for part in held.filled] == [7_218, 33_373]
    assert replace(held, parts=held.parts[:1]).filled == ()


def test_the_ukrainian_ssr_voted_with_the_soviet_union(store: Store) -> None:
    votes = store.holding("unga_votes").scan().filter(pl.col("date").dt.year() == 1980).collect()
    both = votes.filter(pl.col("state") == "UKR").join(
        votes.filter(pl.col("state") == "SUN"), on="roll_call"
    )
    assert both.height > 90
    assert (both["vote"] == both["vote_right"]).all()


@pytest.mark.parametrize(
    ("state", "ends"), [("SUN", ("1946–50", "1987–91")), ("SSD", ("2011–15", "2021–25"))]
)
def test_the_first_and_last_five_years_are_years_of_votes(
    store: Store, state: str, ends: tuple[str, str]
) -> None:
    parts = alignment.section(Study(store, state)).parts
    table = next(part for part in parts if part.id == "votes-table")
    assert {row[1] for row in table.rows if row[0] == "United States"} == set(ends)


def test_a_part_that_is_nothing_is_said_in_a_word() -> None:
    assert alignment._part(0.0, 1) == ("none",)
    assert alignment._part(0.25, 1)[0].text == "25.0\u00a0%"
