"""Episodes held against forecasts: which pairs count, and that a planted effect is found."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError
from counterpoise.scenarios.outlook import episodes, intervention_effects, interventions
from counterpoise.scenarios.outlook.histories import History

RECIPIENTS = ("EGY", "IRN", "IRQ", "VNM")
SUPPLIERS = ("DEU", "FRA", "RUS", "USA")
FIRST, LAST = 1950, 2010


def history(volume: np.ndarray | None = None) -> History:
    """Everybody delivers 10 to everybody each year, unless told otherwise."""
    shape = (len(RECIPIENTS), len(SUPPLIERS), LAST - FIRST + 1)
    volume = np.full(shape, 10.0) if volume is None else volume
    return History(volume, RECIPIENTS, SUPPLIERS, FIRST, LAST, "arms", "sipri_arms", "made up")


def told(
    *rows: tuple[str, str, str, int, int | None, int | None], scope: str = "full"
) -> pl.DataFrame:
    """Return episodes from kind, recipient, supplier, year, month and end."""
    return pl.DataFrame(
        [(f"e{n}", *row, scope, "an act", "") for n, row in enumerate(rows)],
        schema={
            "id": pl.String, "kind": pl.String, "recipient": pl.String, "supplier": pl.String,
            "year": pl.Int16, "month": pl.Int8, "end_year": pl.Int16, "scope": pl.String,
            "source": pl.String, "note": pl.String,
        },
        orient="row",
    )  # fmt: skip


def pairs(found: pl.DataFrame) -> set[tuple[int, str, str]]:
    return {
        (origin, RECIPIENTS[recipient], SUPPLIERS[supplier])
        for origin, recipient, supplier in found.select(
            "origin", "recipient", "supplier"
        ).iter_rows()
    }


IMPOSED, LIFTED = "embargo imposed", "embargo lifted"


def test_the_origin_is_the_last_year_before_the_episode() -> None:
    rows = told((IMPOSED, "IRN", "USA", 1980, 6, None), (IMPOSED, "VNM", "USA", 1980, 7, None))
    found = intervention_effects.cases(rows, history())
    assert pairs(found) == {(1979, "IRN", "USA"), (1980, "VNM", "USA")}


def test_the_soviet_union_is_found_in_the_series_of_russia() -> None:
    rows = told(("supplier collapse", "VNM", "SUN", 1991, 1, None))
    assert pairs(intervention_effects.cases(rows, history())) == {(1990, "VNM", "RUS")}


def test_of_a_bloc_only_those_who_delivered_before_count() -> None:
    volume = history().volume.copy()
    volume[RECIPIENTS.index("IRQ"), SUPPLIERS.index("DEU"), :45] = 0
    rows = told((IMPOSED, "IRQ", "EU", 1990, None, None))
    found = intervention_effects.cases(rows, history(volume))
    assert pairs(found) == {(1989, "IRQ", "FRA")}


@pytest.mark.parametrize(
    "row",
    [
        (IMPOSED, "IRQ", "USA", 1960, None, None),  # too early in the record
        (IMPOSED, "IRQ", "USA", 2007, None, None),  # its window is not complete
        (IMPOSED, "IRQ", "USA", 1990, None, 1992),  # lifted before half of the window
        (IMPOSED, "CUB", "USA", 1990, None, None),  # not in the record
    ],
)
def test_what_cannot_be_told_is_left_out(
    row: tuple[str, str, str, int, int | None, int | None],
) -> None:
    assert intervention_effects.cases(told(row), history()).is_empty()


def test_pairs_under_another_embargo_are_left_out() -> None:
    rows = told(
        (IMPOSED, "IRQ", "UN", 1985, None, 2000),
        (IMPOSED, "IRQ", "USA", 1990, None, None),
        (LIFTED, "IRQ", "UN", 2000, None, None),
    )
    found = intervention_effects.cases(rows, history())
    imposed, lifted = (pairs(found.filter(kind=kind)) for kind in (IMPOSED, LIFTED))
    assert imposed == {(1984, "IRQ", supplier) for supplier in SUPPLIERS}
    assert lifted == {(1999, "IRQ", supplier) for supplier in ("DEU", "FRA", "RUS")}


def test_nothing_after_the_origin_changes_what_was_expected() -> None:
    rng = np.random.default_rng(4)
    volume = rng.exponential(10, history().volume.shape) * (
        rng.random(history().volume.shape) < 0.5
    )
    rows = told((IMPOSED, "IRQ", "USA", 1990, None, None))
    changed = volume.copy()
    changed[..., 1990 - FIRST :] *= 7
    both = [
        intervention_effects.against_forecasts(
            intervention_effects.cases(rows, history(each)), history(each)
        )
        for each in (volume, changed)
    ]
    assert both[0]["logit"].item() == both[1]["logit"].item()
    assert both[0]["log_volume"].item() == both[1]["log_volume"].item()
    assert both[1]["came"].item() == pytest.approx(7 * both[0]["came"].item())


def compared(shift: float, fall: float, cases: int = 4000) -> pl.DataFrame:
    """Return made-up cases on which an effect of `shift` and `fall` was planted."""
    rng = np.random.default_rng(8)
    logit = rng.normal(size=cases)
    active = rng.random(cases) < 1 / (1 + np.exp(-(logit + shift)))
    level = rng.normal(3, 1, cases)
    return pl.DataFrame(
        {
            "kind": IMPOSED,
            "scope": "full",
            "named": True,
            "recipient": rng.integers(0, 60, cases),
            "supplier": rng.integers(0, 30, cases),
            "logit": logit,
            "log_volume": level,
            "came": np.where(active, np.exp(level + fall + rng.normal(0, 0.5, cases)), 0.0),
        }
    )


def test_a_planted_effect_is_found() -> None:
    effect = intervention_effects.estimate(compared(-1.2, -0.7))[IMPOSED]
    assert effect.activity == pytest.approx(-1.2, abs=3 * effect.activity_error)
    assert effect.volume == pytest.approx(-0.7, abs=3 * effect.volume_error)
    assert 0 < effect.activity_error < 0.1
    assert effect.cases == 4000


def test_partial_embargoes_and_blocs_that_lift_do_not_count() -> None:
    rows = compared(0.0, 0.0, 200)
    partial = rows.with_columns(scope=pl.lit("partial"))
    bloc = rows.with_columns(kind=pl.lit(LIFTED), named=pl.lit(False))
    assert intervention_effects.estimate(pl.concat([partial, bloc])) == {}


def test_too_few_deliveries_are_refused() -> None:
    nothing = compared(0.0, 0.0, 50).with_columns(came=0.0)
    with pytest.raises(EvidenceError, match="two recipients or more"):
        intervention_effects.estimate(nothing)


def test_the_shipped_effects_are_of_the_shipped_episodes() -> None:
    table = Path(episodes.__file__).parent / "tables" / "arms_episodes.csv"
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    for effect in interventions.effects().values():
        assert digest.startswith(effect.episodes), "run tools/arms_effects.py again"
