"""Every page is there, at one address each, with the figures that the command line gives."""

from __future__ import annotations

import json
import re

import pytest

from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.settings import embedded_folder

ARTICLE = "China supplied 29.8 per cent of Viet Nam's imports in 2019. Russia armed it."
ADDRESSES = (
    "/", "/world", "/state/VNM", "/state/TUV", "/state/SUN", "/pair/VNM/CHN", "/compare?states=VNM,IDN",
    "/rank/herfindahl?channel=imports", "/cutoff/VNM?partner=CHN&lost=0.5", "/cutoff/VNM",
    "/cutoff/VNM/live?partner=CHN&lost=0.5", "/outlook/VNM", "/rebalance/VNM", "/products/VNM",
    "/check", "/compare", "/rank", "/cutoff", "/pair", "/sources", "/static/page.css", "/static/explorer.js",
    "/embed/state/VNM/chart/partners-in-time",
    "/methods", "/methods/hill_number",
)  # fmt: skip


def _text(found) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.text))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_there_loads_nothing_from_elsewhere_and_is_known_again(client, address):
    found = client.get(address)
    assert found.status_code == 200, found.text[:500]
    assert "Traceback" not in found.text
    loaded = re.findall(
        r'<(?:script|link|img|iframe|source)[^>]*(?:src|href)="([^"]+)"', found.text
    )
    assert [one for one in loaded if not one.startswith(("/static/", "data:"))] == []
    if mark := found.headers.get("etag"):
        again = client.get(address, headers={"If-None-Match": mark})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/state/viet%20nam", "/state/VNM"),
        ("/state/vn", "/state/VNM"),
        ("/cutoff?partner=china&state=Viet+Nam&lost=", "/cutoff/VNM?partner=CHN"),
        ("/rank?measure=hedging", "/rank/hedging"),
        ("/state/816", "/state/VNM"),
        ("/pair/Indonesia/us", "/pair/IDN/USA"),
        ("/compare?states=vietnam,%20IDN,VNM", "/compare?states=VNM,IDN"),
        ("/state/VNM?blocs=EU&as_of=2015", "/state/VNM?as_of=2015&blocs=EU"),
        ("/cutoff/VNM?partner=CHN&lost=1&direction=", "/cutoff/VNM?partner=CHN&lost=1"),
    ],
)
def test_any_spelling_leads_to_the_one_address(client, asked, canonical):
    found = client.get(asked)
    assert (found.status_code, found.headers["location"]) == (307, canonical)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Viet Nam", "/state/VNM"),
        ("viet nam and china", "/pair/VNM/CHN"),
        ("Bosnia and Herzegovina", "/state/BIH"),
        ("Antigua and Barbuda", "/state/ATG"),
        ("USA vs. Russia", "/pair/USA/RUS"),
        ("VNM JPN", "/pair/VNM/JPN"),
        ("Papua New Guinea, Fiji", "/pair/PNG/FJI"),
        ("China v India", "/pair/CHN/IND"),
        ("", "/"),
    ],
)
def test_what_is_searched_for_is_found(client, words, place):
    found = client.get("/search", params={"q": words})
    assert (found.status_code, found.headers["location"]) == (303, place)


def test_the_first_page_has_one_list_of_sections_which_the_world_brings(client):
    first, world = client.get("/").text, client.get("/world").text
    assert re.findall(r'<nav[^>]* aria-label="(\w+)"', first) == ["Everywhere"]
    assert re.findall(r'<nav[^>]* aria-label="(\w+)"', world) == ["Everywhere", "Sections"]


def test_a_name_of_nobody_is_refused_with_one_that_is_near(client):
    found = client.get("/search", params={"q": "Vietnma"})
    assert found.status_code == 404
    assert "Can&#39;t match" in found.text


def test_a_page_says_what_the_command_says(client, home):
    """The same words and figures as from the function that the command line calls."""
    page = brief(Store((embedded_folder(),)).steady(), "VNM")
    served = client.get("/state/VNM.json").json()
    ours = json.loads(render.as_json(page))
    for part in ("answer", "sections", "notes", "sources", "choices", "title"):
        assert served[part] == ours[part]
    assert client.get("/state/VNM.csv").text == render.as_csv(page)
    shown = _text(client.get("/state/VNM"))
    for section in page.sections:
        assert section.title in shown


def test_a_page_needs_no_script_to_be_read(client):
    found = client.get("/state/VNM").text
    # What is drawn without a specification can't be explored, and says so.
    still = set(re.findall(r'<figure id="([\w-]+)" data-still>', found))
    assert still
    assert all(client.get(f"/state/VNM/chart/{one}.json").status_code == 404 for one in still)
    assert found.count("<svg") > 5
    assert "<noscript" not in found
    assert re.findall(r"<script(?![^>]*src=)", found) == []
    assert re.findall(r"\son\w+=", found) == []


def test_a_chart_is_given_in_every_form(client):
    page = client.get("/state/VNM").text
    names = sorted(set(re.findall(r'"/state/VNM/chart/([\w-]+)\.csv"', page)))
    assert len(names) > 3
    for name in names:
        rows = client.get(f"/state/VNM/chart/{name}.csv")
        assert rows.status_code == 200
        assert rows.text.splitlines()[0].endswith("source,vintage")
        assert client.get(f"/state/VNM/chart/{name}.svg").text.startswith("<svg")
        assert client.get(f"/state/VNM/chart/{name}.png").content.startswith(b"\x89PNG")
        assert client.get(f"/state/VNM/chart/{name}.json").status_code in {200, 404}
    assert client.get("/state/VNM/chart/none.svg").status_code == 404
    assert client.get(f"/state/VNM/chart/{names[0]}.exe").status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_a_page_is_given_in_its_other_forms(client, form):
    found = client.get(f"/pair/VNM/CHN.{form}")
    assert found.status_code == 200
    assert found.content.strip()[:2] in {b"%P", b"PK", b"Vi"}
    assert found.headers["content-disposition"].endswith(f'.{form}"')


