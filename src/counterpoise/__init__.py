"""How a state balances its outside partners: measured from public data.

Import it as ``cpo``. Every verb of the command line is a function here; names are loaded when they
are first used, so that importing the package costs nothing.

>>> import counterpoise as cpo
>>> page = cpo.brief("Viet Nam")
>>> page.title
'Viet Nam'

A store is opened where none is given (``cpo.brief(cpo.Store((folder,)), "VNM")``).
"""

from __future__ import annotations

from importlib import import_module
from types import FunctionType
from typing import Any, Final

_WHERE: Final = {
    "CounterpoiseError": "errors:CounterpoiseError",
    "Rebalance": "scenarios.rebalance.question:Rebalance",
    "Scenario": "scenarios.scenario:Scenario",
    "Store": "panel.store:Store",
    "add": "panel.build:add",
    "add_own": "panel.own_data:add",
    "baseline": "scenarios.baseline.world:build",
    "baseline_from": "scenarios.baseline.own_flows:baseline_from",
    "brief": "report.brief:brief",
    "check": "statements.checking.check:check",
    "codebook": "report.verbs:codebook",
    "compare": "report.compare:compare",
    "cutoff": "report.cutoff:cutoff",
    "indicator_rows": "panel.ask:indicator_rows",
    "matrix": "scenarios.cutoff.threats:matrix",
    "members": "reference.groups:members",
    "name": "reference.states:name",
    "outlook": "report.outlook:outlook",
    "pair": "report.pair:pair",
    "read_scenario": "scenarios.scenario_file:read",
    "read_statements": "statements.statement_file:read",
    "rebalance": "report.rebalance:rebalance",
    "resolve": "reference.states:resolve",
    "states": "reference.states:states",
    "table": "report.verbs:table",
    "whatif": "report.cutoff:whatif",
    "worst": "report.cutoff:worst",
}
"""Each name with the module and the name that it has there."""

__all__ = sorted([*_WHERE, "__version__", "measures"])


def __getattr__(name: str) -> Any:
    if name == "measures":
        return import_module("counterpoise.measures")
    if name == "__version__":
        return import_module("counterpoise.report.brief").version()
    if name in _WHERE:
        module, _, there = _WHERE[name].partition(":")
        found = getattr(import_module(f"counterpoise.{module}"), there)
        if isinstance(found, FunctionType):
            found = import_module("counterpoise.report.verbs").stored(found)
            found = import_module("counterpoise.faults").guarded(found)
        globals()[name] = found  # the next time it is found without asking
        return found
    raise AttributeError(f"module 'counterpoise' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
