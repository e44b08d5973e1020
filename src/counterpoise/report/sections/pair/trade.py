"""Trade between two states, each way, as each of them tells it; and for whom it weighs more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import polars as pl

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.state.trade_caveats import by_others, estimated
from counterpoise.report.study import Study, years_of

SHOWN: Final = 10
"""Years in the table."""
ITSELF: Final = "the state"
"""Who tells of a year that the state tells of itself."""
FEWEST: Final = 3


def section(couple: Couple) -> Section:
    """Return what passed each way, as the seller and as the buyer tell it, and what it weighs."""
    ways = [(seller, buyer, accounts(seller, buyer)) for seller, buyer in couple.ways()]
    parts: list[Table | Chart] = []
    for seller, buyer, told in ways:
        if told.height:
            parts += [*_chart(seller, buyer, told), _table(seller, buyer, told)]
    lead = weight(couple)
    if not parts:
        return Section("trade", "Trade", lead=(("Their trade is not covered.",),))
    return Section(
        "trade",
        "Trade",
        lead=lead,
        parts=(*_weights(couple), *parts),
        caveats=(
            "The seller counts goods at its border (FOB), the buyer with freight and insurance (CIF), and the"
            " seller may name the first port for the last: a gap of 5 to 10 % is usual. A larger one is goods"
            " that pass through others, or are not told.",
            *_of_last_years(couple, {year for *_, told in ways for year in told["year"]}),
        ),
    )


def _of_last_years(couple: Couple, shown: Collection[int]) -> tuple[str, ...]:
    """Return what to beware of in the last years of each, of those that are shown, each thing once."""
    bought = [(study, flow) for study, _ in couple.ways() if (flow := study.flow("imports"))]
    sold = [(study, flow) for study, _ in couple.ways() if (flow := study.flow("exports"))]
    said = [
        *(
            each
            for study, flow in bought
            for each in by_others(study, flow, flow.last)
            if flow.last in shown
        ),
        *(
            each
            for _, flow in (*bought, *sold)
            for each in estimated(flow, flow.last)
            if flow.last in shown
        ),
    ]
    return tuple(dict.fromkeys(said))


def accounts(seller: Study, buyer: Study) -> pl.DataFrame:
    """Return what passed from one to the other by year, as each tells it.

    Returns
    -------
    polars.DataFrame
        `year`; in USD `by_seller`, `by_buyer`: each one's own report, null where it tells nothing;
        `compiled`: the figure of whoever else answers, for years of which neither tells.
    """
    sold = _told(seller, "exports", buyer.state, "by_seller")
    bought = _told(buyer, "imports", seller.state, "by_buyer")
    both = sold.join(bought, on="year", how="full", coalesce=True, suffix="_bought").sort("year")
    own = pl.any_horizontal(pl.col("by_seller", "by_buyer").is_not_null())
    other = pl.coalesce("compiled_bought", "compiled")
    found = both.select("year", "by_seller", "by_buyer", compiled=pl.when(~own).then(other))
    return found.filter(pl.any_horizontal(pl.exclude("year").is_not_null()))


def _told(study: Study, view: str, partner: str, name: str) -> pl.DataFrame:
    flow = study.flow(view)
    if flow is None:
        empty = {"year": pl.Int32, name: pl.Float64, "compiled": pl.Float64}
        return pl.DataFrame(schema=empty)
    rows = flow.shares.filter(pl.col(flow.view.over) == partner, pl.col("value").is_not_null())
    itself = pl.col("told_by") == ITSELF
    known = ~((pl.col("unknown") > 0) & (pl.col("value") == 0))
    return rows.filter(known).select(
        pl.col("year").cast(pl.Int32),
        pl.when(itself).then("value").alias(name),
        compiled=pl.when(~itself).then("value"),
    )


def _chart(seller: Study, buyer: Study, told: pl.DataFrame) -> tuple[Chart, ...]:
    names = {
        "by_seller": f"{seller.name} tells", "by_buyer": f"{buyer.name} tells", "compiled": "as compiled",
    }  # fmt: skip
    first, last = years_of(told)
    rows: list[dict[str, Any]] = []
    largest = told.select(pl.max_horizontal(*names).max()).item()
    size, word, short = wording.money(largest or 0.0)
    for column, name in names.items():
        own = told.drop_nulls(column)
        if own.height < (FEWEST if column != "compiled" else 1):
            continue
        by_year = dict(own.select("year", column).iter_rows())
        ids = {"by_seller": seller.state, "by_buyer": buyer.state}
        rows += [
            {
                "series": name, "year": year, "axis": f"{short} USD", "format": ",.0f", "base": 0,
                "value": by_year[year] / size if year in by_year else None,
                **({"id": ids[column]} if column in ids else {}),
            }
            for year in range(min(by_year), max(by_year) + 1)
        ]  # fmt: skip
    if not rows or last - first < FEWEST:
        return ()
    return (
        Chart(
            f"trade-{seller.state.lower()}-{buyer.state.lower()}",
            "lines",
            f"What {seller.place} sold to {buyer.place}",
            f"Goods that passed from {seller.place} to {buyer.place} by year, {word} US dollars, as each"
            " tells it.",
            tuple(rows),
            caption=f"{wording.started(word)} US dollars, not adjusted for prices.",
            notes=_notes(seller, buyer, (first, last)),
        ),
    )


def _notes(seller: Study, buyer: Study, years: tuple[int, int]) -> tuple[int, ...]:
    flows = ((seller, seller.flow("exports")), (buyer, buyer.flow("imports")))
    return tuple(note for study, flow in flows if flow for note in study.cites(flow, years))


def _table(seller: Study, buyer: Study, told: pl.DataFrame) -> Table:
    shown = told.sort("year").tail(SHOWN)
    sides = [
        _cited(study, view, shown["year"].to_list())
        for study, view in ((seller, "exports"), (buyer, "imports"))
    ]
    rows = []
    for row in shown.iter_rows(named=True):
        sold, bought = (notes.get(row["year"]) for notes in sides)
        rows.append(
            (
                str(row["year"]),
                _dollars(row["by_seller"], sold),
                _dollars(row["by_buyer"], bought),
                _gap(row["by_seller"], row["by_buyer"], bought),
                _dollars(row["compiled"], bought or sold),
            )
        )
    return Table(
        f"accounts-{seller.state.lower()}-{buyer.state.lower()}",
        f"From {seller.place} to {buyer.place}, year by year",
        ("Year", f"{seller.name} tells", f"{buyer.name} tells", "Gap", "As compiled"),
        tuple(rows),
        caption="The gap is what the buyer tells more than the seller, of the larger of the two.",
    )


def _dollars(value: float | None, note: int | None) -> Cell:
    return "" if value is None else wording.dollars(value, note=note)


def _gap(sold: float | None, bought: float | None, note: int | None) -> Cell:
    if sold is None or bought is None or max(sold, bought) <= 0:
        return ""
    return wording.change(100 * (bought - sold) / max(sold, bought), note=note)


def _cited(study: Study, view: str, years: Sequence[int]) -> dict[int, int]:
    """Return the footnote of each year: one for all years that one release answers."""
    flow = study.flow(view)
    if flow is None:
        return {}
    found = {}
    for piece, _, _ in flow.pieces():
        own = sorted(set(years) & set(piece.chosen["year"].to_list()))
        if own:
            note = study.cite_piece(flow, piece, own[0], own[-1])
            found.update(dict.fromkeys(own, note))
    return found


def weight(couple: Couple) -> tuple[Sentence, ...]:
    """Return for whom of the two their trade weighs more, in the last year told of both."""
    known = _both(couple)
    if known.is_empty():
        return ()
    year, mine, theirs = known.sort("year").row(-1)
    sides = [
        (mine, couple.one, couple.other),
        (theirs, couple.other, couple.one),
    ]
    (more, heavier, _), (less, lighter, _) = sorted(sides, key=lambda side: -side[0])
    ratio: tuple[Cell, ...] = ()
    if less > 0:
        note = _cite_ties(heavier, year)
        ratio = (
            " It weighs ",
            wording.times(more / less, note=note),
            f" times as much for {heavier.place}.",
        )
    return (
        (
            f"In {year} trade with each other was ",
            wording.percent(more, note=_cite_ties(heavier, year), bar=False),
            f" of all trade of {heavier.place}, and ",
            wording.percent(less, note=_cite_ties(lighter, year), bar=False),
            f" of that of {lighter.place}.",
            *ratio,
        ),
    )


def _both(couple: Couple) -> pl.DataFrame:
    """Return `year`, and the part of each one's trade that is with the other, where both are told."""
    shares = [
        study.ties.filter(pl.col("partner") == partner.state)
        .drop_nulls("state_share")
        .select(pl.col("year").cast(pl.Int32), pl.col("state_share").alias(study.state))
        for study, partner in couple.ways()
    ]
    return shares[0].join(shares[1], on="year", how="inner")


