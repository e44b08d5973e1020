"""How two states deal with each other, out of what the news tell: days counted, never rows.

A row of machine-coded events is a report, and one act stands in many. So a day on which two states are
told to have done something of a class (words or deeds, of cooperation or of conflict) counts once,
however often it is told: printing all twice changes nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

import narwhals as nw
import numpy as np
import polars as pl

from counterpoise.errors import UsageError
from counterpoise.measures import frames

__all__ = ["event_counts", "relations", "shrunk"]

By = Literal["year", "month"]
PAIR: Final = ("origin", "destination")
BREAKS: Final = {"gdelt": (date(2013, 4, 1), date(2015, 2, 19))}
"""Days on which a source changed what it reads: nothing is compared, nor added up, across them."""
LEAST_DAYS: Final = 20
"""Days told of, under which a share says nothing."""
PRIOR: Final = 8.0
"""Weight of the state's own mean, in days, that a pair's conflict share is drawn to."""
INTERVAL: Final = 0.90
FEW: Final = "too few days"
STATED: Final = "stated"
FIGURES: Final = (
    "conflict", "conflict_low", "conflict_high", "material_cooperation", "material_conflict", "net",
    "goldstein",
)  # fmt: skip


def event_counts(events: Any, *, by: By = "year") -> Any:
    r"""Return, for each pair and period, on how many days each class of acts is told of.

    .. math:: D_{q,ijt} = |\{d \in t : \text{some report of class } q \text{ between } i \text{ and } j\}|

    Parameters
    ----------
    events : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Rows of `schema.EVENTS`, in any order: counts by publisher, or single reports.
    by : {"year", "month"}
        The period.

    Returns
    -------
    frame of the kind given
        One row per (`origin`, `destination`, `year`, `month` if asked for, `segment`): counts `days`,
        `d1` to `d4`, `stories`, `reports`; `goldstein`, the mean over days and classes of their mean
        scores; `publisher`, the one with most reports (the first by name of equals), its
        `publisher_share` of the reports, and `resting`, the part of days and classes told by it alone.

    Zeros and missing values
    ------------------------
    A pair without a row has no row: whether nothing passed or nothing was told, nobody knows. Scores
    that are missing count in no mean.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind.
    UsageError
        If `by` is no period.

    References
    ----------
    None: counts.

    Examples
    --------
    >>> from datetime import date
    >>> rows = pl.DataFrame({"origin": ["CHN"] * 2, "destination": ["VNM"] * 2, "act": [1, 1],
    ...     "date": [date(2019, 1, 3)] * 2, "publisher": ["x.org", "y.org"], "reports": [5, 1],
    ...     "stories": [2, 1], "goldstein": [1.0, 1.0], "source": ["gdelt"] * 2})
    >>> event_counts(rows).select("days", "d1", "reports", "publisher", "publisher_share").rows()
    [(1, 1, 6, 'x.org', 0.8333333333333334)]
    """
    if by not in {"year", "month"}:
        raise UsageError.not_among("`by`", by, ("year", "month"))
    columns = (*PAIR, "date", "act", "publisher", "reports", "stories", "goldstein", "source")
    frame = frames.opened(events, *columns).select(*columns)
    period = ("year", *(("month",) if by == "month" else ()), "segment")
    cells = _by_day_and_class(frame)
    days = _by_day(cells)
    counts = _by_period(_dated(days, by), period)
    papers = _largest(_dated(frame, by), period)
    told = counts.join(papers, on=[*PAIR, *period], how="inner")
    alone = _resting(frame, cells, papers, by, period)
    told = told.join(alone, on=[*PAIR, *period], how="left")
    acts = nw.col("d1") + nw.col("d2") + nw.col("d3") + nw.col("d4")
    found = told.with_columns(
        (nw.col("_most") / nw.col("reports")).alias("publisher_share"),
        (nw.col("_alone").fill_null(0) / acts).alias("resting"),
        frames.ratio("_scores", "_scored").alias("goldstein"),
    ).select(
        *PAIR, *period, "days", "d1", "d2", "d3", "d4", "stories", "reports", "goldstein",
        "publisher", "publisher_share", "resting",
    )  # fmt: skip
    return frames.native(found.sort(*PAIR, *period), events)


def _segment() -> nw.Expr:
    """Return how many breaks of its source a day lies behind."""
    # As a number, which every engine compares alike; a day it may keep as a moment.
    when = nw.col("date").dt
    number, day_of = (
        nw.lit(0),
        when.year().cast(nw.Int64) * 10_000 + when.month().cast(nw.Int64) * 100 + when.day(),
    )
    for source, breaks in BREAKS.items():
        for day in breaks:
            after = (nw.col("source") == source) & (day_of >= int(f"{day:%Y%m%d}"))
            number = number + nw.when(after).then(nw.lit(1)).otherwise(nw.lit(0))
    return number.cast(nw.Int64)


def _dated(frame: frames.Frame, by: By) -> frames.Frame:
    """Return rows with their period and segment."""
    parts = [nw.col("date").dt.year().cast(nw.Int64).alias("year")]
    if by == "month":
        parts.append(nw.col("date").dt.month().cast(nw.Int64).alias("month"))
    return frame.with_columns(*parts, _segment().alias("segment"))


def _by_day_and_class(frame: frames.Frame) -> frames.Frame:
    """Return a row for each pair, day and class, with who told of it if it is one publisher."""
    scored = nw.when(~nw.col("goldstein").is_null()).then(nw.col("reports"))
    weighed = frame.with_columns(
        (nw.col("goldstein") * nw.col("reports")).alias("_points"), scored.alias("_points_of")
    )
    cells = weighed.group_by(*PAIR, "date", "act", "source").agg(
        nw.col("reports").sum(),
        nw.col("stories").sum(),
        nw.col("_points").sum(),
        nw.col("_points_of").sum(),
        nw.col("publisher").min().alias("_one"),
        nw.col("publisher").max().alias("_other"),
    )
    return cells.with_columns(frames.ratio("_points", "_points_of").alias("_score"))


def _by_day(cells: frames.Frame) -> frames.Frame:
    """Return a row for each pair and day: which classes of acts it has."""
    flags = {
        f"d{act}": nw.when(nw.col("act") == act).then(nw.lit(1)).otherwise(nw.lit(0))
        for act in range(1, 5)
    }
    marked = cells.with_columns(
        *(flag.alias(name) for name, flag in flags.items()),
        nw.when(~nw.col("_score").is_null()).then(nw.lit(1)).otherwise(nw.lit(0)).alias("_scored"),
    )
    return marked.group_by(*PAIR, "date", "source").agg(
        *(nw.col(name).max() for name in flags),
        nw.col("reports").sum(),
        nw.col("stories").sum(),
        nw.col("_score").sum().alias("_scores"),
        nw.col("_scored").sum(),
    )


def _by_period(days: frames.Frame, period: tuple[str, ...]) -> frames.Frame:
    added = ("d1", "d2", "d3", "d4", "stories", "reports", "_scored")
    ones = days.with_columns(nw.lit(1).alias("days"))
    counted = ones.group_by(*PAIR, *period).agg(
        *(nw.col(name).sum() for name in ("days", *added)), nw.col("_scores").sum()
    )
    return counted.with_columns(nw.col(name).cast(nw.Int64) for name in ("days", *added))


def _largest(frame: frames.Frame, period: tuple[str, ...]) -> frames.Frame:
    """Return the publisher with most reports of a pair and period; of equals the first by name."""
    told = frame.group_by(*PAIR, *period, "publisher").agg(nw.col("reports").sum().alias("_told"))
    most = told.group_by(*PAIR, *period).agg(nw.col("_told").max().alias("_most"))
    first = told.join(most, on=[*PAIR, *period], how="inner")
    first = first.filter(nw.col("_told") == nw.col("_most"))
    return first.group_by(*PAIR, *period).agg(nw.col("publisher").min(), nw.col("_most").max())


def _resting(
    frame: frames.Frame, cells: frames.Frame, papers: frames.Frame, by: By, period: tuple[str, ...]
) -> frames.Frame:
    """Return how many days and classes the largest publisher alone tells of."""
    single = _dated(cells.filter(nw.col("_one") == nw.col("_other")), by)
    both = single.join(papers, on=[*PAIR, *period], how="inner")
    alone = both.filter(nw.col("_one") == nw.col("publisher"))
    ones = alone.with_columns(nw.lit(1).alias("_alone"))
    return ones.group_by(*PAIR, *period).agg(nw.col("_alone").sum())


def shrunk(
    conflict: np.ndarray, acts: np.ndarray, mean: np.ndarray, *, prior: float = PRIOR
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""Return conflict shares drawn to a mean, with the ends of their 90 % intervals.

    .. math:: c \sim \mathrm{Beta}(x + k m, \; n - x + k (1 - m))

    Parameters
    ----------
    conflict, acts : np.ndarray
        x, days of conflict, and n, days of any class; counts.
    mean : np.ndarray
        m, the mean drawn to, in [0, 1].
    prior : float
        k, the weight of the mean, in days.

    Returns
    -------
    tuple of np.ndarray
        Mean, 5 % and 95 % of the distribution; parts of 1.
    """
    from scipy.special import betaincinv

    # A mean of 0 or 1 is no certainty: it is that of a few days.
    mean = np.clip(mean, 1e-6, 1 - 1e-6)
    up, down = conflict + prior * mean, acts - conflict + prior * (1 - mean)
    tail = (1 - INTERVAL) / 2
    return up / (up + down), betaincinv(up, down, tail), betaincinv(up, down, 1 - tail)


