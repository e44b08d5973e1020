"""The brief on the embedded evidence: what it says, and that every number can be traced."""

import re
import shlex

import polars as pl
import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main
from counterpoise.errors import UsageError
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.report.compare import compare
from counterpoise.report.pages import Chart, Number, Page, Table
from counterpoise.report.sections.first_screen import lines
from counterpoise.report.sections.state import alignment, hedging, overview, trade
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def page(store) -> Page:
    return brief(store, "VNM")


def _section(page: Page, id: str):
    return next(section for section in page.sections if section.id == id)


def _table(page: Page, section: str, id: str) -> Table:
    return next(part for part in _section(page, section).parts if part.id == id)


def _chart(page: Page, section: str, id: str) -> Chart:
    return next(part for part in _section(page, section).parts if part.id == id)


def _said(sentences) -> str:
    cells = [cell for sentence in sentences for cell in sentence]
    return "".join(cell.text if isinstance(cell, Number) else cell for cell in cells).replace(
        "\u00a0", " "
    )


def _value(table: Table, row: str, column: str) -> Number:
    names = list(table.head)
    return next(cells for cells in table.rows if cells[0] == row)[names.index(column)]


def test_its_picture_has_the_shares_that_the_answer_states(page):
    told = {
        (row["channel"], row["partner"]): row["share"]
        for row in page.picture.data
        if row["order"] == 0 and row["share"] is not None
    }  # the last year of each stays
    assert told["Arms from", "Russia"] == pytest.approx(0.342, abs=5e-4)
    assert told["Imports from", "China"] == pytest.approx(0.455, abs=5e-4)
    assert told["Exports to", "United States"] == pytest.approx(0.340, abs=5e-4)


def test_its_picture_has_a_gap_where_nothing_is_told_and_a_zero_where_nothing_passed(page):
    imports = {
        (row["partner"], row["year"]): row["share"]
        for row in page.picture.data
        if row["channel"] == "Imports from"
    }
    assert imports["China", 2022] is None  # between the sources of 2020 and 2025
    arms = {
        (row["partner"], row["year"]): row["share"]
        for row in page.picture.data
        if row["channel"] == "Arms from"
    }
    assert arms["Belarus", 2010] == 0
    assert arms["Belarus", 1990] is None  # it was no state


def test_it_opens_with_the_five_answers(page):
    assert page.labels == (
        "Between whom", "How firmly", "Which way", "What a loss would cost", "What is not known",
    )  # fmt: skip
    assert _said(page.answer[:1]).startswith("Arms from Russia (34.2 % in 2020–24")
    firmly = _said(page.answer[1:2])
    assert "Highly concentrated in arms and imports" in firmly
    assert "4.2 in imports (2025)" in firmly
    # In 2015 by Viet Nam's own word and its partners', in 2025 by its partners' alone.
    assert "from 28.3–32.1 % in 2015 to 45.5 % in 2025" in _said(page.answer[2:3])


def test_russia_supplied_what_the_register_says(page):
    table = _table(page, "arms", "arms-suppliers")
    assert _value(table, "Russia", "2015–19").value == pytest.approx(2405.6 / 3341.35)
    assert _value(table, "Volume, million TIV", "2015–19").value == pytest.approx(3341.35)


def test_the_thin_year_2020_is_flagged_with_its_volume(page):
    assert any("2020 (32.5)" in caveat for caveat in _section(page, "arms").caveats)


def test_trade_with_china_and_the_united_states_is_that_of_the_latest_year_told(page, store):
    table = _table(page, "trade", "trade-partners")
    sold = _value(table, "United States", "Sold to").value, _value(table, "China", "Sold to").value
    assert sold == (pytest.approx(159.4e9, rel=1e-3), pytest.approx(71.7e9, rel=1e-3))
    assert "as compiled or reconciled" in table.caption
    before = trade.section(Study(store, "VNM", as_of=2022)).parts[0]
    sold = (
        _value(before, "United States", "Sold to").value,
        _value(before, "China", "Sold to").value,
    )
    assert sold == (pytest.approx(77.2e9, rel=1e-3), pytest.approx(49.1e9, rel=1e-3))
    assert "as the state itself tells it" in before.caption
    assert table.rows[0][0] == "China"
    balance = {
        row["year"]: row["value"]
        for row in _chart(page, "trade", "trade-balance").data
        if row["series"] == "China"
    }
    assert balance[2010] == pytest.approx(-12.7, abs=0.05)
    assert balance[2015] == pytest.approx(-32.9, abs=0.05)


