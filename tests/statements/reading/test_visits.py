"""Visits of leaders in office are read, with their year; nobody else's journey is."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.statement import Statement


def read(text: str) -> tuple[Statement, ...]:
    return RoleReader().read(text, stated=date(2021, 6, 1), subject="VNM").statements


@pytest.mark.parametrize(
    ("text", "partner", "year"),
    [
        ("China's president visited Viet Nam in 2017.", "VNM", 2017),
        ("Chinese President Xi Jinping visited Hanoi in 2017.", "VNM", 2017),
        ("Xi Jinping, the Chinese president, visited Oman in 2019.", "OMN", 2019),
        ("The Chinese premier paid an official visit to Indonesia in 2011.", "IDN", 2011),
        ("China's prime minister travelled to Chile in May 2015.", "CHL", 2015),
    ],
)
def test_who_visited_whom_and_when(text: str, partner: str, year: int) -> None:
    (one,) = read(text)
    assert (one.kind, one.event, one.subject) == ("event", "visit", "CHN")
    assert (one.partners, one.years) == ((partner,), (year, year))


@pytest.mark.parametrize(
    "text",
    [
        "China's former president visited Viet Nam in 2017.",
        "China's vice president visited Viet Nam in 2017.",
        "China's president visited Viet Nam twice in 2017.",
        "The president's wife of China visited Viet Nam in 2017.",
        "The president of the Bank of China visited Japan in 2018.",
        "A Chinese leader of industry visited Japan in 2018.",
        "China's president went to the theatre in Vienna in 2019.",
        "Chinese tourists visited Viet Nam in 2017.",
        "China's president visited Viet Nam.",
        "China's president plans to visit Viet Nam in 2022.",
        "China's president has not visited Viet Nam since 2017.",
        "China's president visited Viet Nam and Laos in 2017.",
    ],
)
def test_what_is_no_visit_of_a_leader_in_office_is_not_read_as_one(text: str) -> None:
    assert not [one for one in read(text) if one.event == "visit"]
