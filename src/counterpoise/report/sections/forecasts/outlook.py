"""Where the partners of a channel are going: who will lead, fans of shares, newcomers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import polars as pl

from counterpoise import schema
from counterpoise.errors import CounterpoiseError
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Number, Section, Sentence, Table
from counterpoise.report.sections.forecasts.begun import unknown
from counterpoise.report.sections.forecasts.record import happened, happened_head
from counterpoise.report.study import Study
from counterpoise.scenarios.outlook import answers as tables
from counterpoise.scenarios.outlook import trained
from counterpoise.scenarios.outlook.forecast import Outlook
from counterpoise.scenarios.outlook.forecast import outlook as forecast

TITLE = "Where arms are going"
SHOWN = 8
FANS = 4
AHEAD = 5
"""Years ahead if none is named."""


@dataclass(frozen=True)
class Changed:
    """The outlook with interventions, and the suppliers that they hit."""

    outlook: Outlook
    hit: tuple[str, ...]


def section(study: Study) -> Section:
    """Return where arms are going, from the last year known, for the brief."""
    flow = study.flow("arms")
    if flow is None:
        return Section(
            "outlook",
            TITLE,
            lead=(
                (f"Where arms are going is not known: no deliveries to {study.place} are held.",),
            ),
        )
    as_of = flow.evidence.last
    source = flow.evidence.holding.source
    try:
        found = forecast(study.store, study.state, as_of=as_of, to=as_of + AHEAD, source=source)
    except CounterpoiseError as refusal:
        return Section("outlook", TITLE, lead=((str(refusal.problem),),))
    found = replace(found, came=found.past)  # a brief as of a year knows nothing after it
    rows = f"counterpoise outlook {study.state}{wording.as_of(study.as_of)}"
    note = cite(study, found, "arms", rows)
    new = tables.entries(found).filter(~pl.col("supplier").str.contains(":"))
    entering = new.head(0 if tables.alike(found, new) else 3)
    beginning = [
        (wording.place(row["supplier"]), row["probability"]) for row in entering.rows(named=True)
    ]
    return Section(
        "outlook",
        TITLE,
        lead=(
            lead_sentence(found, note),
            *([("Likeliest to begin: ", *_bracketed(beginning, note), ".")] if beginning else []),
        ),
        parts=(fans(found, note, shown=2),),
        caveats=(
            f"`counterpoise outlook {study.state}` tells of the model's record, of more suppliers, and"
            " of embargoes imposed or lifted.",
        ),
    )


def window(outlook: Outlook) -> str:
    """Return the years of the window."""
    return wording.span(outlook.as_of + 1, outlook.to)


def lead_sentence(outlook: Outlook, note: int) -> Sentence:
    """Return who is likeliest to lead, with the range of its share, and what happened."""
    top = tables.leaders(outlook).row(0, named=True)
    share = _row(tables.shares(outlook), top["supplier"])
    cells: list[Cell] = [
        f"As of {outlook.as_of}, {wording.place(top['supplier'])} leads over {window(outlook)} with a"
        " probability of ",
        chance(top["probability"], note),
        "; with 80 % its share lies between ",
        _end(share["low80"], note),
        " and ",
        _end(share["high80"], note),
        ", after ",
        wording.percent(share["past"], note=note, bar=False),
        f" in {wording.span(outlook.as_of - 4, outlook.as_of)}.",
    ]
    if share["happened"] is not None:
        cells += [
            f" What happened up to {outlook.known_to}: ",
            wording.percent(share["happened"], note=note, bar=False),
            ".",
        ]
    return tuple(cells)


def leading(outlook: Outlook, changed: Changed | None, note: int) -> Section:
    """Return who will lead, and the shares, with what is known of it by now."""
    shown = tables.shares(outlook)["supplier"].head(SHOWN).to_list()
    shown += [name for name in _hit(changed) if name not in shown]
    shares = tables.shares(outlook, also=shown).filter(pl.col("supplier").is_in(shown))
    so = tables.shares(changed.outlook, also=shown) if changed else None
    rows: list[tuple[Cell, ...]] = []
    for row in shares.rows(named=True):
        cells: list[Cell] = [
            states.name(row["supplier"]),
            wording.percent(row["past"], note=note),
            chance(row["leads"], note),
            chance(row["mean"], note, bar=True),
            _span(row, 80, note),
            _span(row, 95, note),
        ]
        if so is not None:
            then = _row(so, row["supplier"])
            cells += [chance(then["leads"], note), chance(then["mean"], note)]
        rows.append((*cells, happened(outlook, row["happened"], note)))
    heads = ["Past 5 years", "Leads", "Share, mean", "80 %", "95 %"]
    if changed:
        heads += ["Leads, if so", "Mean, if so"]
    return Section(
        "leading",
        "Who will lead",
        lead=_by_year(outlook, note),
        parts=(
            Table(
                "outlook-shares",
                f"Suppliers over {window(outlook)}, as of {outlook.as_of}",
                ("Supplier", *heads, happened_head(outlook)),
                tuple(rows),
                caption="Shares of all that is delivered in the window. Intervals are the shortest that"
                " hold so much of the draws."
                + (" If so: with the interventions." if changed else ""),
            ),
            fans(outlook, note),
        ),
    )


def fans(outlook: Outlook, note: int, shown: int = FANS) -> Chart:
    """Return the fans of the largest suppliers."""
    found = tables.fan(outlook)
    largest = found["supplier"].unique(maintain_order=True).head(shown)
    keys = ("year", "median", "low80", "high80", "low95", "high95", "happened")
    rows = [
        {"partner": states.name(supplier), "id": supplier, **{key: row[key] for key in keys}}
        for supplier in largest
        for row in found.filter(pl.col("supplier") == supplier).sort("year").rows(named=True)
    ]
    return Chart(
        "share-fans",
        "share_fan",
        f"Share since {outlook.as_of + 1}, year by year",
        f"Fans of the shares of the largest suppliers, {window(outlook)}, with what happened.",
        tuple(rows),
        caption=f"Line: median; bands: 80 and 95 %. Share of all deliveries from {outlook.as_of + 1} to"
        " the year."
        + (
            " Dotted line: what happened, as far as it is known."
            if outlook.known_to > outlook.as_of
            else ""
        ),
        notes=(note,),
    )


def newcomers(outlook: Outlook, changed: Changed | None, note: int) -> Section:
    """Return who may enter, how many suppliers there will be, and how much is delivered."""
    hit = _hit(changed)
    found = tables.entries(outlook, also=hit).filter(~pl.col("supplier").str.contains(":"))
    same = tables.alike(outlook, found)
    likeliest = [] if same else found["supplier"].head(SHOWN).to_list()
    worth = {*likeliest, *found.filter("happened")["supplier"], *hit}
    named = found["supplier"].to_list()
    so = tables.entries(changed.outlook, also=named) if changed else None
    rows = [_each(outlook, found, so, note)] if same else []
    for row in found.filter(pl.col("supplier").is_in(list(worth))).rows(named=True):
        cells: list[Cell] = [states.name(row["supplier"]), chance(row["probability"], note)]
        if so is not None:
            cells.append(chance(_row(so, row["supplier"])["probability"], note))
        rows.append((*cells, _yes(outlook, row["happened"])))
    heads = ["Delivers anything", *(["If so"] if changed else []), happened_head(outlook)]
    return Section(
        "newcomers",
        "Newcomers, and how much",
        parts=(
            Table(
                "entries",
                f"Who may begin to deliver in {window(outlook)}",
                ("Supplier", *heads),
                tuple(rows),
                caption=f"Of those who delivered nothing in the ten years to {outlook.as_of}; to deliver is"
                f" {100 * tables.LEAST:g} % of all or more.",
            ),
            _amounts(outlook, note),
        ),
    )


def _each(
    outlook: Outlook, found: pl.DataFrame, so: pl.DataFrame | None, note: int
) -> tuple[Cell, ...]:
    """Return the one row of newcomers whom the model cannot tell apart."""
    of_them = pl.col("supplier").is_in(found["supplier"].implode())
    asked = [found, *([so.filter(of_them)] if so is not None else [])]
    chances = [chance(float(one["probability"].to_numpy().mean()), note) for one in asked]
    known = outlook.known_to > outlook.as_of
    came = f"{found['happened'].sum()} of them" if known else _yes(outlook, None)
    return (f"Each of {found.height}, whom the model cannot tell apart", *chances, came)


def cite(study: Study, outlook: Outlook, channel: str, command: str) -> int:
    """Return the footnote for the state's own past, which the draws rest on."""
    evidence = study.evidence(trained.CHANNELS[channel], source=outlook.past.source)
    assert evidence is not None
    rows = evidence.rows.filter(
        pl.col("destination") == study.state, pl.col("year") <= outlook.as_of
    )
    return study.ledger.cite(
        evidence,
        f"{channel} of {study.state} up to {outlook.as_of}, and what is known after it",
        rows.select("origin", "year", "item").unique().select(pl.len()).collect().item(),
        command,
    )


