"""Say what is being done, where somebody is watching; be quiet where nobody is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from counterpoise.panel.refresh import Renewed
    from counterpoise.snapshots.downloads import Progress


@contextmanager
def reporting(lead: str = "") -> Iterator[Callable[[str], None]]:
    """Yield a function that shows its argument beside a spinner, on a terminal only."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: None
        return
    with console.status(f"{lead}…") as status:
        yield lambda step: status.update(f"{lead}{step}")


class Downloads:
    """A bar for the download under way, beside the source and the answer that it is of."""

    def __init__(self, bars: Bars, sources: int) -> None:
        self.bars = bars
        self.bar = bars.add_task("", total=None)
        self.sources, self.ended, self.answer = sources, 0, ""

    def step(self, source: str, words: str) -> None:
        """Say what is being done with a source."""
        self.bars.update(self.bar, description=f"{self._lead(source)}{words}", refresh=True)

    def progress(self, source: str, step: Progress) -> None:
        """Say how far a download is."""
        if step.step == "answer":
            self.answer = f"{step.done:,} of {step.total:,}, "
            return
        words = f"{self._lead(source)}{self.answer}{step.step}"
        self.bars.update(self.bar, description=words, completed=step.done, total=step.total)

    def done(self, one: Renewed) -> Renewed:
        """Count a source that has come to its end, and return it."""
        self.ended, self.answer = self.ended + 1, ""
        return one

    def _lead(self, source: str) -> str:
        count = f"[{self.ended + 1}/{self.sources}] " if self.sources > 1 else ""
        return f"{count}{source}: "


class Quiet(Downloads):
    """The same where nobody is watching."""

    def __init__(self) -> None:
        pass

    def step(self, source: str, words: str) -> None:
        """Say nothing."""

    def progress(self, source: str, step: Progress) -> None:
        """Say nothing."""

    def done(self, one: Renewed) -> Renewed:
        return one


@contextmanager
def downloading(sources: int = 1) -> Iterator[Downloads]:
    """Yield what shows downloads of so many sources as a bar, on a terminal only."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if not console.is_terminal:
        yield Quiet()
        return
    words: Any = TextColumn("{task.description}", markup=False)
    columns = (words, BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        yield Downloads(bars, sources)
