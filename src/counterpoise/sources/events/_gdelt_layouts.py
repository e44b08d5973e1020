"""One file of GDELT as reports between two states: 57, 58 or 61 columns without a header.

Each file is checked whole before anything of it is kept: a cut line, another number of columns, an
event twice, a day that is none refuse it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError, offenders
from counterpoise.printable import number_of
from counterpoise.snapshots import texts
from counterpoise.sources.events import _acts, _cells

SOURCE: Final = "gdelt"
WIDTHS: Final = {57: "1.0", 58: "1.0", 61: "2.0"}
"""Columns of a file, and of which GDELT it then is: with the address from April 2013, and in 2.0 with
the districts of three places."""
PLACES: Final = {
    "id": 0, "date": 1, "one": 7, "type_one": 12, "two": 17, "type_two": 22, "main": 25,
    "act": 29, "goldstein": 30,
}  # fmt: skip
"""Where the columns of use stand, in all three."""
LAGS: Final = (7, 28, 29, 30, 31, 365, 366, 3650, 3651, 3652, 3653)
"""Days between the act and the file that are artefacts: a week, a month, a year, ten years to the day,
where "last year" in a text became a date."""
ADDRESS: Final = r"^https?://(?:www\.)?([^/:?#]+)"
UNPLAIN: Final = re.compile(r"[^0-9A-Za-z._-]")
"""What a name in a command is written without."""
UNNAMED: Final = "unnamed"
"""The publisher where the file names none: all files before April 2013."""
UNKNOWN: Final = 0.02
"""Part of the actors' codes that may be unknown, before the columns are taken for others."""


@dataclass(frozen=True)
class Told:
    """What one file tells.

    Parameters
    ----------
    reports : polars.DataFrame
        As in `_cells.REPORTS`.
    stamps : frozenset of str
        When its rows were added: days (1.0) or quarters of an hour (2.0).
    version : str
        "1.0" or "2.0".
    rows, late, unknown : int
        Rows of the file; reports between two states whose day is an artefact, or of a code unknown.
    """

    reports: pl.DataFrame
    stamps: frozenset[str]
    version: str
    rows: int
    late: int
    unknown: int

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which its rows were added."""
        return tuple(sorted({_day(stamp) for stamp in self.stamps}))


def read(path: Path) -> Told:
    """Read one plain file.

    Raises
    ------
    SourceError
        If it is not whole, not in one of the three layouts, or not in UTF-8 or Latin-1.
    """
    width = _width(path)
    table = _columns(path, width)
    _require(table, path)
    dated = table.with_columns(
        pl.col("date").str.to_date("%Y%m%d"),
        stamp=pl.col("date" if width == 57 else "added"),
        added=pl.col("date" if width == 57 else "added").str.slice(0, 8).str.to_date("%Y%m%d"),
    )
    _require_order(dated, path)
    between = dated.filter(
        pl.col("main") == "1",
        _acts.official("type_one"),
        _acts.official("type_two"),
    ).with_columns(one=_acts.state("one"), two=_acts.state("two"))
    between = between.filter(pl.col("one") != pl.col("two"))
    sound = pl.all_horizontal(pl.col("one", "two").is_in(list(_acts.known())))
    late = (pl.col("added") - pl.col("date")).dt.total_days().is_in(LAGS)
    kept = between.filter(sound, pl.col("date") <= pl.col("added"))
    unknown = between.filter(~sound).height
    if unknown > max(UNKNOWN * between.height, 3):
        raise _refusal(
            "The actors' codes must be those of states or regions.",
            path,
            offenders(between.filter(~sound)["one"].unique().sort().drop_nulls().to_list()),
        )
    reports = kept.filter(~late)
    return Told(
        _shaped(reports, width), frozenset(dated["stamp"].unique()), WIDTHS[width],
        table.height, kept.height - reports.height, unknown,
    )  # fmt: skip


def _shaped(reports: pl.DataFrame, width: int) -> pl.DataFrame:
    """Return reports with story and publisher; an address that is none is a publisher's name."""
    url = pl.col("url") if width > 57 else pl.lit("")
    host = url.str.to_lowercase().str.extract(ADDRESS)
    named = pl.when(url.str.strip_chars() == "").then(pl.lit(UNNAMED)).otherwise(url)
    return _cells.shaped(reports.select(
        "date", "added", "one", "two",
        act=pl.col("act").cast(pl.Int8),
        story=pl.when(host.is_not_null()).then(url).otherwise(pl.lit("")),
        publisher=pl.coalesce(host, named),
        goldstein=pl.col("goldstein").cast(pl.Float64, strict=False),
    ))  # fmt: skip


