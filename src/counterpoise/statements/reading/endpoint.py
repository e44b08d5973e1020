"""A reader behind an address of the user's own: the text goes there, statements come back, checked.

Nothing is built in: no address, no key, no model. What is posted::

    {"text": "…", "stated": "2020-02-26", "subject": "VNM", "kinds": {"share": ["partners", …], …}}

and what must come back::

    {"statements": [{"kind": "share", "subject": "VNM", "partners": ["RUS"], "channel": "arms",
                     "comparison": "at least", "quantity": 85, "unit": "%",
                     "start": 120, "end": 190, "confidence": 0.8}]}

Every statement passes the same tests as one in a file; its words are ours, made from its parts; the
places must lie in the text. What does not pass is listed as not read, never mended.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from counterpoise.errors import CounterpoiseError, StatementError
from counterpoise.snapshots import ask
from counterpoise.statements.describe import describe
from counterpoise.statements.kinds import KINDS
from counterpoise.statements.reading.reader import Candidate, Found, Unread
from counterpoise.statements.reading.sentences import (
    require_text,
    restored,
    told_hidden,
    without_hidden,
)
from counterpoise.statements.statement import Position
from counterpoise.statements.statement_file import made

LARGEST: Final = 4_000_000
MOST: Final = 10_000
"""Bytes of an answer, and statements in it."""
OWN: Final = ("start", "end", "confidence")


@dataclass(frozen=True)
class EndpointReader:
    """Read a text by asking an address that the user names.

    Parameters
    ----------
    url : str
        Where the text is posted; it leaves this machine if the address does.
    headers : mapping of str to str
        Sent along, such as a key of the user's own; never shown.
    timeout : float
        Seconds without a byte after which it has failed.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 60.0

    @property
    def name(self) -> str:
        return f"endpoint {self.url}"

    def read(self, text: str, *, stated: date, subject: str = "") -> Found:
        """Return the statements that the endpoint finds, each tested.

        Raises
        ------
        StatementError
            If the text is no text, or the answer is not of the shape above.
        FetchError
            If the endpoint can't be asked.
        """
        require_text(text)
        plain, hidden = without_hidden(text)
        asked = {"text": plain, "stated": stated.isoformat(), "subject": subject, "kinds": _kinds()}
        answer = ask.answer_to(
            self.url,
            json.dumps(asked, ensure_ascii=False).encode(),
            headers=self.headers,
            timeout=self.timeout,
            largest=LARGEST,
        )
        candidates: list[Candidate] = []
        unread: list[Unread] = []
        for number, one in enumerate(self._statements(answer), 1):
            try:
                candidates.append(_candidate(one, plain, stated, hidden, f"E{number}"))
            except CounterpoiseError as fault:
                where = _position(one, plain) or Position(0, 0, 1)
                why = f"answer {number}: {fault.problem}"
                unread.append(Unread(plain[where.start : where.end], where, why))
        return Found(tuple(candidates), tuple(unread), 0, told_hidden(hidden), self.name)

    def _statements(self, answer: bytes) -> list[Any]:
        try:
            content = json.loads(answer)
        except (ValueError, RecursionError) as fault:
            raise StatementError("The endpoint must answer in JSON.", where=self.url) from fault
        found = content.get("statements") if isinstance(content, dict) else None
        if not isinstance(found, list) or len(found) > MOST:
            raise StatementError(
                f'The endpoint must answer {{"statements": […]}}, at most {MOST:,}.', where=self.url
            )
        return found


def _kinds() -> dict[str, list[str]]:
    """Return what each kind must and may have, for whoever answers."""
    return {name: [*kind.required, *kind.allowed] for name, kind in KINDS.items()}


def _candidate(one: Any, text: str, stated: date, hidden: Sequence[int], name: str) -> Candidate:
    if not isinstance(one, dict):
        raise StatementError("A statement must be an object.")
    confidence = one.get("confidence", 0.5)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float):
        raise StatementError("`confidence` must be a number.", key="confidence")
    if not 0 <= confidence <= 1:
        raise StatementError("`confidence` must be from 0 to 1.", key="confidence")
    where = _position(one, text)
    if where is None:
        raise StatementError("`start` and `end` must lie in the text.", key="start")
    parts = {key: value for key, value in one.items() if key not in OWN}
    parts |= {"id": name, "stated": stated, "text": name}
    said = made(parts, position=restored(where, hidden))
    told = {
        key: getattr(said, key) for key in vars(said) if getattr(said, key) not in ("", (), None)
    }
    said = replace(said, text=describe(told))
    return Candidate(said, text[where.start : where.end], float(confidence), (), ())


def _position(one: Any, text: str) -> Position | None:
    if not isinstance(one, dict):
        return None
    start, end = one.get("start"), one.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        return None
    return Position(start, end, text.count("\n", 0, start) + 1)
