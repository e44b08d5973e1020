"""Matrices of exports that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

LABELS = b"""\
iso3,iso_code,CountryName
DEU,1,Germany
KOR,2,Korea
LAO,3,Laos
RUS,4,Russia
USA,5,United States
"""
MATRIX = b"""\
export_ij1,export_ij2,export_ij3,export_ij4,export_ij5
,15000000.4,2.5,,1.6e8
14000000,,,,1.2e+08
3.0005,,,,70
9000000,,,,4000000
80000000,6.5e7,,600000,
"""
"""Germany and the United States reported; Korea, Russia and Laos did not."""


def broken(
    fault: str,
    problem: str,
    where: str,
    *,
    matrix: bytes = MATRIX,
    labels: bytes = LABELS,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of a matrix and its labels."""
    files = {"trade_cepii.csv": matrix, "country_labels.csv": labels}
    return Broken("cepii_baci_matrix", fault, files, problem, where, error)


CASES = [
    Broken("cepii_baci_matrix", "no labels", {"t.csv": MATRIX}, "two files", "1 of them a matrix"),
    broken("labels twice", "two files", "0 of them a matrix", matrix=LABELS),
    broken(
        "other labels",
        "columns iso3",
        "country_labels.csv",
        labels=b"country_code,country_name\n276,Germany\n",
    ),
    broken(
        "a row missing",
        "one row and one column for each label",
        "4 rows, 5 columns, 5 labels",
        matrix=MATRIX.replace(b"3.0005,,,,70\n", b""),
    ),
    broken("cut short in a row", "line end", "row 6", matrix=MATRIX[:-3]),
    broken(
        "labels out of order", "count 1, 2, 3", "row 2", labels=LABELS.replace(b"DEU,1", b"DEU,9")
    ),
    broken("a label twice", "once", "row 2: 'DEU'.*row 3", labels=LABELS.replace(b"KOR", b"DEU")),
    broken(
        "a value between two that had not reported",
        "must have no record with each other",
        "KOR-RUS",
        matrix=MATRIX.replace(b"14000000,,,,", b"14000000,,,7,"),
    ),
    broken(
        "a value on the diagonal",
        "blank on the diagonal",
        "row 2: '5'",
        matrix=MATRIX.replace(b"\n,15000000.4", b"\n5,15000000.4"),
    ),
    broken("no number", "numbers", "'2,5'", matrix=MATRIX.replace(b",2.5,", b',"2,5",')),
    broken("a negative value", "at least 0", "'-2.5'", matrix=MATRIX.replace(b",2.5,", b",-2.5,")),
    broken("in dollars", "at most", "'1.6e11'", matrix=MATRIX.replace(b"1.6e8", b"1.6e11")),
    broken(
        "in billions",
        "at least 1,000,000,000 dollars",
        "largest",
        matrix=MATRIX.replace(b"000000", b"")
        .replace(b"e8", b"")
        .replace(b"e+08", b"")
        .replace(b"e7", b""),
    ),
    broken(
        "nobody's code",
        "QQQ",
        "iso3",
        labels=LABELS.replace(b"USA", b"QQQ"),
        error=UnknownNameError,
    ),
]
