"""The table of episodes: what is refused, who is meant by a bloc, who refuses arms in a year."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.reference import groups
from counterpoise.scenarios.outlook import episodes

HEADER = ",".join(episodes.COLUMNS[:-1])
EMBARGO = "a,embargo imposed,VNM,USA,1975,4,2016,full,An act,A note."


def table(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def pairs(rows: pl.DataFrame, **wanted: object) -> set[tuple[str, str]]:
    return set(rows.filter(**wanted).select("supplier", "recipient").iter_rows())


def test_the_users_own_table_is_read_as_it_stands(tmp_path: Path) -> None:
    read = episodes.read(table(tmp_path, EMBARGO, "b,entrant,EGY,CSK,1955,,,full,Agreement,"))
    assert read.rows()[0] == (
        "a", "embargo imposed", "VNM", "USA", 1975, 4, 2016, "full", "An act", "A note.", "",
    )  # fmt: skip
    assert read.rows()[1] == (
        "b",
        "entrant",
        "EGY",
        "CSK",
        1955,
        None,
        None,
        "full",
        "Agreement",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("row", "column", "named"),
    [
        ("b,boycott,VNM,USA,1975,,,full,act,", "kind", "'boycott'"),
        ("b,embargo imposed,Narnia,USA,1975,,,full,act,", "recipient", "'Narnia'"),
        ("b,embargo imposed,Viet Nam,USA,1975,,,full,act,", "recipient", "'Viet Nam'"),
        ("b,embargo imposed,EU,USA,1975,,,full,act,", "recipient", "'EU'"),
        ("b,embargo imposed,CUB,COMINTERN,1975,,,full,act,", "supplier", "'COMINTERN'"),
        ("b,embargo imposed,CUB,SUN,1995,,,full,act,", "supplier", "'SUN'"),
        ("b,embargo imposed,SSD,USA,1995,,,full,act,", "recipient", "'SSD'"),
        ("b,embargo imposed,USA,USA,1975,,,full,act,", "supplier", "'USA'"),
        ("b,embargo imposed,CUB,USA,1975,,1974,full,act,", "end_year", "'1974'"),
        ("b,embargo lifted,CUB,USA,1975,,1976,full,act,", "end_year", "'1976'"),
        ("b,embargo imposed,CUB,USA,75,,,full,act,", "year", "'75'"),
        ("b,embargo imposed,CUB,USA,,,,full,act,", "year", "''"),
        ("b,embargo imposed,CUB,USA,1975,13,,full,act,", "month", "'13'"),
        ("b,embargo imposed,CUB,USA,1975,1.5,,full,act,", "month", "'1.5'"),
        ("b,embargo imposed,CUB,USA,1975,,,some,act,", "scope", "'some'"),
        ("b,embargo imposed,CUB,USA,1975,,,full,,", "source", "''"),
        (",embargo imposed,CUB,USA,1975,,,full,act,", "id", "''"),
        ("a,embargo imposed,CUB,USA,1975,,,full,act,", "id", "'a'"),
        ("b,embargo imposed,VNM,USA,1975,,2007,full,act,", "supplier", "'USA'"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_row(
    tmp_path: Path, row: str, column: str, named: str
) -> None:
    with pytest.raises(SourceError) as caught:
        episodes.read(table(tmp_path, EMBARGO, row))
    assert f"Column {column!r}" in caught.value.problem
    assert f"row 3: {named}" in caught.value.where
    assert caught.value.attempt == episodes.MEND


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ((EMBARGO,), HEADER.replace("scope", "extent")),
        (("a,embargo imposed,VNM",), HEADER),
        ((), HEADER),
        ((EMBARGO,), ""),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, rows: tuple[str, ...], header: str) -> None:
    with pytest.raises(SourceError):
        episodes.read(table(tmp_path, *rows, header=header))


def test_a_bloc_stands_for_its_members_of_the_year(tmp_path: Path) -> None:
    mine = episodes.read(
        table(
            tmp_path,
            "a,embargo imposed,CHN,EU,1989,,,full,act,",
            "b,embargo imposed,RUS,EU,2014,,,full,act,",
            "c,embargo imposed,RUS,DEU,2014,,,partial,act,",
        )
    )
    rows = episodes.expanded(mine)
    assert set(rows.filter(id="a")["supplier"]) == set(groups.members("EU", 1989))
    assert rows.filter(id="a").height == 12
    assert rows.filter(id="b").height == 28
    assert rows.filter(id="c").is_empty()  # Germany's is the EU's already


def test_the_united_nations_are_every_state_but_the_recipient(tmp_path: Path) -> None:
    mine = episodes.read(table(tmp_path, "a,embargo imposed,IRQ,UN,1990,,2004,full,act,"))
    suppliers = set(episodes.expanded(mine)["supplier"])
    assert {"USA", "SUN", "CHN", "CHE", "YUG"} <= suppliers
    assert suppliers.isdisjoint({"IRQ", "RUS", "HKG", "PRI"})


def test_an_embargo_holds_from_its_year_to_the_year_before_its_end(tmp_path: Path) -> None:
    mine = episodes.read(
        table(
            tmp_path,
            EMBARGO,
            "b,embargo imposed,ETH,GBR,2000,,2000,full,act,",
            "c,embargo imposed,SYR,USA,1979,,,full,act,",
            "d,embargo imposed,EGY,SUN,1976,,,full,act,",
            "e,embargo lifted,VNM,USA,2016,,,full,act,",
        )
    )
    held = {year: pairs(episodes.active(mine, year)) for year in range(1970, 2021)}
    assert [year for year in held if ("USA", "VNM") in held[year]] == list(range(1975, 2016))
    assert [year for year in held if ("GBR", "ETH") in held[year]] == [2000]
    assert [year for year in held if ("USA", "SYR") in held[year]] == list(range(1979, 2021))
    # the supplier's own end ends it
    assert [year for year in held if ("SUN", "EGY") in held[year]] == list(range(1976, 1992))


def test_whoever_joins_a_bloc_is_bound_and_whoever_leaves_is_free(tmp_path: Path) -> None:
    mine = episodes.read(
        table(
            tmp_path,
            "a,embargo imposed,CHN,EU,1989,,,partial,act,",
            "b,embargo imposed,CHN,POL,2000,,,full,act,",
        )
    )
    assert ("GBR", "CHN") in pairs(episodes.active(mine, 2019))
    assert ("GBR", "CHN") not in pairs(episodes.active(mine, 2021))
    poland = episodes.active(mine, 2010).filter(supplier="POL")
    assert poland["scope"].to_list() == ["full"]  # the full one stands before the partial one
    assert episodes.active(mine, 1980).is_empty()


def test_the_shipped_table_says_where_each_episode_comes_from() -> None:
    read = episodes.read()
    assert read.height >= 200
    assert set(read["kind"]) == set(episodes.INTERVENTIONS)
    assert read.filter(pl.col("source").str.len_chars() < 10).is_empty()


def test_a_full_lifting_and_the_end_of_the_embargo_are_of_one_year() -> None:
    read = episodes.read()
    lifted = read.filter(kind="embargo lifted", scope="full").drop("end_year")
    ends = read.filter(kind="embargo imposed").select("recipient", "supplier", "end_year")
    told = lifted.join(ends, on=["recipient", "supplier"])
    ended = told.filter(pl.col("end_year") == pl.col("year"))
    assert set(told["id"]) == set(ended["id"])
    assert told.height > 60


@pytest.mark.parametrize(
    ("supplier", "recipient", "first", "last"),
    [
        ("USA", "VNM", 1975, 2015),
        ("GBR", "ZAF", 1964, 1993),
        ("SUN", "EGY", 1976, 1991),
        ("FRA", "IRQ", 1990, 2003),
        ("USA", "TUR", 1975, 1977),
    ],
)
def test_known_embargoes_hold_in_their_years(
    supplier: str, recipient: str, first: int, last: int
) -> None:
    read = episodes.read()
    for year, held in ((first - 1, False), (first, True), (last, True), (last + 1, False)):
        assert ((supplier, recipient) in pairs(episodes.active(read, year))) is held, year


@pytest.mark.parametrize(
    ("supplier", "recipient", "first", "last"),
    [
        ("USA", "ZAF", 1963, 1997),  # outlived the UN's
        ("USA", "IRN", 1984, 2025),
        ("DEU", "SYR", 2011, 2012),  # the EU's ended in June 2013
        ("RUS", "IRN", 2025, 2025),  # the UN's came back
        ("FRA", "CIV", 2004, 2015),
        ("GBR", "RUS", 2014, 2025),  # its own law after the EU's
        ("NGA", "LBR", 1992, 1996),
    ],
)
def test_mended_rows_hold_in_their_years(
    supplier: str, recipient: str, first: int, last: int
) -> None:
    read = episodes.read()
    for year in range(first, last + 1):
        assert (supplier, recipient) in pairs(episodes.active(read, year)), year


def test_between_its_two_laws_iran_was_under_no_american_embargo() -> None:
    assert ("USA", "IRN") not in pairs(episodes.active(episodes.read(), 1982))


def test_the_eu_binds_the_united_kingdom_to_the_end_of_2020() -> None:
    assert "GBR" in episodes.members_of("EU", 2020)
    assert "GBR" not in episodes.members_of("EU", 2021)


def test_each_embargo_and_each_end_says_who_checked_it() -> None:
    read = episodes.read()
    legal = read["kind"].is_in(["embargo imposed", "embargo lifted"])
    assert "" not in read.filter(legal)["checked_by"].to_list()
    assert set(read.filter(~legal)["checked_by"]) == {""}


def test_counts_of_confirmed_rows_are_those_of_the_cells(tmp_path: Path) -> None:
    rows = [
        "a,embargo imposed,VNM,USA,1975,,,full,An act,,GSDB year",
        "b,embargo imposed,CUB,USA,1975,,,full,An act,,GSDB year; EUSANCT month; IST month",
        "c,embargo imposed,IRN,USA,1975,,,full,An act,,none: another date",
        "d,embargo imposed,IRQ,USA,1975,,,full,An act,,",
        "e,entrant,EGY,USA,1975,,,full,An act,,",
    ]
    read = episodes.read(table(tmp_path, *rows, header=",".join(episodes.COLUMNS)))
    assert episodes.confirmed(read) == episodes.Confirmed(rows=4, one=2, two=1, three=1)
    assert "2 of 4 embargoes imposed" in episodes.in_words(read)


@pytest.mark.parametrize("check", ["yes", "GSDB", "GSDB day", "TIES year", "none: who knows"])
def test_a_check_that_says_nothing_is_refused(tmp_path: Path, check: str) -> None:
    row = f"a,embargo imposed,VNM,USA,1975,,,full,An act,,{check}"
    with pytest.raises(SourceError, match="checked_by"):
        episodes.read(table(tmp_path, row, header=",".join(episodes.COLUMNS)))
