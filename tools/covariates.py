"""Whether alignment, rivalry and embargoes in force make forecasts of arms suppliers better.

``python tools/covariates.py`` gives the hurdle more features, each set alone and all at once, fits it
as the backtest does, and scores it with the same chances on every third development origin: the
held-out origins are not touched. It needs the whole arms register in the store (``counterpoise add
sipri_arms_deals FILE``) and some minutes of CPU.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from counterpoise.models import forecast_scores, hurdle, residuals, ridge
from counterpoise.models.share_forecast import Floats, has_history, lessons
from counterpoise.models.supply_features import World, known, recent_shares
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.scenarios import backtest, episodes, histories, interventions
from counterpoise.scenarios.histories import History

HORIZONS, EVERY, DRAWS = (1, 5), 3, 100
LATELY = 3
"""Years within which an embargo is new."""
SETS = {
    "none": (),
    "alignment": ("distance", "distance x new partner", "change in 5 years", "distance unknown"),
    "rivalry, Thompson": ("rival", "rival x new partner", "rival of the main supplier"),
    "rivalry, Dreyer": ("Dreyer", "Dreyer x new partner", "Dreyer, main supplier"),
    "embargo": ("full", "partial", "any x share of 5 years", "new, any"),
}
COLUMNS = [column for columns in SETS.values() for column in columns]
ALL = SETS | {"all": tuple(name for name in COLUMNS if not name.startswith("Dreyer"))}


class Covariates:
    """What is held on pairs of a history's states; grids are [state, state] in order of `names`."""

    def __init__(self, store: Store, history: History) -> None:
        self.first = history.first
        names = sorted({*history.recipients, *history.suppliers})
        self.place = {name: place for place, name in enumerate(names)}
        self.recipients = np.array([self.place[name] for name in history.recipients])
        self.suppliers = np.array([self.place[name] for name in history.suppliers])
        self.points = store.holding("ideal_points").scan().collect()
        self.rivalries = [
            store.holding(source).scan().collect()
            for source in ("rivalries_thompson", "rivalries_dreyer")
        ]
        self.episodes = episodes.read()

    def at(self, past: Floats) -> Floats:
        """Return `COLUMNS` at the end of `past`, shape (recipients, suppliers, columns)."""
        year = self.first + past.shape[-1] - 1
        pairs = np.ix_(self.recipients, self.suppliers)
        share, new = recent_shares(past, 5), ~(past[..., -10:] > 0).any(axis=-1)
        far, before = self.distance(year)[pairs], self.distance(year - 5)[pairs]
        distance = np.nan_to_num(far - np.nanmean(far))
        columns = [distance, distance * new, np.nan_to_num(far - before), np.isnan(far)]
        main = np.ix_(self.suppliers[share.argmax(axis=1)], self.suppliers)
        for rivalries in self.rivalries:
            rival = self.rivals(rivalries, year)
            columns += [rival[pairs], rival[pairs] * new, rival[main]]
        full, partial, lately = (grid[pairs] for grid in self.embargoes(year))
        return np.stack([*columns, full, partial, (full + partial) * share, lately], axis=-1)

    def distance(self, year: int) -> Floats:
        """Return distances of ideal points, each the last one known within five years."""
        recent = pl.col("year").is_between(year - 4, year) & (pl.col("indicator") == "ideal_point")
        at = np.full(len(self.place), np.nan)
        for state, value in self.points.filter(recent).sort("year")["state", "value"].iter_rows():
            name = states.living_on().get(state, state)
            if name in self.place:
                at[self.place[name]] = value
        return np.abs(at[:, None] - at)

    def rivals(self, rivalries: pl.DataFrame, year: int) -> Floats:
        """Return 1 for rivals of the year, or of the last year that the authors looked at."""
        looked = min(year, int(rivalries["year"].to_numpy().max()))
        one_way = self.grid(rivalries.filter(year=looked)["origin", "destination"])
        return np.maximum(one_way, one_way.T)

    def embargoes(self, year: int) -> Iterator[Floats]:
        """Yield embargoes in force, recipient first: full, partial, and new ones of either kind."""
        held = episodes.active(self.episodes, year)
        scope = pl.col("scope")
        for some in (scope == "full", scope == "partial", pl.col("year") > year - LATELY):
            yield self.grid(held.filter(some)["recipient", "supplier"])

    def grid(self, pairs: pl.DataFrame) -> Floats:
        grid = np.zeros((len(self.place), len(self.place)))
        for names in pairs.iter_rows():
            one, other = (self.place.get(states.living_on().get(name, name)) for name in names)
            if one is not None and other is not None:
                grid[one, other] = 1
        return grid


@dataclass(frozen=True)
class Widened(hurdle.Hurdle):
    """The hurdle with more features, shape (recipients, suppliers, columns), at one origin."""

    more: Floats

    def expected(self, volume: Floats, *, world: World) -> tuple[Floats, Floats]:
        at = known(volume, world)
        features = np.concatenate([at.features, self.more], axis=-1)
        probability = ridge.logistic(ridge.predicted(features, self.activity))
        scale = np.log(self.horizon * np.where(at.scale > 0, at.scale, world.typical))
        level = ridge.predicted(features, self.amount) + scale[:, None]
        return np.where(at.candidate, probability, self.newcomer), level


