"""What is asserted: one statement, typed, in our own words, with the date on which it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from counterpoise.errors import CounterpoiseError, StatementError, UsageError
from counterpoise.reference import groups, states
from counterpoise.statements.kinds import (
    AMOUNTS,
    EVENTS,
    KINDS,
    TIMES,
    UNITS,
    Kind,
    channels,
    fields_of,
    units,
)

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
LONGEST_TEXT: Final = 500


@dataclass(frozen=True)
class Position:
    """Where a sentence stands in a text: characters from 0, `end` excluded; line from 1."""

    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Statement:
    """One assertion about a state and its partners.

    Parameters
    ----------
    id : str
        Unique in its file.
    text : str
        What is asserted, in our own words.
    kind : str
        One of `KINDS`.
    stated : date
        The day on which it was said. What was known then is what the last full year before it tells.
    subject : str
        Id of the state, or name of a bloc, that is spoken of.
    partners : tuple of str
        Ids; several stand together as one (a bloc by its name), except in events: each by itself.
    channel : str
        A view (`measures.views`) or "trade", both directions; "" for all channels where allowed.
    of : str
        Which figure, for kinds that know several.
    comparison : str
        One of the kind's.
    quantity : float, optional
        Per cent if `unit` is "%", else in `unit`; a place for ranks; years for durations; how many
        times as much for comparisons.
    unit : str
        "%", "points" (of a share), "times", "USD", "million TIV" or "".
    years : (int, int), optional
        The years spoken of; None for the time of the statement.
    before : (int, int), optional
        The earlier period, from which a change is counted.
    when : str
        "throughout": in every year of `years`; "once": in some period of the past, and not today;
        "year of account": in twelve months that lie in these calendar years, or are called by this one;
        "": in the period as a whole.
    product : str
        A basket of products, or the word for one that is not held: it is never answered by the whole.
    to : int, optional
        The last year of a forecast, or by which something could be done.
    items, issues : tuple of str
        Products (prefixes of HS codes) or armament categories; issue codes of votes.
    poles : tuple of str
        The powers that a state stands between, or is compared with.
    event, bloc : str
        What happened, one of `EVENTS`; a bloc of `reference.groups`.
    related : tuple of str
        Ids that may defensibly be counted with the partners.
    needs : tuple of str
        Evidence that would be needed and that nobody holds here.
    note, speaker : str
        Context in our own words; who said it.
    position : Position, optional
        Where it was read.

    Raises
    ------
    StatementError
        If a part is missing, does not belong to the kind, or can't be meant; names the key.
    """

    id: str
    text: str
    kind: str
    stated: date
    subject: str
    partners: tuple[str, ...] = ()
    channel: str = ""
    of: str = ""
    comparison: str = ""
    quantity: float | None = None
    unit: str = ""
    years: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    when: str = ""
    product: str = ""
    to: int | None = None
    items: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    poles: tuple[str, ...] = ()
    event: str = ""
    bloc: str = ""
    related: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    note: str = ""
    speaker: str = ""
    position: Position | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be meant, and write every name as the registry does."""
        _one_of("kind", self.kind, KINDS)
        if not self.id or not self.text.strip() or len(self.text) > LONGEST_TEXT:
            key = "text" if self.id else "id"
            raise StatementError(f"`{key}` must have 1 to {LONGEST_TEXT} letters.", key=key)
        _require_parts(self)
        _require_dates(self)
        for key in ("subject", "partners", "poles", "related", "bloc"):
            if given := getattr(self, key):
                object.__setattr__(self, key, _resolved(key, given))
        if self.event.startswith("embargo"):
            _require_senders(self.partners)
        for key in ("partners", "poles"):
            if self.subject in getattr(self, key):
                raise StatementError(f"`{key}` must not hold the subject itself.", key=key)

    @property
    def known_to(self) -> int:
        """The last full year before the day of the statement."""
        return self.stated.year - 1

    @property
    def threshold(self) -> float | None:
        """The quantity in plain units: a share from 0 to 1 where per cent is meant."""
        if self.quantity is None:
            return None
        return self.quantity / 100 if self.unit == "%" else self.quantity

    def with_id(self, name: str) -> Statement:
        """Return the same statement under another id."""
        return replace(self, id=name)


TRADES: Final = ("", "trade", "imports", "exports", "arms", "arms-exports", "aid")
"""Channels that are known without asking which are one's own, which takes longer."""


