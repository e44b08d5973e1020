from __future__ import annotations

from collections.abc import Callable

import pytest

from counterpoise.errors import CounterpoiseError, ScenarioError
from counterpoise.scenarios.hits import flows
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.scenario import Scenario, union
from counterpoise.scenarios.shocks import (
    Cap,
    CoalitionCut,
    Cost,
    Cut,
    Intervention,
    Tariff,
    Technology,
    retaliation,
)


def test_sides_take_any_spelling_and_blocs() -> None:
    cut = Cut(a="viet nam", b=["China", "eu"])

    assert (cut.a, cut.b) == (("VNM",), ("CHN", "EU"))


@pytest.mark.parametrize(
    ("direction", "hit"),
    [
        ("exports", [("VNM", "CHN")]),
        ("imports", [("CHN", "VNM")]),
        ("both", [("VNM", "CHN"), ("CHN", "VNM")]),
    ],
)
def test_directions_of_a_cut_are_those_of_its_first_side(
    direction: str, hit: list[tuple[str, str]]
) -> None:
    assert list(flows(Cut(a="VNM", b="CHN", direction=direction), 2023)) == hit  # type: ignore[arg-type]


def test_a_coalition_cut_is_seen_from_its_target() -> None:
    cut = CoalitionCut(members=["USA", "JPN"], target="CHN", direction="imports")

    assert flows(cut, 2023) == (("USA", "CHN"), ("JPN", "CHN"))


def test_blocs_have_the_members_of_the_baselines_year() -> None:
    tariff = Tariff(origin="GBR", destination="EU", rate=0.1)

    assert ("GBR", "FRA") in flows(tariff, 2023)
    assert len(flows(tariff, 2023)) == 27
    assert len(flows(tariff, 2019)) == 27  # a member itself then: not on trade with itself


def test_liberalising_among_members_hits_every_ordered_pair() -> None:
    assert len(flows(Cost(origin="AUKUS", destination="AUKUS", rate=-0.1), 2023)) == 6


def test_retaliation_gives_the_same_back() -> None:
    tariff = Tariff(origin="VNM", destination="USA", rate=0.46)
    back = retaliation(tariff)

    assert isinstance(back, Tariff)
    assert (back.origin, back.destination, back.rate) == (("USA",), ("VNM",), 0.46)
    assert retaliation(back) == tariff
    assert retaliation(Cut(a="VNM", b="CHN", direction="exports")).direction == "imports"  # type: ignore[attr-defined]


def test_a_union_holds_the_shocks_of_all() -> None:
    one = Scenario(name="a", shocks=[Cut(a="VNM", b="CHN")])
    two = Scenario(name="b", shocks=[Cut(a="VNM", b="USA")])

    assert union(one, two).shocks == (*one.shocks, *two.shocks)
    assert union(one, two).name == "a and b"


def test_a_sequence_is_shocks_of_some_horizons() -> None:
    first = Cut(a="VNM", b="CHN", during="short")
    later = Tariff(origin="CHN", destination="VNM", rate=0.1, during="long")
    scenario = Scenario(shocks=[first, later])

    assert scenario.at("short") == (first,)
    assert scenario.at("long") == (later,)


