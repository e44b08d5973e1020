"""Energy, critical materials, high technology: who brings each product, and what one loss leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from counterpoise import sources
from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import told
from counterpoise.measures.frames import UNALLOCATED
from counterpoise.measures.views import view
from counterpoise.reference import products, states
from counterpoise.report import wording
from counterpoise.report.pages import (
    PARTLY_KNOWN,
    SUPPRESSED,
    TOO_LITTLE,
    Cell,
    Chart,
    Section,
    Sentence,
    Table,
)
from counterpoise.report.study import Flow, Study, years_of
from counterpoise.snapshots import gaps

SHOWN: Final = {
    "energy": ("crude_oil", "gas", "coal"),
    "materials": ("lithium", "cobalt", "rare_earths"),
    "technology": (),
}
"""The products of each channel that a page tells apart; `measure` tells the others."""
TITLES: Final = {
    "energy": "Energy", "materials": "Critical materials", "technology": "High technology",
}  # fmt: skip
LOOKED_BACK: Final = 6
"""Years up to the last in which the freshest sufficient year is looked for."""
LINES: Final = 5
FEWEST_YEARS: Final = 5
HEAD: Final = (
    "Product", "Year", "Bought", "Suppliers", "Effective", "Largest", "Its share", "Next",
    "Left without the largest",
)  # fmt: skip


@dataclass(frozen=True)
class Supply:
    """A product that the state buys: its flow, and the freshest year whose shares can be stated."""

    name: str
    flow: Flow
    year: int | None

    @property
    def title(self) -> str:
        return products.title(self.name)


def energy(study: Study) -> Section:
    """Return the section on crude oil, natural gas and coal."""
    return _section(study, "energy")


def materials(study: Study) -> Section:
    """Return the section on critical raw materials."""
    return _section(study, "materials")


def technology(study: Study) -> Section:
    """Return the section on high-technology products."""
    return _section(study, "technology")


def _section(study: Study, channel: str) -> Section:
    """Return a channel's section: its sum, and the products that it is made of."""
    whole = _supply(study, channel)
    if whole is None:
        return Section(channel, TITLES[channel], lead=((_not_held(study, channel),),))
    since = (whole.flow.last - LOOKED_BACK + 1, whole.flow.last)
    single = [_supply(study, name, since) for name in SHOWN[channel]]
    found = [one for one in (whole, *single) if one is not None]
    return Section(
        channel,
        TITLES[channel],
        lead=_lead(study, whole),
        parts=(_table(study, found), *_chart(study, whole)),
        caveats=(*_silent(study, found), *_caveats(whole)),
    )


def _supply(study: Study, name: str, years: tuple[int, int] | None = None) -> Supply | None:
    """Return a product as the state buys it; None if nobody tells, or it bought none worth a share."""
    try:
        found = told(
            study.store, view(name), (study.state,), years=years, as_of=study.as_of,
            blocs=study.members,
        )  # fmt: skip
    except EvidenceError:
        return None
    flow = Flow(found, study.state)
    if flow.shares.filter(
        pl.col("state_of_share").is_in(["suppressed", "undefined"]).not_()
    ).is_empty():
        return None
    stated = flow.concentration.filter(
        pl.col("state_of_share") == "shared", pl.col("leader").is_not_null()
    )
    year = years_of(stated)[1] if stated.height else None
    # A year long past is not told as if it were today's.
    return Supply(name, flow, None if year is None or year <= flow.last - LOOKED_BACK else year)


def _not_held(study: Study, channel: str) -> str:
    """Return whether nothing is held of a channel, or too little for shares, and what would add to it."""
    cure = "To add it: counterpoise add cepii_baci FILE   (the release by product)"
    flow = study.flow(channel)
    if flow is not None:
        return (
            f"What is held of the {products.title(channel)} that {study.place} bought is under $1 m in every"
            f" year to {flow.last}, too little for shares."
        )
    held = "" if channel == "technology" else f" of {study.place}"
    return f"No evidence{held} is held that tells {products.title(channel)} apart, product by product. {cure}"


def _lead(study: Study, whole: Supply) -> tuple[Sentence, ...]:
    """Return how much was bought, from whom most, and what would be left; or that too little is known."""
    if whole.year is None:
        bought = f"the {whole.title} that {study.place} buys"
        last = whole.flow.last
        told = whole.flow.completeness(last)
        if _standing(whole) == PARTLY_KNOWN and told is not None:
            part = f"{100 * told:.0f} % of {bought}"
            return ((f"About {part} is known in {last}, not enough to name anybody.",),)
        return ((f"Too little is known of {bought} to name anybody.",),)
    note = study.cite(whole.flow, whole.year, whole.year)
    found = whole.flow.summary(whole.year)
    named = _named(whole)
    if not named:
        return ()
    top = named[0]
    return (
        (
            f"In {whole.year} {study.place} bought {whole.title} for ",
            wording.dollars(whole.flow.year(whole.year)["volume"][0], note=note),
            f", the largest part of it from {wording.place(top['origin'])}: ",
            wording.percent(top["share"], note=note, bar=False),
            "; it bought from as many suppliers as ",
            wording.count(found["hill_2"], note=note, digits=1, unit="equal partners"),
            " equal ones would be.",
        ),
    )


