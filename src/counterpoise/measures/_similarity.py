"""How alike partners are, as matrices by year: read, checked, and kept apart from the flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from counterpoise.errors import MeasureError
from counterpoise.measures import _grids, frames
from counterpoise.measures._grids import Array

NOBODY = "unknown:"
"""All that is unallocated, as one partner; nobody knows whom it resembles."""

PAIR = ("state", "other", "year")


@dataclass(frozen=True)
class Portfolios:
    """One year's shares: a row for each of `rows`, a column for each partner."""

    year: int
    rows: pl.DataFrame
    shares: Array


@dataclass(frozen=True)
class Alike:
    """Similarity by year among partners; not a number where unknown, 1 with oneself."""

    partners: tuple[str, ...]
    matrices: dict[int, Array]

    def matrix(self, year: int, unknown: float) -> Array:
        """Return one year's similarity with a number in place of what is unknown."""
        return np.nan_to_num(self._matrix(year), nan=unknown)

    def unknown(self, year: int) -> Array:
        """Return 1 where the similarity is unknown, else 0."""
        return np.isnan(self._matrix(year)).astype(float)

    def _matrix(self, year: int) -> Array:
        size = len(self.partners)
        found = self.matrices.get(year)
        return found if found is not None else np.where(np.eye(size) > 0, 1.0, np.nan)


def named(shares: pl.DataFrame, over: str) -> pl.DataFrame:
    """Return shares with all that is unallocated as one partner, `NOBODY`."""
    nobody = pl.col(over).str.contains(frames.UNALLOCATED)
    return shares.with_columns(pl.when(nobody).then(pl.lit(NOBODY)).otherwise(over).alias(over))


def partners(shares: pl.DataFrame, over: str) -> tuple[str, ...]:
    """Return everybody with a share, in the order of names."""
    return tuple(shares.filter(pl.col("share") > 0)[over].unique().sort())


def portfolios(
    shares: pl.DataFrame, who: Sequence[str], *, over: str, keys: Sequence[str]
) -> Iterator[Portfolios]:
    """Yield year by year the shares as a matrix, one row for each of the keys within it."""
    known = shares.filter(pl.col("share") > 0)
    for (year,), part in known.group_by("year", maintain_order=True):
        rows = part.select(keys).unique().sort(keys)
        row = part.select(*keys).join(rows.with_row_index("_row"), on=keys, how="left")["_row"]
        matrix = np.zeros((rows.height, len(who)))
        # Added, not set: several kinds of nobody are one partner.
        np.add.at(
            matrix,
            (row.to_numpy(), _grids.codes(part[over], who)),
            part["share"].to_numpy(),
        )
        yield Portfolios(int(str(year)), rows, matrix)


def alike(
    similarity: Any, who: Sequence[str], *, channels: Sequence[str], symmetric: bool = False
) -> Alike:
    """Return the similarity of the partners by year, or refuse what is none.

    A pair given in one direction only is taken to be as alike in the other.
    """
    table = _grids.held(similarity, *PAIR, "similarity", "basis")
    _refuse_basis(table, channels)
    table = table.filter(pl.col("similarity").is_not_null())
    _grids.require_between(table, "similarity", what="Similarities")
    _grids.require_once(table, *PAIR, what="`similarity`")
    unlike_itself = table.filter(pl.col("state") == pl.col("other"), pl.col("similarity") != 1)
    if unlike_itself.height:
        raise MeasureError(
            "A partner must have the similarity 1 with itself.", where=str(unlike_itself.row(0))
        )
    table = table.with_columns(
        _row=pl.Series(_grids.codes(table["state"], who)),
        _column=pl.Series(_grids.codes(table["other"], who)),
    ).filter(pl.col("_row") >= 0, pl.col("_column") >= 0)
    matrices = {}
    for (year,), part in table.group_by("year"):
        matrix = np.full((len(who), len(who)), np.nan)
        matrix[part["_row"].to_numpy(), part["_column"].to_numpy()] = part["similarity"].to_numpy()
        matrix = np.where(np.isnan(matrix), matrix.T, matrix)
        np.fill_diagonal(matrix, 1.0)
        if symmetric:
            _refuse_asymmetric(matrix, who, int(str(year)))
        matrices[int(str(year))] = matrix
    return Alike(tuple(who), matrices)


def _refuse_basis(table: pl.DataFrame, channels: Sequence[str]) -> None:
    """Refuse similarity that does not say what it is made from, or is made from what is weighted."""
    flows = {_grids.channel_of(channel): channel for channel in channels}
    for basis in table["basis"].unique(maintain_order=True):
        if basis is None or not str(basis):
            raise MeasureError(
                "`similarity` must say in `basis` what it was made from.",
                attempt="add a column basis, such as 'votes', 'alliances' or 'own'",
            )
        same = flows.get(_grids.channel_of(str(basis)))
        if same is not None:
            raise MeasureError(
                f"Similarity must not be made from the flows that are weighted: its basis is"
                f" {basis!r}, and the shares are of {same!r}.",
                attempt="take similarity in votes or alliances",
            )


def _refuse_asymmetric(matrix: Array, who: Sequence[str], year: int) -> None:
    apart = np.abs(np.nan_to_num(matrix) - np.nan_to_num(matrix.T)) > 1e-12
    if apart.any():
        row, column = (int(i) for i in np.argwhere(apart)[0])
        raise MeasureError(
            "Similarity must be the same in both directions: Rao's entropy is of distances.",
            where=f"{who[row]} and {who[column]}, {year}",
        )
