"""Dates of roll calls as text: which forms are read, and whether the month or the day comes first.

The publisher writes 11/29/1947 or 1947-11-29. A spreadsheet of another country turns the first into
29/11/1947, and 03/11/1947 may then be the third of November or the eleventh of March. A file has one
form: one date that only one of the two can be decides for all. Where every date can be both, the
sessions decide: each opens in September and ends before the next.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.snapshots import tables

BEFORE_FIRST: Final = 1945
"""Session n opens in the autumn of 1945 + n."""
OPENS: Final = 9
"""The month in which a session opens, and before the end of which the one before has ended."""
MISSING: Final = ("", "NA")
SLASHED: Final = r"^\d{1,2}/\d{1,2}/\d{4}$"
ISO: Final = r"^\d{4}-\d{2}-\d{2}$"
ISO_WITH_TIME: Final = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$"
FORMS: Final = (
    "11/29/1947 or 29/11/1947 (one of them in all rows), 1947-11-29 and 1947-11-29T10:30:00Z are read;"
    " the year needs four digits"
)
MONTH_FIRST, DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"


def dates(table: pl.DataFrame, source: str) -> pl.Series:
    """Return the column `date` as dates; blank is null.

    Parameters
    ----------
    table : polars.DataFrame
        `row`, `date` (text or dates) and `session`.

    Raises
    ------
    SourceError
        If a date is in no form that is read, or the rows are not in one form.
    """
    given = table["date"]
    if given.dtype.is_temporal():
        return given.cast(pl.Date)
    text = given.cast(pl.String).str.strip_chars()
    text = text.set(text.is_in(list(MISSING)), None)
    slashed = text.str.contains(SLASHED).fill_null(False)
    iso = text.set(~text.str.contains(f"{ISO}|{ISO_WITH_TIME}").fill_null(False), None)
    date = iso.str.head(10).str.to_date("%Y-%m-%d", strict=False)
    if slashed.any():
        session = table["session"].cast(pl.Int32, strict=False)
        form = _form(text.filter(slashed), session.filter(slashed))
        date = date.fill_null(text.set(~slashed, None).str.to_date(form, strict=False))
    wrong = text.is_not_null() & date.is_null()
    tables.refuse_cells(table, "date", wrong, "must hold dates", source=source, attempt=FORMS)
    return date


def _form(text: pl.Series, session: pl.Series) -> str:
    """Return whether the month or the day comes first in dates that are parted by slashes."""
    known = pl.DataFrame({"text": text, "session": session}).unique()
    reading = {
        form: known["text"].str.to_date(form, strict=False) for form in (MONTH_FIRST, DAY_FIRST)
    }
    unread = {form: date.null_count() for form, date in reading.items()}
    if any(unread.values()):
        return min(reading, key=lambda form: unread[form])
    # The publisher's own form, unless the other brings more dates into their sessions.
    fits = {form: _within(date, known["session"]) for form, date in reading.items()}
    return DAY_FIRST if fits[DAY_FIRST] > fits[MONTH_FIRST] else MONTH_FIRST


def _within(date: pl.Series, session: pl.Series) -> int:
    """Return how many dates lie in the year of their session, from September to September."""
    months = 12 * date.dt.year().cast(pl.Int32) + date.dt.month().cast(pl.Int32)
    opened = 12 * (BEFORE_FIRST + session) + OPENS
    return int(months.is_between(opened, opened + 12).sum())
