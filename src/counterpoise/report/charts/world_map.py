"""A map of the world, shaded by a figure for each state, drawn here and not by the chart engine.

An outline takes many letters, and a page has several maps: each outline is written once, as a shape
with a name, and every state on a map is a call of it. Whoever puts several maps on one page keeps the
shapes of the first alone (`without_shapes`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from counterpoise.report.charts.labels import legend
from counterpoise.report.charts.scales import classes

OUTLINES = Path(__file__).parent.parent / "assets" / "outlines.json"
UNITS: Final = 1440
"""Width of the world in units of an outline: half a pixel of the widest drawing."""
APART: Final = 5
"""Units, across and down together, between points of an outline: two pixels and a half of the widest."""
SMALL: Final = 24
"""Units across under which the state in the middle of a map is marked by a ring, too."""
NONE, NOT_COVERED, TOO_LITTLE, SELF = "none", "not covered", "too little known", "self"
STATES: Final = "world"
"""The anchor of the states of a map, by which another drawing of the same map calls them all."""
_STATES: Final = re.compile(rf'<g id="{STATES}">.*</g>(?=</g>)', re.DOTALL)
SHAPES: Final = re.compile(r'<defs class="outlines">.*?</defs>(?:<defs><pattern.*?</defs>)?')
LINES: Final = (
    "Outlines are Natural Earth's, drawn as held on the ground, and no statement on any claim."
)
"""What a caption says of the lines."""
BLANKS: Final = {NONE: "var(--paper)", NOT_COVERED: "url(#hatch)", TOO_LITTLE: "url(#dots)"}
"""How a state without a shade of the scale is filled."""


def world_map(data: Sequence[dict[str, Any]], width: int) -> str:
    """Draw rows of `state` (id), `value` or None, and `status`: "none", or "too little known".

    The first row has `title` of the legend, `centre` (the id of the state that the map is about, or ""),
    `scale`, "share" of values in [0, 1] that are written in per cent or "number", and `between`, the
    bounds of the classes; without, about as many states are in each.

    A state without a row is not covered: hatched, so that no shade of the scale is taken for it.
    """
    first = data[0]
    centre = first.get("centre", "")
    between = list(first.get("between") or ()) or classes.bounds(
        [row["value"] for row in data if row["value"] is not None and row["state"] != centre]
    )
    names = classes.words(between, percent=first.get("scale", "share") == "share")
    places = [round(place * 4 / max(len(names) - 1, 1)) + 1 for place in range(len(names))]
    fills = dict(zip(names, (f"var(--m{place})" for place in places), strict=True))
    groups: dict[str, list[str]] = {name: [] for name in (*names, *BLANKS, SELF)}
    kinds = {row["state"]: _kind(row, names, between) for row in data}
    for state in shapes():
        groups[SELF if state == centre else kinds.get(state, NOT_COVERED)].append(state)
    entries = [(name, fills.get(name) or BLANKS[name]) for name in groups if name in fills]
    entries += [(name, fill) for name, fill in BLANKS.items() if groups[name]]
    below, tall = legend.below(
        first.get("title", ""), entries, width, _height() * width / UNITS + 8
    )
    drawn = "".join(
        f'<g fill="{fills.get(name) or BLANKS.get(name, "var(--ink)")}"{_edge(name)}>'
        f"{_calls(states)}</g>"
        for name, states in groups.items()
        if states
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{tall:.0f}"'
        f' viewBox="0 0 {width} {tall:.0f}" style="max-width:{width}px">{_shapes()}{_patterns()}'
        f'<g transform="scale({width / UNITS:.4f})" stroke="var(--paper)" stroke-width=".8">'
        f'<g id="{STATES}">{drawn}{_ring(centre)}</g></g>{below}</svg>'
    )


def shapes_alone(drawing: str) -> str:
    """Return the outlines and fills of a map as a drawing of no size, which other drawings call.

    It is never hidden: of what a browser does not lay out it takes no fills.
    """
    found = SHAPES.search(drawing)
    style = "position:absolute;width:0;height:0"
    return f'<svg style="{style}" aria-hidden="true">{found[0]}</svg>' if found else ""


def without_shapes(drawing: str) -> str:
    """Return a map that calls the shapes of another drawing on the same page."""
    return SHAPES.sub("", drawing)


def calling(drawing: str, states: str) -> str:
    """Return a map that calls the states of the same map in another size, by their anchor."""
    return _STATES.sub(f'<use href="#{states}"/>', without_shapes(drawing))


def _kind(row: dict[str, Any], names: Sequence[str], between: Sequence[float]) -> str:
    if row["value"] is None:
        return str(row.get("status") or TOO_LITTLE)
    if row["value"] == 0 and row.get("status") == NONE:
        return NONE
    return names[classes.class_of(row["value"], between)]


def _edge(name: str) -> str:
    """Return how the lines of blank states are drawn: nothing else tells them from the sea."""
    return ' stroke="var(--other)" stroke-width="1.2"' if name in BLANKS else ""


def _calls(states: Sequence[str]) -> str:
    return "".join(f'<use href="#outline-{state}"/>' for state in states)


@cache
def _shapes() -> str:
    paths = (f'<path id="outline-{state}" d="{path}"/>' for state, path in shapes().items())
    return f'<defs class="outlines">{"".join(paths)}</defs>'


@cache
def shapes() -> dict[str, str]:
    """Return the outline of each state or territory that is drawn, as the path of an SVG."""
    corner = _corner()
    return {
        state: "".join(_path(ring, corner) for ring in rings)
        for state, rings in _projected().items()
    }


def _path(ring: Sequence[tuple[float, float]], corner: tuple[float, float]) -> str:
    """Return a ring in whole units, each point from the one before, without those next to another."""
    points = [(round(x - corner[0]), round(y - corner[1])) for x, y in ring]
    kept = [points[0]]
    steps = []
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= APART:
            steps.append(f"{x - kept[-1][0]} {y - kept[-1][1]}")
            kept.append((x, y))
    if len(kept) < 3:  # a speck of one unit
        steps = ["1 0", "0 1"]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z".replace(" -", "-")


@cache
def _projected() -> dict[str, list[list[tuple[float, float]]]]:
    """Return the rings of each state in units, north above.

    The projection is Equal Earth: Šavrič, B., Patterson, T. and Jenny, B. (2019). The Equal Earth map
    projection. *IJGIS*, 33(3), 454-465, equations 1 to 4.
    """
    import numpy as np

    one, two, three, four = 1.340264, -0.081106, 0.000893, 0.003796
    half = np.sqrt(3) / 2
    scale = UNITS / (2 * np.pi / (half * one))
    rings = [
        (each["id"], ring)
        for each in json.loads(OUTLINES.read_text(encoding="utf-8"))
        for ring in each["rings"]
    ]
    points = np.array([point for _, ring in rings for point in ring], dtype=float)
    longitude, latitude = np.radians(points).T
    angle = np.arcsin(half * np.sin(latitude))
    square = angle**2
    sixth = square**3
    slope = one + 3 * two * square + sixth * (7 * three + 9 * four * square)
    across = scale * longitude * np.cos(angle) / (half * slope)
    up = scale * angle * (one + two * square + sixth * (three + four * square))
    placed = zip(across.tolist(), (-up).tolist(), strict=True)
    found: dict[str, list[list[tuple[float, float]]]] = {}
    for state, ring in rings:
        found.setdefault(state, []).append(list(islice(placed, len(ring))))
    return found


def _points() -> Iterator[tuple[float, float]]:
    for rings in _projected().values():
        for ring in rings:
            yield from ring


@cache
def _corner() -> tuple[float, float]:
    """Return the point of all outlines that lies furthest to the left, and to the top."""
    return -UNITS / 2, min(y for _, y in _points())


@cache
def _height() -> float:
    """Return the height of the world in units."""
    return max(y for _, y in _points()) - _corner()[1]


def _ring(centre: str) -> str:
    """Return a ring about a state that is too small to be found on a map of the world."""
    rings = _projected().get(centre)
    if not rings:
        return ""
    across, down = ([point[axis] for ring in rings for point in ring] for axis in (0, 1))
    if max(max(across) - min(across), max(down) - min(down)) > SMALL:
        return ""
    left, top = _corner()
    x, y = (min(across) + max(across)) / 2 - left, (min(down) + max(down)) / 2 - top
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="22" fill="none" stroke="var(--ink)" stroke-width="4"/>'


def _patterns() -> str:
    """Return how what has no shade is filled: hatched where not covered, dotted where little is known."""
    return (
        '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0h7v7h-7z" fill="var(--paper)" stroke="none"/>'
        '<path d="M0 0v7" stroke="var(--other)" stroke-width="4" fill="none"/></pattern>'
        '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path d="M0 0h8v8h-8z" fill="var(--paper)" stroke="none"/>'
        '<circle cx="4" cy="4" r="2.2" fill="var(--ink)" stroke="none"/></pattern></defs>'
    )
