"""Where a state's partner mix is going: shares of a coming window as draws, and what is read off them.

The model is the one that the backtest chose for the channel and the length of the window; its
coefficients are those that travel with the package, trained on every recipient and on nothing
after the origin (:mod:`counterpoise.scenarios.outlook.trained`). Only the state's own past is taken from
the store, so that an excerpt is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise import bounds
from counterpoise.errors import EvidenceError, UsageError
from counterpoise.models.forecasts import delivery_profiles
from counterpoise.models.forecasts.share_forecast import (
    SHORTEST,
    Floats,
    Singles,
    has_history,
)
from counterpoise.models.forecasts.supply_features import MEMORY, World
from counterpoise.panel.candidates import Candidate
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.scenarios.outlook import histories, trained
from counterpoise.scenarios.outlook.draws import Forecast, Shift, Shifts, shares_of
from counterpoise.scenarios.outlook.histories import History
from counterpoise.scenarios.outlook.trained import LONGEST, Trained

Single = TypeVar("Single", np.float32, np.float64)

DRAWS: Final = 2000
PATTERN_YEARS: Final = 30
"""Years before the origin from which patterns of delivery are taken."""
BESIDE: Final = ("persistence", "average", "dirichlet")
"""Models always shown beside the one chosen."""


@dataclass(frozen=True)
class Outlook:
    """Draws of a state's partners over the window `as_of` + 1 to `to`, and what is known of it.

    Parameters
    ----------
    past : History
        The state's own deliveries up to `as_of`, all suppliers.
    came : History
        The same with all years held: what happened, where it is known.
    to : int
        The last year of the window.
    model : str
        Name of the model.
    learnt_to : int
        The last year that the fitted coefficients have seen.
    trained_on : str
        Source and vintage of the rows that they are from.
    anything : float
        Probability that anything is delivered in the window; all draws are given that it is.
    volume : np.ndarray, shape (draws, suppliers)
        Of the window, in the unit of the indicator.
    path : np.ndarray, shape (draws, suppliers, years)
        Volumes year by year, adding up to `volume`.
    widening : np.ndarray, shape (years, draws, suppliers)
        Shares of the windows `as_of` + 1 to each year: forecasts in their own right.
    beside : mapping of model to np.ndarray, shape (suppliers,)
        Mean shares that the yardsticks give.
    later : tuple of str
        The last of the suppliers, of which nobody knew at the origin: no draw has anything of them.
    """

    past: History
    came: History
    to: int
    model: str
    learnt_to: int
    trained_on: str
    anything: float
    volume: Singles
    path: Singles
    widening: Singles
    beside: Mapping[str, Floats]
    later: tuple[str, ...]

    @property
    def state(self) -> str:
        return self.past.recipients[0]

    @property
    def as_of(self) -> int:
        return self.past.last

    @property
    def suppliers(self) -> tuple[str, ...]:
        return self.past.suppliers

    @property
    def known(self) -> tuple[str, ...]:
        """The suppliers that were known at the origin."""
        return self.suppliers[: len(self.suppliers) - len(self.later)]

    @property
    def share(self) -> Singles:
        """Shares of the window, shape (draws, suppliers), each draw adding up to 1."""
        return shares_of(self.volume)

    @property
    def known_to(self) -> int:
        """The last year of the window for which it is known what happened; `as_of` if none."""
        return min(self.to, self.came.last)


def outlook(
    store: Store,
    state: str,
    *,
    channel: str = "arms",
    as_of: int,
    to: int,
    source: str = "",
    model: str = "",
    draws: int = DRAWS,
    seed: int = 0,
    activity_shift: Mapping[str, Shift] | None = None,
    volume_shift: Mapping[str, Shift] | None = None,
) -> Outlook:
    """Return draws of a state's partners over the years after `as_of` up to `to`.

    Parameters
    ----------
    store : Store
        Where the state's own past is looked up.
    state : str
        Id of the recipient; one that a state continues is taken for that state (SUN for RUS).
    channel : str
        "arms" or "trade" (imports of goods).
    as_of, to : int
        The last year known, and the last year of the window, at most ten later.
    source : str
        Where several have the indicator; if empty, the first that tells enough of the state
        throughout the twenty years up to the origin (`Enough`), else the one that tells most of them.
    model : str
        One of :data:`share_models.NAMES`; the backtest's choice if empty.
    draws : int
        Number of draws.
    seed : int
        The same seed gives the same chances with and without shifts.
    activity_shift, volume_shift : mapping of supplier to float or np.ndarray, shape (draws,)
        Interventions: added to the logit of being active in the window, and to the log volume;
        an array gives each draw its own, where the effect is uncertain. They need the hurdle.

    Raises
    ------
    UsageError
        If the window, a name or the number of draws can't be meant.
    EvidenceError
        If the state had ended, is not covered or too little of it is told, has had no delivery for 20
        years, or the origin lies outside what is held or trained.
    """
    if not bounds.DRAWS.holds(draws):
        raise UsageError.out_of_range("`draws`", draws, bounds.DRAWS.rule)
    _check_state(state, as_of)
    learnt = trained.read(channel)
    # Years before those that the models were scored on are another world, held or not.
    held = _held(store, channel, state, source, as_of).since(learnt.first)
    _check_window(held, as_of, to)
    known = sorted({*learnt.suppliers(as_of), *held.until(as_of).delivering()})
    later = sorted(set(held.suppliers).difference(known))
    came = held.of(states.living_on().get(state, state)).with_suppliers((*known, *later))
    before = held.until(as_of).with_suppliers(known)
    past = before.of(came.recipients[0])
    _check_history(past)
    name = model or learnt.chosen(to - as_of)
    shifts = Shifts.of(past.suppliers, activity_shift, volume_shift, draws=draws)
    forecast = Forecast(learnt, past, _world(before, learnt), name, shifts, draws, seed)
    volume = forecast.amounts(to - as_of)
    profiles = store.same(
        ("profiles", channel, before.source, before.vintage, as_of, to),
        lambda: delivery_profiles.collect(before.volume[..., -PATTERN_YEARS:], horizon=to - as_of),
    )
    path = profiles.spread(volume, past.volume[0], rng=forecast.rng(0))
    widening = [shares_of(forecast.amounts(years)) for years in range(1, to - as_of + 1)]
    learnt_to, fitted = learnt.fitted(as_of, to - as_of)
    return Outlook(
        past=came.until(as_of),
        came=came,
        to=to,
        model=name,
        learnt_to=learnt_to,
        trained_on=f"{learnt.source} {learnt.vintage}, {number_of(learnt.recipients, 'recipient')}",
        anything=float(fitted.totals.probability(past.volume)[0]),
        volume=_with_later(volume, later, axis=1),
        path=_with_later(path, later, axis=1),
        widening=_with_later(np.stack(widening), later, axis=2),
        beside={
            name: _with_later(forecast.mean_share(name, to - as_of), later, axis=0)
            for name in BESIDE
        },
        later=tuple(later),
    )


def _with_later(drawn: NDArray[Single], later: Sequence[str], *, axis: int) -> NDArray[Single]:
    """Return draws with suppliers of which nobody knew at the origin: they deliver nothing.

    Were they drawn too, the names of the future would stir the chances of the others.
    """
    padding = [(0, len(later) if place == axis else 0) for place in range(drawn.ndim)]
    return np.pad(drawn, padding)


def _held(store: Store, channel: str, state: str, source: str, as_of: int) -> History:
    """Return the history from the source named, else from the first that tells enough of the state.

    A source that tells of all twenty years up to the origin goes before one preferred otherwise:
    sources are never spliced, and a short memory makes a poor forecast.
    """
    names = _ids(state)
    told = histories.told_years(store, trained.CHANNELS[channel], names, source=source)
    memory = pl.col("year").is_between(as_of - MEMORY + 1, as_of)
    one = max(told, key=lambda one: (told[one].filter(memory)["year"].n_unique(), -one.standing))
    return histories.of_release(one, told, judged=names, store=store)


def latest_origin(store: Store, channel: str, state: str, source: str = "") -> int:
    """Return the last year from which the state can be forecast; else the last one that is held.

    Raises
    ------
    EvidenceError
        If no evidence of the channel is held.
    """
    told = histories.told_years(store, trained.CHANNELS[channel], _ids(state), source=source)
    able = [year for one, rows in told.items() for year in _origins(one, rows)]
    return max(able, default=max(one.holding.years[1] for one in told))


def _origins(one: Candidate, own: pl.DataFrame) -> list[int]:
    """Return the years before which a release tells of a state throughout its memory."""
    known, first = {*own["year"].to_list()}, one.holding.years[0]
    return [
        year
        for year in known
        if year - first + 1 >= SHORTEST
        and all(each in known for each in range(max(first, year - MEMORY + 1), year + 1))
    ]


def _ids(state: str) -> list[str]:
    """Return all ids under which a state's series runs."""
    now = states.living_on().get(state, state)
    return [now, *(earlier for earlier, later in states.living_on().items() if later == now)]


