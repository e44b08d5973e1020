r"""How far off ideal points may be: the Laplace variance with roll calls and all other seats uncertain.

Holding the cuts still would leave out what matters most: the roll calls of a session are shared, so
that their errors move a whole session up, down or apart. With :math:`H` the curvature of the log
posterior, :math:`C` its block between positions and roll calls, and :math:`B` that of roll calls,

.. math:: \operatorname{Var}(\theta) = \operatorname{diag}\,(H - C B^{-1} C^\top)^{-1}.

Roll calls tie places of one session, the walk ties a place to the next session's: the matrix is
block-tridiagonal, a block for each session, and its inverse is needed on the diagonal only. Where
resolutions bridge sessions, the ties that they make between sessions are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.votes.ideal_points.roll_calls import Floats, RollCalls, Whole


@dataclass(frozen=True)
class Nodes:
    """Places, and stand-ins for the sessions that a seat missed, in the order of sessions.

    Parameters
    ----------
    of_place : np.ndarray, shape (P,)
        The node of each place.
    bounds : np.ndarray, shape (S + 1,)
        Where each session's nodes start, and the end.
    first, second : np.ndarray, shape (E,)
        Nodes that follow each other in a seat's walk.
    precision : np.ndarray, shape (E,)
        The precision of the step between them.
    """

    of_place: Whole
    bounds: Whole
    first: Whole
    second: Whole
    precision: Floats

    @classmethod
    def of(cls, votes: RollCalls, step: Floats) -> Nodes:
        """Lay out the nodes; `step` is the precision of each place's step from the one before.

        A step over missed sessions becomes one step for each, together as likely as the one.
        """
        rank = np.unique(votes.session, return_inverse=True)[1]
        places = np.arange(1, votes.places)[votes.seat[1:] == votes.seat[:-1]]
        steps = np.maximum(rank[places] - rank[places - 1], 1)
        missed = steps - 1
        start = np.cumsum(missed) - missed
        # Stand-ins are numbered after the places, each with its session.
        offset = np.arange(int(missed.sum())) - np.repeat(start, missed)
        session = np.r_[rank, np.repeat(rank[places - 1], missed) + offset + 1]
        edge = np.cumsum(steps) - steps
        within = np.arange(int(steps.sum())) - np.repeat(edge, steps)
        stand_in = votes.places + np.repeat(start, steps) + within
        first = np.where(within == 0, np.repeat(places - 1, steps), stand_in - 1)
        second = np.where(within == np.repeat(missed, steps), np.repeat(places, steps), stand_in)
        order = np.argsort(session, kind="stable")
        node = np.empty(len(session), dtype=np.int64)
        node[order] = np.arange(len(session))
        bounds = np.searchsorted(session[order], np.arange(rank.max() + 2))
        precision = np.repeat(step[places] * steps, steps)
        return cls(node[: votes.places], bounds, node[first], node[second], precision)


def variance(
    votes: RollCalls,
    *,
    step: Floats,
    shrink: float,
    information: Floats,
    crossed: tuple[Whole, Whole, NDArray[np.float64]],
) -> Floats:
    """Return each place's variance, with everything else uncertain.

    Parameters
    ----------
    votes : RollCalls
        Who sat where.
    step : np.ndarray, shape (P,)
        Prior precision of each place's step from the one before; 0 where a seat begins.
    shrink : float
        Prior precision of every place.
    information : np.ndarray, shape (P,)
        What the votes say of each place, the roll calls held still.
    crossed : places (m,), roll calls (m,), and an array, shape (m, 3)
        The non-zero parts of C B^(-1/2): entries of one place and roll call add up.
    """
    nodes = Nodes.of(votes, step)
    main = np.zeros(int(nodes.bounds[-1]))
    main[nodes.of_place] = shrink + information
    np.add.at(main, nodes.first, nodes.precision)
    np.add.at(main, nodes.second, nodes.precision)
    blocks = _blocks(nodes, main, crossed)
    found = np.concatenate(_diagonal_of_inverse(blocks, _ties(nodes)))
    result: Floats = found[nodes.of_place]
    return result


def _blocks(
    nodes: Nodes, main: Floats, crossed: tuple[Whole, Whole, NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Return the sessions' blocks of the curvature of positions."""
    place, roll_call, entry = crossed
    node = nodes.of_place[place]
    session_of = np.repeat(np.arange(len(nodes.bounds) - 1), np.diff(nodes.bounds))
    order = np.argsort(session_of[node].astype(np.int16), kind="stable")
    ends = np.searchsorted(session_of[node][order], np.arange(len(nodes.bounds)))
    blocks = []
    for t, (low, high) in enumerate(zip(nodes.bounds[:-1], nodes.bounds[1:], strict=True)):
        rows = order[ends[t] : ends[t + 1]]
        called, which = np.unique(roll_call[rows], return_inverse=True)
        width = len(called)
        cell = (node[rows] - low) * width + which
        size = int(high - low) * width
        tied = np.concatenate(
            [
                np.bincount(cell, entry[rows, k], minlength=size).reshape(int(high - low), width)
                for k in range(3)
            ],
            axis=1,
        )
        block = np.diag(main[low:high]) - tied @ tied.T
        inside = (nodes.first >= low) & (nodes.first < high) & (nodes.second < high)
        inside &= nodes.second >= low
        one, other = nodes.first[inside] - low, nodes.second[inside] - low
        block[one, other] -= nodes.precision[inside]
        block[other, one] -= nodes.precision[inside]
        blocks.append(block)
    return blocks


def _ties(nodes: Nodes) -> list[tuple[Any, Any, Floats]]:
    """Return, for each session after the first, its ties to the one before."""
    ties = []
    for t in range(1, len(nodes.bounds) - 1):
        low, middle, high = nodes.bounds[t - 1 : t + 2]
        between = (nodes.first >= low) & (nodes.first < middle)
        between &= (nodes.second >= middle) & (nodes.second < high)
        ties.append(
            (nodes.first[between] - low, nodes.second[between] - middle, nodes.precision[between])
        )
    return ties


def _diagonal_of_inverse(
    blocks: list[NDArray[np.float64]], ties: list[tuple[Any, Any, Floats]]
) -> list[Floats]:
    """Return the diagonal of the inverse of a block-tridiagonal matrix, block by block.

    Forth, each block is inverted less what the one before takes up; back, it is told what the one
    after knows, as a smoother does.
    """
    inverses = [np.linalg.inv(blocks[0])]
    for block, (before, here, weight) in zip(blocks[1:], ties, strict=True):
        left = block.copy()
        left[np.ix_(here, here)] -= _tied(inverses[-1], before, weight)
        inverses.append(np.linalg.inv(left))
    found = inverses[-1]
    diagonals = [np.diag(found).copy()]
    for inverse, (here, after, weight) in zip(inverses[-2::-1], ties[::-1], strict=True):
        known = inverse[:, here]
        found = inverse + known @ _tied(found, after, weight) @ known.T
        diagonals.append(np.diag(found).copy())
    return diagonals[::-1]


def _tied(inverse: NDArray[Any], at: Whole, weight: Floats) -> NDArray[np.float64]:
    """Return the part of an inverse at the ends of ties, times their weights on both sides."""
    part: NDArray[np.float64] = weight[:, None] * inverse[np.ix_(at, at)] * weight
    return part
