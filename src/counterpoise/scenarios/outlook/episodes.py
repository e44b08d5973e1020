"""Historical episodes that changed who could supply arms to whom: the table and its reading.

``tables/arms_episodes.csv`` (UTF-8) is compiled from legal acts and publications **as remembered**,
each row with its source; no row was copied from a data set. Embargoes and their ends were then
compared with three: the Global Sanctions Data Base (GSDB) 4, EUSANCT 2.0, and International
Sanctions Termination (IST) 1.1; what two of them share and was missing was added.
:func:`confirmed` counts what they bear out. It is the user's to edit: pass a path to :func:`read`.
What its author was not sure of is left out, so a state that is not in it may have been under
embargo all the same.

``id``
    Unique; supplier, recipient, year and kind.
``kind``
    *embargo imposed*: a supplier, or all members of a bloc, refuses arms, by law or by a break of
    relations. *embargo lifted*: an end of that; one that was in steps has a row for each.
    *supplier collapse*: deliveries end because the supplier no longer can or pays for them.
    *entrant*: an agreement that opened a supplier's deliveries. The last two were noticed because
    deliveries changed, so effects measured on them are partly chosen by their outcome.
``recipient``
    Id of the registry; an armed group as ``group:…``.
``supplier``
    Id of the registry, or a bloc of :mod:`counterpoise.reference.groups`. *UN* means every state
    that existed, since decisions of the Security Council bind all; *EU* its members of the year,
    and in 2020 the United Kingdom too, which its law bound to the last day.
``year``, ``month``
    Of effect; the month empty if not known.
``end_year``
    Of an embargo's lifting; empty if it lasts, or outlived its supplier. Embargoes alone end.
``scope``
    full, or partial (some weapons, new licences only, a call that did not bind, or the end in law of
    what was suspended before).
``source``, ``note``
    The act or publication; one sentence.
``checked_by``
    The data sets that agree on the day of effect, and how closely: "GSDB year" (it has years alone),
    "EUSANCT month; IST month" (within a month either way), "IST year". Or why none does: "none:
    another date" (they have the case at another time), "none: no arms case" (it can't be verified by
    them), "none: later than the data sets". Empty for collapses and entrants, which none records,
    and for rows that a user added. A file without the column is read as if it were empty.

Known limits: embargoes that no supplier wrote down, and refusals of single deals, are missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import SourceError, UnknownNameError
from counterpoise.printable import number_of
from counterpoise.reference import groups, states
from counterpoise.scenarios.shocks import INTERVENTIONS
from counterpoise.snapshots import tables, texts
from counterpoise.snapshots.source import Source

TABLE: Final = "arms_episodes"
UNITED_NATIONS: Final = "UN"
BLOCS: Final = groups.blocs()
"""What may stand for several suppliers."""
BOUND_BESIDE: Final = {("EU", 2020): ("GBR",)}
"""Who was bound by a bloc's embargoes in a year without being a member on its last day: until 31
December 2020 by Article 127 of the withdrawal agreement."""
SETS: Final = ("GSDB", "EUSANCT", "IST")
CLOSENESS: Final = ("year", "month")
UNCHECKED: Final = (
    "",
    "none: another date",
    "none: no arms case",
    "none: later than the data sets",
)
IMPOSED: Final = "embargo imposed"
SCOPES: Final = ("full", "partial")
FIRST, LAST = 1900, 2200
COLUMNS: Final = (
    "id",
    "kind",
    "recipient",
    "supplier",
    "year",
    "month",
    "end_year",
    "scope",
    "source",
    "note",
    "checked_by",
)
CHECK_RULE: Final = "must be such as 'GSDB year; IST month', or 'none: no arms case'"
MEND: Final = "mend the row; the columns are described in counterpoise.scenarios.outlook.episodes"


def read(path: Path | None = None) -> pl.DataFrame:
    """Return the table of episodes, or one of the same columns that a user has edited.

    Parameters
    ----------
    path : Path, optional
        Comma-separated, UTF-8; None reads the table that travels with the package.

    Returns
    -------
    polars.DataFrame
        `COLUMNS`, one row per recipient and supplier or bloc, in the order of the file; `year` and
        `end_year` Int16, `month` Int8, both of the latter null where the cell is empty.

    Raises
    ------
    SourceError
        If the layout is another; a kind, scope, state, bloc, year or month is none; an embargo ends
        before it begins, or anything else ends at all; a party did not exist at the time; or an
        episode is there twice. Names the rows of the file and the values.

    Examples
    --------
    >>> read().filter(id="usa-vnm-2016-lifted")["source"].item()
    "President's announcement in Hanoi, 23 May 2016; Federal Register, November 2016"
    """
    cells = _cells(path)
    try:
        return _checked(cells)
    except SourceError as fault:
        raise SourceError(fault.problem, where=fault.where, attempt=MEND) from fault


def expanded(episodes: pl.DataFrame) -> pl.DataFrame:
    """Return the episodes with every bloc replaced by its members of the year of effect.

    A recipient never supplies itself. Where a state and its bloc, or two blocs, did the same to a
    recipient in one year, the first row of the table stands for all.
    """
    return _unblocked(episodes, pl.col("year"))


def active(episodes: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return who refuses arms to whom in `year`: one row per supplier and recipient.

    An embargo is active from its year of effect to the year before the one of its end, or for its
    one year if it ends in the same. A bloc's embargo binds those who are members in `year`. Of
    several embargoes on a pair a full one stands before a partial one, then the older.

    Examples
    --------
    >>> active(read(), 2015).filter(recipient="VNM")["supplier"].to_list()
    ['USA']
    """
    ends = pl.col("end_year").fill_null(LAST + 1)
    held = episodes.filter(
        pl.col("kind") == IMPOSED,
        pl.col("year") <= year,
        (ends > year) | ((ends == year) & (pl.col("year") == year)),
    ).sort("scope", "year", maintain_order=True)
    bound = _unblocked(held, pl.lit(year, pl.Int16)).unique(
        ["recipient", "supplier"], keep="first", maintain_order=True
    )
    both = bound.select("supplier", "recipient").iter_rows()
    alive = [all(states.exists(party, year) for party in pair) for pair in both]
    return bound.filter(pl.Series(alive, dtype=pl.Boolean))


