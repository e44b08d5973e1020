from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.arms import sipri_arms_tables
from tests.sources.broken.sipri_arms_tables import ISRAEL, RUSSIA


def reading(folder: Path, *contents: bytes) -> Reading:
    paths = [folder / f"TIV-Export-{number}.csv" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    (found,) = sipri_arms_tables.read(paths)
    return found


def test_each_filled_cell_is_a_row_and_totals_are_none(tmp_path: Path) -> None:
    rows = reading(tmp_path, RUSSIA, ISRAEL).rows
    assert sorted(rows.select("origin", "destination", "year", "value").rows()) == [
        ("ISR", "VNM", 2003, 20.0),
        ("RUS", "KOR", 2002, 3.0),
        ("RUS", "VNM", 2001, 10.0),
        ("RUS", "VNM", 2003, 3.0),
        ("RUS", "VNM", 2004, 2.0),
        ("RUS", "group:Hezbollah (Lebanon)", 2003, 0.0),
    ]


def test_under_half_a_million_is_a_reported_zero_and_blank_is_no_row(tmp_path: Path) -> None:
    found = reading(tmp_path, RUSSIA)
    zero = found.rows.filter(pl.col("value") == 0)
    assert zero.select("year", "status").rows() == [(2003, "reported")]
    assert any(note.startswith("1 delivery of under half a million") for note in found.notes)


def test_each_exporter_is_covered_in_the_years_of_its_own_table(tmp_path: Path) -> None:
    found = reading(tmp_path, RUSSIA, ISRAEL)
    assert found.vintage == "2005-07-07"
    assert found.coverage == (
        Covered(2001, 2003, "origin", ("ISR",)),
        Covered(2001, 2004, "origin", ("RUS",)),
        Covered(2001, 2004, "destination"),
    )


def test_a_name_that_passed_from_state_to_state_covers_them_all(tmp_path: Path) -> None:
    title = b"Yugoslavia, 1990-1993"
    years = ISRAEL.replace(b"Israel, 2001-2003", title).replace(
        b",2001,2002,2003,Total", b",1990,1991,1992,1993,Total"
    )
    years = years.replace(b",,,20,20", b",,20,,,20")
    found = reading(tmp_path, years)
    assert found.coverage[0] == Covered(1990, 1993, "origin", ("SCG", "YUG"))
    assert found.rows["origin"].to_list() == ["YUG"]


def test_a_year_of_absurd_size_is_refused() -> None:
    with pytest.raises(SourceError, match=r"at most 100,000 million TIV"):
        sipri_arms_tables.check(pl.DataFrame({"year": [2001], "value": [100_001.0]}))


PARTNERS = """\
Volume of transfers of major arms
Figures are in millions of trend-indicator values.

Source: made up
Data generated: 3 May 2026 10:15:30 AM

Supplier,2021,2022,2023,2024,2021-2024,Percentage,Sum total years,Percentage of total
United States,12,..,0 ,,12,75%,12,75%
France,,4,,,4,25%,4,25%
Total exports to Laos,12,4,0,,16,100%,16,100%
"""
"""A table in the layout of 2025 on: 2024 is asked for and not yet published."""


def test_the_suppliers_of_one_recipient_as_the_site_gives_them(tmp_path: Path) -> None:
    found = reading(tmp_path, PARTNERS.encode())
    assert found.vintage == "2026-05-03-by-recipient"
    assert found.rows.sort("year", "origin").select(
        "origin", "destination", "year", "value", "status"
    ).rows() == [
        ("USA", "LAO", 2021, 12.0, "reported"),
        ("FRA", "LAO", 2022, 4.0, "reported"),
        ("USA", "LAO", 2022, None, "not covered"),
        ("USA", "LAO", 2023, 0.0, "reported"),
    ]
    assert found.coverage == (
        Covered(2021, 2023, "destination", ("LAO",)),
        Covered(2021, 2023, "origin"),
    )


def test_the_recipients_of_one_supplier_and_several_tables_in_one_file(tmp_path: Path) -> None:
    other = PARTNERS.replace("Supplier,", "Recipient,").replace("exports to Laos", "exports from")
    both = other.replace("exports from", "exports from Russia").replace("United States", "Viet Nam")
    both += other.replace("exports from", "exports from China").replace("United States", "Laos")
    found = reading(tmp_path, both.encode())
    assert found.vintage == "2026-05-03"
    assert sorted(found.rows.filter(year=2021).select("origin", "destination").rows()) == [
        ("CHN", "LAO"),
        ("RUS", "VNM"),
    ]
    assert found.coverage[0] == Covered(2021, 2023, "origin", ("CHN", "RUS"))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Total exports to Laos,12,4", "Total exports to Laos,15,4", "sum of its cells"),
        ("Total exports to Laos", "Total world import", "tells no pairs"),
        ("Supplier,2021", "Exports by,2021", "tells no pairs"),
        ("Total exports to Laos", "Total exports from Laos", "last row must be"),
        ("2021,2022,2023", "2021,2023,2022", "years, one by one"),
    ],
)
def test_other_tables_of_today_are_refused_by_name(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    with pytest.raises(SourceError, match=problem):
        reading(tmp_path, PARTNERS.replace(old, new, 1).encode())


def test_tables_of_suppliers_and_of_recipients_are_added_apart(tmp_path: Path) -> None:
    mixed = RUSSIA.replace(b"7 July 2005", b"3 May 2026")
    with pytest.raises(SourceError, match="all of suppliers or all of recipients"):
        reading(tmp_path, PARTNERS.encode(), mixed)


@pytest.mark.evidence
def test_the_tables_of_july_2022(evidence: Path) -> None:
    paths = sorted((evidence / "sipri" / "tiv_exports_1950-2021").glob("*.csv"))
    (found,) = sipri_arms_tables.read(paths)
    sipri_arms_tables.check(found.rows)
    assert found.vintage == "2022-07-28"
    assert found.notes[0].startswith("134 exporters, 22,225 cells")
    assert found.notes[1].startswith("847 deliveries")
    bought = found.rows.filter(pl.col("destination") == "VNM")
    for first, last, total, herfindahl in (
        (2007, 2011, 1410, 0.9067),
        (2012, 2016, 4120, 0.75326),
        (2017, 2021, 1824, 0.36147),
        (1995, 2021, 9080, 0.67109),
    ):
        window = bought.filter(pl.col("year").is_between(first, last))
        assert window["value"].sum() == total
        parts = window.group_by("origin").agg(pl.col("value").sum() / total)["value"]
        assert (parts**2).sum() == pytest.approx(herfindahl, abs=5e-6)
    latest = bought.filter(pl.col("year").is_between(2017, 2021)).group_by("origin")
    shares = dict(latest.agg((100 * pl.col("value").sum() / 1824).round(1)).rows())
    assert {state: shares[state] for state in ("RUS", "ISR", "KOR", "BLR", "USA")} == {
        "RUS": 55.7,
        "ISR": 19.2,
        "KOR": 6.6,
        "BLR": 6.3,
        "USA": 5.9,
    }
