"""What weight a state has beside the powers: spending on forces, soldiers, capability, leaders' visits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import polars as pl

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import NOT_COVERED, Cell, Number, Table
from counterpoise.report.study import Study

Words = Callable[..., Number]
MEASURES: Final[dict[str, tuple[str, Words]]] = {
    "military_expenditure": ("Military expenditure", wording.dollars),
    "military_burden": ("Military expenditure over GDP", partial(wording.percent, bar=False)),
    "soldiers": ("Soldiers", wording.count),
    "capability": ("Part of the world's capability", partial(wording.percent, bar=False)),
    "visits_abroad": ("Visits of its leaders abroad", wording.count),
    "visits_received": ("Visits of leaders received", wording.count),
}


def weight(study: Study) -> list[Table]:
    """Return the table of the state beside the powers, each row of its last year known; else none."""
    others = [power for power in study.rivals if power != study.state]
    rows = [row for name in MEASURES if (row := _row(study, name, others))]
    if not rows:
        return []
    headers = ("Last year known", study.name, *(states.name(power) for power in others))
    return [
        Table(
            "weight",
            f"{study.name} beside the powers",
            headers,
            tuple(rows),
            caption="Capability is the Composite Index of National Capability: soldiers, spending, steel,"
            " energy and people, as shares of the world's.",
        )
    ]


def _row(study: Study, indicator: str, others: list[str]) -> tuple[Cell, ...] | None:
    evidence = study.evidence(indicator)
    if evidence is None:
        return None
    wanted = [study.state, *others]
    known = evidence.rows.filter(
        pl.col("indicator") == indicator, pl.col("state").is_in(wanted), pl.col("value").is_not_null()
    ).select("state", "year", "value").collect()  # fmt: skip
    own = known.filter(state=study.state)
    if own.is_empty():
        return None
    year = max(own["year"].to_list())
    values = dict(known.filter(year=year).select("state", "value").iter_rows())
    title, words = MEASURES[indicator]
    note = study.ledger.cite(
        evidence,
        f"{indicator} rows of {', '.join(wanted)}, {year}",
        len(values),
        f"counterpoise export --indicator {indicator} --state {','.join(wanted)} --years {year}-{year}",
    )
    cells = (
        words(values[one], note=note) if one in values else wording.absent(NOT_COVERED, note=note)
        for one in wanted
    )
    return (f"{title}, {year}", *cells)
