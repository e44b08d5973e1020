r"""What losing partners for some goods costs, and not for all: a basket of products from a release.

The form of the short run (`models.sectors.short_run`): wages stay, suppliers of the basket are nested,
the basket stands in spending beside the rest. Drawn, for the range:

* the trade elasticity and the share of value added, as for a cut-off of all goods;
* the elasticity between the basket and the rest (`BETWEEN`), our choice: after a year that of energy in
  Bachmann et al. (2022), .04 to .25; in the long run 1, as between the sectors of Caliendo and Parro;
* what is made at home and sold there, which no release of trade tells: from nothing to as much for each
  dollar exported of it as the state sells at home for each dollar of all its exports.

To first order what is made at home doesn't matter: a dollar of the basket is lost for a dollar that
stops. What is made at home and never exported (lignite) makes the loss smaller than told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import Told, told
from counterpoise.measures.shares import SHARED
from counterpoise.measures.views import VIEWS
from counterpoise.models.sectors.short_run import lost_in_prices, lost_in_quantities
from counterpoise.panel.ask import Piece
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.items_held import not_held_whole
from counterpoise.panel.store import Store
from counterpoise.reference import products, states
from counterpoise.scenarios import horizons, value_added
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.horizons import QUANTILES, Elasticity

Array = NDArray[np.float64]
Band = tuple[float, float, float]
"""The 5, 50 and 95 % quantiles."""

BETWEEN: Final = {"short": (0.04, 0.25), "medium": (0.25, 1.0), "long": (1.0, 1.0)}
"""Ends between which the elasticity between a basket and the rest is drawn, evenly in logarithms."""
GOODS: Final = "goods"
USUAL: Final = Elasticity()
TRIED: Final = 0.3
"""Part of a basket that stops, beyond which the form in quantities was not tried by its authors."""
LOOKED_BACK: Final = 6
"""Years back from that asked for in which what is told is still today's."""


@dataclass(frozen=True)
class Supply:
    """What a state buys of a basket in a year, and from whom.

    Parameters
    ----------
    told : Told
        What answers.
    piece : Piece
        The release that answers for the year.
    year : int
    imports, stops, exports : float
        USD: bought, bought from those who stop, sold.
    parts : mapping of str to float
        What comes from each of those who stop, USD.
    completeness : float or None
        The part of the state's own total that is told.
    """

    told: Told
    piece: Piece
    year: int
    imports: float
    stops: float
    exports: float
    parts: dict[str, float]
    completeness: float | None


@dataclass(frozen=True)
class BasketLoss:
    """Parts of real income lost, each as 5, 50 and 95 % of the draws.

    Parameters
    ----------
    supply : Supply
    prices : mapping of horizon to Band
        Others step in, at their prices.
    quantities : Band or None
        Nobody steps in for a year; None where more than `TRIED` of the imports stops.
    all_goods : mapping of horizon to Band
        All that is bought from the same partners stops, in the same form; empty where the baseline
        tells of less trade with them than the basket's alone.
    spending_share : Band
        The basket's part of spending.
    convention : str
        With input-output loops, or without.
    """

    supply: Supply
    prices: dict[str, Band]
    quantities: Band | None
    all_goods: dict[str, Band]
    spending_share: Band
    convention: str


def supply(
    store: Store,
    state: str,
    partners: Sequence[str],
    basket: str,
    year: int,
    *,
    exact: bool = False,
) -> Supply:
    """Return what a state buys of a basket, in a year or the last one told before it.

    Without partners it is the largest named supplier that stops: no other single loss is worse.

    Parameters
    ----------
    store : Store
    state : str
    partners : sequence of str
    basket : str
        A basket of `reference.products`, or how the codes begin.
    year : int
    exact : bool
        Whether no other year will do.

    Raises
    ------
    EvidenceError
        If no release tells of the basket as a whole, too little of it is told, or a partner's part is
        not covered.
    """
    named = products.basket(basket).id if not basket.isdigit() else basket
    title = products.title(named) if not named.isdigit() else f"HS {named}"
    place = states.name(state)
    bought = _told(store, "imports", state, named, year)
    if bought is None:
        refused = not_held_whole(store, GOODS, able_sources(GOODS), named)
        raise refused or EvidenceError(
            f"No release by product is held that tells of {title}.",
            attempt="counterpoise add cepii_baci FILE…",
        )
    first = year if exact else year - LOOKED_BACK
    stated = bought.shares.filter(pl.col("state_of_share") == SHARED, pl.col("year") >= first)
    piece = None
    if stated.height:
        last = int(stated["year"].max())  # type: ignore[arg-type]
        piece = bought.answer.piece(state, last)
    if piece is None:
        raise EvidenceError(
            f"Too little is known of {title} that {place} buys to say what its loss would cost.",
            where=f"imports by product, {year if exact else f'{first} to {year}'}",
            attempt=f"counterpoise table shares {state} --channel imports --item {named}",
        )
    rows = stated.filter(pl.col("year") == last)
    by_origin = dict(rows.select("origin", "value").rows())
    cut = list(partners) or _largest(rows)
    silent = [one for one in cut if one in by_origin and by_origin[one] is None]
    if silent:
        raise EvidenceError(
            f"What {place} buys of {title} from {states.name(silent[0])} is not covered in {last}.",
            where=f"{piece.holding.source} {piece.holding.vintage}",
            attempt="name another year with --year",
        )
    parts = {one: float(by_origin.get(one) or 0.0) for one in cut}
    sold = _told(store, "exports", state, named, last)
    volumes = [] if sold is None else sold.shares.filter(pl.col("year") == last)["volume"].to_list()
    completeness = rows["completeness"][0]
    return Supply(
        bought, piece, last, float(rows["volume"][0]), sum(parts.values()),
        float((volumes[0] if volumes else 0.0) or 0.0), parts,
        None if completeness is None else float(completeness),
    )  # fmt: skip


