"""Maps of a state's partners: whence its imports and arms come, where its exports go, whose loss costs what.

All have one scale of shares, the same on every page, so that one map can be held against another.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from counterpoise.measures.frames import UNALLOCATED
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.charts import world_map
from counterpoise.report.pages import Chart
from counterpoise.report.sections.state.channels import cite, period, told_flows
from counterpoise.report.study import Flow, Study

SHARES: Final = (0.01, 0.05, 0.1, 0.25)
LOSSES: Final = (0.001, 0.005, 0.01, 0.05)
"""Bounds between classes of income lost; the last is what a state does not bear easily."""
AGREED: Final = (0.25, 0.5, 0.75, 0.9)
NAMED: Final = 4
"""Partners that are named in words, for whoever does not see a map, or because they are not drawn."""
FLOWS: Final = {
    "imports": ("Where its imports come from", "Share of imports"),
    "exports": ("Where its exports go", "Share of exports"),
    "arms": ("Who arms it", "Share of deliveries"),
}


def of_flow(study: Study, name: str) -> tuple[Chart, ...]:
    """Return the map of a channel's shares in the last year, or window, that can be told.

    There is none on two pages, where there is no room, nor where members of a bloc count as one.
    """
    told = told_flows(study)
    if study.short or study.blocs or name not in told:
        return ()
    flow, year = told[name]
    when = period(flow, year)
    title, legend = FLOWS[name]
    shares = _shares(flow, year)
    return (
        shaded(
            study.state, f"{name}-map", f"{title}, {when}", f"{legend}, {when}", SHARES,
            {**dict.fromkeys(_silent(study, flow, year), 0.0), **shares}, (cite(study, flow, year),),
            beside=not_drawn(study.state, shares, SHARES),
        ),
    )  # fmt: skip


def _shares(flow: Flow, year: int) -> dict[str, float]:
    """Return the share of each partner named of whom it is known."""
    over = flow.view.over
    known = flow.year(year).filter(
        pl.col("share").is_not_null(), ~pl.col(over).str.contains(UNALLOCATED)
    )
    return dict(known.select(over, "share").iter_rows())


def _silent(study: Study, flow: Flow, year: int) -> list[str]:
    """Return who is covered and has no row: nothing passed."""
    piece = flow.told.answer.piece(study.state, year)
    rows = set(flow.year(year)[flow.view.over])
    return [
        state
        for state in world_map.shapes()
        if state not in rows
        and piece is not None
        and year in piece.years_covered(study.state, state)
    ]


def of_losses(study: Study, every: pl.DataFrame, year: int, note: int) -> tuple[Chart, ...]:
    """Return the map of what the end of trade with each partner would cost in the long run.

    `every` are single losses as `scenarios.cutoff.threats.n_minus` gives them, in per cent.
    """
    if study.short:
        return ()
    known = every.filter(pl.col("loss_pct").is_not_null())
    values = {
        row["partners"][0]: max(row["loss_pct"], 0.0) / 100 for row in known.iter_rows(named=True)
    }
    return (
        shaded(
            study.state, "loss-map", "What the end of trade with each would cost it, in the long run",
            f"Real income lost, with trade as in {year}", LOSSES, values, (note,),
            beside=not_drawn(study.state, values, LOSSES),
        ),
    )  # fmt: skip


def of_votes(
    study: Study, agreed: dict[str, float], few: dict[str, int], year: int, legend: str, note: int
) -> Chart:
    """Return the map of agreement in votes; of `few`, too few are held to tell."""
    return shaded(
        study.state, "votes-map", f"How often each votes as {study.place} does, {year}",
        f"Agreement in contested roll calls of {year}", AGREED, agreed, (note,),
        unknown=list(few), beside=f"{legend} The smallest states are not drawn. ",
    )  # fmt: skip


def shaded(
    state: str,
    name: str,
    title: str,
    legend: str,
    between: tuple[float, ...],
    values: dict[str, float],
    notes: tuple[int, ...],
    *,
    unknown: list[str] | None = None,
    beside: str = "",
) -> Chart:
    """Return a map about a state, of a value for each other one, in classes between bounds."""
    rows: list[dict[str, Any]] = [
        {"state": other, "value": value, **({"status": world_map.NONE} if value == 0 else {})}
        for other, value in sorted(values.items(), key=lambda one: (-one[1], one[0]))
        if other != state
    ]
    rows += [
        {"state": other, "value": None, "status": world_map.TOO_LITTLE} for other in unknown or ()
    ]
    head = {"title": legend, "centre": state, "scale": "share", "between": between}
    rows[:1] = [{**row, **head} for row in rows[:1]] or [{"state": "", "value": None, **head}]
    return Chart(
        name, "world_map", title, _in_words(state, title, values), tuple(rows),
        caption=f"{beside}{world_map.LINES}", notes=notes,
    )  # fmt: skip


def _in_words(state: str, title: str, values: dict[str, float]) -> str:
    """Return what a map shows, for whoever does not see it."""
    top = sorted(values.items(), key=lambda one: (-one[1], one[0]))[:NAMED]
    named = [f"{wording.place(other)} {wording.percent(value).text}" for other, value in top]
    most = f" The most: {', '.join(named)}." if named else ""
    return f"Map of the world about {wording.place(state)}. {title}.{most}"


def not_drawn(state: str, values: dict[str, float], between: tuple[float, ...]) -> str:
    """Return who is too small to be drawn: the state itself, and partners beyond the lowest class."""
    drawn = world_map.shapes()
    small = [
        f"{states.name(other)} ({wording.percent(value).text})"
        for other, value in sorted(values.items(), key=lambda one: -one[1])
        if value >= between[0] and other not in drawn and other != state
    ]
    named = small[:NAMED] + ([f"{len(small) - NAMED} more"] if len(small) > NAMED else [])
    if state not in drawn:
        named = [f"{wording.place(state)} itself", *named]
    return f"Too small to be drawn: {wording.listed(named)}. " if named else ""
