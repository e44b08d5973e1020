"""Standing between rivals counts the pacts that oblige to fight, and says of which year they are."""

from __future__ import annotations

from datetime import date

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.statements.checking.check import check
from counterpoise.statements.statement import Statement


def readings(year: int) -> dict[str, float]:
    said = Statement(
        id="E", text="It stands between the two.", kind="hedging", stated=date(year + 1, 6, 1),
        subject="PHL", poles=("USA", "CHN"), comparison="balanced",
    )  # fmt: skip
    (found,) = check(Store((embedded_folder(),)).steady(), [said])
    return {
        f"{one.facets['channels']} {one.facets['year']}": one.figure
        for one in found.tested
        if one.figure is not None
    }


def test_a_pact_with_one_of_the_rivals_counts_as_a_tie() -> None:
    found = readings(2016)
    # Arms and the pact lean wholly to the United States, votes to China.
    assert found["arms, pacts and votes 2016"] > 0.1
    assert "arms, pacts, trade and votes 2016" in found


def test_pacts_of_an_earlier_year_are_said_to_be_so() -> None:
    assert "arms, pacts of 2018 and votes 2019" in readings(2019)
