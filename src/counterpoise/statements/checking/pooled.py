"""Several answers as one: both directions of trade, the members of a bloc, some of the items.

Each of them is judged by the rule of trust on its own; the whole is told no better than the part
that is told worst.
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


def whole_years(parts: pl.DataFrame, states: Sequence[str], ways: int) -> list[int]:
    """Return the years in which every state that there was is told of, by every question."""
    counts = parts.group_by("year").len().sort("year").rows()
    return [
        int(year)
        for year, count in counts
        if count == ways * sum(registry.exists(state, year) for state in states)
    ]


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
    parts = parts.filter(pl.col("year").is_in(whole_years(parts, states, len(ways))))
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


def _stated(rows: pl.DataFrame, rule: Enough, view: View) -> pl.DataFrame:
    """Return rows with shares where the worst part is told enough, else with bounds or nothing."""
    whole = pl.col("volume") + pl.col("rest")
    short, hardly = pl.col("least") < rule.named, pl.col("least") < rule.shown
    state = (
        pl.when(hardly.fill_null(False))
        .then(pl.lit(TOO_LITTLE))
        .when(short.fill_null(False))
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
        sure=pl.col("short_told") == pl.col("short"),
    )
    partly = pl.col("state_of_share") == PARTLY_KNOWN
    return rows.with_columns(
        share=pl.when(pl.col("state_of_share") == SHARED).then(pl.col("value") / pl.col("volume")),
        share_low=pl.when(partly).then(pl.col("value") / whole),
        share_high=pl.when(partly).then((pl.col("value") + pl.col("rest")) / whole),
    )
