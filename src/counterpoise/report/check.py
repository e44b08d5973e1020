"""The page on statements checked: each with its verdict, the readings behind it, and the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from counterpoise.panel.store import Store
from counterpoise.report import wording
from counterpoise.report.brief import Done, version
from counterpoise.report.pages import Cell, Chart, Number, Page, Section, Sentence, Table
from counterpoise.report.study import Ledger
from counterpoise.statements.verdict import CANNOT_TELL, VERDICTS, Checked, Rows, Tested

if TYPE_CHECKING:
    from counterpoise.statements.reader import Found

CHARTED = 3
"""Readings with a figure from which a chart says more than a table."""
LISTED = 14
LABEL = 44
"""Letters of a reading's name beside its point."""
COUNTED = {
    "holds": "{} hold",
    "fails": "{} fail",
    "depends": "{} depend on the reading",
    "cannot tell": "of {} the evidence cannot tell",
}
FORMATS = {"share": ".0%", "%": ".0%", "USD": "$.2~s"}


def page(
    store: Store,
    title: str,
    checked: Sequence[Checked],
    *,
    found: Found | None = None,
    done: Done = lambda section: None,
) -> Page:
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
    ledger = Ledger()
    notes = {id(one): _cited(store, ledger, one) for one in checked}
    sections = [_summary(checked, notes)]
    if found is not None:
        sections.append(_read(found))
    for one in checked:
        sections.append(_one(one, notes[id(one)]))
        done(sections[-1])
    return Page(
        kind="check",
        states=tuple(dict.fromkeys(one.statement.subject for one in checked if one.statement.subject)),
        title=title,
        subtitle="Statements against the evidence",
        answer=_answer(checked),
        choices=(
            "Every defensible reading is computed: window, source, value or stock, with or without"
            " related states, either side's report",
            "Holds, fails: all readings agree; depends: they do not; cannot tell: the evidence is missing",
            "Known then: rows up to the last full year before the statement; the vintages are the"
            " latest, and may have been revised since",
        ),
        sections=tuple(sections),
        notes=tuple(ledger.notes),
        sources=ledger.cards(),
        version=version(),
    )  # fmt: skip


def all_judged(checked: Sequence[Checked]) -> bool:
    """Return whether the evidence could tell of every statement."""
    return all(one.verdict != CANNOT_TELL for one in checked)


def _answer(checked: Sequence[Checked]) -> tuple[Sentence, ...]:
    if not checked:
        return (("No statement that evidence could test was found.",),)
    counts = {verdict: sum(one.verdict == verdict for one in checked) for verdict in VERDICTS}
    told = [COUNTED[verdict].format(count) for verdict, count in counts.items() if count]
    plural = "s" if len(checked) > 1 else ""
    return ((f"Of {len(checked)} statement{plural}, {wording.listed(told)}.",),)


def _verdict(words: str) -> Number:
    """Return a verdict as a cell that shows it by its colour, too."""
    return Number(None, words, status=words.lower())


def _summary(checked: Sequence[Checked], notes: dict[int, tuple[int, ...]]) -> Section:
    rows: list[tuple[Cell, ...]] = [
        (
            one.statement.id,
            one.statement.text,
            _verdict(one.verdict),
            Number(None, one.shown or "–", note=next(iter(notes[id(one)]), None)),
        )
        for one in checked
    ]
    return Section(
        "verdicts",
        "The verdicts",
        parts=(Table("verdicts", "", ("", "Statement", "Verdict", "Figure"), tuple(rows)),),
    )


def _read(found: Found) -> Section:
    """Return what a reader found in the text, how sure it is, and what it could not read."""
    rows: list[tuple[Cell, ...]] = []
    for candidate in found.candidates:
        position = candidate.statement.position
        where = (
            "" if position is None else f"line {position.line} ({position.start}–{position.end})"
        )
        rows.append(
            (
                candidate.statement.id,
                where,
                wording.percent(candidate.confidence, bar=False),
                ", ".join(candidate.rests_on),
                ", ".join(candidate.assumed) or "–",
            )
        )  # fmt: skip
    unread: list[tuple[Cell, ...]] = [
        (f"line {one.position.line}", one.why, one.sentence) for one in found.unread
    ]
    return Section(
        "read",
        "What was read",
        lead=(
            (
                f"{found.sentences:,} sentences; {len(found.candidates)} statements found,"
                f" {len(found.unread)} more that look like one and could not be read.",
            ),
        ),
        parts=(
            Table(
                "candidates",
                "Statements found",
                ("", "Where", "Confidence", "Rests on the words", "Filled in"),
                tuple(rows),
            ),
            *(
                [Table("unread", "Could not be read", ("Where", "Why", "Sentence"), tuple(unread))]
                if unread
                else []
            ),
        ),
        caveats=found.notes,
    )


