from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from counterpoise.errors import MeasureError
from counterpoise.measures.dependence import (
    barbieri,
    gartzke_li,
    hirschman_asymmetry,
    import_dependence,
    oneal_russett,
    ties,
)
from tests.measures import tables

GOODS = tables.panel(
    [
        ("CHN", "VNM", 2014, 40.0),
        ("VNM", "CHN", 2014, 15.0),
        ("USA", "VNM", 2014, 5.0),
        ("VNM", "USA", 2014, 30.0),
        ("USA", "CHN", 2014, 100.0),
        ("CHN", "USA", 2014, None),
        ("RUS", "VNM", 2014, 10.0),
        ("unknown:nes", "VNM", 2014, 10.0),
    ],
    indicator="goods",
)
OWN = pl.DataFrame(
    {"state": ["VNM", "CHN", "USA"], "year": [2014] * 3, "imports": [60.0, 900.0, None],
     "exports": [50.0, 1100.0, 800.0]}
)  # fmt: skip
GDP = pl.DataFrame(
    {"state": ["VNM", "CHN", "USA"], "year": [2014] * 3, "value": [200.0, 5000.0, 0.0]}
)


def pair(frame: pl.DataFrame, state: str, partner: str) -> dict[str, Any]:
    return tables.only(frame.filter(pl.col("state") == state, pl.col("partner") == partner))


def test_a_pair_is_seen_from_both_sides() -> None:
    vnm, chn = pair(ties(GOODS), "VNM", "CHN"), pair(ties(GOODS), "CHN", "VNM")

    assert (vnm["exports"], vnm["imports"], vnm["total"], vnm["balance"]) == (15, 40, 55, -25)
    assert (chn["exports"], chn["imports"], chn["total"], chn["balance"]) == (40, 15, 55, 25)
    assert vnm["state_total"] == chn["partner_total"] == 15 + 30 + 40 + 5 + 10 + 10
    assert vnm["partner_total"] == chn["state_total"] == 155
    assert (vnm["state_imports"], vnm["state_exports"]) == (65, 45)


def test_half_a_tie_is_not_a_tie() -> None:
    row = pair(ties(GOODS), "USA", "CHN")

    assert (row["exports"], row["imports"], row["total"], row["balance"]) == (100, None, None, None)
    assert (row["unknown"], row["state_unknown"], row["partner_unknown"]) == (1, 1, 1)


def test_what_an_absent_direction_means_is_said_by_the_caller() -> None:
    unknown, zero = pair(ties(GOODS), "RUS", "VNM"), pair(ties(GOODS, absent="zero"), "RUS", "VNM")

    assert (unknown["exports"], unknown["imports"], unknown["unknown"]) == (10, None, 1)
    assert (zero["exports"], zero["imports"], zero["total"], zero["unknown"]) == (10, 0, 10, 0)
    # A row that says "not covered" is unknown whatever is said of absent ones.
    assert pair(ties(GOODS, absent="zero"), "USA", "CHN")["total"] is None


def test_nobody_is_no_partner_but_counts_in_the_sum() -> None:
    found = ties(GOODS)

    assert set(found["state"]) | set(found["partner"]) == {"CHN", "VNM", "USA", "RUS"}
    assert pair(found, "VNM", "USA")["state_imports"] == 65
    assert pair(ties(GOODS, absent="zero"), "VNM", "USA")["state_unknown"] == 0


def test_own_totals_replace_sums_over_partners_and_stay_null_where_they_are() -> None:
    found = ties(GOODS, totals=OWN)

    vnm = pair(found, "VNM", "CHN")
    assert (vnm["state_total"], vnm["partner_total"], vnm["state_imports"]) == (110, 2000, 60)
    assert pair(found, "VNM", "USA")["partner_total"] is None
    assert pair(found, "RUS", "VNM")["state_total"] is None


def test_asymmetry_is_the_difference_of_the_shares() -> None:
    row = pair(hirschman_asymmetry(ties(GOODS, totals=OWN)), "CHN", "VNM")

    assert (row["state_share"], row["partner_share"]) == (55 / 2000, 55 / 110)
    assert row["asymmetry"] == pytest.approx(0.5 - 0.0275)


