r"""Large ties that fall silent from one year to the next: not covered, where a file would make them zero.

A file that reconciles what both states report has no row of a tie that neither tells of. Trade that is
secret on both sides (gas, arms makers' metals) is in no row, and looks as if it had ended. A tie of
one product is taken for silent, and not for ended, in year t if

* it was steady: in each of t-3, t-2 and t-1 at least `PART` of all that the state bought of the
  product, and worth `SMALL` at least in t-1, when it had not run down to under `RUN_DOWN` of t-2;
* it has no row in t, though the file has other rows of its seller and of its buyer;
* nobody took its place: with :math:`g` the growth of all other buyers' ties that are in both years,
  :math:`S` what the silent ties of the buyer carried and :math:`O` what all its others did,

  .. math:: \frac{O_t - g\,O_{t-1}}{g\,S_{t-1}} < \text{REPLACED}

It stays so until it is told of again, or for `REACH` years. Only years before are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from counterpoise.reference import products
from counterpoise.snapshots.gaps import ENDED, GAP, Declared

PART: Final = 0.10
SMALL: Final = 1e6
RUN_DOWN: Final = 0.5
REPLACED: Final = 0.5
REACH: Final = 15
STEADY: Final = 3
"""Years in a row in which a tie must have been large."""
FADED: Final = 0.01
"""Part of what all traded of a product up to which it is taken for no longer told."""

TIE: Final = ("origin", "destination", "item")
Tie = tuple[str, str, str]


class Silences:
    """What the years before had of each product watched, and which ties are silent since."""

    def __init__(self, declared: Sequence[Declared]) -> None:
        self.declared = declared
        self.watched = [
            code.begins
            for one in products.baskets().values()
            for code in one.codes
            if code.system == products.HS and len(code.begins) == 6
        ]
        self.before: list[pl.DataFrame] = []
        self.year = 0
        self.silent: dict[Tie, int] = {}
        self.totals: dict[str, float] = {}

    def gaps(
        self,
        rows: pl.DataFrame,
        year: int,
        *,
        sells: set[str] | None = None,
        buys: set[str] | None = None,
        held: set[str] | None = None,
    ) -> tuple[pl.DataFrame, list[str]]:
        """Return the ties of a year that are not covered, whatever the rows have of them, with notes.

        `rows` have origin, destination, item and value (US dollars); years must come in their order.
        Where they are those of the products watched alone, `sells`, `buys` and `held` say who and what
        there is in the whole file.
        """
        if year != self.year + 1:
            self.before, self.silent = [], {}
        sells = set(rows["origin"].unique()) if sells is None else sells
        buys = set(rows["destination"].unique()) if buys is None else buys
        known, ended = self._declared(year)
        secret = {tie for tie in known if tie[0] in sells and tie[1] in buys}
        now = rows.filter(pl.col("item").is_in(self.watched)).select(*TIE, "value")
        now = now.join(_ties(secret), on=TIE, how="anti")
        now = now.with_columns(part=pl.col("value") / pl.col("value").sum().over(TIE[1:]))
        if len(self.before) == STEADY:
            self.silent |= dict.fromkeys(_fallen_silent(now, self.before), year)
        told = set(now.select(TIE).rows())
        self.silent = {
            tie: since
            for tie, since in self.silent.items()
            if tie not in told | ended
            and year - since < REACH
            and tie[0] in sells
            and tie[1] in buys
        }
        self.before, self.year = [*self.before, now][-STEADY:], year
        found = {*self.silent, *secret}
        held = set(rows["item"].unique()) if held is None else held
        ties = _ties({tie for tie in found if tie[2] in held})
        return ties, _notes(ties, secret)

    def still_told(self, rows: pl.DataFrame) -> list[str]:
        """Return the products of a year whose whole trade has not faded to nothing since a year before.

        A product that newer editions of the classification have given up stays in an older one's files
        with ever less of its trade.
        """
        totals = dict(rows.group_by("item").agg(pl.col("value").sum()).rows())
        told = [
            item for item, value in totals.items() if value >= FADED * self.totals.get(item, 0.0)
        ]
        for item, value in totals.items():
            self.totals[item] = max(value, self.totals.get(item, 0.0))
        return sorted(told)

    def _declared(self, year: int) -> tuple[set[Tie], set[Tie]]:
        """Return the ties declared as not covered in a year, and those that truly ended."""
        now = [one for one in self.declared if one.years[0] <= year <= one.years[1]]
        gaps, ended = (
            {tie for one in now if one.kind == kind for tie in one.ties()} for kind in (GAP, ENDED)
        )
        return gaps, ended


def _ties(found: Iterable[Tie]) -> pl.DataFrame:
    """Return ties as a table, in their order."""
    return pl.DataFrame(sorted(found), dict.fromkeys(TIE, pl.String), orient="row")


def _fallen_silent(now: pl.DataFrame, before: Sequence[pl.DataFrame]) -> list[Tie]:
    """Return the ties that were steady in the years before and have no row now, unless replaced."""
    third, second, last = before
    ties = last.join(second.select(*TIE, second="value", part_2="part"), on=TIE)
    ties = ties.join(third.select(*TIE, part_3="part"), on=TIE)
    steady = ties.filter(
        pl.min_horizontal("part", "part_2", "part_3") >= PART,
        pl.col("value") >= pl.max_horizontal(RUN_DOWN * pl.col("second"), pl.lit(SMALL)),
    )
    gone = steady.join(now, on=TIE, how="anti")
    bought = (
        last.group_by("destination", "item").agg(then=pl.col("value").sum())
        .join(now.group_by("destination", "item").agg(now=pl.col("value").sum()),
              on=["destination", "item"], how="left")
        .join(_growth(now, last), on=["destination", "item"], how="left")
        .with_columns(pl.col("now").fill_null(0.0), pl.col("growth").fill_null(1.0))
    )  # fmt: skip
    gone = gone.join(bought, on=["destination", "item"], how="left").with_columns(
        lost=pl.col("value").sum().over("destination", "item")
    )
    others = pl.col("now") - pl.col("growth") * (pl.col("then") - pl.col("lost"))
    replaced = others / (pl.col("growth") * pl.col("lost"))
    return gone.filter(replaced < REPLACED).select(TIE).rows()


def _growth(now: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    """Return by how much each product's ties of all other buyers grew that are in both years."""
    both = last.join(now.select(*TIE, now="value"), on=TIE)
    each = both.group_by("destination", "item").agg(pl.col("now", "value").sum())
    now_of_others, then_of_others = (
        pl.col(name).sum().over("item") - pl.col(name) for name in ("now", "value")
    )
    growth = pl.when(then_of_others > 0).then(now_of_others / then_of_others)
    return each.select("destination", "item", growth=growth)


def _notes(ties: pl.DataFrame, secret: set[Tie]) -> list[str]:
    """Return in words how many ties of a year are not covered, and why."""
    known = sum(tie in secret for tie in ties.rows())
    found = ties.height - known
    return [
        *(
            [f"{known} ties are declared as not told whole: not covered, which is not zero"]
            if known
            else []
        ),
        *(
            [
                f"{found} large ties of a product have no row after years in which they were steady:"
                " not covered, unless they are told of again"
            ]
            if found
            else []
        ),
    ]
