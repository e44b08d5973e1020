"""The page on the two articles says what the check says, and nothing of the articles themselves."""

from __future__ import annotations

from tools import ledger


def test_the_page_of_the_two_articles_is_up_to_date() -> None:
    held = ledger.PAGE.read_text(encoding="utf-8")
    assert held == ledger.written(), "run python tools/ledger.py"
