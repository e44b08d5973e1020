"""The card of data of one's own: a short TOML file beside the table, read strictly.

::

    id = "gas_contracts"
    title = "Gas bought under contract"
    terms = "For our own use."
    citation = "Ministry of Energy (2026), register of contracts."
    channel = "gas-contracts"                 # a new one, or arms, imports, exports, aid, investment
    unit = "million cubic metres"
    kind = "flow"                   # or "stock"
    complete = true                 # the file names every partner of its states and years
    file = "contracts.csv"          # CSV, Parquet or xlsx: origin, destination, year, value, item
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from counterpoise import schema
from counterpoise.errors import SourceError, quoted
from counterpoise.likeness import hint
from counterpoise.printable import seen
from counterpoise.reference import products

ID: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
CHANNEL: Final = re.compile(r"[a-z][a-z0-9-]{1,29}")
VINTAGE: Final = re.compile(r"[A-Za-z0-9._-]{1,40}")
ADDRESS: Final = re.compile(r"https?://[!-~]+")
LONGEST: Final = 600
"""Letters of a text of a card: it is printed under pages."""
KNOWN: Final = {
    ("arms", "flow"): ("arms", ""),
    ("imports", "flow"): ("goods", schema.DESTINATION),
    ("exports", "flow"): ("goods", schema.ORIGIN),
    ("aid", "flow"): ("aid_net", ""),
    ("debt", "stock"): ("debt_stock", ""),
    ("remittances", "flow"): ("remittances", ""),
    ("investment", "stock"): ("fdi_stock", ""),
    ("investment-flow", "flow"): ("fdi_flow", ""),
}
"""By channel of ours and kind: the indicator that data of one's own then write, and who tells."""
TAKEN: Final = frozenset(
    {name for name, _ in KNOWN}
    | set(schema.CHANNELS)
    | {"arms-exports", "materials", "all", "states"}
)
"""Words that can't be a channel of one's own, since they are channels already or mean another thing."""
SIDES: Final = (schema.DESTINATION, schema.ORIGIN)
COLUMNS: Final = ("origin", "destination", "year", "value", "item")
ROW: Final = "row"
"""What readers call the number of a row."""
DEFAULTS: Final[Mapping[str, Any]] = {
    "publisher": "", "url": "", "vintage": "", "caveats": (), "of": schema.DESTINATION, "window": 1,
    "times": 1, "told_by": schema.COMPILED, "sheet": "", "columns": {},
}  # fmt: skip
NEEDED: Final = (
    "id", "title", "terms", "citation", "channel", "unit", "kind", "complete", "file",
)  # fmt: skip
ATTEMPT: Final = "docs/how-to/your-own-data.md shows a whole card"


@dataclass(frozen=True)
class Card:
    """What the card of data of one's own says; each field is a key of the file.

    Parameters
    ----------
    id, title, terms, citation, publisher, url : str
        As in `snapshots.source.Source`.
    channel, unit, kind : str
        Under which channel the figures stand, in which unit, and whether years may be added up
        ("flow") or not ("stock").
    complete : bool
        True if the table names every partner that a state had in a year of which it has any row: a
        partner without a row then passed nothing. False if others are unknown.
    file : tuple of str
        The tables, beside the card.
    vintage : str
        The release; "" for the day on which it is added.
    caveats : tuple of str
        Printed under every page that uses the figures.
    of : {"destination", "origin"}
        The side of the state whose partners are counted.
    window : int
        Years that a share rests on.
    times : float
        What a figure is multiplied by: 1,000,000 where the table is in millions of the unit.
    told_by : str
        Who tells of the ties (`schema.TELLERS`).
    sheet : str
        Of a workbook; "" for the first.
    columns : dict
        Names of columns in the table, where they are not ours.
    """

    id: str
    title: str
    terms: str
    citation: str
    channel: str
    unit: str
    kind: str
    complete: bool
    file: tuple[str, ...]
    publisher: str
    url: str
    vintage: str
    caveats: tuple[str, ...]
    of: str
    window: int
    times: float
    told_by: str
    sheet: str
    columns: dict[str, str]

    @property
    def indicator(self) -> str:
        """The indicator that it writes: one of ours, or one of its own."""
        known = KNOWN.get((self.channel, self.kind))
        return known[0] if known else f"own_{self.channel.replace('-', '_')}"

    @property
    def own(self) -> schema.Own | None:
        """What its own indicator is; None where it writes one of ours."""
        if self.channel in TAKEN:  # `read` lets only those pass that are ours
            return None
        parts = 1 if self.unit == "USD" else 10**6
        return schema.Own(
            self.channel, self.unit, self.title, flow=self.kind == "flow", parts=parts,
            of=self.of, window=self.window,
        )  # fmt: skip


