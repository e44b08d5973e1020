"""The page on statements checked: a ledger, what was not judged, and each statement's readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.report import set_aside, wording
from counterpoise.report.making import version
from counterpoise.report.pages import Cell, Page, Section, Sentence, Table
from counterpoise.report.sections.statements import checked as sections
from counterpoise.report.sections.statements import said
from counterpoise.report.sections.statements.checked import Citing, verdict
from counterpoise.report.sections.statements.said import plain
from counterpoise.statements.checking.check import AS_OF_MEANS
from counterpoise.statements.checking.verdict import CANNOT_TELL, VERDICTS, Checked, in_short

if TYPE_CHECKING:
    from counterpoise.statements.reading.reader import Candidate, Found

UNREAD: Final = 100
"""Sentences that could not be read, on a page; JSON has all."""
OWN_READER: Final = "roles"
"""The name of the reader of this package."""
COUNTED: Final = {
    "holds": ("{} holds", "{} hold"),
    "fails": ("{} fails", "{} fail"),
    "depends": ("{} depends on the reading", "{} depend on the reading"),
    "cannot tell": ("of {} the evidence cannot tell",) * 2,
}
CHOICES: Final = (
    "Every defensible reading is computed: years, source, what came or what is there, with or without"
    " related states, tests of a trend",
    "Holds, fails: all readings agree; depends: they do not; cannot tell: the evidence is missing",
    AS_OF_MEANS.removesuffix("."),
    "Margin: by how much a reading is on its side of the line, negative where it fails",
)
EACH: Final = (
    "What was said, how it was read, the verdict with its reason, and the readings that it rests on; a"
    " figure's footnote has the command that shows its rows."
)


@dataclass(frozen=True, repr=False)
class CheckedPage(Page):
    """A page on statements, with everything that was computed for it.

    Parameters
    ----------
    checked : tuple of Checked
        Every statement with all its readings, more than are shown.
    found : Found or None
        What a reader found in a text.
    """

    checked: tuple[Checked, ...] = field(default=(), repr=False)
    found: Found | None = field(default=None, repr=False)

    def __iter__(self) -> Iterator[Checked]:
        return iter(self.checked)

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self.checked)

    def as_dict(self) -> dict[str, Any]:
        """Return every statement and reading as plain data: what ``--format json`` prints."""
        return {
            "ok": True,
            "kind": self.kind,
            "title": self.title,
            "answer": " ".join("".join(map(str, sentence)) for sentence in self.answer),
            "all_judged": exit_code(self.checked, self.found) == ALL_JUDGED,
            "exit_code": exit_code(self.checked, self.found),
            "statements": [one.as_dict() for one in self.checked],
            "read": None if self.found is None else _found(self.found, self.checked),
            "choices": list(self.choices),
            "sources": [asdict(source) for source in self.sources],
            "version": self.version,
            "made": self.made,
            "question": self.question,
        }


def page(
    store: Store,
    title: str,
    checked: Sequence[Checked],
    *,
    found: Found | None = None,
) -> CheckedPage:
    """Return the page on statements that were checked.

    Parameters
    ----------
    store : Store
        Where the rows came from.
    title : str
        What was checked.
    checked : sequence of Checked
        What `statements.check.check` returned.
    found : Found, optional
        What a reader found in a text, if the statements are from one. Those of it that were not
        checked are shown as proposed, with their reading and no verdict.
    """
    citing = Citing(store)
    read = {} if found is None else {each.statement.id: each for each in found.candidates}
    anchors = list(_anchors(checked))
    parts = [
        sections.section(one, citing, anchor, read.get(one.statement.id))
        for one, anchor in zip(checked, anchors, strict=True)
    ]
    before = [ledger(checked, anchors, read, citing)] if checked else []
    if found is not None:
        before += _not_judged(found, checked)
    if checked:
        before.append(Section("each", "Statement by statement", lead=((EACH,),)))
    subjects = dict.fromkeys(one.statement.subject for one in checked)
    return CheckedPage(
        kind="check",
        states=tuple(subject for subject in subjects if subject),
        title=plain(title),
        subtitle="Statements against the evidence",
        answer=(*set_aside.sentences(citing.store), *_answer(checked, found)),
        choices=CHOICES if found is None else (*CHOICES, said.confidence_means()),
        sections=(*before, *parts),
        notes=tuple(citing.ledger.notes),
        sources=citing.ledger.cards(),
        version=version(),
        checked=tuple(checked),
        found=found,
    )


ALL_JUDGED, UNTOLD, UNREAD_LEFT, NONE_FOUND = 0, 3, 4, 5
"""Exit codes: all judged; of one the evidence cannot tell; not all read for certain; none found."""


def exit_code(checked: Sequence[Checked], found: Found | None = None) -> int:
    """Return how a check ended: the gravest of what was left open."""
    proposed = found is not None and len(found.candidates) > len(checked)
    if not checked and not proposed:
        return NONE_FOUND if found is None or not found.unread else UNREAD_LEFT
    if proposed or (found is not None and found.unread):
        return UNREAD_LEFT
    return UNTOLD if any(one.verdict == CANNOT_TELL for one in checked) else ALL_JUDGED


def all_judged(checked: Sequence[Checked], found: Found | None = None) -> bool:
    """Return whether there was a statement, every one was read for certain, and each could be told."""
    return exit_code(checked, found) == ALL_JUDGED


def _anchors(checked: Sequence[Checked]) -> Iterator[str]:
    """Return what the ids of each statement's section begin with, no two alike."""
    taken: set[str] = set()
    for number, one in enumerate(checked, start=1):
        slug = re.sub(r"[^A-Za-z0-9]+", "-", one.statement.id).strip("-") or str(number)
        while f"s-{slug}" in taken:
            slug = f"{slug}-{number}"
        taken.add(f"s-{slug}")
        yield f"s-{slug}"


