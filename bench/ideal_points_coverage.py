"""How often the intervals of ideal points hold the truth, where the truth is made up.

Run ``python bench/ideal_points_coverage.py`` from the repository; about two minutes.

Members, absences and roll calls are those of the embedded votes; positions are made up, and votes
drawn from them. `CHOSEN_ON` are the truths on which `WIDENING` was chosen, `CHECKED_ON` others, with
other seeds: movements of another kind, and roll calls dealt anew over the sessions where votes are few.
The terms of the error took their form with both in view; `LOOKED_AT_LAST` was run once all was fixed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from counterpoise.measures import positions
from counterpoise.measures._roll_calls import roll_calls
from counterpoise.models.votes.ideal_points import estimate as em
from counterpoise.models.votes.ideal_points.cuts import Comparisons
from counterpoise.models.votes.ideal_points.roll_calls import (
    QUANTILE_90,
    Floats,
    Positions,
    RollCalls,
    logistic,
    tally,
)
from counterpoise.models.votes.ideal_points.walk import Walk
from counterpoise.panel.store import Store

LEVELS: Final = {80: 1.2815515655, 90: QUANTILE_90, 95: 1.9599639845}
NATURAL: Final = 1.26
"""One standard deviation of positions on the scale of the walk's prior, as the real votes have it."""
NEW: Final = 3
"""So many first sessions of a seat count as new."""


@dataclass(frozen=True)
class Bench:
    """The real votes, what was estimated from them, and random numbers."""

    votes: RollCalls
    found: Positions
    rng: np.random.Generator

    @property
    def seats(self) -> int:
        return int(self.votes.seat.max()) + 1

    @property
    def first(self) -> np.ndarray:
        return np.r_[True, self.votes.seat[1:] != self.votes.seat[:-1]]

    @property
    def since(self) -> np.ndarray:
        """Return how many sessions a seat sat before each place."""
        index = np.arange(self.votes.places)
        return index - np.maximum.accumulate(np.where(self.first, index, 0))

    def homes(self) -> Floats:
        return self.rng.standard_normal(self.seats)[self.votes.seat]

    def skewed_homes(self) -> Floats:
        """Return homes with a long upper tail, as the real ones have it."""
        return ((self.rng.gamma(2.0, 1.0, self.seats) - 2.0) / np.sqrt(2.0))[self.votes.seat]

    def swings(
        self, step: Floats | float, *, back: float = 0.9, shocks: Floats | None = None
    ) -> Floats:
        """Return movements about homes: each session's is `back` times the last, and a step."""
        shocks = self.rng.standard_normal(self.votes.places) if shocks is None else shocks
        steps = np.where(self.first, 1.0 / np.sqrt(1.0 - back**2), 1.0) * step * shocks
        return self.added(steps, back)

    def added(self, steps: Floats, back: float = 1.0) -> Floats:
        away = steps.copy()
        for place in np.flatnonzero(~self.first):
            away[place] += back * away[place - 1]
        return away

    def by_seat(self, x: Floats) -> Floats:
        return x[self.votes.seat]


def mixed(of: Bench) -> Floats:
    """Return states of which each swings by a step of its own, around .15."""
    own = np.exp(of.rng.normal(np.log(0.15), 0.7, of.seats))
    return of.homes() + of.swings(of.by_seat(own))


def halves(of: Bench) -> Floats:
    own = np.where(of.rng.random(of.seats) < 0.5, 0.06, 0.35)
    return of.homes() + of.swings(of.by_seat(own))


def posterior(of: Bench) -> Floats:
    """Return the real estimate with an error drawn as the smoother, with cuts known, has it."""
    seen, walk = Comparisons.of(of.votes), Walk.of(of.votes, shrink=0.5, innovation=0.05)
    slope = seen.each(of.found.slope, of.found.slope)
    leaning = slope * of.found.position[seen.place]
    below = logistic(seen.each(of.found.cut, of.found.cut + of.found.gap) - leaning)
    weight = (slope / NATURAL) ** 2 * below * (1.0 - below)
    main = walk.diagonal + tally(seen.place, weight, of.votes.places)
    return of.found.position + walk_draw(walk, main, of.rng) / NATURAL


