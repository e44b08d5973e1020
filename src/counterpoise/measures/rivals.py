"""Between whom a state may balance: the strongest rivalry among major powers in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from counterpoise.measures import _grids

MAJORS: Final = (
    ("USA", 1898, 9999),
    ("SUN", 1922, 1991),
    ("RUS", 1816, 1917),
    ("RUS", 1991, 9999),
    ("CHN", 1950, 9999),
    ("GBR", 1816, 9999),
    ("FRA", 1816, 1940),
    ("FRA", 1945, 9999),
    ("DEU", 1816, 1918),
    ("DEU", 1925, 1945),
    ("DEU", 1991, 9999),
    ("JPN", 1895, 1945),
    ("JPN", 1991, 9999),
    ("ITA", 1860, 1943),
    ("AUH", 1816, 1918),
)
"""Major powers and their years, by the Correlates of War list of 2016; the spells of 2016 go on."""

SYSTEMIC: Final = ("positional", "ideological")
"""What rivals contest that others must take sides in: rank and influence, and how to be ruled."""

LOCAL: Final = ("spatial", "interventionary")
"""What they contest between themselves: territory, and the fate of a neighbour."""


@dataclass(frozen=True)
class Rivals:
    """Two rivals and why they are the strongest.

    Parameters
    ----------
    poles : tuple of str
        The two, in the order of the list of major powers.
    about : str
        What they contend about, as in the data.
    since : int
        The first year of the rivalry without a break.
    year : int
        The year in which the data list it: the one asked for, or the last there is.
    """

    poles: tuple[str, str]
    about: str
    since: int
    year: int


def major_powers(year: int) -> tuple[str, ...]:
    """Return the major powers of a year, by the Correlates of War.

    Examples
    --------
    >>> major_powers(1980)
    ('USA', 'SUN', 'CHN', 'GBR', 'FRA')
    """
    return tuple(state for state, first, last in MAJORS if first <= year <= last)


def default_rivals(
    rivalries: Any,
    *,
    year: int,
    since: int | None = None,
    majors: Sequence[str] | None = None,
) -> Rivals | None:
    """Return the strongest rivalry among major powers in a year, or None if there was none.

    Of two rivalries the stronger is that about more of the two things in which others must take
    sides (rank and influence, "positional"; "ideological"); then that about fewer of those that
    concern the two alone ("spatial", "interventionary"); then the one that has run for longer. Were
    all types counted alike, China would stand against Japan in 2020 and against the Soviet Union in
    1980, over borders.

    Parameters
    ----------
    rivalries : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Panel rows of the indicator "rivalry", of one source.
    year : int
        If it is after the last year of the rows, that year is taken: lists end when they were made.
    since : int or None
        Look back as far as this year for the last one that has such a rivalry; None for `year` alone.
    majors : sequence of str, or None
        The powers to choose among; None for the major powers of the year.

    Returns
    -------
    Rivals or None
        None for years without such a rivalry, as 1990 to 1995. A state that is one of the two is
        a pole, and has no rivals between which it would balance.

    Examples
    --------
    >>> rows = pl.DataFrame({"origin": ["CHN", "CHN"], "destination": ["JPN", "USA"],
    ...     "year": [2020, 2020], "item": ["positional+spatial", "positional"],
    ...     "indicator": ["rivalry"] * 2, "value": [1.0, 1.0]})
    >>> default_rivals(rows, year=2023)
    Rivals(poles=('USA', 'CHN'), about='positional', since=2020, year=2020)
    >>> default_rivals(rows, year=2019) is None
    True
    """
    table = _grids.held(rivalries, "origin", "destination", "year", "item", "indicator", "value")
    table = table.filter(pl.col("indicator") == "rivalry", pl.col("value") > 0)
    if table.is_empty():
        return None
    last = min(year, int(str(table["year"].max())))
    for when in range(last, (last if since is None else since) - 1, -1):
        powers = majors or major_powers(when)
        among = table.filter(pl.col("origin").is_in(powers), pl.col("destination").is_in(powers))
        found = [
            _strength(among, pair, when, powers)
            for pair in among.filter(pl.col("year") == when).iter_rows(named=True)
        ]
        if found:
            return max(found, key=lambda one: one[0])[1]
    return None


def _strength(
    rows: pl.DataFrame, pair: dict[str, Any], year: int, powers: Sequence[str]
) -> tuple[tuple[int, ...], Rivals]:
    """Return a rivalry with what it is compared by; ties go to the powers named first."""
    one, other = sorted((pair["origin"], pair["destination"]), key=powers.index)
    years = set(
        rows.filter(
            pl.col("origin") == pair["origin"], pl.col("destination") == pair["destination"]
        )["year"]
    )
    since = year
    while since - 1 in years:
        since -= 1
    about = str(pair["item"]).split("+")
    order = (-powers.index(one), -powers.index(other))
    systemic, local = (sum(kind in about for kind in kinds) for kinds in (SYSTEMIC, LOCAL))
    return (systemic, -local, year - since, *order), Rivals(
        (one, other), str(pair["item"]), since, year
    )
