"""Where concentration comes from: between and within groups of partners, or channels; who acts as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError, offenders
from counterpoise.measures import frames, portfolios
from counterpoise.measures.shares import SHARED

NOBODY: Final = "unallocated"
"""The group of what belongs to somebody unnamed; it counts as one partner."""

UNGROUPED: Final = "ungrouped"
"""Where partners without a group are shown, who by rule have no share."""


def theil_decomposition(
    shares: IntoFrameT, groups: Any, *, of: str = "destination", over: str = "origin"
) -> IntoFrameT:
    r"""Part Theil's index into what lies between groups of partners and within them.

    .. math:: T = T_B + T_W, \quad T_B = \sum_g S_g \ln \frac{S_g N}{N_g}, \quad
       T_W = \sum_g \sum_{j \in g} s_j \ln \frac{N_g s_j}{S_g}

    with :math:`S_g` the share and :math:`N_g` the number of partners of group g.

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    groups : frame of the same kind
        The group of each partner: columns `over` (such as "origin") and `group`, each partner once.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year), in nats: `theil` = `between` + `within`; `groups`, how many have a
        share; `partners`, how many there are; `volume`, `unknown`, `state_of_share`.

    Zeros and missing values
    ------------------------
    Partners with zero are in no count. The unallocated part is a group of one. Where no share is
    stated, figures are null.

    Raises
    ------
    MeasureError
        If a partner with a share has no group, or two.

    References
    ----------
    Theil's decomposition by its definition; the source has not been confirmed.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "BLR", "ISR"], "destination": ["VNM"] * 3,
    ...     "year": [2019] * 3, "indicator": ["arms"] * 3, "source": ["x"] * 3,
    ...     "value": [2.0, 2.0, 2.0]})
    >>> union = pl.DataFrame({"origin": ["RUS", "BLR", "ISR"], "group": ["union", "union", "other"]})
    >>> parts = theil_decomposition(shares(rows), union)
    >>> parts.select(pl.col("theil", "between", "within").abs().round(12)).row(0)
    (0.0, 0.0, 0.0)
    """
    by_group = _by_group(shares, groups, of, over)
    size, share = _positive("number").log(), nw.col("whole")
    rows = by_group.with_columns(
        # Σ s ln s of the group is minus its entropy; S ln S is minus its surprise.
        (share * size - nw.col("own") + portfolios.surprise("whole")).alias("within"),
        (-portfolios.surprise("whole") - share * size).alias("between"),
        (nw.col("number") > 0).cast(nw.Int64).alias("groups"),
    )
    rows = frames.added(
        rows,
        *(of, "year", "state_of_share"),
        amounts=("within", "between"),
        counts=("unknown", "number", "groups", "partners"),
        maxima=("volume",),
    )
    between = nw.col("between") + _positive("number").log()
    return portfolios.answered(
        rows,
        shares,
        of,
        "year",
        theil=between + nw.col("within"),
        between=between,
        within=nw.col("within"),
        groups=nw.col("groups"),
        partners=nw.col("partners"),
    )


def herfindahl_by_bloc(
    shares: IntoFrameT, groups: Any, *, of: str = "destination", over: str = "origin"
) -> IntoFrameT:
    r"""Return each bloc's part in the Herfindahl index, and the index if blocs were partners.

    .. math:: H = \sum_g S_g^2 H_g, \qquad H^{blocs} = \sum_g S_g^2

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    groups : frame of the same kind
        The bloc of each partner: columns `over` (such as "origin") and `group`, each partner once.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year, `group`), no units: `group_share`, :math:`S_g`;
        `herfindahl_within`, :math:`H_g`; `contribution`, :math:`S_g^2 H_g`, which add up to
        `herfindahl`; `herfindahl_blocs`, the index with each bloc as one partner; `volume`,
        `unknown` of the group, `state_of_share`.

    Zeros and missing values
    ------------------------
    A bloc whose members supply nothing has no `herfindahl_within`. The unallocated part is a bloc
    of one. Where no share is stated, figures are null.

    Raises
    ------
    MeasureError
        If a partner with a share has no bloc, or two.

    References
    ----------
    Derived in the manual's page on methods.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "BLR", "ISR"], "destination": ["VNM"] * 3,
    ...     "year": [2019] * 3, "indicator": ["arms"] * 3, "source": ["x"] * 3,
    ...     "value": [1.0, 1.0, 2.0]})
    >>> union = pl.DataFrame({"origin": ["RUS", "BLR", "ISR"], "group": ["union", "union", "other"]})
    >>> herfindahl_by_bloc(shares(rows), union).select("group", "contribution", "herfindahl").rows()
    [('other', 0.25, 0.375), ('union', 0.125, 0.375)]
    """
    rows = _by_group(shares, groups, of, over)
    rows = rows.with_columns((nw.col("whole") * nw.col("whole")).alias("_square"))
    rows = frames.totals_beside(rows, of, "year", _all="part", _blocs="_square")
    return portfolios.answered(
        rows,
        shares,
        of,
        "year",
        "group",
        group_share=nw.col("whole"),
        herfindahl_within=nw.when(nw.col("_square") > 0).then(nw.col("part") / nw.col("_square")),
        contribution=nw.col("part"),
        herfindahl=nw.col("_all"),
        herfindahl_blocs=nw.col("_blocs"),
    )


def acting_together(
    shares: IntoFrameT,
    partners: Sequence[str],
    *,
    of: str = "destination",
    over: str = "origin",
) -> IntoFrameT:
    r"""Return the Herfindahl index if the partners named were one.

    .. math:: H^{together} = H + 2 \sum_{j < k} s_j s_k

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned.
    partners : sequence of str
        Ids of the partners that act as one, two or more.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year), no units: `herfindahl`; `merger_effect`, what is added;
        `herfindahl_together`; `share_together`, of the partners named; `volume`, `unknown`,
        `state_of_share`.

    Zeros and missing values
    ------------------------
    A partner without a share adds nothing. Where no share is stated, figures are null.

    Raises
    ------
    MeasureError
        If fewer than two different partners are named.

    References
    ----------
    The algebra of competition law's merger test; derived.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "BLR", "ISR"], "destination": ["VNM"] * 3,
    ...     "year": [2019] * 3, "indicator": ["arms"] * 3, "source": ["x"] * 3,
    ...     "value": [1.0, 1.0, 2.0]})
    >>> acting_together(shares(rows), ["RUS", "BLR"])["merger_effect"].to_list()
    [0.125]
    """
    if len(set(partners)) < 2:
        raise MeasureError(f"At least 2 partners must be named, not {list(partners)}.")
    named = nw.col("named")
    inside = nw.when(nw.col(over).is_in(list(partners))).then(named).otherwise(nw.lit(0.0))
    frame = portfolios.portfolios(shares, of=of, over=over).with_columns(inside.alias("_inside"))
    rows = portfolios.moments(
        frame,
        of,
        "year",
        terms={
            "inside": nw.col("_inside"),
            "inside_squares": nw.col("_inside") * nw.col("_inside"),
        },
    )
    before = nw.col("squares") + nw.col("unallocated") * nw.col("unallocated")
    effect = nw.col("inside") * nw.col("inside") - nw.col("inside_squares")
    return portfolios.answered(
        rows,
        shares,
        of,
        "year",
        herfindahl=before,
        merger_effect=effect,
        herfindahl_together=before + effect,
        share_together=nw.col("inside"),
    )


def entropy_chain(
    shares_by_channel: IntoFrameT,
    weights: Mapping[str, float] | None = None,
    *,
    of: str = "destination",
    over: str = "origin",
) -> IntoFrameT:
    r"""Return the entropy of one portfolio over channels, between them and within them.

    .. math:: H(c, j) = H(c) + \sum_c w_c H(j \mid c), \qquad H(c) = -\sum_c w_c \ln w_c

    Parameters
    ----------
    shares_by_channel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned for several channels, one under the other, with a column `channel`.
    weights : mapping of str to float, or None
        The weight of each channel, any positive scale; None for equal weights. Channels have
        different units, so no weight follows from the rows.
    of, over : str
        As given to `shares`.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year), in nats: `total` = `between` + `within`; `channels`, how many have
        a stated share; `weight`, the part of all weights that they bear, in [0, 1].

    Zeros and missing values
    ------------------------
    A channel in which the state has no stated share is left out, and the weights of the others are
    scaled to 1: `channels` and `weight` say so, and years that differ in them do not compare. With
    no channel left, figures are null.

    Raises
    ------
    MeasureError
        If a channel of the rows has no weight, or a weight is not above zero.

    References
    ----------
    The chain rule of entropy.

    Examples
    --------
    >>> import polars as pl
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "ISR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [1.0, 1.0]})
    >>> one = shares(rows).with_columns(channel=pl.lit("arms"))
    >>> entropy_chain(one).select("between", "within").row(0)
    (0.0, 0.6931471805599453)
    """
    frame = portfolios.portfolios(shares_by_channel, of=of, over=over, extra=("channel",))
    weighed = _weights(frame, weights)
    entropy = nw.col("entropy") + portfolios.surprise("unallocated")
    stated = nw.col("state_of_share") == SHARED
    weight = nw.lit(0.0)
    for channel, part in weighed.items():
        weight = nw.when(nw.col("channel") == channel).then(nw.lit(part)).otherwise(weight)
    rows = (
        portfolios.moments(frame, of, "year", "channel")
        .with_columns(nw.when(stated).then(weight).otherwise(nw.lit(0.0)).alias("weight"))
        .with_columns(
            (nw.col("weight") * entropy).alias("within"),
            portfolios.surprise("weight").alias("between"),
            stated.cast(nw.Int64).alias("channels"),
        )
    )
    rows = frames.added(
        rows, of, "year", amounts=("weight", "between", "within"), counts=("channels",)
    )
    # With W the weight that is left, Σ (w/W) ln(W/w) = (Σ w ln(1/w)) / W + ln W.
    left = _positive("weight")
    within, between = nw.col("within") / left, nw.col("between") / left + left.log()
    some = nw.col("channels") > 0
    rows = (
        rows.with_columns(
            nw.when(some).then(between).alias("between"), nw.when(some).then(within).alias("within")
        )
        .with_columns((nw.col("between") + nw.col("within")).alias("total"))
        .select(of, "year", "channels", "weight", "between", "within", "total")
        .sort(of, "year")
    )
    return frames.native(rows, shares_by_channel)


def _by_group(shares: Any, groups: Any, of: str, over: str) -> frames.Frame:
    """Return, by state, year and group: its share `whole`, `number`, `own` entropy, `part` of H."""
    frame = portfolios.portfolios(shares, of=of, over=over)
    table = frames.once(
        frames.alike(groups, frame, over, "group").select(over, "group"), over, what="`groups`"
    )
    frame = frame.join(table, on=over, how="left")
    group = nw.when(frames.unallocated(over)).then(nw.lit(NOBODY)).otherwise(nw.col("group"))
    frame = frame.with_columns(group.alias("group"))
    _refuse_ungrouped(frame, over)
    # Partners with zero, or without a stated share, may lack a group; they are in none.
    rows = portfolios.moments(frame, of, "year", "group", terms={"all_named": nw.col("named")})
    nobody = nw.col("unallocated")
    return rows.with_columns(
        nw.col("group").fill_null(UNGROUPED),
        (1.0 * nw.col("partners") + (nobody > 0).cast(nw.Float64)).alias("number"),
        (nw.col("entropy") + portfolios.surprise("unallocated")).alias("own"),
        (nw.col("squares") + nobody * nobody).alias("part"),
        (nw.col("all_named") + nobody).alias("whole"),
    )


def _refuse_ungrouped(frame: frames.Frame, over: str) -> None:
    lost = frame.filter(nw.col("group").is_null(), nw.col("named") > 0).select(over).unique()
    names = sorted(frames.collected(lost)[over].to_list())
    if names:
        raise MeasureError(
            f"Every partner must have a group, not {offenders(names)}.",
            attempt="add them to the groups, if only as 'other'",
        )


def _weights(frame: frames.Frame, given: Mapping[str, float] | None) -> dict[str, float]:
    """Return the weight of every channel of the rows, or of those given, scaled to 1."""
    found = sorted(frames.collected(frame.select("channel").unique())["channel"].to_list())
    weights = dict(given) if given is not None else dict.fromkeys(found, 1.0)
    lacking = [channel for channel in found if channel not in weights]
    if lacking or not all(weight > 0 for weight in weights.values()):
        raise MeasureError(
            f"`weights` must give each of {', '.join(found)} a number above 0, not {weights}."
        )
    total = sum(weights.values())
    return {channel: weight / total for channel, weight in weights.items()}


def _positive(column: str) -> nw.Expr:
    """Return a number whose logarithm exists; where there is none, its weight is zero."""
    return nw.when(nw.col(column) > 0).then(1.0 * nw.col(column)).otherwise(nw.lit(1.0))
