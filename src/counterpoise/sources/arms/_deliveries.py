"""When the weapons of a deal were delivered: what the register tells, and what is left to spread.

The older register gives a deal's years of delivery and one TIV for all of them. The newer one tells
the TIV of each year; it names weapons in other words, so that a deal is known again by its
supplier, recipient, year of order, TIV of a unit and years of delivery, and by its name where a
revision has changed these.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

MARKS: Final = (
    ("origin", "destination", "order", "unit", "seen", "number"),
    ("origin", "destination", "order", "unit", "seen"),
    ("origin", "destination", "order", "unit", "weapon"),
    ("origin", "destination", "order", "weapon"),
)
"""What a deal is known by in both registers, the surest first; numbers, years and units are revised."""
CLOSE: Final = 0.005
"""Part of a deal's TIV by which the register's years may miss it: rounding of the unit's TIV."""
CLOSE_TIV: Final = 0.05


def spread(
    deals: pl.DataFrame, register: pl.DataFrame | None, *, span: tuple[int, int] = (0, 0)
) -> pl.DataFrame:
    """Return deals' deliveries year by year, each with the least and the most it may have been.

    What the register tells is taken. If it tells of all years of a deal, its years are scaled to
    the deal's TIV; if some years lie outside its span, they get what is left. What it does not tell
    is spread evenly: the most likely only in that nothing speaks for another year.

    Parameters
    ----------
    deals : polars.DataFrame
        One row per deal (`row`) and year of delivery: `origin`, `destination`, `year`, `order`,
        `weapon`, `unit` (TIV), `number` (delivered), `total` (TIV of all its years; null if unknown).
    register : polars.DataFrame or None
        One row per deal (`deal`) and year: the same columns, `value` for `total`.
    span : pair of int
        First and last year of the register.

    Returns
    -------
    polars.DataFrame
        `row`, `origin`, `destination`, `year`, `value`, `low`, `high`, and `spread`: true where the
        publisher does not tell the value. The values of a deal add up to its `total`. In each
        year named at least one unit was delivered: `low` is its TIV, and `high` what is left if
        the other years had no more than theirs. `earlier` and `later` are the change in the year
        of what may have come by its end beyond the values so far, and of what may be missing.
    """
    told = _told(deals, register, span) if register is not None else _nothing(deals)
    rows = deals.join(told, on=["row", "year"], how="left", validate="1:1", maintain_order="left")
    known, open_years = pl.col("told").sum().over("row"), pl.col("told").is_null().sum().over("row")
    rest = pl.col("total") - known
    close = pl.max_horizontal(CLOSE * pl.col("total"), pl.lit(CLOSE_TIV))
    # Years that the register knows nothing of can't be owed less than nothing: another deal.
    kept = ((open_years == 0) & (known > 0)) | ((open_years > 0) & (rest >= -close))
    rows = rows.with_columns(told=pl.when(kept).then("told"))
    rows = rows.with_columns(
        known=known, places=open_years, rest=(pl.col("total") - known).clip(lower_bound=0)
    )
    return _bounded(rows, close)


def _bounded(rows: pl.DataFrame, close: pl.Expr) -> pl.DataFrame:
    """Return the value of every year, with its bounds."""
    whole = pl.col("places") == 0
    exact = whole & ((pl.col("total") - pl.col("known")).abs() <= close)
    told = pl.when(whole).then(pl.col("told") * pl.col("total") / pl.col("known")).otherwise("told")
    share = pl.col("rest") / pl.col("places")
    unit = (
        pl.when(pl.col("number") >= pl.len().over("row"))
        .then(pl.col("total") / pl.col("number"))
        .otherwise(0.0)
        .fill_null(0.0)
    )
    least = pl.min_horizontal(unit, share)
    most = pl.col("rest") - (pl.col("places") - 1) * least
    is_told = pl.col("told").is_not_null()
    alone = (pl.len().over("row") == 1) | pl.col("total").is_null()
    bounded = rows.select(
        *("row", "origin", "destination", "year", "total"),
        value=pl.when(is_told).then(told).otherwise(share),
        low=pl.when(is_told).then(pl.min_horizontal(told, "told")).otherwise(least),
        high=pl.when(is_told).then(pl.max_horizontal(told, "told")).otherwise(most),
        spread=~alone & pl.when(is_told).then(whole & ~exact).otherwise(True),
    )
    return _shifts(bounded)


