"""What a careful reader would see in a new file: beside what is held, and beside itself.

A file can be read without a fault and still be wrong: values in another unit, a year or the middle
lost, a column slipped by a row. Each new reading is therefore compared, before it is kept, with
another holding of the same source, or with another source of the same indicator. Only what the new
reading covers is compared: there a row that is missing says that nothing passed.

Three shares and a ratio are judged (`settings.Tolerance`):

* ``lost``: rows of the other that the new reading covers and does not have, of all that it covers;
* ``far``: figures of which the one is less than half of the other, of all that both have;
* ``ratio``: the median of new over old, where both are above zero;
* years of which the other has rows, and the new reading none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.panel import coverage
from counterpoise.printable import whole_percent
from counterpoise.settings import Tolerance
from counterpoise.snapshots.source import Covered, Doubt

DIFFERENT: Final = 0.01
"""Part of the larger figure by which two must differ to count as different."""
FEW: Final = 20
"""Rows below which a share says little: fewer are compared, and no file is refused for them."""
PART: Final = 0.1
"""Part of the rows held that a file must bring to be more than a small part, whatever it says it covers."""
SAME: Final = 0.5
"""Part of the figures of one vintage, beyond corrections, that may differ from those held under its name."""
NEWEST: Final = 2026
"""A year that has been: a clock that is set to an earlier one is wrong."""


@dataclass(frozen=True)
class Compared:
    """How a new reading stands beside a holding.

    Parameters
    ----------
    name : str
        What it was compared with.
    rows : int
        Rows of that which the new reading covers.
    lost, added, changed, far : int
        Rows that it lacks; rows that only it has, in what the other covers; figures that differ by
        over 1 %; figures of which the one is less than half of the other.
    common : int
        Rows that both have.
    ratio : float or None
        Median of new over old.
    years : tuple of int
        Years of which the other has rows and the new reading has none.
    outside : int
        Rows of the other that the new reading does not cover.
    telling : int or None
        Of the rows that both have, those that are not in both the figure that most are: of counts that
        are nearly all 1, a column slipped by a row changes few. None where no figure is most.
    gone, off : tuple of str
        States, and years, of which no row is left, be it that the file does not cover them any more;
        of which nearly all figures are far.
    size : int
        Rows of the new reading, be they compared or not.
    beyond : int
        Rows that only the new reading has, in what the other does not cover.
    same_vintage : bool
        Whether both bear the name of one vintage of one source: then figures ought to be the same.
    """

    name: str
    rows: int
    lost: int
    added: int
    changed: int
    far: int
    common: int
    ratio: float | None
    years: tuple[int, ...]
    outside: int = 0
    telling: int | None = None
    gone: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    size: int = 0
    same_vintage: bool = False
    beyond: int = 0

    @property
    def weighs(self) -> bool:
        """Whether there are enough rows to refuse a file: whoever brings few knows that they are few.

        A file of as many rows as it says to cover is no small part, though it has none of them: its
        columns may be exchanged.
        """
        brought = self.rows - self.lost + self.added
        if self.size >= self.rows:
            brought = max(brought, self.rows)
        return brought >= max(FEW, PART * (self.rows + self.outside))

    def doubts(self, tolerance: Tolerance) -> list[Doubt]:
        """Return what a careful reader would ask about."""
        enough, found = self.weighs, []
        if self.years:
            found.append(Doubt(f"no rows for {_years(self.years)}, which {self.name} has", enough))
        found += self._share(
            self.lost, self.rows, "rows are lost from", tolerance.lost, enough, least=0.0
        )
        most = SAME if self.same_vintage else 2.0
        differ = self._share(self.changed, self.common, "figures differ from", most, enough)
        if self.telling is not None:
            differ = differ or self._share(
                self.changed,
                self.telling,
                "figures that are not the usual one differ from",
                2.0,
                enough,
            )
        far = self._share(
            self.far, self.common, "figures are under half or over twice those of",
            tolerance.far, enough,
        )  # fmt: skip
        found += differ if any(doubt.grave for doubt in differ) else far or differ
        if self.ratio is not None and not 0.9 < self.ratio < 1.1:
            grave = enough and not 1 / tolerance.ratio < self.ratio < tolerance.ratio
            found.append(Doubt(f"figures are {self.ratio:.3g} times those of {self.name}", grave))
        if self.rows:
            held = self.rows + self.outside
            found += self._share(
                self.outside, held, "rows lie outside of what the file covers, of", 2.0, enough
            )
        elif self.outside:
            found.append(Doubt(f"the file tells of none of the states and years of {self.name}"))
        if self.gone:
            found.append(Doubt(f"no rows for {_some(self.gone)}, which {self.name} has"))
        if self.off:
            found.append(Doubt(f"nearly no figure of {_some(self.off)} is as in {self.name}"))
        return found

    def _share(
        self,
        part: int,
        whole: int,
        words: str,
        most: float,
        enough: bool,
        least: float = DIFFERENT,
    ) -> list[Doubt]:
        """Return a doubt if more than `least` is hit, grave from `most` on."""
        share = part / whole if whole else 0.0
        if share <= least:
            return []
        shown = f"{whole_percent(share)} of the" if share > DIFFERENT else f"{part:,} of {whole:,}"
        return [Doubt(f"{shown} {words} {self.name}", enough and share > most)]


def summed(rows: pl.DataFrame, *, tellers: bool = True) -> pl.DataFrame:
    """Return rows as they are compared: `one`, `two`, `year`, `indicator`, `told_by`, `value`.

    Items are added up, and of events their reports. Without `tellers` the larger of what both sides tell
    stands for a tie. A vote is compared by a number that stands for its word.
    """
    if "vote" in rows.columns:
        words = {word: float(place) for place, word in enumerate(schema.VOTE_VALUES, 1)}
        return rows.select(
            one=pl.col("state"), two=pl.col("roll_call").cast(pl.String),
            year=pl.col("date").dt.year().cast(pl.Int32), indicator=pl.lit("vote"),
            told_by=pl.lit(""), value=pl.col("vote").replace_strict(words, default=None),
        )  # fmt: skip
    if "act" in rows.columns:
        years = pl.col("date").dt.year().cast(pl.Int32).alias("year")
        pairs = rows.group_by(
            pl.col("origin").alias("one"), pl.col("destination").alias("two"), years
        )
        return pairs.agg(
            indicator=pl.lit("events"),
            told_by=pl.lit(""),
            value=pl.col("reports").sum().cast(pl.Float64),
        )
    panel = "origin" in rows.columns
    told = pl.col("told_by") if panel else pl.lit("").alias("told_by")
    given = rows.select(
        pl.col("origin" if panel else "state").alias("one"),
        (pl.col("destination") if panel else pl.lit("")).alias("two"),
        pl.col("year").cast(pl.Int32), "indicator", told, "value",
    ).filter(pl.col("value").is_not_null())  # fmt: skip
    key = ["one", "two", "year", "indicator", "told_by"]
    added = given.group_by(key).agg(pl.col("value").sum())
    return added if tellers else whoever_tells(added)


def whoever_tells(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of which the larger of what both sides tell stands for a tie."""
    key = ["one", "two", "year", "indicator"]
    larger = rows.group_by(key).agg(told_by=pl.lit(""), value=pl.col("value").max())
    return larger.select(*key, "told_by", "value")


