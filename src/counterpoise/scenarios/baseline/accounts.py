"""What was done to trade and GDP on the way to a baseline: nothing of it in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise import schema
from counterpoise.models.trade import markets
from counterpoise.printable import number_of
from counterpoise.reference import states

Array = NDArray[np.float64]

NAMED: Final = 8
"""So many states are named in a sentence."""


@dataclass(frozen=True, eq=False)
class Report:
    """What was carried over, left out, filled, floored and balanced.

    Parameters
    ----------
    gdp_carried : polars.DataFrame
        `state`, `gdp` (USD), `gdp_year`: no GDP is known of the year, an earlier one stands for it.
    without_gdp : polars.DataFrame
        `state`, `exports`, `imports` (USD): no GDP at all, so not in the baseline.
    not_covered : polars.DataFrame
        `origin`, `destination`, `treatment`, `value`: pairs of states of the baseline of which
        nothing is known, those of the largest economies first; "left out" (the model knows no
        trade between them) or "imputed" (USD).
    floored : polars.DataFrame
        `state`, `domestic`, `floor` (USD): sales at home that came out below the floor.
    entrepots : polars.DataFrame
        `state`, `exports_to_gdp`, `imports_to_gdp`: trade larger than GDP, much of it in transit.
    balanced : polars.DataFrame
        `state`, `deficit_pct`: imports less exports, in % of GDP, that balancing takes away.
    one_way : polars.DataFrame
        `origin`, `destination`, `value` (USD): flows of the data that end when trade balances,
        because nothing ever flows back, even by way of others.
    outside : polars.DataFrame
        `state`, `imports_outside`, `exports_outside`: parts of recorded trade, in [0, 1], with
        partners that are not in the baseline.
    """

    gdp_carried: pl.DataFrame
    without_gdp: pl.DataFrame
    not_covered: pl.DataFrame
    floored: pl.DataFrame
    entrepots: pl.DataFrame
    balanced: pl.DataFrame
    one_way: pl.DataFrame
    outside: pl.DataFrame

    def sentences(self) -> tuple[str, ...]:
        """Return the report in words, one sentence for each thing done."""
        told = (
            _carried(self.gdp_carried),
            _named(self.without_gdp, "left out, for want of any GDP"),
            _not_covered(self.not_covered),
            _named(self.floored, "with sales at home raised to the floor"),
            _named(self.entrepots, "with trade above GDP: much of it is in transit"),
            _balanced(self.balanced),
            _one_way(self.one_way),
        )
        return tuple(sentence for sentence in told if sentence)

    def partners_left_out(self, state: str) -> tuple[str, ...]:
        """Return those of `partners_not_covered` whose trade with `state` was not imputed either."""
        imputed = self.not_covered.filter(pl.col("treatment") == "imputed")
        filled = {*imputed.filter(pl.col("origin") == state)["destination"]} | {
            *imputed.filter(pl.col("destination") == state)["origin"]
        }
        return tuple(other for other in self.partners_not_covered(state) if other not in filled)

    def partners_not_covered(self, state: str) -> tuple[str, ...]:
        """Return the partners of whose trade with `state` nothing is known, at least one way."""
        pair = self.not_covered.filter(
            (pl.col("origin") == state) | (pl.col("destination") == state)
        )
        return tuple(sorted({*pair["origin"], *pair["destination"]} - {state}))


def report(
    named: pl.DataFrame,
    inside: pl.DataFrame,
    gdp: pl.DataFrame,
    matrix: Array,
    placed: list[str],
    *,
    year: int,
    domestic: Array,
    floor: Array,
) -> Report:
    """Return the report on a baseline of the states `placed`.

    `named` are flows between all states, `inside` those between states of the baseline, `gdp` theirs,
    `matrix` the flows with sales at home, `domestic` those sales before the `floor`.
    """
    within, output = totals(named, placed), gdp["gdp"].to_numpy()
    everybody = {*named["origin"].unique(), *named["destination"].unique()}
    size = pl.DataFrame({"state": placed, "domestic": domestic, "floor": floor})
    ratios = within.select(
        "state",
        exports_to_gdp=pl.col("exports") / output,
        imports_to_gdp=pl.col("imports") / output,
    )
    deficit = 100 * (matrix.sum(axis=1) - matrix.sum(axis=0)) / output
    return Report(
        gdp_carried=gdp.filter(pl.col("gdp_year") < year),
        without_gdp=totals(named, sorted(everybody - {*placed})),
        not_covered=_not_covered_pairs(inside, gdp),
        floored=size.filter(pl.col("domestic") < pl.col("floor")),
        entrepots=ratios.filter((pl.col("exports_to_gdp") > 1) | (pl.col("imports_to_gdp") > 1)),
        balanced=pl.DataFrame({"state": placed, "deficit_pct": deficit}),
        one_way=_one_way_flows(matrix, placed),
        outside=_outside(within, matrix),
    )


def totals(named: pl.DataFrame, of: list[str]) -> pl.DataFrame:
    """Return recorded exports and imports of each state, with all partners there are."""

    def total(side: str, name: str) -> pl.DataFrame:
        return named.group_by(state=side).agg(pl.col("value").sum().alias(name))

    return (
        pl.DataFrame({"state": of}, schema={"state": pl.String})
        .join(total("origin", "exports"), on="state", how="left", validate="1:1")
        .join(total("destination", "imports"), on="state", how="left", validate="1:1")
        .with_columns(pl.col("exports", "imports").fill_null(0.0))
        .sort("state")
    )


def _not_covered_pairs(inside: pl.DataFrame, gdp: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of which nothing is known, those of large economies first."""
    imputed = pl.col("status") == schema.IMPUTED
    size = dict(gdp.select("state", "gdp").iter_rows())
    weight = pl.col("origin").replace_strict(size) * pl.col("destination").replace_strict(size)
    return (
        inside.filter(pl.col("value").is_null() | imputed)
        .sort(weight, "origin", descending=[True, False])
        .select(
            "origin",
            "destination",
            treatment=pl.when(imputed).then(pl.lit("imputed")).otherwise(pl.lit("left out")),
            value="value",
        )
    )


