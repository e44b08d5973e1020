"""With whom it has come to blows, who counts as a rival, and which pacts and agreements bind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from counterpoise import schema
from counterpoise.panel import coverage
from counterpoise.panel.evidence import Evidence
from counterpoise.reference import states
from counterpoise.reference.names_then import name_then
from counterpoise.report import wording
from counterpoise.report.charts.dispute_years import LEVELS
from counterpoise.report.pages import NOT_COVERED, Cell, Chart, Number, Section, Sentence, Table
from counterpoise.report.sections.state.agreements import agreements
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.sections.state.pacts import cite, pacts, partners
from counterpoise.report.study import Study, years_of

SINCE = 1946
NAMED: Final = 3
"""Opponents of the latest year who are named."""
OPPONENTS_SHOWN = 8


def section(study: Study) -> Section:
    """Return the section on disputes, wars, rivalries and pacts."""
    title = "Disputes, rivals, pacts and agreements"
    hostility = study.evidence("dispute_hostility")
    spans = _since(hostility.spans(study.state, side="origin")) if hostility else []
    if hostility is None or not spans:
        missing = not_held(study, "disputes", title, "dispute_hostility", "origin")
        tables, told_of_pacts = _bound(study)
        return replace(missing, lead=(*missing.lead, *told_of_pacts), parts=tuple(tables))
    disputes = partners(study, hostility).filter(pl.col("year") >= SINCE)
    tables, told_of_pacts = ([], []) if study.short and disputes.height else _bound(study)
    rivalry = study.evidence("rivalry")
    rivals = partners(study, rivalry) if rivalry else disputes.clear()
    parts: list[Table | Chart] = []
    if disputes.height:
        parts += [
            _chart(study, hostility, disputes, rivalry, rivals),
            *(() if study.short else (_table(study, hostility, disputes, rivalry, rivals),)),
        ]
    lead = (
        _finding(study, hostility, disputes, spans),
        _last_war(study),
        _rivals(study, rivalry, rivals),
        *told_of_pacts,
    )
    return Section(
        "disputes",
        title,
        lead=tuple(sentence for sentence in lead if any(sentence)),
        parts=(*parts, *tables),
        caveats=hostility.holding.card.caveats,
    )


def _bound(study: Study) -> tuple[list[Table], list[Sentence]]:
    """Return the pacts and the agreements that bind the state."""
    tables, told = pacts(study)
    agreed, more = agreements(study)
    return [*tables, *agreed], [*told, *more]


def _since(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of years from `SINCE` on."""
    return [(max(first, SINCE), last) for first, last in spans if last >= SINCE]


def _finding(
    study: Study, evidence: Evidence, disputes: pl.DataFrame, spans: list[tuple[int, int]]
) -> Sentence:
    years = wording.spans(spans)
    if disputes.is_empty():
        return (f"No militarised dispute of {study.place} is recorded in {years}.",)
    last = int(disputes["year"].max())  # type: ignore[arg-type]
    latest = disputes.filter(year=last).sort("value", "partner", descending=[True, False])
    names = [wording.place(one, last) for one in latest["partner"]]
    many = len(names) - NAMED
    whom = wording.listed([*names[:NAMED], f"{many} more"] if many > 0 else names)
    gravest = _level(latest["value"][0])
    opponents = disputes["partner"].n_unique()
    note = cite(study, evidence, disputes, spans[-1][1])
    return (
        f"In {years}, ",
        wording.count(opponents, note=note, unit="states"),
        f" {'state' if opponents == 1 else 'states'} had militarised disputes with {study.place};"
        f" the latest recorded {'were' if len(names) > 1 else 'was'} with {whom} in {last}"
        f" ({'the gravest: ' if len(names) > 1 else ''}{gravest}).",
    )


def _level(hostility: float) -> str:
    return LEVELS[max(int(hostility), 2) - 2]


def _last_war(study: Study) -> Sentence:
    """Return the last war on the list of wars between states, and where that list ends."""
    evidence = study.evidence("war")
    if evidence is None:
        return ("No list of wars between states is held: which of these were wars is not told.",)
    spans = _since(war_years_covered(study, evidence))
    if not spans:
        return (f"{wording.started(evidence.holding.lacks(study.place))}: wars are not known.",)
    wars = partners(study, evidence).filter(pl.col("year") >= SINCE).sort("year", "partner")
    after = "" if study.ended == spans[-1][1] else "; later years are not covered"
    if wars.is_empty():
        return (
            f"The list of wars between states names none of it in {wording.spans(spans)}{after}.",
        )
    year = int(wars["year"][-1])
    enemies = [wording.place(one, year) for one in wars.filter(pl.col("year") == year)["partner"]]
    note = cite(study, evidence, wars, spans[-1][1])
    return (
        f"Its last war between states, in the list for {wording.spans(spans)}, was that of ",
        Number(year, str(year), "year", note=note),
        f" with {wording.listed(enemies)}{after}.",
    )


def war_years_covered(study: Study, evidence: Evidence) -> list[tuple[int, int]]:
    """Return the years in which the list of wars covers the state: years of peace at its end too."""
    spans = coverage.years_covered(evidence.holding.coverage, study.state, side="origin")
    last = study.as_of or schema.FAR_YEAR
    return [(first, min(end, last)) for first, end in spans if first <= last]


