"""What the worst loss would cost a state: real income at both horizons; parts where no model reaches."""

from __future__ import annotations

from typing import Final

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Sentence
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.report.sections.state import cutoff
from counterpoise.report.sections.state.channels import (
    cite,
    comparable,
    label,
    leader,
    period,
    told_flows,
)
from counterpoise.report.study import Study

PRICED: Final = ("imports", "exports")
"""Channels whose loss the model of trade turns into income."""


def sentence(study: Study) -> Sentence:
    """Return what the end of all trade with the worst partner would cost, as the cut-off computes it."""
    found = cutoff.cut(study)
    if found is None or any(found.worst(at)["loss_pct"] is None for at in cutoff.AT):
        return (_not_known(study), *_parts(study, ()))
    partner = {at: wording.place(found.worst(at)["partners"][0]) for at in cutoff.AT}
    one = partner["short"] == partner["long"]
    start = f"If all trade with {partner['short']} stopped, "
    then = " and " if one else f"; with {partner['long']}, "
    gap = found.baseline.report.partners_not_covered(study.state)
    worst = f"the worst single loss{'' if one else 'es'}{' among partners covered' if gap else ''}"
    return (
        start,
        *_loss(found, "short", " of real income"),
        then,
        *_loss(found, "long"),
        f": {worst} (range in brackets; trade of {found.baseline.year}).",
        *_parts(study, PRICED),
    )


def _loss(found: cutoff.Cut, at: str, of: str = "") -> tuple[Cell, ...]:
    row = found.worst(at)
    ends = wording.lost(row["loss_pct_low"], row["loss_pct_high"])
    return (wording.change(-row["loss_pct"], note=found.note), f"{ends}{of} {HORIZONS[at]}")


def _not_known(study: Study) -> str:
    return f"Its cost in income is not known: {cutoff.not_known(study)}."


def _parts(study: Study, priced: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return the greatest part that one partner's loss takes of a channel that no model prices.

    Where nothing has a price, each channel is as it was told last: its period stands with it, and an older
    one is no smaller a loss.
    """
    every = told_flows(study)
    recent = comparable(every) if priced else every
    told = {name: one for name, one in recent.items() if name not in priced}
    if not told:
        return ()
    name = max(told, key=lambda one: leader(*told[one])[1])
    flow, year = told[name]
    partner, share = leader(flow, year)
    return (
        f" {'Beyond trade, the' if priced else 'The'} loss of {wording.place(partner)}"
        " would take most: ",
        wording.percent(share, note=cite(study, flow, year), bar=False),
        f" of {label(name).lower()}, as in {period(flow, year)}.",
    )
