"""Who could hurt whom: every pair's loss, the worst one or two partners, the worst coalition.

All are cut-offs of the one-sector model, in % of real income, solved in batches at a horizon, with
input-output loops unless told otherwise. Losses of who is cut off fall as the elasticity times the
share of value added rises, so the 5, 50 and 95 % quantiles of the loss are the losses at the quantiles
of that product, and three solutions give the whole band.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
import polars as pl

from counterpoise.errors import MeasureError, UsageError
from counterpoise.models.trade import armington
from counterpoise.scenarios import horizons
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import cut_losses
from counterpoise.scenarios.cutoff.cut_losses import Direction
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.value_added import ACCOUNTS, Asked

AMONG: Final = 40
"""So many of the worst single partners are tried in pairs."""


def matrix(
    baseline: Baseline,
    *,
    horizon: str = "long",
    elasticity: Elasticity | None = None,
    direction: Direction = "both",
    leak: float = 0.0,
    value_added: Asked = ACCOUNTS,
) -> pl.DataFrame:
    """Return what each state loses when it and one partner stop trading, for every ordered pair.

    Parameters
    ----------
    baseline : Baseline
    horizon : {"short", "medium", "long"}
    elasticity : Elasticity, optional
        Its median is taken, and that of the share of value added; there is no band.
    direction : {"both", "exports", "imports"}
        Which trade of the state ends.
    leak : float
        The part that is kept.
    value_added : as in `Scenario`
        Which part of gross output is value added; "none", no input-output loops.

    Returns
    -------
    polars.DataFrame
        `state`, `partner`; `loss_pct` of real income, negative where the state gains;
        `partner_loss_pct`, the partner's in its own row; `ratio`, theirs over ours, null unless both
        lose; `trade_usd`, what ends, as recorded; `trade_share`, its part of all such trade of the
        state; `status`: "solved", "no trade" (loss 0), "partly covered" (one way only: the loss is a
        lower bound), "not covered" (all null); `convention`, with or without input-output loops.
        Sorted by state, the greatest loss first.

    Raises
    ------
    ConvergenceError
        If any pair does not settle.
    """
    shares = cut_losses.loops(baseline, value_added)
    model = cut_losses.model(baseline, horizons.theta(horizon, elasticity), shares.middle)
    found = armington.pair_losses(model, direction=cut_losses.direction(direction), leak=leak)
    mine = 100 * found.loss
    # Who loses what when the *state* ends the trade: the same scenario, read from the other side.
    theirs = mine.T if direction == "both" else None
    state, partner = np.nonzero(~np.eye(len(baseline.states), dtype=bool))
    rows = cut_losses.pairs(baseline, state, partner, direction)
    rows = rows.with_columns(loss_pct=mine[state, partner])
    rows = rows.with_columns(
        partner_loss_pct=pl.lit(None, pl.Float64) if theirs is None else theirs[state, partner]
    )
    unknown = pl.col("status") == cut_losses.NOT_COVERED
    both = (pl.col("loss_pct") > 0) & (pl.col("partner_loss_pct") > 0)
    losses = ("loss_pct", "partner_loss_pct")
    return (
        rows.with_columns(pl.when(~unknown).then(pl.col(name)).alias(name) for name in losses)
        .with_columns(ratio=pl.when(both).then(pl.col("partner_loss_pct") / pl.col("loss_pct")))
        .with_columns(convention=pl.lit(shares.convention))
        .select(
            "state", "partner", *losses, "ratio", "trade_usd", "trade_share", "status", "convention"
        )
        .sort("state", "loss_pct", "partner", descending=[False, True, False], nulls_last=True)
    )


def n_minus(
    baseline: Baseline,
    state: str,
    *,
    k: int = 1,
    horizon: str = "long",
    elasticity: Elasticity | None = None,
    among: int = AMONG,
    partners: Sequence[str] = (),
    band: bool = True,
    value_added: Asked = ACCOUNTS,
) -> pl.DataFrame:
    """Return what a state loses with each partner (N-1), or each two partners (N-2), worst first.

    Parameters
    ----------
    baseline : Baseline
    state : str
    k : int
        1 or 2.
    horizon : {"short", "medium", "long"}
    elasticity : Elasticity, optional
    among : int
        Pairs are formed of so many partners, those with the greatest single losses.
    partners : sequence of str
        Ids of the only partners that are looked at; none for all.
    band : bool
        Whether the ends of the losses are wanted, too; else they are null, in a third of the time.
    value_added : as in `Scenario`
        Which part of gross output is value added; "none", no input-output loops.

    Returns
    -------
    polars.DataFrame
        `partners`, a list of k ids; `loss_pct`, `loss_pct_low`, `loss_pct_high`; `alone_pct`, the sum
        of their single losses: above it, together they hurt more than one by one; `trade_share`,
        their part of the state's foreign trade; `status`. Partners that are not covered come last,
        with null: nobody knows whether they are the worst. (N-2 leaves them out.)

    Raises
    ------
    UsageError
        If `k` is neither 1 nor 2.
    EvidenceError
        If the state, or a partner named, is not in the baseline.
    """
    if k not in (1, 2):
        raise UsageError.out_of_range("k", k, "1 or 2")
    place = baseline.place(state)
    named = sorted({baseline.place(partner) for partner in partners})
    others = np.setdiff1d(named or np.arange(len(baseline.states)), [place])
    rows = cut_losses.pairs(baseline, np.full(others.size, place), others)
    single = cut_losses.losses(
        baseline, place, [[other] for other in others.tolist()], horizon, elasticity, value_added,
        band=band and k == 1,
    )  # fmt: skip
    if k == 1:
        unknown = rows["status"] == cut_losses.NOT_COVERED
        table = rows.select(pl.concat_list("partner").alias("partners"), "trade_share", "status")
        table = table.with_columns(*cut_losses.band(single), alone_pct=pl.Series(single[1]))
        figures = ("loss_pct", "loss_pct_low", "loss_pct_high", "alone_pct")
        table = table.with_columns(
            pl.when(~unknown).then(pl.col(name)).alias(name) for name in figures
        )
        return _worst_first(table)
    known = np.flatnonzero((rows["status"] != cut_losses.NOT_COVERED).to_numpy())
    worst = sorted(known[np.argsort(-single[1][known], kind="stable")][:among].tolist())
    pairs = list(combinations(worst, 2))
    losses = cut_losses.losses(
        baseline,
        place,
        others[np.array(pairs)].tolist(),
        horizon,
        elasticity,
        value_added,
        band=band,
    )
    share, partner = rows["trade_share"].to_list(), rows["partner"].to_list()
    return _worst_first(
        pl.DataFrame(
            {
                "partners": [[partner[a], partner[b]] for a, b in pairs],
                "trade_share": [_sum(share[a], share[b]) for a, b in pairs],
                "status": [cut_losses.SOLVED] * len(pairs),
                "alone_pct": [single[1][a] + single[1][b] for a, b in pairs],
            }
        ).with_columns(*cut_losses.band(losses))
    )


def aligned(
    similarity: pl.DataFrame, leader: str, *, against: str, threshold: float
) -> tuple[str, ...]:
    """Return who would follow a leader against a state: the leader, then those aligned with it.

    Aligned is who resembles the leader by at least `threshold`, and more than it resembles the state
    that is to be cut off. Who is not compared with the leader does not follow.

    Parameters
    ----------
    similarity : polars.DataFrame
        `state`, `other`, `value` (kappa of votes, say); each pair once or twice, null unknown.
    """
    near = _similar_to(similarity, leader)
    own = _similar_to(similarity, against)
    return (
        leader,
        *sorted(
            other
            for other, value in near.items()
            if other not in (leader, against)
            and value >= threshold
            and value > own.get(other, -np.inf)
        ),
    )


def worst_coalition(
    baseline: Baseline,
    state: str,
    similarity: pl.DataFrame,
    *,
    leaders: Sequence[str] = (),
    threshold: float = 0.6,
    horizon: str = "long",
    elasticity: Elasticity | None = None,
    value_added: Asked = ACCOUNTS,
) -> pl.DataFrame:
    """Return what a state loses when a leader and all who are aligned with it stop trading with it.

    Parameters
    ----------
    baseline : Baseline
    state : str
    similarity : polars.DataFrame
        As in `aligned`.
    leaders : sequence of str
        None for every state of the baseline.
    threshold : float
        Least similarity with the leader.
    horizon : {"short", "medium", "long"}
    elasticity : Elasticity, optional
    value_added : as in `Scenario`
        Which part of gross output is value added; "none", no input-output loops.

    Returns
    -------
    polars.DataFrame
        `leader`, `members` (list, the leader among them, those not in the baseline left out), `size`,
        `loss_pct`, `loss_pct_low`, `loss_pct_high`, `alone_pct` (the sum of the members' single
        losses), `not_covered` (members whose trade with the state is not covered: their part of the
        loss is unknown), worst first.

    Raises
    ------
    MeasureError
        If `similarity` lacks a column.
    EvidenceError
        If a state is not in the baseline.
    """
    missing = {"state", "other", "value"} - set(similarity.columns)
    if missing:
        raise MeasureError(f"Similarity must have the columns {', '.join(sorted(missing))}.")
    place = baseline.place(state)
    target = baseline.states[place]
    heads = [baseline.states[baseline.place(leader)] for leader in leaders] or [
        leader for leader in baseline.states if leader != target
    ]
    position = {entity: at for at, entity in enumerate(baseline.states)}
    groups = [
        [m for m in aligned(similarity, head, against=target, threshold=threshold) if m in position]
        for head in heads
    ]
    places = [[position[member] for member in group] for group in groups]
    losses = cut_losses.losses(baseline, place, places, horizon, elasticity, value_added)
    others = np.delete(np.arange(len(position)), place)
    single = np.zeros(len(position))
    single[others] = cut_losses.losses(
        baseline,
        place,
        [[o] for o in others.tolist()],
        horizon,
        elasticity,
        value_added,
        band=False,
    )[1]
    unknown = ~(baseline.known[place] | baseline.known[:, place])
    table = pl.DataFrame(
        {
            "leader": heads,
            "members": groups,
            "size": [len(group) for group in groups],
            "alone_pct": [float(single[group].sum()) for group in places],
            "not_covered": [int(unknown[group].sum()) for group in places],
        }
    ).with_columns(*cut_losses.band(losses))
    return table.sort("loss_pct", "size", "leader", descending=[True, False, False])


def _worst_first(table: pl.DataFrame) -> pl.DataFrame:
    columns = ("partners", "loss_pct", "loss_pct_low", "loss_pct_high", "alone_pct")
    return table.select(*columns, "trade_share", "status").sort(
        "loss_pct", pl.col("partners").list.join(" "), descending=[True, False], nulls_last=True
    )


def _similar_to(similarity: pl.DataFrame, entity: str) -> dict[str, float]:
    """Return how similar others are to one state, whichever side it stands on."""
    one = similarity.filter(pl.col("state") == entity).select("other", "value")
    other = similarity.filter(pl.col("other") == entity).select(other="state", value="value")
    return dict(pl.concat([one, other]).drop_nulls().iter_rows())


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
