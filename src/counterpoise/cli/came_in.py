"""Print what came in with a file, at the end of `add` and `fetch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpoise.cli import door
from counterpoise.report.came_in import headline, lines

if TYPE_CHECKING:
    from counterpoise.panel.holdings import Holding


def show(held: Holding) -> None:
    """Print what was kept, and the account of what came in."""
    door.say(headline(held))
    for name, words in lines(held.account or {}):
        door.say(f"  {name:<10} {words}")