def test_japan_gave_half_of_the_aid_and_negative_years_have_no_shares(page):
    section = _section(page, "aid")
    assert "Japan gave 51.0 % of net bilateral aid" in _said(section.lead)
    assert any("2021 and 2022" in caveat for caveat in section.caveats)
    assert _value(_table(page, "aid", "aid-donors"), "Japan", "2019–23").status == "undefined"


def test_non_aggression_pacts_are_not_sold_as_security_ties(page):
    section = _section(page, "disputes")
    assert _value(_table(page, "disputes", "pacts"), "non-aggression pact", "Partners").value == 35
    assert _value(_table(page, "disputes", "pacts"), "defence pact", "Partners").value == 0
    assert "Non-aggression obliges nobody to fight." in _said(section.lead)


def test_the_last_rival_is_told_without_a_number_and_with_its_source(page):
    lead = _section(page, "disputes").lead
    assert "The last rival, until 1991, was China; records end in 2020." in _said(lead)
    cells = [cell for sentence in lead for cell in sentence]
    until = next(cell for cell in cells if isinstance(cell, Number) and cell.text == "1991")
    assert next(note for note in page.notes if note.number == until.note).source.startswith("rival")


def test_votes_are_told_raw_and_beyond_chance_with_the_reason_why_they_differ(page):
    section = _section(page, "votes")
    said = _said(section.lead)
    assert "the United States in 6.3 %, China in 93.4 %" in said
    assert "beyond chance, agreement (κ) is −0.03 with the United States, 0.35 with China" in said
    assert "voted yes in 95.2 % of its votes" in said
    drawn = {row["state"]: row["value"] for row in _chart(page, "votes", "votes-map").data}
    assert drawn["CHN"] == pytest.approx(0.934, abs=1e-3)
    assert len(drawn) > 180


def test_the_habit_that_agreement_comes_from_is_that_of_the_state(store, page):
    said = _said(_section(page, "votes").lead)
    assert "who mostly votes no disagrees with it" in said
    assert "who mostly votes yes agrees by habit" in said
    said = _said(alignment.section(Study(store, "USA")).lead)
    assert "who mostly votes yes disagrees with it" in said
    assert "who mostly votes no agrees by habit" in said


def test_a_tie_is_told_from_the_side_for_which_it_weighs_more(store):
    said = _said(trade.section(Study(store, "USA", as_of=2024)).lead)
    assert "The tie with Mexico weighs 4.2 times as much for Mexico (66.3 % of its trade)" in said
    assert "as for the United States (15.8 %)" in said
    said = _said(trade.section(Study(store, "VNM", as_of=2020)).lead)
    assert "times as much for Viet Nam (" in said


def test_years_of_which_too_little_is_told_are_not_in_the_long_run(store):
    study = Study(store, "USA")
    chart = next(part for part in trade.section(study).parts if part.id == "trade-long-run")
    years = {row["year"] for row in chart.data if row["value"] is not None}
    told = study.flow("exports").shares.filter(pl.col("state_of_share") == "too little known")
    assert not told.is_empty()
    assert not years & set(told["year"])
    assert "enough of it is told" in chart.caption


def test_the_largest_loss_has_its_years(page):
    said = _said(page.answer[3:4])
    assert said.startswith("If all trade with China stopped, −33.4 % (−46 to −23) of real income")
    assert "trade of 2023" in said
    assert said.endswith("34.2 % of arms, as in 2020–24.")


def test_arms_of_years_before_the_register_are_told_from_the_tables(store):
    study = Study(store, "VNM", as_of=1990)
    _, whom = lines.answer(study)[0]
    assert _said([whom]).startswith("Arms from the Soviet Union (100.0 % in 1986–90")
    assert {note.source for note in study.ledger.notes} >= {"sipri_arms_tables"}
    now = Study(store, "VNM").flow("arms")
    assert now.evidence.holding.source == "sipri_arms"
    assert now.evidence_of(1990).holding.source == "sipri_arms_tables"