def _answer(checked: Sequence[Checked], found: Found | None) -> tuple[Sentence, ...]:
    left = _left(checked, found)
    if not checked:
        told = "No statement that evidence could test was found"
        if found is not None:
            told += f" in {number_of(found.sentences, 'sentence')}"
        return ((f"{told}.",), *left)
    counts = {said: sum(one.verdict == said for one in checked) for said in VERDICTS}
    parts = [COUNTED[said][count > 1].format(count) for said, count in counts.items() if count]
    return ((f"Of {number_of(len(checked), 'statement')}, {wording.listed(parts)}.",), *left)


def _left(checked: Sequence[Checked], found: Found | None) -> tuple[Sentence, ...]:
    """Return how many statements are only proposed, and how many sentences could not be read."""
    if found is None:
        return ()
    proposed, unread = len(found.candidates) - len(checked), len(found.unread)
    parts = []
    if proposed:
        parts.append(f"{proposed} more {'are' if proposed > 1 else 'is'} proposed and not judged")
    if unread:
        looks = number_of(unread, "sentence looks", "sentences look")
        parts.append(f"{looks} like a statement and could not be read")
    if found.partly:
        parts.append(f"of {number_of(len(found.partly), 'more sentence')} a part could not be read")
    return ((f"{wording.started(wording.listed(parts))}.",),) if parts else ()


def ledger(
    checked: Sequence[Checked],
    anchors: Sequence[str],
    read: Mapping[str, Candidate],
    citing: Citing,
) -> Section:
    """Return all verdicts, a line each; the figures' footnotes are in each statement's section.

    Of a sentence that tells several things the first line has the sentence, the others how they were read.
    """
    rows: list[tuple[Cell, ...]] = [
        (
            plain(one.statement.id),
            verdict(one.verdict, told=one.told),
            plain(_said(one, read) if before != _said(one, read) else f"… {one.statement.text}"),
            plain(in_short(citing.named(one.reason)) if one.is_bare else one.shown) or "–",
        )
        for one, before in zip(checked, ["", *(_said(one, read) for one in checked)], strict=False)
    ]
    head = ("", "Verdict", "What was said", "Figure or reason")
    table = Table("verdicts-table", "", head, tuple(rows), brief=True, links=tuple(anchors))
    return Section("verdicts", "The ledger", parts=(table,))


