"""What it costs a brief that every held file is compared with its sha256 before it is used.

Run ``python bench/integrity.py`` from the repository (``--against PATH``: see `timing.py`). Ours is the
time that a brief spends in looking up and checking what is held; it is held against the whole brief,
of which it may take 5 %. "Nothing remembered" reads all files once, as the first process after an
`add` does, or any where the home is read-only; "remembered" finds their stamps as they were.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import timing

from counterpoise.panel import manifests
from counterpoise.panel import store as store_module
from counterpoise.panel.memory import MEMORY
from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.settings import embedded_folder

LIMIT = 0.05


def forgotten() -> None:
    """Make this process know no more of the store than a new one."""
    store_module._checked.cache_clear()
    manifests._read_once.cache_clear()
    MEMORY.forget()


def of_a_brief(remembered: Any) -> float:
    """Return the seconds that a brief spends in looking up and checking what is held."""
    forgotten()
    store, spent = Store((embedded_folder(),)), [0.0]
    if remembered:
        store.damaged()
    look = Store._all

    def timed(self: Store, source: str | None) -> Any:
        begun = time.process_time()
        try:
            return look(self, source)
        finally:
            spent[0] += time.process_time() - begun

    Store._all = timed  # type: ignore[method-assign]
    try:
        brief(store, "VNM")
    finally:
        Store._all = look  # type: ignore[method-assign]
    return timing.told(spent[0])


def whole(_: Any) -> None:
    """Make a brief as a new process does."""
    forgotten()
    brief(Store((embedded_folder(),)), "VNM")


LINES = {
    "checking in a brief, nothing remembered": timing.Line(
        lambda _: of_a_brief(False), whole, "the whole brief", LIMIT
    ),
    "checking in a brief, remembered": timing.Line(
        lambda _: of_a_brief(True), whole, "the whole brief", LIMIT
    ),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