def test_barbieri_by_hand() -> None:
    row = pair(barbieri(ties(GOODS, totals=OWN)), "VNM", "CHN")

    assert (row["trade_share"], row["partner_trade_share"]) == (0.5, 0.0275)
    assert row["salience"] == pytest.approx((0.5 * 0.0275) ** 0.5)
    assert row["symmetry"] == pytest.approx(1 - 0.4725)
    assert row["interdependence"] == pytest.approx((0.5 * 0.0275) ** 0.5 * 0.5275)


def test_trade_over_gdp_and_the_weak_link() -> None:
    row = pair(oneal_russett(ties(GOODS), GDP), "VNM", "CHN")

    assert (row["dependence"], row["partner_dependence"]) == (0.275, 0.011)
    assert (row["lower"], row["higher"]) == (0.011, 0.275)


def test_a_gdp_that_is_missing_or_zero_gives_no_dependence_and_no_weak_link() -> None:
    found = oneal_russett(ties(GOODS, absent="zero"), GDP)

    usa, rus = pair(found, "VNM", "USA"), pair(found, "VNM", "RUS")
    assert (usa["dependence"], usa["partner_dependence"]) == (35 / 200, None)
    assert (usa["lower"], usa["higher"]) == (None, None)
    assert (rus["partner_dependence"], rus["lower"]) == (None, None)


def test_dependence_over_openness_is_the_trade_share() -> None:
    found = ties(GOODS, totals=OWN)
    row = pair(gartzke_li(found, GDP), "VNM", "CHN")

    assert (row["dependence"], row["openness"]) == (0.275, 0.55)
    assert row["trade_share"] == pytest.approx(pair(barbieri(found), "VNM", "CHN")["trade_share"])


def test_import_dependence_is_of_imports_alone() -> None:
    assert pair(import_dependence(ties(GOODS)), "VNM", "CHN")["import_dependence"] == 40 / 65
    assert pair(import_dependence(ties(GOODS)), "RUS", "VNM")["import_dependence"] is None


@pytest.mark.parametrize("measure", [hirschman_asymmetry, barbieri])
def test_an_unknown_direction_leaves_every_figure_unknown(measure: Any) -> None:
    row = pair(measure(ties(GOODS)), "USA", "CHN")

    shares = {"state_share", "partner_share", "trade_share", "partner_trade_share"}
    assert all(row[name] is None for name in row if name not in ("state", "partner", "year"))
    assert shares & set(row)


def test_a_state_that_trades_nothing_has_no_shares() -> None:
    rows = tables.panel([("AAA", "BBB", 2014, 0.0), ("BBB", "AAA", 2014, 0.0)], indicator="goods")
    found = ties(rows)

    assert pair(found, "AAA", "BBB")["total"] == 0
    assert pair(hirschman_asymmetry(found), "AAA", "BBB")["asymmetry"] is None
    assert pair(barbieri(found), "AAA", "BBB")["salience"] is None
    assert pair(import_dependence(found), "AAA", "BBB")["import_dependence"] is None


def test_an_item_not_covered_makes_the_direction_unknown() -> None:
    more = tables.panel([("CHN", "VNM", 2014, None)], indicator="goods")

    assert pair(ties(pl.concat([GOODS, more])), "VNM", "CHN")["imports"] is None


def test_tables_that_would_count_twice_are_refused() -> None:
    with pytest.raises(MeasureError, match="`totals` must have each state and year once"):
        ties(GOODS, totals=pl.concat([OWN, OWN]))
    with pytest.raises(MeasureError, match="`gdp` must have each state and year once"):
        oneal_russett(ties(GOODS), pl.concat([GDP, GDP]))
    two = pl.concat([GDP.with_columns(indicator=pl.lit(name)) for name in ("gdp", "rgdpe")])
    with pytest.raises(MeasureError, match="`gdp` must be of one indicator, not gdp, rgdpe"):
        gartzke_li(ties(GOODS), two)


def test_absent_is_one_of_two_words() -> None:
    with pytest.raises(MeasureError, match="must be 'unknown' or 'zero'"):
        ties(GOODS, absent="nothing")  # type: ignore[arg-type]
