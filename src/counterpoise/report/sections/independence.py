"""How many of a channel's partners are independent of each other."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.alignment import alignment
from counterpoise.measures.diversity import independence, similarity_from_agreement
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Table
from counterpoise.report.sections.channels import LABELS, cite, period
from counterpoise.report.study import Flow, Study


def independence_table(study: Study, told: dict[str, tuple[Flow, int]]) -> tuple[Table, ...]:
    """Return how many independent partners each channel has: who votes as one counts as one."""
    evidence = study.votes
    if evidence is None or not told:
        return ()
    years = sorted({year for _, year in told.values()})
    asked = evidence.rows.filter(pl.col("date").dt.year().is_in(years)).collect()
    if asked.is_empty():
        return ()
    similarity = similarity_from_agreement(alignment(asked, by="year", indices=["kappa_squared"]))
    rows: list[tuple[Cell, ...]] = []
    for name, (flow, year) in told.items():
        now = flow.shares.filter(pl.col("year") == year)
        found = independence(
            now, similarity, of=flow.view.of, over=flow.view.over, channel=flow.view.indicator
        ).row(0, named=True)
        note = cite(study, flow, year)
        low, high = found["independent_low"], found["independent_high"]
        rows.append(
            (
                f"{LABELS[name]}, {period(flow, year)}",
                wording.count(found["effective"], note=note, digits=1),
                wording.count(found["independent"], note=note, digits=1),
                "–" if low is None or high is None else f"{low:.1f}–{high:.1f}",
                wording.count(found["gap"], note=note, digits=1),
                wording.percent(found["known"], note=note, bar=False),
            )
        )
    return (
        Table(
            "independent-partners",
            "How many of them are independent of each other",
            ("Channel", "Effective partners", "Independent", "Range", "Gap", "Votes known"),
            tuple(rows),
            caption="Two partners who vote alike beyond chance (κ) count as less than two. The range is"
            " for pairs whose likeness is unknown: all alike, or all unlike.",
        ),
    )
