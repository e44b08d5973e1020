"""The three layouts in which General Assembly votes come, each brought to the columns of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.reference import names, states
from counterpoise.snapshots import files, tables
from counterpoise.sources.votes._dates import BEFORE_FIRST, MISSING, dates

ISSUES: Final = ("me", "nu", "di", "hr", "co", "ec")
VOTES: Final = {1: "yes", 2: "abstain", 3: "no", 8: "absent", 9: "not a member"}
CAST: Final = ("yes", "abstain", "no")
SESSIONS: Final = (1, 150)
ROLL_CALLS: Final = (1, 999_999)


def published(plain: Sequence[Path], *, source: str) -> pl.DataFrame:
    """Read the publisher's own table: a row per roll call and state, member or not.

    The table of descriptions, if it is given, fills the dates and resolutions that the votes lack.
    Since 2021 the publisher gives one table, which holds the descriptions too.
    """
    headers = {path: _header(path, source) for path in plain}
    described = [
        path for path, found in headers.items() if "descr" in found and "vote" not in found
    ]
    path = files.only([path for path in plain if path not in described], source=source)
    columns = ("rcid", "session", "vote", "ccode", "date", "unres", *ISSUES)
    table = tables.read_csv(path, source=source, columns=columns, final_newline=True)
    ranges = {"rcid": ROLL_CALLS, "session": SESSIONS, "vote": (1, 9), "ccode": (1, 999)}
    votes = _whole(table, ranges, source)
    stray = ~votes["vote"].is_in(list(VOTES))
    tables.refuse_cells(table, "vote", stray, "must be 1, 2, 3, 8 or 9", source=source)
    calls = _calls(table.with_columns(votes["rcid"], votes["session"]), source)
    if described:
        calls = _filled(calls, files.only(described, source=source), source)
    joined = votes.drop("session").join(calls, on="rcid", how="left", validate="m:1")
    state = states.from_cow(joined["ccode"], joined["year"], source=source, column="ccode")
    return _final(joined.with_columns(state.alias("state"), vote=_words(joined["vote"])))


def related(columns: Mapping[Path, Sequence[str]], *, source: str) -> pl.DataFrame:
    """Read votes, roll calls and, if given, issues: Parquet files told apart by their columns."""

    def holding(mark: str) -> list[Path]:
        return [path for path, found in columns.items() if mark in found]

    for mark, table_of in {"country_code": "votes", "unres": "roll calls"}.items():
        if not holding(mark):
            raise SourceError.bad_layout(
                f"The files must hold a table of {table_of}, with the column {mark!r}.",
                source=source,
                where=f"files {', '.join(path.name for path in columns)}",
            )
    wanted = ("rcid", "country", "country_code", "vote")
    path = files.only(holding("country_code"), source=source)
    table = tables.read_parquet(path, source=source, columns=wanted)
    table = table.with_columns(pl.col("country", "country_code", "vote").cast(pl.String))
    stray = ~table["vote"].is_in(list(CAST)).fill_null(False)
    tables.refuse_cells(table, "vote", stray, "must be yes, abstain or no", source=source)
    votes = table.with_columns(_whole(table, {"rcid": ROLL_CALLS}, source)["rcid"])
    listed = files.only(holding("unres"), source=source)
    issued = holding("short_name")
    calls = _listed(listed, files.only(issued, source=source) if issued else None, source)
    joined = votes.join(calls, on="rcid", how="left", validate="m:1", maintain_order="left")
    rule = "must be a roll call of the list"
    tables.refuse_cells(table, "rcid", joined["session"].is_null(), rule, source=source)
    return _final(
        joined.join(
            _named(joined, source),
            on=("country", "country_code", "year"),
            how="left",
            nulls_equal=True,
            validate="m:1",
            maintain_order="left",
        )
    )


def by_resolution(path: Path, *, source: str) -> pl.DataFrame:
    """Read the one Parquet table whose roll calls are numbered session * 1000 + n."""
    columns = ("resid", "ccode", "date", "vote", "session")
    table = tables.read_parquet(path, source=source, columns=columns)
    ranges = {"resid": ROLL_CALLS, "session": SESSIONS, "vote": (1, 3), "ccode": (1, 999)}
    votes = _whole(table, ranges, source).rename({"resid": "rcid"})
    apart = votes["rcid"] // 1000 != votes["session"]
    tables.refuse_cells(table, "resid", apart, "must be session * 1000 + n", source=source)
    date = dates(table, source)
    tables.refuse_cells(table, "date", date.is_null(), "must not be empty", source=source)
    state = states.from_cow(votes["ccode"], date.dt.year(), source=source, column="ccode")
    nothing = pl.lit(None, pl.String)
    return _final(
        votes.with_columns(
            state.alias("state"),
            date,
            vote=_words(votes["vote"]),
            resolution=nothing,
            issues=nothing,
        )
    )


def _header(path: Path, source: str) -> list[str]:
    """Return the cells of a text file's first line; Parquet among text is refused."""
    if tables.is_parquet(path):
        raise SourceError.bad_layout(
            "The files must be all text or all Parquet.", source=source, where=f"file {path.name}"
        )
    return tables.header(path, source=source)