def _unblocked(episodes: pl.DataFrame, of_year: pl.Expr) -> pl.DataFrame:
    """Return one row per supplying state, with blocs as they were in `of_year`."""
    dated = episodes.with_columns(of_year.alias("of_year"))
    parties = dated.select("supplier", "of_year").unique()
    members = pl.DataFrame(
        [
            (supplier, year, member)
            for supplier, year in parties.iter_rows()
            for member in members_of(supplier, year)
        ],
        schema={"supplier": pl.String, "of_year": pl.Int16, "member": pl.String},
        orient="row",
    )
    return (
        dated.join(members, on=["supplier", "of_year"], how="inner", maintain_order="left_right")
        .with_columns(supplier="member")
        .filter(pl.col("supplier") != pl.col("recipient"))
        .unique(["kind", "recipient", "supplier", "year"], keep="first", maintain_order=True)
        .select(episodes.columns)
    )


@dataclass(frozen=True)
class Confirmed:
    """How many rows of a kind the data sets bear out.

    Parameters
    ----------
    rows : int
        Of the kind.
    one, two, three : int
        Of which at least one, at least two, and all three data sets agree on the date.
    """

    rows: int
    one: int
    two: int
    three: int


def confirmed(episodes: pl.DataFrame, kind: str = IMPOSED) -> Confirmed:
    """Return how many episodes of a kind are confirmed, and by how many data sets.

    Examples
    --------
    >>> found = confirmed(read())
    >>> found.three < found.two < found.one < found.rows
    True
    """
    checks = episodes.filter(pl.col("kind") == kind)["checked_by"]
    agreeing = [0 if cell in UNCHECKED else cell.count(";") + 1 for cell in checks]
    one, two, three = (sum(count >= least for count in agreeing) for least in (1, 2, 3))
    return Confirmed(len(checks), one, two, three)


def in_words(episodes: pl.DataFrame) -> str:
    """Return how far the table is confirmed, for a page or a card."""
    parts = []
    for kind in (IMPOSED, "embargo lifted"):
        found = confirmed(episodes, kind)
        verb = kind.removeprefix("embargo ")
        parts.append(
            f"{found.one} of {number_of(found.rows, 'embargo', 'embargoes')} {verb}"
            f" ({found.two} by two or more)"
        )
    return (
        f"Dates confirmed by GSDB 4, EUSANCT 2.0 or IST 1.1, to the year or month: {parts[0]} and"
        f" {parts[1]}. The others, collapses and entrants rest on their author."
    )


def card() -> Source:
    """Return the card of the table that travels with the package."""
    return Source(
        id=TABLE,
        title="Episodes of arms embargoes, collapses and entrants since 1948",
        publisher="compiled for this package",
        terms="As the package. The data sets it is compared with stay their makers'.",
        citation="Global Sanctions Data Base 4 (Yalcin et al.); EUSANCT 2.0 (Weber and Schneider);"
        " IST 1.1 (Attia and Grauvogel), for the comparison of dates.",
        url="docs: explanation/arms-episodes.md",
        table=TABLE,
        indicators=(),
        unit_note="years, and months where known",
        layout=f"comma-separated: {', '.join(COLUMNS)}",
        caveats=(
            in_words(read()),
            "Compiled from legal acts as remembered; the text of the acts was not checked.",
            "A state that is not in it may have been under embargo all the same.",
        ),
    )


