"""What a page answers: the command that asks for it, and the name of its file.

A page carries its question, so that a file of one question is never overwritten by the page of
another: ``vnm-brief.html`` is the brief of today, ``vnm-brief-as-of-2015.html`` that of 2015.
"""

from __future__ import annotations

import html
import json
import re
import shlex
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from counterpoise.report.render.text import ASKED

Value = str | int | float | Path | tuple[str, ...] | list[str] | None
LONGEST = 100
"""Letters of a file's name, without its ending; what is longer is cut and told apart by a digest."""
_META = re.compile(r'<meta name="counterpoise-question" content="([^"]*)">')
_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]*)</pdf:Keywords>")
_HEAD = 100_000
"""Characters in which the question of a page stands."""


@dataclass(frozen=True)
class Question:
    """A command in full: what is not said is left out, and what it is about is named by its id.

    Parameters
    ----------
    verb : str
        "brief", "compare", …
    subjects : tuple of str or Path
        What it is about: ids of states, or a file.
    options : mapping
        Options by name, without dashes; a tuple is joined by commas, of a list each stands by
        itself; True is a switch. None, False and what is empty is left out.
    """

    verb: str
    subjects: tuple[str | Path, ...]
    options: Mapping[str, Value] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command that asks this question."""
        told = [part for name, value in self._told() for part in (f"--{name}", value) if part]
        return shlex.join(["counterpoise", self.verb, *map(_written, self.subjects), *told])

    @property
    def stem(self) -> str:
        """The name of its page's file, without the ending."""
        subjects = [
            subject.stem if isinstance(subject, Path) else subject for subject in self.subjects
        ]
        told = [part for name, value in self._told() for part in (name, Path(value).name) if part]
        whole = "-".join(_slug(part) for part in (*subjects, self.verb, *told))
        if len(whole) <= LONGEST:
            return whole
        return f"{whole[: LONGEST - 9]}-{sha256(whole.encode()).hexdigest()[:8]}"

    def _told(self) -> list[tuple[str, str]]:
        written = [
            (name, _written(each))
            for name, value in self.options.items()
            for each in (value if isinstance(value, list) else [value])
            if not isinstance(each, bool)
        ]
        switched = [(name, "") for name, value in self.options.items() if value is True]
        return [*((name, value) for name, value in written if value), *switched]


def of_file(path: Path) -> str | None:
    """Return the question that a file answers; None if it is no page that carries one."""
    if path.suffix.lower() == ".pdf":
        return _of_pdf(path)
    if path.suffix.lower() == ".docx":
        return _of_docx(path)
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if content.startswith("{"):
        return _of_json(content)
    if found := _META.search(content[:_HEAD]):
        return html.unescape(found[1]) or None
    head, _, rest = content[:_HEAD].partition(f"\n{ASKED}")
    # A long question is wrapped over lines, up to an empty one.
    return " ".join(rest.split("\n\n")[0].split()) or None if head.count("\n") < 9 else None


def _of_pdf(path: Path) -> str | None:
    """Return the question among a PDF's keywords, which stand in its metadata as they are."""
    try:
        found = _KEYWORDS.search(path.read_bytes())
    except OSError:
        return None
    return html.unescape(found[1].decode("utf-8", "replace")) or None if found else None


def _of_docx(path: Path) -> str | None:
    """Return the question among the keywords of a Word document."""
    try:
        with zipfile.ZipFile(path) as parts:
            said = parts.read("docProps/core.xml").decode()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None
    found = re.search("<cp:keywords>([^<]*)</cp:keywords>", said)
    return html.unescape(found[1]) or None if found else None


def _of_json(content: str) -> str | None:
    try:
        said = json.loads(content)
    except ValueError:
        return None
    question = said.get("question")
    return question if isinstance(question, str) and question else None


def _written(value: Value) -> str:
    """Return a value as it stands in a command: a list with commas, a file by its path from here."""
    if value is None:
        return ""
    if isinstance(value, Path):
        here = Path.cwd()
        whole = value.resolve()
        # A path from elsewhere would tell whoever gets the page how somebody's disk is laid out.
        return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else value.name
    if isinstance(value, (str, int, float)):
        return str(value)
    return ",".join(value)


def _slug(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")
