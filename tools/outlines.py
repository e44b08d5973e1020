"""Make the outlines that maps are drawn with: Natural Earth 1:110m (public domain), coarser, our ids.

``python tools/outlines.py ne_110m_admin_0_countries.geojson`` writes ``report/assets/outlines.json``.
Natural Earth draws lines as they are held on the ground, which is no statement of ours on any claim.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from counterpoise.reference import states

OUTLINES = Path(__file__).parent.parent / "src/counterpoise/report/assets/outlines.json"
SMALLEST = 0.6
"""Square degrees under which an island is left out, unless the state has nothing larger."""

Ring = list[list[float]]


def main(path: str) -> None:
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    codes = pl.Series("iso3", [feature["properties"]["iso3"] for feature in features])
    ids = states.from_iso3(codes, None, source="natural_earth", column="iso3")
    drawn = [
        {"id": entity, "rings": rings}
        for entity, feature in zip(ids, features, strict=True)
        if entity != "ATA" and (rings := coarser(feature["geometry"]))
    ]
    OUTLINES.write_text(json.dumps(drawn, separators=(",", ":")) + "\n", encoding="utf-8")


def coarser(geometry: dict[str, Any]) -> list[Ring]:
    """Return outer rings rounded to a tenth of a degree, without specks."""
    polygons = geometry["coordinates"]
    polygons = [polygons] if geometry["type"] == "Polygon" else polygons
    rings = [thinned(polygon[0]) for polygon in polygons]
    rings = sorted((ring for ring in rings if len(ring) > 3), key=area, reverse=True)
    return [ring for number, ring in enumerate(rings) if number == 0 or area(ring) > SMALLEST]


def thinned(ring: Ring) -> Ring:
    points: Ring = []
    for longitude, latitude in ring:
        point = [round(longitude, 1), round(latitude, 1)]
        if not points or point != points[-1]:
            points.append(point)
    return points


def area(ring: Ring) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))) / 2


if __name__ == "__main__":
    main(sys.argv[1])
