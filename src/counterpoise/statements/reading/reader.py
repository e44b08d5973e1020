"""From a text to candidate statements: what was read, how surely, and what could not be read.

A reader is anything with a name and a `read`. The one here reads by roles: a sentence becomes chunks
(:mod:`.tokens.chunks`), parties, sides and times are found by the cues around each figure
(:mod:`.parties.wholes`, :mod:`.parties.frames`), each figure gets its role (:mod:`.roles.flows`,
:mod:`.roles.places`, :mod:`.roles.compared`), and what is not asserted is refused
(:mod:`.trust.asserted`). Another may be plugged in, such as a model behind an address of the user's
own (:mod:`.endpoint`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final, Protocol

from counterpoise.errors import CounterpoiseError, StatementError
from counterpoise.printable import number_of
from counterpoise.statements.describe import describe
from counterpoise.statements.reading.drafting import drafted
from counterpoise.statements.reading.kinds import belonging, territory
from counterpoise.statements.reading.parties import latter, of_region
from counterpoise.statements.reading.parties.drafts import Draft, Memory, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.roles import dating
from counterpoise.statements.reading.roles.apart import check_there, other_measure
from counterpoise.statements.reading.tokens import chunks
from counterpoise.statements.reading.tokens.figures import is_below_zero
from counterpoise.statements.reading.tokens.mentions import (
    ADJECTIVE,
    FIRST_NAMES,
    Mention,
    mentions,
)
from counterpoise.statements.reading.tokens.sentences import (
    LONGEST,
    Sentence,
    require_text,
    restored,
    sentences,
    told_hidden,
    without_hidden,
)
from counterpoise.statements.reading.trust import asserted, confidence
from counterpoise.statements.reading.trust.plainly import plainly
from counterpoise.statements.reading.trust.rest import Rest
from counterpoise.statements.reading.trust.uncounted import uncounted
from counterpoise.statements.reading.trust.untold import DEALT, may_be_tie, ties_untold, unfit
from counterpoise.statements.reading.worth import apart, is_looked_at
from counterpoise.statements.statement import Position, Statement
from counterpoise.statements.statement_file import made

__all__ = ["Candidate", "Found", "RoleReader", "StatementReader", "Unread"]

FIRM: Final = 0.7
"""The confidence from which a statement is judged, and not only proposed."""
NEGATED: Final = "negated"
ANOTHER: Final = "another says so"
"""The cue of what the text leaves to another to say."""
OPEN: Final = frozenset({ANOTHER, "time left", "told by an event"})
"""What makes a statement a question, however plainly it is told: it is another's, or of a time not read."""
QUOTED: Final = "a speaker's claim, not the text's own"
BELOW_ZERO: Final = "a figure below zero, and no share, amount or place is read as one"
ABOVE_ZERO: Final = frozenset({"share", "amount", "rank", "comparison"})
"""Kinds of which the figure is a size: a course, a balance may be below zero."""
VALUED: Final = frozenset(
    {"share", "amount", "change", "rank", "comparison", "world share", "world rank", "trend"}
)
"""Kinds that are told of values."""
OF_BEFORE: Final = re.compile(r"x?p[xC]*[gkavil]")
"""How a sentence begins, in letters, that tells what whoever was spoken of before does: "It buys"."""
MOST: Final = 20
"""Figures, or nouns, that a sentence may have: what has more is a table."""
CROWDED: Final = "more figures than a sentence tells"
SOVIET: Final = ("RUS", 1991, "SUN")
"""Who is meant by Moscow, or Russia, until which year, and who it was."""
ACTING: Final = re.compile(
    r" (?:\w+ )?(?:ministers?|presidents?|leaders?|officials|governments?|sides|delegations?|diplomats"
    r"|customs|authorities|companies|firms|businesses|trade|economies|parliaments|envoys|counterparts?|relations|ties)\b"
)
"""Behind two adjectives: who acts for both, and no description of a third."""
JOINED: Final = re.compile(r"(?:['’]s?)? (?:and|or) (?:the )?")
"""Between two who are told of together."""
RARER: Final = re.compile(r"\bmore (?:seldom|rarely)\b")
"""Less often than with another, and no denial."""
UNNAMED: Final = frozenset({*PRONOUN, *WORLD, *REGION})
NO_SUCH: Final = "a time or figure that no such statement has"
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
    cues : frozenset of str
        From which the confidence was reckoned.
    """

    statement: Statement
    sentence: str
    confidence: float
    rests_on: tuple[str, ...]
    assumed: tuple[str, ...]
    cues: frozenset[str] = frozenset()

    @property
    def firm(self) -> bool:
        """Whether it is to be judged: the reader is sure enough, and the text itself says so.

        What another says, or what is told of a time that was not read, is only proposed.
        """
        return self.confidence >= FIRM and OPEN.isdisjoint(self.cues)


@dataclass(frozen=True)
class Unread:
    """A sentence that seems to assert something and could not be read, with the reason in few words."""

    sentence: str
    position: Position
    why: str

    @property
    def told(self) -> str:
        """The reason in plain words, and what whoever checks may do."""
        return plainly(self.why)


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
    partly : tuple of Unread
        Sentences of which a statement was read and something else was not, with what that is.
    """

    candidates: tuple[Candidate, ...]
    unread: tuple[Unread, ...]
    sentences: int
    notes: tuple[str, ...]
    reader: str
    partly: tuple[Unread, ...] = ()

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


