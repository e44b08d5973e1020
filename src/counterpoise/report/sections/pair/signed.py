"""Agreements that two states signed, dated as their lists date them: by day, or by year and name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.state.pacts import cite, partners

SINCE: Final = 1946
KINDS: Final = {
    "trade_agreement_signed": "trade agreement",
    "investment_treaty_signed": "agreement on investment, or with provisions on it",
}


def signings(couple: Couple) -> Iterator[tuple[int, str, int]]:
    """Yield year, words and footnote of what the two signed, in force or not."""
    for kind, title in KINDS.items():
        evidence = couple.one.evidence(kind)
        if evidence is None:
            continue
        rows = partners(couple.one, evidence).filter(
            pl.col("partner") == couple.other.state, pl.col("year") >= SINCE, pl.col("value") > 0
        )
        if rows.is_empty():
            continue
        note = cite(couple.one, evidence, rows, int(rows["year"][-1]), partner=couple.other.state)
        for year, item in rows.sort("year", "item").select("year", "item").iter_rows():
            yield int(year), _words(title, item), note


def _words(title: str, item: str) -> str:
    """Return what was signed: with its day, or else by its name."""
    try:
        day = date.fromisoformat(item)
    except ValueError:
        return f"They sign a {title}: {item}"
    article = "an" if title[0] in "aeiou" else "a"
    return f"They sign {article} {title}, on {day.day} {day:%B}"
