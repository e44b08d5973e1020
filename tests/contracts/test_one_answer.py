"""One question has one answer: page, table, comparison, command and Python give the same number."""

from __future__ import annotations

import random
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main
from counterpoise.measures.answers import told
from counterpoise.measures.views import VIEWS
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report.compare import compare
from counterpoise.report.pages import Number, Table
from counterpoise.report.study import Study
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import measured
from counterpoise.settings import embedded_folder

CHANNELS = ("arms", "imports", "exports", "aid", "investment")
QUESTIONS = 200
SEED = 20261128

Question = tuple[str, str, int]
Figures = dict[str, tuple[float | None, str]]


def questions() -> list[Question]:
    """Return questions of states, channels and years that are answered, or nearly so."""
    rng = random.Random(SEED)

    some = [one for one in registry.states(1995)["id"] if registry.kind(one) == "state"]
    often = (*CHANNELS, *["imports", "exports"] * 4)
    return [
        (rng.choice(some), rng.choice(often), rng.randint(1962, 2024)) for _ in range(QUESTIONS)
    ]


def figures(table: pl.DataFrame, over: str, year: int) -> Figures:
    """Return each partner's share in a year, and what is said where there is none."""
    rows = table.filter(pl.col("year") == year).select(over, "share", "state_of_share").rows()
    return {partner: (share, state) for partner, share, state in rows}


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def answers(store: Store) -> dict[Question, Figures]:
    """The answers of a page: a state studied as its brief studies it."""
    found: dict[Question, Figures] = {}
    for state, channel, year in questions():
        flow = Study(store, state).flow(channel)
        over = VIEWS[channel].over
        found[state, channel, year] = figures(flow.shares, over, year) if flow else {}
    return found


def test_most_questions_are_answered(answers: dict[Question, Figures]) -> None:
    assert sum(bool(found) for found in answers.values()) > QUESTIONS / 3


def test_a_table_of_one_state_gives_what_its_page_gives(
    store: Store, answers: dict[Question, Figures]
) -> None:
    for (state, channel, year), page in answers.items():
        asked = Asked(channel=channel, years=(year, year))
        rows = measured(store, "shares", [state], asked).rows
        assert figures(rows, "partner", year) == page, (state, channel, year)


def test_a_table_of_all_states_gives_what_each_page_gives(
    store: Store, answers: dict[Question, Figures]
) -> None:
    for channel in ("arms", "imports", "exports"):
        of_channel = [one for one in answers if one[1] == channel]
        years = sorted(year for _, _, year in of_channel)[len(of_channel) // 2 :][:8]
        everybody = measured(
            store, "shares", [], Asked(channel=channel, years=(years[0], years[-1]))
        )
        for state, _, year in of_channel:
            if years[0] <= year <= years[-1]:
                own = everybody.rows.filter(pl.col("state") == state)
                found = figures(own, "partner", year)
                assert found == answers[state, channel, year], (state, channel, year)


def test_python_gives_what_a_page_gives(store: Store, answers: dict[Question, Figures]) -> None:
    for (state, channel, year), page in answers.items():
        rows = told(store, VIEWS[channel], [state], years=(year, year)).shares
        assert figures(rows, VIEWS[channel].over, year) == page, (state, channel, year)


def test_the_command_gives_what_a_page_gives(
    answers: dict[Question, Figures], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    for (state, channel, year), page in [one for one in answers.items() if one[1]][:25]:
        asked = ["table", "shares", state, "--channel", channel, "--years", f"{year}-{year}"]
        done = CliRunner().invoke(main, [*asked, "--format", "csv"])
        assert done.exit_code == 0, done.output
        rows = pl.read_csv(StringIO(done.stdout), schema_overrides={"share": pl.Float64})
        given = figures(rows, "partner", year)
        assert given.keys() == page.keys()
        for partner, (share, state_of_share) in page.items():
            same = None if share is None else pytest.approx(share, rel=1e-12)
            assert given[partner] == (same, state_of_share)


def test_a_comparison_gives_what_each_page_gives(store: Store) -> None:
    states = ["VNM", "KAZ", "DEU", "IDN"]
    made = compare(store, states)
    tables = {
        part.id: part
        for section in made.sections
        for part in section.parts
        if isinstance(part, Table)
    }
    compared = 0
    for channel in ("arms", "imports", "exports"):
        for state, row in zip(states, tables[f"{channel}-compared"].rows, strict=True):
            cell = row[3]
            if not isinstance(cell, Number) or cell.value is None:
                continue
            year = (
                int(str(row[1])[:2] + str(row[1])[-2:]) if "–" in str(row[1]) else int(str(row[1]))
            )
            flow = Study(store, state).flow(channel)
            assert flow is not None
            assert cell.value == flow.year(year)["share"][0]
            compared += 1
    assert compared > 8
