"""A page that was asked for before, of the same evidence by the same code on the same day.

It is kept as JSON among the tables of the store's cache (`panel.world_tables`), whose names follow
from all that is held, the code and the rule of trust: once any of them changes, it is made anew.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from counterpoise import sources
from counterpoise.panel.store import Store
from counterpoise.report.dating import today
from counterpoise.report.pages import Page
from counterpoise.report.render.json import of_json, to_keep


def page(store: Store, question: object, make: Callable[[Store], Page]) -> Page:
    """Return the page on a question as it was made before, today, or make it.

    Parameters
    ----------
    store : Store
    question : str or tuple
        All that the page depends on, besides what is held.
    make : callable
        Given the store, makes it.
    """
    store = store.steady()
    if sources.ids() != sources.IDS:  # the cards of others may change without their evidence
        return make(store)
    made: list[Page] = []

    def told() -> pl.DataFrame:
        made.append(make(store))
        return pl.DataFrame({"page": [to_keep(made[0])]})

    damage = tuple(map(str, store.damaged()))  # of which a page tells
    kept = store.kept(("page", question, today(), damage), told)
    if made:
        return made[0]
    try:
        return of_json(kept.item())
    except (ValueError, KeyError, TypeError, AttributeError):  # forged: it is made anew
        return make(store)
