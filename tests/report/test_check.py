"""The page on statements checked: what it says of the two articles, and of what is out to harm it."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from counterpoise import sources
from counterpoise.panel.store import Store
from counterpoise.report import charts, render
from counterpoise.report import check as pages
from counterpoise.report.charts.readings import readings
from counterpoise.report.pages import JUDGED, Chart, Number, Section, Table
from counterpoise.report.sections.statements import checked as sections
from counterpoise.report.sections.statements.said import LONGEST, plain
from counterpoise.report.verbs.pages import check as asked
from counterpoise.settings import embedded_folder
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import Checked
from counterpoise.statements.reading.reader import (
    ANOTHER,
    QUOTED,
    Candidate,
    Found,
    RoleReader,
    Unread,
)
from counterpoise.statements.statement import Position, Statement
from counterpoise.statements.statement_file import read

LEDGER = Path(__file__).parents[2] / "examples" / "vietnam_balancing.toml"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>'


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(scope="module")
def checked(store) -> tuple[Checked, ...]:
    return check(store, read(LEDGER).statements)


@pytest.fixture(scope="module")
def page(store, checked) -> pages.CheckedPage:
    return pages.page(store, "Two articles", checked)


@pytest.fixture(scope="module")
def told(page) -> dict[str, str]:
    """Return all words of each statement's section."""
    return {section.short: words(section) for section in page.sections}


def words(section: Section) -> str:
    cells = [cell for sentence in section.lead for cell in sentence]
    for part in section.parts:
        if isinstance(part, Table):
            cells += [part.title, part.caption, *(cell for row in part.rows for cell in row)]
    shown = [cell.text if isinstance(cell, Number) else cell for cell in cells]
    return " ".join([section.title, *shown, *section.caveats])


def table(page: pages.CheckedPage, name: str, kind: str = "readings") -> dict[str, str]:
    """Return the figure of every reading in a statement's table."""
    section = next(section for section in page.sections if section.short == name)
    part = next(part for part in section.parts if part.id == f"{section.id}-{kind}")
    assert isinstance(part, Table)
    figure = part.head.index("Figure")
    return {str(row[0]): str(row[figure]) for row in part.rows}


def settles(page: pages.CheckedPage, name: str) -> dict[str, tuple[str, ...]]:
    """Return by choice which values hold, fail and depend."""
    section = next(section for section in page.sections if section.short == name)
    part = next(part for part in section.parts if part.id.endswith("-settles"))
    assert isinstance(part, Table)
    return {str(row[0]): tuple(map(str, row[1:])) for row in part.rows}


def verdicts(page: pages.CheckedPage) -> dict[str, str]:
    part = page.sections[0].parts[0]
    assert isinstance(part, Table)
    found = {}
    for row in part.rows:
        assert isinstance(row[1], Number)
        found[str(row[0])] = row[1].status
    return found


