"""With whom the state trades, who sells more to whom, and for whom the tie weighs more."""

from __future__ import annotations

import polars as pl

from counterpoise.measures import dependence
from counterpoise.panel.query import Evidence
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.study import Study, years_of

PARTNERS_SHOWN = 10
LINES_SHOWN = 5
PAIR = ("state", "partner", "year")
LEAST_COVERED = 0.5
"""Part of a state's rows that must be covered in a year of the long run."""
LARGEST_GAP = 0.02
"""Part of a state's partners that may be uncovered in a year that is built on."""
SERIES_YEARS = 2
RECENT = ("cepii_baci_matrix", "cepii_baci_totals", "cow_trade")
"""Sources of trade, the one with the latest years first."""


def section(study: Study) -> Section:
    """Return the section on trade: the latest whole picture, the balance, and the long run."""
    evidence = main_evidence(study)
    if evidence is None:
        return not_held(study, "trade", "Trade", "goods", "origin")
    series = series_evidence(study) or evidence
    ties = state_ties(study, series)
    year = years_of(study.goods(evidence))[1]
    now = both_weights(study, evidence, year)
    note = cite(study, evidence, year, year)
    same = ties if series is evidence else ties.clear()
    return Section(
        "trade",
        "Trade",
        lead=(
            _largest_tie(study, now, year, note),
            _largest_deficit(study, evidence, same, now, note),
            _weight_of_largest(study, now, note),
        ),
        parts=(
            _table(study, evidence, now, year, note),
            *_balance_chart(study, series, ties, now),
            *_weight_chart(study, now, year, note),
            *_long_run(study),
        ),
        caveats=(*_partial(study, now), *evidence.holding.card.caveats),
    )


def main_evidence(*studies: Study) -> Evidence | None:
    """Return the source with the latest year in which no partner of these states is left uncovered.

    A year in which important reporters were missing would name the wrong leader, so it is told
    among the caveats and not built on. Several states are compared in one source only.
    """
    for source in RECENT:
        found = [study.evidence("goods", source=source) for study in studies]
        if all(_whole(study, seen) for study, seen in zip(studies, found, strict=True)):
            return found[0]
    return None


def _whole(study: Study, evidence: Evidence | None) -> bool:
    """Return whether the state's last year is covered with nearly all of its partners."""
    if evidence is None or not evidence.spans(study.state, side="origin"):
        return False
    rows = study.goods(evidence)
    last = rows.filter(pl.col("year") == pl.col("year").max())
    oldest = evidence.holding.source == RECENT[-1]
    return last.height > 0 and (oldest or last["value"].null_count() < LARGEST_GAP * last.height)


def series_evidence(study: Study) -> Evidence | None:
    """Return the source of the state's trade if it tells of several years, else one that does."""
    evidence = main_evidence(study)
    if evidence is None:
        return None
    for source in (evidence.holding.source, *RECENT):
        candidate = study.evidence("goods", source=source)
        if candidate and candidate.spans(study.state, side="origin"):
            years = candidate.spans(study.state, side="origin")
            if years[-1][1] - years[-1][0] >= SERIES_YEARS:
                return candidate
    return evidence


def state_ties(study: Study, evidence: Evidence) -> pl.DataFrame:
    """Return the state's ties with each partner and year: both directions, balance, weight for it."""
    own = dependence.ties(study.goods(evidence), absent="zero")
    own = own.filter(pl.col("state") == study.state)
    weight = dependence.hirschman_asymmetry(own).select(*PAIR, "state_share")
    return own.join(weight, on=PAIR, how="left", validate="1:1")


def both_weights(study: Study, evidence: Evidence, year: int) -> pl.DataFrame:
    """Return one year's ties of the state, with their weight for the partner too.

    That needs the partners' own totals, hence everybody's rows.
    """
    rows = evidence.rows.filter(pl.col("year") == year).collect()
    ties = dependence.ties(rows, absent="zero").filter(pl.col("state") == study.state)
    weights = dependence.hirschman_asymmetry(ties)
    return ties.join(weights, on=PAIR, how="left", validate="1:1").sort(
        "total", "partner", descending=[True, False], nulls_last=True
    )


def cite(study: Study, evidence: Evidence, first: int, last: int) -> int:
    """Return the footnote for the state's trade in these years."""
    rows = study.goods(evidence).filter(pl.col("year").is_between(first, last)).height
    return study.ledger.cite(
        evidence,
        f"goods traded by {study.state}, both directions, {wording.span(first, last)}",
        rows,
        f"counterpoise measure ties {study.state} --source {evidence.holding.source}"
        f" --years {first}-{last}",
    )


