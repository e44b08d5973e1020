from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import CorrectionError
from counterpoise.snapshots import miscoded

PAIRS = pl.DataFrame(
    {
        "one": [5, 5, 5, 8],
        "two": [9, 9, 7, 9],
        "year": [1960, 1970, 1965, 1965],
    },
    schema={"one": pl.Int16, "two": pl.Int16, "year": pl.Int16},
)
NINE = {"code": 9, "years": [1960, 1965], "means": 11, "reason": "it was eleven's"}


def test_a_code_means_another_in_its_years_on_either_side() -> None:
    rows, notes = miscoded.settled(PAIRS, ("one", "two"), [NINE])
    assert rows.rows() == [(5, 11, 1960), (5, 9, 1970), (5, 7, 1965), (8, 11, 1965)]
    assert notes == ["2 rows under code 9 taken for 11: it was eleven's"]
    turned = PAIRS.rename({"one": "two", "two": "one"})
    assert miscoded.settled(turned, ("one", "two"), [NINE])[0]["one"].to_list() == [11, 9, 7, 11]


def test_the_first_entry_that_fits_counts_and_one_without_a_meaning_sets_aside() -> None:
    aside = {"code": 9, "years": [1960, 1965], "beside": [8], "reason": "whose it was is unknown"}
    rows, notes = miscoded.settled(PAIRS, ("one", "two"), [aside, NINE])
    assert rows.rows() == [(5, 11, 1960), (5, 9, 1970), (5, 7, 1965)]
    assert notes == [
        "1 row under code 9 set aside, not covered: whose it was is unknown",
        "1 row under code 9 taken for 11: it was eleven's",
    ]


def test_rows_of_one_state_have_one_side() -> None:
    rows, _ = miscoded.settled(PAIRS.select(code="two", year="year"), ("code",), [NINE])
    assert rows["code"].to_list() == [11, 9, 7, 11]


def test_without_entries_nothing_changes() -> None:
    rows, notes = miscoded.settled(PAIRS, ("one", "two"), [])
    assert (rows.equals(PAIRS), notes) == (True, [])


def test_an_entry_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"miscoded": [{"code": 9, "means": 11}]}
    monkeypatch.setattr(miscoded.tomllib, "loads", lambda _: broken)
    with pytest.raises(CorrectionError, match="must have code, years and reason"):
        miscoded.declared("counterpoise.sources.trade", "cow_trade")
