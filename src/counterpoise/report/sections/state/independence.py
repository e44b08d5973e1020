"""How many of a channel's partners are independent of each other."""

from __future__ import annotations

from statistics import mode
from typing import Any

import polars as pl

from counterpoise.measures.alignment import alignment
from counterpoise.measures.diversity import (
    independence,
    independence_over_channels,
    similarity_from_agreement,
)
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Table
from counterpoise.report.sections.state.channels import (
    cite,
    label,
    of_the_unnamed,
    period,
    told_flows,
)
from counterpoise.report.study import Flow, Study

WELL_KNOWN = 0.9
"""Channels with less of their votes known are left out of what all channels give together."""


def likeness(study: Study) -> pl.DataFrame | None:
    """Return how alike the partners of all channels vote, computed once for each page; None if unknown."""
    return study.once("likeness", lambda: _likeness(study, told_flows(study)))


def independent(study: Study) -> dict[str, dict[str, Any]]:
    """Return each channel's independent partners (`measures.diversity`); none without votes."""
    return study.once("independent", lambda: _independent(study, told_flows(study)))


def cite_independent(study: Study, flow: Flow, year: int) -> int:
    """Return the footnote of a channel's independent partners: its shares, and how these vote."""
    voted = study.votes
    return study.ledger.cite(
        flow.evidence_of(year),
        f"{flow.view.title}: shares of {study.state} by partner, {period(flow, year)}, and the votes of"
        f" these partners{f' ({voted.holding.source} {voted.holding.vintage})' if voted else ''}",
        None,
        f"counterpoise table independence {study.state} --channel {flow.view.name}"
        f" --source {flow.evidence_of(year).holding.source} --years {year}-{year}"
        + wording.as_of(study.as_of),
        entering=(voted.holding,) if voted else (),
    )


def _likeness(study: Study, told: dict[str, tuple[Flow, int]]) -> pl.DataFrame | None:
    cast = study.contested
    if cast is None or not told:
        return None
    # Votes of the partners alone: which roll calls were contested is known from everybody's.
    years = sorted({year for _, year in told.values()})
    partners = {
        partner
        for flow, year in told.values()
        for partner in flow.year(year).filter(pl.col("share") > 0)[flow.view.over]
    }
    asked = cast.filter(
        pl.col("date").dt.year().is_in(years), pl.col("state").is_in(partners)
    ).collect()
    if asked.is_empty():
        return None
    similarity: pl.DataFrame = similarity_from_agreement(
        alignment(asked, by="year", unanimous="keep", indices=["kappa_squared"])
    )
    return similarity


def _independent(study: Study, told: dict[str, tuple[Flow, int]]) -> dict[str, dict[str, Any]]:
    similarity = likeness(study)
    if similarity is None:
        return {}
    return {
        name: independence(
            flow.shares.filter(pl.col("year") == year),
            similarity.filter(pl.col("year") == year),
            of=flow.view.of,
            over=flow.view.over,
            channel=flow.view.indicator,
        ).row(0, named=True)
        for name, (flow, year) in told.items()
    }


def independence_table(study: Study, told: dict[str, tuple[Flow, int]]) -> tuple[Table, ...]:
    """Return how many independent partners each channel has: who votes as one counts as one."""
    similarity, known = likeness(study), independent(study)
    if similarity is None:
        return ()
    rows: list[tuple[Cell, ...]] = []
    well_known = {}
    for name, (flow, year) in told.items():
        found = known[name]
        note, voted = cite(study, flow, year), cite_independent(study, flow, year)
        low, high = found["independent_low"], found["independent_high"]
        if found["known"] is not None and found["known"] >= WELL_KNOWN:
            well_known[name] = (flow, year)
        rows.append(
            (
                f"{label(name)}, {period(flow, year)}",
                wording.count(found["effective"], note=note, digits=1),
                wording.count(found["independent"], note=voted, digits=1),
                "–" if low is None or high is None else f"{low:.1f}–{high:.1f}",
                wording.count(found["gap"], note=voted, digits=1),
                wording.percent(found["known"], note=voted, bar=False),
            )
        )
    return (
        Table(
            "independent-partners",
            "How many of them are independent of each other",
            ("Channel", "Effective partners", "Independent", "Range", "Gap", "Votes known"),
            tuple(rows),
            caption="Two partners who vote alike beyond chance (κ) count as less than two. The range is"
            " for pairs whose likeness is unknown: all alike, or all unlike."
            + of_the_unnamed(told, "the table above")
            + _over_channels(well_known, similarity),
        ),
    )


def _over_channels(told: dict[str, tuple[Flow, int]], similarity: pl.DataFrame) -> str:
    """Return what channels of known partners give together: diversity within them, and between."""
    if len(told) < 2:
        return ""
    # One year's votes for all: the year in which most channels end.
    then = mode(year for _, year in told.values())
    parts = [
        flow.shares.filter(pl.col("year") == year).select(
            pl.col(flow.view.of).alias("state"),
            pl.col(flow.view.over).alias("partner"),
            pl.lit(then).alias("year"),
            *("value", "share", "volume", "unknown", "state_of_share"),
            channel=pl.lit(name),
        )
        for name, (flow, year) in told.items()
    ]
    alike = similarity.filter(pl.col("year") == then)
    found = independence_over_channels(pl.concat(parts), alike, of="state", over="partner").row(
        0, named=True
    )
    if found["gamma"] is None:
        return ""
    names = wording.listed([label(name).lower() for name in told])
    return (
        f" {wording.started(names)} as one portfolio, with the votes of {then}:"
        f" {found['independent_overall']:.1f} independent partners, {found['independent_within']:.1f}"
        f" within a channel on average; of the diversity (Rao's γ {found['gamma']:.2f})"
        f" {found['alpha']:.2f} lies within channels (α) and {found['beta']:.2f} between them (β)."
    )
