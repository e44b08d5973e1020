"""The verbs as Python has them: a store is opened where none is given, and numbers may name states."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any

from counterpoise.measures import MEASURES
from counterpoise.panel.store import Store
from counterpoise.reference import groups
from counterpoise.reference import states as registry
from counterpoise.report.tables import codebook as books
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import called
from counterpoise.report.tables.result import Table
from counterpoise.report.tables.result import table as table_of

State = str | int
"""An id, a name or a code; a number is a code of the Correlates of War or of Gleditsch and Ward."""


def stored(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a verb that opens the user's store where none is given, and takes numbers for states.

    A function whose first parameter is no store stays as it is.
    """
    if next(iter(signature(function).parameters), "") != "store":
        return function

    @functools.wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        given = args[1:] if args and isinstance(args[0], Store) else args
        store = kwargs.pop("store", None) or (args[0] if len(given) < len(args) else Store.open())
        return function(store, *map(_named, given), **kwargs)

    return asked


def _named(given: Any) -> Any:
    """Return codes of states as texts, in a list too; all else as it is."""
    if isinstance(given, bool):
        return given
    if isinstance(given, int):
        return str(given)
    if isinstance(given, (list, tuple)) and any(isinstance(one, int) for one in given):
        return [_named(one) for one in given]
    return given


def table(
    store: Store,
    measure: str,
    states: State | Sequence[State] | None = None,
    *,
    channel: str = "",
    years: int | tuple[int, int] | None = None,
    source: str = "",
    vintage: str = "",
    window: int | None = None,
    floor: float | None = None,
    rivals: Sequence[State] = (),
    blocs: Sequence[str] = (),
    as_of: int | None = None,
    **settings: Any,
) -> Table:
    """Return a measure of some states, or of all, year by year, with all that it rests on.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    measure : str
        One of `counterpoise.measures.MEASURES`, such as "shares", "herfindahl", "hedging".
    states : state, or sequence of them, optional
        Ids, names or codes; none for all.
    channel : str
        "arms", "imports", …; by default trade where the measure is of pairs, else arms.
    years : int or (int, int), optional
        One year, or the first and the last.
    source, vintage : str
        By default whatever tells most of each state's year.
    window, floor : int, float, optional
        By default the channel's own.
    rivals, blocs : sequence
        Powers between which a state may balance; blocs that count as one partner.
    as_of : int, optional
        The last year that may be known.
    **settings
        Arguments of the measure itself, such as `q` of a Hill number.

    Returns
    -------
    Table
        `.frame()`, `.pandas()`, `.save(path)`, `.codebook`, `.sources`, `.citation`.

    Raises
    ------
    UsageError
        If there is no such measure, channel or setting.
    UnknownNameError
        If a name or a code is no state.
    EvidenceError
        If nothing of it is held.
    """
    asked = (states,) if isinstance(states, (str, int)) else tuple(states or ())
    span = (years, years) if isinstance(years, int) else years
    if "partners" in settings:
        settings["partners"] = tuple(registry.resolve(str(one)) for one in settings["partners"])
    return table_of(
        store,
        measure,
        [registry.state(str(one)) for one in asked],
        Asked(
            channel=channel, source=source, vintage=vintage, years=span, window=window, floor=floor,
            as_of=as_of, blocs=tuple(map(groups.resolve, blocs)),
            rivals=tuple(registry.state(str(one)) for one in rivals), settings=settings,
        ),
    )  # fmt: skip


def codebook(measure: str) -> books.CodeBook:
    """Return what each column of a measure's table is, with its unit.

    Raises
    ------
    UsageError
        If there is no such measure.
    """
    return books.standing(called(measure))


def measures() -> dict[str, str]:
    """Return every measure by name, with what it tells."""
    return {name: one.help for name, one in MEASURES.items()}
