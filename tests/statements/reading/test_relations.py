"""Whose relations warmed or cooled is read; what is hoped for, of trade or of three at once is not."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import Found, RoleReader


def read(text: str) -> Found:
    return RoleReader().read(text, stated=date(2021, 6, 1), subject="VNM")


@pytest.mark.parametrize(
    ("text", "subject", "partner", "comparison", "years"),
    [
        ("Relations between Viet Nam and China warmed in 2019.", "VNM", "CHN", "warming", (2019, 2019)),
        ("Viet Nam's relations with China have deteriorated since 2014.", "VNM", "CHN", "cooling", (2014, 2020)),
        ("Its relationship with the United States has steadily improved.", "VNM", "USA", "warming", None),
        ("Relations between Japan and South Korea soured from 2018 to 2019.", "JPN", "KOR", "cooling", (2018, 2019)),
        ("Bilateral ties between India and Pakistan cooled sharply.", "IND", "PAK", "cooling", None),
        ("Viet Nam is challenged by China.", "VNM", "CHN", "challenged", None),
        ("Laos and Thailand mended their relations in 2018.", "LAO", "THA", "warming", (2018, 2018)),
        ("A spat over tuna soured relations between Palau and Japan in 2016.", "PLW", "JPN", "cooling", (2016, 2016)),
        ("Ties between Oslo and Helsinki have improved since 2019.", "NOR", "FIN", "warming", (2019, 2020)),
    ],
)  # fmt: skip
def test_whose_relations_and_when(
    text: str, subject: str, partner: str, comparison: str, years: tuple[int, int] | None
) -> None:
    (one,) = read(text).candidates
    said = one.statement
    assert (said.kind, said.subject, said.partners) == ("relations", subject, (partner,))
    assert (said.comparison, said.years) == (comparison, years)
    assert one.firm


def test_a_challenge_of_a_year_stays_a_dispute() -> None:
    (one,) = read("Viet Nam was challenged by China in 2014.").statements
    assert (one.kind, one.event, one.years) == ("event", "dispute", (2014, 2014))


@pytest.mark.parametrize(
    "text",
    [
        "Talks aimed at relations between India and Pakistan improving went on.",
        "Viet Nam hopes that relations with China improved.",
        "Relations between Viet Nam and China may have improved.",
        "If relations between Viet Nam and China worsened, trade would suffer.",
        "Relations between Viet Nam and China have not improved.",
        "Trade relations between Viet Nam and China improved.",
        "Relations between Viet Nam, China and Laos improved.",
        "Public relations in France improved.",
        "Race relations in South Africa worsened.",
        "The economy of Viet Nam improved.",
        "Weather in China cooled in 2019.",
        "Relations with China are important, and the economy improved.",
        "The opposition in Thailand is challenged by the government.",
        "Did relations between Viet Nam and China improve?",
    ],
)
def test_what_is_no_such_statement_is_not_read_as_one(text: str) -> None:
    assert "relations" not in {one.statement.kind for one in read(text).candidates if one.firm}


def test_what_another_says_is_only_proposed() -> None:
    (one,) = read("Analysts say relations between Viet Nam and China warmed in 2019.").candidates
    assert not one.firm
