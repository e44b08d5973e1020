"""U.S. Department of State, *Voting Practices in the United Nations*, reports for 2017 to 2019.

"Voting coincidence" with the United States over all contested votes of a calendar year: a vote that
is the same counts 1, both abstaining included, one on which either abstained one half, an opposite
one nothing, over all that both cast. The figures are those of the reports as the Jewish Virtual
Library lists them (Western Europe and others; the most alike of 2019).

How the two that abstained count is told of the reports at second hand ("partial" is where one state
but not both abstained), and the rule was chosen by trial among the five that there are. What speaks
for it: the seven states listed for 2017 are met exactly if the reports drop decimals, by no other
rule. What speaks less clearly: for 2018 and 2019 the reports count roll calls that the release does
not hold (Israel 2019: 90 the same against 83). There it lies up to 3 points above them, and over all
three years `joint_abstention_left_out` is nearer on average (0.9 points against 1.1). So 2018 is not
asserted, and of 2019 Israel alone to the unit.
"""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from counterpoise.measures.alignment import alignment
from counterpoise.panel.store import Store

IN_2017 = {"AND": 46, "AUS": 60, "AUT": 44, "BEL": 51, "CAN": 69, "DNK": 52, "FIN": 48}
IN_2019 = {"AND": 47, "AUS": 66, "AUT": 49, "BEL": 55, "CAN": 66, "DNK": 56, "FIN": 51, "ISR": 96}


def coincidence(votes: pl.DataFrame, year: int, rule: str = "state_department") -> dict[str, float]:
    """Return the percentage of each state with the United States."""
    rows = votes.filter(pl.col("date").dt.year() == year)
    found = alignment(
        rows, by="year", between=["USA"], rule=rule, unanimous="keep", indices=["agree"]
    )
    return {state: 100 * agree for state, agree in found.select("other", "agree").iter_rows()}


@pytest.fixture(scope="module")
def votes() -> pl.DataFrame:
    return Store.open().holding("unga_votes", "2024-06").scan().collect()


def test_the_seven_of_2017_are_met(votes: pl.DataFrame) -> None:
    found = coincidence(votes, 2017)
    assert {state: math.floor(found[state]) for state in IN_2017} == IN_2017


def test_israel_in_2019_voted_with_the_united_states_in_96_of_100(votes: pl.DataFrame) -> None:
    found = coincidence(votes, 2019)
    assert math.floor(found["ISR"]) == 96
    assert all(abs(found[state] - told) < 3 for state, told in IN_2019.items())


def test_no_other_rule_meets_the_seven_of_2017(votes: pl.DataFrame) -> None:
    # What bore the department's name before counts nothing where both abstained: Israel 89.2.
    other = coincidence(votes, 2019, "joint_abstention_disagrees")
    assert other["ISR"] == pytest.approx(89.2, abs=0.05)
    for rule in (
        "exact",
        "two_category",
        "joint_abstention_disagrees",
        "joint_abstention_left_out",
    ):
        found = coincidence(votes, 2017, rule)
        assert {state: math.floor(found[state]) for state in IN_2017} != IN_2017


@pytest.mark.evidence
def test_israel_in_2019_from_the_release_of_2020(evidence: Path) -> None:
    from counterpoise.sources.votes import unga_votes

    paths = [evidence / "unga" / f"{name}.parquet" for name in ("un_votes", "un_roll_calls")]
    (reading,) = unga_votes.read(paths)
    assert math.floor(coincidence(reading.rows, 2019)["ISR"]) == 96
