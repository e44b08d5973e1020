from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise import schema
from counterpoise.panel import checks, corrections, coverage
from counterpoise.panel.build import complete
from counterpoise.snapshots.source import Reading
from counterpoise.sources.trade import _dots_judged as judged
from counterpoise.sources.trade import imf_dots
from tests.sources.case import zipped
from tests.sources.dots import Figures, dots

FIVE = ("France", "Germany", "Japan", "India", "United States")


def reading(folder: Path, *books: bytes) -> Reading:
    """Return what workbooks say, checked as `add` would check it."""
    paths = [folder / f"DOTS_{number}.xlsx" for number in range(len(books))]
    for path, content in zip(paths, books, strict=True):
        path.write_bytes(content)
    (found,) = imf_dots.read(paths)
    imf_dots.check(found.rows)
    whole = complete(found.rows, imf_dots.SOURCE, "test")
    checks.check(whole, source=imf_dots.SOURCE, coverage=found.coverage)
    return found


def from_partners(found: Reading, year: int) -> dict[str, tuple[float | None, str]]:
    """Return the imports that one reporter tells of, by partner: dollars and status."""
    rows = found.rows.filter(pl.col("year") == year, pl.col("told_by") == schema.DESTINATION)
    return {origin: (value, status) for origin, value, status in
            rows.select("origin", "value", "status").rows()}  # fmt: skip


def even(million: float, years: int = 1, partners: tuple[str, ...] = FIVE) -> Figures:
    """Return the same figure for each partner and year."""
    return {partner: [million] * years for partner in partners}


def test_imports_are_told_by_the_destination_and_exports_by_the_origin(tmp_path: Path) -> None:
    found = reading(tmp_path, dots("Vietnam", [2019], {"Japan": [2.5]}, {"Japan": [4.0]}))
    told = found.rows.select("told_by", "origin", "destination", "value").sort("told_by").rows()
    assert told == [
        ("destination", "JPN", "VNM", 2_500_000.0),
        ("origin", "VNM", "JPN", 4_000_000.0),
    ]


def test_an_estimate_is_imputed_and_a_blank_is_no_row(tmp_path: Path) -> None:
    trade: Figures = {"Japan": ["1,204.03 e", "0.00 e"], "France": [None, 0.0]}
    found = reading(tmp_path, dots("Vietnam", [2018, 2019], trade))
    assert from_partners(found, 2018) == {"JPN": (1_204_030_000.0, "imputed")}
    assert from_partners(found, 2019) == {"JPN": (0.0, "imputed"), "FRA": (0.0, "reported")}


def test_the_row_that_the_sheet_repeats_counts_once_and_regions_never(tmp_path: Path) -> None:
    found = reading(tmp_path, dots("Vietnam", [2019], {"Japan": [2.5], "France": [1.0]}))
    assert set(from_partners(found, 2019)) == {"JPN", "FRA"}


def test_trade_with_nobody_in_particular_stays_as_a_residual(tmp_path: Path) -> None:
    trade: Figures = {"Japan": [2.5], "Asia not specified": [1.0], "Special Categories": [0.5],
                      "Other Countries not included elsewhere": [3.0], "Cuba": [3.0]}  # fmt: skip
    found = reading(tmp_path, dots("Vietnam", [2019], trade, world=[7.0]))
    assert set(from_partners(found, 2019)) == {
        "JPN", "CUB", "residual:Asia not specified", "residual:Special Categories",
    }  # fmt: skip


def test_a_name_is_read_as_who_bore_it_in_that_year(tmp_path: Path) -> None:
    trade: Figures = {
        "Vietnam": [1.0, None, 3.0],
        "Yugoslavia": [1.0, 5.0, None],
        "Serbia, Rep. of": [None, None, 2.0],
        "Serbia and Montenegro": [None, 2.0, 3.0],
        "USSR": [1.0, 0.5, None],
    }
    found = reading(tmp_path, dots("Japan", [1975, 1993, 2005], trade))
    assert {"RVN", "YUG", "SUN"} == set(from_partners(found, 1975))
    assert from_partners(found, 1993)["SCG"] == (7_000_000.0, "reported")
    assert from_partners(found, 1993)["residual:USSR"] == (500_000.0, "reported")
    assert from_partners(found, 2005) == {
        "VNM": (3_000_000.0, "reported"),
        "SCG": (5_000_000.0, "reported"),
    }
    assert "2 figures are sums of two names of one partner" in found.notes


def test_heirs_hidden_under_an_old_name_are_not_covered_and_not_zero(tmp_path: Path) -> None:
    trade: Figures = {"Belgium-Luxembourg": [9.0, None], "Luxembourg": [1.0, 1.0]}
    found = reading(tmp_path, dots("Germany", [1997, 1999], trade))
    assert from_partners(found, 1997) == {
        "residual:Belgium-Luxembourg": (9_000_000.0, "reported"),
        "LUX": (1_000_000.0, "reported"),
        "BEL": (None, "not covered"),
    }
    assert set(from_partners(found, 1999)) == {"LUX"}


