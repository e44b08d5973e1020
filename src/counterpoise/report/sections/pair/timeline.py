"""What happened between two states, dated: bonds and quarrels begun and ended, and who came first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Number, Section, Table
from counterpoise.report.sections.pair import bonds, signed, visits
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.pair.embargoes import imposed
from counterpoise.report.sections.pair.standing import OWNED

ENDS = ("alliance", "trade_agreement", "rivalry")
"""How the names of kinds begin whose end is an event too."""
AGREED = ("trade_agreement", "investment_treaty")
"""Kinds that are signed at one time, and in force at another."""


@dataclass(frozen=True, order=True)
class Event:
    """Something that happened in a year, and the footnote that says so, if there is one."""

    year: int
    words: str
    note: int | None = None


def section(couple: Couple) -> Section | None:
    """Return the events by year; None if none is known."""
    found = sorted(set(events(couple)), key=lambda one: (one.year, one.words))
    if not found:
        return None
    rows = tuple((str(event.year), event.words, _whence(couple, event.note)) for event in found)
    return Section(
        "timeline",
        "What happened between them",
        parts=(
            Table(
                "timeline",
                "",
                ("Year", "Event", "List"),
                rows,
                caption=f"From the lists and flows of this page; {_unlisted(couple)} in no list held.",
            ),
        ),
    )


def _unlisted(couple: Couple) -> str:
    """Return what of visits and talks no list has."""
    listed = any(visits.paid(couple))
    return "other visits and talks are" if listed else "visits and talks are"


def _whence(couple: Couple, note: int | None) -> Cell:
    """Return the source of an event with its footnote; of embargoes, the project's own table."""
    if note is None:
        return "arms_episodes"
    return Number(float(note), couple.one.ledger.notes[note - 1].source, "source", note=note)


def events(couple: Couple) -> Iterator[Event]:
    """Return what began and ended between the two, and when either became the other's first partner."""
    for kind, title in bonds.KINDS.items():
        runs, last, note = bonds.spells(couple, kind)
        for first, end in runs:
            fight = kind in ("dispute_hostility", "war")
            begins = "in force" if kind in AGREED else "begins"
            words = title if fight else f"{title} {begins}"
            if fight and end > first:
                words = f"{title}, to {end}"
            yield Event(first, words, note)
            if kind.startswith(ENDS) and last is not None and end < last:
                yield Event(end, f"{title} ends", note)
    for supplier, recipient, found in imposed(couple):
        scope = "" if found["scope"] == "full" else f" ({found['scope']})"
        yield Event(
            found["year"], f"{supplier} refuses arms to {recipient}{scope}: {found['source']}"
        )
        if found["end_year"]:
            yield Event(found["end_year"], f"{supplier} no longer refuses arms to {recipient}")
    for year, words, note in (*signed.signings(couple), *visits.paid(couple)):
        yield Event(year, words, note)
    for study, partner in couple.ways():
        for name, owned in OWNED.items():
            part = couple.part(study, name)
            if part and part.since and part.since > part.flow.first:
                note = study.cite(part.flow, part.since - part.flow.view.window + 1, part.since)
                way = "market for" if name == "exports" else "source of"
                words = (
                    f"{wording.started(partner.place)} becomes the first {way}"
                    f" {wording.possessive(study.place)} {owned}, and has stayed so"
                )
                yield Event(part.since, words, note)