def test_every_link_of_the_pages_of_a_state_leads_somewhere(client):
    seen = set()
    for address in ("/", "/state/VNM", "/pair/VNM/CHN", "/cutoff/VNM"):
        page = client.get(address).text
        links = re.findall(r'(?:href|src|action)="(/[^"#]*)"', page)
        seen |= {one.replace("&amp;", "&") for one in links}
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    states = {one for one in seen if re.fullmatch(r"/state/\w{3}", one)}
    for link in sorted(seen - states | {"/state/LAO"}):
        if link.endswith((".docx", ".pdf", ".png")):
            continue  # each has its own test, and takes long
        assert client.get(link).status_code in {200, 303}, link


def test_a_text_is_checked_by_either_way_and_kept_by_none(client, home):
    by_get = client.get("/check", params={"text": ARTICLE, "stated": "2020-02-26"})
    by_post = client.post("/check", data={"text": ARTICLE, "stated": "2020-02-26"})
    assert by_get.status_code == by_post.status_code == 200
    assert _text(by_get) == _text(by_post)
    assert "29.8" in _text(by_get)
    kept = [file for file in home.rglob("*") if file.is_file() and b"29.8 per" in file.read_bytes()]
    assert kept == []


def test_a_long_text_is_checked(client):
    found = client.post("/check", data={"text": f"{ARTICLE}\n\n" * 60, "stated": "2020-02-26"})
    assert found.status_code == 200


def test_a_text_is_never_taken_for_the_name_of_a_file(client):
    for name in ("/etc/passwd", "examples/article.txt", "pyproject.toml", "C:\\x.toml"):
        found = client.get("/check", params={"text": name})
        assert found.status_code in {200, 422}
        assert "root:" not in found.text


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_markup_of_others_stays_text(client, bad):
    for found in (
        client.get("/search", params={"q": bad}),
        client.get("/state/VNM", params={"rivals": bad}),
        client.get("/check", params={"text": f"China armed Viet Nam. {bad}"}),
        client.get("/compare", params={"states": f"VNM,{bad}"}),
        client.get("/rank/herfindahl", params={"channel": bad}),
    ):
        assert bad not in found.text
        assert "<script>alert" not in found.text
        assert "<img" not in found.text


BOOSTED = {"HX-Boosted": "true"}


def test_by_a_script_a_state_comes_screen_first_and_its_sections_are_those_of_the_whole(client):
    whole, first = client.get("/state/VNM"), client.get("/state/VNM", headers=BOOSTED)
    assert "HX-Boosted" in whole.headers["vary"]
    assert whole.headers["etag"] != first.headers["etag"]
    assert len(first.content) < len(whole.content) / 3
    head, _, rest = whole.text.partition('<nav aria-label="Sections"')
    assert first.text.startswith(head)
    later = re.findall(r'hx-get="(/state/VNM/section/[\w-]+)"', first.text)
    sections = re.findall(r"<section\b.*?</section>", rest, re.DOTALL)
    assert len(later) > 5
    assert [client.get(address).text for address in later] == sections[: len(later)]
    assert client.get("/state/VNM/section/none").status_code == 404


def test_a_chart_alone_may_stand_in_a_frame_and_nothing_else_may(client):
    found = client.get("/embed/state/VNM/chart/partners-in-time")
    assert "frame-ancestors *" in found.headers["content-security-policy"]
    assert "script-src" not in found.headers["content-security-policy"]
    assert "x-frame-options" not in found.headers
    assert "<script" not in found.text
    assert "<svg" in found.text
    assert "Source: " in found.text
    assert 'href="/state/VNM#partners-in-time"' in found.text
    for address in ("/state/VNM", "/state/VNM/chart/partners-in-time.svg", "/nothing"):
        other = client.get(address)
        assert other.headers["x-frame-options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in other.headers["content-security-policy"]
    assert client.get("/embed/state/VNM/chart/none").status_code == 404


def test_a_measure_has_its_formula_and_its_columns(client):
    found = client.get("/methods/herfindahl").text
    assert "<math" in found
    assert "Hirschman" in found
    assert "<code>herfindahl</code>" in found
    assert client.get("/methods/nothing").status_code == 400
    every = re.findall(r'href="(/methods/\w+)"', client.get("/methods").text)
    assert len(every) > 20


def test_a_refusal_leads_on_and_a_method_speaks_to_readers(client):
    page = client.get("/state/Vietnm", headers={"accept": "text/html"}).text
    assert '<a href="/search?q=Vietnam">Vietnam</a>' in page
    assert "/api/" not in page.partition("<main")[2]
    nowhere = client.get("/nowhere", headers={"accept": "text/html"}).text
    assert "There is nothing at this address." in nowhere
    assert '<a href="/">the home page</a>' in nowhere
    bad = client.get("/state/<b>x", headers={"accept": "text/html"}).text
    assert "<b>x" not in bad
    method = client.get("/methods/alignment").text
    assert "<p>Return " not in method
    assert "frame of the kind" not in method
    assert 'name="format" value="csv"' in method
    for address in ("/rank", "/check", "/methods/hedging"):
        assert '<option value=""></option>' not in client.get(address).text
