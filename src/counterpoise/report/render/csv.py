"""Write the numbers of a page as CSV."""

from __future__ import annotations

from counterpoise.report.pages import Page


def as_csv(page: Page) -> str:
    """Return every number in the page's tables as CSV (`Page.frame`), safe for spreadsheets."""
    from counterpoise.report.tables import files

    return files.without_formulas(files.printable(page.frame())).write_csv()
