"""What stands first on a page where evidence was damaged: it is not used, and other answers."""

from __future__ import annotations

from counterpoise.panel.store import Store
from counterpoise.report.pages import Sentence


def sentences(store: Store) -> tuple[Sentence, ...]:
    """Return one sentence for each holding that is set aside; none if all is as it was written."""
    return tuple(
        (
            f"Not used: {damage}. What else is held answers in its place. To mend it: {damage.attempt}.",
        )
        for damage in store.damaged()
    )
