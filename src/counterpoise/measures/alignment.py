"""How alike two states are: in their votes, and in the alliances that they keep.

Raw agreement and Signorino and Ritter's S ask how often two states did the same. Cohen's kappa and
Scott's pi ask how much more often than by chance: a state that votes yes on nine resolutions of ten
disagrees with whoever mostly votes no without having anything against it. The two families may
differ in sign, so both are given, side by side. Formulae: :mod:`counterpoise.models.votes.vote_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Literal

import numpy as np
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures import _compared as compared
from counterpoise.measures import _grids, _pacts
from counterpoise.measures._compared import Places
from counterpoise.measures._roll_calls import CAST, RollCalls, roll_calls
from counterpoise.models.votes import vote_tables
from counterpoise.models.votes.vote_tables import Counts, Floats, Rule

__all__ = ["alignment", "portfolio_similarity"]

BATCH = 4096
"""Pairs compared at a time, at least."""


def alignment(
    votes: IntoFrameT,
    *,
    by: Literal["session", "year"] = "session",
    window: int = 1,
    issues: Sequence[str] | None = None,
    rule: Rule = "voeten",
    unanimous: Literal["drop", "keep"] = "drop",
    between: Sequence[str] | None = None,
    both: bool = False,
    indices: Sequence[str] = tuple(vote_tables.INDICES),
) -> IntoFrameT:
    r"""Return how alike each pair of states voted, by every index, period by period.

    .. math:: agree = \frac{1}{n}\sum_k \Bigl(1 - \frac{|x_k - y_k|}{2}\Bigr), \qquad
       S = 2\,agree - 1, \qquad \kappa, \pi = 1 - \frac{\text{disagreement observed}}{\text{expected}}

    over the roll calls k of the period on which both cast a vote: yes 0, abstain 1, no 2.

    Parameters
    ----------
    votes : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Rows of votes (`schema.VOTES`) of one vintage, of **all** states: whether a roll call was
        unanimous is seen from all of them. Narrow states down with `between`, not before.
    by : str
        "session", or "year" of the date; sessions end in the year after they begin.
    window : int
        Periods whose roll calls are pooled, the period itself included.
    issues : sequence of str, optional
        Only roll calls on these: me, nu, di, hr, co, ec. None for all.
    rule : str
        What `agree` counts: "voeten" (one abstention is half an agreement), "exact",
        "two_category", "state_department" (as its reports count since 2017),
        "joint_abstention_disagrees", "joint_abstention_left_out"; see `vote_tables.agreement`. The
        other indices do not depend on it.
    unanimous : str
        "drop" or "keep" roll calls on which all votes cast were the same.
    between : sequence of str, optional
        Only pairs with one of these states, which is then `state`; much faster for a few.
    both : bool
        Give every pair from both sides; else once, with `state` < `other` (or as `between` says).
    indices : sequence of str
        Which of the indices below, from `agree` to `tau_b`; one alone takes a quarter of the time.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `other`, `session` or `year`), sorted by period first: `n`, joint
        votes; `n_agree`, those that `agree` rests on; `agree`, in [0, 1]; `s_absolute`,
        `s_squared`, `tau_b`, in [-1, 1]; `kappa_nominal`, `kappa_linear`, `kappa_squared`,
        `pi_nominal`, `pi_linear`, `pi_squared`, at most 1; no units; `reason`, text. Periods run
        from the first whose window lies wholly in the periods with a vote cast.

    Zeros and missing values
    ------------------------
    A state that was absent, or not a member, cast no vote: the roll call is left out for its pairs.
    A pair of which one cast no vote in the whole window has no row. Which roll calls a release holds
    matters: with votes on single paragraphs states agree otherwise than without (Viet Nam and the
    United States in the 65th session .335 and .195), so never compare releases. An index that is not
    defined is null, never 0, and `reason` says why: "no joint vote", or who "is constant", having voted the
    same throughout (kappa and tau-b need both to vary, pi one of them; S and `agree` neither).
    `agree` alone is null where `n_agree` is 0. `reason` is null if nothing else is.
    Roll calls whose issues are not known are left out when `issues` are asked for.

    Raises
    ------
    MeasureError
        If rows mix vintages, hold a vote twice, lack a period, or name no issues and some are asked
        for; or `window` is below 1.
    UsageError
        If `by`, `rule`, `unanimous`, an issue or an index is none that there is.

    References
    ----------
    Signorino, C. S. and Ritter, J. M. (1999). Tau-b or not tau-b. *ISQ*, 43(1), 115-144.
    Häge, F. M. (2011). Choice or circumstance? *Political Analysis*, 19(3), 287-305.
    Voeten, E., `DyadicAgreementScores.R`, for the rule "voeten".

    Examples
    --------
    >>> import polars as pl
    >>> cast = {"VNM": ["yes", "yes", "no"], "USA": ["no", "abstain", "no"]}
    >>> votes = pl.DataFrame([
    ...     {"roll_call": i, "session": 74, "state": state, "vote": vote}
    ...     for state, each in cast.items() for i, vote in enumerate(each)])
    >>> alignment(votes, unanimous="keep").select("state", "other", "n", "agree", "s_absolute").row(0)
    ('USA', 'VNM', 3, 0.5, 0.0)
    """
    if unanimous not in ("drop", "keep"):
        raise UsageError.not_among("`unanimous`", unanimous, ("drop", "keep"))
    if rule not in vote_tables.RULES:
        raise UsageError.not_among("`rule`", rule, vote_tables.RULES)
    if window < 1:
        raise MeasureError(f"`window` must be at least 1 {by}, not {window}.")
    for index in indices:
        if index not in vote_tables.INDICES:
            raise UsageError.not_among("An index", index, vote_tables.INDICES)
    calls = roll_calls(votes, by=by, issues=issues)
    left = compared.places(calls.states, between)
    drop, sides = unanimous == "drop", both or between is not None
    windows = _windows(calls, left, window, drop=drop, both=sides)
    found = [
        compared.Compared(
            period, state, other, vote_tables.compared(tables, rule=rule, indices=indices)
        )
        for period, state, other, tables in _batched(windows)
    ]
    table = compared.labelled(found, calls.states, period=by, indices=indices)
    return _grids.given_back(table, votes)


def portfolio_similarity(
    panel: IntoFrameT,
    *,
    ranks: Mapping[str, float] = _pacts.RANKS,
    own: Literal["highest", "left out"] = "highest",
    members: Any = None,
    weights: Any = None,
    between: Sequence[str] | None = None,
    both: bool = False,
) -> IntoFrameT:
    r"""Return how alike the alliance portfolios of each pair of states are, year by year.

    .. math:: S_{ij} = 1 - 2\,\frac{\sum_k w_k |a_{ik} - a_{jk}|}{R \sum_k w_k}

    :math:`a_{ik}` is the highest rank of the obligations between i and k, 0 if there is none, and R
    the highest rank there is; the sum is over all states k of the year.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows of alliances of one source, of **all** states: of whoever is not in them, no row
        means no alliance.
    ranks : mapping of str to float
        The rank of each indicator, above 0; indicators without one do not count. By default, after
        Signorino and Ritter: consultation 1, neutrality and non-aggression 2, defence 3; offence,
        which they do not rank, 3 by our choice. Non-aggression can come from mere accession to a
        regional treaty: leave it out to see what rests on it.
    own : str
        A state's tie with itself: "highest" rank, as Signorino and Ritter, or "left out" for the
        two states compared.
    members : frame of any kind, optional
        `state`, `year`: who is in the system. None for the members of the Correlates of War's state
        system: of each code in its list on any day of the year, the state that bore it on 1 July, as
        the readers of its tables take it. The list counts by code, so its 165 of 1990, in which both
        German and both Yemeni codes stand twice, are our 163 states.
    weights : frame of any kind, optional
        `state`, `year`, `value`: what each k weighs, such as its capabilities. None for equal weights.
    between, both
        As in `alignment`.

    Returns
    -------
    frame of the kind given
        One row per (`state`, `other`, `year`), sorted by year first: `n`, states k compared;
        `agree`, 1 less the mean distance in [0, 1]; and the indices of `alignment`; no units;
        `reason`, text.

    Zeros and missing values
    ------------------------
    No row is no alliance, and rank 0. Whoever the rows name that is no member is left out: it is
    compared with nobody and counts for nobody. A row without a value ("not covered") leaves that k out. With
    few alliances most k are 0 for both states, which raises S and not kappa or pi. Nulls and
    `reason` are as in `alignment`.

    Raises
    ------
    MeasureError
        If the rows hold no indicator that is ranked, a rank is not above 0, or a member has no
        weight.
    UsageError
        If `own` is none that there is.

    References
    ----------
    Signorino, C. S. and Ritter, J. M. (1999). Tau-b or not tau-b. *ISQ*, 43(1), 115-144.

    Examples
    --------
    >>> import polars as pl
    >>> pacts = pl.DataFrame({"origin": ["AAA"], "destination": ["BBB"], "year": [1914],
    ...     "indicator": ["alliance_defense"], "value": [1.0]})
    >>> system = pl.DataFrame({"state": ["AAA", "BBB", "CCC"], "year": [1914] * 3})
    >>> portfolio_similarity(pacts, members=system).select("state", "other", "s_absolute").rows()[:2]
    [('AAA', 'BBB', 1.0), ('AAA', 'CCC', -1.0)]
    """
    if own not in ("highest", "left out"):
        raise UsageError.not_among("`own`", own, ("highest", "left out"))
    levels = _pacts.levels(ranks)
    pacts = _pacts.pacts(panel, ranks, members=members, weights=weights)
    wanted = compared.places(pacts.states, between)
    sides = both or between is not None
    found = []
    for year, there, ranked, weight in pacts.yearly():
        np.fill_diagonal(ranked, len(levels) - 1 if own == "highest" else vote_tables.NOT_CAST)
        left = np.flatnonzero(np.isin(there, wanted))
        right = None if between is None else ranked
        tables = vote_tables.joint_tables(
            ranked[left], right, categories=len(levels), weights=weight
        )
        row, column = compared.pairs(left, np.full(there.size, True), both=sides)
        picked = vote_tables.picked(tables, row, column)
        counts = vote_tables.joint_counts(ranked[left], ranked)[row, column]
        similarity = vote_tables.compared(picked, levels=levels)
        found.append(compared.Compared(year, there[left[row]], there[column], similarity, counts))
    return _grids.given_back(
        compared.labelled(found, pacts.states, period="year").drop("n_agree"), panel
    )


def _batched(
    windows: Iterator[tuple[int, Places, Places, Floats]],
) -> Iterator[tuple[Places, Places, Places, Floats]]:
    """Yield the pairs of several periods together, for few pairs cost as much as many."""
    held: list[tuple[Places, Places, Places, Floats]] = []
    for period, state, other, tables in windows:
        held.append((np.full(state.shape, period), state, other, tables))
        if sum(part[1].size for part in held) >= BATCH:
            yield _stacked(held)
            held = []
    if held:
        yield _stacked(held)


def _stacked(
    held: list[tuple[Places, Places, Places, Floats]],
) -> tuple[Places, Places, Places, Floats]:
    periods, states, others, tables = zip(*held, strict=True)
    return tuple(np.concatenate(parts) for parts in (periods, states, others, tables))  # type: ignore[return-value]


def _windows(
    calls: RollCalls, left: Places, window: int, *, drop: bool, both: bool
) -> Iterator[tuple[int, Places, Places, Floats]]:
    """Yield each period with its pairs of states and the joint tables of its window."""
    if not calls.periods.size:
        return
    first, last = int(calls.periods[0]), int(calls.periods[-1])
    counted = calls.divided if drop else np.full(calls.periods.shape, True)
    everybody = left.size == len(calls.states)
    tables: dict[int, Counts] = {}
    voted: dict[int, Any] = {}
    for period in range(first, last + 1):
        now = calls.periods == period
        codes = calls.codes[:, now & counted]
        right = None if everybody else codes
        tables[period] = vote_tables.joint_tables(codes[left], right, categories=len(CAST))
        voted[period] = (calls.codes[:, now] != vote_tables.NOT_CAST).any(axis=1)
        if period - window + 1 < first:
            continue
        # The tables of a window are the sums of its periods' tables: whole numbers, so exact.
        there = reduce(np.logical_or, voted.values())
        row, column = compared.pairs(left, there, both=both)
        pooled = reduce(np.add, tables.values())
        yield period, left[row], column, vote_tables.picked(pooled, row, column)
        del tables[period - window + 1], voted[period - window + 1]
