"""Terms as rows of a conic program, and the solver that is asked.

Clarabel takes: minimise q'v subject to Av + s = b, s in a product of cones. The variables v are the
shares x first; then, where a mix is valued, what each of them adds, t, and each channel's worth, U;
then what each share grows by for each term of pace; and last the bound itself where the tightest one
is sought.

References
----------
Goulart, P. J., and Chen, Y. (2024). Clarabel: an interior-point solver for conic programs with
quadratic objectives. arXiv:2405.12762.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ConvergenceError, ExtraError
from counterpoise.models.portfolios.rebalancing.terms import Alike, Joint, Moved, Term

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Cone = Literal["zero", "nonnegative", "second-order", "power"]

GAPS: Final = (1e-10, 1e-9, 1e-7)
"""Relative gap and infeasibility to reach, one after the other where rounding forbids the one before;
the last still tells a premium to the seventh digit."""
LEAST_EIGENVALUE: Final = 1e-12
"""Directions of a similarity that weigh less than this of its largest are left out."""


@dataclass(frozen=True, eq=False)
class Block:
    """Some rows of the program: right - rows @ v lies in the cone.

    Parameters
    ----------
    rows : np.ndarray, shape (m, v)
    right : np.ndarray, shape (m,)
    cone : str
    exponent : float
        Of power cones alone, three rows each: x^a U^(1-a) >= |t|.
    """

    rows: Array
    right: Array
    cone: Cone
    exponent: float = 0.0


@dataclass(frozen=True, eq=False)
class Solution:
    """The variables, and the dual values of each block."""

    variables: Array
    duals: list[Array]


def whole(channel: Index, variables: int) -> Block:
    """Return the rows by which the shares of each channel add up to 1."""
    rows = np.zeros((channel.max() + 1, variables))
    rows[channel, np.arange(len(channel))] = 1.0
    return Block(rows, np.ones(len(rows)), "zero")


def not_negative(partners: int, variables: int) -> Block:
    """Return the rows by which no share is negative."""
    return Block(_at(-np.eye(partners), 0, variables), np.zeros(partners), "nonnegative")


def worths(free: Array, channel: Index, variables: int, exponent: float) -> tuple[Block, Block]:
    r"""Return the rows by which each channel is worth no more than its mix.

    .. math:: U_c \le \sum_{j \in c} s_j^{1-a} t_j, \qquad t_j \le x_j^a U_c^{1-a}

    which together say :math:`U_c \le (\sum_j s_j^{1-a} x_j^a)^{1/a}`. Of the variables the t stand
    after the x, and the U after them.
    """
    n, each = len(free), np.arange(len(free))
    power = np.zeros((3 * n, variables))
    power[3 * each, each] = -1.0
    power[3 * each + 1, 2 * n + channel] = -1.0
    power[3 * each + 2, n + each] = -1.0
    total = np.zeros((channel.max() + 1, variables))
    total[np.arange(len(total)), 2 * n + np.arange(len(total))] = 1.0
    total[channel, n + each] = -(free ** (1 - exponent))
    return (
        Block(total, np.zeros(len(total)), "nonnegative"),
        Block(power, np.zeros(3 * n), "power", exponent),
    )


def block(
    term: Term, variables: int, grown: int, bound: int | None = None, *, slack: bool = False
) -> Block:
    """Return the rows of a term whose price is the first dual value, or each of `Joint`.

    Parameters
    ----------
    term : Joint, Alike or Moved
    variables : int
    grown : int
        The column from which on stands what shares grow by, for `Moved`.
    bound : int, optional
        The column of the bound, where it is sought: by how much `Joint` is raised, the length of the
        mix under `Alike`, the part that is `Moved`.
    slack : bool
        Whether the bound stands and the column is by how much it is exceeded.
    """
    if isinstance(term, Joint):
        rows, right, cone = (
            _at(term.weights, 0, variables),
            term.bounds.astype(float),
            "nonnegative",
        )
    elif isinstance(term, Alike):
        root = _root(term.similarity)
        rows = np.vstack([np.zeros((1, variables)), _at(-root, 0, variables)])
        right = np.concatenate([[term.partners**-0.5], np.zeros(len(root))])
        cone = "second-order"
    else:
        rows, right = _moved(term, variables, grown)
        cone = "nonnegative"
    if bound is not None:
        free = slice(None) if isinstance(term, Joint) else slice(0, 1)
        rows[free, bound] = -1.0
        right[free] = right[free] if slack or isinstance(term, Joint) else 0.0
    return Block(rows, right, cone)  # type: ignore[arg-type]


def solved(aim: Array, blocks: Sequence[Block], *, what: str) -> Solution | None:
    """Return the variables that make `aim` least, or None if no variables are in all cones.

    Raises
    ------
    ConvergenceError
        If the solver comes to no end that it vouches for.
    ExtraError
        If it is not installed.
    """
    try:
        import clarabel
        from scipy import sparse
    except ImportError as fault:
        raise ExtraError.missing("clarabel", "plan", what="a mix under terms") from fault
    rows = sparse.csc_matrix(np.vstack([one.rows for one in blocks]))
    right = np.concatenate([one.right for one in blocks])
    none = sparse.csc_matrix((len(aim), len(aim)))
    cones = [cone for one in blocks for cone in _cones(clarabel, one)]
    for gap in GAPS:
        settings = _settings(clarabel, gap)
        answer = clarabel.DefaultSolver(none, aim, rows, right, cones, settings).solve()
        status = str(answer.status)
        if status == "PrimalInfeasible":
            return None
        if status == "Solved":
            break
    else:
        raise ConvergenceError.not_reached(what, f"end as {status!r}", "be solved")
    ends = np.cumsum([len(one.right) for one in blocks])
    return Solution(np.array(answer.x), np.split(np.array(answer.z), ends[:-1]))


def _moved(term: Moved, variables: int, grown: int) -> tuple[Array, Array]:
    """Return p >= x - start, p >= 0, and as the first row sum p <= most."""
    n = len(term.start)
    total = _at(np.ones((1, n)), grown, variables)
    above = _at(np.eye(n), 0, variables) - _at(np.eye(n), grown, variables)
    none = _at(-np.eye(n), grown, variables)
    return np.vstack([total, above, none]), np.concatenate([[term.most], term.start, np.zeros(n)])


def _root(similarity: Array) -> Array:
    """Return R with R'R = Z, of a similarity that is semidefinite."""
    values, vectors = np.linalg.eigh(similarity)
    kept = values > LEAST_EIGENVALUE * values[-1]
    return np.asarray((vectors[:, kept] * np.sqrt(values[kept])).T)


def _at(rows: Array, column: int, variables: int) -> Array:
    """Return rows set into a wider table from a column on."""
    found = np.zeros((rows.shape[0], variables))
    found[:, column : column + rows.shape[1]] = rows
    return found


def _cones(clarabel: Any, one: Block) -> list[Any]:
    rows = len(one.right)
    if one.cone == "power":
        return [clarabel.PowerConeT(one.exponent)] * (rows // 3)
    named = {
        "zero": clarabel.ZeroConeT,
        "nonnegative": clarabel.NonnegativeConeT,
        "second-order": clarabel.SecondOrderConeT,
    }
    return [named[one.cone](rows)]


def _settings(clarabel: Any, gap: float) -> Any:
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = gap
    settings.max_threads = 1
    return settings
