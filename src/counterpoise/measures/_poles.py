"""Ties with rivals as arrays: which state, which channel, which pole, and how well it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from counterpoise.errors import MeasureError, offenders
from counterpoise.measures import _grids
from counterpoise.measures._grids import Array, Codes, Marks
from counterpoise.models.portfolios.hedging_simplex import Spread, unit_distance
from counterpoise.models.portfolios.similarity_diversity import MOST_POINTS

TIE: Final = ("state", "pole", "year", "channel")


@dataclass(frozen=True)
class Ties:
    """The strengths of all states' ties with the poles, and what is known of them beside.

    Parameters
    ----------
    rows : polars.DataFrame
        `state`, `year`; a row for each of the first axis.
    channels : tuple of str
        The second axis.
    strengths : np.ndarray, shape (rows, channels, poles)
        Not a number where unknown.
    spread : Spread
        The same, each with its ends or its sample.
    weights : np.ndarray, shape (channels,)
        Above 0; they add up to 1.
    distance : np.ndarray, shape (poles, poles)
        How far apart the rivals are.
    group : np.ndarray of int, shape (channels,), or None
        Which channels share a weight; None if each has its own.
    """

    rows: pl.DataFrame
    channels: tuple[str, ...]
    strengths: Array
    spread: Spread
    weights: Array
    distance: Array
    group: Codes | None = None

    @property
    def known(self) -> Marks:
        """Whether the ties with all poles are known, by row and channel."""
        return np.asarray(~np.isnan(self.strengths).any(axis=-1))

    @property
    def tied(self) -> Marks:
        """Whether they are known, and there is one, by row and channel."""
        return np.asarray(self.known & (np.nan_to_num(self.strengths).sum(axis=-1) > 0))


def ties(
    table: Any,
    *,
    poles: Sequence[str],
    weights: Mapping[str, float] | None,
    channels: Sequence[str] | None,
    distances: Mapping[tuple[str, str], float] | None = None,
    groups: Mapping[str, str] | None = None,
    faint: float = 0.0,
) -> Ties:
    """Return a long frame of strengths as arrays, or refuse what is no such frame."""
    _require_poles(poles)
    if not 0 <= faint <= len(poles):
        raise MeasureError(
            f"`faint` must be from 0 to {len(poles)}, the sum of all ties, not {faint}."
        )
    rows = _grids.held(table, *TIE, "strength", extra=("low", "high", "sample"))
    used = _channels(rows, channels)
    rows = rows.filter(
        pl.col("pole").is_in(list(poles)),
        pl.col("channel").is_in(used),
        ~pl.col("state").is_in(list(poles)),
    ).with_columns(pl.col("year").cast(pl.Int32))
    absent = [pole for pole in poles if pole not in set(rows["pole"])]
    if rows.height and absent:
        raise MeasureError(
            f"There must be ties with every pole, not none with {offenders(absent)}.",
            attempt="give tie_strengths these poles",
        )
    rows = _bounded(_grids.require_once(rows, *TIE, what="`ties`"))
    names = rows.select("state", "year").unique().sort("state", "year")
    place = rows.select("state", "year").join(
        names.with_row_index("_row"), on=["state", "year"], how="left", maintain_order="left"
    )["_row"]
    at = (place.to_numpy(), _grids.codes(rows["channel"], used), _grids.codes(rows["pole"], poles))
    shape = (names.height, len(used), len(poles))
    strengths, low, high = (_filled(rows[name], at, shape) for name in ("strength", "low", "high"))
    sample = _sample(rows, at, shape)
    # A channel whose ties are faint is known to hold none worth the name, in draws as well.
    weak = strengths.sum(axis=-1) < faint
    for figures in (strengths, low, high):
        figures[weak] = 0.0
    if sample is not None:
        sample[weak] = np.nan
    weighed, group = _groups(used, weights, groups)
    return Ties(
        names,
        used,
        strengths,
        Spread(low, high, sample),
        weighed,
        _distance(poles, distances),
        group,
    )


def _groups(
    used: Sequence[str], weights: Mapping[str, float] | None, groups: Mapping[str, str] | None
) -> tuple[Array, Codes | None]:
    """Return the weight of each channel, or of its group, and which group it belongs to."""
    group_of = {channel: (groups or {}).get(channel, channel) for channel in used}
    named = tuple(dict.fromkeys(group_of.values()))
    weighed = _grids.weights(
        named, {g: weights[g] for g in named if g in weights} if weights else None
    )
    if len(named) == len(used):
        return weighed, None
    place = np.array([named.index(group_of[channel]) for channel in used], dtype=np.intp)
    return weighed[place], place


def _require_poles(poles: Sequence[str]) -> None:
    if isinstance(poles, str) or not 2 <= len(set(poles)) == len(poles) <= MOST_POINTS:
        raise MeasureError(
            f"`poles` must be 2 to {MOST_POINTS} different states, not {poles!r}.",
            attempt="poles=('USA', 'CHN')",
        )


def _channels(rows: pl.DataFrame, channels: Sequence[str] | None) -> tuple[str, ...]:
    """Return the channels asked for, or all there are, in the order of names."""
    found = sorted(rows["channel"].unique())
    if channels is None:
        return tuple(found)
    absent = [channel for channel in channels if channel not in found]
    if isinstance(channels, str) or not channels or absent:
        raise MeasureError(f"`channels` must be some of {', '.join(found)}, not {channels!r}.")
    return tuple(sorted(set(channels)))


def _bounded(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with ends of every strength, themselves where none are given."""
    strength = pl.col("strength").cast(pl.Float64)
    ends = [
        (pl.col(name).cast(pl.Float64) if name in rows.columns else pl.lit(None, pl.Float64)).alias(
            name
        )
        for name in ("low", "high")
    ]
    rows = rows.with_columns(strength, *ends)
    _grids.require_between(rows, "strength", "low", "high", what="Strengths")
    # Ends of an unknown strength would make it known in draws alone.
    rows = rows.with_columns(
        pl.when(strength.is_not_null()).then(pl.col(name).fill_null(strength)).alias(name)
        for name in ("low", "high")
    )
    crossed = rows.filter((pl.col("low") > strength) | (strength > pl.col("high")))
    if crossed.height:
        raise MeasureError(
            "A strength must lie between its `low` and `high`.",
            where=offenders([str(row) for row in crossed.select(*TIE).rows()], quote=False),
        )
    return rows


