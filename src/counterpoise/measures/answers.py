"""Shares of a channel from the evidence that answers: asked, shared out, held to the rule of trust.

Pages, tables, comparisons, scenarios and statements all take their shares from here, so that one
question has one answer, whichever way it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

import polars as pl

from counterpoise import schema
from counterpoise.errors import EvidenceError
from counterpoise.measures import few_ties
from counterpoise.measures.blocs import as_one_partner
from counterpoise.measures.frames import UNALLOCATED
from counterpoise.measures.own_word import with_own_word
from counterpoise.measures.shares import SHARED, shares
from counterpoise.measures.small_debts import counted_as_nothing
from counterpoise.measures.sufficiency import held_to_rule
from counterpoise.measures.views import View
from counterpoise.panel.ask import Answer, Piece, ask
from counterpoise.panel.candidates import candidates
from counterpoise.panel.completeness import LARGEST, basis, partners_covered
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Holding, Store
from counterpoise.reference import groups
from counterpoise.settings import Enough

Members = Mapping[str, pl.DataFrame]
"""Blocs that count as one partner each, with their members by year (`blocs.as_one_partner`)."""

FIRST_YEAR, LAST_YEAR = 1816, 2100
"""Years that any row may be of."""

WHENCE: Final = ("source", "vintage", "told_by")
ANSWERED: Final = "as answered"
"""In the place of the source, where rows of several are put together, each of its own state-years."""
TOLD_BY: Final = ("completeness", *WHENCE)
"""What stands beside every figure: how much of the truth is told, by which release, and who."""


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

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """The releases that answer, the one that answers for most state-years first."""
        pieces = sorted(self.answer.pieces, key=lambda piece: -piece.chosen.height)
        return tuple(piece.holding for piece in pieces)

    def of(self, state: str) -> Told:
        """Return what is told of one of the states, as if it had been asked for alone."""
        own = pl.col("state") == state
        pieces = [
            replace(
                one, chosen=one.chosen.filter(own), covered=one.covered.filter(own), states=(state,)
            )
            for one in self.answer.pieces
        ]
        answer = replace(self.answer, pieces=tuple(one for one in pieces if one.chosen.height))
        found = replace(self, answer=answer)
        for name in vars(self).keys() & {"shares", "stated"} or {"shares"}:  # of all at once
            vars(found)[name] = getattr(self, name).filter(pl.col(self.view.of) == state)
        return found

    @cached_property
    def shares(self) -> pl.DataFrame:
        """Shares as `measures.shares` and `held_to_rule` return them, with who tells of each year."""
        pieces = self.answer.pieces
        if not pieces:
            return pl.DataFrame(schema=self._schema())
        return self.finished(self.shared_out(pieces))

    @cached_property
    def stated(self) -> pl.DataFrame:
        """The shares alone, without the partners' word: for measures of all states they are enough."""
        if "shares" in vars(self) or not self.answer.pieces:
            return self.shares
        return self.shared_out(self.answer.pieces).sort(self.view.of, "year", self.view.over)

    def finished(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return what `shared_out` gave of this answer's pieces, with the mirror and in order."""
        ties = [] if self.blocs else [piece.granted for piece in self.answer.pieces]
        whole = self._with_mirror(self.answer.pieces, with_own_word(table, ties, self.view))
        return whole.select(list(self._schema())).sort(self.view.of, "year", self.view.over)

    def rows(self, piece: Piece) -> pl.DataFrame:
        """Return a piece's rows, with blocs as one partner each."""
        frame = piece.rows
        for bloc, members in self.blocs.items():
            frame = as_one_partner(frame, members, bloc=bloc, over=self.view.over)
        return frame

    def shared_out(self, pieces: Sequence[Piece]) -> pl.DataFrame:
        """Return the shares of the state-years that pieces answer, held to the rule; `piece` says which.

        All are shared out at once, each state under a name of its own in each piece: several may tell
        of a year, and a window rests on years of which another may answer.
        """
        seen, key = self.view, [self.view.of, "year"]
        if (few := self._of_few(pieces)) is not None:
            return few
        chosen = self._of_each(pieces, self._chosen)
        if seen.window == 1:  # then no other year's rows are needed
            rows = self._of_each(pieces, self._rows_chosen)
            rows = counted_as_nothing(rows, indicator=seen.indicator, of=seen.of)
            covered, span = chosen, None
        else:
            rows = self._of_each(pieces, self._rows)
            covered = self._of_each(pieces, lambda one: one.covered.rename({"state": seen.of}))
            first, last = zip(*(piece.span for piece in pieces), strict=True)
            span = min(first), max(last)
        table = shares(
            rows, of=seen.of, over=seen.over, window=seen.window, floor=seen.floor, years=span
        )
        wholes = covered.select(seen.of, "year", "told", whole=WHOLE)
        table = held_to_rule(table, wholes, of=seen.of, over=seen.over, window=seen.window)
        table = table.join(chosen.select(*key, *WHENCE), on=key, how="inner", validate="m:1")
        number, state = pl.col(seen.of).str.head(DIGITS), pl.col(seen.of).str.slice(DIGITS)
        return table.with_columns(number.cast(pl.Int32).alias("piece"), state.alias(seen.of))

    def _of_few(self, pieces: Sequence[Piece]) -> pl.DataFrame | None:
        """Return the same of few ties, on arrays; None of many, of blocs and of none."""
        seen = self.view
        ties = sum(piece.ties.height for piece in pieces)
        if self.blocs or not 0 < ties <= FEW_TIES:
            return None
        first, last = zip(*(piece.span for piece in pieces), strict=True)
        rule = Enough.of_the_environment()
        sources = [
            few_ties.Source(
                counted_as_nothing(piece.ties, indicator=seen.indicator, of="state")
                if seen.window == 1
                else piece.ties,
                piece.chosen,
                (piece.chosen if seen.window == 1 else piece.covered).with_columns(whole=WHOLE),
                piece.holding.source,
                piece.holding.vintage,
            )
            for piece in pieces
        ]
        return few_ties.shared_out(
            sources, of=seen.of, over=seen.over, indicator=seen.indicator, window=seen.window,
            floor=seen.floor, years=(min(first), max(last)), named=rule.named, shown=rule.shown,
        )  # fmt: skip

    def _of_each(
        self, pieces: Sequence[Piece], rows: Callable[[Piece], pl.DataFrame]
    ) -> pl.DataFrame:
        """Return rows of all pieces, the states of each with the number of the piece before them."""
        state = pl.col(self.view.of)
        return pl.concat(
            rows(piece).with_columns(pl.format(f"{place:0{DIGITS}}{{}}", state).alias(self.view.of))
            for place, piece in enumerate(pieces)
        )

    def _chosen(self, piece: Piece) -> pl.DataFrame:
        """Return the state-years that a piece answers, with the release, and who tells in it."""
        tellers = dict(enumerate(few_ties.TELLERS))
        held = piece.holding
        return piece.chosen.rename({"state": self.view.of}).with_columns(
            source=pl.lit(held.source), vintage=pl.lit(held.vintage),
            told_by=pl.col("teller").replace_strict(tellers, return_dtype=pl.String),
        )  # fmt: skip

    def _rows_chosen(self, piece: Piece) -> pl.DataFrame:
        """Return the rows of the state-years that a piece answers, as rows of the answer."""
        chosen = piece.chosen.select("year", pl.col("state").alias(self.view.of))
        return self._rows(piece).join(chosen, on=[self.view.of, "year"], how="semi")

    def _rows(self, piece: Piece) -> pl.DataFrame:
        """Return a piece's rows as rows of the answer."""
        return self.rows(piece).drop("vintage").with_columns(source=pl.lit(ANSWERED))

    def _with_mirror(self, pieces: Sequence[Piece], table: pl.DataFrame) -> pl.DataFrame:
        """Add what each partner tells of the tie, where the state tells of it too, and its share then.

        The share between the two is the interval of the mirror gap: of those told twice the
        partner's figure, of all others the only one.
        """
        seen = self.view
        both = [one for one in pieces if len(one.candidate.tellers) > 1]
        none = {"mirror": pl.lit(None, pl.Float64), "mirror_share": pl.lit(None, pl.Float64)}
        if not both:
            return table.with_columns(**none)
        twice = pl.concat(
            piece.ties.join(piece.chosen, on=["state", "year"], how="semi")
            .drop_nulls("mirror")
            .select("state", "partner", "year", "mirror")
            for piece in both
        ).rename({"state": seen.of, "partner": seen.over})
        table = self._by_both(table, twice)
        if seen.window > 1 or self.blocs:
            return table.with_columns(**none)
        key = [seen.of, seen.over, "year"]
        rows = table.join(twice, on=key, how="left", validate="1:1")
        own = ~pl.col("told_by").is_in([few_ties.THEIRS, few_ties.BOTH])
        rows = rows.with_columns(pl.when(own).then("mirror").alias("mirror"))
        either = pl.coalesce("mirror", "value")
        share = either / either.sum().over(seen.of, "year")
        stated = pl.col("share").is_not_null() & pl.col("mirror").is_not_null()
        return rows.with_columns(mirror_share=pl.when(stated).then(share))

    def _by_both(self, table: pl.DataFrame, twice: pl.DataFrame) -> pl.DataFrame:
        """Say of the years for which partners speak that the state does too, where it names some of them.

        A year in which it ascribes most to nobody is not covered by its own telling, and yet what it
        told of a partner stands where that partner told no more.
        """
        theirs = pl.col("told_by") == few_ties.THEIRS
        key = [self.view.of, "year"]
        named = twice.select(*key, both=pl.lit(True)).unique()
        rows = table.join(named, on=key, how="left", maintain_order="left", validate="m:1")
        told_by = pl.when(theirs & pl.col("both")).then(pl.lit(few_ties.BOTH)).otherwise("told_by")
        return rows.with_columns(told_by=told_by).drop("both")

    def _schema(self) -> dict[str, Any]:
        return {
            self.view.of: pl.String, self.view.over: pl.String, "year": pl.Int32,
            "value": pl.Float64, "unknown": pl.Int64, "volume": pl.Float64, "share": pl.Float64,
            "state_of_share": pl.String, "completeness": pl.Float64, "share_low": pl.Float64,
            "share_high": pl.Float64, "mirror": pl.Float64, "mirror_share": pl.Float64,
            "own_share": pl.Float64,
            **dict.fromkeys(WHENCE, pl.String),
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
    years: tuple[int, int] | None = None,
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
        In place of the view's own. A stock is what there is at the end of a year: years of it are
        never added up, whatever the window, and the last one answers.
    years, item, as_of, source, vintage
        As `panel.ask.ask` takes them.
    blocs : mapping
        Blocs that count as one partner each.

    Raises
    ------
    EvidenceError
        If no evidence of the channel is held.
    """
    item = seen.item if item == schema.ALL_ITEMS else item
    seen = replace(
        seen,
        window=seen.window if window is None or not _is_flow(seen.indicator) else window,
        floor=seen.floor if floor is None else floor,
    )
    found = candidates(store, seen.indicator, side=seen.of, item=item)
    question = (
        basis(store, found), seen, item, tuple(states), years, as_of, source, vintage,
        Enough.of_the_environment(),
    )  # fmt: skip
    if question in _ANSWERED and not blocs:
        return _ANSWERED[question]
    answer = ask(
        store, seen.indicator, side=seen.of, states=states, item=item, window=seen.window, years=years,
        as_of=as_of, source=source, vintage=vintage,
    )  # fmt: skip
    given = Told(seen, answer, blocs or {})
    if 0 < len(states) <= FEW and not blocs:
        _ANSWERED[question] = given
        while len(_ANSWERED) > KEPT:
            _ANSWERED.pop(next(iter(_ANSWERED)))
    return given


def _is_flow(indicator: str) -> bool:
    return indicator not in schema.INDICATORS or schema.INDICATORS[indicator].flow


def told_by_each(
    store: Store,
    seen: View,
    states: Sequence[str],
    *,
    sources: Sequence[str],
    as_of: int | None = None,
    blocs: Members | None = None,
) -> list[Told]:
    """Return a view of the states as each source alone would answer, shared out all at once.

    Sources without a row of the states are left out. Of each it is known at once what is `stated`.
    """
    found = []
    for source in sources:
        with suppress(EvidenceError):
            found.append(told(store, seen, states, as_of=as_of, source=source, blocs=blocs))
    new = [
        one for one in found if one.answer.pieces and not vars(one).keys() & {"shares", "stated"}
    ]
    if new:
        table = new[0].shared_out([piece for one in new for piece in one.answer.pieces])
        ends = list(accumulate(len(one.answer.pieces) for one in new))
        for begin, end, one in zip([0, *ends], ends, new, strict=False):
            own = table.filter(pl.col("piece").is_between(begin, end, closed="left"))
            vars(one)["stated"] = own.sort(seen.of, "year", seen.over)
    return [one for one in found if one.stated.height]


LEAST: Final = 1e-3
"""Part of the whole that is told at least, where anything is: what is estimated is no exact nothing."""
# That another release holds a larger sum makes it the better answer, not this one a part: releases are
# revised. So nothing is taken back on its account. And of next to nothing told the whole is next to
# endless, never the total that it fell short of.
WHOLE: Final = pl.when(pl.col("yardstick") != LARGEST).then(
    pl.max_horizontal("whole", pl.col("told") / pl.col("completeness").clip(lower_bound=LEAST))
)
"""What a state's total is taken for, of the state-years that a release covers."""
FEW_TIES: Final = 50_000
"""Ties up to which they are shared out on arrays."""
FEW: Final = 20
"""States up to which an answer is kept for the next who asks the same."""
KEPT: Final = 64

DIGITS: Final = 3
"""Digits of a piece's number before a state's name."""

_ANSWERED: dict[object, Told] = {}


def bloc_members(blocs: Sequence[str], as_of: int | None = None) -> dict[str, pl.DataFrame]:
    """Return the members of each bloc in every year that rows may be of."""
    last = as_of or LAST_YEAR
    return {bloc: groups.members_by_year(bloc, FIRST_YEAR, last) for bloc in blocs}


def ties_told(imports: Told | None, exports: Told | None) -> pl.DataFrame:
    """Return states' trade with each partner, both ways, each way as it is answered for the state.

    Returns
    -------
    polars.DataFrame
        `state`, `partner`, `year`; in USD `exports` (state to partner), `imports`, `total`, `balance`
        (exports less imports), `state_exports`, `state_imports`, `state_total`: sums over all partners,
        null where the rule of trust says that too little is told; `state_share` = total over
        state_total, null likewise. By state, year and partner.

    Zeros and missing values
    ------------------------
    A partner of whom one way has a row and the other none passed nothing the other way, if that way is
    told of the year at all, covers the partner, and leaves no more than `NEARLY_NOTHING` of it to
    nobody by name. What is not covered is null, and so are sums with it.
    """
    if imports is None or exports is None:
        return pl.DataFrame(schema=TIES)
    both = [_one_way(one, name) for name, one in (("imports", imports), ("exports", exports))]
    (bought, buyers), (sold, sellers) = both
    pair = ["state", "partner", "year"]
    rows = (
        sold.join(bought, on=pair, how="full", coalesce=True)
        .join(buyers, on=["state", "year"], how="inner", validate="m:1")
        .join(sellers, on=["state", "year"], how="inner", validate="m:1")
    )
    rows = rows.filter(~pl.col("partner").str.contains(UNALLOCATED))
    for name, found in (("imports", imports), ("exports", exports)):
        absent = rows.filter(pl.col(f"{name}_hidden").is_null()).select(pair)
        rows = rows.join(_nothing(found, absent), on=pair, how="left", maintain_order="left")
        rows = rows.with_columns(pl.coalesce(name, "nothing").alias(name)).drop("nothing")
    whole = pl.col("state_exports") + pl.col("state_imports")
    total = pl.col("exports") + pl.col("imports")
    return (
        rows.with_columns(
            total=total, balance=pl.col("exports") - pl.col("imports"), state_total=whole
        )
        .with_columns(state_share=pl.col("total") / pl.col("state_total"))
        .select(pl.col(name).cast(kind) for name, kind in TIES.items())
        .sort("state", "year", "partner")
    )


TIES: Final = {
    "state": pl.String, "partner": pl.String, "year": pl.Int32, "exports": pl.Float64,
    "imports": pl.Float64, "total": pl.Float64, "balance": pl.Float64, "state_exports": pl.Float64,
    "state_imports": pl.Float64, "state_total": pl.Float64, "state_share": pl.Float64,
}  # fmt: skip


def _one_way(found: Told, name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what passed one way, by pair and year, and the states' totals that may be stated."""
    seen = found.view
    table = found.stated.rename({seen.of: "state", seen.over: "partner"})
    told_of = pl.col("state_of_share") == SHARED
    totals = table.select(
        "state", "year", pl.when(told_of).then("volume").alias(f"state_{name}")
    ).unique(["state", "year"], keep="first", maintain_order=True)
    ways = table.select("state", "partner", "year", "value", hidden=pl.col("value").is_null())
    return ways.rename({"value": name, "hidden": f"{name}_hidden"}), totals


NEARLY_NOTHING: Final = 0.01
"""Part of a state's total that may be with nobody by name, and an absent partner still have nothing."""


def _nothing(found: Told, absent: pl.DataFrame) -> pl.DataFrame:
    """Return those of the pairs without a row that passed nothing, and are not unknown: `nothing`, 0."""
    seen = found.view
    nobody = pl.col(seen.over).str.contains(schema.NOBODY)
    unnamed = found.stated.group_by("year", state=seen.of).agg(
        unnamed=pl.col("value").filter(nobody).sum() / pl.col("volume").first()
    )
    rows = absent.join(unnamed.filter(pl.col("unnamed") <= NEARLY_NOTHING), on=["state", "year"])
    covered = [
        told.join(partners, on=["year", "partner"], how="semi")
        for piece in found.answer.pieces
        for (teller,), chosen in piece.chosen.group_by("teller")
        if (
            told := rows.join(chosen.select("state", "year"), on=["state", "year"], how="semi")
        ).height
        for partners in [_covered(piece, told, int(str(teller)))]
    ]
    kinds = {"state": pl.String, "partner": pl.String, "year": pl.Int32}
    every = pl.concat(covered) if covered else pl.DataFrame(schema=kinds)
    return every.select("state", "partner", "year", nothing=pl.lit(0.0)).unique()


def _covered(piece: Piece, pairs: pl.DataFrame, teller: int) -> pl.DataFrame:
    """Return which of the partners of pairs a release covers, by year: `year`, `partner`."""
    years = pairs["year"].unique().to_list()
    open_years, named = partners_covered(piece.candidate, years, teller)
    asked = pairs.select("year", "partner").unique()
    known = asked.join(named.collect(), on=["year", "partner"], how="semi")
    return pl.concat([known, asked.filter(pl.col("year").is_in(open_years))])


def ties_totals(imports: Told, exports: Told) -> pl.DataFrame:
    """Return the trade both ways of each state and year of whom enough is told: `partner_total`."""
    (_, bought), (_, sold) = (_one_way(imports, "imports"), _one_way(exports, "exports"))
    both = bought.join(sold, on=["state", "year"], how="inner", validate="1:1")
    whole = pl.col("state_imports") + pl.col("state_exports")
    return both.select("state", "year", partner_total=whole)


def with_partners(ties: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """Return ties as `measures.pairs.ties` does: with the partners' totals, and what is not known."""
    hidden = pl.col("exports").is_null().cast(pl.Int64) + pl.col("imports").is_null().cast(pl.Int64)
    partner = totals.rename({"state": "partner"})
    rows = ties.join(partner, on=["partner", "year"], how="left", validate="m:1").with_columns(
        unknown=hidden
    )
    return rows.with_columns(
        state_unknown=pl.col("unknown").sum().over("state", "year"),
        partner_unknown=pl.col("partner_total").is_null().cast(pl.Int64),
    ).drop("state_share")
