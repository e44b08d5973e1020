from __future__ import annotations

import polars as pl

from counterpoise.snapshots.source import Covered
from counterpoise.snapshots.spans import spans


def test_a_state_that_was_gone_for_some_years_gets_two_runs() -> None:
    years = pl.DataFrame(
        {"state": ["EST", "EST", "EST", "FIN"], "year": [1939, 1940, 1991, 1939]},
        schema={"state": pl.String, "year": pl.Int16},
    )
    assert spans(years) == (
        Covered(1939, 1939, "either", ("FIN",)),
        Covered(1939, 1940, "either", ("EST",)),
        Covered(1991, 1991, "either", ("EST",)),
    )


def test_states_of_the_same_run_share_a_statement_and_doubled_rows_do_not_count() -> None:
    years = pl.DataFrame({"origin": ["SWE", "FIN", "FIN"], "year": [2000, 2000, 2000]})
    found = spans(years, state="origin", side="origin", indicator="goods")
    assert found == (Covered(2000, 2000, "origin", ("FIN", "SWE"), "goods"),)
