r"""The hedging simplex: balance within channels, net tilt, and offset across channels; they add to 1.

A state has a tie of some strength with each of two or more poles in each of several channels. With
two poles U, V and strengths a:

.. math:: N_c = \frac{a_c(U) - a_c(V)}{a_c(U) + a_c(V)}, \quad O = \sum_c w_c N_c, \quad
   1 = \underbrace{1 - \sum_c w_c N_c^2}_{W} + \underbrace{O^2}_{T}
     + \underbrace{\sum_c w_c (N_c - O)^2}_{X}

With more, or with rivals at unequal distance d, the same partition of Rao's quadratic entropy:
:math:`W = Q_\alpha / Q_{max}`, :math:`X = Q_\beta / Q_{max}`, :math:`T = 1 - Q_\gamma / Q_{max}`;
for two poles these are the three above.

Channels may belong to groups (arms and pacts to security, imports and exports to trade). A weight is then
the group's, and falls in equal parts on those of its channels that count.

Strengths have the axes (..., channels, poles). What is not a number is not known; a channel in which
every pole has 0 has no tilt, and its weight goes to the others. Its intensity is 0 all the same.

References
----------
Derived in the manual's page on methods, from Rao (1982) (not confirmed).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.portfolios.similarity_diversity import greatest_entropy, quadratic_entropy

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

NEAR_ZERO: Final = 0.1
"""|O| up to which a state is called equidistant; the 45 to 55 band of the AOCAI score."""


@dataclass(frozen=True)
class Simplex:
    """The three parts of each portfolio, which add up to 1, and each pole's part of the whole."""

    balance: Array
    tilt: Array
    offset: Array
    poles: Array


@dataclass(frozen=True)
class Drawn:
    """Parts, net tilt, and hedging of every row (first axis) in every draw (second axis)."""

    balance: Array
    tilt: Array
    offset: Array
    net_tilt: Array
    hedge: Array


@dataclass(frozen=True)
class Spread:
    """What is known of the strength of ties beside one figure.

    Parameters
    ----------
    low, high : np.ndarray, shape (rows, channels, poles); ends between which all is as likely
    sample : np.ndarray, shape (rows, channels, poles, k), or None; draws from elsewhere, taken
        instead of `low` and `high` where they are numbers; the k-th of all poles belong together
    """

    low: Array
    high: Array
    sample: Array | None = None


def channel_tilt(strengths: Array) -> Array:
    """Return N, from 1 (all with the first of two poles) to -1; not a number where both are 0."""
    first, second = strengths[..., 0], strengths[..., 1]
    total = first + second
    return np.asarray(
        np.divide(first - second, total, out=np.full(total.shape, np.nan), where=total > 0)
    )


def pole_shares(strengths: Array) -> Array:
    """Return each pole's part of the ties of a channel; not numbers where all are 0 or one unknown."""
    total = strengths.sum(axis=-1, keepdims=True)
    shape = strengths.shape
    return np.asarray(
        np.divide(
            strengths,
            np.broadcast_to(total, shape),
            out=np.full(shape, np.nan),
            where=np.broadcast_to(total > 0, shape),
        )
    )


def parts_of_groups(there: NDArray[np.bool_], group: Codes | None) -> Array:
    """Return the part that each channel there is bears of its group; 0 for one that is not there.

    Parameters
    ----------
    there : np.ndarray of bool, shape (..., channels)
    group : np.ndarray of int, shape (channels,), from 0; None if each channel stands alone
    """
    counts = there.astype(float)
    if group is None:
        return counts
    together = (group[:, None] == group[None, :]).astype(float)
    return np.asarray(counts / np.maximum(counts @ together, 1.0))


def renormalised(weights: Array, part: Array | NDArray[np.bool_]) -> Array:
    """Return weights times parts, scaled to add up to 1; not numbers where there is no part."""
    kept = np.where(part > 0, weights * part, 0.0)
    total = kept.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(kept, total, out=np.full(kept.shape, np.nan), where=total > 0))


def unit_distance(poles: int) -> Array:
    """Return the distance between rivals who are all equally far apart."""
    return 1.0 - np.eye(poles)


