from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import Candidate, Found, RoleReader
from tests.statements.reading.written import MALFORMED, NEGATIVE, POSITIVE, Sense

DAY = date(2021, 3, 1)


def read(text: str, *, subject: str = "") -> Found:
    return RoleReader().read(text, stated=DAY, subject=subject)


def sense(candidate: Candidate) -> Sense:
    said = candidate.statement
    what = said.channel or said.event or said.bloc
    what = "deficit" if said.of == "deficit" else what
    what = "" if said.kind in ("balance", "dependence", "hedging") else what
    return said.kind, said.subject, said.partners, what


def test_precision_and_recall_on_sentences_written_for_the_purpose() -> None:
    found = {text: [sense(one) for one in read(text).candidates] for text, _ in POSITIVE}
    right = sum(wanted in found[text] for text, wanted in POSITIVE)
    wrong = sum(one != wanted for text, wanted in POSITIVE for one in found[text])
    wrong += sum(len(read(text).candidates) for text in NEGATIVE)
    recall, precision = right / len(POSITIVE), right / (right + wrong)
    missed = [text for text, wanted in POSITIVE if wanted not in found[text]]
    raised = [text for text in NEGATIVE if read(text).candidates]
    print(f"recall {recall:.2f}, precision {precision:.2f}", missed, raised)
    assert recall >= LEAST_RECALL, missed
    assert precision >= LEAST_PRECISION, raised


LEAST_RECALL, LEAST_PRECISION = 0.8, 0.8


@pytest.mark.parametrize("text", MALFORMED)
def test_what_names_no_known_state_is_never_made_a_statement(text: str) -> None:
    assert not read(text).candidates


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The United States never sold arms to Viet Nam.", "negated"),
        ("Russia sold Viet Nam six submarines.", "no role"),
        ("Viet Nam bought nothing from North Korea.", "negated"),
        ("Trade with Mongolia is on hold.", "no role"),
        ("Georgia bought weapons.", "names no state"),
        ("Tuvalu has no defence pact.", "negated"),
        ("Switzerland lacks allies.", "negated"),
        ("India is not a member of any alliance.", "negated"),
        ("Bhutan has no arms imports.", "negated"),
        ("Japan hasn’t signed a treaty with Russia.", "negated"),
        ("Russia supplied -5 percent of Viet Nam's arms in 2015.", "below zero"),
        ("Viet Nam bought -$5 billion of goods from China in 2015.", "below zero"),
    ],
)
def test_what_is_dealt_in_and_no_rule_reads_is_listed(text: str, why: str) -> None:
    found = read(text)
    assert not found.candidates
    assert [one.sentence for one in found.unread] == [text]
    assert why in found.unread[0].why


def test_a_war_that_was_not_is_none_of_whom_the_sentence_before_told() -> None:
    denied = "There was no war between India and China in 1962."
    found = read(f"Ghana bought 40 % of its arms from China in 2010-14. {denied}")
    assert [one.statement.kind for one in found.candidates] == ["share"]
    assert [(one.sentence, one.why) for one in found.unread] == [(denied, "negated")]


@pytest.mark.parametrize(
    "text",
    [
        "The minister landed in Moscow.",
        "The armed forces of India paraded.",
        "He sold his arms.",
        "There was no treaty.",
        "Iceland has no army.",
    ],
)
def test_what_deals_in_nothing_between_states_is_not_listed(text: str) -> None:
    assert read(text).unread == ()


def test_a_minus_is_refused_of_a_share_and_not_of_a_course_or_a_range() -> None:
    (one,) = read("Viet Nam's imports from China rose +5 % in 2015.").statements
    assert (one.kind, one.quantity) == ("change", 5)
    found = read("Russia supplied 20-25 percent of Viet Nam's arms in 2015.").statements
    assert [one.quantity for one in found] == [20, 25]


@pytest.mark.parametrize(
    "text",
    [
        "Japan has been Vietnam's biggest donor since 2000.",
        "Japan is Vietnam's biggest donor and has been since 2000.",
        "Japan is Vietnam's biggest donor, as it has been since 2000.",
    ],
)
def test_a_place_held_since_a_year_is_one_of_every_year(text: str) -> None:
    (one,) = read(text).statements
    assert (one.kind, one.when, one.years) == ("rank", "throughout", (2000, 2020))


def test_a_place_held_for_a_time_that_is_not_understood_is_listed_not_cut() -> None:
    found = read("Japan is Vietnam's biggest donor and has been since the war.")
    assert not found.candidates
    assert [one.why for one in found.unread] == ["“has been since”, and not since when"]


