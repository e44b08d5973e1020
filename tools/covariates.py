"""Whether alignment, rivalry and embargoes in force make forecasts of arms suppliers better.

``python tools/covariates.py`` gives the hurdle more features and scores it on every third development
origin of the backtest, never on a held-out one. It needs the arms register in the store (``counterpoise
add sipri_arms_deals FILE``) and five minutes of CPU. `gain` is in %, `error` clustered by recipient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from counterpoise.models.forecasts import hurdle, residuals, ridge
from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts.hurdle import Hurdle
from counterpoise.models.forecasts.share_forecast import Floats, has_history, lessons
from counterpoise.models.forecasts.supply_features import World, known, recent_shares
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.scenarios.outlook import backtest, episodes, histories, interventions
from counterpoise.scenarios.outlook.histories import History

HORIZONS, EVERY = (1, 5), 3
LIVING = states.living_on()
Models = dict[str, Hurdle]
SETS = {"none": [], "alignment": [0, 1, 2], "rivalry": [3, 4, 5], "embargo": [6, 7]}
SETS["all"] = list(range(8))


class Covariates:
    """What is held on pairs of states, as columns at an origin."""

    def __init__(self, store: Store) -> None:
        points = store.holding("ideal_points").scan().filter(indicator="ideal_point")
        self.points = points.sort("year").collect()
        self.rivalries = store.holding("rivalries_thompson").scan().collect()
        self.episodes = episodes.read()

    def at(self, origin: History) -> Floats:
        """Return the columns of all sets in the last year, [recipient, supplier, column]."""
        past, year, suppliers = origin.volume, origin.last, origin.suppliers
        share, new = recent_shares(past, 5), ~(past[..., -10:] > 0).any(axis=-1)
        buyer, seller = (self.points_of(names, year) for names in (origin.recipients, suppliers))
        far = np.abs(buyer[:, None] - seller)
        distance = np.nan_to_num(far - np.nanmean(far))
        either = self.rivalries.filter(year=year)
        rivals = [*either["origin", "destination"].rows(), *either["destination", "origin"].rows()]
        rival = grid(rivals, origin.recipients, suppliers)
        of_main = grid(rivals, [suppliers[place] for place in share.argmax(axis=1)], suppliers)
        refused = episodes.active(self.episodes, year)["recipient", "supplier"].rows()
        embargo = grid(refused, origin.recipients, suppliers)
        columns = (distance, distance * new, np.isnan(far), rival, rival * new, of_main)
        return np.stack([*columns, embargo, embargo * share], axis=-1)

    def points_of(self, names: Iterable[str], year: int) -> Floats:
        """Return ideal points in votes, the last known within five years."""
        recent = self.points.filter(pl.col("year").is_between(year - 4, year))
        last = {LIVING.get(state, state): value for state, value in recent["state", "value"].rows()}
        return np.array([last.get(name, np.nan) for name in names])


def grid(pairs: list[tuple[str, str]], first: Iterable[str], second: Iterable[str]) -> Floats:
    """Return 1 where a pair of names is among `pairs`, else 0."""
    held = {tuple(LIVING.get(name, name) for name in pair) for pair in pairs}
    return np.array([[(one, other) in held for other in second] for one in first], dtype=float)


@dataclass(frozen=True)
class Widened(Hurdle):
    """The hurdle with more features, [recipient, supplier, column], at one origin."""

    more: Floats

    def expected(self, volume: Floats, *, world: World) -> tuple[Floats, Floats]:
        at = known(volume, world)
        features = np.concatenate([at.features, self.more], axis=-1)
        probability = ridge.logistic(ridge.predicted(features, self.activity))
        scale = np.log(self.horizon * np.where(at.scale > 0, at.scale, world.typical))
        level = ridge.predicted(features, self.amount) + scale[:, None]
        return np.where(at.candidate, probability, self.newcomer), level


def fits(taught: History, horizon: int, covariates: Covariates) -> Models:
    """Return the hurdle of each set; that of none is what `hurdle.fit` returns."""
    newcomer = hurdle.fit(taught.volume, horizon=horizon).newcomer
    own, more, amounts = [], [], []
    for lesson in lessons(taught.volume, horizon=horizon):
        at = known(lesson.past, World.of(lesson.past))
        some = at.candidate & lesson.told[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            amounts.append(np.log(lesson.window / (horizon * at.scale)[:, None])[some])
        own.append(at.features[some])
        year = taught.first + lesson.past.shape[-1] - 1
        more.append(covariates.at(taught.until(year))[some])
    base, extra, amount = np.concatenate(own), np.concatenate(more), np.concatenate(amounts)
    wide = {name: np.hstack([base, extra[:, some]]) for name, some in SETS.items()}
    return {name: fitted(wide[name], amount, horizon, newcomer) for name in SETS}


def fitted(features: Floats, amount: Floats, horizon: int, newcomer: float) -> Hurdle:
    active = np.isfinite(amount)
    activity = ridge.binary(features, active, penalty=hurdle.PENALTY)
    level = ridge.linear(features[active], amount[active], penalty=hurdle.PENALTY)
    error = amount[active] - ridge.predicted(features[active], level)
    probability = ridge.logistic(ridge.predicted(features[active], activity))
    place = np.digitize(probability, hurdle.CLASSES)
    table = residuals.kept(error, place, classes=len(hurdle.CLASSES) + 1)
    return Hurdle(horizon, activity, level, table, newcomer)


def scores(origin: History, window: Floats, more: Floats, models: Models) -> Iterator[pl.DataFrame]:
    """Yield one table per set: a row for each recipient with a history and a window."""
    told = has_history(origin.volume) & (window.sum(axis=1) > 0)
    past, came = origin.volume[told], window[told] / window[told].sum(axis=1, keepdims=True)
    each, leader = np.arange(len(came)), recent_shares(past, 5).argmax(axis=1)
    for name, model in models.items():
        wide = Widened(**vars(model), more=more[told][..., SETS[name]])
        chances = np.random.default_rng((model.horizon, origin.last))
        drawn = wide.draw(past, world=World.of(origin.volume), draws=backtest.DRAWS, rng=chances)
        lead, own = drawn[each, :, leader], came[each, leader]
        inside = forecast_scores.covered(lead, own, (0.8, 0.95))
        held = dict(zip(("cover80", "cover95"), inside, strict=True))
        row = pl.DataFrame(held).with_columns(recipient=np.flatnonzero(told))
        row = row.with_columns(energy=forecast_scores.energy(drawn, came), set=pl.lit(name))
        yield row.with_columns(horizon=model.horizon, origin=origin.last)


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return mean scores by horizon and set, and the gain in energy score with its error."""
    by, of_none = ["horizon", "set"], pl.col("energy").filter(set="none")
    less = of_none.first().over("horizon", "origin", "recipient") - pl.col("energy")
    rows = rows.with_columns(gain=100 * less / of_none.mean().over("horizon"))
    rows = rows.with_columns(off=pl.col("gain") - pl.col("gain").mean().over(by))
    squares = pl.col("off") * pl.col("off").sum().over(*by, "recipient")
    means = pl.col("energy", "gain", "cover80", "cover95").mean()
    grouped = rows.group_by(by, maintain_order=True)
    return grouped.agg(means, error=squares.sum().sqrt() / pl.len(), cases=pl.len())


def main() -> None:
    store = Store.open()
    history = histories.history(store, interventions.CHANNEL, source="sipri_arms_deals")
    covariates, rows = Covariates(store), list[pl.DataFrame]()
    for horizon in HORIZONS:
        latest = history.last - horizon - backtest.HELD_OUT_YEARS
        for year in range(backtest.FIRST_ORIGIN, latest + 1, EVERY):
            models = fits(history.until(backtest.refit_year(year)), horizon, covariates)
            window, origin = history.window(year + 1, year + horizon), history.until(year)
            rows += scores(origin, window, covariates.at(origin), models)
    print(table(pl.concat(rows)).write_csv(float_precision=4))


if __name__ == "__main__":
    main()
