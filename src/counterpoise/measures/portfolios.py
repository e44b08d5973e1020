"""From shares to one row per state and year: who is a partner, and which partners come first.

What belongs to somebody who is not named ("unknown supplier", "areas not elsewhere specified")
counts in a state's volume, and is taken together as one unknown partner. It is nobody: never
counted among `partners`, never a leader.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw
from narwhals.typing import IntoFrameT

from counterpoise import schema
from counterpoise.measures import frames
from counterpoise.measures.shares import SHARED

LOST: Final = -1.0
"""Sorts after every share; the place of who is no partner."""


def portfolios(shares: Any, *, of: str, over: str, extra: tuple[str, ...] = ()) -> frames.Frame:
    """Return shares parted into `named` and `nobody`: each row's share is in one, zero in the other.

    `others` is the part of `nobody` that belongs to others than those named.
    """
    frame = frames.opened(
        shares, of, over, "year", "share", "volume", "unknown", "state_of_share", *extra
    )
    share = nw.when(nw.col("share") > 0).then(nw.col("share")).otherwise(nw.lit(0.0))
    nobody = frames.unallocated(over)
    others = nw.col(over).str.starts_with(schema.ALL_OTHERS)
    return frame.with_columns(
        nw.when(nobody).then(nw.lit(0.0)).otherwise(share).alias("named"),
        nw.when(nobody).then(share).otherwise(nw.lit(0.0)).alias("nobody"),
        nw.when(others).then(share).otherwise(nw.lit(0.0)).alias("others"),
    )


def moments(
    frame: frames.Frame,
    *by: str,
    terms: Mapping[str, nw.Expr] | None = None,
    maxima: Mapping[str, nw.Expr] | None = None,
) -> frames.Frame:
    """Return one row per group with what every measure of concentration is made of.

    Columns: `volume`; `unknown`; `partners`, named and above zero; `squares`, the sum of their
    squared shares; `entropy`, of s ln(1/s); `largest`; `unallocated`; the last four again with the
    unallocated part as one more partner, as `all_partners`, `all_squares`, `all_entropy` and
    `largest_of_all`; a sum of each of `terms`, and the greatest of each of `maxima`.
    """
    named, unnamed = nw.col("named"), nw.col("unallocated")
    summed, greatest = terms or {}, maxima or {}
    rows = frame.with_columns(
        (named > 0).cast(nw.Int64).alias("partners"),
        (named * named).alias("squares"),
        surprise("named").alias("entropy"),
        named.alias("largest"),
        nw.col("nobody").alias("unallocated"),
        **summed,
        **greatest,
    )
    pooled = frames.added(
        rows,
        *by,
        "state_of_share",
        amounts=("unallocated", "squares", "entropy", *summed),
        counts=("unknown", "partners"),
        maxima=("volume", "largest", *greatest),
    )
    return pooled.with_columns(
        (nw.col("partners") + (unnamed > 0).cast(nw.Int64)).alias("all_partners"),
        (nw.col("squares") + unnamed * unnamed).alias("all_squares"),
        (nw.col("entropy") + surprise("unallocated")).alias("all_entropy"),
        nw.max_horizontal("largest", "unallocated").alias("largest_of_all"),
    )


def surprise(share: str) -> nw.Expr:
    """Return s ln(1/s), which is 0 at s = 0."""
    positive = nw.when(nw.col(share) > 0).then(nw.col(share)).otherwise(nw.lit(1.0))
    return nw.when(nw.col(share) > 0).then(-positive * positive.log()).otherwise(nw.lit(0.0))


def answered(frame: frames.Frame, like: IntoFrameT, *keys: str, **answers: nw.Expr) -> IntoFrameT:
    """Return the answers by state and year, null where no share is stated, with the reason."""
    kept = [name for name in ("volume", "unknown", "state_of_share") if name not in answers]
    rows = frame.with_columns((nw.col("state_of_share") == SHARED).alias("_shared")).with_columns(
        nw.when("_shared").then(value).alias(name) for name, value in answers.items()
    )
    return frames.native(rows.select(*keys, *answers, *kept).sort(*keys), like)


def placed(frame: frames.Frame, *, of: str, over: str) -> frames.Frame:
    """Add `place`: 1 for the largest named partner of a state and year, 2 for the next; ties by name."""
    # Rounded, so that shares that differ by the order of addition alone are placed by name.
    size = nw.when(frames.unallocated(over)).then(nw.lit(LOST)).otherwise(nw.col("named"))
    rows = frame.with_columns((-size.round(frames.TIE_DIGITS)).alias("_size")).with_row_index(
        "_row", order_by=[of, "year", "_size", over]
    )
    rows = rows.with_columns(nw.col("_row").cast(nw.Int64))
    rows = frames.beside(rows, of, "year", _top=nw.col("_row").min())
    return rows.with_columns((nw.col("_row") - nw.col("_top") + 1).alias("place")).drop(
        "_row", "_top", "_size"
    )


def first_places(*names: str, over: str) -> dict[str, nw.Expr]:
    """Return, for `maxima` of placed rows, who is first, second, ... and in `<name>_share` how much."""
    found: dict[str, nw.Expr] = {}
    for place, name in enumerate(names, start=1):
        here = (nw.col("place") == place) & (nw.col("named") > 0)
        found[name] = nw.when(here).then(nw.col(over))
        found[f"{name}_share"] = nw.when(here).then(nw.col("named"))
    return found


def leads(share: str) -> nw.Expr:
    """Return whether nobody who is not named can have more than the largest named partner."""
    return nw.col("unallocated") < nw.col(share) + 10.0**-frames.TIE_DIGITS


def tied(larger: str, smaller: str) -> nw.Expr:
    """Return whether two shares are equal but for the order of addition; no share ties with none."""
    both = ~(nw.col(larger).is_null() | nw.col(smaller).is_null())
    gap = nw.col(larger).fill_null(1.0) - nw.col(smaller).fill_null(0.0)
    return both & (gap <= 10.0**-frames.TIE_DIGITS)
