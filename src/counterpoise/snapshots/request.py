"""What is asked of a publisher, as data: address, method, body, pages, key, and what should come.

A plain address is the simplest request. Where a publisher answers by state or by year the address, the
body or the name of the file has slots, which `spelled` fills:

=============  =========================================  ==================
slot           what stands there                          answers
=============  =========================================  ==================
``{state}``    a state, in the publisher's codes          one a state
``{states}``   all states asked for, joined               one
``{year}``     a year                                     one a year
``{years}``    all years asked for, joined by commas      one
``{first}``    the first year asked for                   one
``{last}``     the last one                               one
=============  =========================================  ==================

Every other brace stands for itself, so that a body may be JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final, Literal
from urllib.parse import urlsplit

Method = Literal["GET", "POST"]
Kind = Literal["", "csv", "json", "zip", "xlsx", "parquet"]
Codes = Literal["iso3", "small iso3", "iso2", "m49", "comtrade"]

SLOT: Final = re.compile(r"\{(states?|years?|first|last|found)\}")
COMTRADE: Final = frozenset({251, 490, 579, 699, 757, 842})
"""Numbers by which UN Comtrade calls France, Taiwan, Norway, India, Switzerland and the United States."""
NOT_BY_US: Final = "not by us"
"""When an address was last tried, where nobody of the project has called it yet."""


@dataclass(frozen=True)
class Pages:
    """How an answer goes on where it comes in pages.

    Parameters
    ----------
    by : {"skip", "page", "link"}
        Whether the next page is asked for by how many rows went before, by its number (from 1), or by
        the link that stands in the answer.
    size : int
        Rows of a full page; a page with fewer is the last.
    parameter : str
        The parameter of the address that says where a page begins.
    rows : str
        Where the rows stand in an answer in JSON ("value", or "1" for the second of a list); "" where
        rows are the lines of a table under its header.
    total : str
        Where an answer in JSON says how many rows there are in all; "" where it does not.
    last : str
        Where it says how many pages there are; "" where it does not.
    link : str
        Where the next page's address stands.
    """

    by: Literal["skip", "page", "link"]
    size: int = 0
    parameter: str = ""
    rows: str = ""
    total: str = ""
    last: str = ""
    link: str = ""


@dataclass(frozen=True)
class Key:
    """A key that the user has of the publisher; it is sent, and never written down.

    Parameters
    ----------
    variable : str
        The environment variable that holds it.
    parameter, header : str
        How it is sent: as a parameter of the address or as a header.
    page : str
        Where one gets a key.
    needed : bool
        False where the publisher answers without one too.
    """

    variable: str
    parameter: str = ""
    header: str = ""
    page: str = ""
    needed: bool = True


@dataclass(frozen=True)
class Lookup:
    """What must be asked first to know an address: a list of files, in which the newest is found.

    Parameters
    ----------
    url : str
        The address of the list.
    pattern : str
        A regular expression whose group ``found`` fills the slot ``{found}``, and whose groups ``md5``
        or ``sha256``, if it has them, are the sum that the file must have. The last match counts.
    method, body : str
        How the list is asked for.
    """

    url: str
    pattern: str
    method: Method = "GET"
    body: str = ""


@dataclass(frozen=True)
class Request:
    """One thing to ask of a publisher, and how to know its answer.

    Parameters
    ----------
    url : str
        The address, with slots where it is asked state by state or year by year.
    method : {"GET", "POST"}
        How it is asked.
    body : str
        What is posted, mostly JSON; it may have slots.
    headers : tuple of (str, str)
        Sent along.
    file : str
        The name under which an answer is kept, with slots; "" takes the publisher's own name.
    kind : str
        What should come; "" where anything may.
    begins : str
        How its first line begins (a table's header), where that is known.
    inside : str
        The field of an answer in JSON that holds the file itself; "" where the answer is the file.
    base64 : bool
        True if that field is written in base64.
    members : str
        Which files of an archive are of use ("MIDB*.csv"); "" for all of them.
    checksum : str
        ``md5:…`` or ``sha256:…`` as the publisher prints it; "" where it prints none.
    pages : Pages or None
        How it goes on.
    pause : float
        Seconds between two calls to the same publisher.
    key : Key or None
        The user's own key.
    codes : str
        How the publisher writes states.
    every : str or None
        What it writes for all states at once, which may be nothing; None where each must be named.
    joint : str
        What parts several states in ``{states}``.
    years : (int, int) or None
        The first and the last year that it answers for; 0 as the last is this year.
    nothing : tuple of int
        Statuses by which it says that it has nothing on a state or a year.
    named : bool
        True where it is asked for states that are named alone, since all would be too much.
    lookup : Lookup or None
        What must be asked first.
    tried : str
        When the address was last tried, and by whom.
    """

    url: str
    method: Method = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    file: str = ""
    kind: Kind = ""
    begins: str = ""
    inside: str = ""
    base64: bool = False
    members: str = ""
    checksum: str = ""
    pages: Pages | None = None
    pause: float = 1.0
    key: Key | None = None
    codes: Codes = "iso3"
    every: str | None = None
    joint: str = "+"
    years: tuple[int, int] | None = None
    nothing: tuple[int, ...] = ()
    named: bool = False
    lookup: Lookup | None = None
    tried: str = NOT_BY_US

    @property
    def id(self) -> str:
        """How the lock file calls its answer: the address, and what is posted to it."""
        return self.url if self.method == "GET" else f"{self.method} {self.url} {self.body}".strip()

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def in_words(self) -> str:
        """What is asked and how, for a reader of the card."""
        each = [
            words
            for slot, words in (("state", "one answer a state"), ("year", "one answer a year"))
            if slot in self.slots
        ]
        told = [
            *each,
            *(["for states that are named"] if self.named else []),
            *(["in pages"] if self.pages else []),
            *([f"key from {self.key.variable} ({self.key.page})"] if self.key else []),
            f"last tried: {self.tried}",
        ]
        after = f"after {self.lookup.url}, " if self.lookup else ""
        return f"{after}{self.method} {self.url} ({'; '.join(told)})"

    @property
    def slots(self) -> frozenset[str]:
        """The slots that are still to be filled."""
        return frozenset(SLOT.findall(f"{self.url} {self.body} {self.file}"))

    @property
    def by_state(self) -> bool:
        """Whether it can be asked for some states alone."""
        return bool(self.slots & {"state", "states"})


def spelled(
    requests: Iterable[Request],
    *,
    states: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    today: date | None = None,
) -> list[Request]:
    """Return the requests to send, one for each answer: every slot filled but ``{found}``.

    Parameters
    ----------
    requests : iterable of Request
        Those of a card.
    states : sequence of str
        Ids of the states wanted; none for all, in one answer where the publisher has a word for all.
    years : (int, int) or None
        The years wanted; None for all that are answered for.
    today : date, optional
        The day on which it is asked.
    """
    this_year = (today or date.today()).year
    sent = [
        _filled(request, dict((*state, *year)))
        for request in requests
        for state, year in product(
            _states(request, states), _years(request, years, this_year=this_year)
        )
    ]
    return list({request.id: request for request in sent}.values())


def _states(request: Request, wanted: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return what fills the slots of states, once for each answer."""
    if not request.by_state:
        return [[]]
    if not wanted and request.every is not None:
        return [[("state", request.every), ("states", request.every)]]
    codes = [code for state in wanted or _members() if (code := _code(state, request.codes))]
    if "state" in request.slots:
        return [[("state", code)] for code in codes]
    return [[("states", request.joint.join(codes))]]


def _years(
    request: Request, wanted: tuple[int, int] | None, *, this_year: int
) -> list[list[tuple[str, str]]]:
    """Return what fills the slots of years, once for each answer; none if no year is answered for."""
    if not request.slots & {"year", "years", "first", "last"}:
        return [[]]
    begin, end = request.years or wanted or (this_year, 0)
    end = end or this_year
    first, last = wanted or (begin, end)
    first, last = max(first, begin), min(last, end)
    asked = [str(year) for year in range(first, last + 1)]
    if "year" in request.slots:
        return [[("year", year)] for year in asked]
    both = [("years", ",".join(asked)), ("first", str(first)), ("last", str(last))]
    return [both] if asked else []


def _filled(request: Request, slots: dict[str, str]) -> Request:
    """Return a request with these slots filled wherever they stand."""

    def fill(text: str) -> str:
        return SLOT.sub(lambda slot: slots.get(slot[1], slot[0]), text)

    return replace(request, url=fill(request.url), body=fill(request.body), file=fill(request.file))


def found(request: Request, value: str, checksum: str = "") -> Request:
    """Return a request whose address is known now, with the sum that its list gives."""
    filled = _filled(request, {"found": value})
    return replace(filled, lookup=None, checksum=checksum or request.checksum)


def _members() -> tuple[str, ...]:
    from counterpoise.reference import states

    return tuple(states.members(date.today().year))


def _code(state: str, codes: Codes) -> str:
    """Return how a publisher writes a state; "" if its codes have none."""
    from counterpoise.reference import states

    if codes in {"m49", "comtrade"}:
        numbers = states.m49(state)
        others = [number for number in numbers if codes == "comtrade" and number in COMTRADE]
        return str([*others, *numbers][0]) if numbers else ""
    if codes == "iso2":
        return states.iso2(state) or ""
    return state.lower() if codes == "small iso3" else state