def relations(
    events: Any, *, by: By = "year", least: int = LEAST_DAYS, prior: float = PRIOR
) -> pl.DataFrame:
    r"""Return how much, and in which way, each state deals with each other, as the news tell it.

    With N the days on which anything is told of a pair, D the days of each class:

    .. math::
        a_{ijt} = N_{ijt} / \sum_k N_{ikt}, \quad lift = N_{ij} N / (N_i N_j), \quad
        c = (D_3 + D_4) / \sum_q D_q, \quad net = (D_1 + D_2 - D_3 - D_4) / \sum_q D_q

    Parameters
    ----------
    events : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Rows of `schema.EVENTS`.
    by : {"year", "month"}
        The period. One across which a source changed (GDELT: 1 April 2013, 19 February 2015) is parted:
        each `segment` has rows of its own, and is compared with no other.
    least : int
        Days under which nothing is said of the pair.
    prior : float
        Days that the state's own mean weighs, to which its conflict shares are drawn.

    Returns
    -------
    polars.DataFrame
        One row per (`state`, `partner`, `year`, `month` if asked for, `segment`). Counts: `days`,
        `stories`, `reports`. Parts of 1: `attention`, of the state's days with all partners;
        `conflict` with `conflict_low` and `conflict_high`, its 90 % interval (`shrunk`), and
        `conflict_mean`, that of the state with all partners, to which it is drawn;
        `material_cooperation` and `material_conflict`, deeds among either. No unit: `lift`, above 1 if
        the two deal more than their days with all others would give; `net`, from -1 to 1; and beside
        them `goldstein`, a score of acts from -10 to 10 that changes its sign with the counting.
        `publisher`, the largest, `publisher_share` of the reports and `resting`, the part of days and
        classes that it alone tells of. `state_of_conflict` says why there is or is no figure.

    Zeros and missing values
    ------------------------
    Under `least` days no figure of the pair is given; nor attention, where the state has so few with
    all partners. A pair without a row is not covered, or was not told of: it is not at peace. Of
    conflicts, or cooperation, on no day the deeds among them are null.

    Raises
    ------
    MeasureError
        If a column is missing or of the wrong kind, or a setting is none.

    References
    ----------
    Counts by day and class: this manual. Four classes: Minhas, Hoff and Ward. Classes and scores:
    Schrodt (CAMEO); Goldstein (1992). *JCR*, 36(2), 369-385 (not confirmed).

    Examples
    --------
    >>> from datetime import date
    >>> days = [date(2019, 1, day) for day in range(1, 31)]
    >>> rows = pl.DataFrame({"origin": ["CHN"] * 30, "destination": ["VNM"] * 30, "date": days,
    ...     "act": [1] * 20 + [3] * 10, "publisher": ["x.org"] * 30, "reports": [1] * 30,
    ...     "stories": [1] * 30, "goldstein": [1.0] * 30, "source": ["gdelt"] * 30})
    >>> relations(rows).select("state", "days", "attention", "conflict", "net").row(0)
    ('CHN', 30, 1.0, 0.3333333333333333, 0.3333333333333333)
    """
    frames.require_whole("least", least, low=0, high=10_000)
    frames.require_number("prior", prior, low=1e-6, high=1e6)
    given: Any = event_counts(events, by=by)
    counts = frames.collected(nw.from_native(given)).to_polars()
    period = ["year", *(["month"] if by == "month" else []), "segment"]
    rows = _with_means(_both_ways(counts), period)
    return _stated(rows, period, least, prior)