def _by_year(outlook: Outlook, note: int) -> tuple[Sentence, ...]:
    """Return in which years another led than the likeliest."""
    top = tables.leaders(outlook).row(0, named=True)["supplier"]
    yearly = tables.leaders_by_year(outlook).filter(pl.col("happened"))
    others = yearly.filter(pl.col("supplier") != top).sort("year")
    if yearly.is_empty():
        return ()
    if others.is_empty():
        return ((f"Up to {outlook.known_to} {wording.place(top)} led in every year.",),)
    told = [
        (f"{wording.place(row['supplier'])} in {row['year']}", row["probability"])
        for row in others.rows(named=True)
    ]
    return (
        (
            "Years in which another led: ",
            *_bracketed(told, note),
            "; in brackets what the forecast gave it for that year. A year in which little came says"
            " little by itself.",
        ),
    )


def _amounts(outlook: Outlook, note: int) -> Table:
    volumes = tables.volumes(outlook).row(0, named=True)
    partners = tables.effective(outlook).row(0, named=True)
    unit = schema.INDICATORS[outlook.past.indicator].unit
    return Table(
        "amounts",
        "How many, and how much",
        ("Over the window", "Median", "80 %", "95 %", happened_head(outlook)),
        tuple(
            (
                title,
                figure(row["median"]),
                _range(row, 80, figure),
                _range(row, 95, figure),
                unknown(outlook) if row["happened"] is None else figure(row["happened"]),
            )
            for title, row, figure in (
                ("Effective suppliers", partners, partial(wording.count, note=note, digits=1)),
                (f"Volume, {unit}", volumes, partial(_amount, unit, note)),
            )
        ),
        caption="Effective suppliers: as many equal ones as would be as concentrated. If the window is"
        " known only in part, its volume is not told.",
    )


