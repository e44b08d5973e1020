"""Bring sources to their publishers' newest release, and say what became newer.

One source after the other, each whole or not at all: a publisher who does not answer leaves what is
held of him as it was, and the others are asked all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl

from counterpoise import sources
from counterpoise.errors import CounterpoiseError, UsageError
from counterpoise.panel import build, daily
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.settings import Settings
from counterpoise.snapshots import fetch as fetching
from counterpoise.snapshots.downloads import Progress
from counterpoise.snapshots.request import Request, spelled
from counterpoise.snapshots.source import Source

OURS: Final = "Counterpoise"
"""The publisher of what is computed here, which nobody offers."""
CHANNEL_OF: Final = {"votes": "votes", "state_years": "states", "events": "events"}
"""What is shown as the channel of a table whose rows have none."""


@dataclass(frozen=True)
class Renewed:
    """What became of one source.

    Parameters
    ----------
    source : str
        Its id.
    last : dict
        By channel, the last year held before and after; None where nothing was or is held.
    holding : Holding or None
        What is held now, if it could be fetched.
    fault : CounterpoiseError or None
        Why not, else.
    """

    source: str
    last: dict[str, tuple[int | None, int | None]]
    holding: Holding | None = None
    fault: CounterpoiseError | None = None

    def record(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "source": self.source,
            "ok": self.fault is None,
            "vintage": self.holding.vintage if self.holding else "",
            "last_year": {name: list(years) for name, years in self.last.items()},
            **({"failure": self.fault.as_dict()} if self.fault else {}),
        }


def fetched(
    store: Store,
    settings: Settings,
    source: str,
    *,
    urls: Sequence[str] = (),
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    update: bool = False,
    vintage: str = "",
    accept_changes: bool = False,
    report: build.Report = lambda step: None,
    progress: Callable[[Progress], None] | None = None,
) -> Holding:
    """Download a source, read it into the store, and pin what was downloaded.

    A release that its files do not name is called by the day of the download. A source that gives a
    file a day is asked month by month (:mod:`.daily`).
    """
    if card(source).daily and not urls:
        return daily.fetched(
            store, settings, source, states=states, years=years, update=update, report=report,
            progress=progress,
        )  # fmt: skip
    return fetching.use(
        sources.module(source).SOURCE,
        lambda paths: build.add(
            store, source, paths, vintage=vintage, otherwise=str(datetime.now(UTC).date()),
            accept_changes=accept_changes, report=report,
        ),
        folder=settings.downloads, lock=settings.lock, urls=urls, states=states, years=years,
        update=update, offline=settings.offline, progress=progress,
    )  # fmt: skip


def refresh(
    store: Store,
    settings: Settings,
    wanted: Sequence[str],
    *,
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    accept_changes: bool = False,
    report: Callable[[str, str], None] = lambda source, step: None,
    progress: Callable[[str, Progress], None] = lambda source, step: None,
) -> Iterator[Renewed]:
    """Fetch each source anew, and yield what became of it.

    Parameters
    ----------
    store, settings
        Where it is kept.
    wanted : sequence of str
        Ids of sources.
    states, years
        What to ask for, where a publisher answers by state or by year.
    accept_changes : bool
        True keeps a release that differs from what is held by more than releases do.
    report, progress : callable
        Told the source, and what is being done or how far a download is.
    """
    for source in wanted:
        report(source, "asking")
        before = last_years(store, source)
        holding = fault = None
        try:
            holding = fetched(
                store, settings, source, states=states, years=years, update=True,
                accept_changes=accept_changes,
                report=lambda step, of=source: report(of, step),  # type: ignore[misc]
                progress=lambda step, of=source: progress(of, step),  # type: ignore[misc]
            )  # fmt: skip
        except CounterpoiseError as caught:
            fault = caught
        after = last_years(store, source)
        channels = sorted({*before, *after})
        last = {name: (before.get(name), after.get(name)) for name in channels}
        yield Renewed(source, last, holding, fault)


def last_years(store: Store, source: str) -> dict[str, int]:
    """Return, by channel, the last year in which a source is held with a figure."""
    table = sources.module(source).SOURCE.table
    found: dict[str, int] = {}
    for release in store.releases(source):
        for channel, year in _last_years(release.scan(), table):
            found[channel] = max(year, found.get(channel, year))
    return found


def _last_years(rows: pl.LazyFrame, table: str) -> Iterator[tuple[str, int]]:
    if table in {"votes", "events"}:
        rows = rows.select(year=pl.col("date").dt.year())
    else:
        rows = rows.filter(pl.col("value").is_not_null())
    if table in CHANNEL_OF:
        rows = rows.with_columns(channel=pl.lit(CHANNEL_OF[table]))
    last = rows.group_by("channel").agg(pl.col("year").max()).collect()
    for channel, year in last.select("channel", "year").rows():
        yield str(channel), int(year)


def chosen(only: Sequence[str] = ()) -> list[str]:
    """Return the sources that can be fetched, all or those named: by id, or by its first word.

    Raises
    ------
    UsageError
        If a word names none.
    """
    able = [source for source in sources.ids() if card(source).requests]
    if not only:
        return able
    for word in only:
        if not any(_named(source, word) for source in able):
            raise UsageError.not_among(
                "--only", word, able, attempt="counterpoise refresh --dry-run   (lists them)"
            )
    return [source for source in able if any(_named(source, word) for word in only)]


def _named(source: str, word: str) -> bool:
    return source == word or source.startswith(f"{word}_")


def passed_over(
    wanted: Sequence[str],
    only: Sequence[str] = (),
    *,
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
) -> dict[str, str]:
    """Return the sources that are not asked since all would be too much, and why.

    Whoever names such a source by its id is told when it is asked.
    """
    reasons = {
        source: fetching.too_much(card(source), states=states, years=years)
        for source in wanted
        if source not in only
    }
    return {source: reason for source, reason in reasons.items() if reason}


def by_hand() -> list[Source]:
    """Return the cards of the sources that only a person can download."""
    cards = [card(source) for source in sources.ids()]
    return [one for one in cards if not (one.requests or one.daily) and one.publisher != OURS]


def to_ask(
    source: str, *, states: Sequence[str] = (), years: tuple[int, int] | None = None
) -> list[Request]:
    """Return what would be asked of a publisher; of answers in pages, the first page."""
    return spelled(card(source).requests, states=states, years=years)


def card(source: str) -> Source:
    """Return a source's card."""
    return sources.module(source).SOURCE
