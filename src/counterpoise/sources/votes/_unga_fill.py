"""Votes that one release of the General Assembly's votes lacks and another holds.

Releases number roll calls differently and share no key, but they list the roll calls of a session
in one order. So the nth roll call of a session is taken for the nth of the other release only where
both hold equally many of that session, and is believed only if the day and every vote that this
release holds are the same there. What fails either test gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states

CAST: Final = ("yes", "abstain", "no")

ONE_SEAT: Final = {"TWN": "CHN"}
"""One seat casts one vote, whichever state a release writes for China before October 1971."""


@dataclass(frozen=True)
class Filled:
    """The votes that were lacking, and how the two releases compare.

    Parameters
    ----------
    rows : polars.DataFrame
        Rows of the table of votes, under the roll calls of the release that lacked them.
    agreeing, differing, apart : int
        Roll calls of the other release that stand at the same place with the same day and votes;
        at the same place with others; and in sessions of which the releases hold unequally many.
    """

    rows: pl.DataFrame
    agreeing: int
    differing: int
    apart: int


def lacking(rows: pl.DataFrame, other: pl.DataFrame, *, source: str) -> Filled:
    """Return the votes that `rows` lack and `other` holds, of roll calls that are surely the same.

    Raises
    ------
    SourceError
        If there is none: the second release was then given in vain.
    """
    pairs = _pairs(rows, other)
    votes = _side_by_side(rows, other, pairs)
    agreeing = _agreeing(votes)
    found = votes.filter(pl.col("vote").is_null()).join(agreeing, on="roll_call", how="semi")
    if found.is_empty():
        raise SourceError.bad_layout(
            "The second release must hold votes that the first lacks.",
            source=source,
            where=f"{agreeing.height:,} of {number_of(pairs.height, 'roll call')} at the same place agree",
            attempt="add one release alone",
        )
    filled = found.join(_calls(rows), on="roll_call", validate="m:1").select(
        "roll_call",
        "session",
        "date",
        state=pl.col("theirs"),
        vote=pl.col("other_vote"),
        resolution=pl.lit(None, pl.String),
        issues=pl.lit(None, pl.String),
    )
    return Filled(
        filled,
        agreeing.height,
        pairs.height - agreeing.height,
        other["roll_call"].n_unique() - pairs.height,
    )


def notes(filled: Filled, *, vintage: str) -> tuple[str, ...]:
    """Return in words what was filled from the release of `vintage`, and what was not."""
    by_state = (
        filled.rows.group_by("state")
        .agg(pl.len(), first=pl.col("session").min(), last=pl.col("session").max())
        .sort("len", "state", descending=[True, False])
    )
    told = ", ".join(
        f"{states.name(state)} {count:,} ({_sessions(first, last)})"
        for state, count, first, last in by_state.rows()
    )
    calls = filled.rows["roll_call"].n_unique()
    return (
        f"filled from the release of {vintage}: {number_of(filled.rows.height, 'vote')} in"
        f" {number_of(calls, 'roll call')}"
        f" that this release lacks: {told}",
        f"roll calls of {vintage} compared: {filled.agreeing:,} stand at the same place of their"
        " session with the same day and the same votes of all others;"
        f" {filled.differing:,} at the same place differ and {filled.apart:,} are of sessions of"
        " which the releases hold unequally many (votes on paragraphs): nothing was taken from these",
    )


def _sessions(first: int, last: int) -> str:
    return f"session {first}" if first == last else f"sessions {first} to {last}"


def _calls(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the roll calls with their session and day, in order, each with its place in its session."""
    calls = rows.group_by("session", "roll_call").agg(pl.col("date").min())
    return calls.sort("session", "roll_call").with_columns(
        place=pl.int_range(pl.len()).over("session"), many=pl.len().over("session")
    )


def _pairs(rows: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Return which roll call stands where which one of the other release stands, and whether on one day."""
    both = _calls(rows).join(
        _calls(other), on=["session", "place", "many"], suffix="_other", validate="1:1"
    )
    return both.with_columns(same_day=(pl.col("date") == pl.col("date_other")).fill_null(False))


def _side_by_side(rows: pl.DataFrame, other: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the votes cast in roll calls of one place and day, null where a release has none."""
    numbers = pairs.filter("same_day").select("roll_call", "roll_call_other")
    theirs = (
        _cast(other)
        .rename({"roll_call": "roll_call_other", "state": "theirs", "vote": "other_vote"})
        .join(numbers, on="roll_call_other", validate="m:1")
    )
    return (
        _cast(rows)
        .join(numbers, on="roll_call", how="semi")
        .select("roll_call", "seat", "vote")
        .join(
            theirs.select("roll_call", "seat", "theirs", "other_vote"),
            on=["roll_call", "seat"],
            how="full",
            coalesce=True,
        )
    )


def _cast(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the votes cast, with the seat that each was cast from."""
    return rows.filter(pl.col("vote").is_in(CAST)).select(
        "roll_call", "state", "vote", seat=pl.col("state").replace(ONE_SEAT)
    )


def _agreeing(votes: pl.DataFrame) -> pl.DataFrame:
    """Return the roll calls of which the other release has every vote that is here.

    Votes held by both must outnumber those to fill, or too little would prove the match.
    """
    shared = pl.col("vote").is_not_null() & pl.col("other_vote").is_not_null()
    differs = (pl.col("vote") != pl.col("other_vote")).fill_null(False)
    return (
        votes.group_by("roll_call")
        .agg(
            same=~differs.any(),
            shared=shared.sum(),
            theirs_alone=pl.col("vote").is_null().sum(),
            ours_alone=pl.col("other_vote").is_null().sum(),
        )
        .filter("same", pl.col("ours_alone") == 0, pl.col("shared") > pl.col("theirs_alone"))
        .select("roll_call")
    )