def _both_ways(counts: pl.DataFrame) -> pl.DataFrame:
    """Return each pair as seen by either state, with days of any act and of conflict."""
    acts = pl.sum_horizontal("d1", "d2", "d3", "d4")
    marked = counts.with_columns(acts=acts, conflicts=pl.col("d3") + pl.col("d4"))
    ways = [
        {"origin": one, "destination": other}
        for one, other in (("state", "partner"), ("partner", "state"))
    ]
    columns = ["state", "partner", *(name for name in marked.columns if name not in PAIR)]
    return pl.concat(marked.rename(way).select(columns) for way in ways)


def _with_means(rows: pl.DataFrame, period: list[str]) -> pl.DataFrame:
    """Return rows with the days and the mean conflict share of each state over its partners."""
    own = rows.group_by("state", *period).agg(
        own_days=pl.col("days").sum(), mean=pl.col("conflicts").sum() / pl.col("acts").sum()
    )
    whole = own.group_by(period).agg(all_days=pl.col("own_days").sum())
    others = own.select(pl.col("state").alias("partner"), *period, other_days="own_days")
    return (
        rows.join(own, on=["state", *period], validate="m:1")
        .join(others, on=["partner", *period], validate="m:1")
        .join(whole, on=period, validate="m:1")
    )


