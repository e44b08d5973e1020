"""Estimate the effects of interventions, write the table of the package, and test them on forecasts.

::

    python tools/arms_effects.py              write scenarios/outlook/tables/arms_effects.csv
    python tools/arms_effects.py --left-out   score forecasts of recipients left out of the estimate

It needs the whole arms register in the store, that is, after ``counterpoise add sipri_arms_deals
FILE``, and takes a minute and a half of CPU. Run it again when the table of episodes, the hurdle or the
register has changed.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import polars as pl

from counterpoise.models.forecasts import hurdle
from counterpoise.models.forecasts import scores as forecast_scores
from counterpoise.models.forecasts.supply_features import World
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import episodes, histories, intervention_effects, interventions
from counterpoise.scenarios.outlook.histories import History
from counterpoise.scenarios.shocks import INTERVENTIONS

FOLDER = Path(episodes.__file__).parent / "tables"
SOURCE = "sipri_arms_deals"
DRAWS = 1000


def main(task: str = "") -> None:
    history = histories.history(Store.open(), interventions.CHANNEL, source=SOURCE)
    pairs = intervention_effects.cases(episodes.read(), history)
    compared = intervention_effects.against_forecasts(pairs, history)
    if task == "--left-out":
        left_out(intervention_effects.counted(compared), history)
    else:
        write(compared, history)


def write(compared: pl.DataFrame, history: History) -> None:
    table = (FOLDER / f"{episodes.TABLE}.csv").read_bytes()
    told = {
        "source": history.source,
        "vintage": history.vintage,
        "episodes": hashlib.sha256(table).hexdigest()[:12],
    }
    found = [asdict(effect) | told for effect in intervention_effects.estimate(compared).values()]
    text = pl.DataFrame(found).select(interventions.COLUMNS).write_csv()
    (FOLDER / f"{interventions.TABLE}.csv").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def left_out(counted: pl.DataFrame, history: History) -> None:
    """Print energy scores without and with the effect, estimated on the other recipients."""
    origins = counted["origin"].unique().sort().to_list()
    models = intervention_effects.fits(origins, history, intervention_effects.HORIZON)
    for kind in INTERVENTIONS:
        of_kind = counted.filter(kind=kind)
        scores = [
            score
            for (origin, recipient), pairs in of_kind.group_by(
                "origin", "recipient", maintain_order=True
            )
            if (score := scored(pairs, of_kind, history, models[origin], origin, recipient))
        ]
        without, with_ = np.array(scores).T
        gain = with_ - without
        spread = gain.std(ddof=1) / np.sqrt(len(gain))
        print(
            f"{kind:18} {len(gain):3} forecasts  without {without.mean():.4f}"
            f"  with {with_.mean():.4f}  difference {gain.mean():+.4f} (s.e. {spread:.4f})"
        )


def scored(
    pairs: pl.DataFrame,
    of_kind: pl.DataFrame,
    history: History,
    model: hurdle.Hurdle,
    origin: int,
    recipient: int,
) -> tuple[float, float] | None:
    """Return the energy score without and with the effect; None if nothing was delivered."""
    came = history.window(origin + 1, origin + intervention_effects.HORIZON)[[recipient]]
    if not came.sum():
        return None
    past = history.until(origin).volume
    others = of_kind.filter(pl.col("recipient") != recipient)
    effect = intervention_effects.effect(pairs["kind"][0], others)
    hit = np.zeros((1, came.shape[1]))
    hit[0, pairs["supplier"].to_numpy()] = 1
    scores = []
    for size in (0.0, 1.0):
        drawn = model.amounts(
            past[[recipient]],
            world=World.of(past),
            draws=DRAWS,
            rng=np.random.default_rng(1),
            activity_shift=size * effect.activity * hit,
            volume_shift=size * effect.volume * hit,
        )
        drawn /= drawn.sum(axis=-1, keepdims=True)
        scores.append(float(forecast_scores.energy(drawn, came / came.sum())[0]))
    return scores[0], scores[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
