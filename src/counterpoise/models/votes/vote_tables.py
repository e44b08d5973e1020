r"""How alike two states vote, or two portfolios of ties are: indices of their joint table. Arrays only.

Everything rests on one table per pair: :math:`o_{ab}`, how often the first state is in category a
while the second is in b. All tables of all pairs are one matrix product of one-hot votes
(`joint_tables`); every index is a plain function of tables of shape (..., k, k), and says by its
arguments which `levels` the categories stand for and how `distance` grows between them. Weights of
single roll calls or partners go into the tables, so that every index has its weighted form.

With :math:`n = \sum_{ab} o_{ab}`, margins :math:`r_a, c_b`, their mean :math:`m_a`, levels
:math:`l_a`, :math:`d_{ab}` the distance and D the greatest of them:

.. math::
   S = 1 - \frac{2}{D}\,\frac{\sum d_{ab} o_{ab}}{n}, \qquad
   \kappa = 1 - \frac{n \sum d_{ab} o_{ab}}{\sum d_{ab} r_a c_b}, \qquad
   \pi = 1 - \frac{n \sum d_{ab} o_{ab}}{\sum d_{ab} m_a m_b}

An index that a table does not define is NaN, and `undefined` says why; it is never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Literal, get_args

import numpy as np
import numpy.typing as npt

from counterpoise.errors import MeasureError, UsageError

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[Any]
Distance = Literal["nominal", "linear", "squared"]
Rule = Literal[
    "voeten",
    "exact",
    "two_category",
    "state_department",
    "joint_abstention_disagrees",
    "joint_abstention_left_out",
]

RULES: Final[tuple[str, ...]] = get_args(Rule)
VOTE_LEVELS: Final = (0.0, 1.0, 2.0)
"""Yes, abstain, no."""
NOT_CAST: Final = -1
"""The code of whoever cast no vote: absent, not a member, not yet a state. It is no abstention."""

REASONS: Final = (
    "",
    "nothing in common",
    "the state is constant",
    "the other is constant",
    "both are constant",
)
"""What the codes of `undefined` mean."""


def one_hot(codes: npt.NDArray[np.int8], *, categories: int) -> npt.NDArray[np.float32]:
    """Return votes as zeros and ones.

    Parameters
    ----------
    codes : array, shape (states, roll calls)
        Category 0, 1, ... of each vote; negative where none was cast.
    categories : int
        How many there are, whether they occur or not.

    Returns
    -------
    array, shape (categories, states, roll calls)
    """
    every = np.arange(categories, dtype=np.int8)[:, None, None]
    return np.equal(codes[None], every).astype(np.float32)


def joint_tables(
    left: npt.NDArray[np.int8],
    right: npt.NDArray[np.int8] | None = None,
    *,
    categories: int,
    weights: Floats | None = None,
) -> Counts:
    """Return the joint table of every state of `left` with every state of `right`.

    Parameters
    ----------
    left, right : array, shape (states, roll calls)
        Codes as in `one_hot`; `right` is `left` if it is not given.
    categories : int
        k.
    weights : array, shape (roll calls,), optional
        What each counts for; 1 if not given.

    Returns
    -------
    array, shape (states of left, states of right, k, k)
        Whole numbers in float32 (exact below 2**24), or sums of weights in float64.
    """
    first = one_hot(left, categories=categories)
    second = first if right is None else one_hot(right, categories=categories)
    # Not -1 for the rows: a period without roll calls has no columns.
    rows, columns = (
        side.reshape(categories * side.shape[1], side.shape[2]) for side in (first, second)
    )
    product = rows @ columns.T if weights is None else (rows * weights) @ columns.T
    cells = product.reshape(categories, left.shape[0], categories, second.shape[1])
    return cells.transpose(1, 3, 0, 2)


def joint_counts(
    left: npt.NDArray[np.int8], right: npt.NDArray[np.int8]
) -> npt.NDArray[np.float32]:
    """Return on how many roll calls both states cast a vote, shape (left, right)."""
    first, second = ((side != NOT_CAST).astype(np.float32) for side in (left, right))
    return np.asarray(first @ second.T)


def picked(tables: Counts, first: npt.NDArray[Any], second: npt.NDArray[Any]) -> Floats:
    """Return the tables of some pairs, shape (pairs, k, k), each cell laid out in one piece."""
    cells = tables.transpose(2, 3, 0, 1)[:, :, first, second]
    return np.ascontiguousarray(cells, dtype=np.float64).transpose(2, 0, 1)


def joint_table(
    x: Sequence[float],
    y: Sequence[float],
    *,
    levels: Sequence[float],
    weights: Sequence[float] | None = None,
) -> Floats:
    """Return the joint table of two lists of levels, shape (k, k).

    Raises
    ------
    MeasureError
        If the lists differ in length, hold what is no level, or a weight is negative.
    """
    if len(x) != len(y):
        raise MeasureError(f"Both lists must have the same length, not {len(x)} and {len(y)}.")
    pair, scale = np.array([x, y], dtype=np.float64), np.asarray(levels, dtype=np.float64)
    found = pair[:, :, None] == scale
    if not found.any(-1).all():
        stray = sorted(set(pair[~found.any(-1)].tolist()))
        raise MeasureError(f"Every value must be one of the levels {list(levels)}, not {stray}.")
    codes = found.argmax(-1).astype(np.int8)
    given = None if weights is None else np.asarray(weights, dtype=np.float64)
    if given is not None and given.shape != (len(x),):
        raise MeasureError(f"Each place must have one weight: {len(x)}, not {given.size}.")
    if given is not None and not (given >= 0).all():
        raise MeasureError("Every weight must be a number of at least 0.")
    table: Floats = joint_tables(codes[:1], codes[1:], categories=len(scale), weights=given)[0, 0]
    return table.astype(np.float64)


def disagreement(levels: Sequence[float], *, distance: Distance) -> Floats:
    """Return d: how far apart two categories are, shape (k, k); nominal distance is 0 or 1."""
    scale = np.asarray(levels, dtype=np.float64)
    apart = np.abs(scale[:, None] - scale[None, :])
    if scale.ndim != 1 or scale.size < 2 or (apart + np.eye(scale.size) == 0).any():
        raise MeasureError(f"`levels` must be two or more different numbers, not {levels}.")
    if distance not in get_args(Distance):
        raise UsageError.not_among("`distance`", distance, get_args(Distance))
    if distance == "nominal":
        return np.greater(apart, 0).astype(np.float64)
    return apart if distance == "linear" else np.square(apart)


def agreement(table: Counts, *, rule: Rule, levels: Sequence[float] = VOTE_LEVELS) -> Floats:
    r"""Return the share of joint votes on which two states agree; NaN if the rule counts none.

    * ``voeten``: the mean of :math:`1 - |l_a - l_b| / R`; one abstention is half an agreement.
    * ``exact``: the same vote, abstentions included.
    * ``two_category``: the same vote, of those on which neither abstained. So did the State
      Department's reports count "votes only" up to that for 2016.
    * ``state_department``: "voting coincidence" in the State Department's reports for 2017 and
      since: the same vote 1, also where both abstained, half where one did, over all votes that
      both cast. Of yes, abstain and no this is ``voeten`` under another name. Confirmed by the
      figures of 2017, if the reports drop decimals; those of 2018 and 2019 lie up to 3 points lower,
      over roll calls that are not all in the release.
    * ``joint_abstention_disagrees``: the same yes or no 1, half where one abstained, nothing where
      both did. Nobody's published rule; it bounds the others from below.
    * ``joint_abstention_left_out``: the same, without votes on which both abstained.

    All but the first two need the three categories yes, abstain, no, in that order.

    References
    ----------
    U.S. Department of State, *Voting Practices in the United Nations*, reports for 2008, 2017, 2019.
    """
    for_rule, counted = _agreement_weights(rule, levels)
    cells = _cells(table, levels)
    return _ratio(_added(for_rule, cells), _added(counted, cells))


def agreement_base(table: Counts, *, rule: Rule, levels: Sequence[float] = VOTE_LEVELS) -> Floats:
    """Return how many joint votes `agreement` rests on, by its rule."""
    return _added(_agreement_weights(rule, levels)[1], _cells(table, levels))


def signorino_ritter(
    table: Counts, *, distance: Distance, levels: Sequence[float] = VOTE_LEVELS
) -> Floats:
    """Return Signorino and Ritter's S; "linear" is theirs, "squared" is Häge's variant.

    References
    ----------
    Signorino, C. S. and Ritter, J. M. (1999). Tau-b or not tau-b. *ISQ*, 43(1), 115-144.
    """
    apart = disagreement(levels, distance=distance)
    cells = _cells(table, levels)
    part = _ratio(_added(apart, cells), apart.max() * cells.sum((0, 1)))
    return np.asarray(1.0 - 2.0 * part)


def cohen_kappa(
    table: Counts, *, distance: Distance, levels: Sequence[float] = VOTE_LEVELS
) -> Floats:
    """Return Cohen's kappa: agreement beyond what each state's own habits would give by chance.

    NaN if either state is constant. With one constant state the formula gives 0 whatever the other
    does, which tells of the formula and not of the states.
    """
    cells = _cells(table, levels)
    rows, columns = _margins(cells)
    apart = disagreement(levels, distance=distance)
    kappa = _corrected(cells, apart, _expected(apart, rows, columns))
    return np.where(_varies(rows) & _varies(columns), kappa, np.nan)


def scott_pi(table: Counts, *, distance: Distance, levels: Sequence[float] = VOTE_LEVELS) -> Floats:
    """Return Scott's pi: agreement beyond what habits common to both would give by chance.

    NaN if both states are constant in the same category.
    """
    cells = _cells(table, levels)
    rows, columns = _margins(cells)
    mean = (rows + columns) / 2.0
    apart = disagreement(levels, distance=distance)
    pi = _corrected(cells, apart, _expected(apart, mean, mean))
    return np.where(_varies(mean), pi, np.nan)


def kendall_tau_b(table: Counts) -> Floats:
    """Return Kendall's tau-b of the categories' order; NaN if either state is constant."""
    size = table.shape[-1]
    cells = _cells(table, range(size))
    rows, columns = _margins(cells)
    order = np.sign(np.arange(size)[None, :] - np.arange(size)[:, None]).astype(np.float64)
    # Of two joint votes, the first state's lower one in row a, its higher one in row b.
    ordered = [(a, b) for a in range(size) for b in range(a + 1, size)]
    concordance = sum((np.tensordot(order.T, cells[a], 1) * cells[b]).sum(0) for a, b in ordered)
    untied = [_expected(np.abs(order), side, side) / 2.0 for side in (rows, columns)]
    tau = _ratio(np.asarray(concordance), np.sqrt(untied[0] * untied[1]))
    return np.where(_varies(rows) & _varies(columns), tau, np.nan)


def benati_capurri(table: Counts, *, levels: Sequence[float] = VOTE_LEVELS) -> Floats:
    """Return Benati and Capurri's A: S less the S that independence would give.

    References
    ----------
    Benati and Capurri (2026), as given in the manual's page on methods (not confirmed).
    """
    rows, columns = _margins(_cells(table, levels))
    apart = disagreement(levels, distance="linear")
    total = rows.sum(0)
    chance = _ratio(_expected(apart, rows, columns), total * total) / apart.max()
    observed = signorino_ritter(table, distance="linear", levels=levels)
    return np.asarray(observed - (1.0 - 2.0 * chance))


def undefined(table: Counts) -> npt.NDArray[np.int8]:
    """Return why chance-corrected indices are not defined: places in `REASONS`, 0 if they are."""
    rows, columns = _margins(_cells(table, range(table.shape[-1])))
    constant = 2 * ~_varies(rows) + 3 * ~_varies(columns)
    code = np.where(constant == 5, 4, constant)
    return np.where(rows.sum(0) > 0, code, 1).astype(np.int8)


INDICES: Final[dict[str, Callable[[Counts, Sequence[float], Rule], Floats]]] = {
    "agree": lambda table, levels, rule: agreement(table, rule=rule, levels=levels),
    "s_absolute": lambda table, levels, _: signorino_ritter(
        table, distance="linear", levels=levels
    ),
    "s_squared": lambda table, levels, _: signorino_ritter(
        table, distance="squared", levels=levels
    ),
    "kappa_nominal": lambda table, levels, _: cohen_kappa(table, distance="nominal", levels=levels),
    "kappa_linear": lambda table, levels, _: cohen_kappa(table, distance="linear", levels=levels),
    "kappa_squared": lambda table, levels, _: cohen_kappa(table, distance="squared", levels=levels),
    "pi_nominal": lambda table, levels, _: scott_pi(table, distance="nominal", levels=levels),
    "pi_linear": lambda table, levels, _: scott_pi(table, distance="linear", levels=levels),
    "pi_squared": lambda table, levels, _: scott_pi(table, distance="squared", levels=levels),
    "tau_b": lambda table, levels, rule: kendall_tau_b(table),
}
"""Every index by its name: agreement in [0, 1], by the rule named; Signorino and Ritter's S and
Kendall's tau-b in [-1, 1]; Cohen's kappa and Scott's pi, at most 1."""


