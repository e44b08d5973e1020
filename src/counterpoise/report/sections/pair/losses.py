"""What a cut-off between two states would cost each of them."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.report.sections.losses.trade_loss import cite, of_every_partner
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import threats
from counterpoise.scenarios.value_added import WITH

TITLE: Final = "If they stopped trading"
AT: Final = ("short", "long")


def section(couple: Couple) -> Section:
    """Return the loss of each at both horizons, and the other's place among its worst losses."""
    baseline = couple.baseline
    if baseline is None:
        return Section("losses", TITLE, lead=(("What a cut-off would cost is not known.",),))
    rows = [row for way in couple.ways() if (row := _row(baseline, *way))]
    heads = [head for at in AT for head in (f"Real income {HORIZONS[at]}", "5–95 %", "Its place")]
    return Section(
        "losses",
        TITLE,
        lead=sentences(couple),
        parts=(
            Table(
                "losses",
                "What each would lose",
                ("State", *heads),
                tuple(rows),
                caption="The place of this loss among those of all single partners of the state, the worst"
                " first.",
            ),
        ),
        caveats=(
            f"Trade of {baseline.year} both ways, one kind of goods, {WITH}; the range is that of the"
            " elasticities and of the share of value added. `counterpoise cutoff"
            f" {couple.one.state} --partner {couple.other.state}` tells of prices and replacement.",
        ),
    )


def sentences(couple: Couple) -> tuple[Sentence, ...]:
    """Return what each would lose after a year, in a sentence."""
    baseline = couple.baseline
    if baseline is None:
        return ()
    cells: list[Cell] = []
    for study, partner in couple.ways():
        found = _loss(baseline, study, partner, "short")
        if found is None or found["loss_pct"] is None:
            continue
        note = _note(study, partner, baseline)
        cells += [
            "; " if cells else "If they stopped trading, real income after a year: ",
            f"{study.place} ",
            wording.change(-found["loss_pct"], note=note),
            wording.lost(found["loss_pct_low"], found["loss_pct_high"]),
        ]
    return ((*cells, "."),) if cells else ()


def _row(baseline: Baseline, study: Study, partner: Study) -> tuple[Cell, ...]:
    cells: list[Cell] = [study.name]
    note = _note(study, partner, baseline)
    for at in AT:
        found = _loss(baseline, study, partner, at)
        if found is None or found["loss_pct"] is None:
            cells += [wording.absent("not covered", unit="per cent", note=note), "", ""]
            continue
        ends = wording.lost(found["loss_pct_low"], found["loss_pct_high"]).strip(" ()")
        place, of = _place(baseline, study, partner, at)
        cells += [
            wording.change(-found["loss_pct"], note=note), ends, f"{wording.ordinal(place)} of {of:,}",
        ]  # fmt: skip
    return tuple(cells)


def _loss(baseline: Baseline, study: Study, partner: Study, at: str) -> dict[str, Any] | None:
    """Return a loss; None where one way of the pair's trade, and so part of the loss, is not covered."""
    if partner.state in baseline.report.partners_left_out(study.state):
        return None
    asked = (partner.state, at)
    found = study.once(f"loss {asked}", lambda: _found(baseline, study, partner, at))
    return found.row(0, named=True) if found.height else None


def _found(baseline: Baseline, study: Study, partner: Study, at: str) -> pl.DataFrame:
    return threats.n_minus(baseline, study.state, horizon=at, partners=[partner.state])


def _place(baseline: Baseline, study: Study, partner: Study, at: str) -> tuple[int, int]:
    every = of_every_partner(study, baseline, at)
    known = every.filter(pl.col("loss_pct").is_not_null())["partners"].list.first().to_list()
    return known.index(partner.state) + 1, len(known)


def _note(study: Study, partner: Study, baseline: Baseline) -> int:
    command = f"counterpoise cutoff {study.state} --partner {partner.state}"
    as_of = f" --as-of {study.as_of}" if study.as_of else ""
    return cite(study, baseline, command + as_of)
