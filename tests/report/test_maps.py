"""Maps of partners: one scale, what is not there told apart, outlines once a page."""

from __future__ import annotations

import re

import pytest

from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.report.charts import world_map
from counterpoise.report.pages import Chart, Page
from counterpoise.settings import embedded_folder
from tests.report.test_votes_held import filled

HEAD = {"title": "Share", "centre": "VNM", "scale": "share", "between": (0.01, 0.05, 0.1, 0.25)}
ROWS = (
    {"state": "CHN", "value": 0.45, **HEAD},
    {"state": "USA", "value": 0.01},
    {"state": "BRA", "value": 0.0, "status": world_map.NONE},
    {"state": "TUR", "value": None, "status": world_map.TOO_LITTLE},
)


@pytest.fixture(scope="module")
def page() -> Page:
    return brief(Store((embedded_folder(),)).steady(), "VNM")


def maps(page: Page) -> dict[str, Chart]:
    parts = [part for section in page.sections for part in section.parts]
    return {one.id: one for one in parts if isinstance(one, Chart) and one.draw == "world_map"}


def test_a_share_none_too_little_and_not_covered_are_four_things() -> None:
    drawn = world_map.world_map(ROWS, 720)
    fills = {state: filled(drawn, state) for state in ("CHN", "USA", "BRA", "TUR", "IND", "VNM")}
    assert fills == {
        "CHN": "var(--m5)", "USA": "var(--m2)", "BRA": "var(--paper)", "TUR": "url(#dots)",
        "IND": "url(#hatch)", "VNM": "var(--ink)",
    }  # fmt: skip
    assert all(words in drawn for words in (">none<", ">not covered<", ">too little known<"))


def test_a_state_is_drawn_once_whatever_is_told_of_it() -> None:
    calls = re.findall(r'href="#outline-(\w+)"', world_map.world_map(ROWS, 340))
    assert sorted(calls) == sorted(world_map.shapes())


def test_a_small_state_in_the_middle_is_ringed_and_a_large_one_is_not() -> None:
    def ringed(centre: str) -> bool:
        return (
            "<circle cx="
            in world_map.world_map(
                ({"state": "CHN", "value": 0.1, **HEAD, "centre": centre},), 720
            ).split("</defs>")[-1]
        )

    assert ringed("BRN")
    assert not ringed("VNM")
    assert not ringed("")


def test_the_brief_has_five_maps_of_one_scale_for_shares(page: Page) -> None:
    found = maps(page)
    assert set(found) == {"arms-map", "imports-map", "exports-map", "loss-map", "votes-map"}
    bounds = {found[name].data[0]["between"] for name in ("arms-map", "imports-map", "exports-map")}
    assert len(bounds) == 1
    assert all(one.data[0]["centre"] == "VNM" for one in found.values())
    assert "China 45.5\u00a0%" in found["imports-map"].summary
    assert "Hong Kong (6.3\u00a0%)" in found["imports-map"].caption


def test_who_is_not_covered_has_no_row_and_who_traded_nothing_has_a_zero(page: Page) -> None:
    values = {row["state"]: row for row in maps(page)["imports-map"].data}
    assert "CUB" not in values, "no teller of 2025 covers it"
    zeros = [row for row in values.values() if row["value"] == 0]
    assert all(row["status"] == world_map.NONE for row in zeros)
    assert "RUS" not in {row["state"] for row in maps(page)["loss-map"].data}


def test_a_page_writes_each_outline_once(page: Page) -> None:
    written = render.html(page)
    assert written.count('<path id="outline-') == len(world_map.shapes())
    # Once for each map: its drawing for a phone calls the states of the one for a desk.
    assert written.count('href="#outline-CHN"') == len(maps(page))
    assert written.count('<use href="#world') == len(maps(page))
    assert written.count('id="hatch"') == 1


def test_the_two_pages_have_no_maps() -> None:
    short = brief(Store((embedded_folder(),)).steady(), "VNM", pages="2")
    assert not maps(short).keys() & {"arms-map", "imports-map", "exports-map", "loss-map"}
