"""Pages put together as parts of one: their footnotes numbered on, and each footnote once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from counterpoise.report.pages import Cell, Chart, Note, Number, Page, Section, Sentence, Table


@dataclass
class Joined:
    """The footnotes of a page that is put together from others.

    Parameters
    ----------
    notes : list of Note
        All so far, numbered from 1 in the order in which pages were taken in.
    """

    notes: list[Note] = field(default_factory=list)

    def taken(self, page: Page) -> Page:
        """Return a page whose figures call the footnotes of the whole."""
        numbers = {note.number: self._numbered(note) for note in page.notes}
        return replace(
            page,
            answer=tuple(_sentence(one, numbers) for one in page.answer),
            sections=tuple(_section(one, numbers) for one in page.sections),
            picture=_chart(page.picture, numbers) if page.picture else None,
            notes=tuple(self.notes),
        )

    def _numbered(self, note: Note) -> int:
        for held in self.notes:
            if replace(note, number=held.number) == held:
                return held.number
        self.notes.append(replace(note, number=len(self.notes) + 1))
        return len(self.notes)


def _section(section: Section, numbers: dict[int, int]) -> Section:
    return replace(
        section,
        lead=tuple(_sentence(one, numbers) for one in section.lead),
        parts=tuple(_part(one, numbers) for one in section.parts),
        closed=_sentence(section.closed, numbers),
    )


def _part(part: Table | Chart, numbers: dict[int, int]) -> Table | Chart:
    return _chart(part, numbers) if isinstance(part, Chart) else _table(part, numbers)


def _chart(chart: Chart, numbers: dict[int, int]) -> Chart:
    return replace(chart, notes=tuple(numbers[note] for note in chart.notes))


def _table(table: Table, numbers: dict[int, int]) -> Table:
    rows = (tuple(_cell(cell, numbers) for cell in row) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _sentence(sentence: Sentence, numbers: dict[int, int]) -> Sentence:
    return tuple(_cell(cell, numbers) for cell in sentence)


def _cell(cell: Cell, numbers: dict[int, int]) -> Cell:
    if isinstance(cell, Number) and cell.note is not None:
        return replace(cell, note=numbers[cell.note])
    return cell
