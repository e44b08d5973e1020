r"""Shares of few rows, and the rule of trust, as arrays: the formulae of `shares` and `sufficiency`.

A step of a frame engine takes about as long for a hundred rows as for ten thousand, and a share is
some thirty steps; the same sums on arrays take a fiftieth of it. So a page, which asks for one state
at a time, shares out on arrays, and tables of all states as frames. What the columns mean, which nulls
stand for what, and how sums stay the same in any order is said there; the tests hold both equal.

A (state, year, partner) is one integer, as in :class:`counterpoise.measures.frames.Coded`; NaN is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
Truths = NDArray[np.bool_]

DIGITS: Final = 12
"""Digits of a completeness, as of every part that is held against a rule."""


@dataclass(frozen=True)
class Flows:
    """What passed between states: one entry per `key`, in its order.

    Parameters
    ----------
    key : np.ndarray of int, shape (n,)
        State, year and partner in one.
    value : np.ndarray, shape (n,)
        The sum of what is known; 0 of what is not.
    unknown, negative : np.ndarray of int, shape (n,)
        How many rows are not covered, and how many are below zero.
    """

    key: Wholes
    value: Floats
    unknown: Wholes
    negative: Wholes

    def only(self, kept: Truths) -> Flows:
        """Return some of the entries."""
        return Flows(self.key[kept], self.value[kept], self.unknown[kept], self.negative[kept])


@dataclass(frozen=True)
class SharedOut:
    """Shares of flows; every array has the length of `flows`.

    Parameters
    ----------
    flows : Flows
        The partners with a row.
    volume : np.ndarray
        The total of the state and year.
    share : np.ndarray
        value / volume; NaN where it is not stated, or nothing is known of the partner.
    defined, stated, unheard : np.ndarray of bool
        Whether shares of the total have a meaning; whether it is large enough, too; and whether
        nobody knows what the partner has.
    """

    flows: Flows
    volume: Floats
    share: Floats
    defined: Truths
    stated: Truths
    unheard: Truths


def counted(value: Floats, parts: int) -> Floats | Wholes:
    """Return values as whole numbers of parts, whose sum is the same in any order (`sums`)."""
    return value if parts == 1 else np.rint(value * parts).astype(np.int64)


def in_units(whole: Floats | Wholes, parts: int) -> Floats:
    """Return whole numbers of parts as values again."""
    return np.asarray(whole / parts if parts > 1 else whole, dtype=np.float64)


def pooled(flows: Flows, parts: int) -> Flows:
    """Return flows with one entry per key, in its order: sums of all that have it."""
    if not flows.key.size:
        return flows
    order = np.argsort(flows.key, kind="stable")
    key = flows.key[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    amount = counted(flows.value, parts)[order]
    return Flows(
        key[first],
        in_units(np.add.reduceat(amount, first), parts),
        np.add.reduceat(flows.unknown[order], first),
        np.add.reduceat(flows.negative[order], first),
    )


def lagged(flows: Flows, window: int, year: int) -> Flows:
    """Return every entry in each year whose trailing window it is in; `year` is one year of a key."""
    lags = np.arange(window, dtype=np.int64) * year
    key = (flows.key[:, np.newaxis] + lags).ravel()
    return Flows(
        key,
        np.repeat(flows.value, window),
        np.repeat(flows.unknown, window),
        np.repeat(flows.negative, window),
    )


def shared_out(flows: Flows, state_year: Wholes, *, parts: int, floor: float) -> SharedOut:
    r"""Return each partner's share of its state's year: :math:`s_{ijt} = x_{ijt} / \sum_k x_{ikt}`.

    `state_year` says of each entry whose it is, in ascending order. Partners of whom only zeros are
    known are left out, unless the total is zero.
    """
    _, group = np.unique(state_year, return_inverse=True)
    groups = int(group[-1]) + 1 if group.size else 0
    amount = counted(flows.value, parts)
    total: Floats | Wholes = np.zeros(groups) if parts == 1 else np.zeros(groups, dtype=np.int64)
    np.add.at(total, group, amount)
    below = np.bincount(group, weights=flows.negative, minlength=groups)
    volume = in_units(total, parts)[group]
    told = (flows.value != 0) | (flows.unknown + flows.negative > 0)
    kept = told | (volume == 0)
    flows, volume, below = flows.only(kept), volume[kept], below[group][kept]
    defined = (below == 0) & (volume > 0)
    stated = defined & (volume >= floor)
    unheard = (flows.value == 0) & (flows.unknown > 0) & (flows.negative == 0)
    share = np.full(volume.size, np.nan)
    said = stated & ~unheard
    share[said] = flows.value[said] / volume[said]
    return SharedOut(flows, volume, share, defined, stated, unheard)


def wholes_of_windows(
    year: Wholes, told: Floats, whole: Floats, window: int, parts: int
) -> tuple[Truths, Floats, Floats]:
    """Return which years end a window of which each is said, and what those are told, and whole.

    `year` is the state and the year in one integer, each once and in ascending order.
    """
    amounts = [counted(each, parts) for each in (told, whole)]
    sums = [np.zeros_like(each) for each in amounts]
    said = np.zeros(year.size, dtype=np.int64)
    for lag in range(window):
        at = np.searchsorted(year, year - lag)
        there = year[np.minimum(at, year.size - 1)] == year - lag
        said += there
        for total, amount in zip(sums, amounts, strict=True):
            total[there] += amount[at[there]]
    ends = said == window
    return ends, in_units(sums[0], parts)[ends], in_units(sums[1], parts)[ends]


def completeness(told: Floats, whole: Floats) -> Floats:
    r"""Return the part of a state's total that is told: :math:`c = x / X`; NaN where it is not said."""
    return np.where(np.isnan(whole), np.nan, np.round(_quotient(told, whole), DIGITS))


