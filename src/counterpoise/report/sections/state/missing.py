"""What a section says when its evidence is not at hand: what is missing, and how to bring it."""

from __future__ import annotations

from counterpoise.panel.candidates import able_sources
from counterpoise.report import wording
from counterpoise.report.pages import Section
from counterpoise.report.study import Study


def not_held(study: Study, id: str, title: str, indicator: str, side: str) -> Section:
    """Return a section that says why there is nothing, and the command that would change it."""
    evidence = study.evidence(indicator)
    source = able_sources(indicator)[0]
    cure = f"To add it: counterpoise add {source} FILE"
    if evidence is None:
        return Section(id, title, lead=((f"No evidence is held. {cure}",),))
    held = evidence.holding
    spans = evidence.spans(study.state, side=side)
    if not spans:
        lacks = wording.started(held.lacks(study.place))
        until = f" up to {study.as_of}" if study.as_of else ""
        unknown = "" if held.excerpt else f"{until}: nothing is known here, which is not zero"
        return Section(id, title, lead=((f"{lacks}{unknown}.",),))
    years = ", ".join(f"{first}–{last}" for first, last in spans)
    return Section(
        id,
        title,
        lead=((f"{held.card.title} covers {study.place} in {years} and records nothing.",),),
    )
