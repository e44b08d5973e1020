r"""Words of others made printable: in messages they are escaped, on pages and in tables left out.

What comes from a file, a name or a command line may hold what moves a terminal's cursor (ESC), turns
the direction of a line (bidi marks), can't be seen, or is no character at all (half a surrogate, from
a file name that is not UTF-8). A message shows such a letter by its code, since it is what is wrong; a
page, a chart or a table goes without it, since it says nothing to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

if TYPE_CHECKING:
    from decimal import Decimal


def whole_percent(part: float) -> str:
    r"""Return a part as whole per cent, with the space that every page has before the sign.

    Examples
    --------
    >>> whole_percent(0.88)
    '88\xa0%'
    """
    return f"{100 * part:.0f}\u00a0%"


def number_of(number: float | Decimal, one: str, many: str = "") -> str:
    """Return how many there are of what a word names in the singular; `many`, where its plural is unusual.

    Examples
    --------
    >>> number_of(1, "row"), number_of(2_410, "row"), number_of(0, "entry"), number_of(2, "day")
    ('1 row', '2,410 rows', '0 entries', '2 days')
    >>> number_of(1, "row is", "rows are")
    '1 row is'
    """
    usual = f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeou" else f"{one}s"
    return f"{number:,} {one if number == 1 else many or usual}"


UNSEEN: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but for tab and line end
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
"""Letters that no page and no message shows, as they stand in a class of a regular expression."""
_UNSEEN: Final = re.compile(
    f"[{UNSEEN}\ud800-\udfff]"
)  # halves of surrogates, which Polars has not
_BLANKS: Final = re.compile(r"[\t\r\n]+")
FORMULA: Final = r"^\s*[=+\-@|\t\r]"
"""How a cell begins that a spreadsheet would take for a formula, and run."""


def escaped(words: str, longest: int = 2_000) -> str:
    r"""Return words in one line with letters that can't be seen as their codes, clipped.

    Examples
    --------
    >>> escaped("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    >>> escaped("a" * 60, 30)
    'aaaaaaaaaaaaaa… (60 in all)'
    """
    if len(words) > longest:
        words = f"{words[: longest - 16]}… ({len(words):,} in all)"
    if words.isprintable():
        return words
    # Also what is not assigned, or of somebody's own: a file read in another encoding is full of it.
    one_line = _BLANKS.sub(" ", words)
    shown = "".join(
        one if one.isprintable() or category(one) == "Zs" else _code(one) for one in one_line
    )
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _code(letter: str) -> str:
    number = ord(letter)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a name that is not UTF-8
        number -= 0xDC00
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def seen(words: str) -> str:
    r"""Return words without the letters that can't be seen; line ends and tabs stay.

    Examples
    --------
    >>> seen("a\x1b[31mb\u202ec")
    'a[31mbc'
    """
    return words if words.isprintable() else _UNSEEN.sub("", words)


PLAIN: Final = frozenset({int, float, bool})
"""Kinds of data without a text in them."""


def all_seen(value: Any) -> Any:
    """Return plain data with every text in it as `seen` gives it, keys too."""
    kind = type(value)
    if value is None or kind in PLAIN:
        return value
    if kind is tuple:  # what pages are made of is looked for first
        return tuple([all_seen(one) for one in value])
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, Printable):
        return value
    if isinstance(value, Mapping):
        return {all_seen(key): all_seen(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return kind(all_seen(one) for one in value)
    return value


class Printable:
    """A frozen dataclass whose texts are made printable when it is made."""

    def __post_init__(self) -> None:
        for one in fields(self):  # type: ignore[arg-type]
            given = getattr(self, one.name)
            if isinstance(given, str):
                if not given.isprintable():
                    object.__setattr__(self, one.name, seen(given))
            elif isinstance(given, tuple):
                object.__setattr__(self, one.name, all_seen(given))