def compared(
    table: Counts,
    *,
    levels: Sequence[float] = VOTE_LEVELS,
    rule: Rule = "voeten",
    indices: Iterable[str] = tuple(INDICES),
) -> dict[str, npt.NDArray[Any]]:
    """Return indices of the tables, with what they rest on.

    Parameters
    ----------
    table : array, shape (..., levels, levels)
        Joint votes, or weights.
    levels, rule
        As `disagreement` and `agreement` take them.
    indices : iterable of str
        Which of `INDICES`.

    Returns
    -------
    dict of arrays of one shape
        Those asked for, NaN where a table defines none; `n`, what the table adds up to; `n_agree`,
        the part of it that `agree` rests on; `undefined`, places in `REASONS`.
    """
    return {
        "n": _cells(table, levels).sum((0, 1)),
        "n_agree": agreement_base(table, rule=rule, levels=levels),
        **{name: INDICES[name](table, levels, rule) for name in indices},
        "undefined": undefined(table),
    }


def _agreement_weights(rule: Rule, levels: Sequence[float]) -> tuple[Floats, Floats]:
    """Return what each cell adds to the agreement, and to the votes that it is a share of."""
    if rule not in RULES:
        raise UsageError.not_among("`rule`", rule, RULES)
    apart = disagreement(levels, distance="linear")
    everything = np.ones_like(apart)
    if rule == "voeten":
        return 1.0 - apart / apart.max(), everything
    if rule == "exact":
        return np.eye(len(levels)), everything
    if len(levels) != len(VOTE_LEVELS):
        raise MeasureError(
            f"The rule {rule!r} is of yes, abstain and no, not of the levels {list(levels)}.",
            attempt="rule='voeten' or rule='exact'",
        )
    decided = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]])
    if rule == "two_category":
        return np.diag([1.0, 0.0, 1.0]), decided
    half = np.array([[1.0, 0.5, 0.0], [0.5, 0.0, 0.5], [0.0, 0.5, 1.0]])
    both_abstained = np.diag([0.0, 1.0, 0.0])
    if rule == "state_department":
        return half + both_abstained, everything
    left_out = rule == "joint_abstention_left_out"
    return half, everything - both_abstained if left_out else everything


