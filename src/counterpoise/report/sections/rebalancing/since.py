"""What came after the year that a plan is as of: in hindsight, and marked so."""

from __future__ import annotations

from counterpoise.errors import EvidenceError
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Table
from counterpoise.report.sections.rebalancing.mix import largest
from counterpoise.report.study import Study
from counterpoise.scenarios.rebalance import today as channels_today
from counterpoise.scenarios.rebalance.plan import Plan
from counterpoise.scenarios.rebalance.today import OTHERS, Today


def section(study: Study, found: Plan, note: int, command: str) -> Section | None:
    """Return what the state's mix has come to since; None without later years, or of several channels.

    `note` is the footnote of the rows that the plan starts from.
    """
    if len(found.setting.today) > 1 or found.mix is None or study.as_of is None:
        return None
    at = found.setting.today[0]
    try:
        later = channels_today.today(study.store, study.state, at.name)
    except EvidenceError:
        return None
    if later.channel.year <= at.channel.year:
        return None
    piece = later.channel.piece
    assert piece is not None, "a channel with shares is answered"
    then, now = (wording.span(one.channel.first, one.channel.year) for one in (at, later))
    later_note = study.ledger.note(
        piece.holding, f"{at.name} of {study.name}, {now}", len(later.channel.parts), command
    )
    rows: list[tuple[Cell, ...]] = []
    for place in largest(found.setting.free, found.mix.shares):
        partner = at.partners[place]
        if partner != OTHERS:
            rows.append(
                (
                    states.name(partner),
                    wording.percent(float(at.shares[place]), note=note),
                    wording.percent(float(found.mix.shares[place]), note=note),
                    wording.percent(_share(later, study.state, partner), note=later_note),
                )
            )
    first = at.partners[int(at.shares.argmax())]
    lead = (
        f"In hindsight: {wording.place(first)}, with ",
        wording.percent(float(at.shares.max()), note=note, bar=False),
        f" in {then}, had ",
        wording.percent(_share(later, study.state, first), note=later_note, bar=False),
        f" in {now}.",
    )
    return Section(
        "since",
        f"What it did by {later.channel.year}",
        lead=(lead,),
        parts=(
            Table(
                "since-table",
                "Then, in the mix, and since",
                ("Partner", then, "In the mix", now),
                tuple(rows),
                caption=f"Nothing of the years after {study.as_of} is in the rest of the page.",
            ),
        ),
        caveats=("That shares moved does not say that they were moved by plan, or at this cost.",),
        short="Since",
    )


def _share(at: Today, state: str, partner: str) -> float | None:
    """Return a partner's part: 0 where it is covered and nothing passed, None where nobody tells."""
    if partner in at.partners:
        return float(at.shares[at.partners.index(partner)])
    piece = at.channel.piece
    told = piece is not None and at.channel.year in piece.years_covered(state, partner)
    return 0.0 if told else None
