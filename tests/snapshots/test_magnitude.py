from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.magnitude import require_largest_above, require_year_below

ROWS = pl.DataFrame({"year": [2000, 2000, 2001], "value": [6.0, 5.0, None]})


def test_a_year_is_judged_by_its_sum() -> None:
    require_year_below(ROWS, 11, source="sipri_arms", unit="million TIV")
    with pytest.raises(SourceError, match=r"at most 10 million TIV.*\n.*year 2000, sum 11"):
        require_year_below(ROWS, 10, source="sipri_arms", unit="million TIV")


def test_the_largest_value_is_judged_and_missing_ones_are_not() -> None:
    require_largest_above(ROWS, 6, source="cow_trade", unit="dollars")
    with pytest.raises(SourceError, match=r"at least 7 dollars.*\n.*largest 6"):
        require_largest_above(ROWS, 7, source="cow_trade", unit="dollars")


def test_rows_without_any_value_are_refused() -> None:
    with pytest.raises(SourceError, match="no value at all"):
        require_largest_above(ROWS.filter(pl.col("year") == 2001), 1, source="x", unit="dollars")
