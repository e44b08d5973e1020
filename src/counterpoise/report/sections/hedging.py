"""Between rivals: balance in every channel, tilt to one, or offset of one channel by another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from counterpoise.measures.hedging import hedging
from counterpoise.measures.shares import shares
from counterpoise.measures.tie_strengths import tie_strengths
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.alignment import yearly_alignment
from counterpoise.report.sections.channels import LABELS, cite
from counterpoise.report.sections.trade import series_evidence
from counterpoise.report.study import Flow, Study, years_of

CHANNELS = ("arms", "imports", "exports")
DRAWS = 400
SEED = 1945
"""Draws of weights are the same on every run, so that a page can be made again."""
FEWEST_CHANNELS = 3


def section(study: Study) -> Section:
    """Return the section on hedging, or why there is none."""
    title = "Between rivals"
    if len(study.rivals) < 2:
        return Section(
            "hedging", title, lead=(("No two rivals are known; name them: --rivals A,B",),)
        )
    if study.state in study.rivals:
        return Section(
            "hedging", title, lead=((f"{study.place} is itself one of the rivals named.",),)
        )
    flows = _flows(study)
    found, ties = partition(study)
    if found.is_empty():
        return Section(
            "hedging", title, lead=(("Too few channels are covered with both rivals to tell.",),)
        )
    year = years_of(found)[1]
    notes = _cite(study, flows, year)
    now = found.filter(pl.col("year") == year).row(0, named=True)
    return Section(
        "hedging",
        title,
        lead=_finding(study, now, year, notes[-1]),
        parts=(_triangle(study, found, notes), _ties_table(study, ties, year, notes[-1])),
        caveats=(
            "Channels weigh the same; the ranges are what other weights would give (5 to 95 % of"
            f" {DRAWS} draws, every set of weights as likely as any other).",
            "A tie is the rival's share of the channel, or in votes (1 + κ)/2. Balance is no sign of"
            " closeness: look at intensity, which is low where the state keeps away from both.",
            "A channel in which both ties are small counts as much as any other: a few deliveries of"
            " arms from one rival and none from the other turn it wholly.",
        ),
    )


def compared(studies: Sequence[Study]) -> Section:
    """Return the section that puts several states between the same rivals."""
    title = "Between rivals"
    rivals = studies[0].rivals
    free = [study for study in studies if study.state not in rivals]
    told = [(study, found.sort("year")) for study in free if (found := partition(study)[0]).height]
    if len(rivals) < 2 or not told:
        return Section(
            "hedging", title, lead=(("Too little is covered with two rivals to tell.",),)
        )
    names = wording.listed([wording.place(rival) for rival in rivals])
    rows: list[tuple[Cell, ...]] = []
    notes: list[int] = []
    for study, found in told:
        now = found.row(-1, named=True)
        notes.append(_cite(study, _flows(study), now["year"])[-1])
        figures = ("balance", "tilt", "offset", "net_tilt", "intensity")
        rows.append(
            (
                study.name,
                str(now["year"]),
                *(wording.count(now[name], note=notes[-1], digits=2) for name in figures),
                states.name(now["towards"]) if now["towards"] else "–",
            )
        )
    paths = [row for study, found in told for row in _path(study, found)]
    return Section(
        "hedging",
        title,
        lead=((f"How the ties of each state with {names} part, in the last year covered.",),),
        parts=(
            Table(
                "hedging-compared",
                "",
                ("State", "Year", "Balance", "Tilt", "Offset", "Net tilt", "Intensity", "Towards"),
                tuple(rows),
                caption="Balance, tilt and offset add up to 1; net tilt is positive towards"
                f" {wording.place(rivals[0])}. Years differ where coverage does.",
            ),
            Chart(
                "hedging-triangle",
                "ternary",
                "Balance, tilt, offset",
                f"Paths of the states between {names}.",
                tuple(paths),
                caption="Top: as close to one rival as to the other. Left: one channel makes up for"
                " another. Right: aligned with one.",
                notes=tuple(notes),
            ),
        ),
    )


def _cite(study: Study, flows: dict[str, Flow], year: int) -> tuple[int, ...]:
    """Return the footnotes of the shares, and last the one that names them all."""
    notes = [cite(study, flow, min(year, flow.last)) for flow in flows.values()]
    evidence = study.votes
    if evidence is None:
        return tuple(notes)
    votes = evidence.rows.filter(pl.col("state").is_in([study.state, *study.rivals]))
    return (
        *notes,
        study.ledger.cite(
            evidence,
            f"ties of {study.state} with {wording.listed(list(study.rivals))}: their votes, and the"
            f" shares of notes {wording.listed([str(note) for note in notes])}",
            votes.select(pl.len()).collect().item(),
            f"counterpoise measure hedging {study.state} --rivals {','.join(study.rivals)}",
        ),
    )


def _flows(study: Study) -> dict[str, Flow]:
    """Return the channels with shares, trade from one source that tells of several years."""
    trade = series_evidence(study)
    flows = {}
    for name in CHANNELS:
        source = trade.holding.source if trade and name != "arms" else ""
        if flow := study.flow(name, source=source):
            flows[name] = flow
    return flows


def partition(study: Study) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the partition by year, with ranges over weights, and the ties that it rests on."""
    flows = _flows(study)
    votes = None
    if study.contested is not None:
        votes = yearly_alignment(study, study.contested, others=study.rivals)
    empty = pl.DataFrame()
    if votes is None and not flows:
        return empty, empty
    ties = tie_strengths(
        poles=study.rivals,
        shares={name: _everybodys(flow) for name, flow in flows.items()},
        votes=votes,
    )
    ties = ties.filter(pl.col("state") == study.state)
    if ties.is_empty():
        return empty, ties
    rng = np.random.default_rng(SEED)
    found = hedging(ties, poles=study.rivals, draws=DRAWS, rng=rng, vary="weights")
    told = found.filter(pl.col("channels") >= FEWEST_CHANNELS, pl.col("balance").is_not_null())
    # Years that differ in what is unknown do not compare; a channel without ties is known to be so.
    fewest = told.filter(
        pl.col("unknown").str.len_chars() == pl.col("unknown").str.len_chars().min()
    )
    return fewest.sort("year"), ties


