"""What is known of the state at all: source by source, the years covered and held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from counterpoise import schema
from counterpoise.panel.candidates import able_sources
from counterpoise.report.pages import Cell, Section, Table
from counterpoise.report.study import Study

ASKED = (
    ("arms", "destination"),
    ("goods", "origin"),
    ("aid_net", "destination"),
    ("aid_committed", "destination"),
    ("fdi_flow", "destination"),
    ("fdi_stock", "destination"),
    ("alliance_defense", "origin"),
    ("dispute", "origin"),
    ("rivalry", "origin"),
)
"""Each indicator of a brief, and the side on which the state stands in it."""
OTHER_SIDE: Final = {"origin": "destination", "destination": "origin"}
AS: Final = {"origin": "a seller or giver", "destination": "a buyer or receiver"}


def section(study: Study) -> Section:
    """Return the table of what is covered, held, and not."""
    rows: list[tuple[Cell, ...]] = []
    own = ((name, one.of) for name, one in schema.own_channels().values())
    for indicator, side in (*ASKED, *own):
        title = schema.INDICATORS[indicator].title
        held = False
        for source in able_sources(indicator):
            evidence = study.evidence(indicator, source=source)
            if evidence is None:
                continue
            held = True
            spans = evidence.spans(study.state, side=side)
            other = evidence.spans(study.state, side=OTHER_SIDE[side]) if not spans else ()
            years = _years(spans)
            excerpt = evidence.holding.excerpt
            if all(each.items for each in evidence.holding.coverage):
                missing = "some products of it alone, and not all goods"
            else:
                missing = "not in the embedded excerpt" if excerpt else "not covered"
            if other:  # Kuwait's imports of a year in which its exports are told in part
                missing = f"{_years(other)}, as {AS[OTHER_SIDE[side]]} alone"
            rows.append(
                (title, evidence.holding.card.title, evidence.holding.vintage, years or missing)
            )
        if not held:
            rows.append((title, "–", "–", "not held"))
    return Section(
        "coverage",
        "What is covered, and what is not",
        parts=(
            Table(
                "coverage",
                "",
                ("Evidence", "Source", "Vintage", f"{study.name} covered"),
                tuple(rows),
            ),
        ),
        caveats=(
            "Absent from these tables means unknown, never zero: 'not covered' is nobody's count,"
            " 'too little' is a share withheld because its total is under the stated floor, and"
            " 'undefined' is a share of a sum that holds negative parts.",
        ),
    )


def _years(spans: Sequence[tuple[int, int]]) -> str:
    """Return spans of years in words."""
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
