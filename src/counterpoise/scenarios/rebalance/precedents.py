"""How often it has been done: states that brought a leading partner down as far, in as many years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from counterpoise.measures.answers import Told, told
from counterpoise.measures.shares import SHARED
from counterpoise.measures.views import view
from counterpoise.panel.store import Holding, Store
from counterpoise.reference import states

NEAR: Final = 0.10
"""How near to today's share a leader's must have been to be a precedent."""
SHOWN: Final = 5


@dataclass(frozen=True)
class Case:
    """One time that a leading partner was brought down as far.

    Parameters
    ----------
    state, partner : str
    first, last : int
        When it led, and when its share had fallen as far; the last year of the channel's window.
    before, after : float
        Its share then.
    """

    state: str
    partner: str
    first: int
    last: int
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Precedents:
    """How many states have done the like.

    Parameters
    ----------
    states : int
        States whose leading partner held within `NEAR` of today's share in a year, and of whom it is
        told what it held when the years were over.
    moved : int
        Those of them where it was down by as much then, in any of their years.
    starts, starts_moved : int
        The same of state-years: how often such a year was followed by it.
    down, years : float, int
        By how much, and within how many years.
    nearest : tuple of Case
        The cases whose leader held nearest to today's share, one of each state.
    first, last : int
        Years that are told.
    rows, answered : int
        State-years that are told, and how many of them the release answers that answers most.
    holding : Holding
        That release.
    beside : tuple of Holding
        All releases that answer.
    """

    states: int
    moved: int
    starts: int
    starts_moved: int
    down: float
    years: int
    nearest: tuple[Case, ...]
    first: int
    last: int
    rows: int
    answered: int
    holding: Holding
    beside: tuple[Holding, ...] = ()


def precedents(
    store: Store,
    channel: str,
    *,
    share: float,
    down: float,
    years: int,
    state: str = "",
    as_of: int | None = None,
) -> Precedents:
    """Return how often a leading partner was brought down as far as this.

    Parameters
    ----------
    store : Store
    channel : str
        A view.
    share : float
        What the leader holds today.
    down : float
        By how much it is to come down, above 0.
    years : int
        Within which.
    state : str
        Id of a state that is left out of the nearest cases; its own past counts with the others.
    as_of : int, optional
        The last year that may be known.

    Notes
    -----
    Compared are the first year and the last of the years, so that a dip that did not last is no
    precedent. Shares are those that pages state: a year told too little of is no evidence for or
    against. A leader that ceased to exist is none either, for nobody turned away from it.
    """
    seen = view(channel)
    found = told(store, seen, as_of=as_of)
    table = store.kept(("led", channel, as_of), lambda: _leading(found))
    told_years = table.select("state", "year").unique()
    leaders = _first(table)
    alike = leaders.filter((pl.col("share") - share).abs() <= NEAR)
    later = _later(alike, table, told_years, years)
    cases = later.filter(pl.col("after") <= pl.col("share") - down)
    main = max(found.answer.pieces, key=lambda piece: piece.chosen.height)
    return Precedents(
        later["state"].n_unique(),
        cases["state"].n_unique(),
        later.height,
        cases.height,
        down,
        years,
        _nearest(cases.filter(pl.col("state") != state), share),
        int(told_years["year"].min() or 0),  # type: ignore[arg-type]
        int(told_years["year"].max() or 0),  # type: ignore[arg-type]
        told_years.height,
        main.chosen.join(told_years, on=["state", "year"], how="semi").height,
        main.holding,
        found.holdings,
    )


def _leading(found: Told) -> pl.DataFrame:
    """Return the shares that are stated of all who ever led among a state's partners, in all years."""
    seen = found.view
    stated = found.stated.filter(pl.col("state_of_share") == SHARED, pl.col("share").is_not_null())
    table = stated.select(
        state=seen.of, partner=seen.over, year=pl.col("year").cast(pl.Int64), share="share"
    )
    table = table.filter(pl.col("partner").is_in(_states(table["partner"].unique().to_list())))
    return table.join(_first(table), on=["state", "partner"], how="semi")


def _first(table: pl.DataFrame) -> pl.DataFrame:
    """Return the largest partner of each state and year."""
    ordered = table.sort("share", "partner", descending=[True, False])
    return ordered.unique(["state", "year"], keep="first", maintain_order=True)


def _later(
    alike: pl.DataFrame, table: pl.DataFrame, told_years: pl.DataFrame, years: int
) -> pl.DataFrame:
    """Return what each leader held when the years were over, of states that are told of then."""
    then = alike.with_columns(then=pl.col("year") + years)
    whole = then.join(told_years.rename({"year": "then"}), on=["state", "then"], how="semi")
    lived = [states.exists(one, year) for one, year in whole.select("partner", "then").iter_rows()]
    shares = table.rename({"year": "then", "share": "after"})
    return (
        whole.filter(pl.Series(lived, dtype=pl.Boolean))
        .join(shares, on=["state", "partner", "then"], how="left", validate="m:1")
        .with_columns(pl.col("after").fill_null(0.0))
    )


def _nearest(cases: pl.DataFrame, share: float) -> tuple[Case, ...]:
    """Return the cases nearest to today's share, each state once."""
    rows = (
        cases.with_columns(apart=(pl.col("share") - share).abs())
        .sort("apart", "state", "year")
        .unique("state", keep="first", maintain_order=True)
        .head(SHOWN)
    )
    return tuple(
        Case(row["state"], row["partner"], row["year"], row["then"], row["share"], row["after"])
        for row in rows.iter_rows(named=True)
    )


def _states(partners: Sequence[str]) -> list[str]:
    return [one for one in partners if states.kind(one) in ("state", "territory")]
