"""Spellings to ids."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.errors import UnknownNameError
from counterpoise.reference import names, states

SPELLINGS = states.table("spellings")
ASKED = {"source": "made_up", "column": "name"}


def identified(*spellings: str | None, years: list[int] | None = None) -> list[str]:
    return names.identify(
        pl.Series(spellings, dtype=pl.String),
        years=None if years is None else pl.Series(years),
        **ASKED,
    ).to_list()


def test_spellings_are_unique_within_source_and_years() -> None:
    keys = [
        (states.fold(row["spelling"]), row["source"], row["first"], row["last"])
        for row in SPELLINGS.iter_rows(named=True)
    ]
    assert len(set(keys)) == len(keys)


def test_no_spelling_repeats_or_contradicts_a_name() -> None:
    named = {states.fold(name) for name in states.states()["name"]}
    general = SPELLINGS.filter(pl.all_horizontal(pl.col("source", "first", "last").is_null()))
    assert [text for text in general["spelling"] if states.fold(text) in named] == []


def test_no_spelling_is_the_id_of_another_state() -> None:
    ids = set(states.states()["id"])
    for row in SPELLINGS.iter_rows(named=True):
        typed = row["spelling"].upper()
        assert typed not in ids or typed == row["id"]


UNDATED = SPELLINGS.filter(pl.all_horizontal(pl.col("first", "last").is_null()))


@given(st.sampled_from(UNDATED.rows(named=True)))
def test_every_spelling_gives_its_id_in_its_source(row: dict[str, str]) -> None:
    found = names.identify(
        pl.Series([row["spelling"]]), source=row["source"] or "any", column="name"
    )
    assert found.to_list() == [row["id"]]


def test_yugoslavia_depends_on_the_year() -> None:
    assert identified(*["Yugoslavia"] * 4, years=[1950, 1991, 1992, 2005]) == [
        "YUG",
        "YUG",
        "SCG",
        "SCG",
    ]
    assert identified("Yugoslavia (former)", "Serbia and Montenegro", years=[2004, 2004]) == [
        "YUG",
        "SCG",
    ]


def test_germany_is_one_state_in_every_year() -> None:
    assert identified("Germany", "Germany", years=[1960, 2000]) == ["DEU", "DEU"]
    assert identified("Federal Republic of Germany", "East Germany (GDR)") == ["DEU", "DDR"]


def test_viet_nam_before_1975_is_the_north() -> None:
    assert identified("Viet Nam", "South Vietnam", years=[1970, 1970]) == ["VNM", "RVN"]
    assert identified("Vietnam, Dem. Rep.", "Republic of Vietnam") == ["VNM", "RVN"]


def test_russia_before_1992_is_the_soviet_union_only_in_lists_of_votes() -> None:
    russia, years = pl.Series(["Russia", "Russia"]), pl.Series([1980, 2000])
    votes = names.identify(russia, source="unga_votes", column="country", years=years)
    other = names.identify(russia, source="sipri_arms", column="Supplier", years=years)
    assert (votes.to_list(), other.to_list()) == (["SUN", "RUS"], ["RUS", "RUS"])


def test_the_two_congos_and_the_two_koreas() -> None:
    assert identified("Congo", "DR Congo", "Congo, Rep.", "Congo, Dem. Rep.") == [
        "COG",
        "COD",
        "COG",
        "COD",
    ]
    assert identified("Korea, Rep.", "Korea, Dem. People's Rep.") == ["KOR", "PRK"]


def test_other_asia_is_taiwan_and_the_table_says_why() -> None:
    assert identified("Other Asia, nes") == ["TWN"]
    assert SPELLINGS.filter(pl.col("spelling") == "Other Asia, nes")["note"][0]


def test_stars_mark_groups_and_organisations() -> None:
    assert identified("Hezbollah (Lebanon)*", "NATO**", "Some new group (Chad)*") == [
        "group:Hezbollah (Lebanon)",
        "organisation:NATO",
        "group:Some new group (Chad)",
    ]


def test_spellings_of_one_group_come_together() -> None:
    assert (
        len(set(identified("HoR (Libya)*", "Libya HoR*", "House of Representatives (Libya)*"))) == 1
    )


def test_unknown_ends_of_a_deal_are_kept() -> None:
    assert identified("unknown supplier(s)", "Unknown recipient(s)", "unknown rebel group*") == [
        "unknown:supplier",
        "unknown:recipient",
        "unknown:rebel group",
    ]


@pytest.mark.parametrize(
    ("name", "aggregate"),
    [
        ("Arab World", True),
        ("Euro area", True),
        ("Developed economies", True),
        ("World", True),
        ("France", False),
        ("Areas, nes", False),
        ("Unspecified", False),
        ("no such", False),
    ],
)
def test_aggregates_are_told_from_residuals(name: str, aggregate: bool) -> None:
    assert names.is_aggregate(name) is aggregate


def test_matching_ignores_case_blanks_and_the_shape_of_apostrophes() -> None:
    assert identified(" viet  NAM ", "Côte d’Ivoire", "COTE D'IVOIRE", None) == [
        "VNM",
        "CIV",
        "CIV",
        None,
    ]


def test_nothing_is_matched_by_likeness() -> None:
    with pytest.raises(UnknownNameError):
        identified("Viet Namm")


def test_all_offenders_are_named_with_place_years_and_cure() -> None:
    with pytest.raises(UnknownNameError) as caught:
        names.identify(
            pl.Series(["France", "Ruritania", "Narnia", "Narnia"]),
            source="unga_votes",
            column="country",
            years=pl.Series([1950, 1974, 1960, 1989]),
        )
    assert str(caught.value).splitlines() == [
        "Can't match 'Narnia' and 'Ruritania' to a state.",
        "  Where: source 'unga_votes', column 'country', years 1960–1989",
        '  Try:   counterpoise states --add "Narnia" CODE --source unga_votes   (a spelling of your own,'
        " read from then on), or mend the file",
    ]
