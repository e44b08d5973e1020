"""Several answers as one: both directions of trade, the members of a bloc, some of the items.

Each of them is judged by the rule of trust on its own; the whole is told no better than the part
that is told worst. Of a bloc, members who are not told of count as rest: what they had when they were
last told of, twice over, may belong to any partner or to none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise import sums
from counterpoise.measures.answers import Told
from counterpoise.measures.shares import SHARED, SUPPRESSED, UNDEFINED
from counterpoise.measures.sufficiency import PARTLY_KNOWN, TOO_LITTLE
from counterpoise.measures.views import View
from counterpoise.panel.completeness import LARGEST
from counterpoise.reference import states as registry
from counterpoise.settings import Enough

PART: Final = ["way", "state", "year"]
"""One answer to be added up: which question, of which state, in which year."""
REACH: Final = 10
"""Years for which what a member last had still says how much it may have now."""
GROWN: Final = 2.0
"""What a member that is not told of may have at most, as a multiple of what it last had."""


def told_parts(ways: Sequence[Told]) -> pl.DataFrame:
    """Return every answer there is, with how much it tells.

    Returns
    -------
    polars.DataFrame
        `way` (place of the question), `state`, `year`, `volume` (sum told in the window, null if
        there is no row), `part` (of the state's own total, null if no source says the total).
    """
    return pl.concat(_told(way).with_columns(way=pl.lit(place)) for place, way in enumerate(ways))


def _told(way: Told) -> pl.DataFrame:
    window = way.shares.select("year", "volume", "completeness", state=way.view.of)
    window = window.unique(["state", "year"], keep="first", maintain_order=True)
    alone = pl.when(pl.col("yardstick") != LARGEST).then("completeness")
    rows = way.answer.chosen.select("state", "year", alone=alone)
    part = pl.when(pl.col("volume").is_null()).then("alone").otherwise("completeness")
    return rows.join(window, on=["state", "year"], how="left").select(
        "state", "year", "volume", part=part
    )


def whole_years(chosen: pl.DataFrame, states: Sequence[str]) -> list[int]:
    """Return the years in which every state that there was is told of."""
    counts = chosen.group_by("year").len().sort("year").rows()
    return [
        int(year)
        for year, count in counts
        if count == sum(registry.exists(state, year) for state in states)
    ]


def years_told(
    parts: pl.DataFrame, states: Sequence[str], ways: int
) -> dict[int, tuple[float, tuple[str, ...]]]:
    """Return the years of which enough members are told to bound the rest.

    Returns
    -------
    dict of int to (float, tuple of str)
        By year: what members who are not told of may have at most, in the channel's unit, and who
        they are. A year in which nobody knows how much such a member has is left out.
    """
    told = {(way, one, year): (volume, part) for one, year, volume, part, way in parts.select(
        "state", "year", "volume", "part", "way").iter_rows()}  # fmt: skip
    found: dict[int, tuple[float, tuple[str, ...]]] = {}
    for year in sorted({year for _, _, year in told}):
        there = [one for one in states if registry.exists(one, year)]
        gone = [(way, one) for one in there for way in range(ways) if (way, one, year) not in told]
        sizes = [_last_size(told, way, one, year) for way, one in gone]
        known = [size for size in sizes if size is not None]
        if len(known) == len(sizes) and len({one for _, one in gone}) < max(len(there), 1):
            found[int(year)] = GROWN * sum(known), tuple(dict.fromkeys(one for _, one in gone))
    return found


def _last_size(
    told: dict[tuple[int, str, int], tuple[float | None, float | None]],
    way: int,
    one: str,
    year: int,
) -> float | None:
    """Return what a member had in the nearest year, of at most ten, in which it is told of."""
    for then in sorted(range(year - REACH, year + REACH + 1), key=lambda y: abs(y - year)):
        volume, part = told.get((way, one, then), (None, None))
        if volume is not None:
            return volume / part if part else volume
    return None


def pooled(
    ways: Sequence[Told], *, subject: str, states: Sequence[str], view: View
) -> pl.DataFrame:
    """Return the shares of all answers together, as those of one subject.

    Parameters
    ----------
    ways : sequence of Told
        The questions: imports and exports, or one for each item.
    subject : str
        Who the shares are of.
    states : sequence of str
        The states asked for; what passes between them is left out.
    view : View
        Sides and floor of the result.

    Returns
    -------
    polars.DataFrame
        As `measures.answers.Told.shares`, without the sources, and with `sure`: whether no part
        that falls short of the rule may hide more of the partner.
    """
    rule = Enough.of_the_environment()
    parts = told_parts(ways)
    rests = years_told(parts, states, len(ways))
    parts = parts.filter(pl.col("year").is_in(list(rests)))
    under = pl.col("part") < rule.named
    hidden = pl.when(pl.col("part") > 0).then(pl.col("volume") / pl.col("part") - pl.col("volume"))
    years = (
        parts.sort(PART)
        .group_by("year", maintain_order=True)
        .agg(
            rest=hidden.fill_null(0.0).sum(),
            least=pl.col("part").min(),
            short=under.fill_null(False).sum(),
        )
        .join(_gone(rests), on="year", how="left")
        .with_columns(rest=pl.col("rest") + pl.col("more"))
    )
    ties = _ties(ways, states).join(parts.select(*PART, under=under), on=PART, how="inner")
    count = sums.parts_of(view.indicator)
    rows = ties.group_by("partner", "year").agg(
        value=sums.total(pl.col("value"), count),
        unknown=pl.col("unknown").sum(),
        short_told=(
            pl.col("under").fill_null(False)
            & pl.col("value").is_not_null()
            & (pl.col("unknown") == 0)
        ).sum(),
    )
    rows = rows.sort("year", "partner").with_columns(
        volume=sums.total(pl.col("value"), count).over("year"),
        below=(pl.col("value") < 0).any().over("year"),
    )
    return _stated(rows.join(years, on="year", how="inner"), rule, view).select(
        pl.lit(subject).alias(view.of), pl.col("partner").alias(view.over), "year", "value",
        "unknown", "volume", "share", "state_of_share", "completeness", "share_low", "share_high",
        "sure",
    )  # fmt: skip


def _ties(ways: Sequence[Told], states: Sequence[str]) -> pl.DataFrame:
    """Return what each answer tells of each partner who is none of the states."""
    every = [
        way.shares.select(
            pl.lit(place).alias("way"), pl.col(way.view.of).alias("state"), "year",
            pl.col(way.view.over).alias("partner"), "value", "unknown",
        )
        for place, way in enumerate(ways)
    ]  # fmt: skip
    return pl.concat(every).filter(~pl.col("partner").is_in(list(states)))


def _gone(rests: dict[int, tuple[float, tuple[str, ...]]]) -> pl.DataFrame:
    """Return what members who are not told of may have, and how many they are, by year."""
    rows = [(year, rest, len(gone)) for year, (rest, gone) in rests.items()]
    kinds = {"year": pl.Int32, "more": pl.Float64, "gone": pl.Int64}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _stated(rows: pl.DataFrame, rule: Enough, view: View) -> pl.DataFrame:
    """Return rows with shares where the worst part is told enough, else with bounds or nothing."""
    whole = pl.col("volume") + pl.col("rest")
    short, hardly = pl.col("least") < rule.named, pl.col("least") < rule.shown
    gone = pl.col("gone") > 0
    too_few = gone & (pl.col("volume") < rule.shown * whole)
    state = (
        pl.when(hardly.fill_null(False) | too_few)
        .then(pl.lit(TOO_LITTLE))
        .when(short.fill_null(False) | gone)
        .then(pl.lit(PARTLY_KNOWN))
        .when(pl.col("below") | (pl.col("volume") <= 0))
        .then(pl.lit(UNDEFINED))
        .when(pl.col("volume") < view.floor)
        .then(pl.lit(SUPPRESSED))
        .otherwise(pl.lit(SHARED))
    )
    rows = rows.with_columns(
        state_of_share=state,
        completeness=pl.when(whole > 0).then(pl.col("volume") / whole),
        sure=(pl.col("short_told") == pl.col("short")) & ~gone,
    )
    partly = pl.col("state_of_share") == PARTLY_KNOWN
    return rows.with_columns(
        share=pl.when(pl.col("state_of_share") == SHARED).then(pl.col("value") / pl.col("volume")),
        share_low=pl.when(partly).then(pl.col("value") / whole),
        share_high=pl.when(partly).then((pl.col("value") + pl.col("rest")) / whole),
    )
