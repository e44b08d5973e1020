from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from counterpoise.errors import EvidenceError, MeasureError, UsageError
from counterpoise.panel.store import Store
from counterpoise.scenarios.baseline import world as baseline
from counterpoise.scenarios.cutoff import threats
from counterpoise.scenarios.cutoff.trade_cutoff import run
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import CoalitionCut, Cut
from counterpoise.settings import embedded_folder
from tests.scenarios import worlds

ALIKE = pl.DataFrame(
    {
        "state": ["CHN", "CHN", "USA", "RUS"],
        "other": ["RUS", "VNM", "VNM", "VNM"],
        "value": [0.8, 0.7, -0.2, 0.5],
    }
)


def loss_by_run(state: str, *shocks: Cut | CoalitionCut) -> float:
    found = run(
        Scenario(shocks=shocks, horizons="long", elasticity=Elasticity(draws=1)), worlds.four()
    )
    return -float(found.effects.filter(pl.col("state") == state)["income_pct"][0])


def test_the_matrix_holds_what_each_cut_alone_would_say() -> None:
    table = threats.matrix(worlds.four())

    assert table.height == 12
    row = table.filter(pl.col("state") == "VNM", pl.col("partner") == "CHN").row(0, named=True)
    assert row["loss_pct"] == pytest.approx(loss_by_run("VNM", Cut(a="VNM", b="CHN")), rel=1e-6)
    assert row["partner_loss_pct"] == pytest.approx(
        loss_by_run("CHN", Cut(a="VNM", b="CHN")), rel=1e-6
    )
    assert row["ratio"] == pytest.approx(row["partner_loss_pct"] / row["loss_pct"])
    assert row["trade_usd"] == 20.0
    assert row["trade_share"] == pytest.approx(20 / 34)


def test_pairs_that_are_not_covered_have_no_loss_of_zero() -> None:
    table = threats.matrix(worlds.four())

    hidden = table.filter(pl.col("status") == "not covered")
    assert set(hidden.select("state", "partner").rows()) == {("RUS", "VNM"), ("VNM", "RUS")}
    figures = hidden.select("loss_pct", "partner_loss_pct", "trade_usd", "trade_share")
    assert figures.null_count().row(0) == (2, 2, 2, 2)


def test_one_way_cuts_have_no_partners_loss() -> None:
    table = threats.matrix(worlds.four(), direction="imports")

    row = table.filter(pl.col("state") == "VNM", pl.col("partner") == "CHN").row(0, named=True)
    expected = loss_by_run("VNM", Cut(a="VNM", b="CHN", direction="imports"))
    assert row["loss_pct"] == pytest.approx(expected, rel=1e-6)
    assert row["partner_loss_pct"] is None
    assert (row["trade_usd"], row["trade_share"]) == (14.0, pytest.approx(14 / 16))


def test_an_unknown_way_is_not_covered_though_the_other_is_known() -> None:
    flows = {("USA", "VNM"): 5.0, ("VNM", "USA"): 5.0, ("USA", "LAO"): 1.0, ("LAO", "USA"): 1.0}
    made = worlds.world(
        {**flows, ("LAO", "VNM"): 2.0, ("VNM", "LAO"): None},
        {"USA": 500.0, "VNM": 50.0, "LAO": 5.0},
    )

    def status(direction: threats.Direction) -> tuple[object, ...]:
        table = threats.matrix(made, direction=direction)
        row = table.filter(pl.col("state") == "LAO", pl.col("partner") == "VNM")
        return row.select("status", "loss_pct").row(0)

    assert status("imports") == ("not covered", None)
    assert status("exports")[0] == "solved"
    assert status("both")[0] == "partly covered"


def test_the_worst_partner_comes_first_and_the_unknown_last() -> None:
    table = threats.n_minus(worlds.four(), "VNM")

    assert table["partners"].to_list() == [["CHN"], ["USA"], ["RUS"]]
    assert table["status"].to_list()[-1] == "not covered"
    assert table["loss_pct"].to_list()[-1] is None
    first = table.row(0, named=True)
    assert first["loss_pct_low"] < first["loss_pct"] < first["loss_pct_high"]
    assert first["loss_pct"] == pytest.approx(loss_by_run("VNM", Cut(a="VNM", b="CHN")), rel=1e-6)


def test_some_partners_and_the_median_alone_lose_what_they_lose_among_all() -> None:
    world = worlds.four()
    every = threats.n_minus(world, "VNM")
    worst, least = every["partners"].list.first()[0], every["partners"].list.first()[-1]
    assert_frame_equal(
        threats.n_minus(world, "VNM", partners=[least, worst]), every[[0, every.height - 1]]
    )
    middle = threats.n_minus(world, "VNM", band=False)
    assert (
        middle["loss_pct_low"].null_count() == middle["loss_pct_high"].null_count() == middle.height
    )
    assert_frame_equal(middle.select("partners", "loss_pct"), every.select("partners", "loss_pct"))


def test_two_partners_are_cut_together() -> None:
    (row,) = threats.n_minus(worlds.four(), "VNM", k=2).rows(named=True)

    both = loss_by_run("VNM", CoalitionCut(members=["CHN", "USA"], target="VNM"))
    assert row["partners"] == ["CHN", "USA"]
    assert row["loss_pct"] == pytest.approx(both, rel=1e-6)
    assert row["trade_share"] == pytest.approx(1.0)


def test_trying_few_of_the_worst_in_pairs_finds_the_worst_pair() -> None:
    world = baseline.build(Store((embedded_folder(),)).steady())

    few, more = (threats.n_minus(world, "VNM", k=2, among=among) for among in (8, 16))
    assert few["partners"][0].to_list() == more["partners"][0].to_list() == ["CHN", "USA"]


def test_followers_are_closer_to_the_leader_than_to_the_state() -> None:
    assert threats.aligned(ALIKE, "CHN", against="VNM", threshold=0.6) == ("CHN", "RUS")
    assert threats.aligned(ALIKE, "CHN", against="VNM", threshold=0.9) == ("CHN",)
    closer = ALIKE.with_columns(
        value=pl.when(pl.col("state") == "RUS").then(0.9).otherwise("value")
    )
    assert threats.aligned(closer, "CHN", against="VNM", threshold=0.6) == ("CHN",)


def test_the_worst_coalition_names_members_that_are_not_covered() -> None:
    table = threats.worst_coalition(worlds.four(), "VNM", ALIKE)
    first = table.row(0, named=True)

    assert (first["leader"], first["members"], first["not_covered"]) == ("CHN", ["CHN", "RUS"], 1)
    assert first["loss_pct"] == pytest.approx(first["alone_pct"], rel=1e-6)
    # Russia's followers are the same two; the United States have none.
    assert table["leader"].to_list() == ["CHN", "RUS", "USA"]
    assert table["members"].to_list()[1] == ["RUS", "CHN"]


def test_bad_questions_are_refused() -> None:
    with pytest.raises(UsageError, match="1 or 2"):
        threats.n_minus(worlds.four(), "VNM", k=3)
    with pytest.raises(EvidenceError, match="Japan"):
        threats.n_minus(worlds.four(), "JPN")
    with pytest.raises(UsageError, match="direction"):
        threats.matrix(worlds.four(), direction="up")  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="value"):
        threats.worst_coalition(worlds.four(), "VNM", ALIKE.drop("value"))