def _cite_ties(study: Study, year: int) -> int:
    flow = study.flow("imports")
    assert flow is not None, "trade is told"
    return study.ledger.cite(
        flow.evidence_of(year),
        f"goods traded by {study.state}, both directions, {year}",
        study.ties.filter(pl.col("year") == year).height,
        f"counterpoise table ties {study.state} --years {year}-{year}",
    )


def _weights(couple: Couple) -> tuple[Chart, ...]:
    """Return each one's part of the other's trade through time."""
    rows: list[dict[str, Any]] = []
    notes: list[int] = []
    for study, partner in couple.ways():
        own = study.ties.filter(pl.col("partner") == partner.state).drop_nulls("state_share")
        if own.height < FEWEST:
            continue
        first, last = years_of(own)
        by_year = dict(own.select("year", "state_share").iter_rows())
        rows += [
            {"series": f"of {wording.possessive(study.name)} trade", "id": study.state, "year": year,
             "value": by_year.get(year), "axis": "Share of trade", "format": ".0%"}
            for year in range(first, last + 1)
        ]  # fmt: skip
        flow = study.flow("imports")
        notes += study.cites(flow, (first, last)) if flow else ()
    if not rows:
        return ()
    return (
        Chart(
            "trade-weights",
            "lines",
            "What their trade is to each of them",
            f"Trade between {couple.one.place} and {couple.other.place} as a share of all trade of each.",
            tuple(rows),
            caption="Both ways, as each state's own answer has it; the higher line leans more.",
            notes=tuple(notes),
        ),
    )
