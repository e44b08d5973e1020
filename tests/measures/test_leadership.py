from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.leadership import leadership, turnover
from counterpoise.measures.shares import shares
from tests.measures import tables

ROWS = tables.panel(
    [
        ("RUS", "VNM", 2010, 8.0),
        ("USA", "VNM", 2010, 2.0),
        ("RUS", "VNM", 2011, 5.0),
        ("USA", "VNM", 2011, 5.0),
        ("USA", "VNM", 2012, 9.0),
        ("ISR", "VNM", 2012, 1.0),
        ("USA", "VNM", 2013, 0.0),
        ("USA", "VNM", 2014, 1.0),
        ("USA", "VNM", 2015, 3.0),
        ("unknown:x", "VNM", 2015, 9.0),
        ("RUS", "VNM", 2015, None),
        ("RUS", "VNM", 2016, 4.0),
    ]
)


def column(name: str) -> dict[int, object]:
    return dict(leadership(shares(ROWS)).select("year", name).rows())


def test_who_leads_and_by_how_much() -> None:
    assert column("leader") == {
        2010: "RUS", 2011: "RUS", 2012: "USA", 2013: None, 2014: "USA", 2015: None, 2016: "RUS",
    }  # fmt: skip
    assert column("runner_up") == {
        2010: "USA", 2011: "USA", 2012: "ISR", 2013: None, 2014: None, 2015: None, 2016: None,
    }  # fmt: skip
    margins = column("margin")
    assert margins[2010] == pytest.approx(0.6)
    assert margins[2012] == pytest.approx(0.8)
    assert (margins[2011], margins[2013], margins[2014]) == (0.0, None, 1.0)


def test_nobody_leads_where_somebody_unnamed_has_more() -> None:
    # In 2015 the United States deliver 3 of 12, and who delivers 9 is not known.
    assert (column("leader")[2015], column("margin")[2015]) == (None, None)


def test_ties_are_flagged() -> None:
    assert column("tied") == {
        2010: False, 2011: True, 2012: False, 2013: None, 2014: False, 2015: None, 2016: False,
    }  # fmt: skip


def test_years_in_a_row_end_with_another_leader_or_with_none() -> None:
    assert column("years_as_leader") == {
        2010: 1,
        2011: 2,
        2012: 1,
        2013: None,
        2014: 1,
        2015: None,
        2016: 1,
    }
    assert column("led_since") == {
        2010: 2010, 2011: 2010, 2012: 2012, 2013: None, 2014: 2014, 2015: None, 2016: 2016,
    }  # fmt: skip


def test_a_change_is_from_one_leader_to_another() -> None:
    assert column("changed") == {
        2010: None, 2011: False, 2012: True, 2013: None, 2014: None, 2015: None, 2016: None,
    }  # fmt: skip


def test_half_of_what_moved_changed_hands() -> None:
    found = turnover(shares(ROWS))

    values = dict(found.select("year", "turnover").rows())
    assert values[2010] is None
    assert values[2011] == pytest.approx(0.3)
    assert values[2012] == pytest.approx(0.5)
    assert (values[2013], values[2014]) == (None, None)
    assert values[2015] == pytest.approx(0.75)


def test_who_came_and_who_left_is_counted_by_name() -> None:
    found = {row["year"]: row for row in turnover(shares(ROWS)).iter_rows(named=True)}

    assert (found[2012]["entrants"], found[2012]["leavers"]) == (1, 1)
    # Nobody is no entrant; Russia in 2015 is not known, so in 2016 it is not known to have come.
    assert (found[2015]["entrants"], found[2015]["leavers"], found[2015]["unclear"]) == (0, 0, 0)
    assert (found[2016]["entrants"], found[2016]["leavers"], found[2016]["unclear"]) == (0, 1, 1)
    assert (found[2013]["entrants"], found[2013]["state_of_share"]) == (None, "undefined")


def test_a_partner_replaced_is_a_turnover_of_one() -> None:
    rows = tables.panel([("RUS", "VNM", 2010, 8.0), ("USA", "VNM", 2011, 2.0)])

    assert turnover(shares(rows))["turnover"].to_list() == [None, 1.0]


def test_windows_that_do_not_overlap_are_compared_with_a_lag() -> None:
    rows = ROWS.filter(pl.col("year") <= 2013)
    found = turnover(shares(rows, window=2), lag=2)

    # 2010-11: RUS 13, USA 7; 2012-13: USA 9, ISR 1.
    assert found.select("year", "turnover").rows() == [
        (2011, None),
        (2012, None),
        (2013, pytest.approx(0.65)),
    ]


@pytest.mark.parametrize("measure", [leadership, turnover])
@pytest.mark.parametrize("values", [[0.0], [None], [5.0, -1.0]])
def test_undefined_shares_have_no_leader(measure: object, values: list[float | None]) -> None:
    row = tables.only(measure(shares(tables.suppliers(values))))  # type: ignore[operator]

    assert row.pop("state_of_share") == "undefined"
    assert {row[k] for k in row if k not in ("destination", "year", "volume", "unknown")} == {None}


def test_a_lag_is_at_least_a_year() -> None:
    with pytest.raises(MeasureError, match="from 1 to 1,000"):
        turnover(shares(ROWS), lag=0)
