"""Between what each number may lie that a question takes: said once, for commands, addresses and Python."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Bound:
    """What a number must be.

    Parameters
    ----------
    low, high : float
        Between which it lies, both included unless said otherwise.
    whole : bool
        Whether it is a whole number.
    endless : bool
        Whether it may be infinite, too.
    above, below : bool
        Whether it must be more than `low`, less than `high`.
    """

    low: float
    high: float
    whole: bool = False
    endless: bool = False
    above: bool = False
    below: bool = False

    @property
    def rule(self) -> str:
        """Return the bound in words.

        Examples
        --------
        >>> Bound(0, 100, endless=True).rule, Bound(0, 1, above=True).rule
        ('a number from 0 to 100, or inf', 'a number above 0 and up to 1')
        """
        low, high = _written(self.low), _written(self.high)
        start = f"above {low} and" if self.above else f"from {low}"
        end = f"below {high}" if self.below else high
        to = "up to" if self.above and not self.below else "to"
        kind = "a whole number" if self.whole else "a number"
        between = f"{start} {end}" if self.above and self.below else f"{start} {to} {end}"
        return f"{kind} {between}{', or inf' * self.endless}"

    def holds(self, given: object) -> bool:
        """Return whether what is given is such a number.

        Examples
        --------
        >>> [Bound(0, 1, below=True).holds(one) for one in (0, 0.5, 1, math.nan, True, "0")]
        [True, True, False, False, False, False]
        """
        if isinstance(given, bool) or not isinstance(given, int if self.whole else (int, float)):
            return False
        if self.endless and given == math.inf:
            return True
        inside = self.low <= given <= self.high
        return inside and not (self.above and given == self.low) and not (
            self.below and given == self.high
        )  # fmt: skip


def _written(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) and number < 10**6 else f"{number:g}"


WINDOW: Final = Bound(1, 1_000, whole=True)
"""Years of a window; the longest is longer than any record."""
LAG: Final = Bound(1, 1_000, whole=True)
"""Years back that turnover compares with."""
FLOOR: Final = Bound(0, 1e18)
"""Smallest total with a share, in the unit of the channel."""
ORDER: Final = Bound(0, 100, endless=True)
"""Order q of a Hill number."""
LARGEST: Final = Bound(1, 1_000, whole=True)
"""How many of the largest partners a concentration ratio adds up."""
KEEP: Final = Bound(0.1, 1)
"""Part of a stock left after a year: under it a stock is a flow; after 200 years 10 ** 200 is a number."""
ROWS: Final = Bound(1, 1_000, whole=True)
"""Rows of an order of all states."""
LEAK: Final = Bound(0, 1, below=True)
"""Part of trade that goes on all the same where the rest ends."""
LOST: Final = Bound(0, 1, above=True)
"""Part of trade that ends: what a leak leaves."""
ELASTICITY: Final = Bound(0.01, 1_000)
"""Median trade elasticity of a horizon."""
CAPACITY: Final = Bound(0, 100, endless=True)
"""Part of what a partner gives to others that it could turn to a state that asks."""
CHANGE: Final = Bound(1, 50, whole=True)
"""Years that a change of partners may take."""
DRAWS: Final = Bound(1, 100_000, whole=True)
"""Draws of a forecast or of an elasticity."""
TO: Final = Bound(1_000, 9_999, whole=True)
"""Last year of a forecast: how far one can look ahead hangs on what is held, and is refused there."""
