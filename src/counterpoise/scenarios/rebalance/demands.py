"""What is demanded of a mix, as one writes it: "worst loss <= 30 %", "CHN + HKG <= 35 %".

::

    worst loss <= 30 %            whichever single partner stops
    loss of CHN + HKG <= 50 %     if these stop together
    CHN + HKG <= 35 %             their joint share
    RUS >= 10 %                   a floor, such as contracts in force
    independent >= 3              partners that are independent of each other in votes
    tilt USA / CHN <= 10 %        the share of the one less the other's
    pace <= 2 points a year       what may change hands
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from counterpoise.errors import ScenarioError
from counterpoise.scenarios import parties

Kind = Literal["worst loss", "loss", "at most", "at least", "independent", "tilt", "pace"]

WRITTEN: Final = re.compile(
    r"\s*(?P<what>[^<>=≤≥]+?)\s*(?P<sign><=|>=|≤|≥)\s*(?P<number>\d+(?:\.\d+)?)\s*"
    r"(?P<unit>%|points? a year|partners)?\s*"
)
"""A demand: of what, a sign, a number, and its unit."""
UNITS: Final = {"independent": ("", "partners"), "pace": ("points a year", "point a year")}
"""Units by kind; of all others per cent."""
EXAMPLES: Final = "'worst loss <= 30 %', 'CHN + HKG <= 35 %', 'independent >= 3'"


@dataclass(frozen=True)
class Demand:
    """One demand of a mix.

    Parameters
    ----------
    kind : str
        "worst loss", "loss" (of parties together), "at most", "at least" (joint share of parties),
        "independent", "tilt" (between two rivals) or "pace".
    limit : float
        A part from 0 to 1; of "independent" a number of partners; of "pace" a part a year.
    parties : tuple of str
        Ids of states and names of blocs.

    Raises
    ------
    ScenarioError
        If the limit is out of range.
    """

    kind: Kind
    limit: float
    parties: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind == "independent":
            parties.number(self.limit, "demands", "at least 1 independent partner", low=1.0)
        elif not 0 <= self.limit <= 1:
            raise ScenarioError(
                f"A demand must be from 0 to 100 %, not {100 * self.limit:g} %.", key="demands"
            )

    def __str__(self) -> str:
        together = " + ".join(self.parties)
        if self.kind == "independent":
            return f"independent >= {self.limit:g}"
        if self.kind == "pace":
            return f"pace <= {100 * self.limit:g} points a year"
        what = {"worst loss": "worst loss", "loss": f"loss of {together}",
                "tilt": f"tilt {' / '.join(self.parties)}"}.get(self.kind, together)  # fmt: skip
        return f"{what} {'>=' if self.kind == 'at least' else '<='} {100 * self.limit:g} %"


def parsed(text: str) -> Demand:
    """Return the demand that a text makes.

    Raises
    ------
    ScenarioError
        If it is none, or names who is not known.

    Examples
    --------
    >>> parsed("worst loss <= 30 %")
    Demand(kind='worst loss', limit=0.3, parties=())
    >>> str(parsed("China + Hong Kong ≤ 35%"))
    'CHN + HKG <= 35 %'
    """
    found = WRITTEN.fullmatch(text)
    if not found:
        raise _refused(text, f"must be written like {EXAMPLES}")
    least = found["sign"] in (">=", "≥")
    kind, named = _kind(found["what"], least=least)
    if least != (kind in ("at least", "independent")):
        raise _refused(text, f"must say {'>=' if kind == 'independent' else '<='}")
    allowed = UNITS.get(kind, ("%",))
    if (found["unit"] or "") not in allowed:
        raise _refused(text, f"must be in {allowed[-1] if kind == 'independent' else allowed[0]}")
    number = float(found["number"])
    return Demand(kind, number if kind == "independent" else number / 100, named)


def all_parsed(texts: Iterable[str]) -> tuple[Demand, ...]:
    """Return demands in the order in which they are written."""
    return tuple(map(parsed, texts))


def _kind(what: str, *, least: bool) -> tuple[Kind, tuple[str, ...]]:
    """Return what is demanded, and of whom."""
    plain = " ".join(what.split())
    if plain.lower() == "worst loss":
        return "worst loss", ()
    if plain.lower() in ("independent", "independent partners"):
        return "independent", ()
    if plain.lower() == "pace":
        return "pace", ()
    if plain.lower().startswith("tilt "):
        rivals = parties.side([one.strip() for one in plain[5:].split("/")], "demands")
        if len(rivals) != 2:
            raise _refused(what, "must name two rivals, as in 'tilt USA / CHN <= 10 %'")
        return "tilt", rivals
    joint = plain.lower().startswith("loss of ")
    named = [one.strip() for one in plain[8 * joint :].split("+")]
    side = parties.side(named, "demands")
    return ("loss" if joint else "at least" if least else "at most"), side


def _refused(text: str, rule: str) -> ScenarioError:
    return ScenarioError(f"The demand {text!r} {rule}.", key="demands")
