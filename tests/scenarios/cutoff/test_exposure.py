from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import CounterpoiseError, EvidenceError, UsageError
from counterpoise.measures.answers import told
from counterpoise.measures.views import VIEWS
from counterpoise.panel.store import Store
from counterpoise.scenarios.cutoff import exposure
from counterpoise.scenarios.cutoff.arms_cutoff import arms_cutoff
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import Tie, keep, ties

STORE = Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def vnm() -> pl.DataFrame:
    return exposure.exposure(STORE, "Viet Nam")


def made_up(rows: list[tuple[str, str, float | None]]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={"channel": pl.String, "partner": pl.String, "share_lost": pl.Float64},
        orient="row",
    )


def test_each_channel_is_shared_out_by_partner(vnm: pl.DataFrame) -> None:
    for name in ("arms", "imports", "exports", "votes"):
        assert vnm.filter(pl.col("channel") == name)["share_lost"].sum() == pytest.approx(1.0)
    for name, year in (("imports", 2025), ("exports", 2025)):
        china = vnm.filter(pl.col("channel") == name, pl.col("partner") == "CHN")
        assert (china["year"][0], china["unit"][0]) == (year, "USD")


@pytest.mark.parametrize("state", ["VNM", "USA", "KAZ"])
def test_a_channels_share_is_what_pages_and_tables_tell(state: str) -> None:
    table = exposure.exposure(STORE, state)
    windows = {"fdi_flow": ("investment-flow", 1), "fdi_stock": ("investment", 1)}
    flows = table.filter(pl.col("indicator").is_not_null(), pl.col("indicator") != "votes")
    for row in flows.unique("channel").rows(named=True):
        name, window = windows.get(row["indicator"], (row["channel"], None))
        seen = VIEWS[name]
        found = told(STORE, seen, [state], window=window).shares
        stated = found.filter(pl.col("state_of_share") == "shared")["year"]
        assert row["year"] == stated.to_numpy().max()
        of_year = found.filter(pl.col("year") == row["year"], pl.col("value").is_not_null())
        known = of_year.filter((pl.col("unknown") == 0) | (pl.col("value") > 0))
        shares = dict(table.filter(channel=row["channel"]).select("partner", "share_lost").rows())
        expected = {
            one: share for one, share in known.select(seen.over, "share").rows() if one in shares
        }
        assert len(expected) > 2
        assert expected == {one: shares[one] for one in expected}


def test_a_smaller_part_changes_no_exposure_it_says_nothing_of(tmp_path: Path) -> None:
    rows = ties("goods", [("POL", "UKR", 2023, 9.0), ("POL", "UKR", 2024, 9.0)])
    spans = [Covered(2023, 2024, "destination", ("UKR",)), Covered(2023, 2024, "origin")]
    keep(tmp_path, "cepii_baci_matrix", "V202701", rows, spans)
    both = Store((tmp_path, embedded_folder()))
    channels = ("imports", "exports")
    assert exposure.exposure(both, "VNM", channels=channels).equals(
        exposure.exposure(STORE, "VNM", channels=channels)
    )
    arms = ties("arms", [("USA", "UKR", 2024, 900.0)])
    spans = [Covered(1995, 2024, "origin"), Covered(1995, 2024, "destination", ("UKR",))]
    keep(tmp_path, "sipri_arms", "2026-10-01", arms, spans)
    assert arms_cutoff(both, "VNM").equals(arms_cutoff(STORE, "VNM"))


def test_where_too_little_is_told_bounds_stand_in_place_of_shares(tmp_path: Path) -> None:
    rows: list[Tie] = [
        ("CHN", "VNM", 2010, 6e6), ("USA", "VNM", 2010, 3e6), ("KOR", "VNM", 2010, None),
        ("CHN", "JPN", 2010, 6e6), ("VNM", "JPN", 2010, 6e6),
    ]  # fmt: skip
    four = ("CHN", "USA", "VNM", "JPN", "KOR")
    keep(tmp_path, "cow_trade", "4.0", ties("goods", rows), [Covered(2010, 2010, "either", four)])
    total = pl.DataFrame(
        {"state": ["VNM"], "year": [2010], "indicator": ["imports"], "value": [12e6]},
        schema_overrides={"year": pl.Int16},
    )
    keep(tmp_path, "cow_trade_national", "4.0", total, [Covered(2010, 2010)])
    asked = {"partners": ["CHN", "JPN", "KOR", "RUS"], "channels": ["imports"]}
    table = exposure.exposure(Store((tmp_path,)), "VNM", **asked)  # type: ignore[arg-type]
    # 9 of 12 are told: the 3 that are not may be anyone's, of whom a row tells or not.
    assert table.select("partner", "share_lost", "at_least", "at_most", "status").rows() == [
        ("CHN", None, 0.5, 0.75, "partly known"),
        ("JPN", None, 0.0, 0.25, "partly known"),
        ("KOR", None, 0.0, 0.25, "not covered"),
        ("RUS", None, 0.0, 0.25, "not covered"),
    ]
    worst = exposure.n_minus_channels(table).row(-1, named=True)
    assert (worst["partners"], worst["share_lost"]) == ([], None)


