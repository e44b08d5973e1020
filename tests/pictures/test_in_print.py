"""A page printed by a browser: no heading stands alone at the foot of a sheet."""

from __future__ import annotations

import io

import pytest

from counterpoise.panel.store import Store
from counterpoise.report import render
from counterpoise.report.brief import brief
from counterpoise.report.pages import Page, Section, Table
from counterpoise.settings import embedded_folder

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")


@pytest.mark.parametrize("state", ["VNM", "TUV"])
def test_no_heading_is_left_at_the_foot_of_a_sheet(browser, state):
    page = browser.new_page()
    page.set_content(render.html(brief(Store((embedded_folder(),)).steady(), state)))
    heads, cells = (
        {
            one.strip()
            for one in page.eval_on_selector_all(kind, "all => all.map(x => x.textContent)")
        }
        for kind in ("h2,h3", "th,td")
    )
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    page.close()
    last = [[line.strip() for line in sheet.extract_text().splitlines() if line.strip()][-1:]
            for sheet in sheets]  # fmt: skip
    stranded = [line for lines in last for line in lines if line in heads - cells]
    assert not stranded
    assert len(sheets) > 4


def test_a_long_table_begins_on_the_sheet_of_its_heading(browser):
    rows = tuple((f"L{number}-1", "cannot tell", f"sentence {number}") for number in range(70))
    table = Table("verdicts-table", "", ("", "Verdict", "What was said"), rows, brief=True)
    made = Page(
        "check", (), "text", "Statements", (("Of 70 statements.",),), (),
        (Section("verdicts", "The ledger", parts=(table,)),), (), (), "1", made="2026-01-01",
    )  # fmt: skip
    page = browser.new_page()
    page.set_content(render.html(made))
    first, second, *_ = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    page.close()
    assert "sentence 0" in first.extract_text()
    assert "Verdict" in second.extract_text()  # its head again
