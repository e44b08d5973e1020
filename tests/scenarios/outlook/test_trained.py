"""What travels with the package: written and read again it forecasts the same, and holds no rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.models.forecasts.supply_features import World
from counterpoise.scenarios.outlook import trained, training
from counterpoise.scenarios.outlook.histories import History
from tests.models.forecasts import deliveries

VOLUME = deliveries.lumpy(recipients=14, suppliers=5, years=38)
HISTORY = History(
    VOLUME,
    tuple(f"R{number:02}" for number in range(14)),
    tuple(f"S{number}" for number in range(5)),
    1970,
    2007,
    "arms",
    "made_up",
    "2",
)
SCORES = pl.DataFrame(
    {
        "channel": "arms",
        "horizon": [1, 5],
        "model": ["walk", "hurdle"],
        "size": "all",
        "energy": [0.1, 0.2],
        "cover80": [0.8, 0.8],
        "cover95": [0.95, 0.95],
        "period": "development",
    }
)


@pytest.fixture(scope="module")
def fits() -> dict[tuple[int, int], trained.Fitted]:
    return training.train(HISTORY, first=2003)


@pytest.fixture(scope="module")
def held(
    fits: dict[tuple[int, int], trained.Fitted], tmp_path_factory: pytest.TempPathFactory
) -> trained.Trained:
    folder: Path = tmp_path_factory.mktemp("tables")
    trained.write(
        "arms",
        HISTORY,
        fits=fits,
        world=training.summary(HISTORY, first=2003),
        scores=SCORES,
        calibration=SCORES.head(0),
        folder=folder,
    )
    return trained.read("arms", folder)


def test_every_horizon_is_fitted(fits: dict[tuple[int, int], trained.Fitted]) -> None:
    assert sorted(fits) == [(2003, horizon) for horizon in range(1, trained.LONGEST + 1)]
    assert all(fit.models.walk.horizon == horizon for (_, horizon), fit in fits.items())


def test_what_is_read_forecasts_as_what_was_fitted(
    fits: dict[tuple[int, int], trained.Fitted], held: trained.Trained
) -> None:
    past = HISTORY.until(2003).volume
    seen, read = held.fitted(2004, 3)
    assert seen == 2003
    for model in ("dirichlet", "walk"):
        one, two = (
            fit.models.named(model).draw(
                past, world=World.of(past), draws=50, rng=np.random.default_rng(0)
            )
            for fit in (fits[2003, 3], read)
        )
        assert two == pytest.approx(one, abs=1e-3)
    one, two = (
        fit.models.hurdle.expected(past, world=World.of(past))[0] for fit in (fits[2003, 3], read)
    )
    assert two == pytest.approx(one, abs=1e-4)
    assert read.totals.probability(past) == pytest.approx(
        fits[2003, 3].totals.probability(past), abs=1e-4
    )


def test_the_summary_of_the_world_is_that_of_all_rows(held: trained.Trained) -> None:
    world = World.of(HISTORY.until(2004).volume)
    again = held.world_of(2004, HISTORY.suppliers)
    assert again.share_5 == pytest.approx(world.share_5, rel=1e-5)
    assert again.customers_5.tolist() == world.customers_5.tolist()
    assert again.typical == pytest.approx(world.typical, rel=1e-5)


def test_a_supplier_unknown_to_the_world_has_nothing(held: trained.Trained) -> None:
    assert held.world_of(2004, ["S0", "NEW"]).share_5[1] == 0


def test_the_choice_is_that_of_the_nearest_scored_horizon(held: trained.Trained) -> None:
    assert [held.chosen(years) for years in (1, 2, 3, 4, 9)] == [
        "walk",
        "walk",
        "walk",
        "hurdle",
        "hurdle",
    ]


def test_what_was_not_trained_is_refused(held: trained.Trained) -> None:
    with pytest.raises(EvidenceError, match="from 2002"):
        held.fitted(2002, 3)
    with pytest.raises(EvidenceError, match="1999"):
        held.world_of(1999, ["S0"])
    with pytest.raises(UsageError):
        trained.read("votes")


def test_what_travels_holds_no_volumes_of_pairs() -> None:
    """Of the arms register, only coefficients and the suppliers' parts of the world are kept."""
    about = trained.read("arms")
    assert about.source.startswith("sipri")
    assert set(about.world.columns) == {"as_of", "supplier", *trained.WORLD_COLUMNS, "typical"}
    assert about.world["share_5"].max() <= 1
    models = pl.read_parquet(trained.TABLES / "arms_models.parquet")
    assert models.columns == ["as_of", "horizon", "part", "place", "value"]
