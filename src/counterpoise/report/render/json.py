"""Write a page as JSON, its numbers unrounded."""

from __future__ import annotations

import json

from counterpoise.report.pages import Page


def as_json(page: Page) -> str:
    """Return the page as JSON, its numbers unrounded."""
    return json.dumps(page.as_dict(), ensure_ascii=False, indent=2)
