"""Settings of a model are tried on past origins, and the energy score says which is best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts.share_forecast import Floats, ShareModel, lessons
from counterpoise.models.forecasts.supply_features import Flags, World, recent_shares

ORIGINS: Final = 6
"""Past origins tried, every second of the last twelve."""
RECIPIENTS: Final = 48
"""Recipients of each origin tried; of more, every second, third, ... is taken."""
DRAWS: Final = 24
INTERVAL_DRAWS: Final = 120
INTERVAL_LEVELS: Final = (0.8, 0.95)


@dataclass(frozen=True)
class Example:
    """Some recipients at a past origin, and the shares of the window that came."""

    past: Floats
    came: Floats
    world: World


def past_examples(volume: Floats, *, horizon: int, covered: Flags | None = None) -> list[Example]:
    """Return what settings are tried on: origins whose windows lie within `volume`."""
    examples = []
    taught = lessons(volume, horizon=horizon, most=2 * ORIGINS, covered=covered)
    for lesson in list(taught)[::-2]:
        told = np.flatnonzero(lesson.told)
        told = told[:: -(-len(told) // RECIPIENTS)] if len(told) else told
        window = lesson.window[told]
        world = World.of(lesson.past)
        # Suppliers without a part in it only take time.
        some = (world.share_5 > 0) | (window.sum(axis=0) > 0)
        came = window[:, some] / window.sum(axis=-1, keepdims=True)
        examples.append(Example(lesson.past[told][:, some], came, world.some(some)))
    return examples


def mean_energy(model: ShareModel, examples: list[Example], *, seed: int) -> float:
    """Return the mean energy score over examples, each model with the same chances."""
    scores = [
        forecast_scores.energy(
            model.draw(
                example.past, world=example.world, draws=DRAWS, rng=np.random.default_rng(seed)
            ),
            example.came,
        )
        for example in examples
    ]
    return float(np.concatenate(scores).mean())


def coverage_error(model: ShareModel, examples: list[Example], *, seed: int) -> float:
    """Return how far intervals of the present leader's share are from their level, summed."""
    held: list[list[NDArray[np.bool_]]] = []
    for example in examples:
        rng = np.random.default_rng(seed)
        drawn = model.draw(example.past, world=example.world, draws=INTERVAL_DRAWS, rng=rng)
        leader = recent_shares(example.past, 5).argmax(axis=1)
        each = np.arange(len(leader))
        own, came = drawn[each, :, leader], example.came[each, leader]
        held.append(forecast_scores.covered(own, came, INTERVAL_LEVELS))
    reached = np.concatenate(held, axis=1).mean(axis=1)
    return float(np.abs(reached - INTERVAL_LEVELS).sum())
