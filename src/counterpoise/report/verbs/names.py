"""The verbs that tell names: of a state by any code, of the members of a bloc."""

from __future__ import annotations

from counterpoise.reference import groups
from counterpoise.reference import states as registry
from counterpoise.report.dating import today
from counterpoise.report.verbs.spoken import State, one_year


def name(state: State) -> str:
    """Return the short English name of a state, a territory, or whatever else has an id.

    Parameters
    ----------
    state : state
        An id, a name or a code, as every verb takes them.

    Raises
    ------
    UnknownNameError
        If nobody is called so.

    Examples
    --------
    >>> name("vnm"), name(816), name("group:Hezbollah (Lebanon)")
    ('Viet Nam', 'Viet Nam', 'Hezbollah (Lebanon)')
    """
    return registry.name(registry.resolve(state))


def members(bloc: str, year: int | str | None = None) -> tuple[str, ...]:
    """Return the ids of the members of a bloc on 31 December of a year; without one, of today.

    Raises
    ------
    UsageError
        If there is no such bloc, or it is no year.

    Examples
    --------
    >>> members("AUKUS"), members("aukus", "2020")
    (('AUS', 'GBR', 'USA'), ())
    """
    return groups.members(bloc, int(today()[:4]) if year is None else one_year(year))