def _check_state(state: str, as_of: int) -> None:
    """Refuse to look ahead for a state that had ended by then."""
    ended = states.ended(state)
    if ended is not None and ended <= as_of:
        heir = states.living_on().get(state)
        now = f"counterpoise outlook {heir}, under whom its series goes on" if heir else ""
        raise EvidenceError(
            f"{states.name(state)} has no outlook from {as_of}: it ended in {ended}.",
            where=f"state {state!r}",
            attempt=now or f"name a year before {ended} in --as-of, or another state",
        )


def _check_window(held: History, as_of: int, to: int) -> None:
    if not 1 <= to - as_of <= LONGEST:
        raise UsageError(
            f"The window must end 1 to {LONGEST} years after {as_of}, not in {to}.",
            attempt=f"--to {as_of + LONGEST} at most",
        )
    earliest = held.first + SHORTEST - 1
    if not earliest <= as_of <= held.last:
        able = f"it must lie between {earliest} and {held.last}"
        raise EvidenceError(
            f"Can't forecast from {as_of}: "
            + (able if earliest <= held.last else f"{SHORTEST} years must be known before it")
            + ".",
            where=f"source {held.source!r} holds {held.first}–{held.last}",
            attempt="name another year in --as-of, or another source",
        )


def _check_history(past: History) -> None:
    """Refuse a state without a mix to carry forward, or of whom too little is told."""
    first = max(past.first, past.last - MEMORY + 1)
    if not past.told(0, first, past.last):
        assert past.covered is not None
        thin = [past.first + int(year) for year in np.flatnonzero(~past.covered[0])]
        thin = [year for year in thin if year >= first]
        raise EvidenceError(
            f"Can't forecast the mix of {states.name(past.recipients[0])} from {past.last}: too little"
            f" of it is told in {len(thin)} of the {number_of(past.last - first + 1, 'year')} before.",
            where=f"source {past.source!r}, the last of them {thin[-1]}",
            attempt="name another year in --as-of, or another source",
        )
    if not has_history(past.volume)[0]:
        raise EvidenceError(
            f"Can't forecast the mix of {states.name(past.recipients[0])}: nothing was delivered"
            f" in the {MEMORY} years to {past.last}.",
            where=f"source {past.source!r}, {past.first}–{past.last}",
            attempt="name another year in --as-of, or another channel",
        )


def _world(before: History, learnt: Trained) -> World:
    """Return the suppliers' summary: of the rows held if they are whole, else of the tables."""
    if before.excerpt:
        return learnt.world_of(before.last, before.suppliers)
    return World.of(before.volume)
