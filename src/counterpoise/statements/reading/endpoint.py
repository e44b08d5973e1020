"""A reader behind an address of the user's own: the text goes there, statements come back, checked.

Nothing is built in: no address, no key, no model. What is posted::

    {"text": "…", "stated": "2020-02-26", "subject": "VNM", "kinds": {"share": ["partners", …], …}}

and what must come back::

    {"statements": [{"kind": "share", "subject": "VNM", "partners": ["RUS"], "channel": "arms",
                     "comparison": "at least", "quantity": 85, "unit": "%",
                     "start": 120, "end": 190, "confidence": 0.8}]}

Every statement passes the same tests as one in a file; its words are ours, made from its parts; the
places must lie in the text. And it is held against the sentences there: each figure, year and party of
it must stand in them, by whatever name or form (:func:`unsupported`); only the subject of the text and
the time of the sentence before need not. What does not pass is listed as not read, never mended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from counterpoise.errors import CounterpoiseError, StatementError
from counterpoise.snapshots import ask
from counterpoise.statements.describe import describe
from counterpoise.statements.kinds import KINDS
from counterpoise.statements.reading.reader import Candidate, Found, Unread
from counterpoise.statements.reading.tokens.chunks import line, small
from counterpoise.statements.reading.tokens.numbers import ONES, number
from counterpoise.statements.reading.tokens.sentences import (
    require_text,
    restored,
    sentences,
    told_hidden,
    without_hidden,
)
from counterpoise.statements.reading.tokens.times import times
from counterpoise.statements.statement import Position, Statement
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
        for place, one in enumerate(self._statements(answer), 1):
            try:
                candidates.append(_candidate(one, plain, stated, subject, hidden, f"E{place}"))
            except CounterpoiseError as fault:
                where = _position(one, plain) or Position(0, 0, 1)
                why = f"answer {place}: {fault.problem}"
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


def _candidate(
    one: Any, text: str, stated: date, subject: str, hidden: Sequence[int], name: str
) -> Candidate:
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
    if missing := unsupported(said, _around(text, where), text, subject):
        raise StatementError(f"{missing} does not stand in the sentence.", key="start")
    told = {
        key: getattr(said, key) for key in vars(said) if getattr(said, key) not in ("", (), None)
    }
    said = replace(said, text=describe(told))
    return Candidate(said, text[where.start : where.end], float(confidence), (), ())


def unsupported(said: Statement, sentence: str, text: str, subject: str) -> str:
    """Return which party, figure or year of a statement a sentence does not hold; "" if it holds all.

    Parameters
    ----------
    said : Statement
        What another reader made of the sentence.
    sentence, text : str
        Where it stands, and the whole text: years may stand elsewhere in it.
    subject : str
        Id of the state that the text is about: it need not be named.
    """
    found = line(sentence, said.stated.year)
    named = {one.party for one in found.said}
    for party in (said.subject, *said.partners, *said.poles, said.bloc):
        if party and party not in named and party != subject:
            return f"{party!r}"
    values = [one.value.value for one in found.chunks if one.tag in "FMTB"]
    values += [float(one.value.place) for one in found.chunks if one.tag == "K"] + _numbers(
        sentence
    )
    if said.quantity is not None and not any(_same(said.quantity, one) for one in values):
        implied = {"rank": 1.0, "world rank": 1.0, "comparison": 1.0}.get(said.kind)
        if said.quantity != implied:
            return f"{said.quantity:g}"
    moments = [
        one for piece in sentences(text) for one in times(small(piece.text), said.stated.year)
    ]
    spans = [span for one in moments for span in (one.years, one.before) if span]
    known = {year for span in spans for year in range(span[0] - 10, span[1] + 11)}
    for span in (said.years, said.before):
        if span and not set(span) <= known | {said.stated.year - 1}:
            return f"{span[0]}–{span[1]}"
    return ""


def _numbers(sentence: str) -> list[float]:
    """Return the bare numbers of a sentence, in figures and in words."""
    words = small(sentence)
    found = [number(one) for one in re.findall(r"\d+(?:[.,]\d+)*", words)]
    return found + [float(ONES.index(one)) for one in re.findall(r"[a-z]+", words) if one in ONES]


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.005 * max(abs(one), abs(other))


def _around(text: str, where: Position) -> str:
    """Return the sentences in which a place lies: a name just before it belongs to it."""
    held = [
        one.text for one in sentences(text)
        if one.position.start < where.end and one.position.end > where.start
    ]  # fmt: skip
    return " ".join(held)


def _position(one: Any, text: str) -> Position | None:
    if not isinstance(one, dict):
        return None
    start, end = one.get("start"), one.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        return None
    return Position(start, end, text.count("\n", 0, start) + 1)