def compare(
    new: pl.DataFrame,
    said: Sequence[Covered],
    old: pl.DataFrame,
    covered: Sequence[Covered],
    name: str,
    *,
    same_vintage: bool = False,
) -> Compared:
    """Compare rows as `summed` gives them, each in what the other covers.

    A row that the other neither covers nor has is not compared; nor, beyond what both cover, are sums
    over other items.
    """
    key = ["one", "two", "year", "indicator", "told_by"]
    if _numbered_otherwise(new, old):
        new, old = _counted(new), _counted(old)
    if _basket(said) == _basket(covered):
        covers, ours = _comparable(old, said, new), new.filter(_comparable(new, covered, old))
    else:  # sums over other products say nothing of one another
        covers, ours = _within(old, said), new.filter(_within(new, covered))
    theirs = old.filter(covers)
    both = theirs.join(new.select(*key, mine="value"), on=key, how="inner")
    larger = pl.max_horizontal(pl.col("value").abs(), pl.col("mine").abs())
    gap = (pl.col("value") - pl.col("mine")).abs()
    count = both.select(
        changed=(gap > DIFFERENT * larger).sum(),
        far=(gap > 0.5 * larger).sum(),
    ).row(0)
    positive = both.filter((pl.col("value") > 0) & (pl.col("mine") > 0))
    ratio = (positive["mine"] / positive["value"]).median() if positive.height else None
    lost = theirs.filter(pl.col("value") != 0).join(new, on=key, how="anti")
    added = ours.join(old, on=key, how="anti").height
    return Compared(
        name, theirs.height, lost.height, added,
        int(count[0]), int(count[1]), both.height,
        float(ratio) if isinstance(ratio, float) else None, _missing(theirs, new),
        old.height - theirs.height, _telling(both),
        tuple(dict.fromkeys([
            *_mostly(theirs.join(lost.select(*key, hit=True), on=key, how="left"), 1.0),
            *_dropped(old, old.filter(~covers), new),
        ])),
        _mostly(both.filter(larger > 0).with_columns(hit=gap > 0.5 * larger), MOSTLY),
        new.height, same_vintage, new.join(old, on=key, how="anti").height - added,
    )  # fmt: skip


