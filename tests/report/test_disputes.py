"""Disputes, wars, rivals and pacts: each from its own list, in the years of its members."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.report.pages import Cell, Number, Section, Table
from counterpoise.report.sections.state import disputes
from counterpoise.report.sections.state.pacts import begun
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


def section(state: str, as_of: int | None = None) -> Section:
    return disputes.section(Study(Store((embedded_folder(),)).steady(), state, as_of))


def said(section: Section) -> str:
    return " ".join("".join(text(cell) for cell in sentence) for sentence in section.lead)


def text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else cell


def table(section: Section, name: str) -> dict[str, list[str]]:
    found = next(part for part in section.parts if isinstance(part, Table) and part.id == name)
    return {text(row[0]): [text(cell) for cell in row[1:]] for row in found.rows}


def at_war(state: str, opponent: str) -> str:
    return table(section(state), "disputes-opponents")[opponent][2]


def test_wars_are_those_of_the_list_of_wars() -> None:
    """The dyad-years of disputes reach the level of war in 1964, and from 1993 to 1998: no wars."""
    assert at_war("IND", "Pakistan") == "1947–49, 1965, 1971, 1999"
    assert at_war("PAK", "India") == "1947–49, 1965, 1971, 1999"
    assert at_war("CHN", "Viet Nam (North Vietnam 1954–75)") == "1979, 1987"
    assert "that of 1999 with Pakistan; later years are not covered." in said(section("IND"))


def test_a_dispute_of_the_highest_level_is_not_called_a_war() -> None:
    assert table(section("DEU"), "disputes-opponents")["Iraq"][1:3] == ["1999 (highest level)", "–"]


def test_wars_of_a_state_younger_than_the_list_are_not_covered() -> None:
    assert "does not cover South Sudan: wars are not known" in said(section("SSD"))
    assert at_war("SSD", "Sudan") == "not covered"


@pytest.mark.parametrize("state", ["PSE", "HKG", "ANT", "group:European Union"])
def test_what_is_no_member_is_not_covered_and_has_no_nought(state: str) -> None:
    found = section(state)
    assert {part.id for part in found.parts} <= {"agreements"}
    assert "which is not zero" in said(found)
    assert "its pacts are not known, which is not none" in said(found)
    assert "No militarised dispute" not in said(found)


def test_a_member_without_pacts_has_a_true_nought() -> None:
    assert table(section("IND"), "pacts")["defence pact"] == ["0", "–"]


def test_a_state_that_ended_is_told_in_its_time() -> None:
    found = section("SUN")
    assert said(found).startswith(
        "In 1946–91, 38 states had militarised disputes with the Soviet Union"
    )
    pacts = next(part for part in found.parts if isinstance(part, Table) and part.id == "pacts")
    assert pacts.title == "Pacts in force, 1991, the year in which the Soviet Union ended"
    assert table(found, "pacts")["defence pact"][0] == "8"
    assert "2014" not in said(found)


def test_years_out_of_the_system_are_not_spoken_for() -> None:
    assert said(section("DEU")).startswith("In 1955–2014, 13 states")
    assert said(section("SYR")).startswith("In 1946–58 and 1961–2014, ")


def test_nothing_after_the_year_known_is_told() -> None:
    found = said(section("IND", 1998))
    assert "that of 1971 with Pakistan" in found
    assert "1947–98" in found


def test_accessions_at_once_are_counted_and_not_guessed() -> None:
    assert "8 became so in years in which 5 or more did at once (8 in 1992)" in said(section("VNM"))
    assert "most come with accessions" not in said(section("DEU"))


def test_a_pact_begins_with_its_last_unbroken_run() -> None:
    own = pl.DataFrame(
        {"partner": ["AAA"] * 4 + ["BBB"] * 2 + ["CCC"], "year": [1990, 1991, 1994, 1995, 1994, 1995, 1990]}
    )  # fmt: skip
    assert begun(own, 1995).rows() == [("AAA", 1994), ("BBB", 1994)]
    assert begun(own, 1990).rows() == [("AAA", 1990), ("CCC", 1990)]


def test_agreements_are_counted_with_all_and_with_each_power() -> None:
    """The United States and Viet Nam: their trade agreement of 2000; China: ASEAN's, and RCEP."""
    found = section("VNM")
    assert table(found, "agreements")["trade agreements, 2023"] == ["87", "1", "2"]
    assert (
        "Its deepest trade agreements in force in 2023 are of depth 7 of 7, with Austria"
        in said(found)
    )
    assert table(section("IND"), "agreements")["investment treaties, 2024"][2] == "none"


def test_who_is_party_to_nothing_listed_has_no_nought_of_agreements() -> None:
    assert not section("group:European Union").parts
