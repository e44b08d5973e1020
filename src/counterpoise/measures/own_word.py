"""Shares of what only partners tell, beside those that a state's own customs would record."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise.measures.few_ties import THEIRS
from counterpoise.measures.views import View
from counterpoise.panel.mirror_gaps import TIE, by_own_word, disputed


def with_own_word(table: pl.DataFrame, ties: Sequence[pl.DataFrame], seen: View) -> pl.DataFrame:
    """Add `own_share`: what follows if customs record as before what only the partners tell.

    And lower what a partner of whom they recorded too little has at least, and at most. Of windows of
    several years `own_share` is null: no channel pools what only partners tell.

    Parameters
    ----------
    table : polars.DataFrame
        Shares as `measures.answers.Told.finished` has them.
    ties : sequence of polars.DataFrame
        What `panel.mirror_gaps.granted` returned of each release that answers.
    seen : View
        Which flow.
    """
    ties = [each for each in ties if each.height] if seen.window == 1 else []
    if not ties:
        return table.with_columns(own_share=pl.lit(None, pl.Float64))
    every = pl.concat(ties)
    own = by_own_word(every).select(*TIE, "own_share")
    own = own.join(disputed(every), on=TIE, how="left", maintain_order="left")
    key = [seen.of, seen.over, "year"]
    own = own.rename(dict(zip(TIE, key, strict=True)))
    rows = table.join(own, on=key, how="left", maintain_order="left", validate="1:1")
    # The bounds have it twice: in what is told of the partner, and in what may be anybody's.
    less = (pl.col("share_low") * pl.col("disputed") / pl.col("value")).fill_null(0.0)
    bounds = (pl.col(name) - less for name in ("share_low", "share_high"))
    by_others = pl.col("own_share").is_not_null().any().over(seen.of, "year")
    told_by = pl.when(by_others).then(pl.lit(THEIRS)).otherwise("told_by").alias("told_by")
    return rows.with_columns(*bounds, told_by).drop("disputed")
