"""Pairs of states and what was found of them, from places in a list of states to a table of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from counterpoise.models.votes.vote_tables import INDICES, REASONS

Places = npt.NDArray[np.intp]

WORDS: Final = (None, "no joint vote", *REASONS[2:])
"""`REASONS`, as a table says them."""


@dataclass(frozen=True)
class Compared:
    """Pairs with the period that they are of, as places of states, and their indices.

    `counts` is given where the tables hold weights, which do not count.
    """

    period: Places | int
    state: Places
    other: Places
    similarity: dict[str, npt.NDArray[Any]]
    counts: npt.NDArray[Any] | None = None


def places(states: pl.Series, named: Sequence[str] | None) -> Places:
    """Return the places of the states named, of all if None; who is not listed has none."""
    if named is None:
        return np.arange(len(states))
    wanted = [named] if isinstance(named, str) else list(named)
    return np.flatnonzero(states.is_in(wanted).to_numpy())


def pairs(left: Places, there: npt.NDArray[np.bool_], *, both: bool) -> tuple[Places, Places]:
    """Return the pairs of states that are there: places in `left`, and places among all."""
    right = np.arange(there.size)
    apart = np.not_equal if both else np.less
    row, column = np.nonzero(
        there[left][:, None] & there[None, :] & apart(left[:, None], right[None, :])
    )
    return row, column


def labelled(
    found: Sequence[Compared],
    states: pl.Series,
    *,
    period: str,
    indices: Iterable[str] = tuple(INDICES),
) -> pl.DataFrame:
    """Return what was found as a table, in the order of period, state and other."""
    alike = [each.similarity for each in found]
    columns: dict[str, Any] = {
        "state": states.gather(_joined((each.state for each in found), np.int64)),
        "other": states.gather(_joined((each.other for each in found), np.int64)),
        period: _joined(
            (np.broadcast_to(each.period, each.state.shape) for each in found), np.int32
        ),
        "n": _joined(
            (each.similarity["n"] if each.counts is None else each.counts for each in found),
            np.int64,
        ),
        "n_agree": _joined((each["n_agree"] for each in alike), np.int64),
    }
    for name in indices:
        values = _joined((each[name] for each in alike), np.float64)
        columns[name] = pl.Series(values, nan_to_null=True)
    codes = pl.Series(_joined((each["undefined"] for each in alike), np.int64))
    columns["reason"] = pl.Series(WORDS, dtype=pl.String).gather(codes)
    return pl.DataFrame(columns)


def _joined(arrays: Iterable[npt.NDArray[Any]], kind: Any) -> npt.NDArray[Any]:
    """Return arrays as one, which there is even if there are none."""
    return np.concatenate([np.empty(0, kind), *(each.astype(kind) for each in arrays)])
