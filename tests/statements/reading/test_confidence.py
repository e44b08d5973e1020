"""The confidence: a probability, lower the more was assumed, and what is firm."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import FIRM, Candidate, RoleReader
from counterpoise.statements.reading.trust import confidence


def only(text: str, subject: str = "") -> Candidate:
    (one,) = RoleReader().read(text, stated=date(2024, 6, 1), subject=subject).candidates
    return one


PLAIN = "Russia supplied 36 per cent of India's arms in 2019."


def test_a_confidence_is_a_probability_from_the_weights_of_its_cues() -> None:
    weights = confidence.table()
    assert confidence.of(frozenset()) == pytest.approx(
        1 / (1 + 2.718281828 ** -weights["base"]), abs=0.01
    )
    assert 0 <= confidence.of(frozenset(weights)) < confidence.of(frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "Russia supplied 36 per cent of arms in 2019.",
        "In Africa and Asia, China, Iran and Kenya watched as Russia supplied 36 per cent of India's arms.",
    ],
)
def test_what_is_assumed_or_stands_beside_lowers_it(text: str) -> None:
    assert only(text, "IND").confidence < only(PLAIN, "IND").confidence


def test_what_is_plain_is_firm_and_what_another_says_is_not() -> None:
    assert only(PLAIN).firm
    assert only(PLAIN).confidence >= FIRM
    another = only("Russia supplied 36 per cent of India's arms in 2019, said a professor.")
    assert another.confidence >= FIRM  # it is plain what was said, and another said it
    assert not another.firm


@pytest.mark.parametrize(
    "text",
    [
        "Russia supplied 36 per cent of India's arms in 2019, counted by numbers of units.",
        "Russia supplied 36 per cent of India's arms, decades after decades.",
        "Russia supplied 36 per cent, quoth a palimpsest of zeugmas, of India's arms in 2019.",
    ],
)
def test_a_clause_with_words_that_no_role_took_is_less_sure(text: str) -> None:
    sure = max(
        (one.confidence for one in RoleReader().read(text, stated=date(2024, 6, 1)).candidates),
        default=0.0,
    )
    assert sure < only(PLAIN).confidence


def test_words_outside_what_a_statement_is_of_are_ornaments() -> None:
    adorned = "With its generals in a sulk, Russia supplied 36 per cent of India's arms in 2019."
    assert only(adorned).confidence == pytest.approx(only(PLAIN).confidence, abs=0.03)


def test_every_cue_of_the_table_has_a_weight_set_before() -> None:
    assert len(confidence.table()) > 50


@pytest.mark.parametrize(
    "text",
    [
        "Viet Nam has been a member of ASEAN since 1995.",
        "Greece and Turkey have been members of NATO since 1952.",
        "Hungary recorded a trade deficit of $7.9 billion with China in 2021.",
    ],
)
def test_a_bloc_a_lasting_time_and_the_sum_of_a_balance_are_not_left_over(text: str) -> None:
    for one in RoleReader().read(text, stated=date(2024, 6, 1)).candidates:
        assert one.firm
        assert not {cue for cue in one.cues if "left" in cue}


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Russian gas made up 55 percent of Germany's imports before the war, but none today.", 55),
        (
            "Belarus sends half of its exports to Russia, up from 40 percent before the 2020 protests.",
            40,
        ),
    ],
)
def test_what_is_told_of_a_time_that_is_not_read_is_not_judged(text: str, quantity: float):
    found = RoleReader().read(text, stated=date(2024, 6, 1)).candidates
    assert not any(one.firm for one in found if one.statement.quantity == quantity)


def test_a_long_name_of_an_institute_is_no_claim_of_another():
    text = (
        "Between 2011 and 2020, 84 percent of Vietnam's arms imports came from Russia, according to the"
        " Stockholm International Peace Research Institute (SIPRI)."
    )
    assert only(text).firm


def test_what_is_claimed_before_a_semicolon_leaves_what_stands_behind_it():
    assert only(
        "Kyiv accused Budapest of blocking aid; Hungary still gets 80 percent of its gas from Russia."
    ).firm
