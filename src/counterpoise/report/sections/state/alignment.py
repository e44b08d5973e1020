"""With whom the state votes: raw agreement beside what is left of it beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from counterpoise.panel.evidence import Evidence
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.roll_calls import CAST, FEWEST_ROLL_CALLS, agreement
from counterpoise.report.sections.state import maps, votes_held
from counterpoise.report.study import Study, years_of

WINDOW = 5
"""Years pooled in the table; the charts show single years."""
SHOWN_SINCE = 1970
CAVEATS_SHOWN = 3


def section(study: Study) -> Section:
    """Return the section on votes; one that says why if nothing can be told of the state."""
    evidence, votes = study.votes, study.contested
    if evidence is None or votes is None:
        return Section("votes", "Votes", lead=(("No votes are held.",),))
    own = votes.filter(pl.col("state") == study.state).collect()
    if own.is_empty():
        text = votes_held.silence(evidence, study.state)
        return Section("votes", "Votes", lead=((wording.started(text),),))
    year = _last_full_year(own)
    yearly = study.agreement()
    shown = [other for other in study.compared if other in yearly["other"]]
    note = cite(study, evidence)
    finding = _finding(study, yearly, shown, year, note)
    if study.short and finding:
        alike = lines(study, yearly, shown, "agree", note)
        return Section("votes", "Votes", lead=finding, parts=alike)
    of_year = votes.filter(pl.col("date").dt.year() == year).collect()
    now = agreement(of_year, study.state)
    few = votes_held.too_few(of_year, study.state)
    parts: list[Table | Chart] = [_map(study, now, few, year, note)]
    if shown:
        parts = [
            *lines(study, yearly, shown, "agree", note),
            *lines(study, yearly, shown, "kappa_squared", note),
            _table(study, shown, note),
            *positions(study, shown),
            *parts,
        ]
    return Section(
        "votes",
        "Votes",
        lead=(
            *finding,
            *_untold(study, yearly, few, year),
            # Of nobody's agreement there is nothing to explain.
            *([_why(study, evidence, year, note)] if finding else []),
        ),
        parts=tuple(parts),
        caveats=(
            "Roll calls on which all who voted voted alike are left out, and so are years with fewer"
            f" than {FEWEST_ROLL_CALLS} left; an abstention counts as half an agreement with either"
            " side.",
            *evidence.holding.card.caveats[:CAVEATS_SHOWN],
            *filled(evidence, [study.state, *shown]),
        ),
    )


def _untold(
    study: Study, yearly: pl.DataFrame, few: dict[str, int], year: int
) -> tuple[Sentence, ...]:
    """Return, of those the state is compared with, of whom nothing is told in the year, and why."""
    told = yearly.filter(pl.col("year") == year)["other"]
    text = votes_held.told_apart(few, [one for one in study.compared if one not in told], year)
    return ((f"{text} ",),) if text else ()


def filled(evidence: Evidence, whose: Sequence[str]) -> tuple[str, ...]:
    """Return what of these states' votes was filled from other releases, and how much."""
    asked = {*whose, "*"}
    return tuple(
        f"{wording.started(part.notes[0])}."
        for part in evidence.holding.filled
        if part.notes
        and part.first <= evidence.last
        and any(asked.intersection(each.states) for each in part.coverage)
    )


def _finding(
    study: Study, yearly: pl.DataFrame, shown: list[str], year: int, note: int
) -> tuple[Sentence, ...]:
    now = {row["other"]: row for row in yearly.filter(pl.col("year") == year).rows(named=True)}
    told = [now[other] for other in shown if other in now]
    if not told:
        return ()
    cells: list[Cell] = [f"In {year} {study.place} voted alike with "]
    for number, row in enumerate(told):
        cells += [
            f"{', ' if number else ''}{wording.place(row['other'])} in ",
            wording.percent(row["agree"], note=note, bar=False),
        ]
    return ((*cells, " of the contested roll calls", *_beyond_chance(told, note), ". "),)


