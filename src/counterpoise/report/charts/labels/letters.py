"""How wide words are: reckoned with wide letters, so that what fits here fits in any browser.

A drawing is set in the reader's own font, which nobody knows when it is made. The widths are those
of DejaVu Sans, rounded up: of the fonts that systems show by default, it and Verdana are the widest.
"""

from __future__ import annotations

from functools import cache
from typing import Final

BOLD: Final = 1.14
"""How much wider bold letters are."""
HEIGHT: Final = 1.2
"""Height of a line, in the size of its letters."""
USUAL: Final = 0.65
_WIDTHS: Final = (
    (0.30, "'Iijl"),
    (0.35, ' ,./:;\\|’\u00a0'),
    (0.42, "()-[]ftr!"),
    (0.52, '"*_`–?csz'),
    (0.60, "FLkvxyJ"),
    (0.70, "ABCKRVXZ"),
    (0.80, "&DGHOQNU"),
    (0.87, "#+<=>^w~−M"),
    (1.00, "%@Wm…"),
)  # fmt: skip


@cache
def _table() -> dict[str, float]:
    return {letter: width for width, letters in _WIDTHS for letter in letters}


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of words in pixels, at a size of letters in pixels."""
    table = _table()
    return size * sum(table.get(letter, USUAL) for letter in words) * (BOLD if bold else 1.0)


def widest(several: list[str], size: float, *, bold: bool = False) -> float:
    """Return the width of the widest of several words; 0 of none."""
    return max((width(words, size, bold=bold) for words in several), default=0.0)


def columns(names: list[str], room: float, size: float, *, symbol: float = 44) -> int:
    """Return in how many columns the entries of a legend fit into a room of so many pixels."""
    return max(1, min(len(names), int(room / (widest(names, size) + symbol))))


def cut(words: str, room: float, size: float) -> str:
    """Return words that fit into a room, with an ellipsis in place of what does not."""
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(f"{kept}…", size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def lines(words: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return words broken between words into lines that fit into a room."""
    found: list[str] = []
    for word in words.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer, size, bold=bold) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found
