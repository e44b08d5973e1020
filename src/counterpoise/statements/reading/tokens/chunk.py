"""A part of a sentence: one letter for what it is, its place, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

WITH_FIGURE: Final = r"P,?[(h]x*F"
"""A party with its figure, as letters: "China (17 %", "Japan, with 9"."""


@dataclass(slots=True)
class Chunk:
    """A part of a sentence: its letter (see :mod:`.lexicon`), place, and what it means.

    Never changed; not frozen for speed, as a text has as many as words.
    """

    tag: str
    start: int
    end: int
    text: str
    value: Any = None


def next_to(plain: str, one: Chunk, after: Chunk) -> bool:
    """Return whether nothing but a space or hyphen stands between two chunks."""
    return plain[one.end : after.start] in (" ", "-")