def _numbered_otherwise(new: pl.DataFrame, old: pl.DataFrame) -> bool:
    """Return whether both are votes on roll calls that two releases number each in its own way."""
    if new.is_empty() or old.is_empty() or new["indicator"][0] != "vote":
        return False
    shared = set(new["two"].unique().to_list()) & set(old["two"].unique().to_list())
    return len(shared) < 0.5 * min(new["two"].n_unique(), old["two"].n_unique())


def _counted(votes: pl.DataFrame) -> pl.DataFrame:
    """Return how often each state voted in which way in a year."""
    way = pl.format("vote {}", pl.col("value").cast(pl.Int8))
    counts = votes.group_by("one", "year", indicator=way).agg(value=pl.len().cast(pl.Float64))
    return counts.select(
        "one", "year", "indicator", "value", two=pl.lit(""), told_by=pl.lit("")
    ).select(votes.columns)


def _basket(said: Sequence[Covered]) -> frozenset[str]:
    """Return the items of which a reading speaks; empty if it speaks of all that passes."""
    return frozenset(item for one in said for item in one.items)


def _comparable(rows: pl.DataFrame, said: Sequence[Covered], other: pl.DataFrame) -> pl.Series:
    """Return which rows another reading covers, or has.

    A source that claims nothing of what it does not tell covers no tie whole; of its rows those are
    compared whose teller tells of the year in the other reading, too.
    """
    key = ["one", "two", "year", "indicator", "told_by"]
    covers = _within(rows, said) | _found(rows, other, key)
    if rows.is_empty() or other.is_empty() or _within(other, said).any():
        return covers
    tells = ["teller", "year", "indicator", "told_by"]
    return covers | _found(_with_teller(rows), _with_teller(other), tells)


def _with_teller(rows: pl.DataFrame) -> pl.DataFrame:
    teller = pl.when(pl.col("told_by") == schema.DESTINATION).then("two").otherwise("one")
    return rows.with_columns(teller=teller)


