"""The measures by product, by hand: loops over rows, and nothing of ours."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Row = tuple[str, str, str, int, float]
"""Origin, destination, item, year, value."""


def strategic(rows: list[Row], state: str) -> dict[tuple[str, int], dict[str, Any]]:
    """Return a state's figures by item and year; who is not named is one supplier."""
    bought: dict[Any, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    sold: dict[Any, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for origin, destination, item, year, value in rows:
        one, other = _named(origin), _named(destination)
        if origin == destination or one == other:
            continue
        sold[item, year][one] += value
        if other == state:
            bought[item, year][one] += value
    found = {}
    for key, suppliers in bought.items():
        imports, world = sum(suppliers.values()), sum(sold[key].values())
        if not imports:
            continue
        exports = sold[key].get(state, 0.0)
        named = {name: value for name, value in suppliers.items() if name != "?" and value > 0}
        leader = min(named, key=lambda name: (-named[name], name), default=None)
        own = sum((value / imports) ** 2 for value in suppliers.values())
        whole = sum((value / world) ** 2 for value in sold[key].values())
        found[key] = {
            "imports": imports, "exports": exports, "suppliers": len(named), "leader": leader,
            "leader_share": named[leader] / imports if leader else 0.0,
            "import_concentration": own, "world_concentration": whole,
            "imports_over_exports": imports / exports if exports else None,
            "eu": own > 0.4 and imports > exports,
            "geodep": own > 0.4 and whole > 0.4 and imports > exports,
            "merics": own > 0.4 and imports >= 2 * exports,
        }  # fmt: skip
    return found


def _named(state: str) -> str:
    return "?" if ":" in state else state
