"""Pages for those who see little, or hear them read: contrast, headings, names of pictures and tables.

The whole is axe-core's to judge: `npm install axe-core` anywhere, and COUNTERPOISE_AXE=…/axe.min.js.
Without it that test is skipped; the kinds of fault that it once found are looked for here as well.
"""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from counterpoise.report import charts, render
from tests.report.every_kind import KINDS

LEAST = 4.5
"""Contrast of text of usual size, WCAG 2.2, 1.4.3."""
ONTO = ("paper", "wash")
WIDTHS = (390, 1280)


def _colours(style: str) -> dict[str, dict[str, str]]:
    light, dark = style.split("@media screen and (prefers-color-scheme:dark)")
    found = {name: dict(re.findall(r"--(\w+):(#\w{6})\b", part.split("}}")[0]))
             for name, part in (("light", light), ("dark", dark))}  # fmt: skip
    found["dark"] = {**found["light"], **found["dark"]}
    return found


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_by_wcag():
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_words_stands_out_from_what_is_behind_it(scheme):
    style = charts.STYLE.read_text(encoding="utf-8")
    colours = _colours(style)[scheme]
    words = set(re.findall(r"(?<![-\w])color:var\(--(\w+)\)", style))
    assert {"ink", "faint", "accent", "holds", "fails", "depends"} <= words
    faint = {
        (name, behind): round(_contrast(colours[name], colours[behind]), 2)
        for name in words
        for behind in ONTO
        if _contrast(colours[name], colours[behind]) < LEAST
    }
    assert faint == {}


def test_no_words_are_made_fainter_than_their_colour():
    style = charts.STYLE.read_text(encoding="utf-8")
    assert re.findall(r"opacity:(?!1\b)[^;}]+", style) == []


class _Read(HTMLParser):
    """What a reader of screens is told of: headings, pictures, places, heads of tables."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.pictures: list[str] = []
        self.places: list[str] = []
        self.within: list[str] = []
        self.heads: list[str] = []
        self._head = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("role") == "img":
            self.pictures.append(given.get("aria-label") or "")
        elif given.get("role") == "region" or tag == "nav":
            self.places.append(given.get("aria-label") or "")
        elif str(given.get("role", "")).startswith("graphics"):
            self.within.append(given["role"])
        if tag == "th":
            self._head = True
            self.heads.append("")

    def handle_endtag(self, tag):
        self._head = self._head and tag != "th"

    def handle_data(self, data):
        if self._head:
            self.heads[-1] += data


@pytest.mark.parametrize("kind", KINDS)
def test_headings_pictures_and_heads_tell_what_they_are(page_of, kind):
    read = _Read()
    read.feed(render.html(page_of(kind)))
    steps = [later - one for one, later in zip(read.headings, read.headings[1:], strict=False)]
    assert read.headings[0] == 1
    assert max(steps) <= 1
    assert all(read.pictures)
    assert not read.within, "pictures within a picture, of which a reader hears no name"
    assert len(set(read.places)) == len(read.places)
    assert all(head.strip() for head in read.heads)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser, page_of, tmp_path, kind, scheme, width):
    axe = os.environ.get("COUNTERPOISE_AXE", "")
    if not Path(axe).is_file():
        pytest.skip("axe-core is not at hand: npm install axe-core, COUNTERPOISE_AXE=…/axe.min.js")
    file = tmp_path / "page.html"
    file.write_text(render.html(page_of(kind)), encoding="utf-8")
    # The page's own policy would keep axe out.
    tab = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    tab.goto(file.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    tab.evaluate(Path(axe).read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    tab.close()
    assert len(found["passes"]) > 15
    assert [
        (one["impact"], one["id"], node["target"])
        for one in found["violations"]
        for node in one["nodes"]
    ] == []
