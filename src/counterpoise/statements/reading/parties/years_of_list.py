"""The years of a list: "they fought in 1941, 1981 and 1995"."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Sense
from counterpoise.statements.reading.tokens.times import Time

LIST: Final = re.compile(r"Y(?:(?:,|,?&)Y)+")


def _list(at: Sense, place: int) -> list[Time]:
    """Return the years of a list behind a word, in its part of the sentence: "in 1941, 1981 and 1995"."""
    stop = at.shape.find(";", place)
    found = LIST.search(at.shape, place, stop if stop >= 0 else len(at.shape))
    if not found:
        return []
    times = [one.value for one in at.line.chunks[found.start() : found.end()] if one.tag == "Y"]
    single = all(
        one.years and one.years[0] == one.years[1] and one.how in ("", "month") for one in times
    )
    return times if single else []


def first_of_list(at: Sense, place: int) -> Time | None:
    """Return the first time of a list of years behind a word, none if there is no list."""
    return next(iter(_list(at, place)), None)


def each_year(at: Sense, place: int) -> tuple[int, ...]:
    """Return the years of a list behind a word, in order."""
    return tuple(sorted({one.years[0] for one in _list(at, place) if one.years}))
