"""Demands as one writes them, and back."""

import pytest

from counterpoise.errors import ScenarioError
from counterpoise.scenarios.rebalance.demands import Demand, parsed
from counterpoise.scenarios.rebalance.question import Rebalance


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("worst loss <= 30 %", Demand("worst loss", 0.3)),
        ("Worst  loss ≤ 30%", Demand("worst loss", 0.3)),
        ("loss of China + Hong Kong <= 50 %", Demand("loss", 0.5, ("CHN", "HKG"))),
        ("CHN + HKG <= 35.5 %", Demand("at most", 0.355, ("CHN", "HKG"))),
        ("EU <= 20 %", Demand("at most", 0.2, ("EU",))),
        ("Russia >= 10 %", Demand("at least", 0.1, ("RUS",))),
        ("independent >= 3", Demand("independent", 3.0)),
        ("independent partners >= 3.5 partners", Demand("independent", 3.5)),
        ("tilt USA / China <= 10 %", Demand("tilt", 0.1, ("USA", "CHN"))),
        ("pace <= 2 points a year", Demand("pace", 0.02)),
    ],
)
def test_a_demand_is_read_as_it_is_written_and_written_as_it_is_read(
    text: str, demand: Demand
) -> None:
    assert parsed(text) == demand
    assert parsed(str(demand)) == demand


@pytest.mark.parametrize(
    "text",
    [
        "", "worst loss", "worst loss >= 30 %", "worst loss <= 30", "independent <= 3",
        "independent >= 0.5", "independent >= 3 %", "CHN <= 120 %", "CHN < 30 %", "Atlantis <= 3 %",
        "tilt USA <= 3 %", "tilt USA / CHN / RUS <= 3 %", "pace <= 3 %", "CHN + CHN <= 3 %",
        "CHN <= -3 %", "CHN <= nan %", "CHN <= inf %", "CHN <= 1e999 %",
        "中国 <= 3 %", "loss of <= 3 %", "<= 3 %",
    ],
)  # fmt: skip
def test_what_is_no_demand_is_refused_with_its_key(text: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        parsed(text)
    assert refused.value.key == "demands"


def test_a_limit_beyond_all_is_told_in_per_cent() -> None:
    with pytest.raises(ScenarioError, match="from 0 to 100 %, not 300 %"):
        parsed("worst loss <= 300 %")


def test_the_state_itself_is_no_partner() -> None:
    with pytest.raises(ScenarioError, match="not the state"):
        Rebalance(state="VNM", demands=["Viet Nam <= 3 %"])


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("channels", {"channels": ("votes",)}),
        ("channels", {"channels": ("imports", "imports")}),
        ("channels", {"channels": ()}),
        ("weights", {"channels": ("imports",), "weights": {"exports": 1.0}}),
        ("weights", {"weights": {"imports": 0.0}}),
        ("capacity", {"capacity": -1.0}),
        ("years", {"years": 0}),
    ],
)
def test_a_part_that_cannot_be_meant_is_named(key: str, asked: dict[str, object]) -> None:
    with pytest.raises(ScenarioError) as refused:
        Rebalance(state="VNM", **asked)  # type: ignore[arg-type]
    assert refused.value.key == key


def test_a_further_demand_takes_the_place_of_the_one_of_the_same() -> None:
    asked = Rebalance(state="VNM", demands=["worst loss <= 30 %", "CHN <= 20 %"])
    found = asked.demanding(parsed("CHN <= 25 %"))
    assert [str(one) for one in found.demands] == ["worst loss <= 30 %", "CHN <= 25 %"]
