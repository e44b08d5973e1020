"""Ways through the explorer in a real browser, as visitors go them."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

import polars as pl
import pytest

from tests.pictures.conftest import browser  # noqa: F401  the same Chromium

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TEXT = "Australia is Nauru's largest supplier of imports. It may rain."


@pytest.fixture
def tab(browser, served):  # noqa: F811
    """A tab whose page must not log an error, nor ask anybody else for anything."""
    yield from _tab(browser, served, viewport=WIDE)


@pytest.fixture
def phone(browser, served):  # noqa: F811
    yield from _tab(browser, served, viewport=PHONE, has_touch=True, color_scheme="dark")


@pytest.fixture
def scriptless(browser, served):  # noqa: F811
    yield from _tab(browser, served, viewport=WIDE, java_script_enabled=False)


def _tab(browser, served, **options):  # noqa: F811
    context = browser.new_context(base_url=served.address, accept_downloads=True, **options)
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    faults, strangers = [], []
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    tab.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    tab.on(
        "request",
        lambda asked: strangers.append(asked.url) if served.address not in asked.url else None,
    )
    tab.faults = faults
    yield tab
    context.close()
    assert not faults
    assert not [one for one in strangers if not one.startswith("data:")]


def search(tab, words):
    tab.goto("/")
    tab.fill("[type=search]", words)
    tab.press("[type=search]", "Enter")
    # What scripts do to the history of the home page is a navigation, too, and not the one meant.
    tab.wait_for_url(re.compile(r"^http://[^/]+/.+"))


def fits(tab):
    return tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("words", ["Nauru", "nru", "NR", "republic of nauru"])
def test_every_spelling_leads_to_the_one_address(tab, words):
    search(tab, words)
    assert tab.url.endswith("/state/NRU")
    assert tab.inner_text("h1") == "Nauru"


@pytest.mark.parametrize("words", ["Nauru and Tuvalu", "NRU / TUV", "Nauru vs Tuvalu"])
def test_two_names_lead_to_the_pair(tab, words):
    search(tab, words)
    assert tab.url.endswith("/pair/NRU/TUV")


def test_a_name_with_an_and_is_one_state(tab):
    search(tab, "Trinidad and Tobago")
    assert tab.url.endswith("/state/TTO")


def test_who_is_not_found_is_told_what_to_try(tab):
    search(tab, "Atlantis")
    assert "Can't match 'Atlantis'" in tab.inner_text("main")
    tab.click("main a")
    tab.wait_for_load_state()
    assert tab.inner_text("h1")
    tab.faults.clear()  # the browser itself logs an answer of 404


def test_from_the_first_page_to_a_state_to_its_csv(tab):
    tab.goto("/")
    tab.click("main a[href$='/state/NRU']")
    tab.wait_for_selector("h1:has-text('Nauru')")
    with tab.expect_download() as begun:
        tab.evaluate("document.querySelector('.gets a[href$=\".csv\"]').download = 'n.csv'")
        tab.click(".gets a[href$='.csv'] >> nth=0")
    rows = pl.read_csv(begun.value.path())
    assert {"section", "value", "source", "vintage"} <= set(rows.columns)


def test_a_chart_gives_its_data_with_its_sources(tab):
    tab.goto("/state/NRU")
    address = tab.get_attribute("figure .gets a[href$='.csv'] >> nth=0", "href")
    rows = pl.read_csv(tab.request.get(address).body())
    assert rows.height
    assert rows["source"].str.len_chars().min() > 0


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_chart_gives_its_picture(tab, form):
    tab.goto("/state/NRU")
    answer = tab.request.get(tab.get_attribute(f"figure .gets a[href$='.{form}'] >> nth=0", "href"))
    assert answer.body().startswith({"svg": b"<svg", "png": b"\x89PNG"}[form])


def test_a_chart_answers_the_pointer(tab):
    tab.goto("/state/NRU")
    name = tab.locator("figure:has(button)").first.get_attribute("id")
    figure = tab.locator(f"[id='{name}']")
    figure.locator("button").click()
    drawn = figure.locator(".drawn svg")
    drawn.wait_for()
    assert not figure.locator(".wide").is_visible()
    colours = drawn.evaluate(
        "svg => [...svg.querySelectorAll('path')].map(p => getComputedStyle(p).stroke)"
    )
    assert any(colour not in ("none", "rgb(0, 0, 0)") for colour in colours)


def test_a_link_to_a_chart_leads_to_it(tab):
    tab.goto("/state/NRU")
    link = tab.get_attribute("figure .gets a[href^='#'] >> nth=1", "href")
    tab.goto(f"/state/NRU{link}")
    assert tab.locator(link).is_visible()


def test_a_link_to_a_state_brings_its_sections_as_they_are_looked_at(phone):
    phone.goto("/")
    phone.click("main a[href='/state/NRU']")
    phone.wait_for_selector("h1:has-text('Nauru')")
    assert phone.url.endswith("/state/NRU")
    until(phone, "scrollY == 0")
    until(phone, "!document.querySelector('.later')")  # the rest, in a while
    told = phone.inner_text("main")
    phone.goto("/state/NRU")
    until(phone, "document.querySelector('figure button')")
    assert told.split() == phone.inner_text("main").split()


def test_the_code_that_embeds_a_chart_shows_it_elsewhere(tab):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto("/state/NRU")
    tab.locator("text=Copy embed code").first.click()
    tab.locator("text=Copied").first.wait_for()
    code = tab.evaluate("navigator.clipboard.readText()")
    address = re.search(r'<iframe src="([^"]+)"', code)[1]
    tab.route("**/elsewhere", lambda route: route.fulfill(body=code, content_type="text/html"))
    tab.goto("/elsewhere")
    assert tab.frame_locator("iframe").locator("figure svg").first.is_visible()
    tab.goto(address)
    assert "Source: " in tab.inner_text("body")


def test_a_pair_and_back_and_forward(tab):
    tab.goto("/state/NRU")
    tab.goto("/pair/NRU/TUV")
    tab.go_back()
    assert tab.url.endswith("/state/NRU")
    tab.go_forward()
    assert tab.url.endswith("/pair/NRU/TUV")


def test_a_pair_leads_to_both_states(tab):
    tab.goto("/pair/NRU/TUV")
    tab.click("#near a[href$='/state/TUV']")
    tab.wait_for_url("**/state/TUV")
    tab.wait_for_selector("h1:has-text('Tuvalu')")
    assert tab.inner_text("h1") == "Tuvalu"


def until(tab, true):
    """Wait until something is true of the page, whose policy lets Playwright's own waiting not."""
    for _ in range(600):
        if tab.evaluate(true):
            return
        tab.wait_for_timeout(100)
    raise AssertionError(true)


