"""The daily table of pairs out of single reports, on the engine that holds them.

The readers of files make the same table day by day; this is for whoever has the reports in a database.
"""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from counterpoise.measures import frames
from counterpoise.reference import states
from counterpoise.sources.events import _acts

__all__ = ["daily_events"]

COLUMNS: Final = (
    "date", "added", "one", "type_one", "two", "type_two", "main", "act", "url",
)  # fmt: skip
"""What must be there; the score too, whose values are looked at only in the rows that are kept."""
LAGS: Final = (7, 28, 29, 30, 31, 365, 366, 3650, 3651, 3652, 3653)
"""Days between the act and the file that are artefacts, as in `sources.events`."""
SCALE: Final = 10.0
"""The ends of the scale of scores; one beyond it is none."""
CELL: Final = ("origin", "destination", "date", "act")


def daily_events(reports: Any, *, source: str = "gdelt") -> Any:
    """Return reports counted by pair, day, class of act and publisher: what the store keeps.

    Parameters
    ----------
    reports : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        A row a report: `date` of the act and `added` of the file, days; `one` and `two`, the actors'
        countries in the Conflict and Mediation Event Observations (CAMEO), and `type_one` and
        `type_two`, their first types; `main`, 1 if the act heads a text; `act`, its class from 1 to 4;
        `goldstein`, its score; `url`, the page, or the publisher's name.
    source : str
        Whose reports they are, for a column of that name.

    Returns
    -------
    frame of the kind given
        Rows for `event_counts` and `relations`: `origin`, `destination`, `date`, `act`, `publisher`,
        `reports` and `stories` (different pages), counts; `goldstein`, mean score; `source`. Kept are
        reports of main acts between two different states or their officials, whose day is neither after
        the file's nor an artefact.

    Zeros and missing values
    ------------------------
    A report without an actor, a country or a day is left out. A page without a name is of the publisher
    "unnamed". A mean of no score is null; one beyond -10 to 10 is none.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind.

    References
    ----------
    None: counts.

    Examples
    --------
    >>> from datetime import date
    >>> import polars as pl
    >>> day = {"date": [date(2019, 1, 3)] * 2, "added": [date(2019, 1, 3)] * 2}
    >>> rows = pl.DataFrame({**day, "one": ["VNM", "CHN"], "type_one": [None, "GOV"],
    ...     "two": ["CHN", "VNM"], "type_two": [None, "MIL"], "main": [1, 1], "act": [1, 1],
    ...     "goldstein": [1.0, 3.0], "url": ["https://www.x.org/a", "http://x.org/b"]})
    >>> daily_events(rows).select("origin", "destination", "publisher", "reports", "stories").rows()
    [('CHN', 'VNM', 'x.org', 2, 2)]
    """
    frame = frames.opened(reports, *COLUMNS).select(*COLUMNS, "goldstein")
    known = sorted(states.ids())
    # Of states and no regions: a long list, to be asked of pages and not of reports. A planner would
    # move a filter by names alone to where the reports are read; one that needs a sum it can't.
    none = nw.col("reports") < 1
    pages = _by_page(_between(frame)).filter(
        nw.col("origin").is_in(known) | none,
        nw.col("destination").is_in(known) | none,
        nw.col("origin") != nw.col("destination"),
    )
    return frames.native(_by_publisher(pages, source), reports)


def _between(frame: frames.Frame) -> frames.Frame:
    """Return main acts between two countries or regions, first by name first, of sound days."""
    officials = ["", *_acts.OFFICIAL]
    # Of rows that are left out anyhow; a planner would ask the types of all while it reads.
    same = nw.col("one") == nw.col("two")
    main = frame.filter(
        nw.col("main") == 1,
        nw.col("one") != nw.col("two"),
        nw.col("type_one").is_null() | nw.col("type_one").is_in(officials) | same,
        nw.col("type_two").is_null() | nw.col("type_two").is_in(officials) | same,
    ).with_columns(_state("one"), _state("two"))
    lag = _day_number("added") - _day_number("date")
    # Next to all rows are of the file's day: the others alone need their days counted.
    in_time = (nw.col("added") == nw.col("date")) | ((lag > 0) & ~lag.is_in(LAGS))
    return main.filter(in_time).with_columns(
        nw.min_horizontal("one", "two").alias("origin"),
        nw.max_horizontal("one", "two").alias("destination"),
    )


def _state(column: str) -> nw.Expr:
    """Return the id of the state that a code names, where CAMEO has another than ISO."""
    found: nw.Expr = nw.col(column)
    for code, state in _acts.OWN_CODES.items():
        found = nw.when(nw.col(column) == code).then(nw.lit(state)).otherwise(found)
    return found.alias(column)


def _day_number(column: str) -> nw.Expr:
    """Return a day as a number that grows by one a day: engines differ in what two days' distance is."""
    when = nw.col(column).dt
    year, month = (part.cast(nw.Int64) for part in (when.year(), when.month()))
    early = (14 - month) // 12
    years, months = year + 4800 - early, month + 12 * early - 3
    leaps = years // 4 - years // 100 + years // 400
    return when.day().cast(nw.Int64) + (153 * months + 2) // 5 + 365 * years + leaps


def _by_page(reports: frames.Frame) -> frames.Frame:
    """Return a row for each pair, day, class and page: few enough to look into their addresses."""
    scored = nw.col("goldstein").is_between(-SCALE, SCALE)
    ones = reports.with_columns(
        nw.lit(1).alias("reports"),
        nw.when(scored).then(nw.lit(1)).otherwise(nw.lit(0)).alias("_scored"),
        nw.when(scored).then(nw.col("goldstein")).otherwise(nw.lit(0.0)).alias("_scores"),
    )
    added = ("reports", "_scored", "_scores")
    return ones.group_by(*CELL, "url").agg(nw.col(name).sum() for name in added)


def _by_publisher(pages: frames.Frame, source: str) -> frames.Frame:
    url = nw.col("url").fill_null("")
    small = url.str.to_lowercase()
    # Two replacements and no reference to a group, which engines write differently.
    host = small.str.replace_all(r"^https?://(www\.)?", "").str.replace_all(r"[/:?#].*$", "")
    page = small.str.contains(r"^https?://[^/:?#]")
    bare = nw.when(url.str.strip_chars() == "").then(nw.lit("unnamed")).otherwise(url)
    named = pages.with_columns(
        nw.when(page).then(host).otherwise(bare).alias("publisher"), nw.lit(1).alias("stories")
    )
    added = ("reports", "stories", "_scored", "_scores")
    counted = named.group_by(*CELL, "publisher").agg(nw.col(name).sum() for name in added)
    return counted.select(
        *CELL, "publisher", nw.col("reports").cast(nw.Int64), nw.col("stories").cast(nw.Int64),
        frames.ratio("_scores", "_scored").alias("goldstein"), nw.lit(source).alias("source"),
    )  # fmt: skip
