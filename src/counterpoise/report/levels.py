r"""Words for how concentrated a portfolio is: bands of the Herfindahl-Hirschman index (HHI).

The HHI is the sum of squared shares, and 1/HHI the number of equal partners that would be as
concentrated, the *effective partners*. The bands are those that two agencies of the United States
use for markets:

======================== ============ =====================
level                    HHI          effective partners
======================== ============ =====================
not concentrated         under 0.10   more than 10
moderately concentrated  0.10 to 0.18 5.6 to 10
highly concentrated      over 0.18    fewer than 5.6
======================== ============ =====================

They are a convention for markets, lent to partners: a word for a figure that stands beside it.

References
----------
U.S. Department of Justice and Federal Trade Commission (2023). *Merger Guidelines*, section 2.1: over
1,800 of 10,000 points a market is highly concentrated. The same (1992). *Horizontal Merger
Guidelines*, section 1.5: from 1,000 points it is moderately concentrated, under them it is not.
"""

from __future__ import annotations

from typing import Final

MODERATE: Final = 0.10
HIGH: Final = 0.18
WORDS: Final = ("not concentrated", "moderately concentrated", "highly concentrated")
SOURCE: Final = (
    "Highly concentrated: a Herfindahl-Hirschman index (the sum of squared shares) over 0.18, fewer than"
    " 5.6 effective partners; moderately: from 0.10, up to 10 of them; bands of the merger guidelines of"
    " the US Department of Justice and Federal Trade Commission (1992, 2023)"
)
"""Where the words come from, in a line for pages."""


def level(herfindahl: float) -> str:
    """Return the word for an HHI, in [0, 1].

    >>> level(0.24), level(0.18), level(0.05)
    ('highly concentrated', 'moderately concentrated', 'not concentrated')
    """
    return WORDS[(herfindahl >= MODERATE) + (herfindahl > HIGH)]


def levels(low: float, high: float) -> str:
    """Return the words for an HHI that lies between two ends.

    >>> levels(0.2, 0.3), levels(0.15, 0.3)
    ('highly concentrated', 'moderately to highly concentrated')
    >>> levels(0.09, 0.11)
    'at most moderately concentrated'
    """
    least, most = level(low), level(high)
    if least == most:
        return least
    if (least, most) == WORDS[:2]:
        return f"at most {most}"
    return f"{least.removesuffix(' concentrated')} to {most}"
