r"""Concentration of few rows, as arrays: the formulae of `portfolios.moments` and `figures`.

For the same reason as `share_arrays`: a page asks for the concentration of one state's partners at a
time. Those indices that pages tell are here; the others are computed as frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.measures.frames import TIE_DIGITS
from counterpoise.measures.share_arrays import Floats, Truths, Wholes, counted, in_units
from counterpoise.sums import SHARE_PARTS

ON_ARRAYS: Final = frozenset({
    "partners", "herfindahl", "herfindahl_low", "herfindahl_high", "hill_2", "cr_1", "unallocated",
    "leader",
})  # fmt: skip
"""The indices that `indices` returns."""


@dataclass(frozen=True)
class Portfolios:
    """Shares of the partners of states and years.

    Parameters
    ----------
    group : np.ndarray of int, shape (n,)
        Which state and year a share is of: 0, 1 ... in any order.
    share : np.ndarray, shape (n,)
        NaN where none is stated.
    nobody : np.ndarray of bool, shape (n,)
        Whether it belongs to somebody who is not named.
    others : np.ndarray of bool, shape (n,)
        Whether it belongs to others than those named.
    name : np.ndarray of int, shape (n,)
        The place of the partner's name among all names.
    """

    group: Wholes
    share: Floats
    nobody: Truths
    others: Truths
    name: Wholes


def indices(of: Portfolios) -> Mapping[str, Floats | Wholes]:
    r"""Return each index of `ON_ARRAYS`, one entry per group; `leader` is the row of who leads, or -1.

    With named shares :math:`s_j` and the share :math:`u` of all who are not named together,
    of which :math:`o` is of others than those named, :math:`H = \sum_j s_j^2 + u^2`, low
    :math:`\sum_j s_j^2`, high :math:`H + 2 (u - o) (\max(s_1, o) - o)`.
    """
    share = np.where(of.share > 0, of.share, 0.0)
    named, unnamed = np.where(of.nobody, 0.0, share), np.where(of.nobody, share, 0.0)
    groups = int(of.group.max()) + 1
    squares, unallocated = (_added(each, of.group, groups) for each in (named * named, unnamed))
    largest = np.zeros(groups)
    np.maximum.at(largest, of.group, named)
    herfindahl = squares + unallocated * unallocated
    others = _added(np.where(of.others, share, 0.0), of.group, groups)
    anybodys = (unallocated - others) * (np.maximum(largest, others) - others)
    with np.errstate(divide="ignore"):
        hill_2 = 1.0 / herfindahl
    first = _first(of, named)
    led = (named[first] > 0) & (unallocated < largest + 10.0**-TIE_DIGITS)
    return {
        "partners": np.bincount(of.group, weights=named > 0, minlength=groups).astype(np.int64),
        "herfindahl": herfindahl,
        "herfindahl_low": squares,
        "herfindahl_high": herfindahl + 2.0 * anybodys,
        "hill_2": hill_2,
        "cr_1": largest,
        "unallocated": unallocated,
        "leader": np.where(led, first, -1),
    }


def _added(values: Floats, group: Wholes, groups: int) -> Floats:
    """Return the sum of each group's values, the same in any order."""
    total = np.zeros(groups, dtype=np.int64)
    np.add.at(total, group, counted(values, SHARE_PARTS))
    return in_units(total, SHARE_PARTS)


def _first(of: Portfolios, named: Floats) -> Wholes:
    """Return the row of each group's largest named partner; of several equal ones the first by name."""
    # Rounded, so that shares that differ by the order of addition alone are placed by name.
    size = np.where(of.nobody, -1.0, np.round(named, TIE_DIGITS))
    order = np.lexsort((of.name, -size, of.group))
    _, begins = np.unique(of.group[order], return_index=True)
    return order[begins]
