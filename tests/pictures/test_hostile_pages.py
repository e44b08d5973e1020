"""Pages made of hostile words, in a browser: no script runs, nothing outside is asked for."""

from __future__ import annotations

import pytest

from counterpoise.report import render
from tests.report.every_kind import KINDS, hostile


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_hostile_words_run_nothing_and_ask_for_nothing(browser, page_of, tmp_path, kind) -> None:
    file = tmp_path / "page.html"
    file.write_text(render.html(hostile(page_of(kind))), encoding="utf-8")
    tab = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda fault: said.append(str(fault)))
    tab.goto(file.as_uri())
    tab.wait_for_timeout(200)
    assert tab.evaluate("typeof window.hacked") == "undefined"
    assert asked == [file.as_uri()]
    assert said == []
    assert tab.locator("script, img, iframe, object").count() == 0
    assert all(letter.isprintable() for letter in tab.title())
    tab.close()


def test_the_policy_of_a_page_stops_what_would_get_into_it(browser, page_of, tmp_path) -> None:
    file = tmp_path / "page.html"
    written = render.html(page_of("check"))
    broken = (
        "<img src='http://127.0.0.1:9/x' onerror='window.hacked=1'><script>window.hacked=1</script>"
    )
    file.write_text(written.replace("</main>", f"{broken}</main>"), encoding="utf-8")
    tab = browser.new_page()
    answered: list[str] = []
    tab.on("response", lambda answer: answered.append(answer.url))
    tab.goto(file.as_uri())
    assert tab.evaluate("typeof window.hacked") == "undefined"
    assert [url for url in answered if not url.startswith("file:")] == []
    assert tab.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    tab.close()
