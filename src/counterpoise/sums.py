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

SHARE_PARTS: Final = 10**15
"""Parts of a share, of its square or of its entropy: all digits that a share of 1 has as a float."""


def parts_of(indicator: str) -> int:
    """Return into how many parts a unit of an indicator is counted; 1 if values are whole."""
    known = INDICATORS.get(indicator)
    return known.parts if known is not None else 1


def total(values: Any, parts: int = SHARE_PARTS) -> Any:
    """Return the sum of a Polars column or expression, in whole parts; nulls add nothing.

    Exact while the sum is under 9.2e18 parts. With one part values are whole, and added as they are.

    Examples
    --------
    >>> total(pl.Series([0.1, 0.2, 0.3])), total(pl.Series([0.3, 0.2, 0.1]))
    (0.6, 0.6)
    """
    if parts == 1:
        return values.sum()
    return (values * parts + 0.5).floor().cast(pl.Int64).sum() / parts
