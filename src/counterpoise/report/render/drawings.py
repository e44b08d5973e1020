"""The charts of a page as SVG, drawn while the page is still being made."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from counterpoise.report import charts
from counterpoise.report.pages import Chart, Section


@dataclass
class Drawings:
    """The charts of a page as SVG, drawn by an executor while the page is still being made.

    Parameters
    ----------
    executor : concurrent.futures.Executor or None
        Who draws; None draws each chart when it is asked for.
    draw : callable
        How: `charts.svg`, or `Drawn.svg`, which keeps what it drew for the next page.
    printed : bool
        Whether they are for print, and not for a screen.
    """

    executor: Executor | None = None
    draw: Callable[[Chart, int], str] = charts.svg
    printed: bool = False
    _begun: dict[tuple[str, int], Future[str]] = field(default_factory=dict, repr=False)

    def begin(self, section: Section) -> None:
        """Have the charts of a finished section drawn."""
        if self.executor is None:
            return
        for part in section.parts:
            if isinstance(part, Chart):
                for width in (charts.print_width(part),) if self.printed else charts.widths(part):
                    drawn = self.executor.submit(self.draw, part, width)
                    self._begun[part.id, width] = drawn

    def svg(self, chart: Chart, width: int) -> str:
        """Return a chart's drawing, waiting for it if need be."""
        begun = self._begun.get((chart.id, width))
        return begun.result() if begun else self.draw(chart, width)
