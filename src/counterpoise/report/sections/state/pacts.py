"""Which pacts bind a state in the last year known of it, and how many came with one treaty of many."""

from __future__ import annotations

import polars as pl

from counterpoise import schema
from counterpoise.panel.evidence import Evidence
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Sentence, Table
from counterpoise.report.study import Study

KINDS = {
    "alliance_defense": "defence",
    "alliance_offense": "offence",
    "alliance_neutrality": "neutrality",
    "alliance_nonaggression": "non-aggression",
    "alliance_consultation": "consultation",
}
SHOWN = 10
AT_ONCE = 5
"""So many partners of one year are counted as having come at once."""


def pacts(study: Study) -> tuple[list[Table], list[Sentence]]:
    """Return the pacts in force in the last year known of the state, or that they are not covered."""
    held = {kind: study.evidence(kind) for kind in KINDS}
    known = {kind: evidence for kind, evidence in held.items() if evidence is not None}
    if not known:
        return [], []
    first = next(iter(known.values()))
    spans = first.spans(study.state, side="origin")
    if not spans:
        lacking = wording.started(first.holding.lacks(study.place))
        return [], [(f"{lacking}: its pacts are not known, which is not none.",)]
    year = spans[-1][1]
    rows: list[tuple[Cell, ...]] = []
    sentences: list[Sentence] = []
    for kind, evidence in known.items():
        own = partners(study, evidence)
        note = cite(study, evidence, own.filter(pl.col("year") == year), year)
        names = sorted(states.name(one) for one in own.filter(pl.col("year") == year)["partner"])
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        shown = ", ".join(names[:SHOWN]) + more
        rows.append((f"{KINDS[kind]} pact", wording.count(len(names), note=note), shown or "–"))
        if kind == "alliance_nonaggression":
            sentences += _at_once(own, year, note)
    when = f", the year in which {study.place} ended" if year == study.ended else ""
    title = f"Pacts in force, {year}{when}"
    return [Table("pacts", title, ("Kind", "Partners", "With"), tuple(rows))], sentences


def partners(study: Study, evidence: Evidence) -> pl.DataFrame:
    """Return undirected ties seen from the state: partner, year, value, item."""
    held = evidence.holding
    asked = ("partners", evidence.indicator, held.source, held.vintage)
    return study.recent(asked, lambda: _partners(study, evidence))


def _partners(study: Study, evidence: Evidence) -> pl.DataFrame:
    own = pl.col("origin") == study.state
    return (
        _on_either_side(study, evidence)
        .select(
            pl.when(own).then("destination").otherwise("origin").alias("partner"),
            "year",
            "value",
            "item",
        )
        .sort("partner", "year")
    )


def _on_either_side(study: Study, evidence: Evidence) -> pl.DataFrame:
    """Return the state's rows; of a release that tells alone, all of its kinds are read at once."""
    either = (pl.col("origin") == study.state) | (pl.col("destination") == study.state)
    if evidence.others:
        return evidence.rows.filter(either).collect()
    held = evidence.holding
    asked = ("on either side", held.source, held.vintage)
    found = study.recent(asked, lambda: held.scan().filter(either).collect())
    known = pl.col("year") <= (study.as_of or schema.FAR_YEAR)
    return found.filter(pl.col("indicator") == evidence.indicator, known)


def cite(
    study: Study, evidence: Evidence, rows: pl.DataFrame, last: int, *, partner: str = ""
) -> int:
    """Return the footnote for the state's rows, on either side, up to a year; or those with a partner."""
    first = int(str(rows["year"].min())) if rows.height else last
    return study.ledger.cite(
        evidence,
        f"{evidence.indicator} rows with {study.state} on either side"
        f"{f' and {partner} on the other' if partner else ''}, {wording.span(first, last)}",
        rows.height,
        f"counterpoise export --indicator {evidence.indicator} --state {study.state}"
        f"{f' --partner {partner}' if partner else ''} --years {first}-{last}",
    )


def _at_once(own: pl.DataFrame, year: int, note: int) -> list[Sentence]:
    """Return how many partners in non-aggression became so in one year with several others."""
    by_year = begun(own, year).group_by("since").len().filter(pl.col("len") >= AT_ONCE)
    if by_year.is_empty():
        return []
    every = own.filter(pl.col("year") == year).height
    most = by_year.sort("len", "since", descending=[True, False]).head(3).sort("since")
    named = wording.listed([f"{count} in {since}" for since, count in most.rows()])
    words = named if by_year.height <= most.height else f"among them {named}"
    return [
        (
            "Of the ",
            wording.count(every, note=note),
            f" non-aggression partners of {year}, {by_year['len'].sum()} became so in years in which"
            f" {AT_ONCE} or more did at once ({words}). Non-aggression obliges nobody to fight.",
        )
    ]


def begun(own: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return `partner` and `since`, the first year without a break up to `year`, of those bound then."""
    return (
        own.filter(pl.col("year") <= year)
        .select("partner", "year")
        .unique()
        .sort("partner", "year", descending=[False, True])
        .with_columns(back=year - pl.col("year") - pl.int_range(pl.len()).over("partner"))
        .filter(pl.col("back") == 0)
        .group_by("partner")
        .agg(since=pl.col("year").min())
        .sort("partner")
    )
