"""The states whose code or name holds a text, and the one that commands take the text for."""

from __future__ import annotations

import polars as pl

from counterpoise.errors import UnknownNameError
from counterpoise.reference import states


def search(text: str, year: int | None = None) -> tuple[pl.DataFrame, str | None]:
    """Return the rows of the registry that a text may mean, and the id that it is taken for, if any.

    Parameters
    ----------
    text : str
        Letters of a name, whatever their case, or a code.
    year : int, optional
        Only states that existed in it.

    Raises
    ------
    UnknownNameError
        If nothing is called so, in no year; names what is near.

    Examples
    --------
    >>> found, meant = search("guinea")
    >>> found["id"].to_list(), meant
    (['GIN', 'GNB', 'GNQ', 'PNG'], 'GIN')
    """
    meant = _meant(text)
    needle = text.lower()
    hit = pl.any_horizontal(
        pl.col("id") == (meant or ""),
        pl.col("id", "name", "iso2").str.to_lowercase().str.contains(needle, literal=True),
    )
    found = states.states(year).filter(hit)
    if meant is None and found.is_empty():
        states.resolve(text)  # refuses it, with what is near
    return found, meant


def _meant(text: str) -> str | None:
    """Return the id that commands take a text for; None if they would refuse it."""
    try:
        return states.resolve(text)
    except UnknownNameError:
        return None
