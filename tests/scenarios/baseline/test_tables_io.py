from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from counterpoise.errors import CounterpoiseError, SourceError
from counterpoise.scenarios.baseline import tables_io
from counterpoise.scenarios.baseline.sectors import SectorBaseline

# Sellers in rows (USA farms, USA mills, Viet Nam farms, mills, the rest's farms, mills), million USD.
STATES = ("USA", "VNM", "ROW")
SECTORS = ("A01", "C10")
INPUTS = np.array([
    [10.0, 20, 1, 2, 1, 1],
    [5, 30, 0, 4, 2, 3],
    [1, 2, 3, 4, 1, 0],
    [0, 3, 2, 5, 0, 1],
    [1, 1, 1, 1, 20, 30],
    [2, 2, 1, 3, 10, 40],
])  # fmt: skip
HOUSEHOLDS = np.array([[40.0, 2, 3], [60, 3, 5], [2, 10, 3], [8, 12, 4], [3, 1, 60], [5, 2, 90]])
STOCKS = np.array([[1.0, 0, 0], [-2, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, 2], [0, 0, 0]])
OUTPUT = INPUTS.sum(axis=1) + HOUSEHOLDS.sum(axis=1) + STOCKS.sum(axis=1)
VALUE_ADDED = OUTPUT - INPUTS.sum(axis=0)


def icio() -> str:
    sellers = [f"{state}_{sector}" for state in STATES for sector in SECTORS]
    final = [f"{state}_{kind}" for state in STATES for kind in ("HFCE", "INVNT")]
    demand = np.stack([HOUSEHOLDS, STOCKS], axis=2).reshape(6, 6)
    lines = [",".join(["V1", *sellers, *final, "OUT"])]
    for name, inputs, rest, total in zip(sellers, INPUTS, demand, OUTPUT, strict=True):
        lines.append(",".join([name, *(str(x) for x in (*inputs, *rest, total))]))
    for name, row in (("TLS", np.zeros(6)), ("VA", VALUE_ADDED), ("OUT", OUTPUT)):
        lines.append(",".join([name, *(str(x) for x in (*row, *np.zeros(6), row.sum()))]))
    return "\n".join(lines) + "\n"


