"""By which convention a loss is told, with input-output loops or without, and the other beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Sentence, Table
from counterpoise.scenarios import value_added
from counterpoise.scenarios.cutoff.trade_cutoff import Outcome

HORIZONS = {
    "short": "after a year",
    "medium": "after seven to ten years",
    "long": "in the long run",
}


def sentence(outcome: Outcome, state: str, note: int) -> tuple[Sentence, ...]:
    """Return which convention the figures follow, and what the other one says beside it."""
    rows = of_state(outcome.beside, state)
    if not rows:
        return ()
    other = rows[0]["convention"]
    cells: list[Cell] = [f"That is {outcome.certificate.convention}"]
    share = next((told for told in outcome.certificate.value_added if told[0] == state), None)
    if share is not None and outcome.certificate.convention == value_added.WITH:
        cells += [
            f": of what {wording.place(state)} makes, ",
            wording.percent(share[2], note=note, bar=False),
            f"{wording.within(100 * share[1], 100 * share[3])} is value added, the rest inputs, whose"
            " prices move with those of all goods",
        ]
    cells.append(f". {wording.started(other)} it would be ")
    for number, row in enumerate(rows):
        cells += [
            ", and " if number else "",
            wording.change(row["income_pct"], note=note),
            f"{wording.changed(row['income_pct_low'], row['income_pct_high'])}"
            f" {HORIZONS[row['horizon']]}",
        ]
    return ((*cells, "."),)


def headline(asked: value_added.Asked) -> str:
    """Return in one line which convention the figures follow, for the choices of a page."""
    if value_added.other(asked) == value_added.ACCOUNTS:
        return (
            f"{wording.started(value_added.WITHOUT)}: all output is read as income, as `--value-added"
            " none` asks"
        )
    told = {
        value_added.ACCOUNTS: "GDP over gross output of each state, drawn with a standard deviation of"
        f" {value_added.SPREAD:g} in logarithms"
    }.get(str(asked), f"{value_added.written(asked)}, as asked")
    return (
        f"{wording.started(value_added.WITH)}, since the loss is told as a part of income: goods are made"
        f" of goods, and the share of value added in output is {told}"
    )


def table(outcome: Outcome, focus: Sequence[str], note: int) -> tuple[Table, ...]:
    """Return the loss by both conventions, and the share of value added that tells them apart."""
    if outcome.beside.is_empty():
        return ()
    shares = {told[0]: told[1:] for told in outcome.certificate.value_added}
    rows: list[tuple[Cell, ...]] = []
    for state in focus:
        for effects in (outcome.effects, outcome.beside):
            told = of_state(effects, state)
            convention = told[0]["convention"]
            cells: list[Cell] = [f"{states.name(state)}, {convention}", "", ""]
            if convention == outcome.certificate.convention == value_added.WITH:
                low, middle, high = shares[state]
                cells[1:] = [
                    wording.percent(middle, note=note),
                    wording.within(100 * low, 100 * high).strip(" ()"),
                ]
            for row in told:
                cells.append(wording.change(row["income_pct"], note=note))
                ends = wording.changed(row["income_pct_low"], row["income_pct_high"])
                cells.append(ends.strip(" ()"))
            rows.append(tuple(cells))
    horizons = outcome.scenario.horizons
    heads = [head for at in horizons for head in (wording.started(HORIZONS[at]), "5–95 %")]
    return (
        Table(
            "conventions",
            "Real income with input-output loops, and without",
            ("State", "Value added in output", "5–95 %", *heads),
            tuple(rows),
            caption="With loops, what is not value added buys inputs, which grow dearer as all goods do."
            " Without, all output is read as income, so that the loss is a part of output, not of"
            f" income. The headline is {outcome.certificate.convention}; value added:"
            f" {outcome.certificate.value_added_from}.",
        ),
    )


def of_state(frame: pl.DataFrame, state: str) -> list[dict[str, Any]]:
    """Return the rows of a state, one for each horizon."""
    return frame.filter(pl.col("state") == state).rows(named=True)
