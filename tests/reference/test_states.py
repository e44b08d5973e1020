"""The registry: ids, dates, codes."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.errors import UnknownNameError
from counterpoise.reference import state_system, states

IDS = states.states()["id"].to_list()
ASKED = {"source": "made_up", "column": "ccode"}


def by_cow(code: int, *years: int) -> list[str]:
    return states.from_cow(pl.Series([code] * len(years)), pl.Series(years), **ASKED).to_list()


def by_gw(code: int, *years: int) -> list[str]:
    return states.from_gw(pl.Series([code] * len(years)), pl.Series(years), **ASKED).to_list()


class TestTables:
    def test_ids_are_three_capitals_and_unique(self) -> None:
        assert len(set(IDS)) == len(IDS) > 280
        assert all(len(entity) == 3 and entity.isascii() and entity.isupper() for entity in IDS)

    def test_names_are_unique(self) -> None:
        folded = [states.fold(name) for name in states.states()["name"]]
        assert len(set(folded)) == len(folded)

    def test_every_present_state_has_adjective_iso2_and_m49(self) -> None:
        present = states.states(2025).filter(pl.col("kind") == "state")
        assert present.height == 196
        assert (
            present.select("adjectives", "iso2", "m49", "region").null_count().sum_horizontal()[0]
            == 0
        )

    @pytest.mark.parametrize("column", ["iso2", "m49"])
    def test_no_code_is_held_by_two(self, column: str) -> None:
        codes = [code for cell in states.states()[column].drop_nulls() for code in cell.split(";")]
        assert len(set(codes)) == len(codes)

    @pytest.mark.parametrize("system", ["cow", "gw"])
    def test_no_two_states_bear_one_code_on_one_day(self, system: str) -> None:
        held = (
            states.table("spells")
            .drop_nulls(system)
            .with_columns(pl.col("end").fill_null("9999-12-31"))
        )
        for _, spells in held.group_by(system):
            ordered = spells.sort("start").select("start", "end").rows()
            assert all(end < start for (_, end), (start, _) in itertools.pairwise(ordered))

    @pytest.mark.parametrize("system", ["cow", "gw"])
    def test_no_state_bears_two_codes_of_one_list_on_one_day(self, system: str) -> None:
        held = (
            states.table("spells")
            .drop_nulls(system)
            .with_columns(pl.col("end").fill_null("9999-12-31"))
        )
        for _, spells in held.group_by("id"):
            ordered = spells.sort("start").select("start", "end").rows()
            assert all(end < start for (_, end), (start, _) in itertools.pairwise(ordered))

    def test_every_state_has_dates(self) -> None:
        undated = states.states().filter(
            pl.col("kind") == "state", ~pl.col("id").is_in(states.table("spells")["id"].to_list())
        )
        assert undated["id"].to_list() == []

    @pytest.mark.parametrize(
        ("stem", "columns"),
        [
            ("spells", ("id",)),
            ("codes", ("id",)),
            ("succession", ("predecessor", "successor")),
            ("spellings", ("id",)),
            ("states", ("of",)),
            ("blocs", ("member",)),
        ],
    )
    def test_tables_name_no_unknown_id(self, stem: str, columns: tuple[str, ...]) -> None:
        for column in columns:
            for entity in states.table(stem)[column].drop_nulls().unique():
                assert states.kind(entity)

    def test_relations_are_those_of_the_docstring(self) -> None:
        assert set(states.table("succession")["relation"]) == {
            "continues",
            "splits",
            "merges",
            "absorbs",
        }

    def test_spells_end_after_they_start(self) -> None:
        closed = states.table("spells").drop_nulls("end")
        assert (closed["start"] < closed["end"]).all()


class TestResolve:
    @given(st.sampled_from(IDS))
    def test_the_name_of_an_id_leads_back_to_it(self, entity: str) -> None:
        assert states.resolve(states.name(entity)) == entity

    @given(st.sampled_from(IDS), st.sampled_from([str.lower, str.upper, str.title, " {} ".format]))
    def test_letter_case_and_outer_blanks_do_not_count(
        self, entity: str, change: Callable[[str], str]
    ) -> None:
        assert states.resolve(change(entity)) == entity

    @pytest.mark.parametrize(
        ("typed", "entity"),
        [
            ("Vietnam", "VNM"),
            ("North Vietnam", "VNM"),
            ("South Vietnam", "RVN"),
            ("Germany", "DEU"),
            ("West Germany", "DEU"),
            ("East Germany", "DDR"),
            ("USSR", "SUN"),
            ("Russia", "RUS"),
            ("Yugoslavia", "YUG"),
            ("Turkey", "TUR"),
            ("Turkiye", "TUR"),
            ("TÜRKİYE", "TUR"),
            ("Burma", "MMR"),
            ("Ceylon", "LKA"),
            ("Dahomey", "BEN"),
            ("Siam", "THA"),
            ("Zaire", "COD"),
            ("Cote d’Ivoire", "CIV"),
            ("Co\u0302te d'Ivoire", "CIV"),
            ("UK", "GBR"),
            ("South Korea", "KOR"),
            ("group:Hamas (Palestine)", "group:Hamas (Palestine)"),
        ],
    )
    def test_spellings_in_common_use(self, typed: str, entity: str) -> None:
        assert states.resolve(typed) == entity

    def test_a_misspelling_is_refused_with_the_nearest_name(self) -> None:
        with pytest.raises(UnknownNameError, match="Did you mean 'Vietnam'"):
            states.resolve("Vietnamm")

    def test_nonsense_is_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="Can't match 'Qwxzy' to a state"):
            states.resolve("Qwxzy")


class TestNamesAndKinds:
    @pytest.mark.parametrize(
        ("entity", "name", "kind"),
        [
            ("VNM", "Viet Nam", "state"),
            ("KOR", "South Korea", "state"),
            ("SUN", "Soviet Union", "state"),
            ("XKX", "Kosovo", "state"),
            ("TWN", "Taiwan", "state"),
            ("HKG", "Hong Kong", "territory"),
            ("PSE", "Palestine", "territory"),
            ("XNC", "Northern Cyprus", "territory"),
            ("group:Hezbollah (Lebanon)", "Hezbollah (Lebanon)", "armed group"),
            ("organisation:NATO", "NATO", "organisation"),
            ("unknown:supplier", "unknown supplier", "unknown"),
            ("residual:Areas, nes", "Areas, nes", "residual"),
            ("aggregate:Euro area", "Euro area", "aggregate"),
        ],
    )
    def test_name_and_kind(self, entity: str, name: str, kind: str) -> None:
        assert (states.name(entity), states.kind(entity)) == (name, kind)

    def test_names_of_a_column_keep_order_and_nulls(self) -> None:
        column = pl.Series("origin", ["RUS", None, "unknown:supplier", "RUS"])
        assert states.names(column).to_list() == ["Russia", None, "unknown supplier", "Russia"]
        assert states.names(pl.Series([None], dtype=pl.String)).to_list() == [None]

    @pytest.mark.parametrize("ask", [states.name, states.kind, states.lineage, states.iso2])
    def test_an_unknown_id_is_refused(self, ask: Callable[[str], object]) -> None:
        with pytest.raises(UnknownNameError):
            ask("QQQ")

    def test_codes_of_an_id(self) -> None:
        assert states.iso2("VNM") == "VN"
        assert states.iso2("RVN") is None
        assert states.m49("FRA") == (250, 251)
        assert states.cow("RUS", 1900) == states.cow("SUN", 1950) == states.cow("RUS", 2000) == 365
        assert states.cow("RUS", 1950) is None
        assert (states.cow("DEU", 1980), states.cow("DEU", 2000)) == (260, 255)
        assert (states.gw("DEU", 1930), states.gw("DEU", 2000)) == (255, 260)


class TestCodesThatPassOn:
    def test_365_is_russia_then_the_soviet_union_then_russia(self) -> None:
        years = (1494, 1900, 1922, 1923, 1950, 1991, 1992, 1995)
        expected = ["RUS", "RUS", "RUS", "SUN", "SUN", "SUN", "RUS", "RUS"]
        assert by_cow(365, *years) == by_gw(365, *years) == expected

    def test_345_is_serbia_yugoslavia_the_federation_and_serbia(self) -> None:
        years = (1880, 1918, 1919, 1943, 1991, 1992, 2005, 2006, 2024)
        expected = ["SRB", "SRB", "YUG", "YUG", "YUG", "SCG", "SCG", "SRB", "SRB"]
        assert by_cow(345, *years) == by_gw(345, *years) == expected

    def test_340_is_serbia_in_the_list_of_gleditsch_and_ward(self) -> None:
        assert by_gw(340, 1900, 2010) == ["SRB", "SRB"]

    def test_816_is_viet_nam_before_and_after_1975(self) -> None:
        assert by_cow(816, 1860, 1954, 1974, 1976, 2020) == ["VNM"] * 5

    def test_817_is_south_viet_nam_even_after_its_end(self) -> None:
        assert by_cow(817, 1954, 1974, 1976) == ["RVN"] * 3
        assert (states.exists("RVN", 1975), states.exists("RVN", 1976)) == (True, False)

    def test_germany_is_one_state_under_255_and_260(self) -> None:
        assert by_cow(255, 1740, 1900, 1995) == by_cow(260, 1949, 1960, 1990) == ["DEU"] * 3
        assert by_cow(265, 1949, 1960, 1990) == ["DDR"] * 3

    def test_yemen_is_one_state_under_678_and_679_but_not_680(self) -> None:
        assert (
            by_cow(678, 1950, 1990) + by_cow(679, 1931, 2000) + by_gw(678, 1950, 2000)
            == ["YEM"] * 6
        )
        assert by_cow(680, 1960, 1980) + by_gw(680, 1980) == ["YMD"] * 3

    def test_taiwan_and_china_are_told_apart_by_code(self) -> None:
        assert by_cow(713, 1946, 1960, 2000) == ["TWN"] * 3
        assert by_cow(710, 1900, 1946, 1960, 2000) == ["CHN"] * 4

    def test_korea_before_1910_is_neither_of_its_successors(self) -> None:
        assert by_cow(730, 1900) + by_cow(731, 1950) + by_cow(732, 1950) == ["JOS", "PRK", "KOR"]

    def test_970_is_nauru_in_one_list_and_kiribati_in_the_other(self) -> None:
        assert by_cow(970, 2010) + by_gw(970, 2010) == ["NRU", "KIR"]

    def test_rivalries_of_the_old_powers_resolve(self) -> None:
        assert by_cow(300, 1494) + by_cow(305, 1740) + by_cow(324, 1500) == ["AUH", "AUH", "VCE"]

    def test_hyderabad_resolves_in_conflict_data(self) -> None:
        assert by_gw(751, 1947) == ["HYD"]

    def test_sudan_keeps_its_id_when_the_south_leaves(self) -> None:
        assert by_cow(625, 2000, 2015) + by_cow(626, 2005, 2015) == ["SDN", "SDN", "SSD", "SSD"]
        assert not states.exists("SSD", 2005)
        numbers = states.from_m49(
            pl.Series([736, 729, 728]), pl.Series([2005, 2015, 2005]), **ASKED
        )
        assert numbers.to_list() == ["SDN", "SDN", "SSD"]

    def test_kosovo_by_every_code(self) -> None:
        assert by_cow(347, 2010) + by_gw(347, 2010) == ["XKX", "XKX"]
        letters = pl.Series(["XKX", "KSV", "KOS", "xkx"])
        assert states.from_iso3(letters, None, **ASKED).to_list() == ["XKX"] * 4
        assert (states.exists("XKX", 2007), states.exists("XKX", 2008)) == (False, True)

    def test_two_letter_cs_is_czechoslovakia_and_then_serbia_and_montenegro(self) -> None:
        cs = states.from_iso2(pl.Series(["CS"] * 3), pl.Series([1970, 1992, 2004]), **ASKED)
        assert cs.to_list() == ["CSK", "CSK", "SCG"]

    def test_two_letter_ru_is_the_soviet_union_while_it_lasted(self) -> None:
        ru = states.from_iso2(pl.Series(["RU"] * 4), pl.Series([1946, 1991, 1992, None]), **ASKED)
        assert ru.to_list() == ["SUN", "SUN", "RUS", "RUS"]

    def test_three_letter_vdr_is_the_north(self) -> None:
        assert states.from_iso3(pl.Series(["VDR"]), None, **ASKED).to_list() == ["VNM"]

    def test_490_is_taiwan_in_trade_and_the_congo_in_the_list_of_states(self) -> None:
        assert states.from_m49(pl.Series([490]), None, **ASKED).to_list() == ["TWN"]
        assert by_cow(490, 2000) == ["COD"]

    def test_trade_codes_that_differ_from_the_united_nations(self) -> None:
        codes = pl.Series([251, 579, 699, 757, 842, 381])
        found = states.from_m49(codes, None, **ASKED)
        assert found.to_list() == ["FRA", "NOR", "IND", "CHE", "USA", "ITA"]

    def test_what_trade_ascribes_to_no_state_is_kept(self) -> None:
        found = states.from_m49(pl.Series([58, 711, 899]), None, **ASKED)
        assert [states.kind(entity) for entity in found] == ["residual"] * 3


class TestLookUp:
    @pytest.mark.parametrize("codes", [[2, 816], [2.0, 816.0], ["2", "816"], ["002", " 816.0"]])
    def test_codes_come_as_any_type(self, codes: list[object]) -> None:
        found = states.from_cow(pl.Series("ccode", codes), pl.Series([1990, 1990]), **ASKED)
        assert found.to_list() == ["USA", "VNM"]
        assert found.name == "ccode"

    def test_null_stays_null_and_order_is_kept(self) -> None:
        codes, years = pl.Series([816, None, 2, 816]), pl.Series([1990, 1990, None, 1960])
        assert states.from_cow(codes, years, **ASKED).to_list() == ["VNM", None, "USA", "VNM"]

    def test_an_empty_column_gives_an_empty_column(self) -> None:
        empty = pl.Series([], dtype=pl.Int64)
        assert states.from_cow(empty, empty, **ASKED).to_list() == []

    def test_without_years_a_code_is_read_as_it_stands_today(self) -> None:
        found = states.from_cow(pl.Series([365, 345, 255, 265]), None, **ASKED)
        assert found.to_list() == ["RUS", "SRB", "DEU", "DDR"]

    def test_all_offenders_are_named_with_place_years_and_cure(self) -> None:
        codes, years = (
            pl.Series([2.0, 999.0, -9.0, 998.0, 2.5]),
            pl.Series([1950, 1960, 1970, 1980, 1990]),
        )
        with pytest.raises(UnknownNameError) as caught:
            states.from_cow(codes, years, source="cow_trade", column="ccode1")
        assert "'-9.0', '2.5', '998.0' and '999.0'" in caught.value.problem
        assert caught.value.where == "source 'cow_trade', column 'ccode1', years 1960–1990"
        assert caught.value.attempt.startswith(
            'counterpoise states --add "-9.0" CODE --source cow_trade'
        )

    def test_letters_are_not_numbers(self) -> None:
        with pytest.raises(UnknownNameError):
            states.from_m49(pl.Series(["N/A"]), None, **ASKED)

    @given(st.sampled_from(IDS))
    def test_an_id_is_its_own_three_letter_code(self, entity: str) -> None:
        assert states.from_iso3(pl.Series([entity]), None, **ASKED).to_list() == [entity]

    @given(
        st.sampled_from(states.table("spells").drop_nulls("cow").rows(named=True)),
        st.integers(0, 200),
    )
    def test_a_year_inside_a_spell_gives_its_state(self, spell: dict[str, str], after: int) -> None:
        first = int(spell["start"][:4]) + 1
        last = int((spell["end"] or "2030-01-01")[:4]) - 1
        if first <= last:
            year = first + after % (last - first + 1)
            assert by_cow(int(spell["cow"]), year) == [spell["id"]]


class TestTime:
    def test_states_of_a_year(self) -> None:
        before, after = (set(states.states(year)["id"]) for year in (1990, 1992))
        assert {"SUN", "YUG", "CSK", "DDR", "YMD"} <= before
        assert not {"SUN", "DDR", "YMD"} & after
        assert {"RUS", "UKR", "HRV", "SCG", "CSK"} <= after
        assert {"CZE", "SVK"} & before == set()

    def test_existence_touches_any_part_of_a_year(self) -> None:
        assert [states.exists("SCG", year) for year in (1991, 1992, 2006, 2007)] == [0, 1, 1, 0]
        assert [states.exists("EST", year) for year in (1930, 1960, 1991)] == [True, False, True]
        assert [states.exists("ANT", year) for year in (1953, 2010, 2011)] == [False, True, False]

    def test_what_has_no_dates_exists(self) -> None:
        assert states.exists("HKG", 1850)
        assert states.exists("unknown:supplier", 1950)

    def test_an_unknown_id_neither_exists_nor_not(self) -> None:
        with pytest.raises(UnknownNameError):
            states.exists("QQQ", 2000)

    def test_fifteen_states_came_out_of_the_soviet_union(self) -> None:
        assert len(states.successors("SUN")) == 15
        assert "SUN" in states.predecessors("UKR")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("YUG", "SCG"),
            ("CSK", "SVK"),
            ("DDR", "DEU"),
            ("YMD", "YEM"),
            ("RVN", "VNM"),
            ("SDN", "SSD"),
            ("ETH", "ERI"),
            ("IDN", "TLS"),
            ("SCG", "MNE"),
            ("PAK", "BGD"),
        ],
    )
    def test_successions(self, before: str, after: str) -> None:
        assert after in states.successors(before)
        assert before in states.predecessors(after)

    def test_lineage_follows_only_states_that_continue(self) -> None:
        assert states.lineage("RUS") == ("RUS", "SUN")
        assert states.lineage("SRB") == ("SRB", "SCG")
        assert states.lineage("DEU") == ("DEU",)
        assert states.lineage("UKR") == ("UKR",)


@pytest.mark.parametrize(
    ("entity", "began", "ended"),
    [
        ("SUN", 1922, 1991),
        ("DDR", 1949, 1990),
        ("YUG", 1918, 1992),
        ("CSK", 1918, 1992),  # to the last day of the year
        ("ANT", 1954, 2010),
        ("VNM", 1816, None),
        ("HKG", None, None),
        ("group:European Union", None, None),
    ],
)
def test_a_state_that_is_gone_has_a_year_in_which_it_ended(
    entity: str, began: int | None, ended: int | None
) -> None:
    assert states.ended(entity) == ended
    assert states.began(entity) == began


@given(st.integers(1800, 2200))
def test_the_table_of_who_existed_says_what_is_said_of_each(year: int) -> None:
    there = state_system.existing([year])["id"].to_list()
    named = [each for each in states.states()["id"] if states.kind(each) == "state"]
    assert there == sorted(each for each in named if states.exists(each, year))


def test_letters_that_only_look_latin_are_named() -> None:
    with pytest.raises(UnknownNameError, match="cyrillic small letter dze") as caught:
        states.resolve("Ru\u0455sia")
    assert "Did you mean" not in str(caught.value)
    with pytest.raises(UnknownNameError) as told:
        states.resolve("\u0394\u03b1\u03bd\u03af\u03b1")  # Greek alone: nothing looks like another
    assert "Among" not in str(told.value)