def _shifts(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the change, in their year, of what may have come earlier and later.

    By the end of a year at least what must have come is there, and at most the deal's TIV less what
    must still come; a deal that is done is certain again.
    """
    rows = rows.sort("row", "year")
    by = {name: pl.col(name).cum_sum().over("row") for name in ("value", "low", "high")}
    to_come = {name: pl.col(name).sum().over("row") - by[name] for name in ("low", "high")}
    least = pl.max_horizontal(by["low"], pl.col("total") - to_come["high"])
    most = pl.min_horizontal(by["high"], pl.col("total") - to_come["low"])
    rows = rows.with_columns(earlier=most - by["value"], later=by["value"] - least)
    steps = (
        pl.col(name) - pl.col(name).shift(1, fill_value=0.0).over("row")
        for name in ("earlier", "later")
    )
    return rows.with_columns(*steps).drop("total")


def _nothing(deals: pl.DataFrame) -> pl.DataFrame:
    return deals.select("row", "year", told=pl.lit(None, dtype=pl.Float64)).clear()


def _told(deals: pl.DataFrame, register: pl.DataFrame, span: tuple[int, int]) -> pl.DataFrame:
    """Return what the register tells of each deal and year, for deals known again in it."""
    ours = _marked(deals, "row", span)
    theirs = _marked(register, "deal", span)
    found = []
    for marks in MARKS:
        pairs = _paired(ours, theirs, list(marks))
        ours = ours.join(pairs, left_on="id", right_on="row", how="anti")
        theirs = theirs.join(pairs.explode("deals"), left_on="id", right_on="deals", how="anti")
        found.append(pairs)
    pairs = pl.concat(found).explode("deals")
    told = (
        pairs.join(register, left_on="deals", right_on="deal")
        .group_by("row", "year")
        .agg(told=(pl.col("value") * pl.col("part")).sum(), gap=pl.col("value").is_null().any())
        .join(deals.select("row", "year", named=True), on=["row", "year"], how="left")
    )
    # A year that the deal does not name, or one without a TIV: the two do not tell of the same.
    alike = (pl.col("named").fill_null(False) & ~pl.col("gap")).all().over("row")
    return told.filter(alike).select("row", "year", "told")


def _marked(deliveries: pl.DataFrame, name: str, span: tuple[int, int]) -> pl.DataFrame:
    """Return deals with a year in the span and what they are known by; `seen`: the years in it."""
    inside = pl.col("year").is_between(*span)
    total = pl.col("total").first() if name == "row" else pl.col("value").sum()
    return (
        deliveries.sort(name, "year")
        .group_by(pl.col(name).alias("id"), maintain_order=True)
        .agg(
            pl.col("origin", "destination").filter(inside).first(),
            pl.col("order", "unit").first(),
            pl.col("weapon").first().str.to_lowercase().str.replace_all(r"[^a-z0-9]", ""),
            pl.col("number").first() if name == "row" else pl.col("number").sum(),
            seen=pl.col("year").filter(inside).cast(pl.String).str.join(" "),
            years=pl.col("year").cast(pl.String).str.join(" "),
            total=total,
        )
        .filter(pl.col("seen") != "")
    )


def _paired(ours: pl.DataFrame, theirs: pl.DataFrame, marks: list[str]) -> pl.DataFrame:
    """Return each deal with the deals of the register that bear the same marks, and its part of them.

    Deals that look alike are told as one, if both registers have the same number of them and all
    have the same years; each gets a part by its TIV.
    """
    lots = ours.group_by(marks).agg(
        row=pl.col("id"),
        weight=pl.col("total"),
        count=pl.len(),
        alike=pl.col("years").n_unique() == 1,
    )
    same = lots.filter("alike").join(
        theirs.group_by(marks).agg(deals=pl.col("id"), count=pl.len()),
        on=[*marks, "count"],
        nulls_equal=True,
        validate="1:1",
    )
    all_of_them = pl.col("weight").list.sum()
    return (
        same.with_columns(all_of_them=all_of_them)
        .explode("row", "weight")
        .filter(pl.col("all_of_them") > 0)
        .select("row", "deals", part=pl.col("weight") / pl.col("all_of_them"))
    )


def uncertain(totals: pl.DataFrame) -> pl.DataFrame:
    """Return what may have come by the end of each year beyond the totals so far, or be missing.

    Parameters
    ----------
    totals : polars.DataFrame
        One row per `origin`, `destination` and `year`: the changes `earlier` and `later` of
        :func:`spread` added up, `shift` (what the total was moved by since), and `settled`: by how
        much the total may err if the publisher tells it, null if it rests on a spread.

    Returns
    -------
    polars.DataFrame
        `origin`, `destination`, `year`, `earlier`, `later`, for all years in which a deal is under
        way: where there is no row, what came by the end of the year is known.
    """
    pairs = totals.select("origin", "destination").unique(maintain_order=True).with_row_index("at")
    placed = totals.join(pairs, on=["origin", "destination"], how="left", validate="m:1")
    first = int(str(totals["year"].min()))
    at = placed["at"].to_numpy(), placed["year"].to_numpy() - first
    shape = pairs.height, int(at[1].max()) + 1
    earlier, later = (_dense(placed[name], at, shape).cumsum(axis=1) for name in CHANGES)
    shift = _shifted(_dense(placed["shift"], at, shape))
    # In a year without a row nothing came, which is as sure as a figure told.
    settled = _dense(placed["settled"].fill_null(np.inf), at, shape)
    under_way = (earlier + later) > NEGLIGIBLE
    bounds = [
        np.where(under_way, np.maximum(bound, 0), 0) for bound in (earlier - shift, later + shift)
    ]
    for bound in bounds:
        _carry(bound, settled)
    bounds = [np.where(bound > NEGLIGIBLE, bound, 0.0) for bound in bounds]
    pair, year = np.nonzero(bounds[0] + bounds[1])
    return pl.DataFrame(
        {
            "at": pair.astype(np.uint32),
            "year": (year + first).astype(np.int16),
            "earlier": bounds[0][pair, year],
            "later": bounds[1][pair, year],
        }
    ).join(pairs, on="at", how="left", validate="m:1", maintain_order="left")


CHANGES: Final = ("earlier", "later")
NEGLIGIBLE: Final = 0.01
"""Million TIV: a hundredth of what SIPRI prints."""


def _dense(
    values: pl.Series, at: tuple[np.ndarray, np.ndarray], shape: tuple[int, int]
) -> np.ndarray:
    found = np.zeros(shape)
    found[at] = values.fill_null(0.0).to_numpy()
    return found


def _shifted(moved: np.ndarray) -> np.ndarray:
    """Return by how much the totals so far were moved; after the last move of a pair, nothing.

    What is left of it then is a revision between two releases, and no matter of time.
    """
    still = np.flip(np.cumsum(np.flip(moved != 0, axis=1), axis=1), axis=1) > 0
    return np.where(still, moved.cumsum(axis=1), 0.0)


def _carry(bound: np.ndarray, settled: np.ndarray) -> None:
    """Narrow a bound, shape (pairs, years), in place: over a year told, certainty is handed on."""
    last = bound.shape[1] - 1
    for year in range(last + 1):
        before = bound[:, year - 1] if year else 0.0
        bound[:, year] = np.minimum(bound[:, year], before + settled[:, year])
    for year in range(last, 0, -1):
        bound[:, year - 1] = np.minimum(bound[:, year - 1], bound[:, year] + settled[:, year])
