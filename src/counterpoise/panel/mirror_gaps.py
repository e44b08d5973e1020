r"""What of its partners' word a state never granted: doubt about imports that only partners tell of.

Customs know where goods come from better than where they go in the end. China names one dollar of
imports from Hong Kong for thirty that Hong Kong says it sends there (most are others' goods, passing
through); Panama's free zone, ships under Liberia's flag and oil stored at Saint Lucia are of the same
kind. So where a state is silent, and its partner :math:`j` says it sent :math:`x_{ij}`, the state's
former word is held against that. Over the last `YEARS` years before in which the state told of its
imports itself, with :math:`o` what it said it had of the partner and :math:`m` what the partner said,

.. math:: g_{ij} = \min\Big(1, \frac{\sum_t o_{ijt}}{\sum_t m_{ijt}}\Big), \qquad
    d_{ij} = (1 - g_{ij})\, x_{ij} \quad \text{if } g_{ij} < \text{GRANTED, else } 0

is in dispute: it counts as not told. What the state ascribed to nobody in those years may have been
that partner's, and counts as granted; a tie that the partner did not tell of then is not in dispute.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise import schema, sums
from counterpoise.panel.candidates import FEW, MIRROR, OWN, Candidate, of_states
from counterpoise.panel.memory import MEMORY

GRANTED: Final = 0.5
"""Part of a partner's word from which it is no longer held against it that the state told less."""

YEARS: Final = 5
"""Years of a state's own telling that are held against its partners' word."""

REACH: Final = 15
"""Years for which its own telling still says how it sees its partners' word."""

IMPORTS: Final = ("goods", schema.DESTINATION, schema.ALL_ITEMS)

KEYS: Final = ("state", "year")
TIE: Final = ("state", "partner", "year")
DISPUTED: Final = {
    "state": pl.String, "partner": pl.String, "year": pl.Int32, "disputed": pl.Float64,
}  # fmt: skip


def disputed(one: Candidate, wanted: pl.DataFrame, found: Sequence[Candidate]) -> pl.DataFrame:
    """Return how much of each tie is in dispute where the state is silent, if any is: `DISPUTED`.

    Of a release that reconciled both sides' words nothing is.

    Parameters
    ----------
    one : Candidate
        A release.
    wanted : polars.DataFrame
        `state`, `year` and `teller` of what it answers.
    found : sequence of Candidate
        All releases that could answer; those in which both sides tell are held against it.
    """
    wanted = wanted.filter(pl.col("teller") != OWN).select(KEYS)
    others_alone = schema.RECONCILED not in one.tellers and wanted.height
    both_tell = [each for each in found if {OWN, MIRROR} <= set(map(each.rank, each.tellers))]
    if (one.indicator, one.side, one.item) != IMPORTS or not others_alone or not both_tell:
        return pl.DataFrame(schema=DISPUTED)
    states = tuple(wanted["state"].unique().sort())
    states = states if len(states) <= FEW else ()
    heard = pl.concat(_heard_twice(each, states) for each in both_tell)
    heard = heard.unique(TIE, keep="first", maintain_order=True)
    return (
        one.ties_of(wanted)
        .lazy()
        .join(_granted(heard.lazy(), wanted.lazy()), on=TIE)
        .filter(pl.col("value") > 0)
        .select(*TIE, disputed=pl.col("value") * (1.0 - pl.col("granted")))
        .sort(TIE)
        .collect()
    )


def _granted(heard: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.LazyFrame:
    """Return what part of each partner's word a state granted, of ties of which it is under `GRANTED`."""
    before = wanted.join(heard.select("state", then="year").unique(), on="state")
    before = before.filter((pl.col("year") - pl.col("then")).is_between(1, REACH))
    last = before.filter(pl.col("then").rank("dense", descending=True).over(KEYS) <= YEARS)
    ties = last.join(heard.rename({"year": "then"}), on=["state", "then"])
    amounts = (pl.col(name).sum() for name in ("own", "theirs"))
    granted = ties.group_by(TIE).agg(amounts).select(*TIE, granted=pl.col("own") / pl.col("theirs"))
    return granted.filter(pl.col("granted") < GRANTED)


def _heard_twice(one: Candidate, states: Sequence[str]) -> pl.DataFrame:
    """Return what partners tell of the years that the states tell of, and what these do: by tie.

    `theirs`, and `own`, with what the state ascribes to nobody. Of all states if none is named.
    """

    def make() -> pl.DataFrame:
        rows = of_states(one, states) if states else one.said()
        itself = one.state_years(states).filter(pl.col("teller") == OWN).select(KEYS)
        rows = rows.select(
            "value", "told_by", pl.col("year").cast(pl.Int32), state=one.side, partner=one.over
        ).join(itself.lazy(), on=KEYS, how="semi")
        teller, nobody = pl.col("told_by"), pl.col("partner").str.contains(schema.NOBODY)
        own = sums.total(pl.col("value").filter(teller == one.side), parts)
        unnamed = rows.filter(nobody).group_by(KEYS).agg(unnamed=own)
        theirs = sums.total(pl.col("value").filter(teller == one.over), parts)
        ties = rows.filter(~nobody).group_by(TIE).agg(own=own, theirs=theirs)
        ties = ties.filter(pl.col("theirs") > 0).join(unnamed, on=KEYS, how="left")
        return ties.select(
            *TIE, "theirs", own=pl.col("own") + pl.col("unnamed").fill_null(0.0)
        ).collect()

    parts = sums.parts_of(one.indicator)
    return MEMORY.kept((*one.key, "heard twice", *states), make)
