"""How strong a state's ties with rivals are in each channel, all on one scale from 0 to 1.

Each channel has a stated reference, so that 0.5 with one pole and 0.25 with the other means the
same in all: twice as strong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import polars as pl

from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures import _grids
from counterpoise.measures.diversity import FIGHTING, fighting_pairs
from counterpoise.measures.shares import SHARED
from counterpoise.measures.views import view

VOTES: Final = "votes"
ALLIANCES: Final = "alliances"
COLUMNS: Final = ("state", "pole", "year", "channel", "strength")

GROUPS: Final = {
    "arms": "security", ALLIANCES: "security", "imports": "trade", "exports": "trade",
}  # fmt: skip
"""Which channels are of one kind, so that each kind weighs the same; votes are a kind of their own."""
FAINT: Final = 0.05
"""Ties of a channel that add up to less, a twentieth of it, tell of no lean."""

Zero = Literal["opposition", "chance"]
"""Which agreement in votes is no tie at all."""


def tie_strengths(
    *,
    poles: Sequence[str],
    shares: Mapping[str, Any] | None = None,
    votes: Any = None,
    alliances: Any = None,
    variants: Mapping[str, Sequence[Any]] | None = None,
    column: str = "kappa_squared",
    zero: Zero = "opposition",
) -> Any:
    r"""Return the strength of every state's tie with each pole, channel by channel.

    * *Shares.* The pole's part in all that the state receives, sends or holds in the channel: 1 if
      it has nobody else.
    * *Votes.* :math:`(1 + κ)/2`: the part of votes in which both would agree if they agreed by
      chance in half of them. 0 is opposition beyond chance, 0.5 chance, 1 voting as one. With
      ``zero="chance"``, κ, and 0 below chance: stricter, but then the ratio of two ties near 0 is
      decided by a few votes, and from 1992 to 2023 nine states of ten have no tie with the United
      States or none with China.
    * *Alliances.* 1 if a pact obliges either to fight for the other (defence or offence), else 0.
      Neutrality, non-aggression and consultation are no such tie, and who is no member of the state
      system has none that is known.

    Parameters
    ----------
    poles : sequence of str
        The rivals.
    shares : mapping of str to frame, or None
        What `shares` returned, by the name of its view (`measures.views`): "arms", "imports" ...
    votes : frame or None
        `state`, `other`, `session` or `year`, and `column`; each pair once or in both directions.
    alliances : frame or None
        Panel rows of ATOP's obligations, of all pairs in their years.
    variants : mapping of str to sequence of frame, or None
        Other frames that could as well be taken for a channel, by its name: shares of arms over
        another window, trade as the partners report it, votes on another set of roll calls. `low`
        and `high` are the least and the greatest strength that any of them gives.
    column : str
        The coefficient of agreement, at most 1, 0 at chance.
    zero : {"opposition", "chance"}
        Which agreement in votes counts as 0.

    Returns
    -------
    frame of the kind given first
        `state`, `pole`, `year`, `channel` (the view, "votes", "alliances"), `strength`, `low` and
        `high` in [0, 1], sorted by channel, state, year and pole. Poles themselves have no rows.

    Notes
    -----
    A pole without a row among a state's stated shares has 0 of them, if it has a share of anybody in
    that year, and else is unknown (Russia in 1980). A share of nothing, or of partners not covered,
    is unknown. A pair without agreement, for want of votes or of variation, is unknown.

    Raises
    ------
    MeasureError
        If nothing is given, or a frame lacks a column; UsageError, if there is no such view.

    Examples
    --------
    >>> kappa = pl.DataFrame({"state": ["CHN", "USA"], "other": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "kappa_squared": [0.46, -0.09]})
    >>> tie_strengths(poles=("USA", "CHN"), votes=kappa).select("pole", "strength").rows()
    [('CHN', 0.73), ('USA', 0.455)]
    """
    if zero not in ("opposition", "chance"):
        raise UsageError.not_among("`zero`", zero, ("opposition", "chance"))
    given = [*(shares or {}).values(), votes, alliances]
    first = next((frame for frame in given if frame is not None), None)
    if first is None:
        raise MeasureError("There must be shares, votes or alliances to make ties of.")
    frames = {**(shares or {}), VOTES: votes, ALLIANCES: alliances}
    others = variants or {}
    stray = [name for name in others if frames.get(name) is None]
    if stray:
        raise MeasureError(f"There must be a frame of {stray[0]!r} to have variants of.")

    readings = [
        (name, reading, one)
        for name, frame in frames.items()
        if frame is not None
        for reading, one in enumerate([frame, *others.get(name, ())])
    ]
    of_shares = [_portfolio(*each) for each in readings if each[0] not in (VOTES, ALLIANCES)]
    found = [_of_shares(pl.concat(of_shares, how="vertical_relaxed"), poles)] if of_shares else []
    for name, reading, one in readings:
        if name == VOTES:
            found.append(_of_votes(one, poles, column, zero).with_columns(reading=pl.lit(reading)))
        elif name == ALLIANCES:
            found.append(_of_alliances(one, poles).with_columns(reading=pl.lit(reading)))
    every = pl.concat(each.select(*COLUMNS, "reading") for each in found)
    rows = _between(every.filter(~pl.col("state").is_in(list(poles))))
    return _grids.given_back(rows.sort("channel", "state", "year", "pole"), first)


def pacts_in_force(panel: pl.DataFrame, *, last: int, until: int) -> pl.DataFrame:
    """Return pacts to fight by year, those of the last year known repeated in each year after it.

    Treaties last for decades, and without them an ally would look like a balancer; but whoever tells
    of a later year must say of which year the pacts are.

    Parameters
    ----------
    panel : polars.DataFrame
        Panel rows of ATOP's obligations, of all pairs: a year in which rivals have none must not look
        like one that is not told.
    last, until : int
        The last year known, and the last one wanted.

    Examples
    --------
    >>> rows = pl.DataFrame({"origin": ["JPN"], "destination": ["USA"], "year": [2018],
    ...     "indicator": ["alliance_defense"], "value": [1.0]})
    >>> pacts_in_force(rows, last=2018, until=2020)["year"].to_list()
    [2018, 2019, 2020]
    """
    known = panel.filter(pl.col("indicator").is_in(FIGHTING), pl.col("year") <= min(last, until))
    now = known.filter(pl.col("year") == last)
    years = range(last + 1, until + 1)
    kind = now.schema["year"]
    return pl.concat([known, *(now.with_columns(year=pl.lit(year, kind)) for year in years)])


def _between(readings: pl.DataFrame) -> pl.DataFrame:
    """Return the strengths of the first reading, with the least and the greatest that any gives."""
    strength = pl.col("strength")
    ends = readings.group_by(COLUMNS[:-1]).agg(
        strength.min().alias("low"), strength.max().alias("high")
    )
    first = readings.filter(pl.col("reading") == 0).drop("reading")
    return first.join(ends, on=COLUMNS[:-1], how="left")


def _portfolio(name: str, reading: int, given: Any) -> pl.DataFrame:
    """Return the columns of a channel's shares that tell of poles, with which reading they are."""
    seen = view(name)
    table = _grids.held(
        given, seen.of, seen.over, "year", "value", "share", "unknown", "state_of_share"
    )
    return table.select(
        pl.lit(name).alias("channel"),
        pl.lit(reading).alias("reading"),
        pl.col(seen.of).alias("state"),
        pl.col(seen.over).alias("pole"),
        pl.col("year").cast(pl.Int32),
        "value", "share", "unknown", "state_of_share",
    )  # fmt: skip


