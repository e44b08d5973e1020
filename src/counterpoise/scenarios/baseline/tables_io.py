"""Multi-country input-output tables from a file: WIOD (releases of 2013 and 2016), OECD ICIO.

All are one wide table in million dollars: a row for each state and sector that sells, a column for
each that buys, then final demand by state, then output. What they say of taxes, margins and value
added stands below; value added is here what output is worth less the goods that went into it.

* **ICIO** (CSV): rows and columns are named ``AUS_A01_02``; final demand ``AUS_HFCE`` …; the last
  column is ``OUT``, and the last rows ``TLS``, ``VA``, ``OUT``. Parts of China and Mexico (``CN1``,
  ``MX1`` …) are pooled.
* **WIOD 2016** (the wide table as CSV): columns ``IndustryCode, IndustryDescription, Country, RNr,
  Year, AUS1 … ROW61, TOT``; numbers above that of the last industry are final demand.
* **WIOD 2013** (the sheet as CSV or workbook): six rows and four columns of headings, states in the
  fifth row and third column, ``c1`` … in the sixth row and fourth column.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.models.sectors.input_output import from_flows
from counterpoise.printable import number_of, whole_percent
from counterpoise.reference import states
from counterpoise.scenarios.baseline import io_layouts
from counterpoise.scenarios.baseline.io_layouts import Wide
from counterpoise.scenarios.baseline.sectors import SectorBaseline
from counterpoise.snapshots import files, workbooks

Array = NDArray[np.float64]

MILLION: Final = 1e6
REST: Final = "residual:rest of the world"
OUTPUT_MISS: Final = 0.01
"""Part by which a row's sum may miss the output that the table states."""
LEAST_VALUE_ADDED: Final = 0.01
WIOD_HEADINGS: Final = ("IndustryCode", "IndustryDescription", "Country", "RNr")
"""Of the 2016 release, beside the year."""


def read_icio(path: Path, *, year: int) -> SectorBaseline:
    """Return the world of an OECD ICIO table (CSV, plain or in a zip).

    Raises
    ------
    SourceError
        If the file is not such a table, is cut, not square, or holds what is not a number.
    UnknownNameError
        If a state's code is nobody's.
    """
    with files.unpacked([path], source="icio") as plain:
        grid = io_layouts.grid(files.only(plain, source="icio"))
    header, body = grid[0][1:], [row for row in grid[1:] if "_" in row[0]]
    io_layouts.require(bool(body), "must have rows named STATE_SECTOR", path)
    names = [io_layouts.icio_label(name) for name in header]
    rows = [io_layouts.icio_label(row[0]) for row in body]
    return _world(io_layouts.wide(rows, names, [row[1:] for row in body], path), path, year)


def read_wiod(path: Path, *, year: int, sheet: str = "") -> SectorBaseline:
    """Return the world of a WIOD table of either release.

    Parameters
    ----------
    path : Path
        The wide table of 2016 as CSV, or the sheet of 2013 as CSV or workbook.
    year : int
        Of the table.
    sheet : str
        Name of the workbook's sheet, such as "WIOT_2011".

    Raises
    ------
    SourceError
        As in `read_icio`.
    """
    if path.suffix.lower() in (".xlsx", ".xls", ".xlsb"):
        grid = workbooks.read_sheet(path, sheet, source="wiod")
    else:
        with files.unpacked([path], source="wiod") as plain:
            grid = io_layouts.grid(files.only(plain, source="wiod"))
    if tuple(grid[0][:4]) == WIOD_HEADINGS:
        return _world(io_layouts.wiod_2016(grid, path), path, year)
    return _world(io_layouts.wiod_2013(grid, path), path, year)


