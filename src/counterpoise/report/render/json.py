"""Write a page as JSON, its numbers unrounded."""

from __future__ import annotations

import json

from counterpoise.report.pages import Page


def as_json(page: Page, *, compact: bool = False) -> str:
    """Return the page as JSON, its numbers unrounded.

    `compact`, it is one line, and of charts' data without what only says how they are drawn.
    """
    if not compact:
        return json.dumps(page.as_dict(), ensure_ascii=False, indent=2)
    from counterpoise.report.render.html import STYLING

    told = page.as_dict()
    parts = [part for section in told["sections"] for part in section["parts"]]
    for part in (told["picture"], *parts):
        if part and "data" in part:
            part["data"] = [
                {name: value for name, value in row.items() if name not in STYLING}
                for row in part["data"]
            ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