def walk_draw(walk: Walk, main: Floats, rng: np.random.Generator) -> Floats:
    """Return a draw whose precision has the diagonal `main` and the steps of the walk."""
    at = (walk.row, walk.seat)
    shape = int(walk.row.max()) + 1, int(walk.seat.max()) + 1
    down, off = np.ones(shape), np.zeros((shape[0] + 1, shape[1]))
    down[at], off[at] = main, -walk.step
    for t in range(1, shape[0]):
        down[t] -= off[t] ** 2 / down[t - 1]
    x = rng.standard_normal(shape) / np.sqrt(down)
    for t in range(shape[0] - 2, -1, -1):
        x[t] -= off[t + 1] / down[t] * x[t + 1]
    return x[at]


def walkers(of: Bench) -> Floats:
    return of.homes() + of.added(
        np.where(of.first, 0.0, 0.15 * of.rng.standard_normal(of.votes.places))
    )


def trends(of: Bench) -> Floats:
    slope = of.by_seat(0.015 * of.rng.standard_normal(of.seats))
    return of.homes() + slope * (of.votes.session - 40.0) + of.swings(0.1)


def heavy_shocks(of: Bench) -> Floats:
    shocks = of.rng.standard_t(3, of.votes.places)
    return of.homes() + of.swings(0.12, back=0.95, shocks=shocks)


def breaks(of: Bench) -> Floats:
    """Return states that stand still for 15 sessions or so, and then jump by a standard deviation."""
    broken = (of.rng.random(of.votes.places) < 1.0 / 15.0) & ~of.first
    jumps = np.where(broken, of.rng.standard_normal(of.votes.places), 0.0)
    return of.homes() + of.added(jumps) + 0.05 * of.rng.standard_normal(of.votes.places)


def cycles(of: Bench) -> Floats:
    period, reach = of.rng.uniform(8, 30, of.seats), of.rng.uniform(0, 1, of.seats)
    phase = of.rng.uniform(0, 2 * np.pi, of.seats)
    turn = 2 * np.pi * of.votes.session / of.by_seat(period) + of.by_seat(phase)
    return of.skewed_homes() + of.by_seat(reach) * np.sin(turn)


Truth = Callable[[Bench], Floats]

CHOSEN_ON: Final[dict[str, Truth]] = {
    "steady, step .08": lambda of: of.homes() + of.swings(0.08),
    "as the walk supposes, .18": lambda of: of.homes() + of.swings(0.18),
    "swinging, .30": lambda of: of.homes() + of.swings(0.30),
    "mixed": mixed,
    "drawn from the posterior": posterior,
}
CHECKED_ON: Final[dict[str, Truth]] = {
    "steady, skewed homes": lambda of: of.skewed_homes() + of.swings(0.05),
    "walking without end": walkers,
    "trends": trends,
    "swinging, .35, back soon": lambda of: of.homes() + of.swings(0.35, back=0.8),
    "heavy-tailed steps": heavy_shocks,
    "rare great breaks": breaks,
    "cycles": cycles,
    "half steady, half swinging": halves,
    "drawn from the posterior": posterior,
}


def blocs(of: Bench) -> Floats:
    """Return states of six blocs that swing together, each a little by itself."""
    bloc = of.by_seat(of.rng.integers(6, size=of.seats))
    session = of.votes.session - of.votes.session.min()
    steps = 0.12 * of.rng.standard_normal((6, int(session.max()) + 1))
    together = np.cumsum(steps, axis=1)[bloc, session]
    return of.homes() + together + of.swings(0.1)


def camps(of: Bench) -> Floats:
    """Return two camps, of whose members a third cross over once, in ten sessions."""
    side = np.where(of.rng.random(of.seats) < 0.35, 1.2, -0.6)
    crosses = of.rng.random(of.seats) < 1.0 / 3.0
    when = of.rng.uniform(5, 75, of.seats)
    over = 1.0 / (1.0 + np.exp(-(of.votes.session - of.by_seat(when)) / 2.5))
    over = 1.0 - 2.0 * over * of.by_seat(crosses)
    return of.by_seat(side) * over + 0.4 * of.homes() + of.swings(0.1)


