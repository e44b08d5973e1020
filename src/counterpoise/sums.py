"""Sums that are the same in whatever order they are added.

Floats are not: 0.1 + 0.2 + 0.3 ends in 1 or in 0 as the order has it, engines with several threads
add in no fixed order, and a figure half-way between two printed ones falls to either side. So what
is added is first counted in whole parts of its unit. Whole numbers add exactly, and the quotient at
the end is the number nearest to the true one, which prints as it would by hand.

Money is counted already: the panel holds whole dollars (`schema`), which floats add exactly.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from counterpoise.schema import INDICATORS

SHARE_PARTS: Final = 2**54
"""Parts of a share, of its square or of its entropy: all digits that a share of a third has as a float."""

FINER: Final = 1000
"""A stock is a flow times a fraction, and needs more digits than the flow."""


def parts_of(indicator: str) -> int:
    """Return into how many parts a unit of an indicator is counted; 1 if values are whole."""
    known = INDICATORS.get(indicator)
    return known.parts if known is not None else 1


def total(values: Any, parts: int = SHARE_PARTS) -> Any:
    """Return the sum of a Polars column or expression, in whole parts; nulls add nothing.

    Exact while the sum is under 2^63 parts (a sum of shares: under 512). With one part values are
    whole, and added as they are.

    Examples
    --------
    >>> total(pl.Series([0.1, 0.2, 0.3]), 10), total(pl.Series([0.3, 0.2, 0.1]), 10)
    (0.6, 0.6)
    """
    if parts == 1:
        return values.sum()
    return over_parts((values * parts).round().cast(pl.Int64).sum(), parts)


def over_parts(whole: Any, parts: int) -> Any:
    """Return whole numbers of parts (an expression, or one number) in units.

    Polars divides by a number as it multiplies by its inverse, which ends in another last digit
    (517.45 as 517.4499...); by a column it divides.
    """
    return whole / (whole * 0 + parts)
