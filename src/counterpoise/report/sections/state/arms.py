"""Who arms the state: shares over windows, what the stock still owes to whom, and what is thin."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.stock import decayed_stock
from counterpoise.measures.views import view
from counterpoise.printable import number_of, whole_percent
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.state import maps, windows
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.study import Flow, Study

SUPPLIERS_SHOWN = 8
KEEP = 0.95
TIV = " (SIPRI's trend-indicator value: what arms can do, not what was paid)"
"""What the unit is, in words, where it first stands."""
"""Part of the installed stock that is still in use a year later."""


def section(study: Study) -> Section:
    """Return the section on arms; one that says how to get the evidence if there is none."""
    flow = study.flow("arms")
    if flow is None:
        return not_held(study, "arms", "Arms", "arms", "destination")
    ends = windows.window_ends(flow)
    caveats = (*thin_years(study), *flow.evidence.holding.card.caveats)
    return Section(
        "arms",
        "Arms",
        lead=(_finding(study, flow, ends), *_stock_sentence(study, flow)),
        parts=(
            *(() if study.short else (_chart(study, flow, ends),)),
            _table(study, flow, ends),
            *_stock_chart(study, flow),
            *maps.of_flow(study, "arms"),
        ),
        caveats=caveats,
    )


def thin_years(study: Study) -> tuple[str, ...]:
    """Return a warning about single years whose deliveries are too few to carry a share."""
    usual = study.flow("arms")
    yearly = study.flow("arms", window=1)
    if usual is None or yearly is None:
        return ()
    floor = view("arms").floor
    thin = yearly.volumes.filter(pl.col("volume").is_between(0, floor, closed="none")).sort("year")
    if thin.is_empty():
        return ()
    named = [f"{year} ({volume:,.1f})" for year, volume in thin.select("year", "volume").rows()]
    return (
        f"Years that rest on less than {floor:g} million TIV say nothing by themselves and get no"
        f" share of their own: {wording.listed(named)}.",
    )


def _finding(study: Study, flow: Flow, ends: list[int]) -> Sentence:
    last = ends[-1]
    found = flow.summary(last)
    note = study.cite(flow, last - flow.view.window + 1, last)
    span = wording.span(last - flow.view.window + 1, last)
    if found.get("state_of_share") != "shared":
        return (
            f"In {span} {study.place} received ",
            wording.tiv(found.get("volume"), note=note),
            f" million TIV{TIV} of major arms, too little to speak of shares.",
        )
    leader = flow.year(last).row(0, named=True)
    peak = flow.concentration.filter(pl.col("cr_1").is_not_null()).sort("cr_1").row(-1, named=True)
    sentence: list[Cell] = [
        f"In {span} {study.place} received ",
        wording.tiv(found["volume"], note=note),
        f" million TIV{TIV} of major arms, ",
        wording.percent(leader["share"], note=note),
        f" of them from {wording.place(leader['origin'])}",
    ]
    if found["partners"] > 1:
        sentence += [
            "; its ",
            wording.count(found["partners"], note=note, unit="suppliers"),
            " suppliers weigh as much as ",
            wording.count(found["hill_2"], note=note, digits=1, unit="equal suppliers"),
            " equal ones",
        ]
    if peak["year"] != last:
        years = wording.span(peak["year"] - flow.view.window + 1, peak["year"])
        sentence += [
            f". It was most concentrated in {years}, when {wording.place(peak['leader'])} supplied ",
            wording.percent(
                peak["cr_1"],
                note=study.cite(flow, peak["year"] - flow.view.window + 1, peak["year"]),
            ),
        ]
    return (*sentence, ".")


def _chart(study: Study, flow: Flow, ends: list[int]) -> Chart:
    leaders = windows.largest(flow, ends, SUPPLIERS_SHOWN)
    rows = []
    for end in ends:
        span = wording.span(*windows.span(flow, end))
        year = flow.year(end).filter(pl.col("share").is_not_null())
        volume = flow.summary(end).get("volume")
        for partner in leaders:
            share = year.filter(pl.col("origin") == partner)["share"].sum()
            if share:
                rows.append(
                    {
                        "window": span,
                        "partner": states.name(partner),
                        "id": partner,
                        "share": share,
                        "volume": volume,
                    }
                )
        rest = year.filter(~pl.col("origin").is_in(leaders))["share"].sum()
        rows.append({"window": span, "partner": "others", "share": rest, "volume": volume})
    order = {states.name(partner): number for number, partner in enumerate(leaders)}
    rows.sort(key=lambda row: (order.get(str(row["partner"]), 99), str(row["window"])))
    return Chart(
        "arms-windows",
        "share_windows",
        f"Who delivered {wording.possessive(study.place)} arms",
        f"Shares of suppliers in {wording.possessive(study.place)} arms deliveries over"
        f" {flow.view.window}-year windows, and below them the volume of each window in million TIV.",
        tuple(rows),
        caption="Share of deliveries in each window; below, the volume in million TIV.",
        notes=tuple(study.cite(flow, *windows.span(flow, end)) for end in ends),
    )


def _table(study: Study, flow: Flow, ends: list[int]) -> Table:
    marks = windows.notes(study, flow, ends)
    found = {end: flow.summary(end) for end in ends}
    suppliers = windows.largest(flow, ends, SUPPLIERS_SHOWN)
    return Table(
        "arms-suppliers",
        f"Suppliers of arms to {study.place}",
        ("Supplier", *(wording.span(*windows.span(flow, end)) for end in ends)),
        (
            *windows.share_rows(study, flow, suppliers, ends),
            (
                "Volume, million TIV",
                *(wording.tiv(found[end].get("volume"), note=marks[end]) for end in ends),
            ),
            (
                "Concentration (HHI)",
                *(
                    wording.count(found[end].get("herfindahl"), note=marks[end], digits=3)
                    for end in ends
                ),
            ),
            (
                "Effective suppliers",
                *(
                    wording.count(found[end].get("hill_2"), note=marks[end], digits=1)
                    for end in ends
                ),
            ),
        ),
        caption="Shares of deliveries in the window (sum of volumes over the window, then share)."
        " HHI, the sum of squared shares: near 1, one supplier; effective suppliers = 1/HHI."
        + wording.cut(len(suppliers), windows.there(flow, ends), "suppliers", windows.NOW_OR_ONCE),
    )


def _stock(study: Study, flow: Flow) -> pl.DataFrame:
    """Return the stock by origin and year, computed once for each page."""
    return study.once("stock of arms", lambda: _worn(study, flow))


def _worn(study: Study, flow: Flow) -> pl.DataFrame:
    rows = flow.evidence.rows.filter(pl.col("destination") == study.state).collect()
    return decayed_stock(rows, of="destination", over="origin", keep=KEEP)


def _first_held(flow: Flow) -> int:
    """Return the first year of the release that answers for the last year."""
    return flow.evidence.holding.years[0]


def _cite_stock(study: Study, flow: Flow) -> int:
    """Return the footnote for the stock: all rows up to the last year, and how they wear out."""
    first = _first_held(flow)
    return study.ledger.cite(
        flow.evidence,
        f"stock of arms of {study.state} by origin, {wording.span(first, flow.last)}",
        _stock(study, flow).filter(pl.col("year") == flow.last).height,
        f"counterpoise table decayed_stock {study.state}"
        f" --source {flow.evidence.holding.source} --keep {KEEP:g} --years {flow.last}-{flow.last}",
    )


def _stock_sentence(study: Study, flow: Flow) -> tuple[Sentence, ...]:
    stock = _stock(study, flow).filter(pl.col("year") == flow.last).sort("share", descending=True)
    if stock.is_empty():
        return ()
    top = stock.row(0, named=True)
    first = _first_held(flow)
    return (
        (
            "What was delivered stays in service: of all deliveries since "
            f"{first}, wearing out by {whole_percent(1 - KEEP)} a year, ",
            wording.percent(top["share"], note=_cite_stock(study, flow)),
            f" came from {wording.place(top['origin'])}.",
        ),
    )


def _stock_chart(study: Study, flow: Flow) -> tuple[Chart, ...]:
    stock = _stock(study, flow)
    tops = (
        stock.filter(pl.col("year") == flow.last)
        .sort("share", "origin", descending=[True, False])["origin"]
        .head(1)
    )
    if tops.is_empty() or stock["year"].n_unique() < 3:
        return ()
    top = tops[0]
    name = states.name(top)
    first = max(flow.first, _first_held(flow))
    new = flow.shares.filter(pl.col("origin") == top).select("year", "share")
    old = stock.filter(pl.col("origin") == top, pl.col("year") >= first).select("year", "share")
    labels = {"in the stock": (old, None), "in new arms": (new, top)}
    rows = [
        {
            "series": label,
            "id": entity,
            "year": year,
            "value": share,
            "axis": f"Share of {name}",
            "format": ".0%",
        }
        for label, (series, entity) in labels.items()
        for year, share in series.sort("year").rows()
    ]
    return (
        Chart(
            "arms-stock",
            "lines",
            f"{name} in what arrives, and in what is there",
            f"Share of {name} in deliveries of the last"
            f" {number_of(flow.view.window, 'year')}, and in the stock.",
            tuple(rows),
            caption=f"New arms: deliveries of the last {number_of(flow.view.window, 'year')}. Stock: all"
            " deliveries"
            f" since {_first_held(flow)}, {whole_percent(1 - KEEP)} of it lost each year; what came"
            " before is not in it, so its first years say little.",
            notes=(_cite_stock(study, flow),),
        ),
    )
