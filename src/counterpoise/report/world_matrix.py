"""The picture of who could hurt whom, of the largest economies."""

from __future__ import annotations

import polars as pl

from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report.pages import Chart
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.scenarios.baseline.world import Baseline

SHOWN = 26


def picture(
    table: pl.DataFrame, baseline: Baseline, horizon: str = "long", shown: int = SHOWN
) -> Chart:
    """Return the chart of what each large economy loses if its trade with each other stops.

    Parameters
    ----------
    table : polars.DataFrame
        What `threats.matrix` returned.
    baseline : Baseline
        What it was computed from.
    horizon : str
        That of the table.
    shown : int
        So many economies, the largest by GDP first.
    """
    size = dict(zip(baseline.states, baseline.gdp.tolist(), strict=True))
    largest = sorted(baseline.states, key=lambda state: -size[state])[:shown]
    losses = {
        (state, partner): loss
        for state, partner, loss in table.select("state", "partner", "loss_pct").rows()
    }
    return Chart(
        "world-matrix",
        "loss_matrix",
        f"Who could hurt whom: real income {HORIZONS[horizon]}, trade of {baseline.year}"
        f" ({baseline.trade}), the {number_of(shown, 'largest economy')}",
        f"What each of {number_of(shown, 'economy')} loses if its trade with each other one stops.",
        tuple(
            {
                "state": states.name(state),
                "partner": states.name(partner),
                "loss": losses.get((state, partner)),
            }
            for state in largest
            for partner in largest
            if state != partner
        ),
        caption=f"{baseline.trade}, {baseline.year}, {table['convention'][0]}.",
    )