def _found(rows: pl.DataFrame, other: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Return which rows have a key that the other rows have."""
    known = other.select(key).unique().with_columns(known=True)
    joined = rows.select(key).join(known, on=list(key), how="left", maintain_order="left")
    return joined["known"].fill_null(value=False)


def _within(rows: pl.DataFrame, said: Sequence[Covered]) -> pl.Series:
    if rows.is_empty():
        return pl.Series([], dtype=pl.Boolean)
    alone = rows["two"].str.contains(r"^\d*$").all()
    names = {"one": "state"} if alone else {"one": "origin", "two": "destination"}
    return coverage.inside(rows.rename(names), said)


def _telling(both: pl.DataFrame) -> int | None:
    """Return how many common figures are not in both the one that most are; None if none is most."""
    if both.is_empty():
        return None
    usual = both["value"].mode().min()
    same = both.filter((pl.col("value") == usual) & (pl.col("mine") == usual)).height
    return both.height - same if both.height < 2 * same < 2 * both.height else None


def _dropped(old: pl.DataFrame, outside: pl.DataFrame, new: pl.DataFrame) -> tuple[str, ...]:
    """Return the few states, and years, that `old` has and a new reading does not even cover.

    Of a file that brings less than half of the states, or years, it is said as a share of the rows.
    """
    found: list[str] = []
    for columns in (("one", "two"), ("year",)):
        held, left, mine = (_values(rows, columns) for rows in (old, outside, new))
        gone = {value for value in left - mine if columns == ("year",) or not value.isdigit()}
        if len(gone) < PLENTY * len(held):
            found += sorted(gone)
    return tuple(found)


PLENTY: Final = 0.5
"""Part of the states, or years, held from which on those that a file lacks are not named."""


def _values(rows: pl.DataFrame, columns: Sequence[str]) -> set[str]:
    return {str(value) for column in columns for value in rows[column].unique()} - {""}


def _mostly(rows: pl.DataFrame, least: float) -> tuple[str, ...]:
    """Return the states, and years, of which `least` of ten rows or more are hit, if not all are."""
    found: list[str] = []
    hit = pl.col("hit").fill_null(value=False)
    for column in ("one", "two", "year"):
        groups = rows.group_by(column).agg(n=pl.len(), share=hit.mean())
        groups = groups.filter(pl.col("n") >= 10)
        odd = groups.filter(pl.col("share") >= least)[column].cast(pl.String).sort().to_list()
        if odd and len(odd) < groups.height:
            found += [one for one in odd if not one.isdigit() or column == "year"]
    return tuple(dict.fromkeys(found))


MOSTLY: Final = 0.8
"""Part of the figures of a state, or of a year, that must be far to name it."""


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _missing(old: pl.DataFrame, new: pl.DataFrame) -> tuple[int, ...]:
    """Return the years of which `old` has a few rows of an indicator and `new` has none."""
    key = ["indicator", "year"]
    there = old.group_by(key).agg(n=pl.len()).filter(pl.col("n") >= 3)
    gone = there.join(new.select(key).unique(), on=key, how="anti")
    return tuple(sorted(set(gone["year"].to_list())))


def alone(new: pl.DataFrame) -> list[Doubt]:
    """Return what is odd in a reading by itself: years to come, years lost between others, jumps."""
    found = []
    today = max(datetime.now(UTC).year, NEWEST)
    if later := sorted(set(new.filter(pl.col("year") > today)["year"].to_list())):
        found.append(Doubt(f"rows for {_years(later)}, which is yet to come", grave=True))
    yearly = new.group_by("indicator", "year").agg(n=pl.len(), total=pl.col("value").abs().sum())
    for (indicator,), years in yearly.sort("indicator", "year").group_by(
        "indicator", maintain_order=True
    ):
        found += _between(str(indicator), {year: (n, total) for _, year, n, total in years.rows()})
    return found


def _between(indicator: str, told: dict[int, tuple[int, float]]) -> list[Doubt]:
    """Return years without rows, or of another size, between two years of many."""
    gaps, jumps = [], []
    for year in range(min(told) + 1, max(told)):
        before, after = told.get(year - 1), told.get(year + 1)
        if not before or min(before[0], (after or before)[0]) < FEW:
            continue
        if year not in told:
            gaps.append(year)
        elif indicator != "vote" and after and told[year][1] > 0 and before[1] > 0 and after[1] > 0:
            middle = (before[1] * after[1]) ** 0.5
            if not 1 / JUMP < told[year][1] / middle < JUMP:
                jumps.append(year)
    found = [Doubt(f"no {indicator} for {_years(gaps)}, between years of many")] if gaps else []
    if jumps:
        found.append(
            Doubt(f"{indicator} of {_years(jumps)} adds up to another size than next to it")
        )
    return found


JUMP: Final = 4.0
"""Times by which a year's sum must differ from those beside it to be pointed out."""


def _years(years: Sequence[int]) -> str:
    """Return years in words, runs of them as spans: 1997, 2001–2004."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:5]]
    return ", ".join(shown) + (f" and {len(runs) - 5} more" if len(runs) > 5 else "")
