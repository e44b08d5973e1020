"""Spellings of the user's own: a file in the data folder that every reader and every verb honours.

``own-spellings.csv`` (UTF-8) in ``COUNTERPOISE_HOME``: `spelling`, a name or code as it stands in a
file; `id`, of the registry or ``kind:Name``; `source`, the one data set in which it is read so, empty
for all; `note`. Matching is that of :mod:`counterpoise.reference.names`.

**What the package knows comes first.** A spelling that it reads already is refused when it is
added; if a later version learns one that is held here, the package's reading counts and
:func:`listed` says so. A number means different states in different lists of codes, so it is taken
only for one data set.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from counterpoise.errors import StoreError, UsageError
from counterpoise.reference import states
from counterpoise.settings import Settings

if TYPE_CHECKING:
    from filelock import BaseFileLock

NAME: Final = "own-spellings.csv"
COLUMNS: Final = ("spelling", "id", "source", "note")
LONGEST: Final = 200
READ, HIDDEN = "read", "not read"


@dataclass(frozen=True)
class Own:
    """One spelling of the user's.

    Parameters
    ----------
    spelling : str
        As it stands in the file.
    id : str
        Whom it means.
    source : str
        The one data set in which it is read so; "" for all.
    note : str
        Of the user.
    """

    spelling: str
    id: str
    source: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What no two spellings share."""
        return states.fold(self.spelling), self.source


def path() -> Path:
    """Return where the file is, whether or not there is one."""
    return Settings().home / NAME


def held() -> tuple[Own, ...]:
    """Return the user's spellings, in the order of the file; none where there is no file.

    Raises
    ------
    StoreError
        If the file is not of this layout, names somebody unknown, or has a spelling twice.
    """
    file = path()
    try:
        stamp = file.stat()
    except FileNotFoundError:
        return ()
    return _read(file, stamp.st_mtime_ns, stamp.st_size)


def claims(key: object, source: str) -> tuple[states.Claim, ...]:
    """Return whom the user means by a spelling or code in a data set, his for it alone first."""
    typed = states.fold(str(key))
    found = [own for own in held() if own.key[0] == typed and own.source in ("", source)]
    return tuple(
        states.Claim(own.id, source=own.source)
        for own in sorted(found, key=lambda own: not own.source)
    )


def add(spelling: str, entity: str, *, source: str = "", note: str = "") -> Own:
    """Add a spelling, from then on read by every reader, and return it.

    Parameters
    ----------
    spelling : str
        A name or a code, as it stands in the file to be read.
    entity : str
        Whom it means: an id, any name or code that is understood, or ``kind:Name`` for what is no
        state (``aggregate:…``, ``residual:…``, ``organisation:…``, ``group:…``, ``unknown:…``).
    source : str
        Read it so in this data set alone.

    Raises
    ------
    UsageError
        If the package or the user reads the spelling already, or it can't be one.
    """
    _require(spelling, source)
    own = Own(" ".join(spelling.split()), states.resolve(entity), source, " ".join(note.split()))
    with _locked():
        there = held()
        if any(own.key == other.key for other in there):
            raise UsageError(
                f"{spelling!r} is a spelling of your own already.",
                attempt=f'counterpoise states --remove "{spelling}"',
            )
        known = _known(own)
        if known:
            raise UsageError(
                f"{spelling!r} is read as {known} ({states.name(known)}) already: a spelling of your"
                " own can't change it."
            )
        _write((*there, own))
    return own


def remove(spelling: str, *, source: str | None = None) -> tuple[Own, ...]:
    """Remove a spelling, of one data set or of all, and return what was removed.

    Raises
    ------
    UsageError
        If there is none.
    """
    with _locked():
        there = held()
        gone = tuple(
            own
            for own in there
            if own.key[0] == states.fold(spelling) and source in (None, own.source)
        )
        if not gone:
            raise UsageError(
                f"{spelling!r} is no spelling of your own.",
                attempt="counterpoise states --own   (lists them)",
            )
        _write(tuple(own for own in there if own not in gone))
    return gone


def listed() -> list[dict[str, str]]:
    """Return each spelling with the name of whom it means, and whether it is read.

    It is "not read" where the package has learnt to read it: `why` says as whom.
    """
    return [
        {
            "spelling": own.spelling,
            "id": own.id,
            "name": states.name(own.id),
            "source": own.source,
            "status": HIDDEN if (known := _known(own)) else READ,
            "why": f"the package reads it as {known}" if known else "",
            "note": own.note,
        }
        for own in held()
    ]


def _known(own: Own) -> str:
    """Return whom the package alone means by the spelling, or ""."""
    from counterpoise.reference import typed

    found = states.claims_of(own.spelling, own.source) or typed.code_claims_of(own.spelling)
    if own.spelling.isdigit():  # the data set's own list decides, which is not known here
        return ""
    return states.choose(found, None) if found else ""


def _require(spelling: str, source: str) -> None:
    if not spelling.strip() or len(spelling) > LONGEST or not spelling.isprintable():
        rule = f"1 to {LONGEST} letters in one line"
        raise UsageError.out_of_range("A spelling", spelling[:LONGEST], rule)
    if spelling.strip().isdigit() and not source:
        raise UsageError(
            f"{spelling!r} means different states in different lists of codes.",
            attempt=f"counterpoise states --add {spelling} CODE --source SOURCE",
        )


@lru_cache(maxsize=4)
def _read(file: Path, changed: int, size: int) -> tuple[Own, ...]:
    """Return the rows of the file, read once for each of its states."""
    del changed, size
    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error, OSError) as fault:
        raise _refusal(file, f"can't be read: {fault}") from fault
    found: dict[tuple[str, str], Own] = {}
    for line, row in enumerate(rows, start=2):
        if None in row or not {"spelling", "id"} <= set(row):
            raise _refusal(file, f"line {line}: the columns must be {', '.join(COLUMNS)}")
        own = Own(*((row.get(column) or "").strip() for column in COLUMNS))
        _check(own, file, line)
        if own.key in found:
            raise _refusal(file, f"line {line}: {own.spelling!r} is there twice")
        found[own.key] = own
    return tuple(found.values())


def _check(own: Own, file: Path, line: int) -> None:
    """Refuse a row that means nobody."""
    prefix, colon, rest = own.id.partition(":")
    known = own.id in states.ids() or (colon and prefix in states.KINDS and rest)
    if not own.spelling or not known:
        raise _refusal(file, f"line {line}: {own.spelling!r} must mean an id, not {own.id!r}")


def _refusal(file: Path, what: str) -> StoreError:
    return StoreError(
        "Can't read your own spellings.",
        where=f"{file}, {what}",
        attempt="mend the file or move it away",
    )


def _write(spellings: tuple[Own, ...]) -> None:
    """Put the whole file in the place of the old one at once."""
    file = path()
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((own.spelling, own.id, own.source, own.note) for own in spellings)
    draft = file.with_name(f".{NAME}.{os.getpid()}.draft")
    draft.write_text(text.getvalue(), encoding="utf-8")
    draft.replace(file)


def _locked() -> BaseFileLock:
    """Return the lock of the file: two who add at once both add."""
    from filelock import FileLock

    path().parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path().with_name(f".{NAME}.lock"))
