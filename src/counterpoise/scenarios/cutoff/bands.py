"""Bands over the draws of an elasticity: 5, 50 and 95 %."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.scenarios.horizons import QUANTILES

SUFFIXES = ("_low", "", "_high")


METHOD: Final = "hazen"
"""Of quantiles: one draw comes from the middle of each of as many equal slices."""


def columns(draws: Mapping[str, NDArray[np.float64]]) -> dict[str, pl.Series]:
    """Return for each figure, shape (b, n), its quantiles over b as three columns of n rows.

    `x_low`, `x` and `x_high` are the 5, 50 and 95 % quantiles; what is not defined in some draw
    (NaN) is null.
    """
    found: dict[str, pl.Series] = {}
    for name, values in draws.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            ends = np.quantile(values, QUANTILES, axis=0, method=METHOD)
        for suffix, row in zip(SUFFIXES, ends, strict=True):
            found[name + suffix] = pl.Series(row, nan_to_null=True)
    return {name: found[name] for name in _middle_first(found)}


def _middle_first(found: Mapping[str, pl.Series]) -> list[str]:
    """Return the names with each figure's median before its ends."""
    names = [name for name in found if not name.endswith(("_low", "_high"))]
    return [name + suffix for name in names for suffix in ("", "_low", "_high")]
