"""Estimate what interventions did: historical episodes held against what the hurdle expected.

For each episode the hurdle is fitted on deliveries up to the year before it (the fit of the last
year that ends in 0 or 5) and says, for each supplier concerned, how probable a delivery in the next
`HORIZON` years is and of what volume. The shift that makes these right on average is the effect, by
:mod:`counterpoise.models.forecasts.offset_shift`, errors clustered by recipient and by supplier.

**Which pairs count.** A state that the episode names, always; a member of a bloc only if it had
delivered to the recipient in the twenty years before, since the rest had nothing to lose. Of an
embargo imposed and of a collapse, only pairs that had a delivery in these twenty years. Left
out are pairs under another embargo already (imposed) or still under one (lifted, so that easing in
steps counts at its last step), embargoes in force for less than half of the window, windows not complete
in the history, and recipients without deliveries in twenty years, or not covered then or in the
window. An episode of the second half of a year counts from the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError
from counterpoise.models.forecasts import hurdle, offset_shift
from counterpoise.models.forecasts.supply_features import MEMORY, World
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.scenarios.outlook import episodes as table
from counterpoise.scenarios.outlook.histories import History
from counterpoise.scenarios.outlook.interventions import Effect
from counterpoise.scenarios.shocks import INTERVENTIONS

Floats = NDArray[np.float64]

HORIZON: Final = 5
REFIT: Final = 5
"""Years between fits."""
FEWEST_YEARS: Final = 16
"""Years of the record that must lie before an episode."""
LOSING: Final = ("embargo imposed", "supplier collapse")
WEAK: Final = {
    "embargo lifted": (
        "weakly identified: a few single suppliers, no gain in forecasts, and no effect where the"
        " United Nations or the EU lifted an embargo"
    ),
    "supplier collapse": (
        "weakly identified: nearly all episodes are the end of Soviet deliveries, noticed because"
        " they fell, and forecasts of recipients left out of the estimate got worse by it"
    ),
    "entrant": "overstated: episodes were noticed because deliveries began",
}
"""What to say beside the effect of a kind."""


def cases(episodes: pl.DataFrame, history: History, *, horizon: int = HORIZON) -> pl.DataFrame:
    """Return the pairs that each episode concerned; see the module for which count.

    Returns
    -------
    polars.DataFrame
        `id`, `kind`, `scope`, `origin` (the last year before the episode), `recipient`, `supplier`
        (their places in the history), `named` (the episode names the supplier, not a bloc), sorted
        by origin.
    """
    named = episodes.filter(~pl.col("supplier").is_in(list(table.BLOCS)))["id"]
    origin = pl.col("year") - pl.when(pl.col("month") > 6).then(0).otherwise(1)
    pairs = (
        table.expanded(episodes)
        .pipe(_apart)
        .with_columns(
            origin=origin.cast(pl.Int32),
            named=pl.col("id").is_in(named.to_list()),
            recipient=_places(pl.col("recipient"), history.recipients),
            supplier=_places(pl.col("supplier"), history.suppliers),
        )
        .drop_nulls(["recipient", "supplier"])
        .filter(
            pl.col("origin") >= history.first + FEWEST_YEARS - 1,
            pl.col("origin") + horizon <= history.last,
            ~(pl.col("end_year") - pl.col("origin") - 1 < horizon / 2).fill_null(False),
        )
        .sort("origin", maintain_order=True)
    )
    told = [
        history.told(recipient, origin - MEMORY + 1, origin + horizon)
        and _counts(history, origin, recipient, supplier, must=kind in LOSING or not named)
        for origin, recipient, supplier, kind, named in pairs.select(
            "origin", "recipient", "supplier", "kind", "named"
        ).iter_rows()
    ]
    return (
        pairs.filter(pl.Series(told, dtype=pl.Boolean))
        .unique(["kind", "origin", "recipient", "supplier"], keep="first", maintain_order=True)
        .select("id", "kind", "scope", "origin", "recipient", "supplier", "named")
    )


def against_forecasts(
    pairs: pl.DataFrame, history: History, *, horizon: int = HORIZON
) -> pl.DataFrame:
    """Return the pairs with what the hurdle expected of them, and what came.

    Returns
    -------
    polars.DataFrame
        Columns of `pairs` and `logit` (of being active), `log_volume` (expected if active),
        `came` (volume of the window).
    """
    parts = []
    for origin, model in fits(pairs["origin"].unique().sort().to_list(), history, horizon).items():
        of_origin = pairs.filter(origin=origin)
        past = history.until(origin).volume
        probability, level = model.expected(past, world=World.of(past))
        at = of_origin["recipient"].to_numpy(), of_origin["supplier"].to_numpy()
        chance = probability[at]
        parts.append(
            of_origin.with_columns(
                logit=pl.Series(np.log(chance) - np.log1p(-chance)),
                log_volume=pl.Series(level[at]),
                came=pl.Series(history.window(origin + 1, origin + horizon)[at]),
            )
        )
    return pl.concat(parts)


def fits(origins: Sequence[int], history: History, horizon: int) -> dict[int, hurdle.Hurdle]:
    """Return the hurdle that was fitted last before each origin, refitted every `REFIT` years."""
    models: dict[int, hurdle.Hurdle] = {}
    fitted: dict[int, hurdle.Hurdle] = {}
    for origin in origins:
        at = max(origin - origin % REFIT, history.first + FEWEST_YEARS - 1)
        if at not in fitted:
            past = history.until(at)
            fitted[at] = hurdle.fit(past.volume, horizon=horizon, covered=past.covered)
        models[origin] = fitted[at]
    return models


def counted(compared: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that effects rest on: of episodes of full scope.

    Of embargoes lifted, those of single suppliers alone: an end that the United Nations or the EU
    decided says little of who wants to sell.
    """
    single = pl.col("named") | (pl.col("kind") != "embargo lifted")
    return compared.filter(pl.col("scope") == "full", single)


