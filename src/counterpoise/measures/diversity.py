r"""How many *independent* partners a state has: partners who resemble one another count as fewer.

Two suppliers who act alike are not two ways out. Leinster and Cobbold's number discounts them by a
similarity Z between 0 (nothing in common) and 1 (as good as one partner), which comes from elsewhere:
from votes, from alliances, or from the user, and never from the flows that are weighted.

Similarity frames have the columns `state`, `other`, `year`, `similarity` in [0, 1] and `basis`, what
they were made from. A pair without a row, or with a null, is *unknown*, not unlike: beside the figure
for one stated answer stand those for "all that is unknown is alike" and "... is unlike".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError
from counterpoise.measures import _grids, _similarity
from counterpoise.measures._grids import Array
from counterpoise.measures._similarity import Alike
from counterpoise.measures.shares import SHARED
from counterpoise.models.portfolios import similarity_diversity as model
from counterpoise.reference import state_system

__all__ = [
    "independence",
    "independence_over_channels",
    "similarity_from_agreement",
    "similarity_from_alliances",
    "similarity_from_distance",
]

FIGHTING: Final = ("alliance_defense", "alliance_offense")
"""Pacts that oblige to fight at the side of the other. Non-aggression is not among them: the 35
partners that Viet Nam has by it in 2018 come from one treaty of accession."""


ROUNDING: Final = 1e-12
"""What is left of 1 - 1 where nothing is known."""


def independence(
    shares: IntoFrameT,
    similarity: Any,
    *,
    of: str = "destination",
    over: str = "origin",
    order: float = 2.0,
    unknown: float = 0.0,
    channel: str | None = None,
) -> IntoFrameT:
    r"""Return how many equal and wholly unlike partners would be as diverse.

    .. math:: {}^qD^Z = \Bigl(\sum_j s_j (Zs)_j^{q-1}\Bigr)^{1/(1-q)}, \qquad
       (Zs)_j = \sum_k Z_{jk} s_k

    Parameters
    ----------
    shares : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned; or several channels, one under the other, with a column `channel`.
    similarity : frame of any kind
        `state`, `other`, `year`, `similarity`, `basis`; need not be symmetric: with a pair in one
        direction only, the other is the same.
    of, over : str
        As given to `shares`.
    order : float
        q, 0 or more; `math.inf` allowed.
    unknown : float
        What an unknown similarity is taken to be in `independent`, in [0, 1]. With 0 the gap is of
        resemblance that is known.
    channel : str or None
        What the shares are of: a view, an indicator or a channel. Needed unless there is a column
        `channel`, for similarity must not be made from the same.

    Returns
    -------
    frame of the kind given
        One row per (`of`, year), and `channel` if it is a column: `effective`, Hill's number;
        `independent`, with similarity; `independent_low` and `independent_high`, if all that is
        unknown is alike, and unlike; `gap`, effective less independent, all in partners; `known`,
        the part of the weight of pairs of partners whose similarity is known; `state_of_share`.

    Zeros and missing values
    ------------------------
    Where no share is stated, figures are null. The unallocated part is one partner, as in
    `hill_number`, of unknown similarity with all others. Where no similarity is known at all, as in
    years that the frame does not tell of, `independent` and `gap` are null, and low and high are
    not. With one partner nothing is unknown, and `known` is 1.

    Raises
    ------
    MeasureError
        If a similarity is not in [0, 1], is there twice, has no `basis`, or the basis is what the
        shares are of; if `order` or `unknown` is out of range.

    References
    ----------
    Leinster and Cobbold (2012), *Ecology* 93, 477 (not confirmed). Check values: package sentropy.

    Examples
    --------
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS", "BLR"], "destination": ["VNM", "VNM"],
    ...     "year": [2019, 2019], "indicator": ["arms"] * 2, "source": ["x"] * 2, "value": [7.0, 3.0]})
    >>> votes = pl.DataFrame({"state": ["BLR"], "other": ["RUS"], "year": [2019],
    ...     "similarity": [0.2], "basis": ["votes"]})
    >>> independence(shares(rows), votes, channel="arms")["independent"].round(6).to_list()
    [1.506024]
    """
    if not order >= 0:
        raise MeasureError(f"`order` must be 0 or more, not {order}.")
    _require_unknown(unknown)
    table, keys = _opened(shares, of, over, channel)
    who = _similarity.partners(table, over)
    alike = _similarity.alike(similarity, who, channels=_channels(table, channel))
    found = [
        _independent(part, alike, order, unknown)
        for part in _similarity.portfolios(_stated(table), who, over=over, keys=keys)
    ]
    figures = ("effective", "independent", "independent_low", "independent_high", "gap", "known")
    # Where nothing is known, a figure would only give back what the unknown was taken to be.
    blank = pl.when(pl.col("known") > 0).then(pl.col("independent")).alias("independent")
    rows = _beside(table, found, keys, figures).with_columns(blank)
    rows = rows.with_columns((pl.col("effective") - pl.col("independent")).alias("gap"))
    return _grids.given_back(rows.select(*keys, *figures, "state_of_share"), shares)


def independence_over_channels(
    shares_by_channel: IntoFrameT,
    similarity: Any,
    weights: Mapping[str, float] | None = None,
    *,
    of: str = "destination",
    over: str = "origin",
    unknown: float = 0.0,
) -> IntoFrameT:
    r"""Part the diversity of a portfolio over channels into what lies within and between them.

    .. math:: Q_\gamma = Q\Bigl(\sum_c w_c s^c\Bigr), \quad Q_\alpha = \sum_c w_c Q(s^c), \quad
       Q_\beta = Q_\gamma - Q_\alpha, \quad Q(s) = \sum_{jk} (1 - Z_{jk}) s_j s_k

    Rao's quadratic entropy: how unlike two partners are who are drawn by their shares. Beta is high
    if each channel has partners of its own.

    Parameters
    ----------
    shares_by_channel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `shares` returned for several channels, one under the other, with a column `channel`.
    similarity : frame of any kind
        As for `independence`, but symmetric.
    weights : mapping of str to float, or None
        The weight of each channel, any positive scale; None for equal weights.
    of, over : str
        As given to `shares`.
    unknown : float
        What an unknown similarity is taken to be, in [0, 1].

    Returns
    -------
    frame of the kind given
        One row per (`of`, year), no units: `alpha`, `beta`, `gamma`; `independent_within`,
        1/(1 - alpha), and `independent_overall`, 1/(1 - gamma), in partners; `channels`, how many
        have a stated share; `weight`, the part of all weights that they bear; `known`, as in
        `independence`, of the pooled portfolio; `definite`, whether the distances of the year's
        partners are conditionally negative definite, without which beta may be below zero.

    Zeros and missing values
    ------------------------
    A channel without a stated share is left out, and the others' weights are scaled to 1. With no
    channel left, figures are null; so they are where no similarity is known at all.

    Raises
    ------
    MeasureError
        As `independence`; or the similarity of a pair differs by direction, or a weight is missing.

    References
    ----------
    Rao (1982), *Theoretical Population Biology* 21, 24 (not confirmed).

    Examples
    --------
    >>> from counterpoise.measures.shares import shares
    >>> rows = pl.DataFrame({"origin": ["RUS"], "destination": ["VNM"], "year": [2019],
    ...     "indicator": ["arms"], "source": ["x"], "value": [7.0]})
    >>> arms = shares(rows).with_columns(channel=pl.lit("arms"))
    >>> trade = arms.with_columns(origin=pl.lit("CHN"), channel=pl.lit("trade"))
    >>> votes = pl.DataFrame({"state": ["CHN"], "other": ["RUS"], "year": [2019],
    ...     "similarity": [0.5], "basis": ["votes"]})
    >>> parts = independence_over_channels(pl.concat([arms, trade]), votes)
    >>> parts.select("alpha", "beta", "gamma").row(0)
    (0.0, 0.25, 0.25)
    """
    _require_unknown(unknown)
    table, _ = _opened(shares_by_channel, of, over, None)
    channels = _channels(table, None)
    weighed = _grids.weights(channels, weights)
    who = _similarity.partners(table, over)
    alike = _similarity.alike(similarity, who, channels=channels, symmetric=True)
    found = [
        _parted(part, alike, channels, weighed, of=of, unknown=unknown)
        for part in _similarity.portfolios(
            _stated(table), who, over=over, keys=(of, "year", "channel")
        )
    ]
    figures = ("alpha", "beta", "gamma", "independent_within", "independent_overall")
    rest = ("channels", "weight", "known", "definite")
    rows = table.select(of, "year").unique()
    if found:
        rows = rows.join(pl.concat(found), on=[of, "year"], how="left")
    else:
        rows = rows.with_columns(pl.lit(None, pl.Float64).alias(name) for name in (*figures, *rest))
    blank = [pl.when(pl.col("known") > 0).then(pl.col(name)).alias(name) for name in figures]
    nothing = pl.col("channels").fill_null(0).cast(pl.Int64), pl.col("weight").fill_null(0.0)
    rows = rows.with_columns(*blank, *nothing, pl.col("definite").cast(pl.Boolean))
    return _grids.given_back(
        rows.select(of, "year", *figures, *rest).sort(of, "year"), shares_by_channel
    )


def similarity_from_agreement(alignment: IntoFrameT, column: str = "kappa_squared") -> IntoFrameT:
    """Return similarity from agreement in votes beyond chance, nothing below chance.

    Parameters
    ----------
    alignment : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        `state`, `other`, `session` or `year`, and the column named; a session is counted as the year
        in which it begins: session 74 as 2019.
    column : str
        The coefficient, at most 1 and 0 at chance; agreement that is not corrected for chance finds
        almost all states alike.

    Returns
    -------
    frame of the kind given
        `state`, `other`, `year`, `similarity`, `basis` "votes". A null stays null: unknown.
    """
    time = _grids.session_or_year(alignment)
    table = _grids.by_year(_grids.held(alignment, "state", "other", time, column))
    similarity = pl.col(column).cast(pl.Float64).clip(lower_bound=0.0)
    return _grids.given_back(_similar(table, similarity, "votes"), alignment)


def similarity_from_distance(
    positions: IntoFrameT, h: float, *, column: str = "position", basis: str = "votes"
) -> IntoFrameT:
    r"""Return similarity that fades with the distance of positions, :math:`e^{-|θ_j - θ_k| / h}`.

    Parameters
    ----------
    positions : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        `state`, `session` or `year`, and the column named; each state and year once.
    h : float
        The distance at which similarity has fallen to 0.37, in the unit of the positions.
    column, basis : str
        Where the position is, and what it was made from.

    Returns
    -------
    frame of the kind given
        `state` < `other`, `year`, `similarity` in (0, 1], `basis`.
    """
    if not h > 0:
        raise MeasureError(f"`h` must be above 0, not {h}.")
    time = _grids.session_or_year(positions)
    table = _grids.by_year(_grids.held(positions, "state", time, column))
    table = table.filter(pl.col(column).is_not_null())
    _grids.require_once(table, "state", "year", what="`positions`")
    pairs = _pairs(table, column)
    far = (pl.col(column) - pl.col(f"{column}_right")).abs()
    return _grids.given_back(_similar(pairs, (-far / h).exp(), basis), positions)


def similarity_from_alliances(panel: IntoFrameT) -> IntoFrameT:
    """Return similarity 1 between states bound to fight for one another, else 0.

    Parameters
    ----------
    panel : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows of ATOP's obligations, of all pairs of states in their years.

    Returns
    -------
    frame of the kind given
        `state` < `other`, `year`, `similarity` 0 or 1, `basis` "alliances": every pair of members of
        the Correlates of War system in the years of the rows, of whom ATOP tells. Neutrality,
        non-aggression and consultation bind nobody to the other's side, and give 0.
    """
    return _grids.given_back(
        _similar(fighting_pairs(panel), pl.col("fighting"), "alliances"), panel
    )


def fighting_pairs(panel: Any, *, with_any: Sequence[str] = ()) -> pl.DataFrame:
    """Return every pair of members of the state system by year, and whether a pact binds it to fight.

    A state counts as a member in every year of which it was one for a day, as in the rows. With
    `with_any`, only pairs whose `other` is one of these, whichever comes first by name.
    """
    table = _grids.held(panel, "origin", "destination", "year", "indicator", "value")
    table = table.with_columns(pl.col("year").cast(pl.Int32))
    bound = table.filter(pl.col("indicator").is_in(FIGHTING), pl.col("value") > 0)
    one = bound.select("year", state="origin", other="destination")
    both = pl.concat([one, one.select("year", state="other", other="state")])
    if with_any:
        both = both.filter(pl.col("other").is_in(list(with_any)))
    members = state_system.members(table["year"].unique())
    others = members.rename({"state": "other"})
    if with_any:
        others = others.filter(pl.col("other").is_in(list(with_any)))
        pairs = members.join(others, on="year").filter(pl.col("state") != pl.col("other"))
    else:
        pairs = members.join(others, on="year").filter(pl.col("state") < pl.col("other"))
    fighting = both.unique().with_columns(fighting=pl.lit(1.0))
    return pairs.join(fighting, on=["state", "other", "year"], how="left").with_columns(
        pl.col("fighting").fill_null(0.0)
    )


def _pairs(table: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return each pair of states of a year once, with the column of either."""
    other = table.rename({"state": "other", column: f"{column}_right"})
    return table.join(other, on="year").filter(pl.col("state") < pl.col("other"))