def _filled(
    column: pl.Series, at: tuple[Codes, Codes, Codes], shape: tuple[int, int, int]
) -> Array:
    values = np.full(shape, np.nan)
    values[at] = column.cast(pl.Float64).to_numpy()
    return values


def _sample(
    rows: pl.DataFrame, at: tuple[Codes, Codes, Codes], shape: tuple[int, int, int]
) -> Array | None:
    """Return the samples of those ties that have one; lists of one length."""
    if "sample" not in rows.columns or rows["sample"].null_count() == rows.height:
        return None
    has = rows["sample"].is_not_null() & rows["strength"].is_not_null()
    lists = rows["sample"].filter(has)
    sizes = lists.list.len().unique().to_list()
    if len(sizes) != 1:
        raise MeasureError(f"All of `sample` must have one length, not {sorted(sizes)}.")
    drawn = lists.list.to_array(sizes[0]).cast(pl.Array(pl.Float64, sizes[0])).to_numpy()
    if not ((drawn >= 0) & (drawn <= 1)).all():
        raise MeasureError("All of `sample` must be numbers from 0 to 1.")
    values = np.full((*shape, sizes[0]), np.nan)
    chosen = has.to_numpy()
    values[tuple(part[chosen] for part in at)] = drawn
    return values


def _distance(poles: Sequence[str], given: Mapping[tuple[str, str], float] | None) -> Array:
    """Return how far apart the poles are: 1, but for the pairs that are given."""
    matrix = unit_distance(len(poles))
    for (one, other), far in (given or {}).items():
        if one not in poles or other not in poles or one == other or not 0 < far < np.inf:
            raise MeasureError(
                f"`distances` must give pairs of poles a number above 0, not {(one, other)!r}: {far}."
            )
        row, column = poles.index(one), poles.index(other)
        matrix[row, column] = matrix[column, row] = far
    return matrix
