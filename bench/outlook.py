"""How long a forecast of all recipients takes, and a whole backtest, with its memory.

    python bench/outlook.py                  # fit and forecast for all recipients of one origin
    python bench/outlook.py backtest         # the backtest of arms, in two processes
    python bench/outlook.py backtest trade   # and that of trade, from the embedded evidence

Runs on made-up deliveries of the register's size and as rare (190 recipients, 136 suppliers, 75
years; of 1.9 million cells 24,000 with deliveries), or on the register itself if it is in the store
(`counterpoise add sipri_arms_deals FILE`).
"""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from counterpoise.models.forecasts import share_models
from counterpoise.models.forecasts.supply_features import World
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import backtest, histories
from counterpoise.scenarios.outlook.histories import History

SHAPE = (190, 136, 75)
ORIGIN = 2015
PROCESSES = 2


def deliveries() -> History:
    if Store.open().holdings("sipri_arms_deals"):
        return histories.history(Store.open(), "arms", source="sipri_arms_deals")
    rng = np.random.default_rng(0)
    size = rng.lognormal(0, 3, size=(1, SHAPE[1], 1))
    tie = 7 * size / size.max() * rng.gamma(0.1, size=(*SHAPE[:2], 1))
    begun = [rng.integers(-60, last, size=each) for last, each in ((80, SHAPE[0]), (40, SHAPE[1]))]
    there = np.arange(SHAPE[2]) >= np.maximum(*np.ix_(*begun))[:, :, None]
    delivered = (rng.random(SHAPE) < np.minimum(tie, 0.7)) & there
    volume = delivered * rng.lognormal(3, 1.5, size=SHAPE)
    recipients, suppliers = ([f"{side}{n}" for n in range(SHAPE[i])] for i, side in enumerate("RS"))
    return History(volume, tuple(recipients), tuple(suppliers), 1950, 2024, "arms", "made_up", "1")


def one_origin(history: History) -> None:
    past = history.until(ORIGIN).volume
    for horizon in backtest.HORIZONS:
        start, cpu = time.perf_counter(), time.process_time()
        models = share_models.fit(past, horizon=horizon, rng=np.random.default_rng(0))
        fitted = time.process_time() - cpu
        models.draw(past, world=World.of(past), draws=200, rng=np.random.default_rng(1))
        print(
            f"{horizon:2} years: fitted and drawn in {time.perf_counter() - start:.1f} s,"
            f" {time.process_time() - cpu:.1f} s of CPU ({fitted:.1f} of them to fit)"
        )


def whole(history: History) -> None:
    start = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as executor:
        record = backtest.backtest(history, channel="any", executor=executor)
    own = resource.getrusage(resource.RUSAGE_SELF)
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{record.scores['cases'].sum():,} rows of scores in {time.perf_counter() - start:.0f} s,"
    )
    print(
        f"{child.ru_utime:.0f} s of CPU, at most {(own.ru_maxrss + PROCESSES * child.ru_maxrss) / 1e6:.1f} GB"
    )


if __name__ == "__main__":
    trade = "trade" in sys.argv
    held = (
        histories.history(Store.open(), "goods", source="cow_trade").since(1946)
        if trade
        else deliveries()
    )
    print(f"source {held.source}, shape {held.volume.shape}")
    if "backtest" in sys.argv:
        whole(held)
    else:
        one_origin(held)