def _quotient(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, in [0, 1]; 1 of nothing."""
    found = np.ones_like(whole)
    np.divide(part, whole, out=found, where=whole > 0)
    return np.asarray(np.clip(found, 0.0, 1.0))


def unnamed(share: Floats, nobody: Truths, group: Wholes) -> Floats:
    """Return what part of each entry's total is with nobody by name; `group` says whose it is."""
    theirs = np.where(nobody & (share > 0), share, 0.0)
    return np.asarray(np.bincount(group, weights=theirs)[group] if group.size else theirs)


def with_the_unnamed(
    told: Floats, whole: Floats, volume: Floats, part: Floats
) -> tuple[Floats, Floats]:
    """Return told and whole; where nobody says the whole, all that is told, if part has no name."""
    unsaid = np.isnan(whole) & (part > 0)
    return np.where(unsaid, volume * (1.0 - part), told), np.where(unsaid, volume, whole)


def bounds(share: Floats, part: Floats, told: Floats) -> tuple[Floats, Floats]:
    r"""Return between what a share lies if a part :math:`c` is told by name, and :math:`t` is told at all.

    .. math:: ts \le \text{share} \le ts + 1 - c

    Shares of a total that is smaller than its parts add up to 1 all the same.
    """
    low = share * told
    return np.fmin(low, share), np.fmax(low + (1.0 - part), share)


@dataclass(frozen=True)
class Held:
    """Shares held to the rule of trust; NaN where nothing is stated.

    Parameters
    ----------
    part, share, low, high : np.ndarray
        Completeness; the share where enough is told; its bounds.
    partly, hardly : np.ndarray of bool
        Whether too little is told for a share; and for bounds, too.
    """

    part: Floats
    share: Floats
    low: Floats
    high: Floats
    partly: Truths
    hardly: Truths


def held(
    share: Floats,
    stated: Truths,
    told: Floats,
    whole: Floats,
    volume: Floats,
    *,
    named: float,
    shown: float,
) -> Held:
    """Return shares of which those are taken back that rest on too little (`sufficiency`)."""
    part, known = completeness(told, whole), ~np.isnan(whole)
    partly, hardly = (stated & known & (part < least) for least in (named, shown))
    low, high = bounds(share, part, _quotient(volume, whole))
    unsaid = hardly | ~known
    return Held(
        part,
        np.where(partly | hardly, np.nan, share),
        np.where(unsaid, np.nan, low),
        np.where(unsaid, np.nan, high),
        partly,
        hardly,
    )


def looked_up(wanted: Wholes, key: Wholes) -> tuple[Truths, Wholes]:
    """Return whether each of some keys is among others, in ascending order, and its place there."""
    if not key.size:
        return np.zeros(wanted.size, dtype=bool), np.zeros(wanted.size, dtype=np.int64)
    at = np.minimum(np.searchsorted(key, wanted), key.size - 1)
    return key[at] == wanted, at
