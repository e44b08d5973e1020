"""The two layouts in which the Penn World Table comes, each brought to one table per variable.

The publisher's own: one table, ``countrycode, country, currency_unit, year, rgdpe, …``, as a workbook
(sheet ``Data``, with the meaning of each column in ``Legend``) or as CSV, named by its release
(``pwt110.xlsx``). And DDF: ``ddf--datapoints--X--by--country--year.csv``, one file per variable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.snapshots import tables, texts, workbooks

DATAPOINTS: Final = re.compile(
    r"ddf--datapoints--(\w+)--by--country--year(?: \(\d+\))?\.csv", flags=re.IGNORECASE
)
CONCEPTS: Final = "ddf--concepts.csv"
COUNTRIES: Final = "ddf--entities--country.csv"
RELEASE: Final = re.compile(r"pwt(\d{2,4})", flags=re.IGNORECASE)
DOLLARS: Final = re.compile(r"(\d{4})US\$")
DOLLARS_OF: Final = {"9": 2011, "10": 2017, "11": 2021}
"""The year of whose dollars a release is, by its first number, where the file does not say it."""
LAST_OF_DDF: Final = 2019
DDF: Final = "10.01"
"""The release that the DDF files are of, which end in 2019 and do not name it."""
DATA, LEGEND = "Data", "Legend"
CODE, YEAR = "countrycode", "year"


@dataclass
class Tables:
    """What the files hold: `row`, `country`, `year` and the variable, as text, for each variable.

    `dollars` is the year of whose dollars the outputs are, 0 if the files do not say it.
    """

    release: str = ""
    dollars: int = 0
    variables: dict[str, pl.DataFrame] = field(default_factory=dict)
    skipped: int = 0


def read(plain: Sequence[Path], known: Sequence[str], *, source: str) -> Tables:
    """Return the variables of `known` that the files hold, in whichever layout.

    Raises
    ------
    SourceError
        If a file is neither, or a variable is given twice.
    """
    found = Tables()
    for path in plain:
        if path.name in (CONCEPTS, COUNTRIES):
            found.skipped += 1
            if path.name == CONCEPTS:
                found.dollars = _dollars(texts.read_text(path, source=source))
        elif DATAPOINTS.fullmatch(path.name):
            _add(found, _datapoints(path, known, source), path, source)
        else:
            _add(found, _whole(path, known, found, source), path, source)
    ddf = any(DATAPOINTS.fullmatch(path.name) for path in plain)
    if ddf and not found.release:
        _of_ddf(found)
    return found


def _of_ddf(found: Tables) -> None:
    """Say of which release DDF files are: those known, unless their years or dollars are others."""
    last = max(
        (year for table in found.variables.values() for year in table[YEAR].to_list()), default=""
    )
    usual = found.dollars in (0, DOLLARS_OF["10"]) and str(last) <= str(LAST_OF_DDF)
    if usual:
        found.release, found.dollars = DDF, DOLLARS_OF["10"]


def _add(found: Tables, variables: dict[str, pl.DataFrame], path: Path, source: str) -> None:
    for name, table in variables.items():
        if name in found.variables:
            raise SourceError.bad_layout(
                f"The variable {name!r} must be given once.",
                source=source,
                where=f"file {path.name}",
            )
        found.variables[name] = table


def _datapoints(path: Path, known: Sequence[str], source: str) -> dict[str, pl.DataFrame]:
    matched = DATAPOINTS.fullmatch(path.name)
    name = matched[1] if matched else ""
    if name not in known:
        raise _neither(path, known, source)
    table = tables.read_csv(
        path, source=source, columns=("country", YEAR, name), final_newline=True
    )
    return {name: table}


def _whole(path: Path, known: Sequence[str], found: Tables, source: str) -> dict[str, pl.DataFrame]:
    """Return the variables of the publisher's one table, and note its release and dollars."""
    if workbooks.is_workbook(path):
        text = workbooks.as_csv(workbooks.read_sheet(path, DATA, source=source))
        legend = workbooks.as_csv(workbooks.read_sheet(path, LEGEND, source=source))
    else:
        text, legend = texts.read_text(path, source=source), ""
    header = [cell.strip().strip('"') for cell in text.partition("\n")[0].split(",")]
    present = [name for name in known if name in header]
    if CODE not in header or YEAR not in header or not present:
        raise _neither(path, known, source)
    table = tables.parse_csv(
        text, source=source, columns=(CODE, YEAR, *present), name=path.name, final_newline=True
    )
    digits = RELEASE.search(path.name)
    found.release = _release(digits[1]) if digits else ""
    found.dollars = _dollars(legend) or DOLLARS_OF.get(found.release.partition(".")[0], 0)
    return {
        name: table.select("row", pl.col(CODE).alias("country"), YEAR, name).filter(
            pl.col(name).str.strip_chars() != ""
        )
        for name in present
    }


def _release(digits: str) -> str:
    """Return 11.0 for 110, 10.01 for 1001 and 9.1 for 91."""
    whole = 1 if len(digits) == 2 else 2
    return f"{digits[:whole]}.{digits[whole:]}"


def _dollars(text: str) -> int:
    said = DOLLARS.search(text)
    return int(said[1]) if said else 0


def _neither(path: Path, known: Sequence[str], source: str) -> SourceError:
    return SourceError.bad_layout(
        "The file must be the publisher's table (countrycode, year, …), or"
        f" ddf--datapoints--X--by--country--year.csv, X one of {', '.join(known)}.",
        source=source,
        where=f"file {path.name}",
    )
