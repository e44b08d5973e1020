"""Write the numbers of a page as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from counterpoise.report.pages import Chart, Page

if TYPE_CHECKING:
    import polars as pl

SIDE_BY_SIDE: Final = ("compare", "rank")
"""Kinds of pages on many states alike."""


def rows(page: Page) -> pl.DataFrame:
    """Return the numbers of a page as one table: a row for each, or on many states one for each state."""
    from counterpoise.report.sections.comparison import ordered

    return ordered.rows_of(page) if page.kind in SIDE_BY_SIDE else page.frame()


def as_csv(page: Page) -> str:
    """Return the numbers of a page as CSV (`rows`), safe for spreadsheets."""
    from counterpoise.report.tables import files

    return files.without_formulas(files.printable(rows(page))).write_csv()


def chart_csv(page: Page, chart: Chart) -> str:
    """Return the data of a chart as CSV, each row with the sources of the chart and their vintages."""
    import polars as pl

    from counterpoise.report.render.html import columns
    from counterpoise.report.tables import files

    cited = [note for note in page.notes if note.number in chart.notes]
    beside = {
        "source": "; ".join(dict.fromkeys(note.source for note in cited)),
        "vintage": "; ".join(dict.fromkeys(note.vintage for note in cited)),
    }
    told = [{name: _plain(row.get(name)) for name in columns(chart)} | beside for row in chart.data]
    frame = pl.DataFrame(told, infer_schema_length=None, strict=False)
    return files.without_formulas(files.printable(frame)).write_csv()


def _plain(value: object) -> object:
    """Return what a cell holds: a list in it as words."""
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
