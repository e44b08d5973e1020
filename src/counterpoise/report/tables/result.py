"""A table with all that it rests on: its code book, its choices, its sources, the command for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from counterpoise.errors import ExtraError, UsageError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.dating import today
from counterpoise.report.ledger import card_of
from counterpoise.report.making import version
from counterpoise.report.pages import SourceCard
from counterpoise.report.tables import files
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.codebook import CodeBook, codebook
from counterpoise.report.tables.measured import Answer, measured, taken
from counterpoise.report.tables.named import BETWEEN, with_codes

if TYPE_CHECKING:
    import pandas

BY_PRODUCT: Final = "strategic_products"
SHOWN: Final = 20
"""Rows that a notebook shows."""
NAMED: Final = 5
"""States without a row that are named; the others are counted."""


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Rows with their code book and their sources.

    Parameters
    ----------
    rows : polars.DataFrame
        What `frame` returns.
    codebook : CodeBook
        What each column is.
    choices : tuple of str
        Every choice that moves the numbers, in words.
    sources : tuple of SourceCard
        The releases that the rows come from, with how to cite them.
    command : str
        What asks for the same on the command line; "" if nothing does.
    made, version : str
        When, and by which version of the package.
    silence : str
        Of which states asked for there is no row, in words; "" if of none.
    """

    rows: pl.DataFrame
    codebook: CodeBook
    choices: tuple[str, ...] = ()
    sources: tuple[SourceCard, ...] = ()
    command: str = ""
    made: str = ""
    version: str = ""
    silence: str = ""

    @property
    def title(self) -> str:
        """What is in it, in words."""
        return self.codebook.title

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.rows.columns

    @property
    def citation(self) -> str:
        """How to cite this table and the data behind it."""
        cited = " ".join(f"[{one.id} {one.vintage}] {one.citation}" for one in self.sources)
        tool = f"Counterpoise {self.version} ({self.made}), {self.command or self.codebook.name}."
        return f"{tool} {cited}".strip()

    def frame(self) -> pl.DataFrame:
        """Return the rows as a Polars frame."""
        return self.rows

    def pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas frame.

        Raises
        ------
        ExtraError
            If pandas or pyarrow is not installed.
        """
        for library in ("pandas", "pyarrow"):
            ExtraError.require(library, "pandas", what="a pandas frame")
        return self.rows.to_pandas()

    def save(self, path: str | Path) -> Path:
        """Write the table to a file as its ending says, and return the path.

        `.csv` (with what it is beside it, in `NAME.csv-metadata.json`), `.parquet` (the same inside),
        `.dta` (labels inside), `.xlsx` (a second sheet) and `.json`.

        Raises
        ------
        UsageError
            If the ending is none of these.
        ExtraError
            If the library that writes such files is not installed.
        """
        return files.save(self.rows, self.about(), Path(path))

    def about(self) -> files.About:
        """Return what a file says of the table beside its rows."""
        return files.About(
            title=self.title,
            tells=self.codebook.tells,
            columns=self.codebook.columns,
            notes=(*filter(None, [self.silence]), *self.choices, *self.codebook.notes.values()),
            citation=self.citation,
            command=self.command,
            releases=tuple((one.id, one.vintage, one.citation, one.terms) for one in self.sources),
            made=self.made,
            version=self.version,
        )

    def __len__(self) -> int:
        return self.rows.height

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.rows.iter_rows(named=True)

    def __getitem__(self, column: str) -> pl.Series:
        return self.rows[column]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.rows.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        said = ", ".join(f"{one.id} {one.vintage}" for one in self.sources)
        whence = f"; {said}" if said else ""
        size = f"{number_of(len(self), 'row')}, {number_of(self.rows.width, 'column')}"
        silence = f"; {self.silence}" if self.silence else ""
        return f"<table {self.codebook.name}: {size}{whence}{silence}>"

    def _repr_html_(self) -> str:
        from html import escape

        with pl.Config(tbl_rows=SHOWN, tbl_hide_dataframe_shape=True, tbl_cols=self.rows.width):
            grid = self.rows._repr_html_()
        said = [f"{self.title}: {number_of(len(self), 'row')}.", self.silence, *self.choices,
                self.citation]  # fmt: skip
        return grid + "".join(f"<p><small>{escape(one)}</small></p>" for one in said if one)


def table(
    store: Store, measure: str, states: Sequence[str], asked: Asked, *, engine: str = ""
) -> Table:
    """Return a measure of the states named, or of all, as a table.

    Dependence by product, which is of no channel, is computed by an `engine` (`by_product`).

    Raises
    ------
    UsageError, EvidenceError
        As `measured` does.
    """
    states = list(dict.fromkeys(states))
    if measure.strip().lower().replace("-", "_") == BY_PRODUCT:
        from counterpoise.report.tables import by_product  # which makes a table itself

        return by_product.table(store, states, asked, engine=engine or by_product.POLARS)
    if engine:
        raise UsageError(
            f"Only {BY_PRODUCT} is computed by an engine of one's choice, not {measure}.",
            attempt=f"counterpoise table {BY_PRODUCT} --engine {engine}",
        )
    answer = measured(store, measure, states, asked)
    rows = with_codes(answer.rows)
    return Table(
        rows,
        codebook(answer.measure, rows.schema, answer.unit),
        answer.choices,
        cards(store, answer.rows),
        asked.question(answer.measure.name, states).command,
        today(),
        version(),
        _silence(answer, states, asked),
    )


def _silence(answer: Answer, states: Sequence[str], asked: Asked) -> str:
    """Return of which states asked for there is no row, and what was asked of them."""
    rows = answer.rows
    told = set(rows["state"]) if "state" in rows.columns else set()
    silent = [state for state in states if state not in told]
    if not silent:
        return ""
    names = [wording.place(state) for state in silent[:NAMED]]
    more = [f"{len(silent) - NAMED} more"] if len(silent) > NAMED else []
    channel = taken(answer.measure, asked)
    chosen = f"; no channel was named, so that {channel} were asked of" if channel else ""
    rival = ", or itself a rival" if answer.measure.needs == "rivals" else ""
    when = f" in {wording.span(*asked.years)}" if asked.years else ""
    named = wording.listed([*names, *more])
    return f"no row of {named}{when}: not covered{rival} (which is not zero){chosen}"


def cards(store: Store, rows: pl.DataFrame) -> tuple[SourceCard, ...]:
    """Return the cards of the releases that rows come from, those of most rows first."""
    if not {"source", "vintage"} <= set(rows.columns):
        return ()
    named = rows.group_by("source", "vintage").len().sort("len", "source", descending=[True, False])
    found: dict[tuple[str, str], SourceCard] = {}
    for sources, vintages in named.drop_nulls("source").select("source", "vintage").iter_rows():
        for source, vintage in zip(sources.split(BETWEEN), vintages.split(BETWEEN), strict=True):
            if (source, vintage) not in found:
                held = store.releases(source, vintage)
                if held:
                    found[source, vintage] = card_of(held[0])
    return tuple(found.values())


def of_frame(
    rows: pl.DataFrame,
    book: CodeBook,
    *,
    choices: Sequence[str] = (),
    sources: Sequence[SourceCard] = (),
    command: str = "",
) -> Table:
    """Return a table of rows that are no measure's."""
    return Table(rows, book, tuple(choices), tuple(sources), command, today(), version())


def with_rows(given: Table, rows: pl.DataFrame) -> Table:
    """Return a table with other rows, of the same columns."""
    return replace(given, rows=rows)
