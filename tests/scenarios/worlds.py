"""Small worlds whose answers are known by hand."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from counterpoise.scenarios.baseline.world import Baseline, from_flows

YEAR = 2020


def rows(flows: Mapping[tuple[str, str], float | None]) -> pl.DataFrame:
    """Return flows by (origin, destination) as `baseline.pairs` does; None is not covered."""
    return pl.DataFrame(
        [
            (origin, destination, value, "not covered" if value is None else "reported")
            for (origin, destination), value in flows.items()
        ],
        schema={
            "origin": pl.String,
            "destination": pl.String,
            "value": pl.Float64,
            "status": pl.String,
        },
        orient="row",
    )


def world(flows: Mapping[tuple[str, str], float | None], home: Mapping[str, float]) -> Baseline:
    """Return the baseline in which each state sells `home` to itself."""
    exports = {state: sum(v or 0.0 for (o, _), v in flows.items() if o == state) for state in home}
    # The rule of gross output, solved for GDP: X_nn = 1.79 GDP - 0.32 exports.
    gdp = pl.DataFrame(
        {
            "state": list(home),
            "gdp": [(home[state] + 0.32 * exports[state]) / 1.79 for state in home],
            "gdp_year": [YEAR] * len(home),
        }
    )
    return from_flows(rows(flows), gdp, year=YEAR, trade="made_up 1", gdp_from="made_up 2")


def twins() -> Baseline:
    """Return two equal states, each buying a fifth of the other."""
    return world({("USA", "VNM"): 20.0, ("VNM", "USA"): 20.0}, {"USA": 80.0, "VNM": 80.0})


def four() -> Baseline:
    """Return four states with unequal trade; nothing is known of trade between RUS and VNM."""
    flows: dict[tuple[str, str], float | None] = {
        ("CHN", "USA"): 50.0, ("USA", "CHN"): 15.0, ("CHN", "VNM"): 14.0, ("VNM", "CHN"): 6.0,
        ("USA", "VNM"): 2.0, ("VNM", "USA"): 12.0, ("CHN", "RUS"): 10.0, ("RUS", "CHN"): 12.0,
        ("USA", "RUS"): 1.0, ("RUS", "USA"): 2.0, ("RUS", "VNM"): None, ("VNM", "RUS"): None,
    }  # fmt: skip
    return world(flows, {"CHN": 1500.0, "USA": 2000.0, "VNM": 30.0, "RUS": 150.0})