def _beyond_chance(told: Sequence[dict[str, Any]], note: int) -> tuple[Cell, ...]:
    """Return agreement beyond chance with each; that it is undefined of whom it is."""
    known = [row for row in told if row["kappa_squared"] is not None]
    cells: list[Cell] = ["; beyond chance, agreement (κ) is "] if known else []
    for number, row in enumerate(known):
        cells += [
            ", " if number else "",
            wording.count(row["kappa_squared"], note=note, digits=2),
            f" with {wording.place(row['other'])}",
        ]
    without = [wording.place(row["other"]) for row in told if row["kappa_squared"] is None]
    if without:
        whom = f" with {wording.listed(without)}" if known else ""
        cells.append(
            f"; agreement beyond chance (κ){whom} is undefined: one side always voted the same"
        )
    return tuple(cells)


def _why(study: Study, evidence: Evidence, year: int, note: int) -> Sentence:
    """Return why the two differ: how one-sided the state's own votes are.

    An abstention agrees by half with either side, so only whether yes or no prevails counts.
    """
    cast = (
        evidence.rows.filter(
            pl.col("state") == study.state,
            pl.col("date").dt.year() == year,
            pl.col("vote").is_in(CAST),
        )
        .select(yes=(pl.col("vote") == "yes").mean(), no=(pl.col("vote") == "no").mean())
        .collect()
        .row(0, named=True)
    )
    usual, rare = ("yes", "no") if cast["yes"] >= cast["no"] else ("no", "yes")
    return (
        f"The two differ because {study.place} voted yes in ",
        *_part(cast["yes"], note),
        " of its votes and no in ",
        *_part(cast["no"], note),
        f": who mostly votes {rare} disagrees with it without having it in mind, and who mostly"
        f" votes {usual} agrees by habit. κ takes out what such habits alone would give.",
    )


def _part(share: float, note: int) -> tuple[Cell, ...]:
    """Return a part of votes in a sentence, in which a dash would say nothing."""
    return (wording.percent(share, note=note, bar=False),) if share else ("none",)


def lines(
    study: Study, yearly: pl.DataFrame, shown: list[str], column: str, note: int
) -> tuple[Chart, ...]:
    """Return agreement with those shown by year: raw, or beyond chance; nothing of a single year."""
    raw = column == "agree"
    rows = []
    for other in shown:
        own = yearly.filter(pl.col("other") == other, pl.col("year") >= SHOWN_SINCE)
        by_year = dict(own.select("year", column).rows())
        rows += [
            {
                "series": states.name(other), "id": other, "year": year, "value": by_year.get(year),
                "axis": "Agreement" if raw else "κ", "format": ".0%" if raw else ".1f",
                **({} if raw else {"base": 0}),
            }
            for year in (range(min(by_year), max(by_year) + 1) if by_year else ())
        ]  # fmt: skip
    if len({row["year"] for row in rows}) < 2:
        return ()
    chart = Chart(
        "votes-agreement" if raw else "votes-kappa",
        "lines",
        "How often it votes alike" if raw else "How much more often than by chance",
        f"{'Agreement' if raw else 'Chance-corrected agreement'} of {study.place} in contested roll"
        " calls of the General Assembly, by year.",
        tuple(rows),
        caption="Share of contested roll calls; an abstention is half an agreement."
        if raw
        else "Cohen's κ with squared distances: 1 is full agreement, 0 what chance would give.",
        notes=(note,),
    )
    return (chart,)


