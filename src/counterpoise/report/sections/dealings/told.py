"""What pages tell of events alike: which release, of which days, and how its figures are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.dealings import Dealings, dealings
from counterpoise.measures.events import BREAKS, LEAST_DAYS
from counterpoise.report import pages, wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.pages import NOT_COVERED, Cell, Number
from counterpoise.report.study import Study

UNNAMED: Final = "unnamed"
"""The publisher of reports whose files name none."""
FEW: Final = f"Under {LEAST_DAYS} days of a pair nothing is said of it."
REFUSAL: Final = f"{FEW} A pair that is not told of is not at peace."


def held(study: Study, states: Sequence[str], **asked: Any) -> Dealings | None:
    """Return the dealings of states that are held; None where none are, or of these states none."""
    try:
        return dealings(study.store, states, as_of=study.as_of, **asked)
    except EvidenceError:
        return None


def note(ledger: Ledger, found: Dealings, state: str, years: tuple[int, int], what: str) -> int:
    """Return the footnote of a state's dealings in some years."""
    of = found.holding
    return ledger.note(
        of,
        f"words and deeds {what}, {wording.span(*years)}; {found.told}",
        None,
        f"counterpoise table relations {state} --source {of.source} --vintage {of.vintage}"
        f" --years {years[0]}-{years[1]}",
    )


def last(rows: pl.DataFrame) -> tuple[int, int]:
    """Return the last year, with its segment, in which enough is told of a state for a part; else the last.

    Of a year of which a file or two are held a page would tell nothing, though it knew of the one before.
    """
    known = rows.filter(pl.col("attention").is_not_null())
    some = rows if known.is_empty() else known
    year, segment = some.select("year", "segment").sort("year", "segment").row(-1)
    return int(year), int(segment)


def conflict(row: Mapping[str, Any], note: int) -> Number:
    """Return a conflict share with the ends of its interval, or that there are too few days for one."""
    if row["conflict"] is None:
        return wording.absent(pages.TOO_LITTLE, unit="share", note=note)
    share = wording.percent(row["conflict"], note=note, bar=False)
    low, high = (100 * row[end] for end in ("conflict_low", "conflict_high"))
    return replace(share, text=f"{share.text} ({low:.0f}–{high:.0f})")


def attention(row: Mapping[str, Any], note: int) -> Number:
    """Return a partner's part in the state's days, or that these are too few."""
    if row["attention"] is None:
        return wording.absent(pages.TOO_LITTLE, unit="share", note=note)
    return wording.percent(row["attention"], note=note)


def named(row: Mapping[str, Any]) -> bool:
    """Return whether the largest publisher has a name: files before April 2013 give none."""
    return bool(row["publisher"] != UNNAMED)


def word(row: Mapping[str, Any], note: int) -> tuple[Cell, Cell, Cell]:
    """Return the largest publisher, its part of the reports, and what rests on it alone."""
    if not named(row):
        unknown = wording.absent(NOT_COVERED, unit="share", note=note)
        return "not named", unknown, unknown
    share, resting = (
        wording.percent(row[part], note=note, bar=False) for part in ("publisher_share", "resting")
    )
    return row["publisher"], share, resting


def stretch(source: str, year: int, segment: int) -> str:
    """Return a year, or that part of it which lies on one side of a change of the source.

    >>> stretch("gdelt", 2013, 0), stretch("gdelt", 2013, 1), stretch("gdelt", 2014, 1)
    ('2013 to 31 March', '2013 from 1 April', '2014')
    """
    first, end = ends(source, segment)
    words = str(year)
    if first and first.year == year and first > date(year, 1, 1):
        words += f" from {_day(first)}"
    if end and end.year == year and end > date(year, 1, 1):
        words += f" to {_day(end - timedelta(days=1))}"
    return words


def ends(source: str, segment: int) -> tuple[date | None, date | None]:
    """Return the first day of a segment, and the first of the next; None where there is no such change."""
    breaks = (None, *BREAKS.get(source, ()), None)
    return breaks[segment], breaks[segment + 1]


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
