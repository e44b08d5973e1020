"""Parties of a treaty in one cell, parted by commas, of which some names hold one themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from counterpoise.reference import states

UNIONS: Final = {"BLEU (Belgium-Luxembourg Economic Union)": ("Belgium", "Luxembourg")}
"""Unions that sign for their members, each of whom is bound."""


@cache
def named(cell: str, source: str) -> tuple[str, ...] | None:
    """Return the parties' names; None if one of them is no state, nor a union in `UNIONS`.

    Of the ways to part a cell into names that are known, the one of the most names is meant: "Korea,
    Republic of, Serbia" is two, and "Austria, Hungary" never the Habsburg monarchy. Of ways of as many
    names, the one of the longer first name: not "Korea" and "Republic of, Serbia".

    Examples
    --------
    >>> named("China, Venezuela, Bolivarian Republic of", "unctad_iia")
    ('China', 'Venezuela, Bolivarian Republic of')
    >>> named("EFTA (European Free Trade Association), Serbia", "unctad_iia")
    """
    found = _parted(tuple(part.strip() for part in cell.split(",")), source)
    return None if found is None else tuple(found)


def _parted(parts: Sequence[str], source: str) -> list[str] | None:
    if not parts:
        return []
    found: list[str] | None = None
    for length in range(1, len(parts) + 1):
        first = ", ".join(parts[:length])
        rest = _parted(parts[length:], source) if _is_state(first, source) else None
        if rest is not None and (found is None or len(rest) + 1 >= len(found)):
            found = [first, *rest]
    return found


@cache
def _is_state(name: str, source: str) -> bool:
    claims = states.claims_of(name, source)
    return name in UNIONS or (bool(claims) and not any(":" in one.entity for one in claims))
