"""Write a page as JSON, its numbers unrounded."""

from __future__ import annotations

import json
from typing import Any

from counterpoise.report.pages import Page


def as_json(page: Page, *, compact: bool = False) -> str:
    """Return the page as JSON, its numbers unrounded.

    `compact`, it is one line, without what only says how charts' data and figures' bars are drawn.
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
    return json.dumps(_without_bars(told), ensure_ascii=False, separators=(",", ":"))


def _without_bars(told: Any) -> Any:
    """Return what is told without the lengths of the bars behind figures."""
    if isinstance(told, dict):
        return {name: _without_bars(one) for name, one in told.items() if name != "bar"}
    return [_without_bars(one) for one in told] if isinstance(told, list | tuple) else told
