"""Membership of blocs: who belonged, who joined or left in a year, and how many there are."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from counterpoise.printable import number_of
from counterpoise.reference import groups
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts
from counterpoise.statements.checking.readings import Moment, computed
from counterpoise.statements.checking.verdict import (
    FAILS,
    HOLDS,
    THEN,
    TODAY,
    Found,
    Known,
    Rows,
    Tested,
)
from counterpoise.statements.statement import Statement

BLOCS: Final = "blocs and their members, compiled for this package"
NAMED: Final = 12
"""Members that a line names."""


def check_membership(facts: Facts, said: Statement) -> Found:
    """Return whether the subject, and partners, belong to a bloc, and how many members it has."""
    del facts
    return Found(tuple(_reading(said, year, known) for year, known in _moments(said)))


def _since(said: Statement) -> bool:
    """Return whether somebody is said to be a member since a year, and so ever since."""
    return said.comparison == "joined" and said.years is not None and said.years[0] < said.years[1]


def _moments(said: Statement) -> list[tuple[int, Known]]:
    """Return the years at whose ends members are counted: those named, else what is known then and today."""
    if said.years is None:
        return [(said.known_to, THEN), (said.stated.year, TODAY)]
    named = {said.years[1]} if _since(said) else set(said.years)
    return [(year, THEN) for year in sorted(named)]


def _reading(said: Statement, year: int, known: Known) -> Tested:
    there = groups.members(said.bloc, year)
    parties = () if said.subject == said.bloc else (said.subject, *said.partners)
    first = said.years[0] if said.years and _since(said) else year
    counted = said.quantity is None or len(there) == said.quantity
    facets = {
        "source": BLOCS,
        "year": f"end of {first} and of {year}" if first < year else f"end of {year}",
    }
    rows = Rows(
        "blocs", "with the package", BLOCS, f"members of {said.bloc}", len(there), year, year, "",
        f"counterpoise.reference.groups.members({said.bloc!r}, {year})",
    )  # fmt: skip
    held = counted and _belongs(said, parties, first, year)
    shown = _spells(said.bloc, parties) if parties and said.quantity is None else _named(there)
    outcome = (HOLDS if held else FAILS), None
    return computed(facets, Moment(year, known), len(there), "members", outcome, [rows], shown)


def _belongs(said: Statement, parties: tuple[str, ...], first: int, year: int) -> bool:
    """Return whether parties belong at the end of a year, or not, or joined or left in it, as is said."""

    def all_in(then: int) -> bool:
        return set(parties) <= set(groups.members(said.bloc, then))

    if said.comparison == "joined":  # who belonged before did not join then
        return all_in(year) and all_in(first) and not all_in(first - 1)
    if said.comparison == "left":
        return all_in(year - 1) and not all_in(year)
    return all_in(year) is not (said.comparison == "not a member")


def _spells(bloc: str, parties: tuple[str, ...]) -> str:
    """Return from when to when each party belonged."""
    rows = groups.membership().filter(bloc=bloc).sort("start")
    return "; ".join(f"{words.names([one])} {_of_one(rows, one)}" for one in parties)


def _of_one(rows: pl.DataFrame, party: str) -> str:
    own = rows.filter(member=party).select("start", "end").iter_rows()
    told = [f"from {_day(start)}{f' to {_day(end)}' if end else ''}" for start, end in own]
    return words.listed(told) or "never a member"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _named(there: tuple[str, ...]) -> str:
    """Return how many members there are, and the first of them."""
    shown = f"{number_of(len(there), 'member')}: {words.names(sorted(there)[:NAMED])}"
    return f"{shown} and {len(there) - NAMED} more" if len(there) > NAMED else shown