def slide(tab, name, value, *, ended=True):
    """Move a slider, or a field that has one, and let go of it."""
    tab.evaluate(
        """([name, value, ended]) => {
            const tap = document.getElementById(name);
            tap.focus();
            tap.value = value;
            for (const kind of ended ? ["input", "change"] : ["input"])
                tap.dispatchEvent(new Event(kind, { bubbles: true }));
        }""",
        [f"ask-{name}", value, ended],
    )


def said(tab, place):
    """Return the figures that stand somewhere."""
    return re.findall(r"−\d+\.\d+ %", tab.inner_text(place).replace("\u00a0", " "))


def test_a_cut_off_is_dragged_and_its_page_follows(tab):
    tab.goto("/cutoff/VNM?partner=CHN&lost=0.5")
    slide(tab, "lost", 0.95, ended=False)
    tab.locator(".live p").first.wait_for()
    assert tab.inner_text(".live p >> nth=0").startswith("With 95\u00a0% of the trade ended:")
    figures = said(tab, ".live p >> nth=0")
    slide(tab, "lost", 0.95)
    tab.wait_for_url("**/cutoff/VNM?partner=CHN&lost=0.95")
    until(tab, "!document.querySelector('.live p')")
    # What the slider said is what the page says, in its words and in the links of its head.
    assert figures == said(tab, ".answer")
    assert tab.get_attribute(".gets a >> nth=0", "href").endswith("lost=0.95")
    assert tab.evaluate("document.activeElement.id") == "ask-lost"
    slide(tab, "lost", 0.9, ended=False)  # the stops on the way there outrun nothing
    slide(tab, "lost", 0.85)
    tab.wait_for_url("**lost=0.85")
    tab.go_back()
    tab.wait_for_url("**lost=0.95")
    tab.go_back()
    until(tab, "document.getElementById('ask-lost').value == 0.5")
    assert figures != said(tab, ".answer")