def _stated(rows: pl.DataFrame, period: list[str], least: int, prior: float) -> pl.DataFrame:
    """Return the figures, those of too few days left out."""
    numbers = [rows[name].cast(pl.Float64).to_numpy() for name in ("conflicts", "acts", "mean")]
    mean, low, high = shrunk(*numbers, prior=prior)
    enough = pl.col("days") >= least
    cooperation = pl.col("d1") + pl.col("d2")
    figures = rows.with_columns(
        conflict=pl.Series(mean), conflict_low=pl.Series(low), conflict_high=pl.Series(high),
        material_cooperation=pl.when(cooperation > 0).then(pl.col("d2") / cooperation),
        material_conflict=pl.when(pl.col("conflicts") > 0).then(pl.col("d4") / pl.col("conflicts")),
        net=(cooperation - pl.col("conflicts")) / pl.col("acts"),
        attention=pl.when(pl.col("own_days") >= least).then(pl.col("days") / pl.col("own_days")),
        conflict_mean=pl.when(pl.col("own_days") >= least).then(pl.col("mean")),
        lift=pl.when(enough).then(
            pl.col("days") * pl.col("all_days") / (pl.col("own_days") * pl.col("other_days"))
        ),
        state_of_conflict=pl.when(enough).then(pl.lit(STATED)).otherwise(pl.lit(FEW)),
    ).with_columns(pl.when(enough).then(pl.col(name)).alias(name) for name in FIGURES)  # fmt: skip
    return figures.select(
        "state", "partner", *period, "days", "attention", "lift", *FIGURES[:3], "conflict_mean",
        *FIGURES[3:-1], "goldstein",
        "state_of_conflict", "stories", "reports", "publisher", "publisher_share", "resting",
    ).sort("state", "partner", *period)  # fmt: skip
