"""Whose capital is in the country."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.few_ties import BOTH, THEIRS
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.state.channels import leader, told_flows
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.study import Flow, Study, years_of

INVESTORS_SHOWN = 8
TOLD = {
    "the state": "As the host tells it.",
    THEIRS: "As the investors' own countries tell it: those who don't are missing.",
    BOTH: "As the state tells it of those whom it names, and else as the investors' own countries do:"
    " those who don't are missing.",
}


def section(study: Study) -> Section:
    """Return the section on direct investment: flows as the host reports them, stocks as partners do."""
    flows = [flow for flow in (study.flow("investment-flow"), study.flow("investment")) if flow]
    if not flows:
        return not_held(study, "investment", "Investment", "fdi_flow", "destination")
    known = [(flow, _latest_known(flow)) for flow in flows]
    told = [(flow, year) for flow, year in known if year is not None]
    if not told:
        return Section("investment", "Investment", lead=((_too_few(study, flows),),))
    # First what has shares, then the later year.
    told.sort(key=lambda one: (_shared(*one), one[1]), reverse=True)
    return Section(
        "investment",
        "Investment",
        lead=(
            *(_finding(study, flow, year) for flow, year in told[:1]),
            *_last_shared(study, told),
        ),
        parts=tuple(_table(study, flow, year) for flow, year in told),
        caveats=told[0][0].evidence.holding.card.caveats,
    )


def _last_shared(study: Study, shown: list[tuple[Flow, int]]) -> tuple[Sentence, ...]:
    """Return who was first in the last year whose shares are told, which the page's head names."""
    asked = [study.flow("investment-flow"), study.flow("investment")]
    named = next((one for one in told_flows(study).values() if one[0] in asked), None)
    if named is None or named in shown:
        return ()
    flow, year = named
    partner, share = leader(flow, year)
    return ((
        f"The last year whose shares are told is {year}: of {flow.view.title.removeprefix('foreign ')}, ",
        wording.percent(share, note=study.cite(flow, year, year), bar=False),
        f" was from {wording.place(partner, year)}.",
    ),)  # fmt: skip


def _too_few(study: Study, flows: list[Flow]) -> str:
    """Return that no year names enough investors to tell who they are."""
    last = max(flow.last for flow in flows)
    return (
        f"Too little is told of foreign capital in {study.place}: no year to {last} names three investors"
        " or more."
    )


def _latest_known(flow: Flow) -> int | None:
    """Return the last year in which more than one investor is known."""
    known = flow.shares.filter(pl.col("value") != 0).group_by("year").agg(pl.len())
    several = known.filter(pl.col("len") > 2)
    return years_of(several)[1] if several.height else None


def _shared(flow: Flow, year: int) -> bool:
    return bool((flow.year(year)["state_of_share"] == "shared").any())


def _investors(flow: Flow, year: int) -> pl.DataFrame:
    return flow.year(year).filter(pl.col("value") != 0)


def _finding(study: Study, flow: Flow, year: int) -> Sentence:
    top = _investors(flow, year).filter(~pl.col("origin").str.contains(":")).row(0, named=True)
    note = study.cite(flow, year, year)
    what = flow.view.title.removeprefix("foreign ")
    if top["share"] is None:
        # Who is largest of those told need not be the largest.
        return (
            f"The latest year of which anything is told is {year}. The largest figure of {what} told is"
            f" that of {wording.place(top['origin'])}, ",
            wording.dollars(top["value"], note=note),
            "; what part of the whole it is can't be said.",
        )
    return (
        f"The latest year known is {year}: most {what} was from {wording.place(top['origin'])}, ",
        wording.dollars(top["value"], note=note),
        ", ",
        wording.percent(top["share"], note=note, bar=False),
        " of the whole.",
    )


def _table(study: Study, flow: Flow, year: int) -> Table:
    note = study.cite(flow, year, year)
    status = str(flow.summary(year).get("state_of_share", "undefined"))
    rows: list[tuple[Cell, ...]] = [
        (
            states.name(row["origin"]),
            wording.dollars(row["value"], note=note),
            wording.percent(
                row["share"], note=note, status="" if row["share"] is not None else status
            ),
        )
        for row in _investors(flow, year).head(INVESTORS_SHOWN).rows(named=True)
    ]
    stock = flow.view.indicator == "fdi_stock"
    unknown = flow.summary(year)["unknown"]
    are = "is" if unknown == 1 else "are"
    gaps = f" {number_of(unknown, 'partner')} {are} not covered that year." if unknown else ""
    return Table(
        "investment-stock" if stock else "investment-flow",
        f"{'Direct investment held' if stock else 'Direct investment coming in'}, {year}",
        ("Investor", "US dollars", "Share"),
        tuple(rows),
        caption=TOLD.get(flow.year(year)["told_by"][0], "")
        + gaps
        + wording.cut(len(rows), _investors(flow, year).height, "investors"),
    )
