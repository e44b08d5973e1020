from __future__ import annotations

import polars as pl

from counterpoise.sources.arms import _whole_register

ALL = "Transfers of major conventional arms from All countries to All countries. Deals with deliveries"
OTHERS = [f"A{first}{second}" for first in "BCDEFGHI" for second in "ABCDEF"]


def rows(*left_out: str) -> pl.DataFrame:
    recipients = [state for state in (*_whole_register.LARGEST, *OTHERS) if state not in left_out]
    years = pl.DataFrame({"year": range(2001, 2011)}, schema={"year": pl.Int16})
    return pl.DataFrame({"destination": recipients}).join(years, how="cross")


def test_a_register_of_all_without_a_largest_recipient_is_doubted() -> None:
    assert _whole_register.doubts(ALL, rows()) == []
    (doubt,) = _whole_register.doubts(ALL, rows("IND"))
    assert doubt.words.startswith("no delivery to IND, among the ten")
    assert not doubt.grave


def test_a_selection_is_not_asked_for_them() -> None:
    some = ALL.replace("to All countries", "to Viet Nam")
    assert _whole_register.doubts(some, rows("IND")) == []
    assert _whole_register.doubts(ALL, rows("IND").filter(pl.col("year") < 2006)) == []
    assert _whole_register.doubts(ALL, rows("IND", *OTHERS)) == []
