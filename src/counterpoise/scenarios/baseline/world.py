r"""The world before the shock: who buys what from whom, sales at home included.

Nobody reports what a state sells to itself. It is gross output less exports, **not** GDP less
exports, which counts value added on one side and gross sales on the other and inflates what a closed
state loses 2.3 times. Without an input-output table,

.. math:: GO_n = GDP_n (1.79 + 0.68\, X_n / GDP_n), \qquad X_{nn} = GO_n - X_n

which, left one out among the 41 countries of WIOD 2008, misses the share bought at home by 0.014 on
average. Where that leaves less than `FLOOR` of gross output (entrepots), it is raised to it.

Pairs that are not covered are no zeros. By default the model knows no trade between them, and the
report names each; what is said of those pairs stays null. On request they are imputed (`gaps`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise import schema
from counterpoise.errors import EvidenceError, MeasureError, UsageError, offenders
from counterpoise.models.trade import markets
from counterpoise.panel import ask
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.panel.widest import widest
from counterpoise.reference import states
from counterpoise.scenarios import parties
from counterpoise.scenarios.baseline import gaps, trade_pairs
from counterpoise.scenarios.baseline.accounts import Report, report, totals
from counterpoise.scenarios.horizons import THETA
from counterpoise.scenarios.scenario import NOT_COVERED, Closure

Array = NDArray[np.float64]
Treatment = Literal["left out", "imputed"]

OUTPUT_TO_GDP: Final = 1.79
OUTPUT_TO_EXPORTS: Final = 0.68
FLOOR: Final = 0.1
"""Least part of gross output sold at home; our choice, below any state of WIOD."""
PLACES: Final = ("state", "territory")


@dataclass(frozen=True, eq=False)
class Baseline:
    """Trade among the states of one year, with what each sells at home.

    Parameters
    ----------
    states : tuple of str
        Ids, in the order of the arrays.
    flows : np.ndarray, shape (n, n)
        USD of the year, [importer, exporter]; the diagonal is sold at home.
    known : np.ndarray of bool, shape (n, n)
        Whether the flow is covered, or imputed.
    gdp, gross_output : np.ndarray, shape (n,)
        USD; gross output by the rule, or sales at home as told and all exports recorded.
    year : int
    trade, gdp_from : str
        Source and vintage of each, for the certificate.
    report : Report
    own : bool
        Whether trade and GDP are the reader's, not of the evidence held.
    """

    states: tuple[str, ...]
    flows: Array
    known: NDArray[np.bool_]
    gdp: Array
    gross_output: Array
    year: int
    trade: str
    gdp_from: str
    report: Report
    own: bool = False

    @property
    def sectors(self) -> tuple[str, ...]:
        """One: all goods together."""
        return (schema.ALL_ITEMS,)

    @cached_property
    def _balanced(self) -> markets.Baseline:
        return markets.balanced(self.flows, theta=THETA["long"])

    def market(self, closure: Closure = "balanced") -> markets.Baseline:
        """Return the arrays the models take; balanced, they are solved once, with theta long."""
        return (
            self._balanced
            if closure == "balanced"
            else markets.observed(self.flows, closure=closure)
        )

    def place(self, state: str) -> int:
        """Return the row of a state, given by id or name.

        Raises
        ------
        EvidenceError
            If it is not in the baseline; says why.
        """
        entity = states.resolve(state)
        if entity in self.states:
            return self.states.index(entity)
        without = entity in self.report.without_gdp["state"]
        raise EvidenceError(
            f"Can't put {states.name(entity)} into the baseline: "
            + ("no GDP of it is held." if without else "its trade is not covered."),
            where=f"{self.trade}, {self.gdp_from}, year {self.year}",
            attempt=(
                f"in Python, baseline.build(store, gdp={{{entity!r}: USD}})"
                if without
                else "another source or year of trade (--source, --year)"
            ),
        )


def build(
    store: Store,
    *,
    source: str = "",
    year: int | None = None,
    as_of: int | None = None,
    gdp: Mapping[str, float] | None = None,
    not_covered: Treatment = "left out",
) -> Baseline:
    """Return the baseline of a year from the evidence held.

    Parameters
    ----------
    store : Store
    source : str
        Source of goods traded; "" for the one that covers most of the world's trade.
    year : int, optional
        None for the latest year that is covered widely enough; see `panel.widest`.
    as_of : int, optional
        The last year that may be known, if no year is named.
    gdp : mapping of state to float, optional
        USD of states of which the source of GDP has none, or another figure for one.
    not_covered : {"left out", "imputed"}
        What becomes of pairs that are not covered; see `gaps.imputed`.

    Raises
    ------
    EvidenceError
        If trade or GDP, or that year of it, is not held.
    ScenarioError
        If an option is none there is.
    """
    parties.choice(not_covered, NOT_COVERED, "not_covered")
    evidence = widest(store, "goods", year, as_of, source=source)
    year = evidence.last
    held = evidence.holding
    asked = ("pairs", held.source, held.vintage, year)
    rows = store.kept(asked, lambda: trade_pairs.pairs(evidence, year))
    if not_covered == "imputed":
        rows = gaps.imputed(store, rows, year, other_than=held)
    output = ask.indicator_rows(store, "gdp", as_of=year)
    return from_flows(
        rows,
        _gdp(output, year, gdp or {}),
        year=year,
        trade=f"{held.source} {held.vintage}",
        gdp_from=f"{output.holding.source} {output.holding.vintage}",
    )


def latest(store: Store, as_of: int | None = None) -> Baseline:
    """Return the baseline of the last year that may be known, as `build` makes it: once of a store."""
    return store.same(("baseline", as_of), lambda: build(store, as_of=as_of))


def from_flows(
    flows: pl.DataFrame,
    gdp: pl.DataFrame,
    *,
    year: int,
    trade: str = "",
    gdp_from: str = "",
    home: Mapping[str, float] | None = None,
) -> Baseline:
    """Return the baseline of given flows and GDP, by the rule of gross output.

    Parameters
    ----------
    flows : polars.DataFrame
        As `trade_pairs.pairs` returns: `origin`, `destination`, `value` (USD, at least 0; null if not
        covered), `status`. A pair without a row counts as not covered.
    gdp : polars.DataFrame
        `state`, `gdp` (USD, above 0), `gdp_year`.
    year : int
    trade, gdp_from : str
        Where they are from.
    home : mapping of state to float, optional
        Sales at home (USD) of states of which they are known; of the others by the rule.

    Raises
    ------
    MeasureError
        If a pair is there twice, a flow is negative or not a number, GDP is not above 0, or sales at
        home and exports are below GDP.
    EvidenceError
        If no two states are left.
    """
    _require_sound(flows, gdp)
    named = _between_states(flows)
    placed = sorted(
        {*named["origin"].unique()} & {*named["destination"].unique()} & {*gdp["state"]}
    )
    if len(placed) < 2:
        raise EvidenceError(
            "A baseline must have two states with trade and GDP.", where=f"{trade}, {gdp_from}"
        )
    told = gdp.filter(pl.col("state").is_in(placed)).sort("state")
    output = told["gdp"].to_numpy()
    exports = totals(named, placed)["exports"].to_numpy()
    domestic, least = _domestic(output, exports)
    _put_home(home or {}, placed, output, exports, domestic, least)
    inside = trade_pairs.every_pair(placed).join(
        named, on=["origin", "destination"], how="left", validate="1:1", maintain_order="left"
    )
    matrix, known = _matrix(inside, placed)
    sold = np.maximum(domestic, least)
    np.fill_diagonal(matrix, sold)
    made = report(named, inside, told, matrix, placed, year=year, domestic=domestic, floor=least)
    return Baseline(
        tuple(placed), matrix, known, output, sold + exports, year, trade, gdp_from, made
    )


def _gdp(evidence: Evidence, year: int, told: Mapping[str, float]) -> pl.DataFrame:
    """Return each state's GDP of the year, else of the last year before it, else as told."""
    given = pl.DataFrame(
        {
            "state": [states.resolve(state) for state in told],
            "gdp": [float(value) for value in told.values()],
            "gdp_year": [year] * len(told),
        },
        schema={"state": pl.String, "gdp": pl.Float64, "gdp_year": pl.Int64},
    )
    held = (
        evidence.rows.filter(pl.col("value") > 0)
        .sort("year")
        .group_by("state")
        .agg(gdp=pl.col("value").last(), gdp_year=pl.col("year").last().cast(pl.Int64))
        .collect()
    )
    return pl.concat([given, held.filter(~pl.col("state").is_in(given["state"].implode()))])


