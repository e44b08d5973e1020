"""The Global Sanctions Data Base: arms embargoes by case, 1950 to 2023.

One row a case, with years. Several senders or targets stand in one cell, parted by commas, and some
names hold a comma themselves: the longest run of parts that is a state's name is that state. What is no
state is an organisation (EU, UN, OAS); its members are not written out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, tables
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.sanctions import _embargoes

SOURCE = Source(
    id="gsdb",
    title="Global Sanctions Data Base (GSDB), release 4, by case",
    publisher="Felbermayr, Kirilakha, Syropoulos, Yalcin and Yotov, Drexel University",
    terms="Free for research with citation, on request; not to be passed on.",
    citation=(
        "Yalcin, Erdal, Gabriel Felbermayr, Heider Kariem, Aleksandra Kirilakha, Ohyun Kwon, Constantinos"
        " Syropoulos and Yoto V. Yotov (2025). The Global Sanctions Data Base, Release 4."
    ),
    url="https://www.globalsanctionsdatabase.com/data/",
    table="panel",
    indicators=("arms_embargo",),
    unit_note="Cases with sanctions on arms (arms = 1) in force in the year.",
    layout="GSDB_V4.csv: case_id, sanctioned_state, sanctioning_state, begin, end, arms, …",
    caveats=(
        "Whole years: a case of one day counts for its year. Cases that last end with the release, in 2023.",
        "Sanctions on arms alone; its 'military' sanctions (assistance, training) are another thing.",
    ),
    ships="no",
    told_by="compiled",
)

COLUMNS: Final = ("case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "arms")
FIRST, LAST = 1949, 2030
ORGANISATIONS: Final = {"EU": _embargoes.EU, "UN": _embargoes.UN}
LONGEST: Final = 4
"""Parts, between commas, of the longest name."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the table of cases."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        tables_of = [path for path in plain if path.suffix.lower() not in {".pdf", ".xlsx", ".dta"}]
        path = files.only(tables_of, source=SOURCE.id)
        table = tables.read_csv(path, source=SOURCE.id, columns=COLUMNS, final_newline=True)
    begin, end = (
        tables.years(table, column, source=SOURCE.id, first=FIRST, last=LAST)
        for column in ("begin", "end")
    )
    tables.refuse_cells(table, "end", end < begin, "must not be before its begin", source=SOURCE.id)
    flag = tables.numbers(table, "arms", source=SOURCE.id, low=0, high=1, whole=True)
    tables.refuse_cells(table, "arms", flag.is_null(), "must be 0 or 1", source=SOURCE.id)
    arms = table.with_columns(begin=begin, end=end).filter(flag == 1)
    if arms.is_empty():
        raise SourceError.bad_layout(
            "The table must hold cases with sanctions on arms.",
            source=SOURCE.id,
            where=f"{number_of(table.height, 'case')}",
        )
    rows = _embargoes.rows(_cases(arms))
    others = [one for one in rows["destination"].unique() if one.startswith("organisation:")]
    first, last = rows.select(pl.col("year").min(), last=pl.col("year").max()).row(0)
    yield Reading(
        rows=rows,
        vintage="4",
        coverage=[Covered(first, last)],
        notes=(
            f"{number_of(arms.height, 'case')} with sanctions on arms, of {table.height:,}",
            *([f"targets that are no state: {', '.join(sorted(others))}"] if others else []),
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a table in which hardly a sender or a target is a state: names are in another tongue."""
    state = rows["destination"].str.contains(r"^[A-Z]{3}$")
    if state.mean() < 0.8:  # type: ignore[operator]
        raise SourceError.bad_layout(
            "Most targets must be states.",
            source=SOURCE.id,
            where=str(rows.filter(~state)["destination"].unique().sort()[:5].to_list()),
        )


def _cases(arms: pl.DataFrame) -> Iterator[_embargoes.Embargo]:
    for targets, senders, begin, end in arms.select(
        "sanctioned_state", "sanctioning_state", "begin", "end"
    ).iter_rows():
        for sender in parties(senders):
            for target in parties(targets):
                yield sender, target, begin, end


def parties(cell: str) -> list[str]:
    """Return the ids of the parties in a cell: states, and what is none as an organisation.

    Examples
    --------
    >>> parties("EU, Korea, Republic of, Norway")
    ['organisation:European Union', 'KOR', 'NOR']
    """
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    found: list[str] = []
    while parts:
        for length in range(min(LONGEST, len(parts)), 0, -1):
            name = ", ".join(parts[:length])
            claims = states.claims_of(name, SOURCE.id)
            if claims and name not in ORGANISATIONS:
                found.append(claims[0].entity)
                break
        else:
            length, name = 1, parts[0]
            found.append(ORGANISATIONS.get(name, f"organisation:{name}"))
        parts = parts[length:]
    return list(dict.fromkeys(found))
