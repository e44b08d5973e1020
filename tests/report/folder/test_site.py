"""The folder of pages: links lead somewhere, figures are the brief's, nothing comes from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from counterpoise.errors import StoreError, UsageError
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.report.folder import changes, leaf, lists, numbers, writing
from counterpoise.report.folder.around import Around
from counterpoise.report.folder.build import MARK, build
from counterpoise.report.folder.plan import Plan, plan
from counterpoise.report.pages import Chart
from counterpoise.report.render.html import STYLING
from tests.report.every_kind import hostile
from tests.report.folder.conftest import BASE, STATES
from tests.report.test_pages_are_safe import Reader
from tools import links

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_link_leads_to_a_page_of_the_folder_and_nothing_is_loaded_from_elsewhere(built):
    assert links.broken(built.folder) == []
    assert not built.refused


def test_the_checker_of_links_finds_what_is_broken(tmp_path):
    (tmp_path / "a.html").write_text(
        '<a href="b.html">b</a><a href="#here">h</a><a href="/a.html">r</a><a href="../x.html">o</a>'
        '<script src="https://example.org/x.js"></script><a href="https://example.org">e</a>'
        '<i id="there"></i><a href="a.html#there">t</a>',
        encoding="utf-8",
    )
    assert [one.split(" ", 2)[2] for one in links.broken(tmp_path)] == [
        "b.html", "#here", "/a.html", "../x.html", "https://example.org/x.js",
    ]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_every_figure_is_the_briefs(built, store, state):
    page = brief(store, state)
    told = json.loads((built.folder / f"state/{state}.json").read_text(encoding="utf-8"))
    asked = json.loads(
        render.as_json(page),
        object_hook=lambda one: {name: told for name, told in one.items() if name != "bar"},
    )
    assert told["question"] == f"counterpoise brief {state}"
    for part in (asked["picture"], *(one for each in asked["sections"] for one in each["parts"])):
        for row in (part or {}).get("data", ()):
            for name in STYLING & set(row):
                del row[name]
    assert {**told, "question": ""} == asked
    drawn = (built.folder / f"state/{state}.html").read_text(encoding="utf-8")
    words = unescape(re.sub(r"<[^>]+>", "", drawn))
    assert [one.text for one in page.numbers() if one.text not in words] == []
    rows = csv.DictReader(io.StringIO((built.folder / f"state/{state}.csv").read_text("utf-8")))
    frame = page.frame()
    assert [row["text"] for row in rows] == [
        "'" + text if text[:1] in "=+-@" else text for text in frame["text"]
    ]


def test_of_one_no_page_speaks_as_of_several(built):
    found = {}
    for path in built.folder.rglob("*.html"):
        words = unescape(
            re.sub(
                r"<(?:style|script).*?</(?:style|script)>|<[^>]+>",
                " ",
                path.read_text("utf-8"),
                flags=re.S,
            )
        )
        one = re.findall(
            r"(?<![\w.,–—-])1 (?!(?:as|has|his|is|its|less|this|towards|us|was)\b)[a-z]+s\b", words
        )
        found |= {path.name: one} if one else {}
    assert found == {}


def test_a_states_first_partners_have_a_page_with_it_and_its_tables_lead_there(built):
    pairs = [path.stem for path in (built.folder / "pair/TUV").glob("*.html")]
    assert len(pairs) == 1
    page = (built.folder / "state/TUV.html").read_text(encoding="utf-8")
    assert f'href="../pair/TUV/{pairs[0]}.html"' in page
    ranking = (built.folder / "rank/shares-imports.html").read_text(encoding="utf-8")
    assert '<a href="../state/TUV.html">Tuvalu</a>' in ranking


def test_a_pair_is_written_once_whoever_of_the_two_is_asked(store):
    made = plan(store, ["CAN", "USA", "MEX"], pairs=2)
    pairs = [frozenset(one.subjects) for one in made.of("pair")]
    assert len(pairs) == len(set(pairs))
    assert frozenset(("CAN", "USA")) in pairs
    assert len({one.address for one in made.leaves}) == len(made.leaves)


def test_without_names_every_state_of_today_has_a_page(store):
    made = plan(store, pairs=1)
    assert len(made.of("state")) > 190
    assert {"TUV", "NRU", "VNM", "XKX"} <= {one.subjects[0] for one in made.of("state")}
    assert len(made.of("compare")) == 2


def test_the_search_knows_every_spelling_and_where_there_is_a_page(built):
    told = json.loads((built.folder / lists.INDEX).read_text(encoding="utf-8"))
    states = {one["id"]: one for one in told["states"]}
    assert states["SUN"]["page"] == "state/SUN.html"
    assert "USSR" in states["SUN"]["spellings"]
    assert states["SUN"]["until"] == 1991
    assert states["VNM"]["page"] is None
    script = (built.folder / "static/search.js").read_text(encoding="utf-8")
    assert json.loads(script.removeprefix("window.counterpoise = ").removesuffix(";\n")) == told


def test_without_an_address_on_the_web_nothing_names_one(built):
    assert not (built.folder / "sitemap.xml").exists()
    for path in built.folder.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        assert "canonical" not in head
        assert "og:" not in head
        assert '<meta name="description"' in head


def test_charts_are_files_with_colours_of_their_own_and_their_numbers_a_link_away(built, store):
    page = (built.folder / "state/TUV.html").read_text(encoding="utf-8")
    drawn = _charts(brief(store, "TUV"))
    apart = re.findall(r'<img src="([^"]+)" width="\d+" height="\d+" alt="[^"]+"', page)
    maps = [one for one in drawn if one.draw == "world_map"]
    assert len(apart) == len(drawn) - len(maps) - 1  # the first picture stands on the page
    for name in apart:
        drawing = (built.folder / "state" / name).read_text(encoding="utf-8")
        style, variables = (
            drawing.partition("</style>")[0],
            set(re.findall(r"var\((--\w+)", drawing)),
        )
        assert all(style.count(f"{one}:") == 2 for one in variables), name
        assert ElementTree.fromstring(drawing).tag.endswith("svg")
    told = (built.folder / "state/TUV/numbers.html").read_text(encoding="utf-8")
    assert re.findall(r"TUV/numbers.html#([^\"]+)\"", page) == re.findall(
        r'<section id="([^"]+)"', told
    )
    assert told.count("<table") == len(drawn)


def _charts(page):
    parts = (page.picture, *(part for section in page.sections for part in section.parts))
    return [part for part in parts if isinstance(part, Chart)]


def test_what_pages_share_is_written_once(built):
    for path in built.folder.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<style" not in page
        assert page.count('class="outlines"') <= 1
    assert (built.folder / "static/page.css").stat().st_size > 5_000


@pytest.fixture
def few(monkeypatch, store, home):
    """Plan a page of one state and nothing else, so that a folder is written in a moment."""
    monkeypatch.setenv("COUNTERPOISE_HOME", str(home))
    monkeypatch.setattr(
        "counterpoise.report.folder.build.plan",
        lambda *asked: Plan((leaf.of_state("SUN"),)),
    )

    def write(folder, **options):
        return build(store, folder, ["SUN"], workers=1, **options)

    return write


def test_with_an_address_pages_and_sitemap_name_it(few, tmp_path):
    folder = few(tmp_path / "site", base=BASE.rstrip("/")).folder
    page = (folder / "state/SUN.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{BASE}state/SUN.html">' in page
    assert f'<meta property="og:url" content="{BASE}state/SUN.html">' in page
    places = [one.text for one in ElementTree.parse(folder / "sitemap.xml").iter(f"{SITEMAP}loc")]
    assert f"{BASE}state/SUN.html" in places
    assert all((folder / place.removeprefix(BASE)).is_file() for place in places)
    pages = [one for one in folder.rglob("*.html") if one.stem != numbers.NAME]
    assert len(places) == len(set(places)) == len(pages)


@pytest.mark.parametrize("base", ["example.org", "ftp://example.org/", "https://", "javascript:x"])
def test_what_is_no_address_is_refused(few, tmp_path, base):
    with pytest.raises(UsageError, match="address of the site"):
        few(tmp_path / "site", base=base)
    assert list(tmp_path.iterdir()) == []


def test_the_feed_tells_which_figures_moved(few, tmp_path):
    folder = few(tmp_path / "site").folder
    feed = ElementTree.parse(folder / changes.FEED).getroot()
    assert feed.findall(f"{ATOM}entry") == []
    before = folder / "state/SUN.json"
    told = json.loads(before.read_text(encoding="utf-8"))
    cell = next(
        cell
        for section in told["sections"]
        for part in section["parts"]
        for row in part.get("rows", ())
        for cell in row
        if isinstance(cell, dict) and cell["value"]
    )
    was = cell["text"]
    cell["value"], cell["text"] = 0.123, "12.3 of <old>"
    before.write_text(json.dumps(told), encoding="utf-8")
    again = few(tmp_path / "site")
    assert again.moved == 1
    (entry,) = ElementTree.parse(folder / changes.FEED).getroot().findall(f"{ATOM}entry")
    assert f"12.3 of <old> → {was}" in entry.findtext(f"{ATOM}summary")
    assert "1 figure moved" in entry.findtext(f"{ATOM}summary")
    assert entry.find(f"{ATOM}link").get("href") == "state/SUN.html"
    few(tmp_path / "site")
    kept = ElementTree.parse(folder / changes.FEED).getroot().findall(f"{ATOM}entry")
    assert len(kept) == 1, "what moved before is still told, and nothing moved since"


def test_a_folder_of_others_is_refused_and_left_as_it_is(few, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="did not write"):
        few(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (folder / "thesis.txt").read_text(encoding="utf-8") == "mine"
    with pytest.raises(StoreError, match="no folder"):
        few(folder / "thesis.txt")


def test_what_others_put_into_the_folder_stays_when_it_is_written_anew(few, tmp_path):
    folder = few(tmp_path / "site").folder
    (folder / "CNAME").write_text("example.org", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref", encoding="utf-8")
    (folder / "gone.html").touch()
    mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    mark["written"].append("gone.html")
    (folder / MARK).write_text(json.dumps(mark), encoding="utf-8")
    few(tmp_path / "site")
    assert (folder / "CNAME").read_text(encoding="utf-8") == "example.org"
    assert (folder / ".git/HEAD").is_file()
    assert not (folder / "gone.html").exists(), "a page of ours that is no more"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_half_written_is_never_seen(few, tmp_path, monkeypatch):
    folder = few(tmp_path / "site").folder
    before = (folder / "state/SUN.html").read_text(encoding="utf-8")

    def fail(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr("counterpoise.report.folder.build.write", fail)
    with pytest.raises(KeyboardInterrupt):
        few(tmp_path / "site")
    assert (folder / "state/SUN.html").read_text(encoding="utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_page_that_cannot_be_made_says_why_in_its_place(tmp_path):
    bad = leaf.Leaf("pair", ("SUN", "SUN"), "pair/SUN/SUN", "Twice the same")
    place = writing.Place(tmp_path, None, Around(Plan((bad,))))
    (one,) = writing.write(place, [bad])
    assert "must be of two states" in one.refused
    page = (tmp_path / "pair/SUN/SUN.html").read_text(encoding="utf-8")
    assert "must be of two states" in page
    assert json.loads((tmp_path / "pair/SUN/SUN.json").read_text(encoding="utf-8"))["ok"] is False


def test_hostile_words_stay_words_in_a_frame(store):
    page = hostile(brief(store, "SUN"))
    one = leaf.of_state("SUN")
    frame = Around(Plan((one,)), BASE).frame(one.address, page.title, page.title, one)
    drawn = render.html(page, frame=frame)
    elements = Reader(drawn).elements
    scripts = [said["src"] for tag, said in elements if tag == "script"]
    assert scripts == ["../static/site.js"]
    assert {tag for tag, _ in elements} & {"img", "style", "iframe", "object"} == set()
    assert [name for _, said in elements for name in said if name.startswith("on")] == []
    fed = changes.Entry("2026-01-01", "x.html", page.title, page.title)
    assert "<script" not in changes._atom([fed], "2026-01-01", BASE)