def _require_sound(flows: pl.DataFrame, gdp: pl.DataFrame) -> None:
    """Refuse doubled pairs, and figures that are none."""
    if flows.select("origin", "destination").is_duplicated().any():
        raise MeasureError("Flows must have each origin and destination once, not twice.")
    wrong = flows.filter((pl.col("value") < 0) | ~pl.col("value").is_finite())
    if wrong.height:
        shown = [
            f"{o} to {d}: {v}" for o, d, v in wrong.select("origin", "destination", "value").rows()
        ]
        raise MeasureError(
            "Flows must be finite and at least 0, or null where they are not covered.",
            where=offenders(shown, quote=False),
        )
    if gdp["state"].is_duplicated().any():
        raise MeasureError("GDP must have each state once, not twice.")
    poor = gdp.filter(~((pl.col("gdp") > 0) & pl.col("gdp").is_finite()))
    if poor.height:
        raise UsageError.out_of_range(f"GDP of {poor['state'][0]}", poor["gdp"][0], "above 0 (USD)")


def _between_states(flows: pl.DataFrame) -> pl.DataFrame:
    """Return flows between places: trade of residuals and groups has no economy to it."""
    named = {*flows["origin"].unique(), *flows["destination"].unique()}
    place = pl.col("origin", "destination").is_in(
        [entity for entity in named if states.kind(entity) in PLACES]
    )
    return flows.filter(place, pl.col("origin") != pl.col("destination"))


