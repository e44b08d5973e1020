"""What losing a partner takes away where there is no price: arms, aid, capital, votes.

These channels have no price index, and no loss of income is made up for them. Stated is what the
partner's part was, and what could take its place. A part that is not known is null, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl

from counterpoise import sums
from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.scenarios.channels import Channel, channel
from counterpoise.schema import NOT_COVERED

CHANNELS: Final = ("arms", "imports", "exports", "aid", "investment", "votes")
COLUMNS: Final[dict[str, Any]] = {
    "channel": pl.String,
    "indicator": pl.String,
    "partner": pl.String,
    "share_lost": pl.Float64,
    "at_least": pl.Float64,
    "at_most": pl.Float64,
    "amount": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
    "first": pl.Int64,
    "year": pl.Int64,
    "source": pl.String,
}


def exposure(
    store: Store,
    state: str,
    *,
    partners: Sequence[str] = (),
    channels: Sequence[str] = CHANNELS,
    as_of: int | None = None,
) -> pl.DataFrame:
    r"""Return what part of each channel is lost with each partner.

    Parameters
    ----------
    store : Store
    state : str
    partners : sequence of str
        None for all who have a part in any channel.
    channels : sequence of str
        "arms" received (5 years), "imports", "exports" (1 year), "aid" (5), "investment" (stock of
        foreign capital), "votes" (agreement beyond chance in 5 sessions of the General Assembly).
    as_of : int, optional
        The last year that may be known.

    Returns
    -------
    polars.DataFrame
        One row per `channel` and `partner`, of the last year that can be told: `indicator`, what the
        channel is measured by; `share_lost`, in [0, 1], part of all that is told of the channel, as
        `measures.answers.told` has it; `at_least` and `at_most`, the bounds that the part not told
        leaves (null where no total is said); `amount` in `unit`; `status`: "reported", "partly
        covered" (some of its years are not), "not covered" (null), or why no share is stated ("partly
        known": too little of the total is told, but bounds are known; "too little known": not even
        those; "undefined" where the total is not positive, "suppressed" where it is too small);
        `first` and `year` of the window; `source` and vintage. Channels of which nothing is held have
        rows that say "not covered". In votes the share is :math:`κ_j^+ / \sum_k κ_k^+`, and `amount`
        is κ.

    Raises
    ------
    UsageError
        If there is no such channel.
    """
    target = states.resolve(state)
    for name in channels:
        if name not in CHANNELS:
            raise UsageError.not_among("The channel", name, CHANNELS)
    found = {name: channel(store, target, name, as_of=as_of) for name in channels}
    everybody = [states.resolve(partner) for partner in partners] or _partners(found.values())
    rows = [
        _row(name, found[name], partner)
        for name in channels
        for partner in everybody
        if partner != target
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def n_minus_channels(table: pl.DataFrame, *, k: int = 1) -> pl.DataFrame:
    """Return the worst partner, or two, per channel, and over all channels at once.

    Over all channels the same partners are lost everywhere, and channels count alike.

    Parameters
    ----------
    table : polars.DataFrame
        What `exposure` returned.
    k : int
        1 or 2.

    Returns
    -------
    polars.DataFrame
        `channel` (last of all "all"), `partners` (list), `share_lost`: in a channel the part lost,
        over all the mean of the channels known; `known` and `channels`, how many of how many;
        `at_least` and `at_most`: over all, the mean of the channels' bounds (0 and 1 where nothing is
        known); in a channel, the largest part that any partner may have, null if one is not covered
        of whom no bound is known.
        `share_lost` is null, and partners are none, where no share is stated.

    Raises
    ------
    UsageError
        If `k` is neither 1 nor 2.
    """
    if k not in (1, 2):
        raise UsageError.out_of_range("k", k, "1 or 2")
    names = table["channel"].unique(maintain_order=True).to_list()
    rows = [_worst(table.filter(pl.col("channel") == name), name, k) for name in names]
    return pl.DataFrame([*rows, _worst_everywhere(table, names, k)], schema=WORST, orient="row")


WORST: Final[dict[str, Any]] = {
    "channel": pl.String,
    "partners": pl.List(pl.String),
    "share_lost": pl.Float64,
    "known": pl.Int64,
    "channels": pl.Int64,
    "at_least": pl.Float64,
    "at_most": pl.Float64,
}


def _partners(found: Iterable[Channel | None]) -> list[str]:
    """Return everybody with a part in a channel: states and territories, in the order of names."""
    named = {
        partner
        for each in found
        if each
        for partner, part in each.parts.items()
        if part.share is None or part.share > 0
    }
    return sorted(partner for partner in named if states.kind(partner) in ("state", "territory"))


def _row(name: str, found: Channel | None, partner: str) -> tuple[Any, ...]:
    """Return one row of the table of exposure."""
    if found is None:
        return (name, None, partner, *[None] * 5, NOT_COVERED, None, None, None)
    part = found.part(partner)
    return (
        name, found.indicator, partner, part.share, part.at_least, part.at_most, part.amount,
        found.unit, part.status, found.first, found.year, found.source,
    )  # fmt: skip


def _worst(rows: pl.DataFrame, name: str, k: int) -> tuple[Any, ...]:
    """Return the partners with the largest shares of one channel."""
    stated = rows.drop_nulls("share_lost").filter(pl.col("share_lost") > 0)
    top = stated.sort("share_lost", "partner", descending=[True, False]).head(k)
    if top.is_empty():
        return (name, [], None, 0, 1, None, None)
    lost = float(top["share_lost"].sum())
    high = _bounded(rows).sort("high", descending=True, nulls_last=True)["high"]
    at_most = None if high.null_count() else min(1.0, float(high.head(k).sum()))
    return (name, top["partner"].to_list(), lost, 1, 1, lost, at_most)


def _bounded(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with the least and most that may be lost, `low` and `high`, null if unknown."""
    for name in ("at_least", "at_most"):
        if name not in table.columns:
            table = table.with_columns(pl.lit(None, pl.Float64).alias(name))
    return table.with_columns(
        low=pl.coalesce("share_lost", "at_least"), high=pl.coalesce("share_lost", "at_most")
    )


