"""The numbers of a page's charts on a page of their own, so that the page itself is light.

A page's charts have thousands of numbers; as tables they were more than half of its elements. Whoever
wants them follows a link, with or without scripts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from counterpoise.report.pages import Chart, Page
from counterpoise.report.render import Frame
from counterpoise.report.render.html import Ids, numbers

NAME: Final = "numbers"
"""The name of the page of the numbers, in the folder that has the name of their page."""
Anchored = list[tuple[str, Chart]]


def anchored(page: Page) -> Anchored:
    """Return the charts of a page, each with its anchor among the numbers."""
    ids = Ids(())
    parts = [page.picture, *(part for section in page.sections for part in section.parts)]
    return [(ids.once(part.id), part) for part in parts if isinstance(part, Chart)]


def led_to(frame: Frame, told: Anchored, stem: str) -> Frame:
    """Return the frame of a page whose charts lead to their numbers."""
    addresses = {id(chart): f"{stem}/{NAME}.html#{anchor}" for anchor, chart in told}
    return replace(frame, of_numbers=lambda chart: addresses[id(chart)])


def beside(page: Page, told: Anchored, frame: Frame, stem: str) -> str:
    """Return the page of the numbers, in a frame of its own place."""
    # It is the page that is shared and found, not this.
    said = tuple(one for one in frame.meta if one[0] == "description")
    forms = (("JSON", f"../{stem}.json"), ("CSV", f"../{stem}.csv"))
    own = replace(frame, page=f"../{stem}.html", forms=forms, canonical="", meta=said)
    return numbers(page, told, own)
