"""Adding a part, of any states, years or partners of any source, never takes an answer away."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from counterpoise import schema
from counterpoise.measures.answers import told
from counterpoise.measures.views import VIEWS
from counterpoise.panel import coverage
from counterpoise.panel.store import Draft, Holding, Store, write_draft
from counterpoise.settings import embedded_folder

SOURCES = ("imf_dots", "cow_trade", "cepii_baci_matrix", "cepii_baci_totals", "sipri_arms")
SEEN = {"imf_dots": "imports", "cow_trade": "exports", "sipri_arms": "arms"}
ASKED = ("VNM", "KAZ", "DEU", "IDN", "SSD", "YUG")


def embedded() -> Store:
    return Store((embedded_folder(),)).steady()


def a_part(folder: Path, held: Holding, rng: random.Random, vintage: str) -> set[tuple[str, int]]:
    """Put a random part of a release into a folder; return the state-years that it speaks of."""
    side = rng.choice(("origin", "destination"))
    rows = held.scan().collect()
    first, last = held.years
    start = rng.randint(first, last)
    end = min(last, start + rng.randint(0, 12))
    states = tuple(rng.sample(sorted(set(rows[side]) | set(ASKED)), 12)) + tuple(
        rng.sample(ASKED, 2)
    )
    rows = rows.filter(pl.col(side).is_in(states), pl.col("year").is_between(start, end))
    if rng.random() < 0.5:  # and of some partners only
        other = "origin" if side == "destination" else "destination"
        partners = sorted(set(rows[other]))
        rows = rows.filter(pl.col(other).is_in(rng.sample(partners, len(partners) // 2)))
    if rows.is_empty():
        return set()
    cut = [
        replace(one, first=max(one.first, start), last=min(one.last, end))
        for one in coverage.restricted(held.coverage, side=side, states=states)  # type: ignore[arg-type]
        if one.first <= end and one.last >= start
    ]
    store = Store((folder,))
    with store.drafting() as drafts:
        rows = rows.with_columns(vintage=pl.lit(vintage)).select(list(schema.PANEL))
        draft = Draft("all", write_draft(rows, drafts), (), tuple(cut), ())
        store.keep(held.source, vintage, held.table, [draft])
    sides = pl.concat(
        [
            rows.select(state="origin", year="year"),
            rows.select("year", state="destination").select("state", "year"),
        ]
    )
    return set(sides.unique().rows())


@pytest.mark.parametrize("seed", range(8))
def test_a_part_takes_no_answer_away_and_changes_none_that_it_says_nothing_of(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    source = SOURCES[seed % len(SOURCES)]
    held = embedded().releases(source)[0]
    seen = VIEWS[SEEN.get(source, rng.choice(("imports", "exports")))]
    before = told(embedded(), seen, ASKED).shares
    spoken = a_part(tmp_path / "store", held, rng, rng.choice(("2099", "0001", held.vintage)))
    after = told(Store((tmp_path / "store", embedded_folder())), seen, ASKED).shares

    key = [seen.of, seen.over, "year"]
    shared = before.filter(pl.col("state_of_share") == "shared")
    lost = shared.join(
        after.filter(pl.col("state_of_share") == "shared"), on=[seen.of, "year"], how="anti"
    )
    spoken_of = pl.DataFrame(
        sorted(spoken), schema={seen.of: pl.String, "year": pl.Int32}, orient="row"
    )
    reach = pl.concat(spoken_of.with_columns(pl.col("year") + lag) for lag in range(seen.window))
    assert lost.is_empty(), lost.select(seen.of, "year").unique()

    same = before.join(reach.unique(), on=[seen.of, "year"], how="anti")
    both = same.join(after, on=key, how="left", suffix="_after")
    moved = both.filter(
        (pl.col("value") != pl.col("value_after"))
        | (pl.col("share") - pl.col("share_after")).abs().gt(1e-12)
    )
    assert moved.is_empty(), moved.select(*key, "share", "share_after", "source", "source_after")


@pytest.mark.parametrize("year", [1975, 1990, 2014, 2019])
def test_what_is_said_of_a_year_does_not_depend_on_later_ones(year: int) -> None:
    for name in ("imports", "exports", "arms"):
        now = told(embedded(), VIEWS[name], ASKED).shares.filter(pl.col("year") <= year)
        then = told(embedded(), VIEWS[name], ASKED, as_of=year).shares
        assert then.equals(now)


def test_one_state_is_told_alone_as_in_a_table_of_all() -> None:
    for name, years in (
        ("imports", (2012, 2023)),
        ("exports", (1978, 1985)),
        ("arms", (2000, 2024)),
    ):
        seen = VIEWS[name]
        everybody = told(embedded(), seen, years=years).shares
        for state in ASKED:
            alone = told(embedded(), seen, [state]).shares.filter(pl.col("year").is_between(*years))
            row = pl.col(seen.of) == state
            assert alone.equals(everybody.filter(row)), (name, state)