def _width(path: Path) -> int:
    """Return how many columns every line has, or refuse the file: a line of another width is cut."""
    if texts.encoding(path, source=SOURCE) not in {"utf-8", texts.FALLBACK}:
        raise _refusal("The file must be in UTF-8 without a mark.", path, "its first bytes")
    with path.open("rb") as stream:
        stream.seek(-1, 2)
        if stream.read() != b"\n":
            raise _refusal(
                "The file must end in a line end: it was cut short.", path, "its last line"
            )
    lines = pl.read_csv(
        path, has_header=False, separator="\x01", quote_char=None, new_columns=["line"],
        encoding="utf8-lossy", schema_overrides=[pl.String], infer_schema=False,
    )["line"].fill_null("")  # fmt: skip
    widths = lines.str.count_matches("\t", literal=True) + 1
    first = int(widths[0])
    if first not in WIDTHS:
        raise _refusal(
            f"A line must have 57, 58 or 61 columns parted by tabs, not {first}.", path, "line 1"
        )
    wrong = (widths != first).arg_true()
    if wrong.len():
        shown = [f"line {place + 1}: {widths[place]}" for place in wrong.head(5).to_list()]
        raise _refusal(
            f"Every line must have {number_of(first, 'column')}, as the first has.",
            path,
            offenders(shown, quote=False),
        )
    return first


def _columns(path: Path, width: int) -> pl.DataFrame:
    places = dict(PLACES)
    if width > 57:
        places |= {"added": width - 2, "url": width - 1}
    table = pl.read_csv(
        path, has_header=False, separator="\t", quote_char=None, encoding="utf8-lossy",
        columns=sorted(places.values()), infer_schema=False,
    )  # fmt: skip
    names = sorted(places, key=lambda name: places[name])
    table.columns = names
    return table.with_columns(pl.col("url").fill_null("")) if width > 57 else table


def _require(table: pl.DataFrame, path: Path) -> None:
    """Refuse columns that hold something else than they should, and an event that stands twice."""
    rules = {
        "date": (r"^(19|20)\d{6}$", "must be days as 20191024"),
        "act": (r"^[1-4]$", "must be a class of acts from 1 to 4"),
        "main": (r"^[01]$", "must be 0 or 1"),
        "one": (r"^([A-Z]{3})?$", "must be three letters or empty"),
        "two": (r"^([A-Z]{3})?$", "must be three letters or empty"),
    }
    if "added" in table.columns:
        rules["added"] = (r"^20\d{6}(\d{6})?$", "must be days as 20191024, or with the hour")
    for name, (shape, rule) in rules.items():
        cells = table[name].fill_null("")
        wrong = ~cells.str.contains(shape)
        if name in {"date", "added"}:
            wrong |= cells.str.slice(0, 8).str.to_date("%Y%m%d", strict=False).is_null()
        if wrong.any():
            rows = wrong.arg_true().head(5).to_list()
            raise SourceError.bad_values(
                rule, source=SOURCE, column=name, rows=[row + 1 for row in rows],
                values=[table[name][row] for row in rows],
                attempt=f"download {path.name} anew",
            )  # fmt: skip
    twice = table["id"].is_duplicated()
    if twice.any():
        raise _refusal(
            "An event must stand in a file once.",
            path,
            f"ids {offenders(table['id'].filter(twice).unique().sort().to_list())}",
        )


def _require_order(dated: pl.DataFrame, path: Path) -> None:
    """Refuse acts of days after the one on which they were told."""
    later = dated.filter(pl.col("date") > pl.col("added"))
    if later.height > UNKNOWN * dated.height:
        raise _refusal(
            "An act must not be of a day after the file's.",
            path,
            f"{number_of(later.height, 'row')}",
        )


def _day(stamp: str) -> date:
    return date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))


def _refusal(problem: str, path: Path, where: str) -> SourceError:
    return SourceError.bad_layout(
        problem, source=SOURCE, where=f"file {path.name}, {where}",
        attempt=f"download {UNPLAIN.sub('', path.name)} anew",
    )  # fmt: skip
