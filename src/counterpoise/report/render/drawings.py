"""The charts of a page as SVG: each drawn when a page asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counterpoise.report import charts
from counterpoise.report.pages import Chart


@dataclass(frozen=True)
class Drawings:
    """Who draws the charts of a page.

    Parameters
    ----------
    draw : callable
        How: `charts.svg`, or `Drawn.svg`, which keeps what it drew for the next page.
    """

    draw: Callable[[Chart, int], str] = charts.svg

    def svg(self, chart: Chart, width: int) -> str:
        """Return the drawing of a chart at a width."""
        return self.draw(chart, width)