def _of_shares(table: pl.DataFrame, poles: Sequence[str]) -> pl.DataFrame:
    """Return the poles' shares of each state's channels, in each reading."""
    year = ["channel", "reading", "year"]
    there = table.filter(pl.col("pole").is_in(list(poles)))
    present = there.filter(pl.col("share") > 0).select(*year, "pole").unique()
    stated = table.select(*year, "state", "state_of_share").unique()
    hidden = (pl.col("unknown") > 0) & (pl.col("value").fill_null(0.0) == 0)
    share = pl.when(hidden).then(None).otherwise(pl.col("share").fill_null(0.0))
    return (
        stated.join(present, on=year)
        .join(there.drop("state_of_share"), on=[*year, "state", "pole"], how="left")
        .with_columns(
            strength=pl.when(pl.col("state_of_share") == SHARED).then(
                # Without a row nothing of the channel came from the pole.
                pl.when(pl.col("unknown").is_null()).then(0.0).otherwise(share)
            )
        )
    )


def _of_votes(given: Any, poles: Sequence[str], column: str, zero: Zero) -> pl.DataFrame:
    """Return agreement with the poles on a scale from 0 to 1."""
    time = _grids.session_or_year(given)
    table = _grids.by_year(_grids.held(given, "state", "other", time, column))
    one = table.select("state", pl.col("other").alias("pole"), "year", column)
    other = table.select(
        pl.col("other").alias("state"), pl.col("state").alias("pole"), "year", column
    )
    pairs = pl.concat([one, other]).filter(
        pl.col("pole").is_in(list(poles)), pl.col("state") != pl.col("pole")
    )
    pairs = pairs.unique(["state", "pole", "year"], keep="first", maintain_order=True)
    kappa = pl.col(column).cast(pl.Float64)
    scaled = (1 + kappa) / 2 if zero == "opposition" else kappa
    return pairs.with_columns(channel=pl.lit(VOTES), strength=scaled.clip(0.0, 1.0))


def _of_alliances(given: Any, poles: Sequence[str]) -> pl.DataFrame:
    """Return 1 for a pact to fight, 0 for none, of all members of the system."""
    bound = fighting_pairs(given, with_any=poles)
    return bound.select(
        "state", "year", pole="other", channel=pl.lit(ALLIANCES), strength="fighting"
    )
