"""What is told of one window of a channel: each partner's part, and what the rule of trust says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.measures.shares import SHARED, UNDEFINED
from counterpoise.measures.sufficiency import PARTLY_KNOWN, TOO_LITTLE
from counterpoise.panel.mirror_gaps import SPREAD

DIGITS: Final = 9
"""Digits of a part that is not told: what quotients leave beyond is nobody's."""


@dataclass(frozen=True)
class Part:
    """What partners have of a window.

    Parameters
    ----------
    value : float
        What is told of them, in the channel's unit.
    share : float or None
        Null where none is stated, or where less is told than the rule of trust asks for.
    unknown : int
        Rows not covered.
    low, high : float or None
        Between which the share lies, where the window is partly known.
    least, most : float or None
        Between which the value lies, where only partners tell of it.
    """

    value: float
    share: float | None
    unknown: int = 0
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Window:
    """What is told of one window: each partner's part, and what the rule of trust says of it.

    Parameters
    ----------
    parts : mapping of str to Part
        By partner.
    state : str
        State of all shares (`measures.shares`, `measures.sufficiency`).
    volume : float
        What is told of all partners together.
    untold : float
        Part of the whole that is not told, 0 to 1, where it is partly known; else 0.
    sure : frozenset of str
        Partners of whom nothing more can be hidden in what is not told.
    hidden : float or None
        Part of the whole that is not told, whatever the state; null where nobody says the whole.
    unnamed : float
        Part of what is told that is nobody's by name ("not specified"): it may be anybody's.
    by_others : str
        Where only partners tell of it, and the bounds are those of what the state may say itself: the
        state of all shares by the partners' word; else "".
    """

    parts: Mapping[str, Part]
    state: str = UNDEFINED
    volume: float = 0.0
    untold: float = 0.0
    sure: frozenset[str] = frozenset()
    hidden: float | None = None
    unnamed: float = 0.0
    by_others: str = ""

    @property
    def told(self) -> str:
        """The state of all shares by the word of whoever tells."""
        return self.by_others or self.state

    def joint(self, partners: Sequence[str]) -> Part:
        """Return several partners' part as one; a partner without a row has nothing."""
        held = [self.parts[one] for one in partners if one in self.parts]
        value, unknown = sum(part.value for part in held), sum(part.unknown for part in held)
        if self.state == PARTLY_KNOWN:
            low = sum(part.low or 0.0 for part in held)
            high = sum(part.high or 0.0 for part in held) if self.by_others else low
            return Part(value, None, unknown, low, min(high + self.untold, 1.0))
        share = sum(part.share or 0.0 for part in held) if self.state == SHARED else None
        return Part(value, share, unknown)

    def unrowed(self, partners: Sequence[str]) -> float | None:
        """Return the most that partners without a row of their own may have of a whole that is told.

        They may be among those whom the state does not name; None where they have rows, or it names all.
        """
        told = self.state not in (PARTLY_KNOWN, TOO_LITTLE)
        if not told or not self.unnamed or set(partners) & self.parts.keys():
            return None
        return min(self.unnamed + (self.hidden or 0.0), 1.0)

    def amount(self, partners: Sequence[str] | None) -> tuple[float, float] | None:
        """Return between what the partners' amount lies, or that of all; None if that is unknown."""
        if self.by_others:
            return self._amount_by_own_word(partners)
        value = self.volume if partners is None else self.joint(partners).value
        if partners is not None and (most := self.unrowed(partners)) is not None:
            return 0.0, self.volume * most
        if self.state not in (PARTLY_KNOWN, TOO_LITTLE):
            return value, value
        if partners is not None and set(partners) <= self.sure:
            return value, value
        if self.state == TOO_LITTLE:
            return None
        return value, value + self.volume * self.untold / (1.0 - self.untold)

    def _amount_by_own_word(self, partners: Sequence[str] | None) -> tuple[float, float]:
        """Return between what the state itself may say that the partners' amount lies, or that of all."""
        whose = self.parts if partners is None else partners
        held = [self.parts[one] for one in whose if one in self.parts]
        least = sum(part.value if part.least is None else part.least for part in held)
        most = sum(part.value if part.most is None else part.most for part in held)
        return least, most + self.volume * self.untold / (1.0 - self.untold)


