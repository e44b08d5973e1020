"""Between whom a state stands: who is first in each channel, by how much, and since when."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.measures.few_ties import BOTH, THEIRS
from counterpoise.printable import whole_percent
from counterpoise.reference.entrepots import passes_on
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Sentence
from counterpoise.report.sections.state.channels import (
    cite,
    in_all_years,
    label,
    leader,
    period,
    told_flows,
    years_led,
)
from counterpoise.report.study import Flow, Study
from counterpoise.schema import IMPUTED

NEARLY_ALL = 0.95
SAID = {THEIRS: ", as its partners tell it", BOTH: ", as it and its partners tell it"}
"""Part of a total from which a share of what is told stands without a word."""
AS_BEFORE: Final = " if its own customs record that as before"
APART: Final = 0.01
"""Part of the whole from which a share as its own customs would record it is told beside it."""
TIES: Final = {
    "arms": "arms from", "imports": "imports from", "exports": "exports to", "aid": "aid from",
    "fdi_flow": "capital that came in from", "fdi_stock": "capital held from",
    "debt": "debt owed to", "remittances": "remittances from",
}  # fmt: skip
"""What joins a channel to the partner in a list."""


def sentence(study: Study) -> Sentence:
    """Return the leaders by channel; that no channel is told of, where none is."""
    told = told_flows(study)
    if not told:
        return (f"No channel of {study.place} is told of well enough to name a leader.",)
    cells: list[Cell] = []
    for name, (flow, year) in told.items():
        cells += [_tie(name, flow), " ", *_leads(study, flow, year), "; "]
    cells[0] = wording.started(str(cells[0]))
    return (*cells[:-1], ".")


def _tie(name: str, flow: Flow) -> str:
    way = "from" if flow.view.over == "origin" else "to"
    return TIES.get(name) or TIES.get(flow.view.indicator) or f"{label(name).lower()} {way}"


def _leads(study: Study, flow: Flow, year: int) -> list[Cell]:
    partner, share = leader(flow, year)
    return [
        f"{wording.place(partner, year)} (",
        wording.percent(share, note=cite(study, flow, year), bar=False),
        f" in {period(flow, year)}{rests_on(flow, year)}{_since(flow, partner, year)}"
        f"{_passes(flow, partner, year)}",
        *_by_own_word(study, flow, partner, year),
        ")",
    ]


def _by_own_word(study: Study, flow: Flow, partner: str, year: int) -> list[Cell]:
    """Return the leader's share if customs record as before what only partners tell, or who leads then.

    Nothing where that says the same.
    """
    ties = flow.year(year).drop_nulls("own_share")
    own = ties.filter(pl.col(flow.view.over) == partner)
    if own.is_empty() or (own["share"] - own["own_share"]).abs()[0] < APART:
        own = own.clear()
    first = ties.sort("own_share", flow.view.over, descending=[True, False]).head(1)
    other = first.filter(pl.col(flow.view.over) != partner)
    row = next(pl.concat([other, own]).iter_rows(named=True), None)
    if row is None:
        return []
    shown = wording.percent(row["own_share"], note=cite(study, flow, year), bar=False)
    leads = f"{wording.place(row[flow.view.over], year)} first, with " if other.height else ""
    return [f"; {leads}", shown, AS_BEFORE]


def _passes(flow: Flow, partner: str, year: int) -> str:
    """Return that goods of others pass through the partner, where they do."""
    if flow.view.indicator != "goods" or not passes_on(partner, year):
        return ""
    way = "sells on" if flow.view.over == "origin" else "passes on"
    return f"; much of it goods of others, which it {way}"


def _since(flow: Flow, partner: str, year: int) -> str:
    """Return since when the leader has led, in the years whose leader is told."""
    led, other = years_led(flow, partner, year)
    if len(led) < 2:
        return ""
    least = "" if other else " at least"
    return f"; first since{least} {period(flow, led[-1])}{in_all_years(led)}"


def rests_on(flow: Flow, year: int, *, leads: bool = True) -> str:
    """Return what a share rests on: how much of the total, where that is not nearly all, and who tells.

    Of a share that is said to be the largest (`leads`), also whether it surely is.
    """
    part = flow.completeness(year)
    told = (
        f", of which {whole_percent(part)} are told"
        if part is not None and part < NEARLY_ALL
        else ""
    )
    if leads and part is not None and leader(flow, year)[1] * part < 1.0 - part:
        told += ", so that somebody else may have more"
    return told + _who_tells(flow, year)


def _who_tells(flow: Flow, year: int) -> str:
    """Return who tells of a year where it is not the state, and that nothing of it is marked as reported."""
    by = flow.year(year)["told_by"][0]
    if by == "the state":
        return ""
    own = pl.col(flow.view.of) == flow.state
    rows = flow.evidence_of(year).rows.filter(own, pl.col("year") == year)
    status = rows.filter(pl.col("value") > 0).select(pl.col("status").unique()).collect()
    guessed = status["status"].to_list() == [IMPUTED]
    return SAID.get(by, "") + (", in part estimated" if guessed else "")
