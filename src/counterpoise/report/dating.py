"""The day on which a page is made: today, or the one that the environment sets."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from counterpoise.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that stand for now, so that a page can be made again byte for byte."""


def today() -> str:
    """Return the day as an ISO date; that of ``SOURCE_DATE_EPOCH``, in UTC, where it is set."""
    set_to = os.environ.get(VARIABLE, "")
    if not set_to:
        return date.today().isoformat()
    try:
        return datetime.fromtimestamp(int(set_to), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as fault:
        raise UsageError(
            f"{VARIABLE} must be a number of seconds since 1970, not {set_to!r}.",
            attempt=f"{VARIABLE}=1735689600, or leave it unset",
        ) from fault
