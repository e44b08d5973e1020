"""How wide the columns of a table in a Word document are: as wide as what stands in them asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from counterpoise.report.render.printed.material import Data

PADDING: Final = 3
"""Letters that the edges of a cell take."""
SHORT: Final = 13
"""Letters up to which a cell is not broken."""
MOST: Final = 34
"""Letters beyond which words go on in the next line."""
SMALL: Final = 0.65
"""Size of a raised mark beside the letters."""
ROOMY: Final = 5.2
"""Letters of the largest size on a centimetre."""
LARGEST: Final = 8.5
SMALLEST: Final = 6.0
"""Points of the letters of a table."""


def widths(lines: Sequence[Sequence[str | Data]], room: float) -> tuple[list[float], float]:
    """Return the widths of the columns, which add up to `room`, and the letters' size in points.

    No word is broken if that can be: what is left when every longest word has its room goes to those
    columns that wish for more, and where there is too little room the letters are smaller.

    >>> wide, size = widths([["State", "Share"], ["Kazakhstan", "88.4 %"]], 16.0)
    >>> [round(one, 1) for one in wide], size
    ([9.5, 6.5], 8.5)
    """
    columns = list(zip(*lines, strict=True))
    words = [max(_longest(cell) for cell in column) for column in columns]
    wished = [
        max(word, min(MOST, max(_length(cell) for cell in column)))
        for word, column in zip(words, columns, strict=True)
    ]
    least, most = sum(words), sum(wished)
    size = max(SMALLEST, min(LARGEST, LARGEST * ROOMY * room / least))
    spare = 0.0 if least == most else (max(least, min(most, ROOMY * room)) - least) / (most - least)
    given = [word + spare * (wish - word) for word, wish in zip(words, wished, strict=True)]
    return [room * one / sum(given) for one in given], size


def _text(cell: str | Data) -> str:
    return cell if isinstance(cell, str) else str(cell["text"])


def _mark(cell: str | Data) -> float:
    note = None if isinstance(cell, str) else cell["note"]
    return SMALL * len(f"[{note}]") if note else 0.0


def _length(cell: str | Data) -> float:
    return len(_text(cell)) + _mark(cell) + PADDING


def _longest(cell: str | Data) -> float:
    """Return the length of what is not broken: a short cell, or the longest word of another."""
    words = [_text(cell)] if len(_text(cell)) <= SHORT else _text(cell).split(" ")
    return max(map(len, words)) + _mark(cell) + PADDING
