"""Small panels in view, and statements on them: what the laws of the engine are tried on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import Checked
from counterpoise.statements.statement import Statement
from tests.panel.holding import Tie, keep, ties

MILLION = 1e6


def goods(
    folder: Path,
    rows: Sequence[Tie],
    coverage: Sequence[Covered] | None = None,
    *,
    source: str = "cow_trade",
) -> Store:
    """Return a store in which this trade is told, in millions; by default of everybody in its years."""
    told = [(o, d, year, None if v is None else v * MILLION) for o, d, year, v in rows]
    years = [year for _, _, year, _ in rows]
    covered = coverage or [Covered(min(years), max(years))]
    keep(folder, source, "4.0", ties("goods", told), covered)
    return Store((folder,))


def arms(folder: Path, rows: Sequence[Tie], first: int, last: int, **more: Any) -> Store:
    """Return a store in which these transfers are told, in million TIV, by the register."""
    keep(folder, "sipri_arms", "1", ties("arms", rows), [Covered(first, last)], **more)
    return Store((folder,))


def totals(folder: Path, *rows: tuple[str, int, float, float]) -> None:
    """Put the states' own totals into a store: state, year, imports, exports, in millions."""
    long = [
        (state, year, name, value * MILLION)
        for state, year, *both in rows
        for name, value in zip(("imports", "exports"), both, strict=True)
    ]
    table = pl.DataFrame(
        long,
        schema={"state": str, "year": pl.Int16, "indicator": str, "value": float},
        orient="row",
    )
    years = [row[1] for row in rows]
    keep(folder, "cow_trade_national", "4.0", table, [Covered(min(years), max(years))])


def said(kind: str = "share", **parts: Any) -> Statement:
    """Return a statement of June 2015 on India's imports from China."""
    usual: dict[str, Any] = {
        "id": "S", "text": "It was so.", "kind": kind, "stated": date(2015, 6, 1),
        "subject": "IND", "partners": ("CHN",), "channel": "imports",
    }  # fmt: skip
    if kind == "share":
        usual |= {"comparison": "more than", "quantity": 50, "unit": "%"}
    return Statement(**{**usual, **parts})


def judged(store: Store, kind: str = "share", **parts: Any) -> Checked:
    """Return the verdict on such a statement."""
    (found,) = check(store, [said(kind, **parts)])
    return found
