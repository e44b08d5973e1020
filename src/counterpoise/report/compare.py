"""Several states side by side, channel by channel: the same measures, the same choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from counterpoise.errors import UsageError
from counterpoise.measures.views import view
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.reference import states as registry
from counterpoise.report import set_aside, wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.making import choices, version
from counterpoise.report.pages import NOT_COVERED, Cell, Chart, Page, Section, Sentence, Table
from counterpoise.report.rival_ties import require_rivals
from counterpoise.report.sections.comparison import ordered, with_partner
from counterpoise.report.sections.first_screen.leaders import NEARLY_ALL, rests_on
from counterpoise.report.sections.rebalancing import halved
from counterpoise.report.sections.state import channels, hedging
from counterpoise.report.sections.state.effective import effective_partners, herfindahl
from counterpoise.report.study import Flow, Study

_Told = tuple[Study, Flow, int]
"""A state, and a channel's flow with its last year that can be told."""

TOLD_OF: Final = "Told of its total"
"""The column of how much of a state's own total is told, where that is not nearly all of it."""
MOST_LINES = 8
"""States of which lines can be told apart in one chart; of more there are the tables."""
MOST_NAMED: Final = 6
"""States not covered that a caption names; of the others it says how many."""


def compare(
    store: Store,
    states: Sequence[str],
    *,
    as_of: int | None = None,
    blocs: Sequence[str] = (),
    rivals: Sequence[str] = (),
    partner: str = "",
    sort: str = "",
) -> Page:
    """Return the page that puts states side by side.

    Parameters
    ----------
    store, as_of, blocs, rivals
        As `brief.brief` takes them.
    states : sequence of str
        Two or more, by id, name or code; each is told of its own last year that enough is known of.
    partner : str
        Whose part in each channel, trade over GDP and cut-off is told of every state; "" for nobody's.
    sort : str
        The column by which tables that have it are sorted, such as "HHI" or "Its share"; "" for the
        order of the states.

    Raises
    ------
    UsageError
        If fewer than two, or twice the same state are named, or no table has the column.
    UnknownNameError
        If one is no state.
    """
    states = [registry.state(state) for state in states]
    beside = registry.state(partner) if partner else ""
    if not 2 <= len(set(states)) == len(states):
        raise UsageError(
            f"A comparison must have two or more different states, not {', '.join(states)}.",
            attempt="counterpoise compare VNM IDN KAZ",
        )
    require_rivals(rivals)
    store = store.steady()
    ledger = Ledger()
    studies = [
        Study(store, state, as_of, tuple(blocs), tuple(rivals), ledger, beside=tuple(states))
        for state in states
    ]
    told = {study.state: channels.told_flows(study) for study in studies}
    sections: list[Section] = []
    if beside:
        sections.append(with_partner.section(studies, told, beside))
    shown = [name for name in channels.names() if name in channels.CHANNELS or _anyone(name, told)]
    sections += [_section(name, studies, told) for name in shown]
    rest = (halved.compared(studies), hedging.compared(studies))
    sections += [section for section in rest if section.parts or section.lead]
    if sort:
        sections = list(ordered.ordered(sections, sort))
    return Page(
        kind="compare",
        states=tuple(states),
        title=_title(studies),
        subtitle="Their outside partners side by side"
        + (f", and {registry.name(beside)}" if beside else ""),
        answer=(*set_aside.sentences(store), *_answer(studies, told)),
        choices=choices(as_of, blocs),
        sections=tuple(sections),
        notes=tuple(ledger.notes),
        sources=ledger.cards(),
        version=version(),
        as_of=as_of,
    )


def _title(studies: Sequence[Study]) -> str:
    """Return the states by name, or how many they are."""
    if len(studies) > MOST_LINES:
        return number_of(len(studies), "state")
    return wording.listed([study.name for study in studies])


def _anyone(name: str, told: Mapping[str, Mapping[str, tuple[Flow, int]]]) -> bool:
    return any(name in flows for flows in told.values())


def _answer(
    studies: list[Study], told: dict[str, dict[str, tuple[Flow, int]]]
) -> tuple[Sentence, ...]:
    """Return, for each channel that all or several share, who is most and least dependent on one."""
    sentences: list[Sentence] = []
    for name in channels.names():
        by_view: dict[str, list[_Told]] = {}
        for study in studies:
            if name in told[study.state]:
                flow, year = told[study.state][name]
                by_view.setdefault(flow.view.name, []).append((study, flow, year))
        sentences += filter(None, (_most_and_least(name, known) for known in by_view.values()))
    return tuple(sentences)


def _most_and_least(name: str, known: list[_Told]) -> Sentence:
    """Return who leans most and least on one partner, of those known of the latest period by one view."""
    latest = max(year for _, _, year in known)
    known = [one for one in known if one[2] > latest - channels.SAME_PERIOD]
    if len(known) < 2:
        return ()
    kind = channels.KINDS.get(known[0][1].view.name)
    begun = f"{channels.label(name)}{f' ({kind})' if kind else ''}{_when(known)}: "
    ranked = sorted(known, key=lambda one: channels.leader(one[1], one[2])[1])
    most, least = (_leaning(*one) for one in (ranked[-1], ranked[0]))
    if most[1] == least[1]:  # as printed: nobody leans more than another
        alike = wording.listed([wording.place(one[0].state) for one in ranked])
        return (f"{begun}{alike} lean alike on one partner (", *most, " and ", *least, ").")
    return (
        f"{begun}{wording.place(ranked[-1][0].state)} leans most on one partner (",
        *most,
        f"), {wording.place(ranked[0][0].state)} least (",
        *least,
        ").",
    )


