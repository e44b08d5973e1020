"""The folder of pages opened from a disk: with scripts and without, by hand and by ear."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from counterpoise.panel.store import Store
from counterpoise.report import charts
from counterpoise.report.brief import brief
from counterpoise.report.folder import slim
from counterpoise.report.folder.build import build
from counterpoise.report.pages import Chart
from counterpoise.report.render.frame import shared
from counterpoise.report.render.html import style
from counterpoise.settings import embedded_folder

PAGES = ("index.html", "state/TUV.html", "states.html", "rank.html", "methods.html", "sources.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERPOISE_HOME", str(tmp_path_factory.mktemp("home")))
        store = Store((embedded_folder(),))
        return build(store, tmp_path_factory.mktemp("web") / "site", ["TUV"], workers=1).folder


@pytest.fixture
def tab(browser):
    made = browser.new_page()
    made.faults = []
    made.on("console", lambda said: made.faults.append(said.text))
    made.on("pageerror", lambda fault: made.faults.append(str(fault)))
    made.on("requestfailed", lambda request: made.faults.append(request.url))
    yield made
    assert made.faults == []
    made.close()


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Tuvalu", "state/TUV.html"), ("tuv", "state/TUV.html"), ("947", "state/TUV.html"),
        ("Vietnam", "states.html?q=Vietnam"), ("nowhere", "states.html?q=nowhere"),
    ],
)  # fmt: skip
def test_the_search_leads_to_a_state_by_whatever_it_is_called(folder, tab, words, there):
    tab.goto((folder / "index.html").as_uri())
    tab.fill("[type=search]", words)
    tab.press("[type=search]", "Enter")
    tab.wait_for_url(f"**/{there}")
    if "?" in there:
        tab.wait_for_selector(".asked:not([hidden])")
        assert "No state here" in tab.inner_text(".asked")


def test_two_states_lead_to_the_page_of_both(folder, tab):
    pair = next((folder / "pair/TUV").glob("*.html"))
    tab.goto((folder / "methods.html").as_uri())
    tab.fill("[type=search]", f"{pair.stem} and Tuvalu")
    tab.press("[type=search]", "Enter")
    tab.wait_for_url(f"**/pair/TUV/{pair.name}")


def test_one_map_is_shown_and_a_link_shows_another(folder, tab):
    shown = (
        "[...document.querySelectorAll('section[id^=by-]')]"
        ".filter(one => one.offsetHeight).map(one => one.id)"
    )
    tab.goto((folder / "index.html").as_uri())
    assert tab.evaluate(shown) == ["by-dependence"]
    tab.click("nav[aria-label=Sections] >> text=Hedging")
    assert tab.evaluate(shown) == ["by-hedging"]
    tab.go_back()
    assert tab.evaluate(shown) == ["by-dependence"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_without_scripts_a_page_says_the_same_and_nothing_runs_over_its_edge(
    browser, folder, page, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=False
    )
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((folder / page).as_uri())
    assert tab.inner_text("h1")
    assert all(one.startswith(folder.as_uri()) for one in asked)
    if page in {"index.html", "state/TUV.html"}:
        assert tab.locator("figure svg >> visible=true").count() >= 1
    assert tab.locator("main").bounding_box()["width"] <= width
    context.close()


@pytest.mark.parametrize("page", [*PAGES, "pair"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(browser, folder, page, width, scheme):
    axe = os.environ.get("COUNTERPOISE_AXE", "")
    if not Path(axe).is_file():
        pytest.skip("axe-core is not at hand: npm install axe-core, COUNTERPOISE_AXE=…/axe.min.js")
    path = next((folder / "pair/TUV").glob("*.html")) if page == "pair" else folder / page
    tab = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    tab.goto(path.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    tab.evaluate(Path(axe).read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    tab.close()
    assert [
        (one["impact"], one["id"], node["target"])
        for one in found["violations"]
        for node in one["nodes"]
    ] == []


def test_a_slim_drawing_looks_the_same_to_the_pixel(browser):
    page = brief(Store((embedded_folder(),)).steady(), "VNM")
    parts = [part for section in page.sections for part in section.parts]
    drawn = [one for one in (page.picture, *parts) if isinstance(one, Chart)]
    tab = browser.new_page(viewport={"width": 800, "height": 900})

    def seen(svg: str, style: str) -> bytes:
        tab.set_content(f'<style>{style}</style><figure><div class="wide">{svg}</div></figure>')
        return tab.locator("svg").first.screenshot()

    for chart in drawn:
        whole, less = charts.svg(chart, charts.WIDE), slim.svg(chart, charts.WIDE)
        assert len(less) < len(whole)
        assert seen(less, shared()) == seen(whole, style()), chart.id
    tab.close()
