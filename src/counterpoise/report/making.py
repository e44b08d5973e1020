"""What every page says of its making: the choices behind its numbers, and the version."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoise.measures.views import VIEWS
from counterpoise.printable import number_of


def choices(as_of: int | None, blocs: Sequence[str]) -> tuple[str, ...]:
    """Return the choices behind every number, in words."""
    windows = ", ".join(
        f"{view.title} {number_of(view.window, 'year')}"
        for view in VIEWS.values()
        if view.name in {"arms", "imports", "exports", "aid"}
    )
    return (
        f"Computed as if nothing after {as_of} were known; the vintages are the latest, and may"
        " have been revised since"
        if as_of
        else "All years held are used",
        f"Trailing windows: {windows}",
        f"Counted as one partner: {', '.join(blocs)}"
        if blocs
        else "Blocs: every member counts by itself",
        f"No share is stated on a window of under {VIEWS['arms'].floor:g} million TIV of arms,"
        " or under $1 m of trade or aid",
    )


def version() -> str:
    """Return the package's version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("counterpoise")
    except PackageNotFoundError:
        return "not installed"
