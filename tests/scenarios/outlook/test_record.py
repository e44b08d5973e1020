"""The record made anew: both periods are told apart, and it is what `trained.read` gives again."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import EvidenceError
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import backtest, record, trained
from counterpoise.scenarios.outlook.histories import History
from counterpoise.settings import embedded_folder
from tests.models.forecasts import deliveries


def small() -> History:
    recipients, suppliers = (tuple(f"{side}{n}" for n in range(4, 12)) for side in "RS")
    volume = deliveries.lumpy(recipients=8, suppliers=8, years=28)
    return History(volume, recipients, suppliers, 1970, 1997, "arms", "made_up", "1")


def test_what_is_written_is_the_record_and_fits_of_every_five_years(tmp_path: Path) -> None:
    told: list[str] = []
    history = small()
    scored = record.score(history, "arms", done=told.append)
    assert set(scored.scores["period"]) == {"development", "held out"}
    assert told[0].startswith("development, 1 of ")
    assert told[-1].startswith("held out, ")
    record.renew(history, "arms", scored, folder=tmp_path)
    held = trained.read("arms", tmp_path)
    assert held.scores.height == scored.scores.height
    assert {year for year, _ in held.fits} == {1990, 1995}
    assert (held.source, held.recipients) == ("made_up", 8)


def test_trade_is_learnt_from_the_release_that_tells_enough_of_most_years() -> None:
    history = record.evidence(Store((embedded_folder(),)).steady(), "trade")
    assert (history.source, history.first, history.last, history.excerpt) == (
        "imf_dots", 1960, 2020, ""
    )  # fmt: skip
    assert len(history.recipients) > 200
    told, thin = history.state_years
    assert 0 < thin < 0.15 * told
    assert history.notes[-1].startswith(f"{thin:,} of {told:,} years of recipients are left out")


def test_arms_are_not_learnt_from_an_excerpt() -> None:
    with pytest.raises(EvidenceError, match="excerpt"):
        record.evidence(Store((embedded_folder(),)).steady(), "arms")


def test_shipped_tables_are_small_and_cover_origins_from_1990() -> None:
    assert sum(file.stat().st_size for file in trained.TABLES.iterdir()) < 2**20
    for channel in trained.CHANNELS:
        held = trained.read(channel)
        assert min(year for year, _ in held.fits) == 1990
        assert held.world["as_of"].min() == 1990
        for period in record.PERIODS:
            whole = held.scores.filter(pl.col("size") == "all", pl.col("period") == period)
            assert set(whole["horizon"]) == set(backtest.HORIZONS)
