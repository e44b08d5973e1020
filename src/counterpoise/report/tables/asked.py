"""What is asked of a measure, and the command that asks the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Final

from counterpoise import bounds
from counterpoise.errors import CounterpoiseError, UsageError
from counterpoise.measures.answers import LAST_YEAR
from counterpoise.reference import groups
from counterpoise.reference import states as registry
from counterpoise.report.question import Question


@dataclass(frozen=True)
class Asked:
    """What is asked of a measure, beside the states.

    Parameters
    ----------
    channel : str
        A view: arms, imports, exports, aid, investment, …; "" for trade where the measure is of
        pairs, else for arms.
    item : str
        Of the goods imported or exported these alone: how their HS codes begin, or a basket; "" for all.
    source, vintage : str
        Where the rows come from; "" for whatever tells most of each state's year.
    years : (int, int) or None
        The years wanted; None for all.
    window : int or None
        Trailing window in years; None for the view's own.
    floor : float or None
        Smallest total on which a share is stated; None for the view's own.
    as_of : int or None
        The last year that may be known.
    blocs : tuple of str
        Blocs counted as one partner, and the groups of measures between and within groups.
    rivals : tuple of str
        The powers between which a state may balance, or with which its votes are compared.
    settings : mapping
        Arguments of the measure itself, such as q of a Hill number.
    """

    channel: str = ""
    source: str = ""
    vintage: str = ""
    years: tuple[int, int] | None = None
    window: int | None = None
    floor: float | None = None
    as_of: int | None = None
    blocs: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    settings: Mapping[str, Any] | None = None
    item: str = ""

    def __post_init__(self) -> None:
        window: Any = self.window
        whole = isinstance(window, Integral) and not isinstance(window, bool)
        if window is not None and not (whole and bounds.WINDOW.holds(int(window))):
            rule = bounds.WINDOW.rule.replace("number", "number of years")
            raise UsageError.out_of_range("`window`", window, rule, attempt="window=5")

    def states(self, words: Iterable[str]) -> list[str]:
        """Return the states meant, each once; a bloc is its members in the last year asked for.

        Raises
        ------
        UnknownNameError
            If a word is neither a state nor a bloc.
        """
        last = self.years[1] if self.years else self.as_of
        found: dict[str, None] = {}
        for word in words:
            bloc = _bloc(word)
            members = groups.members(bloc, min(last or LAST_YEAR, LAST_YEAR)) if bloc else ()
            found |= dict.fromkeys(members if bloc else (registry.resolve(word),))
        return list(found)

    def question(self, measure: str, states: Sequence[str]) -> Question:
        """Return the command that asks the same."""
        first, last = self.years or (0, 0)
        told = {
            "channel": self.channel,
            "item": self.item,
            "source": self.source,
            "vintage": self.vintage,
            "years": (str(first) if first == last else f"{first}-{last}") if self.years else "",
            "window": self.window,
            "floor": None if self.floor is None else f"{self.floor:g}",
            "as-of": self.as_of,
            "blocs": self.blocs,
            "rivals": self.rivals,
            **{
                OPTIONS.get(name, name): _written(one)
                for name, one in (self.settings or {}).items()
            },
        }
        return Question("table", (measure, *states), told)


def _bloc(word: str) -> str:
    """Return the bloc that a word means, "" if it is none."""
    try:
        party = groups.party(word)
    except CounterpoiseError:
        return ""
    return party if party in groups.blocs() else ""


OPTIONS: Final = {"q": "order", "k": "largest"}
"""Arguments of measures whose options on the command line are called otherwise."""


def _written(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value
