"""How figures and readings are written, so that a check reads the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from counterpoise.measures.views import VIEWS
from counterpoise.statements.statement import named

SIZES: Final = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
SHARE: Final = "share"
POINTS: Final = "points"
"""Of a share: a difference of two of them."""
CHANGE: Final = "change"
"""A difference as a part of what it starts from."""
SMALL: Final = 0.1
"""Per cent below which two digits are shown that count, and not one decimal."""
ENDLESS: Final = 1e6
"""Times from which a figure stands for any number of times nothing."""
CARRIED: Final = {
    "arms": "arms received", "arms-exports": "arms delivered", "imports": "imports",
    "exports": "exports", "trade": "trade", "aid": "net aid", "investment": "foreign capital",
    "investment-flow": "foreign capital coming in",
}  # fmt: skip
"""What passes in a channel, as it stands after whose it is."""
DEALT: Final = {
    "arms": ("received", "arms", "from"), "arms-exports": ("delivered", "arms exports", "to"),
    "imports": ("bought", "imports", "from"), "exports": ("sold", "exports", "to"),
    "trade": ("had", "trade", "with"), "aid": ("received", "net aid", "from"),
    "investment": ("had", "foreign capital", "from"),
    "investment-flow": ("received", "foreign capital", "from"),
}  # fmt: skip
"""What a state did in a channel, in the past tense: verb, what, and how the partner follows."""


def dealt(channel: str) -> tuple[str, str, str]:
    """Return what a state did in a channel, ours or one of data of one's own (`DEALT`)."""
    if channel in DEALT:
        return DEALT[channel]
    received = VIEWS[channel].of == "destination"
    return (
        ("received" if received else "delivered"),
        channel.replace("-", " "),
        ("from" if received else "to"),
    )


def carried(channel: str) -> str:
    """Return what passes in a channel, ours or one of data of one's own (`CARRIED`)."""
    return CARRIED.get(channel) or channel.replace("-", " ")


def figure(value: float | None, unit: str) -> str:
    """Return a figure with its unit: 72.0 %, $105.2 billion, 1,824 million TIV, 2.8 partners."""
    if value is None:
        return "–"
    if unit == SHARE:
        return f"{percentage(value)} %"
    if unit in (POINTS, CHANGE):
        sign = "−" if value < 0 else "+"
        return f"{sign}{percentage(abs(value))} {'points' if unit == POINTS else '%'}"
    if unit == "times":
        return (
            f"{value:.{1 if value < 100 else 0}f} times"
            if value < ENDLESS
            else "any number of times"
        )
    if unit == "USD":
        sign = "−" if value < 0 else ""
        size, word = next(((s, w) for s, w in SIZES if abs(value) >= s), (1.0, ""))
        return f"{sign}${abs(value) / size:,.{1 if word else 0}f}{word}"
    if unit == "tilt":
        return f"{value:.2f}".replace("-", "−")
    if unit == "of 1":
        return "yes" if value else "no"
    if unit.startswith("of "):
        return f"{value:.0f} {unit}"
    if unit == "place":
        return f"place {value:.0f}"
    digits = 0 if unit in ("years", "members", "year") or abs(value) >= 1000 else 2
    return f"{value:,.{digits}f} {unit}".rstrip().replace("-", "−")


def percentage(part: float) -> str:
    """Return a part in per cent: one decimal, and of what is smaller two digits that count.

    Examples
    --------
    >>> percentage(0.7204), percentage(0.000254), percentage(0.0)
    ('72.0', '0.025', '0.0')
    """
    value = 100 * part
    return f"{value:.2g}" if 1e-6 < abs(value) < SMALL else f"{value:.1f}"


def between(low: float, high: float, unit: str) -> str:
    """Return a range of figures, or the one figure that it is."""
    one, other = figure(low, unit), figure(high, unit)
    told = one if one == other else f"{one} to {other}"
    return f"tilt {told}" if unit == "tilt" else told


def span(first: int, last: int) -> str:
    """Return years: 2015–19, 1995–2019, 2019."""
    if first == last:
        return str(last)
    same = first // 100 == last // 100
    return f"{first}–{last % 100:02d}" if same else f"{first}–{last}"


def listed(parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def names(parties: Sequence[str]) -> str:
    """Return the names of states and blocs in one phrase."""
    return listed([named(party) for party in parties])


def whose(party: str) -> str:
    """Return a name as it stands before what belongs to it: Germany's, the United States'."""
    name = named(party)
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Return runs of years without a gap."""
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and year == found[-1][1] + 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def spans(years: Sequence[int]) -> str:
    """Return runs of years in one phrase: 1965–73 and 1979."""
    return listed([span(*run) for run in runs(years)])
