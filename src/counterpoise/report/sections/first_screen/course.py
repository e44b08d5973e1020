"""Which way a state goes: its first partner's part and its effective partners, now and ten years ago.

Where the state itself tells of the one year and others of the other, a change may be no more than that
of the teller. What its partners tell of the earlier year then stands beside its own word, as a range.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from counterpoise.report import wording
from counterpoise.report.pages import NONE, SHOWN, Cell, Sentence
from counterpoise.report.sections.state.channels import (
    cite,
    comparable,
    label,
    leader,
    period,
    told_flows,
)
from counterpoise.report.sections.state.effective import effective_partners
from counterpoise.report.sections.state.overview import share_cell
from counterpoise.report.study import Flow, Study

BACK: Final = 10
NEAR: Final = (0, 1, -1, 2, -2)
"""Years about the tenth before that are tried where it is not told, the nearest first."""
MOVED: Final = 0.1
"""Part by which effective partners must differ to be called fewer or more; our choice."""
BOTH: Final = (
    "A range spans the state's own figures of the earlier year and its partners', since the later year is"
    " told by others."
)
WORDS: Final = {-1: "narrower", 1: "wider", 0: "no clear change"}


def sentence(study: Study) -> Sentence:
    """Return how the channels of the latest period changed, between years that are both well told."""
    told = comparable(told_flows(study))
    then = {name: found for name, (flow, year) in told.items() if (found := _before(flow, year))}
    if not then:
        return (
            "Not known: no channel is told of well enough both now and about ten years before.",
        )
    cells: list[Cell] = [f"{_verdict(told, then)}: "]
    for name, before in then.items():
        cells += [*_change(study, name, *told[name], before), "; "]
    twice = any(
        _told_otherwise(told[name][0], before, told[name][1]).height
        for name, before in then.items()
    )
    return (*cells[:-1], f". {BOTH}" if twice else ".")


def _before(flow: Flow, year: int) -> int | None:
    """Return the year about ten before whose shares are stated, the nearest to it."""
    stated = (pl.col("state_of_share") == "shared") & pl.col("hill_2").is_not_null()
    known = set(flow.concentration.filter(stated)["year"])
    return next((year - BACK + off for off in NEAR if year - BACK + off in known), None)


def _verdict(told: dict[str, tuple[Flow, int]], then: dict[str, int]) -> str:
    by_word: dict[int, list[str]] = {}
    for name, before in then.items():
        flow, year = told[name]
        way = _way(_past(flow, before, year), flow.summary(year))
        by_word.setdefault(way, []).append(label(name).lower())
    said = [f"{WORDS[way]} in {wording.listed(by_word[way])}" for way in WORDS if way in by_word]
    return wording.started(", ".join(said))


def _way(past: dict[str, Any], now: dict[str, Any]) -> int:
    """Return 1 for more effective partners, -1 for fewer, 0 where their ranges may tell of neither."""
    fewest, most = (1 / now["herfindahl_high"], 1 / now["herfindahl_low"])
    if fewest > (1 + MOVED) / past["herfindahl_low"]:
        return 1
    return -1 if most < (1 - MOVED) / past["herfindahl_high"] else 0


def _told_otherwise(flow: Flow, before: int, year: int) -> pl.DataFrame:
    """Return the earlier year's ties with a mirror, if another tells of the later year; else none."""
    past = flow.year(before)
    if set(past["told_by"]) == set(flow.year(year)["told_by"]):
        return past.clear()
    return past.filter(pl.col("mirror_share").is_not_null())


def _past(flow: Flow, before: int, year: int) -> dict[str, Any]:
    """Return the earlier year's concentration, its ends wide enough for what partners tell of it."""
    found = flow.summary(before)
    mirrored = _told_otherwise(flow, before, year)["mirror_share"]
    if mirrored.is_empty():
        return found
    least = float((mirrored**2).sum())
    most = least + max(0.0, 1.0 - float(mirrored.sum())) ** 2
    return {
        **found,
        "herfindahl_low": min(found["herfindahl_low"], least),
        "herfindahl_high": max(found["herfindahl_high"], most),
    }


def _change(study: Study, name: str, flow: Flow, year: int, before: int) -> list[Cell]:
    partner, share = leader(flow, year)
    first, past = leader(flow, before)
    now_note, then_note = cite(study, flow, year), cite(study, flow, before)
    row = flow.year(before).filter(pl.col(flow.view.over) == partner)["share"]
    was = share_cell(study, flow, before, partner, row[0] if row.len() else None)
    cells: list[Cell] = [
        f"{wording.possessive(wording.place(partner, year))} part of {label(name).lower()} "
    ]
    now = wording.percent(share, note=now_note, bar=False)
    mirrored = _told_otherwise(flow, before, year).filter(pl.col(flow.view.over) == partner)
    if was.status == SHOWN and was.value is not None and mirrored.height:
        was = wording.between(was.value, mirrored["mirror_share"][0], note=then_note)
    if was.status == SHOWN:
        cells += ["went from ", was, f" in {period(flow, before)} to ", now]
    elif was.status == NONE:
        cells += [f"went from nothing in {period(flow, before)} to ", now]
    else:
        cells += ["was ", now]
    cells.append(f" in {period(flow, year)}")
    if first != partner:
        cells += [
            f" ({wording.place(first, before)} was first in {period(flow, before)}, with ",
            wording.percent(past, note=then_note, bar=False),
            ")",
        ]
    return [
        *cells,
        ", effective partners from ",
        effective_partners(_past(flow, before, year), then_note),
        " to ",
        effective_partners(flow.summary(year), now_note),
    ]
