from __future__ import annotations

import numpy as np
import polars as pl

from counterpoise.panel.store import Store
from counterpoise.panel.widest import widest
from counterpoise.scenarios.baseline import gaps, trade_pairs
from counterpoise.settings import embedded_folder
from tests.scenarios import worlds

STORE = Store((embedded_folder(),)).steady()


def older(flows: dict[tuple[str, str], float]) -> pl.DataFrame:
    return worlds.rows(flows).select("origin", "destination", before="value")  # type: ignore[arg-type]


def test_an_older_figure_grows_as_both_partners_trade_grew() -> None:
    now = worlds.rows({("A", "B"): 30.0, ("C", "D"): 40.0, ("A", "D"): None})
    then = older({("A", "B"): 10.0, ("C", "D"): 20.0, ("A", "D"): 5.0})

    filled = gaps.filled(now, then).filter(pl.col("status") == "imputed")

    # A's exports grew threefold, D's imports twofold, all trade by 70/30.
    assert filled.rows() == [("A", "D", round(5 * 3 * 2 / (70 / 30)), "imputed")]


def test_what_has_no_older_figure_stays_unknown() -> None:
    now = worlds.rows({("A", "B"): 30.0, ("A", "D"): None, ("X", "B"): None})
    then = older({("A", "B"): 10.0, ("X", "B"): 4.0})

    assert gaps.filled(now, then).filter(pl.col("value").is_null()).height == 2


def test_reported_figures_are_not_touched() -> None:
    now = worlds.rows({("A", "B"): 30.0, ("B", "A"): 0.0})

    assert gaps.filled(now, older({("A", "B"): 10.0, ("B", "A"): 9.0})).rows() == now.rows()


def test_the_rule_misses_covered_pairs_by_as_much_as_it_says() -> None:
    rows = trade_pairs.pairs(widest(STORE, "goods"), 2023)
    then = (
        STORE.holding("cepii_baci_totals").scan()
        .filter(pl.col("year") == 2019)
        .select("origin", "destination", before="value")
        .collect()
    )  # fmt: skip
    known = rows.filter(pl.col("value") > 0).join(then, on=["origin", "destination"])
    big = known.filter(pl.col("before") > 1e8).sample(fraction=0.1, seed=3)
    hidden = rows.join(
        big.select("origin", "destination", hide=True), on=["origin", "destination"], how="left"
    ).select(
        "origin",
        "destination",
        value=pl.when(pl.col("hide").is_null()).then(pl.col("value")),
        status=pl.when(pl.col("hide").is_null()).then("status").otherwise(pl.lit("not covered")),
    )

    guessed = gaps.filled(hidden, then).join(
        big.select("origin", "destination", true="value"), on=["origin", "destination"]
    )

    miss = np.abs(np.log(guessed["value"].to_numpy() / guessed["true"].to_numpy()))
    assert guessed.height == big.height > 150
    assert np.median(miss) < 0.20