def _largest_tie(study: Study, now: pl.DataFrame, year: int, note: int) -> Sentence:
    top = now.row(0, named=True)
    market = now.sort("exports", descending=True, nulls_last=True).row(0, named=True)
    sentence: list[Cell] = [
        f"In {year} {study.place} traded most with {wording.place(top['partner'])}: ",
        wording.dollars(top["total"], note=note),
        " both ways, ",
        wording.percent(top["state_share"], note=note, bar=False),
        " of its trade with the partners covered",
    ]
    if market["partner"] != top["partner"]:
        sentence += [
            f"; it sold most to {wording.place(market['partner'])} (",
            wording.dollars(market["exports"], note=note),
            " against ",
            wording.dollars(top["exports"], note=note),
            ")",
        ]
    return (*sentence, ". ")


def _largest_deficit(
    study: Study, evidence: Evidence, ties: pl.DataFrame, now: pl.DataFrame, note: int
) -> Sentence:
    """Return the largest deficit, and what it was in the first year of the same source."""
    worst = now.sort("balance", nulls_last=True).row(0, named=True)
    if worst["balance"] is None or worst["balance"] >= 0:
        return ()
    known = ties.filter(pl.col("partner") == worst["partner"], pl.col("balance").is_not_null())
    first = known.sort("year").head(1).rows(named=True)
    then: list[Cell] = []
    if first and first[0]["year"] < worst["year"]:
        whole = cite(study, evidence, *years_of(ties))
        then = [
            ", after ",
            wording.dollars(first[0]["balance"], note=whole),
            f" in {first[0]['year']}",
        ]
    return (
        f"Its largest deficit was with {wording.place(worst['partner'])}: ",
        wording.dollars(worst["balance"], note=note),
        *then,
        ". ",
    )


def _weight_of_largest(study: Study, now: pl.DataFrame, note: int) -> Sentence:
    top = now.row(0, named=True)
    if not top["partner_share"] or not top["state_share"]:
        return ()
    partner = wording.place(top["partner"])
    sides = [(top["state_share"], study.place), (top["partner_share"], partner)]
    (more, heavier), (less, lighter) = sorted(sides, key=lambda side: -side[0])
    return (
        f"The tie with {partner} weighs ",
        wording.count(more / less, note=note, digits=1, unit="ratio"),
        f" times as much for {heavier} (",
        wording.percent(more, note=note, bar=False),
        f" of its trade) as for {lighter} (",
        wording.percent(less, note=note, bar=False),
        ").",
    )


def _table(study: Study, evidence: Evidence, now: pl.DataFrame, year: int, note: int) -> Table:
    gdp, gdp_note = _gdp(study, year)
    owner = wording.possessive(study.place)
    rows: list[tuple[Cell, ...]] = []
    for row in now.head(PARTNERS_SHOWN).rows(named=True):
        cells: list[Cell] = [
            states.name(row["partner"]),
            wording.dollars(row["exports"], note=note),
            wording.dollars(row["imports"], note=note),
            wording.dollars(row["balance"], note=note, sign=True),
            wording.percent(row["state_share"], note=note),
            wording.percent(row["partner_share"], note=note),
        ]
        if gdp:
            total = row["total"]
            cells.append(wording.percent(None if total is None else total / gdp, note=gdp_note))
        rows.append(tuple(cells))
    head = (
        "Partner", "Sold to", "Bought from", "Balance", f"Share of {owner} trade",
        "Share of partner's trade", *((f"Trade / {owner} GDP",) if gdp else ()),
    )  # fmt: skip
    return Table(
        "trade-partners",
        f"Trade partners of {study.place}, {year}",
        head,
        tuple(rows),
        caption=f"Source: {evidence.holding.card.title}, vintage {evidence.holding.vintage}."
        " Shares are of trade with the partners that this source covers.",
    )


def _gdp(study: Study, year: int) -> tuple[float | None, int | None]:
    evidence = study.evidence("gdp")
    if evidence is None:
        return None, None
    rows = evidence.rows.filter(pl.col("state") == study.state, pl.col("year") == year).collect()
    if rows.is_empty() or rows["value"][0] is None:
        return None, None
    note = study.ledger.cite(
        evidence, f"gross domestic product of {study.state}, {year}", 1,
        f"counterpoise export --indicator gdp --state {study.state} --years {year}",
    )  # fmt: skip
    return float(rows["value"][0]), note


