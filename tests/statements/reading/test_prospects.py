"""What could be done is read where a time is said, and not where it is asked, hoped or conditional."""

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader


def _read(text: str) -> list[tuple[object, ...]]:
    found = RoleReader().read(text, stated=date(2022, 3, 1), subject="KAZ")
    said = [one for one in found.statements if one.kind == "could"]
    return [(s.subject, s.partners, s.channel, s.product, s.comparison, s.to) for s in said]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "India could replace Russian arms within five years.",
            ("IND", ("RUS",), "arms", "", "could", 2026),
        ),
        (
            "Viet Nam could not replace Russian weapons by 2030.",
            ("VNM", ("RUS",), "arms", "", "could not", 2030),
        ),
        (
            "Kazakhstan cannot replace Russian arms in a decade.",
            ("KAZ", ("RUS",), "arms", "", "could not", 2031),
        ),
        (
            "Italy can do without Russian gas within three years.",
            ("ITA", ("RUS",), "imports", "gas", "could", 2024),
        ),
        (
            "Serbia could largely replace imports from China in the next 10 years.",
            ("SRB", ("CHN",), "imports", "", "could", 2031),
        ),
        (
            "It could replace Russian arms within two decades.",
            ("KAZ", ("RUS",), "arms", "", "could", 2041),
        ),
    ],
)
def test_what_could_be_done_in_a_time_is_read(text: str, read: tuple[object, ...]) -> None:
    assert _read(text) == [read]


@pytest.mark.parametrize(
    "text",
    [
        "India could replace Russian arms.",
        "Could India replace Russian arms within five years?",
        "India could replace Russian arms within five years if it paid more.",
        "Whether India could replace Russian arms within five years is unclear.",
        "India could replace Russian and Chinese arms within five years.",
        "India could replace its ageing jets within five years.",
        "India replaced Russian arms within five years.",
        "India could replace Russian arms by 1990.",
    ],
)
def test_what_is_asked_or_conditional_or_of_no_time_is_not(text: str) -> None:
    assert not _read(text)
