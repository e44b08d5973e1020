"""A text as sentences with their places; what is no text, or hides something, is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from counterpoise.errors import StatementError, UnknownNameError
from counterpoise.reference import states
from counterpoise.snapshots import small_files
from counterpoise.statements.statement import Position

LARGEST: Final = 20_000_000
"""Bytes of a text."""
LONGEST: Final = 1_200
"""Letters of a sentence; what has no full stop for longer is no sentence."""
HEAD: Final = 2_000
"""Letters at the beginning in which the date of a text is looked for."""

_CONTROL: Final = re.compile(
    "[\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u034f\u180e\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP: Final = re.compile(r"(?i)\A\s*(?:<\?xml|<!doctype|<html)|<(?:script|body|iframe)\b")
_END: Final = re.compile(
    r"[.!?\n](?:(?<=\n)[ \t\r]*\n|(?<=[.!?])(?<=[\w%\"”’)\].].)[\"”’')\]]{0,3}(?=\s|\Z))"
)
"""Where a sentence ends; what it begins with stands first, by which it is looked for quickly."""
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Gov|Prof|i\.e|e\.g|cf|ca|p\.c|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec|No|vs|etc|approx|Inc|Ltd|Co)|\b[A-Z]\.[A-Z])\.\Z"
)
LONGEST_ABBREVIATION: Final = 7
"""Letters: what has so many before its full stop is none; nor, but for "approx.", has any four small ones."""
_GOES_ON: Final = re.compile(r"[ \t]{1,3}[a-z]")
"""What follows a full stop that ends no sentence: "p.c. of"."""
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_DATELINE: Final = re.compile(
    r"(?P<place>[A-Z][A-Z.'’]{2,}(?:[ -][A-Z][A-Z.'’]+){0,3})"
    r"(?P<more>(?:/[A-Z][A-Z.'’ ]{2,30})?(?:, (?:\d{1,2} )?[A-Z][\w.'’ ]{1,30}){0,2}"
    r"(?: \([A-Z][\w. /]{1,30}\))?)"
    r"\s{0,2}(?:--|[-–—:])\s{1,2}(?=[A-Z\"“\u2018'])"
)
_DATE: Final = re.compile(
    r"\b(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+),? (?P<year>(?:19|20)\d\d)"
    r"|(?P<month2>[A-Z][a-z]+) (?P<day2>\d{1,2}), (?P<year2>(?:19|20)\d\d))\b"
)


@dataclass(slots=True)
class Sentence:
    """A sentence of a text, blanks at its ends left out, and where it begins; never changed."""

    text: str
    start: int
    line: int

    @property
    def position(self) -> Position:
        """Where it stands; made when it is asked for, as of most sentences it never is."""
        return Position(self.start, self.start + len(self.text), self.line)


def open_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    StatementError
        If the file can't be read, is larger than 20 MB, is not text in UTF-8, or is markup.
    """
    content = small_files.content(
        path, largest=LARGEST, refuse=partial(StatementError, where=str(path))
    )
    if len(content) > LARGEST:
        raise StatementError(
            f"A text must be at most {LARGEST // 1_000_000} MB.",
            where=str(path),
            attempt="cut it into parts",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise StatementError(
            "A text must be in UTF-8; this is binary or in another encoding.",
            where=f"{path}, byte {fault.start}",
            attempt="save it as plain text in UTF-8",
        ) from fault
    require_text(text, where=str(path))
    return text


def require_text(text: str, *, where: str = "the text") -> None:
    """Refuse what is no plain text."""
    if found := _BINARY.search(text):
        raise StatementError(
            "A text must be plain text, not binary.",
            where=f"{where}, letter {found.start()}",
            attempt="save it as plain text in UTF-8",
        )
    if "<" in text and _MARKUP.search(text):
        raise StatementError(
            "A text must be plain text, not a page with markup.",
            where=where,
            attempt="copy what the page says into a .txt file",
        )
    if not text.strip():
        raise StatementError("A text must hold at least one sentence; this is empty.", where=where)


def without_hidden(text: str) -> tuple[str, list[int]]:
    """Return the text without invisible and direction-changing letters, and where they stood."""
    hidden = [found.start() for found in _CONTROL.finditer(text)]
    return (_CONTROL.sub("", text) if hidden else text), hidden


def told_hidden(hidden: Sequence[int]) -> tuple[str, ...]:
    """Return what must be said of letters that were ignored; nothing if there were none."""
    told = f"{len(hidden)} invisible or direction-changing letters were ignored"
    return (told,) if hidden else ()


def restored(position: Position, hidden: Sequence[int]) -> Position:
    """Return a place in a text without hidden letters as one in the text as it was.

    Examples
    --------
    >>> restored(Position(2, 4, 1), [0, 3])
    Position(start=4, end=6, line=1)
    """
    shifts = [place - number for number, place in enumerate(hidden)]
    start = position.start + bisect_right(shifts, position.start)
    end = position.end - 1 + bisect_right(shifts, position.end - 1) + 1
    return Position(start, end, position.line)


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; a blank line ends one too."""
    start, line, counted = 0, 1, 0
    for end in _ends(text):
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            begin = len(_dateline(bare)) if bare[:1].isupper() and bare[1:2].isupper() else 0
            first = start + piece.index(bare[0]) + begin
            bare = bare[begin:]
            line += text.count("\n", counted, first)
            counted = first
            yield Sentence(bare, first, line)
        start = end


def _dateline(sentence: str) -> str:
    """Return where a report was sent from, which says nothing of whom it is about; "" if it does not say.

    A state's name alone may be a heading as well ("RUSSIA - ..."), and is left.

    Examples
    --------
    >>> _dateline("TAIPEI, TAIWAN - Scholars say so."), _dateline("HANOI, Feb. 5 (Wire) — It is.")
    ('TAIPEI, TAIWAN - ', 'HANOI, Feb. 5 (Wire) — ')
    >>> _dateline("CHINA - It sells most."), _dateline("US-China trade fell.")
    ('', '')
    """
    found = _DATELINE.match(sentence)
    if found is None or (not found["more"] and _is_state(found["place"])):
        return ""
    return found.group()


def _is_state(name: str) -> bool:
    try:
        return bool(states.resolve(name))
    except UnknownNameError:
        return False


_HEADING: Final = re.compile(
    r"(?:\A|\n[ \t\r]*\n)[ \t]*(?P<line>[A-Z][^\n.!?:;,]{1,58}[^\s.!?:;,])[ \t\r]*\n"
    r"(?=(?P<next>[ \t]*[A-Z\"“][^\n]+))"
)
"""A short line that begins a paragraph and does not end as a sentence does, before one that begins anew."""


def _headings(text: str) -> list[int]:
    """Return where headings end that stand right above what they head.

    In a paragraph that was broken into lines the next word had no room left on the line before; a
    heading ends although it had.
    """
    return [
        found.end()
        for found in _HEADING.finditer(text)
        if len(found["line"]) + 1 + len(found["next"].split()[0]) < len(found["next"])
    ]


def _ends(text: str) -> Iterator[int]:
    yield from sorted({*_headings(text), *_ends_of_sentences(text)})


def _ends_of_sentences(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        start = found.start()
        if text[start] == ".":
            before = text[max(0, start - LONGEST_ABBREVIATION) : start]
            last = before[-4:]
            whole = last.isalpha() and last.islower() and len(last) == 4 and last != "prox"
            if not whole and _ABBREVIATION.search(text, start - len(before), start + 1):
                continue
            end = found.end()
            if not text[end + 1 : end + 2].isupper() and _GOES_ON.match(text, end):
                continue
        yield found.end()
    yield len(text)


def day_of(text: str, given: date | None = None) -> tuple[date | None, tuple[str, ...]]:
    """Return the day of a text, and what a reader must be told of it.

    It is the day given, or the one date that stands in the head of the text; None if there is neither.

    Raises
    ------
    StatementError
        If none is given and two different dates stand there: which one is meant must be said; or if the
        day given is still to come.
    """
    if given is not None and given > date.today():
        raise StatementError(f"A text must not be of a day to come: {given}.")
    head = text[:HEAD]
    found = sorted({day for match in _DATE.finditer(head) if (day := _day(match))})
    told = " and ".join(str(day) for day in found[:3])
    if given is not None:
        note = f"the text's own date line says {told}; it was read as of {given}, as asked for"
        return given, (note,) if found and given not in found else ()
    if len(found) > 1:
        raise StatementError(
            f"Can't tell the day of the text: its head names {told}.",
            attempt=f"name the day with --stated {found[0]}",
        )
    return (found[0] if found else None), ()


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = (match["month"] or match["month2"]).lower()
        if month not in _MONTHS:
            return None
        year, day = match["year"] or match["year2"], match["day"] or match["day2"]
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None
