from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import CounterpoiseError, EvidenceError, MeasureError
from counterpoise.panel.store import Store
from counterpoise.scenarios.baseline import world as baseline
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.settings import embedded_folder
from tests.scenarios import worlds

STORE = Store((embedded_folder(),)).steady()


def gdp(**told: float) -> pl.DataFrame:
    return pl.DataFrame(
        {"state": [*told], "gdp": [*told.values()], "gdp_year": [worlds.YEAR] * len(told)}
    )


@pytest.fixture(scope="module")
def world_2023() -> Baseline:
    return baseline.build(STORE)


def test_sales_at_home_are_gross_output_less_exports() -> None:
    flows = worlds.rows({("USA", "VNM"): 10.0, ("VNM", "USA"): 40.0})
    made = baseline.from_flows(flows, gdp(USA=1000.0, VNM=100.0), year=worlds.YEAR)

    assert made.states == ("USA", "VNM")
    assert made.flows[1, 1] == pytest.approx(1.79 * 100 + 0.68 * 40 - 40)
    assert made.flows[0, 0] == pytest.approx(1.79 * 1000 + 0.68 * 10 - 10)
    assert (made.flows[0, 1], made.flows[1, 0]) == (40.0, 10.0)  # importer, exporter


def test_entrepots_are_floored_and_flagged() -> None:
    flows = worlds.rows({("SGP", "VNM"): 900.0, ("VNM", "SGP"): 850.0})
    made = baseline.from_flows(flows, gdp(SGP=100.0, VNM=5000.0), year=worlds.YEAR)

    output = 179.0 + 0.68 * 900
    floored = made.report.floored.row(0, named=True)
    assert floored["state"] == "SGP"
    assert floored["domestic"] == pytest.approx(output - 900)
    assert made.flows[0, 0] == pytest.approx(0.1 * output) == floored["floor"]
    assert made.report.entrepots["state"].to_list() == ["SGP"]


def test_pairs_not_covered_are_named_and_not_known() -> None:
    made = worlds.four()
    vnm, rus = made.place("VNM"), made.place("Russia")

    assert made.report.not_covered.select("origin", "destination", "treatment").rows() == [
        ("RUS", "VNM", "left out"),
        ("VNM", "RUS", "left out"),
    ]
    assert made.report.partners_not_covered("VNM") == ("RUS",)
    assert not made.known[vnm, rus]
    assert not made.known[rus, vnm]
    assert made.known.sum() == 14
    assert "Russia" in " ".join(made.report.sentences())


def test_a_state_without_gdp_is_left_out_and_said_to_be() -> None:
    flows = {("USA", "VNM"): 10.0, ("VNM", "USA"): 10.0, ("TWN", "VNM"): 30.0, ("VNM", "TWN"): 0.0}
    made = baseline.from_flows(worlds.rows(flows), gdp(USA=1000.0, VNM=100.0), year=worlds.YEAR)

    assert made.states == ("USA", "VNM")
    assert made.report.without_gdp.rows() == [
        ("TWN", 0.0, 30.0)
    ] or made.report.without_gdp.rows() == [("TWN", 30.0, 0.0)]
    outside = made.report.outside.filter(pl.col("state") == "VNM").row(0, named=True)
    assert outside["imports_outside"] == pytest.approx(0.75)
    with pytest.raises(EvidenceError, match="no GDP of it") as caught:
        made.place("Taiwan")
    assert "gdp={'TWN': USD}" in caught.value.attempt


def test_residuals_are_no_economies() -> None:
    flows = {("USA", "VNM"): 1.0, ("VNM", "USA"): 1.0, ("residual:other", "VNM"): 5.0}
    made = baseline.from_flows(worlds.rows(flows), gdp(USA=10.0, VNM=10.0), year=worlds.YEAR)

    assert made.states == ("USA", "VNM")


def test_balancing_takes_deficits_away_and_reports_them() -> None:
    made = worlds.four()
    market = made.market()

    assert market.trade.sum(axis=0) == pytest.approx(market.trade.sum(axis=1), rel=1e-9)
    vnm = made.place("VNM")
    deficit = dict(made.report.balanced.rows())["VNM"]
    assert deficit == pytest.approx(100 * (16 - 18) / made.gdp[vnm])
    assert made.market("additive").trade == pytest.approx(made.flows)


def test_flows_that_nothing_pays_for_are_reported() -> None:
    flows = {("USA", "VNM"): 5.0, ("VNM", "USA"): 5.0, ("USA", "TON"): 1.0, ("TON", "USA"): 0.0}
    made = baseline.from_flows(
        worlds.rows(flows), gdp(USA=100.0, VNM=100.0, TON=1.0), year=worlds.YEAR
    )

    assert made.report.one_way.rows() == [("USA", "TON", 1.0)]


