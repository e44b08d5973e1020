"""Who takes the place of what a scenario ends, on either side of a state's trade.

The world of a scenario may tell too little of a state's trade for anybody to be called the first among
its partners (`settings.Enough.named`): what each takes up is then at most what is worked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import polars as pl

from counterpoise.panel import ask
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.losses.conventions import HORIZONS, of_state
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome
from counterpoise.settings import Enough

REPLACERS = 8
SIDES = {"imports": "destination", "exports": "origin"}
DONE = {"imports": "buys", "exports": "sells"}


def section(
    outcome: Outcome, state: str, note: int, parts: Mapping[str, float] = MappingProxyType({})
) -> Section:
    """Return who takes the place of what is lost, on either side of a state's trade.

    `parts` are the sides of which too little is told, as `told_parts` gives them.
    """
    sides = {"imports": "Who sells to", "exports": "Who buys from"}
    rows = outcome.partners.filter(
        pl.col("state") == state, pl.col("horizon") == outcome.scenario.horizons[-1]
    )
    tables = [
        _replacement_table(rows.filter(pl.col("side") == side), side, f"{head} {states.name(state)}", note)
        for side, head in sides.items()
    ]  # fmt: skip
    return Section(
        "replacement",
        "Who takes the place",
        lead=(
            *_replacers(rows, state, note, at_most="imports" in parts),
            *_largest(rows.filter(~pl.col("side").is_in(list(parts))), state, note),
            *(_too_little(state, side, part, note) for side, part in parts.items()),
        ),
        parts=(
            _before_after(rows, state, note),
            *tables,
            _concentration(outcome, state, note, list(parts)),
        ),
    )


def told_parts(study: Study, baseline: Baseline, state: str) -> Mapping[str, float]:
    """Return the part of a state's trade that the baseline's release tells of, by side, where too little.

    Under the rule of trust (`settings.Enough.named`) nobody may be called the first among partners; a
    side of which enough is told, or nothing is known, is left out. Trade of the reader's own is as told.
    """
    if baseline.own:
        return {}
    source, _, vintage = baseline.trade.partition(" ")
    rule = Enough.of_the_environment()
    parts = {}
    for side, place in SIDES.items():
        answer = ask.ask(
            study.store, "goods", side=place, states=(state,), years=(baseline.year,) * 2,
            source=source, vintage=vintage,
        )  # fmt: skip
        if answer.pieces and (part := answer.chosen["completeness"].item()) < rule.named:
            parts[side] = float(part)
    return parts


def _too_little(state: str, side: str, part: float, note: int) -> Sentence:
    """Return that too little is told of a side for anybody to be called the first."""
    return (
        f" Of what {wording.place(state)} {DONE[side]}, only ",
        wording.percent(part, note=note, bar=False),
        " is told of in the trade of this world: who is the largest that remains is not said, and what"
        " each takes up is at most what stands here.",
    )


def _replacers(rows: pl.DataFrame, state: str, note: int, *, at_most: bool) -> tuple[Sentence, ...]:
    """Return who takes up the share that cut suppliers lose."""
    bought = rows.filter(pl.col("side") == "imports")
    cut = bought.filter(pl.col("kind") == "hit", pl.col("share_after") < pl.col("share_before"))
    gains = bought.filter(pl.col("replaces") > 0, pl.col("kind") != "home")
    home = bought.filter(pl.col("kind") == "home")["replaces"]
    if cut.is_empty() or gains.is_empty() or home[0] is None or not 0 < home[0] <= 1:
        return ()
    cells: list[Cell] = [
        f"Of the share of its spending that {wording.place(state)} no longer gives to them, "
        + ("at most " if at_most else ""),
        wording.percent(home[0], note=note, bar=False),
        " goes to home producers",
    ]
    for row in gains.sort("replaces", descending=True).head(3).rows(named=True):
        cells += [
            ", ",
            wording.percent(row["replaces"], note=note, bar=False),
            f" to {wording.place(row['partner'])}",
        ]
    return ((*cells, "."),)


def _largest(rows: pl.DataFrame, state: str, note: int) -> tuple[Sentence, ...]:
    """Return how the part of the largest supplier and customer that remain changes."""
    sentences: list[Sentence] = []
    for side, what in (("imports", "spending"), ("exports", "sales")):
        other = rows.filter(pl.col("side") == side, pl.col("kind") == "other")
        if other.is_empty():
            continue
        row = other.sort("usd_before", descending=True).row(0, named=True)
        before, after = (
            wording.percent(row[name], note=note, bar=False)
            for name in ("share_before", "share_after")
        )
        part = (
            f" The part of {wording.place(row['partner'])} in the {what} of {wording.place(state)} "
        )
        moved = (
            ("goes from ", before, " to ", after)
            if before.text != after.text
            else ("stays ", before)
        )
        sentences.append((part + str(moved[0]), *moved[1:], "."))
    return tuple(sentences)


def _replacement_table(rows: pl.DataFrame, side: str, title: str, note: int) -> Table:
    known = rows.filter(~pl.col("not_covered"))
    hit = known.filter(pl.col("kind") == "hit").sort("usd_before", descending=True)
    home = known.filter(pl.col("kind") == "home")
    other = known.filter(pl.col("kind") == "other").sort(
        pl.col("usd_change").abs(), descending=True
    )
    table: list[tuple[Cell, ...]] = []
    for row in pl.concat([hit.head(4), home, other.head(REPLACERS)]).rows(named=True):
        name = "At home" if row["kind"] == "home" else states.name(row["partner"])
        made_up = None if row["replaces"] is None else 100 * row["replaces"]
        table.append(
            (
                name,
                wording.dollars(row["usd_before"], note=note),
                wording.percent(row["share_before"], note=note),
                wording.percent(row["share_after"], note=note),
                wording.dollars(row["usd_change"], note=note, sign=True),
                "" if made_up is None else wording.change(made_up, note=note),
            )
        )
    spent = "spending" if side == "imports" else "sales"
    return Table(
        f"replacement-{side}",
        title,
        ("Partner", "Before, balanced", f"Share of {spent}", "Share after", "Change", "Takes up"),
        tuple(table),
        caption=f"Shares of all {spent}, at home too; dollars are those of the balanced baseline, not"
        " the reported ones. Takes up: points of share gained for each point that the partners hit"
        " lose, above 100 % where others lose too. Partners hit first, then those of whom most changes.",
    )


def _before_after(rows: pl.DataFrame, state: str, note: int) -> Chart:
    foreign = rows.filter(
        pl.col("side") == "imports", pl.col("kind") != "home", ~pl.col("not_covered")
    ).with_columns(largest=pl.max_horizontal("share_before", "share_after"))
    shown = foreign.sort("largest", descending=True).head(12).rows(named=True)
    return Chart(
        "before-after",
        "dumbbell",
        f"Where {states.name(state)} buys, before and after",
        f"Share of foreign suppliers in the spending of {states.name(state)}, before and after.",
        tuple(
            {
                "partner": states.name(row["partner"]),
                "here": row["share_before"],
                "there": row["share_after"],
                "ends": ("before", "after"),
            }
            for row in shown
        ),
        caption="Share of all spending on goods and services traded, home included, at the last"
        " horizon.",
        notes=(note,),
    )


def _concentration(outcome: Outcome, state: str, note: int, unsaid: Sequence[str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    evener = False
    for row in of_state(outcome.concentration, state):
        if row["side"] in unsaid:
            continue
        evener |= (row["effective_after"] or 0) > (row["effective_before"] or 0)
        rows.append(
            (
                f"{wording.started(row['side'])}, {HORIZONS[row['horizon']]}",
                wording.count(row["effective_before"], note=note, digits=1),
                wording.count(row["effective_after"], note=note, digits=1),
                wording.count(row["herfindahl_before"], note=note, digits=3),
                wording.count(row["herfindahl_after"], note=note, digits=3),
            )
        )
    return Table(
        "concentration-after",
        "How concentrated foreign trade is",
        ("Side", "Effective partners", "after", "HHI", "after"),
        tuple(rows),
        caption="Foreign partners only, of balanced trade."
        + (
            " Fewer partners can weigh more evenly: losing the largest lowers concentration, and is a"
            " loss all the same."
            if evener
            else ""
        )
        + "".join(f" {side.capitalize()}: too little is told for an index." for side in unsaid),
    )
