"""Say what is being done, where somebody is watching; be quiet where nobody is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


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