def test_deliveries_of_five_years_are_those_of_the_register(vnm: pl.DataFrame) -> None:
    rows = STORE.holding("sipri_arms").scan().filter(
        pl.col("destination") == "VNM", pl.col("year") >= 2020
    ).collect()  # fmt: skip
    russia = rows.filter(pl.col("origin") == "RUS")["value"].sum() / rows["value"].sum()

    row = vnm.filter(pl.col("channel") == "arms", pl.col("partner") == "RUS").row(0, named=True)
    assert row["share_lost"] == pytest.approx(russia)
    assert (row["first"], row["year"], row["source"]) == (2020, 2024, "sipri_arms 2026-02-12")


def test_what_is_not_covered_is_null_and_says_so(vnm: pl.DataFrame) -> None:
    # Taiwan tells nothing of 2025, and what a state buys is what its partners tell.
    taiwan = vnm.filter(pl.col("partner") == "TWN", pl.col("channel") == "imports")

    assert taiwan.select("share_lost", "amount", "status").row(0) == (None, None, "not covered")
    unknown = vnm.filter(pl.col("status") == "not covered")
    assert unknown["share_lost"].null_count() == unknown.height > 0


def test_years_of_negative_aid_give_way_to_the_last_that_has_shares(vnm: pl.DataFrame) -> None:
    japan = vnm.filter(pl.col("channel") == "aid", pl.col("partner") == "JPN")

    # Japan took back more than it gave in 2021 and 2022; 2016-20 is the last window without.
    assert japan.select("first", "year", "status").row(0) == (2016, 2020, "reported")
    assert japan["share_lost"][0] == pytest.approx(0.433, abs=5e-4)


def test_capital_that_came_in_stands_where_no_stock_is_held(vnm: pl.DataFrame) -> None:
    japan = vnm.filter(pl.col("channel") == "investment", pl.col("partner") == "JPN")

    assert japan.select("first", "year", "status").row(0) == (2012, 2012, "reported")
    assert japan["indicator"][0] == "fdi_flow"


def test_as_of_knows_nothing_later() -> None:
    table = exposure.exposure(STORE, "VNM", partners=["RUS"], as_of=2014)

    assert table["year"].drop_nulls().to_numpy().max() <= 2014
    trade = table.filter(pl.col("channel") == "imports").row(0, named=True)
    assert (trade["source"], trade["status"]) == ("imf_dots 2022-02-20", "reported")
    assert trade["year"] == 2014


def test_a_channel_that_nobody_covers_is_not_covered() -> None:
    table = exposure.exposure(STORE, "FRA", partners=["USA"], channels=["arms"])

    assert table.select("share_lost", "status").row(0) == (None, "not covered")


def test_the_same_partner_is_lost_everywhere() -> None:
    table = made_up(
        [("arms", "A", 0.6), ("arms", "B", 0.4), ("imports", "A", 0.1), ("imports", "B", 0.5)]
    )

    rows = exposure.n_minus_channels(table).rows(named=True)
    assert [(row["channel"], row["partners"]) for row in rows] == [
        ("arms", ["A"]),
        ("imports", ["B"]),
        ("all", ["B"]),
    ]
    assert rows[-1]["share_lost"] == rows[-1]["at_most"] == pytest.approx(0.45)
    assert exposure.n_minus_channels(table, k=2).row(-1, named=True)["share_lost"] == pytest.approx(
        0.8
    )


