"""The backtest sees nothing of the future, and does not depend on who runs it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts import share_models
from counterpoise.scenarios.outlook import backtest
from counterpoise.scenarios.outlook.histories import History
from tests.models.forecasts import deliveries

LAST = 2010


def made_up(volume: np.ndarray) -> History:
    recipients, suppliers, years = volume.shape
    return History(
        volume,
        tuple(f"R{number:02}" for number in range(recipients)),
        tuple(f"S{number:02}" for number in range(suppliers)),
        LAST - years + 1,
        LAST,
        "arms",
        "made_up",
        "1",
    )


HISTORY = made_up(deliveries.lumpy(recipients=20, years=42))


@pytest.fixture(scope="module")
def record() -> backtest.Backtest:
    return backtest.backtest(HISTORY, channel="arms", horizons=(1, 3), first=1995, draws=60)


def test_the_future_changes_no_forecast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Absurd deliveries are planted after an origin: the scored draws must not notice them."""
    seen: list[list[np.ndarray]] = []
    honest = forecast_scores.energy

    def watch(drawn: np.ndarray, came: np.ndarray) -> np.ndarray:
        seen[-1].append(drawn)
        return honest(drawn, came)

    monkeypatch.setattr(forecast_scores, "energy", watch)
    origin, horizon = 2002, 3
    planted = HISTORY.volume.copy()
    future = origin - HISTORY.first + 1
    planted[:, 0, future:] = 1e12
    planted[:, 1:, future:] += 7.0
    plain = HISTORY.volume.copy()
    # The same recipients are scored, so that their draws can be set side by side.
    plain[:, 2, future] += 1.0
    for volume in (plain, planted):
        seen.append([])
        cut = volume[..., : future + horizon]
        backtest.score_block(backtest.Block(cut, HISTORY.first, 2000, (origin,), horizon, 40, 0))
    assert len(seen[0]) >= len(share_models.NAMES)
    assert all(np.array_equal(one, two) for one, two in zip(*seen, strict=True))


def test_fits_see_nothing_after_their_year() -> None:
    known = HISTORY.until(2000).volume
    once = share_models.fit(known, horizon=3, rng=np.random.default_rng(0))
    planted = replace(HISTORY, volume=HISTORY.volume.copy())
    planted.volume[..., 2000 - HISTORY.first + 1 :] = 1e9
    again = share_models.fit(planted.until(2000).volume, horizon=3, rng=np.random.default_rng(0))
    assert np.array_equal(once.hurdle.activity, again.hurdle.activity)
    assert once.dirichlet == again.dirichlet
    assert np.array_equal(once.walk.changes, again.walk.changes)


def test_who_runs_the_tasks_makes_no_difference(record: backtest.Backtest) -> None:
    with ThreadPoolExecutor(2) as executor:
        threads = backtest.backtest(
            HISTORY, channel="arms", horizons=(1, 3), first=1995, draws=60, executor=executor
        )
    assert_frame_equal(threads.scores, record.scores)
    assert_frame_equal(threads.calibration, record.calibration)


def test_a_horizon_is_scored_alike_with_and_without_others(record: backtest.Backtest) -> None:
    alone = backtest.backtest(HISTORY, channel="arms", horizons=(3,), first=1995, draws=60)
    assert_frame_equal(alone.scores, record.scores.filter(pl.col("horizon") == 3))


def test_held_out_origins_are_the_last_five_of_each_horizon() -> None:
    blocks = {
        held: [
            origin
            for block in backtest._blocks(
                HISTORY, horizons=(3,), first=1995, draws=1, held_out=held, seed=0
            )
            for origin in block.origins
        ]
        for held in (False, True)
    }
    assert blocks[True] == [2003, 2004, 2005, 2006, 2007]
    assert blocks[False] == list(range(1995, 2003))


def test_a_task_is_given_nothing_beyond_its_last_window() -> None:
    for block in backtest._blocks(
        HISTORY, horizons=(1, 3), first=1995, draws=1, held_out=False, seed=0
    ):
        assert block.first + block.volume.shape[-1] - 1 == block.origins[-1] + block.horizon
        assert block.refit <= block.origins[0]


def test_every_case_is_counted_once(record: backtest.Backtest) -> None:
    sizes = (
        record.scores.filter(pl.col("size") != "all")
        .group_by("horizon", "model")
        .agg(pl.col("cases").sum())
    )
    whole = record.scores.filter(pl.col("size") == "all").select("horizon", "model", "cases")
    assert_frame_equal(sizes, whole, check_row_order=False)


def test_skill_is_against_the_yardstick_on_the_same_cases(record: backtest.Backtest) -> None:
    rows = record.scores.filter((pl.col("size") == "all") & (pl.col("horizon") == 1))
    energy = dict(rows.select("model", "energy").iter_rows())
    skill = dict(rows.select("model", "skill_dirichlet").iter_rows())
    assert skill["hurdle"] == pytest.approx(1 - energy["hurdle"] / energy["dirichlet"])
    assert skill["dirichlet"] == 0


def test_points_have_no_intervals_and_no_log_score(record: backtest.Backtest) -> None:
    points = record.scores.filter(pl.col("model") == "persistence")
    assert points["cover80"].null_count() == points["log_score"].null_count() == points.height


def test_calibration_adds_up_to_one_leader_a_case(record: backtest.Backtest) -> None:
    led = record.calibration.filter((pl.col("model") == "dirichlet") & (pl.col("horizon") == 1))
    cases = record.scores.filter((pl.col("size") == "all") & (pl.col("horizon") == 1))["cases"][0]
    assert (led["forecast"] * led["cases"]).sum() == pytest.approx(cases)


def test_the_choice_has_the_truest_intervals_of_those_with_the_best_energy() -> None:
    rows = pl.DataFrame(
        {
            "horizon": [1, 1, 1, 5, 5],
            "model": ["sharp", "sound", "dull", "one", "point"],
            "size": ["all"] * 5,
            "energy": [0.300, 0.302, 0.350, 0.40, 0.10],
            "cover80": [0.70, 0.81, 0.80, 0.60, None],
            "cover95": [0.90, 0.96, 0.95, 0.70, None],
        }
    )
    assert backtest.chosen(rows) == {1: "sound", 5: "one"}


def test_years_that_are_not_covered_are_not_scored() -> None:
    known = HISTORY.volume[..., : 2005 - HISTORY.first + 1]
    covered = np.ones((len(known), known.shape[-1]), dtype=bool)
    covered[0, 1990 - HISTORY.first] = False
    asked = known, HISTORY.first, 2000, (2002,), 3, 20, 0
    whole, less = (
        set(backtest.score_block(backtest.Block(*asked, covered=mask))["recipient"])
        for mask in (None, covered)
    )
    assert whole - less == {0}
