r"""What only partners tell of a state's imports, and what it would: the gap between mirrors.

Customs know where goods come from better than where they go in the end. China names one dollar of
imports from Hong Kong for thirty that Hong Kong says it sends there (most are others' goods, passing
through); Panama's free zone, ships under Liberia's flag and oil stored at Saint Lucia are of the same
kind. So where a state is silent, and its partner :math:`j` tells :math:`x_{ij}`, the state's former word
is held against that. Over the last `YEARS` years before in which it told itself, with :math:`o` what it
said it had of the partner and :math:`m` what the partner said,

.. math:: g_{ij} = \frac{\sum_t o_{ijt}}{\sum_t m_{ijt}}

is what it recorded of that. Of a tie that the partner did not tell of then, :math:`g` is that of all ties.

* **In dispute** (`disputed`): of a tie with :math:`g_{ij} < \text{GRANTED}` the part
  :math:`(1 - g_{ij})\, x_{ij}`, which counts as not told. Here :math:`o` holds what the state ascribed to
  nobody, too, since that may have been the partner's.
* **By its own word** (`by_own_word`): the share that follows from :math:`g_{ij} x_{ij}`, with :math:`g` up to
  `MOST`, and the bounds of what its customs may say, which reach from the lower of that and the partners'
  word divided by `SPREAD` to the higher times it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from counterpoise import schema, sums
from counterpoise.panel.candidates import AGREED, FEW, MIRROR, OWN, Candidate, of_states, span_of
from counterpoise.panel.memory import MEMORY

GRANTED: Final = 0.5
"""Part of a partner's word from which it is no longer held against it that the state told less."""

YEARS: Final = 5
"""Years of a state's own telling that are held against its partners' word."""

REACH: Final = 15
"""Years for which its own telling still says how it sees its partners' word."""

SPREAD: Final = 1.5
"""How far a state's own word may be from what its partners tell, and from that times what it granted.
Nine in ten of its shares of imports lay within (Direction of Trade Statistics, 1990 to 2020, partners
with more than a fiftieth, five years after; by what partners tell alone three in four: as
tests/panel/test_mirror_gaps.py counts them)."""

MOST: Final = 4.0
"""How many times a partner's word a state's own is believed to be."""

IMPORTS: Final = ("goods", schema.DESTINATION, schema.ALL_ITEMS)
KEYS: Final = ("state", "year")
TIE: Final = ("state", "partner", "year")
_KEY: Final = {"state": pl.String, "partner": pl.String, "year": pl.Int32}
TIES: Final = {
    **_KEY, **dict.fromkeys(("value", "granted", "recorded", "in_all"), pl.Float64)
}  # fmt: skip
HEARD: Final = {**_KEY, **dict.fromkeys(("theirs", "own", "most"), pl.Float64)}


def granted(one: Candidate, wanted: pl.DataFrame, found: Sequence[Candidate]) -> pl.DataFrame:
    """Return the imports that only partners tell, with what of their word the state granted last.

    Of exports there are none: where they end, the buyer's customs know better. Nor of a release that
    reconciled both sides' words.

    Parameters
    ----------
    one : Candidate
        A release.
    wanted : polars.DataFrame
        `state`, `year` and `teller` of what it answers.
    found : sequence of Candidate
        All releases that could answer; those in which both sides tell are held against it.

    Returns
    -------
    polars.DataFrame
        `TIES`: `value`; `recorded`, what part of it, and `granted`, with what was ascribed to nobody,
        both null where it is not known; `in_all`, the part recorded of all ties of the state. By state,
        partner and year.
    """
    by_others = [rank for rank in (AGREED, MIRROR) if one.by_others(rank)]
    imports = (one.indicator, one.side, one.item) == IMPORTS
    if not imports or schema.RECONCILED in one.tellers or not by_others:
        return pl.DataFrame(schema=TIES)
    wanted = wanted.filter(pl.col("teller").is_in(by_others)).select(KEYS)
    if wanted.is_empty():
        return pl.DataFrame(schema=TIES)
    states = tuple(wanted["state"].unique().sort())
    states = states if len(states) <= FEW else ()
    both_tell = [each for each in found if {OWN, MIRROR} <= set(map(each.rank, each.tellers))]
    first, last = span_of(wanted["year"])
    reach = (first - REACH, last - 1)
    heard = [pl.DataFrame(schema=HEARD), *(_heard_twice(each, states, reach) for each in both_tell)]
    every = pl.concat(heard).unique(TIE, keep="first", maintain_order=True)
    then = _last_heard(every.lazy(), wanted.lazy())
    most, own = (pl.col(word).sum() / pl.col("theirs").sum() for word in ("most", "own"))
    return (
        one.ties_of(wanted)
        .lazy()
        .filter(~pl.col("partner").str.contains(schema.NOBODY), pl.col("value") > 0)
        .join(wanted.lazy(), on=KEYS, how="semi")
        .join(then.group_by(TIE).agg(granted=most, recorded=own), on=TIE, how="left")
        .join(then.group_by(KEYS).agg(in_all=own), on=KEYS, how="left")
        .select(list(TIES))
        .sort(TIE)
        .collect()
    )


