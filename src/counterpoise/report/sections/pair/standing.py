"""What each of two states is to the other: its part of every channel, and its place in it."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.reference import products
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.first_screen.leaders import APART, AS_BEFORE, rests_on
from counterpoise.report.sections.pair.couple import Couple, Part
from counterpoise.report.sections.state.channels import cite, in_all_years, label, own_names
from counterpoise.report.sections.state.overview import share_cell
from counterpoise.report.study import Study

CHANNELS: Final = ("imports", "exports", "arms", "investment", "aid")
BASKETS: Final = (
    "energy", "crude_oil", "gas", "coal", "materials", "lithium", "cobalt", "rare_earths", "technology",
)  # fmt: skip
"""The baskets that a page tells of, as each buys them; `table` tells of the others."""
OWNED: Final = {
    "imports": "imports", "exports": "exports", "arms": "arms", "investment": "foreign capital",
    "aid": "aid",
}  # fmt: skip


def section(couple: Couple) -> Section:
    """Return both states' parts of each other's channels side by side."""
    return Section(
        "standing",
        "What each is to the other",
        parts=(
            _table(couple, "standing-channels", "By channel", (*CHANNELS, *_more(couple))),
            *_baskets(couple),
        ),
        caveats=(
            "Each figure is of the last year in which enough is told of the state whose channel it is; the"
            " years of a row may differ. A dash: covered, and nothing passed.",
        ),
    )


def answer(couple: Couple) -> tuple[Sentence, ...]:
    """Return in a sentence each way what the one has of the other's trade, arms and capital."""
    return tuple(said for way in couple.ways() if (said := _said(couple, *way)))


def _said(couple: Couple, study: Study, partner: Study) -> Sentence:
    cells: list[Cell] = []
    for name in CHANNELS[:4]:
        part = couple.part(study, name)
        if part is None or not part.share:
            continue
        owner = wording.possessive(study.place) if not cells else "its"
        cells += [
            ", " if cells else f"{wording.started(partner.place)} has ",
            share_cell(study, part.flow, part.year, partner.state, part.share),
            f" of {owner} {OWNED[name]} ({_place(part, _rests_on(part))}",
            *_by_own_word(study, part, partner),
            ")",
        ]
    return (*cells, ".") if cells else ()


def _rests_on(part: Part) -> str:
    return rests_on(part.flow, part.year, leads=part.place == 1)


def _by_own_word(study: Study, part: Part, partner: Study) -> list[Cell]:
    """Return the share if customs record as before what only the partners tell, where it is another."""
    flow, year = part.flow, part.year
    ties = flow.year(year).filter(pl.col(flow.view.over) == partner.state)
    own = ties["own_share"][0] if ties.height else None
    if own is None or part.share is None or abs(own - part.share) < APART:
        return []
    shown = wording.percent(own, note=cite(study, flow, year), bar=False)
    return ["; ", shown, AS_BEFORE]


def _place(part: Part, rests: str = "") -> str:
    """Return a place in words, the period, what that rests on, and since when, if it is the first."""
    when = wording.span(part.year - part.flow.view.window + 1, part.year) + rests
    if part.place is None:
        return when
    since = ""
    if part.since and part.since < part.year:
        since = f"; since {part.since}{in_all_years(part.led)}"
    return f"{wording.ordinal(part.place)} of {part.of:,}, {when}{since}"


def _more(couple: Couple) -> tuple[str, ...]:
    """Return the other channels, those of data of one's own among them, in which either has a part."""
    return tuple(
        name for name in own_names() if any(_has(couple, one, name) for one, _ in couple.ways())
    )


def _baskets(couple: Couple) -> tuple[Table, ...]:
    told = [name for name in BASKETS if any(_has(couple, one, name) for one, _ in couple.ways())]
    if not told:
        return ()
    return (_table(couple, "standing-products", "By product, as each buys it", tuple(told)),)


def _has(couple: Couple, study: Study, name: str) -> bool:
    part = couple.part(study, name)
    return part is not None and bool(part.share)


def _table(couple: Couple, key: str, title: str, names: tuple[str, ...]) -> Table:
    heads = [
        head
        for study, partner in couple.ways()
        for head in (f"{partner.name} in {wording.possessive(study.name)}", "Place and period")
    ]
    rows = []
    for name in names:
        cells: list[Cell] = [_title(name)]
        for study, partner in couple.ways():
            cells += _cells(couple, study, partner, name)
        rows.append(tuple(cells))
    return Table(key, title, ("Channel", *heads), tuple(rows))


def _title(name: str) -> str:
    if name in products.baskets():
        return wording.started(products.title(name))
    return label(name)


def _cells(couple: Couple, study: Study, partner: Study, name: str) -> tuple[Cell, Cell]:
    part = couple.part(study, name)
    if part is None:
        return wording.absent("too little known" if study.flow(name) else "not covered"), ""
    cell = share_cell(study, part.flow, part.year, partner.state, part.share)
    return cell, _place(part)
