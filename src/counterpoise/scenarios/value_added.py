r"""Which part of output is value added: with input-output loops, or without.

Home sales of the baseline are gross output less exports, so that goods are counted again each time
they go into another good. A loss in % of *income* must know which part of output is income,
:math:`\beta_n = GDP_n / GO_n`: the rest buys inputs, which become dearer as all goods do (round-about
production). At given wages a lost share s of spending costs

.. math:: 1 - (1 - s)^{1 / (\theta \beta_n)}

*With* loops is the headline; *without*, :math:`\beta_n = 1`, reads output as if all of it were income.

From the accounts, GO is that of the baseline's rule (`baseline.world`). Its error is drawn: lognormal
with a standard deviation of 0.15, our choice after the rule's misses. In logs, root mean square, they
are 0.13 to 0.16 for 79 economies of the OECD's tables of 2020-2022, with the rule fitted anew to all
others, and 0.08 for 31 countries of 1993 (Caliendo and Parro). The rule as it stands is on average a
tenth too low for those 79; Viet Nam's .41 is .27 to .31 there.

References
----------
Arkolakis, C., Costinot, A. and Rodriguez-Clare, A. (2012). New trade models, same old gains? *AER*,
102(1), 94-130, section IV.
Costinot, A. and Rodriguez-Clare, A. (2014). Trade theory with numbers. *Handbook of International
Economics*, 4, 197-261, section 3.4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import CounterpoiseError, ScenarioError
from counterpoise.reference import states
from counterpoise.scenarios import parties
from counterpoise.scenarios.horizons import QUANTILES, Elasticity, theta

Array = NDArray[np.float64]
Told = float | tuple[float, float]
"""A share, or its 5 and 95 % quantiles."""
Asked = Told | str | Mapping[str, Told]
"""A share of every state, or of some by id (the others' from the accounts), "accounts" or "none"."""

ACCOUNTS: Final = "accounts"
NONE: Final = "none"
WITH: Final = "with input-output loops"
WITHOUT: Final = "without input-output loops"
SPREAD: Final = 0.15
KEY: Final = "value_added"
POOL: Final = 20
POOLED: Final = 500_000
"""So many orders are tried for each that is taken, and no more numbers than that in all."""
_RULE: Final = "a share above 0 and at most 1"


@dataclass(frozen=True, eq=False)
class Loops:
    """The share of value added in the gross output of each state, and how uncertain it is.

    Parameters
    ----------
    convention : str; `WITH` or `WITHOUT`
    source : str; where the shares are from
    middle : np.ndarray, shape (n,); the median, in (0, 1]
    spread : np.ndarray, shape (n,); standard deviation of its logarithm
    together : bool; whether one error is everybody's, else each state has its own
    """

    convention: str
    source: str
    middle: Array
    spread: Array
    together: bool

    def quantiles(self, place: int) -> tuple[float, float, float]:
        """Return the 5, 50 and 95 % quantiles of a state's share."""
        places = np.array([NormalDist().inv_cdf(q) for q in QUANTILES])
        found = np.minimum(self.middle[place] * np.exp(self.spread[place] * places), 1.0).tolist()
        return found[0], found[1], found[2]


def checked(given: Any) -> Asked:
    """Return what is asked in one spelling: states by id, bands as tuples.

    Raises
    ------
    ScenarioError
        If it is no share, band, mapping, "accounts" or "none".

    Examples
    --------
    >>> checked([0.36, 0.46]), checked({"Viet Nam": 0.41})
    ((0.36, 0.46), {'VNM': 0.41})
    """
    if isinstance(given, str):
        return parties.choice(given, (ACCOUNTS, NONE), KEY)
    if isinstance(given, Mapping):
        found: dict[str, Told] = {}
        for state, told in given.items():
            try:
                entity = states.resolve(state)
            except CounterpoiseError as fault:
                raise ScenarioError.of(fault, key=KEY) from fault
            if entity in found:
                raise ScenarioError(f"`{KEY}` must name {entity!r} once, not twice.", key=KEY)
            found[entity] = _told(told)
        return found
    return _told(given)


def parsed(text: str) -> Asked:
    """Return what a command line says: ``0.41``, ``0.36-0.46``, ``VNM=0.41,CHN=0.39-0.45``, ``none``.

    Examples
    --------
    >>> parsed("0.36-0.46"), parsed("VNM=0.41"), parsed("none")
    ((0.36, 0.46), {'VNM': 0.41}, 'none')
    """
    word = text.strip()
    if word in (ACCOUNTS, NONE):
        return word
    if "=" not in word:
        return checked(_number_or_band(word))
    pairs = [part.partition("=") for part in word.split(",") if part.strip()]
    names = [name.strip() for name, _, _ in pairs]
    parties.once(tuple(names), KEY)
    return checked(
        {name: _number_or_band(told) for name, (_, _, told) in zip(names, pairs, strict=True)}
    )


def written(asked: Asked) -> str:
    """Return what is asked as a command line says it; see `parsed`.

    Examples
    --------
    >>> written((0.36, 0.46)), written({"VNM": 0.41})
    ('0.36-0.46', 'VNM=0.41')
    """
    if isinstance(asked, str):
        return asked
    if isinstance(asked, Mapping):
        return ",".join(f"{state}={written(told)}" for state, told in asked.items())
    return "-".join(f"{end:g}" for end in asked) if isinstance(asked, tuple) else f"{asked:g}"


def other(asked: Asked) -> Asked:
    """Return the other convention, to stand beside what is asked."""
    return ACCOUNTS if asked in (NONE, 1.0) else NONE


def loops(asked: Asked, names: Sequence[str], gdp: Array, gross_output: Array) -> Loops:
    """Return the shares of states, given in the order of `names`.

    Raises
    ------
    ScenarioError
        If a state named is not among them.
    """
    n = len(names)
    if asked in (NONE, 1.0):
        return Loops(WITHOUT, "all output read as income", np.ones(n), np.zeros(n), together=True)
    middle = np.minimum(gdp / gross_output, 1.0)
    spread = np.full(n, SPREAD)
    if isinstance(asked, str):
        source = "GDP over gross output by the baseline's rule"
        return Loops(WITH, source, middle, spread, together=False)
    if isinstance(asked, Mapping):
        for state, told in asked.items():
            if state not in names:
                problem = f"`{KEY}` must be of a state of the baseline, not {states.name(state)}."
                raise ScenarioError(problem, key=KEY)
            place = names.index(state)
            middle[place], spread[place] = _lognormal(told)
        named = ", ".join(states.name(state) for state in asked)
        source = f"as told for {named}, else GDP over gross output by the baseline's rule"
        return Loops(WITH, source, middle, spread, together=False)
    share, width = _lognormal(asked)
    return Loops(
        WITH, "as told, for every state", np.full(n, share), np.full(n, width), together=True
    )


def draws(found: Loops, elasticity: Elasticity, *, steps: int | None = None) -> Array:
    """Return the shares drawn, shape (draws, n), to go with as many elasticities.

    Each state has its own errors, independent of the elasticities', unless one is everybody's. Like
    the elasticities, one comes from each of as many equally likely slices. With `steps`, only so many
    different rows come, of errors that are everybody's, for a model that must be prepared for each.
    """
    count, n = elasticity.draws, found.middle.size
    if count == 1 or not found.spread.any():
        return np.tile(found.middle, (count, 1))
    normal = NormalDist()
    if steps is not None:
        nodes = np.array([normal.inv_cdf((k + 0.5) / steps) for k in range(steps)])
        error = (nodes / nodes.std())[np.arange(count) % steps, None]
    else:
        widths = (elasticity.spread, float(np.median(found.spread[found.spread > 0])))
        error = _errors(elasticity.seed, count, widths, 1 if found.together else n)
    return np.asarray(np.minimum(found.middle * np.exp(found.spread * error), 1.0))


@lru_cache(maxsize=4)
def _errors(seed: int, count: int, widths: tuple[float, float], columns: int) -> Array:
    """Return the errors of shares, shape (count, columns); the same whatever the shock."""
    rng, normal = np.random.default_rng([seed, 1]), NormalDist()
    places = (np.arange(count) + rng.random(count)) / count
    slices = np.array([normal.inv_cdf(place) for place in places])
    found = _evenly(rng, slices, widths, columns)
    found.setflags(write=False)
    return found


def _evenly(
    rng: np.random.Generator, slices: Array, widths: tuple[float, float], columns: int
) -> Array:
    """Return the slices in so many random orders, to go with elasticities that ascend.

    Orders are antithetic, the first draw against the last, so that the median is that of no error; of
    a pool of them, those are taken in which the sum of both errors, of the standard deviations
    `widths`, has its own quantiles most nearly. Else 200 draws would blur a band by some per cent.
    """
    pool = max(columns, min(POOL * columns, POOLED // slices.size), 1)
    half = slices.size // 2
    order = rng.permuted(np.tile(np.arange(half)[:, None], (1, pool)), axis=0)
    order = np.where(rng.random(order.shape) < 0.5, order, slices.size - 1 - order)
    middle = np.full((slices.size % 2, pool), half)
    error = slices[np.concatenate([order, middle, slices.size - 1 - order[::-1]])]
    width, spread = widths
    both = np.quantile(width * slices[:, None] + spread * error, QUANTILES, axis=0, method="hazen")
    exact = np.hypot(width, spread) * np.array([NormalDist().inv_cdf(q) for q in QUANTILES])
    miss = np.abs(both - exact[:, None]).max(axis=0)
    return np.asarray(error[:, miss.argsort(kind="stable")[:columns]])


def at_quantile(
    found: Loops, quantile: float, place: int, horizon: str, elasticity: Elasticity | None
) -> tuple[float, Array]:
    r"""Return the elasticity and the shares at which a state's loss has about its (1 - q) quantile.

    At given wages the loss falls with :math:`\theta \beta` alone, which is lognormal with the variance
    of both; so both move, each by its part of it:

    .. math:: \theta = \bar\theta e^{z \sigma_\theta^2 / \sigma}, \quad
       \beta = \bar\beta e^{z \sigma_\beta^2 / \sigma}, \quad
       \sigma^2 = \sigma_\theta^2 + \sigma_\beta^2

    The others' shares stay at their medians, unless one error is everybody's.
    """
    own = found.spread[place]
    width = (elasticity or Elasticity()).spread
    both = float(np.hypot(width, own))
    z = NormalDist().inv_cdf(quantile) / both if both else 0.0
    share = found.middle.copy()
    moved = slice(None) if found.together else slice(place, place + 1)
    share[moved] = np.minimum(share[moved] * np.exp(z * own**2), 1.0)
    return theta(horizon, elasticity) * float(np.exp(z * width**2)), share


def _told(given: Any) -> Told:
    """Return a share, or a band, or refuse it."""
    if isinstance(given, (list, tuple)):
        if len(given) != 2:
            raise ScenarioError(
                f"`{KEY}` must be a share or a band of two, such as [0.36, 0.46], not {given!r}.",
                key=KEY,
            )
        low, high = (parties.number(end, KEY, _RULE, low=1e-3, high=1.0) for end in given)
        if low > high:
            raise ScenarioError(f"`{KEY}` must have its lower end first, not {given!r}.", key=KEY)
        return (low, high)
    return parties.number(given, KEY, f'{_RULE}, a band, "accounts" or "none"', low=1e-3, high=1.0)


def _number_or_band(text: str) -> Any:
    """Return ``0.41`` or ``0.36-0.46`` as numbers; what is neither as it is, to be refused."""
    try:
        ends = [float(end) for end in text.split("-")]
    except ValueError:
        return text
    return ends[0] if len(ends) == 1 else ends


def _lognormal(told: Told) -> tuple[float, float]:
    """Return median and standard deviation of the logarithm."""
    if not isinstance(told, tuple):
        return told, 0.0
    low, high = np.log(told)
    return float(np.exp((low + high) / 2)), float((high - low) / 2 / NormalDist().inv_cdf(0.95))