def _one(one: Checked, notes: tuple[int, ...]) -> Section:
    """Return a statement with its verdict, its readings, and a chart of them."""
    name = one.statement.id or "statement"
    lead: list[Sentence] = [
        (_verdict(wording.started(one.verdict)), *_figure(one, notes), f". {one.why}")
    ]
    if one.deciding:
        lead.append((f" It turns on {wording.listed(list(one.deciding[:6]))}.",))
    if one.verdict_today != one.verdict:
        lead.append((f" With what is known today: {one.verdict_today}.",))
    return Section(
        f"s-{re.sub(r'[^A-Za-z0-9]+', '-', name)}",
        f"{name}. {one.statement.text}",
        lead=tuple(lead),
        parts=(*_chart(one, notes), *_readings(one, notes)),
        caveats=(*one.marks, *(f"Missing: {gap}." for gap in one.missing)),
    )


def _figure(one: Checked, notes: tuple[int, ...]) -> tuple[Cell, ...]:
    if not one.shown:
        return ()
    return (": ", Number(None, one.shown, note=next(iter(notes), None)))


def _readings(one: Checked, notes: tuple[int, ...]) -> tuple[Table, ...]:
    if not one.tested:
        return ()
    rows: list[tuple[Cell, ...]] = [
        (
            tested.reading,
            tested.known,
            tested.shown or "–",
            _verdict(tested.verdict),
            tested.missing or tested.stale or "",
        )
        for tested in one.tested[:LISTED]
    ]
    more = len(one.tested) - len(rows)
    return (
        Table(
            f"readings-{one.statement.id}",
            "Readings",
            ("Reading", "Known", "Figure", "Verdict", "Note"),
            tuple(rows),
            caption=f"{more} more readings are in --format json." if more > 0 else "",
        ),
    )


def _chart(one: Checked, notes: tuple[int, ...]) -> tuple[Chart, ...]:
    """Return how the verdict moves with the reading, if enough of them have a figure in one unit."""
    known = [tested for tested in one.tested if tested.figure is not None]
    units = {tested.unit for tested in known}
    if len(known) < CHARTED or len(units) != 1:
        return ()
    unit = units.pop()
    bound = one.statement.quantity
    scaled = bound / 100 if bound is not None and unit in ("share", "%") else bound
    rows: list[dict[str, Any]] = [
        {
            "reading": label,
            "figure": tested.figure,
            "verdict": tested.verdict,
            "known": tested.known,
            "base": scaled if unit in ("share", "%") else None,
            "format": FORMATS.get(unit, "~s"),
        }
        for tested, label in zip(known[:LISTED], _labels(known[:LISTED]), strict=True)
    ]
    return (
        Chart(
            f"chart-{re.sub(r'[^A-Za-z0-9]+', '-', one.statement.id or 'statement')}",
            "readings",
            "How the verdict moves with the reading",
            "The figure that each reading gives, by verdict.",
            tuple(rows),
            caption="Circles: as known then; diamonds: as known today. Dashed: what was asserted.",
            notes=notes,
        ),
    )


def _labels(known: Sequence[Tested]) -> list[str]:
    """Return each reading by the choices in which the readings differ, short enough for an axis."""
    names = dict.fromkeys(name for tested in known for name in tested.facets)
    differ = [name for name in names if len({tested.facets.get(name) for tested in known}) > 1]
    labels = []
    for tested in known:
        words = ", ".join(tested.facets[name] for name in differ if name in tested.facets)
        label = words or tested.reading
        labels.append(label if len(label) <= LABEL else f"{label[: LABEL - 1]}…")
    return labels


def _cited(store: Store, ledger: Ledger, one: Checked) -> tuple[int, ...]:
    """Return the footnotes of the rows behind a statement."""
    return tuple(dict.fromkeys(_note(store, ledger, rows) for rows in one.rows))


def _note(store: Store, ledger: Ledger, rows: Rows) -> int:
    if store.holdings(rows.source):
        held = store.holding(rows.source, rows.vintage)
        return ledger.note(held, rows.what, rows.rows, rows.command)
    # A table that travels with the package, such as that of embargoes.
    return ledger.bare(rows.source, rows.vintage, rows.title, rows.what, rows.rows, rows.command)
