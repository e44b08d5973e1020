"""What SIPRI writes above its tables: when they were generated, and what was asked for."""

from __future__ import annotations

import re
from datetime import datetime

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered

GENERATED = re.compile(r"enerated: (\d{1,2} [A-Za-z]{3,9} \d{4})")
ASKED = re.compile(r"from (.+?) +to (.+?) *\. Deals with deliveries")
RANGE = re.compile(r"year range '(\d{4})' to '(\d{4})'")
EVERYONE = "All countries"


def generated(preamble: str, *, source: str) -> str:
    """Return the day on which the publisher generated the file, as YYYY-MM-DD."""
    found = GENERATED.search(preamble)
    for form in ("%d %b %Y", "%d %B %Y") if found else ():
        try:
            return datetime.strptime(found[1], form).date().isoformat() if found else ""
        except ValueError:
            continue
    raise SourceError.bad_layout(
        "Can't find the line 'Generated: day month year', which names the vintage.",
        source=source,
        where=f"preamble {preamble[-120:]!r}",
        attempt="download it anew; keep the lines above the header",
    )


def years_asked(preamble: str) -> tuple[int, int] | None:
    """Return the years that the register was asked for; None for all of them."""
    found = RANGE.search(preamble)
    return (int(found[1]), int(found[2])) if found else None


def coverage(
    preamble: str, rows: pl.DataFrame, *, first: int, last: int, source: str
) -> tuple[Covered, ...]:
    """Return who is covered: everyone, or on a side that was narrowed, those who appear in `rows`.

    A register of some states only must not read as if the others had passed nothing.
    """
    suppliers, recipients = _asked(preamble, source=source)
    if suppliers == recipients == EVERYONE:
        return (Covered(first, last),)

    def seen(side: str, wanted: str) -> tuple[str, ...]:
        return ("*",) if wanted == EVERYONE else tuple(rows[side].unique().sort())

    return (
        Covered(first, last, "origin", seen("origin", suppliers)),
        Covered(first, last, "destination", seen("destination", recipients)),
    )


def of_everyone(preamble: str) -> bool:
    """Return whether all suppliers and all recipients were asked for."""
    found = ASKED.search(preamble)
    return found is not None and {found[1].strip(), found[2].strip()} == {EVERYONE}


def _asked(preamble: str, *, source: str) -> tuple[str, str]:
    """Return the suppliers and the recipients that the register was asked for, as written."""
    if not (found := ASKED.search(preamble)):
        raise SourceError.bad_layout(
            "Can't find the line 'Transfers of major conventional arms from … to …'.",
            source=source,
            where="preamble",
            attempt="download it anew; keep the lines above the header",
        )
    return found[1].strip(), found[2].strip()