def _everybodys(flow: Flow) -> pl.DataFrame:
    """Return shares of arms of all states, of trade the state's own.

    A rival that delivers to others and not to this state has a share of zero; one that delivers to
    nobody may not be known at all, and only the others' rows tell the two apart.
    """
    if flow.view.name != "arms":
        return flow.shares
    seen = flow.view
    rows = flow.evidence.rows.collect()
    return shares(rows, of=seen.of, over=seen.over, window=seen.window, floor=seen.floor)


def _finding(study: Study, now: dict[str, Any], year: int, note: int) -> tuple[Sentence, ...]:
    rivals = wording.listed([wording.place(rival) for rival in study.rivals])
    default = study.default_rivals
    why = (
        f", the strongest rivalry among major powers ({default.about}, since {default.since})"
        if default and not study.named_rivals
        else ""
    )
    towards = f"towards {wording.place(now['towards'])}" if now["towards"] else "towards neither"

    def part(name: str) -> tuple[Cell, ...]:
        return (
            wording.count(now[name], note=note, digits=2),
            f" ({now[f'{name}_low']:.2f}–{now[f'{name}_high']:.2f})",
        )

    return (
        (
            f"Between {rivals}{why}, the ties of {study.place} in {year} part into balance within"
            " channels ",
            *part("balance"),
            ", tilt ",
            *part("tilt"),
            " and offset across channels ",
            *part("offset"),
            ". ",
        ),
        (
            f"They lean {towards}",
            *(
                (" by ", wording.count(abs(now["net_tilt"]), note=note, digits=2))
                if now.get("net_tilt") is not None
                else ()
            ),
            ", at an intensity of ",
            wording.count(now["intensity"], note=note, digits=2),
            " (1 would be all of every channel with both).",
        ),
    )


def _triangle(study: Study, found: pl.DataFrame, notes: tuple[int, ...]) -> Chart:
    channels = wording.listed([*(LABELS[name].lower() for name in CHANNELS), "votes"])
    return Chart(
        "hedging-triangle",
        "ternary",
        "Balance, tilt, offset",
        f"Path of {study.name} between balance within channels, tilt to one rival and offset across"
        " channels, by year.",
        tuple(_path(study, found)),
        caption=f"Top: as close to one rival as to the other in {channels}. Left: one channel makes"
        " up for another. Right: aligned with one. Only years in which the same channels are covered;"
        " a channel without ties to either has no tilt.",
        notes=notes,
    )


def _path(study: Study, found: pl.DataFrame) -> list[dict[str, Any]]:
    parts = found.select("year", "balance", "offset", "tilt").rows(named=True)
    return [{"series": study.name, **row} for row in parts]


def _ties_table(study: Study, ties: pl.DataFrame, year: int, note: int) -> Table:
    now = ties.filter(pl.col("year") == year)
    rows: list[tuple[Cell, ...]] = []
    for channel in now["channel"].unique(maintain_order=True):
        by_pole = dict(now.filter(pl.col("channel") == channel).select("pole", "strength").rows())
        rows.append(
            (
                LABELS.get(channel, "Votes"),
                *(wording.count(by_pole.get(rival), note=note, digits=2) for rival in study.rivals),
            )
        )
    return Table(
        "hedging-ties",
        f"Strength of ties, {year}",
        ("Channel", *(states.name(rival) for rival in study.rivals)),
        tuple(rows),
        caption="From 0, no tie, to 1: the whole channel, or votes that always agree.",
    )
