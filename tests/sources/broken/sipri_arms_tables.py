"""Export tables that must be refused."""

from __future__ import annotations

from counterpoise.errors import SourceError, UnknownNameError
from tests.sources.case import Broken

RUSSIA = b"""\
"TIV of arms exports from Russia, 2001-2004",,,,,
Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.,,,,,
A '0' indicates that the value of deliveries is less than 0.5m,,,,,
,,,,,
Source: SIPRI Arms Transfers Database,,,,,
Generated: 7 July 2005,,,,,
,,,,,
,2001,2002,2003,2004,Total
Hezbollah (Lebanon)*,,,0,,0
South Korea,,3,,,3
Viet Nam,10,,3,2,16
,,,,,,
Total,10,3,4,2,19
"""
ISRAEL = b"""\
"TIV of arms exports from Israel, 2001-2003",,,,
Generated: 7 July 2005,,,,
,2001,2002,2003,Total
Viet Nam,,,20,20
,,,,,
Total,,,20,20
"""


def broken(
    fault: str,
    problem: str,
    where: str,
    *,
    russia: bytes = RUSSIA,
    error: type[SourceError | UnknownNameError] = SourceError,
    **others: bytes,
) -> Broken:
    """Return the case of Russia's table, and others by name."""
    files = {"TIV-Export-RUS.csv": russia} | {f"{name}.csv": text for name, text in others.items()}
    return Broken("sipri_arms_tables", fault, files, problem, where, error)


CASES = [
    broken(
        "cut short before the Total", "last row", "RUS", russia=RUSSIA[: RUSSIA.index(b"Total,10")]
    ),
    broken("cut short in a row", "line end", "row 13", russia=RUSSIA[:-4]),
    broken(
        "a figure changed by hand",
        "total must be the sum of its cells within rounding",
        "RUS.csv, year 2001; 1 such totals",
        russia=RUSSIA.replace(b"Viet Nam,10,", b"Viet Nam,12,"),
    ),
    broken(
        "a recipient left out",
        "total must be the sum",
        "RUS.csv, year 2002; 2 such totals",
        russia=RUSSIA.replace(b"South Korea,,3,,,3\n", b""),
    ),
    broken("an exporter twice", "'Russia' came more often", "titles", other=RUSSIA),
    broken(
        "two releases",
        "one release",
        "2005-07-07, 2006-07-07",
        israel=ISRAEL.replace(b"2005", b"2006"),
    ),
    broken(
        "a year missing",
        "every year from 2001 to 2004",
        "2001–2003",
        russia=RUSSIA.replace(b",2004,Total", b",Total"),
    ),
    broken(
        "a cell that is no number", "numbers", "row 11", russia=RUSSIA.replace(b",10,,", b",x,,")
    ),
    broken("no title", "Can't find the title", "RUS", russia=RUSSIA[RUSSIA.index(b"Figures") :]),
    broken(
        "a name that nobody bears",
        "Ruritania",
        "Recipient",
        russia=RUSSIA.replace(b"Viet Nam", b"Ruritania"),
        error=UnknownNameError,
    ),
]
