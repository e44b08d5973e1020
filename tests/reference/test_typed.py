"""What a person types: names, official names, and the codes of several lists."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.errors import UnknownNameError
from counterpoise.reference import names, states

ISO2 = {
    row["iso2"]: row["id"]
    for row in states.states().iter_rows(named=True)
    if row["iso2"] and row["kind"] == "state" and states.exists(row["id"], 2020)
}
ISO2.pop("AU")  # which the African Union bears too


@given(st.sampled_from(sorted(ISO2)), st.sampled_from([str.upper, str.lower, " {} ".format]))
def test_iso2_of_every_state_of_today_is_read(code: str, change: object) -> None:
    assert states.resolve(change(code)) == ISO2[code]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("typed", "entity"),
    [
        ("NO", "NOR"),  # not "no"
        ("na", "NAM"),  # not a missing value
        ("VN", "VNM"),
        ("iso2:AU", "AUS"),  # AU alone is the African Union's too
        ("CS", "CSK"),  # Serbia and Montenegro had it for three years
        ("CH", "CHE"),  # FIPS writes it for China
        ("AUS", "AUS"),  # Correlates of War writes it for Austria
        ("MNG", "MNG"),  # and this for Montenegro
        ("cow:AUS", "AUT"),
        ("cow:MNG", "MNE"),
        ("UKG", "GBR"),
        ("GMY", "DEU"),
        ("DRV", "VNM"),
        ("2", "USA"),
        ("816", "VNM"),
        ("365", "RUS"),
        ("704", "UZB"),  # the UN's number of Viet Nam
        ("m49:704", "VNM"),
        ("cow:970", "NRU"),
        ("gw:970", "KIR"),
        ("iso2:NO", "NOR"),
    ],
)
def test_codes(typed: str, entity: str) -> None:
    assert states.resolve(typed) == entity


@pytest.mark.parametrize(
    ("typed", "named"), [("970", "gw:970"), ("PAL", "cow:PAL"), ("156", "m49:156")]
)
def test_a_code_that_two_lists_read_differently_is_refused_with_both(
    typed: str, named: str
) -> None:
    with pytest.raises(UnknownNameError, match=named):
        states.resolve(typed)


@pytest.mark.parametrize(
    ("typed", "entity"),
    [
        ("Netherlands, Kingdom of the", "NLD"),
        ("The Kingdom of the Netherlands", "NLD"),
        ("Federal Republic of Somalia", "SOM"),
        ("Somalia (Fed. Rep.)", "SOM"),
        ("United Mexican States", "MEX"),
        ("The Palestinian Authority", "PSE"),
        ("Puerto Rico (U.S.)", "PRI"),
        ("D.P.R. of Korea", "PRK"),
        ("N. Korea", "PRK"),
        ("S. Korea", "KOR"),
        ("East Germany", "DDR"),
        ("St. Kitts & Nevis", "KNA"),
        ("Taiwan, ROC", "TWN"),
        ("multiple sellers", "unknown:supplier"),
        ("EU", "aggregate:European Union"),
        ("United Nations", "organisation:United Nations"),
        ("Federal Democratic Republic of Nepal", "NPL"),
        ("Grand Duchy of Luxembourg", "LUX"),
    ],
)
def test_official_and_old_names(typed: str, entity: str) -> None:
    assert states.resolve(typed) == entity
    assert names.identify(pl.Series([typed]), source="any", column="c").to_list() == [entity]


def test_the_same_words_in_another_order_are_the_same_name_if_they_are_one_states() -> None:
    assert states.resolve("Republic of China") == "TWN"
    assert states.resolve("China, the People's Republic of") == "CHN"
    assert states.resolve("Congo, the Republic of") == "COG"
    assert states.resolve("the Congo (Dem. Rep.)") == "COD"


def test_a_starred_name_is_never_read_by_its_words() -> None:
    found = names.identify(pl.Series(["Nations United**"]), source="sipri_arms", column="Recipient")
    assert found.to_list() == ["organisation:Nations United"]


def test_a_region_that_bears_a_states_name_is_asked_about_and_in_tables_is_the_state() -> None:
    with pytest.raises(UnknownNameError, match="region") as caught:
        states.resolve("Micronesia")
    assert "FSM" in caught.value.problem
    found = names.identify(pl.Series(["Micronesia"]), source="any", column="c")
    assert found.to_list() == ["FSM"]


def test_a_code_of_a_state_and_of_a_bloc_is_asked_about_wherever_it_stands() -> None:
    with pytest.raises(UnknownNameError, match="African Union") as caught:
        states.resolve("AU")
    assert "Australia (AUS)" in caught.value.problem
    assert states.resolve("iso2:AU") == states.resolve("AUS") == "AUS"
    assert states.resolve("NAM") == "NAM"


@pytest.mark.parametrize(
    ("typed", "meant", "in_tables"),
    [
        ("Congo", ("COG", "COD"), "COG"),
        ("the Congo", ("COG", "COD"), "COG"),
        ("korea", ("KOR", "PRK"), "KOR"),
    ],
)
def test_a_name_of_two_states_is_asked_about_and_in_tables_is_the_publishers(
    typed: str, meant: tuple[str, ...], in_tables: str
) -> None:
    with pytest.raises(UnknownNameError, match="may mean") as caught:
        states.resolve(typed)
    assert all(entity in caught.value.problem for entity in meant)
    found = names.identify(pl.Series([typed]), source="any", column="c")
    assert found.to_list() == [in_tables]


@pytest.mark.parametrize("typed", ["Freedonia", "QQ", "Z9", "Mali Fed"])
def test_what_is_near_nobody_is_refused_without_a_hint(typed: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        states.resolve(typed)
    assert "Did you mean" not in caught.value.problem


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("European Union", "sum of states"),
        ("IDA total", "sum of states"),
        ("residual:Areas, nes", "no single state"),
        ("unknown:supplier", "nobody known"),
        ("United Nations", "organisation"),
        ("group:Hamas (Palestine)", "armed group"),
    ],
)
def test_where_a_state_is_asked_for_nothing_else_is_taken(typed: str, why: str) -> None:
    with pytest.raises(UnknownNameError, match=why):
        states.state(typed)


@pytest.mark.parametrize("typed", ["HKG", "Puerto Rico", "Greenland", "ANT", "Taiwan", "Kosovo"])
def test_territories_and_what_is_gone_are_taken(typed: str) -> None:
    assert states.kind(states.state(typed)) in ("state", "territory")