def _named(supply: Supply) -> list[dict[str, Any]]:
    """Return the named partners of the year that is stated, the largest first."""
    if supply.year is None:
        return []
    rows = supply.flow.year(supply.year).filter(
        pl.col("share") > 0, ~pl.col("origin").str.contains(UNALLOCATED)
    )
    return list(rows.rows(named=True))


def _table(study: Study, found: list[Supply]) -> Table:
    return Table(
        f"{found[0].name}-suppliers",
        f"From whom {study.place} buys {found[0].title}",
        HEAD,
        tuple(_row(study, one) for one in found),
        caption="Each in the last year of which enough is told for shares. Effective suppliers = 1/HHI; what"
        " is left counts no replacement. " + " ".join(_last_years(found)),
    )


def _row(study: Study, one: Supply) -> tuple[Cell, ...]:
    named = _named(one)
    if one.year is None or not named:
        note = study.cite(one.flow, one.flow.last, one.flow.last)
        unknown = wording.absent(_standing(one), unit="share", note=note)
        return (wording.started(one.title), str(one.flow.last), unknown, *("–",) * 6)
    note = study.cite(one.flow, one.year, one.year)
    found, top = one.flow.summary(one.year), named[0]
    return (
        wording.started(one.title),
        str(one.year),
        wording.dollars(one.flow.year(one.year)["volume"][0], note=note),
        wording.count(found["partners"], note=note),
        wording.count(found["hill_2"], note=note, digits=1, unit="equal partners"),
        states.name(top["origin"]),
        wording.percent(top["share"], note=note),
        states.name(named[1]["origin"]) if len(named) > 1 else "–",
        wording.percent(1.0 - top["share"], note=note),
    )


def _standing(supply: Supply) -> str:
    """Return why no share of the last year is stated: known in part, or too little."""
    partly = PARTLY_KNOWN in set(supply.flow.year(supply.flow.last)["state_of_share"])
    return PARTLY_KNOWN if partly else TOO_LITTLE


def _last_years(found: list[Supply]) -> Iterator[str]:
    """Yield what is to be known of the last year of a release that is shown."""
    said = set()
    for one in found:
        if one.year is None:
            continue
        held = one.flow.evidence_of(one.year).holding
        if held.card.of_last_year and one.year == held.years[1]:
            said.add(f"{one.year} is the last year of its release: {held.card.of_last_year}.")
    yield from sorted(said)


def _silent(study: Study, found: list[Supply]) -> Iterator[str]:
    """Yield of which later years, and from whom, too little is known, with the reason if it is declared."""
    for one in found:
        last = one.flow.last
        if one.year == last:
            continue
        since = str(last) if one.year is None else wording.span(one.year + 1, last)
        if set(one.flow.year(last)["state_of_share"]) == {SUPPRESSED}:
            least = wording.dollars(one.flow.view.floor).text
            yield f"Too little of {one.title} passed in {since} to say who sold it: under {least} in all."
            continue
        untold = one.flow.year(last).filter(pl.col("unknown") > 0)["origin"].to_list()
        held = one.flow.evidence_of(last).holding
        codes = [
            code
            for each in products.items(one.name, products.edition_of(held.vintage))
            for code in each
        ]
        package = sources.module(held.source).__package__
        declared = gaps.of_tie(
            gaps.declared(package, held.source), side="destination", state=study.state, year=last,
            items=codes,
        )  # fmt: skip
        why = "; ".join(dict.fromkeys(each.reason for each in declared))
        whom = f" from {wording.listed(list(map(wording.place, sorted(untold))))}" if untold else ""
        yield (
            f"Not enough is known of {since} of {one.title}{whom}: not covered, which is not zero."
            + (f" {wording.started(why)}." if why else "")
        )


def _caveats(whole: Supply) -> tuple[str, ...]:
    made_of = products.basket(whole.name)
    return (
        f"{wording.started(made_of.title)}: {made_of.source}.",
        *whole.flow.evidence_of(whole.flow.last).holding.card.caveats,
    )


def _chart(study: Study, whole: Supply) -> tuple[Chart, ...]:
    """Return the shares of the main suppliers through the years that can be told."""
    shares = whole.flow.shares.filter(~pl.col("origin").str.contains(UNALLOCATED))
    stated = shares.filter(pl.col("state_of_share") == "shared")
    if whole.year is None or stated["year"].n_unique() < FEWEST_YEARS:
        return ()
    recent = stated.filter(pl.col("year") > whole.year - FEWEST_YEARS)
    sizes = recent.group_by("origin").agg(pl.col("value").sum())
    main = sizes.sort("value", "origin", descending=[True, False])["origin"].head(LINES).to_list()
    told_years = set(stated["year"].to_list())
    first, last = min(told_years), max(told_years)
    rows = []
    for partner in main:
        by_year = dict(stated.filter(pl.col("origin") == partner).select("year", "share").rows())
        rows += [
            {"series": states.name(partner), "id": partner, "year": year,
             "value": by_year.get(year, 0.0) if year in told_years else None,
             "axis": "Share bought", "format": ".0%", "base": 0}
            for year in range(first, last + 1)
        ]  # fmt: skip
    return (
        Chart(
            f"{whole.name}-years",
            "lines",
            f"{TITLES[whole.name]}: the main suppliers through the years",
            f"Shares of the main suppliers of {whole.title} to {study.place}, {first} to {last}.",
            tuple(rows),
            caption=f"Share of {whole.title} bought; a gap is a year of which too little is told.",
            notes=study.cites(whole.flow, (first, last)),
        ),
    )
