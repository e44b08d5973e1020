"""Ties that fall silent are not covered; ties that run down, move or are known to have ended are zero."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.errors import CorrectionError
from counterpoise.snapshots import gaps
from counterpoise.snapshots.gaps import ENDED, GAP, Declared
from counterpoise.sources.trade import cepii_baci
from counterpoise.sources.trade._silences import Silences

GAS = "271121"
ELSEWHERE = [("RUS", "ITA", 40e6), ("NOR", "FRA", 60e6), ("DEU", "POL", 1e6)]
"""Ties that are there in every year, so that the product does not grow and everybody is in the file."""


def year(*ties: tuple[str, str, float]) -> pl.DataFrame:
    rows = [(*tie[:2], GAS, tie[2]) for tie in (*ties, *ELSEWHERE)]
    return pl.DataFrame(rows, schema=["origin", "destination", "item", "value"], orient="row")


def silent(
    *years: pl.DataFrame, declared: tuple[Declared, ...] = ()
) -> list[list[tuple[str, str]]]:
    """Return the ties not covered in each year, from 2000 on."""
    watch = Silences(declared)
    return [
        watch.gaps(rows, 2000 + number)[0].select("origin", "destination").rows()
        for number, rows in enumerate(years)
    ]


STEADY = [year(("RUS", "DEU", 50e6), ("NOR", "DEU", 50e6))] * 3
ALONE = year(("NOR", "DEU", 50e6))


def test_a_steady_tie_without_a_row_is_silent_until_it_is_told_of_again() -> None:
    assert silent(*STEADY, ALONE, ALONE, STEADY[0], ALONE) == [
        [], [], [], [("RUS", "DEU")], [("RUS", "DEU")], [], []
    ]  # fmt: skip


def test_a_tie_whose_place_others_took_has_ended() -> None:
    moved = year(("NOR", "DEU", 90e6))
    assert silent(*STEADY, moved)[-1] == []


def test_a_tie_that_ran_down_has_ended() -> None:
    down = year(("RUS", "DEU", 24e6), ("NOR", "DEU", 50e6))
    assert silent(*STEADY, down, ALONE)[-1] == []


def test_a_small_part_or_a_few_years_are_not_steady() -> None:
    few = [ALONE, *STEADY[:2], ALONE]
    small = [year(("RUS", "DEU", 5e6), ("NOR", "DEU", 95e6))] * 3
    assert silent(*few)[-1] == []
    assert silent(*small, ALONE)[-1] == []


def test_a_seller_who_is_in_the_file_no_more_is_not_silent_in_it() -> None:
    gone = pl.DataFrame(
        [("NOR", "DEU", GAS, 50e6)],
        schema=["origin", "destination", "item", "value"],
        orient="row",
    )
    assert silent(*STEADY, gone)[-1] == []


def test_what_is_declared_goes_before_what_the_years_look_like() -> None:
    ended = Declared(ENDED, ("RUS",), ("DEU",), (GAS,), (2003, 9999), "by law")
    gap = Declared(GAP, ("RUS",), ("POL",), (GAS,), (2001, 2001), "secret")
    assert silent(*STEADY, ALONE, declared=(ended,))[-1] == []
    assert silent(*STEADY, declared=(gap,)) == [[], [("RUS", "POL")], []]
    there = Declared(GAP, ("RUS",), ("DEU",), (GAS,), (2002, 2002), "of others, too")
    assert silent(*STEADY, declared=(there,))[-1] == [("RUS", "DEU")]


def test_a_product_whose_trade_fades_is_no_longer_told() -> None:
    watch = Silences(())
    assert watch.still_told(year()) == [GAS]
    assert watch.still_told(year().with_columns(pl.col("value") / 1000)) == []


def test_an_entry_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CorrectionError, match="An entry must have"):
        gaps._whole({"origins": ["RUS"], "years": [2000, 1999]}, GAP, "made_up")


def test_the_secret_gas_of_germany_is_declared_with_its_reason() -> None:
    entries = gaps.declared(cepii_baci.__package__, "cepii_baci")
    found = gaps.of_tie(entries, side="destination", state="DEU", year=2021, items=(GAS,))
    assert [one.origins for one in found] == [("RUS",), ("NLD",)]
    assert all("secret" in one.reason for one in found)
    assert gaps.of_tie(entries, side="destination", state="DEU", year=2021, items=("270900",)) == []
