"""The footnotes of a page, and the cards of the sources that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from counterpoise.panel.evidence import Evidence
from counterpoise.panel.holdings import Holding
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.pages import Note, SourceCard


@dataclass
class Ledger:
    """The footnotes of one page, numbered as they are first asked for."""

    notes: list[Note] = field(default_factory=list)
    holdings: dict[str, Holding] = field(default_factory=dict)

    def cite(
        self,
        evidence: Evidence,
        what: str,
        rows: int | None,
        command: str,
        *,
        beside: Sequence[Holding] = (),
        entering: Sequence[Holding] = (),
    ) -> int:
        """Return the number of the footnote for these rows, making it if it is new; see `note`."""
        return self.note(evidence.holding, what, rows, command, beside=beside, entering=entering)

    def note(
        self,
        held: Holding,
        what: str,
        rows: int | None,
        command: str,
        *,
        beside: Sequence[Holding] = (),
        entering: Sequence[Holding] = (),
    ) -> int:
        """Return the number of the footnote for rows of a holding, making it if it is new.

        `beside` are the releases that tell the rest of the rows: they are named. `entering` are those
        of other kinds of rows that the figures stand on too, which `what` names. The cards of both
        stand among the sources. Of a release none of whose figures is marked as reported it says so.
        """
        named = {_name(one): one for one in (held, *beside)}
        every = {**named, **{_name(one): one for one in entering}}
        for name, one in every.items():
            self.holdings.setdefault(name, one)
        _, *rest = named
        what += ", in part estimated" if held.estimated else ""
        what += f"; the rest by {wording.listed(rest)}" if rest else ""
        _, *others = every.values()
        also = tuple((one.source, one.vintage) for one in others)
        return self.bare(held.source, held.vintage, held.card.title, what, rows, command, also)

    def bare(
        self,
        source: str,
        vintage: str,
        title: str,
        what: str,
        rows: int | None,
        command: str,
        also: tuple[tuple[str, str], ...] = (),
    ) -> int:
        """Return the number of the footnote for rows that are in no store, such as own tables."""
        for note in self.notes:
            if (*note.releases(), note.what) == ((source, vintage), *also, what):
                return note.number
        note = Note(len(self.notes) + 1, source, vintage, title, what, rows, command, also)
        self.notes.append(note)
        return note.number

    def cards(self) -> tuple[SourceCard, ...]:
        """Return the cards of all sources cited, in the order of their first footnote."""
        return tuple(card_of(held) for held in self.holdings.values())


def _name(held: Holding) -> str:
    return f"{held.source} {held.vintage}"


def card_of(held: Holding) -> SourceCard:
    """Return the card of a release held, as it stands at the foot of a page."""
    card = held.card
    state = "embedded with the package" if held.embedded else "added by you"
    filled = "".join(f"; {part.rows:,} of them {part.part}" for part in held.filled)
    return SourceCard(
        card.id,
        card.title,
        card.publisher,
        held.vintage,
        held.covered_years,
        f"{state}; {number_of(held.rows, 'row')}{filled}"
        + (f"; excerpt: {held.excerpt}" if held.excerpt else ""),
        card.terms,
        card.citation,
        card.url,
        " ".join(_beware(held)),
    )


def _beware(held: Holding) -> Iterator[str]:
    """Return that part of a release is estimated, and what goes on where it ends."""
    if held.estimated:
        yield "Part of it is estimated; which part is not marked."
    for part in held.continued:
        yield from (f"{wording.started(note)}." for note in part.notes[:1])
