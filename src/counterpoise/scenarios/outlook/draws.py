"""Draws of one state's window from what was trained, with interventions as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import UsageError
from counterpoise.models.forecasts import share_models
from counterpoise.models.forecasts.point_forecasts import POINT_NAMES
from counterpoise.models.forecasts.share_forecast import Floats, ShareModel, Singles
from counterpoise.models.forecasts.supply_features import World
from counterpoise.scenarios.outlook.histories import History
from counterpoise.scenarios.outlook.trained import Fitted, Trained

Shift = float | NDArray[np.float64]


@dataclass(frozen=True)
class Shifts:
    """Interventions as arrays: of shape (draws, suppliers), or zero if there is none."""

    activity: Floats
    volume: Floats

    @classmethod
    def of(
        cls,
        suppliers: tuple[str, ...],
        activity: Mapping[str, Shift] | None,
        volume: Mapping[str, Shift] | None,
        *,
        draws: int,
    ) -> Shifts:
        """Lay out shifts by supplier; an unknown supplier is refused."""
        return cls(
            *(_laid_out(suppliers, shift or {}, draws=draws) for shift in (activity, volume))
        )

    @property
    def none(self) -> bool:
        return not (self.activity.any() or self.volume.any())


def _laid_out(suppliers: tuple[str, ...], shift: Mapping[str, Shift], *, draws: int) -> Floats:
    laid = np.zeros((draws, len(suppliers)))
    for supplier, value in shift.items():
        if supplier not in suppliers:
            raise UsageError.not_among("The supplier of an intervention", supplier, suppliers)
        laid[:, suppliers.index(supplier)] = value
    return laid


@dataclass(frozen=True)
class Forecast:
    """One state's forecast from one origin, whatever the window."""

    learnt: Trained
    past: History
    world: World
    model: str
    shifts: Shifts
    draws: int
    seed: int

    def rng(self, use: int) -> np.random.Generator:
        """Return random numbers of their own for each length of window; 0 is for paths."""
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(use,)))

    def amounts(self, horizon: int) -> Singles:
        """Return volumes of the window, shape (draws, suppliers), given that there are any."""
        _, fitted = self.learnt.fitted(self.past.last, horizon)
        rng = self.rng(horizon)
        if self.model == "hurdle":
            drawn = fitted.models.hurdle.amounts(
                self.past.volume,
                world=self.world,
                draws=self.draws,
                rng=rng,
                activity_shift=self.shifts.activity[None],
                volume_shift=self.shifts.volume[None],
            )
            return np.asarray(drawn[0])
        if not self.shifts.none:
            raise UsageError(
                f"An intervention must enter the hurdle, not {self.model!r}.",
                attempt="name --model hurdle, or leave the intervention out",
            )
        share = self.share_model(fitted, self.model).draw(
            self.past.volume, world=self.world, draws=self.draws, rng=rng
        )
        total = fitted.totals.draw(self.past.volume, draws=self.draws, rng=rng)
        return np.asarray(share[0] * total[0, :, None], dtype=np.float32)

    def mean_share(self, model: str, horizon: int) -> Floats:
        """Return the mean shares that a model gives, shape (suppliers,)."""
        _, fitted = self.learnt.fitted(self.past.last, horizon)
        drawn = self.share_model(fitted, model).draw(
            self.past.volume, world=self.world, draws=self.draws, rng=self.rng(horizon)
        )
        return np.asarray(drawn[0].mean(axis=0), dtype=float)

    @staticmethod
    def share_model(fitted: Fitted, model: str) -> ShareModel:
        """Return a model by its name, or say which there are."""
        if model not in (*share_models.NAMES, *POINT_NAMES):
            raise UsageError.not_among("The model", model, share_models.NAMES)
        return fitted.models.named(model)


def shares_of(volume: Singles) -> Singles:
    """Return volumes, shape (draws, suppliers), over their sum."""
    return np.asarray(volume / volume.sum(axis=-1, keepdims=True))
