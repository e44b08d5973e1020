"""The GDELT Project's events: what news tell of deeds and words between states, read by a machine.

A row of a file is a report, not an event: one act stands in many, and one page gives several. What is
kept is a count by pair, day, class of act and publisher. Files come as days (1.0, 58 columns, since
April 2013), as months and years (57 columns, before), and as quarters of an hour (2.0, 61 columns).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError, offenders
from counterpoise.printable import number_of
from counterpoise.snapshots import members
from counterpoise.snapshots.source import Daily, Reading, Source
from counterpoise.sources.events import _cells, _gdelt_layouts, _gdelt_lists

SOURCE = Source(
    id="gdelt",
    title="GDELT Event Database",
    publisher="The GDELT Project",
    terms="Free for any use, with citation and a link to https://www.gdeltproject.org.",
    citation=(
        "Leetaru, Kalev; Schrodt, Philip A. (2013). GDELT: Global Data on Events, Location and Tone,"
        " 1979-2012. ISA Annual Convention. The GDELT Project, https://www.gdeltproject.org."
    ),
    url="https://www.gdeltproject.org/data.html",
    table="events",
    indicators=(),
    unit_note=(
        "Rows are reports; kept are reports and different pages by pair, day, class of act and publisher."
    ),
    layout=(
        "Files as the publisher gives them, tab-separated without a header: days 20150101.export.CSV.zip"
        " (58 columns), months and years before April 2013 (57), quarters of an hour of GDELT 2.0"
        " (61; all 96 of a day, 72 at least); with them, if you like, md5sums, filesizes or"
        " masterfilelist.txt, by which they are checked"
    ),
    caveats=(
        "A machine reads the news: about a fifth of the acts that others looked up were as it says, and"
        " one act is told in many rows. Days and stories are counted here, never rows.",
        "What is told follows what is printed: counts are of no use across April 2013 and 19 February"
        " 2015, when the sources changed; nothing is compared across these days.",
        "Only reports whose two actors are different states or their officials are kept, of acts that"
        " head a text; about a tenth of all rows.",
        "Acts dated a week, a month, a year or ten years before their file, to the day, are artefacts of"
        " how dates are read, and are left out.",
        "Addresses were not tried against the publisher by us.",
    ),
    ships="no",
    daily=Daily(
        url="http://data.gdeltproject.org/events/{day}.export.CSV.zip",
        first="2013-04-01",
        sums="http://data.gdeltproject.org/events/md5sums",
    ),
)

QUARTERS: Final = 96
ENOUGH_QUARTERS: Final = 72
"""Quarters of an hour without which a day of GDELT 2.0 is too little: some days lack a few."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read files of one version, and yield a piece for each month of them.

    Files are unpacked one after the other; what is held at once are the reports of a month.
    """
    lists = [path for path in paths if _gdelt_lists.is_list(path)]
    data = [path for path in paths if path not in lists]
    if not data:
        raise SourceError.bad_layout(
            "Lists of files must come with files.", source=SOURCE.id, where=lists[0].name
        )
    checked = _gdelt_lists.require_whole(data, _gdelt_lists.read(lists))
    months = _Months(checked)
    with members.one_by_one(data, source=SOURCE.id) as given:
        for member in given:
            with member.opened() as path:
                told = _gdelt_layouts.read(path)
            yield from months.before(told, member.name)
            months.add(told, member.name)
    yield from months.rest()


class _Months:
    """Reports on their way into months: those of a month that is over are given, and let go."""

    def __init__(self, checked: int) -> None:
        self.checked = checked
        self.held: list[_gdelt_layouts.Told] = []
        self.stamps: dict[str, str] = {}
        self.over: set[tuple[int, int]] = set()
        self.version = ""

    def before(self, told: _gdelt_layouts.Told, name: str) -> Iterator[Reading]:
        """Yield what is held of months before those of a file, once the file is known to fit."""
        self._require_fit(told, name)
        months = {(day.year, day.month) for day in told.days}
        held = {(day.year, day.month) for one in self.held for day in one.days}
        if held and max(held) < min(months):
            yield from self.rest()
            self.over |= held

    def add(self, told: _gdelt_layouts.Told, name: str) -> None:
        """Hold what a file tells."""
        self.held.append(told)
        self.version = told.version
        self.stamps |= dict.fromkeys(told.stamps, name)

    def rest(self) -> Iterator[Reading]:
        """Yield the months held, and hold none."""
        if not self.held:
            return
        held, self.held = self.held, []
        if self.version == "2.0":
            _require_days(held)
        reports = pl.concat([one.reports for one in held])
        days = sorted({day for one in held for day in one.days})
        yield from _cells.by_month(reports, days, vintage=self.version, notes=self._notes(held))

    def _require_fit(self, told: _gdelt_layouts.Told, name: str) -> None:
        """Refuse a file of another version, of a day told already, or of a month that is over."""
        if self.version and told.version != self.version:
            raise _refusal("Files must be all of GDELT 1.0, or all of 2.0.", name)
        twice = sorted(told.stamps & set(self.stamps))
        if twice:
            raise _refusal(
                "A day must be given once.",
                f"{offenders(twice)} in {self.stamps[twice[0]]} and in {name}",
            )
        if {(day.year, day.month) for day in told.days} & self.over:
            raise _refusal("Files must bear the publisher's names, which begin with days.", name)

    def _notes(self, held: Sequence[_gdelt_layouts.Told]) -> list[str]:
        rows = sum(one.rows for one in held)
        kept = sum(one.reports.height for one in held)
        return [
            f"of two different states and of officials: {kept:,} of {number_of(rows, 'row')}",
            f"{sum(one.late for one in held):,} more are dated by an artefact or after their file,"
            f" {sum(one.unknown for one in held):,} of a code that is no state's: left out",
            *(
                [f"{number_of(self.checked, 'file is', 'files are')} as the publisher's lists say"]
                if self.checked
                else ["sums not checked: add md5sums with the files"]
            ),
        ]


def _require_days(held: Sequence[_gdelt_layouts.Told]) -> None:
    """Refuse days of GDELT 2.0 of which less than three quarters are given: the rest would be lost."""
    quarters = Counter(day for one in held for day in {stamp[:8]: stamp for stamp in one.stamps})
    few = {day: number for day, number in quarters.items() if number < ENOUGH_QUARTERS}
    if few:
        shown = [f"{day}: {number} of {QUARTERS}" for day, number in sorted(few.items())]
        raise SourceError.bad_layout(
            f"A day of GDELT 2.0 must have at least {ENOUGH_QUARTERS} of its {QUARTERS} files.",
            source=SOURCE.id,
            where=offenders(shown, quote=False),
            attempt="take the day's file of GDELT 1.0, which is one: YYYYMMDD.export.CSV.zip",
        )


def _refusal(problem: str, where: str) -> SourceError:
    return SourceError.bad_layout(problem, source=SOURCE.id, where=where)


def check(rows: pl.DataFrame) -> None:
    """Refuse scores beyond those of Goldstein's scale, from -10 to 10."""
    wrong = rows.filter(pl.col("goldstein").abs() > 10)
    if wrong.height:
        raise SourceError.bad_layout(
            "A score must be from -10 to 10.",
            source=SOURCE.id,
            where=f"{number_of(wrong.height, 'row')}, first {wrong.row(0)}",
        )