def basket_cutoff(
    bought: Supply,
    state: str,
    baseline: Baseline,
    *,
    at: Sequence[str],
    leak: float = 0.0,
    asked: value_added.Asked = value_added.ACCOUNTS,
    elasticity: Elasticity = USUAL,
) -> BasketLoss:
    """Return what the end of that supply would cost.

    Parameters
    ----------
    bought : Supply
    state : str
    baseline : Baseline
        Spending, sales at home and income, of its year.
    at : sequence of str
        Horizons.
    leak : float
        The part that goes on, from 0 to below 1.
    asked : as in `Scenario`
        Which part of output is value added.
    elasticity : Elasticity
        Of trade, drawn as for all goods.
    """
    place = baseline.place(state)
    spending = float(baseline.flows[place].sum())
    home = float(baseline.flows[place, place])
    sold = float(baseline.flows[:, place].sum()) - home
    shares = value_added.loops(asked, baseline.states, baseline.gdp, baseline.gross_output)
    beta = value_added.draws(shares, elasticity)[:, place]
    rng = np.random.default_rng([elasticity.seed, 2])
    own = _evenly(rng, beta.size) * bought.exports * (home / sold if sold > 0 else 0.0)
    whole = bought.imports + np.minimum(own, max(spending - bought.imports, 0.0))
    part = np.divide((1 - leak) * bought.stops, whole, out=np.zeros_like(whole), where=whole > 0)
    share = np.minimum(whole / spending, 1.0)
    from_them = sum(
        float(baseline.flows[place, baseline.place(one)])
        for one in bought.parts
        if one in baseline.states
    )  # a pair that is not covered brings nothing here, and the basket all the same
    everything = (1 - leak) * from_them / spending
    prices, all_goods = {}, {}
    for horizon in at:
        theta = rng.permutation(horizons.draws(elasticity, horizon))
        between = _between(horizon, rng, beta.size)
        prices[horizon] = _band(
            lost_in_prices(
                part, spending_share=share, theta=theta, elasticity=between, value_added=beta
            )
        )
        if from_them >= bought.stops:
            all_goods[horizon] = _band(
                lost_in_prices(
                    everything, spending_share=1.0, theta=theta, elasticity=1.0, value_added=beta
                )
            )
    quantities = None
    if (1 - leak) * bought.stops <= TRIED * bought.imports:
        income = float(baseline.gdp[place])
        quantities = _band(
            lost_in_quantities(
                part, cost_share=np.minimum(whole / income, 1.0),
                elasticity=_between("short", rng, beta.size),
            )
        )  # fmt: skip
    return BasketLoss(bought, prices, quantities, all_goods, _band(share), shares.convention)


def _told(store: Store, view: str, state: str, item: str, year: int) -> Told | None:
    """Return what answers for a state's trade in a basket up to a year; None if nothing does."""
    seen = replace(VIEWS[view], floor=0.0)
    try:
        found = told(store, seen, (state,), item=item, as_of=year)
    except EvidenceError:
        return None
    return found if found.shares.height else None


def _largest(rows: pl.DataFrame) -> list[str]:
    named = rows.filter(~pl.col("origin").str.contains(":"), pl.col("value") > 0)
    return named.sort("value", "origin", descending=[True, False])["origin"].head(1).to_list()


def _between(horizon: str, rng: np.random.Generator, count: int) -> Array:
    low, high = np.log(BETWEEN[horizon])
    return np.asarray(np.exp(low + (high - low) * _evenly(rng, count)))


def _evenly(rng: np.random.Generator, count: int) -> Array:
    """Return draws from 0 to 1 in no order, one from the middle of each of as many equal slices."""
    return np.asarray(rng.permutation((np.arange(count) + 0.5) / count))


def _band(draws: Array) -> Band:
    low, middle, high = np.quantile(draws, QUANTILES, method="hazen").tolist()
    return low, middle, high
