"""In how many votes two agree: one figure, whatever the words; with several nothing is stated."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "comparison", "quantity"),
    [
        ("Kenya voted with France in 64 per cent of roll calls at the UN in 2017.", "about", 64.0),
        ("Kenya cast the same vote as France in over half of the Assembly's ballots in 2017.",
         "more than", 50.0),
        ("In 2017 Kenya's voting coincidence with France was less than 20 %.", "less than", 20.0),
        ("The rate of agreement between Kenya and France stood at 31 per cent in 2017.", "about", 31.0),
        ("In 2017 Kenya sided with France in just three in ten votes in the Assembly.", "about", 30.0),
    ],
)  # fmt: skip
def test_a_rate_of_agreement_is_read(text: str, comparison: str, quantity: float) -> None:
    (one,) = RoleReader().read(text, stated=DAY).statements
    assert (one.kind, one.subject, one.partners) == ("alignment", "KEN", ("FRA",))
    assert (one.comparison, one.quantity, one.unit) == (comparison, quantity, "%")
    assert one.years == (2017, 2017)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya voted with France in 64 per cent of roll calls and with China in 80 per cent in 2017.",
        "Kenya voted with France in just three of ten roll calls in 2017.",
        "Kenya rarely voted with France in 2017.",
    ],
)
def test_of_several_rates_or_none_nothing_is_stated(text: str) -> None:
    found = RoleReader().read(text, stated=DAY)
    assert [one for one in found.candidates if one.firm] == []
    assert found.unread
