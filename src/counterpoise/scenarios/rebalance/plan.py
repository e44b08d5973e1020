"""The cheapest mix that keeps to the demands, drawn over elasticities, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.models.portfolios.rebalancing import partner_mix, worth
from counterpoise.models.portfolios.rebalancing.bounded_mix import bounded_mix
from counterpoise.models.portfolios.rebalancing.partner_mix import Mix
from counterpoise.models.portfolios.rebalancing.terms import Alike, Joint, Moved, Term
from counterpoise.scenarios import horizons
from counterpoise.scenarios.horizons import QUANTILES
from counterpoise.scenarios.rebalance.demands import Demand
from counterpoise.scenarios.rebalance.setting import Setting

Array = NDArray[np.float64]

NO_REGRET: Final = 0.9
"""The part of the draws in which a move must be for it to be one of no regret."""
FELT: Final = 0.001
"""A change of a share that counts as a move: a tenth of a point."""
SOLVED: Final = 20
"""Draws at most that go through the solver one by one."""


@dataclass(frozen=True, eq=False)
class Band:
    """A figure at the middle elasticities, and its 5 and 95 % quantiles over the draws."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, eq=False)
class Price:
    """What a demand costs at the margin.

    Parameters
    ----------
    demand : str
    per_point : float
        By how much the premium would fall, as a part of the worth, if the demand were looser by one
        point (of loss, of share), or by a tenth of an independent partner; 0 where it is slack.
    binds : bool
    """

    demand: str
    per_point: float
    binds: bool


@dataclass(frozen=True, eq=False)
class Shortfall:
    """The best that can be had of a demand that can't be kept with the others."""

    demand: str
    best: float
    alone: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """A mix that keeps to the demands at the least cost.

    Parameters
    ----------
    setting : Setting
    mix : Mix or None
        At the middle elasticities; None if no mix keeps to the demands.
    premium : Band or None
        A part of what the channels are worth a year; None of channels without a price.
    worst_before, worst_after : Band
        The worst single loss, as a part of the worth.
    moved : float
        The part that changes hands.
    break_even : Band
        Yearly odds of the worst threat above which the mix pays.
    wedges : np.ndarray, shape (n,)
        The tariffs that would bring the mix about, at the middle elasticity.
    prices : tuple of Price
    certain : np.ndarray of int, shape (n,)
        1 for whose share grows in nine draws of ten, -1 for whose falls, else 0.
    shortfalls : tuple of Shortfall
        Where there is no mix: the best that can be had of each demand.
    """

    setting: Setting
    mix: Mix | None
    premium: Band | None = None
    worst_before: Band | None = None
    worst_after: Band | None = None
    moved: float = 0.0
    break_even: Band | None = None
    wedges: Array | None = None
    prices: tuple[Price, ...] = ()
    certain: NDArray[np.int64] | None = None
    shortfalls: tuple[Shortfall, ...] = ()


def plan(setting: Setting) -> Plan:
    """Return the cheapest mix that keeps to the demands, or the best that can be had.

    Raises
    ------
    ConvergenceError
        If the solver does not settle.
    ExtraError
        If a demand needs the solver and it is not installed.
    """
    long, short = elasticities(setting)
    found = cheapest(setting, long, short)
    if found is None:
        return Plan(setting, None, shortfalls=_shortfalls(setting, short))
    worst = [worst_loss(setting, mix, short) for mix in (setting.free, found.shares)]
    drawn = drawn_mixes(setting)
    before = [worst_loss(setting, setting.free, pair[1]) for pair, _ in drawn]
    after = [worst_loss(setting, mix.shares, pair[1]) for pair, mix in drawn]
    odds = [
        worth.break_even(mix.premium, *losses)
        for (_, mix), *losses in zip(drawn, before, after, strict=True)
    ]
    return Plan(
        setting,
        found,
        band(found.premium, [mix.premium for _, mix in drawn]),
        band(worst[0], before),
        band(worst[1], after),
        moved(setting, found.shares),
        band(worth.break_even(found.premium, *worst), odds),
        _wedges(setting, found.shares, long),
        _prices(setting, found, short),
        _certain(setting.free, [mix for _, mix in drawn]),
    )