def _require_parts(said: Statement) -> None:
    kind = KINDS[said.kind]
    for key in kind.required:
        if getattr(said, key) in ("", (), None):
            raise StatementError(f"`{key}` is missing: {said.kind} needs it.", key=key)
    for name, default in _foreign(said.kind):
        if getattr(said, name) != default:
            raise StatementError(f"`{name}` does not belong to {said.kind}.", key=name)
    for key in ("comparison", "of", "channel", "event", "unit", "when"):
        if given := getattr(said, key):
            _one_of(key, given, _allowed(kind, key, given))
    rated = said.kind == "alignment" and said.comparison in AMOUNTS
    if rated != (said.quantity is not None) and said.kind == "alignment":
        key = "quantity" if rated else "comparison"
        raise StatementError(
            f"`{key}` does not go with the rest: a part of votes has both.", key=key
        )
    if said.quantity is not None and not 0 <= said.quantity < 1e18:
        raise StatementError("`quantity` must be a number from 0 to 1e18.", key="quantity")
    placed = said.kind in ("rank", "world rank") and said.quantity is not None
    if placed and (said.quantity < 1 or said.quantity % 1):  # type: ignore[operator]
        raise StatementError("`quantity` must be a whole number from 1: a place.", key="quantity")
    may_grow = said.kind == "change" and said.comparison == "rising" and said.unit == "%"
    part = said.unit in ("%", "points") and not may_grow
    if part and said.quantity is not None and said.quantity > 100:
        raise StatementError("`quantity` must be at most 100 where it is per cent.", key="quantity")


def _allowed(kind: Kind, key: str, given: str) -> tuple[str, ...]:
    """Return what a key of a kind may hold."""
    if key == "channel":
        return TRADES if given in TRADES else channels()
    if key == "unit":
        return UNITS if given in UNITS else units()
    named = {"comparison": kind.comparisons, "of": kind.of, "event": EVENTS, "when": TIMES}
    return named[key]


@cache
def _foreign(kind: str) -> tuple[tuple[str, Any], ...]:
    """Return the keys that do not belong to a kind, with what they are where they are not given."""
    known = fields_of(kind)
    return tuple((one.name, one.default) for one in fields(Statement) if one.name not in known)


def _require_dates(said: Statement) -> None:
    if not FIRST_DAY <= said.stated <= LAST_DAY:
        raise StatementError("`stated` must be a day from 1900 to 2200.", key="stated")
    for key in ("years", "before"):
        if period := getattr(said, key):
            _require_period(key, period, said.stated)
    if said.years and said.before and said.before[1] > said.years[1]:
        raise StatementError("`before` must not end after `years`.", key="before")
    if said.to is not None and not said.stated.year <= said.to <= said.stated.year + 50:
        raise StatementError(
            f"`to` must be a year from {said.stated.year}, that of the statement.", key="to"
        )


def _require_period(key: str, period: tuple[int, int], stated: date) -> None:
    first, last = period
    if not 1816 <= first <= last <= 2200:
        raise StatementError(f"`{key}` must be two years, the first not later.", key=key)
    if last > stated.year:
        raise StatementError(
            f"`{key}` must not lie after the day of the statement, {stated}.",
            key=key,
            attempt='say what is expected as kind = "forecast", with `to`',
        )


def _require_senders(partners: tuple[str, ...]) -> None:
    """Refuse as a sender of embargoes what is neither a state nor a bloc that is known."""
    for party in partners:
        if party not in groups.TITLES and states.kind(party) not in ("state", "territory"):
            raise StatementError(
                f"`partners` must name states or blocs, not {states.name(party)!r}"
                f" ({states.kind(party)}): no embargo of it is in the table.",
                key="partners",
                attempt=f"the blocs known: {', '.join(groups.blocs())}",
            )


def _one_of(key: str, given: str, allowed: Mapping[str, Any] | tuple[str, ...]) -> None:
    if given not in allowed:
        raise StatementError.of(UsageError.not_among(f"`{key}`", given, allowed), key=key)


def _resolved(key: str, given: Any) -> Any:
    try:
        if key == "bloc":
            return groups.resolve(given)
        return _party(given) if isinstance(given, str) else tuple(_party(one) for one in given)
    except CounterpoiseError as fault:
        raise StatementError.of(fault, key=key) from fault


@lru_cache(maxsize=1024)
def _party(name: str) -> str:
    """Return the id of a state, or a bloc as it is written."""
    prefix, _, rest = name.strip().partition(":")
    bare = rest if prefix in ("organisation", "bloc") else name
    return groups.party(bare) or states.resolve(name)


def members(parties: tuple[str, ...], year: int) -> tuple[str, ...]:
    """Return the states that parties stand for in a year, every bloc by its members."""
    found: list[str] = []
    for party in parties:
        found += groups.members(party, year) if party in groups.TITLES else [party]
    return tuple(dict.fromkeys(found))


def named(party: str) -> str:
    """Return the name of a state, or a bloc's own."""
    return party if party in groups.TITLES else states.name(party)