def _balance_chart(
    study: Study, evidence: Evidence, ties: pl.DataFrame, now: pl.DataFrame
) -> tuple[Chart, ...]:
    if ties["year"].n_unique() < 3:
        return ()
    shown = (
        now.with_columns(size=pl.col("balance").abs())
        .sort("size", "partner", descending=[True, False], nulls_last=True)["partner"]
        .head(LINES_SHOWN)
    )
    rows = [
        {
            "series": states.name(row["partner"]), "id": row["partner"], "year": row["year"],
            "value": None if row["balance"] is None else row["balance"] / 1e9,
            "axis": "bn USD", "format": ",.0f", "base": 0,
        }
        for partner in shown
        for row in ties.filter(pl.col("partner") == partner).sort("year").rows(named=True)
    ]  # fmt: skip
    return (
        Chart(
            "trade-balance",
            "lines",
            "What it sells less what it buys",
            f"Trade balance of {study.place} with its partners of largest imbalance, billion US dollars.",
            tuple(rows),
            caption="Exports less imports, billion US dollars; below zero is a deficit.",
            notes=(cite(study, evidence, *years_of(ties)),),
        ),
    )


def _weight_chart(study: Study, now: pl.DataFrame, year: int, note: int) -> tuple[Chart, ...]:
    owner = wording.possessive(study.place)
    rows = tuple(
        {
            "partner": states.name(row["partner"]), "here": row["state_share"],
            "there": row["partner_share"],
            "ends": (f"share of {owner} trade", "share of the partner's trade"),
        }
        for row in now.head(PARTNERS_SHOWN).rows(named=True)
        if row["state_share"] is not None
    )  # fmt: skip
    if not rows:
        return ()
    return (
        Chart(
            "trade-weight",
            "dumbbell",
            f"Who needs whom more, {year}",
            f"For each partner, its share of {owner} trade and {owner} share of its.",
            rows,
            caption="The tie weighs more for whoever's dot is further right; the wider the gap, the more"
            " uneven.",
            notes=(note,),
        ),
    )


def _long_run(study: Study) -> tuple[Chart, ...]:
    """Return the shares of the main partners over decades, from the source that goes back furthest."""
    evidence = study.evidence("goods", source="cow_trade")
    if evidence is None or not evidence.spans(study.state, side="origin"):
        return ()
    covered = study.goods(evidence).group_by("year").agg(pl.col("value").is_not_null().mean())
    enough = covered.filter(pl.col("value") >= LEAST_COVERED)["year"].implode()
    ties = state_ties(study, evidence).filter(pl.col("year") >= 1946, pl.col("year").is_in(enough))
    if ties["year"].n_unique() < 10:
        return ()
    last = ties.filter(pl.col("year") > pl.col("year").max() - 5)
    recent = _largest(last, 4)
    ever = _largest(ties.filter(~pl.col("partner").is_in(recent)), 2, by="state_share")
    rows = []
    for partner in [*recent, *ever]:
        own = ties.filter(pl.col("partner") == partner)
        by_year = dict(own.select("year", "state_share").rows())
        rows += [
            {"series": states.name(partner), "id": partner, "year": year, "value": by_year.get(year),
             "axis": "Share of trade", "format": ".0%"}
            for year in range(own["year"].min(), own["year"].max() + 1)  # type: ignore[arg-type,operator]
        ]  # fmt: skip
    return (
        Chart(
            "trade-long-run",
            "lines",
            "Partners come and go",
            f"Shares of main partners in the trade of {study.place} since {years_of(ties)[0]}.",
            tuple(rows),
            caption=f"Share of trade, both ways. Source: {evidence.holding.card.title},"
            f" vintage {evidence.holding.vintage}; a gap is a year not covered, and years in which"
            f" less than half of the flows to and from {study.place} are covered are left out.",
            notes=(cite(study, evidence, *years_of(ties)),),
        ),
    )


def _largest(ties: pl.DataFrame, number: int, *, by: str = "total") -> list[str]:
    return (
        ties.group_by("partner")
        .agg(pl.col(by).sum())
        .sort(by, "partner", descending=[True, False], nulls_last=True)["partner"]
        .head(number)
        .to_list()
    )


def _partial(study: Study, now: pl.DataFrame) -> tuple[str, ...]:
    """Return what a later source knows only in part: who is missing from it, the largest first."""
    evidence = study.evidence("goods", source="cepii_baci_matrix")
    if evidence is None or not evidence.spans(study.state, side="origin"):
        return ()
    rows = study.goods(evidence)
    missing = rows.filter(pl.col("value").is_null(), pl.col("origin") == study.state)["destination"]
    if missing.is_empty():
        return ()
    largest = [wording.place(partner) for partner in now["partner"] if partner in missing][:4]
    more = missing.n_unique() - len(largest)
    named = wording.listed([study.place, *largest, *([f"{more} more"] if more else [])])
    return (
        f"Figures for {years_of(rows)[1]} exist but are not built on: in that vintage {named}"
        " had not reported, so that trade between them is not covered.",
    )
