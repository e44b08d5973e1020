"""How old a channel's figures are, and the command that makes them newer: the foot of a section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counterpoise import sources
from counterpoise.panel.candidates import able_sources
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.dating import today
from counterpoise.report.pages import Section
from counterpoise.report.sections.state.channels import own_names, section_of, told_flows
from counterpoise.report.study import Flow, Study

SECTIONS: Final = {
    "arms": ("arms",),
    "trade": ("imports", "exports"),
    "energy": ("energy",),
    "materials": ("materials",),
    "technology": ("technology",),
    "aid": ("aid",),
    "investment": ("investment", "investment-flow"),
}
"""The views that a section tells of, by its id."""


def footed(study: Study, made: Section) -> Section:
    """Return a section with its foot; as it is where it is no channel's, or a year is asked for.

    Whoever computes as of an earlier year does not want newer figures.
    """
    names = SECTIONS.get(made.id) or tuple(
        name for name in own_names() if made.id == section_of(name)
    )
    asked = (study.flow(name) for name in names)
    flows = [flow for flow in asked if flow]
    if study.as_of is not None or not flows:
        return made
    told = [_told(study, flow) for flow in _of_several_sources(flows)]
    return replace(made, foot=f"{' '.join(told)} {_newer(study, flows)}")


def _of_several_sources(flows: Sequence[Flow]) -> list[Flow]:
    """Return the flows that end in different years or sources; of equals, the first."""
    ends = {(flow.last, flow.evidence.holding.source): flow for flow in reversed(flows)}
    return list(reversed(ends.values()))


def _told(study: Study, flow: Flow) -> str:
    """Return to which year a flow is told, by which release, and how long ago that was."""
    last = next((year for told, year in told_flows(study).values() if told is flow), flow.last)
    held = flow.evidence_of(last).holding
    later = f"; figures to {flow.last} state no shares" if flow.last > last else ""
    return (
        f"{wording.started(flow.view.title)}: told to {last}, {_ago(last)}, by {held.card.title}"
        f" ({held.vintage}){later}."
    )


def _ago(last: int) -> str:
    years = int(today()[:4]) - last
    if years <= 0:
        return "this year"
    return "last year" if years == 1 else f"{number_of(years, 'year')} ago"


def _newer(study: Study, flows: Sequence[Flow]) -> str:
    """Return the command that brings newer figures, or where a person finds them.

    A source that is held and ends before has nothing newer to give.
    """
    last = max(flow.last for flow in flows)
    able = list(dict.fromkeys(name for flow in flows for name in able_sources(flow.view.indicator)))
    cards = {name: sources.module(name).SOURCE for name in able}
    fetched = [name for name in able if cards[name].requests and not _ended(study, name, last)]
    if fetched:
        named = any(request.named for name in fetched for request in cards[name].requests)
        states = f" --states {study.state}" if named else ""
        return f"To look for newer: `counterpoise refresh --only {','.join(fetched)}{states}`"
    card = flows[0].evidence.holding.card
    where = f"newer files are at {card.url}, then: " if card.url else "to bring newer: "
    file = "CARD.toml" if card.id in sources.own() else f"{card.id} FILE"
    return wording.started(f"{where}`counterpoise add {file}`")


def _ended(study: Study, source: str, last: int) -> bool:
    """Return whether what is held of a source ends before a year."""
    held = study.store.releases(source)
    return bool(held) and max(release.years[1] for release in held) < last
