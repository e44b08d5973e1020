"""A channel of a state as it last was: each partner's share of it, and whom it speaks of.

Shares are those of :mod:`measures.answers`: a page, a table and a scenario tell the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.alignment import alignment
from counterpoise.measures.answers import told
from counterpoise.measures.shares import SHARED, UNDEFINED
from counterpoise.measures.sufficiency import PARTLY_KNOWN
from counterpoise.measures.views import view
from counterpoise.panel import ask, coverage
from counterpoise.panel.ask import Piece
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.schema import INDICATORS, NOT_COVERED

VOTES: Final = "votes"
SESSIONS: Final = 5
"""Sessions of the General Assembly whose votes are pooled."""
VIEWS_OF: Final = {"investment": ("investment", "investment-flow")}
"""Capital is a stock where one can be told, else what came in."""
REPORTED, PARTLY = "reported", "partly covered"


@dataclass(frozen=True)
class Part:
    """What is known of a partner's part of a channel.

    Parameters
    ----------
    share : float or None
        In [0, 1]; None if it is not stated.
    amount : float or None
        In the channel's unit.
    status : str
        "reported", "partly covered", "not covered", or why no share is stated ("partly known" where
        less is told than the rule of trust asks for: `settings.Enough`).
    at_least, at_most : float or None
        The bounds that what is not told leaves; None if nobody knows.
    """

    share: float | None
    amount: float | None
    status: str
    at_least: float | None = None
    at_most: float | None = None


def not_covered(completeness: float | None, state_of_share: str = SHARED) -> Part:
    """Return the part of a partner of whom nothing is told: at most what is told of nobody."""
    if completeness is None or state_of_share not in (SHARED, PARTLY_KNOWN):
        return Part(None, None, NOT_COVERED)
    return Part(None, None, NOT_COVERED, 0.0, 1.0 - completeness)


@dataclass(frozen=True, eq=False)
class Channel:
    """One channel of a state, as it last was: each partner's part, and whom it speaks of.

    Parameters
    ----------
    state, name, indicator : str
        The state; the view, or "votes"; what it is measured by.
    unit : str
    first, year : int
        Of the window.
    source : str
        Source and vintage.
    parts : mapping of partner to Part
        Partners with a row.
    state_of_share : str
        Of all its shares: "shared", or why there are none.
    completeness : float or None
        The part of the state's own total that is told; None where no total is said.
    reason : str
        Why this release answers, in words.
    """

    state: str
    name: str
    indicator: str
    unit: str
    first: int
    year: int
    source: str
    parts: dict[str, Part]
    state_of_share: str = SHARED
    completeness: float | None = None
    reason: str = ""
    piece: Piece | None = field(default=None, repr=False)

    def part(self, partner: str) -> Part:
        """Return what is known of a partner; without a row nothing passed, if the pair is covered.

        Of what is told, that is: what is not told may be the partner's all the same.
        """
        if partner in self.parts:
            return self.parts[partner]
        if self.piece is None or not self._covers(self.piece, partner):
            return not_covered(self.completeness, self.state_of_share)
        stated = self.state_of_share == SHARED
        return replace(
            not_covered(self.completeness, self.state_of_share),
            share=0.0 if stated else None,
            amount=0.0,
            status=REPORTED if stated else self.state_of_share,
        )

    def _covers(self, piece: Piece, partner: str) -> bool:
        seen = view(self.name)
        pair = {seen.of: self.state, seen.over: partner}
        return states.exists(partner, self.year) and all(
            coverage.is_covered(
                piece.holding.coverage,
                pair["origin"],
                pair["destination"],
                year,
                indicator=seen.indicator,
            )
            for year in range(self.first, self.year + 1)
        )


def channel(store: Store, state: str, name: str, *, as_of: int | None = None) -> Channel | None:
    """Return one channel of a state in the last year that can be told; None if it is not covered.

    That is the last year with stated shares, as pages tell of it; without any, the last of which
    bounds are known; else the last one with a row, which says why there are no shares.
    """
    if name == VOTES:
        return _votes(store, state, as_of)
    found = [_flow(store, state, each, as_of) for each in VIEWS_OF.get(name, (name,))]
    covered = [each for each in found if each is not None]
    return min(covered, key=lambda each: _rank(each.state_of_share), default=None)


def _rank(state_of_share: str) -> int:
    """Return how little a year tells: 0 of shares, 1 of bounds, 2 of neither."""
    return {SHARED: 0, PARTLY_KNOWN: 1}.get(state_of_share, 2)


def _flow(store: Store, state: str, name: str, as_of: int | None) -> Channel | None:
    """Return a view of the state in the last year that can be told."""
    seen = view(name)
    try:
        found = told(store, seen, (state,), as_of=as_of)
    except EvidenceError:
        return None
    if found.shares.is_empty():
        return None
    year, state_of_share = min(
        found.shares.select("year", "state_of_share").unique().iter_rows(),
        key=lambda each: (_rank(each[1]), -each[0]),
    )
    rows = found.shares.filter(pl.col("year") == year)
    piece = found.answer.piece(state, year)
    assert piece is not None, "a year with shares is answered"
    return Channel(
        state, name, seen.indicator, INDICATORS[seen.indicator].unit,
        year - found.view.window + 1, year,
        f"{piece.holding.source} {piece.holding.vintage}",
        {row[seen.over]: _part(row) for row in rows.iter_rows(named=True)},
        state_of_share, rows["completeness"][0], found.answer.reason(state, year), piece,
    )  # fmt: skip


def _part(row: dict[str, Any]) -> Part:
    """Return what a row of shares tells of its partner."""
    if row["unknown"] and not row["value"]:
        return not_covered(row["completeness"], row["state_of_share"])
    bounds = row["share_low"], row["share_high"]
    if row["state_of_share"] != SHARED:
        return Part(None, row["value"], row["state_of_share"], *bounds)
    return Part(row["share"], row["value"], PARTLY if row["unknown"] else REPORTED, *bounds)


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
    if pairs.is_empty():
        return None
    pairs = pairs.filter(pl.col("session") == pl.col("session").max())
    support = pairs.with_columns(support=pl.col("kappa_squared").clip(0.0))
    total = float(support["support"].sum())
    found: dict[str, Part] = {}
    for other, kappa, part in support.select("other", "kappa_squared", "support").rows():
        stated = kappa is not None and total > 0
        found[other] = (
            Part(part / total, kappa, REPORTED) if stated else Part(None, kappa, UNDEFINED)
        )
    years = cast["date"].dt.year()
    first, year = int(years.to_numpy().min()), int(years.to_numpy().max())
    source = f"{evidence.holding.source} {evidence.holding.vintage}"
    return Channel(state, VOTES, VOTES, "kappa", first, year, source, found)
