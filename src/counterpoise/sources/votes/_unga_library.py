"""Votes as the UN Digital Library gives them: a row a state (long), or a column a state (wide).

Both hold recorded votes on whole resolutions, of regular and of emergency special sessions, named by
their symbol (``A/RES/80/203``). They number no roll call: here it is the regular session in which the
vote was taken, times 1000, plus 400 and its place in that session, beyond the numbers of the release
that such votes are added to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.reference import states
from counterpoise.snapshots import tables
from counterpoise.sources.votes._dates import BEFORE_FIRST

LONG: Final = (
    "ms_code",
    "ms_vote",
    "date",
    "resolution",
    "total_yes",
    "total_no",
    "total_abstentions",
)
WIDE: Final = ("Resolution", "Date", "Yes", "No", "Abstain", "No Vote")
CODE: Final = r"^[A-Z]{3}$"
WORDS: Final = {
    "YES": "yes", "Y": "yes", "NO": "no", "N": "no", "ABSTAIN": "abstain", "A": "abstain",
}  # fmt: skip
SILENT: Final = ("", "X", "NV", "NON-VOTING")
OFFSET: Final = 400
OPENS: Final = 9
"""The month in which a regular session opens; it ends in the September after."""
SYMBOL: Final = r"^A/(RES|DEC)/"


def is_long(header: list[str]) -> bool:
    """Return whether a header is of the table with a row a state."""
    return {"undl_id", "ms_code", "ms_vote"} <= set(header)


def is_wide(header: list[str]) -> bool:
    """Return whether a header is of the table with a column a state."""
    return set(WIDE) <= set(header)


def read(path: Path, *, source: str) -> pl.DataFrame:
    """Read either table; the columns of the table of votes, of votes that were cast."""
    header = tables.header(path, source=source)
    told = _long(path, source) if is_long(header) else _wide(path, header, source)
    day = told["date"].str.slice(0, 10)
    wrong = day.str.to_date("%Y-%m-%d", strict=False).is_null()
    tables.refuse_cells(told, "date", wrong, "must be days as 2025-02-24", source=source)
    symbol = ~told["resolution"].str.contains(SYMBOL)
    tables.refuse_cells(
        told, "resolution", symbol, "must be a symbol A/RES/… or A/DEC/…", source=source
    )
    cast = _cast(told.with_columns(date=day.str.to_date("%Y-%m-%d")), source)
    year = cast["date"].dt.year()
    return _numbered(
        cast.with_columns(
            state=states.from_iso3(cast["code"], year, source=source, column="state's code")
        )
    )


def _long(path: Path, source: str) -> pl.DataFrame:
    table = tables.read_csv(path, source=source, columns=LONG, final_newline=True)
    return table.rename(
        {"ms_code": "code", "ms_vote": "vote", "total_yes": "yes", "total_no": "no",
         "total_abstentions": "abstain"}
    )  # fmt: skip


def _wide(path: Path, header: list[str], source: str) -> pl.DataFrame:
    """Return the wide table as a row a state; its second line holds names and no resolution."""
    codes = [
        name
        for name, found in zip(header, pl.Series(header).str.contains(CODE), strict=True)
        if found
    ]
    table = tables.read_csv(path, source=source, columns=(*WIDE, *codes), final_newline=True)
    called = table.filter(pl.col("Resolution").str.strip_chars() != "").rename(
        {"Resolution": "resolution", "Date": "date", "Yes": "yes", "No": "no", "Abstain": "abstain"}
    )
    kept = ["row", "resolution", "date", "yes", "no", "abstain"]
    return called.select(*kept, *codes).unpivot(index=kept, variable_name="code", value_name="vote")


def _cast(told: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return the votes that were cast, refusing roll calls whose printed totals are others."""
    word = told["vote"].str.strip_chars().str.to_uppercase()
    known = word.is_in([*WORDS, *SILENT])
    tables.refuse_cells(told, "vote", ~known, "must be yes, no, abstain or empty", source=source)
    cast = told.with_columns(vote=word.replace_strict(WORDS, default=None)).drop_nulls("vote")
    for kind in ("yes", "no", "abstain"):
        printed = tables.numbers(cast, kind, source=source, low=0, high=210, whole=True)
        counted = cast.select((pl.col("vote") == kind).sum().over("resolution", "date")).to_series()
        apart = printed.is_not_null() & (printed != counted)
        rule = "must be the number of such votes in its roll call"
        tables.refuse_cells(cast, kind, apart, rule, source=source)
    return cast


def _numbered(cast: pl.DataFrame) -> pl.DataFrame:
    """Return the votes with their regular session and a number for each roll call."""
    opened = (pl.col("date").dt.month() >= OPENS).cast(pl.Int32)
    dated = cast.with_columns(
        session=pl.col("date").dt.year().cast(pl.Int32) - BEFORE_FIRST - 1 + opened
    )
    calls = dated.select("session", "date", "resolution").unique().sort("date", "resolution")
    place = pl.int_range(1, pl.len() + 1).over("session")
    calls = calls.with_columns(roll_call=(pl.col("session") * 1000 + OFFSET + place).cast(pl.Int32))
    key = ["session", "date", "resolution"]
    return dated.join(calls, on=key, how="left", validate="m:1").select(
        "roll_call",
        pl.col("session").cast(pl.Int16),
        "date",
        "state",
        "vote",
        "resolution",
        issues=pl.lit(None, pl.String),
    )
