"""The partition of a state's ties with rivals, computed one way wherever it is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from counterpoise.measures.hedging import FAINT, GROUPS, Vary, hedging
from counterpoise.report import rival_ties
from counterpoise.report.study import Study

DRAWS = 400
SEED = 1945
"""Draws of weights are the same on every run, so that a page can be made again."""
FEWEST_CHANNELS = 3
FEWEST_LEANING = 2
WEIGHING = (
    "security (arms, pacts to fight), trade (imports, exports) and votes weigh the same, each in equal"
    " parts on those of its channels in which ties with the rivals add up to 0.05 or more"
)
"""How channels are weighed wherever the partition is told."""


def weighing(study: Study) -> str:
    """Return how channels are weighed, and of which year the pacts of later years are."""
    pacts = study.evidence(rival_ties.PACTS[0])
    carried = f"; pacts of years after {pacts.last} are those of {pacts.last}" if pacts else ""
    return WEIGHING + carried


def partition(study: Study) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the partition by year, with ranges over weights, and the ties that it rests on."""
    if len(study.rivals) < 2 or study.state in study.rivals:
        return pl.DataFrame(), pl.DataFrame()
    ties = rival_ties.ties(study)
    if ties.is_empty():
        return pl.DataFrame(), ties
    return parted(ties, study.rivals), ties


def parted(ties: pl.DataFrame, rivals: Sequence[str], vary: Vary = "weights") -> pl.DataFrame:
    """Return the partition of ties, in the years of each state in which most channels are known."""
    rng = np.random.default_rng(SEED)
    found = hedging(ties, poles=rivals, groups=GROUPS, faint=FAINT, draws=DRAWS, rng=rng, vary=vary)
    # Of a channel without ties it is known that it leans to nobody; but one that leans is no mix.
    known = pl.col("channels") + pl.col("no_ties").str.count_matches(r"\S+")
    told = found.filter(known >= FEWEST_CHANNELS, pl.col("channels") >= FEWEST_LEANING)
    # Years that differ in what is unknown do not compare; a channel without ties is known to be so.
    unknown = pl.col("unknown").str.len_chars()
    return told.filter(unknown == unknown.min().over("state")).sort("state", "year")