def test_a_pole_is_told_that_it_is_one(store, page):
    said = _said(hedging.section(Study(store, "USA")).lead)
    assert "is itself one of the rivals, with China" in said
    said = _said(_section(page, "hedging").lead)
    assert "the strongest rivalry among major powers" in said


def test_unnamed_partners_are_said_to_count_as_one_where_there_are_any(page):
    caption = _table(page, "overview", "independent-partners").caption
    assert "Partners who are not named (aid" in caption
    assert (
        "Partners who are not named (aid" in _chart(page, "overview", "effective-partners").caption
    )


def test_names_stand_in_phrases_with_their_articles(store):
    study = Study(store, "USA")
    table = next(part for part in trade.section(study).parts if part.id == "trade-partners")
    assert table.title == "Trade partners of the United States, 2025"
    assert "Share of the United States' trade" in table.head
    overview.section(study)
    assert not any("2025–2025" in note.what for note in study.ledger.notes)


def test_hedging_parts_add_up_to_one_on_every_point_of_the_path(page):
    path = _chart(page, "hedging", "hedging-triangle").data
    assert len(path) >= 5
    for row in path:
        assert row["balance"] + row["tilt"] + row["offset"] == pytest.approx(1)


def test_rivals_can_be_named(store):
    section = _section(brief(store, "VNM", rivals=("USA", "JPN")), "hedging")
    assert "Between the United States and Japan, the ties" in _said(section.lead)


def test_a_rival_does_not_hedge_between_itself_and_another(store):
    assert "is itself one of the rivals" in _said(
        _section(brief(store, "CHN", rivals=("USA", "CHN")), "hedging").lead
    )


def test_partners_who_vote_alike_count_as_less_than_two(page):
    table = _table(page, "overview", "independent-partners")
    known = [row for row in table.rows if row[2].value is not None]
    assert [row for row in table.rows if row not in known and "2025" not in row[0]] == []
    assert len(known) >= 2  # no votes of 2025 are held
    for row in known:
        assert 1 <= row[2].value <= row[1].value


def test_what_is_not_covered_is_said_and_is_no_zero(page, store):
    then = overview.section(Study(store, "VNM", as_of=2024)).parts[0]
    cell = _value(then, "Russia", "Exports, 2023")
    assert (cell.value, cell.status, cell.text) == (None, "not covered", "not covered")
    cell = _value(_table(page, "overview", "who-brings-what"), "Japan", "Arms, 2020–24")
    assert (cell.value, cell.status) == (0.0, "none")


@pytest.mark.parametrize("state", ["VNM", "KAZ", "USA", "SUN", "DDR", "TWN", "ATG", "TUV"])
def test_every_number_has_a_footnote_that_is_there(store, state):
    made = brief(store, state)
    numbers = {note.number for note in made.notes}
    assert all(number.note in numbers for number in made.numbers())
    for section in made.sections:
        for part in section.parts:
            if isinstance(part, Chart):
                assert part.notes
                assert set(part.notes) <= numbers
    render.html(made)


