"""What it costs to fit the models of an outlook and to draw from them, for all recipients.

Run ``python bench/outlook.py`` from the repository (``--against PATH``: see `timing.py`). It runs on
made-up deliveries of the register's size and as rare (190 recipients, 136 suppliers, 75 years; of 1.9
million cells 24,000 with deliveries), or on the register itself if it is in the store (`counterpoise
add sipri_arms_deals FILE…`). The tuned Dirichlet, which a user may write in a page of NumPy, is the
yardstick of the forecasts' worth; no other program that we know of makes the same forecasts.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import timing

from counterpoise.models.forecasts import share_models
from counterpoise.models.forecasts.supply_features import World
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import histories
from counterpoise.scenarios.outlook.histories import History

SHAPE = (190, 136, 75)
ORIGIN = 2015


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


def past() -> Any:
    return deliveries().until(ORIGIN).volume


def fitted(volume: Any) -> Any:
    return share_models.fit(volume, horizon=5, rng=np.random.default_rng(0))


def drawn(given: tuple[Any, Any]) -> Any:
    volume, models = given
    return models.draw(volume, world=World.of(volume), draws=200, rng=np.random.default_rng(1))


def ready() -> tuple[Any, Any]:
    volume = past()
    return volume, fitted(volume)


LINES = {
    "fit, five years ahead": timing.Line(fitted, ready=past),
    "200 draws for every recipient": timing.Line(drawn, ready=ready),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
