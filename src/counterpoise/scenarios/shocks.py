"""What may happen to trade: the primitives of a scenario.

Every primitive is frozen and checked when it is made. Sides take a state, a bloc or a list, in any
spelling; `sectors` names sectors of the baseline, none for all; `during` names the horizons in which
the shock is in force, none for all of the scenario's. Rates and parts are fractions: 0.25 is 25 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from counterpoise import bounds
from counterpoise.errors import ScenarioError
from counterpoise.reference import groups
from counterpoise.scenarios import parties
from counterpoise.scenarios.parties import Side
from counterpoise.schema import CHANNELS

Direction = Literal["both", "exports", "imports"]
DIRECTIONS: Final = ("both", "exports", "imports")
ABOVE_MINUS_ONE: Final = -1 + 1e-9
INTERVENTIONS: Final = ("embargo imposed", "embargo lifted", "supplier collapse", "entrant")
YEARS: Final = (1816, 2200)


@dataclass(frozen=True, kw_only=True)
class Shock:
    """What all primitives share.

    Parameters
    ----------
    sectors : text or sequence of str
        Sectors of the baseline that are hit; none for all.
    during : text or sequence of str
        Horizons in which it is in force; none for all of the scenario's.
    where : str
        File and line it was read from, for errors; "" if it was made in Python.
    """

    sectors: Side = ()
    during: Side = ()
    where: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        _put(self, "sectors", parties.once(parties.texts(self.sectors, "sectors"), "sectors"))
        _put(self, "during", parties.horizons(self.during, "during"))

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        """The sides that the shock names, as words of :mod:`counterpoise.scenarios.parties`."""
        return ()


@dataclass(frozen=True, kw_only=True)
class _Levied(Shock):
    """A shock on what flows from origins to destinations; trade inside a state is never hit."""

    origin: Side
    destination: Side

    def __post_init__(self) -> None:
        super().__post_init__()
        _sides(self, "origin", "destination")

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        return tuple(self.origin), tuple(self.destination)


@dataclass(frozen=True, kw_only=True)
class Tariff(_Levied):
    """The rate that destinations charge on goods from origins after the shock, at least 0."""

    rate: float

    def __post_init__(self) -> None:
        super().__post_init__()
        _put(self, "rate", parties.number(self.rate, "rate", "a rate of at least 0", low=0.0))


@dataclass(frozen=True, kw_only=True)
class Cost(_Levied):
    """A change of trade cost, ad valorem, above -1: 0.1 adds 10 %, -0.05 lifts a barrier of 5 %."""

    rate: float

    def __post_init__(self) -> None:
        super().__post_init__()
        rule = "a rate above -1"
        _put(self, "rate", parties.number(self.rate, "rate", rule, low=ABOVE_MINUS_ONE))


@dataclass(frozen=True, kw_only=True)
class Cap(_Levied):
    """A limit on the quantity of each flow, as a part of what it is in the baseline, above 0."""

    limit: float

    def __post_init__(self) -> None:
        super().__post_init__()
        rule = "a part of the baseline's quantity, above 0 (a cut is 0)"
        _put(self, "limit", parties.number(self.limit, "limit", rule, low=1e-9))


@dataclass(frozen=True, kw_only=True)
class Cut(Shock):
    """An end of trade between a and b; `exports` and `imports` are those of a, `leak` is kept."""

    a: Side
    b: Side
    direction: Direction = "both"
    leak: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        _sides(self, "a", "b", apart=True)
        _cut_off(self)

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        return tuple(self.a), tuple(self.b)


@dataclass(frozen=True, kw_only=True)
class CoalitionCut(Shock):
    """An end of trade between a target and every member; directions are those of the target."""

    members: Side
    target: Side
    direction: Direction = "both"
    leak: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        _sides(self, "members", "target", apart=True)
        _cut_off(self)

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        return tuple(self.target), tuple(self.members)


@dataclass(frozen=True, kw_only=True)
class Technology(Shock):
    """A change of productivity of a state, above -1: -0.1 is a tenth less from the same work and inputs."""

    state: Side
    change: float

    def __post_init__(self) -> None:
        super().__post_init__()
        _put(self, "state", parties.side(self.state, "state"))
        rule = "a change above -1"
        _put(self, "change", parties.number(self.change, "change", rule, low=ABOVE_MINUS_ONE))

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        return (tuple(self.state),)


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """An event for the outlook: what befalls a state's partner in a channel from a year on.

    Parameters
    ----------
    kind : str
        "embargo imposed", "embargo lifted", "supplier collapse" or "entrant".
    state, partner : text or sequence of str
        The recipients, "*" for all, and the supplier.
    channel : str
        One of `schema.CHANNELS`.
    year : int
        The first year in which it is in force.
    """

    kind: str
    partner: Side
    channel: str
    year: int
    state: Side = parties.EVERYBODY
    where: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        parties.choice(self.kind, INTERVENTIONS, "kind")
        parties.choice(self.channel, CHANNELS, "channel")
        rule = f"a year from {YEARS[0]} to {YEARS[1]}"
        parties.whole(self.year, "year", rule, low=YEARS[0], high=YEARS[1])
        _sides(self, "state", "partner", apart=True)


def retaliation(shock: Shock) -> Shock:
    """Return the same shock given back by the other side.

    Raises
    ------
    ScenarioError
        If it has no other side (technology), or goes both ways already.

    Examples
    --------
    >>> retaliation(Tariff(origin="VNM", destination="USA", rate=0.2)).origin
    ('USA',)
    """
    if isinstance(shock, _Levied):
        return replace(shock, origin=shock.destination, destination=shock.origin)
    back: dict[str, Direction] = {"exports": "imports", "imports": "exports"}
    if isinstance(shock, (Cut, CoalitionCut)) and shock.direction in back:
        return replace(shock, direction=back[shock.direction])
    raise ScenarioError(
        "Can't retaliate: the shock has one side only, or goes both ways already.",
        key="retaliation",
        where=shock.where,
    )


def _cut_off(shock: Cut | CoalitionCut) -> None:
    """Check direction and leak."""
    parties.choice(shock.direction, DIRECTIONS, "direction")
    _put(shock, "leak", float(parties.bounded(shock.leak, "leak", bounds.LEAK)))


def _sides(shock: Any, first: str, second: str, *, apart: bool = False) -> None:
    """Check two sides, which must not be one and the same state."""
    for key in (first, second):
        _put(shock, key, parties.side(getattr(shock, key), key))
    one, other = getattr(shock, first), getattr(shock, second)
    same = sorted(set(one) & set(other) - {parties.EVERYBODY})
    if same and (apart or (len(one) == len(other) == 1 and same[0] not in groups.blocs())):
        raise ScenarioError(
            f"`{first}` and `{second}` must be different, not both {same[0]!r}.", key=second
        )


def _put(shock: object, key: str, value: object) -> None:
    """Set a field of a frozen object while it is being made."""
    object.__setattr__(shock, key, value)
