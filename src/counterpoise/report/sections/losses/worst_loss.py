"""The worst that a state can lose in trade: one partner, two, or a coalition that acts together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from counterpoise.measures.alignment import alignment
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.losses import trade_loss
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.report.study import Study
from counterpoise.scenarios import value_added
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import cut_losses, threats
from counterpoise.scenarios.value_added import ACCOUNTS, Asked

SHOWN = 8
ALIKE = 0.4
"""Cohen's kappa from which a state is taken to follow another."""
LEADERS = 8
"""Coalitions are led by the rivals, or by one of so many partners whose loss is gravest."""
SESSIONS = 5


def answer(
    study: Study, baseline: Baseline, horizon: str, note: int, asked: Asked = ACCOUNTS
) -> tuple[Sentence, ...]:
    """Return which single partner would cost most, by either convention."""
    one = threats.n_minus(baseline, study.state, k=1, horizon=horizon, value_added=asked).row(
        0, named=True
    )
    gap = baseline.report.partners_not_covered(study.state)
    known = f" of the {len(baseline.states) - 1 - len(gap):,} whose trade with it is covered"
    return (
        (
            f"The worst partner that {study.place} can lose{known} is"
            f" {wording.place(one['partners'][0])}: ",
            wording.change(-one["loss_pct"], note=note),
            f"{wording.lost(one['loss_pct_low'], one['loss_pct_high'])} of real income"
            f" {HORIZONS[horizon]}.",
        ),
        beside(baseline, study.state, {horizon: one}, note, asked),
    )


def beside(
    baseline: Baseline, state: str, told: dict[str, dict[str, Any]], note: int, asked: Asked
) -> Sentence:
    """Return which convention the losses told at each horizon follow, and what the other one says."""
    place, against = baseline.place(state), value_added.other(asked)
    conventions = [cut_losses.loops(baseline, each).convention for each in (asked, against)]
    cells: list[Cell] = [f"That is {conventions[0]}; {conventions[1]} it would be "]
    for number, (horizon, row) in enumerate(told.items()):
        partners = [[baseline.place(partner) for partner in row["partners"]]]
        high, middle, low = cut_losses.losses(baseline, place, partners, horizon, None, against)[
            ::-1, 0
        ].tolist()
        cells += [
            " and " if number else "",
            wording.change(-middle, note=note),
            f"{wording.lost(low, high)} {HORIZONS[horizon]}",
        ]
    return (*cells, ".")


def section(
    study: Study,
    baseline: Baseline,
    horizons: Sequence[str],
    note: int,
    asked: Asked = ACCOUNTS,
) -> Section:
    """Return the worst single losses at every horizon, the worst pairs, and the worst coalitions."""
    ones = {
        at: threats.n_minus(baseline, study.state, k=1, horizon=at, value_added=asked)
        for at in horizons
    }
    last = horizons[-1]
    twos = threats.n_minus(baseline, study.state, k=2, horizon=last, value_added=asked)
    return Section(
        "worst-trade",
        "In trade",
        parts=(
            _singles(ones, note),
            _pairs(twos, last, note),
            *_coalitions(study, baseline, ones[last], last, note, asked),
        ),
        caveats=(
            "Losses of real income when all trade with the partner stops, both ways. Two lost"
            " together can cost more or less than one by one: less, where one's goods took the place"
            " of the other's customers.",
            f"Model: one kind of goods, all prices and incomes solved anew, trade balanced,"
            f" {cut_losses.loops(baseline, asked).convention}; the ranges are those of the trade"
            " elasticity and of the share of value added. All goods are one kind here: a good without"
            " another maker costs more.",
            *baseline.report.sentences(),
        ),
    )


