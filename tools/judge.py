"""Work out beforehand what pages ask of the embedded evidence about all states, and write it beside it.

::

    python tools/judge.py           write evidence/judged/
    python tools/judge.py --check   say whether it is out of date, and exit 1 if it is

That is how much each embedded release tells of every state and year (`counterpoise.panel.judged`), and the
tables of all states that the briefs on `ASKED_BY` and plans of a new mix ask for
(`counterpoise.panel.worked_out`). To be run after a change of the embedded evidence or of the rules that
those modules name: what is out of date is never used, and every page takes as much longer. It takes half
a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from counterpoise.measures.views import VIEWS, view
from counterpoise.panel import judged, worked_out
from counterpoise.panel.candidates import candidates
from counterpoise.panel.completeness import completeness, totals_of
from counterpoise.panel.sealed import sealed
from counterpoise.panel.store import Steady, Store
from counterpoise.report.brief import brief
from counterpoise.report.sections.state.products import SHOWN
from counterpoise.scenarios.rebalance.precedents import precedents
from counterpoise.settings import embedded_folder

FOLDER = embedded_folder() / judged.FOLDER

ASKED_BY = ("VNM", "USA", "KAZ", "THA", "NRU", "KEN")
"""States whose last years differ: what their pages ask of all states, those of most others ask too."""


@dataclass(frozen=True)
class Asked(Steady):
    """A store that remembers which tables of all states it was asked for."""

    tables_asked: dict[Any, pl.DataFrame] = field(default_factory=dict, compare=False)

    def kept(self, asked: Any, make: Any) -> pl.DataFrame:
        self.tables_asked[asked] = self.same(asked, make)
        return self.tables_asked[asked]


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


def tables(
    states: Sequence[str] = ASKED_BY, channels: Sequence[str] = ("imports",)
) -> dict[tuple[object, ...], pl.DataFrame]:
    """Return the tables of all states that pages ask for, but those named by a folder.

    `states` are those whose briefs are made; `channels` those of which precedents are looked for.
    """
    store = Asked((embedded_folder(),))
    for state in states:
        brief(store, state)
    for channel in channels:
        precedents(store, channel, share=0.5, down=0.1, years=5)
    return {
        asked: found
        for asked, found in store.tables_asked.items()
        if not any(isinstance(part, Path) for part in asked)
    }


def marked() -> str:
    """Return the mark of what the tables of all states rest on."""
    return worked_out.mark(Store((embedded_folder(),)).holdings())


def tables_are_due() -> bool:
    """Return whether the tables of all states that are there rest on something else by now."""
    held = {one.name.split("-")[1] for one in FOLDER.glob("table-*.ipc")}
    return held != {worked_out.place(marked(), ()).name.split("-")[1]}


def main() -> int:
    wanted, held = questions(), set(FOLDER.glob("*.parquet"))
    due = tables_are_due()
    if set(wanted) == held and not due:
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
    if due:
        _write_tables()
    return 0


def _write_tables() -> None:
    for old in FOLDER.glob("table-*.ipc"):
        old.unlink()
    for asked, rows in tables().items():
        place = worked_out.place(marked(), asked)
        place.write_bytes(sealed(rows))
        print(f"{place.name}: {rows.height:,} rows, {asked}")


if __name__ == "__main__":
    sys.exit(main())