def _domestic(gdp: Array, exports: Array) -> tuple[Array, Array]:
    """Return sales at home by the rule of gross output, and the floor under them."""
    output = OUTPUT_TO_GDP * gdp + OUTPUT_TO_EXPORTS * exports
    return output - exports, FLOOR * output


def _put_home(
    home: Mapping[str, float],
    placed: list[str],
    gdp: Array,
    exports: Array,
    domestic: Array,
    least: Array,
) -> None:
    """Put sales at home that are known in the place of the rule's, or refuse them."""
    for place, state in enumerate(placed):
        if state not in home:
            continue
        value = float(home[state])
        if not (np.isfinite(value) and value > 0 and value + exports[place] >= gdp[place]):
            raise MeasureError(
                f"Sales at home must be above 0, and with exports at least GDP, not {value:g}.",
                where=f"{states.name(state)}: GDP {gdp[place]:g}, exports {exports[place]:g}",
                attempt="the same money for trade and GDP; gross output, not value added",
            )
        domestic[place], least[place] = value, 0.0


def _matrix(inside: pl.DataFrame, placed: list[str]) -> tuple[Array, NDArray[np.bool_]]:
    """Return flows [importer, exporter], 0 where nothing is known, and where something is."""
    position = {state: place for place, state in enumerate(placed)}
    there = inside.drop_nulls("value")
    rows = there["destination"].replace_strict(position, return_dtype=pl.Int64).to_numpy()
    columns = there["origin"].replace_strict(position, return_dtype=pl.Int64).to_numpy()
    matrix = np.zeros((len(placed), len(placed)))
    known = np.eye(len(placed), dtype=bool)
    matrix[rows, columns] = there["value"].to_numpy()
    known[rows, columns] = True
    return matrix, known
