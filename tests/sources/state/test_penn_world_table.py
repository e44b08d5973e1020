from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise import schema
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Reading
from counterpoise.sources.state import penn_world_table as pwt
from tests.sources.broken.penn_world_table import EXPORTS, IMPORTS, OUTPUT, POP, name
from tests.sources.xlsx import workbook


def reading(folder: Path, **files: bytes) -> Reading:
    paths = [folder / name(variable) for variable in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    (found,) = pwt.read(paths)
    pwt.check(found.rows)
    return found


def test_millions_become_persons_and_dollars(tmp_path: Path) -> None:
    rows = reading(tmp_path, pop=POP, rgdpe=OUTPUT).rows
    america = rows.filter(pl.col("state") == "USA", pl.col("year").is_in([1999, 2019]))
    assert america.sort("indicator", "year").select("indicator", "year", "value").rows() == [
        ("population", 1999, 270_250_000.0),
        ("population", 2019, 330_500_000.0),
        ("rgdpe", 2019, 20_000_000_500_000.0),
    ]


def test_a_year_without_a_value_is_not_covered(tmp_path: Path) -> None:
    found = reading(tmp_path, pop=POP)
    america = found.rows.filter(pl.col("state") == "USA").sort("year")
    assert america["year"].to_list() == list(range(1999, 2020))
    known = america.filter(pl.col("status") == "reported")["year"].to_list()
    assert known == [1999, 2001, 2019]
    assert america.filter(pl.col("status") == "not covered")["value"].null_count() == 18
    spans = {(one.first, one.last) for one in found.coverage if "USA" in one.states}
    assert spans == {(1999, 1999), (2001, 2001), (2019, 2019)}


def test_shares_of_an_output_below_zero_mean_nothing(tmp_path: Path) -> None:
    rows = reading(tmp_path, csh_x=EXPORTS, csh_m=IMPORTS).rows
    assert rows.sort("indicator", "state", "year").select(
        "state", "year", "indicator", "value", "status"
    ).rows() == [
        ("BMU", 1998, "export_share", 0.5, "reported"),
        ("BMU", 1999, "export_share", None, "not covered"),
        ("USA", 1999, "export_share", 0.1, "reported"),
        ("BMU", 1998, "import_share", -0.5, "reported"),
        ("BMU", 1999, "import_share", None, "not covered"),
        ("USA", 1999, "import_share", -0.2, "reported"),
    ]


TABLE = """\
countrycode,country,currency_unit,year,rgdpe,cgdpo,pop,xr,csh_x,avh
VNM,Viet Nam,Dong,2022,1000000.5,1000.25,98.25,,0.75,
VNM,Viet Nam,Dong,2023,1100000.5,,100.5,23000.5,-0.5,2100
USA,United States,US Dollar,2023,22000000,21000000,340.125,1,0.07,1800
"""
"""Made up, in the layout of the publisher's table."""


def whole(folder: Path, name: str, content: bytes) -> Reading:
    path = folder / name
    path.write_bytes(content)
    (found,) = pwt.read([path])
    pwt.check(found.rows)
    return found


def told(found: Reading) -> list[tuple[object, ...]]:
    rows = found.rows.filter(pl.col("value").is_not_null()).sort("indicator", "state", "year")
    return list(rows.select("state", "year", "indicator", "value", "unit").rows())


def test_the_publisher_s_table_is_of_the_release_and_the_dollars_that_it_says(
    tmp_path: Path,
) -> None:
    found = whole(tmp_path, "pwt110.csv", TABLE.encode())
    assert found.vintage == "11.0"
    dollars = "2021 USD PPP"
    assert told(found) == [
        ("USA", 2023, "cgdpo", 21_000_000_000_000.0, dollars),
        ("VNM", 2022, "cgdpo", 1_000_250_000.0, dollars),
        ("USA", 2023, "exchange_rate", 1.0, "local currency per USD"),
        ("VNM", 2023, "exchange_rate", 23000.5, "local currency per USD"),
        # Viet Nam's output of 2023 is withheld, and a share of it means nothing.
        ("USA", 2023, "export_share", 0.07, "share of GDP"),
        ("VNM", 2022, "export_share", 0.75, "share of GDP"),
        ("USA", 2023, "population", 340_125_000.0, "persons"),
        ("VNM", 2022, "population", 98_250_000.0, "persons"),
        ("VNM", 2023, "population", 100_500_000.0, "persons"),
        ("USA", 2023, "rgdpe", 22_000_000_000_000.0, dollars),
        ("VNM", 2022, "rgdpe", 1_000_000_500_000.0, dollars),
        ("VNM", 2023, "rgdpe", 1_100_000_500_000.0, dollars),
    ]


def test_the_workbook_says_the_same_as_the_text(tmp_path: Path) -> None:
    lines = [line.split(",") for line in TABLE.splitlines()]
    cells = [lines[0]] + [
        [
            float(cell) if cell.strip("-").replace(".", "", 1).isdigit() else cell or None
            for cell in line
        ]
        for line in lines[1:]
    ]
    legend = [
        ["Variable name", "Variable definition"],
        ["rgdpe", "at chained PPPs (in mil. 2021US$)"],
    ]
    book = workbook({"Info": [["PWT"]], "Legend": legend, "Data": cells})
    found = whole(tmp_path, "pwt110.xlsx", book)
    assert told(found) == told(whole(tmp_path, "pwt110.csv", TABLE.encode()))


@pytest.mark.parametrize(
    ("name", "release", "unit"),
    [
        ("pwt1001.csv", "10.01", "2017 USD PPP"),
        ("pwt100.csv", "10.0", "2017 USD PPP"),
        ("pwt91.csv", "9.1", "2011 USD PPP"),
    ],
)
def test_earlier_releases(tmp_path: Path, name: str, release: str, unit: str) -> None:
    found = whole(tmp_path, name, TABLE.encode())
    assert found.vintage == release
    assert set(found.rows.filter(pl.col("indicator") == "rgdpe")["unit"]) == {unit}


def test_a_table_without_outputs_needs_no_dollars(tmp_path: Path) -> None:
    people = b"countrycode,year,pop\nVNM,2023,100.5\n"
    found = whole(tmp_path, "people.csv", people)
    assert (found.vintage, found.rows["value"].to_list()) == ("", [100_500_000.0])


def test_concepts_of_another_release_name_its_dollars(tmp_path: Path) -> None:
    paths = [tmp_path / name("rgdpe"), tmp_path / "ddf--concepts.csv"]
    paths[0].write_bytes(OUTPUT)
    paths[1].write_bytes(b"concept,name\nrgdpe,GDP (in mil. 2021US$)\n")
    (found,) = pwt.read(paths)
    assert found.vintage == ""
    assert set(found.rows["unit"]) == {"2021 USD PPP"}


def test_one_variable_added_hides_no_other(tmp_path: Path) -> None:
    for number, content in enumerate((OUTPUT, POP)):
        path = tmp_path / name(("rgdpe", "pop")[number])
        path.write_bytes(content)
        folders = ((tmp_path / "behind",), (tmp_path / "front",))
        build.add(Store(folders[number]), "penn_world_table", [path])
    (held,) = Store((tmp_path / "front", tmp_path / "behind")).releases("penn_world_table")
    kinds = held.scan().select("indicator").unique().collect()["indicator"].to_list()
    assert sorted(kinds) == ["population", "rgdpe"]


def test_every_variable_has_an_indicator_of_the_schema() -> None:
    assert set(pwt.SOURCE.indicators) <= set(schema.INDICATORS)


@pytest.mark.evidence
def test_the_publishers_files(evidence: Path) -> None:
    paths = sorted((evidence / "macro" / "penn_world_table_ddf").glob("*.csv"))
    (found,) = pwt.read(paths)
    pwt.check(found.rows)
    viet_nam = dict(
        found.rows.filter(pl.col("state") == "VNM", pl.col("year") == 2019)
        .select("indicator", "value")
        .rows()
    )
    assert viet_nam["population"] == 96_462_106
    assert viet_nam["employment"] == 50_399_563
    assert viet_nam["rgdpe"] == 750_726_750_000
    assert viet_nam["exchange_rate"] == 23050.2416666667
    assert viet_nam["export_share"] == 0.526032030582428
    assert viet_nam["import_share"] == -0.5180662274360657
    # 10,395 + 7 times 10,399 + 9,529 lines, less the 8 shares of Bermuda that mean nothing.
    assert found.rows["status"].value_counts(sort=True).rows() == [
        ("reported", 92_709),
        ("not covered", 12),
    ]
    assert set(found.rows.filter(pl.col("value").is_null())["state"]) == {"BMU"}
    assert found.rows["state"].n_unique() == 183
