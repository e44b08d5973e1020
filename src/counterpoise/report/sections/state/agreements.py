"""Which agreements of trade and of investment bind a state, how deep they are, and with which powers."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.panel.evidence import Evidence
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Sentence, Table
from counterpoise.report.sections.state.pacts import cite, partners
from counterpoise.report.study import Study

DEPTH: Final = "trade_agreement_depth"
KINDS: Final = {"trade_agreement": "trade agreements", "investment_treaty": "investment treaties"}
DEEPEST: Final = 7
SHOWN: Final = 6


def agreements(study: Study) -> tuple[list[Table], list[Sentence]]:
    """Return the agreements in force in the last year known of each kind, and the deepest partners."""
    powers = [power for power in study.rivals if power != study.state]
    rows: list[tuple[Cell, ...]] = []
    sentences: list[Sentence] = []
    for kind, title in KINDS.items():
        evidence = study.evidence(kind)
        spans = evidence.spans(study.state, side="origin") if evidence else []
        if evidence is None or not spans:
            continue
        own = partners(study, evidence)
        if (
            own.is_empty()
        ):  # the lists name parties, not states: who is in none may be no party at all
            continue
        year = min(spans[-1][1], study.ended or spans[-1][1])
        bound = own.filter(pl.col("year") == year, pl.col("value") > 0)
        note = cite(study, evidence, bound, year)
        cells = (_with(bound, power, note) for power in powers)
        rows.append((f"{title}, {year}", wording.count(bound.height, note=note), *cells))
        if kind == "trade_agreement":
            sentences += _deepest(study, year)
    if not rows:
        return [], []
    headers = ("In force", "Partners", *(f"With {wording.place(power)}" for power in powers))
    return [
        Table("agreements", "Agreements of trade and investment", headers, tuple(rows))
    ], sentences


def _with(bound: pl.DataFrame, power: str, note: int) -> Cell:
    """Return how many agreements bind the state and a power."""
    found = bound.filter(partner=power)["value"].to_list()
    return wording.count(found[0], note=note) if found else "none"


def _deepest(study: Study, year: int) -> list[Sentence]:
    """Return with whom the deepest trade agreements in force are."""
    evidence: Evidence | None = study.evidence(DEPTH)
    if evidence is None:
        return []
    told = partners(study, evidence).filter(pl.col("year") == year)
    known = told.filter(pl.col("value") > 0)
    if known.is_empty():
        return []
    deepest = max(known["value"].to_list())
    names = sorted(wording.place(one) for one in known.filter(value=deepest)["partner"])
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    note = cite(study, evidence, told, year)
    return [
        (
            f"Its deepest trade agreements in force in {year} are of depth ",
            wording.count(deepest, note=note),
            f" of {DEEPEST}, with {wording.listed([*names[:SHOWN], *more])}.",
        )
    ]