def test_horizon_and_elasticity_have_sliders_of_their_own(tab):
    tab.goto("/cutoff/VNM?partner=CHN&lost=0.5")
    tab.evaluate(
        "const tap = document.querySelector('#ask-horizon + input'); tap.value = 2;"
        "for (const kind of ['input', 'change']) tap.dispatchEvent(new Event(kind, { bubbles: true }))"
    )
    tab.wait_for_url("**horizon=medium")
    until(tab, "document.querySelector('.gets a').href.endsWith('horizon=medium')")
    slide(tab, "elasticity", "3")
    tab.wait_for_url("**horizon=medium&elasticity=3")
    assert "in the long run" not in tab.inner_text(".answer")
    assert tab.input_value("#ask-elasticity + input") == "3"


def test_ten_states_are_compared(tab):
    tab.goto("/compare?states=NRU,TUV,PLW,KIR,TON,WSM,VUT,FSM,MHL,FJI")
    rows = tab.locator("table >> nth=0").locator("tbody tr")
    assert rows.count() == 10


def test_the_states_of_a_comparison_are_chosen(tab):
    tab.goto("/compare")
    tab.fill("#ask-states", "Nauru, Tuvalu")
    tab.click("main button")
    tab.wait_for_load_state()
    assert tab.url.endswith("/compare?states=NRU,TUV")


def test_a_ranking_has_a_map_and_is_turned_round(tab):
    tab.goto("/rank/herfindahl?channel=imports")
    assert tab.locator("main svg").count()
    tab.click(".controls summary")
    tab.select_option("#ask-least", "yes")
    tab.click(".controls button")
    tab.wait_for_load_state()
    assert "least=yes" in tab.url


def test_who_waits_is_told_what_for(tab, served):
    """Another question is at work in the lane of those that take long, until the place was told."""
    gate, told = threading.Event(), []
    served.desk._long.submit(gate.wait, 60)

    def heard(route):
        answer = route.fetch()
        told.append(answer.json())
        route.fulfill(response=answer)
        gate.set()

    tab.route("**/progress?*", heard)
    tab.goto("/rank")
    tab.fill("#ask-measure", "turnover")
    tab.click("main button")
    tab.wait_for_url("**/rank/turnover")
    assert told[0] == {"ok": True, "state": "waiting", "said": "Your question waits: next."}


def test_a_text_is_pasted_and_checked(tab):
    tab.goto("/check")
    tab.fill("#ask-text", TEXT)
    tab.click("main button")
    tab.wait_for_load_state()
    told = tab.inner_text("main")
    assert "Nauru" in told
    assert "Australia" in told
    assert tab.input_value("#ask-text") == TEXT


def test_words_of_a_text_stay_words(tab):
    tab.goto("/check")
    tab.fill("#ask-text", "<script>document.title='x'</script><img src=x onerror=alert(1)> " + TEXT)
    tab.click("main button")
    tab.wait_for_load_state()
    assert tab.title() != "x"
    assert not tab.locator("main img, main script").count()
    tab.faults.clear()  # it is refused, which the browser logs


def test_an_outlook_and_its_channel(tab):
    tab.goto("/outlook/VNM")
    assert "Viet Nam" in tab.inner_text("h1")
    tab.click(".controls summary")
    tab.select_option("#ask-channel", "arms")
    tab.click(".controls button")
    tab.wait_for_load_state()
    assert "channel=arms" in tab.url


def test_products_of_a_basket(tab):
    tab.goto("/products/VNM?basket=energy")
    assert tab.locator("table").count()


def test_the_sources_say_how_old_they_are(tab):
    tab.goto("/sources")
    assert re.search(r"\d{4}–\d{4}", tab.inner_text("table"))


def test_an_ended_state_has_its_page(tab):
    tab.goto("/state/DDR")
    assert tab.locator("main section").count()


