from __future__ import annotations

from pathlib import Path

from counterpoise.snapshots.source import Reading
from counterpoise.sources.state import world_bank_gdp, world_bank_population
from tests.sources.broken.world_bank_population import GOOD, HALVES
from tests.sources.world_bank import pages, whole

EXPECTED = [
    ("AND", 1960, 9_510.0, "reported"),
    ("AND", 1961, None, "not covered"),
    ("AND", 1962, 10_200.0, "reported"),
    ("USA", 1960, 180_671_000.0, "reported"),
    ("USA", 1961, 183_691_000.0, "reported"),
    ("USA", 1962, 186_538_000.0, "reported"),
]


def reading(folder: Path, *contents: bytes, name: str = "p.json") -> Reading:
    paths = [folder / f"{number} {name}" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    (found,) = world_bank_population.read(paths)
    world_bank_population.check(found.rows)
    return found


def test_pages_of_json_are_one_table(tmp_path: Path) -> None:
    for contents in ((GOOD,), HALVES):
        found = reading(tmp_path, *contents)
        assert found.rows.select("state", "year", "value", "status").rows() == EXPECTED
        assert found.vintage == "2025-10-07"


def test_the_file_of_all_indicators_holds_it_too(tmp_path: Path) -> None:
    content = whole(
        [
            ("AND", "SP.POP.TOTL", [9510, "", 10200]),
            ("AND", "SP.POP.GROW", [1, 2, 3]),
            ("USA", "SP.POP.TOTL", [180671000, 183691000, 186538000]),
            ("WLD", "SP.POP.TOTL", [200000000, 200000000, 200000000]),
        ]
    )
    found = reading(tmp_path, content, name="WDICSV.csv")
    assert found.rows.select("state", "year", "value", "status").rows() == EXPECTED
    assert found.vintage == "to-1962"


def test_gdp_is_read_from_pages_as_well(tmp_path: Path) -> None:
    path = tmp_path / "gdp.json"
    values = {"USA": {2023: 27.4e12}, "WLD": {2023: 30e12}}
    path.write_bytes(pages("NY.GDP.MKTP.CD", values)[0])
    (found,) = world_bank_gdp.read([path])
    assert found.rows.select("state", "year", "value").rows() == [("USA", 2023, 27.4e12)]
