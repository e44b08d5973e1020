"""What it would cost to halve the worst single loss, in a line: for the brief and for comparisons."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.rebalancing.answer import cite, once_in, points, premium
from counterpoise.report.study import Study
from counterpoise.scenarios.rebalance.plan import Plan, elasticities, plan, worst_loss
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.setting import setting
from counterpoise.scenarios.rebalance.usual import usual

CHANNEL = "imports"


def halved(study: Study) -> Plan | None:
    """Return the cheapest mix of imports whose worst single loss is half of today's.

    None where too little is told of them, or no mix of today's partners can.
    """
    question = Rebalance(state=study.state, as_of=study.as_of)
    try:
        found = plan(setting(study.store, usual(study.store, question)))
    except CounterpoiseError:
        return None
    return found if found.mix is not None else None


def sentences(study: Study) -> tuple[Sentence, ...]:
    """Return in a line what standing on its own would take, and what it costs."""
    found = halved(study)
    if found is None:
        return ()
    note = _note(study, found)
    assert found.premium is not None
    assert found.break_even is not None
    at = found.setting
    told: list[Cell] = [
        f"To halve the worst loss of the worth of its {CHANNEL}, whoever stops (",
        wording.percent(worst_loss(at, at.free, elasticities(at)[1]), note=note, bar=False),
        f" as in {at.today[0].channel.year}), ",
        points(found.moved, note),
        " of them would have to come from others, at ",
        *premium(found.premium, note),
        " of their worth a year",
    ]
    if found.break_even.middle > 0:
        told.append(
            f"; that pays if such a loss is likelier than {once_in(found.break_even.middle)}"
        )
    return ((*told, "."),)


def compared(studies: list[Study]) -> Section:
    """Return states side by side: what each would move to halve its worst loss, and what it costs."""
    rows = [row for study in studies if (row := _row(study))]
    parts = (
        Table(
            "rebalance-compared",
            "",
            ("State", "Period", "Would move", "Premium a year", "5–95 %", "It pays from odds of"),
            tuple(rows),
            caption="The cheapest mix of imports whose worst single loss is half of today's; the premium is"
            " a part of the imports' worth. `counterpoise rebalance STATE` tells the mix, the whole"
            " frontier and who has moved as far.",
        ),
    )
    return Section("rebalance", "To halve the worst loss of imports", parts=parts if rows else ())


def _row(study: Study) -> tuple[Cell, ...] | None:
    found = halved(study)
    if found is None:
        return None
    note = _note(study, found)
    assert found.premium is not None
    assert found.break_even is not None
    cost, ends = premium(found.premium, note)
    odds = found.break_even.middle
    return (
        study.name,
        str(found.setting.today[0].channel.year),
        points(found.moved, note),
        cost,
        str(ends).strip(" ()"),
        once_in(odds) if odds > 0 else "–",
    )


def _note(study: Study, found: Plan) -> int:
    """Return the footnote of the imports that the mix starts from, with the command of the plan."""
    as_of = f" --as-of {study.as_of}" if study.as_of else ""
    return cite(study, found.setting, f"counterpoise rebalance {study.state}{as_of}")