def _similar(table: pl.DataFrame, similarity: pl.Expr, basis: str) -> pl.DataFrame:
    pair = _similarity.PAIR
    return table.select(*pair, similarity=similarity, basis=pl.lit(basis)).sort(
        "year", "state", "other"
    )


def _require_unknown(unknown: float) -> None:
    if not 0 <= unknown <= 1:
        raise MeasureError(f"`unknown` must be from 0 to 1, not {unknown}.")


def _opened(
    shares: Any, of: str, over: str, channel: str | None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the shares, the unnamed as one partner, and the columns that name a portfolio."""
    table = _grids.held(shares, of, over, "year", "share", "state_of_share", extra=("channel",))
    keys = (of, "year", "channel") if "channel" in table.columns else (of, "year")
    if len(keys) == 2 and not channel:
        raise MeasureError(
            "It must be said what the shares are of: similarity must not be made from the same.",
            attempt="give channel='arms' or a column channel",
        )
    table = table.with_columns(pl.col("year").cast(pl.Int32))
    _grids.require_once(table, *keys, over, what="`shares`")
    return _similarity.named(table, over), keys


def _channels(table: pl.DataFrame, channel: str | None) -> list[str]:
    return sorted(table["channel"].unique()) if "channel" in table.columns else [str(channel)]


def _stated(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("state_of_share") == SHARED)


def _independent(
    part: _similarity.Portfolios, alike: Alike, order: float, unknown: float
) -> pl.DataFrame:
    """Return one year's numbers of partners, a row for each portfolio."""
    shares = part.shares
    # Zs is linear in Z: what is known to be common, and what may be.
    common = model.ordinariness(shares, alike.matrix(part.year, 0.0))
    maybe = model.ordinariness(shares, alike.unknown(part.year))
    found = {
        name: model.of_ordinariness(shares, common + answer * maybe, order)
        for name, answer in (
            ("independent", unknown),
            ("independent_low", 1.0),
            ("independent_high", 0.0),
        )
    }
    return part.rows.with_columns(
        effective=model.hill_number(shares, order), known=_known(shares, maybe), **found
    )


def _known(shares: Array, maybe: Array) -> Array:
    """Return the part of the weight of all pairs of two partners whose similarity is known."""
    unknown = (maybe * shares).sum(axis=-1)
    pairs = shares.sum(axis=-1) ** 2 - (shares**2).sum(axis=-1)
    # One partner, but for rounding, has no pairs.
    some = (shares > 0).sum(axis=-1) > 1
    known = 1.0 - np.divide(unknown, pairs, out=np.zeros_like(pairs), where=some)
    return np.asarray(np.where(known < ROUNDING, 0.0, known))


def _beside(
    table: pl.DataFrame, found: list[pl.DataFrame], keys: tuple[str, ...], figures: tuple[str, ...]
) -> pl.DataFrame:
    """Return every portfolio, also that without a stated share, with what was found of it."""
    rows = table.select(*keys, "state_of_share").unique()
    if not found:
        return rows.with_columns(pl.lit(None, pl.Float64).alias(f) for f in figures).sort(keys)
    return rows.join(pl.concat(found), on=keys, how="left").sort(keys)


def _parted(
    part: _similarity.Portfolios,
    alike: Alike,
    channels: list[str],
    weighed: Array,
    *,
    of: str,
    unknown: float,
) -> pl.DataFrame:
    """Return one year's partition, a row for each state."""
    who = part.rows[of].unique().sort()
    row = _grids.codes(part.rows[of], who.to_list())
    place = _grids.codes(part.rows["channel"], channels)
    shares = np.zeros((who.len(), len(channels), part.shares.shape[1]))
    shares[row, place] = part.shares
    there = np.zeros(shares.shape[:2])
    there[row, place] = weighed[place]
    weight = there.sum(axis=1)
    kept = there / weight[:, None]
    pooled = (kept[..., None] * shares).sum(axis=1)
    distance = 1.0 - alike.matrix(part.year, unknown)
    parts = model.quadratic_partition(shares, kept, distance)
    present = np.flatnonzero(part.shares.sum(axis=0) > 0)
    return pl.DataFrame({of: who}).with_columns(
        year=pl.lit(part.year, pl.Int32),
        alpha=parts.alpha,
        beta=parts.beta,
        gamma=parts.gamma,
        independent_within=1.0 / (1.0 - parts.alpha),
        independent_overall=1.0 / (1.0 - parts.gamma),
        channels=(there > 0).sum(axis=1),
        weight=weight,
        known=_known(pooled, model.ordinariness(pooled, alike.unknown(part.year))),
        definite=pl.lit(model.is_negative_type(distance[np.ix_(present, present)])),
    )
