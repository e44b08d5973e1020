r"""How a state stands between rivals: balanced in each channel, leaning, or offsetting one by another.

Strengths of ties are a long frame: `state`, `pole`, `year`, `channel`, `strength` in [0, 1], and if
known `low` and `high`, or `sample`, a list of draws from elsewhere. `tie_strengths` makes it from
shares, votes and alliances. A tie without a row, or with a null, is unknown; it is not 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures import _grids, _poles
from counterpoise.measures._grids import Array, Codes, Marks
from counterpoise.measures._poles import Ties
from counterpoise.measures.rivals import Rivals, default_rivals
from counterpoise.measures.tie_strengths import FAINT, GROUPS, tie_strengths
from counterpoise.models.portfolios import hedging_simplex as model

__all__ = [
    "FAINT",
    "GROUPS",
    "Rivals",
    "default_rivals",
    "hedging",
    "hedging_ranks",
    "tie_strengths",
]

Vary = Literal["both", "weights", "ties"]
"""What draws are drawn of: the weights of channels, the strengths of ties, or both."""

DRAWN: Final = ("net_tilt", "balance", "tilt", "offset", "hedge")
RANKED: Final = ("hedge", "balance", "tilt", "offset", "net_tilt", "intensity")
AT: Final = (0.05, 0.5, 0.95)
ENDS: Final = ("low", "median", "high")

_BLOCK: Final = 1 << 15
"""Numbers in an array of draws at a time: few enough to stay in its cache."""


def hedging(
    ties: IntoFrameT,
    *,
    poles: Sequence[str],
    weights: Mapping[str, float] | None = None,
    channels: Sequence[str] | None = None,
    distances: Mapping[tuple[str, str], float] | None = None,
    groups: Mapping[str, str] | None = None,
    faint: float = 0.0,
    draws: int = 0,
    rng: np.random.Generator | None = None,
    vary: Vary = "both",
) -> IntoFrameT:
    r"""Part each state's ties with rivals into balance, tilt and offset, which add up to 1.

    .. math:: 1 = \underbrace{1 - \sum_c w_c N_c^2}_{balance} + \underbrace{O^2}_{tilt}
       + \underbrace{\sum_c w_c (N_c - O)^2}_{offset}, \quad
       N_c = \frac{a_c(U) - a_c(V)}{a_c(U) + a_c(V)}, \quad O = \sum_c w_c N_c

    Balance near 1: as close to one rival as to the other in every channel. Offset near 1: security
    with one, trade with the other. Tilt near 1: aligned. With three poles or more, or at unequal
    `distances`, the parts are those of Rao's entropy, :math:`Q_\alpha/Q_{max}`,
    :math:`1 - Q_\gamma/Q_{max}`, :math:`Q_\beta/Q_{max}`, which for two poles are the above.

    Parameters
    ----------
    ties : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        As `tie_strengths` makes it.
    poles : sequence of str
        The rivals, two or more; `net_tilt` is positive towards the first of two.
    weights : mapping of str to float, or None
        The weight of each channel, any positive scale; None for equal weights.
    channels : sequence of str, or None
        The channels to look at, such as ("arms", "alliances") for security alone; None for all.
    distances : mapping of (str, str) to float, or None
        How far apart pairs of rivals are, where not 1.
    groups : mapping of str to str, or None
        Which channels are of one kind, such as `GROUPS`: a group has one weight, which falls in equal
        parts on those of its channels that have a tilt, so that trade, told twice (imports and
        exports), does not weigh twice. `weights` are then those of the groups, and of channels in none.
    faint : float
        Ties of a channel that add up to less count as none, such as `FAINT`: arms of which one rival
        delivers a fiftieth and the other nothing lean to nobody.
    draws : int
        How often to draw; 0 for no draws.
    rng : numpy.random.Generator or None
        Where draws come from; needed if there are any.
    vary : {"both", "weights", "ties"}
        What is drawn: weights, evenly from all there can be (Dirichlet), the same for all states in
        one draw; strengths, evenly between `low` and `high`, or from `sample`, one place in it for
        all poles of a channel; or both. With "ties" the weights are those given.

    Returns
    -------
    frame of the kind given
        One row per (`state`, year), no units. `balance` + `tilt` + `offset` = 1, each in [0, 1];
        `net_tilt`, O in [-1, 1], of two poles; `towards`, the pole with the largest part, null if
        tied; `intensity`, E, mean strength over channels and poles; `hedge`, E(1 - tilt);
        `least_tie`, mean over channels of the weakest tie, 0 where one pole gets nothing;
        `hull_low` and `hull_high`, the ends of what net tilt can be with any weights; `channels`,
        how many have a tilt; `weight`, the part of all weights that they bear; `no_ties` and
        `unknown`, the others by name. With draws also `_low`, `_median`, `_high` (5, 50, 95 per
        cent) of the three parts, net tilt and hedge; and `near_zero`, the part of the draws with
        net tilt within 0.1 of 0.

    Zeros and missing values
    ------------------------
    A channel in which one pole's tie is unknown is left out of all. A channel in which every pole
    has 0 has no tilt and is left out of it, but counts with 0 in `intensity`, `hedge` and
    `least_tie`. Weights of the rest are scaled to 1. With no channel left, parts are null. Poles
    themselves have no rows.

    Raises
    ------
    MeasureError
        If a strength is not in [0, 1] or there twice, a pole has no ties at all, a channel has no
        weight, or draws are asked for without `rng`.

    References
    ----------
    Derived in the manual's page on methods; Rao (1982) (not confirmed).

    Examples
    --------
    >>> strengths = {"arms": (0.8, 0.2), "trade": (0.4, 0.6), "votes": (0.55, 0.45)}
    >>> ties = pl.DataFrame([("VNM", pole, 2019, channel, both[i]) for channel, both in
    ...     strengths.items() for i, pole in enumerate(("RUS", "USA"))], orient="row",
    ...     schema=["state", "pole", "year", "channel", "strength"])
    >>> weights = {"arms": 0.5, "trade": 0.3, "votes": 0.2}
    >>> found = hedging(ties, poles=("RUS", "USA"), weights=weights)
    >>> found.select(pl.col("balance", "tilt", "offset", "net_tilt").round(4)).row(0)
    (0.806, 0.0676, 0.1264, 0.26)
    """
    held = _poles.ties(
        ties, poles=poles, weights=weights, channels=channels, distances=distances, groups=groups,
        faint=faint,
    )  # fmt: skip
    rows = _figures(held, poles)
    if draws:
        drawn = _drawn(held, draws, _source_of(draws, rng), vary)
        rows = rows.with_columns(**_quantiles(drawn, held.rows.height))
    return _grids.given_back(_without_nan(rows), ties)


def hedging_ranks(
    ties: IntoFrameT,
    *,
    poles: Sequence[str],
    draws: int,
    rng: np.random.Generator,
    by: str = "hedge",
    weights: Mapping[str, float] | None = None,
    channels: Sequence[str] | None = None,
    groups: Mapping[str, str] | None = None,
    faint: float = 0.0,
    vary: Vary = "both",
) -> IntoFrameT:
    """Rank the states of each year by one figure of `hedging`, with the interval of each rank.

    Every draw ranks all states by the same weights, so that ranks differ by what is uncertain of the
    states, and not by chance alone.

    Parameters
    ----------
    ties, poles, weights, channels, groups, faint, draws, rng, vary
        As for `hedging`.
    by : str
        "hedge", "balance", "tilt", "offset" or "net_tilt"; the greatest is first.

    Returns
    -------
    frame of the kind given
        One row per (`state`, year): the figure; `rank`, from 1, by the figure itself; `rank_low`,
        `rank_median`, `rank_high`, 5, 50 and 95 per cent of its ranks in the draws, the ends as far
        out as `rank` itself if that lies beyond them; `states`, how many are ranked.

    Zeros and missing values
    ------------------------
    A state without the figure has no rank and is not counted. States that are known in fewer
    channels are ranked by those: see `weight` of `hedging`.

    Raises
    ------
    MeasureError
        As `hedging`; or `by` is none of its figures.

    Examples
    --------
    >>> rows = [(s, p, 2019, "arms", a) for s, both in {"VNM": (0.4, 0.5), "KHM": (0.0, 0.9)}.items()
    ...     for p, a in zip(("USA", "CHN"), both)]
    >>> ties = pl.DataFrame(rows, orient="row",
    ...     schema=["state", "pole", "year", "channel", "strength"])
    >>> rng = np.random.default_rng(1)
    >>> found = hedging_ranks(ties, poles=("USA", "CHN"), draws=9, rng=rng)
    >>> found.select("state", "rank", "rank_low", "rank_high").rows()
    [('KHM', 2, 2.0, 2.0), ('VNM', 1, 1.0, 1.0)]
    """
    if by not in DRAWN:
        raise UsageError.not_among("`by`", by, DRAWN)
    held = _poles.ties(
        ties, poles=poles, weights=weights, channels=channels, groups=groups, faint=faint
    )
    figure = _figures(held, poles)[by].to_numpy().astype(float)
    drawn = _drawn(held, draws, _source_of(draws, rng), vary, only=(by,))[by]
    place, ends, count = (
        np.full(shape, np.nan) for shape in (len(figure), (len(figure), 3), len(figure))
    )
    for _, part in held.rows.with_row_index("_row").group_by("year"):
        row = part["_row"].to_numpy()
        place[row] = model.ranks(figure[row])
        count[row] = np.count_nonzero(~np.isnan(figure[row]))
        ends[row] = model.quantiles(model.ranks(drawn[row]), AT)
    # The state's own rank is one of those that the weights can give: a mean of skewed draws may lie
    # beyond 5 or 95 per cent of them.
    ends[:, 0], ends[:, -1] = np.fmin(ends[:, 0], place), np.fmax(ends[:, -1], place)
    rows = held.rows.with_columns(
        pl.Series(by, figure),
        pl.Series("rank", place).fill_nan(None).cast(pl.Int64),
        *(pl.Series(f"rank_{end}", ends[:, i]) for i, end in enumerate(ENDS)),
        pl.Series("states", count).cast(pl.Int64),
    )
    return _grids.given_back(_without_nan(rows), ties)


def _figures(held: Ties, poles: Sequence[str]) -> pl.DataFrame:
    """Return the figures without draws."""
    parts = model.split(held.strengths, held.weights, held.distance, held.group)
    strength = model.intensity(held.strengths, held.weights, held.group)
    two = len(poles) == 2
    tilts = model.channel_tilt(held.strengths) if two else np.full(held.tied.shape, np.nan)
    low, high = model.hull(tilts)
    tied, known = held.tied, held.known
    return held.rows.with_columns(
        balance=parts.balance,
        tilt=parts.tilt,
        offset=parts.offset,
        net_tilt=parts.poles[:, 0] - parts.poles[:, 1] if two else np.full(len(low), np.nan),
        towards=_towards(parts.poles, poles),
        intensity=strength,
        hedge=model.hedge(strength, parts.tilt),
        least_tie=model.least_tie(held.strengths, held.weights, held.group),
        hull_low=low,
        hull_high=high,
        channels=tied.sum(axis=1),
        weight=model.weight_borne(tied, held.weights, held.group),
        no_ties=_names(held.channels, known & ~tied),
        unknown=_names(held.channels, ~known),
    )


def _towards(parts: Array, poles: Sequence[str]) -> pl.Series:
    """Return the pole with the largest part, null where two are as large."""
    known = ~np.isnan(parts).any(axis=1)
    filled = np.nan_to_num(parts).round(12)
    ordered = np.sort(filled, axis=1)
    alone = known & (ordered[:, -1] > ordered[:, -2])
    names = [
        poles[i] if clear else None for i, clear in zip(filled.argmax(axis=1), alone, strict=True)
    ]
    return pl.Series(names, dtype=pl.String)


def _names(channels: Sequence[str], which: Marks) -> pl.Series:
    """Return the names of the channels that are marked, joined by a blank."""
    kinds, place = np.unique(which, axis=0, return_inverse=True)
    words = [
        " ".join(name for name, here in zip(channels, kind, strict=True) if here) for kind in kinds
    ]
    return pl.Series([words[i] for i in place.ravel()], dtype=pl.String)


def _source_of(draws: int, rng: np.random.Generator | None) -> np.random.Generator:
    if draws < 1:
        raise MeasureError(f"`draws` must be 1 or more, not {draws}.")
    if rng is None:
        raise MeasureError(
            "Draws must come from a generator that is passed, so that they can be repeated.",
            attempt="rng=numpy.random.default_rng(1)",
        )
    return rng


def _drawn(
    held: Ties, draws: int, rng: np.random.Generator, vary: Vary, *, only: Sequence[str] = ()
) -> dict[str, Array]:
    """Return, with `only`, the draws of these figures; else the quantiles of all, and near zero."""
    if vary not in ("both", "weights", "ties"):
        raise UsageError.not_among("`vary`", vary, ("both", "weights", "ties"))
    count = len(held.channels)
    if vary == "ties":
        weights = np.broadcast_to(held.weights, (draws, count))
    else:
        weights = model.weight_draws(count, draws, rng, held.group)
    rows = held.rows.height
    found: dict[str, Array] = {}
    for name in only or DRAWN:
        found[name] = np.full((rows, draws if only else len(AT)), np.nan)
    found["near_zero"] = np.full(rows, np.nan)
    for block, drawn in _blocks(held, weights, rng, vary):
        for name in only or DRAWN:
            figures = getattr(drawn, name)
            found[name][block] = figures if only else model.quantiles(figures, AT)
        near = (np.abs(drawn.net_tilt) <= model.NEAR_ZERO).mean(axis=1)
        found["near_zero"][block] = np.where(np.isnan(drawn.net_tilt[:, 0]), np.nan, near)
    return found


def _blocks(
    held: Ties, weights: Array, rng: np.random.Generator, vary: Vary
) -> Iterator[tuple[Codes, model.Drawn]]:
    """Yield draws of some rows at a time; strengths are drawn only where they are uncertain."""
    uncertain = np.nan_to_num(held.spread.high - held.spread.low).max(axis=(1, 2), initial=0.0) > 0
    if held.spread.sample is not None:
        uncertain |= ~np.isnan(held.spread.sample[..., 0]).all(axis=(1, 2))
    if vary == "weights":
        uncertain[:] = False
    draws, cells = weights.shape[0], held.strengths.shape[1] * held.strengths.shape[2]
    for block in _pieces(np.flatnonzero(~uncertain), max(1, _BLOCK // draws)):
        yield (
            block,
            model.draw_by_weights(held.strengths[block], weights, held.distance, held.group),
        )
    for block in _pieces(np.flatnonzero(uncertain), max(1, _BLOCK // max(1, draws * cells))):
        sample = held.spread.sample
        spread = model.Spread(
            held.spread.low[block],
            held.spread.high[block],
            None if sample is None else sample[block],
        )
        strengths = model.strength_draws(spread, draws, rng)
        yield block, model.draw_by_ties(strengths, weights, held.distance, held.group)


def _pieces(rows: Codes, size: int) -> Iterator[Codes]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _quantiles(drawn: dict[str, Array], rows: int) -> dict[str, pl.Series]:
    """Return the columns of quantiles."""
    columns = {
        f"{name}_{end}": pl.Series(drawn[name][:, i])
        for name in DRAWN
        for i, end in enumerate(ENDS)
    }
    return {**columns, "near_zero": pl.Series(drawn["near_zero"])}


def _without_nan(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with null for what is not a number, and no parts that miss 0 by rounding."""
    parts = [name for name in rows.columns if name.split("_")[0] in ("balance", "tilt", "offset")]
    return rows.with_columns(
        pl.when(pl.col(name).abs() < 1e-15).then(0.0).otherwise(pl.col(name)).alias(name)
        for name in parts
    ).with_columns(pl.selectors.float().fill_nan(None))
