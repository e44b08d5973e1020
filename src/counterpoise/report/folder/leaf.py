"""One page of the folder: its address, the question that it answers, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report import wording
from counterpoise.report.home import RANKINGS, Ranking, home
from counterpoise.report.pages import Page
from counterpoise.report.question import Question

Kind = Literal["home", "state", "pair", "rank", "compare"]


@dataclass(frozen=True)
class Leaf:
    """A page of the folder, before it is made.

    Parameters
    ----------
    kind : str
        What it is.
    subjects : tuple of str
        The ids of its states, or the measure by which all are ranked.
    address : str
        Where it lies under the folder, without an ending.
    title : str
        What a link to it says.
    options : mapping
        What else is asked, as the function of its kind takes it.
    """

    kind: Kind
    subjects: tuple[str, ...]
    address: str
    title: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def question(self) -> Question:
        """The command that asks the same."""
        if self.kind == "home":
            return Question("site", ("FOLDER",))
        return Question("brief" if self.kind == "state" else self.kind, self.subjects, self.options)

    def page(self, store: Store, rankings: dict[str, Page]) -> Page:
        """Return the page, made by what makes it for the command line.

        `rankings` holds the pages of `RANKINGS` that were made already, by their ids; it is added to.
        """
        return replace(self._made(store, rankings), question=self.question.command)

    def _made(self, store: Store, rankings: dict[str, Page]) -> Page:
        if self.kind == "home":
            return home(store, lambda ranking: _ranked(ranking, store, rankings))
        if self.kind == "rank":
            return _ranked(self._ranking(), store, rankings)
        if self.kind == "pair":
            from counterpoise.report.pair import pair

            return pair(store, *self.subjects)
        if self.kind == "compare":
            from counterpoise.report.compare import compare

            return compare(store, self.subjects)
        from counterpoise.report.brief import brief

        return brief(store, *self.subjects)

    def _ranking(self) -> Ranking:
        """Return the ranking that it is the page of."""
        (measure,) = self.subjects
        return Ranking(self.address, self.title, self.title, measure, self.options)


def _ranked(ranking: Ranking, store: Store, rankings: dict[str, Page]) -> Page:
    """Return the page of a ranking, made once for the first page and for its own."""
    asked = ranking.question.command
    if asked not in rankings:
        rankings[asked] = ranking.page(store)
    return rankings[asked]


def of_state(state: str) -> Leaf:
    """Return the leaf of the brief on a state."""
    return Leaf("state", (state,), f"state/{state}", registry.name(state))


def of_pair(state: str, partner: str) -> Leaf:
    """Return the leaf of two states."""
    title = f"{registry.name(state)} and {registry.name(partner)}"
    return Leaf("pair", (state, partner), f"pair/{state}/{partner}", title)


def of_ranking(ranking: Ranking) -> Leaf:
    """Return the leaf of all states in the order of a measure."""
    stem = "-".join((ranking.measure, *ranking.options.values())).lower()
    return Leaf("rank", (ranking.measure,), f"rank/{stem}", ranking.title, dict(ranking.options))


def of_several(states: tuple[str, ...], name: str, title: str) -> Leaf:
    """Return the leaf of states side by side."""
    return Leaf("compare", states, f"compare/{name}", title)


HOME = Leaf("home", (), "index", "All states")
MORE = (
    Ranking("herfindahl", "Concentration of imports", "Imports", "herfindahl", {"channel": "imports"}),
    Ranking("exports", "Concentration of exports", "Exports", "herfindahl", {"channel": "exports"}),
    Ranking("buyer", "Dependence on the first buyer", "First buyer", "shares", {"channel": "exports"}),
    Ranking("arms", "Dependence on the first supplier of arms", "Arms", "shares", {"channel": "arms"}),
    Ranking("votes", "Votes with the United States", "Votes", "alignment", {"partner": "USA"}),
    Ranking("ideal", "Ideal points in votes", "Ideal points", "ideal_points"),
)  # fmt: skip
"""What states are ranked by beside what the first page is shaded by."""
ALL_RANKINGS = (*RANKINGS, *MORE)


def names_listed(states: tuple[str, ...]) -> str:
    """Return states as a title says them."""
    return wording.listed([registry.name(state) for state in states])
