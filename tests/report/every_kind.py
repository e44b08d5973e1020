"""A page of every kind, from the embedded evidence, as it is and with hostile words in all its texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from counterpoise.panel.store import Store
from counterpoise.printable import Printable
from counterpoise.report.pages import Page
from counterpoise.settings import embedded_folder

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = (
    "<script>window.hacked=1</script><img src=http://127.0.0.1:9/x onerror=window.hacked=1>"
    "\"'><svg/onload=window.hacked=1>&{{7*7}}</title><style>@import url(http://127.0.0.1:9/y)</style>"
    "\u202e\x1b[31m\x00\u200b"
)
KEPT = frozenset({"id", "links", "draw", "status", "kind", "url", "states"})
"""What code chooses, and no file or name of others."""


def _store() -> Store:
    return Store((embedded_folder(),)).steady()


def brief() -> Page:
    from counterpoise.report.brief import brief as make

    return make(_store(), "VNM")


def compare() -> Page:
    from counterpoise.report.compare import compare as make

    return make(_store(), ["VNM", "TUV"])


def pair() -> Page:
    from counterpoise.report.pair import pair as make

    return make(_store(), "NRU", "AUS")


def products() -> Page:
    from counterpoise.report.products import products as make

    return make(_store(), "VNM")


def rank() -> Page:
    from counterpoise.report.rank import rank as make

    return make(_store(), "herfindahl", channel="imports", top=20)


def cutoff() -> Page:
    from counterpoise.report.cutoff import cutoff as make
    from counterpoise.report.cutting import Asked

    return make(_store(), "VNM", ["CHN"], Asked(horizons=("short",)))


def whatif() -> Page:
    from counterpoise.report.cutoff import whatif as make
    from counterpoise.scenarios import scenario_file

    scenario = scenario_file.read(EXAMPLES / "tariffs_and_retaliation.toml")
    return make(_store(), scenario, command="counterpoise whatif x.toml")


def outlook() -> Page:
    from counterpoise.report.outlook import outlook as make

    return make(_store(), "VNM", draws=200)


def rebalance() -> Page:
    from counterpoise.report.rebalance import rebalance as make
    from counterpoise.scenarios.rebalance.question import Rebalance

    return make(_store(), Rebalance(state="VNM", demands=["worst loss <= 30 %"]))


def check() -> Page:
    from counterpoise.report import check as pages
    from counterpoise.statements.checking.check import check as judge
    from counterpoise.statements.reading.reader import RoleReader

    text = "Viet Nam bought 80 % of its arms from Russia in 2019."
    found = RoleReader().read(text, stated=date(2020, 1, 1), subject="")
    checked = judge(_store(), found.statements)
    return pages.page(_store(), HOSTILE, checked, found=found)


KINDS: dict[str, Callable[[], Page]] = {
    made.__name__: made
    for made in (
        brief,
        compare,
        pair,
        products,
        rank,
        cutoff,
        whatif,
        outlook,
        rebalance,
        check,
    )
}


def hostile(thing: Any) -> Any:
    """Return a page with hostile words after every text of it, but for what code chooses."""
    if isinstance(thing, str):
        return thing + HOSTILE
    if isinstance(thing, tuple):
        return tuple(hostile(one) for one in thing)
    if isinstance(thing, Printable):
        changed = {
            one.name: hostile(getattr(thing, one.name))
            for one in fields(thing)
            if one.init and one.name not in KEPT and one.name != "made"
        }
        return replace(thing, **changed)
    return thing
