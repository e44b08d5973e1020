"""Between what shares and amounts lie, where partners or a part of the whole are not told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from counterpoise.measures.sufficiency import PARTLY_KNOWN, TOO_LITTLE
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.window import Part, Window
from counterpoise.statements.statement import named as named_one

NAMED: Final = 3
"""Partners not covered who are named; of others, how many there are."""


def share_ends(
    flow: Flow, seen: Window | None, year: int, length: int, wanted: Sequence[str]
) -> tuple[float, float] | Missing:
    """Return between what the share of partners lies; both ends are one where it is told.

    Bounds are left by what is not told: where less is told than the rule of trust asks for, all of
    it may be theirs; else it belongs to partners who are not covered, and to these if some of them
    are not (a bloc's members).
    """
    part = seen.joint(wanted) if seen else Part(0.0, None)
    first = year - length + 1
    if part.low is not None and part.high is not None:
        # How much the silent have is estimated: of one of them it says nothing.
        silent = part.low < part.high and set(wanted) <= set(flow.gapped(first, year, wanted))
        return Missing(flow.gap(first, year, wanted)) if silent else (part.low, part.high)
    if seen is None or part.share is None:
        return Missing(flow.untold(year, length))
    hidden = seen.hidden
    gapped = flow.gapped(first, year, wanted)
    in_part = bool(flow.items) and length == 1 and part.value > 0  # some of the products told
    if gapped and (hidden is None or (len(gapped) == len(wanted) and not in_part)):
        return Missing(flow.gap(first, year, wanted))
    if (most := seen.unrowed(wanted)) is not None:
        return 0.0, most
    if not hidden or not (gapped or flow.absent(year, length)):
        return part.share, part.share
    low = part.share * (1.0 - hidden)
    return low, (min(low + hidden, 1.0) if gapped else part.share)


def amount_ends(
    flow: Flow, year: int, length: int, wanted: Sequence[str] | None
) -> tuple[float, float] | Missing:
    """Return between what the amount of partners lies, or that of all (None), over a window."""
    seen = flow.window(length).get(year)
    ends = seen.amount(wanted) if seen else None
    if seen is None or ends is None:
        return Missing(flow.untold(year, length))
    first, hidden = year - length + 1, seen.hidden
    gapped = flow.gapped(first, year, wanted) if wanted is not None else ()
    if gapped and (not hidden or len(gapped) == len(wanted or ())):
        return Missing(flow.gap(first, year, wanted or ()))
    more = bool(gapped) or (wanted is None and hidden and flow.absent(year, length))
    if more and hidden and ends[0] == ends[1]:
        return ends[0], ends[0] + seen.volume * hidden / (1.0 - hidden)
    return ends


def not_told(flow: Flow, year: int, length: int) -> str:
    """Return in words what leaves bounds of a window: a part that is not told, or who is not covered."""
    seen = flow.window(length).get(year)
    if seen is None or seen.state in (PARTLY_KNOWN, TOO_LITTLE):
        return flow.untold(year, length)
    gone = [*flow.gone(year, length), *flow.absent(year, length)]
    more = f" and {len(gone) - NAMED} more" if len(gone) > NAMED else ""
    part = f", about {100 * seen.hidden:.0f} % of the whole" if seen.hidden else ""
    years = words.span(year - length + 1, year)
    named = words.names(gone[:NAMED]) if not more else ", ".join(map(named_one, gone[:NAMED]))
    return f"{flow.title_of(year, length)} tells nothing of {named}{more} in {years}{part}"
