"""Every footnote of a brief ends with a command, and the command gives again what the note tells.

The test asks nothing of which evidence answers: it follows whatever commands the notes carry.
"""

import json
import shlex
from collections.abc import Iterator

import polars as pl
import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main
from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.pages import Note, Page
from counterpoise.settings import embedded_folder

ASKED = (("VNM", None), ("NRU", None), ("CRI", 2015))
"""States, and as of when: a large one, a tiny one, and one as it was known in a year."""
TABLES = ("export", "table")
"""Commands that end in a table; others end in a page."""
TOLD = ("share", "USD")
"""Units of figures that a table holds as they are: others are counted or derived from its rows."""


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    store = Store((embedded_folder(),)).steady()
    return {state: brief(store, state, as_of=as_of) for state, as_of in ASKED}


@pytest.fixture(scope="module")
def answered() -> dict[str, str]:
    """What commands have answered so far: the notes of several briefs share some."""
    return {}


def _answer(command: str, answered: dict[str, str]) -> str:
    program, *arguments = shlex.split(command)
    assert program == "counterpoise", command
    if command not in answered:
        form = "csv" if arguments[0] in TABLES else "json"
        result = CliRunner().invoke(main, [*arguments, "--format", form])
        assert result.exit_code == 0, f"{command}\n{result.output}"
        answered[command] = result.stdout
    return answered[command]


def _notes(pages: dict[str, Page]) -> Iterator[tuple[str, Note]]:
    for state, page in pages.items():
        yield from ((state, note) for note in page.notes)


def _faults(page: Page, note: Note, told: str) -> Iterator[str]:
    """Say what of a note its command does not give again."""
    verb = shlex.split(note.command)[1]
    if verb not in TABLES:
        if json.loads(told)["ok"] is not True:
            yield "is refused"
        return
    rows = pl.read_csv(told.encode(), infer_schema_length=None)
    if not rows.height and note.rows:
        yield "gives no row"
    if note.rows is not None and rows.height != note.rows:
        yield f"gives {rows.height} rows, not {note.rows}"
    figures = [
        number.value
        for number in page.numbers()
        if number.note == note.number and number.unit in TOLD and number.status == "shown"
    ]
    if verb == "table" and figures and not _some_is_in(figures, rows):
        yield "gives none of the figures that carry the note"


def _some_is_in(figures: list[float], rows: pl.DataFrame) -> bool:
    columns = [column for column in rows.get_columns() if column.dtype.is_float()]
    held = [value for column in columns for value in column.drop_nulls()]
    return any(value == pytest.approx(figure, rel=1e-6) for figure in figures for value in held)


def test_the_command_of_every_note_gives_its_rows_and_figures_again(
    pages, answered, tmp_path, monkeypatch
):
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    wrong = []
    for state, note in _notes(pages):
        try:
            faults = list(_faults(pages[state], note, _answer(note.command, answered)))
        except AssertionError as fault:
            faults = [str(fault)]
        wrong += [f"{state} [{note.number}] {fault}: {note.command}" for fault in faults]
    assert not wrong, "\n".join(wrong)