def test_a_state_is_covered_by_the_side_and_in_the_years_in_which_it_told(tmp_path: Path) -> None:
    imports: Figures = {partner: [8.0, "8.00 e", 8.0, None] for partner in FIVE}
    exports: Figures = {partner: [None, 1.0, 1.0, None] for partner in FIVE}
    found = reading(tmp_path, dots("Vietnam", [2016, 2017, 2018, 2019], imports, exports))
    spans = {
        teller: coverage.years_covered(found.coverage, "VNM", side=teller, told_by=teller)
        for teller in ("destination", "origin")
    }
    assert spans == {"destination": [(2016, 2016), (2018, 2018)], "origin": [(2017, 2018)]}


def test_a_year_over_few_partners_or_mostly_told_of_nobody_is_not_covered(tmp_path: Path) -> None:
    four = {partner: [8.0, 8.0] for partner in FIVE[:4]}
    nobody = {"Countries & Areas not specified": [0.0, 41.0]}
    found = reading(tmp_path, dots("Vietnam", [2018, 2019], four | {"Italy": [8.0, 8.0]} | nobody))
    assert coverage.covered_in(found.coverage, 2018, side="destination") == {"VNM"}
    assert coverage.covered_in(found.coverage, 2019, side="destination") == set()
    lone = reading(tmp_path, dots("Indonesia", [2018, 2019], four))
    assert coverage.covered_in(lone.coverage, 2018, side="destination") == set()


def test_a_year_that_lumps_most_partners_is_not_covered() -> None:
    years = list(range(2000, 2005))
    named = [30, 30, 7, 30, 30]  # 7 is under a quarter of 30
    pairs = pl.DataFrame(
        [("KEN", f"P{at}", "destination", year, 1.0, False)
         for year, count in zip(years, named, strict=True) for at in range(count)],
        schema=["state", "other", "told_by", "year", "million", "estimated"],
        orient="row",
    )  # fmt: skip
    world = pairs.group_by("state", "told_by", "year").agg(pl.col("million").sum())
    told = judged.sheet_years(pairs, world).filter("told")["year"].to_list()
    assert told == [2000, 2001, 2003, 2004]


def test_a_workbook_that_covers_nobody_is_read_all_the_same(tmp_path: Path) -> None:
    found = reading(tmp_path, dots("Latvia", [1989], {"Tuvalu": [0.003]}))
    assert from_partners(found, 1989) == {"TUV": (3_000.0, "reported")}
    assert coverage.covered_in(found.coverage, 1989, side="destination") == set()


def test_a_silence_speaks_only_of_partners_that_ten_reporters_name() -> None:
    def pairs(other: str, year: int, reporters: int) -> list[tuple[str, str, int]]:
        return [(f"R{at}", other, year) for at in range(reporters)]

    told = pl.DataFrame(
        pairs("XKX", 2004, 9) + pairs("XKX", 2005, 10) + pairs("NAM", 1999, 50)
        + pairs("NAM", 2000, 50) + pairs("residual:Special Categories", 2000, 50),
        schema=["state", "other", "year"],
        orient="row",
    )  # fmt: skip
    named = judged.partners_named(told).sort("year").select("other", "year").rows()
    assert named == [("NAM", 2000), ("XKX", 2005)]


def test_a_year_that_repeats_the_partners_figures_is_estimated_marked_or_not(
    tmp_path: Path,
) -> None:
    ten = (*FIVE, "Italy", "Spain", "Canada", "Brazil", "Mexico")
    filled = {partner: [1.06 * (10 + at), 7.0] for at, partner in enumerate(ten)}
    mirrors = [
        dots(partner, [2018, 2019], {}, {"Turkmenistan": [10.0 + at, 10.0 + at]})
        for at, partner in enumerate(ten)
    ]
    found = reading(tmp_path, dots("Turkmenistan", [2018, 2019], filled), *mirrors)
    assert {status for _, status in from_partners(found, 2018).values()} == {"imputed"}
    assert {status for _, status in from_partners(found, 2019).values()} == {"reported"}
    assert coverage.years_covered(
        found.coverage, "TKM", side="destination", told_by="destination"
    ) == [(2019, 2019)]
    assert set(found.rows.filter(pl.col("told_by") == "origin")["status"]) == {"reported"}


def test_workbooks_of_regions_and_repeated_ones_are_set_aside_and_counted(tmp_path: Path) -> None:
    book = dots("Vietnam", [2019], even(1.0))
    found = reading(tmp_path, book, book, dots("World", [2019], even(100.0)))
    assert found.rows.height == 5
    assert found.notes[:2] == (
        "1 workbooks of regions set aside",
        "given twice and read once: Vietnam",
    )


