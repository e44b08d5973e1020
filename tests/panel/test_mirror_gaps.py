"""What a state never granted of its partners' word counts as not told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.answers import told
from counterpoise.measures.views import VIEWS
from counterpoise.panel.ask import ask
from counterpoise.panel.mirror_gaps import GRANTED, MOST, REACH, SPREAD, YEARS, by_own_word
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import Tie, keep, ties

LAST = 2010
"""The last year of which the state tells itself."""


def two_voices(folder: Path, own: list[Tie], theirs: list[Tie], *, last: int, silent: int) -> Store:
    """Keep both sides' words on China's imports, in billions; of itself China tells until `last`."""
    said = {"destination": own, "origin": theirs}
    rows = pl.concat(ties("goods", rows, told_by=teller) for teller, rows in said.items())
    rows = rows.with_columns(pl.col("value") * 1e9)
    keep(
        folder,
        "imf_dots",
        "x",
        rows,
        [
            Covered(1990, last, "destination", ("CHN",), told_by="destination"),
            Covered(1990, last, "origin", told_by="destination"),
            Covered(1990, silent, "origin", told_by="origin"),
            Covered(1990, silent, "destination", told_by="origin"),
        ],
    )
    return Store((folder,))


def of(store: Store, year: int) -> pl.DataFrame:
    """Return China's imports of a year."""
    shares = told(store, VIEWS["imports"], ["CHN"]).shares.filter(pl.col("year") == year)
    return shares.sort("origin").select(
        "origin", "share", "share_low", "share_high", "completeness"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def told_before(share_granted: float, *, years: int = YEARS) -> tuple[list[Tie], list[Tie]]:
    """Return what China and Hong Kong said of their trade, and Korea's, in years up to `LAST`."""
    when = range(LAST - years + 1, LAST + 1)
    own: list[Tie] = [("HKG", "CHN", year, 100 * share_granted) for year in when]
    theirs: list[Tie] = [("HKG", "CHN", year, 100.0) for year in when]
    korea: list[Tie] = [("KOR", "CHN", year, 100.0) for year in when]
    return own + korea, theirs + korea


def test_what_a_state_never_granted_counts_as_not_told(folder: Path) -> None:
    own, theirs = told_before(0.1)
    now: list[Tie] = [("HKG", "CHN", LAST + 1, 50.0), ("KOR", "CHN", LAST + 1, 50.0)]
    store = two_voices(folder, own, theirs + now, last=LAST, silent=LAST + 1)
    rows = of(store, LAST + 1)
    # Nine tenths of 50 are in dispute: 55 of 100 are told.
    assert rows["completeness"].unique().to_list() == [0.55]
    assert rows["share"].to_list() == [None, None]
    assert rows["share_low"].to_list() == pytest.approx([0.05, 0.5])
    assert rows["share_high"].to_list() == pytest.approx([0.5, 0.95])
    answer = ask(store, "goods", side="destination", states=["CHN"])
    assert "its own customs recorded when" in answer.reason("CHN", LAST + 1)


def test_what_a_state_granted_by_half_stands(folder: Path) -> None:
    own, theirs = told_before(GRANTED)
    now: list[Tie] = [("HKG", "CHN", LAST + 1, 50.0), ("KOR", "CHN", LAST + 1, 50.0)]
    store = two_voices(folder, own, theirs + now, last=LAST, silent=LAST + 1)
    assert of(store, LAST + 1)["share"].to_list() == [0.5, 0.5]


def test_its_own_years_and_those_too_long_ago_are_not_held_against_anybody(folder: Path) -> None:
    own, theirs = told_before(0.1)
    late = LAST + REACH + 1
    now: list[Tie] = [("HKG", "CHN", late, 50.0), ("KOR", "CHN", late, 50.0)]
    store = two_voices(folder, own, theirs + now, last=LAST, silent=late)
    assert of(store, LAST).filter(origin="HKG")["share"].to_list() == pytest.approx([10 / 110])
    assert of(store, late)["share"].to_list() == [0.5, 0.5]


def test_what_it_ascribed_to_nobody_may_have_been_that_partners(folder: Path) -> None:
    own, theirs = told_before(0.1)
    own += [
        ("residual:areas not specified", "CHN", year, 45.0)
        for year in range(LAST - YEARS + 1, LAST + 1)
    ]
    now: list[Tie] = [("HKG", "CHN", LAST + 1, 50.0), ("KOR", "CHN", LAST + 1, 50.0)]
    store = two_voices(folder, own, theirs + now, last=LAST, silent=LAST + 1)
    assert of(store, LAST + 1)["share"].to_list() == [0.5, 0.5]


def test_the_share_by_its_own_record_and_its_bounds() -> None:
    ties = pl.DataFrame(
        {
            "state": ["VNM"] * 3,
            "partner": ["CHN", "KOR", "LAO"],
            "year": [2025] * 3,
            "value": [60.0, 30.0, 10.0],
            "recorded": [0.5, 1.0, None],
            "in_all": [0.8] * 3,
        }
    )
    rows = by_own_word(ties)
    # 30, 30 and 8 (by what is granted of all), of 68.
    assert rows["own_share"].to_list() == pytest.approx([30 / 68, 30 / 68, 8 / 68])
    assert rows["share_low"].to_list() == pytest.approx([30 / 68 / 1.5, 0.3 / 1.5, 0.1 / 1.5])
    assert rows["share_high"].to_list() == pytest.approx([0.9, 1.5 * 30 / 68, 1.5 * 8 / 68])
    assert rows["least"].to_list() == pytest.approx([20.0, 20.0, 8 / 1.5])
    assert rows["most"].to_list() == pytest.approx([90.0, 45.0, 15.0])


def test_viet_nams_imports_of_2025_as_its_customs_record_its_sellers_word() -> None:
    store = Store((embedded_folder(),))
    rows = told(store, VIEWS["imports"], ["VNM"], years=(2025, 2025)).shares
    china = rows.filter(origin="CHN").row(0, named=True)
    assert china["share"] == pytest.approx(0.455, abs=0.001)
    # Its customs put China at some two fifths of 2025.
    assert china["own_share"] == pytest.approx(0.421, abs=0.001)
    sold = told(store, VIEWS["exports"], ["VNM"], years=(2025, 2025)).shares
    assert sold["own_share"].null_count() == sold.height


def test_hong_kong_does_not_lead_chinas_imports_by_its_own_word_alone() -> None:
    """China's customs name one dollar from Hong Kong for thirty that Hong Kong says it sends."""
    store = Store((embedded_folder(),))
    rows = told(store, VIEWS["imports"], ["CHN"], years=(2025, 2025)).shares
    hong_kong = rows.filter(origin="HKG").row(0, named=True)
    assert hong_kong["share"] is None
    assert hong_kong["share_low"] < 0.1 < 0.2 < hong_kong["share_high"]
    assert hong_kong["completeness"] < 0.8


@pytest.mark.parametrize("state", ["PAN", "LBR", "BMU", "MAC", "TGO", "DJI"])
def test_free_zones_and_flags_name_no_leader_by_others_word(state: str) -> None:
    store = Store((embedded_folder(),))
    rows = told(store, VIEWS["imports"], [state], years=(2025, 2025)).shares
    assert rows.height
    assert rows["share"].null_count() == rows.height


def test_nine_in_ten_of_states_own_shares_lie_within_the_spread() -> None:
    """Of partners with over a fiftieth, 1990 to 2020, by what was recorded of them five years before."""
    rows = Store((embedded_folder(),)).holding("imf_dots").scan().filter(pl.col("year") >= 1990)
    tie, state_year = ["origin", "destination", "year"], ["destination", "year"]
    told = pl.col("told_by")
    ties = rows.group_by(tie).agg(
        own=pl.col("value").filter(told == "destination").sum(),
        theirs=pl.col("value").filter(told == "origin").sum(),
    )
    nobody = pl.col("origin").str.contains(r"^(?:unknown:|residual:)")
    ties = ties.with_columns(
        whole=pl.col("own").sum().over(state_year),
        unnamed=pl.col("own").filter(nobody).sum().over(state_year),
        heard=pl.col("theirs").filter(~nobody).sum().over(state_year),
    ).filter(
        ~nobody, pl.col("theirs") > 0, pl.col("whole") > 1e8,
        pl.col("unnamed") < 0.05 * pl.col("whole"), pl.col("heard") > 0.7 * pl.col("whole"),
    )  # fmt: skip
    ties = ties.select(
        *tie, own=pl.col("own") / pl.col("whole"), theirs=pl.col("theirs") / pl.col("heard")
    )
    before = ties.select(
        "origin", "destination", pl.col("year") + 5, recorded=pl.col("own") / pl.col("theirs")
    )
    large = ties.join(before, on=tie).filter(pl.col("theirs") > 0.02)
    expected = pl.col("theirs") * pl.col("recorded").clip(upper_bound=MOST)
    low, high = pl.min_horizontal("theirs", expected), pl.max_horizontal("theirs", expected)
    within = pl.col("own").is_between(low / SPREAD, high * SPREAD).mean()
    alone = pl.col("own").is_between(pl.col("theirs") / SPREAD, pl.col("theirs") * SPREAD).mean()
    found = large.select(within=within, alone=alone, count=pl.len()).collect().row(0, named=True)
    assert found["count"] > 30_000
    assert found["within"] == pytest.approx(0.9, abs=0.015)
    assert found["alone"] == pytest.approx(0.76, abs=0.02)
