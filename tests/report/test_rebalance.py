"""The page on rebalancing: its answer, its sections, and what it says where nothing can be had."""

from dataclasses import replace

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.pages import Number, Page, Table
from counterpoise.report.rebalance import asked, rebalance
from counterpoise.report.sections.rebalancing import halved
from counterpoise.report.sections.rebalancing.answer import once_in
from counterpoise.report.study import Study
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.settings import embedded_folder

STORE = Store((embedded_folder(),)).steady()
FEW = Elasticity(draws=5)


def _page(state: str, *demands: str, **more: object) -> Page:
    return rebalance(
        STORE,
        Rebalance(state=state, demands=demands, elasticity=FEW, **more),  # type: ignore[arg-type]
    )


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
        "mix", "frontier", "precedents", "equilibrium",
    ]  # fmt: skip
    assert {number.note for number in page.numbers() if number.value is not None} <= {1, 2, 3}


def test_a_mix_that_nobody_can_have_has_the_best_that_can_be() -> None:
    page = _page("VNM", "worst loss <= 5 %", "pace <= 1 points a year")
    said = _said(page)
    assert "No mix of today's partners" in said
    assert "with the others kept" in said
    assert "mix" not in {section.id for section in page.sections}


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
    assert "it costs nothing" in _said(_page("VNM", "worst loss <= 90 %"))


def test_the_command_asks_the_same_question() -> None:
    question = Rebalance(state="Viet Nam", demands=["CHN + HKG <= 25 %"], years=5, capacity=0.5)
    assert asked(question).command == (
        "counterpoise rebalance VNM --demand 'CHN + HKG <= 25 %' --years 5 --capacity 0.5"
    )


@pytest.mark.parametrize(
    ("odds", "words"),
    [(1.2, "every year"), (0.7, "two years of three"), (0.5, "every other year"),
     (0.1, "once in 10 years"), (0.0005, "once in 2,000 years")],
)  # fmt: skip
def test_odds_are_said_as_once_in_so_many_years(odds: float, words: str) -> None:
    assert once_in(odds) == words


def test_a_brief_and_a_comparison_say_in_a_line_what_the_page_says() -> None:
    page = rebalance(STORE, "NRU")
    moved, premium, *_ = page.numbers()
    study = Study(STORE, "NRU")
    (said,) = halved.sentences(study)
    shown = [cell for cell in said if isinstance(cell, Number)]
    assert [one.text for one in shown] == [moved.text, premium.text]
    assert study.ledger.notes[-1].command == "counterpoise rebalance NRU"
    table = halved.compared([Study(STORE, "NRU"), Study(STORE, "DEU")]).parts[0]
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
    assert "of its worth a year, as if what comes from Russia were" in said
    table = next(part for section in page.sections for part in section.parts
                 if isinstance(part, Table) and part.id == "mix-table-1")  # fmt: skip
    shares = {row[0]: row[1].text for row in table.rows if isinstance(row[1], Number)}
    assert shares["Russia"] == "49.6\u00a0%"
    assert shares["Algeria"] == "21.2\u00a0%"
