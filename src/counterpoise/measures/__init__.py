"""What a state's ties amount to: one pure function per measure, frame in, frame out.

`MEASURES` names them for commands and for the manual's table. Looking at it imports no measure:
`Measure.load` does. Each is here under its name too, ``measures.hedging(ties, …)``, though its module
may bear the same: a module is imported by its path (``from counterpoise.measures.hedging import …``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Final, Literal

__all__ = ["MEASURES", "Measure", "Needs"]

Needs = Literal[
    "panel",
    "shares",
    "ties",
    "gdp",
    "groups",
    "channels",
    "votes",
    "similarity",
    "rivals",
    "positions",
    "products",
    "events",
]
"""What a measure takes: panel rows; what `shares` returned; what `ties` returned; ties and GDP;
shares and the groups of partners; shares of several channels; votes; shares and the similarity of
partners; ties with rivals; panel rows product by product; events between states."""


@dataclass(frozen=True)
class Measure:
    """One measure, as commands and the manual name it.

    Parameters
    ----------
    name : str
        What it is called; the name of its function.
    function : str
        Where it is, as "module:function".
    title : str
        The words used on a page.
    needs : str
        What it takes; see `Needs`.
    unit : str
        The unit of its main figure.
    paper : str
        Where it comes from; "(not confirmed)" where the source has not been read.
    help : str
        One line: what it tells.
    """

    name: str
    function: str
    title: str
    needs: Needs
    unit: str
    paper: str
    help: str

    def load(self) -> Callable[..., Any]:
        """Import the measure's module and return its function."""
        module, function = self.function.split(":")
        found: Callable[..., Any] = getattr(import_module(module), function)
        return found


_NONE = "no unit"
_NUMBER = "partners"

