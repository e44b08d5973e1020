"""What is read off an outlook's draws, as tables: who leads, shares, entries, volumes.

Every table sets what happened beside the forecast, null where it is not yet known; of a window that
is known in part, shares, leaders and entries are those up to `Outlook.known_to`, and its volume is
null. Intervals are the shortest that hold 50, 80 and 95 % of the draws, the same that the backtest
counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from counterpoise import schema
from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts.logit_walk import FLOOR
from counterpoise.models.forecasts.share_forecast import Floats, Singles
from counterpoise.models.forecasts.supply_features import recent_shares
from counterpoise.reference import states
from counterpoise.scenarios.outlook.forecast import Outlook

ENTRY_YEARS: Final = 10
"""A supplier that delivered nothing for so long before the origin would enter."""
PAST_YEARS: Final = 5
LUCK: Final = 2.0
"""Variances of the draws up to which probabilities are taken for the same."""
LEAST: Final = FLOOR
"""Part of all from which a supplier delivers: below it the models tell a share from none by chance."""
SHOWN: Final = 0.005
"""Probability or mean share below which a supplier is left out of a table."""


def leaders(outlook: Outlook) -> pl.DataFrame:
    """Return `supplier`, `probability` that it leads the window, `happened`; likeliest first."""
    probability = forecast_scores.lead_probability(outlook.share[None])[0]
    came = _window(outlook)
    led = None if came is None else np.arange(len(came)) == came.argmax()
    table = pl.DataFrame(
        {"supplier": outlook.suppliers, "probability": probability, "happened": led}
    )
    return _shown(table.cast({"happened": pl.Boolean}), "probability", "happened")


def leaders_by_year(outlook: Outlook) -> pl.DataFrame:
    """Return `supplier`, `year`, `probability` that it leads that year given any delivery, `happened`."""
    tables = []
    for step in range(outlook.path.shape[-1]):
        year = outlook.as_of + step + 1
        path = outlook.path[..., step]
        some = path[path.sum(axis=1) > 0]
        probability = forecast_scores.lead_probability(some[None])[0] if len(some) else np.nan
        came = _came(outlook, year, year)
        led = None if came is None else np.arange(len(came)) == came.argmax()
        table = pl.DataFrame(
            {"supplier": outlook.suppliers, "probability": probability, "happened": led}
        ).cast({"happened": pl.Boolean})
        table = table.with_columns(pl.lit(year).alias("year"))
        tables.append(_shown(table, "probability", "happened"))
    return pl.concat(tables).select("supplier", "year", "probability", "happened")


def shares(outlook: Outlook, *, also: Sequence[str] = ()) -> pl.DataFrame:
    """Return each supplier's share of the window: `past` (5 years), `mean`, intervals, `happened`.

    `leads` is the probability that it is the largest. Suppliers in `also` are told in any case.
    """
    came = _window(outlook)
    table = pl.DataFrame(
        {
            "supplier": outlook.suppliers,
            "past": recent_shares(outlook.past.volume, PAST_YEARS)[0],
            "leads": forecast_scores.lead_probability(outlook.share[None])[0],
            **_spread(outlook.share),
            "happened": came,
        }
    ).cast({"happened": pl.Float64})
    return _shown(table, "mean", "past", "happened", also=also)


def fan(outlook: Outlook) -> pl.DataFrame:
    """Return shares of the windows from the origin to each `year`, with what happened.

    These widening windows are what the backtest scores, one by one. Suppliers are those of `shares`,
    in its order.
    """
    shown = shares(outlook)["supplier"].to_list()
    places = [outlook.suppliers.index(supplier) for supplier in shown]
    tables = []
    for step, share in enumerate(outlook.widening):
        year = outlook.as_of + step + 1
        came = _came(outlook, outlook.as_of + 1, year)
        columns = {
            "supplier": shown,
            "year": [year] * len(shown),
            **_spread(share[:, places]),
            "happened": None if came is None else came[places],
        }
        tables.append(
            pl.DataFrame(columns, schema_overrides={"year": pl.Int32, "happened": pl.Float64})
        )
    return pl.concat(tables)


def entries(outlook: Outlook, *, also: Sequence[str] = ()) -> pl.DataFrame:
    """Return `supplier`, `probability` that it delivers in the window, `happened`: newcomers only.

    A newcomer delivered nothing in the ten years to the origin, and is still there. It delivers if it
    has `LEAST` of the window. Those in `also` are told in any case.
    """
    before = (outlook.past.volume[0, :, -ENTRY_YEARS:] > 0).any(axis=-1)
    gone = [
        one == outlook.state or (states.ended(one) or schema.FAR_YEAR) <= outlook.as_of
        for one in outlook.suppliers
    ]
    came = _volume(outlook, outlook.as_of + 1, outlook.known_to)
    probability = outlook.anything * (outlook.share >= LEAST).mean(axis=0)
    table = pl.DataFrame(
        {
            "supplier": outlook.suppliers,
            "probability": probability,
            "happened": None if came is None else (came > 0) & (came >= LEAST * came.sum()),
        }
    ).cast({"happened": pl.Boolean})
    table = table.filter(~pl.Series(before | np.array(gone)))
    return _shown(table, "probability", "happened", also=also)


def alike(outlook: Outlook, entries: pl.DataFrame) -> bool:
    """Return whether newcomers differ by no more than the luck of the draws.

    A model of shares alone knows nothing of those who had none: it gives all the same chance, and an
    order of them would be one of chance. Told by the variance of the probabilities, up to `LUCK` times
    that of as many draws with one probability.
    """
    probability = entries["probability"].to_numpy()
    if len(probability) < 2:
        return False
    middle = float(probability.mean())
    return float(probability.var()) <= LUCK * middle * (1 - middle) / len(outlook.volume)


def effective(outlook: Outlook) -> pl.DataFrame:
    """Return one row on the effective number of partners, 1 over the sum of squared shares."""
    drawn = 1 / (outlook.share.astype(float) ** 2).sum(axis=1)
    past, came = recent_shares(outlook.past.volume, PAST_YEARS)[0], _window(outlook)
    row = {
        "past": [1 / (past**2).sum() if past.any() else None],
        **_spread(drawn[:, None]),
        "happened": [None if came is None else 1 / (came**2).sum()],
    }
    return pl.DataFrame(row, schema_overrides={"past": pl.Float64, "happened": pl.Float64})


def volumes(outlook: Outlook) -> pl.DataFrame:
    """Return `years` (the window first, then each year), volume with intervals, `happened`.

    Years without any delivery are among the draws: the chance of none at all is in them.
    """
    nothing = np.random.default_rng(0).random(len(outlook.volume)) >= outlook.anything
    drawn = outlook.path.sum(axis=1, dtype=float)
    drawn[nothing] = 0.0
    columns = np.column_stack([drawn.sum(axis=1), drawn])
    first, last = outlook.as_of + 1, outlook.to
    spans = [(first, last), *((year, year) for year in range(first, last + 1))]
    came = [_volume(outlook, *span) for span in spans]
    return pl.DataFrame(
        {
            "years": [f"{one}–{two}" if one != two else str(one) for one, two in spans],
            **_spread(columns),
            "happened": [None if volume is None else float(volume.sum()) for volume in came],
        },
        schema_overrides={"happened": pl.Float64},
    )


def beside(outlook: Outlook) -> pl.DataFrame:
    """Return mean shares of the model and of the yardsticks, a column each, with what happened."""
    came = _window(outlook)
    table = pl.DataFrame(
        {
            "supplier": outlook.suppliers,
            outlook.model: outlook.share.mean(axis=0, dtype=float),
            **{name: share for name, share in outlook.beside.items() if name != outlook.model},
            "happened": came,
        }
    ).cast({"happened": pl.Float64})
    return _shown(table, outlook.model, "persistence", "happened")


def _spread(drawn: Singles | Floats) -> dict[str, Floats]:
    """Return mean, median and intervals of draws along the first axis."""
    across = np.asarray(drawn, dtype=float).T
    columns = {"mean": across.mean(axis=-1), "median": np.median(across, axis=-1)}
    low, high = np.full(len(across), np.inf), np.full(len(across), -np.inf)
    levels = forecast_scores.LEVELS
    for level, ends in zip(levels, forecast_scores.intervals(across, levels), strict=True):
        # The shortest of a higher level may leave out an end of a lower one: it is taken in.
        low, high = np.minimum(low, ends[0]), np.maximum(high, ends[1])
        columns |= {f"low{level * 100:.0f}": low, f"high{level * 100:.0f}": high}
    return columns


def _volume(outlook: Outlook, first: int, last: int) -> Floats | None:
    """Return what each supplier delivered from `first` to `last`, None if not all is known."""
    if not first <= last <= outlook.came.last:
        return None
    return np.asarray(outlook.came.window(first, last)[0])


def _came(outlook: Outlook, first: int, last: int) -> Floats | None:
    """Return the true shares, None if not all is known or nothing was delivered."""
    volume = _volume(outlook, first, last)
    if volume is None or not volume.any():
        return None
    return np.asarray(volume / volume.sum())


def _window(outlook: Outlook) -> Floats | None:
    """Return the true shares of the window as far as it is known, None if none of it is."""
    return _came(outlook, outlook.as_of + 1, outlook.known_to)


def _shown(table: pl.DataFrame, by: str, *others: str, also: Sequence[str] = ()) -> pl.DataFrame:
    """Return rows worth showing: likely, or with something in the other columns; largest first."""
    worth = (pl.col(by) >= SHOWN) | pl.col("supplier").is_in(list(also))
    for other in others:
        worth |= pl.col(other).cast(pl.Float64).fill_null(0.0) >= SHOWN
    return table.filter(worth).sort(by, "supplier", descending=[True, False])
