"""With whom the state trades, who sells more to whom, and for whom the tie weighs more."""

from __future__ import annotations

import polars as pl

from counterpoise.measures.answers import ties_totals
from counterpoise.panel.ask import tells_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.state import maps
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.sections.state.trade_caveats import by_others, passing
from counterpoise.report.study import Flow, Study, years_of

PARTNERS_SHOWN = 10
LINES_SHOWN = 5
PAIR = ("state", "partner", "year")
FIRST_YEAR = 1946
YEARS_BEFORE = 10
"""Years back to which a balance is compared."""


def section(study: Study) -> Section:
    """Return the section on trade: the latest whole picture, the balance, and the long run."""
    known = study.ties.drop_nulls("state_total")
    flow = study.flow("imports")
    if known.is_empty() or flow is None:
        return _nothing(study)
    year = years_of(known)[1]
    now = _now(study, known.filter(pl.col("year") == year))
    note = cite(study, year)
    return Section(
        "trade",
        "Trade",
        lead=(
            _largest_tie(study, now, year, note),
            _largest_deficit(study, known, now, note),
            _weight_of_largest(study, now, note),
        ),
        parts=(
            _table(study, flow, now, year, note),
            *(() if study.short else _mirrors(study, flow, year)),
            *_balance_chart(study, known, now),
            *maps.of_flow(study, "imports"),
            *maps.of_flow(study, "exports"),
            *(() if study.short else _weight_chart(study, now, year, note)),
            *_long_run(study, known),
        ),
        caveats=(
            *passing(now, year),
            *by_others(study, flow, year),
            *partly_known(study, year),
            *flow.evidence_of(year).holding.card.caveats,
        ),
    )


def _nothing(study: Study) -> Section:
    """Return the section of a state whose trade can't be told, with what is known of it in part."""
    empty = not_held(study, "trade", "Trade", "goods", "origin")
    known = partly_known(study, 0)
    return Section("trade", "Trade", lead=((known[-1],),)) if known else empty


def _now(study: Study, own: pl.DataFrame) -> pl.DataFrame:
    """Return one year's ties of the state, the largest first, with what they weigh for the partner."""
    ranked = own.sort("total", "partner", descending=[True, False], nulls_last=True)
    year = years_of(own)[1]
    partners = ranked["partner"].head(PARTNERS_SHOWN)
    theirs = study.of_all(("trade", year), lambda: _everybodys(study, year))
    theirs = theirs.rename({"state": "partner"})
    theirs = theirs.filter(pl.col("partner").is_in(partners.implode()))
    rows = ranked.join(theirs, on=["partner", "year"], how="left", validate="m:1")
    return rows.with_columns(partner_share=pl.col("total") / pl.col("partner_total"))


def _everybodys(study: Study, year: int) -> pl.DataFrame:
    """Return the trade both ways of every state in one year."""
    bought, sold = (study.everybody(name, year) for name in ("imports", "exports"))
    return ties_totals(bought, sold)


def partly_known(study: Study, after: int) -> tuple[str, ...]:
    """Return which later years are known in part only, and how much of them is told."""
    found: list[str] = []
    for name in ("imports", "exports"):
        flow = study.flow(name)
        if flow is None:
            continue
        later = flow.shares.filter(
            pl.col("year") > after,
            pl.col("state_of_share").is_in(["partly known", "too little known"]),
        )
        if later.is_empty():
            continue
        year = years_of(later)[1]
        row = flow.told.answer.chosen.filter(pl.col("year") == year).row(0, named=True)
        held = flow.evidence_of(year).holding
        found.append(
            f"Figures of {name} in {year} are held ({held.card.title}) but not built on: what is held"
            f" {tells_of(row['completeness'], row['yardstick'])}."
        )
    return tuple(found)


def cite(study: Study, year: int) -> int:
    """Return the footnote for the state's trade in a year."""
    flow = study.flow("imports")
    if flow is None:
        raise LookupError("trade is cited where none is told")
    evidence = flow.evidence_of(year)
    return study.ledger.cite(
        evidence,
        f"goods traded by {study.state}, both directions, {year}",
        study.ties.filter(pl.col("year") == year).height,
        f"counterpoise table ties {study.state} --years {year}-{year}",
    )


