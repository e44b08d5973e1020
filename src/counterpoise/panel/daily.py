"""Fetch a source that gives a file a day: month by month, so that what has come is never lost.

A month's files are read, counted and kept in the store, and then removed: of some hundred megabytes a
few remain. Their sums stay in the lock file. Whoever is cut off asks for the same again: days that are
held are not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from counterpoise import sources
from counterpoise.errors import CounterpoiseError, FetchError, SilentError, UsageError
from counterpoise.panel import build
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.settings import Settings
from counterpoise.snapshots import fetch as fetching
from counterpoise.snapshots.downloads import Progress
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Daily, Source

SUM: Final = re.compile(r"\b([0-9a-fA-F]{32})\b\s+(?:\S*/)?([\w.-]+)")
PAUSE: Final = 1.0
"""Seconds between two calls."""


def fetched(
    store: Store,
    settings: Settings,
    source: str,
    *,
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    update: bool = False,
    report: build.Report = lambda step: None,
    progress: Callable[[Progress], None] | None = None,
) -> Holding:
    """Download the days of some years that are not held, and return what is held then.

    Parameters
    ----------
    store, settings
        Where it is kept.
    source : str
        A source whose card says that it gives a file a day.
    states : sequence of str
        States whose ties are kept, with all others; none for everybody's.
    years : (int, int)
        The years wanted, which must be said.
    update : bool
        True asks for days that are held, too.
    report, progress : callable
        Told how many days are left, and how far a download is.

    Raises
    ------
    UsageError
        If no years are named, or none that has a file.
    FetchError
        If a file can't be had; what came before stays, and the error says how much is left.
    SilentError
        If nothing is held, and no day tells of the states. A month that does not is said, and held as
        covered without a row.
    """
    card = sources.module(source).SOURCE
    assert card.daily is not None
    wanted = _wanted(card.daily, source, years)
    held = set() if update else _held(store, source, states)
    sums = _sums(card, settings, update=update, progress=progress)
    there = [day for day in wanted if not sums or _name(card.daily, day) in sums]
    left = [day for day in there if str(day) not in held]
    told, silent = len(there), list[list[date]]()
    for month, of_month in groupby(left, key=lambda day: f"{day:%Y-%m}"):
        days = list(of_month)
        have = told - len(left) - sum(map(len, silent))
        report(f"{month}; {have:,} of {number_of(told, 'day')} held, {len(left):,} left")
        try:
            kept = _month(store, settings, card, days, sums, states, update, report, progress)
        except CounterpoiseError as fault:
            fault.where = f"{fault.where}; {have:,} of {number_of(told, 'day')} held"
            if isinstance(fault, FetchError):
                fault.attempt = "the same command again: days that are held are not asked for"
            raise
        left = [day for day in left if day not in days]
        if kept is None:  # held without rows, once something is held at all
            silent.append(days)
            report(f"{month}; nothing is told of the states named")
    if silent:
        _keep_silence(store, settings, card, silent, sums, states)
    return store.holding(source)


def _keep_silence(
    store: Store,
    settings: Settings,
    card: Source,
    silent: Sequence[Sequence[date]],
    sums: dict[str, str],
    states: Sequence[str],
) -> None:
    """Keep that months before the first with a row told nothing; of no row at all, nothing is kept."""
    assert card.daily is not None
    held = bool(store.releases(card.id))
    for days in silent:
        if held:
            _month(store, settings, card, days, sums, states, False, lambda step: None, None)
        for day in days:
            (settings.downloads / card.id / _name(card.daily, day)).unlink(missing_ok=True)
    if not held:
        raise SilentError.of(states, source=card.id)


def _wanted(daily: Daily, source: str, years: tuple[int, int] | None) -> list[date]:
    """Return the days of some years that have a file by now."""
    attempt = f"counterpoise fetch {source} --years 2019-2020 --states VNM,CHN"
    if years is None:
        raise UsageError("A file a day is too much for all years: name some.", attempt=attempt)
    first = max(date(years[0], 1, 1), date.fromisoformat(daily.first))
    last = min(date(years[1], 12, 31), datetime.now(UTC).date() - timedelta(days=1))
    if last < first:
        raise UsageError(
            f"Files begin on {daily.first} and end yesterday; the years named have none.",
            attempt=attempt,
        )
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _held(store: Store, source: str, states: Sequence[str]) -> set[str]:
    """Return the days that are held of all the states wanted."""
    if not store.releases(source):
        return set()
    spoken = store.holding(source).coverage
    everybody = {day for each in spoken if "*" in each.states for day in each.items}
    if not states:
        return everybody
    by_state = [
        {day for each in spoken if one in each.states for day in each.items} for one in states
    ]
    return everybody | set.intersection(*by_state)


def _name(daily: Daily, day: date) -> str:
    return daily.url.rpartition("/")[2].replace("{day}", f"{day:%Y%m%d}")


def _sums(
    card: Source, settings: Settings, *, update: bool, progress: Callable[[Progress], None] | None
) -> dict[str, str]:
    """Return the sums that the publisher prints of its files; it grows by a line a day, so is asked anew."""
    assert card.daily is not None
    if not card.daily.sums:
        return {}
    listed = replace(card, requests=(Request(card.daily.sums, file="md5sums", pause=PAUSE),))

    def read(paths: Sequence[Path]) -> dict[str, str]:
        text = paths[0].read_text(encoding="utf-8", errors="replace")
        found = {match[2]: match[1].lower() for match in SUM.finditer(text)}
        if not found:
            raise FetchError(
                "The list of files names none.",
                where=f"source {card.id!r}, {listed.requests[0].url}",
                attempt=f"look at {card.url}; a file at hand: counterpoise add {card.id} FILE",
            )
        return found

    return fetching.use(
        listed, read, folder=settings.downloads, lock=settings.lock, update=True,
        offline=settings.offline, progress=progress,
    )  # fmt: skip


def _month(
    store: Store,
    settings: Settings,
    card: Source,
    days: Sequence[date],
    sums: dict[str, str],
    states: Sequence[str],
    update: bool,
    report: build.Report,
    progress: Callable[[Progress], None] | None,
) -> Holding | None:
    """Bring the days of a month into the store, and remove their files; None if they tell nothing."""
    assert card.daily is not None
    requests = []
    for day in days:
        name = _name(card.daily, day)
        url = card.daily.url.replace("{day}", f"{day:%Y%m%d}")
        sum_ = f"md5:{sums[name]}" if name in sums else ""
        requests.append(Request(url, file=name, kind="zip", checksum=sum_, pause=PAUSE))
    taken: list[Path] = []

    def keep(paths: list[Path]) -> Holding | None:
        taken.extend(paths)
        try:
            return build.add(store, card.id, paths, only=states, report=report)
        except SilentError:  # small states have months of which nobody tells
            return None

    kept = fetching.use(
        replace(card, requests=tuple(requests)), keep, folder=settings.downloads, lock=settings.lock,
        update=update, offline=settings.offline, progress=progress,
    )  # fmt: skip
    # Files that told nothing stay until it is known whether anything is held beside them.
    for path in taken if kept is not None else ():
        (settings.downloads / card.id / path.name).unlink(missing_ok=True)
    return kept