def _worst_everywhere(table: pl.DataFrame, names: list[str], k: int) -> tuple[Any, ...]:
    """Return the partners whose loss everywhere at once takes most, all channels counting alike."""
    bounded = _bounded(table).with_columns(
        pl.col("low").fill_null(0.0), pl.col("high").fill_null(1.0)
    )
    one = bounded.select("channel", "partner", "share_lost", "low", "high")
    if k == 2:
        both = {name: f"{name}_2" for name in ("share_lost", "low", "high")}
        other = one.rename({"partner": "second", **both})
        one = one.join(other, on="channel").filter(pl.col("partner") < pl.col("second"))
        one = one.with_columns(
            pl.min_horizontal(pl.lit(1.0), pl.col(name) + pl.col(also)).alias(name)
            if name == "high"
            else (pl.col(name) + pl.col(also)).alias(name)
            for name, also in both.items()
        )
    sets = ["partner", "second"] if k == 2 else ["partner"]
    worst = (
        one.group_by(sets)
        .agg(
            low=sums.total(pl.col("low")),
            high=sums.total(pl.col("high")),
            total=sums.total(pl.col("share_lost")),
            known=pl.col("share_lost").count(),
            told=pl.len(),
        )
        .filter(pl.col("known") > 0)
        .with_columns(mean=pl.col("total") / pl.col("known"))
        .sort("total", "known", *sets, descending=[True, True, *(False for _ in sets)])
        .head(1)
    )
    if worst.is_empty():
        return ("all", [], None, 0, len(names), None, None)
    row = worst.row(0, named=True)
    missing = len(names) - row["told"]
    return (
        "all",
        [row[name] for name in sets],
        row["mean"],
        row["known"],
        len(names),
        row["low"] / len(names),
        (row["high"] + missing) / len(names),
    )