def _cells(table: Counts, levels: Sequence[float]) -> Floats:
    """Return tables with their categories in front, where sums over them are quick."""
    size = len(levels)
    if table.ndim < 2 or table.shape[-2:] != (size, size):
        raise MeasureError(
            f"A table must have {size} rows and columns, one for each level, not shape {table.shape}."
        )
    return np.moveaxis(table, (-2, -1), (0, 1))


def _margins(cells: Floats) -> tuple[Floats, Floats]:
    """Return how often each state is in each category."""
    return cells.sum(1), cells.sum(0)


def _varies(margin: Floats) -> npt.NDArray[np.bool_]:
    """Return whether a state is in more than one category."""
    return np.asarray((margin > 0).sum(0) > 1)


def _added(weights: Floats, cells: Floats) -> Floats:
    """Return the sum of the cells, each times its weight."""
    return np.asarray(np.tensordot(weights, cells, 2))


def _expected(apart: Floats, rows: Floats, columns: Floats) -> Floats:
    """Return n times the disagreement that margins give if they are independent."""
    return np.asarray((np.tensordot(apart, rows, 1) * columns).sum(0))


def _corrected(cells: Floats, apart: Floats, expected: Floats) -> Floats:
    """Return one less observed disagreement over what is expected by chance."""
    return np.asarray(1.0 - _ratio(cells.sum((0, 1)) * _added(apart, cells), expected))


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, NaN where the whole is not above zero."""
    nothing = np.full(np.shape(whole), np.nan)
    return np.asarray(np.divide(part, whole, out=nothing, where=whole > 0))
