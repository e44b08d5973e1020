"""Is a column what other columns of its file say it is? A slip by a row, or a sort, breaks that."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.printable import whole_percent
from counterpoise.snapshots.source import Doubt

FEW: Final = 50
"""Rows below which a part file may well lie off what whole releases have."""
ODD, WRONG = 0.05, 0.25
"""How much less than a release a file may agree: less is pointed out, and refused. A column that slipped
by a row agrees in 26 % of the rows where SIPRI has 98.7, and in 62 % where COW, full of zeros, has 96."""


def agreement(
    given: pl.Series, expected: pl.Series, *, rule: str, usual: float, slack: float = 0.0
) -> list[Doubt]:
    """Return a doubt if two columns agree in fewer rows than they do in the publisher's releases.

    Parameters
    ----------
    given, expected : polars.Series
        Numbers, row by row; rows in which either is missing tell nothing.
    rule : str
        What ought to be equal, in words.
    usual : float
        Part of the rows in which releases have it.
    slack : float
        By how much two numbers may differ; the publisher rounds. One part in a hundred is allowed too.
    """
    table = pl.DataFrame({"given": given, "expected": expected}, strict=False).drop_nulls()
    if table.height < FEW:
        return []
    gap = (pl.col("given") - pl.col("expected")).abs()
    alike = table.select(
        (gap <= pl.max_horizontal(pl.col("expected").abs() * 0.01, pl.lit(slack))).mean()
    ).item()
    if alike >= usual - ODD:
        return []
    words = (
        f"{rule} in {whole_percent(alike)} of the rows, and in {whole_percent(usual)} of a release"
    )
    return [Doubt(words, grave=alike < usual - WRONG)]
