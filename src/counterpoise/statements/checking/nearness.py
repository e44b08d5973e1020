"""How near evidence must come to a figure that was said: as it was written, and as sources differ.

"36 %" means no other figure than "36.0 %" to a reader, but whoever writes "30 %", "a third" and "33.4 %"
claims more and more. And the sources themselves differ: releases are revised, and one state's customs
never agree with another's. So "about" reaches from a figure, either way, by the larger of

* half of the last digit that is no nought (0.5 for 36 %, 0.05 for 33.4 %); of one digit and noughts
  (30 %, $20 billion) 2.5 of the second; of a fraction (a third) a tenth; never more than a tenth;
* 5 % of it (`REVISED`). In four of five shares over a tenth, of the twelve states of the embedded
  excerpt, two releases of SIPRI's register that are four years apart differ by 6 % of the share or less;
Sources of the same years, and what the partners tell of the same trade, are one answer where they lie
within a quarter of their middle (`DISAGREED`), whatever is asserted: it holds anywhere between them, and
as far beyond. Where they lie farther apart and the figure between them, near none, it depends on whom
one believes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.checking.verdict import CANNOT_TELL, DEPENDS, FAILS, HOLDS, Tested
from counterpoise.statements.statement import Statement

ABOUT: Final = "about"
FRACTION: Final = 0.1
"""How far a fraction in words reaches, as a part of it."""
ROUND: Final = 2.5
"""How far a figure whose second digit is a nought reaches, in units of that digit."""
REVISED: Final = 0.05
"""What two careful sources of one figure may differ by, as a part of it."""
DISAGREED: Final = 0.25
"""Sources that differ by more than this part of their middle are no longer one answer."""
WHOSE: Final = ("source", "told by")
"""Choices that say whose answer a reading is."""
REFUTES: Final = (FAILS, DEPENDS)
WRITTEN_OUT: Final = 3
"""Decimals of a quantity from which it is a fraction worked out, such as 33.333 for a third."""


def as_written(quantity: float) -> float:
    """Return how far a quantity reaches by the digits in which it was said, in its own unit.

    Never further than a tenth of it: "$1 billion" does not mean half of that.

    Examples
    --------
    >>> as_written(36), as_written(33.4), as_written(30), as_written(235e9), as_written(590e9)
    (0.5, 0.05, 2.5, 500000000.0, 5000000000.0)
    >>> round(as_written(100 / 3), 2), round(as_written(10), 2)
    (3.33, 1.0)
    """
    if quantity <= 0:
        return 0.0
    scale = 1000.0 ** max(0, math.floor(math.log10(quantity) / 3 + 1e-9))
    digits = quantity / scale
    decimals = _decimals(digits)
    if decimals >= WRITTEN_OUT and scale == 1:
        return FRACTION * quantity
    unit = _last_place(round(digits)) if decimals == 0 else 10.0**-decimals
    alone = digits >= 10 and unit > digits / 10  # one digit, and then noughts
    half = ROUND * unit / 10 if alone else unit / 2
    return min(half * scale, FRACTION * quantity)


def _last_place(number: int) -> float:
    """Return the place of the last digit that is no nought: 10 of 590."""
    return float(10 ** (len(str(number)) - len(str(number).rstrip("0"))))


def _decimals(number: float) -> int:
    """Return in how many decimals a number is written, as far as they matter."""
    return next((n for n in range(6) if math.isclose(round(number, n), number)), 6)


def reach(said: Statement, *, level: float | None = None) -> float:
    """Return how far "about" reaches from the figure asserted, in plain units: shares from 0 to 1.

    Of a change, what may be revised is not the change but the `level` that it starts or ends at.
    """
    quantity = said.quantity or 0.0
    unit = 100.0 if said.unit in ("%", "points") else 1.0
    revised = REVISED * (quantity / unit if level is None else level)
    return max(as_written(quantity) / unit, revised)


def settled(said: Statement, readings: Sequence[Tested]) -> list[Tested]:
    """Return readings of "about" with what tellers of the same years differ by allowed for.

    A reading keeps its figure; only its verdict and its margin move.
    """
    if said.comparison != ABOUT and not (said.kind == "balance" and said.of in ("", ABOUT)):
        return list(readings)
    groups: dict[tuple[tuple[str, str], ...], list[float]] = {}
    for one in readings:
        if one.figure is not None and one.verdict != CANNOT_TELL:
            groups.setdefault(_alike(one), []).append(one.figure)
    found = [_beside(said, one, groups.get(_alike(one), [])) for one in readings]
    return [
        replace(one, verdict=DEPENDS)
        if _between(said, one, groups.get(_alike(one), []))
        and all(other.verdict != HOLDS for other in found if _alike(other) == _alike(one))
        else one
        for one in found
    ]


def undated(said: Statement, readings: Sequence[Tested]) -> list[Tested]:
    """Return readings; of an exact figure of no year an earlier year's rows refute nothing.

    What was 31 % three years before may be the 36 % that was said: it moved, or it did not.
    """
    exact = said.comparison == ABOUT or (said.kind == "change" and said.quantity is not None)
    if said.years or not exact:
        return list(readings)
    return [_untold_now(one) if one.stale and one.verdict in REFUTES else one for one in readings]


def _untold_now(one: Tested) -> Tested:
    then = one.facets.get("years", str(one.year))
    why = f"{one.stale}: {one.shown} in {then} refutes no figure of a later year"
    return replace(
        one, figure=None, unit="", shown="–", verdict=CANNOT_TELL, margin=None, bounds=None,
        rows=(), missing=why,
    )  # fmt: skip


def _between(said: Statement, one: Tested, figures: Sequence[float]) -> bool:
    """Return whether what is asserted lies between figures that are no one answer."""
    asserted = said.threshold
    if asserted is None or one.verdict == CANNOT_TELL or len(set(figures)) < 2:
        return False
    return min(figures) < asserted < max(figures)


def _beside(said: Statement, one: Tested, figures: Sequence[float]) -> Tested:
    """Return a reading as part of one answer with the others, if they are near each other."""
    asserted = said.threshold
    if asserted is None or one.figure is None or one.margin is None or len(set(figures)) < 2:
        return one
    low, high = min(figures), max(figures)
    if one.verdict == CANNOT_TELL or high - low > DISAGREED * (low + high) / 2:
        return one
    outside = max(low - asserted, asserted - high, 0.0)
    margin = round(one.margin + abs(one.figure - asserted) - outside, 12)
    return replace(one, margin=margin, verdict=HOLDS if margin >= 0 else FAILS)


def _alike(one: Tested) -> tuple[tuple[str, str], ...]:
    """Return the choices of a reading but for whose answer it is."""
    return (("known", one.known), *((k, v) for k, v in one.facets.items() if k not in WHOSE))
