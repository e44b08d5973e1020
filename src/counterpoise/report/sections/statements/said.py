"""What was read of a sentence, as a page tells it: quoted, with what was filled in and how surely."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from counterpoise.report.pages import Sentence

if TYPE_CHECKING:
    from counterpoise.statements.reading.reader import Candidate


def plain(text: str) -> str:
    r"""Return text of unknown origin with every letter seen: none that steers a terminal or a line.

    Examples
    --------
    >>> plain("85\u202e % of\n it")
    '85� % of it'
    """
    shown = ("�" if _steers(letter) else letter for letter in " ".join(text.split()))
    return "".join(shown)


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs")


LONGEST: Final = 300
"""Letters of a sentence that stand as a title; the whole stands under it."""


def short(text: str) -> str:
    """Return a sentence that is not too long for a title or a table."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def as_read(read: Candidate) -> tuple[Sentence, ...]:
    """Return the speaker's own sentence, and what was read in it, filled in and how surely."""
    position = read.statement.position
    line = f" (line {position.line})" if position else ""
    rests = f" From the words: {', '.join(read.rests_on)}." if read.rests_on else ""
    assumed = filled_in(read)
    filled = f" Filled in: {', '.join(assumed)}." if assumed else ""
    sure = f" Confidence {_percent(read.confidence)}."
    if is_said_by_another(read):
        sure += " Another says so, not the text."
    told = f"Read as: {read.statement.text}{rests}{filled}{sure}"
    return (f"“{plain(read.sentence)}”{line}",), (plain(told),)


def is_said_by_another(read: Candidate) -> bool:
    """Return whether the text leaves it to another to say so."""
    from counterpoise.statements.reading.reader import ANOTHER, QUOTED

    return ANOTHER in read.cues or QUOTED in read.assumed


def filled_in(read: Candidate) -> list[str]:
    """Return what the sentence does not say and the reader filled in."""
    from counterpoise.statements.reading.reader import QUOTED

    return [each for each in read.assumed if each != QUOTED]


def why_proposed(read: Candidate) -> str:
    """Return why what was read is only proposed, and not judged."""
    sure = f"confidence {_percent(read.confidence)}"
    told = f"another says so, not the text; {sure}" if is_said_by_another(read) else sure
    assumed = filled_in(read)
    return f"{told}; filled in: {', '.join(assumed)}" if assumed else told


def firm() -> str:
    """Return the confidence from which what was read is judged."""
    from counterpoise.statements.reading.reader import FIRM

    return _percent(FIRM)


def confidence_means() -> str:
    """Return what the confidence of a reading says, and what hangs on it."""
    return (
        "Confidence: how probable it is that the sentence means what was read, not that it is true; from"
        f" {firm()} on what was read is judged, unless another says so, and below it is only proposed"
    )


def _percent(probability: float) -> str:
    return f"{100 * probability:.0f} %"