def _largest_tie(study: Study, now: pl.DataFrame, year: int, note: int) -> Sentence:
    top = now.row(0, named=True)
    market = now.sort("exports", descending=True, nulls_last=True).row(0, named=True)
    sentence: list[Cell] = [
        f"In {year} {study.place} traded most with {wording.place(top['partner'], year)}: ",
        wording.dollars(top["total"], note=note),
        " both ways, ",
        wording.percent(top["state_share"], note=note, bar=False),
        " of its trade",
    ]
    if market["partner"] != top["partner"]:
        sentence += [
            f"; it sold most to {wording.place(market['partner'], year)}: ",
            wording.dollars(market["exports"], note=note),
        ]
        if top["exports"] is not None:
            sentence += [
                ", and ",
                wording.dollars(top["exports"], note=note) if top["exports"] else "nothing",
                f" to {wording.place(top['partner'], year)}",
            ]
    return (*sentence, ". ")


def _largest_deficit(study: Study, ties: pl.DataFrame, now: pl.DataFrame, note: int) -> Sentence:
    """Return the largest deficit, and what it was ten years before."""
    worst = now.sort("balance", nulls_last=True).row(0, named=True)
    if worst["balance"] is None or worst["balance"] >= 0:
        return ()
    known = ties.filter(pl.col("partner") == worst["partner"], pl.col("balance").is_not_null())
    first = known.filter(pl.col("year") == worst["year"] - YEARS_BEFORE).rows(named=True)
    then: list[Cell] = []
    if first:
        before = first[0]["balance"]
        then = [
            ", after a surplus of " if before > 0 else ", after ",
            wording.dollars(before, note=cite(study, first[0]["year"])),
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
        wording.times(more / less, note=note),
        f" times as much for {heavier} (",
        wording.percent(more, note=note, bar=False),
        f" of its trade) as for {lighter} (",
        wording.percent(less, note=note, bar=False),
        ").",
    )


def _table(study: Study, flow: Flow, now: pl.DataFrame, year: int, note: int) -> Table:
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
        caption=f"{_whence(study, flow, year)} Each partner's share is of the partner's own trade, as it"
        f" is told of the partner.{wording.cut(len(rows), now.height, 'partners')}",
    )


def _mirrors(study: Study, flow: Flow, year: int) -> tuple[Table, ...]:
    """Return what both sides tell of the state's imports, where both do."""
    both = flow.year(year).drop_nulls("mirror")
    twice = both.head(PARTNERS_SHOWN)
    if twice.is_empty():
        return ()
    note = study.cite(flow, year, year)
    rows: list[tuple[Cell, ...]] = []
    for row in twice.rows(named=True):
        shares = [one for one in (row["share"], row["mirror_share"]) if one is not None]
        rows.append(
            (
                states.name(row["origin"]),
                wording.dollars(row["value"], note=note),
                wording.dollars(row["mirror"], note=note),
                wording.dollars(row["mirror"] - row["value"], note=note, sign=True),
                wording.between(*shares, note=note),
            )
        )
    return (
        Table(
            "trade-mirrors",
            f"What {study.place} bought in {year}, as both sides tell it",
            ("Partner", f"{study.place} tells", "The partner tells", "Gap", "Share of imports"),
            tuple(rows),
            caption="The buyer counts freight and insurance, the seller may name the first port for the"
            " last. The share is between what follows from the one telling and from the other."
            + wording.cut(twice.height, both.height, "partners of whom both sides tell"),
            folded="The same ties as the partners tell of them",
        ),
    )


def _whence(study: Study, flow: Flow, year: int) -> str:
    """Return who tells of a year, each way, and how much of the state's own total."""
    sold = study.flow("exports")
    ways = {"imports": flow, **({"exports": sold} if sold else {})}
    told_by = []
    for name, way in ways.items():
        held = way.evidence_of(year).holding
        row = way.told.answer.chosen.filter(pl.col("year") == year).row(0, named=True)
        piece = way.told.answer.piece(way.state, year)
        whose = piece.told_as(row["teller"]) if piece else ""
        told_by.append(
            f"{name}, {held.card.title}, vintage {held.vintage}, {whose}; what is"
            f" held {tells_of(row['completeness'], row['yardstick'])}"
        )
    return f"Sources: {'. '.join(told_by)}."


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


