"""The equations of concentration, written on the sums that `portfolios.moments` returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError
from counterpoise.measures import frames, portfolios
from counterpoise.printable import number_of

PARTNERS: Final = nw.col("partners")
UNALLOCATED: Final = nw.col("unallocated")
SQUARES: Final = nw.col("squares")
LARGEST: Final = nw.col("largest")

NUMBER: Final = nw.col("all_partners")
HERFINDAHL: Final = nw.col("all_squares")
SHANNON: Final = nw.col("all_entropy")
LARGEST_OF_ALL: Final = nw.col("largest_of_all")
OTHERS: Final = nw.when(nw.col("unknown") > 0).then(nw.lit(0.0)).otherwise(nw.col("others"))
"""Share of others than those named; where a figure of somebody named is not known, it may be in it."""
HIGHEST: Final = HERFINDAHL + 2.0 * (UNALLOCATED - OTHERS) * (
    nw.max_horizontal(LARGEST, OTHERS) - OTHERS
)
"""The Herfindahl index if whatever may be anybody's is the largest partner's, and the others are one."""


def answer(
    shares: IntoFrameT,
    of: str,
    over: str,
    answers: Mapping[str, nw.Expr],
    *,
    universe: int | None = None,
    terms: Mapping[str, nw.Expr] | None = None,
) -> IntoFrameT:
    """Return the answers, and beside them the number of partners that they are about."""
    frame = portfolios.portfolios(shares, of=of, over=over)
    rows = portfolios.moments(frame, of, "year", terms=terms)
    fits(rows, universe)
    answers = {**answers, "partners": PARTNERS}
    return portfolios.answered(rows, shares, of, "year", **answers)


def fits(rows: frames.Frame, universe: int | None) -> None:
    """Refuse a universe that is smaller than what is in it."""
    if universe is None:
        return
    if universe < 1:
        raise MeasureError(f"`universe` must be at least 1 partner, not {universe}.")
    most = frames.collected(rows.select(NUMBER.max().alias("most")))["most"].max()
    if most is not None and most > universe:
        raise MeasureError(
            f"`universe` must be at least the {number_of(most, 'partner')} that one"
            f" state has, not {universe}."
        )


def number(universe: int | None) -> nw.Expr:
    """Return N as a number whose logarithm exists: rows of no partner are answered with null."""
    if universe is not None:
        return nw.lit(float(universe))
    return nw.when(NUMBER > 0).then(NUMBER.cast(nw.Float64)).otherwise(nw.lit(1.0))


def rescaled(index: nw.Expr, power: float, universe: int | None) -> nw.Expr:
    """Return (index - least) / (1 - least), the least being (1/N)^power; null at N = 1."""
    least = (1.0 / number(universe)) ** power
    return nw.when(number(universe) > 1).then((index - least) / (1.0 - least))


def evenness() -> nw.Expr:
    """Return entropy over its greatest, ln n; null at n = 1."""
    return nw.when(NUMBER > 1).then(SHANNON / number(None).log())


def power(share: str, q: float) -> nw.Expr:
    """Return s^q, with nobody's 0^q left out."""
    return nw.when(nw.col(share) > 0).then(nw.col(share) ** q).otherwise(nw.lit(0.0))


def largest(k: int) -> nw.Expr:
    """Return the share of a partner among the k largest named ones, else 0."""
    return nw.when(nw.col("place") <= k).then(nw.col("named")).otherwise(nw.lit(0.0))
