"""What a check ends in: a verdict, the readings that decide it, and the rows that it rests on.

*holds* and *fails*: every reading that can be computed agrees. *depends*: they do not. *cannot tell*:
none can be computed, and what is missing is named. A verdict rests on what was known on the day of
the statement; where only later rows can tell, it is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

from counterpoise.statements import words
from counterpoise.statements.statement import Statement

if TYPE_CHECKING:
    import polars as pl

HOLDS: Final = "holds"
FAILS: Final = "fails"
DEPENDS: Final = "depends"
CANNOT_TELL: Final = "cannot tell"
VERDICTS: Final = (HOLDS, FAILS, DEPENDS, CANNOT_TELL)
THEN: Final = "then"
TODAY: Final = "today"
TIMELESS: Final = ("event", "membership", "duration", "forecast", "could", "beyond")
"""Kinds whose verdict is of no year beside the statement's own."""

_YEARS: Final = re.compile(r"\b(?:1[89]|20)\d\d(?:–(?:\d{4}|\d{2}))?\b")

Known = Literal["then", "today"]


MOST_MISSING: Final = 3
"""Lacks that are told with a verdict of "cannot tell"; all are told with the readings."""
NOTHING_HELD: Final = "evidence of any kind"
LONGEST: Final = 90
"""Letters of a reason in a line of a ledger."""


@dataclass(frozen=True)
class Rows:
    """Rows of the panel that a figure rests on, and the command that shows them.

    Parameters
    ----------
    source, vintage, title : str
        The data set. Only its latest vintage is held: "known then" means its rows up to the year.
    what : str
        Which rows, in words.
    rows : int
        How many.
    first, last : int
        Their years.
    excerpt : str
        What the holding leaves out; "" if it is whole.
    command : str
        A command line.
    """

    source: str
    vintage: str
    title: str
    what: str
    rows: int
    first: int
    last: int
    excerpt: str
    command: str


@dataclass(frozen=True)
class Tested:
    """One reading of a statement, computed.

    Parameters
    ----------
    reading : str
        The reading in words.
    facets : mapping of str to str
        The choices made: source, window, counting, way, definition …
    known : str
        "then": with rows up to the last full year before the statement; "today": with those of the
        statement's own year too, or whatever has come to be known of the time spoken of.
    figure : float or None
        The figure compared; a share from 0 to 1.
    unit, shown : str
        Its unit, and how it is written.
    verdict : str
        "holds", "fails" or "cannot tell".
    margin : float or None
        By how much it holds, in the figure's unit; negative if it fails.
    rows : tuple of Rows
        What it rests on.
    missing : str
        The evidence that is missing; "" if it could be computed.
    stale : str
        Said where the rows end well before the statement.
    headline : bool
        Whether it is the answer that pages and tables give: from the release that tells most.
    bounds : (float, float) or None
        Between which the figure lies, where only part of the whole is told; then the figure is the
        end that is nearer to the line.
    reason : str
        Of a headline: what answers, and how much of the truth it tells.
    year : int or None
        The last year of what it rests on.
    left_open : bool
        Whether it can't be told although enough is known: some of what may be bears it out.
    """

    reading: str
    facets: Mapping[str, str]
    known: Known
    figure: float | None
    unit: str
    shown: str
    verdict: str
    margin: float | None = None
    rows: tuple[Rows, ...] = ()
    missing: str = ""
    stale: str = ""
    headline: bool = False
    bounds: tuple[float, float] | None = None
    reason: str = ""
    year: int | None = None
    left_open: bool = False


@dataclass(frozen=True)
class Point:
    """The main reading in one year, for a chart; `holds` is null where no share is stated."""

    year: int
    figure: float | None
    holds: bool | None


