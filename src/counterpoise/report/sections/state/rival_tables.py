"""The tables and the chart of ties between rivals: how strong they are, and what hangs on choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from counterpoise.measures.hedging import FAINT, Vary, hedging
from counterpoise.measures.tie_strengths import ALLIANCES
from counterpoise.reference import states
from counterpoise.report import pages, rival_ties, wording
from counterpoise.report.pages import Cell, Chart, Table
from counterpoise.report.rival_ties import CHANNELS
from counterpoise.report.sections.state import alignment
from counterpoise.report.sections.state.channels import LABELS, cite
from counterpoise.report.sections.state.rival_partition import parted
from counterpoise.report.study import Study

TOLD = ("arms", ALLIANCES, "imports", "exports", "votes")
HEADS = {"balance": "Balance", "tilt": "Tilt", "offset": "Offset", "net_tilt": "Net tilt"}
VARIED: dict[str, Vary] = {
    "Any weights": "weights",
    "Any reading of the ties": "ties",
    "Any weights and readings": "both",
}


def choices(study: Study, ties: pl.DataFrame, now: dict[str, Any], notes: tuple[int, int]) -> Table:
    """Return the partition under other choices: other weights, other readings, security alone.

    `notes` are of the ties as they are estimated, and of their other readings too.
    """
    note, of_readings = notes
    year, two = now["year"], len(study.rivals) == 2
    heads = {name: head for name, head in HEADS.items() if two or name != "net_tilt"}
    here = ties.filter(pl.col("year") == year)
    rows = [_point("Security, trade and votes weigh the same", now, heads, note)]
    for label, vary in VARIED.items():
        # The year's own ranges are over weights already.
        drawn = [now] if vary == "weights" else parted(here, study.rivals, vary).rows(named=True)
        cited = note if vary == "weights" else of_readings
        rows += [_range(label, row, heads, cited) for row in drawn]
    security = rival_ties.security_ties(study)
    told = rival_ties.tells_of_security(security)
    if told:
        alone = hedging(security, poles=study.rivals, faint=FAINT).row(0, named=True)
        rows.append(
            _point(f"Security alone: arms and pacts to fight, {alone['year']}", alone, heads, note)
        )
    low, high = (wording.count(now[end], digits=2).text for end in ("hull_low", "hull_high"))
    hull = (
        f" Net tilt is positive towards {wording.place(study.rivals[0])}; whatever the weights, it"
        f" lies between {low} and {high}."
    )
    return Table(
        "hedging-choices",
        f"How far that depends on the choices, {year}",
        ("Choice", *heads.values()),
        tuple(rows),
        caption="5 to 95 % of draws. Other readings: arms over 3 or 10 years, trade as other sources"
        " have it, votes pooled over 5 years or by the interval of the ideal points."
        + (hull if two else "")
        + ("" if told else _why_no_security(study, security)),
    )


def _why_no_security(study: Study, security: pl.DataFrame) -> str:
    """Return why security alone is not told."""
    if study.flow("arms") is None:
        return f" Security alone is not told: arms are not covered{by_the_excerpt(study)}."
    if security.is_empty():
        return " Security alone is not told: arms and pacts are not both covered with these rivals."
    return (
        " Security alone is not told: it takes ties in both arms and pacts to fight that add up to"
        f" {FAINT:.2f} or more."
    )


def _point(label: str, found: dict[str, Any], parts: Iterable[str], note: int) -> tuple[Cell, ...]:
    return (label, *(wording.count(found[name], note=note, digits=2) for name in parts))


def _range(label: str, found: dict[str, Any], parts: Iterable[str], note: int) -> tuple[Cell, ...]:
    return (
        label,
        *(
            wording.interval(
                found[f"{name}_median"], found[f"{name}_low"], found[f"{name}_high"], note=note
            )
            for name in parts
        ),
    )


def triangle(study: Study, found: pl.DataFrame, notes: tuple[int, ...]) -> Chart:
    """Return the path between balance, tilt and offset, year by year."""
    channels = wording.listed([*(LABELS[name].lower() for name in CHANNELS), "pacts", "votes"])
    return Chart(
        "hedging-triangle",
        "ternary",
        "Balance, tilt, offset",
        f"Path of {study.place} between balance within channels, tilt to one rival and offset across"
        " channels, by year.",
        tuple(path(study, found)),
        caption=f"Top: as close to one rival as to the other in {channels}. Left: one channel makes"
        " up for another. Right: aligned with one. Only years in which the same channels are covered;"
        " a channel without ties to either has no tilt.",
        notes=notes,
    )


def path(study: Study, found: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the points of a state's path, under its name."""
    parts = found.select("year", "balance", "offset", "tilt").rows(named=True)
    return [{"series": study.name, "id": study.state, **row} for row in parts]


