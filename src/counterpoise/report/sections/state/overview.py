"""Who brings what: partners by channel, how concentrated each channel is, and what one loss takes."""

from __future__ import annotations

import polars as pl

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Number, Section, Table
from counterpoise.report.sections.state.channels import (
    cite,
    label,
    losses,
    of_the_unnamed,
    period,
    told_flows,
)
from counterpoise.report.sections.state.effective import effective_partners
from counterpoise.report.sections.state.independence import independence_table
from counterpoise.report.sections.state.weight import weight
from counterpoise.report.study import Flow, Study

PER_CHANNEL = 4


def section(study: Study) -> Section:
    """Return the overview, which needs only the channels that are held."""
    told = told_flows(study)
    parts: list[Table | Chart] = []
    if told:
        parts = [
            _who_brings_what(study, told),
            _one_loss(study, told),
            *(() if study.short else independence_table(study, told)),
            *_effective(study, told),
        ]
    parts += [] if study.short else weight(study)
    return Section("overview", "Who brings what", lead=(), parts=tuple(parts))


def _who_brings_what(study: Study, told: dict[str, tuple[Flow, int]]) -> Table:
    shares: dict[str, dict[str, float]] = {}
    for name, (flow, year) in told.items():
        over = flow.view.over
        shares[name] = dict(
            flow.year(year).filter(pl.col("share") > 0).select(over, "share").rows()
        )
    chosen: dict[str, float] = {}
    for by_partner in shares.values():
        named = [
            partner for partner in by_partner if not partner.startswith(("unknown:", "residual:"))
        ]
        for partner in named[:PER_CHANNEL]:
            chosen[partner] = sum(other.get(partner, 0.0) for other in shares.values())
    rows: list[tuple[Cell, ...]] = []
    for partner in sorted(chosen, key=lambda partner: -chosen[partner]):
        cells: list[Cell] = [states.name(partner)]
        for name, (flow, year) in told.items():
            cells.append(share_cell(study, flow, year, partner, shares[name].get(partner)))
        rows.append(tuple(cells))
    heads = [f"{label(name)}, {period(flow, year)}" for name, (flow, year) in told.items()]
    return Table(
        "who-brings-what",
        f"Partners of {study.place} by channel",
        ("Partner", *heads),
        tuple(rows),
        caption="Share of each channel. A dash is a true zero: covered, and nothing passed.",
    )


def share_cell(study: Study, flow: Flow, year: int, partner: str, share: float | None) -> Number:
    """Return a partner's share of a flow: a number, a true zero, or not covered."""
    note = cite(study, flow, year)
    if share is not None:
        return wording.percent(share, note=note)
    piece = flow.told.answer.piece(study.state, year)
    covered = piece is not None and year in piece.years_covered(study.state, partner)
    _, unknown = flow.ties(year).get(partner, (None, 0))
    if not covered or unknown:
        return wording.absent("not covered", unit="share", note=note)
    return wording.percent(0.0, note=note)


def _one_loss(study: Study, told: dict[str, tuple[Flow, int]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    lost = losses(told)
    for name, (flow, year) in told.items():
        loss = lost[name]
        found = flow.summary(year)
        note = cite(study, flow, year)
        rows.append(
            (
                f"{label(name)}, {period(flow, year)}",
                wording.count(found["partners"], note=note),
                effective_partners(found, note),
                states.name(loss["worst_partner"]),
                wording.percent(loss["share_lost"], note=note),
                wording.percent(loss["share_left"], note=note),
                states.name(loss["next_partner"]) if loss["next_partner"] else "–",
            )
        )
    return Table(
        "one-loss",
        "What is left without the largest partner (N-1)",
        ("Channel", "Partners", "Effective partners", "Largest", "Lost with it", "Left", "Next"),
        tuple(rows),
        caption="Shares only, before anyone replaces what is lost. Effective partners = 1/HHI; a range"
        " where part of the channel belongs to partners who are not named.",
    )


def _effective(study: Study, told: dict[str, tuple[Flow, int]]) -> tuple[Chart, ...]:
    rows = []
    for name, (flow, _) in told.items():
        years = flow.concentration.filter(pl.col("hill_2").is_not_null()).sort("year")
        if years.height < 5:
            continue
        by_year = dict(years.select("year", "hill_2").rows())
        rows += [
            {"series": label(name), "year": year, "value": by_year.get(year),
             "axis": "Effective partners", "format": ".0f", "base": 1}
            for year in range(min(by_year), max(by_year) + 1)
        ]  # fmt: skip
    if not rows:
        return ()
    return (
        Chart(
            "effective-partners",
            "lines",
            "How many partners it really has",
            f"Effective number of partners of {study.place} by channel and year.",
            tuple(rows),
            caption="As many equal partners as would be as concentrated (1/HHI); 1 is dependence on one."
            + of_the_unnamed(told, "the table without the largest partner"),
            notes=tuple(note for flow, _ in told.values() for note in study.cites(flow)),
        ),
    )
