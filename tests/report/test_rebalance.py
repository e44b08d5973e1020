"""The page on rebalancing: its answer, its sections, and what it says where nothing can be had."""

import math
from dataclasses import replace

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.pages import Chart, Number, Page, Section, Table
from counterpoise.report.rebalance import _checked, asked, rebalance
from counterpoise.report.sections.rebalancing import answer, demands, halved
from counterpoise.report.sections.rebalancing.answer import once_in
from counterpoise.report.study import Study
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.rebalance.plan import plan
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.setting import setting
from counterpoise.scenarios.rebalance.usual import usual
from counterpoise.settings import embedded_folder

STORE = Store((embedded_folder(),)).steady()
FEW = Elasticity(draws=5)


def _page(state: str, *demands: str, **more: object) -> Page:
    return rebalance(
        STORE,
        Rebalance(state=state, demands=demands, elasticity=FEW, **more),  # type: ignore[arg-type]
    )


def _section(page: Page, name: str) -> Section:
    return next(one for one in page.sections if one.id == name)


def _said(page: Page) -> str:
    return " ".join(
        cell.text if isinstance(cell, Number) else cell for said in page.answer for cell in said
    )


def test_the_answer_says_what_moves_what_it_costs_and_from_what_odds_it_pays() -> None:
    page = _page("VNM", "worst loss <= 30 %", as_of=2024)
    said = _said(page)
    assert "8.9\u00a0points" in said
    assert "away from China" in said
    assert "0.38\u00a0%" in said
    assert "once in 27 years" in said
    assert [section.id for section in page.sections] == [
        "mix", "frontier", "precedents", "equilibrium", "since",
    ]  # fmt: skip
    assert said.startswith("To lose no more than 30\u00a0% of its imports' worth, whoever stops, ")
    assert "of the goods imported in 2020 away from China" in said
    assert {number.note for number in page.numbers() if number.value is not None} <= {1, 2, 3, 4}
    frontier = next(part for part in _section(page, "frontier").parts if isinstance(part, Chart))
    labels = [
        (row["label"], round(float(row["worst"]), 3)) for row in frontier.data if row["label"]
    ]
    assert labels[0][0] == "today"
    assert labels[1] == ("asked for", 0.3)


def test_a_mix_that_nobody_can_have_has_the_best_that_can_be() -> None:
    page = _page("VNM", "worst loss <= 5 %", "pace <= 1 points a year")
    said = _said(page)
    assert "No mix of today's partners" in said
    assert "with the others kept" in said
    assert "mix" not in {section.id for section in page.sections}


def test_a_pace_alone_goes_with_the_usual_demand() -> None:
    question = Rebalance(state="VNM", demands=("pace <= 1 points a year",), elasticity=FEW)
    assert [one.kind for one in usual(STORE, question).demands] == ["pace", "worst loss"]


def test_arms_have_no_price_and_a_stock() -> None:
    page = _page("VNM", "worst loss <= 20 %", channels=("arms",))
    ids = [section.id for section in page.sections]
    assert "frontier" not in ids
    assert "stock" in ids
    assert "no price" in _said(page)
    heads = [part.head for section in page.sections for part in section.parts
             if isinstance(part, Table)]  # fmt: skip
    assert not any("As a tariff of" in head for head in heads)


def test_todays_mix_costs_nothing() -> None:
    assert "keeps to what is asked already" in _said(_page("VNM", "worst loss <= 90 %"))


def test_the_command_asks_the_same_question() -> None:
    question = Rebalance(state="Viet Nam", demands=["CHN + HKG <= 25 %"], years=5, capacity=0.5)
    assert asked(question).command == (
        "counterpoise rebalance VNM --demand 'CHN + HKG <= 25 %' --years 5 --capacity 0.5"
    )


@pytest.mark.parametrize(
    ("odds", "words"),
    [(1.2, "every year"), (0.7, "in two years out of three"), (0.5, "every other year"),
     (0.1, "once in 10 years"), (0.0005, "once in 2,000 years")],
)  # fmt: skip
def test_odds_are_said_as_once_in_so_many_years(odds: float, words: str) -> None:
    assert once_in(odds) == words


def test_a_brief_and_a_comparison_say_in_a_line_what_the_page_says() -> None:
    page = rebalance(STORE, "FJI")
    moved, premium, *_ = page.numbers()
    study = Study(STORE, "FJI")
    (said,) = halved.sentences(study)
    shown = [cell for cell in said if isinstance(cell, Number)]
    assert [one.text for one in shown[1:]] == [moved.text, premium.text]
    (mixed,) = [
        part
        for section in page.sections
        for part in section.parts
        if getattr(part, "id", "") == "standing"
    ]
    worst = next(row for row in mixed.rows if str(row[0]).startswith("Worst single loss"))
    assert shown[0].text == worst[1].text
    assert study.ledger.notes[-1].command == "counterpoise rebalance FJI"
    table = halved.compared([Study(STORE, "FJI"), Study(STORE, "DEU")]).parts[0]
    assert isinstance(table, Table)
    assert moved in [replace(cell, note=moved.note) for cell in table.rows[0]
                     if isinstance(cell, Number)]  # fmt: skip


