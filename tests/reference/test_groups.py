"""Blocs and their members, year by year."""

from __future__ import annotations

import itertools

import polars as pl
import pytest

from counterpoise.errors import UnknownNameError, UsageError
from counterpoise.reference import groups, states


@pytest.mark.parametrize(
    ("bloc", "year", "count"),
    [
        ("EU", 1957, 0),
        ("EU", 1958, 6),
        ("EU", 1973, 9),
        ("EU", 1986, 12),
        ("EU", 1995, 15),
        ("EU", 2004, 25),
        ("EU", 2007, 27),
        ("EU", 2013, 28),
        ("EU", 2019, 28),
        ("EU", 2021, 27),
        ("ASEAN", 1967, 5),
        ("ASEAN", 1999, 10),
        ("ASEAN", 2020, 10),
        ("ASEAN", 2025, 11),
        ("NATO", 1949, 12),
        ("NATO", 1982, 16),
        ("NATO", 1999, 19),
        ("NATO", 2004, 26),
        ("NATO", 2022, 30),
        ("NATO", 2024, 32),
        ("G7", 1975, 6),
        ("G7", 2024, 7),
        ("G8", 2013, 8),
        ("G8", 2014, 0),
        ("BRICS", 2009, 4),
        ("BRICS", 2011, 5),
        ("BRICS", 2024, 9),
        ("BRICS", 2025, 10),
        ("OECD", 1961, 19),
        ("OECD", 2024, 38),
        ("DAC", 2024, 31),
        ("Warsaw Pact", 1960, 8),
        ("Warsaw Pact", 1991, 0),
        ("Comecon", 1980, 10),
        ("GCC", 1990, 6),
        ("SCO", 2024, 10),
        ("EAEU", 2020, 5),
        ("CSTO", 2010, 7),
        ("CSTO", 2020, 6),
        ("P5", 1950, 5),
        ("P5", 2000, 5),
        ("CPTPP", 2018, 6),
        ("CPTPP", 2024, 12),
        ("RCEP", 2023, 14),
        ("NAFTA", 2019, 3),
        ("NAFTA", 2020, 0),
        ("USMCA", 2020, 3),
        ("Mercosur", 2010, 4),
        ("Arab League", 2010, 22),
        ("OPEC", 2024, 12),
        ("OPEC", 2017, 14),
        ("OPEC+", 2024, 22),
        ("G20", 2024, 19),
        ("African Union", 1963, 33),  # 32 founders and Kenya
        ("African Union", 2024, 55),
        ("ECOWAS", 1975, 15),
        ("ECOWAS", 2024, 15),
        ("ECOWAS", 2025, 12),
        ("SADC", 2024, 16),
        ("OAS", 1950, 21),
        ("OAS", 2000, 34),
        ("CIS", 2010, 10),
        ("CIS", 2024, 9),
        ("EFTA", 1960, 7),
        ("EFTA", 2024, 4),
        ("EEA", 2019, 31),
        ("EEA", 2024, 30),
        ("Euro area", 1999, 11),
        ("Euro area", 2023, 20),
        ("Euro area", 2026, 21),
        ("Central Asia", 2000, 5),
        ("Commonwealth of Nations", 2024, 56),
        ("APEC", 1998, 21),
        ("OIC", 2010, 57),
        ("OIC", 2020, 56),
        ("Non-Aligned Movement", 2012, 120),
        ("Non-Aligned Movement", 2024, 121),
        ("SAARC", 2024, 8),
        ("BIMSTEC", 2024, 7),
        ("CEFTA", 2014, 7),
    ],
)
def test_size_of_a_bloc(bloc: str, year: int, count: int) -> None:
    assert len(groups.members(bloc, year)) == count


def test_the_united_kingdom_is_in_the_eu_of_2019_and_not_of_2020() -> None:
    assert "GBR" in groups.members("EU", 2019)
    assert "GBR" not in groups.members("EU", 2020)


def test_the_chinese_seat_on_the_security_council_passes_in_1971() -> None:
    assert "TWN" in groups.members("P5", 1970)
    assert {"CHN", "TWN"} & set(groups.members("P5", 1971)) == {"CHN"}


def test_the_soviet_seat_passes_to_russia_in_1991() -> None:
    assert {"SUN", "RUS"} & set(groups.members("P5", 1990)) == {"SUN"}
    assert {"SUN", "RUS"} & set(groups.members("P5", 1991)) == {"RUS"}