def _table(study: Study, shown: list[str], note: int) -> Table:
    pooled, voted = study.agreement(WINDOW), _years_voted(study, shown)
    rows: list[tuple[Cell, ...]] = []
    for other in shown:
        own = pooled.filter(pl.col("other") == other).sort("year")
        if own.is_empty():
            continue
        first, last = (
            end(voted[study.state][at], voted[other][at]) for at, end in enumerate((max, min))
        )
        # A window of a state that is new, or has ended, may reach beyond the years of its votes.
        whole = own.filter(pl.col("year").is_between(min(first + WINDOW - 1, last), last))
        ends = own if whole.is_empty() else whole
        for row in (ends.row(0, named=True), ends.row(-1, named=True)):
            years = max(row["year"] - WINDOW + 1, first), min(row["year"], last)
            rows.append(
                (
                    states.name(other),
                    wording.span(*years),
                    wording.count(row["n"], note=note, unit="roll calls"),
                    wording.percent(row["agree"], note=note),
                    wording.count(row["s_absolute"], note=note, digits=2),
                    wording.count(row["kappa_squared"], note=note, digits=2),
                    wording.count(row["pi_squared"], note=note, digits=2),
                )
            )
    return Table(
        "votes-table",
        "First and last five years",
        ("With", "Years", "Roll calls", "Agreement", "S", "κ", "π"),
        tuple(rows),
        caption="S (Signorino and Ritter) sees what agreement sees, from −1 to 1; κ (Cohen) and π"
        " (Scott) correct for chance. A figure may be undefined where a state always voted the same.",
    )


def _years_voted(study: Study, others: list[str]) -> dict[str, tuple[int, int]]:
    """Return the first and last year in which each state cast a vote in a contested roll call."""
    year = pl.col("date").dt.year()
    ends = (
        study.votes_compared.filter(pl.col("state").is_in([study.state, *others]))
        .group_by("state")
        .agg(first=year.min(), last=year.max())
    )
    return {state: (first, last) for state, first, last in ends.iter_rows()}


def positions(study: Study, shown: list[str]) -> tuple[Chart, ...]:
    """Return the ideal points of the state and those it is compared with, in their bands."""
    evidence = study.evidence("ideal_point")
    if evidence is None:
        return ()
    drawn = [study.state, *shown]
    rows = (
        evidence.holding.scan()
        .filter(
            pl.col("state").is_in(drawn),
            pl.col("year").is_between(SHOWN_SINCE, evidence.last),
            pl.col("value").is_not_null(),
        )
        .collect()
        .pivot("indicator", index=["state", "year"], values="value")
        .sort("year")
    )
    found = rows.filter(pl.col("state") == study.state)
    if found.height < 3:
        return ()
    note = study.ledger.cite(
        evidence,
        f"ideal points of {wording.listed(drawn)}, {wording.span(*years_of(rows))}",
        3 * rows.height,
        f"counterpoise export --source {evidence.holding.source} --state {','.join(drawn)}"
        f" --years {'-'.join(map(str, years_of(rows)))}",
    )
    data = [
        {
            "series": states.name(state), "id": state, "year": row["year"], "value": row["ideal_point"],
            "low": row["ideal_point_low"], "high": row["ideal_point_high"],
            "axis": "Position", "format": ".1f", "base": 0,
        }
        for state in drawn
        for row in rows.filter(pl.col("state") == state).rows(named=True)
    ]  # fmt: skip
    return (
        Chart(
            "votes-positions",
            "bands",
            "Where they stand",
            f"Ideal points of {study.place} and those it is compared with, with 90 % intervals.",
            tuple(data),
            caption="Position on the one line that tells states' votes apart best, estimated from all"
            " roll calls; 0 is the mean of all states, the band a 90 % interval.",
            notes=(note,),
        ),
    )


def _map(study: Study, now: pl.DataFrame, few: dict[str, int], year: int, note: int) -> Chart:
    agreed = dict(now.select("other", "agree").iter_rows())
    return maps.of_votes(study, agreed, few, year, votes_held.legend(few), note)


def _last_full_year(own: pl.DataFrame) -> int:
    """Return the last year with enough contested roll calls of the state, or the last of all."""
    years = own.group_by(year=pl.col("date").dt.year()).agg(pl.len())
    enough = years.filter(pl.col("len") >= FEWEST_ROLL_CALLS)
    return years_of(enough if enough.height else years)[1]


def cite(study: Study, evidence: Evidence) -> int:
    """Return the footnote of the state's votes."""
    rows = evidence.rows.filter(pl.col("state") == study.state).select(pl.len()).collect().item()
    return study.ledger.cite(
        evidence,
        f"roll calls of the General Assembly: {number_of(rows, 'vote')} of {study.state}, with those"
        " of all others",
        None,
        f"counterpoise table alignment {study.state}{wording.as_of(study.as_of)}",
    )
