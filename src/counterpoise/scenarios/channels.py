"""A channel of a state as it last was: each partner's share of it, and whom it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.alignment import alignment
from counterpoise.measures.shares import SHARED, shares
from counterpoise.measures.views import View, view
from counterpoise.panel import ask
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.schema import NOT_COVERED

VOTES: Final = "votes"
SESSIONS: Final = 5
"""Sessions of the General Assembly whose votes are pooled."""
RECENT_TRADE: Final = "cepii_baci_matrix"
VIEWS_OF: Final = {"investment": ("investment", "investment-flow")}
"""Capital is a stock where one is held, else what came in."""
REPORTED, PARTLY = "reported", "partly covered"


@dataclass(frozen=True)
class Channel:
    """One channel of a state, as it last was: each partner's share, and whom it speaks of."""

    name: str
    unit: str
    first: int
    year: int
    source: str
    shares: dict[str, tuple[float | None, float | None, str]]
    evidence: Evidence | None


def channel(store: Store, state: str, name: str, *, as_of: int | None = None) -> Channel | None:
    """Return one channel of a state in the last year with a stated share; None if never covered."""
    if name == VOTES:
        return _votes(store, state, as_of)
    for seen in map(view, VIEWS_OF.get(name, (name,))):
        for evidence in _evidence(store, seen, as_of):
            spans = evidence.spans(state, side=seen.of)
            if spans:
                return _flow(evidence, seen, state, spans[-1])
    return None


def _evidence(store: Store, seen: View, as_of: int | None) -> Iterable[Evidence]:
    """Yield the evidence there is on a view, the one to be asked first first."""
    able = list(able_sources(seen.indicator))
    if RECENT_TRADE in able:
        able.sort(key=lambda source: source != RECENT_TRADE)
    for source in able:
        if store.holdings(source):
            yield ask.indicator_rows(store, seen.indicator, source=source, as_of=as_of)


def _flow(evidence: Evidence, seen: View, state: str, span: tuple[int, int]) -> Channel | None:
    """Return a channel of shares in the last year of a span, over the view's window.

    A year whose shares are not stated (net aid of which a donor took back more than it gave) gives
    way to the last one before it whose shares are, if there is any.
    """
    year = span[1]
    rows = evidence.rows.filter(pl.col(seen.of) == state, pl.col("year") <= year).collect()
    if rows.is_empty():
        return None
    last = min(year, int(rows["year"].to_numpy().max()))
    window = min(seen.window, last - int(rows["year"].to_numpy().min()) + 1)
    table = shares(rows, of=seen.of, over=seen.over, window=window, floor=seen.floor)
    stated = table.filter(pl.col("state_of_share") == SHARED)
    if stated.height:
        last = int(stated["year"].to_numpy().max())
    held = table.filter(pl.col("year") == last)
    found = {row[seen.over]: _told(row) for row in held.iter_rows(named=True)}
    holding = evidence.holding
    unit = str(rows["unit"][0]) if "unit" in rows.columns else ""
    source = f"{holding.source} {holding.vintage}"
    return Channel(seen.name, unit, last - window + 1, last, source, found, evidence)


def _told(row: dict[str, Any]) -> tuple[float | None, float | None, str]:
    """Return share, amount and status of a partner's row."""
    if row["unknown"] and not row["value"]:
        return None, None, NOT_COVERED
    if row["state_of_share"] != SHARED:
        return None, row["value"], row["state_of_share"]
    return row["share"], row["value"], PARTLY if row["unknown"] else REPORTED


def _votes(store: Store, state: str, as_of: int | None) -> Channel | None:
    """Return agreement beyond chance with every state, over the last sessions."""
    try:
        evidence = ask.votes(store, as_of=as_of)
    except EvidenceError:
        return None
    last = evidence.rows.select(pl.col("session").max()).collect().item()
    if last is None:
        return None
    cast = evidence.rows.filter(pl.col("session") > last - SESSIONS).collect()
    window = min(SESSIONS, cast["session"].n_unique())
    pairs = alignment(cast, window=window, between=[state])
    pairs = pairs.filter(pl.col("session") == pairs["session"].max())
    if pairs.is_empty():
        return None
    support = pairs.with_columns(support=pl.col("kappa_squared").clip(0.0))
    total = float(support["support"].sum())
    found: dict[str, tuple[float | None, float | None, str]] = {}
    for other, kappa, part in support.select("other", "kappa_squared", "support").rows():
        stated = kappa is not None and total > 0
        found[other] = (part / total, kappa, REPORTED) if stated else (None, kappa, "undefined")
    years = cast["date"].dt.year()
    first, year = int(years.to_numpy().min()), int(years.to_numpy().max())
    source = f"{evidence.holding.source} {evidence.holding.vintage}"
    return Channel(VOTES, "kappa", first, year, source, found, None)