def of_two(ends: tuple[float, float]) -> tuple[float, float]:
    """Return the bounds of one of two that are compared, each as far off as usual on its own account.

    Both are hardly off by most, and the other way: their ratio is off by the spread to the power of
    the root of two, and not by its square.

    Examples
    --------
    >>> low, high = of_two((0.2, 0.45))
    >>> round(low, 3), round(high, 3)
    (0.225, 0.4)
    """
    nearer = SPREAD ** (1.0 - 0.5**0.5)
    return min(ends[0] * nearer, ends[1]), max(ends[1] / nearer, ends[0])


def unnamed(seen: Window, years: str, leaves: tuple[str, str]) -> str:
    """Return in words which part of a window what answers leaves to nobody by name.

    Examples
    --------
    >>> unnamed(Window({}, unnamed=0.06), "2018", ("IMF trade", "Algeria's exports"))
    "IMF trade leaves 6 % of Algeria's exports in 2018 to partners that it does not name"
    """
    title, whose = leaves
    part = f"{100 * seen.unnamed:.0f} % of {whose} in {years}"
    return f"{title} leaves {part} to partners that it does not name"


def unshared(seen: Window, years: str, leaves: tuple[str, str] | None = None) -> str:
    """Return in words why what is told enough of has no share: below zero, nothing, or too little.

    Net flows fall below zero where more is paid back than comes: parts of such a whole are no shares.

    Examples
    --------
    >>> unshared(Window({}, UNDEFINED, 5.0), "2019–23")
    'no share is defined in 2019–23, as a net flow is below zero'
    >>> unshared(Window({}, UNDEFINED, 0.0), "2020")
    'nothing passed in 2020, and of nothing there is no share'
    """
    if seen.unnamed and leaves:
        return unnamed(seen, years, leaves)
    if seen.state != UNDEFINED:
        return f"too little in {years} to state a share"
    if seen.volume or any(part.value for part in seen.parts.values()):
        return f"no share is defined in {years}, as a net flow is below zero"
    return f"nothing passed in {years}, and of nothing there is no share"


def held_back(seen: Window, short: bool) -> Window:
    """Return a window; one that is told short, and has no bounds, as too little known."""
    if not short or seen.state in (PARTLY_KNOWN, TOO_LITTLE):
        return seen
    return replace(seen, state=TOO_LITTLE)


def by_year_of(table: pl.DataFrame, over: str) -> dict[int, Window]:
    """Return shares as plain numbers, by year and partner."""
    found: dict[int, Window] = {}
    have = {name: pl.col(name) for name in ("share_low", "share_high", "completeness", "sure")}
    given = [
        column if name in table.columns else pl.lit(None).alias(name)
        for name, column in have.items()
    ]
    rows = table.select(
        "year", over, "value", "share", "unknown", "state_of_share", "volume", *given
    )
    for (year,), part in rows.group_by("year", maintain_order=True):
        parts: dict[str, Part] = {}
        sure = []
        for row in part.iter_rows(named=True):
            value = row["value"] or 0.0
            parts[row[over]] = Part(
                value, row["share"], int(row["unknown"]), row["share_low"], row["share_high"]
            )
            if row["sure"]:
                sure.append(row[over])
        state, known = part["state_of_share"][0], part["completeness"][0]
        partly = state == PARTLY_KNOWN and known is not None
        unnamed = _unnamed(part, over)
        found[int(year)] = Window(
            parts,
            state,
            part["volume"][0] or 0.0,
            1.0 - known if partly else 0.0,
            frozenset(sure),
            None if known is None else _hidden(known, unnamed),
            unnamed,
        )
    return found


def _hidden(known: float, unnamed: float) -> float:
    """Return the part of the whole that is not told at all: what is told of nobody by name is told."""
    return max(0.0, round(1.0 - known / (1.0 - unnamed), DIGITS)) if unnamed < 1.0 else 0.0


def _unnamed(rows: pl.DataFrame, over: str) -> float:
    """Return the part of what is told that is with nobody by name."""
    volume = rows["volume"][0] or 0.0
    nobody = rows.filter(pl.col(over).str.contains(schema.NOBODY))["value"].sum()
    return float(nobody) / float(volume) if volume > 0 else 0.0
