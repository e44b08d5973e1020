"""What must be known of a state's trade beside its figures: whose goods, and whose word."""

from __future__ import annotations

import polars as pl

from counterpoise.panel.mirror_gaps import SPREAD
from counterpoise.reference.entrepots import passes_on
from counterpoise.report import wording
from counterpoise.report.study import Flow, Study

PORTS_NAMED = 5
"""Largest partners of whom it is said that goods of others pass through them."""


def passing(now: pl.DataFrame, year: int) -> tuple[str, ...]:
    """Return that goods of others pass through some of the largest partners, and are not theirs."""
    ports = [one for one in now["partner"].head(PORTS_NAMED) if passes_on(one, year)]
    if not ports:
        return ()
    names = wording.listed([wording.place(port) for port in ports])
    return (
        f"Much of what passes by {names} is re-exported: bought there, and made elsewhere, even by the"
        " buyer itself; sold there, and used elsewhere. Trade by origin and last use would give"
        f" {'it' if len(ports) == 1 else 'them'} less.",
    )


def estimated(flow: Flow, year: int) -> tuple[str, ...]:
    """Return that figures of a year are in part estimated, where none is marked as reported."""
    held = flow.evidence_of(year).holding
    if not held.estimated:
        return ()
    return (
        f"Figures of {year} ({held.card.title}, {held.vintage}) are in part estimated; which, is not marked.",
    )


def by_others(study: Study, flow: Flow, year: int) -> tuple[str, ...]:
    """Return that what the state bought is its partners' word, and how far off its own may be."""
    if flow.year(year)["own_share"].null_count() == flow.year(year).height:
        return ()
    return (
        f"What {study.place} bought in {year} is as its partners tell it, and so are balances: in nine ties"
        f" of ten its own customs would record {1 / SPREAD:.2f} to {SPREAD} times that, or times what they"
        " recorded of it before.",
    )