LOOKED_AT_LAST: Final[dict[str, Truth]] = {
    "blocs that swing together": blocs,
    "two camps, some cross over": camps,
    "steady, step .12": lambda of: of.homes() + of.swings(0.12, back=0.8),
    "swinging, .25, slow to return": lambda of: of.homes() + of.swings(0.25, back=0.97),
}


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    embedded = Store.open().holding("unga_votes").scan().collect()
    table = roll_calls(embedded, by="session", issues=None)
    votes, _ = positions._coded(table, None, to_the_authors=False)
    found = em.estimate(votes)
    for title, truths, seed, anew in (
        ("chosen on", CHOSEN_ON, 11, False),
        ("checked on", CHECKED_ON, 23, True),
        ("looked at last", LOOKED_AT_LAST, 41, True),
    ):
        print(f"{title:34}  80 %  90 %  95 % | few votes, 90 % | first {NEW} sessions, 90 %")
        of = Bench(votes, found, np.random.default_rng(seed))
        rows = []
        for name, truth in truths.items():
            rows.append(rates(of, truth, few=False, anew=False))
            print(line(name, rows[-1]))
            rows.append(rates(of, truth, few=True, anew=anew))
            print(line(f"{name}; few votes", rows[-1]))
        print(line("all, pooled", np.nanmean(rows, axis=0)))


def line(name: str, row: Floats) -> str:
    return f"  {name:34}" + "  ".join(f"{rate:.3f}" for rate in row)


def rates(of: Bench, truth: Truth, *, few: bool, anew: bool) -> Floats:
    """Return the shares of places held at 80, 90 and 95 %; of those with few votes; of new ones."""
    votes, found, thinned = of.votes, of.found, np.zeros(of.votes.places, dtype=bool)
    if few:  # a fifth of the seats cast a tenth of their votes
        thinned = of.by_seat(of.rng.random(of.seats) < 0.2)
        kept = ~thinned[votes.place] | (of.rng.random(len(votes.choice)) < 0.1)
        votes = only(votes, kept)
    at = truth(of)
    at = (at - at.mean()) / at.std()
    if anew:
        dealt = of.rng.permutation(of.votes.roll_calls)
        found = replace(found, slope=found.slope[dealt], cut=found.cut[dealt], gap=found.gap[dealt])
    again = voted(votes, found, at, of.rng)
    estimate = em.estimate(again)
    deviation = (estimate.high - estimate.low) / 2.0 / QUANTILE_90
    off = np.abs(estimate.position - at) / deviation
    cast = tally(again.place, np.ones(len(again.place)), votes.places) > 0
    ninety = off < LEVELS[90]
    held = [np.mean(off[cast] < z) for z in LEVELS.values()]
    thin = ninety[cast & thinned].mean() if few else np.nan
    return np.array([*held, thin, ninety[cast & (of.since < NEW)].mean()])


def only(votes: RollCalls, kept: np.ndarray) -> RollCalls:
    return replace(
        votes,
        roll_call=votes.roll_call[kept],
        place=votes.place[kept],
        choice=votes.choice[kept],
    )


def voted(votes: RollCalls, found: Positions, at: Floats, rng: np.random.Generator) -> RollCalls:
    """Return votes drawn for states that stand `at`; roll calls that divide nobody are left out."""
    noise = rng.logistic(size=len(votes.choice))
    leaning = found.slope[votes.roll_call] * at[votes.place] + noise
    cut = found.cut[votes.roll_call]
    choice = (leaning > cut).astype(int) + (leaning > cut + found.gap[votes.roll_call])
    kept = positions._contested(votes.roll_call, choice)
    drawn = only(replace(votes, choice=choice), kept)
    return replace(
        drawn,
        roll_call=np.unique(drawn.roll_call, return_inverse=True)[1],
        anchor=np.where(np.abs(at) > 1.0, np.sign(at), 0.0).astype(int),
    )


if __name__ == "__main__":
    main()