def read(path: Path) -> Card:
    """Return a card.

    Raises
    ------
    SourceError
        Naming the key that is missing, unknown, or not as it must be.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise _refused(path, f"Can't read the card: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise _refused(path, "The card must be text in UTF-8.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise _refused(path, f"Can't read the card: {fault}.") from fault
    return parsed(content, path)


def parsed(content: Mapping[str, Any], path: Path) -> Card:
    """Return a card as it stands in a TOML file; `path` is named in errors."""
    allowed = (*NEEDED, *DEFAULTS)
    for key in content:
        if key not in allowed:
            raise _refused(path, f"`{seen(key)}` is no key of a card.{hint(key, allowed)}")
    for key in NEEDED:
        if key not in content:
            raise _refused(path, f"`{key}` is missing.")
    told = {**DEFAULTS, **content}
    for key, rule, holds in RULES:
        if not holds(told[key]):
            raise _refused(path, f"`{key}` must be {rule}, not {quoted(told[key])}.")
    texts = {key: seen(told[key]) for key, value in told.items() if isinstance(value, str)}
    files = (told["file"],) if isinstance(told["file"], str) else tuple(told["file"])
    card = Card(**{**told, **texts, "file": files, "caveats": tuple(map(seen, told["caveats"]))})
    _require_channel(card, path)
    return card


def _require_channel(card: Card, path: Path) -> None:
    """Refuse a channel of ours in another unit or kind, and a word that means another thing."""
    known = KNOWN.get((card.channel, card.kind))
    if known:
        unit = schema.INDICATORS[known[0]].unit
        if card.unit != unit:
            raise _refused(
                path, f"`unit` must be {unit!r} in the channel {card.channel!r}, not {card.unit!r}."
            )
    elif card.channel in TAKEN or card.channel.removesuffix("-exports") in products.baskets():
        able = ", ".join(f"{name} ({kind})" for name, kind in KNOWN)
        raise _refused(
            path,
            f"`channel` must be a name of your own, or one of {able}; not {card.channel!r}"
            f" with `kind` {card.kind!r}.",
        )


def _text(needed: bool = True) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        return (
            isinstance(value, str) and len(value) <= LONGEST and (bool(value.strip()) or not needed)
        )

    return holds


def _like(pattern: re.Pattern[str], empty: bool = False) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, str) and bool(pattern.fullmatch(value) or (empty and not value))
    )


def _among(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _files(value: Any) -> bool:
    names = [value] if isinstance(value, str) else value
    return (
        isinstance(names, list)
        and 0 < len(names) <= 100
        and all(_text()(name) and not re.search(r"[/\\]|^\.\.?$", name) for name in names)
    )


def _columns(value: Any) -> bool:
    if not isinstance(value, dict) or not set(value) <= set(COLUMNS):
        return False
    if not all(map(_text(), value.values())) or ROW in value.values():
        return False
    return len({value.get(name, name) for name in COLUMNS}) == len(COLUMNS)


def _number(value: Any) -> bool:
    return type(value) in (int, float) and 1e-12 <= value <= 1e12


RULES: Final[tuple[tuple[str, str, Callable[[Any], bool]], ...]] = (
    ("id", "2 to 40 small letters, digits or underscores", _like(ID)),
    *((key, f"a text of 1 to {LONGEST} letters", _text()) for key in ("title", "terms", "citation")),
    ("channel", "2 to 30 small letters, digits or dashes", _like(CHANNEL)),
    ("unit", "a text of 1 to 40 letters", lambda value: _text()(value) and len(value) <= 40),
    ("kind", "'flow' or 'stock'", _among("flow", "stock")),
    ("complete", "true (no partner is left out) or false", lambda value: type(value) is bool),
    ("file", "the name of a table beside the card, or a list of names", _files),
    *((key, f"a text of up to {LONGEST} letters", _text(False)) for key in ("publisher", "sheet")),
    (
        "url",
        "an address that starts https:// or http://",
        lambda value: _text(False)(value) and bool(not value or ADDRESS.fullmatch(value)),
    ),
    ("vintage", "up to 40 letters, digits, dots, dashes or underscores", _like(VINTAGE, True)),
    (
        "caveats",
        "a list of texts",
        lambda value: isinstance(value, (list, tuple)) and all(map(_text(), value)),
    ),
    ("of", "'destination' or 'origin'", _among(*SIDES)),
    ("window", "a whole number of years from 1 to 30", lambda v: type(v) is int and 1 <= v <= 30),
    ("times", "a number above 0", _number),
    ("told_by", f"one of {', '.join(schema.TELLERS)}", _among(*schema.TELLERS)),
    (
        "columns",
        f"a table with any of {', '.join(COLUMNS)}, each a column of its own and none called {ROW!r}",
        _columns,
    ),
)  # fmt: skip
"""Each key, what it must be, and whether a value is that."""


def today() -> str:
    """Return the vintage of what bears none: the day on which it is added."""
    return date.today().isoformat()


def _refused(path: Path, problem: str) -> SourceError:
    return SourceError(problem, where=f"card {path}", attempt=ATTEMPT)
