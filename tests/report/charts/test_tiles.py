"""Laws of the tiles of a treemap, and what is written on them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpoise.report.charts.scales.tiles import Tile, squarified
from counterpoise.report.charts.treemap import treemap

VALUES = some.lists(some.floats(0.01, 1e4), min_size=1, max_size=30)


def row(group: str, value: float, share: float | None = 0.7) -> dict[str, object]:
    partner = "" if share is None else "Chile"
    first = {"title": "Share of the first supplier", "between": (0.5, 0.75)}
    return {
        "group": group,
        "part": f"{group} x",
        "value": value,
        "share": share,
        "partner": partner,
    } | first


@given(VALUES)
def test_areas_are_as_the_values(values: list[float]) -> None:
    ordered = sorted(values, reverse=True)
    tiles = squarified(ordered, Tile(0, 0, 720, 400))

    whole = sum(ordered)
    areas = [tile.width * tile.height for tile in tiles]
    assert areas == pytest.approx([720 * 400 * value / whole for value in ordered], rel=1e-6)


@given(VALUES)
def test_tiles_stay_within_their_room_and_apart(values: list[float]) -> None:
    tiles = squarified(sorted(values, reverse=True), Tile(10, 20, 300, 500))

    for tile in tiles:
        assert tile.x >= 10 - 1e-6
        assert tile.y >= 20 - 1e-6
        assert tile.x + tile.width <= 310 + 1e-6
        assert tile.y + tile.height <= 520 + 1e-6
    for place, one in enumerate(tiles):
        for other in tiles[place + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert min(across, down) <= 1e-6


def test_no_values_have_no_tiles() -> None:
    assert squarified([], Tile(0, 0, 10, 10)) == []


@pytest.mark.parametrize("width", [720, 340])
def test_words_stand_on_the_tile_that_has_room_for_them(width: int) -> None:
    drawn = treemap([row("Coal", 90), row("Lithium", 10), row("Cobalt", 0.001)], width)

    assert ">Coal<" in drawn
    assert "Chile 70" in drawn
    assert ">Cobalt<" not in drawn
    assert re.search(r"<title>Cobalt x</title>", drawn)
    assert f'viewBox="0 0 {width} ' in drawn


def test_a_part_without_a_first_supplier_has_no_shade() -> None:
    drawn = treemap([row("Coal", 5, None)], 720)

    assert drawn.count('fill="var(--wash)"') == 1
