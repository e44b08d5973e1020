"""With what a new file is compared: other holdings of its source, else another source's."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise.panel import comparison
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.comparison import Compared
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.settings import Tolerance
from counterpoise.snapshots.source import Covered, Doubt, Source

ANOTHER = Tolerance(lost=0.25, far=0.6)
"""Between two sources of one indicator more figures are far apart than between two releases of one:
41 % of the ties between IMF and COW, whose median ratio is 1.001."""


def judged(
    store: Store, card: Source, vintage: str, new: pl.DataFrame, said: Sequence[Covered]
) -> tuple[list[Compared], list[Doubt]]:
    """Return how a new reading stands beside what is held, and what a careful reader would ask.

    Of several holdings the one counts that is most like it: a file that agrees with one release is
    not refused because another is wrong. What is held under the very vintage that it replaces can
    only warn.
    """
    if card.table == "events":
        return [], []  # its files are days, of which each is told once
    doubts = comparison.alone(new)
    held = store.holdings(card.id)
    same = [one for one in held if one.vintage == vintage]
    others = [one for one in same if one.embedded]
    others += [one for one in store.releases(card.id) if one.vintage != vintage]
    replaced = [one for one in same if not one.embedded]
    if others or replaced:
        tolerance = Tolerance.of_the_environment()
        found = [_with(one, new, said, vintage=vintage) for one in (others or replaced)[:3]]
        best = min(found, key=lambda one: _grave(one, tolerance))
        told = best.doubts(tolerance)
        if not others:
            told = [Doubt(one.words) for one in told]
        return [best], [*doubts, *told]
    return _beside_another(store, card, new, said, doubts)


def _beside_another(
    store: Store,
    card: Source,
    new: pl.DataFrame,
    said: Sequence[Covered],
    doubts: list[Doubt],
) -> tuple[list[Compared], list[Doubt]]:
    """Compare each indicator with the source that is asked next for it."""
    compared = []
    for indicator in card.indicators:
        some = new.filter(pl.col("indicator") == indicator)
        found = [
            _with(held, some, said, indicator)
            for source in able_sources(indicator)
            if source != card.id
            for held in store.releases(source)[:1]
        ]
        found = [one for one in found if one.rows]
        if found:
            compared.append(min(found, key=lambda one: _grave(one, ANOTHER)))
    told = [doubt for one in compared for doubt in one.doubts(ANOTHER)]
    if not compared:
        told = [Doubt("nothing is held with which it could be compared")]
    return compared, [*doubts, *told]


def _with(
    held: Holding,
    new: pl.DataFrame,
    said: Sequence[Covered],
    indicator: str = "",
    *,
    vintage: str = "",
) -> Compared:
    """Return how a reading stands beside a holding; of another source, whoever tells of a tie."""
    rows = held.scan_totals() if held.has_totals else held.scan()
    if indicator:
        rows = rows.filter(pl.col("indicator") == indicator)
        new = comparison.whoever_tells(new)
    old = comparison.summed(rows.collect(), tellers=not indicator)
    name = held.vintage if not indicator else f"{held.card.title} ({held.vintage})"
    same = held.vintage == vintage
    return comparison.compare(new, said, old, held.coverage, name, same_vintage=same)


def _grave(one: Compared, tolerance: Tolerance) -> tuple[bool, int, float]:
    """Return a key by which the holding comes first that weighs, and is most like the reading."""
    grave = sum(doubt.grave for doubt in one.doubts(tolerance))
    return not one.weighs, grave, one.far / max(one.common, 1)
