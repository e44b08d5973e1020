"""Shares of a channel from the evidence that answers: asked, shared out, held to the rule of trust.

Pages, tables, comparisons, scenarios and statements all take their shares from here, so that one
question has one answer, whichever way it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.measures.blocs import as_one_partner
from counterpoise.measures.shares import shares
from counterpoise.measures.sufficiency import held_to_rule
from counterpoise.measures.views import View
from counterpoise.panel.ask import Answer, Piece, ask
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store

Members = Mapping[str, pl.DataFrame]
"""Blocs that count as one partner each, with their members by year (`blocs.as_one_partner`)."""

WHENCE: Final = ("source", "vintage", "told_by")


@dataclass(frozen=True, eq=False)
class Told:
    """A view of some states, or of all, as the evidence answers for each state and year.

    Parameters
    ----------
    view : View
        Which flow, with its window and floor.
    answer : Answer
        Which holding answers for whom and when.
    blocs : mapping
        Blocs that count as one partner each.
    """

    view: View
    answer: Answer
    blocs: Members

    @cached_property
    def shares(self) -> pl.DataFrame:
        """Shares as `measures.shares` and `held_to_rule` return them, with who tells of each year."""
        parts = [self._of_piece(piece) for piece in self.answer.pieces]
        if not parts:
            return pl.DataFrame(schema=self._schema())
        return pl.concat(parts).sort(self.view.of, "year", self.view.over)

    def rows(self, piece: Piece) -> pl.DataFrame:
        """Return a piece's rows, with blocs as one partner each."""
        frame = piece.rows
        for bloc, members in self.blocs.items():
            frame = as_one_partner(frame, members, bloc=bloc, over=self.view.over)
        return frame

    def _of_piece(self, piece: Piece) -> pl.DataFrame:
        seen, held = self.view, piece.holding
        table = shares(
            self.rows(piece), of=seen.of, over=seen.over, window=seen.window, floor=seen.floor,
            years=piece.span,
        )  # fmt: skip
        chosen = piece.chosen.rename({"state": seen.of})
        whole = pl.max_horizontal("whole", pl.col("told") / pl.col("completeness"))
        covered = piece.covered.rename({"state": seen.of})
        wholes = covered.select(
            seen.of, "year", "told",
            whole=pl.when(pl.col("completeness") > 0).then(whole).otherwise("whole"),
        )  # fmt: skip
        table = held_to_rule(table, wholes, of=seen.of, window=seen.window)
        tellers = {0: "the state", 1: "compiled", 2: "its partners"}
        mine = chosen.select(
            seen.of, "year",
            source=pl.lit(held.source), vintage=pl.lit(held.vintage),
            told_by=pl.col("teller").replace_strict(tellers, return_dtype=pl.String),
        )  # fmt: skip
        return table.join(mine, on=[seen.of, "year"], how="inner", validate="m:1")

    def _schema(self) -> dict[str, Any]:
        return {
            self.view.of: pl.String, self.view.over: pl.String, "year": pl.Int32,
            "value": pl.Float64, "unknown": pl.Int64, "volume": pl.Float64, "share": pl.Float64,
            "state_of_share": pl.String, "completeness": pl.Float64, "share_low": pl.Float64,
            "share_high": pl.Float64, **dict.fromkeys(WHENCE, pl.String),
        }  # fmt: skip

    def evidence(self, state: str, year: int) -> Evidence | None:
        """Return the rows of everybody in the release that answers for a state and year."""
        piece = self.answer.piece(state, year)
        return piece.evidence if piece else None


def told(
    store: Store,
    seen: View,
    states: Sequence[str] = (),
    *,
    window: int | None = None,
    floor: float | None = None,
    item: str = schema.ALL_ITEMS,
    as_of: int | None = None,
    source: str = "",
    vintage: str = "",
    blocs: Members | None = None,
) -> Told:
    """Return a view of the states named, or of all, from what answers for each of their years.

    Parameters
    ----------
    store : Store
    seen : View
        Which flow.
    states : sequence of str
        Ids; none for all.
    window, floor
        In place of the view's own.
    item, as_of, source, vintage
        As `panel.ask.ask` takes them.
    blocs : mapping
        Blocs that count as one partner each.

    Raises
    ------
    EvidenceError
        If no evidence of the channel is held.
    """
    seen = replace(
        seen,
        window=seen.window if window is None else window,
        floor=seen.floor if floor is None else floor,
    )
    answer = ask(
        store, seen.indicator, side=seen.of, states=states, item=item, window=seen.window,
        as_of=as_of, source=source, vintage=vintage,
    )  # fmt: skip
    return Told(seen, answer, blocs or {})
