"""Who gives and who takes: today's mix and the one that keeps to the demands."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from counterpoise.measures.views import view
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Table
from counterpoise.report.sections.rebalancing.answer import priced
from counterpoise.scenarios.rebalance import today as channels_today
from counterpoise.scenarios.rebalance.plan import Plan
from counterpoise.scenarios.rebalance.setting import Setting
from counterpoise.scenarios.rebalance.today import OTHERS, Today
from counterpoise.schema import ALL_ITEMS

SHOWN: Final = 12
LEAST: Final = 5e-4
"""A tariff that is not shown."""
SAYS: Final = {1: "grows", -1: "falls", 0: "–"}


def section(found: Plan, note: int) -> Section:
    """Return the section on the mix."""
    setting = found.setting
    assert found.mix is not None
    parts: list[Table | Chart] = []
    start = 0
    for number, at in enumerate(setting.today):
        here = slice(start, start + len(at.partners))
        start = here.stop
        parts += [_chart(found, at, here, number, note), _table(found, at, here, number, note)]
    return Section(
        "mix",
        "Who gives and who takes",
        parts=(*parts, _standing(found, note)),
        caveats=(
            "The cheapest mix that keeps to the demands: partners that are not bound all grow or fall"
            " by one factor, for nothing tells which of them would be the better one.",
            f"{_capacity(setting)} Whom nobody names stays as it is, and whom the state does not use"
            " today stays unused.",
            *_unbounded(setting),
            *_unknown(setting),
            *_single(setting),
        ),
    )


def _capacity(setting: Setting) -> str:
    """Return what a partner can give at most; nothing bounds it where nothing tells of it."""
    if not any(channels_today.priced(at.name) for at in setting.today):
        return "What a partner could give more than today is not known here, and not bounded."
    if not np.isfinite(setting.question.capacity):
        return "What a partner can give is not bounded, as asked."
    return (
        "A partner can give at most what it gives today and"
        f" {100 * setting.question.capacity:g}\u00a0% of what it gives to all others."
    )


def _unbounded(setting: Setting) -> tuple[str, ...]:
    """Return of whom it is not known what it gives to others, where most are bounded by it."""
    if not any(channels_today.priced(at.name) for at in setting.today):
        return ()
    if not np.isfinite(setting.question.capacity):
        return ()
    free = [
        one
        for at, limits in zip(setting.today, setting.limits, strict=True)
        for one, limit in zip(at.partners, limits, strict=True)
        if one != OTHERS and not np.isfinite(limit)
    ]
    names = _first_names(list(dict.fromkeys(free)))
    return (
        (f"Of {names} it is not known what they give to others: nothing bounds them.",)
        if free
        else ()
    )


def _first_names(partners: list[str]) -> str:
    """Return the names of a few, and how many more there are."""
    shown = partners[:5]
    more = len(partners) - len(shown)
    return wording.listed([*map(_name, shown), *([f"{more} more"] if more else [])])


def _span(at: Today) -> str:
    return wording.span(at.channel.first, at.channel.year)


def _unknown(setting: Setting) -> tuple[str, ...]:
    """Return who may not grow since nothing tells how independent it is."""
    if not setting.independent or not setting.without_votes:
        return ()
    names = _first_names([one for one in setting.partners if one in setting.without_votes])
    return (
        f"Of {names} no votes are known that would tell how independent they are: they count as"
        " like nobody, as on the brief's page, and do not grow here.",
    )


def _single(setting: Setting) -> tuple[str, ...]:
    """Return what must be known of a plan for one product."""
    if not any(view(at.name).item != ALL_ITEMS for at in setting.today):
        return ()
    return (
        "The elasticities are those of all goods. Of one product another supplier is as good in the long"
        " run where it can be shipped, and as good as none where it comes by pipe: a file asks with others"
        " (`[elasticity]`).",
    )


def _chart(found: Plan, at: Today, here: slice, number: int, note: int) -> Chart:
    before, after = found.setting.free[here], found.mix.shares[here]  # type: ignore[union-attr]
    shown = largest(before, after)
    rows = tuple(
        {
            "partner": _name(at.partners[place]),
            "here": float(after[place]),
            "there": float(before[place]),
            "ends": ["In the mix", f"Today ({_span(at)})"],
        }
        for place in shown
    )
    return Chart(
        f"mix-{number + 1}",
        "dumbbell",
        f"{wording.started(_title(at))}: today and in the mix",
        f"Shares of {number_of(len(shown), 'partner')} today and in the mix that keeps to the demands.",
        rows,
        caption="Each partner's share; what the mix moves lies between the two dots.",
        notes=(note,),
    )


def _table(found: Plan, at: Today, here: slice, number: int, note: int) -> Table:
    assert found.mix is not None
    before, after = found.setting.free[here], found.mix.shares[here]
    assert found.wedges is not None
    assert found.certain is not None
    wedge, certain = found.wedges[here], found.certain[here]
    head = ["Partner", f"Share, {_span(at)}", "In the mix", "Change, points"]
    head += ["As a tariff of"] * priced(found.setting)
    rows: list[tuple[Cell, ...]] = []
    for place in largest(before, after):
        change = after[place] - before[place]
        cells: list[Cell] = [
            _name(at.partners[place]),
            wording.percent(float(before[place]), note=note),
            wording.percent(float(after[place]), note=note),
            wording.count(100 * float(change), note=note, digits=1),
        ]
        if priced(found.setting):
            named = at.partners[place] != OTHERS
            cells.append(_wedge(float(wedge[place]), note) if named else "–")
        rows.append((*cells, SAYS[int(certain[place])]))
    return Table(
        f"mix-table-{number + 1}",
        wording.started(_title(at)),
        (*head, "In 9 draws of 10"),
        tuple(rows),
        caption="The last column says who grows or falls whatever the elasticities, in nine draws of"
        " ten: such a move is right whichever of them holds.",
    )


def _standing(found: Plan, note: int) -> Table:
    """Return how concentrated the mix is beside today's."""
    setting = found.setting
    assert found.mix is not None
    assert found.worst_before is not None
    assert found.worst_after is not None
    both = (setting.free, found.mix.shares)
    effective = [1 / float(((setting.parts @ mix) ** 2).sum()) for mix in both]
    largest = [float((setting.parts @ mix).max()) for mix in both]
    rows: list[tuple[Cell, ...]] = [
        ("Largest partner", *(wording.percent(one, note=note) for one in largest)),
        (
            "Effective partners (1/HHI)",
            *(wording.count(one, note=note, digits=1) for one in effective),
        ),
    ]
    if priced(setting):
        rows.append(
            (
                "Worst single loss, a year on",
                *(
                    wording.percent(band.middle, note=note)
                    for band in (found.worst_before, found.worst_after)
                ),
            )
        )
    if setting.independent:
        near = setting.likeness[0]
        rows.append(
            (
                "Independent partners",
                *(wording.count(1 / float(mix @ near @ mix), note=note, digits=1) for mix in both),
            )
        )
    return Table("standing", "What the mix does", ("", "Today", "In the mix"), tuple(rows))


def _wedge(wedge: float, note: int) -> Cell:
    """Return a tariff in per cent; none of whom the mix leaves free; a ban of whom it leaves out."""
    if math.isinf(wedge):
        return "a ban"
    return "–" if wedge < LEAST else wording.change(100 * wedge, note=note, sign=False)


def largest(before: np.ndarray, after: np.ndarray) -> list[int]:
    """Return the largest today and those that change most, the largest first."""
    by_size, by_change = np.argsort(-before, kind="stable"), np.argsort(-np.abs(after - before))
    kept = dict.fromkeys([*by_size[: SHOWN - 4].tolist(), *by_change[:4].tolist()])
    return sorted(kept, key=lambda place: -before[place])


def _name(partner: str) -> str:
    return "Others, not named" if partner == OTHERS else states.name(partner)


def _title(at: Today) -> str:
    return f"{view(at.name).title}, {_span(at)}"