def test_the_command_of_the_first_footnote_gives_the_first_number(page, tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    arguments = [*shlex.split(page.notes[0].command)[1:], "--format", "csv"]
    rows = pl.read_csv(CliRunner().invoke(main, arguments).stdout.encode())
    russia = rows.filter(pl.col("partner") == "RUS")["share"][0]
    assert russia == next(page.numbers()).value


def test_as_of_a_year_nothing_later_is_used(store):
    made = brief(store, "VNM", as_of=2015)
    charts = [
        part for section in made.sections for part in section.parts if isinstance(part, Chart)
    ]
    rows = [row for chart in charts for row in chart.data if "year" in row]
    forecast = [row for row in rows if "median" in row]
    assert max(row["year"] for row in rows if row not in forecast) <= 2015
    assert forecast
    assert {row["happened"] for row in forecast} == {None}
    assert _said(made.answer[:1]).startswith("Arms from Russia (91.1 % in 2011–15")
    assert any("2015" in choice for choice in made.choices)


def test_a_state_outside_the_excerpt_is_told_how_to_add_the_file(store):
    section = _section(brief(store, "USA"), "arms")
    assert "does not hold the United States" in _said(section.lead)
    assert "counterpoise add sipri_arms FILE" in _said(section.lead)
    assert section.parts == ()


def test_a_bloc_counts_as_one_partner_when_asked_and_the_page_says_so(store):
    apart, together = brief(store, "VNM"), brief(store, "VNM", blocs=("EU",))
    assert any("EU" in choice for choice in together.choices)
    partners = [row[0] for row in _table(together, "overview", "who-brings-what").rows]
    assert "EU" in partners
    assert "Germany" not in partners
    assert "Germany" in [row[0] for row in _table(apart, "overview", "who-brings-what").rows]


def test_a_comparison_gives_each_state_the_figures_of_its_brief(store, page):
    made = compare(store, ["VNM", "IDN", "KAZ"])
    imports = _table(made, "imports", "imports-compared")
    assert [row[:2] for row in imports.rows] == [
        ("Viet Nam", "2025"), ("Indonesia", "2025"), ("Kazakhstan", "2023")
    ]  # fmt: skip
    assert "the years differ" in imports.caption
    alone = _value(_table(page, "overview", "one-loss"), "Imports, 2025", "Lost with it")
    assert imports.rows[0][3].value == alone.value
    assert (imports.rows[2][2], imports.rows[2][3].text) == ("China", "32.4\u00a0%")
    assert _table(made, "arms", "arms-compared").caption == ""
    assert "those of the year named" in _table(made, "hedging", "hedging-compared").caption


@pytest.mark.parametrize("states", [["VNM"], ["VNM", "VNM"], ["VNM"] * 9])
def test_a_comparison_of_one_or_of_twins_is_refused(store, states):
    with pytest.raises(UsageError):
        compare(store, states)


REGISTER = """\
Transfers of major conventional arms from All countries  to All countries . Deals with deliveries \
made for the year range '2010' to '2019';
Data generated: 1 Mar 2027 10:00:00 AM;
SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,\
Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,\
Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production;
"""
DEAL = "{id},{supplier},Peru,X,Y,{category},2009,No,1,No,{year},No,New,1,60,60,No;\n"


def test_markup_in_a_publishers_file_reaches_the_page_as_text(tmp_path):
    hostile = "<script>alert(1)</script><b onclick=x>"
    deals = [
        DEAL.format(id=year, supplier=f"{hostile}*", category=hostile, year=year)
        for year in range(2010, 2020)
    ]
    path = tmp_path / "register.csv"
    path.write_text(REGISTER + "".join(deals), encoding="ascii")
    store = Store((tmp_path / "store", embedded_folder()))
    build.add(store, "sipri_arms", [path])
    made = render.html(brief(store, "PER"))
    assert "&lt;script&gt;" in made, "the name is on the page"
    assert "<script" not in made
    assert "<b onclick" not in made


@pytest.mark.parametrize("rivals", [("USA",), ("USA", "USA")])
def test_rivals_are_two(store, rivals):
    with pytest.raises(UsageError, match="two to 12 rivals"):
        brief(store, "VNM", rivals=rivals)


def test_a_year_before_anything_of_the_rivals_is_known_has_a_page(store):
    assert _said(brief(store, "VNM", as_of=1950).answer[:1]) == (
        "No channel of Viet Nam is told of well enough to name a leader."
    )


def test_whoever_led_a_window_has_a_row(page):
    suppliers = _table(page, "arms", "arms-suppliers")
    soviet = _value(suppliers, "Soviet Union", "1990–94")
    assert soviet.text.replace("\u00a0", " ") == "100.0 %"


def test_a_table_of_some_partners_says_of_how_many(page: Page) -> None:
    captions = {
        part.id: part.caption
        for section in page.sections
        for part in section.parts
        if isinstance(part, Table)
    }
    shown = r"Shown: (\d+) of ([\d,]+) "
    for name in ("trade-partners", "arms-suppliers", "disputes-opponents", "cutoff-partners"):
        told = re.search(shown, captions[name])
        assert told, name
        assert int(told[1]) < int(told[2].replace(",", ""))