def _world(table: Wide, path: Path, year: int) -> SectorBaseline:
    """Return the world behind a table, after checking that it is whole."""
    _require_square(table, path)
    _require_output(table, path)
    codes = list(dict.fromkeys(label.state for label in table.rows))
    sectors = list(dict.fromkeys(label.sector for label in table.rows))
    ids = _ids(codes)
    inputs, final = _pooled(table, codes, sectors)
    flows = inputs.sum(axis=3).transpose(1, 2, 0) + final.transpose(1, 2, 0)
    negative = flows < 0
    flows = np.where(negative, 0.0, flows) * MILLION
    output = flows.sum(axis=1)
    share, value_added, floored = _cost_shares(inputs.sum(axis=0) * MILLION, output)
    economy = from_flows(
        flows,
        tariff=np.zeros_like(flows),
        value_added_share=value_added,
        input_share=share,
    )
    notes = [
        f"{number_of(int(negative.sum()), 'flow')} below 0 (stocks run down) put to 0"
        if negative.any()
        else "",
        f"value added of {floored:,} sectors raised to {whole_percent(LEAST_VALUE_ADDED)} of output"
        if floored
        else "",
        f"final demand of {int(economy.floored.sum()):,} sectors raised to 0"
        if economy.floored.any()
        else "",
    ]
    return SectorBaseline(
        tuple(ids), tuple(sectors), economy, year, path.name, tuple(note for note in notes if note)
    )


def _require_square(table: Wide, path: Path) -> None:
    """Refuse a table whose buying sectors are not its selling sectors."""
    sold = {(label.state, label.sector) for label in table.rows}
    bought = {(label.state, label.sector) for label in table.columns if not label.final}
    missing = sorted(f"{state} {sector}" for state, sector in sold ^ bought)
    io_layouts.require(
        not missing, "must have the same states and sectors in rows and columns", path, missing
    )
    states_, sectors = {state for state, _ in sold}, {sector for _, sector in sold}
    gaps = sorted(f"{s} {j}" for s in states_ for j in sectors if (s, j) not in sold)
    io_layouts.require(not gaps, "must have every sector of every state", path, gaps)
    consumers = {label.state for label in table.columns if label.final}
    poor = sorted(states_ - consumers)
    io_layouts.require(not poor, "must have final demand of every state", path, poor)


def _require_output(table: Wide, path: Path) -> None:
    """Refuse a table whose rows do not add up to the output that it states: it was cut."""
    if table.output is None:
        return
    total = table.cells.sum(axis=1)
    off = np.abs(total - table.output) > OUTPUT_MISS * np.maximum(np.abs(table.output), 1.0)
    shown = [
        f"{table.rows[i].state} {table.rows[i].sector}: {total[i]:,.0f}, not {table.output[i]:,.0f}"
        for i in np.flatnonzero(off)
    ]
    io_layouts.require(not shown, "must have rows that add up to output", path, shown)


def _ids(codes: list[str]) -> list[str]:
    """Return the states' ids; the rest of the world is a residual."""
    known = pl.Series([code for code in codes if code not in ("ROW", "RoW")])
    found = states.from_iso3(known, None, source="input-output table", column="state")
    named = dict(zip(known, found, strict=True))
    return [named.get(code, REST) for code in codes]


def _pooled(table: Wide, codes: list[str], sectors: list[str]) -> tuple[Array, Array]:
    """Return inputs (exporter, sector, importer, user) and final demand (exporter, sector, importer)."""
    state = {code: i for i, code in enumerate(codes)}
    kind = {sector: i for i, sector in enumerate(sectors)}
    n, j = len(codes), len(sectors)
    seller = np.array([state[label.state] * j + kind[label.sector] for label in table.rows])
    use = np.array([not label.final for label in table.columns])
    user = np.array(
        [state[label.state] * j + kind[label.sector] for label in table.columns if not label.final]
    )
    buyer = np.array([state[label.state] for label in table.columns if label.final])
    inputs, final = np.zeros((n * j, n * j)), np.zeros((n * j, n))
    np.add.at(inputs, (seller[:, None], user[None, :]), table.cells[:, use])
    np.add.at(final, (seller[:, None], buyer[None, :]), table.cells[:, ~use])
    return inputs.reshape(n, j, n, j), final.reshape(n, j, n)


def _cost_shares(inputs: Array, output: Array) -> tuple[Array, Array, int]:
    """Return input shares (n, input, user), value-added shares (j, n), and how many were raised.

    `inputs` is (input, n, user). A sector without output is worth its labour, and buys nothing.
    """
    made = np.where(output > 0, output, 1.0)
    share = np.maximum(inputs, 0.0).transpose(1, 0, 2) / made.T[:, None, :]
    share *= (output > 0).T[:, None, :]
    used = share.sum(axis=1, keepdims=True)
    most = 1 - LEAST_VALUE_ADDED
    over = used > most
    share = np.where(over, share * most / np.where(over, used, 1.0), share)
    return share, 1 - share.sum(axis=1).T, int(over.sum())