def _when(known: list[_Told]) -> str:
    """Return the period, if all states are known for the same one."""
    periods = {channels.period(flow, year) for _, flow, year in known}
    return f", {periods.pop()}" if len(periods) == 1 else ""


def _leaning(study: Study, flow: Flow, year: int) -> Sentence:
    """Return on whom a state leans in a channel, and with how much of it."""
    partner, share = channels.leader(flow, year)
    note = channels.cite(study, flow, year)
    return (
        f"{wording.place(partner)}, ",
        wording.percent(share, note=note, bar=False),
        f" in {channels.period(flow, year)}{rests_on(flow, year)}",
    )


def _section(
    name: str, studies: list[Study], told: dict[str, dict[str, tuple[Flow, int]]]
) -> Section:
    rows: list[tuple[Cell, ...]] = []
    series = []
    lost = channels.losses({state: flows[name] for state, flows in told.items() if name in flows})
    held = [flows[name] for flows in told.values() if name in flows]
    several = name in channels.VIEWS_OF
    partly = any((flow.completeness(year) or 1.0) < NEARLY_ALL for flow, year in held)

    def row(first: Cell, kind: Cell, *figures: Cell, part: Cell) -> tuple[Cell, ...]:
        return (first, *((kind,) if several else ()), *figures, *((part,) if partly else ()))

    for study in studies:
        if name not in told[study.state]:
            nothing = channels.nothing(study, name)
            rows.append(row(study.name, "–", "–", "–", *(nothing,) * 4, "–", part="–"))
            continue
        flow, year = told[study.state][name]
        first, *figures = _row(study, flow, year, lost[study.state])
        kind, part = channels.KINDS.get(flow.view.name, ""), _told_of(study, flow, year)
        rows.append(row(first, kind, *figures, part=part))
        line = f"{study.name}, {kind}" if several else study.name
        by_year = dict(
            flow.concentration.filter(pl.col("hill_2").is_not_null())
            .select("year", "hill_2")
            .rows()
        )
        series += [
            {"series": line, "id": study.state, "year": each, "value": by_year.get(each),
             "axis": "Effective partners", "format": ".0f", "base": 1}
            for each in range(min(by_year), max(by_year) + 1)
        ]  # fmt: skip
    parts: list[Table | Chart] = [
        Table(
            f"{name}-compared",
            "",
            (
                "State", *([ordered.KIND] if several else []), "Period", "Largest partner", "Its share",
                "Effective partners", "HHI", "Left without it", "Next", *([TOLD_OF] if partly else []),

            ),
            tuple(rows),
            caption=" ".join(filter(None, (_years_differ(name, told), _lacking(name, studies, told)))),
        )
    ]  # fmt: skip
    if len(studies) <= MOST_LINES and len({row["year"] for row in series}) > 4:
        parts.append(
            Chart(
                f"{name}-effective", "lines", "How many partners they really have",
                f"Effective number of partners in {channels.label(name).lower()} by state and year.",
                tuple(series),
                caption="As many equal partners as would be as concentrated (1/HHI).",
            )
        )  # fmt: skip
    return Section(name, channels.label(name), parts=tuple(parts))


def _years_differ(name: str, told: Mapping[str, Mapping[str, tuple[Flow, int]]]) -> str:
    """Return what a reader must know who compares figures of different years or sources."""
    held = [flows[name] for flows in told.values() if name in flows]
    years = {year for _, year in held}
    sources = {flow.evidence_of(year).holding.card.title for flow, year in held}
    said = []
    if len(years) > 1:
        said.append(
            "Each state is told for the last year that enough is known of; the years differ."
        )
    if len(sources) > 1:
        said.append(f"Sources: {wording.listed(sorted(sources))}.")
    return " ".join(said)


def _lacking(
    name: str, studies: Sequence[Study], told: Mapping[str, Mapping[str, tuple[Flow, int]]]
) -> str:
    """Return which states are not covered, and by what; "" if all are, or nothing is held at all."""
    silent = [
        wording.place(study.state)
        for study in studies
        if name not in told[study.state] and channels.nothing(study, name).status == NOT_COVERED
    ]
    first, *_ = channels.VIEWS_OF.get(name, (name,))
    evidence = studies[0].evidence(view(first).indicator)
    if not silent or evidence is None:
        return ""
    more = [f"{len(silent) - MOST_NAMED} more"] if len(silent) > MOST_NAMED else []
    return (
        f"{wording.started(evidence.holding.lacks(wording.listed([*silent[:MOST_NAMED], *more])))}."
    )


def _told_of(study: Study, flow: Flow, year: int) -> Cell:
    """Return how much of the state's own total is told, where that is known."""
    part = flow.completeness(year)
    if part is None:
        return "–"
    return wording.percent(part, note=channels.cite(study, flow, year), bar=False)


def _row(study: Study, flow: Flow, year: int, loss: Mapping[str, Any]) -> tuple[Cell, ...]:
    note = channels.cite(study, flow, year)
    found = flow.summary(year)
    partner, share = channels.leader(flow, year)
    return (
        study.name,
        channels.period(flow, year),
        registry.name(partner),
        wording.percent(share, note=note),
        effective_partners(found, note),
        herfindahl(found, note),
        wording.percent(loss["share_left"], note=note),
        registry.name(loss["next_partner"]) if loss["next_partner"] else "–",
    )
