"""Who has done the like: states whose first partner held as much, and ten years on as little."""

from __future__ import annotations

from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Table
from counterpoise.scenarios.rebalance.precedents import NEAR, Precedents


def section(past: Precedents, note: int) -> Section:
    """Return the section on precedents."""
    rows: list[tuple[Cell, ...]] = [
        (
            states.name(case.state),
            states.name(case.partner),
            wording.span(case.first, case.last),
            wording.percent(case.before, note=note),
            wording.percent(case.after, note=note),
        )
        for case in past.nearest
    ]
    return Section(
        "precedents",
        "Who has done the like",
        lead=(
            (
                f"Of all states{' that are held here' if in_part(past) else ''} and years,"
                f" {past.first}–{past.last}, in which the first partner held"
                f" within {100 * NEAR:.0f} points of today's share, ",
                wording.percent(past.starts_moved / past.starts, note=note)
                if past.starts
                else "none",
                f" were down by {100 * past.down:.1f} points or more {number_of(past.years, 'year')} on:"
                f" {past.moved:,} of {number_of(past.states, 'state')} at some time.",
            ),
        ),
        parts=(
            Table(
                "cases",
                "The cases nearest to today's share",
                ("State", "First partner", "Years", "Share then", "Share after"),
                tuple(rows),
            ),
        )
        if rows
        else (),
        caveats=(
            *_excerpt(past),
            "That it came down does not say that it was meant to: partners also fall behind by"
            " themselves.",
        ),
    )


def in_part(past: Precedents) -> bool:
    """Return whether only some states are held of the source that tells most of them."""
    return " one of " in past.holding.excerpt


def _excerpt(past: Precedents) -> tuple[str, ...]:
    """Return whose past counts, where the source may be held in part only."""
    if not in_part(past):
        return ()
    return (
        "Only a part of the source is held and counted:"
        f" {past.holding.excerpt.replace('destination', 'recipient')}. The publisher's whole file,"
        f" added with `counterpoise add {past.holding.source} FILE`, counts all states.",
    )