def test_bounds_narrow_what_is_not_known() -> None:
    table = made_up(
        [("arms", "A", 0.6), ("arms", "B", 0.4), ("imports", "A", None), ("imports", "B", None)]
    ).with_columns(
        at_least=pl.Series([None, None, 0.1, 0.0]), at_most=pl.Series([None, None, 0.3, 0.2])
    )

    everywhere = exposure.n_minus_channels(table).row(-1, named=True)
    assert (everywhere["partners"], everywhere["share_lost"]) == (["A"], 0.6)
    assert (everywhere["at_least"], everywhere["at_most"]) == pytest.approx((0.35, 0.45))


def test_unknown_channels_widen_the_bounds_and_are_not_counted_as_zero() -> None:
    table = made_up(
        [("arms", "A", 0.6), ("arms", "B", 0.4), ("imports", "A", None), ("imports", "B", 0.1)]
    )

    imports, everywhere = exposure.n_minus_channels(table).rows(named=True)[1:]
    assert (imports["partners"], imports["at_most"]) == (["B"], None)
    assert everywhere["partners"] == ["A"]
    assert everywhere["share_lost"] == pytest.approx(0.6)
    assert (everywhere["known"], everywhere["channels"]) == (1, 2)
    assert (everywhere["at_least"], everywhere["at_most"]) == pytest.approx((0.3, 0.8))


def test_no_stated_share_is_no_verdict() -> None:
    row = exposure.n_minus_channels(made_up([("aid", "A", None)])).row(-1, named=True)

    assert (row["partners"], row["share_lost"]) == ([], None)


def test_arms_in_service_are_mostly_russian_though_deliveries_are_not() -> None:
    table = arms_cutoff(STORE, "VNM")
    russia = table.row(0, named=True)

    assert russia["supplier"] == "RUS"
    assert (russia["lost"], russia["year"]) == (166.0, 2024)
    assert russia["stock_unsupported"] > 0.7 > 0.4 > russia["share_lost"]
    for part in ("share_lost", "stock_unsupported"):
        assert table[part].sum() == pytest.approx(1.0)
    assert russia["at_least"]  # an excerpt: others deliver to states that it does not hold


def test_the_stock_is_what_the_years_left() -> None:
    rows = STORE.holding("sipri_arms").scan().filter(
        pl.col("destination") == "VNM", pl.col("origin") == "ISR"
    ).collect()  # fmt: skip
    left = (rows["value"] * 0.95 ** (2024 - rows["year"].cast(pl.Float64))).sum()

    israel = arms_cutoff(STORE, "VNM").filter(pl.col("supplier") == "ISR").row(0, named=True)
    assert israel["stock"] == pytest.approx(left)


def test_soviet_arms_count_as_russian_after_1991() -> None:
    table = arms_cutoff(STORE, "VNM", as_of=1994)

    assert "SUN" not in table["supplier"].to_list()
    assert table["supplier"][0] == "RUS"
    assert arms_cutoff(STORE, "VNM", as_of=1985)["supplier"][0] == "SUN"


def test_a_lower_bound_is_said_only_where_recipients_are_missing(tmp_path: Path) -> None:
    rows = ties("arms", [("RUS", "VNM", 2024, 60.0), ("FRA", "IND", 2024, 90.0)])
    keep(tmp_path, "sipri_arms", "2026-10-01", rows, [Covered(2015, 2024)])
    table = arms_cutoff(Store((tmp_path,)), "VNM")
    assert table.select("supplier", "lost", "spare", "at_least").rows() == [
        ("RUS", 60.0, 90.0, False)
    ]


def test_spare_is_what_others_deliver_elsewhere() -> None:
    rows = STORE.holding("sipri_arms").scan().filter(pl.col("year") >= 2020).collect()
    others = rows.filter(pl.col("origin") != "RUS", pl.col("destination") != "VNM")["value"].sum()

    russia = arms_cutoff(STORE, "VNM").row(0, named=True)
    assert russia["spare"] == pytest.approx(others)
    assert russia["cover"] == pytest.approx(others / 166.0)
    assert russia["spare_known"] < russia["spare"]


def test_bad_questions_are_refused() -> None:
    with pytest.raises(UsageError, match="channel"):
        exposure.exposure(STORE, "VNM", channels=["love"])
    with pytest.raises(UsageError, match="1 or 2"):
        exposure.n_minus_channels(made_up([]), k=0)
    with pytest.raises(EvidenceError, match="France"):
        arms_cutoff(STORE, "FRA")
    with pytest.raises(CounterpoiseError, match="keep"):
        arms_cutoff(STORE, "VNM", keep=1.5)
