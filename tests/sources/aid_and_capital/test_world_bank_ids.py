from __future__ import annotations

from pathlib import Path

from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.aid_and_capital import world_bank_ids as ids
from tests.sources.broken.world_bank_ids import RECORDS, answer, record


def reading(folder: Path, *pages: bytes) -> Reading:
    paths = [folder / f"ids page {number}.json" for number in range(len(pages))]
    for path, page in zip(paths, pages, strict=True):
        path.write_bytes(page)
    (found,) = ids.read(paths)
    ids.check(found.rows)
    return found


def test_creditors_that_add_up_to_the_world_are_all_there_are(tmp_path: Path) -> None:
    pages = (answer(*RECORDS[:3], pages=2), answer(*RECORDS[3:], page=2, pages=2))
    found = reading(tmp_path, *pages)
    assert found.vintage == "2025-12-03"
    assert found.rows.select("origin", "destination", "year", "value").rows() == [
        ("JPN", "VNM", 2022, 14e9),
        ("CHN", "VNM", 2023, 3e9),
        ("JPN", "VNM", 2023, 13e9),
        ("organisation:World Bank-IDA", "VNM", 2023, 12e9),
        ("residual:Bondholders", "VNM", 2023, 1e9),
    ]
    assert found.coverage == [
        Covered(2022, 2023, "destination", ("VNM",)),
        Covered(2022, 2023, "origin", ("*",)),
    ]


def test_some_creditors_alone_are_no_more_than_those(tmp_path: Path) -> None:
    found = reading(tmp_path, answer(*RECORDS[:2]))
    assert Covered(2022, 2023, "origin", ("JPN",)) in found.coverage


def test_numbers_that_the_world_bank_has_of_its_own(tmp_path: Path) -> None:
    codes = ("646", "666", "019", "074")
    found = reading(tmp_path, answer(*(record("VNM", code, 2020, 1e9) for code in codes)))
    assert found.rows["origin"].to_list() == [
        "BGD", "IND", "organisation:EUROFIMA", "unknown:A land unheard of",
    ]  # fmt: skip
    assert "kept by their names: A land unheard of" in found.notes[-1]