def disputed(ties: pl.DataFrame) -> pl.DataFrame:
    """Return how much of ties is in dispute, of those of which anything is: `TIE` and `disputed`."""
    ties = ties.filter(pl.col("granted") < GRANTED)
    return ties.select(*TIE, disputed=pl.col("value") * (1.0 - pl.col("granted")))


def by_own_word(ties: pl.DataFrame) -> pl.DataFrame:
    """Return what states may say themselves of ties that only their partners tell.

    Returns
    -------
    polars.DataFrame
        `TIE`; `own_share`, as it follows from what the state granted, with its bounds `share_low` and
        `share_high`; `least` and `most`, between which the amount lies.
    """
    own = pl.col("value") * pl.coalesce("recorded", "in_all", 1.0).clip(upper_bound=MOST)
    ties = ties.with_columns(own=own.round()).with_columns(
        own_share=pl.col("own") / pl.col("own").sum().over(KEYS),
        theirs=pl.col("value") / pl.col("value").sum().over(KEYS),
    )
    return ties.select(
        *TIE,
        "own_share",
        share_low=pl.min_horizontal("own_share", "theirs") / SPREAD,
        share_high=(pl.max_horizontal("own_share", "theirs") * SPREAD).clip(upper_bound=1.0),
        least=pl.min_horizontal("own", "value") / SPREAD,
        most=pl.max_horizontal("own", "value") * SPREAD,
    )


def _last_heard(heard: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.LazyFrame:
    """Return what both sides told in the last years before each year wanted."""
    before = wanted.join(heard.select("state", then="year").unique(), on="state")
    before = before.filter((pl.col("year") - pl.col("then")).is_between(1, REACH))
    last = before.filter(pl.col("then").rank("dense", descending=True).over(KEYS) <= YEARS)
    return last.join(heard.rename({"year": "then"}), on=["state", "then"])


def _heard_twice(one: Candidate, states: Sequence[str], years: tuple[int, int]) -> pl.DataFrame:
    """Return what partners tell of the years that the states tell of, and what these do: by tie.

    `theirs`, `own`, and `most`, with what the state ascribes to nobody. Of all states if none is named.
    """

    def make() -> pl.DataFrame:
        rows = of_states(one, states) if states else one.said()
        rows = rows.filter(pl.col("year").is_between(*years))
        itself = one.state_years(states).filter(pl.col("teller") == OWN).select(KEYS)
        rows = rows.select(
            "value", "told_by", pl.col("year").cast(pl.Int32), state=one.side, partner=one.over
        ).join(itself.lazy(), on=KEYS, how="semi")
        teller, nobody = pl.col("told_by"), pl.col("partner").str.contains(schema.NOBODY)
        own = sums.total(pl.col("value").filter(teller == one.side), parts)
        lost = rows.filter(nobody).group_by(KEYS).agg(unnamed=own)
        theirs = sums.total(pl.col("value").filter(teller == one.over), parts)
        ties = rows.filter(~nobody).group_by(TIE).agg(own=own, theirs=theirs)
        ties = ties.filter(pl.col("theirs") > 0).join(lost, on=KEYS, how="left")
        unnamed = pl.col("unnamed").fill_null(0.0)
        most = pl.max_horizontal("own", pl.min_horizontal("theirs", pl.col("own") + unnamed))
        return ties.select(*TIE, "theirs", "own", most=most).collect()

    parts = sums.parts_of(one.indicator)
    return MEMORY.kept((*one.key, "heard twice", *states, *years), make)