def test_scenarios_are_frozen_and_comparable() -> None:
    assert Scenario(shocks=[Cut(a="VNM", b="CHN")]) == Scenario(
        shocks=(Cut(a="Viet Nam", b="China"),)
    )


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "self cut-off": (lambda: Cut(a="VNM", b="Viet Nam"), "different"),
    "self among others": (lambda: Cut(a="VNM", b=["CHN", "VNM"]), "different"),
    "member of the bloc": (lambda: Scenario(shocks=[Cut(a="DEU", b="EU")]), "off from itself"),
    "empty coalition": (lambda: CoalitionCut(members=[], target="CHN"), "at least one"),
    "coalition of nobody yet": (
        lambda: Scenario(year=1990, shocks=[CoalitionCut(members="AUKUS", target="CHN")]),
        "must have members",
    ),
    "unknown state": (lambda: Cut(a="VNM", b="Freedonia"), "Can't match 'Freedonia'"),
    "not a state": (lambda: Cut(a="VNM", b="unknown:supplier"), "must name states"),
    "twice": (lambda: Cut(a="VNM", b=["CHN", "China"]), "once"),
    "negative leak": (lambda: Cut(a="VNM", b="CHN", leak=-0.1), "from 0 to below 1"),
    "all leaks": (lambda: Cut(a="VNM", b="CHN", leak=1.0), "below 1"),
    "leak in words": (lambda: Cut(a="VNM", b="CHN", leak="some"), "from 0 to below 1"),  # type: ignore[arg-type]
    "direction": (lambda: Cut(a="VNM", b="CHN", direction="up"), "one of"),  # type: ignore[arg-type]
    "negative tariff": (lambda: Tariff(origin="VNM", destination="USA", rate=-0.1), "at least 0"),
    "tariff of nan": (lambda: Tariff(origin="A", destination="USA", rate=float("nan")), "match"),
    "nan": (lambda: Tariff(origin="VNM", destination="USA", rate=float("nan")), "at least 0"),
    "infinite": (lambda: Cost(origin="VNM", destination="USA", rate=float("inf")), "above -1"),
    "truth as number": (lambda: Tariff(origin="VNM", destination="USA", rate=True), "at least 0"),
    "tariff on oneself": (lambda: Tariff(origin="VNM", destination="VNM", rate=0.1), "different"),
    "cost of -1": (lambda: Cost(origin="VNM", destination="USA", rate=-1), "above -1"),
    "cap of 0": (lambda: Cap(origin="VNM", destination="USA", limit=0), "above 0"),
    "no productivity left": (lambda: Technology(state="VNM", change=-1), "above -1"),
    "unknown horizon": (lambda: Cut(a="VNM", b="CHN", during="soon"), "one of"),
    "horizon not asked for": (
        lambda: Scenario(shocks=[Cut(a="VNM", b="CHN", during="medium")]),
        "a horizon of the scenario",
    ),
    "nothing happens": (lambda: Scenario(), "a shock or an intervention"),
    "no horizon": (lambda: Scenario(shocks=[Cut(a="VNM", b="CHN")], horizons=()), "at least one"),
    "theta of 0": (lambda: Elasticity(theta=0.0), "from 0.01 to 1,000"),
    "theta below 0": (lambda: Elasticity(theta={"long": -4.0}), "from 0.01"),
    "theta of nan": (lambda: Elasticity(theta=float("nan")), "from 0.01"),
    "theta next to 0": (lambda: Elasticity(theta=1e-9), "from 0.01"),
    "theta next to the largest": (lambda: Elasticity(theta=1000 + 1e-9), "to 1,000"),
    "no draws": (lambda: Elasticity(draws=0), "from 1"),
    "closure": (lambda: Scenario(shocks=[Cut(a="VNM", b="CHN")], closure="open"), "one of"),  # type: ignore[arg-type]
    "channel": (
        lambda: Intervention(kind="entrant", partner="USA", channel="love", year=2026),
        "one of",
    ),
    "no other side": (lambda: retaliation(Technology(state="VNM", change=0.1)), "one side"),
    "union of none": (lambda: union(), "at least one"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused(case: str) -> None:
    make, words = REFUSED[case]

    with pytest.raises(CounterpoiseError, match=words):
        make()


CONTRADICTIONS = {
    "cut and tariff": [Cut(a="VNM", b="CHN"), Tariff(origin="CHN", destination="VNM", rate=0.1)],
    "two tariffs": [
        Tariff(origin="VNM", destination="USA", rate=0.1),
        Tariff(origin="VNM", destination=["USA", "CAN"], rate=0.2),
    ],
    "two leaks": [Cut(a="VNM", b="CHN", leak=0.1), Cut(a="CHN", b="VNM", leak=0.2)],
    "cut and cap": [
        Cut(a="VNM", b="CHN", leak=0.5),
        Cap(origin="CHN", destination="VNM", limit=0.3),
    ],
    "two technologies": [
        Technology(state="VNM", change=0.1),
        Technology(state=["VNM", "LAO"], change=0.2),
    ],
    "state and bloc": [Cut(a="RUS", b="EU"), Cut(a="RUS", b="DEU", leak=0.1)],
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_shocks_that_contradict_each_other_are_refused(case: str) -> None:
    with pytest.raises(ScenarioError, match="must not contradict"):
        Scenario(shocks=CONTRADICTIONS[case])


def test_shocks_of_different_horizons_or_directions_do_not_contradict() -> None:
    Scenario(
        shocks=[
            Cut(a="VNM", b="CHN", direction="imports", during="short"),
            Cut(a="VNM", b="CHN", direction="imports", during="long", leak=0.3),
            Cut(a="VNM", b="CHN", direction="exports", leak=0.1),
            Tariff(origin="VNM", destination="USA", rate=0.2),
            Cost(origin="VNM", destination="USA", rate=0.1),
        ]
    )
