"""Words and deeds between states as a table: by the release that covers most days, which is said."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise.measures import MEASURES
from counterpoise.measures.dealings import dealings
from counterpoise.measures.events import LEAST_DAYS
from counterpoise.panel.store import Store
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.named import named, of_release


def told(store: Store, states: Sequence[str], asked: Asked) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return how each state deals with every other, year by year, and what it rests on in words."""
    measure = MEASURES["relations"]
    found = dealings(
        store, states, years=asked.years, as_of=asked.as_of, source=asked.source,
        vintage=asked.vintage, **dict(asked.settings or {}),
    )  # fmt: skip
    held = found.holding
    return named(of_release(found.rows, held.source, held.vintage, "compiled")), (
        f"{measure.title}: {measure.help}; days are counted, not reports; nothing under {LEAST_DAYS} days",
        f"source {held.source}, vintage {held.vintage}; {found.told}",
    )