@pytest.mark.parametrize(
    ("flows", "told", "words"),
    [
        ({("USA", "VNM"): -1.0, ("VNM", "USA"): 1.0}, {"USA": 1.0, "VNM": 1.0}, "at least 0"),
        ({("USA", "VNM"): float("nan"), ("VNM", "USA"): 1.0}, {"USA": 1.0, "VNM": 1.0}, "finite"),
        ({("USA", "VNM"): 1.0, ("VNM", "USA"): 1.0}, {"USA": 1.0, "VNM": 0.0}, "above 0"),
        ({("USA", "VNM"): 1.0, ("VNM", "USA"): 1.0}, {"USA": 1.0}, "two states"),
        ({("USA", "VNM"): 1.0, ("VNM", "USA"): 1.0}, {"USA": 1.0, "VNM": float("nan")}, "above 0"),
    ],
)
def test_impossible_figures_are_refused(
    flows: dict[tuple[str, str], float | None], told: dict[str, float], words: str
) -> None:
    with pytest.raises(CounterpoiseError, match=words):
        baseline.from_flows(worlds.rows(flows), gdp(**told), year=worlds.YEAR)


def test_a_pair_given_twice_is_refused() -> None:
    twice = pl.concat([worlds.rows({("USA", "VNM"): 1.0}), worlds.rows({("USA", "VNM"): 2.0})])

    with pytest.raises(MeasureError, match="once, not twice"):
        baseline.from_flows(twice, gdp(USA=1.0, VNM=1.0), year=worlds.YEAR)


def test_the_matrix_of_2023_holds_every_economy_and_names_what_is_not_covered(
    world_2023: Baseline,
) -> None:
    report = world_2023.report

    assert (len(world_2023.states), world_2023.year) == (194, 2023)
    assert report.not_covered.height == 5716
    assert {"RUS", "KOR", "POL"} <= set(report.partners_not_covered("VNM"))
    assert report.without_gdp.is_empty()
    assert dict(report.gdp_carried.select("state", "gdp_year").rows())["VEN"] == 2014
    # China to Viet Nam in 2023: 134,748,… thousand USD in CEPII's matrix.
    flow = world_2023.flows[world_2023.place("VNM"), world_2023.place("CHN")]
    assert flow == pytest.approx(134.75e9, rel=1e-3)


def test_in_2014_russia_and_viet_nam_are_covered_and_taiwan_wants_gdp() -> None:
    made = baseline.build(STORE, source="cow_trade")

    assert (len(made.states), made.year) == (184, 2014)
    assert made.known[made.place("VNM"), made.place("RUS")]
    assert set(made.report.without_gdp["state"]) == {"TWN", "PRK"}
    with pytest.raises(EvidenceError, match="Taiwan"):
        made.place("TWN")
    assert "TWN" in baseline.build(STORE, source="cow_trade", gdp={"Taiwan": 5.3e11}).states


def test_without_a_source_the_widest_of_the_year_or_of_what_may_be_known_is_taken() -> None:
    made = baseline.build(STORE, as_of=2015)
    assert (made.trade, made.year) == ("imf_dots 2022-02-20", 2015)
    then = baseline.build(STORE, year=1985)
    assert then.trade == "imf_dots 2022-02-20"
    # The Correlates of War have next to nothing of West Germany's trade from 1960 to 1989.
    assert then.flows[then.place("FRA"), then.place("DEU")] == pytest.approx(17.85e9, rel=1e-3)


def test_imputed_pairs_are_flagged_and_known() -> None:
    made = baseline.build(STORE, not_covered="imputed")
    filled = made.report.not_covered.filter(pl.col("treatment") == "imputed")

    assert filled.height == 3165
    assert filled["value"].null_count() == 0
    assert made.known[made.place("VNM"), made.place("KOR")]
    left = made.report.not_covered.filter(pl.col("treatment") == "left out")
    assert left["value"].null_count() == left.height == 5700 - 3149


def test_a_year_that_is_not_held_is_refused() -> None:
    with pytest.raises(EvidenceError, match="2024"):
        baseline.build(STORE, year=2024)


def test_shares_of_the_balanced_world_add_up(world_2023: Baseline) -> None:
    market = world_2023.market()

    assert market.share.sum(axis=1) == pytest.approx(np.ones(194))
    assert market.trade.sum(axis=0) == pytest.approx(market.trade.sum(axis=1), rel=1e-9)


def test_a_pair_without_a_row_is_not_covered() -> None:
    flows = {("USA", "VNM"): 5.0, ("VNM", "USA"): 5.0, ("USA", "LAO"): 1.0, ("LAO", "USA"): 1.0}
    made = baseline.from_flows(
        worlds.rows(flows), gdp(USA=100.0, VNM=100.0, LAO=10.0), year=worlds.YEAR
    )

    assert set(made.report.not_covered.select("origin", "destination").rows()) == {
        ("LAO", "VNM"),
        ("VNM", "LAO"),
    }
    assert not made.known[made.place("LAO"), made.place("VNM")]
