"""The table of embargoes against a data set of sanctions that is held: where the two differ.

Compared are the embargoes of the European Union and of the United Nations on states in the last year that
the data set tells of. In that year an embargo of the table is in force if it began by then and has not
ended before. A difference is no error by itself: a data set may count whole years, or leave out what is
partial.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.scenarios.outlook.episodes import IMPOSED

SOURCES: Final = ("eu_sanctions_map", "gsdb", "ist")
SENDERS: Final = {"EU": "organisation:European Union", "UN": "organisation:United Nations"}
STATE: Final = r"^[A-Z]{3}$"
Pair = tuple[str, str]
"""Bloc and recipient."""


@dataclass(frozen=True)
class Compared:
    """What the table and a data set say of one year.

    Parameters
    ----------
    source, vintage : str
        The data set.
    year : int
        The last year of which it tells.
    both, ours, theirs : tuple of (str, str)
        Bloc and recipient of the embargoes in both, in the table alone, in the data set alone.
    """

    source: str
    vintage: str
    year: int
    both: tuple[Pair, ...]
    ours: tuple[Pair, ...]
    theirs: tuple[Pair, ...]

    def in_words(self) -> str:
        """Return it as a line for a page or a terminal."""
        said = [
            f"In both: {number_of(len(self.both), 'embargo', 'embargoes')} of the EU and the UN"
            f" in force in {self.year}"
        ]
        for pairs, where in ((self.ours, "in this table alone"), (self.theirs, "there alone")):
            if pairs:
                said.append(f"{where}: {', '.join(' on '.join(pair) for pair in pairs)}")
        return f"against {self.source} {self.vintage}: {'; '.join(said)}"


def compared(store: Store, episodes: pl.DataFrame) -> Iterator[Compared]:
    """Yield the comparison with each data set of sanctions that a store holds."""
    for source in SOURCES:
        releases = store.releases(source)
        if releases:
            yield _compared(releases[-1], episodes)


def _compared(held: Holding, episodes: pl.DataFrame) -> Compared:
    year = held.years[1]
    blocs = {one: bloc for bloc, one in SENDERS.items()}
    rows = held.scan().filter(
        pl.col("year") == year, pl.col("origin").is_in(list(blocs)), pl.col("destination").str.contains(STATE)
    ).select("origin", "destination").unique().collect()  # fmt: skip
    theirs = {(blocs[sender], target) for sender, target in rows.rows()}
    ours = in_force(episodes, year)
    return Compared(
        held.source, held.vintage, year,
        *(tuple(sorted(pairs)) for pairs in (ours & theirs, ours - theirs, theirs - ours)),
    )  # fmt: skip


def in_force(episodes: pl.DataFrame, year: int) -> set[Pair]:
    """Return the blocs' embargoes on states that the table has in force at the end of a year or after."""
    held = episodes.filter(
        pl.col("kind") == IMPOSED,
        pl.col("supplier").is_in(list(SENDERS)),
        pl.col("recipient").str.contains(STATE),
        pl.col("year") <= year,
        pl.col("end_year").is_null() | (pl.col("end_year") > year),
    )
    return set(held.select("supplier", "recipient").rows())
