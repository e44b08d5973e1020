"""Tiny workbooks in the layout of the IMF's Direction of Trade Statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.sources.xlsx import WRITTEN, Cell, workbook

EXPORTS, IMPORTS = "Exports, FOB", "Imports, CIF"
TITLES = {
    EXPORTS: "Exports, FOB to Partner Countries",
    IMPORTS: "Imports, CIF from Partner Countries",
}
Figures = Mapping[str, Sequence[Cell]]


def sheet(
    title: str, reporter: str, years: Sequence[int], figures: Figures, *, world: Sequence[Cell] = ()
) -> list[list[Cell]]:
    """Return a sheet's rows; World is the sum of `figures`, unless it is given."""
    total = [sum(_number(line[at]) for line in figures.values()) for at in range(len(years))]
    first = next(iter(figures.items()), ("Australia", [None] * len(years)))
    return [
        [None],
        [None, title],
        [None],
        [None, reporter],
        [None, "US Dollars, Millions"],
        [None],
        [None, None, *map(str, years)],
        [None, first[0], *first[1]],
        [None, "World", *(world or total)],
        [None, "Advanced Economies", *([1.0] * len(years))],
        *([None, partner, *line] for partner, line in figures.items()),
        [None, "Memorandum Items"],
        [None, "European Union", *([1.0] * len(years))],
    ]


def dots(
    reporter: str,
    years: Sequence[int],
    imports: Figures,
    exports: Figures | None = None,
    *,
    world: Sequence[Cell] = (),
    written: tuple[int, int, int, int, int, int] = WRITTEN,
) -> bytes:
    """Return a reporter's workbook; `world` takes the place of the sum of its imports."""
    return workbook(
        {
            EXPORTS: sheet(TITLES[EXPORTS], reporter, years, exports or {}),
            IMPORTS: sheet(TITLES[IMPORTS], reporter, years, imports, world=world),
        },
        written=written,
    )


def _number(cell: Cell) -> float:
    """Return a cell's amount, as the World row counts it."""
    return float(str(cell).removesuffix("e").replace(",", "")) if cell is not None else 0.0
