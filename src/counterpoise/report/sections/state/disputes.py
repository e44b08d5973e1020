"""With whom it has come to blows, who counts as a rival, and which pacts bind it."""

from __future__ import annotations

import polars as pl

from counterpoise.panel.query import Evidence
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.charts.dispute_years import LEVELS
from counterpoise.report.pages import Cell, Chart, Number, Section, Sentence, Table
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.study import Study, years_of

SINCE = 1946
OPPONENTS_SHOWN = 8
PACTS = {
    "alliance_defense": "defence",
    "alliance_offense": "offence",
    "alliance_neutrality": "neutrality",
    "alliance_nonaggression": "non-aggression",
    "alliance_consultation": "consultation",
}
MANY_PARTNERS = 12
"""More non-aggression partners than this come from one accession, not from so many friendships."""


def section(study: Study) -> Section:
    """Return the section on disputes, rivalries and pacts."""
    hostility = study.evidence("dispute_hostility")
    if hostility is None:
        return not_held(
            study, "disputes", "Disputes, rivals and pacts", "dispute_hostility", "origin"
        )
    disputes = partners(study, hostility).filter(pl.col("year") >= SINCE)
    rivalry = study.evidence("rivalry")
    rivals = partners(study, rivalry) if rivalry else disputes.clear()
    parts: list[Table | Chart] = []
    if disputes.height:
        parts += [
            _chart(study, hostility, disputes, rivalry, rivals),
            _table(study, hostility, disputes, rivalry, rivals),
        ]
    pacts, sentences = _pacts(study)
    return Section(
        "disputes",
        "Disputes, rivals and pacts",
        lead=(_finding(study, hostility, disputes, rivalry, rivals), *sentences),
        parts=(*parts, *pacts),
        caveats=hostility.holding.card.caveats,
    )


def partners(study: Study, evidence: Evidence) -> pl.DataFrame:
    """Return undirected ties seen from the state: partner, year, value, item."""
    return (
        evidence.rows.filter(
            (pl.col("origin") == study.state) | (pl.col("destination") == study.state)
        )
        .select(
            pl.when(pl.col("origin") == study.state)
            .then("destination")
            .otherwise("origin")
            .alias("partner"),
            "year",
            "value",
            "item",
        )
        .collect()
        .sort("partner", "year")
    )


def _finding(
    study: Study,
    evidence: Evidence,
    disputes: pl.DataFrame,
    rivalry: Evidence | None,
    rivals: pl.DataFrame,
) -> Sentence:
    last = evidence.last
    note = _cite(study, evidence, disputes)
    if disputes.is_empty():
        return (f"No militarised dispute is recorded between {SINCE} and {last}.",)
    latest = disputes.sort("year", "value").row(-1, named=True)
    wars = disputes.filter(pl.col("value") == 5).sort("year")
    opponents = disputes["partner"].n_unique()
    sentence: list[Cell] = [
        f"Between {SINCE} and {last}, ",
        wording.count(opponents, note=note, unit="states"),
        f" {'state' if opponents == 1 else 'states'} had militarised disputes with {study.place};"
        f" the latest recorded is with {wording.place(latest['partner'])} in {latest['year']}"
        f" ({LEVELS[max(int(latest['value']), 2) - 2]})",
    ]
    if wars.height:
        end = wars.row(-1, named=True)
        sentence.append(
            f", the last at the level of war with {wording.place(end['partner'])} in {end['year']}"
        )
    return (*sentence, ".", *_rivals(study, rivalry, rivals))


def _rivals(study: Study, rivalry: Evidence | None, rivals: pl.DataFrame) -> Sentence:
    """Return who was a rival in the last year known, or since when nobody is."""
    if rivalry is None or rivals.is_empty():
        return ()
    year = years_of(rivals)[1]
    last = rivals.filter(pl.col("year") == year)["partner"].unique().sort()
    named = wording.listed([wording.place(partner) for partner in last])
    note = _cite(study, rivalry, rivals)
    number = wording.count(len(last), note=note, unit="rivals")
    word = "rivals" if len(last) > 1 else "rival"
    if year == rivalry.last:
        return (f" In {year} it had ", number, f" {word}: {named}.")
    ends = f"; records end in {rivalry.last}."
    if len(last) == 1:
        until = Number(year, str(year), "year", note=note)
        return (" The last rival, until ", until, f", was {named}{ends}")
    return (" The last ", number, f" rivals, until {year}, were {named}{ends}")