def split(
    strengths: Array, weights: Array, distance: Array | None = None, group: Codes | None = None
) -> Simplex:
    """Part ties into balance within channels, tilt, and offset across channels, through Rao.

    Parameters
    ----------
    strengths : np.ndarray, shape (..., channels, poles); 0 or more
    weights : np.ndarray, shape (channels,); above 0; of the groups, if there are any
    distance : np.ndarray, shape (poles, poles), or None for 1 between any two
    group : np.ndarray of int, shape (channels,), or None

    Returns
    -------
    Simplex of np.ndarray, shape (...); `poles` has shape (..., poles)
    """
    shares = pole_shares(strengths)
    poles = shares.shape[-1]
    apart = unit_distance(poles) if distance is None else distance
    there = ~np.isnan(shares[..., 0])
    kept = renormalised(weights, parts_of_groups(there, group))
    known = np.where(there[..., None], shares, 0.0)
    pooled = (kept[..., None] * known).sum(axis=-2)
    alpha = (kept * quadratic_entropy(known, apart)).sum(axis=-1)
    return _simplex(alpha, quadratic_entropy(pooled, apart), pooled, greatest_entropy(apart))


def _simplex(alpha: Array, gamma: Array, pooled: Array, most: float) -> Simplex:
    return Simplex(alpha / most, 1.0 - gamma / most, (gamma - alpha) / most, pooled)


def split_of_two(tilts: Array, weights: Array) -> tuple[Array, Simplex]:
    """Return O and the parts from N itself, by the formula for two poles.

    Parameters
    ----------
    tilts : np.ndarray, shape (..., channels); N in [-1, 1], not a number where there is no tie
    weights : np.ndarray, shape (channels,); above 0
    """
    there = ~np.isnan(tilts)
    kept, known = renormalised(weights, there), np.where(there, tilts, 0.0)
    net = (kept * known).sum(axis=-1)
    balance = 1.0 - (kept * known**2).sum(axis=-1)
    offset = (kept * (known - net[..., None]) ** 2).sum(axis=-1)
    poles = np.stack([(1 + net) / 2, (1 - net) / 2], axis=-1)
    return net, Simplex(balance, net**2, offset, poles)


def hull(tilts: Array) -> tuple[Array, Array]:
    """Return the least and the greatest net tilt that any weights can give: the ends of N."""
    some = ~np.isnan(tilts)
    low = np.where(some, tilts, np.inf).min(axis=-1, initial=np.inf)
    high = np.where(some, tilts, -np.inf).max(axis=-1, initial=-np.inf)
    nothing = ~some.any(axis=-1)
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)


def intensity(strengths: Array, weights: Array, group: Codes | None = None) -> Array:
    """Return E, the mean strength of ties with the poles over the channels that are known.

    A channel known to hold no tie counts with 0, so that a state aloof from all is not taken for one
    that is close to all.
    """
    mean = strengths.mean(axis=-1)
    return _over_known(mean, weights, group)


def least_tie(strengths: Array, weights: Array, group: Codes | None = None) -> Array:
    r"""Return the mean of each channel's weakest tie; with two poles, :math:`E_c (1 - |N_c|)`."""
    weakest = strengths.min(axis=-1)
    return _over_known(weakest, weights, group)


def _over_known(figures: Array, weights: Array, group: Codes | None) -> Array:
    known = ~np.isnan(figures)
    kept = renormalised(weights, parts_of_groups(known, group))
    return np.asarray((kept * np.where(known, figures, 0.0)).sum(axis=-1))


def weight_borne(there: NDArray[np.bool_], weights: Array, group: Codes | None = None) -> Array:
    """Return the part of all weights that is borne by the channels that count."""
    every = parts_of_groups(np.ones(there.shape[-1], dtype=bool), group) @ weights
    return np.asarray(parts_of_groups(there, group) @ weights / every)


def hedge(intensity: Array, tilt: Array) -> Array:
    """Return H = E(1 - T): strong ties that do not lean; with two poles E(1 - O²)."""
    return intensity * (1.0 - tilt)


def aocai_score(net_tilt: Array) -> Array:
    """Return 50(1 + O), the scale from 0 to 100 of the AOCAI index of alignment."""
    return 50.0 * (1.0 + net_tilt)


def weight_draws(
    channels: int, draws: int, rng: np.random.Generator, group: Codes | None = None
) -> Array:
    """Return weights drawn evenly from all there can be: Dirichlet(1, ..., 1); (draws, channels).

    Left out channels and renormalised, they are an even draw of the rest. Those of a group have one
    weight, the group's.
    """
    if group is None:
        return rng.dirichlet(np.ones(channels), size=draws)
    return np.asarray(rng.dirichlet(np.ones(int(group.max(initial=-1)) + 1), size=draws)[:, group])


