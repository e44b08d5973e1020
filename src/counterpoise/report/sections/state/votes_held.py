"""What is held of a state's votes: not held, not cast, never contested, or too few to tell.

Four things that a page must not take for each other. A release that holds no row of a state says
nothing of whether it voted; nine joint votes are too few to tell agreement by, and are not none.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise.panel.evidence import Evidence
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.roll_calls import CAST, FEWEST_ROLL_CALLS

NONE_HELD = "Hatched: no such roll call in common is held."
NAMED = 4
"""States that a caption names one by one; of more, it says how many."""


def silence(evidence: Evidence, state: str) -> str:
    """Return why nothing is told of a state that has no vote in a contested roll call."""
    own = evidence.rows.filter(pl.col("state") == state).select("vote").collect()["vote"]
    place, first = wording.place(state), evidence.holding.years[0]
    span = f"between {first} and {evidence.last}"
    cast = own.filter(own.is_in(CAST)).len()
    if cast:
        return (
            f"{place} cast {number_of(cast, 'vote')} in the General Assembly {span}, none of"
            " them in a contested roll call."
        )
    if own.len():
        return f"{place} cast no vote in the General Assembly {span}: it was absent or no member."
    return f"No vote of {place} in the General Assembly {span} is held."


def too_few(votes: pl.DataFrame, state: str) -> dict[str, int]:
    """Return with whom the state shares contested roll calls, but too few to tell, and how many.

    `votes` are votes cast in contested roll calls of the years in question.
    """
    own = votes.filter(pl.col("state") == state).select("roll_call")
    shared = (
        votes.filter(pl.col("state") != state)
        .join(own, on="roll_call", how="semi")
        .group_by("state")
        .len()
        .filter(pl.col("len") < FEWEST_ROLL_CALLS)
        .sort("state")
    )
    return dict(shared.iter_rows())


def told_apart(few: dict[str, int], others: Sequence[str], year: int) -> str:
    """Return, for those of `others` of whom no agreement is told in `year`, whether votes are held."""
    words = [
        f"with {wording.place(other)} only {number_of(few[other], 'contested roll call')} of"
        f" {year} in common {'is' if few[other] == 1 else 'are'} held, too few to tell"
        if other in few
        else f"with {wording.place(other)} no contested roll call of {year} in common is held"
        for other in others
    ]
    return f"{wording.started('; '.join(words))}." if words else ""


def legend(few: dict[str, int]) -> str:
    """Return what is drawn without a figure on the map of agreement, and why."""
    if not few:
        return NONE_HELD
    if len(few) > NAMED:
        who = f"{number_of(len(few), 'state')}"
    else:
        who = ", ".join(f"{wording.place(state)} {count}" for state, count in few.items())
    return (
        f"Dotted: voted, but fewer than {FEWEST_ROLL_CALLS} such roll calls in common are held"
        f" ({who}). {NONE_HELD}"
    )