CLOSER = [
    ("Viet Nam votes with China more often than with the United States.", ("CHN",), ("USA",)),
    ("Viet Nam votes more often with China than with the United States.", ("CHN",), ("USA",)),
    ("Viet Nam votes with China less often than with the United States.", ("USA",), ("CHN",)),
    ("Laos sides with China and Russia rather than with Japan.", ("CHN", "RUS"), ("JPN",)),
]


@pytest.mark.parametrize(("text", "partners", "poles"), CLOSER)
def test_votes_compared_are_read_as_compared(
    text: str, partners: tuple[str, ...], poles: tuple[str, ...]
) -> None:
    (one,) = read(text).statements
    assert (one.kind, one.comparison) == ("alignment", "closer than")
    assert (one.partners, one.poles) == (partners, poles)


def test_votes_compared_say_with_whom() -> None:
    (one,) = read(CLOSER[0][0]).statements
    assert one.text == "Viet Nam, votes beside China: closer than beside United States."


def test_all_with_whom_a_state_votes_are_partners() -> None:
    (one,) = read("Viet Nam votes with China and Russia.").statements
    assert (one.comparison, one.partners) == ("aligned", ("CHN", "RUS"))
    (one,) = read("Laos votes with China and Russia.", subject="CHN").statements
    assert (one.subject, one.partners) == ("LAO", ("CHN", "RUS"))


@pytest.mark.parametrize(
    "text",
    [
        "Viet Nam votes with China more often than India.",
        "Viet Nam votes with China more often than in the past.",
        "Viet Nam votes with China as often as with Russia.",
        "Compared with Japan, Viet Nam votes with China more often.",
        "Viet Nam rarely votes with China.",
        "Mongolia depends on China more than on Russia.",
    ],
)
def test_a_comparison_that_is_not_understood_is_listed_not_cut(text: str) -> None:
    found = read(text)
    assert not found.candidates
    assert len(found.unread) == 1


@pytest.mark.parametrize("year", ["٢٠١٩", "۲۰۱۹", "२०१९", "২০১৯", "\uff12\uff10\uff11\uff19"])
def test_a_year_in_the_digits_of_any_script_is_that_year(year: str) -> None:
    text = f"Russia supplied ٤٤\u066b٤\u066a of India's arms in {year}."
    found = RoleReader().read(text, stated=date(2025, 3, 1)).statements
    assert [(one.quantity, one.years) for one in found] == [(44.4, (2019, 2019))]


@pytest.mark.parametrize(
    ("text", "subject", "comparison"),
    [
        ("Kazakhstan has become more dependent on imports from China.", "KAZ", "rising"),
        ("Moldova has become less reliant on Russian gas.", "MDA", "falling"),
        ("Serbia relies increasingly on China for its imports.", "SRB", "rising"),
    ],
)
def test_more_or_less_dependence_is_a_course_and_no_level(
    text: str, subject: str, comparison: str
) -> None:
    (said,) = RoleReader().read(text, stated=DAY).statements
    assert (said.kind, said.of, said.subject, said.comparison) == (
        "trend",
        "share",
        subject,
        comparison,
    )
    assert not RoleReader().read("Armenia depends more on Russia.", stated=DAY).statements


def test_lenders_of_a_state_stand_for_it() -> None:
    text = "Chinese lenders account for 30 per cent of Kyrgyzstan's external debt."
    (said,) = RoleReader().read(text, stated=DAY).statements
    assert (said.subject, said.partners, said.channel) == ("KGZ", ("CHN",), "debt")


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        (
            "China's direct investment in Peru stood at $1.4 billion at the end of 2019.",
            "investment",
        ),
        ("Cumulative Chinese investment in Laos reached $10 billion in 2020.", "investment"),
        ("Japanese direct investment in Kenya was worth $300 million in 2019.", "investment-flow"),
    ],
)
def test_capital_that_stands_there_is_no_flow_of_a_year(text: str, channel: str) -> None:
    (said,) = RoleReader().read(text, stated=DAY).statements
    assert said.channel == channel


@pytest.mark.parametrize("whose", ["Iraqi oil", "oil from Iraq"])
def test_two_buyers_of_one_seller_are_compared(whose: str) -> None:
    (said,) = RoleReader().read(f"China buys more {whose} than India does.", stated=DAY).statements
    assert (said.subject, said.partners, said.poles) == ("IRQ", ("CHN",), ("IND",))


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        (
            "China fought a border war with Viet Nam in 1979, in waters that Viet Nam also claims.",
            True,
        ),
        ("China fought a border war with Viet Nam in 1979, officials claim.", False),
        ("China fought a border war with Viet Nam in 1979, claimed the minister.", False),
    ],
)
def test_who_claims_a_sea_is_no_speaker(text: str, firm: bool) -> None:
    (found,) = RoleReader().read(text, stated=DAY).candidates
    assert found.firm is firm
