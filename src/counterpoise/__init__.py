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

import sys
from importlib import import_module
from types import FunctionType, ModuleType
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
    "check": "report.verbs.pages:check",
    "codebook": "report.verbs.tables:codebook",
    "compare": "report.verbs.pages:compare",
    "cutoff": "report.verbs.pages:cutoff",
    "indicator_rows": "panel.ask:indicator_rows",
    "matrix": "report.verbs.tables:matrix",
    "members": "report.verbs.names:members",
    "name": "report.verbs.names:name",
    "outlook": "report.verbs.pages:outlook",
    "pair": "report.pair:pair",
    "products": "report.products:products",
    "rank": "report.verbs.pages:rank",
    "read_scenario": "scenarios.scenario_file:read",
    "read_statements": "statements.statement_file:read",
    "rebalance": "report.verbs.pages:rebalance",
    "resolve": "reference.states:resolve",
    "states": "report.verbs.tables:states",
    "table": "report.verbs.tables:table",
    "whatif": "report.verbs.pages:whatif",
    "worst": "report.cutoff:worst",
}
"""Each name with the module and the name that it has there."""

__all__ = sorted([*_WHERE, "__version__", "measures", "sources"])


def __getattr__(name: str) -> Any:
    if name in ("measures", "sources"):
        return import_module(f"counterpoise.{name}")
    if name == "__version__":
        return import_module("counterpoise.report.brief").version()
    if name in _WHERE:
        globals()[name] = found = _found(
            _WHERE[name], name
        )  # the next time it is found without asking
        return found
    raise AttributeError(f"module 'counterpoise' has no attribute {name!r}")


def _found(where: str, name: str) -> Any:
    """Return what stands at a place; a function opens a store where none is given."""
    module, _, there = where.partition(":")
    found = getattr(import_module(f"counterpoise.{module}"), there)
    if isinstance(found, FunctionType):
        found = import_module("counterpoise.report.verbs.spoken").stored(found)
        found = import_module("counterpoise.report.verbs.called").rightly(found, name)
        found = import_module("counterpoise.faults").guarded(found)
    return found


class _Sources(ModuleType):
    """The package of the sources, which tells what is held when it is called: ``cpo.sources()``."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _found("report.verbs.tables:sources", "sources")(*args, **kwargs)


class _Front(ModuleType):
    """The package itself, in which ``sources`` is a package and a verb."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "sources" and isinstance(value, ModuleType):  # set by whoever imports it
            value.__class__ = _Sources
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front


def __dir__() -> list[str]:
    return list(__all__)