@cache
def members_of(supplier: str, year: int) -> tuple[str, ...]:
    """Return the states that a supplier of the table stands for in `year`.

    Examples
    --------
    >>> len(members_of("EU", 2014)), members_of("USA", 2014)
    (28, ('USA',))
    """
    if supplier == UNITED_NATIONS:
        registry = states.states(year)
        return tuple(registry.filter(pl.col("kind") == "state")["id"])
    if supplier in groups.blocs():
        beside = BOUND_BESIDE.get((supplier, year), ())
        return tuple(sorted({*groups.members(supplier, year), *beside}))
    return (supplier,)


def _cells(path: Path | None) -> pl.DataFrame:
    """Return the table as text, with the line of each row."""
    if path is not None:
        text, name = texts.read_text(path, source=TABLE), path.name
    else:
        folder = resources.files("counterpoise.scenarios.outlook").joinpath("tables")
        name = f"{TABLE}.csv"
        text = folder.joinpath(name).read_text(encoding="utf-8")
    header = text.partition("\n")[0]
    columns = COLUMNS if COLUMNS[-1] in header else COLUMNS[:-1]
    table = tables.parse_csv(text, source=TABLE, columns=columns, name=name)
    if columns != COLUMNS:
        table = table.with_columns(pl.lit("").alias(COLUMNS[-1]))
    return table.with_columns(pl.col(COLUMNS).str.strip_chars())


def _checked(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the cells in their types, or refuse what breaks a rule of the table."""
    for column in ("id", "source"):
        _refuse(cells, column, cells[column] == "", "must not be empty")
    _refuse(cells, "kind", ~cells["kind"].is_in(INTERVENTIONS), _one_of(INTERVENTIONS))
    _refuse(cells, "scope", ~cells["scope"].is_in(SCOPES), _one_of(SCOPES))
    episodes = cells.with_columns(
        year=tables.years(cells, "year", source=TABLE, first=FIRST, last=LAST),
        end_year=_whole(cells, "end_year", FIRST, LAST).cast(pl.Int16),
        month=_whole(cells, "month", 1, 12).cast(pl.Int8),
    )
    told = [_is_check(cell) for cell in cells["checked_by"]]
    _refuse(cells, "checked_by", ~pl.Series(told, dtype=pl.Boolean), CHECK_RULE)
    _check_ends(cells, episodes)
    _check_parties(cells, episodes)
    _refuse(cells, "id", cells["id"].is_duplicated(), "must name each episode once")
    key = ["kind", "recipient", "supplier", "year"]
    twice = episodes.select(key).is_duplicated()
    _refuse(cells, "supplier", twice, "must do the same to a recipient once a year, not twice")
    return episodes.select(COLUMNS)


def _is_check(cell: str) -> bool:
    """Return whether a cell says which data sets agree, or why none does."""
    parts = [part.split(" ") for part in cell.split("; ")]
    return cell in UNCHECKED or all(
        len(part) == 2 and part[0] in SETS and part[1] in CLOSENESS for part in parts
    )


def _check_ends(cells: pl.DataFrame, episodes: pl.DataFrame) -> None:
    ends = episodes["end_year"]
    _refuse(cells, "end_year", ends < episodes["year"], "must not lie before the year")
    endless = ends.is_not_null() & (episodes["kind"] != IMPOSED)
    _refuse(cells, "end_year", endless, f"must be empty unless the kind is {IMPOSED!r}")


def _check_parties(cells: pl.DataFrame, episodes: pl.DataFrame) -> None:
    """Refuse a party that is none, or that did not exist in the year."""
    for column, beside, rule in (
        ("recipient", (), "must hold ids of the registry"),
        ("supplier", BLOCS, "must hold ids of the registry or blocs"),
    ):
        known = pl.Series([name in beside or _known(name) for name in cells[column]])
        _refuse(cells, column, ~known, rule)
        there = pl.Series(
            [
                name in beside or states.exists(name, year)
                for name, year in episodes.select(column, "year").iter_rows()
            ]
        )
        _refuse(cells, column, ~there, "must name who existed in the year")
    _refuse(cells, "supplier", cells["supplier"] == cells["recipient"], "must not be the recipient")


def _known(name: str) -> bool:
    """Return whether a cell is an id as the registry writes it."""
    try:
        return states.resolve(name) == name
    except UnknownNameError:
        return False


def _whole(cells: pl.DataFrame, column: str, low: int, high: int) -> pl.Series:
    return tables.numbers(cells, column, source=TABLE, low=low, high=high, whole=True)


def _one_of(allowed: tuple[str, ...]) -> str:
    return f"must be one of {', '.join(allowed)}"


def _refuse(cells: pl.DataFrame, column: str, wrong: pl.Series, rule: str) -> None:
    tables.refuse_cells(cells, column, wrong, rule, source=TABLE)
