from __future__ import annotations

import polars as pl

from counterpoise.snapshots.gaps import Declared, silenced


def ties(*rows: tuple[str, str, int, float]) -> pl.DataFrame:
    names = ["origin", "destination", "year", "value"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(status=pl.lit("reported"))


def test_a_declared_gap_of_all_goods_is_not_covered_and_said() -> None:
    rows = ties(("KWT", "KOR", 2025, 81e6), ("KWT", "IND", 2022, 1e9), ("SAU", "KOR", 2025, 2e10))
    gap = Declared(
        "gap", ("KWT",), ("all",), ("all",), (2025, 2025), "its oil has no buyers by name"
    )

    kept, notes = silenced(rows, [gap])

    assert kept["value"].to_list() == [None, 1e9, 2e10]
    assert kept["status"].to_list() == ["not covered", "reported", "reported"]
    assert notes == ["1 flow from KWT to all not covered: its oil has no buyers by name"]


def test_a_gap_of_one_product_or_of_other_ties_leaves_all_goods_as_they_are() -> None:
    rows = ties(("KWT", "KOR", 2025, 81e6))
    others = [
        Declared("gap", ("KWT",), ("all",), ("270900",), (2025, 2025), "crude oil"),
        Declared("gap", ("KWT",), ("JPN",), ("all",), (2025, 2025), "another buyer"),
        Declared("ended", ("KWT",), ("all",), ("all",), (2025, 2025), "a true zero"),
    ]

    kept, notes = silenced(rows, others)

    assert kept.equals(rows)
    assert notes == []