def estimate(compared: pl.DataFrame, *, horizon: int = HORIZON) -> dict[str, Effect]:
    """Return the effect of each kind that has pairs which are `counted`.

    Parameters
    ----------
    compared : polars.DataFrame
        As `against_forecasts` returns it.
    """
    pairs = counted(compared)
    parts = {kind: pairs.filter(kind=kind) for kind in INTERVENTIONS}
    return {kind: effect(kind, part, horizon) for kind, part in parts.items() if part.height}


def effect(kind: str, pairs: pl.DataFrame, horizon: int = HORIZON) -> Effect:
    """Return the effect common to some pairs, rounded to four places.

    Errors are clustered by recipient and by supplier, or by recipient alone if there is but one
    supplier.

    Raises
    ------
    EvidenceError
        If deliveries went on in the windows of fewer than two recipients.
    """
    recipient, supplier = pairs["recipient"].to_numpy(), pairs["supplier"].to_numpy()
    ways = [way for way in (recipient, supplier) if np.unique(way).size > 1]
    came = pairs["came"].to_numpy()
    active = came > 0
    if np.unique(recipient[active]).size < 2:
        raise EvidenceError(
            f"Can't estimate the effect of {kind!r}: it needs deliveries to two recipients or more.",
            where=f"{number_of(pairs.height, 'pair')}, {int(active.sum())} with deliveries in the window",
            attempt="add episodes to the table, or leave the kind out of it",
        )
    activity = offset_shift.of_logit(active.astype(float), pairs["logit"].to_numpy(), *ways)
    residual = np.log(came[active]) - pairs["log_volume"].to_numpy()[active]
    volume = offset_shift.of_mean(residual, *(way[active] for way in ways))
    return Effect(
        kind=kind,
        cases=pairs.height,
        active=int(active.sum()),
        recipients=pairs["recipient"].n_unique(),
        suppliers=pairs["supplier"].n_unique(),
        activity=round(activity.estimate, 4),
        activity_error=round(activity.error, 4),
        volume=round(volume.estimate, 4),
        volume_error=round(volume.error, 4),
        flag=WEAK.get(kind, ""),
        horizon=horizon,
    )


def _apart(pairs: pl.DataFrame) -> pl.DataFrame:
    """Leave out what another embargo on the pair outweighs: imposed twice, lifted in part only."""
    embargoes = pairs.filter(kind=table.IMPOSED).select(
        "recipient", "supplier", other="id", since="year", until="end_year"
    )
    beside = pairs.join(embargoes, on=["recipient", "supplier"]).filter(
        pl.col("other") != pl.col("id"),
        pl.col("since") < pl.col("year"),
        (pl.col("until") > pl.col("year")).fill_null(True),
        pl.col("kind").is_in([table.IMPOSED, "embargo lifted"]),
    )
    return pairs.join(
        beside.select("id", "recipient", "supplier").unique(),
        on=["id", "recipient", "supplier"],
        how="anti",
        maintain_order="left",
    )


def _places(column: pl.Expr, ids: Sequence[str]) -> pl.Expr:
    """Return the place of each id in the history, earlier ids of a continuing state included."""
    places = {
        earlier: place
        for place, entity in enumerate(ids)
        if ":" not in entity
        for earlier in states.lineage(entity)
    } | {entity: place for place, entity in enumerate(ids)}
    return column.replace_strict(places, default=None, return_dtype=pl.Int64)


def _counts(history: History, origin: int, recipient: int, supplier: int, *, must: bool) -> bool:
    """Return whether a pair has something to tell: the recipient a history, and the pair if it must."""
    past = history.until(origin).volume[recipient, :, -MEMORY:]
    return bool(past.any() and (not must or past[supplier].any()))
