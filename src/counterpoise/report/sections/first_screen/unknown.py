"""What is not known of a state: channels that nothing tells of, those that are old or told in part."""

from __future__ import annotations

from typing import Final

from counterpoise.printable import whole_percent
from counterpoise.report import wording
from counterpoise.report.dating import today
from counterpoise.report.pages import Sentence
from counterpoise.report.sections.first_screen.leaders import NEARLY_ALL
from counterpoise.report.sections.state import cutoff
from counterpoise.report.sections.state.channels import (
    CHANNELS,
    SAME_PERIOD,
    VIEWS_OF,
    label,
    period,
    told_flows,
)
from counterpoise.report.study import Study

NAMED: Final = 3
"""Partners not covered that are named; the others are counted."""


def sentence(study: Study) -> Sentence:
    """Return what the lines above can't tell: no channel, an old one, a part; that all is told if so."""
    said = [*_not_told(study), *_old(study), *_in_part(study), *_partners(study)]
    if not said:
        return ("Every channel above is told of to nearly its whole, and of late.",)
    return (f"{wording.started('; '.join(said))}.",)


def _not_told(study: Study) -> list[str]:
    """Return the channels of which no share can be stated, by the reason why."""
    told = told_flows(study)
    nothing: list[str] = []
    thin: list[str] = []
    for name in CHANNELS:
        if name not in told:
            views = VIEWS_OF.get(name, (name,))
            held = any(study.flow(view) is not None for view in views)
            (thin if held else nothing).append(label(name).lower())
    said = []
    if nothing:
        said.append(f"{wording.listed(nothing)}: nothing held tells of {_them(nothing)}")
    if thin:
        said.append(f"{wording.listed(thin)}: too little is told for a share")
    return said


def _them(names: list[str]) -> str:
    return "them" if len(names) > 1 or names[0] in {"arms", "imports", "exports"} else "it"


def _old(study: Study) -> list[str]:
    """Return the channels whose last share is of long before the year that the page is of."""
    now = min(year for year in (int(today()[:4]), study.as_of, study.ended) if year)
    old = [
        f"{label(name).lower()} since {period(flow, year)}"
        for name, (flow, year) in told_flows(study).items()
        if year <= now - SAME_PERIOD
    ]
    return [wording.listed(old)] if old else []


def _in_part(study: Study) -> list[str]:
    """Return of which channels a part of the total has no partner in the evidence."""
    said = []
    for name, (flow, year) in told_flows(study).items():
        part = flow.completeness(year)
        if part is not None and part < NEARLY_ALL:
            said.append(
                f"{whole_percent(1 - part)} of {label(name).lower()} in {period(flow, year)}"
            )
    return [f"with whom {wording.listed(said)} passed"] if said else []


def _partners(study: Study) -> list[str]:
    """Return the partners whose loss has no price, since trade with them is not covered."""
    found = cutoff.cut(study)
    gap = found.baseline.report.partners_not_covered(study.state) if found else ()
    if found is None or not gap:
        return []
    size = dict(zip(found.baseline.states, found.baseline.gdp.tolist(), strict=True))
    ranked = sorted(gap, key=lambda one: -size.get(one, 0.0))
    named = [wording.place(other) for other in ranked[:NAMED]]
    more = [f"{len(gap) - NAMED} more"] if len(gap) > NAMED else []
    return [f"what losing {wording.listed([*named, *more])} would cost"]
