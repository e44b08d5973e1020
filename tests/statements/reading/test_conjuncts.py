"""Several figures in a sentence: each with the party, the year and the total that it stands with."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader


def shares(
    text: str, *, proposed: bool = False
) -> set[tuple[str, str, int, tuple[int, int] | None]]:
    """Return whose total, the partner, the figure and the years of each firm share, or of all."""
    found = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    return {
        (
            one.statement.subject,
            "+".join(one.statement.partners),
            round(one.statement.quantity or 0),
            one.statement.years,
        )
        for one in found
        if (one.firm or proposed) and one.statement.kind == "share"
    }


def kinds(text: str) -> set[str]:
    found = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    return {one.statement.kind for one in found if one.firm}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "China took 41 per cent of Chile's exports in 2022, Japan 9 and South Korea 6 per cent.",
            {("CHL", "CHN", 41), ("CHL", "JPN", 9), ("CHL", "KOR", 6)},
        ),
        (
            "Of Mongolia's exports 84 per cent went to China in 2022, 9 per cent to Switzerland and 3 to"
            " Singapore.",
            {("MNG", "CHN", 84), ("MNG", "CHE", 9), ("MNG", "SGP", 3)},
        ),
        (
            "Kazakhstan sent Italy 18 per cent of its exports in 2022, China 15 and Russia 10 per cent.",
            {("KAZ", "ITA", 18), ("KAZ", "CHN", 15), ("KAZ", "RUS", 10)},
        ),
        (
            "Serbia sold Germany and Italy 15 and 10 per cent of its exports in 2022.",
            {("SRB", "DEU", 15), ("SRB", "ITA", 10)},
        ),
        (
            "Between them, Germany (23 per cent) and France (12) bought more than a third of Belgium's"
            " exports in 2022.",
            {("BEL", "DEU", 23), ("BEL", "FRA", 12), ("BEL", "DEU+FRA", 33)},
        ),
    ],
)
def test_a_party_without_a_verb_takes_over_the_clause_before(
    text: str, told: set[tuple[str, str, int]]
) -> None:
    assert shares(text) == {(*one, (2022, 2022)) for one in told}


def test_a_party_in_the_place_of_the_owner_is_another_owner() -> None:
    text = "Italy buys 40 per cent of its gas from Algeria, Spain 44."
    assert shares(text, proposed=True) == {
        ("ITA", "DZA", 40, None),
        ("ESP", "DZA", 44, None),
    }
    text = "Pakistan bought 82 per cent of its arms from China, India 36 from Russia."
    assert shares(text, proposed=True) == {
        ("PAK", "CHN", 82, None),
        ("IND", "RUS", 36, None),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Algeria still gets 48 per cent of its arms from Russia, down from 79 per cent in 2010–14.",
            {("DZA", "RUS", 48, None), ("DZA", "RUS", 79, (2010, 2014))},
        ),
        (
            "By 2022 India's part in Sri Lanka's imports had grown to 26 per cent from 20 in 2019.",
            {("LKA", "IND", 26, (2022, 2022)), ("LKA", "IND", 20, (2019, 2019))},
        ),
        (
            "Angola sold China 58 per cent of its exports in 2021, down from 70 per cent in 2018, and"
            " India 9 per cent.",
            {
                ("AGO", "CHN", 58, (2021, 2021)),
                ("AGO", "CHN", 70, (2018, 2018)),
                ("AGO", "IND", 9, (2021, 2021)),
            },
        ),
        (
            "In 2018 the EU, with 28 per cent of all aid, was Niger's largest donor, a place that France"
            " had held until 2011.",
            {("NER", "EU", 28, (2018, 2018))},
        ),
    ],
)
def test_a_year_belongs_to_the_figure_that_it_stands_with(
    text: str, told: set[tuple[str, str, int, tuple[int, int] | None]]
) -> None:
    assert shares(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Bangladesh gets 72 per cent of its arms from China, 9 and 5 per cent from others.",
        "Brazil takes 40 per cent of Argentina's car exports.",
        "Trade between Russia and China came to $2bn a day.",
        "The minister hopes that, thanks to the new port, China takes 40 per cent of Peru's exports.",
    ],
)
def test_a_figure_that_may_be_anothers_is_not_stated(text: str) -> None:
    assert {one[2] for one in shares(text)} <= {72}
    assert "amount" not in kinds(text)


def test_who_comes_second_has_the_figure_behind_its_place() -> None:
    text = "Nepal's imports come from India, with China a distant second at 14 per cent."
    assert shares(text) == {("NPL", "CHN", 14, None)}


def test_a_decrease_of_a_third_is_a_change_and_no_share() -> None:
    text = "Aid from Japan to Malawi was cut in 2020, a decrease of a third on the year before."
    assert kinds(text) == {"change"}


def test_what_a_seller_of_arms_exports_are_arms() -> None:
    text = (
        "Paris's best customers for weapons were Delhi, with 30 per cent of all French exports, and Doha,"
        " with 17."
    )
    found = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    told = [(one.statement.partners, one.statement.channel) for one in found]
    assert told == [(("IND",), "arms-exports"), (("QAT",), "arms-exports")]


def test_a_part_of_the_world_total_is_of_what_the_sentence_tells() -> None:
    text = (
        "Brazilian arms exports rose by 72 per cent, and Brazil's slice of the world total went up to 0.5"
        " per cent."
    )
    assert kinds(text) >= {"world share"}


def test_amounts_of_a_list_go_to_the_partners_of_a_list() -> None:
    text = "Thailand's exports to Vietnam and Malaysia came to $13bn and $12bn in 2022."
    found = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    told = [(one.statement.partners, one.statement.quantity) for one in found]
    assert told == [(("VNM",), 13e9), (("MYS",), 12e9)]


def test_a_change_beside_another_party_is_not_the_first_ones() -> None:
    text = "France cut its aid to Mali by 60 per cent in 2022; Germany, by 20."
    (one,) = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    assert (one.statement.partners, one.statement.quantity) == (("FRA",), 60)


def test_whoever_is_supplied_owns_what_is_its_own() -> None:
    text = "Iraq was supplied by Russia, with 30 per cent of its arms, and by France, with 20 per cent."
    assert shares(text) == {("IRQ", "RUS", 30, None), ("IRQ", "FRA", 20, None)}
    text = "The Czechs buy 22 per cent of their imports from Germany and the Slovaks 16."
    assert shares(text, proposed=True) == {("CZE", "DEU", 22, None), ("SVK", "DEU", 16, None)}


@pytest.mark.parametrize(
    "text",
    [
        "Russia provided 45, France 29 and the United States 11 per cent of India's arms in 2017–21.",
        "Russia supplied 45 per cent, France 29 and the United States 11 per cent of India's arms in"
        " 2017–21.",
        "From Russia came 45 per cent, from France 29 and from the United States 11 per cent of India's"
        " arms in 2017–21.",
        "Russia with 45 per cent, France with 29 and the United States with 11 supplied most of India's"
        " arms in 2017–21.",
        "Russia supplied 45 per cent of India's arms in 2017–21, then came France with 29 and the United"
        " States with 11.",
    ],
)
def test_a_list_of_partners_shares_its_verb_and_its_whole(text: str) -> None:
    years = (2017, 2021)
    each = {("IND", "RUS", 45, years), ("IND", "FRA", 29, years), ("IND", "USA", 11, years)}
    assert shares(text) == each


@pytest.mark.parametrize(
    "text",
    [
        "Egypt's main arms suppliers were Germany, then Italy, then France.",
        "Germany was Egypt's largest arms supplier, then Italy, then France.",
        "Germany, Italy and France were, in that order, the largest suppliers of arms to Egypt.",
    ],
)
def test_who_comes_then_has_the_next_place(text: str) -> None:
    found = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    places = {(one.statement.partners, one.statement.quantity) for one in found if one.firm}
    assert places == {(("DEU",), 1), (("ITA",), 2), (("FRA",), 3)}
