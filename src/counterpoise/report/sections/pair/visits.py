"""Visits of leaders from one state of a pair to the other, as far as a list of them is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from counterpoise.report import wording
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study

INDICATOR: Final = "leader_visits"


def paid(couple: Couple) -> Iterator[tuple[int, str, int]]:
    """Yield year, words and footnote of the visits either way; nothing where no list covers them."""
    for study, partner in couple.ways():
        yield from _of_one(study, partner)


def _of_one(study: Study, partner: Study) -> Iterator[tuple[int, str, int]]:
    """Yield the visits that a state's leaders paid to the other."""
    evidence = study.evidence(INDICATOR)
    if evidence is None or not evidence.spans(study.state, side="origin"):
        return
    way = (pl.col("origin") == study.state) & (pl.col("destination") == partner.state)
    rows = evidence.rows.filter(way).select("year", "value").collect().sort("year")
    if rows.is_empty():
        return
    first, last = int(rows["year"][0]), int(rows["year"][-1])
    note = study.ledger.cite(
        evidence,
        f"visits of leaders of {study.state} to {partner.state}, {wording.span(first, last)}",
        rows.height,
        f"counterpoise export --indicator {INDICATOR} --state {study.state}"
        f" --partner {partner.state} --years {first}-{last}",
    )
    for year, count in rows.iter_rows():
        times = "" if count == 1 else f", {count:.0f} times"
        leaders = f"{wording.possessive(study.place)} leaders"
        yield int(year), f"{wording.started(leaders)} visit {partner.place}{times}", note
