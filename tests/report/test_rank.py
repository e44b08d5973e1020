"""`rank`: every state by its own last year, in the order of a measure, the same figures as elsewhere."""

from __future__ import annotations

import pytest

from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.report import charts
from counterpoise.report.charts.scales import classes
from counterpoise.report.pages import Chart, Number, Table
from counterpoise.report.rank import RANKED, YEARS, rank
from counterpoise.report.sections.comparison import ordered
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import measured
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


def _parts(page) -> tuple[Chart, Table]:
    chart, table = page.sections[0].parts
    return chart, table


def test_a_rank_has_the_figures_of_the_table_each_of_its_own_last_year(store):
    page = rank(store, "herfindahl", channel="imports")
    _, table = _parts(page)
    figures = [row[2].value for row in table.rows]
    assert figures == sorted(figures, reverse=True)
    assert len(figures) > 180
    found = measured(store, "herfindahl", ["VNM"], Asked(channel="imports")).rows
    last = found.drop_nulls("herfindahl").row(-1, named=True)
    (row,) = [row for row in table.rows if row[0] == "Viet Nam"]
    assert row[2].value == last["herfindahl"]
    assert row[2].text == f"{last['herfindahl']:.3f} ({last['year']})"
    assert [row[1].value for row in table.rows] == sorted(row[1].value for row in table.rows)


def test_with_a_partner_every_state_has_its_share_and_the_partner_none(store):
    page = rank(store, "shares", channel="imports", partner="China", top=10)
    chart, table = _parts(page)
    assert len(table.rows) == 10
    assert "Partner" not in table.head, "one name over and over"
    assert "CHN" not in {row["state"] for row in chart.data}
    assert chart.data[0]["centre"] == "CHN"
    assert not any("China" in one for one in page.sections[0].caveats)
    assert len({row["state"] for row in chart.data}) == len(chart.data) > 180


def test_least_turns_the_order_round_and_nothing_older_than_ten_years_stands_in_it(store):
    most = ordered.rows_of(rank(store, "leadership", channel="exports", as_of=2019))
    least = ordered.rows_of(rank(store, "leadership", channel="exports", as_of=2019, least=True))
    column = "leader_and_lead"
    assert most[column].to_list() == sorted(least[column], reverse=True)
    years = least[f"{column}_year"].cast(int)
    assert 2019 - YEARS < years.min() <= years.max() <= 2019
    assert "Soviet Union" not in least["state_name"]


def test_measures_without_a_figure_for_each_state_are_refused(store):
    with pytest.raises(UsageError, match="to rank by"):
        rank(store, "acting_together")
    with pytest.raises(UsageError, match="no figure for each partner"):
        rank(store, "herfindahl", partner="CHN")


@pytest.mark.parametrize("name", ["ideal_points", "hill_number", "ties"])
def test_the_map_of_any_measure_has_classes_in_its_own_figures(store, name):
    chart, _ = _parts(rank(store, name))
    drawn = charts.svg(chart, charts.ONE)
    assert "and over" in drawn
    assert ("%" in drawn) == (RANKED[name].scale == "share")


def test_classes_are_round_whatever_the_size_of_the_figures():
    partners = [1.2, 2.5, 3.1, 4.8, 6.0, 7.7, 9.1, 12.0, 14.0, 18.0]
    assert classes.words(classes.bounds(partners), percent=False) == [
        "under 4", "4 to 6", "6 to 10", "10 to 14", "14 and over",
    ]  # fmt: skip
    small = [0.001, 0.004, 0.008, 0.012, 0.02, 0.03, 0.035, 0.04]
    assert classes.words(classes.bounds(small))[0].endswith("\u00a0%")
    assert len(classes.bounds(small)) >= 3


def test_each_figure_of_the_answer_has_its_footnote(store):
    page = rank(store, "herfindahl", channel="imports", top=3)
    figures = [cell for sentence in page.answer for cell in sentence if isinstance(cell, Number)]
    assert len(figures) == 3
    assert all(figure.note for figure in figures)


def test_a_partner_named_for_all_has_no_column_and_channels_are_words(store):
    page = rank(store, "shares", channel="crude_oil", partner="RUS", top=3)
    chart, table = _parts(page)
    assert "Partner" not in table.head
    assert "Crude oil" in page.subtitle
    assert "crude_oil" not in chart.title


def test_each_note_gives_its_own_releases_rows_and_figures_again(store):
    page = rank(store, "herfindahl", channel="imports")
    _, table = _parts(page)
    assert len({note.command for note in page.notes}) == len(page.notes) > 1
    for note in page.notes:
        assert f" --source {note.source} " in note.command
        asked = Asked(channel="imports", source=note.source, years=_years_asked(note.command))
        found = measured(store, "herfindahl", (), asked).rows
        assert found.height == note.rows
        figures = {row[2].value for row in table.rows if row[2].note == note.number}
        assert figures <= set(found["herfindahl"])


def _years_asked(command: str) -> tuple[int, int]:
    first, last = command.split("--years ")[1].split()[0].split("-")
    return int(first), int(last)


def test_what_rests_on_several_releases_counts_no_rows_of_one(store):
    page = rank(store, "hedging", top=3)
    assert all(note.rows is None for note in page.notes)


def test_votes_are_ranked_with_a_partner_and_the_answer_says_what_the_measure_is(store):
    with pytest.raises(UsageError) as refusal:
        rank(store, "alignment", rivals=("USA", "CHN"))
    assert refusal.value.attempt == "counterpoise rank alignment --partner USA"
    page = rank(store, "herfindahl", channel="imports", top=1)
    assert page.answer[-1] == ("Sum of squared shares: 1 if one partner supplies everything.",)