def _singles(ones: dict[str, pl.DataFrame], note: int) -> Table:
    last = list(ones.values())[-1]
    rows: list[tuple[Cell, ...]] = []
    known = last.filter(pl.col("loss_pct").is_not_null())
    for row in known.head(SHOWN).rows(named=True):
        cells: list[Cell] = [
            states.name(row["partners"][0]),
            wording.percent(row["trade_share"], note=note),
        ]
        for table in ones.values():
            found = table.filter(pl.col("partners").list.first() == row["partners"][0])
            cells += _loss(found.row(0, named=True), note)
        rows.append(tuple(cells))
    heads = [head for at in ones for head in (f"Real income {HORIZONS[at]}", "5–95 %")]
    return Table(
        "n-1",
        "Without one partner (N-1)",
        ("Partner", "Share of trade", *heads),
        tuple(rows),
        caption=wording.cut(len(rows), known.height, "partners", "the gravest losses").strip(),
    )


def _pairs(twos: pl.DataFrame, horizon: str, note: int) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            wording.listed([states.name(partner) for partner in row["partners"]]),
            wording.percent(row["trade_share"], note=note),
            *_loss(row, note),
            wording.change(-row["alone_pct"], note=note),
        )
        for row in twos.head(SHOWN // 2).rows(named=True)
    ]
    return Table(
        "n-2",
        "Without two partners (N-2)",
        ("Partners", "Share of trade", f"Real income {HORIZONS[horizon]}", "5–95 %", "One by one"),
        tuple(rows),
        caption=wording.cut(len(rows), twos.height, "pairs that were tried", "the gravest").strip(),
    )


def _coalitions(
    study: Study,
    baseline: Baseline,
    ones: pl.DataFrame,
    horizon: str,
    note: int,
    asked: Asked,
) -> tuple[Table, ...]:
    """Return what is lost when a leader and those who vote as it does act together."""
    similarity = _similarity(study)
    if similarity is None:
        return ()
    votes = trade_loss.cite_votes(study, SESSIONS)
    gravest = [partners[0] for partners in ones["partners"].head(LEADERS)]
    found = threats.worst_coalition(
        baseline,
        study.state,
        similarity,
        leaders=[
            leader
            for leader in dict.fromkeys([*study.rivals, *gravest])
            if leader in baseline.states and leader != study.state
        ],
        threshold=ALIKE,
        horizon=horizon,
        value_added=asked,
    )
    rows: list[tuple[Cell, ...]] = []
    told: set[frozenset[str]] = set()
    for row in found.rows(named=True):
        members = frozenset(row["members"])
        if members in told or len(rows) == SHOWN // 2:
            continue
        told.add(members)
        others = [states.name(member) for member in row["members"] if member != row["leader"]]
        rows.append(
            (
                states.name(row["leader"]),
                wording.count(row["size"], note=votes),
                ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else ""),
                *_loss(row, note),
                wording.change(-row["alone_pct"], note=note),
            )
        )
    return (
        Table(
            "coalitions",
            "Without a coalition that votes together",
            (
                "Leader",
                "Members",
                "With",
                f"Real income {HORIZONS[horizon]}",
                "5–95 %",
                "One by one",
            ),
            tuple(rows),
            caption=f"A leader and all who agree with it beyond chance (κ of {ALIKE} and more) and more"
            f" than with {study.place}, over the last {SESSIONS} sessions of the General Assembly.",
        ),
    )


def _similarity(study: Study) -> pl.DataFrame | None:
    evidence = study.votes
    if evidence is None:
        return None
    last = evidence.rows.select(pl.col("session").max()).collect().item()
    cast = evidence.rows.filter(pl.col("session") > last - SESSIONS).collect()
    found: pl.DataFrame = alignment(cast, window=SESSIONS, indices=["kappa_squared"])
    return found.select("state", "other", value="kappa_squared")


def _loss(row: dict[str, Any], note: int) -> tuple[Cell, Cell]:
    return (
        wording.change(None if row["loss_pct"] is None else -row["loss_pct"], note=note),
        wording.lost(row["loss_pct_low"], row["loss_pct_high"]).strip(" ()"),
    )