def ties_table(study: Study, ties: pl.DataFrame, year: int, readings: int) -> Table:
    """Return how strong each tie is, or that it is not covered; `readings` is the note of other readings."""
    now = ties.filter(pl.col("year") == year)
    rows: list[tuple[Cell, ...]] = []
    for channel in TOLD:
        part = now.filter(pl.col("channel") == channel).select("pole", "strength", "low", "high")
        by_pole = {pole: ends for pole, *ends in part.rows()}
        cells: list[Cell] = []
        own_note = _cite_tie(study, channel, year) or readings
        # Of pacts there is one reading.
        other_note = own_note if channel == ALLIANCES else readings
        for rival in study.rivals:
            strength, low, high = by_pole.get(rival, (None, None, None))
            if strength is None:
                cells += [
                    wording.absent(pages.NOT_COVERED, note=each) for each in (own_note, other_note)
                ]
                continue
            cells.append(wording.count(strength, note=own_note, digits=2))
            cells.append(wording.interval(strength, low, high, note=other_note))
        rows.append((_channel_label(study, channel, year), *cells))
    heads = [head for rival in study.rivals for head in (states.name(rival), "by other readings")]
    return Table(
        "hedging-ties",
        f"Strength of ties, {year}",
        ("Channel", *heads),
        tuple(rows),
        caption="From 0, no tie, to 1: the rival's share of the channel; 1 for a pact that obliges one to"
        " fight for the other; in votes 0.5 is what chance would give, and 1 full agreement. One"
        " number where no other reading is held. Ties of a channel that add up to less than"
        f" {FAINT:.2f} tell of no lean.",
    )


def _cite_tie(study: Study, channel: str, year: int) -> int | None:
    """Return the footnote of the rows that the strength of a tie is worked out from."""
    if channel == ALLIANCES:
        return cite_pacts(study, year)
    if channel in CHANNELS:
        flow = study.flow(channel)
        return cite(study, flow, min(year, flow.last)) if flow else None
    return alignment.cite(study, study.votes) if study.votes else None


def cite_readings(study: Study, year: int, note: int) -> int:
    """Return the footnote of ties by other readings, which rest on more releases than `note`."""
    others = rival_ties.other_releases(study, year)
    first = study.votes or study.evidence(rival_ties.PACTS[0])
    if not others or first is None:
        return note
    return study.ledger.cite(
        first,
        f"ties of {study.state} with {wording.listed(list(study.rivals))} as other windows of arms, other"
        f" sources of trade and the positions in votes give them: note {note}, and"
        f" {wording.listed(sorted({f'{one.source} {one.vintage}' for one in others}))}",
        None,
        f"counterpoise table hedging {study.state} --rivals {','.join(study.rivals)}"
        + wording.as_of(study.as_of),
        entering=(*rival_ties.releases(study, year), *others),
    )


def _channel_label(study: Study, channel: str, year: int) -> str:
    """Return what a channel is called, pacts with the year that they are of."""
    if channel != ALLIANCES:
        return LABELS.get(channel, "Votes")
    known_to = rival_ties.pacts_known_to(study, year)
    return "Pacts to fight" + (f", as of {known_to}" if known_to and known_to < year else "")


def cite_pacts(study: Study, year: int) -> int | None:
    """Return the footnote of the pacts to fight with the rivals; None if none are covered."""
    evidence, known_to = study.evidence(rival_ties.PACTS[0]), rival_ties.pacts_known_to(study, year)
    if evidence is None or known_to is None:
        return None
    rows = rival_ties.held(study, evidence).filter(
        pl.col("year") == known_to,
        pl.col("indicator") == evidence.indicator,
        (pl.col("origin") == study.state) | (pl.col("destination") == study.state),
    )
    return study.ledger.cite(
        evidence,
        f"defence pacts of {study.state}, also those with rivals, {known_to}",
        rows.height,
        f"counterpoise export --indicator {evidence.indicator} --state {study.state}"
        f" --years {known_to}-{known_to}",
    )


def by_the_excerpt(study: Study) -> str:
    """Return that it is our excerpt of the arms trade that leaves the state out; "" if it is not."""
    arms = study.evidence("arms")
    return " by the excerpt held" if arms and arms.holding.excerpt else ""
