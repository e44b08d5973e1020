r"""The result tables of a scenario: who loses what, who replaces whom, and what that costs.

Real income is the equivalent variation, in % of the baseline's. Every figure has its 5, 50 and 95 %
quantile over the elasticities drawn: `x_low`, `x`, `x_high`. Money is in USD of the baseline's year,
at unchanged total income of the bloc that the state is in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.scenarios.cutoff import bands
from counterpoise.scenarios.cutoff.incidence import Incidence, World
from counterpoise.scenarios.cutoff.solving import Solved

Array = NDArray[np.float64]

SIDES: Final = ("imports", "exports")
CUT_OFF: Final = "lost every supplier or customer"


FIGURES: Final[dict[str, Callable[[World, Solved], Array]]] = {
    "income_pct": lambda baseline, worlds: 100 * (worlds.found.real_income - 1),
    "real_wage_pct": lambda baseline, worlds: 100 * (worlds.found.real_wage - 1),
    "price_pct": lambda baseline, worlds: (
        100 * (np.where(worlds.found.infinite, np.nan, worlds.found.price) - 1)
    ),
    "terms_of_trade_pct": lambda baseline, worlds: 100 * (worlds.terms_of_trade - 1),
    "revenue_pct": lambda baseline, worlds: worlds.revenue_pct,
    "loss_usd": lambda baseline, worlds: (1 - worlds.found.real_income) * baseline.gdp,
}
"""What happens to a state, for each draw; each is worked out where it is asked for."""
HEADLINE: Final = ("income_pct", "loss_usd")


def income(baseline: World, worlds: Solved, only: Sequence[str] = tuple(FIGURES)) -> pl.DataFrame:
    """Return what happens to each state: `state`, figures in %, `loss_usd`, `flag`.

    `income_pct` real income, `real_wage_pct`, `price_pct` (price index, at unchanged income of the
    bloc), `terms_of_trade_pct` (own costs over those of the suppliers that remain, by the baseline's
    imports; null if none remains), `revenue_pct` (of tariffs afterwards, in % of income before). A
    state that lost every supplier or customer has -100 % and null prices, and `flag` says so. With
    `only`, those of the figures alone.
    """
    figures = {name: FIGURES[name](baseline, worlds) for name in only}
    flag = np.where(worlds.found.infinite.any(axis=0), CUT_OFF, "")
    return pl.DataFrame({"state": baseline.states, **bands.columns(figures), "flag": flag})


def partners(baseline: World, worlds: Solved, hit: Incidence, of: Sequence[str]) -> pl.DataFrame:
    """Return each partner's part before and after, of spending (imports) and of sales (exports).

    `kind` is "home", "hit" (the flow is shocked) or "other". `share` is of all that the state spends
    or sells, at home too. `replaces` is the part of what is lost on hit flows that this partner, or
    home, makes up; null where nothing is lost. `not_covered`: nothing is known of the flow, and the
    model has none.
    """
    shocked = hit.hit(len(baseline.states))
    rows = [
        _partners(baseline, worlds, shocked, state, side)
        for state in of or baseline.states[:1]
        for side in SIDES
    ]
    return pl.concat(rows) if of else rows[0].clear()


def concentration(baseline: World, worlds: Solved, of: Sequence[str]) -> pl.DataFrame:
    """Return Herfindahl and effective number of foreign partners, before and after, on both sides."""
    rows = [
        _concentration(baseline, worlds, state, side)
        for state in of or baseline.states[:1]
        for side in SIDES
    ]
    return pl.concat(rows) if of else rows[0].clear()


def asymmetry(baseline: World, worlds: Solved, hit: Incidence) -> pl.DataFrame:
    """Return for each pair cut, seen from either side, whose loss is greater.

    `loss_pct` and `partner_loss_pct` of real income; `ratio`, the partner's loss in % over the
    state's: above 1 the partner is hurt more; null unless both lose. `severed_usd`: their trade that
    ends. `loss_per_dollar`: the state's loss in USD of GDP over all its trade that the scenario ends.
    Losses are those of the whole scenario.
    """
    severed = worlds.severed(hit)
    either = severed + severed.T
    state, partner = np.nonzero(either > 0)
    if not state.size:
        return pl.DataFrame(schema=ASYMMETRY)
    loss = 100 * (1 - worlds.found.real_income)
    mine, theirs = loss[:, state], loss[:, partner]
    both = (mine > 0) & (theirs > 0)
    figures = {
        "loss_pct": mine,
        "partner_loss_pct": theirs,
        "ratio": np.divide(theirs, mine, out=np.full_like(mine, np.nan), where=both),
        "loss_per_dollar": mine / 100 * baseline.gdp[state] / either.sum(axis=1)[state],
    }
    labels = np.array(baseline.states)
    return pl.DataFrame(
        {
            "state": labels[state],
            "partner": labels[partner],
            "severed_usd": either[state, partner],
            **bands.columns(figures),
        }
    ).select(*ASYMMETRY)


ASYMMETRY: Final = {
    "state": pl.String,
    "partner": pl.String,
    **{
        name + suffix: pl.Float64
        for name in ("loss_pct", "partner_loss_pct", "ratio", "loss_per_dollar")
        for suffix in ("", "_low", "_high")
    },
    "severed_usd": pl.Float64,
}


def _partners(
    baseline: World, worlds: Solved, shocked: NDArray[np.bool_], state: str, side: str
) -> pl.DataFrame:
    place = baseline.place(state)
    before, after = _flows(worlds, place, side)
    hit = shocked[place] if side == "imports" else shocked[:, place]
    known = baseline.known[place] if side == "imports" else baseline.known[:, place]
    total = after.sum(axis=1, keepdims=True)
    share = np.divide(after, total, out=np.zeros_like(after), where=total > 0)
    own = before / before.sum()
    lost = (own - share)[:, hit].sum(axis=1, keepdims=True)
    gained = np.where(hit, np.nan, share - own)
    replaced = np.divide(gained, lost, out=np.full_like(gained, np.nan), where=lost > 1e-12)
    kind = np.where(hit, "hit", "other").astype(object)
    kind[place] = "home"
    rows = pl.DataFrame(
        {
            "state": [state] * len(own),
            "side": [side] * len(own),
            "partner": baseline.states,
            "kind": pl.Series(kind.tolist(), dtype=pl.String),
            "usd_before": before,
            "share_before": own,
            **bands.columns(
                {"share_after": share, "usd_change": after - before, "replaces": replaced}
            ),
            "not_covered": ~known,
        }
    )
    spoken = (pl.col("usd_before") > 0) | pl.col("not_covered")
    return rows.filter(spoken).sort("usd_before", "partner", descending=[True, False])


def _concentration(baseline: World, worlds: Solved, state: str, side: str) -> pl.DataFrame:
    place = baseline.place(state)
    before, after = _flows(worlds, place, side)
    foreign = np.arange(len(before)) != place
    was, now = _herfindahl(before[None, foreign]), _herfindahl(after[:, foreign])
    figures = {"herfindahl_after": now[:, None], "effective_after": 1 / now[:, None]}
    return pl.DataFrame(
        {
            "state": [state],
            "side": [side],
            "herfindahl_before": pl.Series(was).fill_nan(None),
            "effective_before": pl.Series(1 / was).fill_nan(None),
            **bands.columns(figures),
        }
    )


def _flows(worlds: Solved, place: int, side: str) -> tuple[Array, Array]:
    """Return what a state buys or sells by partner, before, shape (n,), and after, shape (b, n)."""
    if side == "imports":
        return worlds.before[place], worlds.bought(place)
    return worlds.before[:, place], worlds.sold(place)


def _herfindahl(flows: Array) -> Array:
    """Return the index of each row; NaN where nothing flows."""
    total = flows.sum(axis=1)
    squares = (flows**2).sum(axis=1)
    index: Array = np.divide(squares, total**2, out=np.full_like(total, np.nan), where=total > 0)
    return index


def of_horizons(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the tables of all horizons as one, with the horizon first."""
    return pl.concat(
        [
            table.select(pl.lit(horizon).alias("horizon"), pl.all())
            for horizon, table in tables.items()
        ]
    )
