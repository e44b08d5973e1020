"""Votes as one array: a row per state, a column per roll call, in the order of periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from counterpoise import schema
from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures import _arrays
from counterpoise.models.votes.vote_tables import NOT_CAST
from counterpoise.printable import number_of

CAST: Final = schema.VOTE_VALUES[:3]
"""Yes, abstain, no: the places are the codes."""

ISSUES: Final = {
    "me": "the Palestinian conflict",
    "nu": "nuclear weapons and nuclear material",
    "di": "arms control and disarmament",
    "hr": "human rights",
    "co": "colonialism",
    "ec": "economic development",
}
"""The issue codes of the publisher, and what they stand for."""

Codes = npt.NDArray[np.int8]


@dataclass(frozen=True)
class RollCalls:
    """Who voted how.

    Parameters
    ----------
    states : polars.Series
        The states, sorted.
    codes : array, shape (states, roll calls)
        0 yes, 1 abstain, 2 no; -1 where no vote was cast, for whatever reason.
    periods : array, shape (roll calls,)
        Session or year of each roll call, never falling.
    """

    states: pl.Series
    codes: Codes
    periods: npt.NDArray[np.int64]

    @property
    def divided(self) -> npt.NDArray[np.bool_]:
        """Whether the votes cast on each roll call were not all the same."""
        lowest = np.where(self.codes == NOT_CAST, np.int8(len(CAST)), self.codes).min(axis=0)
        return np.asarray(self.codes.max(axis=0) > lowest)


def roll_calls(votes: Any, *, by: str, issues: Sequence[str] | None) -> RollCalls:
    """Return the votes cast as an array.

    Raises
    ------
    UsageError
        If `by` or an issue is none that there is.
    MeasureError
        If the rows are not votes of one source and vintage, each state once a roll call; or if
        issues are asked for and the rows name none.
    """
    if by not in ("session", "year"):
        raise UsageError.not_among("`by`", by, ("session", "year"))
    dated = "session" if by == "session" else "date"
    wanted = ("roll_call", "state", "vote", dated, *(("issues",) if issues is not None else ()))
    rows = _arrays.in_memory(votes, *wanted)
    cast = rows.filter(pl.col("vote").is_in(CAST))
    _require_votes(rows, cast)
    period = pl.col("session") if by == "session" else pl.col("date").cast(pl.Date).dt.year()
    cast = cast.with_columns(period.cast(pl.Int64).alias("period"))
    calls = cast.select(pl.exclude("state", "vote")).unique("roll_call").sort("period", "roll_call")
    _require_periods(cast, calls, dated)
    if issues is not None:
        calls = _on_issues(calls, issues)
        cast = cast.join(calls.select("roll_call"), on="roll_call", how="semi")
    return _dense(cast, calls)


def _dense(cast: pl.DataFrame, calls: pl.DataFrame) -> RollCalls:
    """Return the table of votes as an array."""
    states = cast["state"].unique().sort()
    of_state = cast["state"].cast(pl.Enum(states)).to_physical().to_numpy()
    of_call = _places(cast["roll_call"].to_numpy(), calls["roll_call"].to_numpy())
    codes = np.full((len(states), calls.height), NOT_CAST, dtype=np.int8)
    codes[of_state, of_call] = cast["vote"].cast(pl.Enum(CAST)).to_physical().to_numpy()
    if np.count_nonzero(codes != NOT_CAST) != cast.height:
        twice = cast.filter(cast.select("roll_call", "state").is_duplicated())
        raise MeasureError(
            "A state must have one vote on a roll call, not two.",
            where=f"{number_of(twice.height, 'row')}, the first {twice.select('roll_call', 'state').row(0)}",
        )
    return RollCalls(states, codes, calls["period"].to_numpy())


def _places(values: npt.NDArray[Any], listed: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return where each value stands in a list that holds it once."""
    order = np.argsort(listed)
    return np.asarray(order[np.searchsorted(listed[order], values)])


def _require_votes(rows: pl.DataFrame, cast: pl.DataFrame) -> None:
    """Refuse a vote that is none of the table's words, and a row without its roll call or state."""
    rest = rows.filter(pl.col("vote").is_in(CAST).fill_null(False).not_())["vote"]
    stray = rest.filter(~rest.is_in(schema.VOTE_VALUES).fill_null(False))
    if stray.len():
        raise MeasureError(
            f"A vote must be one of {', '.join(schema.VOTE_VALUES)}, not {stray[0]!r}.",
            where=f"{number_of(stray.len(), 'row')}",
            attempt="give rows of votes (counterpoise.schema.VOTES)",
        )
    if cast.select("roll_call", "state").null_count().row(0) != (0, 0):
        raise MeasureError("Every vote must have a roll call and a state.")


def _require_periods(cast: pl.DataFrame, calls: pl.DataFrame, dated: str) -> None:
    """Refuse roll calls without a period, or of two."""
    if calls["period"].null_count():
        raise MeasureError(
            f"Every roll call must have a {dated}; {calls['period'].null_count():,} have none.",
            attempt="by='session'" if dated == "date" else "by='year'",
        )
    if cast.select("roll_call", "period").n_unique() != calls.height:
        raise MeasureError(
            f"A roll call must have one {dated}, not two.",
            where="rows of two releases, which number roll calls differently, may have been mixed",
            attempt="keep one vintage",
        )


def _on_issues(calls: pl.DataFrame, issues: Sequence[str]) -> pl.DataFrame:
    """Return the roll calls that bear one of the issue codes."""
    asked = issues.split() if isinstance(issues, str) else list(issues)
    for code in asked or [""]:
        if code not in ISSUES:
            raise UsageError.not_among("An issue", code, ISSUES)
    if calls.height and calls["issues"].null_count() == calls.height:
        held = f"vintage {calls['vintage'][0]!r}" if "vintage" in calls.columns else "these rows"
        raise MeasureError(
            "Can't part the votes by issue: the rows name no issues.",
            where=f"{held}; the layout of a single Parquet table holds none",
            attempt="counterpoise add unga_votes un_votes.parquet un_roll_calls.parquet"
            " un_roll_call_issues.parquet   (vintage 2020-01, sessions 1 to 74), or"
            " UNVotesPublished   (vintage 2015-12, sessions 1 to 70); then take that vintage",
        )
    named = pl.col("issues").cast(pl.String).str.split(" ")
    return calls.filter(pl.any_horizontal(named.list.contains(code) for code in asked))
