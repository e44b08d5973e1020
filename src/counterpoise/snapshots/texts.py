r"""Turn a plain file's bytes into text, in one way for every reader.

A byte-order mark says which encoding a file is in; without one it is UTF-8 if all of it can be, and
else Latin-1, in which older files come and in which every byte is a letter. Line ends become ``\n``,
be they those of Windows, of Unix, or the bare carriage returns of an old Macintosh.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final, TextIO

from counterpoise.errors import SourceError

MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
FALLBACK: Final = "latin-1"
CHUNK: Final = 2**22


def read_text(path: Path, *, source: str) -> str:
    """Return the text of a plain file, without its byte-order mark.

    Raises
    ------
    SourceError
        If the file is binary, or not in the encoding that its mark names.
    """
    with open_text(path, source=source) as stream:
        try:
            text = stream.read()
        except UnicodeError as fault:
            raise _other_than_marked(path, source, fault) from fault
    if "\x00" in text:
        raise _binary(path, source)
    return text


def open_text(path: Path, *, source: str) -> TextIO:
    """Return a plain file opened as text, to be read in pieces where it is too large for one."""
    return path.open(encoding=encoding(path, source=source))


def encoding(path: Path, *, source: str) -> str:
    """Return the encoding of a plain file, having looked at every byte of it.

    Raises
    ------
    SourceError
        If the file is binary: a NUL stands in no text of one byte a letter.
    """
    found = "utf-8"
    decoder = codecs.getincrementaldecoder(found)()
    with path.open("rb") as stream:
        chunk = stream.read(CHUNK)
        for mark, marked in MARKS.items():
            if chunk.startswith(mark):
                found = marked
        if found == "utf-16":
            return found
        while chunk:
            if b"\x00" in chunk:
                raise _binary(path, source)
            following = stream.read(CHUNK)
            if found != FALLBACK:
                try:
                    decoder.decode(chunk, final=not following)
                except UnicodeDecodeError:
                    found = FALLBACK
            chunk = following
    return found


def _binary(path: Path, source: str) -> SourceError:
    return SourceError.bad_layout(
        "The file must be text, not binary.", source=source, where=f"file {path.name}"
    )


def _other_than_marked(path: Path, source: str, fault: UnicodeError) -> SourceError:
    return SourceError.bad_layout(
        f"The file's byte-order mark says another encoding than its text is in: {fault}.",
        source=source,
        where=f"file {path.name}",
        attempt="download it anew; save it as UTF-8 if it must be saved at all",
    )