def test_the_year_known_stands_in_the_address(tab):
    tab.goto("/state/NRU?as_of=2010")
    assert "2010" in tab.inner_text("header >> nth=0")
    assert tab.get_attribute(".gets a[href*='.json']", "href").endswith("?as_of=2010")


def test_without_scripts_all_is_there(scriptless):
    scriptless.goto("/state/NRU")
    assert scriptless.locator("figure svg").first.is_visible()
    scriptless.fill("[type=search]", "Tuvalu")
    scriptless.click(".bar button")
    assert scriptless.url.endswith("/state/TUV")


def test_without_scripts_the_tap_is_turned_by_its_button(scriptless):
    scriptless.goto("/cutoff/VNM?partner=CHN&lost=0.5")
    scriptless.fill("#ask-year", "")
    scriptless.click(".controls button")
    assert "partner=CHN" in scriptless.url


@pytest.mark.parametrize(
    "address", ["/", "/state/NRU", "/cutoff/VNM?partner=CHN&lost=0.5", "/check", "/sources"]
)
def test_a_phone_shows_all_of_it(phone, address):
    phone.goto(address)
    assert fits(phone)
    assert phone.locator("[type=search]").is_visible()


@pytest.mark.parametrize("words", ["q" * 200, "W" * 190])
def test_a_phone_shows_a_refusal_of_a_word_without_end(phone, words):
    phone.goto(f"/search?q={words}")
    assert fits(phone)
    assert words[:40] in phone.inner_text("main")
    phone.faults.clear()  # that it is a 404 is logged


@pytest.mark.parametrize("measure", ["concentration", "barbieri"])
def test_a_long_formula_moves_in_a_box_of_its_own_on_a_phone(phone, measure):
    phone.goto(f"/methods/{measure}")
    assert fits(phone)
    boxes = phone.evaluate(
        "[...document.querySelectorAll('.formulae')].map(box => [box.scrollWidth, box.clientWidth])"
    )
    assert any(inside > box for inside, box in boxes), "no formula is too long for its box"
    phone.locator(".formulae").first.focus()
    assert phone.evaluate("document.activeElement.className") == "formulae"


def test_by_the_keyboard_alone(tab):
    tab.goto("/state/NRU")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#main")


def test_in_print_the_bar_is_gone(tab):
    tab.goto("/state/NRU")
    tab.emulate_media(media="print")
    assert not tab.locator(".bar").is_visible()
    assert tab.locator("h1").is_visible()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/state/NRU",
        "/cutoff/VNM?partner=CHN&lost=0.5",
        "/check",
        "/sources",
        "/methods/hedging",
        "/embed/state/NRU/chart/partners-in-time",
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, served, address, scheme):  # noqa: F811
    axe = Path(os.environ.get("COUNTERPOISE_AXE", ""))
    if not axe.is_file():
        pytest.skip("axe-core is not at hand: npm install axe-core, COUNTERPOISE_AXE=…/axe.min.js")
    context = browser.new_context(base_url=served.address, bypass_csp=True, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(address)
    tab.evaluate(axe.read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    context.close()
    told = [
        (one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found["violations"]
    ]
    assert not told, json.dumps(told, indent=1)


def test_a_file_is_added_and_is_held(browser, tmp_path):  # noqa: F811
    from counterpoise.settings import Settings
    from counterpoise.web.desk import Desk
    from tests.web import serving
    from tests.web.test_adding import TABLE

    path = tmp_path / "National_COW_4.0.csv"
    path.write_text(TABLE)
    with serving.running(Desk(Settings(home=tmp_path / "home")), adding=True) as server:
        context = browser.new_context(base_url=server.address, viewport=WIDE)
        tab = context.new_page()
        tab.goto("/sources")
        tab.click("text=Add a publisher's file")
        tab.select_option("#add-source", "cow_trade_national")
        tab.fill("#add-vintage", "mine")
        tab.set_input_files("#add-files", path)
        tab.click("main button")
        tab.wait_for_selector("h1:has-text('Added')")
        assert "cow_trade_national mine: 40 rows, 1950–1959" in tab.inner_text("main")
        tab.click("main a[href='/sources']")
        tab.wait_for_load_state()
        assert "mine" in tab.inner_text("table")
        context.close()
