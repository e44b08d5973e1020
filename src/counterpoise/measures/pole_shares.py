"""Shares of the powers between which a state stands: a row for each of them, of zero or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from counterpoise.measures.answers import Told
from counterpoise.measures.shares import SHARED
from counterpoise.panel.ask import Piece
from counterpoise.panel.candidates import Candidate
from counterpoise.panel.coverage import EVERYONE
from counterpoise.panel.memory import MEMORY

EVERYBODY_ELSE: Final = "residual:everybody else"


def with_poles(found: Told, poles: Sequence[str]) -> pl.DataFrame:
    """Return the shares of the poles, each with a row in every year: of zero, or of nobody knows.

    A pole without a row passed nothing if the release that answers covers it in that year, or if it
    covers everyone and the pole passed something to anybody; else nobody knows.
    """
    of, over, table = found.view.of, found.view.over, found.stated
    if table.is_empty():
        return table
    columns = [of, over, "year", "value", "share", "unknown", "state_of_share"]
    kinds = {name: table.schema[name] for name in columns}
    own = table.filter(pl.col(over).is_in(list(poles)))[columns]
    stated = table.unique([of, "year"])[[of, "year", "state_of_share"]].rows()
    # Of everybody together each pole has something, so that whose share is zero is told of each state.
    present = [
        (EVERYBODY_ELSE, pole, year, 1.0, 1.0, 0, SHARED)
        for year in {year for _, year, _ in stated}
        for pole in poles
    ]
    told = set(own[[of, over, "year"]].rows())
    known = {one for piece in found.answer.pieces for one in _covers(piece, poles)}
    absent = [
        (state, pole, year, 0.0, 0.0, int((state, pole, year) not in known), how)
        for state, year, how in stated
        for pole in poles
        if (state, pole, year) not in told
    ]
    more = pl.DataFrame([*absent, *present], schema=kinds, orient="row")
    return pl.concat([own, more])


def _covers(piece: Piece, poles: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the state-years of a piece, with each pole that its release covers as a partner."""
    covered: dict[int, set[tuple[str, int]]] = {}
    for state, year, teller in piece.chosen[["state", "year", "teller"]].rows():
        if teller not in covered:
            covered[teller] = _covered(piece.candidate, poles, teller)
        yield from ((state, pole, year) for pole in poles if (pole, year) in covered[teller])


def _covered(one: Candidate, poles: Sequence[str], teller: int) -> set[tuple[str, int]]:
    """Return the poles that a release covers as partners, by a teller, each with its years."""
    told = one.partners_told[teller]
    named = {
        (pole, year)
        for pole in poles
        for first, last in told.get(pole, ())
        for year in range(first, last + 1)
    }
    if everyone := told.get(EVERYONE):
        named.update(
            (pole, year)
            for pole, year in _active(one, poles)
            if any(first <= year <= last for first, last in everyone)
        )
    return named


def _active(one: Candidate, poles: Sequence[str]) -> list[tuple[str, int]]:
    """Return the poles with the years in which something passed from or to them."""
    held = one.said().filter(pl.col(one.over).is_in(list(poles)), pl.col("value") > 0)
    found = MEMORY.kept(
        (*one.key, "active", *poles), held.select(one.over, "year").unique().collect
    )
    return [(pole, year) for pole, year in found.rows()]
