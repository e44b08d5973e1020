"""Deals of the older register whose years are told by the newer one, or by the export tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.snapshots.source import Reading
from counterpoise.sources.arms import sipri_arms, sipri_arms_deals
from tests.sources.broken.sipri_arms_deals import GOOD

ABOVE = GOOD[: GOOD.index(b"Viet Nam,Russia,2000")]
HEADER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Order date,Numbers delivered,"
    "Delivery year,TIV deal unit,TIV delivery values;\n"
)


def deal(order: int, weapon: str, number: int, years: str, unit: float, total: float) -> str:
    return f"Viet Nam,Russia,{order},,{number},,{weapon},boat,{number},,{years},New,,{unit},{total},{total}\n"


def delivery(deal: int, order: int, weapon: str, number: int, year: int, unit: float) -> str:
    return f"{deal},Russia,Viet Nam,{weapon},{order},{number},{year},{unit},{number * unit};\n"


def table(**cells: int) -> str:
    """Return Russia's export table of 1993 to 1996 with Viet Nam alone in it."""
    years = range(1993, 1997)
    filled = ",".join(str(cells.get(f"y{year}", "")) for year in years)
    commas = "," * 5
    return (
        f'"TIV of arms exports from Russia, 1993-1996"{commas}\nGenerated: 7 July 2005{commas}\n'
        f",{','.join(map(str, years))},Total\n"
        f"Viet Nam,{filled},{sum(cells.values())}\n{commas}\nTotal,{filled},{sum(cells.values())}\n"
    )


def reading(
    folder: Path, deals: list[str], register: list[str] | None = None, *, exports: str = ""
) -> Reading:
    texts = {"deals.csv": ABOVE.decode("iso-8859-1") + "".join(deals)}
    if register is not None:
        texts["register.csv"] = HEADER + "".join(register)
    if exports:
        texts["TIV-Export-RUS.csv"] = exports
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="iso-8859-1")
    (found,) = sipri_arms_deals.read([folder / name for name in texts])
    return found


def rows(found: Reading, indicator: str = "arms") -> list[tuple[object, ...]]:
    kept = found.rows.filter(pl.col("indicator") == indicator).sort("year")
    columns = ("year", "value", "status") if indicator == "arms" else ("year", "value")
    return kept.select(columns).rows()


FOUR_BOATS = deal(2000, "Boat", 4, "2001; 2002", 5, 20)
AS_TOLD = [delivery(101, 2000, "Boat", 3, 2001, 5), delivery(101, 2000, "Boat", 1, 2002, 5)]


def test_the_register_tells_the_years_of_a_deal(tmp_path: Path) -> None:
    found = reading(tmp_path, [FOUR_BOATS], AS_TOLD)

    assert rows(found) == [(2001, 15.0, "reported"), (2002, 5.0, "reported")]
    assert rows(found, "arms_earlier") == rows(found, "arms_later") == []


def test_a_deal_is_known_again_under_another_name_of_its_weapon(tmp_path: Path) -> None:
    other = [line.replace("Boat", "Project-1 boat") for line in AS_TOLD]

    assert rows(reading(tmp_path, [FOUR_BOATS], other))[0] == (2001, 15.0, "reported")


def test_a_year_beyond_the_register_gets_what_is_left(tmp_path: Path) -> None:
    longer = deal(2000, "Boat", 6, "2001; 2002; 2003", 5, 30)

    assert rows(reading(tmp_path, [longer], AS_TOLD)) == [
        (2001, 15.0, "reported"),
        (2002, 5.0, "reported"),
        (2003, 10.0, "imputed"),
    ]


def test_years_before_the_register_share_what_is_left_evenly(tmp_path: Path) -> None:
    longer = deal(1998, "Boat", 7, "1999; 2000; 2001; 2002", 5, 35)
    told = [line.replace(",2000,", ",1998,", 1) for line in AS_TOLD]

    assert rows(reading(tmp_path, [longer], told)) == [
        (1999, 7.5, "imputed"),
        (2000, 7.5, "imputed"),
        (2001, 15.0, "reported"),
        (2002, 5.0, "reported"),
    ]


def test_a_deal_revised_since_keeps_the_course_of_the_register(tmp_path: Path) -> None:
    revised = deal(2000, "Boat", 4, "2001; 2002", 6, 24)

    assert rows(reading(tmp_path, [revised], AS_TOLD)) == [
        (2001, 18.0, "imputed"),
        (2002, 6.0, "imputed"),
    ]


def test_another_deal_of_the_same_states_is_not_taken_for_it(tmp_path: Path) -> None:
    other = [delivery(7, 1999, "Gun", 3, 2001, 4), delivery(7, 1999, "Gun", 1, 2002, 4)]

    assert rows(reading(tmp_path, [FOUR_BOATS], other)) == [
        (2001, 10.0, "imputed"),
        (2002, 10.0, "imputed"),
    ]


def test_a_register_that_tells_more_than_the_deal_has_is_another_deal(tmp_path: Path) -> None:
    smaller = deal(2000, "Boat", 3, "2001; 2002; 2003", 5, 15)

    assert [row[1] for row in rows(reading(tmp_path, [smaller], AS_TOLD))] == [5.0, 5.0, 5.0]


