"""Between rivals: balance in every channel, tilt to one, or offset of one channel by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import polars as pl

from counterpoise.measures.hedging import Vary, hedging, hedging_ranks
from counterpoise.measures.rivals import major_powers
from counterpoise.reference import states
from counterpoise.report import rival_ties, wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.rival_ties import CHANNELS, flows
from counterpoise.report.sections.state.channels import LABELS, cite
from counterpoise.report.study import Flow, Study, years_of

DRAWS = 400
SEED = 1945
"""Draws of weights are the same on every run, so that a page can be made again."""
FEWEST_CHANNELS = 3
FEWEST_STATES = 10
HEADS = {"balance": "Balance", "tilt": "Tilt", "offset": "Offset", "net_tilt": "Net tilt"}
VARIED: dict[str, Vary] = {
    "Any weights": "weights",
    "Any reading of the ties": "ties",
    "Any weights and readings": "both",
}


def section(study: Study) -> Section:
    """Return the section on hedging, or why there is none."""
    title = "Between rivals"
    if len(study.rivals) < 2:
        return Section(
            "hedging", title, lead=(("No two rivals are known; name them: --rivals A,B",),)
        )
    if study.state in study.rivals:
        return Section(
            "hedging",
            title,
            lead=((f"{wording.started(study.place)} is itself one of the rivals named.",),),
        )
    held = flows(study)
    found, ties = partition(study)
    if found.is_empty():
        return Section(
            "hedging", title, lead=(("Too few channels are covered with both rivals to tell.",),)
        )
    year = years_of(found)[1]
    notes = _cite(study, held, year)
    now = found.filter(pl.col("year") == year).row(0, named=True)
    return Section(
        "hedging",
        title,
        lead=(*_finding(study, now, year, notes[-1]), *_rank(study, year, notes[-1])),
        parts=(
            _triangle(study, found, notes),
            _choices(study, ties, now, notes[-1]),
            _ties_table(study, ties, year, notes[-1]),
        ),
        caveats=(
            "Channels weigh the same; the ranges in the text are what other weights would give (5 to"
            f" 95 % of {DRAWS} draws, every set of weights as likely as any other).",
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
        notes.append(_cite(study, flows(study), now["year"])[-1])
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
                f" {wording.place(rivals[0])}. Shares and votes are those of the year named, of arms"
                " over the years up to it; years differ where coverage does.",
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


def _cite(study: Study, held: dict[str, Flow], year: int) -> tuple[int, ...]:
    """Return the footnotes of the shares, and last the one that names them all."""
    notes = [cite(study, flow, min(year, flow.last)) for flow in held.values()]
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
            f"counterpoise measure hedging {study.state} --rivals {','.join(study.rivals)}"
            + wording.as_of(study.as_of),
        ),
    )


def partition(study: Study) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the partition by year, with ranges over weights, and the ties that it rests on."""
    ties = rival_ties.ties(study)
    if ties.is_empty():
        return pl.DataFrame(), ties
    return parted(ties, study.rivals), ties


def parted(ties: pl.DataFrame, rivals: Sequence[str], vary: Vary = "weights") -> pl.DataFrame:
    """Return the partition of ties, in the years of each state in which most channels are known."""
    rng = np.random.default_rng(SEED)
    found = hedging(ties, poles=rivals, draws=DRAWS, rng=rng, vary=vary)
    told = found.filter(pl.col("channels") >= FEWEST_CHANNELS, pl.col("balance").is_not_null())
    # Years that differ in what is unknown do not compare; a channel without ties is known to be so.
    unknown = pl.col("unknown").str.len_chars()
    return told.filter(unknown == unknown.min().over("state")).sort("state", "year")


