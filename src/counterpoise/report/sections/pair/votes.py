"""How two states voted in the General Assembly: alike, beyond chance, and how far apart."""

from __future__ import annotations

import polars as pl

from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence
from counterpoise.report.roll_calls import agreement
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.sections.state import alignment

TITLE = "Votes"


def section(couple: Couple) -> Section:
    """Return their agreement through the years, and their positions."""
    study, other = couple.one, couple.other
    yearly = _yearly(couple)
    if yearly.is_empty() or study.votes is None:
        return Section("votes", TITLE, lead=(("Too few common votes are known of the two.",),))
    note = alignment.cite(study, study.votes)
    shown = [other.state]
    return Section(
        "votes",
        TITLE,
        lead=sentences(couple),
        parts=(
            *alignment.lines(study, yearly, shown, "agree", note),
            *alignment.lines(study, yearly, shown, "kappa_squared", note),
            *alignment.positions(study, shown),
        ),
        caveats=(
            "Contested roll calls only; an abstention counts as half an agreement with either side.",
            *alignment.filled(study.votes, [study.state, other.state]),
        ),
    )


def sentences(couple: Couple) -> tuple[Sentence, ...]:
    """Return how often they voted alike in the last year known, and ten years before."""
    study, yearly = couple.one, _yearly(couple)
    if yearly.is_empty() or study.votes is None:
        return ()
    note = alignment.cite(study, study.votes)
    now = yearly.sort("year").row(-1, named=True)
    before = yearly.filter(pl.col("year") == now["year"] - 10).rows(named=True)
    then = (
        (f" ({now['year'] - 10}: ", wording.percent(before[0]["agree"], note=note, bar=False), ")")
        if before
        else ()
    )
    return (
        (
            f"In {now['year']} they voted alike in ",
            wording.percent(now["agree"], note=note, bar=False),
            " of the contested roll calls",
            *then,
            *_beyond_chance(now["kappa_squared"], note),
            ".",
        ),
    )


def _beyond_chance(kappa: float | None, note: int) -> tuple[Cell, ...]:
    if kappa is None:
        return ("; agreement beyond chance (κ) is undefined: one side always voted the same",)
    return (
        "; beyond chance, their agreement (κ) was ",
        wording.count(kappa, note=note, digits=2),
        ", where 1 is full and 0 what chance would give",
    )


def _yearly(couple: Couple) -> pl.DataFrame:
    contested = couple.one.contested
    if contested is None:
        return pl.DataFrame()
    both = [couple.one.state, couple.other.state]
    return agreement(contested.filter(pl.col("state").is_in(both)).collect(), both[0])