def _chart(
    study: Study,
    evidence: Evidence,
    disputes: pl.DataFrame,
    rivalry: Evidence | None,
    rivals: pl.DataFrame,
) -> Chart:
    opponents = _opponents(disputes)
    rows: list[dict[str, object]] = []
    for opponent in opponents:
        own = disputes.filter(pl.col("partner") == opponent)
        rows += [
            {"opponent": states.name(opponent), "year": year, "level": int(level)}
            for year, level in own.select("year", "value").rows()
        ]
        years = rivals.filter(pl.col("partner") == opponent)["year"].to_list()
        rows += [
            {"opponent": states.name(opponent), "start": max(start, SINCE), "end": end}
            for start, end in _runs(years)
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
            _cite(study, evidence, disputes),
            *((_cite(study, rivalry, rivals),) if rivalry else ()),
        ),
    )


def _table(
    study: Study,
    evidence: Evidence,
    disputes: pl.DataFrame,
    rivalry: Evidence | None,
    rivals: pl.DataFrame,
) -> Table:
    note = _cite(study, evidence, disputes)
    rival_note = _cite(study, rivalry, rivals) if rivalry else None
    rows: list[tuple[Cell, ...]] = []
    for opponent in _opponents(disputes):
        own = disputes.filter(pl.col("partner") == opponent).sort("year")
        wars = own.filter(pl.col("value") == 5)["year"].to_list()
        spells = _runs(rivals.filter(pl.col("partner") == opponent)["year"].to_list())
        rows.append(
            (
                states.name(opponent),
                wording.count(own.height, note=note, unit="years"),
                f"{own['year'][-1]} ({LEVELS[max(int(own['value'][-1]), 2) - 2]})",
                ", ".join(wording.span(first, last) for first, last in _runs(wars)) or "–",
                ", ".join(wording.span(first, last) for first, last in spells) or "–",
            )
        )
    marker = f" Rivalry: note {rival_note}." if rival_note else ""
    return Table(
        "disputes-opponents",
        f"Opponents of {study.place} since {SINCE}",
        ("Opponent", "Years of dispute", "Latest", "Years at war", "Rivalry"),
        tuple(rows),
        caption=f"Records end in {evidence.last}: what came after is not covered.{marker}",
    )


def _pacts(study: Study) -> tuple[list[Table], list[Sentence]]:
    """Return the pacts in force in the last year known, and how to read them."""
    rows: list[tuple[Cell, ...]] = []
    sentences: list[Sentence] = []
    for indicator, word in PACTS.items():
        evidence = study.evidence(indicator)
        if evidence is None:
            return [], []
        own = partners(study, evidence)
        now = own.filter(pl.col("year") == evidence.last)
        note = _cite(study, evidence, now, indicator=indicator)
        names = sorted(states.name(partner) for partner in now["partner"])
        shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
        rows.append((f"{word} pact", wording.count(len(names), note=note), shown or "–"))
        if indicator == "alliance_nonaggression" and len(names) > MANY_PARTNERS:
            sentences.append(
                (
                    "Of the ",
                    wording.count(len(names), note=note),
                    f" non-aggression partners of {evidence.last} most come with accessions to one"
                    " regional treaty: they are no security guarantee.",
                )
            )  # fmt: skip
    year = study.evidence("alliance_defense")
    last = year.last if year else ""
    return [
        Table("pacts", f"Pacts in force, {last}", ("Kind", "Partners", "With"), tuple(rows))
    ], sentences


def _cite(study: Study, evidence: Evidence, rows: pl.DataFrame, *, indicator: str = "") -> int:
    name = indicator or evidence.indicator
    first = years_of(rows)[0] if rows.height else SINCE
    return study.ledger.cite(
        evidence,
        f"{name} rows with {study.state} on either side, {wording.span(first, evidence.last)}",
        rows.height,
        f"counterpoise export --indicator {name} --state {study.state}"
        f" --years {first}-{evidence.last}",
    )


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