class Seen(HTMLParser):
    """What a browser would make elements, attributes and text of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.events: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or "javascript:" in (value or ""):
                self.events.append(f"{name}={value}")
            if name == "id":
                self.ids[value] += 1
            if name == "href":
                self.links.append(value)

    def handle_data(self, data):
        self.text += data


def test_every_verdict_is_on_the_page_with_what_it_rests_on(page, checked) -> None:
    assert verdicts(page) == {one.statement.id: one.verdict for one in checked}
    for one, section in zip(checked, page.sections[2:], strict=True):
        first = section.lead[0][0]
        assert isinstance(first, Number)
        assert first.text.lower() == one.told
        assert first.status == one.verdict
        assert (first.note is None) == (one.verdict == "cannot tell")
    assert sum(list(map(int, re.findall(r"\d+", page.answer[0][0])))[1:]) == len(checked) == 55


def test_85_per_cent_from_russia_depends_and_shows_every_reading_that_decides(page, told) -> None:
    then = table(page, "B14")
    assert verdicts(page)["B14"] == "depends"
    assert then["1995–2019, SIPRI register"] == "83.5 %"
    assert then["2015–19, SIPRI register"] == "72.0 %"
    assert then["2019, SIPRI register"] == "86.0 %"
    stocks = [figure for name, figure in then.items() if "stock" in name and "alone" in name]
    assert [stocks[0], stocks[-1]] == ["82.5 %", "86.5 %"]
    both = [figure for name, figure in then.items() if name.startswith("1995–2019, with Belarus")]
    assert both == ["88.8 %", "89.0 %"]
    assert settles(page, "B14")["years"] == ("2019", "2015–19", "2010–19; 1995–2019; 1950–2019")
    assert "2008 and 2010–16 (SIPRI register and SIPRI tables, windows of 5 years)" in told["B14"]


def test_100_billion_holds_of_the_last_year_and_held_from_2018(page, told) -> None:
    assert verdicts(page)["B5"] == "holds"
    assert "In 2019 Viet Nam's trade with China came to $116.9 billion" in told["B5"]
    assert "Through the years it held in 2018–20, 2023 and 2025" in told["B5"]


def test_rows_that_end_before_the_time_spoken_of_are_shown_and_decide_nothing(page, told) -> None:
    assert verdicts(page)["A12"] == "holds"
    assert not any("COW trade" in name for name in table(page, "A12"))
    assert any("COW trade" in name for name in table(page, "A12", "others"))
    assert told["A12"].count("lacks years of") == 1
    assert "lacks years of 2005–15 and 2006–16" in told["A12"]


def test_no_id_of_a_source_stands_for_its_name_in_a_reading(page, store) -> None:
    ids = {held.source for held in store.holdings()}
    for part in (part for section in page.sections for part in section.parts):
        names = [str(row[0]) for row in part.rows] if isinstance(part, Table) else []
        if isinstance(part, Chart):
            names = [row["reading"] for row in part.data]
        elif isinstance(part, Table) and part.id.endswith("-settles"):
            names = [str(cell) for row in part.rows for cell in row]
        elif isinstance(part, Table):
            names.append(part.caption)
        assert not [one for one in ids if one in " ".join(names)], part.id


def test_every_source_has_a_short_name_of_its_own() -> None:
    assert set(sections.SHORT) == set(sources.IDS)
    assert len(set(sections.SHORT.values())) == len(sections.SHORT)
    assert max(map(len, sections.SHORT.values())) <= 20


def test_what_is_folded_says_what_is_known_today_once(page) -> None:
    folded = [part.folded for section in page.sections for part in section.parts
              if isinstance(part, Table) and part.folded]  # fmt: skip
    assert "22 more readings with what is known today" in folded
    assert "1 more readings" not in " ".join(folded)
    for told in folded:
        count = re.match(r"(\d+) more readings?(?:, (\d+) of them)?", told)
        assert count, told
        assert count[1] != count[2]


def test_labels_of_an_axis_do_not_run_into_each_other(page) -> None:
    chart = next(part for section in page.sections if section.short == "B14"
                 for part in section.parts if isinstance(part, Chart))  # fmt: skip
    points = readings(chart.data, charts.WIDE)["layer"][1]
    assert points["encoding"]["x"]["axis"]["labelOverlap"] is True


def test_challenged_by_three_powers_fails_and_says_which_wars_and_when(page, told) -> None:
    assert verdicts(page)["B2"] == "fails"
    for said in ("1946-54 with France", "1965-73 with the United States", "1979 with China"):
        assert said in told["B2"]


def test_what_can_not_be_told_says_what_is_missing_once(page, checked, told) -> None:
    for one in checked:
        if one.verdict == "cannot tell":
            for gap in one.missing:
                assert told[one.statement.id].count(gap) == 1, one.statement.id


def test_readings_stand_in_order_and_say_their_margin(page) -> None:
    section = next(section for section in page.sections if section.short == "B14")
    part = next(part for part in section.parts if part.id.endswith("-readings"))
    assert isinstance(part, Table)
    said = [row[2].text for row in part.rows if isinstance(row[2], Number)]
    assert said == ["fails"] * 9 + ["holds"] * 13
    assert (part.rows[0][3], part.rows[-1][3]) == ("−13.4 points", "+15.0 points")


def test_a_chart_has_few_footnotes_and_as_many_points_as_readings(page) -> None:
    drawn = [part for section in page.sections for part in section.parts if isinstance(part, Chart)]
    assert len(drawn) > 20
    for chart in drawn:
        assert 1 <= len(chart.notes) <= sections.MARKED
        assert len(chart.data) <= sections.LISTED
        assert all(row["verdict"] in JUDGED for row in chart.data)
    for chart in drawn[:3]:
        for width in charts.widths(chart):
            drawing = ElementTree.fromstring(charts.svg(chart, width))
            assert drawing.tag.endswith("svg")


def test_every_mark_leads_to_a_note_and_every_id_is_one(page) -> None:
    # The drawings are tested above; here they would only take time.
    seen = Seen(render.html(without_charts(page)))
    assert [name for name, count in seen.ids.items() if count > 1] == []
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert seen.tags["h2"] == len(page.sections) + 1


def test_every_statement_is_closed_until_the_ledger_or_a_reader_opens_it(page) -> None:
    html = render.html(without_charts(page))
    anchors = [section.id for section in page.sections if section.closed]
    assert len(anchors) == 55
    for anchor in anchors:
        # The anchor stands inside, so that a link opens it without a script.
        assert re.search(
            rf'<details class="one"><summary>(?:(?!<details).)*id="{anchor}"', html, re.S
        )
        assert f'<a href="#{anchor}">' in html


def test_an_older_year_stands_beside_the_verdict(page) -> None:
    ledger = page.sections[0].parts[0]
    (row,) = [row for row in ledger.rows if row[0] == "A5"]
    assert row[1].text == "fails as of 2012"


def test_of_a_text_the_speakers_own_sentence_comes_first_then_the_reading_then_the_verdict(
    store, checked
) -> None:
    one = checked[1]
    read = Candidate(
        one.statement, "Hanoi’s\u202e arms are <b>Russian</b>.", 0.8, ("arms",), ("all",)
    )
    made = pages.page(store, "text", (one,), found=Found((read,), (), 1, (), "grammar"))
    said, reading, told, *_ = made.sections[-1].lead
    assert said[0].startswith("“Hanoi’s� arms are <b>Russian</b>.”")
    assert reading[0].startswith(f"Read as: {one.statement.text}")
    assert "Filled in: all. Confidence 80 %." in reading[0]
    assert told[0].text == "Holds"
    assert "<b>" not in render.html(without_charts(made))


def test_what_is_only_proposed_or_not_read_has_its_sentence_first_and_why_last(
    store, checked
) -> None:
    one = replace(checked[0].statement, id="L11-4")
    sentence = "It is said to be so. " * 40
    told = Candidate(one, sentence, 0.94, ("so",), ("as before", QUOTED), frozenset({ANOTHER}))
    low = Candidate(replace(one, id="L12-5"), "It may be so.", 0.668, ("so",), ())
    left = Unread("Nobody knows.", Position(10, 23, 7), "no time")
    made = pages.page(store, "text", (), found=Found((told, low), (left,), 3, (), RoleReader.name))
    proposed, unread = (section.parts[0] for section in made.sections)
    assert proposed.head == ("", "What was said", "Read as", "Why not judged")
    assert [row[3] for row in proposed.rows] == [
        "another says so, not the text; confidence 94 %; filled in: as before",
        "confidence 67 %",
    ]
    assert len(proposed.rows[0][1]) == LONGEST
    assert unread.rows == (("7", "Nobody knows.", "No time."),)
    assert "Read by the rules of this package." in made.sections[1].lead[0][0]
    assert any("not that it is true" in choice for choice in made.choices)
    html = render.html(made)
    assert '<th scope="row" class="short">L11-4</th>' in html
    narrow = io.StringIO()
    render.text(made, Console(file=narrow, width=60))
    assert "L11-4 " in narrow.getvalue()


def without_charts(page: pages.CheckedPage) -> pages.CheckedPage:
    return replace(
        page,
        sections=tuple(
            replace(
                section, parts=tuple(part for part in section.parts if not isinstance(part, Chart))
            )
            for section in page.sections
        ),
    )


def test_json_holds_every_statement_and_every_reading(page, checked) -> None:
    content = json.loads(render.as_json(page), parse_constant=pytest.fail)
    assert [one["statement"]["id"] for one in content["statements"]] == [
        one.statement.id for one in checked
    ]
    for one, held in zip(checked, content["statements"], strict=True):
        assert len(held["readings"]) == len(one.tested)
        assert held["verdict"] == one.verdict
    assert content["all_judged"] is False
    assert {source["id"] for source in content["sources"]} >= {"sipri_arms", "cow_trade"}


def test_verdicts_are_coloured_on_a_terminal(page) -> None:
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=True, color_system="standard", width=120, no_color=False
    )
    render.text(replace(page, sections=page.sections[:1]), console)
    styled = stream.getvalue()
    for verdict, colour in (("holds", 32), ("fails", 31), ("depends", 33)):
        assert f"\x1b[{colour}m{verdict}" in styled


def hostile(store: Store) -> pages.CheckedPage:
    """Return a page on statements and a text that try to be markup."""
    said = Statement(
        f"a{SCRIPT}", f"t{SCRIPT}", "share", date(2020, 2, 26), "VNM", ("RUS",), "arms",
        comparison="at least", quantity=85, unit="%", note=f"n{SCRIPT}", items=(f"i{SCRIPT}",),
        needs=(f"m{SCRIPT}",),
    )  # fmt: skip
    told = replace(said, id=f"b{SCRIPT}", items=())
    beyond = Statement(
        f"c{SCRIPT}", f"t{SCRIPT}", "beyond", date(2020, 2, 26), "VNM", needs=(f"m{SCRIPT}",)
    )
    place = Position(0, 9, 1)
    found = Found(
        (Candidate(replace(told, position=place), SCRIPT, 0.9, (f"w{SCRIPT}",), (f"f{SCRIPT}",)),),
        (Unread(f"u{SCRIPT}", place, f"y{SCRIPT}"),),
        2,
        (f"o{SCRIPT}",),
        f"r{SCRIPT}",
    )
    judged = check(store, (said, told, beyond))
    return pages.page(store, f"p{SCRIPT}", judged, found=found)


def test_nothing_of_a_text_reaches_the_page_unescaped(store) -> None:
    seen = Seen(render.html(hostile(store)))
    assert seen.tags["script"] == seen.tags["img"] == seen.tags["iframe"] == 0
    assert seen.events == []
    for letter in "abctnmpuwfyor":
        assert f'{letter}"><script>alert(1)</script>' in seen.text.lower(), letter
    assert all(re.fullmatch(r"[\w-]+", name) for name in seen.ids)
    assert [name for name, count in seen.ids.items() if count > 1] == []


def test_labels_of_a_drawing_are_escaped() -> None:
    row = {"figure": 1.0, "verdict": "holds", "base": 0.5, "format": "~r", "axis": SCRIPT[:20]}
    data = tuple({**row, "reading": f"{SCRIPT[2:22]}{n}"} for n in range(3))
    drawing = charts.svg(Chart("c", "readings", "", "", data), charts.WIDE)
    assert not {node.tag.split("}")[1] for node in ElementTree.fromstring(drawing).iter()} & {
        "script",
        "img",
    }


def test_ids_that_would_be_one_anchor_stay_two(store) -> None:
    day = date(2020, 2, 26)
    names = ("a b", "a-b", "a/b", "é", "ü", "a b", "verdicts", "a-b-2")
    said = tuple(
        Statement(name, "text", "beyond", day, "VNM", needs=("a thing",)) for name in names
    )
    made = pages.page(store, "ids", check(store, said))
    anchors = [section.id for section in made.sections]
    assert len(set(anchors)) == len(anchors) == len(names) + 2


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\x1b", "\x07", "\x9b", "\u200b", "\ufeff"])
def test_letters_that_steer_are_seen_and_do_not_steer(letter: str) -> None:
    assert plain(f"a{letter}b\nc") == "a�b c"


def test_without_a_statement_the_page_says_so(store) -> None:
    made = pages.page(store, "none", (), found=Found((), (), 3, (), "grammar"))
    assert "No statement that evidence could test was found in 3 sentences" in str(made.answer)
    assert not pages.all_judged((), made.found)
    assert Seen(render.html(made)).tags["script"] == 0


def test_what_could_not_be_read_counts_as_not_judged(checked) -> None:
    held = tuple(one for one in checked if one.verdict == "holds")
    unread = Found((), (Unread("x", Position(0, 1, 1), "why"),), 1, (), "grammar")
    assert pages.all_judged(held)
    assert not pages.all_judged(held, unread)
    assert not pages.all_judged(checked)


def test_too_many_readings_are_cut_to_those_that_differ_most(checked) -> None:
    one = next(one for one in checked if len(one.then) > sections.LISTED)
    kept = sections._telling(one.then, 6)
    assert len(kept) == 6
    assert {each.verdict for each in kept} >= {"holds", "fails"}
    assert len({each.facets.get("channel") for each in kept}) > 1


def test_a_line_of_the_ledger_says_why_there_is_no_figure(store, checked, page):
    part = page.sections[0].parts[0]
    assert isinstance(part, Table)
    untold = [one for one in checked if one.verdict == "cannot tell" and one.shown == "–"]
    figures = {str(row[0]): str(row[3]) for row in part.rows}
    for one in untold:
        assert one.reason
        assert one.reason in one.why
        assert one.as_dict()["reason"] == one.reason
        told = sections.Citing(store).named(one.reason)
        assert figures[one.statement.id].removesuffix(" …") in told
        assert len(figures[one.statement.id]) <= 92
    assert untold
    assert not any(one.reason for one in checked if one.verdict != "cannot tell")


def test_a_page_of_statements_told_as_json_has_its_statements() -> None:
    told = json.loads(render.as_json(asked(Store((embedded_folder(),)), "imports\n")))
    assert {"ok", "statements", "read", "exit_code"} <= set(told)