def _one_way_flows(matrix: Array, placed: list[str]) -> pl.DataFrame:
    """Return flows between blocs: with balanced trade nothing pays for them."""
    bloc = markets.blocs(matrix > 0)
    buyers, sellers = np.nonzero((matrix > 0) & (bloc[:, None] != bloc[None, :]))
    return pl.DataFrame(
        {
            "origin": [placed[seller] for seller in sellers],
            "destination": [placed[buyer] for buyer in buyers],
            "value": matrix[buyers, sellers],
        },
        schema={"origin": pl.String, "destination": pl.String, "value": pl.Float64},
    )


def _outside(within: pl.DataFrame, matrix: Array) -> pl.DataFrame:
    """Return which part of each state's recorded trade is with partners left out."""
    trade = matrix - np.diag(np.diag(matrix))
    inside = within.with_columns(bought=trade.sum(axis=1), sold=trade.sum(axis=0))

    def part(whole: str, of: str) -> pl.Expr:
        return pl.when(pl.col(whole) > 0).then(1 - pl.col(of) / pl.col(whole)).clip(0.0, 1.0)

    return inside.select(
        "state", imports_outside=part("imports", "bought"), exports_outside=part("exports", "sold")
    )


def _listed(entities: list[str]) -> str:
    names = [states.name(entity) for entity in entities[:NAMED]]
    more = len(entities) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more > 0 else "")


def _named(rows: pl.DataFrame, what: str) -> str:
    if rows.is_empty():
        return ""
    return f"{rows.height:,} {what}: {_listed(rows['state'].to_list())}."


def _carried(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return ""
    told = [
        f"{states.name(state)} ({year})" for state, year in rows.select("state", "gdp_year").rows()
    ]
    return f"GDP of an earlier year stands for {', '.join(told)}."


def _not_covered(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return ""
    imputed = rows.filter(pl.col("treatment") == "imputed").height
    involved = list(
        dict.fromkeys(
            state for pair in rows.select("origin", "destination").rows() for state in pair
        )
    )
    return (
        f"Not covered: {number_of(rows.height, 'ordered pair')} among {number_of(len(involved), 'state')};"
        f" {imputed:,} imputed, {rows.height - imputed:,} left out; the largest are {_listed(involved)}."
    )


def _balanced(rows: pl.DataFrame) -> str:
    largest = rows.sort(pl.col("deficit_pct").abs(), descending=True).head(3)
    told = [f"{states.name(state)} {deficit:+.0f} %" for state, deficit in largest.rows()]
    return (
        f"Trade is balanced before any shock; the largest deficits taken away, in % of GDP:"
        f" {', '.join(told)}."
    )


def _one_way(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return ""
    dollars = rows["value"].sum()
    ends = number_of(rows.height, "flow ends", "flows end")
    return f"{ends} when trade balances, ${dollars:,.0f} in all: nothing flows back."
