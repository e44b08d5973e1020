"""One chart by itself, with its sources, for a frame in a page of others."""

from __future__ import annotations

from typing import Final

from counterpoise.report import charts
from counterpoise.report.pages import Chart, Page
from counterpoise.report.render import Drawings
from counterpoise.report.render.html import environment

ROOT: Final = "/embed/"
POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors *"
)
"""What such a page may load and run, and who may frame it: anybody, for it holds nothing to press."""


def embedded(page: Page, chart: Chart, drawings: Drawings, address: str) -> bytes:
    """Return the document of one chart: its picture, what it rests on, and the way to its page."""
    from markupsafe import Markup

    notes = {note.number: note for note in page.notes}
    named = [notes[number] for number in dict.fromkeys(chart.notes) if number in notes]
    sources = dict.fromkeys((note.title, note.vintage) for note in named)
    return (
        environment()
        .get_template("embed.html")
        .render(
            page=page, chart=chart, sources=list(sources),
            address=f"{address}#{chart.id}",
            drawings=[Markup(drawings.svg(chart, width)) for width in charts.widths(chart)],
        )
        .encode()
    )  # fmt: skip
