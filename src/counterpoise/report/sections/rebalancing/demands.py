"""Demands in words: "to lose no more than 30 % of its imports' worth, whoever stops"."""

from __future__ import annotations

from typing import Final

from counterpoise.measures.views import view
from counterpoise.models.portfolios.rebalancing import worth
from counterpoise.printable import number_of
from counterpoise.reference import groups
from counterpoise.report import wording
from counterpoise.scenarios.rebalance import today as channels_today
from counterpoise.scenarios.rebalance.demands import Demand
from counterpoise.scenarios.rebalance.plan import elasticities
from counterpoise.scenarios.rebalance.setting import Setting

WORTH: Final = {"imports": "its imports' worth", "exports": "its exports' worth"}
MOST: Final = 4
"""Demands that a sentence may hold; what has more says how many more."""


def aims(setting: Setting) -> str:
    """Return what is demanded, as a sentence begins: "lose no more than 30 %, and …"."""
    said = list(dict.fromkeys(aim(demand, setting) for demand in setting.demands))
    more = len(said) - MOST
    if more > 0:
        said = [*said[:MOST], f"keep to {number_of(more, 'further demand')}"]
    return wording.listed([said[0], *(f"to {one}" for one in said[1:])]) if said else "ask nothing"


def quoted(setting: Setting) -> str:
    """Return demands as they were written, in a sentence."""
    said = [f"“{demand}”" for demand in setting.demands]
    more = len(said) - MOST
    return wording.listed([*said[:MOST], f"{more} more"] if more > 0 else said) or "no demand"


def worth_of(setting: Setting) -> str:
    """Return of what a premium and a loss are parts."""
    if len(setting.today) > 1:
        return "all their worth"
    name = setting.today[0].name
    return WORTH.get(name, f"the worth of its {bare(name)}")


def bare(name: str) -> str:
    """Return the title of a channel, of a basket without which way it goes.

    Examples
    --------
    >>> bare("arms"), bare("pipeline_gas")
    ('arms received', 'natural gas by pipeline')
    """
    return view(name).title.removesuffix(", bought").removesuffix(", sold")


def aim(demand: Demand, setting: Setting) -> str:
    """Return one demand in words, without its "to"."""
    together = _together(demand)
    number = f"{100 * demand.limit:g}\u00a0%"
    priced = all(channels_today.priced(at.name) for at in setting.today)
    if "loss" in demand.kind and not priced:
        # Without a price a loss is no figure that one could weigh: what it comes to is a share.
        part = float(worth.largest_part(demand.limit, elasticities(setting)[1]))
        whom = "any one state" if demand.kind == "worst loss" else together
        return f"have no more than {100 * part:.0f}\u00a0% with {whom} (“{demand}”)"
    if demand.kind == "worst loss":
        return f"lose no more than {number} of {worth_of(setting)}, whoever stops"
    if demand.kind == "loss":
        stop = "stop together" if len(demand.parties) > 1 else "stops"
        return f"lose no more than {number} of {worth_of(setting)} if {together} {stop}"
    if demand.kind == "independent":
        return (
            f"have at least {demand.limit:g} partners that are independent of each other in votes"
        )
    if demand.kind == "tilt":
        one, other = (_party(each) for each in demand.parties)
        return f"lean to neither {one} nor {other} by more than {100 * demand.limit:g} points"
    if demand.kind == "pace":
        return f"move no more than {100 * demand.limit:g} points a year"
    least = demand.kind == "at least"
    return f"{'keep at least' if least else 'have no more than'} {number} with {together}"


def _together(demand: Demand) -> str:
    return wording.listed([_party(one) for one in demand.parties])


def _party(one: str) -> str:
    return f"the {one}" if one in groups.TITLES else wording.place(one)
