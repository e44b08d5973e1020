"""What tables of TIV have in common, whichever layout they come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

LARGEST_CELL: Final = 20_000
"""Million TIV delivered by one exporter to one recipient in one year."""
ROUNDING: Final = 0.5
"""What rounding a cell to whole millions may move it by."""


@dataclass(frozen=True)
class Table:
    """One table: the deliveries of one exporter, or to one recipient.

    Parameters
    ----------
    side : str
        "origin" if the table was asked for by exporter, "destination" if by recipient.
    state : str
        The state asked for, as written.
    first, last : int
        The years that the table tells of.
    release : str
        The day on which it was generated.
    cells : polars.DataFrame
        `row`, `Supplier`, `Recipient`, `year` (text), `value` in million TIV; no row for a blank.
    """

    side: str
    state: str
    first: int
    last: int
    release: str
    cells: pl.DataFrame
