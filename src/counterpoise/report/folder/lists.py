"""The pages that lead to others or tell of all: states, rankings, comparisons, sources, methods."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from counterpoise.measures import MEASURES
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report.folder.around import Around
from counterpoise.report.folder.leaf import Leaf
from counterpoise.report.render.html import environment
from counterpoise.report.state_index import Entry, index
from counterpoise.settings import Enough

Group = tuple[str, Sequence[tuple[str, str]]]
INDEX: Final = "search.json"


def pages(around: Around, store: Store) -> dict[str, str]:
    """Return the pages by their addresses."""
    from counterpoise.report.verbs.tables import sources

    plan = around.plan
    return {
        "states": _listing(
            around, "states", "All states", "Every state that has a page here, by region.",
            _by_region(plan.of("state")),
        ),
        "rank": _listing(
            around, "rank", "Rankings", "All states in the order of a measure, each by its own last year.",
            [("", _links(plan.of("rank")))],
        ),
        "compare": _listing(
            around, "compare", "Side by side", "States beside each other, and pairs of them.",
            [("Several states", _links(plan.of("compare"))),
             ("Two states", _links(plan.of("pair")))],
        ),
        "sources": _filled(
            around, "sources.html", "sources", "Sources",
            "What can be read, what is held, and on which terms.", rows=sources(store).rows.to_dicts(),
        ),
        "methods": _filled(
            around, "methods.html", "methods", "Methods", "What each measure is, and whose it is.",
            enough=f"{100 * Enough.of_the_environment().named:.0f}\u00a0%",
            measures=sorted(MEASURES.values(), key=lambda one: one.title),
        ),
    }  # fmt: skip


def refused(around: Around, leaf: Leaf, told: dict[str, Any]) -> str:
    """Return the page that stands where one could not be made, and says why."""
    return _filled(around, "refusal.html", leaf.address, leaf.title, told["error"],
                   phrase=leaf.title, told=told)  # fmt: skip


def _listing(around: Around, address: str, title: str, said: str, groups: Sequence[Group]) -> str:
    return _filled(around, "listing.html", address, title, said,
                   groups=[one for one in groups if one[1]])  # fmt: skip


def _filled(around: Around, template: str, address: str, title: str, said: str, **told: Any) -> str:
    frame = around.frame(address, title, said)
    filled = environment().get_template(template)
    return filled.render(frame=frame, title=title, said=said, **told)


def _links(leaves: Sequence[Leaf]) -> list[tuple[str, str]]:
    return [(one.title, f"{one.address}.html") for one in leaves]


def _by_region(leaves: Sequence[Leaf]) -> list[Group]:
    """Return the states by region; those that are no more in a group of their own, the last."""
    entries = {one.id: one for one in index()}

    def region(leaf: Leaf) -> tuple[bool, str]:
        entry = entries[leaf.subjects[0]]
        gone = entry.last is not None
        return gone, "No more" if gone else entry.region or "Elsewhere"

    ordered = sorted(leaves, key=lambda one: (region(one), one.title))
    return [(name, _links(list(some))) for (_, name), some in groupby(ordered, region)]


def search_index(around: Around) -> str:
    """Return every state with all that it may be called, its page if it has one, and the pairs, as JSON."""
    there = {one.subjects[0]: f"{one.address}.html" for one in around.plan.of("state")}
    pairs = {" ".join(one.subjects): f"{one.address}.html" for one in around.plan.of("pair")}
    states = [_told(one, there.get(one.id)) for one in index()]
    told = {"states": states, "pairs": pairs}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _told(entry: Entry, page: str | None) -> dict[str, Any]:
    told = {"id": entry.id, "name": entry.name, "spellings": entry.spellings, "page": page}
    ended = registry.ended(entry.id)
    return {**told, "until": ended} if ended is not None else told


def sitemap(around: Around, addresses: Sequence[str], day: str) -> str:
    """Return the sitemap (sitemaps.org, 0.9): whole addresses, which it asks for."""
    from html import escape

    told = "".join(
        f"<url><loc>{escape(around.base + address)}</loc><lastmod>{day}</lastmod></url>\n"
        for address in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{told}</urlset>\n'
    )
