"""How much of a state's own trade the world of a scenario tells of, and what may be said of the rest."""

from __future__ import annotations

from collections.abc import Mapping

from counterpoise.panel import ask
from counterpoise.report import wording
from counterpoise.report.pages import Sentence
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.settings import Enough

SIDES = {"imports": "destination", "exports": "origin"}
DONE = {"imports": "buys", "exports": "sells"}


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


def sentence(state: str, side: str, part: float, note: int) -> Sentence:
    """Return that too little is told of a side for anybody to be called the first."""
    return (
        f" Of what {wording.place(state)} {DONE[side]}, only ",
        wording.percent(part, note=note, bar=False),
        " is told of in the trade of this world: who is the largest that remains is not said, and what"
        " each takes up is at most what stands here.",
    )
