"""The page on statements checked: the verdicts, what was read, and each statement's readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from counterpoise.panel.store import Store
from counterpoise.report import set_aside, wording
from counterpoise.report.brief import Done, version
from counterpoise.report.pages import Cell, Page, Section, Sentence, Table
from counterpoise.report.sections.statements import checked as sections
from counterpoise.report.sections.statements.checked import Citing, plain, verdict
from counterpoise.statements.checking.check import AS_OF_MEANS
from counterpoise.statements.checking.verdict import CANNOT_TELL, VERDICTS, Checked
from counterpoise.statements.statement import Position

if TYPE_CHECKING:
    from counterpoise.statements.reading.reader import Found

UNREAD: Final = 100
"""Sentences that could not be read, on a page; JSON has all."""
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


@dataclass(frozen=True)
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

    def as_dict(self) -> dict[str, Any]:
        """Return every statement and reading as plain data: what ``--format json`` prints."""
        return {
            "ok": True,
            "kind": self.kind,
            "title": self.title,
            "answer": "".join(str(cell) for sentence in self.answer for cell in sentence),
            "all_judged": all_judged(self.checked, self.found),
            "statements": [one.as_dict() for one in self.checked],
            "read": None if self.found is None else _found(self.found),
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
    done: Done = lambda section: None,
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
        What a reader found in a text, if the statements are from one: positions and confidence are
        shown, and what it could not read is listed.
    done : callable
        Given each section as soon as it is made.
    """
    citing = Citing(store)
    read = {} if found is None else {each.statement.id: each.sentence for each in found.candidates}
    parts = []
    for one, anchor in zip(checked, _anchors(checked), strict=True):
        parts.append(sections.section(one, citing, anchor, read.get(one.statement.id, "")))
        done(parts[-1])
    before = [_verdicts(checked)] if checked else []
    if found is not None:
        before.append(_read(found))
    subjects = dict.fromkeys(one.statement.subject for one in checked)
    return CheckedPage(
        kind="check",
        states=tuple(subject for subject in subjects if subject),
        title=plain(title),
        subtitle="Statements against the evidence",
        answer=(*set_aside.sentences(citing.store), *_answer(checked, found)),
        choices=CHOICES,
        sections=(*before, *parts),
        notes=tuple(citing.ledger.notes),
        sources=citing.ledger.cards(),
        version=version(),
        checked=tuple(checked),
        found=found,
    )


def all_judged(checked: Sequence[Checked], found: Found | None = None) -> bool:
    """Return whether there was a statement, every one could be read, and of each the evidence tells."""
    unread = found is not None and found.unread
    told = all(one.verdict != CANNOT_TELL for one in checked)
    return bool(checked) and told and not unread


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
    if not checked:
        told = "No statement that evidence could test was found"
        if found is not None:
            told += f" in {found.sentences:,} sentence{'s' if found.sentences != 1 else ''}"
        return ((f"{told}.",),)
    counts = {said: sum(one.verdict == said for one in checked) for said in VERDICTS}
    parts = [COUNTED[said][count > 1].format(count) for said, count in counts.items() if count]
    plural = "s" if len(checked) > 1 else ""
    return ((f"Of {len(checked)} statement{plural}, {wording.listed(parts)}.",),)


def _verdicts(checked: Sequence[Checked]) -> Section:
    """Return all verdicts in one table; the figures' footnotes are in each statement's section."""
    rows: list[tuple[Cell, ...]] = [
        (
            plain(f"{one.statement.id}. {one.statement.text}"),
            verdict(one.verdict),
            plain(one.shown or "–"),
        )
        for one in checked
    ]
    head = ("Statement", "Verdict", "Figure")
    return Section(
        "verdicts", "The verdicts", parts=(Table("verdicts-table", "", head, tuple(rows)),)
    )


def _read(found: Found) -> Section:
    """Return what a reader found in the text, how sure it is, and what it could not read."""
    rows: list[tuple[Cell, ...]] = [
        (
            plain(each.statement.id),
            _where(each.statement.position),
            wording.percent(each.confidence, bar=False),
            plain(", ".join(each.rests_on)),
            plain(", ".join(each.assumed)) or "–",
        )
        for each in found.candidates
    ]
    unread: list[tuple[Cell, ...]] = [
        (_where(each.position), plain(each.why), plain(each.sentence))
        for each in found.unread[:UNREAD]
    ]
    more = len(found.unread) - len(unread)
    head = ("", "Where", "Confidence", "Rests on the words", "Filled in")
    tables = []
    if rows:
        tables.append(Table("candidates", "Statements found", head, tuple(rows)))
    if unread:
        caption = f"{more:,} more are in --format json." if more > 0 else ""
        tables.append(
            Table("unread", "Could not be read", ("Where", "Why", "Sentence"), tuple(unread), caption)
        )  # fmt: skip
    lead = (
        f"Sentences: {found.sentences:,}; statements found: {len(found.candidates):,}; sentences"
        f" that look like a statement and could not be read: {len(found.unread):,}."
        f" Reader: {plain(found.reader)}."
    )
    notes = tuple(wording.started(plain(note)) for note in found.notes)
    return Section("read", "What was read", lead=((lead,),), parts=tuple(tables), caveats=notes)


def _where(position: Position | None) -> str:
    return "" if position is None else f"line {position.line}, {position.start}–{position.end}"


def _found(found: Found) -> dict[str, Any]:
    """Return what a reader found as plain data."""
    return {
        "reader": found.reader,
        "sentences": found.sentences,
        "candidates": [
            {
                "id": each.statement.id,
                "sentence": each.sentence,
                "position": None
                if each.statement.position is None
                else asdict(each.statement.position),
                "confidence": each.confidence,
                "rests_on": list(each.rests_on),
                "assumed": list(each.assumed),
            }
            for each in found.candidates
        ],
        "unread": [asdict(each) for each in found.unread],
        "notes": list(found.notes),
    }