def test_suspended_members_are_left_out() -> None:
    assert "SYR" not in groups.members("Arab League", 2015)
    assert "VEN" not in groups.members("Mercosur", 2020)


def test_every_bloc_has_a_title_and_members() -> None:
    assert set(groups.blocs()) == set(groups.membership()["bloc"])


def test_members_are_states_of_the_registry() -> None:
    registry = set(states.states()["id"])
    assert set(groups.membership()["member"]) <= registry


def test_no_member_belongs_twice_at_once() -> None:
    for _, spells in groups.membership().group_by("bloc", "member"):
        dated = spells.sort("start").select("start", "end").rows()
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(dated))


BEFORE_THEY_WERE_STATES = {
    ("African Union", "GNB"): (1973, 1973),  # declared independent in September
    ("Arab League", "JOR"): (1945, 1945),
    ("Arab League", "SYR"): (1945, 1945),
    ("CEFTA", "XKX"): (2007, 2007),  # by the UN's mission
    ("OPEC", "KWT"): (1960, 1960),
    ("OPEC", "QAT"): (1961, 1970),
    ("UN", "BLR"): (1945, 1990),  # seats of the two Soviet republics
    ("UN", "UKR"): (1945, 1990),
    ("UN", "IND"): (1945, 1946),
    ("UN", "PHL"): (1945, 1945),
    ("UN", "SYR"): (1945, 1945),
}


def test_members_existed_in_the_year_but_for_those_taken_in_before() -> None:
    absent: dict[tuple[str, str], tuple[int, int]] = {}
    for bloc in groups.blocs():
        for year in range(1931, 2027):
            for member in groups.members(bloc, year):
                if not states.exists(member, year):
                    first, _ = absent.get((bloc, member), (year, year))
                    absent[bloc, member] = (first, year)
    assert absent == BEFORE_THEY_WERE_STATES


@pytest.mark.parametrize(
    ("year", "count"),
    [
        (1945, 51), (1946, 55), (1947, 57), (1950, 60), (1955, 76), (1958, 82), (1960, 99),
        (1964, 115), (1968, 126), (1975, 144), (1980, 154), (1984, 159), (1991, 166), (2000, 189),
        (2002, 191), (2006, 192), (2011, 193), (2024, 193),
    ],
)  # fmt: skip
def test_the_un_has_as_many_members_as_it_counts(year: int, count: int) -> None:
    assert len(groups.members("UN", year)) == count


def test_every_membership_names_its_source_and_says_where_only_the_year_is_known() -> None:
    table = groups.membership()
    assert table.filter(pl.col("source").fill_null("").str.len_chars() < 10).is_empty()
    exact = {"Euro area", "EEA", "EFTA", "EU", "EAEU", "CPTPP", "RCEP", "NAFTA", "CEFTA", "BRICS"}
    new_year = table.filter(
        pl.col("start").dt.ordinal_day() == 1,
        ~pl.col("bloc").is_in(list(exact)),
        ~pl.col("note").fill_null("").str.contains("to the year"),
    )
    assert set(new_year.select("bloc", "member").rows()) == {
        ("Commonwealth of Nations", "BRN"),
        ("OPEC", "AGO"),
        ("OPEC", "IDN"),
    }


def test_where_a_state_or_a_bloc_may_stand_letters_of_both_are_asked_about() -> None:
    assert groups.party("african union") == "African Union"
    assert groups.party("EU") == groups.party("European Union") == "EU"
    assert groups.party("Gulf") == "GCC"
    assert groups.party("France") is None
    assert groups.party("NAM") is None, "an id as it stands is that state's"
    for word, state in (("AU", "AUS"), ("nam", "NAM")):
        with pytest.raises(UnknownNameError, match=state):
            groups.party(word)
        assert groups.resolve(word) in groups.blocs()


def test_yearly_expansion_repeats_the_members_of_each_year() -> None:
    table = groups.members_by_year("EU", 2018, 2021)
    assert table.columns == ["state", "year"]
    assert table.group_by("year").len().sort("year").rows() == [
        (2018, 28),
        (2019, 28),
        (2020, 27),
        (2021, 27),
    ]
    assert table.filter(pl.col("year") == 2021)["state"].to_list() == list(
        groups.members("EU", 2021)
    )


def test_letter_case_of_a_bloc_does_not_count() -> None:
    assert groups.members("eu", 2000) == groups.members("EU", 2000)


def test_an_unknown_bloc_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean 'ASEAN'"):
        groups.members("ASAEN", 2000)
