"""Write the page "Thin ground": every state and year whose leader the rule of trust takes back.

::

    python tools/thin_ground.py           write docs/reference/thin-ground.md
    python tools/thin_ground.py --check   say whether it is out of date, and exit 1 if it is
    python tools/thin_ground.py --print   show the page, and write nothing

Only the embedded evidence is read, so that the page is the same on every machine. With `--print`,
``COUNTERPOISE_ENOUGH`` may set another rule.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise.measures.answers import Told, told
from counterpoise.measures.leadership import leadership
from counterpoise.measures.shares import SHARED
from counterpoise.measures.sufficiency import PARTLY_KNOWN, TOO_LITTLE
from counterpoise.measures.views import VIEWS
from counterpoise.panel.completeness import COUNTED, DISPUTED, ESTIMATED, LARGEST
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.settings import Enough, embedded_folder

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "reference" / "thin-ground.md"
YEARS: Final = (1960, 2024)
CHANNELS: Final = ("imports", "exports", "arms", "aid", "investment")
TAKEN_BACK: Final = (PARTLY_KNOWN, TOO_LITTLE)

HEAD = """\
<!-- Written by tools/thin_ground.py: do not edit. -->

# Thin ground

No leader is named, no share stated and no index computed where the evidence tells of less than
**{named} %** of a state's own total; there are bounds then. Under **{shown} %** there are no bounds
either: "too little known". This page lists every state and year from {first} to {last} to which the
evidence that travels with the package has an answer, and where the rule takes the leader back. How
completeness is measured, and which evidence answers, is under
[Reading the numbers](../explanation/reading-the-numbers.md#which-evidence-answers).

The page is made by

```sh
python tools/thin_ground.py
```

Another rule is set by `COUNTERPOISE_ENOUGH`, for every command and for this page, here as shown and
not written:

```sh
COUNTERPOISE_ENOUGH=0.9,0.6 python tools/thin_ground.py --print
```

## How much holds

A state and year is *answered* if some release covers it for the channel's whole window. *No total
held* are those of the leaders named for which no source says the state's own total and no partner
is known to be left out: the rule can't judge them, and their completeness is empty, not 100 %. *No
leader* are totals that are zero, under the channel's floor, made of parts of which one is negative, or
of which more is unallocated than any partner has.

| Channel | Answered | Leader named | No total held | Partly known | Too little known | No leader |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""

TABLES = """
## Who lost a leader

One row is a state and a run of years that one source answers, held against one yardstick: the source
that says the state's own total, or *estimated*, from what the partners who are not covered had
before, or *disputed*: less what the state granted under half of when it last told of its imports, or
*counted*: only partners tell, some are silent, and all that is known of these is how many they are. A
count names no leader: it vouches for three quarters at most. *Part told* is the lowest and the highest
of the run. *Would have led* is who has the largest of the ties told, with its part of them: what a page
without the rule would print.
"""


@dataclass(frozen=True)
class Lost:
    """A state's year without the leader that its ties would name."""

    state: str
    year: int
    source: str
    yardstick: str
    part: float
    leader: str
    share: float


@dataclass(frozen=True)
class Ground:
    """What a channel rests on: its state-years counted, and those that lost their leader."""

    counts: tuple[int, ...]
    lost: tuple[Lost, ...]


def ground(found: Told) -> Ground:
    """Return what the answers of a channel rest on."""
    return Ground(_counted(found), tuple(_lost(found)))


def grounds() -> dict[str, Ground]:
    """Return what every channel of the page rests on, by the embedded evidence."""
    store = Store((embedded_folder(),))
    return {name: ground(told(store, VIEWS[name], years=YEARS)) for name in CHANNELS}


def written(found: Mapping[str, Ground]) -> str:
    """Return the page."""
    rule = Enough.of_the_environment()
    head = HEAD.format(
        named=f"{100 * rule.named:g}", shown=f"{100 * rule.shown:g}", first=YEARS[0], last=YEARS[1]
    )
    counts = [_row(name, *(f"{each:,}" for each in one.counts)) for name, one in found.items()]
    tables = [line for name, one in found.items() for line in _table(name, one.lost)]
    return head + "\n".join(counts) + "\n" + TABLES + "\n".join(tables) + "\n"


def _counted(found: Told) -> tuple[int, ...]:
    """Return how many state-years are answered, and what may be said of them."""
    years = leadership(found.shares, of=found.view.of, over=found.view.over)
    parts = found.shares.select(found.view.of, "year", "completeness").unique()
    years = years.join(parts, on=[found.view.of, "year"], how="left", validate="1:1")
    state, led = pl.col("state_of_share"), pl.col("leader").is_not_null()
    sums = years.select(
        answered=pl.len(),
        named=led.sum(),
        unjudged=(led & pl.col("completeness").is_null()).sum(),
        partly=(state == PARTLY_KNOWN).sum(),
        hardly=(state == TOO_LITTLE).sum(),
        nobody=(~led & ~state.is_in(TAKEN_BACK)).sum(),
    )
    return tuple(sums.row(0))


def _lost(found: Told) -> Iterator[Lost]:
    """Return the state-years of which the rule takes the leader back, by state and year."""
    side, over = found.view.of, found.view.over
    rows = found.shares.filter(pl.col("state_of_share").is_in(TAKEN_BACK))
    positive = pl.col("volume") > 0
    without_rule = rows.with_columns(
        share=pl.when(positive).then(pl.col("value") / pl.col("volume")),
        state_of_share=pl.lit(SHARED),
    )
    whence = rows.select(side, "year", "source", "completeness").unique()
    why = found.answer.chosen.select(pl.col("state").alias(side), "year", "yardstick")
    years = leadership(without_rule, of=side, over=over)
    for one in (whence, why):
        years = years.join(one, on=[side, "year"], validate="1:1")
    years = years.with_columns(
        pl.col("leader").fill_null(""), pl.col("leader_share").fill_null(0.0)
    )
    columns = (side, "year", "source", "yardstick", "completeness", "leader", "leader_share")
    yield from (Lost(*row) for row in years.sort(side, "year").select(columns).iter_rows())


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _table(name: str, found: Sequence[Lost]) -> Iterator[str]:
    """Return a channel's table, a row for each run of years."""
    yield f"\n### {name.capitalize()}\n"
    if not found:
        yield "None."
        return
    yield _row("State", "Years", "Source", "Part told", "Yardstick", "Would have led")
    yield _row("---", "---", "---", "---:", "---", "---")
    for run in sorted(_runs(found), key=lambda run: (states.name(run[0].state), run[0].year)):
        one, parts = run[0], _range([each.part for each in run])
        yield _row(
            states.name(one.state), _span(run), f"`{one.source}`", parts, _yardstick(one.yardstick),
            "; ".join(_leaders(run)),
        )  # fmt: skip


def _runs(found: Sequence[Lost]) -> Iterator[list[Lost]]:
    """Return years in a row of one state, source and yardstick."""

    def run(placed: tuple[int, Lost]) -> tuple[Any, ...]:
        place, one = placed
        return one.state, one.source, one.yardstick, one.year - place

    for _, group in groupby(enumerate(found), key=run):
        yield [one for _, one in group]


def _leaders(run: Sequence[Lost]) -> Iterator[str]:
    """Return who would have led, when (if others did too), and with how much of what is told."""
    alone = len({one.leader for one in run}) == 1
    for leader, group in groupby(run, key=lambda one: one.leader):
        years = list(group)
        when = "" if alone else f" {_span(years)}"
        if not leader:
            yield f"nobody who is named{when}"
            continue
        yield f"{states.name(leader)}{when} ({_range([one.share for one in years])})"


def _yardstick(name: str) -> str:
    return name if name in {COUNTED, DISPUTED, ESTIMATED, LARGEST} else f"`{name}`"


def _span(run: Sequence[Lost]) -> str:
    first, last = run[0].year, run[-1].year
    return f"{first}" if first == last else f"{first}–{last}"


def _range(parts: Sequence[float]) -> str:
    """Return the lowest and the highest part, rounded down: none seems to hold to the rule."""
    low, high = (f"{floor(round(1000 * part, 6)) / 10:.1f}" for part in (min(parts), max(parts)))
    return f"{low} %" if low == high else f"{low}–{high} %"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or show it, or say whether it is out of date."""
    if "--print" in arguments:
        sys.stdout.write(written(grounds()))
        return 0
    os.environ.pop("COUNTERPOISE_ENOUGH", None)
    page = written(grounds())
    if "--check" in arguments:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        if not current:
            print(f"out of date: {PAGE.relative_to(REPOSITORY)}; run python tools/thin_ground.py")
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
