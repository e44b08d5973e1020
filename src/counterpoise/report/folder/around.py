"""What stands around a page of the folder: links that hold from a disk as from any server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from counterpoise.reference import states as registry
from counterpoise.report.folder.changes import FEED
from counterpoise.report.folder.leaf import Leaf
from counterpoise.report.folder.plan import Plan
from counterpoise.report.pages import Number, Page, Sentence
from counterpoise.report.render import Frame

LINKS: Final = (
    ("States", "states"), ("Compare", "compare"), ("Rank", "rank"), ("Sources", "sources"),
    ("Methods", "methods"),
)  # fmt: skip
DESCRIBED: Final = 300
"""Letters of a page's description."""


@dataclass(frozen=True)
class Around:
    """What all pages of a folder lead to.

    Parameters
    ----------
    plan : Plan
        Which pages there are.
    base : str
        The address of the folder on the web, ending in "/"; "" where it has none, or nobody said.
    """

    plan: Plan
    base: str = ""

    def frame(self, address: str, title: str, said: str, leaf: Leaf | None = None) -> Frame:
        """Return what stands around the page at an address; `said` describes it in a line."""
        root = "../" * address.count("/")
        stem = address.rpartition("/")[2]
        own = f"{self.base}{address}.html" if self.base else ""
        return Frame(
            root=root,
            ending=".html",
            links=LINKS,
            search="states",
            scripts=("site.js",),
            forms=(("JSON", f"{stem}.json"), ("CSV", f"{stem}.csv")) if leaf else (),
            related=self._related(leaf, root) if leaf else (),
            meta=(("description", said), *(_social(title, said, own) if own else ())),
            canonical=own,
            of_name=self._of_name(leaf, root),
            feed=f"{root}{FEED}",
        )

    def _of_name(self, leaf: Leaf | None, root: str) -> Callable[[str], str]:
        """Return what gives the page that a state's name in a table leads to.

        On a page of one state that is the page of both, where there is one.
        """

        def address(words: str) -> str:
            there = self.plan.states.get(words)
            one = leaf.subjects[0] if leaf and leaf.kind == "state" else ""
            both = self.plan.pairs.get(frozenset((one, _ids().get(words, "")))) if one else None
            chosen = both or there
            return f"{root}{chosen.address}.html" if chosen and chosen != leaf else ""

        return address

    def _related(self, leaf: Leaf, root: str) -> tuple[tuple[str, str], ...]:
        """Return the pages on the same states."""
        if leaf.kind == "home":
            near = [*self.plan.of("rank"), *self.plan.of("compare")]
        else:
            near = [
                one
                for one in self.plan.leaves
                if one != leaf
                and one.kind in {"state", "pair", "compare"}
                and leaf.kind in {"state", "pair", "compare"}
                and set(one.subjects) & set(leaf.subjects)
                and (one.kind != "pair" or leaf.kind != "compare")
            ]
        return tuple((one.title, f"{root}{one.address}.html") for one in near)


@cache
def _ids() -> dict[str, str]:
    """Return the id of each state by its name."""
    return {registry.name(one): one for one in registry.ids()}


def _social(title: str, said: str, own: str) -> tuple[tuple[str, str], ...]:
    """Return what a link to the page shows where it is shared (the Open Graph protocol)."""
    return (
        ("og:title", title), ("og:description", said), ("og:type", "article"), ("og:url", own),
        ("og:site_name", "Counterpoise"), ("twitter:card", "summary"),
    )  # fmt: skip


def described(page: Page) -> str:
    """Return a page's first sentences as its description."""
    words = " ".join(map(_plain, page.answer)) or page.subtitle
    return words if len(words) <= DESCRIBED else words[: DESCRIBED - 1].rpartition(" ")[0] + "…"


def _plain(sentence: Sentence) -> str:
    return "".join(cell.text if isinstance(cell, Number) else cell for cell in sentence)