def _hit(changed: Changed | None) -> tuple[str, ...]:
    """Return the suppliers hit by interventions; of a whole bloc the first few."""
    return changed.hit[:SHOWN] if changed else ()


def _row(table: pl.DataFrame, supplier: str) -> dict[str, Any]:
    found = table.filter(pl.col("supplier") == supplier)
    return found.row(0, named=True) if found.height else {}


def _span(row: dict[str, Any], level: int, note: int) -> Number:
    low, high = row[f"low{level}"], row[f"high{level}"]
    return Number(row["median"], f"{100 * low:.0f}–{100 * high:.0f}\u00a0%", "share", note=note)


def _amount(unit: str, note: int, value: float) -> Number:
    """Return an amount in its unit; an end of an interval may be zero."""
    known = unit == "USD" and value >= 1
    return wording.dollars(value, note=note) if known else wording.count(value, note=note)


def _range(row: dict[str, Any], level: int, figure: Callable[[float], Number]) -> Number:
    low, high = (figure(row[f"{end}{level}"]) for end in ("low", "high"))
    return replace(low, value=row["median"], text=f"{low.text}–{high.text}")


def chance(value: float, note: int, *, bar: bool = False) -> Number:
    """Return a probability or a mean counted in draws: none in so many is not never."""
    if value == 0:
        return Number(0.0, "<0.1\u00a0%", "share", note=note)
    return wording.percent(value, note=note, bar=bar)


def _end(value: float, note: int) -> Number:
    """Return an end of an interval, where zero is a share like another."""
    if value == 0:
        return Number(0.0, "0\u00a0%", "share", note=note)
    return wording.percent(value, note=note, bar=False)


def _bracketed(told: Sequence[tuple[str, float]], note: int) -> tuple[Cell, ...]:
    """Return words with their probabilities in brackets, as a list in a sentence."""
    cells: list[Cell] = []
    for number, (words, probability) in enumerate(told):
        before = "" if number == 0 else " and " if number == len(told) - 1 else ", "
        cells += [f"{before}{words} (", chance(probability, note), ")"]
    return tuple(cells)


def _yes(outlook: Outlook, happened: bool | None) -> str:
    return unknown(outlook) if happened is None else "yes" if happened else "no"