def wiod_2016() -> str:
    buyers = [f"{state}{number}" for state in STATES for number in (1, 2)]
    final = [f"{state}{number}" for state in STATES for number in (3, 4)]
    demand = np.stack([HOUSEHOLDS, STOCKS], axis=2).reshape(6, 6)
    head = ["IndustryCode", "IndustryDescription", "Country", "RNr", "Year", *buyers, *final, "TOT"]
    lines = [",".join(head)]
    for place, (inputs, rest, total) in enumerate(zip(INPUTS, demand, OUTPUT, strict=True)):
        sector, state = place % 2, STATES[place // 2]
        first = [SECTORS[sector], '"Farms, or mills"', state, str(sector + 1), "2014"]
        lines.append(",".join([*first, *(str(x) for x in (*inputs, *rest, total))]))
    for code, number in (("II_fob", 65), ("VA", 70), ("GO", 73)):
        lines.append(",".join([code, "a total", "TOT", str(number), "2014", *["0"] * 13]))
    return "\n".join(lines) + "\n"


def wiod_2013() -> str:
    buyers = [(state, f"c{number}") for state in STATES for number in (1, 2)]
    final = [(state, f"c{number}") for state in STATES for number in (37, 42)]
    demand = np.stack([HOUSEHOLDS, STOCKS], axis=2).reshape(6, 6)
    columns = [*buyers, *final, ("TOT", "c60")]
    blank = ["", "", "", ""]
    lines = [
        ",".join(["World Input-Output Table", *[""] * (3 + len(columns))]),
        ",".join([*blank, *(f"code {number}" for _, number in columns)]),
        ",".join([*blank, *("what it is" for _ in columns)]),
        ",".join([*blank, *(state for state, _ in columns)]),
        ",".join([*blank, *(number for _, number in columns)]),
    ]
    for place, (inputs, rest, total) in enumerate(zip(INPUTS, demand, OUTPUT, strict=True)):
        sector, state = place % 2, STATES[place // 2]
        first = [SECTORS[sector], "Farms or mills", state, f"r{sector + 1}"]
        lines.append(",".join([*first, *(str(x) for x in (*inputs, *rest, total))]))
    lines.append(",".join(["", "Output at basic prices", "TOT", "r69", *["0"] * 13]))
    return "\n".join(lines) + "\n"


READERS: dict[str, tuple[Callable[[], str], Callable[..., SectorBaseline]]] = {
    "icio": (icio, tables_io.read_icio),
    "wiod of 2016": (wiod_2016, tables_io.read_wiod),
    "wiod of 2013": (wiod_2013, tables_io.read_wiod),
}


def read(tmp_path: Path, layout: str, text: str | None = None) -> SectorBaseline:
    write, reader = READERS[layout]
    path = tmp_path / "table.csv"
    path.write_text(write() if text is None else text)
    return reader(path, year=2014)


@pytest.mark.parametrize("layout", READERS)
def test_a_table_becomes_flows_and_shares(tmp_path: Path, layout: str) -> None:
    world = read(tmp_path, layout)
    economy = world.economy

    assert world.states == ("USA", "VNM", "residual:rest of the world")
    assert world.sectors == SECTORS
    farms = np.array([
        [10 + 20 + 40 + 1, 1 + 2 + 2, 1 + 1 + 3],  # USA's farms sell to USA, Viet Nam, the rest
        [1 + 2 + 2, 3 + 4 + 10 - 1, 1 + 0 + 3],
        [1 + 1 + 3, 1 + 1 + 1, 20 + 30 + 60 + 2],
    ]).T  # fmt: skip
    assert economy.trade_share[0] == pytest.approx(farms / farms.sum(axis=1, keepdims=True))
    # Viet Nam's mills: inputs of farms and of mills from anywhere, over output.
    mills = OUTPUT[3]
    assert economy.input_share[1, :, 1] == pytest.approx([(2 + 4 + 1) / mills, (4 + 5 + 3) / mills])
    assert economy.value_added_share[1, 1] == pytest.approx(VALUE_ADDED[3] / mills)
    assert world.gdp[1] == pytest.approx(1e6 * (VALUE_ADDED[2] + VALUE_ADDED[3]))
    assert economy.deficit.sum() == pytest.approx(0, abs=1e-3)


def test_a_table_may_come_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "icio.zip", "w") as archive:
        archive.writestr("2014_SML.csv", icio())

    assert tables_io.read_icio(tmp_path / "icio.zip", year=2014).sectors == SECTORS


def test_parts_of_china_are_pooled(tmp_path: Path) -> None:
    text = icio().replace("USA_", "CN1_").replace("VNM_", "CN2_")
    text = text.replace("CN2_HFCE", "CHN_HFCE").replace("CN2_INVNT", "CHN_INVNT")

    world = read(tmp_path, "icio", text)

    assert world.states == ("CHN", "residual:rest of the world")
    assert world.gdp[0] == pytest.approx(1e6 * VALUE_ADDED[:4].sum())


def test_stocks_run_down_below_a_flow_are_floored_and_noted(tmp_path: Path) -> None:
    row = icio().splitlines()[1]
    cells = row.split(",")
    cells[10] = "-9.0"  # USA's farms to Viet Nam's stocks: the flow was 5
    cells[-1] = str(OUTPUT[0] - 9)
    world = read(tmp_path, "icio", icio().replace(row, ",".join(cells)))

    assert world.economy.trade_share[0, 1, 0] == 0
    assert world.notes[0] == "1 flow below 0 (stocks run down) put to 0"


def without_row(text: str) -> str:
    lines = text.splitlines()
    return "\n".join([*lines[:3], *lines[4:]]) + "\n"


def without_column(text: str) -> str:
    return "\n".join(
        ",".join(line.split(",")[:2] + line.split(",")[3:]) for line in text.splitlines()
    )


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "a row is missing": (without_row, "same states and sectors"),
    "a column is missing": (without_column, "same states and sectors"),
    "ragged": (lambda text: text.replace("20.0", "20.0,1", 1), "cells in each row"),
    "words": (lambda text: text.replace("60.0", "many", 1), "must hold numbers"),
    "not a number": (lambda text: text.replace("60.0", "NaN", 1), "must hold numbers"),
    "empty cell": (lambda text: text.replace("60.0", "", 1), "must hold numbers"),
    "output does not fit": (lambda text: text.replace("60.0", "6000", 1), "add up to output"),
    "nobody's code": (lambda text: text.replace("VNM", "QQQ"), "QQQ"),
    "no households": (lambda text: text.replace("VNM_HFCE", "USA_NPISH").replace("VNM_INVNT", "USA_GFCF"),
                      "final demand of every state"),
    "header only": (lambda text: text.splitlines()[0], "must have rows"),
    "another file": (lambda text: "a,b\n1,2\n", "rows named STATE_SECTOR"),
    "empty": (lambda text: "", "empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_malformed_table_is_refused(tmp_path: Path, case: str) -> None:
    spoil, words = BROKEN[case]

    with pytest.raises(CounterpoiseError, match=words):
        read(tmp_path, "icio", spoil(icio()))


def test_a_sheet_without_its_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="c1, c2"):
        read(tmp_path, "wiod of 2013", icio())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="find the file"):
        tables_io.read_icio(tmp_path / "none.csv", year=2014)
