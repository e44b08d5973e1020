"""On which line of a TOML file each key stands; Python's own reader does not tell."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

Path = tuple[str | int, ...]

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\]\[]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[\w\"'-]+)*)\s*=")
_TEXT: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")


def lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of each table and key of a TOML text that has been read as such.

    Keys inside inline tables and lists are not told apart: ask `nearest` for the key they are in.
    """
    found: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    depth, quoted = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        inside = depth > 0 or bool(quoted)
        plain, quoted = _plain(line, quoted)
        if not inside:
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                table = _table(header, counts)
                found.setdefault(table, number)
                continue
            if key:
                found.setdefault((*table, *_parts(key.group(1))), number)
        depth += sum(plain.count(c) for c in "[{") - sum(plain.count(c) for c in "]}")
    return found


def nearest(found: dict[Path, int], path: Path) -> int:
    """Return the line of a key, or of the innermost table that holds it; 1 if there is none."""
    for end in range(len(path), 0, -1):
        if path[:end] in found:
            return found[path[:end]]
    return 1


def _table(header: re.Match[str], counts: Counter[Path]) -> Path:
    """Return the path of a table; of an array of tables, with the place in it."""
    path = _parts(header.group(2))
    if header.group(1) == "[[":
        counts[path] += 1
    indexed: Path = ()
    for part in path:
        indexed = (*indexed, part)
        names = tuple(p for p in indexed if isinstance(p, str))
        if counts[names]:
            indexed = (*indexed, counts[names] - 1)
    return indexed


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


def _plain(line: str, quoted: str) -> tuple[str, str]:
    """Return a line without texts and comment, and the mark of a text that goes on after it."""
    for mark in (quoted,) if quoted else ('"""', "'''"):
        if quoted:
            if mark not in line:
                return "", quoted
            line, quoted = line.split(mark, 1)[1], ""
        while mark in line:
            before, _, after = line.partition(mark)
            if mark not in after:
                return before, mark
            line = before + after.split(mark, 1)[1]
    return _TEXT.sub("", line).split("#", 1)[0], ""