def _rivals(study: Study, rivalry: Evidence | None, rivals: pl.DataFrame) -> Sentence:
    """Return who was a rival in the last year known, or since when nobody is."""
    if rivalry is None or rivals.is_empty():
        return ()
    year = years_of(rivals)[1]
    last = rivals.filter(pl.col("year") == year)["partner"].unique().sort()
    named = wording.listed([wording.place(partner) for partner in last])
    note = cite(study, rivalry, rivals, rivalry.last)
    number = wording.count(len(last), note=note, unit="rivals")
    word = "rivals" if len(last) > 1 else "rival"
    if year == rivalry.last:
        return (f"In {year} it had ", number, f" {word}: {named}.")
    ends = "." if study.ended else f"; records end in {rivalry.last}."
    if len(last) == 1:
        until = Number(year, str(year), "year", note=note)
        return ("The last rival, until ", until, f", was {named}{ends}")
    return ("The last ", number, f" rivals, until {year}, were {named}{ends}")


def _chart(
    study: Study,
    evidence: Evidence,
    disputes: pl.DataFrame,
    rivalry: Evidence | None,
    rivals: pl.DataFrame,
) -> Chart:
    opponents = _opponents(disputes)
    levels = disputes[["partner", "year", "value"]].rows()
    rivalries = rivals[["partner", "year"]].rows()
    rows: list[dict[str, object]] = []
    for opponent in opponents:
        rows += [
            {"opponent": states.name(opponent), "year": year, "level": int(level)}
            for other, year, level in levels
            if other == opponent
        ]
        rows += [
            {"opponent": states.name(opponent), "start": max(start, SINCE), "end": end}
            for start, end in _runs([year for other, year in rivalries if other == opponent])
            if end >= SINCE
        ]
    return Chart(
        "disputes-years",
        "dispute_years",
        f"Militarised disputes of {study.place}",
        f"Years of militarised disputes of {study.place} by opponent and highest hostility.",
        tuple(rows),
        caption="Each mark is a year of dispute at its highest hostility; the grey line below is a rivalry.",
        notes=(
            cite(study, evidence, disputes, evidence.last),
            *((cite(study, rivalry, rivals, rivalry.last),) if rivalry else ()),
        ),
    )


def _table(
    study: Study,
    evidence: Evidence,
    disputes: pl.DataFrame,
    rivalry: Evidence | None,
    rivals: pl.DataFrame,
) -> Table:
    note = cite(study, evidence, disputes, evidence.last)
    rival_note = cite(study, rivalry, rivals, rivalry.last) if rivalry else None
    wars = _wars(study)
    rows: list[tuple[Cell, ...]] = []
    for opponent in _opponents(disputes):
        own = disputes.filter(pl.col("partner") == opponent).sort("year")
        years_rivals = rivals.filter(pl.col("partner") == opponent)["year"].to_list()
        spells = _runs(years_rivals)
        rows.append(
            (
                name_then(opponent, [*own["year"], *years_rivals]),
                wording.count(own.height, note=note, unit="years"),
                f"{own['year'][-1]} ({_level(own['value'][-1])})",
                _at_war(wars, opponent),
                ", ".join(wording.span(first, last) for first, last in spells) or "–",
            )
        )
    marker = f" Rivalry: note {rival_note}." if rival_note else ""
    return Table(
        "disputes-opponents",
        f"Opponents of {study.place} since {max(SINCE, states.began(study.state) or SINCE)}",
        ("Opponent", "Years of dispute", "Latest", "Years at war", "Rivalry"),
        tuple(rows),
        caption=f"{_records_end(study, evidence)}The highest level of a dispute is told of all its years;"
        f" wars are told from the list of wars between states.{marker}"
        + wording.cut(
            len(rows), disputes["partner"].n_unique(), "opponents", "those of most years of dispute"
        ),
    )


def _records_end(study: Study, disputes: Evidence) -> str:
    """Return where the records end, of a state that did not end before them."""
    if study.ended and study.ended <= disputes.last:
        return ""
    evidence = study.evidence("war")
    spans = war_years_covered(study, evidence) if evidence else []
    of_wars = f", of wars in {spans[-1][1]}" if spans else ""
    return f"Records of disputes end in {disputes.last}{of_wars}: what came after is not covered. "


def _wars(study: Study) -> pl.DataFrame | None:
    """Return the state's wars by partner and year; None if no list covers it."""
    evidence = study.evidence("war")
    if evidence is None or not war_years_covered(study, evidence):
        return None
    return partners(study, evidence).filter(pl.col("year") >= SINCE)


def _at_war(wars: pl.DataFrame | None, opponent: str) -> Cell:
    if wars is None:
        return wording.absent(NOT_COVERED)
    years = wars.filter(pl.col("partner") == opponent)["year"].to_list()
    return ", ".join(wording.span(first, last) for first, last in _runs(years)) or "–"


def _opponents(disputes: pl.DataFrame) -> list[str]:
    """Return the opponents shown: the most years of dispute first."""
    return (
        disputes.group_by("partner")
        .agg(pl.len(), pl.col("year").max())
        .sort("len", "year", "partner", descending=[True, True, False])["partner"]
        .head(OPPONENTS_SHOWN)
        .to_list()
    )


def _runs(years: list[int]) -> list[tuple[int, int]]:
    """Return runs of years without a gap."""
    runs: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
