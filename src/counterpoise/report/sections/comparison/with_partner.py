"""What one partner is to each of several states: its shares, trade over GDP, what a cut-off costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from counterpoise.errors import CounterpoiseError
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import NO_STATE, NOT_COVERED, Cell, Number, Section, Table
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.report.sections.losses.trade_loss import cite
from counterpoise.report.sections.state import channels
from counterpoise.report.study import Flow, Study
from counterpoise.scenarios.baseline.world import Baseline, latest
from counterpoise.scenarios.cutoff import threats
from counterpoise.scenarios.value_added import WITH

AT: Final = ("short", "long")
ToldFlows = Mapping[str, Mapping[str, tuple[Flow, int]]]


def section(studies: Sequence[Study], told: ToldFlows, partner: str) -> Section:
    """Return the section that tells of one partner in every state, each figure with its year.

    Parameters
    ----------
    studies : sequence of Study
        The states; the partner itself, if it is among them, is left out.
    told : mapping
        By state and channel, the flow and the last year that enough is known of.
    partner : str
        The id of the partner.
    """
    others = [study for study in studies if study.state != partner]
    shown = _columns(others, told)
    baseline = _baseline(others)
    rows = [
        (
            study.name,
            *(
                _share(study, name, views, told[study.state].get(name), partner)
                for name, views in shown
            ),
            _dependence(study, partner),
            *(_loss(study, baseline, partner, at) for at in AT),
        )
        for study in others
    ]
    head = (
        "State", *(_head(name, views) for name, views in shown), "Trade over GDP",
        *(f"Real income {HORIZONS[at]}" for at in AT),
    )  # fmt: skip
    name = states.name(partner)
    year = f" of {baseline.year}" if baseline else ""
    table = Table(
        "partner-compared",
        "",
        head,
        tuple(rows),
        caption=f"The part of {wording.place(partner)} in each channel, and trade with it both ways over"
        " the state's GDP, each of the last year that enough is known of; a dash is nothing, which is told,"
        " and not covered is not known. Real income: the change if all trade with it stopped, with its"
        f" 5 to 95 % range, from the trade{year}, {WITH}.",
    )
    return Section("partner", f"With {name}", parts=(table,))


def _columns(studies: Sequence[Study], told: ToldFlows) -> list[tuple[str, tuple[str, ...]]]:
    """Return the channels told of any state, and the views of each column.

    Where capital held is told of some states, and of others capital coming in, each has a column: the
    one can't be held against the other.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in channels.names():
        flows = [told[one.state][name][0] for one in studies if name in told[one.state]]
        views = tuple(dict.fromkeys(flow.view.name for flow in flows))
        if len(views) > 1:
            found += [(name, (view,)) for view in channels.KINDS if view in views]
        elif views:
            found.append((name, ()))
    return found


def _head(name: str, views: tuple[str, ...]) -> str:
    return f"Capital {channels.KINDS[views[0]]}" if views else channels.label(name)


def _baseline(studies: Sequence[Study]) -> Baseline | None:
    """Return the world that cut-offs start from; None if there is none."""
    if not studies:
        return None
    try:
        return latest(studies[0].store, studies[0].as_of)
    except CounterpoiseError:
        return None


def _share(
    study: Study,
    name: str,
    views: tuple[str, ...],
    told: tuple[Flow, int] | None,
    partner: str,
) -> Cell:
    """Return the partner's share of a channel, or which kind of nothing there is, with its years.

    `views` are those of the column, where states differ in what is told of the channel.
    """
    if views and (told is None or told[0].view.name not in views):
        told = channels.stated(study, views[0])
    if told is None:
        return channels.nothing(study, name, views)
    flow, year = told
    return _dated(channels.part_of(study, flow, year, partner), channels.period(flow, year))


def _dependence(study: Study, partner: str) -> Cell:
    """Return trade with the partner over GDP, in the last year that has both."""
    evidence = study.evidence("gdp")
    trade = study.ties.filter(pl.col("partner") == partner).drop_nulls("total")
    if evidence is None or trade.is_empty():
        return _unknown(study, partner, "share")
    gdp = evidence.rows.filter(pl.col("state") == study.state).select("year", gdp="value").collect()
    both = trade.join(gdp.cast({"year": pl.Int32}), on="year", how="inner", validate="m:1")
    both = both.filter(pl.col("gdp") > 0).sort("year")
    if both.is_empty():
        return _unknown(study, partner, "share")
    last = both.row(-1, named=True)
    year = int(last["year"])
    note = study.ledger.cite(
        evidence,
        f"GDP of {study.state}, {year}, under its trade with {partner}",
        1,
        f"counterpoise table oneal_russett {study.state} --years {year}",
    )
    return _dated(wording.percent(last["total"] / last["gdp"], note=note), str(year))


def _loss(study: Study, baseline: Baseline | None, partner: str, at: str) -> Cell:
    """Return the change of real income if trade with the partner stopped, with its range."""
    if baseline is None or not {study.state, partner} <= set(baseline.states):
        ended = states.ended(study.state) or states.ended(partner)
        if baseline is not None and ended is not None and ended < baseline.year:
            return wording.absent(NO_STATE, unit="per cent")
        return wording.absent(NOT_COVERED, unit="per cent")
    found = threats.n_minus(baseline, study.state, horizon=at, partners=[partner])
    one = found.row(0, named=True)
    note = cite(study, baseline, f"counterpoise cutoff {study.state} --partner {partner}")
    if one["loss_pct"] is None:
        return wording.absent("not covered", unit="per cent", note=note)
    told = wording.change(-one["loss_pct"], note=note)
    return replace(told, text=told.text + wording.lost(one["loss_pct_low"], one["loss_pct_high"]))


def _unknown(study: Study, partner: str, unit: str) -> Number:
    """Return why a figure of two states is not told: they were never there together, or not covered."""
    met = channels.met(study.state, partner, study.as_of)
    return wording.absent(NOT_COVERED if met else NO_STATE, unit=unit)


def _dated(figure: Number, period: str) -> Cell:
    """Return a figure, or which kind of nothing there is, with its year in the same cell."""
    return replace(figure, text=f"{figure.text} ({period})")
