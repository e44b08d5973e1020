"""Shares over windows that do not overlap, as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise import sums
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell
from counterpoise.report.study import Flow, Study

WINDOWS_SHOWN = 7
"""Windows that a page of paper is wide enough for."""


def window_ends(flow: Flow) -> list[int]:
    """Return the last years of windows that do not overlap, back from the last year covered."""
    return list(range(flow.last, flow.first - 1, -flow.view.window))[:WINDOWS_SHOWN][::-1]


def span(flow: Flow, end: int) -> tuple[int, int]:
    """Return the first and last year of the window that ends in a year."""
    return end - flow.view.window + 1, end


def notes(study: Study, flow: Flow, ends: Sequence[int]) -> dict[int, int]:
    """Return the footnote of each window."""
    return {end: study.cite(flow, *span(flow, end)) for end in ends}


def share_rows(
    study: Study, flow: Flow, partners: Sequence[str], ends: Sequence[int]
) -> list[tuple[Cell, ...]]:
    """Return one row for each partner: its name, and its share in each window; and one of all others."""
    marks = notes(study, flow, ends)
    stated = {end: str(flow.summary(end).get("state_of_share", "shared")) for end in ends}
    by_end = {end: dict(flow.year(end).select(flow.view.over, "share").rows()) for end in ends}
    rest = {
        end: sum(share or 0.0 for partner, share in by_end[end].items() if partner not in partners)
        for end in ends
    }
    named = [
        (
            states.name(partner),
            *(_share(by_end[end].get(partner, 0.0), stated[end], marks[end]) for end in ends),
        )
        for partner in partners
    ]
    if not any(rest.values()):
        return named
    others = (
        _share(rest[end] if stated[end] == "shared" else None, stated[end], marks[end])
        for end in ends
    )
    return [*named, ("Others", *others)]


def _share(share: float | None, state: str, note: int) -> Cell:
    return wording.percent(share, note=note, status="" if state == "shared" else state)


NOW_OR_ONCE: Final = "the largest now and whoever led"
"""Which partners `largest` keeps."""


def there(flow: Flow, ends: Sequence[int]) -> int:
    """Return how many partners have more than nothing in any of these windows."""
    seen = flow.shares.filter(pl.col("year").is_in(list(ends)), pl.col("value") > 0)
    return int(seen[flow.view.over].n_unique())


def largest(flow: Flow, ends: Sequence[int], number: int) -> list[str]:
    """Return so many partners, those first who are the largest now: in the last of these windows.

    Whoever led a window is among them: a table in which nobody of the first rank stands hides it. Where
    the last window has fewer partners, those with the largest volume over all windows follow.
    """
    over = flow.view.over
    seen = flow.shares.filter(pl.col("year").is_in(list(ends)))
    ranked = (
        seen.group_by(over)
        .agg(
            sums.total(pl.col("value"), sums.parts_of(flow.evidence.indicator)),
            now=pl.col("value").filter(pl.col("year") == max(ends)).sum(),
        )
        .sort("now", "value", over, descending=[True, True, False])[over]
        .to_list()
    )
    firsts = seen.filter(pl.col("value") > 0).sort("value", over, descending=[True, False])
    leaders = firsts.unique("year", keep="first", maintain_order=True)[over].to_list()
    others = [partner for partner in ranked if partner not in leaders]
    kept = {*leaders, *others[: max(number - len(set(leaders)), 0)]}
    return [partner for partner in ranked if partner in kept]