def test_who_is_told_too_little_of_has_no_line() -> None:
    assert halved.sentences(Study(STORE, "MCO")) == ()
    assert halved.compared([Study(STORE, "MCO")]).parts == ()


@pytest.mark.evidence
def test_italy_before_2022_could_have_bought_its_gas_elsewhere_at_a_premium() -> None:
    page = _page("ITA", channels=("pipeline_gas",), as_of=2021)
    said = _said(page)
    assert "away from Russia" in said
    assert "25.9\u00a0points" in said
    assert "gas by pipeline a year, as if what comes from Russia were" in said
    since = _section(page, "since")
    assert "In hindsight: Russia, with 49.6\u00a0% in 2021, had 9.4\u00a0% in 2024." in "".join(
        cell.text if isinstance(cell, Number) else cell for cell in since.lead[0]
    )
    table = next(part for section in page.sections for part in section.parts
                 if isinstance(part, Table) and part.id == "mix-table-1")  # fmt: skip
    shares = {row[0]: row[1].text for row in table.rows if isinstance(row[1], Number)}
    assert shares["Russia"] == "49.6\u00a0%"
    assert shares["Algeria"] == "21.2\u00a0%"


def _answered(state: str, *demands: str, **more: object) -> str:
    """Return the answer of a plan without the rest of its page."""
    question = Rebalance(state=state, demands=demands, elasticity=FEW, **more)  # type: ignore[arg-type]
    found = plan(setting(STORE, question))
    told = answer.answer(Study(STORE, state), found, None, 1, 1)
    return "".join(
        cell.text if isinstance(cell, Number) else cell for said in told for cell in said
    )


def test_demands_are_said_in_words_and_many_of_them_are_counted() -> None:
    many = [f"{one} <= 90 %" for one in ("USA", "JPN", "KOR", "THA", "SGP")]
    said = _answered("VNM", "CHN <= 20 %", *many)
    assert said.startswith(
        "To have no more than 20\u00a0% with China, to have no more than 90\u00a0%"
    )
    assert "to keep to 2 further demands, Viet Nam would move" in said


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        ("loss of CHN + HKG <= 35 %", "lose no more than 35\u00a0% of its imports' worth if China and"
         " Hong Kong stop together"),
        ("RUS >= 10 %", "keep at least 10\u00a0% with Russia"),
        ("EU <= 20 %", "have no more than 20\u00a0% with the EU"),
        ("independent >= 4", "have at least 4 partners that are independent of each other in votes"),
        ("tilt USA / CHN <= 10 %", "lean to neither the United States nor China by more than 10 points"),
        ("pace <= 2 points a year", "move no more than 2 points a year"),
    ],
)  # fmt: skip
def test_every_kind_of_demand_has_its_words(demand: str, words: str) -> None:
    asked = Rebalance(state="VNM", demands=(demand,), elasticity=FEW)
    assert demands.aims(setting(STORE, asked)) == words


def test_a_state_that_is_no_more_would_have_had_to_move() -> None:
    assert "the Soviet Union would have had to move" in _answered("SUN", "worst loss <= 16 %")


def test_a_world_that_cannot_check_a_plan_says_why_and_the_page_stands() -> None:
    """Tariffs fall on Namibia, whose code is a bloc's too, and on Korea, whose trade is not covered."""
    asked = Rebalance(state="VNM", demands=("worst loss <= 30 %",), elasticity=FEW, capacity=0.0)
    told = _checked(Study(STORE, "VNM"), plan(setting(STORE, asked)), "")
    assert told is not None
    assert str(told.lead[0][0]).startswith("The model of the cut-offs does not check it. ")
    assert "is not covered" in str(told.lead[0][0])


def test_arms_are_counted_among_the_states_that_are_held_and_their_stock_is_told_twice() -> None:
    page = _page("VNM", "RUS <= 20 %", channels=("arms",))
    assert "of the few that are held here" in _said(page)
    assert "Only a part of the source is held" in _section(page, "precedents").caveats[0]
    falls = str(_section(page, "stock").lead[1][0])
    assert "as in the last five years, it falls under 50\u00a0% in 20" in falls
    assert "in the mix, it falls under 50\u00a0% in 20" in falls
    assert not any(
        "of what it gives to all others" in each for each in _section(page, "mix").caveats
    )


def test_a_partner_that_may_sell_nothing_is_banned_and_its_loss_is_none() -> None:
    page = _page("IDN", "CHN <= 0 %")
    assert "as if goods of China were banned" in _said(page)
    (row,) = [
        row for part in _section(page, "mix").parts if isinstance(part, Table)
        for row in part.rows if row[0] == "China"
    ]  # fmt: skip
    assert "a ban" in row
    assert all(number.value is None or math.isfinite(number.value) for number in page.numbers())
    checked = _section(page, "equilibrium")
    assert [one.value for one in checked.lead[0] if isinstance(one, Number)][1] == 0
