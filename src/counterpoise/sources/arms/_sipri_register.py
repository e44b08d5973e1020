"""The layout of SIPRI's trade register of since 2025, as two readers need it.

Eleven lines of preamble, a header that starts with the deal's number, rows that end in a semicolon:
one per deal and year of delivery.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.snapshots import tables

DEAL: Final = "SIPRI AT Database ID"
TIV: Final = "TIV delivery values"
YEAR: Final = "Delivery year"
LARGEST_DELIVERY: Final = 20_000
"""Million TIV; the largest delivery of one deal in one year since 1995 is 1,579."""


def table(
    text: str, *, source: str, columns: Sequence[str], name: str, optional: Sequence[str] = ()
) -> tuple[str, pl.DataFrame]:
    """Return the preamble, and the table without its semicolons.

    Raises
    ------
    SourceError
        If the header is missing, a row is cut short, or a deal repeats within a year.
    """
    tables.refuse_semicolons(text, (DEAL, YEAR), source=source, name=name)
    start = text.find(DEAL)
    if start < 0:
        raise SourceError.bad_layout(
            f"Can't find the header that starts {DEAL!r}.", source=source, where=f"file {name}"
        )
    above, below = text[:start], text[start:].rstrip()
    open_end = re.search(r"[^;\s][ \t]*$", below, flags=re.MULTILINE)
    if open_end:
        row = text.count("\n", 0, start + open_end.start()) + 1
        raise SourceError.bad_layout(
            "Every row must end in a semicolon.",
            source=source,
            where=f"file {name}, row {row}",
            attempt="download it anew; it was cut short or edited",
        )
    found = tables.parse_csv(
        re.sub(r";[ \t]*$", "", below, flags=re.MULTILINE),
        source=source,
        columns=columns,
        optional=optional,
        name=name,
        above=above.count("\n"),
    )
    tables.refuse_cells(
        found,
        DEAL,
        found.select(DEAL, YEAR).is_duplicated(),
        "must not repeat within one delivery year",
        source=source,
    )
    return above, found