def strength_draws(spread: Spread, draws: int, rng: np.random.Generator) -> Array:
    """Return strengths drawn from their spread, shape (rows, draws, channels, poles)."""
    rows, channels, poles = spread.low.shape
    part = rng.random((rows, draws, channels, poles))
    low, high = spread.low[:, None], spread.high[:, None]
    drawn = low + part * (high - low)
    if spread.sample is None:
        return np.asarray(drawn)
    # One place in the sample for all poles of a channel: their draws belong together.
    place = rng.integers(spread.sample.shape[-1], size=(rows, draws, channels))
    row = np.arange(rows)[:, None, None, None]
    channel = np.arange(channels)[None, None, :, None]
    taken = spread.sample[row, channel, np.arange(poles), place[..., None]]
    return np.where(np.isnan(taken), drawn, taken)


def draw_by_weights(
    strengths: Array, weights: Array, distance: Array, group: Codes | None = None
) -> Drawn:
    """Return the partition of every row under every draw of the weights: matrix products.

    Parameters
    ----------
    strengths : np.ndarray, shape (rows, channels, poles)
    weights : np.ndarray, shape (draws, channels); above 0
    distance : np.ndarray, shape (poles, poles)
    group : np.ndarray of int, shape (channels,), or None
    """
    shares = pole_shares(strengths)
    there = ~np.isnan(shares[..., 0])
    known = np.where(there[..., None], shares, 0.0)
    part = parts_of_groups(there, group)
    mean = strengths.mean(axis=-1)
    seen = parts_of_groups(~np.isnan(mean), group)
    with np.errstate(invalid="ignore", divide="ignore"):
        over = 1.0 / (part @ weights.T)
        alpha = (quadratic_entropy(known, distance) * part) @ weights.T * over
        pooled = [(known[..., pole] * part) @ weights.T * over for pole in range(known.shape[-1])]
        strength = ((np.nan_to_num(mean) * seen) @ weights.T) / (seen @ weights.T)
    return _drawn(alpha, pooled, strength, distance)


def draw_by_ties(
    strengths: Array, weights: Array, distance: Array, group: Codes | None = None
) -> Drawn:
    """Return the partition of strengths drawn as well, one set of weights for each draw.

    Parameters
    ----------
    strengths : np.ndarray, shape (rows, draws, channels, poles)
    weights : np.ndarray, shape (draws, channels); above 0
    distance : np.ndarray, shape (poles, poles)
    group : np.ndarray of int, shape (channels,), or None
    """
    shares = pole_shares(strengths)
    there = ~np.isnan(shares[..., 0])
    kept = renormalised(weights, parts_of_groups(there, group))
    known = np.where(there[..., None], shares, 0.0)
    alpha = (kept * quadratic_entropy(known, distance)).sum(axis=-1)
    pooled = [(kept * known[..., pole]).sum(axis=-1) for pole in range(known.shape[-1])]
    return _drawn(alpha, pooled, intensity(strengths, weights, group), distance)


def _drawn(alpha: Array, pooled: list[Array], strength: Array, distance: Array) -> Drawn:
    most = greatest_entropy(distance)
    gamma = np.zeros_like(alpha)
    for j, first in enumerate(pooled):
        for k in range(j + 1, len(pooled)):
            gamma += 2.0 * distance[j, k] * first * pooled[k]
    tilt = 1.0 - gamma / most
    net = pooled[0] - pooled[1] if len(pooled) == 2 else np.full_like(alpha, np.nan)
    return Drawn(alpha / most, tilt, (gamma - alpha) / most, net, hedge(strength, tilt))


def quantiles(draws: Array, at: tuple[float, ...]) -> Array:
    """Return quantiles over the last axis, between neighbours by a straight line; (..., len(at))."""
    ordered = np.sort(draws, axis=-1)
    places = np.array(at) * (ordered.shape[-1] - 1)
    below = np.floor(places).astype(int)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    part = places - below
    return np.asarray(ordered[..., below] * (1 - part) + ordered[..., above] * part)


def ranks(figures: Array) -> Array:
    """Return ranks down the first axis, 1 for the greatest, ties in order; not numbers come last.

    Parameters
    ----------
    figures : np.ndarray, shape (states, ...)
    """
    order = np.argsort(-figures, axis=0, kind="stable")
    places = np.empty(figures.shape)
    counted = np.arange(1, figures.shape[0] + 1, dtype=float)
    shape = (-1, *([1] * (figures.ndim - 1)))
    np.put_along_axis(places, order, np.broadcast_to(counted.reshape(shape), figures.shape), axis=0)
    return np.where(np.isnan(figures), np.nan, places)
