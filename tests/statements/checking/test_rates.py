"""A rate of agreement is held to the votes; no choice of roll calls could bear out what is refuted."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.errors import StatementError
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS
from counterpoise.statements.statement import Statement


def said(subject: str, partner: str, **rest: object) -> Statement:
    given = {"comparison": "about", "unit": "%", "years": (2018, 2018), **rest}
    return Statement("a", "b", "alignment", date(2024, 5, 1), subject, (partner,), **given)  # type: ignore[arg-type]


def test_a_rate_holds_by_one_way_of_counting_and_fails_far_from_all() -> None:
    store = Store((embedded_folder(),)).steady()
    rates = {("ISR", "USA", 91): HOLDS, ("CHN", "USA", 80): FAILS, ("ISR", "USA", 70): CANNOT_TELL}
    statements = [said(*pair, quantity=rate) for *pair, rate in rates]
    found = [one.verdict for one in check(store, statements)]
    assert found == list(rates.values())


@pytest.mark.parametrize("rest", [{"quantity": None}, {"comparison": "aligned", "quantity": 60}])
def test_a_part_of_votes_has_a_figure_and_a_comparison_of_one(rest: dict[str, object]) -> None:
    with pytest.raises(StatementError, match="does not go with the rest"):
        said("ISR", "USA", **rest)


def test_an_index_below_zero_has_the_sign_of_print() -> None:
    store = Store((embedded_folder(),)).steady()
    closer = Statement(
        "a", "b", "alignment", date(2024, 3, 14), "ZAF", ("RUS",), comparison="closer than",
        poles=("USA",), years=(2022, 2022),
    )  # fmt: skip
    (found,) = check(store, [closer])
    told = [one.shown for one in found.tested]
    assert any("United States −0." in each for each in told)
    assert not any("-0." in each for each in told)
