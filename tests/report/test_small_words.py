"""Words on pages that say no more than is known: ties, years, rivals, totals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import counterpoise
from counterpoise.cli.main import main
from counterpoise.errors import EvidenceError, UnknownNameError, UsageError
from counterpoise.panel.ask import tells_of
from counterpoise.panel.completeness import COUNTED, ESTIMATED, LARGEST
from counterpoise.panel.store import Store
from counterpoise.report import cutoff as cutoff_page
from counterpoise.report import wording
from counterpoise.report.rival_ties import MOST_RIVALS, require_rivals
from counterpoise.report.sections.state import (
    alignment,
    arms,
    cutoff,
    disputes,
    hedging,
    investment,
    products,
    trade,
)
from counterpoise.report.sections.state.hedging import _leans
from counterpoise.report.study import Study
from counterpoise.scenarios.outlook.histories import history
from counterpoise.settings import embedded_folder

PACKAGE = Path(counterpoise.__file__).parent


@pytest.mark.parametrize(
    ("ratio", "said"), [(8.24, "8.2"), (53.2, "53"), (108.4, "108"), (10882.6, "10,900")]
)
def test_times_as_much_are_told_with_three_figures_at_most(ratio: float, said: str) -> None:
    number = wording.times(ratio)
    assert (number.text, number.value) == (said, ratio)


@pytest.mark.parametrize(
    ("largest", "unit"), [(2.1e9, "bn"), (1e9, "bn"), (4.4e7, "m"), (9e5, "k"), (0.0, "k")]
)
def test_the_unit_of_an_axis_leaves_a_digit_before_the_point(largest: float, unit: str) -> None:
    assert wording.money(largest)[2] == unit


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


def test_per_cent_is_written_with_a_space_everywhere() -> None:
    rooms = ("cli", "measures", "panel", "report", "scenarios", "snapshots")
    files = [path for room in rooms for path in (PACKAGE / room).rglob("*.py")]
    assert not [path.name for path in files if re.search(r":\.\d%\}", path.read_text("utf-8"))]
    assert "tells of 88\u00a0% of its total" in tells_of(0.88, ESTIMATED)


def test_what_no_total_judges_is_given_no_part() -> None:
    assert "%" not in tells_of(1.0, LARGEST)
    assert "%" not in tells_of(0.75, COUNTED)
    assert "94\u00a0%" in tells_of(0.94, LARGEST)


@pytest.mark.parametrize("rivals", [("USA",), ("USA", "USA"), tuple(f"S{n}" for n in range(13))])
def test_rivals_are_two_to_twelve_each_once_in_the_words_of_the_command(rivals) -> None:
    with pytest.raises(UsageError) as refusal:
        require_rivals(rivals)
    assert refusal.value.attempt == "--rivals USA,CHN"
    assert str(MOST_RIVALS) in refusal.value.problem


def test_no_rivals_and_two_are_right() -> None:
    require_rivals(())
    require_rivals(("USA", "CHN"))


@pytest.mark.parametrize(
    ("net", "leans"), [(0.004, False), (-0.0049, False), (0.006, True), (-0.3, True), (None, True)]
)
def test_a_lean_of_nothing_in_two_digits_is_towards_nobody(net, leans) -> None:
    assert _leans({"towards": "USA", "net_tilt": net}) == leans
    assert not _leans({"towards": None, "net_tilt": net})


def test_a_partner_is_a_state_or_a_bloc() -> None:
    assert cutoff_page.partner("China") == "CHN"
    assert cutoff_page.partner("aukus") == "AUKUS"
    with pytest.raises(UnknownNameError):
        cutoff_page.partner("residual:Bunkers")


def test_who_has_the_whole_release_is_not_told_to_add_it(store: Store) -> None:
    told = history(store, "goods", source="cow_trade")
    with pytest.raises(EvidenceError) as refusal:
        told.of("VAT")
    assert "counterpoise add" not in refusal.value.attempt


def test_opponents_are_counted_from_when_the_state_began(store: Store) -> None:
    found = disputes.section(Study(store, "RVN"))
    titles = [part.title for part in found.parts]
    assert any(re.search(r"since 195[45]", title) for title in titles)
    assert not any("1946" in title for title in titles)


def test_the_years_of_a_card_go_on_to_the_last_that_is_covered(store: Store) -> None:
    wars = store.holding("cow_wars")
    assert (wars.years[1], wars.covered_years[1]) == (2003, 2007)


def test_sources_are_listed_within_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = CliRunner().invoke(main, ["sources"]).output.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("SIPRI Arms Transfers Database, trade register" in line for line in lines)
    assert any("2022-02-20: 1960–2020, 1,975,676 rows, embedded" in line for line in lines)


def test_a_figure_says_against_what_towards_whom_and_why_it_is_none(store: Store) -> None:
    south_sudan = Study(store, "SSD")
    sold, votes, ties = (
        "".join(
            getattr(cell, "text", cell) for sentence in made(south_sudan).lead for cell in sentence
        )
        for made in (trade.section, alignment.section, hedging.section)
    )
    assert re.search(
        r"it sold most to China: \$[\d.]+\u00a0m, and \$[\d.]+\u00a0m to Uganda\.", sold
    )
    assert re.search(r"tilt \d\.\d\d \([\d.–]+\) towards China and offset", ties)
    assert "(κ) is undefined: one side always voted the same" in votes


def test_owners_and_places_stand_as_in_a_sentence() -> None:
    assert wording.possessive(wording.place("USA")) == "the United States'"
    assert wording.place("VAT") == "the Holy See"


def test_what_is_held_and_too_little_is_not_called_not_held(store: Store) -> None:
    def first(made, state: str) -> str:
        return "".join(getattr(cell, "text", cell) for cell in made(Study(store, state)).lead[0])

    assert "is under $1 m in every year to 2024" in first(products.energy, "TUV")
    assert first(products.technology, "TUV").startswith("No evidence is held")
    assert first(investment.section, "TUV").startswith("Too little is told of foreign capital")
    assert "it ended before the trade" in first(cutoff.section, "SUN")
    assert "does not hold the Soviet Union" in first(arms.section, "SUN")


def test_ends_of_which_one_is_below_zero_are_joined_by_a_word() -> None:
    assert wording.interval(-0.1, -0.25, 0.3).text == "−0.25 to 0.30"
    assert wording.interval(0.1, 0.05, 0.3).text == "0.05–0.30"


def test_the_share_of_capital_that_the_head_names_stands_in_its_section(store: Store) -> None:
    lead = investment.section(Study(store, "KAZ")).lead
    said = ["".join(getattr(cell, "text", cell) for cell in sentence) for sentence in lead]
    assert said[-1] == (
        "The last year whose shares are told is 2012: of capital held, 41.6\u00a0% was from the Netherlands."
    )
    assert (
        len(investment.section(Study(store, "JPN")).lead) == 1
    )  # its head names what the table shows