def _finding(study: Study, now: dict[str, Any], year: int, note: int) -> tuple[Sentence, ...]:
    rivals = wording.listed([wording.place(rival) for rival in study.rivals])
    default = study.default_rivals
    itself = default is not None and study.state in major_powers(default.year)
    why = (
        f", the strongest rivalry among {'other ' if itself else ''}major powers"
        f" ({default.about}, since {default.since})"
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


def _rank(study: Study, year: int, note: int) -> tuple[Sentence, ...]:
    """Return where the state stands among all, by how closely it is tied to both rivals at once."""
    ties = rival_ties.everybodys_trade_and_votes(study, year)
    both = ties.filter(pl.col("strength").is_not_null())
    known = both.group_by("state").len().filter(pl.col("len") == pl.col("len").max())["state"]
    if study.state not in known or known.len() < FEWEST_STATES:
        return ()
    ranked = hedging_ranks(
        both.filter(pl.col("state").is_in(known.implode())),
        poles=study.rivals,
        draws=DRAWS,
        rng=np.random.default_rng(SEED),
        vary="weights",
    )
    own = ranked.row(by_predicate=pl.col("state") == study.state, named=True)
    return (
        (
            "By ties with both at once (intensity without the tilt) in trade and votes it stands"
            f" {wording.ordinal(own['rank'])}",
            f" ({own['rank_low']:.0f}–{own['rank_high']:.0f} by the weights) of the ",
            wording.count(known.len(), note=note),
            f" states of which these are known in {year}.",
        ),
    )


def _choices(study: Study, ties: pl.DataFrame, now: dict[str, Any], note: int) -> Table:
    """Return the partition under other choices: other weights, other readings, security alone."""
    year, two = now["year"], len(study.rivals) == 2
    heads = {name: head for name, head in HEADS.items() if two or name != "net_tilt"}
    here = ties.filter(pl.col("year") == year)
    rows = [_point("Every channel weighs the same", now, heads, note)]
    for label, vary in VARIED.items():
        # The year's own ranges are over weights already.
        drawn = [now] if vary == "weights" else parted(here, study.rivals, vary).rows(named=True)
        rows += [_range(label, row, heads, note) for row in drawn]
    security = rival_ties.security_ties(study)
    if security.height:
        alone = hedging(security, poles=study.rivals).row(0, named=True)
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
        + (hull if two else ""),
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


def _triangle(study: Study, found: pl.DataFrame, notes: tuple[int, ...]) -> Chart:
    channels = wording.listed([*(LABELS[name].lower() for name in CHANNELS), "votes"])
    return Chart(
        "hedging-triangle",
        "ternary",
        "Balance, tilt, offset",
        f"Path of {study.place} between balance within channels, tilt to one rival and offset across"
        " channels, by year.",
        tuple(_path(study, found)),
        caption=f"Top: as close to one rival as to the other in {channels}. Left: one channel makes"
        " up for another. Right: aligned with one. Only years in which the same channels are covered;"
        " a channel without ties to either has no tilt.",
        notes=notes,
    )


def _path(study: Study, found: pl.DataFrame) -> list[dict[str, Any]]:
    parts = found.select("year", "balance", "offset", "tilt").rows(named=True)
    return [{"series": study.name, "id": study.state, **row} for row in parts]


def _ties_table(study: Study, ties: pl.DataFrame, year: int, note: int) -> Table:
    now = ties.filter(pl.col("year") == year)
    rows: list[tuple[Cell, ...]] = []
    for channel in now["channel"].unique(maintain_order=True):
        part = now.filter(pl.col("channel") == channel).select("pole", "strength", "low", "high")
        by_pole = {pole: ends for pole, *ends in part.rows()}
        cells: list[Cell] = []
        for rival in study.rivals:
            strength, low, high = by_pole.get(rival, (None, None, None))
            cells.append(wording.count(strength, note=note, digits=2))
            cells.append(wording.interval(strength, low, high, note=note))
        rows.append((LABELS.get(channel, "Votes"), *cells))
    heads = [head for rival in study.rivals for head in (states.name(rival), "by other readings")]
    return Table(
        "hedging-ties",
        f"Strength of ties, {year}",
        ("Channel", *heads),
        tuple(rows),
        caption="From 0, no tie, to 1: the whole channel, or votes that always agree. One number where"
        " no other reading is held.",
    )