_LISTED: Final[tuple[tuple[str, str, Needs, str, str, str], ...]] = (
    ("shares:shares", "partners' shares", "panel", _NONE,
     "this manual", "each partner's share of a state's total over a trailing window"),
    ("stock:decayed_stock", "shares of the stock", "panel", "unit of the rows",
     "perpetual inventory", "what is left of all earlier deliveries, by partner"),
    ("concentration:concentration", "concentration, all measures", "shares", "several",
     "this manual", "every index of concentration, with bounds for what is unallocated"),
    ("concentration:herfindahl", "Herfindahl-Hirschman index", "shares", _NONE,
     "Hirschman 1964 (not confirmed)", "sum of squared shares: 1 if one partner supplies everything"),
    ("concentration:normalised_herfindahl", "normalised Herfindahl index", "shares", _NONE,
     "World Mining Data", "Herfindahl index rescaled so that equal shares give 0"),
    ("concentration:hirschman", "Hirschman index", "shares", "0 to 100",
     "Hirschman 1945 (not confirmed)", "a hundred times the root of the Herfindahl index"),
    ("concentration:normalised_hirschman", "UNCTAD concentration index", "shares", _NONE,
     "UNCTAD, WITS", "root of the Herfindahl index, rescaled so that equal shares give 0"),
    ("concentration:concentration_ratio", "concentration ratio", "shares", _NONE,
     "standard", "what the k largest partners supply together"),
    ("concentration:theil", "Theil index", "shares", "nats",
     "standard", "ln N less the entropy of the shares"),
    ("effective_partners:hill_number", "effective partners (Hill number)", "shares", _NUMBER,
     "Hill 1973; Jost 2006 (not confirmed)", "how many equal partners would be as diverse"),
    ("effective_partners:shannon", "Shannon entropy, evenness", "shares", "nats",
     "Jost 2006 (not confirmed)", "entropy of the shares, and how even they are"),
    ("resilience:lose_worst_partner", "loss of the worst partner (N-1, N-2)", "shares", _NONE,
     "this manual", "what is left, and how concentrated, without the largest partner or two"),
    ("leadership:leadership", "leader and lead", "shares", _NONE,
     "a count", "who is the largest partner, by how much, and for how many years in a row"),
    ("leadership:turnover", "turnover of partners", "shares", _NONE,
     "standard", "how much of the total changed hands, who came and who left"),
    ("decomposition:acting_together", "partners acting as one", "shares", _NONE,
     "merger test", "Herfindahl index if the partners named were one"),
    ("decomposition:theil_decomposition", "Theil index between and within groups", "groups", "nats",
     "standard", "concentration between groups of partners, and within them"),
    ("decomposition:herfindahl_by_bloc", "Herfindahl index by bloc", "groups", _NONE,
     "this manual", "each bloc's part in the Herfindahl index"),
    ("decomposition:entropy_chain", "entropy between and within channels", "channels", "nats",
     "chain rule of entropy", "diversity of one portfolio, between channels and within them"),
    ("pairs:ties", "ties of pairs", "panel", "unit of the rows",
     "Barbieri 1996", "what each state trades with each other, both ways, beside its totals"),
    ("dependence:hirschman_asymmetry", "asymmetry of trade shares", "ties", _NONE,
     "Hirschman 1945 (not confirmed)",
     "how much more the partner's trade hangs on the state than the reverse"),
    ("dependence:barbieri", "salience, symmetry, interdependence", "ties", _NONE,
     "Barbieri 1996", "trade shares of both states, their size and their balance"),
    ("dependence:import_dependence", "import dependence", "ties", _NONE,
     "European Commission", "the partner's part in the state's imports"),
    ("dependence:oneal_russett", "trade over GDP", "gdp", _NONE,
     "Oneal and Russett 1997 (not confirmed)", "trade of the pair over GDP of either, and the lower"),
    ("alignment:alignment", "alignment in votes", "votes", _NONE,
     "Signorino and Ritter 1999; Häge 2011", "agreement, S, κ, π and τ of a state with each other"),
    ("positions:ideal_points", "ideal points", "positions", "position",
     "Bailey, Strezhnev and Voeten 2017", "where a state stands in votes, with a 90 % interval"),
    ("diversity:independence", "independent partners", "similarity", _NUMBER,
     "Leinster and Cobbold 2012", "effective partners if those who vote alike count as less than two"),
    ("hedging:hedging", "hedging between rivals", "rivals", _NONE,
     "this manual", "balance within channels, tilt to one rival, offset across channels: they add to 1"),
    ("events:relations", "words and deeds between states", "events", _NONE,
     "this manual", "how much of a state's dealings a partner has, and how much of it is conflict"),
    ("dependence:gartzke_li", "dependence and openness", "gdp", _NONE,
     "Gartzke and Li 2003 (not confirmed)", "the trade share as dependence over openness"),
)  # fmt: skip

MEASURES: Final[dict[str, Measure]] = {
    place.split(":")[1]: Measure(
        place.split(":")[1], f"{__name__}.{place}", title, needs, unit, paper, tells
    )
    for place, title, needs, unit, paper, tells in _LISTED
}
"""Every measure of a state's ties, by name."""

BY_PRODUCT: Final = Measure(
    "strategic_products", f"{__name__}.products.strategic_products:strategic_products",
    "dependence by product", "products", "several", "European Commission 2021; CEPII GeoDep; MERICS",
    "what a state depends on others for, by the criteria of the EU, GeoDep and MERICS",
)  # fmt: skip
"""The measure whose table has a row for each product, from a release by product alone."""


class _Room(ModuleType):
    """The package, in which the name of a measure is its function, never the module of that name."""

    def __setattr__(self, name: str, value: Any) -> None:
        # What imports `measures.hedging` the module sets it here; the name is the function's.
        if not (isinstance(value, ModuleType) and name in MEASURES):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name in MEASURES:
            return MEASURES[name].load()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return sorted({*__all__, *MEASURES})


sys.modules[__name__].__class__ = _Room
