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
from counterpoise.measures.views import view
from counterpoise.panel import coverage
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.scenarios.channels import REPORTED, Channel, channel
from counterpoise.schema import NOT_COVERED

CHANNELS: Final = ("arms", "imports", "exports", "aid", "investment", "votes")
COLUMNS: Final[dict[str, Any]] = {
    "channel": pl.String,
    "partner": pl.String,
    "share_lost": pl.Float64,
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
        One row per `channel` and `partner`: `share_lost`, in [0, 1], part of the channel's total, at
        least with all partners named or not; `amount` in `unit`; `status`: "reported", "partly
        covered" (a lower bound), "not covered" (null), or why no share is stated ("undefined" where
        the total is not positive, "suppressed" where it is too small); `first` and `year` of the
        window; `source` and vintage. Channels of which nothing is held have rows that say "not
        covered". In votes the share is :math:`κ_j^+ / \sum_k κ_k^+`, and `amount` is κ.

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
        `at_least` and `at_most`: over all, the mean if nothing, or everything, were lost where nothing
        is known; in a channel, `at_most` is null if a partner is not covered, who might be worse.
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
        for partner, (share, _, _) in each.shares.items()
        if share is None or share > 0
    }
    return sorted(partner for partner in named if states.kind(partner) in ("state", "territory"))


def _row(name: str, found: Channel | None, partner: str) -> tuple[Any, ...]:
    """Return one row of the table of exposure."""
    if found is None:
        return (name, partner, None, None, None, NOT_COVERED, None, None, None)
    share, amount, status = found.shares.get(partner) or _absent(found, partner)
    return (
        name, partner, share, amount, found.unit, status, found.first, found.year, found.source
    )  # fmt: skip


def _absent(found: Channel, partner: str) -> tuple[float | None, float | None, str]:
    """Return what no row means: nothing passed, if the partner is covered; else nobody knows."""
    evidence = found.evidence
    if evidence is None:
        return None, None, NOT_COVERED
    side = "origin" if view(found.name).over == "origin" else "destination"
    spans = coverage.years_covered(
        evidence.holding.coverage, partner, side=side, indicator=evidence.indicator
    )
    covered = any(first <= found.first and found.year <= last for first, last in spans)
    stated = any(share is not None for share, _, _ in found.shares.values())
    if not covered or not states.exists(partner, found.year):
        return None, None, NOT_COVERED
    return (0.0, 0.0, REPORTED) if stated else (None, 0.0, "undefined")


def _worst(rows: pl.DataFrame, name: str, k: int) -> tuple[Any, ...]:
    """Return the partners with the largest shares of one channel."""
    stated = rows.drop_nulls("share_lost").filter(pl.col("share_lost") > 0)
    top = stated.sort("share_lost", "partner", descending=[True, False]).head(k)
    if top.is_empty():
        return (name, [], None, 0, 1, None, None)
    lost = float(top["share_lost"].sum())
    at_most = None if rows["share_lost"].null_count() else lost
    return (name, top["partner"].to_list(), lost, 1, 1, lost, at_most)


def _worst_everywhere(table: pl.DataFrame, names: list[str], k: int) -> tuple[Any, ...]:
    """Return the partners whose loss everywhere at once takes most, all channels counting alike."""
    told = table.with_columns(unknown=pl.col("share_lost").is_null())
    one = told.select("channel", "partner", "share_lost", "unknown")
    if k == 2:
        other = one.rename({"partner": "second", "share_lost": "more", "unknown": "also"})
        one = (
            one.join(other, on="channel")
            .filter(pl.col("partner") < pl.col("second"))
            .with_columns(
                share_lost=pl.col("share_lost") + pl.col("more"),
                unknown=pl.col("unknown") | pl.col("also"),
            )
        )
    sets = ["partner", "second"] if k == 2 else ["partner"]
    worst = (
        one.group_by(sets)
        .agg(
            total=sums.total(pl.col("share_lost")),
            known=(~pl.col("unknown")).sum(),
            told=pl.col("share_lost").count(),
        )
        .filter(pl.col("known") > 0)
        .with_columns(mean=pl.col("total") / pl.col("told"))
        .sort("total", "known", *sets, descending=[True, True, *(False for _ in sets)])
        .head(1)
    )
    if worst.is_empty():
        return ("all", [], None, 0, len(names), None, None)
    row = worst.row(0, named=True)
    missing = len(names) - row["known"]
    return (
        "all",
        [row[name] for name in sets],
        row["mean"],
        row["known"],
        len(names),
        row["total"] / len(names),
        (row["total"] + missing) / len(names),
    )
