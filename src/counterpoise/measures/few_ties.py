"""Shares of a page's few ties, on arrays from what was asked on: the frame is made once, at the end.

The same as `measures.shares` and `measures.sufficiency` of the panel rows, whose formulae are in
:mod:`counterpoise.measures.share_arrays`; the tests hold both equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from counterpoise import bounds, schema
from counterpoise.measures import frames, share_arrays, small_flows
from counterpoise.measures.share_arrays import Floats, Flows, SharedOut, Truths, Wholes
from counterpoise.measures.shares import SHARED, SUPPRESSED, UNDEFINED
from counterpoise.measures.sufficiency import LARGEST, PARTLY_KNOWN, PARTS, TOO_LITTLE
from counterpoise.sums import parts_of

THEIRS: Final = "its partners"
TELLERS: Final = ("the state", "compiled", THEIRS)
BOTH: Final = "both sides"
"""Who tells of a year for which partners speak, where the state named some of them."""
WORDS: Final = (SHARED, SUPPRESSED, UNDEFINED, PARTLY_KNOWN, TOO_LITTLE)


@dataclass(frozen=True, eq=False)
class Source:
    """What one release tells of few states.

    Parameters
    ----------
    ties, chosen, covered : polars.DataFrame
        As `panel.ask.Piece` has them; `covered` with `whole`, null where no total is said.
    source, vintage : str
        The release.
    """

    ties: pl.DataFrame
    chosen: pl.DataFrame
    covered: pl.DataFrame
    source: str
    vintage: str


def shared_out(
    sources: Sequence[Source],
    *,
    of: str,
    over: str,
    indicator: str,
    window: int,
    floor: float,
    years: tuple[int, int],
    named: float,
    shown: float,
) -> pl.DataFrame | None:
    """Return the shares of the state-years that each source answers, held to the rule of trust.

    None where there is no tie. `named`, `shown`: parts of the rule; all else as `shares` takes it.
    """
    frames.require_directed(indicator)
    frames.require("floor", floor, bounds.FLOOR)
    tables = [table for one in sources for table in (one.ties, one.chosen, one.covered)]
    names, rank = small_flows.coded(pl.concat(table["state"] for table in tables))
    ends = np.cumsum([table.height for table in tables])[:-1]
    # A state in each source is another: several may tell of a year, and a window rests on years of
    # which another may answer.
    times = [
        (state + (place // 3) * len(names)) * frames.YEARS + table["year"].cast(pl.Int64).to_numpy()
        for place, (table, state) in enumerate(zip(tables, np.split(rank, ends), strict=True))
    ]
    at_ties, at_chosen, at_covered = (np.concatenate(times[kind::3]) for kind in range(3))
    order = np.argsort(at_chosen)
    partners, partner = small_flows.coded(pl.concat(one.ties["partner"] for one in sources))
    flows = _flows(sources, at_ties * frames.PARTNERS + partner)
    if window == 1:  # then no other year's rows are needed
        flows = flows.only(share_arrays.looked_up(at_ties, at_chosen[order])[0])
    if not flows.key.size:
        return None
    parts = parts_of(indicator)
    states = pl.concat([names] * len(sources))
    few = small_flows.SmallFlows(
        share_arrays.pooled(flows, parts), of, over, states, partners, years, indicator, parts
    )
    flows = few.pooled(window, years)
    found = share_arrays.shared_out(flows, flows.key // frames.PARTNERS, parts=parts, floor=floor)
    time = found.flows.key // frames.PARTNERS
    told, whole = _wholes(sources, at_covered, time, window)
    at_nobody = partners.str.contains(schema.NOBODY).fill_null(value=False).to_numpy()
    nobody = at_nobody[found.flows.key % frames.PARTNERS]
    _, group = np.unique(time, return_inverse=True)
    unnamed = share_arrays.unnamed(found.share, nobody, group)
    told, whole = share_arrays.with_the_unnamed(told, whole, found.volume, unnamed)
    held = share_arrays.held(
        found.share, found.stated, told, whole, found.volume, named=named, shown=shown
    )
    answered, place = share_arrays.looked_up(time, at_chosen[order])
    which = np.repeat(np.arange(len(sources)), [one.chosen.height for one in sources])
    source, row = which[order][place], order[place]
    teller = np.concatenate([one.chosen["teller"].to_numpy() for one in sources])[row]
    value = np.where(found.unheard, np.nan, found.flows.value)
    return few.named(
        found.flows.key,
        piece=source.astype(np.int32),
        value=small_flows.column(value),
        unknown=found.flows.unknown,
        volume=found.volume,
        share=small_flows.column(held.share),
        state_of_share=small_flows.chosen(WORDS, _state(found, held)),
        completeness=small_flows.column(held.part),
        share_low=small_flows.column(held.low),
        share_high=small_flows.column(held.high),
        source=small_flows.chosen([one.source for one in sources], source),
        vintage=small_flows.chosen([one.vintage for one in sources], source),
        told_by=small_flows.chosen(TELLERS, teller.astype(np.int64)),
    ).filter(pl.Series(answered, dtype=pl.Boolean))


def _flows(sources: Sequence[Source], key: Wholes) -> Flows:
    """Return all ties as flows: what is known of each, and how many rows are not covered."""
    value: Floats = np.concatenate([one.ties["value"].to_numpy() for one in sources])
    unknown: Wholes = np.concatenate([one.ties["unknown"].to_numpy() for one in sources])
    silent: Truths = np.isnan(value)
    return Flows(key, np.where(silent, 0.0, value), unknown, (value < 0).astype(np.int64))


def _wholes(
    sources: Sequence[Source], at: Wholes, time: Wholes, window: int
) -> tuple[Floats, Floats]:
    """Return what is told of each state and year, and its whole; NaN where no whole is said."""
    told, whole = (
        np.concatenate([one.covered[name].cast(pl.Float64).to_numpy() for one in sources])
        for name in ("told", "whole")
    )
    said = np.flatnonzero(~np.isnan(whole))
    order = said[np.argsort(at[said])]
    at, told, whole = (
        at[order], np.minimum(told[order], LARGEST), np.minimum(whole[order], LARGEST),
    )  # fmt: skip
    if window > 1 and at.size:
        ends, told, whole = share_arrays.wholes_of_windows(at, told, whole, window, PARTS)
        at = at[ends]
    there, place = share_arrays.looked_up(time, at)
    if not at.size:
        return np.full(time.size, np.nan), np.full(time.size, np.nan)
    return np.where(there, told[place], np.nan), np.where(there, whole[place], np.nan)


def _state(found: SharedOut, held: share_arrays.Held) -> Wholes:
    """Return which of `WORDS` each share's state is."""
    state = np.where(found.stated, 0, np.where(found.defined, 1, 2))
    return np.asarray(np.where(held.hardly, 4, np.where(held.partly, 3, state)))