def test_the_vintage_is_the_last_day_on_which_a_workbook_was_written(tmp_path: Path) -> None:
    early = dots("Vietnam", [2019], even(1.0), written=(2022, 2, 19, 0, 0, 0))
    late = dots("Japan", [2019], even(1.0, partners=FIVE[:2]), written=(2022, 2, 20, 0, 0, 0))
    assert reading(tmp_path, early, late).vintage == "2022-02-20"
    nowhen = dots("Japan", [2019], even(1.0, partners=FIVE[:2]), written=(1980, 1, 1, 0, 0, 0))
    assert reading(tmp_path, nowhen).vintage == ""


def test_the_archive_of_all_workbooks_is_read_as_they_are(tmp_path: Path) -> None:
    book = dots("Vietnam", [2019], even(1.0))
    path = tmp_path / "DOTS.zip"
    path.write_bytes(zipped(**{"DOTS/DOTS_1.xlsx": book}))
    (packed,) = imf_dots.read([path])
    assert packed.rows.equals(reading(tmp_path, book).rows, null_equal=True)


@pytest.fixture(scope="module")
def release(evidence: Path) -> Reading:
    (found,) = imf_dots.read([evidence / "imf_dots_1960_2020" / "DOTS_xlsx_235_files.zip"])
    return found


@pytest.mark.evidence
@pytest.mark.parametrize(
    ("origin", "destination", "year", "told_by", "million"),
    [
        ("CHN", "VNM", 2015, "destination", 49_441),
        ("CHN", "VNM", 2017, "destination", 58_533),
        ("CHN", "VNM", 2019, "destination", 75_472),
        ("CHN", "USA", 2018, "destination", 539_503),
        ("KAZ", "RUS", 2020, "origin", 4_899),
        ("DEU", "residual:Belgium-Luxembourg", 1997, "origin", 29_924),
        ("USA", "RVN", 1970, "origin", 352),
    ],
)
def test_figures_of_the_publisher(
    release: Reading, origin: str, destination: str, year: int, told_by: str, million: int
) -> None:
    row = release.rows.filter(
        pl.col("origin") == origin,
        pl.col("destination") == destination,
        pl.col("year") == year,
        pl.col("told_by") == told_by,
    ).row(0, named=True)
    assert (round(row["value"] / 1e6), row["status"]) == (million, "reported")


@pytest.mark.evidence
def test_every_name_is_somebody_and_no_region_is(release: Reading) -> None:
    rows = release.rows
    assert rows.height == 1_975_676
    ids = set(rows["origin"]) | set(rows["destination"])
    assert not any(entity.startswith("aggregate:") for entity in ids)
    assert {entity for entity in ids if ":" in entity} == {
        f"residual:{name}"
        for name in (
            "Africa not specified", "Asia not specified", "Belgium-Luxembourg",
            "Countries & Areas not specified", "Czechoslovakia", "Europe not specified",
            "Middle East and Central Asia not specified", "Netherlands Antilles",
            "Southern African Customs Union", "Special Categories", "USSR",
            "Western Hemisphere not specified", "Yugoslavia",
        )
    }  # fmt: skip


@pytest.mark.evidence
def test_who_told_when(release: Reading) -> None:
    def told(state: str) -> list[tuple[int, int]]:
        return coverage.years_covered(
            release.coverage, state, side="destination", told_by="destination"
        )

    assert told("VNM") == [(1985, 2020)]
    assert told("USA") == [(1960, 2020)]
    assert told("IRQ") == [(1960, 1978)]  # the Fund's estimates since
    assert told("TKM") == [(1995, 2003)]  # estimates since, without a mark
    assert told("BEL") == [(1997, 2020)]
    assert told("ZAF") == [(1998, 2020)]
    # Germany still told of Belgium-Luxembourg in 1997: Belgium is no zero there.
    assert release.rows.filter(
        pl.col("origin") == "DEU", pl.col("destination") == "BEL", pl.col("year") == 1997,
        pl.col("told_by") == "origin",
    )["status"].to_list() == ["not covered"]  # fmt: skip


@pytest.mark.evidence
def test_what_may_be_north_viet_nams_is_not_covered(release: Reading) -> None:
    declared = corrections.declared("imf_dots")
    rows, notes = corrections.apply(
        release.rows, declared, source="imf_dots", vintage=release.vintage
    )
    assert len(notes) == 4
    assert not any("in the whole release" in note for note in notes)
    south = rows.filter((pl.col("origin") == "RVN") | (pl.col("destination") == "RVN"))
    assert south.filter(pl.col("year") == 1975)["value"].null_count() == 31 + 39
    assert south.filter(origin="HUN")["value"].null_count() == 8
    assert south.filter(origin="USA", year=1974)["value"].to_list() == [675e6]
