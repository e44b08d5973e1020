"""Which release tells of the whole world, and of which year."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.panel.candidates import candidates
from counterpoise.panel.store import Store
from counterpoise.panel.widest import breadths, widest
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import Tie, keep, ties

THREE = ("CHN", "USA", "VNM")
WORLD: list[Tie] = [
    ("CHN", "VNM", 2010, 6.0), ("USA", "VNM", 2010, 3.0), ("VNM", "USA", 2010, 2.0)
]  # fmt: skip
EMBEDDED = Store((embedded_folder(),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path, "cow_trade", "4.0", ties("goods", WORLD), [Covered(2010, 2010, "either", THREE)])
    return tmp_path


def answering(folder: Path, **asked: int) -> tuple[str, int]:
    found = widest(Store((folder,)), "goods", **asked)  # type: ignore[arg-type]
    return found.holding.source, found.last


def parts(folder: Path) -> dict[tuple[str, int], float]:
    found = candidates(Store((folder,)), "goods", side="destination")
    by_year = breadths(found, (0, 9999), beside=found)
    return {
        (found[each.place].holding.source, each.year): each.part
        for year in by_year
        for each in year
    }


def test_a_late_year_of_a_part_of_the_world_is_not_the_worlds(folder: Path) -> None:
    rows = ties("goods", [("CHN", "USA", 2012, 10.0)])
    keep(folder, "cepii_baci_totals", "1", rows, [Covered(2012, 2012, "either", ("CHN", "USA"))])
    # China and the United States have a half each of 2012, Viet Nam half of 2010: three equal pairs.
    assert parts(folder) == {
        ("cepii_baci_totals", 2012): pytest.approx(1 / 3), ("cow_trade", 2010): pytest.approx(1.0)
    }  # fmt: skip
    assert answering(folder) == ("cow_trade", 2010)
    assert answering(folder, year=2012) == ("cepii_baci_totals", 2012)


def test_a_late_year_that_covers_four_fifths_goes_before_an_earlier_whole_one(folder: Path) -> None:
    rows = ties("goods", [*((o, d, 2020, v) for o, d, _, v in WORLD), ("CHN", "USA", 2020, None)])
    keep(folder, "cepii_baci_matrix", "V1", rows, [Covered(2020, 2020, "either", THREE)])
    # Of sizes 6, 5 and 11 one way of China and the United States is not covered: 30 of 2 (30 + 66 + 55).
    assert parts(folder)["cepii_baci_matrix", 2020] == pytest.approx(1 - 30 / 302)
    assert answering(folder) == ("cepii_baci_matrix", 2020)
    assert answering(folder, as_of=2019) == ("cow_trade", 2010)


def test_a_part_of_the_items_never_serves(folder: Path) -> None:
    crude = ties("goods", [("RUS", "IND", 2024, 52.0), ("IND", "RUS", 2024, 1.0)], item="270900")
    spans = [Covered(2024, 2024, "either", ("RUS", "IND"), items=("270900",))]
    keep(folder, "cepii_baci", "V202601-HS92", crude, spans)
    assert answering(folder) == ("cow_trade", 2010)
    with pytest.raises(EvidenceError, match="2024"):
        widest(Store((folder,)), "goods", 2024)


def test_each_tie_is_told_once_by_the_destination_first(tmp_path: Path) -> None:
    imports = ties("goods", [("CHN", "VNM", 2019, 75.0)], told_by="destination")
    exports = ties(
        "goods", [("CHN", "VNM", 2019, 98.0), ("VNM", "CHN", 2019, 5.0)], told_by="origin"
    )
    both = [
        Covered(2019, 2019, "either", ("CHN", "VNM"), told_by=teller)
        for teller in ("origin", "destination")
    ]
    keep(tmp_path, "imf_dots", "x", pl.concat([imports, exports]), both)
    rows = widest(Store((tmp_path,)), "goods").rows.sort("value", descending=True).collect()
    assert rows.select("origin", "destination", "value", "told_by").rows() == [
        ("CHN", "VNM", 75.0, "destination"), ("VNM", "CHN", 5.0, "origin")
    ]  # fmt: skip


def test_two_tellers_of_one_side_each_do_not_make_a_pair_covered(tmp_path: Path) -> None:
    rows = ties("goods", [("CHN", "VNM", 2019, 75.0)], told_by="destination")
    spans = [
        Covered(2019, 2019, "destination", ("VNM",), told_by="destination"),
        Covered(2019, 2019, "origin", ("CHN",), told_by="destination"),
        Covered(2019, 2019, "origin", ("VNM",), told_by="origin"),
    ]
    keep(tmp_path, "imf_dots", "x", rows, spans)
    # Of two ways, Viet Nam's imports alone.
    assert parts(tmp_path) == {("imf_dots", 2019): pytest.approx(0.5)}


def test_the_matrix_of_2023_is_the_latest_that_is_wide_enough() -> None:
    found = widest(EMBEDDED, "goods")
    assert (found.holding.source, found.last) == ("cepii_baci_matrix", 2023)
    before = widest(EMBEDDED, "goods", as_of=2022)
    assert (before.holding.source, before.last) == ("imf_dots", 2020)
    early = widest(EMBEDDED, "goods", as_of=1958)
    assert (early.holding.source, early.last) == ("cow_trade", 1958)


def test_what_is_not_held_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="2024"):
        widest(EMBEDDED, "goods", 2024)
    with pytest.raises(EvidenceError, match="up to 1900"):
        widest(EMBEDDED, "goods", as_of=1900)
    with pytest.raises(UsageError):
        widest(EMBEDDED, "good")
    with pytest.raises(EvidenceError):
        widest(Store((tmp_path,)), "goods")
    with pytest.raises(EvidenceError, match=r"3\.0"):
        widest(EMBEDDED, "goods", source="cow_trade", vintage="3.0")
