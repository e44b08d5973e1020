"""The page on two states: each figure is the one of the state's own page, and both ways are told."""

import pytest

from counterpoise.errors import UsageError
from counterpoise.measures.views import view
from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.ledger import Ledger
from counterpoise.report.pages import Number, Page, Table
from counterpoise.report.pair import pair
from counterpoise.report.render import as_json
from counterpoise.report.sections.pair import standing, timeline, trade, votes
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.state.channels import told_flows
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder

STORE = Store((embedded_folder(),)).steady()
pytestmark = pytest.mark.evidence


def _couple(one: str, other: str, as_of: int | None = None) -> Couple:
    ledger, both = Ledger(), (one, other)
    return Couple(*(Study(STORE, each, as_of, ledger=ledger, beside=both) for each in both))


@pytest.fixture(scope="module")
def page() -> Page:
    return pair(STORE, "Viet Nam", "China", as_of=2020)


def _table(page: Page, key: str) -> Table:
    return next(part for section in page.sections for part in section.parts
                if isinstance(part, Table) and part.id == key)  # fmt: skip


@pytest.mark.parametrize("name", ["imports", "exports"])
def test_a_part_is_the_share_that_the_brief_of_the_state_shows(name: str) -> None:
    couple = _couple("VNM", "CHN")
    for study, partner in couple.ways():
        flow, year = told_flows(Study(STORE, study.state))[name]
        shares = dict(flow.year(year).select(view(name).over, "share").iter_rows())
        part = couple.part(study, name)
        assert part is not None
        assert (part.year, part.share) == (year, shares[partner.state])


def test_both_accounts_of_2019_stand_with_their_gap(page: Page) -> None:
    rows = {row[0]: row for row in _table(page, "accounts-chn-vnm").rows}
    told = [cell.text for cell in rows["2019"] if isinstance(cell, Number)]
    assert told[:2] == ["$98.0\u00a0bn", "$75.5\u00a0bn"]  # China's exports, Viet Nam's imports
    assert told[2].startswith("−23.0")


def test_who_leads_since_when_is_an_event_and_so_is_a_pact(page: Page) -> None:
    events = {(row[0], row[1]) for row in _table(page, "timeline").rows}
    assert ("2003", "Non-aggression pact begins") in events
    assert ("1979", "War between them") in events
    assert any(year == "2003" and "first source of Viet Nam's imports" in str(words)
               for year, words in events)  # fmt: skip


def test_what_was_signed_stands_with_its_day_or_name_beside_what_is_in_force() -> None:
    told = list(timeline.events(_couple("VNM", "JPN", as_of=2020)))
    events = {(event.year, event.words) for event in told}
    assert {
        (2003, "They sign an agreement on investment, or with provisions on it, on 14 November"),
        (2004, "Investment treaty in force"),
        (2008, "They sign a trade agreement: Japan Vietnam"),
        (2016, "They sign a trade agreement: Transpacific Partnership (TPP)"),  # never in force
    } <= events
    assert all(event.note for event in told if "sign" in event.words)


def test_turned_round_the_page_tells_the_same(page: Page) -> None:
    turned = pair(STORE, "CHN", "VNM", as_of=2020)
    here, there = (
        {row[0]: [cell.text for cell in row if isinstance(cell, Number)]
         for row in _table(one, "losses").rows}
        for one in (page, turned)
    )  # fmt: skip
    assert here == there
    assert {one.id for one in page.sections} == {one.id for one in turned.sections}


def test_what_is_not_known_as_of_a_year_is_no_event() -> None:
    found = list(timeline.events(_couple("VNM", "CHN", as_of=1990)))
    assert found
    assert max(event.year for event in found) <= 1990


def test_with_a_state_that_ended_all_is_of_its_time() -> None:
    page = pair(STORE, "USA", "SUN")
    assert page.as_of == 1991
    assert "ended in 1991" in "".join(map(str, page.answer[0]))
    assert max(int(str(row[0])) for row in _table(page, "accounts-usa-sun").rows) <= 1991


def test_of_two_without_trade_nothing_is_made_up() -> None:
    couple = _couple("NRU", "SUN", as_of=1991)
    assert trade.accounts(couple.one, couple.other).height == 0
    assert trade.section(couple).parts == ()


def test_a_state_is_no_pair_with_itself() -> None:
    with pytest.raises(UsageError, match="two states"):
        pair(STORE, "VNM", "Viet Nam")


def test_a_page_says_the_same_after_those_on_each_of_the_two() -> None:
    """What other pages asked is not asked again, and one at a time as the two together."""
    store = Store((embedded_folder(),)).steady()
    for state in ("TUV", "FJI"):
        brief(store, state)
    assert as_json(pair(store, "TUV", "FJI")) == as_json(pair(STORE, "TUV", "FJI"))


def test_what_is_estimated_or_of_another_table_is_said_of_the_two_as_of_each() -> None:
    couple = _couple("VNM", "CHN")
    china = "".join(getattr(cell, "text", cell) for cell in standing.answer(couple)[0])
    assert "2025, of which 89\u00a0% are told, as its partners tell it, in part estimated;" in china
    assert "2025-exports) are in part estimated" in " ".join(trade.section(couple).caveats)
    assert "UN Digital Library" in " ".join(votes.section(couple).caveats)
    before = votes.section(_couple("USA", "SUN", as_of=1991))
    assert "UN Digital Library" not in " ".join(before.caveats)


def test_of_two_of_whom_no_share_is_told_the_answer_says_so_and_bewares_of_nothing_unseen() -> None:
    page = pair(STORE, "SSD", "SDN")
    assert page.answer[0] == ("Of trade, arms and capital between them no share is told.",)
    told = next(section for section in page.sections if section.id == "trade")
    assert "2025" not in " ".join(told.caveats)