@dataclass(frozen=True)
class Found:
    """What a check found, before it is judged.

    Parameters
    ----------
    tested : tuple of Tested
        Every reading, computed or not.
    series : tuple of Point
        The main reading through the years, all that is held today.
    series_of : str
        What the series is, in words.
    remarks : tuple of str
        Sentences that belong to the verdict, such as when something did happen.
    missing : tuple of str
        Evidence that nobody holds.
    """

    tested: tuple[Tested, ...] = ()
    series: tuple[Point, ...] = ()
    series_of: str = ""
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def headline(self) -> Tested | None:
        """The pages' own answer, as of the day if it could be computed then; None if it could not."""
        told = [one for one in self.tested if one.headline and one.verdict != CANNOT_TELL]
        return next((one for one in told if one.known == THEN), told[0] if told else None)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is missing of this and of every reading, each once, years of a kind together."""
        return joined(
            each for each in (*self.missing, *(one.missing for one in self.tested)) if each
        )


@dataclass(frozen=True)
class Checked:
    """A statement with its verdict and everything that the verdict rests on.

    Parameters
    ----------
    statement : Statement
        What was asserted. Its text may come from anywhere: whoever writes HTML must escape it.
    verdict : str
        "holds", "fails", "depends" or "cannot tell".
    shown : str
        The headline figure, such as "72.0 % to 89.0 %".
    why : str
        What decided, in one or two sentences.
    margin : float or None
        The least margin among the readings that carry the verdict, in the figures' unit.
    marks : tuple of str
        What a reader must know beside the verdict: data of later years, records that end early.
    found : Found
        All readings.
    """

    statement: Statement
    verdict: str
    shown: str
    why: str
    margin: float | None
    marks: tuple[str, ...]
    found: Found = field(repr=False)

    @property
    def tested(self) -> tuple[Tested, ...]:
        return self.found.tested

    @property
    def series(self) -> tuple[Point, ...]:
        return self.found.series

    @property
    def series_of(self) -> str:
        return self.found.series_of

    @property
    def headline(self) -> Tested | None:
        """The reading that is the pages' own answer; None if there is none."""
        return self.found.headline

    @property
    def then(self) -> tuple[Tested, ...]:
        """The readings with what was known on the day."""
        return tuple(one for one in self.tested if one.known == THEN)

    @property
    def today(self) -> tuple[Tested, ...]:
        """The readings with what is known today of the time spoken of."""
        return tuple(one for one in self.tested if one.known == TODAY)

    @property
    def verdict_today(self) -> str:
        """The verdict with what is known today; as of the day where nothing has been added."""
        computed = [one for one in self.today if one.verdict != CANNOT_TELL]
        return judged(computed) if computed else judged(self.then)

    @property
    def year(self) -> int | None:
        """The year that the verdict is of, where that is not the time of a statement of no year."""
        said = self.statement
        basis = resting(self.tested)
        if said.years or said.kind in TIMELESS or not basis or not all(one.stale for one in basis):
            return None
        return max((one.year for one in basis if one.year), default=None)

    @property
    def told(self) -> str:
        """The verdict as it is written: with its year, where it rests on an earlier time's rows."""
        return self.verdict if self.year is None else f"{self.verdict} as of {self.year}"

    @property
    def missing(self) -> tuple[str, ...]:
        """The evidence that is missing, each once."""
        return self.found.lacking

    @property
    def reason(self) -> str:
        """Why it cannot be told, in words; "" of any other verdict."""
        if self.verdict != CANNOT_TELL:
            return ""
        return "; ".join(self.missing[:MOST_MISSING]) or NOTHING_HELD

    @property
    def row(self) -> str:
        """The figure as a line of a ledger has it; where there is none, why it cannot be told, in short."""
        return in_short(self.reason) if self.is_bare else self.shown

    @property
    def is_bare(self) -> bool:
        """Whether there is no figure, and a reason why it cannot be told."""
        return self.shown == "–" and bool(self.reason)

    @cached_property
    def rows(self) -> tuple[Rows, ...]:
        """What the readings rest on, each set of rows once."""
        return tuple(dict.fromkeys(rows for one in self.tested for rows in one.rows))

    @property
    def figures(self) -> tuple[float, float] | None:
        """The least and the greatest figure of the readings that the verdict rests on."""
        known = [one.figure for one in resting(self.tested) if one.figure is not None]
        return (min(known), max(known)) if known else None

    @property
    def held(self) -> tuple[tuple[int, int], ...]:
        """The runs of years in which the main reading holds; a year without a figure ends a run."""
        return tuple(words.runs([point.year for point in self.series if point.holds]))

    def by(self, facet: str) -> dict[str, str]:
        """Return the verdict of the readings that share each value of a facet."""
        return by_facet(resting(self.tested), facet)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The choices that settle the verdict where it depends."""
        return deciding(resting(self.tested)) if self.verdict == DEPENDS else ()

    def table(self) -> pl.DataFrame:
        """Return the readings as a table: the multiverse of the statement."""
        import polars as pl

        return pl.DataFrame([_line(self.statement.id, one) for one in self.tested], schema=_TABLE)

    def as_dict(self) -> dict[str, Any]:
        """Return everything in plain values, fit for JSON."""
        said = {
            key: value
            for key, value in asdict(self.statement).items()
            if value not in ("", (), None)
        }
        return {
            "statement": {**said, "stated": self.statement.stated.isoformat()},
            "verdict": self.verdict,
            "told": self.told,
            "year": self.year,
            "shown": self.shown,
            "reason": self.reason,
            "why": self.why,
            "margin": self.margin,
            "marks": list(self.marks),
            "verdict_today": self.verdict_today,
            "deciding": list(self.deciding),
            "held": [list(run) for run in self.held],
            "missing": list(self.missing),
            "readings": [_plain(one) for one in self.tested],
            "series": {"of": self.series_of, "points": [asdict(point) for point in self.series]},
            "rows": [asdict(rows) for rows in self.rows],
        }


_TABLE: Final = dict.fromkeys(
    ("id", "reading", "known", "source", "figure", "unit", "shown", "verdict", "margin", "missing")
)


def joined(told: Iterable[str]) -> tuple[str, ...]:
    """Return sentences each once, those that differ only in the years they end on as one.

    Examples
    --------
    >>> joined(["BACI lacks years of 2005–15", "no aid", "BACI lacks years of 2006–16"])
    ('BACI lacks years of 2005–15 and 2006–16', 'no aid')
    """
    years: dict[tuple[str, str], dict[str, None]] = {}
    for one in told:
        runs = list(_YEARS.finditer(one))
        start, end = runs[-1].span() if runs else (len(one), len(one))
        years.setdefault((one[:start], one[end:]), {})[one[start:end]] = None
    return tuple(
        f"{before}{words.listed(list(found))}{after}" for (before, after), found in years.items()
    )


def judged(tested: Iterable[Tested]) -> str:
    """Return the verdict of several readings."""
    verdicts = {one.verdict for one in tested} - {CANNOT_TELL}
    if len(verdicts) == 1:
        return verdicts.pop()
    return DEPENDS if verdicts else CANNOT_TELL


def resting(tested: Iterable[Tested]) -> tuple[Tested, ...]:
    """Return the readings that a verdict rests on: those known then, else those known today.

    Where some are of the time spoken of, rows that end before it say nothing beside them; nor where the
    pages' own answer of that time is known, and leaves the statement open.
    """
    tested = tuple(tested)
    computed = [one for one in tested if one.verdict != CANNOT_TELL]
    then = [one for one in computed if one.known == THEN] or computed
    fresh = tuple(one for one in then if not one.stale)
    open_now = any(one.headline and one.left_open for one in tested)
    return fresh or (() if open_now else tuple(then))


def by_facet(tested: Iterable[Tested], facet: str) -> dict[str, str]:
    """Return the verdict by value of a facet, in the order in which the values come."""
    parts: dict[str, list[Tested]] = {}
    for one in tested:
        if facet in one.facets:
            parts.setdefault(one.facets[facet], []).append(one)
    return {value: judged(part) for value, part in parts.items()}


def deciding(tested: Iterable[Tested]) -> tuple[str, ...]:
    """Return, facet by facet, the values whose readings all agree, where not all values do."""
    readings = tuple(tested)
    facets = dict.fromkeys(name for one in readings for name in one.facets)
    told = []
    for facet in facets:
        verdicts = by_facet(readings, facet)
        told += [
            f"{facet} {value}: {verdict}"
            for value, verdict in verdicts.items()
            if verdict in (HOLDS, FAILS) and len(verdicts) > 1
        ]
    return tuple(told)


def _line(name: str, one: Tested) -> dict[str, Any]:
    return {
        "id": name,
        "reading": one.reading,
        "known": one.known,
        "source": one.facets.get("source", ""),
        "figure": one.figure,
        "unit": one.unit,
        "shown": one.shown,
        "verdict": one.verdict,
        "margin": one.margin,
        "missing": one.missing,
    }


def _plain(one: Tested) -> dict[str, Any]:
    return {**asdict(one), "facets": dict(one.facets)}


def in_short(reason: str) -> str:
    """Return the first of what is missing, cut between two words where it is long.

    Examples
    --------
    >>> in_short("a list of visits ends in 2019; no events are held")
    'a list of visits ends in 2019'
    """
    first = reason.split("; ")[0].split(". ")[0]
    return first if len(first) <= LONGEST else f"{first[:LONGEST].rsplit(' ', 1)[0].rstrip(',')} …"
