"""Texts that are none, too large, or try to hide something: a clear answer each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.errors import StatementError
from counterpoise.statements.reading.reader import Found, RoleReader
from counterpoise.statements.reading.tokens.sentences import (
    LARGEST,
    day_of,
    open_text,
    sentences,
)

DAY = date(2020, 2, 26)
TRUE = "Viet Nam gets at least 85 % of its weapons from Russia."


def read(text: str, subject: str = "VNM") -> Found:
    return RoleReader().read(text, stated=DAY, subject=subject)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (b"PK\x03\x04\x00\x00", "binary"),
        (b"<!DOCTYPE html><html><body>text</body></html>", "markup"),
        (b"", "empty"),
        (b" \n\n ", "empty"),
        ("Größe".encode("latin-1"), "UTF-8"),
        (b"a " * (LARGEST // 2 + 1), "at most 20 MB"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    with pytest.raises(StatementError, match=told) as fault:
        open_text(path)
    assert str(path) in fault.value.where


def test_a_script_in_the_text_is_refused_as_markup() -> None:
    with pytest.raises(StatementError, match="markup"):
        read(f"{TRUE} <script>alert(1)</script>")


def test_our_words_for_a_statement_carry_nothing_of_the_sentence() -> None:
    found = read("Viet Nam's “<b>” trade deficit with China is growing &amp; growing.")
    assert [one.statement.text for one in found.candidates] == [
        "Viet Nam, trade deficit with China: rising."
    ]


def test_letters_that_change_direction_are_ignored_and_told() -> None:
    found = read(TRUE.replace("85", "\u202e85\u202c"))
    assert found.candidates[0].statement.quantity == 85
    assert found.notes == ("2 invisible or direction-changing letters were ignored",)


def test_a_text_without_a_statement_says_so() -> None:
    found = read("The minister arrived. It rained.")
    assert (found.candidates, found.unread, found.sentences) == ((), (), 2)
    assert found.notes == ("no statement was found in 2 sentences",)


def test_a_statement_about_an_unknown_state_is_listed_not_guessed() -> None:
    found = read("Atlantis gets 85 % of its weapons from Ruritania.", subject="")
    assert not found.candidates
    assert [one.why for one in found.unread] == ["names no state that is known"]


def test_a_year_after_the_text_is_a_contradiction_and_listed() -> None:
    found = read("Viet Nam got 85 % of its weapons from Russia in 2031.")
    assert not found.candidates
    assert "must not lie after the day of the statement" in found.unread[0].why


def test_two_dates_in_the_head_are_a_contradiction_that_whoever_asks_may_settle() -> None:
    assert day_of("Hanoi, February 26, 2020\n\nText.") == (DAY, ())
    assert day_of("No date.") == (None, ())
    text = "July 21, 2016\n27 May 2016\nText."
    with pytest.raises(StatementError, match="2016-05-27 and 2016-07-21") as fault:
        day_of(text)
    assert fault.value.attempt == "name the day with --stated 2016-05-27"
    assert day_of(text, date(2016, 7, 21)) == (date(2016, 7, 21), ())
    day, (note,) = day_of(text, DAY)
    assert day == DAY
    assert "says 2016-05-27 and 2016-07-21; it was read as of 2020-02-26" in note


def test_where_a_report_was_sent_from_is_nobody_whom_it_speaks_of() -> None:
    text = "TAIPEI, TAIWAN - The country gets 85 % of its weapons from Russia."
    assert read(text, "").statements == ()
    (one,) = read(text).statements
    assert one.subject == "VNM"
    (found,) = read("MOSCOW (Wire) -- Viet Nam got 85 % of its weapons from Russia.").candidates
    assert (found.statement.subject, found.sentence[:8]) == ("VNM", "Viet Nam")


def test_a_sentence_without_end_is_listed_as_too_long() -> None:
    found = read("Russia sells arms " * 1000)
    assert [one.why for one in found.unread] == ["too long"]


def test_positions_are_those_of_the_text() -> None:
    text = f"First.\n\nSecond line here.\n{TRUE} Last."
    (one,) = read(text).candidates
    where = one.statement.position
    assert where is not None
    assert (text[where.start : where.end], where.line) == (TRUE, 4)


def test_abbreviations_do_not_end_a_sentence() -> None:
    found = [one.text for one in sentences("The U.S. embargo ended. Mr. Obama left on Feb. 5.")]
    assert found == ["The U.S. embargo ended.", "Mr. Obama left on Feb. 5."]


@pytest.mark.parametrize("text", ["%", "the $", "%."])
def test_a_text_of_signs_alone_states_nothing(text: str) -> None:
    assert read(text).candidates == ()


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except StatementError:
        return
    for one in found.candidates:
        where = one.statement.position
        assert where is not None
        assert 0 <= where.start < where.end <= len(text)


@given(st.lists(st.sampled_from(
    ["Russia", "Viet Nam's", "China", "trade", "deficit", "with", "from", "85 %", "$3 billion", "in",
     "2019", "will", "not", "largest", "partner", "the", "of", ",", ".", "war", "and", "ASEAN", "vote",
     "depends on", "no single", "arms", "embargo", "lifted", "over the next 3 years", "half", "5-member"]
), max_size=25))  # fmt: skip
def test_any_salad_of_the_grammars_words_is_read_or_listed(words: list[str]) -> None:
    text = " ".join(words)
    if text.strip():
        for one in read(text).candidates:
            assert 0 < one.confidence <= 1
            assert one.rests_on