def fits(volume: Floats, horizon: int, covariates: Covariates) -> dict[str, hurdle.Hurdle]:
    """Return the hurdle of each set, fitted as `hurdle.fit` does."""
    features, amounts, strangers = [], [], []
    for lesson in lessons(volume, horizon=horizon):
        at = known(lesson.past, World.of(lesson.past))
        told = lesson.told[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            amount = np.log(lesson.window / (horizon * at.scale)[:, None])
        both = np.concatenate([at.features, covariates.at(lesson.past)], axis=-1)
        features.append(both[at.candidate & told])
        amounts.append(amount[at.candidate & told])
        strangers.append(lesson.window[~at.candidate & told] > 0)
    newcomer = max(float(np.concatenate(strangers).mean()), hurdle.LEAST)
    every, amount = np.concatenate(features), np.concatenate(amounts)
    return {
        name: fitted(every[:, kept(name, every.shape[1])], amount, horizon, newcomer)
        for name in ALL
    }


def kept(name: str, width: int) -> list[int]:
    """Return the places of the hurdle's own features and of a set's columns."""
    own = width - len(COLUMNS)
    return [*range(own), *(own + COLUMNS.index(column) for column in ALL[name])]


def fitted(features: Floats, amount: Floats, horizon: int, newcomer: float) -> hurdle.Hurdle:
    active = np.isfinite(amount)
    activity = ridge.binary(features, active, penalty=hurdle.PENALTY)
    level = ridge.linear(features[active], amount[active], penalty=hurdle.PENALTY)
    error = amount[active] - ridge.predicted(features[active], level)
    probability = ridge.logistic(ridge.predicted(features[active], activity))
    place = np.digitize(probability, hurdle.CLASSES)
    table = residuals.kept(error, place, classes=len(hurdle.CLASSES) + 1)
    return hurdle.Hurdle(horizon, activity, level, table, newcomer)


def scores(history: History, origin: int, covariates: Covariates, models: dict[str, hurdle.Hurdle]):
    """Yield one table per set: a row for each recipient with a history and a window."""
    horizon = models["none"].horizon
    past, window = history.until(origin).volume, history.window(origin + 1, origin + horizon)
    told = has_history(past) & (window.sum(axis=1) > 0)
    came = window[told] / window[told].sum(axis=1, keepdims=True)
    more, each = covariates.at(past)[told], np.arange(len(came))
    leader = recent_shares(past[told], 5).argmax(axis=1)
    for name, model in models.items():
        columns = [COLUMNS.index(column) for column in ALL[name]]
        wide = Widened(**vars(model), more=more[..., columns])
        chances = np.random.default_rng((horizon, origin))
        drawn = wide.draw(past[told], world=World.of(past), draws=DRAWS, rng=chances)
        lead, own = forecast_scores.lead_probability(drawn), drawn[each, :, leader]
        yield pl.DataFrame(
            {
                "recipient": np.flatnonzero(told),
                "energy": forecast_scores.energy(drawn, came),
                "crps": forecast_scores.crps_sum(drawn, came),
                "log_score": forecast_scores.log_score(lead, came, draws=DRAWS),
                "cover80": forecast_scores.covered(own, came[each, leader], 0.8),
                "cover95": forecast_scores.covered(own, came[each, leader], 0.95),
            }
        ).with_columns(horizon=pl.lit(horizon), origin=pl.lit(origin), set=pl.lit(name))


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return mean scores, and the gain in energy score in % with its error by recipient."""
    key = ["horizon", "origin", "recipient"]
    without = rows.filter(set="none").select(*key, without="energy")
    both = rows.join(without, on=key, validate="m:1", maintain_order="left")
    gained = (pl.col("without") - pl.col("energy")) / pl.col("without").mean() * 100
    both = both.with_columns(gain=gained.over("horizon", "set"))
    by = ["horizon", "set"]
    clusters = (
        both.with_columns(off=pl.col("gain") - pl.col("gain").mean().over(by))
        .group_by(*by, "recipient")
        .agg(pl.col("off").sum())
        .group_by(by)
        .agg(error=(pl.col("off") ** 2).sum().sqrt())
    )
    measures = pl.col("energy", "gain", "log_score", "cover80", "cover95").mean()
    means = both.group_by(by, maintain_order=True).agg(measures, cases=pl.len())
    return means.join(clusters, on=by, maintain_order="left").with_columns(
        error=pl.col("error") / pl.col("cases")
    )


def main() -> None:
    store = Store.open()
    history = histories.history(store, interventions.CHANNEL, source="sipri_arms_deals")
    covariates = Covariates(store, history)
    rows: list[pl.DataFrame] = []
    for horizon in HORIZONS:
        latest = history.last - horizon - backtest.HELD_OUT_YEARS
        for origin in range(backtest.FIRST_ORIGIN, latest + 1, EVERY):
            taught = history.until(backtest.refit_year(origin)).volume
            rows += scores(history, origin, covariates, fits(taught, horizon, covariates))
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_hide_dataframe_shape=True):
        print(table(pl.concat(rows)))


if __name__ == "__main__":
    main()
