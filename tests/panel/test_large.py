"""A release by product is written, replaced and merged block by block, with its totals beside it."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import StoreError
from counterpoise.panel import ask, build, large
from counterpoise.panel import store as store_module
from counterpoise.panel.holdings import Holding, Part
from counterpoise.panel.integrity import Damage
from counterpoise.panel.store import Store
from counterpoise.sources.trade import _packed_rows

SOURCE = "cepii_baci"
CODES = {"VNM": 704, "USA": 842, "CHN": 156, "TWN": 490, "SDN": 729}
CHAPTERS = [chapter for chapter in range(1, 98) if chapter != 77]
TIES = [("CHN", "VNM"), ("USA", "VNM"), ("VNM", "CHN"), ("TWN", "USA")]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a block of each importer, so that a small file has several."""
    monkeypatch.setattr(_packed_rows, "TOGETHER", 1)
    monkeypatch.setattr(large, "TOGETHER", 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store((tmp_path / "store",))


def file(
    folder: Path, year: int, value: float, *, ties: Sequence[tuple[str, str]] = TIES,
    chapters: Sequence[int] = CHAPTERS, name: str = "",
) -> Path:  # fmt: skip
    """Return a file in which each tie has a product of each chapter, all of one value."""
    lines = [
        f'{year},{CODES[one]},{CODES[two]},{chapter}0110,{value},"   NA"'
        for one, two in ties
        for chapter in chapters
    ]
    path = folder / (name or f"BACI_HS92_Y{year}_V202501.csv")
    path.write_text("\n".join(['"t","i","j","k","v","q"', *lines, ""]))
    return path


def added(store: Store, *paths: Path) -> Holding:
    return build.add(store, SOURCE, paths, accept_changes=True)


def on_disk(held: Holding, part: Part) -> pl.DataFrame:
    return pl.read_parquet(held.folder / SOURCE / part.file)


def test_rows_lie_by_importer_and_product_in_whole_dollars(store: Store, tmp_path: Path) -> None:
    held = added(store, file(tmp_path, 2021, 1.5))
    rows = on_disk(held, held.parts[0])
    assert rows["value"].dtype == pl.Int64
    assert rows.equals(rows.sort("destination", "item", "origin"))
    assert held.scan().collect()["value"].unique().to_list() == [1500.0]


def test_totals_are_the_sums_over_products(store: Store, tmp_path: Path) -> None:
    held = added(store, file(tmp_path, 2021, 1.5))
    key = ["origin", "destination", "year"]
    sums = held.scan().group_by(key).agg(pl.col("value").sum(), known=pl.len().cast(pl.Int64))
    told = held.scan_totals().select(*key, "value", "known")
    assert told.sort(key).collect().equals(sums.sort(key).collect())
    assert held.has_totals


def test_what_each_sells_is_kept_too_and_not_where_it_is_of_a_part(
    store: Store, tmp_path: Path
) -> None:
    held = added(store, file(tmp_path, 2021, 1.5), file(tmp_path, 2022, 2))
    sold = held.scan_sold((2021, 2021))
    assert sold is not None
    rows = held.scan().filter(pl.col("year") == 2021).group_by("origin", "item")
    sums = rows.agg(pl.col("value").sum().cast(pl.Int64)).sort("item", "origin").collect()
    assert sold.select("origin", "item", "value").collect().equals(sums)
    assert replace(held, beneath=held).scan_sold((2021, 2022)) is None


@pytest.mark.parametrize("side", ["origin", "destination"])
def test_an_answer_is_the_same_with_totals_and_without(
    store: Store, tmp_path: Path, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(store, file(tmp_path, 2021, 1.5), file(tmp_path, 2022, 2.5))

    def told() -> list[pl.DataFrame]:
        (piece,) = ask.ask(store, "goods", side=side).pieces
        rows = piece.rows.drop("source", "vintage")
        return [piece.chosen, *(one.sort(one.columns) for one in (piece.ties, rows))]

    with_totals = told()
    monkeypatch.setattr(Holding, "has_totals", property(lambda _: False))
    monkeypatch.setattr("counterpoise.panel.candidates.MEMORY._made", {})
    monkeypatch.setattr("counterpoise.panel.candidates.MEMORY._parts", {})
    for ours, theirs in zip(with_totals, told(), strict=True):
        assert ours.select(theirs.columns).equals(theirs)


def test_what_is_not_covered_stays_so_in_totals(store: Store, tmp_path: Path) -> None:
    gas = [("RUS", "DEU"), ("NOR", "DEU")]
    lines = [f'{{}},{{}},{{}},{chapter}0110,1,"NA"' for chapter in CHAPTERS]
    codes = {"RUS": 643, "DEU": 276, "NOR": 579}
    rows = [line.format(2021, codes[one], codes[two]) for one, two in gas for line in lines]
    path = tmp_path / "BACI_HS92_Y2021_V202501.csv"
    path.write_text("\n".join(["t,i,j,k,v,q", *rows, "2021,579,276,271121,5,1", ""]))
    held = added(store, path)
    rows = held.scan().filter(pl.col("value").is_null()).collect()
    assert ("RUS", "DEU", "271121") in rows.select("origin", "destination", "item").rows()
    silent = held.scan_totals().filter(pl.col("value").is_null()).collect()
    assert (
        silent.select("origin", "destination").rows() == rows.select("origin", "destination").rows()
    )


def test_two_codes_of_a_state_are_added_up_across_its_blocks(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, 2008, 1, ties=[("CHN", "SDN"), *TIES])
    text = path.read_text()
    twice = [line.replace(",729,", ",736,") for line in text.splitlines() if ",729," in line]
    path.write_text(text + "\n".join([*twice, ""]))
    held = added(store, path)
    rows = held.scan().filter(pl.col("destination") == "SDN").collect()
    assert rows["value"].to_list() == [2000.0] * len(CHAPTERS)
    assert any("two codes of one state" in note for note in held.notes)


def test_a_year_added_again_replaces_the_year_and_no_other(store: Store, tmp_path: Path) -> None:
    added(store, file(tmp_path, 2021, 1), file(tmp_path, 2022, 1))
    held = added(store, file(tmp_path, 2022, 3, ties=[*TIES[:3], ("USA", "CHN")]))
    values = held.scan().group_by("year").agg(pl.col("value").unique().sort()).sort("year")
    # The tie of Taiwan, which the new file does not cover, stays.
    assert values.collect()["value"].to_list() == [[1000.0], [1000.0, 3000.0]]
    assert sorted(part.part for part in held.parts) == ["2021", "2022"]
    totals = (
        held.scan_totals().filter(pl.col("year") == 2022).select("origin", "destination", "value")
    )
    n = len(CHAPTERS)
    assert sorted(totals.collect().rows()) == [
        ("CHN", "VNM", 3000.0 * n), ("TWN", "USA", 1000.0 * n), ("USA", "CHN", 3000.0 * n),
        ("USA", "VNM", 3000.0 * n), ("VNM", "CHN", 3000.0 * n),
    ]  # fmt: skip


def test_some_products_of_a_year_leave_the_others_as_they_are(store: Store, tmp_path: Path) -> None:
    added(store, file(tmp_path, 2021, 1))
    part = file(tmp_path, 2021, 4, chapters=CHAPTERS[:3])
    held = added(store, part)
    rows = held.scan().collect()
    assert rows.height == len(TIES) * len(CHAPTERS)
    assert rows.filter(pl.col("value") == 4000)["item"].str.slice(0, 2).unique().sort().to_list() == [
        "01", "02", "03",
    ]  # fmt: skip
    told = held.scan_totals().select(pl.col("value").unique()).collect()["value"].to_list()
    assert told == [1000.0 * (len(CHAPTERS) - 3) + 3 * 4000.0]


def test_damaged_totals_set_the_release_aside(store: Store, tmp_path: Path) -> None:
    held = added(store, file(tmp_path, 2021, 1))
    totals = held.parts[0].totals
    assert totals is not None
    path = held.folder / SOURCE / totals.file
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (found,) = Store((held.folder,)).verify()
    assert isinstance(found, Damage)
    assert found.path.name == totals.file


def test_a_whole_release_is_not_searched_for_what_travels_with_the_package(tmp_path: Path) -> None:
    behind, front = Store((tmp_path / "behind",)), Store((tmp_path / "front",))
    added(behind, file(tmp_path, 2021, 1, chapters=[27]), file(tmp_path, 2020, 1, chapters=[27]))
    added(front, file(tmp_path, 2021, 2))
    both = Store((*front.folders, *behind.folders)).releases(SOURCE)[0]
    assert both._told_whole == (2021,)
    told = both.scan().group_by("year").agg(pl.len()).sort("year").collect()
    assert told["len"].to_list() == [len(TIES), len(TIES) * len(CHAPTERS)]
    added(front, file(tmp_path, 2020, 2))
    (alone,) = Store((*front.folders, *behind.folders)).releases(SOURCE)
    assert alone.beneath is None


def test_a_full_disk_at_any_moment_leaves_the_release_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = added(store, file(tmp_path, 2021, 1)).scan().collect()
    path = file(tmp_path, 2021, 2)
    left = [0]

    def or_full(call):
        def limited(*arguments, **named):
            left[0] -= not isinstance(arguments[-1], io.BytesIO)
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*arguments, **named)

        return limited

    for name in ("fsync", "replace"):
        monkeypatch.setattr(store_module.os, name, or_full(getattr(os, name)))
    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", or_full(pl.LazyFrame.sink_parquet))
    for room in range(40):
        left[0] = room
        try:
            held = added(store, path)
        except StoreError:
            rows = store.holding(SOURCE).scan().collect()
            assert rows.height == before.height
            assert rows["value"].n_unique() == 1, "rows of two files were mixed"
        else:
            break
    assert 5 < room < 39, room
    assert held.scan().collect()["value"].unique().to_list() == [2000.0]
    assert not list(store.folders[0].glob(".draft-*"))
