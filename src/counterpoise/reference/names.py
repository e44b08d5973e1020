"""Spellings to ids: what publishers call states, and what else stands in their columns.

``spellings.csv`` holds every alternative spelling: `spelling`; `id`; `source`, the one data set in
which it is read so, empty for all; `first` and `last`, the years in which it is read so, empty
without limit; `note`. Matching is exact after Unicode NFC, removal of outer and repeated blanks,
one shape of apostrophe, and case-folding; else by the same words in another order, shortened or
written out (`states.words`), if they are one entity's alone; else by the user's own spellings
(:mod:`counterpoise.reference.own_spellings`). Nothing is ever matched by likeness.

In SIPRI's tables a trailing ``*`` marks an armed group and ``**`` an organisation: they become
``group:…`` and ``organisation:…`` whether or not a row of the table knows them. Unknown suppliers
and recipients, and trade of "Areas, nes", are kept as ``unknown:…`` and ``residual:…``.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from counterpoise.reference import own_spellings, states


def identify(
    names: pl.Series, *, source: str, column: str, years: pl.Series | None = None
) -> pl.Series:
    """Return the id of each name.

    Parameters
    ----------
    names : polars.Series
        As the publisher spells them; null stays null.
    source, column : str
        The data set, whose own readings of a spelling go first, and the column; named in the error.
    years : polars.Series, optional
        Row by row, for names that change hands: "Yugoslavia" is `SCG` from 1992.

    Raises
    ------
    UnknownNameError
        If a name is nobody's; lists every such name.

    Examples
    --------
    >>> identify(pl.Series(["Viet Nam", "NATO**"]), source="sipri_arms", column="Recipient").to_list()
    ['VNM', 'organisation:NATO']
    """

    def find(key: object) -> Iterable[states.Claim]:
        return states.claims_of(str(key), source) or _starred(str(key))

    return states.look_up(names, years, find, source=source, column=column)


def is_aggregate(name: str, source: str = "") -> bool:
    """Return whether a name is a sum of states such as "Euro area", not to be added to them.

    Of spellings that one data set alone uses, those of `source` are read.

    Examples
    --------
    >>> is_aggregate("Euro area"), is_aggregate("Areas, nes"), is_aggregate("France")
    (True, False, False)
    """
    claims = states.claims_of(name, source) or own_spellings.claims(name, source)
    return any(states.kind(claim.entity) == "aggregate" for claim in claims)


def _starred(name: str) -> tuple[states.Claim, ...]:
    """Return the group or organisation that SIPRI marks by one star or two."""
    bare = name.strip()
    if bare.endswith("**"):
        return (states.Claim(f"organisation:{bare[:-2].strip()}"),)
    if bare.endswith("*"):
        return (states.Claim(f"group:{bare[:-1].strip()}"),)
    return ()
