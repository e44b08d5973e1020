"""From a text to candidate statements: what was read, how surely, and what could not be read.

A reader is anything with a name and a `read`. The one here is a grammar whose words and rules are
in sight (:mod:`.grammar`, :mod:`.rules`); another may be plugged in, such as a model behind an
address of the user's own (:mod:`.endpoint`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from counterpoise.errors import CounterpoiseError, StatementError
from counterpoise.statements.describe import describe
from counterpoise.statements.reading import grammar, rules
from counterpoise.statements.reading.context import ASSUMED, Context, Draft, Unreadable, by_capital
from counterpoise.statements.reading.mentions import FIRST_NAMES, Mention, mentions
from counterpoise.statements.reading.sentences import (
    LONGEST,
    Sentence,
    require_text,
    restored,
    sentences,
    told_hidden,
    without_hidden,
)
from counterpoise.statements.statement import Position, Statement
from counterpoise.statements.statement_file import made

__all__ = ["Candidate", "Found", "GrammarReader", "StatementReader", "Unread"]

FIRM: Final = 0.5
"""The confidence from which a statement is judged, and not only proposed."""
UNFIT: Final = "no rule of the grammar fits"
STATELESS: Final = "names no state that is known"


@dataclass(frozen=True)
class Candidate:
    """A statement proposed for a sentence, for a person to accept or mend.

    Parameters
    ----------
    statement : Statement
        With the sentence's position.
    sentence : str
        As it stands in the text: whoever writes HTML must escape it.
    confidence : float
        From 0 to 1: the probability that this is what the sentence asserts.
    rests_on : tuple of str
        The words that it rests on.
    assumed : tuple of str
        What the sentence does not say and the reader filled in.
    """

    statement: Statement
    sentence: str
    confidence: float
    rests_on: tuple[str, ...]
    assumed: tuple[str, ...]

    @property
    def firm(self) -> bool:
        """Whether the reader is sure enough to have it judged; else it is only proposed."""
        return self.confidence >= FIRM


@dataclass(frozen=True)
class Unread:
    """A sentence that seems to assert something and could not be read, with the reason."""

    sentence: str
    position: Position
    why: str


@dataclass(frozen=True)
class Found:
    """What a reader found in a text.

    Parameters
    ----------
    candidates : tuple of Candidate
        In the order of the text.
    unread : tuple of Unread
        What it could not read.
    sentences : int
        How many sentences the text has.
    notes : tuple of str
        What else must be known of the text.
    reader : str
        Whose work it is.
    """

    candidates: tuple[Candidate, ...]
    unread: tuple[Unread, ...]
    sentences: int
    notes: tuple[str, ...]
    reader: str

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(candidate.statement for candidate in self.candidates)


class StatementReader(Protocol):
    """Whatever finds statements in a text."""

    @property
    def name(self) -> str:
        """What the reader is called on a page."""

    def read(self, text: str, *, stated: date, subject: str = "") -> Found:
        """Return what a text of the day `stated` asserts; `subject` is whom it is about."""


class GrammarReader:
    """Read English by the rules of a small grammar; it proposes, and guesses nothing in silence."""

    name = "grammar"

    def read(self, text: str, *, stated: date, subject: str = "") -> Found:
        """Return the statements that a text makes, and the sentences that could not be read.

        Parameters
        ----------
        text : str
            Plain English.
        stated : date
            The day of the text.
        subject : str
            Id of the state that the text is about, for sentences that do not name it.

        Raises
        ------
        StatementError
            If the text is empty, binary or markup.
        """
        require_text(text)
        plain, hidden = without_hidden(text)
        candidates: list[Candidate] = []
        unread: list[Unread] = []
        count = 0
        for sentence in sentences(plain):
            count += 1
            if hidden:
                sentence = replace(sentence, position=restored(sentence.position, hidden))
            if len(sentence.text) > LONGEST:
                unread.append(Unread(sentence.text[:80] + "…", sentence.position, "too long"))
            else:
                _read_sentence(sentence, stated, subject, candidates, unread)
        notes = told_hidden(hidden)
        if not candidates:
            notes = (*notes, f"no statement was found in {count} sentences")
        return Found(tuple(candidates), tuple(unread), count, notes, self.name)


def _read_sentence(
    sentence: Sentence,
    stated: date,
    subject: str,
    candidates: list[Candidate],
    unread: list[Unread],
) -> None:
    """Add what a sentence asserts, or why it could not be read."""
    plain = grammar.small(sentence.text)
    stems = grammar.stems(plain)
    if stems.isdisjoint(grammar.ANY):
        if not stems.isdisjoint(grammar.DEALINGS):
            _list_dealing(
                Context(plain, stems, mentions(sentence.text), stated, subject), sentence, unread
            )
        return
    said = mentions(sentence.text)
    if not _names_a_state(said):
        if said or (grammar.quantity(plain) and grammar.channel(plain)):
            unread.append(Unread(sentence.text, sentence.position, STATELESS))
        return
    context = Context(plain, stems, said, stated, subject)
    reasons: list[str] = []
    read = 0
    for draft in rules.drafts(context):
        if isinstance(draft, Unreadable):
            reasons.append(str(draft))
            continue
        name = f"L{sentence.position.line}-{len(candidates) + 1}"
        try:
            candidates.append(_candidate(context, draft, sentence, name))
            read += 1
        except CounterpoiseError as fault:
            reasons.append(fault.problem)
    if not read:
        why = "; ".join(dict.fromkeys(reasons)) or UNFIT
        unread.append(Unread(sentence.text, sentence.position, why))


def _list_dealing(at: Context, sentence: Sentence, unread: list[Unread]) -> None:
    """Add a sentence on what states deal in or with each other, which no rule can read."""
    found = grammar.DEALT.search(at.plain)
    word = found.group() if found else at.channel and at.channel[1]
    if not word or not at.said:
        return
    why = at.clause(at.plain.index(word)).not_plain or UNFIT
    why = why if _names_a_state(at.said) else STATELESS
    unread.append(Unread(sentence.text, sentence.position, why))


def _names_a_state(said: Sequence[Mention]) -> bool:
    """Return whether a state is named for certain: “Jordan” alone may be a person."""
    return len(said) > 1 or any(one.word.lower() not in FIRST_NAMES for one in said)


def _candidate(context: Context, draft: Draft, sentence: Sentence, name: str) -> Candidate:
    parts = {key: value for key, value in draft.parts.items() if value not in ((), None, "")}
    if "subject" not in parts:
        raise StatementError("It is not said of whom.")
    day = {"stated": context.stated}
    told = {"id": name, **day, "text": describe({**parts, **day})}
    less = len(draft.assumed) + by_capital(context, draft)
    return Candidate(
        made({**parts, **told}, position=sentence.position),
        sentence.text,
        round(draft.sure * ASSUMED**less, 2),
        draft.words,
        draft.assumed,
    )
