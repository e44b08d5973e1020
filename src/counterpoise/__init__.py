"""How a state balances its outside partners: measured from public data.

Import it as ``cpo``. Every verb of the command line is a function here; names are loaded when they
are first used, so that importing the package costs nothing.

>>> import counterpoise as cpo
>>> store = cpo.Store.open()
>>> page = cpo.brief(store, cpo.resolve("Viet Nam"))
>>> page.title
'Viet Nam'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

_WHERE: Final = {
    "CounterpoiseError": "errors",
    "Store": "panel.store",
    "add": "panel.build",
    "brief": "report.brief",
    "compare": "report.compare",
    "indicator_rows": "panel.query",
    "members": "reference.groups",
    "name": "reference.states",
    "resolve": "reference.states",
    "states": "reference.states",
}

__all__ = sorted([*_WHERE, "measures"])


def __getattr__(name: str) -> Any:
    if name == "measures":
        return import_module("counterpoise.measures")
    if name in _WHERE:
        return getattr(import_module(f"counterpoise.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'counterpoise' has no attribute {name!r}")
