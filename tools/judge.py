"""Work out how much each embedded release tells of every state and year, and write it beside them.

::

    python tools/judge.py           write evidence/judged/
    python tools/judge.py --check   say whether it is out of date, and exit 1 if it is

To be run after a change of the embedded evidence or of the rules (`counterpoise.panel.judged`): what is
out of date is never used, and every page takes as much longer. It takes 20 seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from counterpoise.measures.views import VIEWS, view
from counterpoise.panel import judged
from counterpoise.panel.candidates import candidates
from counterpoise.panel.completeness import completeness, totals_of
from counterpoise.panel.store import Store
from counterpoise.report.sections.state.products import SHOWN
from counterpoise.settings import embedded_folder

FOLDER = embedded_folder() / judged.FOLDER


def questions() -> dict[Path, tuple[str, str, str]]:
    """Return what every page asks of states' ties, with where the answer belongs."""
    store = Store((embedded_folder(),)).steady()
    found = {}
    for seen in map(view, (*VIEWS, *(name for single in SHOWN.values() for name in single))):
        asked = candidates(store, seen.indicator, side=seen.of, item=seen.item)
        if asked:
            place = judged.place(asked, totals_of(store, asked[0]))
            found[place] = (seen.indicator, seen.of, seen.item)
    return found


def main() -> int:
    wanted, held = questions(), set(FOLDER.glob("*.parquet"))
    if set(wanted) == held:
        return 0
    if "--check" in sys.argv:
        print("evidence/judged is out of date: python tools/judge.py")
        return 1
    FOLDER.mkdir(exist_ok=True)
    for old in held - set(wanted):
        old.unlink()
    store = Store((embedded_folder(),)).steady()
    for place, (indicator, side, item) in wanted.items():
        if place not in held:
            found = candidates(store, indicator, side=side, item=item)
            rows = completeness(store, found)
            rows.write_parquet(place, compression="zstd", compression_level=15, statistics=False)
            print(f"{place.name}: {rows.height:,} state-years")
    return 0


if __name__ == "__main__":
    sys.exit(main())