def drawn_mixes(
    setting: Setting, demands: Sequence[Demand] | None = None
) -> list[tuple[tuple[float, float], Mix]]:
    """Return the cheapest mix of each draw of the elasticities in which there is one.

    Where the solver is asked draw by draw, every so many draws are taken: they are in rising order,
    and figures move with them one way.
    """
    long, short = draws(setting)
    step = 1 if watered(setting, demands) else max(1, len(long) // SOLVED)
    pairs = zip(long[step // 2 :: step].tolist(), short[step // 2 :: step].tolist(), strict=True)
    found = [(pair, cheapest(setting, *pair, demands)) for pair in pairs]
    return [(pair, mix) for pair, mix in found if mix is not None]


def cheapest(
    setting: Setting, long: float, short: float, demands: Sequence[Demand] | None = None
) -> Mix | None:
    """Return the cheapest mix for one pair of elasticities; by water-filling where that suffices."""
    wanted = _terms(setting, demands, short)
    if (box := _box(setting, wanted)) is not None:
        shares = bounded_mix(setting.free, box[1], box[0])
        return None if shares is None else Mix(shares, worth.premium(setting.free, shares, long))
    return partner_mix.cheapest(
        setting.free, [*wanted, *setting.bound_terms()], elasticity=long, channels=setting.channels
    )


def watered(setting: Setting, demands: Sequence[Demand] | None = None) -> bool:
    """Return whether all that is demanded bounds single shares, so that no solver is needed."""
    return _box(setting, _terms(setting, demands, 1.0)) is not None


def _terms(setting: Setting, demands: Sequence[Demand] | None, short: float) -> list[Term]:
    asked = setting.demands if demands is None else demands
    return [setting.term(one, short) for one in asked]


def _box(setting: Setting, wanted: Sequence[Term]) -> tuple[Array, Array] | None:
    """Return the least and most of each share, if all that is demanded bounds single shares."""
    if len(setting.today) > 1:
        return None
    low, high = (ends.copy() for ends in setting.bounds)
    joint = [term for term in wanted if isinstance(term, Joint)]
    if len(joint) < len(wanted):
        return None
    if not joint:
        return low, high
    for term in joint:
        if (alone := setting.alone(term.weights)) is None:
            return None
        row, place, weight = alone
        ends, caps = term.bounds[row] / weight, weight > 0
        np.minimum.at(high, place[caps], ends[caps])
        np.maximum.at(low, place[~caps], ends[~caps])
    return low, high


def moved(setting: Setting, after: Array) -> float:
    """Return the part of everything that changes hands: half the sum of all changes."""
    counts = setting.weights[setting.channels.of]
    return float(counts @ np.abs(after - setting.free) / 2)


def band(middle: float, figures: Sequence[float]) -> Band:
    """Return a figure at the middle elasticities between its 5 and 95 % over the draws.

    Figures move with the elasticities one way, so that the middle one is also the median. Ends are not
    numbers where no draw has one.
    """
    if np.isnan(figures).all():
        return Band(math.nan, middle, math.nan)
    low, _, high = np.nanquantile(np.asarray(figures, dtype=float), QUANTILES, method="hazen")
    return Band(min(float(low), middle), middle, max(float(high), middle))


def worst_loss(setting: Setting, shares: Array, short: float) -> float:
    """Return the worst that any single partner's stopping costs, a part of the worth."""
    return float(worth.loss(float((setting.parts @ shares).max()), short))


def elasticities(setting: Setting) -> tuple[float, float]:
    """Return the middle elasticities, of the long run and of the short."""
    asked = setting.question.elasticity
    return horizons.theta("long", asked), horizons.theta("short", asked)


def draws(setting: Setting) -> tuple[Array, Array]:
    """Return both elasticities, drawn at the same places of their distributions, in rising order."""
    asked = setting.question.elasticity
    return np.sort(horizons.draws(asked, "long")), np.sort(horizons.draws(asked, "short"))


def _wedges(setting: Setting, shares: Array, long: float) -> Array:
    found = np.full(len(shares), np.nan)
    for number in range(len(setting.today)):
        of = setting.channels.of == number
        found[of] = worth.wedges(setting.free[of], shares[of], long)
    return found


def _certain(free: Array, mixes: Sequence[Mix]) -> NDArray[np.int64]:
    change = np.array([one.shares - free for one in mixes])
    grows, falls = (change > FELT).mean(0), (change < -FELT).mean(0)
    return np.where(grows >= NO_REGRET, 1, np.where(falls >= NO_REGRET, -1, 0))


def _prices(setting: Setting, found: Mix, short: float) -> tuple[Price, ...]:
    """Return what each demand costs at the margin, by solving with it a little looser."""
    long, _ = elasticities(setting)
    asked = list(setting.demands)
    prices = []
    for place, demand in enumerate(asked):
        step = 0.1 if demand.kind == "independent" else 0.01
        small = step / 100
        sign = -1 if demand.kind in ("independent", "at least") else 1
        limit = max(demand.limit + sign * small, 1.0 if demand.kind == "independent" else 0.0)
        looser = [*asked[:place], Demand(demand.kind, min(limit, 1.0) if step == 0.01 else limit,
                                         demand.parties), *asked[place + 1 :]]  # fmt: skip
        other = cheapest(setting, long, short, looser)
        assert other is not None, "what is looser can be had, too"
        saved = max(0.0, (found.premium - other.premium) / small)
        prices.append(Price(str(demand), saved * step, saved * step > 1e-7))
    return tuple(prices)


def _shortfalls(setting: Setting, short: float) -> tuple[Shortfall, ...]:
    """Return the best that can be had of each demand, with the others kept if they can be."""
    asked = setting.demands
    wanted = [setting.term(one, short) for one in asked]
    fixed = setting.bound_terms()
    found = []
    for place, (demand, term) in enumerate(zip(asked, wanted, strict=True)):
        others = [*wanted[:place], *wanted[place + 1 :], *fixed]
        best = partner_mix.tightest(setting.free, term, others, channels=setting.channels)
        alone = best is None
        if best is None:
            best = partner_mix.tightest(setting.free, term, fixed, channels=setting.channels)
        assert best is not None, "today's mix keeps to what holds whatever is demanded"
        found.append(Shortfall(str(demand), _limit(setting, demand, term, best, short), alone))
    return tuple(found)


def _limit(setting: Setting, demand: Demand, term: Term, best: float, short: float) -> float:
    """Return the best as a limit of the demand's own kind."""
    if isinstance(term, Alike):
        return best
    if isinstance(term, Moved):
        return best / (setting.question.years * len(setting.today))
    part = abs(float(term.bounds[0]) + best) if demand.kind != "tilt" else demand.limit + best
    return float(worth.loss(part, short)) if "loss" in demand.kind else part
