"""Who brings what: partners by channel, how concentrated each channel is, and what one loss takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from counterpoise.printable import whole_percent
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Number, Section, Sentence, Table
from counterpoise.report.sections.state.channels import (
    cite,
    comparable,
    label,
    leader,
    losses,
    of_the_unnamed,
    period,
    told_flows,
)
from counterpoise.report.sections.state.independence import independence_table
from counterpoise.report.sections.state.weight import weight
from counterpoise.report.study import Flow, Study
from counterpoise.schema import IMPUTED

PER_CHANNEL = 4
NEARLY_ALL = 0.95
"""Part of a total from which a share of what is told stands without a word."""
LOOKED_BACK = 25
"""Years back to which a leader's share is compared with the greatest that any had."""


def section(study: Study) -> Section:
    """Return the overview, which needs only the channels that are held."""
    told = told_flows(study)
    parts: list[Table | Chart] = []
    if told:
        parts = [
            _who_brings_what(study, told),
            _one_loss(study, told),
            *independence_table(study, told),
            *_effective(study, told),
        ]
    parts += weight(study)
    return Section("overview", "Who brings what", lead=(), parts=tuple(parts))


def answer(study: Study) -> tuple[Sentence, ...]:
    """Return the three sentences that the brief opens with."""
    told = told_flows(study)
    sentences = [
        _ended(study),
        _arms_sentence(study, told),
        _trade_sentence(study, told),
        _spread_sentence(study, told),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _ended(study: Study) -> Sentence:
    """Return that the state is no more, so that all that follows is of its last years."""
    return (
        (wording.ended(study.place, study.ended), " What follows is of its time.")
        if study.ended
        else ()
    )


def _arms_sentence(study: Study, told: dict[str, tuple[Flow, int]]) -> Sentence:
    if "arms" not in told:
        return (f"Who arms {study.place} is not known from the evidence held.",)
    flow, year = told["arms"]
    top = flow.year(year).row(0, named=True)
    past = flow.concentration.filter(
        pl.col("state_of_share") == "shared",
        pl.col("year").is_between(year - LOOKED_BACK, year - 1),
    ).sort("cr_1")
    sentence: list[Cell] = [
        wording.started(f"{wording.place(top['origin'])} supplied "),
        wording.percent(top["share"], note=cite(study, flow, year), bar=False),
        f" of the arms that {study.place} received in {period(flow, year)}",
    ]
    if past.height:
        peak = past.row(-1, named=True)
        then = wording.percent(peak["cr_1"], note=cite(study, flow, peak["year"]), bar=False)
        years = period(flow, peak["year"])
        if peak["leader"] != top["origin"]:
            sentence += [f"; {wording.place(peak['leader'])} once supplied ", then, f", in {years}"]
        elif peak["cr_1"] > top["share"]:
            sentence += [", down from ", then, f" in {years}"]
    return (*sentence, ".")


def _trade_sentence(study: Study, told: dict[str, tuple[Flow, int]]) -> Sentence:
    if not {"imports", "exports"} <= told.keys():
        return (f"With whom {study.place} trades is not known from the evidence held.",)
    (buys, year), (sells, sold) = told["imports"], told["exports"]
    supplier, market = buys.year(year).row(0, named=True), sells.year(sold).row(0, named=True)
    return (
        f"In {year} it bought most from {wording.place(supplier['origin'])} (",
        wording.percent(supplier["share"], note=cite(study, buys, year), bar=False),
        f" of imports{_of_what_is_told(buys, year)}), and ",
        "" if sold == year else f"in {sold} ",
        f"it sold most to {wording.place(market['destination'])} (",
        wording.percent(market["share"], note=cite(study, sells, sold), bar=False),
        f" of exports{_of_what_is_told(sells, sold)}).",
    )


def _of_what_is_told(flow: Flow, year: int) -> str:
    """Return what a share rests on: how much of the total, where that is not nearly all, and who tells."""
    part = flow.completeness(year)
    told = (
        f", of which {whole_percent(part)} are told"
        if part is not None and part < NEARLY_ALL
        else ""
    )
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
    said = {"its partners": ", as its partners tell it", "compiled": ""}.get(by, "")
    return said + (", in part estimated" if guessed else "")


def _spread_sentence(study: Study, told: dict[str, tuple[Flow, int]]) -> Sentence:
    """Return whether one partner leads everywhere, and where a single loss would take most.

    Of channels known for the same period only.
    """
    told = comparable(told)
    if len(told) < 2:
        return ()
    leaders = {name: leader(flow, year) for name, (flow, year) in told.items()}
    led: dict[str, list[str]] = {}
    for name, (partner, _) in leaders.items():
        led.setdefault(partner, []).append(label(name).lower())
    worst = max(leaders, key=lambda name: leaders[name][1])
    flow, year = told[worst]
    partner, share = leaders[worst]
    years = [year for _, year in told.values()]
    period_of = f"last told in {wording.span(min(years), max(years))}"
    widest = max(led, key=lambda partner: len(led[partner]))
    if len(led) == 1:
        start = wording.started(f"{wording.place(widest)} leads in every channel {period_of}")
    elif len(led[widest]) == 1:
        start = f"No partner leads in more than one of the {len(told)} channels {period_of}"
    else:
        start = (
            f"No partner leads in all {len(told)} channels {period_of}"
            f" ({wording.place(widest)} leads in {wording.listed(led[widest])})"
        )
    return (
        f"{start}; the single loss that would take most of one channel is {wording.place(partner)}"
        f" in {label(worst).lower()}, ",
        wording.percent(share, note=cite(study, flow, year), bar=False),
        f" of it in {period(flow, year)}.",
    )


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


def share_cell(study: Study, flow: Flow, year: int, partner: str, share: float | None) -> Cell:
    """Return a partner's share of a flow: a number, a true zero, or not covered."""
    note = cite(study, flow, year)
    if share is not None:
        return wording.percent(share, note=note)
    spans = flow.evidence_of(year).spans(partner, side=flow.view.over)
    covered = any(first <= year <= last for first, last in spans)
    unknown = flow.year(year).filter(pl.col(flow.view.over) == partner, pl.col("unknown") > 0)
    if not covered or unknown.height:
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
                _effective_partners(found, note),
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


def _effective_partners(found: dict[str, Any], note: int) -> Number:
    """Return 1/HHI, as a range where part of the channel belongs to nobody who is named."""
    number = wording.count(found["hill_2"], note=note, digits=1, unit="equal partners")
    fewest = wording.count(1 / found["herfindahl_high"], digits=1).text
    most = wording.count(1 / found["herfindahl_low"], digits=1).text
    return number if fewest == most else replace(number, text=f"{fewest}–{most}")


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