def test_twins_are_told_together(tmp_path: Path) -> None:
    twin = [line.replace("101", "102") for line in AS_TOLD]
    found = reading(tmp_path, [FOUR_BOATS, FOUR_BOATS], [*AS_TOLD, *twin])

    assert rows(found) == [(2001, 30.0, "reported"), (2002, 10.0, "reported")]


def test_a_spread_says_how_far_it_may_be_off_in_time(tmp_path: Path) -> None:
    # Four boats of 5 over two years, one at least in each: by the end of 2001 5 to 15 of 20.
    found = reading(tmp_path, [FOUR_BOATS])

    assert rows(found) == [(2001, 10.0, "imputed"), (2002, 10.0, "imputed")]
    assert rows(found, "arms_earlier") == [(2001, 5.0)]
    assert rows(found, "arms_later") == [(2001, 5.0)]


def test_in_a_gap_between_years_of_delivery_the_bounds_stand(tmp_path: Path) -> None:
    found = reading(tmp_path, [deal(2000, "Boat", 4, "2001; 2004", 5, 20)])

    assert rows(found, "arms_earlier") == [(2001, 5.0), (2002, 5.0), (2003, 5.0)]


def test_more_years_than_units_leave_a_year_that_may_be_empty(tmp_path: Path) -> None:
    found = reading(tmp_path, [deal(2000, "Boat", 1, "2001; 2002", 20, 20)])

    assert rows(found, "arms_earlier") == [(2001, 10.0)]
    assert rows(found, "arms_later") == [(2001, 10.0)]


def test_export_tables_tell_the_years_before_the_register(tmp_path: Path) -> None:
    old = deal(1992, "Boat", 4, "1993; 1994", 5, 20)
    found = reading(tmp_path, [old], exports=table(y1993=15, y1994=5))

    assert rows(found) == [(1993, 15.0, "imputed"), (1994, 5.0, "imputed")]
    assert rows(found, "arms_earlier") == []  # 15 is the most that the deal allows
    assert rows(found, "arms_later") == [(1993, 0.5)]  # what rounding may hide


def test_a_table_that_the_deals_rule_out_is_not_followed(tmp_path: Path) -> None:
    old = deal(1992, "Boat", 4, "1993; 1994", 5, 20)
    found = reading(tmp_path, [old], exports=table(y1993=90, y1994=90))

    assert [row[1] for row in rows(found)] == [10.0, 10.0]
    assert rows(found, "arms_earlier") == [(1993, 5.0)]


def test_the_reading_says_what_it_was_tied_to(tmp_path: Path) -> None:
    assert (
        "tied to the newer register in 2001–2002" in reading(tmp_path, [FOUR_BOATS], AS_TOLD).notes
    )
    assert any(note.startswith("not tied") for note in reading(tmp_path, [FOUR_BOATS]).notes)


@pytest.fixture(scope="module")
def tied(evidence: Path) -> pl.DataFrame:
    folder = evidence / "sipri"
    names = (
        "trade-register_all-years_generated20260518",
        "trade_register_1995-2025_generated20260212",
    )
    (found,) = sipri_arms_deals.read([folder / f"{name}.csv" for name in names])
    return found.rows


@pytest.mark.evidence
def test_tied_deals_keep_their_sum(tied: pl.DataFrame) -> None:
    assert tied.filter(pl.col("indicator") == "arms")["value"].sum() == pytest.approx(2_133_347.71)


@pytest.mark.evidence
def test_leaders_shares_of_tied_deals_err_as_the_card_says(
    tied: pl.DataFrame, evidence: Path
) -> None:
    path = evidence / "sipri" / "trade_register_1995-2025_generated20260212.csv"
    (register,) = sipri_arms.read([path])
    both = [windows(rows) for rows in (register.rows, tied.filter(pl.col("indicator") == "arms"))]
    error = (
        both[0]
        .sort("value", "origin", descending=True)
        .unique(["destination", "last"], keep="first", maintain_order=True)
        .join(both[1], on=["destination", "last", "origin"], how="left", suffix="_tied")
        .with_columns(error=(pl.col("share_tied").fill_null(0) - pl.col("share")).abs() * 100)
    )
    assert error["error"].mean() == pytest.approx(1.2, abs=0.05)
    large = error.filter(pl.col("value") / pl.col("share") >= 500)
    assert large["error"].mean() == pytest.approx(0.43, abs=0.05)


def windows(given: pl.DataFrame) -> pl.DataFrame:
    """Return shares of every five years that end in 1999 to 2024."""
    parts = [
        given.filter(pl.col("year").is_between(last - 4, last)).with_columns(last=pl.lit(last))
        for last in range(1999, 2025)
    ]
    summed = pl.concat(parts).group_by("destination", "origin", "last").agg(pl.col("value").sum())
    total = pl.col("value").sum().over("destination", "last")
    return summed.filter(pl.col("value") > 0).with_columns(share=pl.col("value") / total)
