import json
import re

import pytest
from rich.console import Console

from counterpoise.printable import number_of
from counterpoise.report import charts, render, wording
from counterpoise.report.pages import Chart, Note, Number, Page, Section, SourceCard, Table
from counterpoise.report.render.html import figures

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}\u202e"


def _page(text: str) -> Page:
    number = Number(0.5, text, text, note=1, bar=0.5)
    chart = Chart(
        "c", "dumbbell", text, text,
        ({"partner": text, "here": 0.2, "there": 0.1, "ends": (text, "after")},), caption=text,
    )  # fmt: skip
    table = Table("t", text, (text, text), ((text, number), (number, text)), caption=text)
    section = Section("s", text, ((text, number),), (table, chart), (text,))
    note = Note(1, text, text, text, text, 3, text)
    card = SourceCard(text, text, text, text, (1990, 2000), text, text, text, "https://example.org")
    return Page(
        "brief",
        ("VNM",),
        text,
        text,
        ((text, number),),
        (text,),
        (section,),
        (note,),
        (card,),
        text,
    )


def test_no_markup_of_any_field_reaches_the_page():
    html = render.html(_page(HOSTILE))
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror=alert(1)>" not in html
    assert "{{" in html, "the text itself is still there, as text"
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", html)[0]


def test_the_page_asks_for_nothing_from_outside():
    html = render.html(_page("plain"))
    loaded = re.findall(r"""(?:src|href|url)\s*=\s*["']?([^"'\s>]+)""", html)
    assert all(target.startswith(("#", "https://example.org")) for target in loaded)
    assert "@import" not in html
    assert "url(" not in html.replace("url(#", "")


def test_charts_take_their_colours_from_the_page_so_that_dark_follows():
    svg = charts.svg(_page("plain").sections[0].parts[1], charts.WIDE)
    assert "var(--s1)" in svg
    assert "#0102" not in svg
    assert "viewBox" in svg


def test_every_number_points_at_a_footnote_that_is_there():
    html = render.html(_page("plain"))
    for target in set(re.findall(r'href="#(note-\d+)"', html)):
        assert f'id="{target}"' in html


def test_json_holds_the_unrounded_value_and_the_footnote():
    told = json.loads(render.as_json(_page("plain")))
    assert told["ok"] is True
    assert told["answer"][0][1] == {
        "value": 0.5, "text": "plain", "unit": "plain", "status": "shown", "note": 1, "bar": 0.5,
    }  # fmt: skip


def test_the_terminal_shows_text_tables_and_sources(capsys):
    render.text(_page("plain"), Console(width=100))
    out = capsys.readouterr().out
    assert "plain [1]" in out
    assert "[1] plain plain: plain; 3 rows" in out


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5567, "55.7 %"), (1.0, "100.0 %"), (0.0001, "<0.1 %"), (0.0, "–"), (None, "not covered"),
    ],
)  # fmt: skip
def test_shares_are_written_with_one_decimal_and_what_is_unknown_is_not_zero(value, text):
    assert wording.percent(value).text == text.replace(" %", "\u00a0%")


@pytest.mark.parametrize("status", ["suppressed", "undefined", "not covered", "not held"])
def test_every_kind_of_absence_has_its_own_word(status):
    number = wording.percent(None, status=status)
    assert number.value is None
    assert number.status == status
    assert number.text == wording.ABSENT[status]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (75.3e9, "$75.3 bn"), (-42.0e9, "−$42.0 bn"), (1.2e12, "$1.2 tn"), (950_000, "$950.0 k"),
        (7, "$7"), (0, "–"), (None, "not covered"),
    ],
)  # fmt: skip
def test_dollars_are_written_in_the_largest_unit(value, text):
    assert wording.dollars(value).text.replace("\u00a0", " ") == text


def test_spans_keep_the_century_only_where_it_changes():
    assert wording.span(2015, 2019) == "2015–19"
    assert wording.span(1995, 2004) == "1995–2004"
    assert wording.span(2019, 2019) == "2019"


def test_a_single_year_or_row_is_not_written_as_several():
    assert number_of(1, "row") == "1 row"
    assert number_of(2410, "row") == "2,410 rows"
    assert number_of(0, "row") == "0 rows"


def test_a_name_that_ends_in_s_takes_only_an_apostrophe():
    assert wording.possessive(wording.place("USA")) == "the United States'"
    assert wording.possessive(wording.place("VNM")) == "Viet Nam's"


def test_backticks_in_captions_and_caveats_become_code_and_nothing_else():
    made = render.html(_page("Use `counterpoise add` first, `"))
    assert '<p class="caption">Use <code>counterpoise add</code> first, `</p>' in made
    assert "<li>Use <code>counterpoise add</code> first, `</li>" in made
    assert "<figcaption>Use <code>counterpoise add</code> first, `" in made


def test_markup_between_backticks_stays_text():
    made = render.html(_page(f"`{HOSTILE}`"))
    assert "<code>&lt;script&gt;" in made
    assert "<script" not in made
    assert "<img" not in made


def test_one_figure_a_year_of_a_few_is_a_row_for_each_year():
    data = tuple(
        {"series": name, "id": name, "year": year, "value": float(year), "axis": "x"}
        for name in ("A", "B")
        for year in (2019, 2020)
        if (name, year) != ("B", 2019)
    )
    heads, rows = figures(Chart("c", "lines", "", "", data))
    assert heads == ["year", "A", "B"]
    assert rows == [[2019, 2019.0, None], [2020, 2020.0, 2020.0]]


def test_what_has_two_figures_of_one_year_keeps_a_row_for_each():
    data = tuple({"series": "A", "year": 2020, "value": value} for value in (1.0, 2.0))
    assert figures(Chart("c", "lines", "", "", data)) == (
        ["series", "year", "value"], [["A", 2020, 1.0], ["A", 2020, 2.0]],
    )  # fmt: skip
