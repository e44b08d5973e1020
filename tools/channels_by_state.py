"""Write the page "Channels by state": how many channels each state has, and their last year.

::

    python tools/channels_by_state.py           write docs/reference/channels-by-state.md
    python tools/channels_by_state.py --check   say whether it is out of date, and exit 1 if it is

Only the embedded evidence is read, so that the page is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import told
from counterpoise.measures.leadership import leadership
from counterpoise.measures.shares import SHARED
from counterpoise.measures.views import SOLD, view
from counterpoise.panel import ask
from counterpoise.panel.store import Store
from counterpoise.reference import groups, products, states
from counterpoise.settings import embedded_folder

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "reference" / "channels-by-state.md"
RECENT: Final = 2020
MEMBERS_OF: Final = 2025
"""The year whose members of the United Nations are listed."""
ENOUGH: Final = 6
BESIDE: Final = ("TWN", "XKX", "PSE", "HKG")
"""Not members of the United Nations, and asked for all the same."""

SHARES: Final = {
    "Arms": ("arms",), "Imports": ("imports",), "Exports": ("exports",), "Energy": ("energy",),
    "Materials": ("materials",), "Technology": ("technology",), "Aid": ("aid",),
    "Investment": ("investment", "investment-flow"),
}  # fmt: skip
"""Channels of shares, with their views: the year is the last of which a leader may be named in any."""
LISTS: Final = {
    "Security": ("alliance_defense", "trade_agreement", "investment_treaty"),
    "Disputes": ("dispute",),
}
"""Channels that are lists, with their indicators: the year is the last to which a list covers the state."""
VOTES: Final = "Votes"
COLUMNS: Final = (*SHARES, VOTES, *LISTS)

HEAD = """\
<!-- Written by tools/channels_by_state.py: do not edit. -->

# Channels by state

What the evidence that travels with the package tells of each member of the United Nations, and of
some others: the last year of each channel. Of shares it is the last year of which the
[rule of trust](../explanation/reading-the-numbers.md#which-evidence-answers) lets a leader be named;
in brackets, a later one of which too little is told for that, and enough for bounds on the shares. Of
votes it is the last year in which the state voted; of pacts, agreements and disputes, the last that a
list covers. Energy and materials are told if the basket is, as bought or as sold, or one of its
products. A dash: nothing that may be stated.

{named} of {all} members of the United Nations have at least {enough} channels told to {recent} or
later of which a leader may be named; {shown} have as many with those of which bounds are shown. The
first column counts the second way.

The page is made by

```sh
python tools/channels_by_state.py
```

"""


class Last(NamedTuple):
    """The last year of a channel: of which a leader may be named, and of which bounds are shown at least."""

    named: int = 0
    shown: int = 0

    def __str__(self) -> str:
        """Return the cell: "2015 (2025)"."""
        later = f"({self.shown})" if self.shown > self.named else ""
        return " ".join(filter(None, (str(self.named or ""), later))) or "–"


NEVER: Final = Last()
Years = Mapping[str, Mapping[str, Last]]
"""The last years of each channel by state."""


def channels(those: Sequence[str] = (), store: Store | None = None) -> Years:
    """Return the last years of each channel by state, by the embedded evidence; of all, or of some."""
    store = store or Store((embedded_folder(),))
    shared = {
        name: _last_shared(store, list(_each(views)), those) for name, views in SHARES.items()
    }
    listed = {
        name: _last_listed(store, lists, those or (*members(), *BESIDE))
        for name, lists in LISTS.items()
    }
    return {**shared, VOTES: _last_vote(store), **listed}


def named_recently(found: Years, state: str) -> int:
    """Return of how many channels of a state a leader may be named in `RECENT` or later."""
    return sum(found[name].get(state, NEVER).named >= RECENT for name in COLUMNS)


def shown_recently(found: Years, state: str) -> int:
    """Return of how many channels of a state bounds at least are shown in `RECENT` or later."""
    return sum(max(found[name].get(state, NEVER)) >= RECENT for name in COLUMNS)


def members() -> list[str]:
    """Return the members of the United Nations, by name."""
    return sorted(groups.members("UN", MEMBERS_OF), key=states.name)


def written(found: Years) -> str:
    """Return the page."""
    every = members()
    named, shown = (
        sum(count(found, state) >= ENOUGH for state in every)
        for count in (named_recently, shown_recently)
    )
    head = HEAD.format(named=named, shown=shown, all=len(every), enough=ENOUGH, recent=RECENT)
    lines = [
        _row("State", f"Since {RECENT}", *COLUMNS),
        _row("---", *["---:"] * (len(COLUMNS) + 1)),
    ]
    lines += [line(found, state) for state in (*every, *BESIDE)]
    return head + "\n".join(lines) + "\n"


def line(found: Years, state: str) -> str:
    """Return a state's row of the page."""
    years = [str(found[name].get(state, NEVER)) for name in COLUMNS]
    return _row(states.name(state), str(shown_recently(found, state)), *years)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _each(views: Sequence[str]) -> Iterator[str]:
    """Return views; with a basket, what the state sells of it, and each product that it is made of."""
    for name in views:
        parts = products.basket(name).parts if name in products.baskets() else ()
        yield from (name, f"{name}{SOLD}", *parts) if parts else (name,)


def _last_shared(store: Store, views: Sequence[str], those: Sequence[str]) -> dict[str, Last]:
    """Return the last years of which a leader is named, and a share or its bounds shown, in any view."""
    named: dict[str, int] = {}
    shown: dict[str, int] = {}
    for seen in map(view, views):
        try:
            shares = told(store, seen, those).shares
        except EvidenceError:  # nothing of it travels with the package
            continue
        led = leadership(shares, of=seen.of, over=seen.over)
        _keep_last(
            named,
            led.filter(pl.col("state_of_share") == SHARED, pl.col("leader").is_not_null()),
            seen.of,
        )
        told_of = pl.any_horizontal(
            pl.col(name).is_not_null() for name in ("share", "share_low") if name in shares.columns
        )
        _keep_last(shown, shares.filter(told_of), seen.of)
    return {state: Last(named.get(state, 0), shown.get(state, 0)) for state in {*named, *shown}}


def _keep_last(last: dict[str, int], rows: pl.DataFrame, of: str) -> None:
    for state, year in rows.group_by(of).agg(pl.col("year").max()).iter_rows():
        last[state] = max(year, last.get(state, 0))


def _last_listed(store: Store, indicators: Sequence[str], those: Sequence[str]) -> dict[str, Last]:
    """Return the last year to which any of some lists covers a state, whether or not it is in it."""
    lists = [ask.indicator_rows(store, indicator) for indicator in indicators]
    spans = {
        state: [last for one in lists for _, last in one.spans(state, side="origin")]
        for state in those
    }
    return {state: Last(max(years)) for state, years in spans.items() if years}


def _last_vote(store: Store) -> dict[str, Last]:
    """Return the last year in which each state voted."""
    cast = ask.votes(store).rows.filter(pl.col("vote").is_in(["yes", "abstain", "no"]))
    last = cast.group_by("state").agg(pl.col("date").dt.year().max()).collect()
    return {state: Last(year) for state, year in last.iter_rows()}


def main(arguments: Sequence[str]) -> int:
    """Write the page, or say whether it is out of date."""
    page = written(channels())
    if "--check" in arguments:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        if not current:
            print(
                f"out of date: {PAGE.relative_to(REPOSITORY)}; run python tools/channels_by_state.py"
            )
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