def _whole(table: pl.DataFrame, ranges: Mapping[str, tuple[int, int]], source: str) -> pl.DataFrame:
    """Return columns as whole numbers within their ranges, none missing."""
    held = []
    for column, (low, high) in ranges.items():
        values = tables.numbers(table, column, source=source, low=low, high=high, whole=True)
        tables.refuse_cells(table, column, values.is_null(), "must not be empty", source=source)
        held.append(values.cast(pl.Int32).alias(column))
    return pl.DataFrame(held)


def _words(codes: pl.Series) -> pl.Series:
    return codes.replace_strict(VOTES, return_dtype=pl.String)


def _calls(table: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return one row per roll call from a text table that repeats its facts in every row."""
    facts = ["rcid", "session", "date", "unres", *ISSUES]
    calls = table.unique(facts, keep="first", maintain_order=True)
    tables.refuse_cells(
        calls,
        "rcid",
        calls["rcid"].is_duplicated(),
        "must have one session, date, resolution and set of issues each",
        source=source,
    )
    # One row of the publisher's ends in the cell 0\" instead of 0.
    calls = calls.with_columns(pl.col(*ISSUES).str.strip_chars('\\"'))
    flags = [
        tables.numbers(calls, code, source=source, missing=MISSING, low=0, high=1, whole=True)
        for code in ISSUES
    ]
    calls = calls.with_columns(dates(calls, source), *flags)
    return calls.select(
        "rcid",
        "session",
        "date",
        year=pl.col("date").dt.year().fill_null(BEFORE_FIRST + pl.col("session")),
        resolution=_label(),
        issues=_flagged(),
    )


def _filled(calls: pl.DataFrame, path: Path, source: str) -> pl.DataFrame:
    """Return the roll calls with the dates, sessions and labels of those that came without a date."""
    columns = ("rcid", "session", "date", "unres", *ISSUES)
    table = tables.read_csv(path, source=source, columns=columns)
    numbers = _whole(table, {"rcid": ROLL_CALLS, "session": SESSIONS}, source)
    described = _calls(table.with_columns(numbers["rcid"], numbers["session"]), source)
    dateless = calls.filter(pl.col("date").is_null()).select("rcid")
    found = described.join(dateless, on="rcid", how="semi")
    return pl.concat([calls.join(found, on="rcid", how="anti"), found])


def _listed(path: Path, issued: Path | None, source: str) -> pl.DataFrame:
    """Return one row per roll call from the list of roll calls and that of their issues."""
    table = tables.read_parquet(path, source=source, columns=("rcid", "session", "date", "unres"))
    numbers = _whole(table, {"rcid": ROLL_CALLS, "session": SESSIONS}, source)
    twice = numbers["rcid"].is_duplicated()
    tables.refuse_cells(table, "rcid", twice, "must be listed once", source=source)
    date = dates(table, source)
    tables.refuse_cells(table, "date", date.is_null(), "must not be empty", source=source)
    calls = numbers.with_columns(
        date, year=date.dt.year(), resolution=table.select(_label()).to_series()
    )
    if issued is None:
        return calls.with_columns(issues=pl.lit(None, pl.String))
    codes = tables.read_parquet(issued, source=source, columns=("rcid", "short_name"))
    codes = codes.with_columns(
        _whole(codes, {"rcid": ROLL_CALLS}, source)["rcid"], pl.col("short_name").cast(pl.String)
    )
    stray = ~codes["short_name"].is_in(list(ISSUES)).fill_null(False)
    rule = f"must be one of {', '.join(ISSUES)}"
    tables.refuse_cells(codes, "short_name", stray, rule, source=source)
    flags = codes.group_by("rcid").agg(
        (pl.col("short_name") == code).any().cast(pl.Int8).alias(code) for code in ISSUES
    )
    joined = calls.join(flags, on="rcid", how="left", validate="1:1")
    # The list names issues only where there are any, so a roll call without a row has none.
    return (
        joined.with_columns(pl.col(*ISSUES).fill_null(0))
        .with_columns(issues=_flagged())
        .drop(ISSUES)
    )


def _label() -> pl.Expr:
    """Return the resolution's label, null where it is blank."""
    label = pl.col("unres").cast(pl.String).str.strip_chars()
    return pl.when(~label.is_in(list(MISSING))).then(label)


def _flagged() -> pl.Expr:
    """Return the codes of the issues that are flagged, joined by a blank; null if none is known."""
    codes = [pl.when(pl.col(code) == 1).then(pl.lit(code)) for code in ISSUES]
    unknown = pl.all_horizontal(pl.col(*ISSUES).is_null())
    return pl.when(~unknown).then(pl.concat_str(codes, separator=" ", ignore_nulls=True))


def _named(votes: pl.DataFrame, source: str) -> pl.DataFrame:
    """Return the id of each country in each year: by its code, or by its name if it has none."""
    asked = votes.select("country", "country_code", "year").unique()
    coded, bare = (asked.filter(pl.col("country_code").is_null() == none) for none in (False, True))
    by_code = states.from_iso2(
        coded["country_code"], coded["year"], source=source, column="country_code"
    )
    by_name = names.identify(bare["country"], source=source, column="country", years=bare["year"])
    return pl.concat(
        [coded.with_columns(by_code.alias("state")), bare.with_columns(by_name.alias("state"))]
    )


def _final(votes: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the table of votes."""
    return votes.select(
        pl.col("rcid").alias("roll_call"),
        pl.col("session").cast(pl.Int16),
        "date",
        "state",
        "vote",
        "resolution",
        "issues",
    )