def _said(one: Checked, read: Mapping[str, Candidate]) -> str:
    """Return the speaker's own sentence, or what stands in a list."""
    own = read.get(one.statement.id)
    return own.sentence if own else one.statement.text


def _not_judged(found: Found, checked: Sequence[Checked]) -> Iterator[Section]:
    """Yield what a reader found and was not sure of, and what it could not read."""
    notes = tuple(wording.started(plain(note)) for note in found.notes)
    proposed = _proposed(found, checked)
    if proposed:
        lead = (
            f"Read, and not surely enough to be judged (a confidence under {said.firm()}), or said by"
            " another: take the reading for a question, and put it into a list if it is right, or judge"
            " all with --all."
        )
        yield Section("proposed", "Proposed, not judged", lead=((lead,),), parts=(proposed,))
    unread: list[tuple[Cell, ...]] = [
        (str(each.position.line), said.short(plain(each.sentence)), plain(each.told))
        for each in found.unread[:UNREAD]
    ]
    more = len(found.unread) - len(unread)
    caption = f"{more:,} more are in --format json." if more > 0 else ""
    head = ("Line", "Sentence", "Why, and what to try")
    table = Table("unread", "Could not be read", head, tuple(unread), caption)
    lead = (
        f"Sentences: {found.sentences:,}; statements found: {len(found.candidates):,}; sentences"
        f" that look like a statement and could not be read: {len(found.unread):,}."
        f" Read by {_reader(found.reader)}."
    )
    if found.partly:
        lead += f" Sentences read in part: {len(found.partly):,}."
    tables = ((table,) if unread else ()) + ((_in_part(found),) if found.partly else ())
    yield Section("read", "What was not read", lead=((lead,),), parts=tables, caveats=notes)


def _in_part(found: Found) -> Table:
    """Return the sentences of which something was read, with what else in them was not."""
    rows: list[tuple[Cell, ...]] = [
        (str(each.position.line), said.short(plain(each.sentence)), plain(each.told))
        for each in found.partly[:UNREAD]
    ]
    more = len(found.partly) - len(rows)
    caption = f"{more:,} more are in --format json." if more > 0 else ""
    head = ("Line", "Sentence", "What was not read, and what to try")
    return Table("partly", "Read in part", head, tuple(rows), caption)


def _reader(name: str) -> str:
    return "the rules of this package" if name == OWN_READER else plain(name)


def _proposed(found: Found, checked: Sequence[Checked]) -> Table | None:
    judged = {one.statement.id for one in checked}
    rows: list[tuple[Cell, ...]] = [
        (
            plain(each.statement.id),
            said.short(plain(each.sentence)),
            plain(each.statement.text),
            plain(said.why_proposed(each)),
        )
        for each in found.candidates
        if each.statement.id not in judged
    ]
    head = ("", "What was said", "Read as", "Why not judged")
    return Table("proposals", "", head, tuple(rows)) if rows else None


def _found(found: Found, checked: Sequence[Checked]) -> dict[str, Any]:
    """Return what a reader found as plain data."""
    judged = {one.statement.id for one in checked}
    return {
        "reader": found.reader,
        "sentences": found.sentences,
        "candidates": [
            {
                "id": each.statement.id,
                "kind": each.statement.kind,
                "sentence": each.sentence,
                "reading": each.statement.text,
                "position": None
                if each.statement.position is None
                else asdict(each.statement.position),
                "confidence": each.confidence,
                "firm": each.firm,
                "judged": each.statement.id in judged,
                "rests_on": list(each.rests_on),
                "assumed": list(each.assumed),
            }
            for each in found.candidates
        ],
        "unread": [{**asdict(each), "told": each.told} for each in found.unread],
        "partly": [{**asdict(each), "told": each.told} for each in found.partly],
        "notes": list(found.notes),
    }