def _balance_chart(study: Study, ties: pl.DataFrame, now: pl.DataFrame) -> tuple[Chart, ...]:
    if ties["year"].n_unique() < 3:
        return ()
    shown = (
        now.with_columns(size=pl.col("balance").abs())
        .sort("size", "partner", descending=[True, False], nulls_last=True)["partner"]
        .head(LINES_SHOWN)
    )
    drawn = [
        (partner, year, balance)
        for partner in shown
        for year, balance in _yearly(ties, partner, "balance")
    ]
    size, word, short = wording.money(max((abs(one or 0.0) for *_, one in drawn), default=0.0))
    rows = [
        {
            "series": states.name(partner), "id": partner, "year": year,
            "value": None if balance is None else balance / size,
            "axis": f"{short} USD", "format": ",.0f", "base": 0,
        }
        for partner, year, balance in drawn
    ]  # fmt: skip
    return (
        Chart(
            "trade-balance",
            "lines",
            "What it sells less what it buys",
            f"Trade balance of {study.place} with its partners of largest imbalance, {word} US dollars.",
            tuple(rows),
            caption=f"Exports less imports, {word} US dollars; below zero is a deficit.",
            notes=_cites(study, ties),
        ),
    )


def _cites(study: Study, ties: pl.DataFrame) -> tuple[int, ...]:
    """Return the footnotes of both ways of trade in the years of these ties."""
    flows = (study.flow(name) for name in ("imports", "exports"))
    return tuple(note for flow in flows if flow for note in study.cites(flow, years_of(ties)))


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


def _long_run(study: Study, known: pl.DataFrame) -> tuple[Chart, ...]:
    """Return the shares of the main partners over decades, of the years that can be told."""
    ties = known.filter(pl.col("year") >= FIRST_YEAR)
    if ties["year"].n_unique() < 10:
        return ()
    last = ties.filter(pl.col("year") > pl.col("year").max() - 5)
    recent = _largest(last, 4)
    ever = _largest(ties.filter(~pl.col("partner").is_in(recent)), 2, by="state_share")
    rows = []
    for partner in [*recent, *ever]:
        rows += [
            {"series": states.name(partner), "id": partner, "year": year, "value": share,
             "axis": "Share of trade", "format": ".0%"}
            for year, share in _yearly(ties, partner, "state_share")
        ]  # fmt: skip
    return (
        Chart(
            "trade-long-run",
            "lines",
            "Partners come and go",
            f"Shares of main partners in the trade of {study.place} since {years_of(ties)[0]}.",
            tuple(rows),
            caption="Share of trade, both ways, of the years in which enough of it is told; a gap is a"
            f" year that is not. {_sources(study, ties)}",
            notes=_cites(study, ties),
        ),
    )


def _yearly(ties: pl.DataFrame, partner: str, column: str) -> list[tuple[int, float | None]]:
    """Return a partner's figure in every year from first to last; None where a year is not told."""
    own = ties.filter(pl.col("partner") == partner)
    first, last = years_of(own)
    by_year = dict(own[["year", column]].rows())
    return [(year, by_year.get(year)) for year in range(first, last + 1)]


def _largest(ties: pl.DataFrame, number: int, *, by: str = "total") -> list[str]:
    return (
        ties.group_by("partner")
        .agg(pl.col(by).sum())
        .sort(by, "partner", descending=[True, False], nulls_last=True)["partner"]
        .head(number)
        .to_list()
    )


def _sources(study: Study, ties: pl.DataFrame) -> str:
    """Return which releases tell of which years of these ties, in words."""
    flow, (begin, end) = study.flow("imports"), years_of(ties)
    told_by = [
        f"{wording.span(max(first, begin), min(last, end))}: {piece.holding.card.title}"
        for piece, first, last in (flow.pieces() if flow else ())
        if first <= end and last >= begin
    ]
    return f"Years and sources: {'; '.join(told_by)}."