class RoleReader:
    """Read English by the roles of its figures; it proposes, and guesses nothing in silence."""

    name = "roles"

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
        reading = _Reading(stated, subject, hidden)
        lowered = chunks.small(plain)
        words = apart(lowered)
        count = 0
        for sentence in sentences(plain):
            count += 1
            start, end = sentence.start, sentence.start + len(sentence.text)
            small = lowered[start:end]
            if len(small) > LONGEST:
                reading.leave(sentence, "too long", sentence.text[:80] + "…")
                continue
            said = words[start:end].split()
            if is_looked_at(small, said):
                reading.add(sentence)
            else:
                reading.skip(sentence, small, said)
        notes = told_hidden(hidden)
        if not reading.candidates:
            notes = (*notes, f"no statement was found in {number_of(count, 'sentence')}")
        candidates, unread = tuple(reading.candidates), tuple(reading.unread)
        return Found(candidates, unread, count, notes, self.name, tuple(reading.partly))


GrammarReader = RoleReader
"""The name under which callers know it."""


@dataclass
class _Reading:
    """A text being read: what was found so far, and what the sentences before said."""

    stated: date
    about: str
    hidden: Sequence[int] = ()
    candidates: list[Candidate] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    partly: list[Unread] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    skipped: str = ""
    """The last sentence that was passed over: whom it names may be meant by the next."""

    def leave(self, sentence: Sentence, why: str, told: str = "") -> None:
        """List a sentence as not read, or what is told of it."""
        self.unread.append(Unread(told or sentence.text, self.place(sentence), why))

    def place(self, sentence: Sentence) -> Position:
        """Return where a sentence stands in the text as it was given."""
        return restored(sentence.position, self.hidden) if self.hidden else sentence.position

    def skip(self, sentence: Sentence, plain: str, words: Sequence[str]) -> None:
        """Pass over a sentence that no rule could read; one that tells of a tie, or denies it, is listed."""
        self.skipped = sentence.text
        denies = not asserted.NO.isdisjoint(words) and asserted.is_plain_negation(plain)
        if not (denies or may_be_tie(plain, sentence.text, words)):
            return
        said = mentions(sentence.text)
        if _names_a_state(said):
            told = [NEGATED] if denies else ties_untold(plain, sentence.text, said)
            if told:
                self.leave(sentence, told[0])

    def add(self, sentence: Sentence) -> None:
        """Add what a sentence asserts, or why it could not be read."""
        if self.skipped:
            self._remember(self.skipped, ())
        line = chunks.line(sentence.text, self.stated.year)
        line = latter.named(line, self.memory.pair, self.about)
        line = of_region.named(line, (self.about, *self.memory.topic, *self.memory.pair))
        if sum(map(line.shape.count, "FMTKud")) > MOST or line.shape.count("C") > MOST:
            self.leave(sentence, CROWDED)
            return
        sense = Sense(line, self.stated.year, self.about, self.memory)
        made_here, reasons = self._made(sense, sentence)
        self.candidates += made_here
        if not made_here and reasons:
            self.leave(sentence, "; ".join(dict.fromkeys(reasons)))
        self._remember(sentence.text, made_here, sense)

    def _made(self, sense: Sense, sentence: Sentence) -> tuple[list[Candidate], list[str]]:
        """Return the statements of a sentence, each once, and why others are none."""
        found: list[Candidate] = []
        reasons: list[str] = []
        rest = Rest()
        each = latter.each(sense.line)
        told = [sense if one is sense.line else replace(sense, line=one) for one in each]
        whole = sense.line.plain
        for sense, draft, beside in drafted(told):
            if isinstance(draft, Unreadable):
                reasons.append(str(draft))
                rest.refuse(sense, draft.at, str(draft))
                continue
            why = self._doubt(sense, draft)
            if not why and "simpler" in draft.cues:
                why = asserted.why_not(whole, sense.line.chunks[draft.at].start)
            if why:
                reasons.append(why)
                rest.refuse(sense, draft.at, why)
                continue
            name = f"L{sentence.line}-{len(self.candidates) + len(found) + 1}"
            try:
                one = self._candidate(sense, draft, beside, sentence, name)
            except Unreadable as fault:
                reasons.append(str(fault))
                rest.refuse(sense, draft.at, str(fault))
                continue
            except CounterpoiseError as fault:
                why = NO_SUCH if fault.problem.startswith("A key of ") else fault.problem
                reasons.append(why)
                rest.refuse(sense, draft.at, why)
                continue
            rest.take(sense, draft)
            if all(_apart(one.statement, other.statement) for other in found):
                found.append(one)
        if found and (left := rest.of(told[0])):
            self.partly.append(Unread(sentence.text, self.place(sentence), "; ".join(left)))
        plain = sense.line.plain
        if not reasons and not found and sense.line.said and asserted.is_plain_negation(plain):
            reasons.append(NEGATED)
        if not reasons and not found and sense.line.said:
            reasons += ties_untold(plain, sense.line.text, sense.line.said)
        if not reasons and not found and _deals(sense):
            reasons.append(asserted.why_not(plain, len(plain) // 2) or unfit(sense.line))
        if (
            not _names_a_state(sense.line.said)
            and not found
            and self.memory.topic == ()
            and not self.about
        ):
            reasons = [STATELESS] if reasons else []
        return _told_once(found), reasons

    def _doubt(self, sense: Sense, draft: Draft) -> str:
        """Return why a draft is not asserted, "" if it is."""
        if draft.at < 0 or draft.parts["kind"] == "forecast":
            return ""
        place = sense.line.chunks[draft.at].start if draft.at < len(sense.line.chunks) else 0
        plain = sense.line.plain
        if draft.parts["kind"] in VALUED and (why := other_measure(draft.parts, plain, place)):
            return why
        if why := uncounted(sense, draft):
            return why
        if "ended" in draft.cues:
            plain = dating.ENDED.sub(lambda found: " " * len(found.group()), plain)
        if draft.parts["kind"] == "alignment":
            plain = RARER.sub(lambda found: " " * len(found.group()), plain)
        if draft.parts["kind"] == "membership":
            plain = belonging.DENIED_THERE.sub(lambda found: " " * len(found.group()), plain)
            plain = asserted.PLANNED.sub(lambda found: " " * len(found.group()), plain)
        if draft.parts.get("of") == territory.OF:
            plain = territory.REFUSED.sub(lambda found: " " * len(found.group()), plain)
        if draft.parts["kind"] in ABOVE_ZERO and is_below_zero(plain, place):
            return BELOW_ZERO
        if "most" in draft.cues:
            return ""
        why = asserted.why_not(plain, place)
        bounded = bool(draft.words) and draft.words[0].startswith(chunks.DENIED)
        return "" if why == NEGATED and bounded else why

    def _candidate(
        self, sense: Sense, draft: Draft, drafts: Sequence[Draft], sentence: Sentence, name: str
    ) -> Candidate:
        parts = {key: value for key, value in draft.parts.items() if value not in ((), None, "")}
        if "subject" not in parts:
            raise StatementError("It is not said of whom.")
        if UNNAMED & {parts["subject"], *parts.get("partners", ()), *parts.get("poles", ())}:
            region = REGION[0] in (parts["subject"], *parts.get("partners", ()))
            raise Unreadable(
                "a region that is no bloc" if region else "the other side is not named"
            )
        parts = _of_its_time(parts)
        check_there(parts, self.stated.year)
        day = {"stated": self.stated}
        told = {"id": name, **day, "text": describe({**parts, **day})}
        cues = confidence.cues(sense, draft, drafts)
        attributed = (QUOTED,) if ANOTHER in cues else ()
        return Candidate(
            made({**parts, **told}, position=self.place(sentence)),
            sentence.text,
            confidence.of(cues),
            draft.words,
            (*draft.assumed, *attributed),
            cues,
        )

    def _remember(self, text: str, found: Sequence[Candidate], sense: Sense | None = None) -> None:
        """Keep what the next sentence may refer to."""
        self.skipped = ""
        said = [one for one in (sense.line.said if sense else mentions(text)) if one.party]
        if not said and not sense:
            old = self.memory
            self.memory = Memory(old.topic, (), old.years, {}, old.dealt)
            return
        goes_on = sense is not None and OF_BEFORE.match(sense.shape)
        topic = () if goes_on else _topic(text, said)
        pair = _pair(text, said) or (() if said else self.memory.pair)
        dealt = self.memory.dealt | _dealt_in(sense)
        years = None if _tells_of_part(sense) else self.memory.years
        self.memory = Memory(topic or self.memory.topic, pair, years, {}, dealt)
        if found:
            last = found[0].statement
            parts = {"kind": last.kind, "subject": last.subject, "partners": last.partners,
                     "channel": last.channel, "product": last.product}  # fmt: skip
            self.memory = Memory(topic or (last.subject,), pair, last.years, parts, dealt)


def _tells_of_part(sense: Sense | None) -> bool:
    """Return whether a sentence tells of a part of a year: "the same period" is no year then."""
    chunks = sense.line.chunks if sense else ()
    return any(one.tag == "Y" and one.value.how in ("part", "month") for one in chunks)


def _dealt_in(sense: Sense | None) -> frozenset[str]:
    """Return the channels and products that a sentence speaks of."""
    chunks = sense.line.chunks if sense else ()
    nouns = [one.value for one in chunks if one.tag == "C"]
    roles = [one.value for one in chunks if one.tag == "R" and one.value.channel == "arms"]
    return frozenset({one.product or one.channel for one in nouns} | {one.channel for one in roles})


def _pair(text: str, said: Sequence[Mention]) -> tuple[str, ...]:
    """Return the two of whom a sentence tells: those joined by "and", else the only two named."""
    named = [one for one in said if one.party]
    for one, other in pairwise(named):
        joined = JOINED.fullmatch(text, one.end, other.start)
        described = {one.form, other.form} == {ADJECTIVE} and not ACTING.match(text, other.end)
        if joined and one.party != other.party and not described:
            return one.party, other.party
    found = tuple(dict.fromkeys(one.party for one in named))
    return found if len(found) == 2 else ()


def _topic(text: str, said: Sequence[Mention]) -> tuple[str, ...]:
    """Return whom a sentence is about: the first party named, or those named with it by "and"."""
    first = tuple(one.party for one in said[:1])
    if len(said) > 1 and JOINED.fullmatch(text, said[0].end, said[1].start):
        return (*first, said[1].party)
    return first


def _of_its_time(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the parts with the Soviet Union for Russia, where all years named are before its end."""
    years = parts.get("years")
    if not years or years[1] is None or years[1] >= SOVIET[1]:
        return parts
    turned = {SOVIET[0]: SOVIET[2]}
    told = {
        key: tuple(turned.get(one, one) for one in parts[key])
        for key in ("partners", "poles")
        if key in parts
    }
    return parts | told | {"subject": turned.get(parts["subject"], parts["subject"])}


def _told_once(found: list[Candidate]) -> list[Candidate]:
    """Return what a sentence tells without what it tells with its years as well."""
    dated = [one.statement for one in found if one.statement.years]
    return [
        one for one in found
        if one.statement.years or not any(_same_undated(one.statement, other) for other in dated)
    ]  # fmt: skip


def _same_undated(one: Statement, dated: Statement) -> bool:
    """Return whether two statements differ by their time alone."""
    return one.kind == dated.kind and all(
        value == getattr(dated, key)
        for key, value in vars(one).items()
        if key not in ("id", "text", "years", "before", "when", "position")
    )


def _apart(one: Statement, other: Statement) -> bool:
    """Return whether two statements say different things."""
    return any(
        value != getattr(other, key)
        for key, value in vars(one).items()
        if key not in ("id", "text")
    )


def _deals(sense: Sense) -> bool:
    """Return whether a sentence tells of what states deal in or with each other."""
    channel = any(one.noun.channel not in ("", "goods") for one in sense.wholes)
    verb = any(tag in "gk" for tag in sense.shape) and any(tag in "C" for tag in sense.shape)
    return bool(sense.line.said) and (channel or verb or bool(DEALT.search(sense.line.plain)))


def _names_a_state(said: Sequence[Mention]) -> bool:
    """Return whether a state is named for certain: “Jordan” alone may be a person."""
    return len(said) > 1 or any(one.word.lower() not in FIRST_NAMES for one in said)
